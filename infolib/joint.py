"""Measures of two random variables with a joint distribution.

`p_xy` is a table of probabilities: x runs over the rows (axis 0), y over the columns.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _validate
from infolib.discrete import entropy, kl_divergence


def joint_entropy(p_xy: ArrayLike, *, base: float = 2) -> float:
    r"""Joint entropy: the uncertainty about a pair of variables.

    .. math:: H(X, Y) = -\sum_{x, y} p(x, y) \log_b p(x, y)

    Parameters
    ----------
    p_xy : array_like, shape (n, m)
        Joint probabilities; x runs over the rows, y over the columns.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float
        Joint entropy, between 0 and log(n m), up to rounding.

    Raises
    ------
    TypeError
        If `p_xy` holds no real numbers, or `base` is no number.
    ValueError
        If `p_xy` is no table, has NaN or negative entries, or does not sum to 1.

    Notes
    -----
    Taught in "Two variables".

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System
    Technical Journal* 27(3), section 6.

    Examples
    --------
    >>> joint_entropy([[0.25, 0.25], [0.5, 0]])
    1.5
    """
    table = _validate.joint_table(p_xy, "p_xy")
    return float(entropy(table.ravel(), base=base))


def conditional_entropy(
    p_xy: ArrayLike, *, given: Literal[0, 1], base: float = 2
) -> float:
    r"""Conditional entropy: what is left to learn about one variable, given the other.

    .. math:: H(Y | X) = \sum_x p(x) H(Y | X = x)

    Parameters
    ----------
    p_xy : array_like, shape (n, m)
        Joint probabilities; x runs over the rows, y over the columns.
    given : {0, 1}
        The axis of the variable that is known: 0 for H(Y|X), 1 for H(X|Y).
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float
        Conditional entropy, between 0 and the entropy of the unknown variable, up to
        rounding.

    Raises
    ------
    TypeError
        If `p_xy` holds no real numbers, or `base` is no number.
    ValueError
        If `p_xy` is no table, has NaN or negative entries, or does not sum to 1, or
        if `given` is neither 0 nor 1.

    Notes
    -----
    Taught in "Two variables".

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System
    Technical Journal* 27(3), section 6.

    Examples
    --------
    >>> conditional_entropy([[0.25, 0.25], [0.5, 0]], given=0)
    0.5
    >>> conditional_entropy([[0.5, 0], [0, 0.5]], given=1)
    0.0
    """
    known_axis = _validate.integer(given)
    if known_axis not in (0, 1):
        msg = f"given must be 0 (for H(Y|X)) or 1 (for H(X|Y)), got {given!r}"
        raise ValueError(msg)
    table = _validate.joint_table(p_xy, "p_xy")
    with np.errstate(under="ignore"):  # of what is too small to count
        known, rows = _conditionals(table if known_axis == 0 else table.T)
        return float(known.dot(entropy(rows, base=base)))


def mutual_information(p_xy: ArrayLike, *, base: float = 2) -> float:
    r"""Mutual information: what one variable tells about the other.

    .. math:: I(X; Y) = \sum_{x, y} p(x, y) \log_b \frac{p(x, y)}{p(x) p(y)}

    Never negative. The relative error is below 1e-12, or about 1e-16 / sqrt(I) where
    that is more, with I in nats: half of the digits are right at I = 1e-16.

    Parameters
    ----------
    p_xy : array_like, shape (n, m)
        Joint probabilities; x runs over the rows, y over the columns.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float
        Mutual information, between 0 and the smaller of the two entropies, up to
        rounding.

    Raises
    ------
    TypeError
        If `p_xy` holds no real numbers, or `base` is no number.
    ValueError
        If `p_xy` is no table, has NaN or negative entries, or does not sum to 1.

    Notes
    -----
    Taught in "Two variables".

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System
    Technical Journal* 27(3), section 12.

    Examples
    --------
    >>> mutual_information([[0.5, 0], [0, 0.5]])
    1.0
    >>> mutual_information([[0.25, 0.25], [0.25, 0.25]])
    0.0
    """
    # The mean divergence of p(y|x) from p(y), in which nothing cancels or underflows.
    table = _validate.joint_table(p_xy, "p_xy")
    with np.errstate(under="ignore"):  # of what is too small to count
        known, rows = _conditionals(table)
        columns = table.sum(axis=0, dtype=np.float64)
        other = columns / columns.sum()
        return float(known.dot(kl_divergence(rows, other, base=base)))


def _conditionals(
    table: NDArray[Any],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return p(x) and the rows p(y|x), for all x that occur."""
    table = table.astype(np.float64)
    p_x = table.sum(axis=1)
    occurs = p_x > 0.0
    rows = table[occurs] / p_x[occurs, np.newaxis]
    return p_x[occurs] / p_x.sum(), rows
