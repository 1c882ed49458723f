"""From data to distributions: the only place where anything is normalised."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _validate


class EmpiricalDistribution(NamedTuple):
    """The distribution of a sample."""

    support: NDArray[Any]
    counts: NDArray[np.int64]
    probs: NDArray[np.float64]


def normalize(weights: ArrayLike, *, axis: int = -1) -> NDArray[np.float64]:
    r"""Divide counts or weights by their sum.

    .. math:: p_i = w_i / \sum_j w_j

    Parameters
    ----------
    weights : array_like, shape (..., k, ...)
        Counts or weights >= 0 along `axis`.
    axis : int, optional
        The axis of the categories. The others make a batch.

    Returns
    -------
    ndarray
        Probabilities, of the shape of `weights`.

    Raises
    ------
    TypeError
        If `weights` are no real numbers, or `axis` is no integer.
    ValueError
        If a weight is NaN, infinite or negative, or all weights of a distribution
        are 0.

    Notes
    -----
    Taught in "Entropy".

    Examples
    --------
    >>> normalize([3, 1])
    array([0.75, 0.25])
    """
    argument = _validate.Argument(weights, "weights")
    argument.set_rows(axis)
    _validate.refuse_weights(argument.array, "weights")
    w = argument.rows.astype(np.float64)
    top = w.max(axis=-1)
    _validate.refuse(
        top, top == 0, "weights are all {value}{at}; at least one must be positive"
    )
    with np.errstate(under="ignore"):  # of weights too small to count
        exponents = np.frexp(top)[1][..., np.newaxis]
        w = np.ldexp(w, -exponents)  # so that no sum can overflow
        w /= w.sum(axis=-1, keepdims=True)
    return np.moveaxis(w, -1, argument.axis)


def empirical_distribution(
    samples: ArrayLike, *, support: ArrayLike | None = None
) -> EmpiricalDistribution:
    r"""Count a sample: its values, how often each occurs, and their frequencies.

    .. math:: \hat p(x) = \frac{1}{n} \sum_i [x_i = x]

    Parameters
    ----------
    samples : array_like, shape (n,)
        Observations: integers, strings, anything that can be sorted.
    support : array_like, shape (k,), optional
        The possible values, each once. The result follows their order and has zeros
        for those that were not seen: so two samples can be compared. By default the
        values seen, sorted.

    Returns
    -------
    EmpiricalDistribution
        A named tuple `(support, counts, probs)` of three arrays of length k.

    Raises
    ------
    TypeError
        If the values are not all of one kind that can be sorted, or are masked.
    ValueError
        If `samples` is empty, has not one axis, contains NaN or a value that is not
        in `support`, or if `support` repeats a value.

    Notes
    -----
    Taught in "Entropy".

    Examples
    --------
    >>> support, counts, probs = empirical_distribution(["b", "a", "b", "b"])
    >>> counts
    array([1, 3])
    >>> probs
    array([0.25, 0.75])
    >>> empirical_distribution([1, 1], support=[0, 1]).probs
    array([0., 1.])
    """
    x = _validate.sample(samples, "samples")
    values, counts = _count(x)
    if support is None:
        return EmpiricalDistribution(values, counts, counts / x.size)
    given = _validate.sample(support, "support")
    index = _indices(values, given)
    aligned = np.zeros(given.size, dtype=np.int64)
    aligned[index] = counts
    return EmpiricalDistribution(given, aligned, aligned / x.size)


def _indices(values: NDArray[Any], support: NDArray[Any]) -> NDArray[np.intp]:
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
    _validate.refuse(
        ordered[1:],
        ordered[1:] == ordered[:-1],
        "support repeats the value {value}; give each value once",
    )
    index = order[np.minimum(place, known.size - 1)]
    _validate.refuse(
        values,
        known[index] != wanted,
        "samples contain {value!r}, which is not in support; add it there",
    )
    return index


def _count(x: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
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
    return np.unique(x, return_counts=True)


def _count_up_to(x: NDArray[Any], limit: int) -> NDArray[np.int64] | None:
    """Count the integers 0, 1, ...; or return None if one is negative or too large."""
    counts = np.zeros(1, dtype=np.int64)
    i = 0
    while i < x.size:
        block = x[i : i + max(1 << 15, 4 * counts.size)].astype(np.intp, copy=False)
        bits = np.bitwise_or.reduce(block)  # quicker than the extremes, which it bounds
        if not 0 <= bits <= 2 * limit:
            return None
        more = np.bincount(block, minlength=counts.size)
        more[: counts.size] += counts
        counts = more
        i += block.size
    return counts
