"""Measures of normal distributions, in closed form.

Parameters are numbers or arrays that broadcast against each other; sigma is the
standard deviation, never the variance.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _blocks, _validate


class GaussianFit(NamedTuple):
    """A normal distribution that was fitted to data."""

    mu: float
    sigma: float


def gaussian_entropy(sigma: ArrayLike, *, base: float = 2) -> Any:
    r"""Differential entropy of a normal distribution.

    .. math:: h = \log_b (\sigma \sqrt{2 \pi e})

    Unlike the entropy of a discrete distribution it can be negative.

    Parameters
    ----------
    sigma : array_like
        Standard deviation, > 0.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Differential entropy, of the shape of `sigma`.

    Raises
    ------
    ValueError
        If `sigma` is not positive and finite.

    Notes
    -----
    Taught in "One picture".

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System
    Technical Journal* 27(4), section 20.

    Examples
    --------
    >>> round(gaussian_entropy(1), 4)
    2.0471
    >>> round(gaussian_entropy(0.1), 4)
    -1.2748
    """
    u = _validate.unit(base)
    s = _validate.positive_array(sigma, "sigma")
    constant = 0.5 * math.log(2 * math.pi * math.e) * u.nat
    return _result((u.log(s) + constant) * u.scale)


def gaussian_cross_entropy(
    mu_p: ArrayLike,
    sigma_p: ArrayLike,
    mu_q: ArrayLike,
    sigma_q: ArrayLike,
    *,
    base: float = 2,
) -> Any:
    r"""Cross-entropy of two normal distributions: the truth p, then the model q.

    .. math:: h(p, q) = \log_b (\sigma_q \sqrt{2 \pi})
              + \frac{\sigma_p^2 + (\mu_p - \mu_q)^2}{2 \sigma_q^2} \log_b e

    Parameters
    ----------
    mu_p, sigma_p : array_like
        Mean and standard deviation of the true distribution.
    mu_q, sigma_q : array_like
        Mean and standard deviation of the model.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Cross-entropy, of the shape to which the parameters broadcast.

    Raises
    ------
    ValueError
        If a parameter is not finite, or a standard deviation not positive.

    Notes
    -----
    Taught in "One picture".

    References
    ----------
    Kerridge, D. F. (1961). Inaccuracy and inference. *Journal of the Royal
    Statistical Society B* 23(1).

    Examples
    --------
    >>> gaussian_cross_entropy(0, 1, 0, 1) == gaussian_entropy(1)
    True
    """
    u = _validate.unit(base)
    shift, sp, sq = _shift_and_sigmas(mu_p, sigma_p, mu_q, sigma_q)
    with np.errstate(over="ignore", under="ignore"):
        squares = ((sp / sq) ** 2 + (shift / sq) ** 2 - 1.0) / 2.0
    constant = 0.5 * math.log(2 * math.pi * math.e)
    return _result((u.log(sq) + (constant + squares) * u.nat) * u.scale)


def gaussian_kl_divergence(
    mu_p: ArrayLike,
    sigma_p: ArrayLike,
    mu_q: ArrayLike,
    sigma_q: ArrayLike,
    *,
    base: float = 2,
) -> Any:
    r"""Divergence of a normal model q from a normal truth p.

    .. math:: D(p \| q) = \left[ \ln \frac{\sigma_q}{\sigma_p}
              + \frac{\sigma_p^2 + (\mu_p - \mu_q)^2}{2 \sigma_q^2} - \frac12 \right]
              \log_b e

    Never negative, and right for nearly equal distributions.

    Parameters
    ----------
    mu_p, sigma_p : array_like
        Mean and standard deviation of the true distribution.
    mu_q, sigma_q : array_like
        Mean and standard deviation of the model.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Divergence >= 0, of the shape to which the parameters broadcast.

    Raises
    ------
    ValueError
        If a parameter is not finite, or a standard deviation not positive.

    Notes
    -----
    Taught in "KL divergence".

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951). On information and sufficiency. *Annals of
    Mathematical Statistics* 22(1).

    Examples
    --------
    >>> import math
    >>> gaussian_kl_divergence(1, 1, 0, 1, base=math.e)
    0.5
    >>> gaussian_kl_divergence(3, 2, 3, 2)
    0.0
    """
    u = _validate.unit(base)
    shift, sp, sq = _shift_and_sigmas(mu_p, sigma_p, mu_q, sigma_q)
    with np.errstate(over="ignore", under="ignore"):
        ratio = (sp - sq) / sq
        variance = ratio * (2.0 + ratio)  # (sp/sq)**2 - 1, and nothing cancels
        d = _blocks.excess(variance, 2.0 * (np.log(sp) - np.log(sq)))
        d = (d + (shift / sq) ** 2) / 2.0
    return _result(d * (u.nat * u.scale))


def gaussian_log_likelihood(
    x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, base: float = 2
) -> Any:
    r"""Log-likelihood of measurements under a normal distribution.

    .. math:: \ell(\mu, \sigma) = \sum_i \log_b \left[ \frac{1}{\sigma \sqrt{2 \pi}}
              e^{-(x_i - \mu)^2 / 2 \sigma^2} \right]

    The logarithm of a density: it changes with the unit of measurement and can be
    positive.

    Parameters
    ----------
    x : array_like
        Measurements.
    mu, sigma : array_like
        Mean and standard deviation. For arrays, the likelihood of each pair.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Log-likelihood, of the shape to which `mu` and `sigma` broadcast.

    Raises
    ------
    ValueError
        If `x` is empty, a number is not finite, or `sigma` is not positive.

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> round(gaussian_log_likelihood([-1, 1], 0, 1), 4)
    -4.0942
    """
    u = _validate.unit(base)
    data = _validate.finite_array(x, "x")
    m = _validate.finite_array(mu, "mu")
    s = _validate.positive_array(sigma, "sigma")
    # Once around a center c: the sum of (x - mu)^2 is that of (x - c)^2, plus
    # 2 (c - mu) times that of x - c, plus n (c - mu)^2, for every mu. A power of two
    # keeps x in -1..1, so that nothing overflows that has a finite result.
    n = data.size
    scale = np.ldexp(1.0, np.frexp(np.abs(data).max())[1] - 1)
    center = (data / scale).mean()
    around = (data / scale - center).ravel()
    with np.errstate(over="ignore", invalid="ignore"):
        shift = (center * scale - m) / s
        squares = around.dot(around) * (scale / s) ** 2 + n * shift**2
        cross = 2.0 * shift * (around.sum() * (scale / s))
    squares = np.where(squares < math.inf, squares + cross, math.inf) / 2.0
    log_density = u.log(s) + 0.5 * math.log(2 * math.pi) * u.nat
    return _result((-n * log_density - squares * u.nat) * u.scale)


def fit_gaussian(x: ArrayLike) -> GaussianFit:
    r"""Maximum-likelihood estimate of a normal distribution.

    .. math:: \hat\mu = \frac1n \sum_i x_i, \quad
              \hat\sigma^2 = \frac1n \sum_i (x_i - \hat\mu)^2

    Divided by n, not n - 1: this is the maximum of the likelihood.

    Parameters
    ----------
    x : array_like
        Measurements, at least two that differ.

    Returns
    -------
    GaussianFit
        A named tuple `(mu, sigma)` of floats.

    Raises
    ------
    ValueError
        If `x` is empty or not finite, or if all its values are equal: then the
        likelihood has no maximum.

    Notes
    -----
    Taught in "Likelihood".

    References
    ----------
    Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics.
    *Philosophical Transactions of the Royal Society A* 222.

    Examples
    --------
    >>> fit_gaussian([1, 3])
    GaussianFit(mu=2.0, sigma=1.0)
    """
    data = _validate.finite_array(x, "x").ravel()
    if (data == data[0]).all():
        msg = f"x needs two values that differ, got only {data[0].item()!r}"
        raise ValueError(msg)
    mu = math.fsum(data) / data.size
    around = data - mu
    return GaussianFit(mu, math.sqrt(math.fsum(around * around) / data.size))


def _shift_and_sigmas(
    mu_p: ArrayLike, sigma_p: ArrayLike, mu_q: ArrayLike, sigma_q: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    m = _validate.finite_array(mu_p, "mu_p")
    sp = _validate.positive_array(sigma_p, "sigma_p")
    with np.errstate(over="ignore"):
        shift = m - _validate.finite_array(mu_q, "mu_q")
    return shift, sp, _validate.positive_array(sigma_q, "sigma_q")


def _result(value: NDArray[np.float64]) -> Any:
    return value if value.ndim else float(value)
