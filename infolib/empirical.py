"""From data to distributions: the only place where anything is normalised."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _samples, _validate


class EmpiricalDistribution(NamedTuple):
    """The distribution of a sample.

    Two of them are equal if they have the same values in the same order, and the same
    counts. Like arrays, they have no hash.
    """

    support: NDArray[Any]
    counts: NDArray[np.int64]
    probs: NDArray[np.float64]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EmpiricalDistribution) and all(
            np.array_equal(a, b) for a, b in zip(self[:2], other[:2], strict=True)
        )

    def __ne__(self, other: object) -> bool:  # a tuple would compare the arrays
        return not self == other


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
        w += 0.0  # one zero, not two
    return np.moveaxis(w, -1, argument.axis)


def empirical_distribution(
    samples: ArrayLike, *, support: ArrayLike | None = None
) -> EmpiricalDistribution:
    r"""Count a sample: its values, how often each occurs, and their frequencies.

    .. math:: \hat p(x) = \frac{1}{n} \sum_i [x_i = x]

    Parameters
    ----------
    samples : array_like, shape (n,)
        Observations: integers, strings, anything that can be sorted. Labels, as those
        of a pandas Series, do not count.
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
        If `samples` is empty, has not one axis, contains NaN, None or a value that is
        not in `support`, or if `support` repeats a value.

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
    x = _samples.sample(samples, "samples")
    values, counts = _samples.count(x)
    if support is None:
        return EmpiricalDistribution(values, counts, counts / x.size)
    given = _samples.sample(support, "support").copy()
    index = _samples.indices(values, given)
    aligned = np.zeros(given.size, dtype=np.int64)
    aligned[index] = counts
    return EmpiricalDistribution(given, aligned, aligned / x.size)
