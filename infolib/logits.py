"""Measures of distributions that are given as logits: in log-space, without overflow.

Logits are unnormalised natural log-probabilities: softmax of them is the distribution.
-inf stands for an impossible category. What is nearly 0 comes out right, because the
largest term is taken out of sum(exp(z)) and log1p is applied to the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _validate
from infolib._blocks import (
    BLOCK,
    SHORT,
    Array,
    Buffers,
    by_rows,
    float_block,
    row_sums,
)
from infolib._scalar import NEAR, SERIES, phi
from infolib._validate import Unit

LARGE_BLOCK = (
    4 * BLOCK
)  # elements; exp is quick, so that larger blocks are worth a miss
HUGE = 1e290  # from here on, logits are equal or further apart than any result
FAR = 1e4  # nats; exp(-FAR) is 0, so that a factor FAR is as good as inf and never nan


def logsumexp(a: ArrayLike, *, axis: int = -1, keepdims: bool = False) -> Any:
    r"""Logarithm of a sum of exponentials, in natural logarithms.

    .. math:: \ln \sum_i e^{a_i}

    Parameters
    ----------
    a : array_like, shape (..., k, ...)
        Numbers along `axis`; -inf adds nothing to the sum.
    axis : int, optional
        The axis to sum over. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        The logarithm: a float for one sum, else an array.

    Raises
    ------
    TypeError
        If an array holds no real numbers, or an option is no number.
    ValueError
        If `a` is empty, has NaN or +inf entries, or nothing but -inf along `axis`.

    Notes
    -----
    A chapter to come teaches it.

    References
    ----------
    Blanchard, P., Higham, D. J. and Higham, N. J. (2021). Accurately computing the
    log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41(4).

    Examples
    --------
    >>> logsumexp([1000, 0])
    1000.0
    >>> logsumexp([[0, 0], [0, float("-inf")]])
    array([0.69314718, 0.        ])
    """
    z = _validate.Logits(a, "a")
    batch = _validate.align((z,), axis)
    buffers = Buffers(1)

    def measure(c: Array) -> Array:
        _, top, rest = _exponentials(z, c, buffers)
        return top + np.log1p(rest)

    return _shaped(_by_rows(measure, z.rows), batch, axis, keepdims)


def softmax(logits: ArrayLike, *, axis: int = -1) -> NDArray[np.float64]:
    r"""Probabilities that belong to logits.

    .. math:: p_i = e^{z_i} / \sum_j e^{z_j}

    Parameters
    ----------
    logits : array_like, shape (..., k, ...)
        Unnormalised natural log-probabilities along `axis`.
    axis : int, optional
        The axis of the categories. The others make a batch.

    Returns
    -------
    ndarray
        Probabilities, of the shape of `logits`.

    Raises
    ------
    TypeError
        If an array holds no real numbers, or an option is no number.
    ValueError
        If `logits` is empty, has NaN or +inf entries, or nothing but -inf along `axis`.

    Notes
    -----
    Taught in "Cross-entropy".

    References
    ----------
    Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification
    network outputs. *Neurocomputing*, NATO ASI Series 68.

    Examples
    --------
    >>> softmax([0, 0])
    array([0.5, 0.5])
    >>> softmax([1000, float("-inf")])
    array([1., 0.])
    """
    z = _validate.Logits(logits, "logits")
    batch = _validate.align((z,), axis)
    buffers = Buffers(1)

    def measure(c: Array) -> Array:
        e, _, rest = _exponentials(z, c, buffers)
        return _softmax(e, rest)

    p = _by_rows(measure, z.rows)
    return np.moveaxis(p.reshape(*batch, -1), -1, z.axis)


def log_softmax(logits: ArrayLike, *, axis: int = -1) -> NDArray[np.float64]:
    r"""Natural logarithms of the probabilities that belong to logits.

    .. math:: \ln p_i = z_i - \ln \sum_j e^{z_j}

    Parameters
    ----------
    logits : array_like, shape (..., k, ...)
        Unnormalised natural log-probabilities along `axis`.
    axis : int, optional
        The axis of the categories. The others make a batch.

    Returns
    -------
    ndarray
        Log-probabilities <= 0, of the shape of `logits`.

    Raises
    ------
    TypeError
        If an array holds no real numbers, or an option is no number.
    ValueError
        If `logits` is empty, has NaN or +inf entries, or nothing but -inf along `axis`.

    Notes
    -----
    A chapter to come teaches it.

    References
    ----------
    Blanchard, P., Higham, D. J. and Higham, N. J. (2021). Accurately computing the
    log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41(4).

    Examples
    --------
    >>> log_softmax([-1000, float("-inf")])
    array([  0., -inf])
    """
    z = _validate.Logits(logits, "logits")
    batch = _validate.align((z,), axis)
    buffers = Buffers(1)

    def measure(c: Array) -> Array:
        e, top, rest = _exponentials(z, c, buffers)
        np.subtract(c, top[:, np.newaxis], out=e)
        e -= np.log1p(rest)[:, np.newaxis]
        return e

    log_p = _by_rows(measure, z.rows)
    return np.moveaxis(log_p.reshape(*batch, -1), -1, z.axis)


def entropy_from_logits(
    logits: ArrayLike, *, base: float = 2, axis: int = -1, keepdims: bool = False
) -> Any:
    r"""Entropy of the distribution that belongs to logits.

    .. math:: H(p), \quad p = \mathrm{softmax}(z)

    Parameters
    ----------
    logits : array_like, shape (..., k, ...)
        Unnormalised natural log-probabilities along `axis`.
    base : float, optional
        Base of the result, > 1: 2 for bits (default), `math.e` for nats.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Entropy between 0 and log k: a float for one distribution, else an array.

    Raises
    ------
    TypeError
        If an array holds no real numbers, or an option is no number.
    ValueError
        If `logits` is empty, has NaN or +inf entries, or nothing but -inf along `axis`.

    Notes
    -----
    Taught in "Entropy".

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System
    Technical Journal* 27(3), section 6.

    Examples
    --------
    >>> entropy_from_logits([3, 3])
    1.0
    >>> entropy_from_logits([1000, 0])
    0.0
    """
    u = _validate.unit(base)
    z = _validate.Logits(logits, "logits")
    batch = _validate.align((z,), axis)
    buffers = Buffers(1)

    def measure(c: Array) -> Array:
        e, top, rest = _exponentials(z, c, buffers)
        # every term of log(1 + rest) + sum of p*(top - z) is >= 0: nothing cancels
        e *= np.minimum(top[:, np.newaxis] - c, FAR)
        return _log_total(rest, u) + row_sums(e) / (1.0 + rest) * u.nat

    return _shaped(_by_rows(measure, z.rows) * u.scale, batch, axis, keepdims)


def cross_entropy_from_logits(
    p: ArrayLike,
    logits: ArrayLike,
    *,
    base: float = 2,
    axis: int = -1,
    keepdims: bool = False,
) -> Any:
    r"""Cross-entropy of a true distribution and a model that is given as logits.

    .. math:: H(p, q), \quad q = \mathrm{softmax}(z)

    Parameters
    ----------
    p : array_like, shape (..., k, ...)
        True probabilities along `axis` ("soft labels").
    logits : array_like, shape (..., k, ...)
        Unnormalised natural log-probabilities of the model. Batch axes broadcast
        against those of `p`, the axis of the categories does not.
    base : float, optional
        Base of the result, > 1: 2 for bits (default), `math.e` for nats.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Cross-entropy; inf if the model calls something impossible that `p` does not.

    Raises
    ------
    TypeError
        If an array holds no real numbers, or an option is no number.
    ValueError
        If `p` is no distribution, if `logits` has NaN or +inf entries or nothing but
        -inf along `axis`, or if the numbers of categories differ.

    Notes
    -----
    A chapter to come teaches it.

    References
    ----------
    Kerridge, D. F. (1961). Inaccuracy and inference. *Journal of the Royal
    Statistical Society B* 23(1).

    Examples
    --------
    >>> cross_entropy_from_logits([0.5, 0.5], [7, 7])
    1.0
    >>> cross_entropy_from_logits([1, 0], [0, float("-inf")])
    0.0
    """
    u = _validate.unit(base)
    pmf = _validate.Pmf(p, "p")
    z = _validate.Logits(logits, "logits")
    batch = _validate.align((pmf, z), axis)
    buffers = Buffers(1)

    def measure(c: Array, d: Array) -> Array:
        pmf.low(c)
        P = row_sums(c)
        pmf.check_sums(P)
        terms, top, rest = _exponentials(z, d, buffers)
        np.subtract(top[:, np.newaxis], d, out=terms)
        terms *= c
        terms[c == 0.0] = 0.0
        return _log_total(rest, u) + row_sums(terms) / P * u.nat

    return _shaped(_by_rows(measure, pmf.rows, z.rows) * u.scale, batch, axis, keepdims)


def nll_from_logits(labels: ArrayLike, logits: ArrayLike, *, base: float = 2) -> Any:
    r"""Negative log-likelihood of labels under logits: the loss of a classifier.

    .. math:: -\log_b p_y, \quad p = \mathrm{softmax}(z)

    One value for each label: take the mean yourself where you want it.

    Parameters
    ----------
    labels : array_like of int, shape (...)
        True categories, each in 0..k-1.
    logits : array_like, shape (..., k)
        Unnormalised natural log-probabilities along the last axis.
    base : float, optional
        Base of the result, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Information content of every label, of the shape of `labels`; inf where the
        logit of the label is -inf.

    Raises
    ------
    TypeError
        If an array holds no real numbers, or an option is no number.
    ValueError
        If the shapes do not fit, a label is not in 0..k-1, or `logits` has NaN or +inf
        entries or nothing but -inf in a row.

    Notes
    -----
    Taught in "Cross-entropy".

    References
    ----------
    Blanchard, P., Higham, D. J. and Higham, N. J. (2021). Accurately computing the
    log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41(4).

    Examples
    --------
    >>> nll_from_logits(0, [5, 5])
    1.0
    >>> nll_from_logits([0, 1], [[1000, 0], [0, float("-inf")]])
    array([ 0., inf])
    """
    u = _validate.unit(base)
    z = _validate.Logits(logits, "logits")
    batch = _validate.align((z,), -1)
    y = _validate.whole_numbers(labels, "labels", below=z.rows.shape[1])
    if y.shape != batch:
        msg = (
            f"labels must have shape {batch}, one for each row of logits, got {y.shape}"
        )
        raise ValueError(msg)
    buffers = Buffers(1)

    def measure(c: Array, logit: Array) -> Array:
        _, top, rest = _exponentials(z, c, buffers)
        return (top - logit[:, 0]) * u.nat + _log_total(rest, u)

    logits_of_labels = np.take_along_axis(z.rows, y.reshape(-1, 1), axis=1)
    information = _by_rows(measure, z.rows, logits_of_labels)
    return _shaped(information * u.scale, batch, -1, keepdims=False)


def kl_divergence_from_logits(
    logits_p: ArrayLike,
    logits_q: ArrayLike,
    *,
    base: float = 2,
    axis: int = -1,
    keepdims: bool = False,
) -> Any:
    r"""Divergence of two distributions that are given as logits.

    .. math:: D(p \| q), \quad p = \mathrm{softmax}(z_p), \; q = \mathrm{softmax}(z_q)

    Never negative, 0 exactly for equal logits, and right for nearly equal ones.

    Parameters
    ----------
    logits_p : array_like, shape (..., k, ...)
        Unnormalised natural log-probabilities of the truth, along `axis`.
    logits_q : array_like, shape (..., k, ...)
        The same of the model. Batch axes broadcast, that of the categories does not.
    base : float, optional
        Base of the result, > 1: 2 for bits (default), `math.e` for nats.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Divergence >= 0; inf if the model calls something impossible that `p` does not.

    Raises
    ------
    TypeError
        If an array holds no real numbers, or an option is no number.
    ValueError
        If an argument is empty, has NaN or +inf entries or nothing but -inf along
        `axis`, or if the numbers of categories differ.

    Notes
    -----
    Taught in "KL divergence".

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951). On information and sufficiency. *Annals of
    Mathematical Statistics* 22(1).

    Examples
    --------
    >>> kl_divergence_from_logits([0, float("-inf")], [3, 3])
    1.0
    >>> kl_divergence_from_logits([1, 2], [1, 2])
    0.0
    """
    u = _validate.unit(base)
    zp = _validate.Logits(logits_p, "logits_p")
    zq = _validate.Logits(logits_q, "logits_q")
    batch = _validate.align((zp, zq), axis)
    buffers, more = Buffers(1), Buffers(1)

    def measure(c: Array, d: Array) -> Array:
        e_p, top_p, rest_p = _exponentials(zp, c, buffers)
        e_q, top_q, rest_q = _exponentials(zq, d, more)
        p = _softmax(e_p, rest_p)
        terms = p * ((c - top_p[:, np.newaxis]) - (d - top_q[:, np.newaxis]))
        terms[p == 0.0] = 0.0
        kl = row_sums(terms) * u.nat + (_log_total(rest_q, u) - _log_total(rest_p, u))
        kl[((d == -np.inf) & (c > -np.inf)).any(axis=1)] = np.inf
        near = kl < NEAR * u.nat
        if near.any():
            q = _softmax(e_q, rest_q)
            kl[near] = _near_kl(c[near], d[near], p[near], q[near]) * u.nat
        return kl

    return _shaped(_by_rows(measure, zp.rows, zq.rows) * u.scale, batch, axis, keepdims)


def _by_rows(measure: Callable[..., Array], *arrays: NDArray[Any]) -> Array:
    """Like by_rows; the measure gets float64 and whole rows."""
    return by_rows(
        lambda *blocks: measure(*map(float_block, blocks)), *arrays, size=LARGE_BLOCK
    )


def _exponentials(
    z: _validate.Logits, c: Array, buffers: Buffers
) -> tuple[Array, Array, Array]:
    """Return exp(c - top), the largest of each row, and the sum without the largest."""
    (e,) = buffers.like(c)
    top = c[np.arange(len(c)), c.argmax(axis=1)]  # quicker than the maximum
    z.check_largest(top)
    np.subtract(c, top[:, np.newaxis], out=e)
    np.exp(e, out=e)
    # of long rows NumPy's sums are quicker, and the logarithm forgives their last digits
    total = row_sums(e) if e.shape[1] <= SHORT else np.add.reduce(e, axis=1)
    rest: Array = total - 1.0
    sharp = rest < 1.0
    if sharp.any():  # the digits of a small rest were lost in the sum
        others = e[sharp]
        others[np.arange(len(others)), others.argmax(axis=1)] = 0.0
        rest[sharp] = row_sums(others)
    return e, top, rest


def _log_total(rest: Array, u: Unit) -> Array:
    """Return log(1 + rest), in units that powers of two make exact."""
    return np.where(rest < 1.0, np.log1p(rest) * u.nat, u.log(1.0 + rest))


def _softmax(e: Array, rest: Array) -> Array:
    return e / (1.0 + rest)[:, np.newaxis]


def _near_kl(c: Array, d: Array, p: Array, q: Array) -> Array:
    """Divergence of near-equal rows, as in _scalar.kl_divergence; changes c and d."""
    rows = np.arange(c.shape[0])
    largest = c.argmax(axis=1)
    for z in (c, d):
        top = z[rows, largest]
        z -= np.where(np.abs(top) > HUGE, top, 0.0)[:, np.newaxis]
    # d - c less that of the largest, with what rounding cuts off: no digit is lost in
    # logits that are far from each other, but by the same number everywhere.
    difference = d - c
    from_c = difference - d
    cut = (d - (difference - from_c)) - (c + from_c)
    log_x = difference - difference[rows, largest][:, np.newaxis]
    log_x += cut - cut[rows, largest][:, np.newaxis]
    some = p > 0.0
    log_x[~some] = 0.0
    delta = np.expm1(log_x)  # q/p - 1, where both are relative to the largest
    P = row_sums(p)
    # What p lacks counts as well, and p * delta may not overflow where p is tiny.
    relative = q * (p[rows, largest] / q[rows, largest])[:, np.newaxis]
    gain = np.where(some & (log_x < 1.0), p * delta, relative - p)
    y = (row_sums(gain) / P)[:, np.newaxis]
    log_x -= np.log1p(y)
    x = (delta - y) / (1.0 + y)
    near = some & (np.abs(x) <= SERIES)
    terms = np.where(
        near,
        p * phi(np.where(near, x, 0.0)),
        q - np.where(some, p * (1.0 + log_x), 0.0),
    )
    return row_sums(terms) / P


def _shaped(values: Array, batch: tuple[int, ...], axis: int, keepdims: bool) -> Any:
    if not batch and not keepdims:
        return float(values[0])
    values = values.reshape(batch)
    return np.expand_dims(values, axis) if keepdims else values
