"""Measures of distributions that are given as logits: in log-space, without overflow.

Logits are unnormalised natural log-probabilities: softmax of them is the distribution.
-inf stands for an impossible category. What is nearly 0 comes out right, because the
largest term is taken out of sum(exp(z)) and log1p is applied to the rest.
"""

from __future__ import annotations

import functools
from typing import Any, Unpack, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _sums, _validate
from infolib._sums import Columns, Terms, again, column, largest, sums
from infolib._typing import Array, Axis, Base, Numbers, Options
from infolib._validate import Logits, Unit

# Elements: exp is quick, so that larger blocks are worth a miss.
by_rows = functools.partial(_sums.by_rows, block=4 * _sums.BLOCK)


@overload
def logsumexp(a: Numbers, **options: Unpack[Axis]) -> float: ...
@overload
def logsumexp(a: ArrayLike, *, axis: int = -1, keepdims: bool = False) -> Any: ...


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
    Taught in "Losses".

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
    z = Logits(a, "a")
    batch = _validate.align((z,), axis)

    def measure(c: Columns) -> Array:
        top, rest = _top_and_rest(z, c)
        return top + np.log1p(rest)

    return _validate.shaped(by_rows(measure, z.rows), batch, axis, keepdims)


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
    z = Logits(logits, "logits")
    batch = _validate.align((z,), axis)

    def measure(c: Columns) -> Array:
        p: Array = np.subtract(c, column(z.checked(largest(c))), dtype=np.float64)
        np.exp(p, out=p)
        p /= column(*sums(lambda p: (p,), p))
        return p

    return np.moveaxis(by_rows(measure, z.rows).reshape(*batch, -1), -1, z.axis)


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
    Taught in "Losses".

    References
    ----------
    Blanchard, P., Higham, D. J. and Higham, N. J. (2021). Accurately computing the
    log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41(4).

    Examples
    --------
    >>> log_softmax([-1000, float("-inf")])
    array([  0., -inf])
    """
    z = Logits(logits, "logits")
    batch = _validate.align((z,), axis)

    def measure(c: Columns) -> Array:
        top, rest = _top_and_rest(z, c)
        log_p: Array = np.subtract(c, column(top), dtype=np.float64)
        log_p -= column(np.log1p(rest))
        return log_p

    return np.moveaxis(by_rows(measure, z.rows).reshape(*batch, -1), -1, z.axis)


@overload
def cross_entropy_from_logits(
    p: Numbers, logits: Numbers, **options: Unpack[Options]
) -> float: ...
@overload
def cross_entropy_from_logits(
    p: ArrayLike, logits: ArrayLike, *, keepdims: bool = ..., **options: Unpack[Options]
) -> Any: ...


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
    Taught in "Losses".

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
    z = Logits(logits, "logits")
    batch = _validate.align((pmf, z), axis)

    def terms(a: Array, c: Array, top: Array) -> Terms:
        pmf.low(a)
        lengths = (top - c) * a
        lengths[a == 0.0] = 0.0  # even where the logit is -inf
        return lengths, a

    def measure(a: Columns, c: Columns) -> Array:
        top, rest = _top_and_rest(z, c)
        total, P = sums(terms, a, c, column(top))
        pmf.check_sums(P)
        return _log_total(rest, u) + total / P * u.nat

    values = by_rows(measure, pmf.rows, z.rows) * u.scale
    return _validate.shaped(values, batch, axis, keepdims)


@overload
def nll_from_logits(labels: int, logits: ArrayLike, **unit: Unpack[Base]) -> float: ...
@overload
def nll_from_logits(
    labels: ArrayLike, logits: ArrayLike, *, base: float = 2
) -> Any: ...


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
    Taught in "Losses".

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
    z = Logits(logits, "logits")
    batch = _validate.align((z,), -1)
    y = _validate.real_array(labels, "labels")
    check = functools.partial(_validate.whole_numbers, below=z.rows.shape[1])
    for _ in _sums.pieces(check, labels, "labels"):
        pass
    if y.shape != batch:
        msg = f"labels must have shape {batch}, one a row of logits, got {y.shape}"
        raise ValueError(msg)

    def measure(c: Columns, label: Columns) -> Array:
        top, rest = _top_and_rest(z, c)
        logit: Array = np.take_along_axis(c, label.astype(np.intp), axis=1)[:, 0]
        return (top - logit) * u.nat + _log_total(rest, u)

    values = by_rows(measure, z.rows, y.reshape(-1, 1)) * u.scale
    return _validate.shaped(values, batch, -1, keepdims=False)


def _top_and_rest(z: Logits, c: Columns) -> tuple[Array, Array]:
    """Return the largest of each row, and the sum of exp(c - top) of all the others."""

    def terms(c: Array, top: Array) -> Terms:
        e = c - top
        return (np.exp(e, out=e),)

    def others(c: Array, top: Array) -> Terms:
        return (np.exp(c - top) * (c < top),)  # no digit is lost beside a 1

    top = z.checked(largest(c))
    rows = c, column(top)
    rest = sums(terms, *rows)[0] - 1.0  # where two are largest, it is 1 at least
    return top, again(lambda *x: sums(others, *x)[0], rest, rest < 0.25, *rows)


def _log_total(rest: Array, u: Unit) -> Array:
    """Return log(1 + rest), in units that powers of two make exact."""
    return np.where(rest < 1.0, np.log1p(rest) * u.nat, u.log(1.0 + rest))
