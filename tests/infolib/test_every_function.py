"""What holds of every public function alike."""

import inspect
import math
from collections import UserList
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from calls import ARRAYS, CALLS, FUNCTIONS


def options(name):
    return inspect.signature(FUNCTIONS[name]).parameters


def having(option):
    return [name for name in FUNCTIONS if option in options(name)]


def replaced(name, argument, value):
    return FUNCTIONS[name](**CALLS[name] | {argument: value})


@pytest.mark.parametrize("name", having("base"))
@pytest.mark.parametrize("base", [3.5, 10, 1.01])
def test_any_base_is_nats_divided_by_its_logarithm(name, base):
    nats = np.asarray(replaced(name, "base", math.e))
    assert np.isfinite(nats).all()
    assert replaced(name, "base", base) == pytest.approx(nats / math.log(base))
    assert np.all(FUNCTIONS[name](**CALLS[name]) == replaced(name, "base", 2))


NO_BASES = ["2", None, [2], True, 2j, np.array([2, 3]), np.True_, np.ma.masked]
NO_BASES += [np.str_("2"), np.bytes_(b"2"), np.complex128(2), np.timedelta64(2)]
NO_AXES = ["0", None, True, 0.0, -1.0, -1 + 0j, (0,), (0, 1), np.array([0, 1])]
NO_AXES += [np.ma.masked_array(0, True), np.ma.masked, np.zeros(1, "i,i")]


def kind(value):
    return type(value).__name__


@pytest.mark.parametrize("name", having("base"))
@pytest.mark.parametrize("base", NO_BASES, ids=kind)
def test_a_base_that_is_no_number_is_a_type_error(name, base):
    with pytest.raises(TypeError, match=r"^base must be a number > 1"):
        replaced(name, "base", base)


@pytest.mark.parametrize("name", having("axis"))
@pytest.mark.parametrize("axis", NO_AXES, ids=kind)
def test_an_axis_that_is_no_integer_is_a_type_error(name, axis):
    with pytest.raises(TypeError, match=r"^axis must be an integer"):
        replaced(name, "axis", axis)


def test_a_number_of_too_many_digits_to_be_written_is_still_refused_by_name():
    for name in having("axis"):
        with pytest.raises(
            ValueError, match=r"^axis a value of type int is out of ran"
        ):
            replaced(name, "axis", 10**5000)


@pytest.mark.parametrize(("name", "argument"), ARRAYS)
def test_a_bad_value_is_refused_under_the_name_of_its_argument(name, argument):
    bad = CALLS[name][argument].copy()
    bad.flat[-1] = math.nan
    with pytest.raises(ValueError, match=f"^{argument} (contains?|must be|has) "):
        replaced(name, argument, bad)


# The samples of a distribution may be anything.
NUMBERS = [(name, argument) for name, argument in ARRAYS if argument != "samples"]


@pytest.mark.parametrize(("name", "argument"), NUMBERS)
@pytest.mark.parametrize("kind", [complex, "S1"])
def test_what_is_no_real_number_is_refused_under_the_name_of_its_argument(
    name, argument, kind
):
    with pytest.raises((TypeError, ValueError), match=f"^{argument} must "):
        replaced(name, argument, CALLS[name][argument].astype(kind))


def with_one(name, argument, value):
    """Return an argument as an array of objects, one of them another value."""
    objects = np.asarray(CALLS[name][argument]).astype(object)
    objects.flat[0] = value
    return objects


TOO_SMALL = [Fraction(1, 10**400), Decimal("1e-400"), Decimal("3e-324")]
TOO_LARGE = [Fraction(10**400), Decimal("1e400"), 10**400]
if np.finfo(np.longdouble).max > np.finfo(float).max:
    TOO_SMALL.append(np.longdouble("1e-400"))
    TOO_LARGE.append(np.longdouble("1e400"))


@pytest.mark.parametrize(("name", "argument"), NUMBERS)
def test_no_number_becomes_0_or_infinite_because_it_has_no_float(name, argument):
    for value, how in [
        *((x, "close to 0") for x in TOO_SMALL),
        *((x, "large") for x in TOO_LARGE),
    ]:
        bad = with_one(name, argument, value)
        some = [bad, bad.tolist()]
        if isinstance(value, np.longdouble):
            some.append(bad.astype(np.longdouble))
        for x in some:
            with pytest.raises(ValueError, match=f"^{argument} must .* too {how} for"):
                replaced(name, argument, x)


@pytest.mark.parametrize(
    "nearly",
    [1 - Fraction(1, 10**20), Decimal("0." + 20 * "9"), Fraction(10**20 + 1, 10**20)],
)
@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("information_content", "p"),
        ("binary_entropy", "p"),
        ("bernoulli_log_likelihood", "theta"),
    ],
)
def test_a_probability_does_not_become_certain_because_it_is_rounded(
    name, argument, nearly
):
    with pytest.raises(
        ValueError, match=f"^{argument} must .* too close to 1 for a fl"
    ):
        replaced(name, argument, [nearly])
    replaced(name, argument, [Fraction(1), Decimal(1)])


@pytest.mark.parametrize("argument", ["x", "labels", "lengths"])
def test_no_number_becomes_whole_because_it_is_rounded(argument):
    nearly = 1 + Fraction(1, 10**20)
    for name in [name for name, other in ARRAYS if other == argument]:
        if name in ("fit_gaussian", "gaussian_log_likelihood"):
            continue
        with pytest.raises(ValueError, match=f"^{argument} contains a number near 1.0"):
            replaced(name, argument, with_one(name, argument, nearly))


class Numbers:
    """The least that NumPy takes for a sequence."""

    def __init__(self, values):
        self.values = values

    def __len__(self):
        return len(self.values)

    def __getitem__(self, i):
        return self.values[i]


def broken(method, error):
    """Return an input whose own code fails, in a method that NumPy or we call."""

    def fail(*_, **__):
        raise error

    return type("Broken", (Numbers,), {method: fail})([0.5, 0.5])


class BrokenFloat:
    def __init__(self, error):
        self.error = error

    def __float__(self):
        raise self.error

    def __repr__(self):
        raise self.error


ERRORS = [ZeroDivisionError("mine"), KeyError("mine"), ValueError("mine")]
ERRORS += [OSError("mine"), TypeError("mine"), RuntimeError("mine")]


@pytest.mark.parametrize(("name", "argument"), ARRAYS)
def test_an_error_of_the_inputs_own_code_is_passed_on_under_its_name(name, argument):
    for error in ERRORS:
        kind = ValueError if isinstance(error, ValueError) else TypeError
        for method in ("__array__", "__len__", "__iter__", "__getitem__"):
            with pytest.raises(kind, match=rf"^{argument} must be an .*mine") as info:
                replaced(name, argument, broken(method, error))
            assert info.value.__cause__ is error
        if argument == "samples":
            continue
        kind = TypeError if isinstance(error, TypeError) else ValueError
        with pytest.raises(
            kind, match=f"^{argument} must .*BrokenFloat.*: .*mine"
        ) as e:
            replaced(name, argument, [BrokenFloat(error)])
        assert e.value.__cause__ is error


@pytest.mark.parametrize(("name", "argument"), ARRAYS)
def test_a_list_that_holds_itself_is_refused(name, argument):
    endless = []
    endless.append(endless)
    with pytest.raises((TypeError, ValueError), match=f"^{argument} must "):
        replaced(name, argument, endless)


class Masked:
    def __init__(self, masked):
        self.masked = masked

    def __array__(self, dtype=None, copy=None):
        return self.masked


@pytest.mark.parametrize(("name", "argument"), ARRAYS)
def test_no_mask_is_lost_whatever_holds_it(name, argument):
    masked = np.ma.masked_array(CALLS[name][argument], False)
    masked = masked.reshape(1) if masked.ndim == 0 else masked
    rows = [[masked], (masked,), UserList([masked]), Numbers([masked])]
    rows += [Masked(masked), [Masked(masked)], Numbers([UserList([masked])])]
    for x in [masked, *rows]:
        with pytest.raises(TypeError, match=f"^{argument} (is|holds) a masked array"):
            replaced(name, argument, x)


@pytest.mark.parametrize("name", having("keepdims"))
@pytest.mark.parametrize("keepdims", ["no", 0, 1, None, [], np.array([True])], ids=kind)
def test_keepdims_that_is_no_flag_is_a_type_error(name, keepdims):
    with pytest.raises(TypeError, match=r"^keepdims must be True or False, got"):
        replaced(name, "keepdims", keepdims)


def test_a_flag_is_no_pseudocount():
    with pytest.raises(TypeError, match=r"^pseudocount must be one number"):
        FUNCTIONS["fit_categorical"]([0, 1], pseudocount=True)
