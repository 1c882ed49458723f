"""Measures of discrete distributions.

Probabilities lie along `axis` and must sum to 1 within rounding: 1e-6, or the square
root of the precision of float32 and float16 input. Such a residual is removed exactly:
the value returned is that of p / sum(p). Anything else is refused. Fractions and other
exact numbers count as the nearest float64; those that are too small, too large or, as
single probabilities, too close to 1 are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Unpack, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _rows, _scalar, _validate
from infolib._scalar import FEW
from infolib._sums import BLOCK
from infolib._typing import Array, Axis, Base, Many, Numbers, Options, Rows
from infolib._validate import Pmf


@overload
def information_content(p: float, **unit: Unpack[Base]) -> float: ...
@overload
def information_content(p: Many, **unit: Unpack[Base]) -> Array: ...


def information_content(p: ArrayLike, *, base: float = 2) -> Any:
    r"""Information content (surprisal) of outcomes of probability `p`.

    .. math:: I(p) = -\log_b p

    Parameters
    ----------
    p : array_like
        Probabilities, each in [0, 1]. They need not sum to 1.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Information content of each probability, >= 0; inf where `p` is 0.

    Raises
    ------
    TypeError
        If `p` holds no real numbers, or `base` is no number.
    ValueError
        If a probability is NaN, negative or above 1, or `p` is empty.

    Notes
    -----
    Taught in "Information content".

    References
    ----------
    Hartley, R. V. L. (1928). Transmission of information. *Bell System Technical
    Journal* 7(3).

    Examples
    --------
    >>> information_content(0.125)
    3.0
    >>> information_content([1, 0.5, 0])
    array([ 0.,  1., inf])
    """
    u = _validate.unit(base)
    a = _validate.unit_interval(p, "p")
    with np.errstate(divide="ignore"):
        h = 0.0 - u.log(a) * u.scale
    return h if h.ndim else float(h)


@overload
def binary_entropy(p: float, **unit: Unpack[Base]) -> float: ...
@overload
def binary_entropy(p: Many, **unit: Unpack[Base]) -> Array: ...


def binary_entropy(p: ArrayLike, *, base: float = 2) -> Any:
    r"""Entropy of a coin that shows heads with probability `p`.

    .. math:: h(p) = -p \log_b p - (1 - p) \log_b (1 - p)

    Accurate to the last digits for the smallest `p` too, where 1 - p rounds to 1.

    Parameters
    ----------
    p : array_like
        Probabilities of heads, each in [0, 1].
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.

    Returns
    -------
    float or ndarray
        Entropy for each `p`, between 0 and log 2.

    Raises
    ------
    TypeError
        If `p` holds no real numbers, or `base` is no number.
    ValueError
        If a probability is NaN, negative or above 1, or `p` is empty.

    Notes
    -----
    Taught in "Entropy".

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System
    Technical Journal* 27(3), section 6.

    Examples
    --------
    >>> binary_entropy(0.5)
    1.0
    >>> binary_entropy([0, 0.5, 1])
    array([0., 1., 0.])
    """
    u = _validate.unit(base)
    a = _validate.unit_interval(p, "p")
    small = np.minimum(a, 1.0 - a)  # exact: 1 - a has no rounding from a = 1/2 on
    safe = np.maximum(small, 5e-324)
    with np.errstate(under="ignore"):
        h = -small * u.log(safe) - (1.0 - small) * (np.log1p(-small) * u.nat)
        h = h * u.scale
    return h if h.ndim else float(h)


@overload
def entropy(p: Numbers, **options: Unpack[Options]) -> float: ...
@overload
def entropy(p: Rows, **options: Unpack[Options]) -> Array: ...
@overload
def entropy(
    p: ArrayLike, *, keepdims: Literal[True], **options: Unpack[Options]
) -> Array: ...
@overload
def entropy(
    p: ArrayLike, *, keepdims: bool = False, **options: Unpack[Options]
) -> Any: ...


def entropy(
    p: ArrayLike, *, base: float = 2, axis: int = -1, keepdims: bool = False
) -> Any:
    r"""Shannon entropy: the mean information content of a distribution.

    .. math:: H(p) = -\sum_i p_i \log_b p_i

    Parameters
    ----------
    p : array_like, shape (..., k, ...)
        Probabilities along `axis`.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Entropy between 0 and log k, up to rounding: a float for one distribution,
        else an array.

    Raises
    ------
    TypeError
        If `p` holds no real numbers, or an option is no number.
    ValueError
        If `p` is empty, has NaN or negative entries, or does not sum to 1.

    Notes
    -----
    Taught in "Entropy".

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System
    Technical Journal* 27(3), section 6.

    Examples
    --------
    >>> entropy([0.5, 0.25, 0.25])
    1.5
    >>> entropy([1, 0])
    0.0
    >>> entropy([[0.5, 0.5], [1, 0]])
    array([1., 0.])
    """
    return _measure(
        _scalar.entropy, _rows.entropy, (Pmf(p, "p"),), base, axis, keepdims
    )


@overload
def cross_entropy(p: Numbers, q: Numbers, **options: Unpack[Options]) -> float: ...
@overload
def cross_entropy(p: Rows, q: ArrayLike, **options: Unpack[Options]) -> Array: ...
@overload
def cross_entropy(
    p: ArrayLike, q: ArrayLike, *, keepdims: Literal[True], **options: Unpack[Options]
) -> Array: ...
@overload
def cross_entropy(
    p: ArrayLike, q: ArrayLike, *, keepdims: bool = False, **options: Unpack[Options]
) -> Any: ...


def cross_entropy(
    p: ArrayLike,
    q: ArrayLike,
    *,
    base: float = 2,
    axis: int = -1,
    keepdims: bool = False,
) -> Any:
    r"""Cross-entropy: the mean code length under `p` of a code made for `q`.

    .. math:: H(p, q) = -\sum_i p_i \log_b q_i

    Parameters
    ----------
    p : array_like, shape (..., k, ...)
        True probabilities along `axis`.
    q : array_like, shape (..., k, ...)
        Probabilities of the model. Batch axes broadcast against those of `p`, the
        axis of the categories does not.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Cross-entropy, at least the entropy of `p`, up to rounding; inf if `q` is 0
        where `p` is not.

    Raises
    ------
    TypeError
        If `p` or `q` holds no real numbers, or an option is no number.
    ValueError
        If `p` or `q` is empty, has NaN or negative entries, or does not sum to 1, or
        if the numbers of categories or, in pandas or xarray, their labels differ.

    Notes
    -----
    Taught in "Cross-entropy".

    References
    ----------
    Kerridge, D. F. (1961). Inaccuracy and inference. *Journal of the Royal
    Statistical Society B* 23(1).

    Examples
    --------
    >>> cross_entropy([0.5, 0.25, 0.25], [0.25, 0.25, 0.5])
    1.75
    >>> cross_entropy([0.5, 0.5], [1, 0])
    inf
    """
    return _measure(
        _scalar.cross_entropy,
        _rows.cross_entropy,
        (Pmf(p, "p"), Pmf(q, "q")),
        base,
        axis,
        keepdims,
    )


@overload
def kl_divergence(p: Numbers, q: Numbers, **options: Unpack[Options]) -> float: ...
@overload
def kl_divergence(p: Rows, q: ArrayLike, **options: Unpack[Options]) -> Array: ...
@overload
def kl_divergence(
    p: ArrayLike, q: ArrayLike, *, keepdims: Literal[True], **options: Unpack[Options]
) -> Array: ...
@overload
def kl_divergence(
    p: ArrayLike, q: ArrayLike, *, keepdims: bool = False, **options: Unpack[Options]
) -> Any: ...


def kl_divergence(
    p: ArrayLike,
    q: ArrayLike,
    *,
    base: float = 2,
    axis: int = -1,
    keepdims: bool = False,
) -> Any:
    r"""Kullback-Leibler divergence: the price of the model `q` when `p` is true.

    .. math:: \mathrm{KL}(p \| q) = \sum_i p_i \log_b \frac{p_i}{q_i}

    Never negative, 0 exactly for equal arguments, and right for nearly equal ones,
    where the sum above loses every digit.

    Parameters
    ----------
    p : array_like, shape (..., k, ...)
        True probabilities along `axis`.
    q : array_like, shape (..., k, ...)
        Probabilities of the model. Batch axes broadcast against those of `p`, the
        axis of the categories does not.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Divergence >= 0; inf if `q` is 0 where `p` is not.

    Raises
    ------
    TypeError
        If `p` or `q` holds no real numbers, or an option is no number.
    ValueError
        If `p` or `q` is empty, has NaN or negative entries, or does not sum to 1, or
        if the numbers of categories or, in pandas or xarray, their labels differ.

    Notes
    -----
    Taught in "KL divergence".

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951). On information and sufficiency. *Annals of
    Mathematical Statistics* 22(1).

    Examples
    --------
    >>> kl_divergence([1, 0], [0.5, 0.5])
    1.0
    >>> kl_divergence([0.5, 0.5], [1, 0])
    inf
    >>> kl_divergence([0.1, 0.9], [0.1, 0.9])
    0.0
    """
    return _measure(
        _scalar.kl_divergence,
        _rows.kl_divergence,
        (Pmf(p, "p"), Pmf(q, "q")),
        base,
        axis,
        keepdims,
    )


@overload
def js_divergence(p: Numbers, q: Numbers, **options: Unpack[Options]) -> float: ...
@overload
def js_divergence(p: Rows, q: ArrayLike, **options: Unpack[Options]) -> Array: ...
@overload
def js_divergence(
    p: ArrayLike, q: ArrayLike, *, keepdims: Literal[True], **options: Unpack[Options]
) -> Array: ...
@overload
def js_divergence(
    p: ArrayLike, q: ArrayLike, *, keepdims: bool = False, **options: Unpack[Options]
) -> Any: ...


def js_divergence(
    p: ArrayLike,
    q: ArrayLike,
    *,
    base: float = 2,
    axis: int = -1,
    keepdims: bool = False,
) -> Any:
    r"""Jensen-Shannon divergence: the mean divergence of both from their equal mixture.

    .. math:: \mathrm{JS}(p, q) = \tfrac12 \mathrm{KL}(p \| r)
              + \tfrac12 \mathrm{KL}(q \| r), \quad r = \tfrac12 (p + q)

    This is the divergence, not its square root (which is a distance). Symmetric bit
    for bit, and always finite.

    Parameters
    ----------
    p, q : array_like, shape (..., k, ...)
        Probabilities along `axis`. Batch axes broadcast, the axis of the categories
        does not.
    base : float, optional
        Base of the logarithm, > 1: 2 for bits (default), `math.e` for nats.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Divergence between 0 and log 2 (1 bit).

    Raises
    ------
    TypeError
        If `p` or `q` holds no real numbers, or an option is no number.
    ValueError
        If `p` or `q` is empty, has NaN or negative entries, or does not sum to 1, or
        if the numbers of categories or, in pandas or xarray, their labels differ.

    Notes
    -----
    Taught in "KL divergence".

    References
    ----------
    Lin, J. (1991). Divergence measures based on the Shannon entropy. *IEEE
    Transactions on Information Theory* 37(1).

    Examples
    --------
    >>> js_divergence([1, 0], [0, 1])
    1.0
    >>> js_divergence([0.5, 0.5], [0.5, 0.5])
    0.0
    """
    return _measure(
        _rows.one_js_divergence,
        _rows.js_divergence,
        (Pmf(p, "p"), Pmf(q, "q")),
        base,
        axis,
        keepdims,
        BLOCK,
    )


@overload
def perplexity(
    p: Numbers, q: Numbers | None = None, **options: Unpack[Axis]
) -> float: ...
@overload
def perplexity(
    p: Rows, q: ArrayLike | None = None, **options: Unpack[Axis]
) -> Array: ...
@overload
def perplexity(
    p: ArrayLike,
    q: ArrayLike | None = None,
    *,
    keepdims: Literal[True],
    **options: Unpack[Axis],
) -> Array: ...
@overload
def perplexity(
    p: ArrayLike,
    q: ArrayLike | None = None,
    *,
    keepdims: bool = False,
    **options: Unpack[Axis],
) -> Any: ...


def perplexity(
    p: ArrayLike, q: ArrayLike | None = None, *, axis: int = -1, keepdims: bool = False
) -> Any:
    r"""Perplexity: the number of equally likely outcomes that would be as uncertain.

    .. math:: 2^{H(p)} \quad\text{or}\quad 2^{H(p, q)}

    The same number in every base.

    Parameters
    ----------
    p : array_like, shape (..., k, ...)
        True probabilities along `axis`.
    q : array_like, shape (..., k, ...), optional
        Probabilities of a model. Without it, the perplexity of `p` itself.
    axis : int, optional
        The axis of the categories. The others make a batch.
    keepdims : bool, optional
        Keep that axis in the result, with length 1.

    Returns
    -------
    float or ndarray
        Perplexity >= 1; inf if `q` is 0 where `p` is not, or above 1e308.

    Raises
    ------
    TypeError
        If `p` or `q` holds no real numbers, or an option is no number.
    ValueError
        If `p` or `q` is empty, has NaN or negative entries, or does not sum to 1, or
        if the numbers of categories or, in pandas or xarray, their labels differ.

    Notes
    -----
    Taught in "Cross-entropy".

    References
    ----------
    Jelinek, F., Mercer, R. L., Bahl, L. R. and Baker, J. K. (1977). Perplexity: a
    measure of the difficulty of speech recognition tasks. *Journal of the Acoustical
    Society of America* 62(S1).

    Examples
    --------
    >>> perplexity([0.25, 0.25, 0.25, 0.25])
    4.0
    >>> perplexity([1, 0], [0.5, 0.5])
    2.0
    """
    if q is None:
        pmfs: tuple[Pmf, ...] = (Pmf(p, "p"),)
        length = _measure(_scalar.entropy, _rows.entropy, pmfs, 2, axis, keepdims)
    else:
        pmfs = (Pmf(p, "p"), Pmf(q, "q"))
        length = _measure(
            _scalar.cross_entropy, _rows.cross_entropy, pmfs, 2, axis, keepdims
        )
    bits = np.ravel(length)
    batch = _validate.align(pmfs, axis)
    with np.errstate(over="ignore"):
        values = np.exp2(bits)
    # 2 to the rounded logarithm of k is not always k. But where the code has k words of
    # one length, k is what every p pays for that is not charged inf.
    k = _words_of_one_length(pmfs[-1].rows)
    values = np.where((k > 0) & np.isfinite(bits), k, values)
    return _validate.shaped(values, batch, axis, keepdims)


def _words_of_one_length(q: NDArray[Any]) -> NDArray[np.int64]:
    """Count the positive entries of each row where they are all equal; 0 elsewhere."""
    words = np.zeros(len(q), dtype=np.int64)
    equal = np.ones(len(q), dtype=np.bool_)
    top = q.max(axis=1, keepdims=True)
    step = max(1, FEW * FEW // len(q))  # columns: rows that differ are soon found out
    for start in range(0, q.shape[1], step):
        part = q[:, start : start + step]
        words += np.count_nonzero(part, axis=1)
        equal &= ((part == top) | (part == 0)).all(axis=1)
        if not equal.any():
            break
    return np.where(equal, words, 0)


def _measure(
    one: Callable[..., float | None],
    rows: Callable[..., NDArray[np.float64]],
    pmfs: tuple[Pmf, ...],
    base: float,
    axis: int,
    keepdims: bool,
    few: int = FEW,
) -> Any:
    """Apply a measure to every distribution, or pair of them, along `axis`."""
    u = _validate.unit(base)
    shape = pmfs[0].array.shape
    small = len(shape) == 1 and shape[0] <= few and pmfs[-1].array.shape == shape
    if small and type(axis) is int and axis == -1 and keepdims is False:
        _validate.refuse_other_labels(pmfs[0], pmfs[-1])
        value = one(*pmfs, u)
        if value is not None:
            return value * u.scale
    batch = _validate.align(pmfs, axis)
    with np.errstate(under="ignore"):
        result = rows(*pmfs, u) * u.scale
    return _validate.shaped(result, batch, axis, keepdims)
