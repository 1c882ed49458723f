"""Observations of any kind that can be sorted: their checks, and how they are counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib._validate import as_array, refuse, shown


def sample(x: ArrayLike, name: str) -> NDArray[Any]:
    """Return observations of any sortable kind as an array with one axis."""
    a = as_array(x, name)
    if a.ndim != 1 or a.size == 0:
        msg = f"{name} must be a non-empty list of values, got shape {a.shape}"
        raise ValueError(msg)
    _refuse_missing(a, name)
    kind = a.dtype.kind
    if kind in "OV":
        _refuse_unsortable(a, name)
    if not hasattr(x, "__array__") and kind not in "mMO":
        _refuse_conversion(x, a, name)
    return a + 0.0 if kind in "fc" else a  # one zero, not two


def _refuse_missing(a: NDArray[Any], name: str) -> None:
    """Refuse None, and what is not equal to itself: NaN, NaT and their like."""
    if a.dtype.kind in "OT":  # NumPy's strings may have any object for a missing one
        absent = getattr(a.dtype, "na_object", None)
        a = a.astype(object)
        missing = np.array([_is_missing(value, absent) for value in a])
    else:
        missing = a != a
    if missing.any():
        i = int(missing.argmax())
        text = str(a[i])
        what = "NaN" if "nan" in text.lower() else text
        msg = f"{name} contains {what} at index {i}; remove missing values"
        raise ValueError(msg)


def _is_missing(value: Any, absent: Any) -> bool:
    if value is None or value is absent:
        return True
    try:
        return bool(value != value)
    except TypeError:  # pandas.NA says neither yes nor no
        return True
    except Exception:  # it cannot be compared, as a signalling NaN of Decimal
        return False


def _refuse_unsortable(a: NDArray[Any], name: str) -> None:
    """Refuse objects without an order or, like sets, with a partial one."""
    cause: Exception | None = None
    try:
        ordered = np.sort(np.append(a, a[:1]))  # so that one value is compared, too
        # NumPy sorts records, but does not say which of two comes first
        sortable = a.dtype.kind == "V" or bool((ordered[:-1] <= ordered[1:]).all())
    except Exception as error:  # also of the input's own code
        sortable, cause = False, error
    if not sortable:
        kinds = " and ".join(sorted({type(value).__name__ for value in a}))
        msg = f"{name} must hold values of one kind that can be sorted, got {kinds}"
        raise TypeError(msg) from cause


def _refuse_conversion(x: Any, a: NDArray[Any], name: str) -> None:
    """Refuse a list whose values NumPy has changed: 1 to '1', 2**53 + 1 to 2.0**53."""
    values: Iterable[Any] = x
    before = [v.item() if isinstance(v, np.generic) else v for v in values]
    after = a.tolist()  # Python's numbers, because they compare exactly
    if before != after:
        i = next(i for i, v in enumerate(before) if v != after[i])
        msg = (
            f"{name} contains {shown(before[i])} at index {i}, which would be counted"
            f" as {shown(after[i])}; give values of one kind"
        )
        raise TypeError(msg)


def indices(values: NDArray[Any], support: NDArray[Any]) -> NDArray[np.intp]:
    """Return the index in `support` of every value."""
    known, wanted = support, values
    kinds = {values.dtype.kind, support.dtype.kind}
    try:
        if len(kinds) > 1:
            # NumPy compares int64 with float64 or uint64 as float64, Python is exact
            known, wanted = support.astype(object), values.astype(object)
            if kinds & set("mM"):
                raise TypeError("as objects, some dates and times are mere integers")
        order = np.argsort(known, kind="stable")
        place = np.searchsorted(known, wanted, sorter=order)
    except TypeError as error:
        msg = (
            "samples and support must hold values of one kind,"
            f" got dtypes {values.dtype} and {support.dtype}"
        )
        raise TypeError(msg) from error
    ordered = known[order]
    refuse(
        ordered[1:],
        ordered[1:] == ordered[:-1],
        "support repeats the value {value}; give each value once",
    )
    index = order[np.minimum(place, known.size - 1)]
    refuse(
        values,
        known[index] != wanted,
        "samples contain {value}, which is not in support; add it there",
    )
    return index


def count(x: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the sorted values of a sample and how often each occurs."""
    if x.dtype.kind in "iu":
        counts, low = _count_up_to(x, 4 * x.size), 0
        if counts is None:
            low, high = int(x.min()), int(x.max())
            if high - low <= 4 * x.size:
                # signed types may be too narrow for the difference, unsigned are not
                wide = x.astype(np.int64) if x.dtype.kind == "i" else x
                counts = _count_up_to(wide - wide.dtype.type(low), high - low)
        if counts is not None:
            seen = np.flatnonzero(counts)
            return seen.astype(x.dtype) + x.dtype.type(low), counts[seen]
    values, times = np.unique(x, return_counts=True)
    return values, times.astype(np.int64)


def _count_up_to(x: NDArray[Any], limit: int) -> NDArray[np.int64] | None:
    """Count the integers 0, 1, ...; or return None if one is negative or too large."""
    counts = np.zeros(1, dtype=np.int64)
    i = 0
    while i < x.size:
        block = x[i : i + max(1 << 15, 4 * counts.size)]
        bits = np.bitwise_or.reduce(block)  # quicker than the extremes, which it bounds
        if not 0 <= bits <= 2 * limit:
            return None
        # an index of NumPy, which in the browser has 32 bits
        more = np.bincount(block.astype(np.intp), minlength=counts.size)
        more = more.astype(np.int64, copy=False)
        more[: counts.size] += counts
        counts = more
        i += block.size
    return counts
