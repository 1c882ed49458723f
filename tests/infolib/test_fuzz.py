"""Every function, fed the same numbers in many forms, and hostile numbers in them.

The answer is that for a plain list of floats, or a clear error that names the argument:
never nan, -0.0, a warning, or an error from somewhere else.
"""

import array
import math
import re
from collections import UserList, deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from calls import ARRAYS, CALLS, FUNCTIONS

ROUNDS = 12  # forms and numbers drawn for each argument of each function

LAYOUTS = {
    "as it is": np.asarray,
    "of every second": lambda a: np.repeat(a, 2, axis=-1)[..., ::2] if a.ndim else a,
    "backwards": lambda a: a[..., ::-1].copy()[..., ::-1] if a.ndim else a,
    "by columns": lambda a: a.copy(order="F"),
    "unaligned": lambda a: np.ndarray(a.shape, a.dtype, b"x" + a.tobytes(), 1),
    "read-only": lambda a: np.frombuffer(a.tobytes(), a.dtype).reshape(a.shape),
    "with an axis in front": lambda a: np.broadcast_to(a, (1, *a.shape))[0],
}
TYPES = ["f8", ">f8", "f4", ">f4", "f2", "longdouble", "i8", "i4", "u1", "?", "O"]


def nested(a, make):
    return make([nested(row, make) for row in a]) if a.ndim else make_number(a)


def make_number(a):
    return a.item() if isinstance(a, np.ndarray | np.generic) else a


def exact(a, kind):
    """Return an array of objects of a type of exact numbers."""
    objects = np.array(a, object)
    for i, x in enumerate(objects.flat):
        objects.flat[i] = kind(x) if math.isfinite(x) else x
    return objects


CONTAINERS = {
    "lists": lambda a: nested(a, list),
    "tuples": lambda a: nested(a, tuple),
    "UserLists": lambda a: nested(a, UserList),
    "deques": lambda a: nested(a, deque),
    "a list of arrays": lambda a: list(a) if a.ndim else a,
    "Fractions": lambda a: exact(a, Fraction).tolist(),
    "Decimals": lambda a: exact(a, Decimal).tolist(),
    "Decimals of NumPy": lambda a: exact(a, Decimal),
    "a buffer": lambda a: array.array("d", a) if a.ndim == 1 else a,
    "a memoryview": lambda a: memoryview(a),
}

NUMBERS = [0.0, -0.0, 5e-324, 1e-310, 1e-30, 0.5, 1 - 2**-53, 1.0, 1 + 2**-52, 2.0]
NUMBERS += [709.0, 1e16, 1e155, 1.7e308, math.inf, math.nan]
NUMBERS += [-x for x in NUMBERS if x]


def call(name, argument, value):
    """Return the answer, or the error's type and what it says of the argument."""
    try:
        result = FUNCTIONS[name](**CALLS[name] | {argument: value})
    except (TypeError, ValueError) as error:
        # a pair of arguments may be named together: "p and q must have"
        named = re.match(rf"(\w+,? (and )?)*{argument}\b", str(error))
        if not named or type(error) not in (TypeError, ValueError):
            raise
        return "refused"
    return result


def flat(result):
    """Return all numbers of a result as an array, whatever its type is.

    Objects of a sample are given back as they are: Decimal("-0"), too.
    """
    parts = result if isinstance(result, tuple) else (result,)
    arrays = [np.asarray(part) for part in parts]
    return np.concatenate([a.astype(float).ravel() for a in arrays])


def result_has_objects(result):
    return isinstance(result, tuple) and np.asarray(result[0]).dtype == object


def check(result, name):
    if isinstance(result, str):
        return
    values = flat(result) + (0.0 if result_has_objects(result) else -0.0)
    assert not np.isnan(values).any(), (name, result)
    assert not (np.signbit(values) & (values == 0)).any(), (name, result)


def same(result, other):
    if isinstance(result, str) or isinstance(other, str):
        return isinstance(result, str) and isinstance(other, str)
    a, b = flat(result), flat(other)
    return a.shape == b.shape and bool((a == b).all())


@pytest.mark.parametrize(("name", "argument"), ARRAYS)
def test_a_form_of_the_input_changes_nothing(name, argument):
    plain = CALLS[name][argument]
    answer = call(name, argument, plain.tolist())
    check(answer, name)
    for dtype in TYPES:
        for layout, place in LAYOUTS.items():
            typed = plain.astype(dtype)
            if dtype != "O" and (typed != plain).any():
                continue  # a type that does not hold these numbers
            if dtype == "O" and layout in ("unaligned", "read-only"):
                continue
            value = place(typed)
            assert same(call(name, argument, value), answer), (dtype, layout)
    for container, fill in CONTAINERS.items():
        assert same(call(name, argument, fill(plain)), answer), container


@pytest.mark.parametrize(("name", "argument"), ARRAYS)
def test_hostile_numbers_give_the_same_answer_in_every_form_or_are_refused(
    name, argument
):
    rng = np.random.default_rng([ord(c) for c in name + argument])
    plain = CALLS[name][argument]
    for _ in range(ROUNDS):
        a = plain.copy()
        for _ in range(rng.integers(1, 3)):
            a.flat[rng.integers(a.size)] = rng.choice(NUMBERS)
        with np.errstate(all="ignore"):
            if rng.random() < 0.3:
                a = np.ldexp(a, rng.integers(-300, 300))
            if rng.random() < 0.5 and np.isfinite(a.sum()) and a.sum() > 0:
                a = a / a.sum()
        answer = call(name, argument, a.tolist())
        check(answer, (name, argument, a))
        for forms in (LAYOUTS, CONTAINERS):
            form = rng.choice(list(forms))
            value = forms[form](a)
            result = call(name, argument, value)
            check(result, (name, argument, a))
            if form in ("Fractions", "Decimals", "Decimals of NumPy"):
                continue
            assert same(result, answer), (form, a)
        # exact numbers are what they are, and not a float next to them
        exactly = call(name, argument, exact(a, Fraction))
        assert same(exactly, answer), ("Fractions", a)
