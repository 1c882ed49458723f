"""Likelihoods of data under models, and the models that make them largest.

Observations are independent, and what is returned is for all of them together. It is
information: bits, unless `base` says otherwise.
"""

from __future__ import annotations

import functools
import math
from typing import Any, Unpack, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _rows, _scalar, _validate
from infolib._scalar import FEW
from infolib._sums import (
    BLOCK,
    Columns,
    by_rows,
    column,
    excess,
    log_ratio,
    pieces,
    row_sums,
    sums,
)
from infolib._typing import Array, Base, Many
from infolib.empirical import normalize


def log_likelihood(x: ArrayLike, p: ArrayLike, *, base: float = 2) -> float:
    r"""Log-likelihood of categories that were seen, under a distribution `p`.

    .. math:: \ell = \sum_i \log_b p_{x_i}

    Parameters
    ----------
    x : array_like of int
        Observed categories, each in 0..k-1.
    p : array_like, shape (k,)
        Probabilities of the categories.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float
        Log-likelihood <= 0; -inf if something was seen that `p` calls impossible.

    Raises
    ------
    TypeError
        If `x` or `p` holds no real numbers, or `base` is no number.
    ValueError
        If `x` is empty or holds something else than categories, or if `p` has NaN or
        negative entries or does not sum to 1.

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> log_likelihood([0, 0, 1], [0.5, 0.25, 0.25])
    -4.0
    >>> log_likelihood([0, 1], [1, 0])
    -inf
    """
    return 0.0 - negative_log_likelihood(x, p, base=base)


def negative_log_likelihood(x: ArrayLike, p: ArrayLike, *, base: float = 2) -> float:
    r"""Negative log-likelihood: the length of the data in a code made for `p`.

    .. math:: -\ell = -\sum_i \log_b p_{x_i} = n H(\hat p, p)

    with the empirical distribution of the n observations in the cross-entropy.

    Parameters
    ----------
    x : array_like of int
        Observed categories, each in 0..k-1.
    p : array_like, shape (k,)
        Probabilities of the categories.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float
        Code length >= 0; inf if something was seen that `p` calls impossible.

    Raises
    ------
    TypeError
        If `x` or `p` holds no real numbers, or `base` is no number.
    ValueError
        If `x` is empty or holds something else than categories, or if `p` has NaN or
        negative entries or does not sum to 1.

    Notes
    -----
    Taught in "Cross-entropy".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> negative_log_likelihood([0, 0, 1], [0.5, 0.25, 0.25])
    4.0
    """
    u = _validate.unit(base)
    pmf = _validate.Pmf(p, "p")
    if pmf.array.ndim != 1:
        msg = f"p must be one distribution, got an array of shape {pmf.array.shape}"
        raise ValueError(msg)
    k = pmf.array.size
    counts = _counts(x, k)
    if k <= FEW:
        values, residual = pmf.floats()
        return _scalar.code_length(counts.tolist(), values, residual, u) * u.scale
    n = int(counts.sum())
    shares = _validate.Pmf(counts / n, "x")
    _validate.align((shares, pmf), -1)
    return float(_rows.cross_entropy(shares, pmf, u)[0]) * u.scale * n


def _counts(x: ArrayLike, k: int) -> NDArray[np.int64]:
    """Count how often each of k categories was seen."""
    counts = np.zeros(k, dtype=np.int64)
    check = functools.partial(_validate.whole_numbers, below=k)
    for seen in pieces(check, x, "x", max(BLOCK, k)):
        # NumPy's indices are integers of 32 bits on some machines, as in browsers
        counts += np.bincount(seen.ravel().astype(np.intp), minlength=k)
    return counts


def fit_categorical(
    x: ArrayLike, n_categories: int | None = None, *, pseudocount: float = 0.0
) -> NDArray[np.float64]:
    r"""Maximum-likelihood estimate of the probabilities of categories.

    .. math:: \hat p_j = \frac{n_j + \alpha}{n + k \alpha}

    Parameters
    ----------
    x : array_like of int
        Observed categories, each in 0..k-1.
    n_categories : int, optional
        The number k of categories; by default one more than the largest seen.
    pseudocount : float, optional
        Added to every count: 0 for maximum likelihood (default), 1 for Laplace's rule.

    Returns
    -------
    ndarray, shape (k,)
        Probabilities.

    Raises
    ------
    TypeError
        If `x` or `pseudocount` are no real numbers, or `n_categories` is no integer.
    ValueError
        If `x` is empty or holds something else than categories, if `n_categories` is
        less than 1 or there are more than fit in memory, or if `pseudocount` is not
        one finite number >= 0.

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> fit_categorical([0, 1, 1, 1])
    array([0.25, 0.75])
    >>> fit_categorical([0, 1], 4, pseudocount=1)
    array([0.33333333, 0.33333333, 0.16666667, 0.16666667])
    """
    if isinstance(pseudocount, (bool, np.bool_)):
        msg = f"pseudocount must be one number >= 0, got {pseudocount!r}"
        raise TypeError(msg)
    alpha = _validate.finite_array(pseudocount, "pseudocount")
    if alpha.ndim or alpha < 0.0:
        msg = f"pseudocount must be one number >= 0, got {pseudocount!r}"
        raise ValueError(msg)
    if n_categories is not None:
        name, k = "n_categories", _number_of_categories(n_categories)
    else:
        seen = pieces(_validate.whole_numbers, x, "x")
        name, k = "x", max(int(piece.max()) for piece in seen) + 1
    try:
        if k > np.iinfo(np.intp).max // 8:  # bytes; more than there are addresses
            raise MemoryError
        with np.errstate(all="ignore"):
            return normalize(_counts(x, k) + alpha)  # a sum could overflow
    except MemoryError:
        msg = (
            f"{name} makes {k} categories, too many for the memory;"
            " empirical_distribution(x) counts only those that were seen"
        )
        raise ValueError(msg) from None


def _number_of_categories(n: int) -> int:
    k = _validate.integer(n)
    if k is None:
        msg = f"n_categories must be an integer >= 1, got {n!r}"
        raise TypeError(msg)
    if not 1 <= k <= 2**53:
        msg = f"n_categories must be from 1 to 2**53, got {k}"
        raise ValueError(msg)
    return k


@overload
def bernoulli_log_likelihood(
    x: ArrayLike, theta: float, **unit: Unpack[Base]
) -> float: ...
@overload
def bernoulli_log_likelihood(
    x: ArrayLike, theta: Many, **unit: Unpack[Base]
) -> Array: ...
@overload
def bernoulli_log_likelihood(
    x: ArrayLike, theta: ArrayLike, **unit: Unpack[Base]
) -> Any: ...


def bernoulli_log_likelihood(x: ArrayLike, theta: ArrayLike, *, base: float = 2) -> Any:
    r"""Log-likelihood of a series of successes and failures.

    .. math:: \ell(\theta) = n_1 \log_b \theta + n_0 \log_b (1 - \theta)

    Parameters
    ----------
    x : array_like of 0 and 1
        Observations: 1 (or True) for a success.
    theta : array_like
        Probability of a success. For an array, the likelihood of each of its values.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Log-likelihood <= 0, of the shape of `theta`; -inf where `theta` calls
        something impossible that was seen.

    Raises
    ------
    TypeError
        If `x` or `theta` holds no real numbers, or `base` is no number.
    ValueError
        If `x` is empty or not of 0 and 1, or if `theta` is not in [0, 1].

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> bernoulli_log_likelihood([1, 1, 0], 0.5)
    -3.0
    >>> bernoulli_log_likelihood([1, 1], [0, 0.25, 1])
    array([-inf,  -4.,   0.])
    """
    u = _validate.unit(base)
    zeros, ones = _counts(x, 2).tolist()
    t = _validate.unit_interval(theta, "theta")
    result = np.zeros(t.shape)
    with np.errstate(all="ignore"):
        if ones:
            result += ones * u.log(t)
        if zeros:  # 1 - t is exact from t = 1/2 on
            result += zeros * np.where(t < 0.5, np.log1p(-t) * u.nat, u.log(1.0 - t))
        result *= u.scale
    return result if result.ndim else float(result)


def fit_bernoulli(x: ArrayLike) -> float:
    r"""Maximum-likelihood estimate of a probability: the share of successes.

    .. math:: \hat\theta = n_1 / n

    Parameters
    ----------
    x : array_like of 0 and 1
        Observations: 1 (or True) for a success.

    Returns
    -------
    float
        The estimate, in [0, 1].

    Raises
    ------
    TypeError
        If `x` holds no real numbers.
    ValueError
        If `x` is empty or not of 0 and 1.

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> fit_bernoulli([1, 1, 0, 1])
    0.75
    """
    zeros, ones = _counts(x, 2).tolist()
    return float(ones / (zeros + ones))


@overload
def poisson_log_likelihood(
    x: ArrayLike, rate: float, **unit: Unpack[Base]
) -> float: ...
@overload
def poisson_log_likelihood(x: ArrayLike, rate: Many, **unit: Unpack[Base]) -> Array: ...
@overload
def poisson_log_likelihood(
    x: ArrayLike, rate: ArrayLike, **unit: Unpack[Base]
) -> Any: ...


def poisson_log_likelihood(x: ArrayLike, rate: ArrayLike, *, base: float = 2) -> Any:
    r"""Log-likelihood of counts under a Poisson distribution.

    .. math:: \ell(\lambda) = \sum_i \log_b \frac{\lambda^{x_i} e^{-\lambda}}{x_i!}

    Accurate for large counts too, where the three factors cancel.

    Parameters
    ----------
    x : array_like of int
        Observed counts >= 0.
    rate : array_like
        Mean of the distribution, >= 0. For an array, the likelihood of each value.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Log-likelihood <= 0, of the shape of `rate`; -inf for counts above 0 at rate 0.

    Raises
    ------
    TypeError
        If `x` or `rate` holds no real numbers, or `base` is no number.
    ValueError
        If `x` is empty or not of whole numbers >= 0, or if `rate` is negative or not
        finite.

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Loader, C. (2000). Fast and accurate computation of binomial probabilities: the
    form used here, in which nothing cancels.

    Examples
    --------
    >>> import math
    >>> poisson_log_likelihood([0, 0, 0], 2, base=math.e)
    -6.0
    >>> poisson_log_likelihood([0, 1], 0)
    -inf
    """
    u = _validate.unit(base)
    rates = _validate.finite_array(rate, "rate")
    _validate.refuse(rates, rates < 0, "rate contains {value}{at}; it is at least 0")
    unit = u.nat * u.scale  # in the weights, so that no product overflows needlessly
    parts = []
    for piece in pieces(_validate.whole_numbers, x, "x"):
        k, n = np.unique(piece.astype(np.float64), return_counts=True)
        parts.append(_poisson(k, n * np.float64(unit), rates.ravel()))
    with np.errstate(all="ignore"):
        result = 0.0 - row_sums(np.stack(parts, axis=1)).reshape(rates.shape)
    return result if result.ndim else float(result)


def _poisson(k: Array, weights: Array, rates: Array) -> Array:
    """Return the sum of weights * -log p(k), for every rate."""
    # -log p(k) = k*phi((rate - k)/k) + log(sqrt(2 pi k)) + (error of Stirling)

    def terms(k: Array, weights: Array, lam: Array) -> tuple[Array]:
        return (weights * (k * excess((lam - k) / k, log_ratio(lam, k))),)

    def measure(k: Columns, weights: Columns, lam: Columns) -> Array:
        return sums(terms, k, weights, lam)[0]

    zeros = float(weights[k == 0].sum())
    weights, k = weights[k > 0], k[k > 0]
    with np.errstate(all="ignore"):
        if k.size == 0:
            return zeros * rates
        constant = weights.dot(0.5 * np.log(2 * math.pi * k) + _stirling_error(k))
        shape = rates.size, k.size
        rows = (np.broadcast_to(a, shape) for a in (k, weights))
        length: Array = by_rows(measure, *rows, column(rates))
        length += constant + zeros * rates
        return length


def _stirling_error(k: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return log k! less Stirling's log(sqrt(2 pi k) (k/e)^k), for k >= 1."""
    z = 1.0 / (k * k)
    series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / k
    few = np.flatnonzero(k < 16)
    for i in few:
        j = k[i]
        stirling = (j + 0.5) * math.log(j) - j + 0.5 * math.log(2 * math.pi)
        series[i] = math.log(math.factorial(int(j))) - stirling
    return series


def fit_poisson(x: ArrayLike) -> float:
    r"""Maximum-likelihood estimate of a Poisson rate: the mean count.

    .. math:: \hat\lambda = \frac1n \sum_i x_i

    Parameters
    ----------
    x : array_like of int
        Observed counts >= 0.

    Returns
    -------
    float
        The estimate.

    Raises
    ------
    TypeError
        If `x` holds no real numbers.
    ValueError
        If `x` is empty or not of whole numbers >= 0.

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> fit_poisson([0, 2, 4])
    2.0
    """
    n = high = low = 0
    for seen in pieces(_validate.whole_numbers, x, "x"):
        n += seen.size
        high += int((seen >> 26).sum())  # in halves: all together may have no int64
        low += int((seen & (2**26 - 1)).sum())
    return (high * 2**26 + low) / n
