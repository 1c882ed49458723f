"""The measures for large arrays, in blocks that stay in the processor's cache.

The mathematics is that of `_scalar`, on the rows of 2-D arrays. What is different
serves speed: one pass over memory, buffers that every block uses again, and the hope
that there are no zeros: only a block whose sums come out as NaN or infinite is computed
again, with care, and so are those after it.
"""

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infolib._scalar import NEAR, SERIES, mixture, phi
from infolib._validate import Pmf, Unit

BLOCK = 1 << 15  # elements: 256 KiB of float64, so that four blocks fit the L2 cache
MANY = BLOCK // 4  # elements, for the kernels that need many arrays
SHORT = 32  # categories: up to here BLAS sums rows fastest, and well enough
TINY = 5e-324  # the smallest double: its logarithm is finite, and 0 * log(TINY) is 0
PEAKED = 0.65  # nats; below this, one category holds more than exp(-0.65) = 52 %
CLOSE = 1e-2  # nats; from here up, differences of logarithms have 13 digits
UNEVEN = 1e-8  # sums of p and q that differ by more are not corrected to first order

Array = NDArray[np.float64]
Kernel = Callable[..., tuple[Array, ...]]


def entropy(p: Pmf, u: Unit) -> Array:
    """Return the entropy of every row."""
    buffers = Buffers(1)

    def kernel(c: Array) -> tuple[Array, ...]:
        (b,) = buffers.like(c)

        def terms(careful: bool) -> Array:
            # a negative or missing probability has no logarithm, so it is found too
            _log(c, p.low(c) if careful else 1.0, b, u)
            return np.multiply(b, c, out=b)

        return buffers.sums(terms), row_sums(c)

    total, P = sweep(kernel, p.rows)
    p.check_sums(P)
    h: Array = np.log1p(P - 1.0) * u.nat - total / P
    return _repeat(_peaked(u), h, h < PEAKED * u.nat, p.rows, p.rows)


def cross_entropy(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the cross-entropy of every pair of rows."""
    buffers = Buffers(1)

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        (b,) = buffers.like(c)
        p.low(c)

        def terms(careful: bool) -> Array:
            _log(d, q.low(d) if careful else 1.0, b, u)
            np.multiply(b, c, out=b)
            if careful:
                b[(d == 0.0) & (c > 0.0)] = -math.inf
            return b

        return buffers.sums(terms), row_sums(c), row_sums(d)

    total, P, Q = sweep(kernel, p.rows, q.rows)
    p.check_sums(P)
    q.check_sums(Q)
    h: Array = np.log1p(Q - 1.0) * u.nat - total / P
    return _repeat(_peaked(u), h, h < PEAKED * u.nat, p.rows, q.rows)


def _peaked(u: Unit) -> Callable[[Array, Array], Array]:
    """Cross-entropy where one category has nearly all of q; see _scalar.code_length."""

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        heavy = d > 0.5
        b = u.log(np.maximum(d, TINY))
        b *= c
        b[heavy] = 0.0
        w, q = np.where(heavy, c, 0.0), np.where(heavy, d, 0.0)
        light_w, light_q = np.where(heavy, 0.0, c), np.where(heavy, 0.0, d)
        return tuple(map(row_sums, (b, w, q, light_w, light_q)))

    def measure(p: Array, q: Array) -> Array:
        total, w, b, light, left = sweep(kernel, p, q, size=MANY)
        log_Q = np.log1p(left + b - 1.0) * u.nat
        heavy = -w * np.log1p(-left / (left + b)) * u.nat
        length: Array = light * log_Q - total + heavy
        return length / (light + w)

    return measure


def kl_divergence(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the divergence of every pair of rows."""
    buffers = Buffers(2)

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        b, b2 = buffers.like(c)
        low = p.low(c)

        def terms(careful: bool) -> Array:
            if careful:
                _log(c, low, b, u)
                _log(d, q.low(d), b2, u)
                np.subtract(b, b2, out=b)
            else:
                np.divide(c, d, out=b)
                u.log(b, out=b)
            np.multiply(b, c, out=b)
            if careful:
                b[(d == 0.0) & (c > 0.0)] = math.inf
            return b

        return buffers.sums(terms), row_sums(c), row_sums(d)

    total, P, Q = sweep(kernel, p.rows, q.rows)
    p.check_sums(P)
    q.check_sums(Q)
    far: Array = total / P + np.log1p((Q - P) / P) * u.nat
    near = far < NEAR * u.nat
    # In between, logarithms are good enough unless the cross-entropy is small as well.
    between = near & (far >= CLOSE * u.nat)
    if between.any():
        (squares,) = sweep(lambda c: (row_sums(c * c),), *_pick(between, p.rows))
        near[between] = squares > 0.25  # as when a probability is above 1/2
    return _repeat(_near_kl(u), far, near, p.rows, q.rows)


def _near_kl(u: Unit) -> Callable[[Array, Array], Array]:
    """Divergence of near-equal rows; see _scalar.kl_divergence."""

    def differences(c: Array, d: Array) -> tuple[Array, ...]:
        return row_sums(d - c), row_sums(c)

    def kernel(c: Array, d: Array, y: Array) -> tuple[Array, ...]:
        x = d - c
        x /= c  # not finite where c is 0 or nearly: these are far terms
        x -= y
        x /= 1.0 + y
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
            log_x = -_log_ratio(np.maximum(a, TINY), b) - np.log1p(y)
            terms[far] = b / (1.0 + y) - a * (1.0 + log_x)
        return (row_sums(terms),)

    def measure(p: Array, q: Array) -> Array:
        difference, P = sweep(differences, p, q)
        (total,) = sweep(kernel, p, q, _column(difference / P), size=MANY)
        divergence: Array = total / P * u.nat
        return divergence

    return measure


def js_divergence(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the Jensen-Shannon divergence of every pair of rows."""
    buffers = Buffers(2)

    def kernel(c: Array, d: Array) -> tuple[Array, ...]:
        m, b = buffers.like(c)
        p.low(c), q.low(d)
        np.add(c, d, out=m)
        np.multiply(m, 0.5, out=m)

        def terms(a: Array, careful: bool) -> Array:
            if careful:
                np.divide(a, np.maximum(m, TINY), out=b)
                _log(b, 0.0, b, u)
            else:
                np.divide(a, m, out=b)
                u.log(b, out=b)
            return np.multiply(b, a, out=b)

        A, B = (buffers.sums(functools.partial(terms, a)) for a in (c, d))
        return A, B, row_sums(c), row_sums(d)

    A, B, P, Q = sweep(kernel, p.rows, q.rows)
    p.check_sums(P)
    q.check_sums(Q)
    js: Array = 0.5 * (A / P + B / Q)
    again = (js < CLOSE * u.nat) | (np.abs(P - Q) > UNEVEN)
    return _repeat(_exact_js(u), js, again, p.rows, q.rows, _column(P), _column(Q))


def _exact_js(u: Unit) -> Callable[[Array, Array, Array, Array], Array]:
    """Jensen-Shannon divergence with P and Q known; see _scalar.js_divergence."""

    def kernel(c: Array, d: Array, P: Array, Q: Array) -> tuple[Array, ...]:
        r, s = P - 1.0, Q - 1.0
        t = (c - d) + (c * s - d * r)
        t /= np.maximum((c + d) + (c * s + d * r), TINY)
        far = np.abs(t) > SERIES
        t[far] = 0.0
        near = mixture(t)
        near *= c / P + d / Q
        totals = [row_sums(near)]
        for a, b, A, B in ((c, d, P, Q), (d, c, Q, P)):
            share = np.zeros(c.shape)
            if far.any():
                x = (a * B)[far]
                share[far] = u.log(np.maximum(2.0 * (x / (x + (b * A)[far])), TINY))
            share *= a
            totals.append(row_sums(share))
        return tuple(totals)

    def measure(p: Array, q: Array, P: Array, Q: Array) -> Array:
        near, A, B = sweep(kernel, p, q, P, Q, size=MANY)
        js: Array = 0.5 * (A / P[:, 0] + B / Q[:, 0] + near * u.nat)
        return js

    return measure


def excess(delta: Array, log_ratio: Array) -> Array:
    """Return phi(delta) = delta - log(1 + delta), given that logarithm too."""
    near = np.abs(delta) <= SERIES
    small: Array = phi(np.where(near, delta, 0.0))
    return np.where(near, small, delta - log_ratio)


def sweep(
    kernel: Kernel, *arrays: NDArray[Any], size: int = BLOCK, whole_rows: bool = False
) -> tuple[Array, ...]:
    """Return the sums along the rows that `kernel` finds, block by block.

    `arrays` have n rows of k columns, or one column: a parameter of the row. The kernel
    gets float64 blocks of them and returns sums along their rows. With `whole_rows` it
    may return any value per row, because no row is split.
    """
    n, k = arrays[0].shape
    rows = max(1, size // k)
    columns = k if whole_rows else size
    totals = []
    for i in range(0, n, rows):
        parts = []
        for j in range(0, k, columns):
            blocks = [
                a[i : i + rows, j : j + columns] if a.shape[1] == k else a[i : i + rows]
                for a in arrays
            ]
            with np.errstate(all="ignore"):  # what is not finite is handled or refused
                parts.append(kernel(*map(_float_block, blocks)))
        if len(parts) > 1:  # one distribution is longer than a block
            sums = (math.fsum(x.item() for x in s) for s in zip(*parts, strict=True))
            parts = [tuple(np.array([x]) for x in sums)]
        totals += parts
    if len(totals) == 1:
        return totals[0]
    return tuple(map(np.concatenate, zip(*totals, strict=True)))


def row_sums(a: Array) -> Array:
    """Sum along rows: short ones by BLAS, which is quick, long ones pairwise."""
    k = a.shape[1]
    sums: Array = np.dot(a, np.ones(k)) if k <= SHORT else np.add.reduce(a, axis=1)
    return sums


def _float_block(a: NDArray[Any]) -> Array:
    # NumPy sums long rows pairwise only where their elements are neighbours.
    if a.dtype == np.float64 and (a.strides[1] == a.itemsize or a.shape[1] <= SHORT):
        return a
    return np.ascontiguousarray(a, dtype=np.float64)


def _log(a: Array, low: float, out: Array, u: Unit) -> None:
    """Write log(a) to `out`, with something finite for the zeros of `a`."""
    if low == 0.0:
        a = np.maximum(a, TINY, out=out)
    u.log(a, out=out)


def _log_ratio(a: Array, b: Array) -> Array:
    """Return log(a / b), also where a/b has no double; see _scalar.log_ratio."""
    ratio = a / b
    logs: Array = np.log(ratio)
    out = ~((ratio > 1e-300) & (ratio < 1e300))
    logs[out] = np.log(a[out]) - np.log(np.maximum(b[out], TINY))
    return logs


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

    def sums(self, terms: Callable[[bool], Array]) -> Array:
        """Sum terms(careful) along the rows, with care only where it is needed."""
        if not self._careful:
            sums = row_sums(terms(False))
            if math.isfinite(np.add.reduce(sums)):  # of one NaN, all is NaN
                return sums
            self._careful = True
        return row_sums(terms(True))
