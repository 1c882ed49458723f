"""The measures for large arrays, in blocks that stay in the processor's cache.

The mathematics is that of `_scalar`, on the rows of 2-D arrays. What is different
serves speed: one pass over memory, buffers that every block uses again, and the hope
that there are no zeros: only a block whose sums come out as NaN or infinite is computed
again, with care, and so are those after it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infolib._scalar import SERIES, SERIES_TERMS, mixture, phi
from infolib._validate import Pmf, Unit

BLOCK = 1 << 15  # elements: 256 KiB of float64, so that four blocks fit the L2 cache
MANY = BLOCK // 2  # elements, for the kernels that need many arrays
STRETCH = 256  # products that BLAS may sum: of thousands, it loses the last digits
SHORT = 16  # elements: up to here, sums by BLAS lose no more than the last digit
ONES = np.ones(SHORT)
TINY = 5e-324  # the smallest double: its logarithm is finite, and 0 * log(TINY) is 0
HEAVY = 0.53  # two of these would add up to more than even float16 may
PEAKED = 1.0  # nats; below this, one category may hold nearly all
PEAKED_PAIR = 0.7  # nats; the same for the divergence, where one does hold half
CLOSE = 1e-2  # nats; from here up, differences of logarithms have 13 digits
SMALL = 1e-3  # relative differences; up to here two terms of a series are enough
UNEVEN = 1e-8  # sums of p and q that differ by more are not corrected to first order

Array = NDArray[np.float64]
Kernel = Callable[..., tuple[Array, ...]]


def entropy(p: Pmf, u: Unit) -> Array:
    """Return the entropy of every row."""
    buffers = Buffers(1)

    def kernel(c: Array) -> tuple[Array, ...]:
        (b,) = buffers.like(c)

        def logs(careful: bool) -> Array:
            # a negative or missing probability has no logarithm, so it is found too
            return _log(c, p.low(c) if careful else 1.0, b, u)

        return buffers.sums(c, logs), part_sums(c)

    def measure(x: Array) -> Array:
        total, P = sweep(kernel, x)
        p.check_sums(P)
        h: Array = np.log1p(P - 1.0) * u.nat - total / P
        return _repeat(peaked, h, h < PEAKED * u.nat, x, x)

    peaked = _peaked(u)
    return by_rows(measure, p.rows)


def cross_entropy(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the cross-entropy of every pair of rows."""
    buffers = Buffers(1)

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        (b,) = buffers.like(c)
        p.low(c)

        def logs(careful: bool) -> Array:
            _log(d, q.low(d) if careful else 1.0, b, u)
            if careful:
                b[(d == 0.0) & (c > 0.0)] = -math.inf
            return b

        return buffers.sums(c, logs), part_sums(c), part_sums(d)

    def measure(x: Array, y: Array) -> Array:
        total, P, Q = sweep(kernel, x, y)
        p.check_sums(P)
        q.check_sums(Q)
        h: Array = np.log1p(Q - 1.0) * u.nat - total / P
        return _repeat(peaked, h, h < PEAKED * u.nat, x, y)

    peaked = _peaked(u)
    return by_rows(measure, p.rows, q.rows)


def _peaked(u: Unit) -> Callable[[Array, Array], Array]:
    """Cross-entropy where one category has nearly all of q; see _scalar.code_length."""

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        heavy = d > HEAVY
        b = u.log(np.maximum(d, TINY))
        b *= c
        b[heavy] = 0.0
        w, q = np.where(heavy, c, 0.0), np.where(heavy, d, 0.0)
        light_w, light_q = np.where(heavy, 0.0, c), np.where(heavy, 0.0, d)
        return tuple(map(part_sums, (b, w, q, light_w, light_q)))

    def measure(x: Array, y: Array) -> Array:
        total, w, b, light, left = sweep(kernel, x, y)
        log_Q = np.log1p(left + b - 1.0) * u.nat
        share = np.where(w > 0.0, left / (left + b), 0.0)  # 1 without a heavy one
        heavy = -w * np.log1p(-share) * u.nat
        length: Array = light * log_Q - total + heavy
        return length / (light + w)

    return functools.partial(by_rows, measure, size=MANY)


def kl_divergence(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the divergence of every pair of rows."""
    buffers = Buffers(2)

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        b, b2 = buffers.like(c)
        low = p.low(c)

        def logs(careful: bool) -> Array:
            if careful:
                _log(c, low, b, u)
                _log(d, q.low(d), b2, u)
                np.subtract(b, b2, out=b)
                b[(d == 0.0) & (c > 0.0)] = math.inf
            else:
                np.divide(c, d, out=b)
                u.log(b, out=b)
            return b

        P = part_sums(c)
        # a part of a long row that adds up to less than half has none above half
        peak = squares(c) if P.max() > 0.5 else 0.0 * P
        return buffers.sums(c, logs), P, part_sums(d), peak

    def measure(x: Array, y: Array) -> Array:
        total, P, Q, peak = sweep(kernel, x, y)
        p.check_sums(P)
        q.check_sums(Q)
        far: Array = total / P + np.log1p((Q - P) / P) * u.nat
        # In between, logarithms are good enough unless the cross-entropy is small too.
        again = far < np.where(peak > 0.5, PEAKED_PAIR, CLOSE) * u.nat
        return _repeat(near, far, again, x, y)

    near = _near_kl(u)
    return by_rows(measure, p.rows, q.rows)


def _near_kl(u: Unit) -> Callable[[Array, Array], Array]:
    """Divergence of near-equal rows; see _scalar.kl_divergence."""

    def differences(c: Array, d: Array) -> tuple[Array, ...]:
        return part_sums(d - c), part_sums(c)

    def kernel(c: Array, d: Array, y: Array) -> tuple[Array, ...]:
        x = d - c
        x /= c  # not finite where c is 0 or nearly: these are far terms
        x -= y
        x /= 1.0 + y
        largest = max(x.max(), -x.min())
        if largest <= SERIES:
            return (row_dots(c, phi(x, SERIES_TERMS if largest > SMALL else 2)),)
        middle = (x > -0.5) & (x < 1e300)
        near = np.abs(x) <= SERIES
        terms = phi(np.where(near, x, 0.0))
        if not near.all():
            np.subtract(x, np.log1p(x), out=terms, where=middle & ~near)
        terms *= c
        if not middle.all():
            far = ~middle
            a, b = c[far], d[far]
            y = np.broadcast_to(y, c.shape)[far]
            log_x = -log_ratio(np.maximum(a, TINY), b) - np.log1p(y)
            terms[far] = b / (1.0 + y) - a * (1.0 + log_x)
        return (part_sums(terms),)

    def measure(x: Array, y: Array) -> Array:
        difference, P = sweep(differences, x, y)
        (total,) = sweep(kernel, x, y, _column(difference / P), size=MANY)
        divergence: Array = total / P * u.nat
        return divergence

    return functools.partial(by_rows, measure, size=MANY)


def js_divergence(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the Jensen-Shannon divergence of every pair of rows."""
    buffers = Buffers(2)

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        c, d = _alike(c, d)
        m, b = buffers.like(c)
        p.low(c), q.low(d)
        np.add(c, d, out=m)
        np.multiply(m, 0.5, out=m)

        def logs(a: Array, careful: bool) -> Array:
            np.divide(a, np.maximum(m, TINY) if careful else m, out=b)
            return _log(b, 0.0 if careful else 1.0, b, u)

        A, B = (buffers.sums(a, functools.partial(logs, a)) for a in (c, d))
        return A, B, part_sums(c), part_sums(d)

    def measure(x: Array, y: Array) -> Array:
        A, B, P, Q = sweep(kernel, x, y)
        p.check_sums(P)
        q.check_sums(Q)
        js: Array = np.minimum(0.5 * (A / P + B / Q), u.scalar_log(2.0))
        again = (js < CLOSE * u.nat) | (np.abs(P - Q) > UNEVEN)
        return _repeat(exact, js, again, x, y)

    exact = _exact_js(u)
    return by_rows(measure, p.rows, q.rows)


def _exact_js(u: Unit) -> Callable[[Array, Array], Array]:
    """Jensen-Shannon divergence of near-equal rows; see _scalar.js_divergence."""

    def residuals(c: Array, d: Array) -> tuple[Array, ...]:
        c, d = _alike(c, d)
        return part_sums(c - d), part_sums(c), part_sums(d)

    def kernel(c: Array, d: Array, r: Array, s: Array) -> tuple[Array, ...]:
        c, d = _alike(c, d)
        P, Q = 1.0 + r, 1.0 + s
        t = (c - d) + (c * s - d * r)
        t /= np.maximum((c + d) + (c * s + d * r), TINY)
        far = np.abs(t) > SERIES
        t[far] = 0.0
        totals = [row_dots(c / P + d / Q, mixture(t))]
        for a, b, A, B in ((c, d, P, Q), (d, c, Q, P)):
            share = np.zeros(c.shape)
            if far.any():
                x = (a * B)[far]
                share[far] = u.log(np.maximum(2.0 * (x / (x + (b * A)[far])), TINY))
            share *= a
            totals.append(part_sums(share))
        return tuple(totals)

    def measure(x: Array, y: Array) -> Array:
        difference, P, Q = sweep(residuals, x, y)
        middle = ((P - 1.0) + (Q - 1.0)) / 2.0
        r, s = middle + difference / 2.0, middle - difference / 2.0  # P - Q in full
        near, A, B = sweep(kernel, x, y, _column(r), _column(s), size=MANY)
        js: Array = 0.5 * (A / (1.0 + r) + B / (1.0 + s) + near * u.nat)
        return np.minimum(js, u.scalar_log(2.0))

    return functools.partial(by_rows, measure, size=MANY)


def excess(delta: Array, log_ratio: Array) -> Array:
    """Return phi(delta) = delta - log(1 + delta), given that logarithm too."""
    near, middle = np.abs(delta) <= SERIES, np.abs(delta) < 0.5
    small: Array = phi(np.where(near, delta, 0.0))
    # the given logarithm is that of a rounded ratio
    log_ratio = np.where(middle, np.log1p(np.where(middle, delta, 0.0)), log_ratio)
    return np.where(near, small, delta - log_ratio)


def by_rows(
    measure: Callable[..., Array], *arrays: NDArray[Any], size: int = BLOCK
) -> Array:
    """Return the measure of every row, for as many rows at a time as make a block.

    So what is found on the way for each row stays in the cache as well.
    """
    n, k = arrays[0].shape
    step = max(1, size // k)
    with np.errstate(all="ignore"):  # what is not finite is handled or refused
        if n <= step:
            return measure(*arrays)
        first = measure(*(a[:step] for a in arrays))
        values = np.empty((n, *first.shape[1:]))
        values[:step] = first
        for i in range(step, n, step):
            values[i : i + step] = measure(*(a[i : i + step] for a in arrays))
    return values


def sweep(
    kernel: Kernel, *arrays: NDArray[Any], size: int = BLOCK
) -> tuple[Array, ...]:
    """Return the sums along rows that `kernel` finds, in blocks of the columns.

    `arrays` have k columns, or one: a parameter of the row. The kernel gets float64
    blocks of them; of one row, it may return the sums of parts.
    """
    n, k = arrays[0].shape
    if n > 1:
        return kernel(*map(float_block, arrays))
    parts = []
    for j in range(0, k, size):
        blocks = (a[:, j : j + size] if a.shape[1] == k else a for a in arrays)
        parts.append(kernel(*map(float_block, blocks)))
    return tuple(_one_sum(np.concatenate(s)) for s in zip(*parts, strict=True))


def _one_sum(parts: Array) -> Array:
    try:
        return np.array([math.fsum(parts.tolist())])
    except (OverflowError, ValueError):  # huge or infinite: refused by its sum
        return np.array([math.nan])


def row_sums(a: Array) -> Array:
    """Sum along rows."""
    sums = part_sums(a)
    return sums if len(sums) == len(a) else _one_sum(sums)


def part_sums(a: Array) -> Array:
    """Sum along rows, or the parts of one long row: what is left for math.fsum.

    NumPy adds up to 16 numbers one after another. Where all are equal and round alike,
    as in a uniform distribution, that is 5 ulp off: a tree of short sums is not.
    """
    n, k = a.shape
    sums: Array
    if k <= SHORT:
        sums = a @ ONES[:k]
    elif k % SHORT:
        whole = k - k % SHORT
        sums, rest = part_sums(a[:, :whole]), a[:, whole:]
        sums = np.concatenate([sums, rest[0]]) if n == 1 else sums + part_sums(rest)
    else:
        sums = a.reshape(-1, SHORT) @ ONES
        if n > 1 or k % SHORT**2 == 0:
            sums = part_sums(sums.reshape(n, -1))
    return sums


def row_dots(a: Array, b: Array) -> Array:
    """Sum a * b along rows, like part_sums; what is in `b` may be lost."""
    n, k = a.shape
    sums: Array
    if k <= SHORT:
        sums = np.einsum("ij,ij->i", a, b)
    elif k % STRETCH:
        sums = part_sums(np.multiply(a, b, out=b))
    else:
        products = np.matmul(a.reshape(-1, 1, STRETCH), b.reshape(-1, STRETCH, 1))
        sums = part_sums(products.reshape(n, -1))
    return sums


def squares(a: Array) -> Array:
    """Sum squares along rows, quickly: more than 1/2 says that one is above 1/2."""
    sums: Array
    if a.shape[1] <= SHORT:
        sums = np.einsum("ij,ij->i", a, a)
    else:
        sums = np.matmul(a[:, np.newaxis, :], a[:, :, np.newaxis]).ravel()
    return sums


def float_block(a: NDArray[Any]) -> Array:
    # part_sums reads a long row as many short ones: its elements must be neighbours.
    if a.dtype == np.float64 and (a.strides[1] == a.itemsize or a.shape[1] <= SHORT):
        return a
    return np.ascontiguousarray(a, dtype=np.float64)


def _alike(a: Array, b: Array) -> tuple[Array, Array]:
    """Give both the same order in memory, so that sums of one are added as the other's."""
    if a.strides == b.strides:
        return a, b
    return np.ascontiguousarray(a), np.ascontiguousarray(b)


def _log(a: Array, low: float, out: Array, u: Unit) -> Array:
    """Write log(a) to `out`, with something finite for the zeros of `a`."""
    if low == 0.0:
        a = np.maximum(a, TINY, out=out)
    u.log(a, out=out)
    return out


def log_ratio(a: Array, b: Array) -> Array:
    """Return log(a / b), also where a/b has no double; see _scalar.log_ratio."""
    ratio = a / b
    some = (ratio > 1e-300) & (ratio < 1e300)
    return np.where(some, np.log(ratio), np.log(a) - np.log(np.maximum(b, TINY)))


def _repeat(
    measure: Callable[..., Array],
    values: Array,
    again: NDArray[np.bool_],
    *arrays: NDArray[Any],
) -> Array:
    """Compute the marked values again, by a measure that is slower and exact there."""
    if again.any():
        values[again] = measure(*_pick(again, *arrays))
    return values


def _pick(rows: NDArray[np.bool_], *arrays: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """Select rows, without a copy where all are wanted."""
    if rows.all():
        return arrays
    wanted = np.flatnonzero(rows)
    return tuple(a.take(wanted, axis=0) for a in arrays)


def _column(a: Array) -> Array:
    return a[:, np.newaxis]


class Buffers:
    """Memory that the blocks of one sweep share, and whether zeros have been met."""

    def __init__(self, count: int) -> None:
        self._flat = [np.empty(0)] * count
        self._careful = False

    def like(self, a: Array) -> list[Array]:
        """Return the buffers in the shape and memory order of the block `a`."""
        n, k = a.shape
        if self._flat[0].size < a.size:
            self._flat = [np.empty(a.size) for _ in self._flat]
        flat = [b[: a.size] for b in self._flat]
        if 0 < a.strides[0] < a.strides[1]:  # the batch axis is contiguous
            return [b.reshape(k, n).T for b in flat]
        return [b.reshape(n, k) for b in flat]

    def sums(self, weights: Array, logs: Callable[[bool], Array]) -> Array:
        """Sum weights * logs(careful) along the rows, with care only where needed."""
        if not self._careful:
            sums = row_dots(weights, logs(False))
            if math.isfinite(np.add.reduce(sums)):  # of one NaN, all is NaN
                return sums
            self._careful = True
        return row_dots(weights, logs(True))
