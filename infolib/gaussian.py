"""Measures of normal distributions, in closed form.

Parameters are numbers or arrays that broadcast against each other; sigma is the
standard deviation, never the variance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple, Unpack, overload

import numpy as np
from numpy.typing import ArrayLike

from infolib import _validate
from infolib._sums import BLOCK, excess, log_ratio, pieces, row_sums
from infolib._typing import Array, Base, Many
from infolib._validate import Unit

# The sigma at which the entropy is 0, and that at which the largest density is 1: each
# as a double and what is missing from it.
ENTROPY_0 = 0.24197072451914334, 1.2225883220660234e-17  # 1 / sqrt(2 pi e)
DENSITY_1 = 0.3989422804014327, -2.49232720227773e-17  # 1 / sqrt(2 pi)


class GaussianFit(NamedTuple):
    """A normal distribution that was fitted to data."""

    mu: float
    sigma: float


@overload
def gaussian_entropy(sigma: float, **unit: Unpack[Base]) -> float: ...
@overload
def gaussian_entropy(sigma: Many, **unit: Unpack[Base]) -> Array: ...
@overload
def gaussian_entropy(sigma: ArrayLike, **unit: Unpack[Base]) -> Any: ...


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
    TypeError
        If `sigma` holds no real numbers, or `base` is no number.
    ValueError
        If `sigma` is not positive and finite.

    Notes
    -----
    A chapter to come teaches it.

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
    return _result(_log(s, ENTROPY_0, u) * u.scale)


@overload
def gaussian_cross_entropy(
    mu_p: float, sigma_p: float, mu_q: float, sigma_q: float, **unit: Unpack[Base]
) -> float: ...
@overload
def gaussian_cross_entropy(
    mu_p: ArrayLike,
    sigma_p: ArrayLike,
    mu_q: ArrayLike,
    sigma_q: ArrayLike,
    **unit: Unpack[Base],
) -> Any: ...


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
    TypeError
        If a parameter holds no real numbers, or `base` is no number.
    ValueError
        If a parameter is not finite, a standard deviation not positive, or the shapes
        do not broadcast.

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
    z, sp, sq = _shift_and_sigmas(mu_p, sigma_p, mu_q, sigma_q)
    with np.errstate(all="ignore"):
        ratio = sp / sq
        squares = ratio * (ratio / 2.0) - 0.5 + z * (z / 2.0)
    return _result((_log(sq, ENTROPY_0, u) + squares * u.nat) * u.scale)


@overload
def gaussian_kl_divergence(
    mu_p: float, sigma_p: float, mu_q: float, sigma_q: float, **unit: Unpack[Base]
) -> float: ...
@overload
def gaussian_kl_divergence(
    mu_p: ArrayLike,
    sigma_p: ArrayLike,
    mu_q: ArrayLike,
    sigma_q: ArrayLike,
    **unit: Unpack[Base],
) -> Any: ...


def gaussian_kl_divergence(
    mu_p: ArrayLike,
    sigma_p: ArrayLike,
    mu_q: ArrayLike,
    sigma_q: ArrayLike,
    *,
    base: float = 2,
) -> Any:
    r"""Divergence of a normal model q from a normal truth p.

    .. math:: \mathrm{KL}(p \| q) = \left[ \ln \frac{\sigma_q}{\sigma_p}
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
    TypeError
        If a parameter holds no real numbers, or `base` is no number.
    ValueError
        If a parameter is not finite, a standard deviation not positive, or the shapes
        do not broadcast.

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
    z, sp, sq = _shift_and_sigmas(mu_p, sigma_p, mu_q, sigma_q)
    with np.errstate(all="ignore"):
        # With r = sp/sq - 1: ((sp/sq)^2 - 1)/2 - log(sp/sq) is the sum of r^2/2 and
        # r - log(1 + r), neither of which is negative, so nothing cancels.
        r = (sp - sq) / sq
        d = r * (r / 2.0) + excess(r, log_ratio(sp, sq)) + z * (z / 2.0)
        return _result(d * (u.nat * u.scale))


@overload
def gaussian_log_likelihood(
    x: ArrayLike, mu: float, sigma: float, **unit: Unpack[Base]
) -> float: ...
@overload
def gaussian_log_likelihood(
    x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, **unit: Unpack[Base]
) -> Any: ...


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
    TypeError
        If `x`, `mu` or `sigma` holds no real numbers, or `base` is no number.
    ValueError
        If `x` is empty, a number is not finite, `sigma` is not positive, or the shapes
        of `mu` and `sigma` do not broadcast.

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
    n, mean, rest, variance, exponent = _moments(x)
    m = _validate.finite_array(mu, "mu")
    s = _validate.positive_array(sigma, "sigma")
    _refuse_shapes(mu=m, sigma=s)
    # The sum of (x - mu)^2 is n times variance plus (mean - mu)^2, for every mu:
    # neither is negative, so nothing cancels, however small sigma is.
    fraction, power = np.frexp(s)
    half = n / 2.0 * (u.nat * u.scale)
    with np.errstate(all="ignore"):
        z = _in_sigmas(mean, m, s)
        tail = np.ldexp(rest / fraction, exponent - power)
        z = np.where(np.isinf(z), z, z + tail)  # not inf - inf
        spread = np.ldexp(variance / fraction**2, 2 * (exponent - power))
        squares = half * spread + half * z * z
    return _result(0.0 - n * _log(s, DENSITY_1, u) * u.scale - squares)


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
    TypeError
        If `x` holds no real numbers.
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
    _, mean, _, variance, exponent = _moments(x)
    if variance == 0.0:
        msg = f"x needs two values that differ, got only {mean!r}"
        raise ValueError(msg)
    return GaussianFit(mean + 0.0, math.ldexp(math.sqrt(variance), exponent))


def _log(s: Array, zero: tuple[float, float], u: Unit) -> Array:
    """Return log(s / zero), where `zero` is a sum of two doubles.

    Near 0, log(s) and log(zero) would cancel.
    """
    high, low = zero
    difference = (s - high) - low  # exact but for the last digit, if s is near
    near = np.abs(s - high) < high / 2.0
    log1p = np.log1p(np.where(near, difference, 0.0) / high)
    return np.where(near, log1p * u.nat, u.log(s) - u.log(high))


def _moments(x: ArrayLike) -> tuple[int, float, float, float, int]:
    """Return the number of values, and mean, rest, variance and exponent.

    The mean of x is mean + rest * 2**exponent, and its variance is
    variance * 4**exponent: so neither is rounded to a double of the size of x, and
    nothing over- or underflows on the way.
    """
    from fractions import Fraction  # here: it would take half of infolib's import time

    low, high, n = math.inf, -math.inf, 0
    for piece in pieces(_validate.finite_array, x, "x"):
        low, high = min(low, piece.min()), max(high, piece.max())
        n += piece.size
    exponent = math.frexp(max(-low, high))[1]

    def scaled() -> Iterator[Array]:
        for piece in pieces(_validate.finite_array, x, "x"):
            yield np.ldexp(piece, -exponent).ravel()

    with np.errstate(all="ignore"):
        parts = [part for piece in scaled() for part in _exact_parts(piece)]
        total = math.fsum(parts)
        exact = (Fraction(total) + Fraction(math.fsum([*parts, -total]))) / n
        # No value is nearer to the exact mean than the double next to it. So the mean
        # of (x - mean)^2 is at most twice the variance, and rest^2 can be taken off.
        mean = float(exact * Fraction(2) ** exponent)
        center = math.ldexp(mean, -exponent)
        rest = float(exact - Fraction(center))
        squares = [
            row_sums((piece - center)[np.newaxis] ** 2).item() for piece in scaled()
        ]
        variance = math.fsum(squares) / n - rest * rest
    return n, mean, rest, 0.0 if low == high else variance, exponent


def _exact_parts(x: Array) -> Iterator[float]:
    """Yield numbers whose sum is that of at most BLOCK numbers, without any rounding.

    Each is the sum of the leading bits of all: so few that nothing is rounded (Rump,
    Ogita and Oishi 2008, Accurate floating-point summation).
    """
    while x.any():
        exponent = int(np.frexp(np.abs(x).max())[1])
        shift = math.ldexp(1.5 * BLOCK, exponent + 1)
        leading = (x + shift) - shift
        yield float(leading.sum())
        x = x - leading


def _shift_and_sigmas(
    mu_p: ArrayLike, sigma_p: ArrayLike, mu_q: ArrayLike, sigma_q: ArrayLike
) -> tuple[Array, Array, Array]:
    """Return (mu_p - mu_q) / sigma_q, sigma_p and sigma_q."""
    m = _validate.finite_array(mu_p, "mu_p")
    sp = _validate.positive_array(sigma_p, "sigma_p")
    mq = _validate.finite_array(mu_q, "mu_q")
    sq = _validate.positive_array(sigma_q, "sigma_q")
    _refuse_shapes(mu_p=m, sigma_p=sp, mu_q=mq, sigma_q=sq)
    return _in_sigmas(m, mq, sq), sp, sq


def _in_sigmas(a: Array | float, b: Array, sigma: Array) -> Array:
    """Return (a - b) / sigma, also where a - b has no double."""
    with np.errstate(all="ignore"):
        shift = a - b
        return np.where(np.isinf(shift), a / sigma - b / sigma, shift / sigma)


def _refuse_shapes(**arrays: Array) -> None:
    """Raise if arrays of these names do not broadcast against each other."""
    shapes = [a.shape for a in arrays.values()]
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        msg = (
            f"{', '.join(arrays)} must be numbers or arrays that broadcast,"
            f" got shapes {', '.join(map(str, shapes))}"
        )
        raise ValueError(msg) from None


def _result(value: Array) -> Any:
    return value if value.ndim else float(value)
