"""Sums along the rows of large arrays, in blocks that stay in the processor's cache.

Everything that is long is summed here: distributions, logits, observations.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib._scalar import SERIES, phi
from infolib._typing import Array

BLOCK = 1 << 15  # elements: 256 KiB of float64, so that four blocks fit the L2 cache
SHORT = 16  # numbers that are added one after another
LONG = 64  # products that BLAS may add: of 256, some lose the last digit of equal ones
ONES = np.ones(SHORT)
TINY = 5e-324  # the smallest double: its logarithm is finite, and 0 * log(TINY) is 0

Columns: TypeAlias = NDArray[Any]  # the rows of a batch, in their own type
Terms: TypeAlias = tuple[Array | tuple[Array, Array], ...]
Order: TypeAlias = Literal["C", "F", "K"]


def excess(x: Array, log_x: Array) -> Array:
    """Return phi(x) = x - log(1 + x), given that logarithm for x far from 0."""
    near, middle = np.abs(x) <= SERIES, np.abs(x) < 0.5
    log_x = np.where(middle, np.log1p(np.where(middle, x, 0.0)), log_x)
    return np.where(near, phi(np.where(near, x, 0.0)), x - log_x)


def log_ratio(a: Array, b: Array) -> Array:
    """Return log(a / b), also where a/b has no double; see _scalar.log_ratio."""
    ratio = a / b
    some = (ratio > 1e-300) & (ratio < 1e300)
    return np.where(some, np.log(ratio), np.log(a) - np.log(b))


def again(
    measure: Callable[..., Array],
    values: Array,
    some: NDArray[np.bool_],
    *rows: Columns,
) -> Array:
    """Compute some of the values again."""
    count = np.count_nonzero(some)
    if count == 0:
        return values
    if count == some.size:
        return measure(*rows)  # without a copy
    values[some] = measure(*(a[some] for a in rows))
    return values


def by_rows(
    measure: Callable[..., Array], *arrays: Columns, block: int = BLOCK
) -> Array:
    """Return the measure of every row, for as many rows at a time as make a block."""
    n, k = arrays[0].shape
    step = max(1, block // k)
    with np.errstate(all="ignore"):  # what is not finite is handled or refused
        first = measure(*(a[:step] for a in arrays))
        if n <= step:
            return first
        values = np.empty((n, *first.shape[1:]))
        values[:step] = first
        for i in range(step, n, step):
            values[i : i + step] = measure(*(a[i : i + step] for a in arrays))
    return values


def column(a: Array) -> Array:
    """Make parameters of the rows an array of one column."""
    return a[:, np.newaxis]


def largest(a: Columns) -> Array:
    """Return the largest number of each row."""
    k = a.shape[1]
    order: Order = "F" if k <= SHORT else "C"  # of short rows, NumPy is slow to find it
    blocks = (a[:, j : j + BLOCK] for j in range(0, k, BLOCK))
    return functools.reduce(
        np.maximum,
        (np.max(np.asarray(b, np.float64, order=order), axis=1) for b in blocks),
    )


def sums(
    terms: Callable[..., Terms],
    *arrays: Columns,
    with_zeros: Callable[..., Terms] | None = None,
) -> tuple[Array, ...]:
    """Sum, along rows, the `terms` of float64 blocks of the arrays.

    A pair stands for the products of its two. Arrays of one column are parameters of
    the rows. From the first block on whose sums are not finite, terms are those
    `with_zeros`.
    """
    k = arrays[0].shape[1]
    rows = [a for a in arrays if a.shape[1] == k]
    # all in one order: the sums of JS are to be those of the swapped arguments
    as_they_are = k <= SHORT and all(0 < a.strides[0] < a.strides[1] for a in rows)
    order: Order = "K" if as_they_are else "C"
    parts = []
    for j in range(0, k, BLOCK):
        some = (a[:, j : j + BLOCK] if a.shape[1] == k else a for a in arrays)
        blocks = [np.asarray(a, dtype=np.float64, order=order) for a in some]
        made = [_sum(t) for t in terms(*blocks)]
        if with_zeros and not math.isfinite(sum(map(np.add.reduce, made))):
            terms, with_zeros = with_zeros, None
            made = [_sum(t) for t in terms(*blocks)]
        parts.append(made)
    if len(parts) > 1:
        made = [row_sums(np.stack(s, axis=1)) for s in zip(*parts, strict=True)]
    return tuple(made)


def _sum(t: Array | tuple[Array, Array]) -> Array:
    if not isinstance(t, tuple):
        return row_sums(t)
    a, b = t
    n, k = a.shape
    if k <= SHORT:
        found: Array = np.einsum("ij,ij->i", a, b)
        return found
    if k % LONG:
        return row_sums(a * b)
    products = np.matmul(a.reshape(-1, 1, LONG), b.reshape(-1, LONG, 1))
    return row_sums(products.reshape(n, -1))


def row_sums(a: Array) -> Array:
    """Sum along rows, as a tree of short sums: no number is rounded often.

    NumPy adds up to 16 numbers one after another. Where all are equal and round alike,
    as in a uniform distribution, that is 5 ulp off.
    """
    n, k = a.shape
    rest: Array | float = 0.0
    while k > SHORT:
        short = SHORT
        if k % SHORT:
            short = next((s for s in range(SHORT, 7, -1) if k % s == 0), SHORT)
        if k % short:  # a copy, because rows are no longer neighbours
            k -= k % short
            rest += row_sums(a[:, k:])
            a = a[:, :k]
        k //= short
        a = (a.reshape(-1, short) @ ONES[:short]).reshape(n, k)
    return a @ ONES[:k] + rest


def pieces(
    check: Callable[..., NDArray[Any]], x: ArrayLike, name: str, least: int = BLOCK
) -> Iterator[NDArray[Any]]:
    """Yield data as `check` returns them, in pieces where a copy of all would be large.

    A `check` that fails is repeated for all, so that its message names the right place.
    """
    if type(x) is not np.ndarray or x.dtype.kind not in "biuf" or x.itemsize > 8:
        x = check(x, name)
    flat = x.reshape(-1) if x.flags.c_contiguous else x.flat
    for i in range(0, max(x.size, 1), least):
        try:
            yield check(flat[i : i + least], name)
        except ValueError:
            check(x, name)
            raise
