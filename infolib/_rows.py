"""The measures for rows of distributions; the mathematics is explained in `_scalar`.

Each measure is first the textbook sum of logarithms. Rows where that comes out so small
that digits may have cancelled are computed again, by terms that are never negative.
Everything is summed in blocks that stay in the processor's cache.
"""

from __future__ import annotations

import functools

import numpy as np

from infolib import _scalar
from infolib._scalar import FEW, NEAR, SERIES, SERIES_TERMS, mixture, phi
from infolib._sums import (
    SHORT,
    TINY,
    Columns,
    Terms,
    again,
    by_rows,
    column,
    excess,
    log_ratio,
    sums,
)
from infolib._typing import Array
from infolib._validate import Pmf, Unit

HEAVY = 0.53  # two of these would add up to more than even float16 may
CLOSE = 0.022  # nats; from here up, CE = H + KL to 32 ulp whatever the ratio rounds to
SMALL = 1e-3  # relative differences; up to here two terms of a series are enough
UNEVEN = 1e-7  # sums of p and q that differ by more change the 13th digit of their mean


def entropy(p: Pmf, u: Unit) -> Array:
    """Return the sum of p/P * -log(p/P) of each row."""
    return _code_length((p,), u)


def cross_entropy(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the sum of p/P * -log(q/Q) of each pair of rows."""
    return _code_length((p, q), u)


def _code_length(pmfs: tuple[Pmf, ...], u: Unit) -> Array:
    p, q = pmfs[0], pmfs[-1]

    def terms(*blocks: Array) -> Terms:
        if p is not q:
            p.low(blocks[0])
        return (blocks[0], u.log(blocks[-1])), *blocks

    def with_zeros(*blocks: Array) -> Terms:
        a, b = blocks[0], blocks[-1]
        p.low(a)
        q.low(b)
        logs = u.log(np.maximum(b, TINY))
        logs[(b == 0.0) & (a > 0.0)] = -np.inf
        return (a, logs), *blocks

    def measure(*rows: Columns) -> Array:
        total, *S = sums(terms, *rows, with_zeros=with_zeros)
        for x, s in zip(pmfs, S, strict=True):
            x.check_sums(s)
        h: Array = u.log(S[-1]) - total / S[0]
        peaked = functools.partial(_peaked, u)
        return again(peaked, h, h < u.nat, rows[0], rows[-1])

    return by_rows(measure, *(x.rows for x in pmfs))


def _peaked(u: Unit, p: Columns, q: Columns) -> Array:
    """Take -log(q/Q) of a q above one half from what the others leave of it."""

    def terms(a: Array, b: Array) -> Terms:
        heavy = b > HEAVY
        w, top = a * heavy, b * heavy
        a, b = a - w, b - top
        return (a, u.log(np.maximum(b, TINY))), a, b, w, top

    total, light, left, w, top = sums(terms, p, q)
    Q = left + top
    heavy = np.where(w > 0.0, w * np.log1p(-left / Q) * u.nat, 0.0)
    length: Array = light * np.log1p(Q - 1.0) * u.nat - total - heavy
    return length / (light + w)


def kl_divergence(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return the sum of p/P * log((p/P) / (q/Q)) of each pair of rows."""

    def terms(a: Array, b: Array) -> Terms:
        p.low(a)
        logs = b / a  # whose digits are finest below 1
        u.log(logs, out=logs)
        return (a, logs), a, b - a

    def with_zeros(a: Array, b: Array) -> Terms:
        p.low(a)
        q.low(b)
        logs = u.log(np.maximum(b, TINY)) - u.log(np.maximum(a, TINY))
        logs[(b == 0.0) & (a > 0.0)] = -np.inf
        return (a, logs), a, b - a

    def measure(x: Columns, y: Columns) -> Array:
        total, P, D = sums(terms, x, y, with_zeros=with_zeros)  # D: finer than Q - P
        p.check_sums(P)
        q.check_sums(P + D)
        kl: Array = np.log1p(D / P) * u.nat - total / P
        # One distribution shall keep CE = H + KL to 4 ulp.
        close = NEAR if len(kl) == 1 else CLOSE
        return again(functools.partial(_near_kl, u), kl, kl < close * u.nat, x, y)

    return by_rows(measure, p.rows, q.rows)


def _near_kl(u: Unit, p: Columns, q: Columns) -> Array:
    """Sum a * phi(x) for x = (b/Q) / (a/P) - 1."""

    def terms(a: Array, b: Array, y: Array) -> Terms:
        x = b - a
        x /= a
        x -= y
        x *= 1.0 / (1.0 + y)
        largest = max(x.max(), -x.min())  # NaN or inf where there are zeros in p
        if largest <= SERIES:
            return ((a, phi(x, SERIES_TERMS if largest > SMALL else 2)),)
        log_x = log_ratio(np.maximum(b, TINY), np.maximum(a, TINY)) - np.log1p(y)
        far = b / (1.0 + y) - a * (1.0 + log_x)
        return (np.where(np.abs(x) < 0.5, a * excess(x, log_x), far),)

    P, D = sums(lambda a, b: (a, b - a), p, q)
    (total,) = sums(terms, p, q, column(D / P))
    return total / P * u.nat


def js_divergence(p: Pmf, q: Pmf, u: Unit) -> Array:
    """Return half of D(p/P || m) + D(q/Q || m), m = (p/P + q/Q)/2, of each pair."""

    def terms(a: Array, b: Array) -> Terms:
        p.low(a)
        both = a + b
        A, B = a / both, np.divide(b, both, out=both)
        return (a, u.log(A, out=A)), (b, u.log(B, out=B)), a, b

    def with_zeros(a: Array, b: Array) -> Terms:
        p.low(a)
        q.low(b)
        both = np.maximum(a + b, TINY)
        A, B = (u.log(np.maximum(x / both, TINY)) for x in (a, b))
        return (a, A), (b, B), a, b

    def measure(x: Columns, y: Columns) -> Array:
        A, B, P, Q = sums(terms, x, y, with_zeros=with_zeros)
        p.check_sums(P)
        q.check_sums(Q)
        most = u.scalar_log(2.0)
        js: Array = most + 0.5 * (A / P + B / Q)
        some = (js < CLOSE * u.nat) | (np.abs(P - Q) > UNEVEN)
        js = again(functools.partial(_near_js, u), js, some, x, y)
        return np.minimum(js, most)

    return by_rows(measure, p.rows, q.rows)


def one_js_divergence(p: Pmf, q: Pmf, u: Unit) -> float | None:
    """Return that of one pair in few calls; None if it is long and digits would cancel."""
    if p.array.size > SHORT:
        most = u.scalar_log(2.0)
        with np.errstate(all="ignore"):
            (a, P), (b, Q) = p.summed(), q.summed()
            both = a + b
            A = np.add.reduce(a * u.log(np.fmax(a / both, TINY)))
            B = np.add.reduce(b * u.log(np.fmax(b / both, TINY)))
            js = most + 0.5 * float(A / P + B / Q)
        if js >= CLOSE * u.nat and abs(P - Q) <= UNEVEN:
            return min(js, most)
    return _scalar.js_divergence(p, q, u) if p.array.size <= FEW else None


def _near_js(u: Unit, p: Columns, q: Columns) -> Array:
    """Sum (a/P + b/Q) * mixture(t) for t = (a/P - b/Q) / (a/P + b/Q)."""

    def terms(a: Array, b: Array, P: Array, Q: Array, D: Array) -> Terms:
        d = (a - b) * ((P + Q) / 2.0) - (a + b) * (D / 2.0)  # a*Q - b*P
        a, b = a * Q, b * P
        both = a + b
        t = d / np.maximum(both, TINY)
        largest = max(t.max(), -t.min())
        if largest <= SERIES:
            return ((both, mixture(t)),)
        A, B = (x * np.log(np.fmax(2.0 * (x / both), TINY)) for x in (a, b))
        return (np.where(np.abs(t) > SERIES, A + B, both * mixture(t)),)

    P, Q, D = map(column, sums(lambda a, b: (a, b, a - b), p, q))
    (total,) = sums(terms, p, q, P, Q, D)
    js: Array = 0.5 * total / (P * Q)[:, 0] * u.nat
    return js
