"""Every check of the package and every message, in one place.

The measures look at their input only through these functions. A check that fails
raises an error that names the argument, the place, the value and the remedy.
Nothing is ever normalised, clipped or ignored here.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn, SupportsFloat

import numpy as np
from numpy.typing import ArrayLike, NDArray

# A sum may differ from 1 by what careful arithmetic in the type of the input leaves
# behind; the measures remove such a residual exactly. Larger errors are mistakes.
_TOLERANCE = 1e-6
_TOLERANCES: dict[type, float] = {  # by the type of the scalars: in any byte order
    np.float32: 2.0**-11.5,  # sqrt(eps), as in numpy.random
    np.float16: 2.0**-5,
}


class Unit(NamedTuple):
    """How information is measured: which logarithm, and what to multiply it by."""

    log: Callable[..., Any]  # elementwise, for arrays
    scalar_log: Callable[[float], float]
    nat: float  # one nat, in the units of `log`
    scale: float  # turns results in the units of `log` into units of the base


_FLOAT64 = np.dtype(np.float64)

_BITS = Unit(np.log2, math.log2, 1 / math.log(2), 1.0)
_NATS = Unit(np.log, math.log, 1.0, 1.0)
_DIGITS = Unit(np.log10, math.log10, 1 / math.log(10), 1.0)
_UNITS: dict[float, Unit] = {2: _BITS, math.e: _NATS, 10: _DIGITS}


def unit(base: float) -> Unit:
    """Look up or make the unit of information that belongs to a base."""
    if type(base) in (int, float) and base in _UNITS:
        return _UNITS[base]
    b = number(base, "base must be a number > 1 such as 2 (bits) or math.e")
    if not 1.0 < b < math.inf:
        msg = f"base must be a finite number > 1, got {shown(base)}; 2 gives bits"
        raise ValueError(msg)
    return _UNITS.get(b, _NATS._replace(scale=1 / math.log(b)))


# Options


def number(x: Any, need: str) -> float:
    """Return an option that is one number, which True is not."""
    if isinstance(x, (bool, np.bool_)):
        msg = f"{need}, got {shown(x)}"
        raise TypeError(msg)
    return _float(x, need)


def flag(x: Any, name: str) -> bool:
    """Return an option that is True or False, and nothing that acts like it."""
    if not isinstance(x, (bool, np.bool_)):
        msg = f"{name} must be True or False, got {shown(x)}"
        raise TypeError(msg)
    return bool(x)


def integer(i: Any) -> int | None:
    """Return an integer of any type as int; None for what is none, such as True."""
    if isinstance(i, (bool, np.ma.MaskedArray)):
        return None
    try:
        return operator.index(i)
    except TypeError:
        return None


def axis_number(axis: int, a: NDArray[Any], name: str) -> int:
    """Return `axis` as a number in 0..ndim-1."""
    i = integer(axis)
    if i is None:
        msg = f"axis must be an integer, got {shown(axis)}"
        raise TypeError(msg)
    if not -a.ndim <= i < a.ndim:
        msg = f"axis {shown(i)} is out of range for {name}, which has {a.ndim} axes"
        raise ValueError(msg)
    return i % a.ndim


# Messages


def refuse(a: NDArray[Any], bad: NDArray[np.bool_], message: str) -> None:
    """Raise ValueError for the first bad place; `message` has {value} and {at}."""
    if np.count_nonzero(bad):  # quicker than any() where bad is small
        index = np.unravel_index(int(bad.argmax()), bad.shape)
        place = tuple(int(i) for i in index)
        value = a[place]
        value = value.item() if isinstance(value, np.generic) else value
        raise ValueError(message.format(value=shown(value), at=_at(place)))


def shown(x: Any) -> str:
    """Return how `x` is written in a message: short, and never with an error."""
    try:
        text = repr(x)
    except Exception:  # of the input's own code, or an integer of too many digits
        text = f"a value of type {type(x).__name__}"
    return text if len(text) <= 120 else text[:117] + "..."


def _at(place: tuple[int, ...]) -> str:
    if not place:
        return ""
    return f" at index {place[0] if len(place) == 1 else place}"


# Arrays of numbers


def real_array(x: ArrayLike, name: str) -> NDArray[Any]:
    """View `x` as a non-empty array of real numbers, of its own type where possible."""
    return _reals(x, name)[0]


def _reals(x: ArrayLike, name: str) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Return `x` as numbers of float64 or less; and where they had to be rounded.

    Numbers of higher precision count as the nearest float64. But where that is 0 or
    infinite, or has lost digits because it is so small, they are refused.
    """
    a = x if type(x) is np.ndarray else as_array(x, name)
    rounded = None
    if a.dtype is not _FLOAT64:
        kind = a.dtype.kind
        if kind == "O":
            a, rounded = _floats_of_objects(a, name)
        elif kind not in "biuf":
            msg = f"{name} must hold real numbers, got dtype {a.dtype}"
            raise TypeError(msg)
        elif a.dtype.itemsize > 8:
            exact = a
            with np.errstate(all="ignore"):
                a = exact.astype(np.float64)
            rounded = (a < exact) | (a > exact)
    if a.size == 0:
        msg = f"{name} is empty; at least one value is needed"
        raise ValueError(msg)
    if rounded is not None:
        refuse_rounded(a, rounded & np.isinf(a), name, "large", "")
        small = np.abs(a) < np.finfo(np.float64).tiny
        refuse_rounded(a, rounded & small, name, "close to 0", "; give 0 to mean 0")
    return a, rounded


def refuse_rounded(
    a: NDArray[Any], bad: NDArray[np.bool_], name: str, how: str, remedy: str
) -> None:
    """Raise for the first number that no float64 can stand for."""
    message = f"{name} must hold real numbers, got one too {how} for a float"
    refuse(a, bad, f"{message}{{at}}{remedy}")


def as_array(x: ArrayLike, name: str) -> NDArray[Any]:
    """Return `x` as an array of whatever it holds, but not without its mask."""
    try:
        if not _has_mask(x):
            return np.asarray(x)
    except MemoryError:
        raise
    except Exception as error:  # NumPy's, or one of the input's own code
        if "inhomogeneous" in str(error):
            msg = f"{name} must be a rectangular array, got rows of unequal size"
            raise ValueError(msg) from error
        kind = ValueError if isinstance(error, ValueError) else TypeError
        msg = f"{name} must be an array, and NumPy cannot make it one: {error}"
        raise kind(msg) from error
    verb = "is" if isinstance(x, np.ma.MaskedArray) else "holds"
    msg = f"{name} {verb} a masked array, and the mask would be lost; fill it first"
    raise TypeError(msg)


_NUMBERS = float, int  # by far the most frequent types: nothing is inside


def _has_mask(x: Any) -> bool:
    """Tell whether NumPy would find a masked array in `x`, at any depth."""
    if type(x) in _NUMBERS:
        return False
    if isinstance(x, (np.ndarray, str, bytes, memoryview)):
        return isinstance(x, np.ma.MaskedArray)
    if hasattr(x, "__array__"):
        return isinstance(np.asanyarray(x), np.ma.MaskedArray)
    if not _is_sequence(type(x)) or len(x) == 0:
        return False
    kinds = set(map(type, x))  # few, however long the sequence is
    return any(map(_may_have_mask, kinds)) and any(map(_has_mask, x))


def _may_have_mask(kind: type) -> bool:
    if kind in _NUMBERS or issubclass(kind, (np.generic, str, bytes)):
        return False
    return hasattr(kind, "__array__") or _is_sequence(kind)


def _is_sequence(kind: type) -> bool:
    """Tell whether NumPy looks for numbers inside objects of this type."""
    return hasattr(kind, "__len__") and hasattr(kind, "__getitem__")


def _floats_of_objects(
    a: NDArray[Any], name: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    floats = np.empty(a.shape)
    rounded = np.zeros(a.shape, dtype=np.bool_)
    for place, value in np.ndenumerate(a):
        f = _float(value, f"{name} must hold real numbers", place)
        floats[place] = f
        try:
            rounded[place] = bool(value < f or value > f)
        except Exception:  # it has no order, and is known by its float only
            rounded[place] = False
    return floats, rounded


def _float(x: Any, need: str, place: tuple[int, ...] = ()) -> float:
    """Convert Fraction, Decimal and whatever else knows its float; but no strings.

    NumPy's scalars know one whatever they are, even strings and complex numbers.
    """
    known = isinstance(x, SupportsFloat) and not isinstance(x, np.ndarray)
    if not known or (isinstance(x, np.generic) and x.dtype.kind not in "biuf"):
        msg = f"{need}, got {shown(x)}{_at(place)}"
        raise TypeError(msg)
    try:
        return float(x)
    except OverflowError as error:  # the value is not shown: it has 300 digits or more
        msg = f"{need}, got one too large for a float{_at(place)}"
        raise ValueError(msg) from error
    except Exception as error:  # of the input's own code
        kind = TypeError if isinstance(error, TypeError) else ValueError
        msg = f"{need}, got {shown(x)}{_at(place)}: {error}"
        raise kind(msg) from error


def _floats(a: NDArray[Any]) -> NDArray[np.float64]:
    """Return a copy as float64, with 0 for every -0."""
    return np.asarray(np.add(a, 0.0, dtype=np.float64))


def finite_array(x: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return `x` as float64, refusing NaN and infinities."""
    a = _floats(real_array(x, name))
    refuse(a, ~np.isfinite(a), f"{name} contains {{value}}{{at}}; only finite numbers")
    return a


def positive_array(x: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return `x` as float64, refusing what is not finite and above 0."""
    a = finite_array(x, name)
    refuse(a, a <= 0, f"{name} contains {{value}}{{at}}; it must be positive")
    return a


def unit_interval(p: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return probabilities of single events as float64, each in [0, 1]."""
    a, rounded = _reals(p, name)
    if rounded is not None:
        refuse_rounded(a, rounded & (a == 1), name, "close to 1", "; give 1 to mean 1")
    a = _floats(a)
    refuse_values(a, name, f"np.maximum({name}, 0)")
    refuse(a, a > 1, f"{name} contains {{value}}{{at}}; a probability is at most 1")
    return a


def whole_numbers(
    x: ArrayLike, name: str, *, below: int | None = None
) -> NDArray[np.int64]:
    """Return `x` as integers >= 0, and less than `below` if that is given."""
    a, rounded = _reals(x, name)
    if a.dtype.kind == "f":
        a = a.astype(np.float64, copy=False)  # half precision does not reach `top`
        refuse(a, a != np.floor(a), f"{name} contains {{value}}{{at}}, no whole number")
    refuse(a, a < 0, f"{name} contains {{value}}{{at}}; it must be at least 0")
    top = 2**53 if below is None else below  # from 2**53 on, floats skip integers
    refuse(a, a >= top, f"{name} contains {{value}}{{at}}; it must be less than {top}")
    if rounded is not None:
        message = f"{name} contains a number near {{value}}{{at}}, no whole number"
        refuse(a, rounded, message)
    return a.astype(np.int64)


def refuse_values(a: NDArray[Any], name: str, clipped: str) -> None:
    """Raise for the first NaN, negative or infinite entry of `a`, if there is one.

    `clipped` is the remedy for a negative entry that is but rounding noise.
    """
    remedy = f"if it is rounding noise, use {clipped}"
    _refuse_unless_weights(a, name, "probability", remedy, "probabilities")


def refuse_weights(a: NDArray[Any], name: str) -> None:
    """Raise for the first weight that is NaN, negative or infinite."""
    _refuse_unless_weights(a, name, "entry", "weights are at least 0", "weights")


def _refuse_unless_weights(
    a: NDArray[Any], name: str, entry: str, remedy: str, entries: str
) -> None:
    nan = f"{name} contains NaN{{at}}; remove or replace missing values"
    refuse(a, np.isnan(a), nan)
    refuse(a, a < 0, f"{name} has a negative {entry} {{value}}{{at}}; {remedy}")
    refuse(a, np.isinf(a), f"{name} contains {{value}}{{at}}; {entries} are finite")


# Distributions


class Argument:
    """An argument with categories along one axis, and with its name for messages."""

    __slots__ = ("array", "axis", "labels", "name", "rows")

    def __init__(self, p: ArrayLike, name: str) -> None:
        self.array = real_array(p, name)
        self.labels = _labels(p)
        self.name = name
        self.axis = -1
        if self.array.ndim == 0:
            msg = f"{name} must be a list or an array, got the number {shown(p)}"
            raise ValueError(msg)

    def set_rows(self, axis: int) -> None:
        """Let `rows` be the array with the categories on its last axis."""
        self.axis = axis_number(axis, self.array, self.name)
        last = self.axis == self.array.ndim - 1
        self.rows = self.array if last else np.moveaxis(self.array, self.axis, -1)


def _labels(x: Any) -> Sequence[Any] | None:
    """Return the labels along every axis of an object of pandas or xarray."""
    if isinstance(x, (np.ndarray, list, tuple)):
        return None
    if hasattr(x, "dims") and hasattr(x, "indexes"):
        return [x.indexes.get(dim) for dim in x.dims]
    axes = getattr(x, "axes", None)
    return axes if isinstance(axes, list) else None


def refuse_other_labels(p: Argument, q: Argument) -> None:
    """Raise if the entries of p and q have names, and these are not the same."""
    if p.labels is None or q.labels is None:
        return
    P, Q = list(p.labels), list(q.labels)
    categories = P.pop(p.axis), Q.pop(q.axis)
    # broadcasting compares the other axes from the last on
    for a, b in [categories, *zip(reversed(P), reversed(Q), strict=False)]:
        if a is None or b is None or 1 in (len(a), len(b)):  # none, or broadcast
            continue
        if len(a) == len(b) and any(x != y for x, y in zip(a, b, strict=True)):
            msg = (
                f"{p.name} and {q.name} have different labels along an axis, and only"
                " their order would count; give both the same, as with"
                f" {q.name}.reindex_like({p.name}), or pass arrays"
            )
            raise ValueError(msg)


class Logits(Argument):
    """Unnormalised log-probabilities."""

    __slots__ = ()

    def checked(self, top: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the largest logit of each row of a block, if all logits are right."""
        if not np.isfinite(top).all():
            a, name = self.array, self.name
            refuse(a, np.isnan(a), f"{name} contains NaN{{at}}; remove missing values")
            refuse(
                a,
                a == np.inf,
                f"{name} contains {{value}}{{at}}; logits are finite, or -inf",
            )
            largest = np.max(a, axis=self.axis)
            refuse(
                largest,
                largest == -np.inf,
                f"{name} has nothing but {{value}} along axis {self.axis}{{at}}; "
                "one category at least must be possible",
            )
        return top


class Pmf(Argument):
    """Distributions."""

    __slots__ = ()

    def floats(self) -> tuple[list[float], float]:
        """Return the values of one small distribution, and its sum less 1."""
        values: list[float] = self.array.tolist()
        try:
            residual = math.fsum([*values, -1.0])
        except (OverflowError, ValueError):  # the sum is no double: huge values, or inf
            self._refuse()
        if not (self._is_small(residual) and min(values) >= 0.0):
            self._refuse()
        return values, residual

    def _is_small(self, residual: float) -> bool:
        off = abs(residual)
        return off <= _TOLERANCE or off <= _TOLERANCES.get(self.array.dtype.type, 0.0)

    def low(self, block: NDArray[np.float64]) -> float:
        """Return the smallest probability of a block of this array."""
        low = float(np.minimum.reduce(block, axis=None))
        if not low >= 0.0:  # negative, or NaN, which minimum hands on
            self._refuse()
        return low

    def summed(self) -> tuple[NDArray[np.float64], float]:
        """Return the values of one distribution, and their sum."""
        values = np.asarray(self.array, dtype=np.float64)
        total = float(np.add.reduce(values))
        if not (np.minimum.reduce(values) >= 0.0 and self._is_small(total - 1.0)):
            self._refuse()
        return values, total

    def check_sums(self, sums: NDArray[np.float64]) -> None:
        """Check the sums of all distributions."""
        if not (self._is_small(sums.max() - 1.0) and self._is_small(sums.min() - 1.0)):
            self._refuse()

    def _refuse(self) -> NoReturn:
        a, name = self.array, self.name
        refuse_values(a, name, self._normalized(f"np.maximum({name}, 0)"))
        with np.errstate(over="ignore"):
            sums = np.add.reduce(a, axis=self.axis, dtype=np.float64)
        off = np.abs(sums - 1.0)
        place = tuple(int(i) for i in np.unravel_index(int(off.argmax()), off.shape))
        total = float(sums[place])
        who = name + (f"[{', '.join(map(str, place))}]" if place else "")
        count = sum(not self._is_small(x) for x in off.flat)
        which = f" ({count} of {off.size} distributions)" if place else ""
        likely = "these look like counts or weights: " if total > 1.5 else ""
        remedy = self._normalized(name)
        msg = f"{who} sums to {total!r}, not 1{which}; {likely}use {remedy}"
        raise ValueError(msg)

    def _normalized(self, weights: str) -> str:
        """Return the code that makes such distributions of `weights`."""
        last = self.axis in (-1, self.array.ndim - 1)
        return f"normalize({weights}{'' if last else f', axis={self.axis}'})"


class JointPmf(Pmf):
    """The entries of a table that is one distribution."""

    __slots__ = ()

    def _normalized(self, weights: str) -> str:
        return f"{weights} / np.sum({weights})"


def joint_table(p_xy: ArrayLike, name: str) -> NDArray[Any]:
    """Return the joint distribution of two variables, in its own type.

    That type says how far its sum may be off, if it is checked again.
    """
    table = Argument(p_xy, name).array
    if table.ndim != 2:
        msg = f"{name} must be a table with 2 axes (x and y), got {table.ndim}"
        raise ValueError(msg)
    refuse_values(table, name, f"np.maximum({name}, 0)")
    with np.errstate(over="ignore"):
        total = np.add.reduce(table, axis=None, dtype=np.float64)
        JointPmf(table.ravel(), name).check_sums(total)
    return table


def align(arguments: Sequence[Argument], axis: int) -> tuple[int, ...]:
    """Give all arguments rows of the same batch; return its shape."""
    for x in arguments:
        x.set_rows(axis)
    p, q = arguments[0], arguments[-1]
    refuse_other_labels(p, q)
    if p.rows.shape != q.rows.shape:
        n, m = p.rows.shape[-1], q.rows.shape[-1]
        if n != m:
            msg = (
                f"{p.name} and {q.name} must have the same number of categories"
                f" along axis {axis}, got {n} and {m}"
            )
            raise ValueError(msg)
        try:
            p.rows, q.rows = np.broadcast_arrays(p.rows, q.rows)
        except ValueError as error:
            msg = (
                f"{p.name} and {q.name} must be batches that fit together,"
                f" got shapes {p.array.shape} and {q.array.shape}"
            )
            raise ValueError(msg) from error
    *batch, k = p.rows.shape
    for x in arguments:
        x.rows = x.rows.reshape(-1, k)
    return tuple(batch)


def shaped(
    values: NDArray[np.float64], batch: tuple[int, ...], axis: int, keepdims: bool
) -> Any:
    """Return one value a row as a float, or as an array of the shape of the batch."""
    keepdims = flag(keepdims, "keepdims")
    if not batch and not keepdims:
        return float(values[0])
    values = values.reshape(batch)
    return np.expand_dims(values, axis) if keepdims else values
