"""The measures for one small distribution: the readable reference.

Plain Python floats and `math.fsum`, which rounds a sum only once. Short inputs are
computed here because it is quickest; the measures of `_rows` are tested
against these functions.

The sums of p and q are P = 1 + r and Q = 1 + s, with small residuals r and s that
rounding left behind. The measures are those of p/P and q/Q, with P and Q exact: so
[1, 1e-20] means what it can only mean, [1 - 1e-20, 1e-20], and cross-entropy is entropy
plus divergence to the last digits, however small they are. Results are in the units of
the logarithm `u.log`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum, inf, log, log1p
from typing import Any

from infolib._validate import Pmf, Unit

FEW = 128  # categories; up to here plain Python is faster than NumPy
NEAR = 0.25  # nats; below this, differences of logarithms lose digits
SERIES = 0.1  # up to here a power series is better than its closed form
SERIES_TERMS = 6  # of that series; the first one left out is below 1e-17 of the sum

Floats = Sequence[float]


def entropy(p: Pmf, u: Unit) -> float:
    """Return the sum of p/P * -log(p/P)."""
    ps, r = p.floats()
    return code_length(ps, ps, r, u) / (1.0 + r)


def cross_entropy(p: Pmf, q: Pmf, u: Unit) -> float:
    """Return the sum of p/P * -log(q/Q)."""
    ps, r = p.floats()
    qs, s = q.floats()
    return code_length(ps, qs, s, u) / (1.0 + r)


def code_length(w: Floats, q: Floats, s: float, u: Unit) -> float:
    """Return the sum of w * -log(q/Q), for weights w of any sum."""
    ln = u.scalar_log
    log_Q = log1p(s) * u.nat
    terms = []
    for a, b in zip(w, q, strict=True):
        if b > 0.5:
            # -log(q/Q) is taken from what the others leave, so that no digit of a tiny
            # result depends on how 1 - tiny was rounded.
            left = fsum([*q, -b])
            terms.append(-a * log1p(-left / (left + b)) * u.nat)
        elif b > 0.0:
            terms.append(a * (log_Q - ln(b)))
        elif a > 0.0:
            return inf
    return fsum(terms)


def kl_divergence(p: Pmf, q: Pmf, u: Unit) -> float:
    """Return the sum of p/P * log((p/P) / (q/Q))."""
    ln = u.scalar_log
    ps, r = p.floats()
    qs, s = q.floats()
    P = 1.0 + r
    terms = []
    for a, b in zip(ps, qs, strict=True):
        if a > 0.0:
            if b == 0.0:
                return inf
            terms.append(a * log_ratio(a, b, ln))
    far = fsum(terms) / P + log1p((s - r) / P) * u.nat
    if far >= NEAR * u.nat:
        return far
    # Near-equal p and q. The terms p*log(p/q) are first order in q - p and cancel to
    # second order, which leaves nothing but rounding. The terms p*phi(x) with
    # x = (q/Q) / (p/P) - 1 and phi(x) = x - log(1 + x) >= 0 have the same sum, because
    # the p*x add up to 0, and they are second order each: nothing cancels.
    y = fsum([*qs, *(-a for a in ps)]) / P  # Q/P - 1
    terms = []
    for a, b in zip(ps, qs, strict=True):
        if a == 0.0:
            terms.append(b / (P * (1.0 + y)))
            continue
        x = ((b - a) / a - y) / (1.0 + y)
        if abs(x) <= SERIES:
            terms.append(a / P * phi(x))
        elif -0.5 < x < 1e300:
            terms.append(a / P * (x - log1p(x)))
        else:
            log_x = -log_ratio(a, b, log) - log1p(y)
            terms.append(b / (P * (1.0 + y)) - a / P * (1.0 + log_x))
    return fsum(terms) * u.nat


def log_ratio(a: float, b: float, ln: Callable[[float], float]) -> float:
    """Return log(a / b) for positive a and b, also where a/b has no double."""
    ratio = a / b
    return ln(ratio) if 1e-300 < ratio < 1e300 else ln(a) - ln(b)


def phi(x: Any, terms: int = SERIES_TERMS) -> Any:
    """Return x - log(1 + x) for |x| <= SERIES to the last digit, also for arrays.

    log(1 + x) = 2 atanh(t) = 2 (t + t^3/3 + t^5/5 + ...) with t = x/(2 + x), and
    x - 2t = x*t.
    """
    t = x / (2.0 + x)
    z = t * t
    tail = 0.0
    for k in range(2 * terms + 1, 1, -2):
        tail = z * (1 / k + tail)
    return t * (x - 2.0 * tail)


def js_divergence(p: Pmf, q: Pmf, u: Unit) -> float:
    """Return half of D(p/P || m) + D(q/Q || m) with m = (p/P + q/Q) / 2.

    Swapping p and q repeats every operation bit for bit.
    """
    ln = u.scalar_log
    ps, r = p.floats()
    qs, s = q.floats()
    P = 1.0 + r
    Q = 1.0 + s
    terms = []
    for a, b in zip(ps, qs, strict=True):
        aQ = a * Q
        bP = b * P
        both = aQ + bP
        if both == 0.0:
            continue
        # t = (p/P - q/Q) / (p/P + q/Q), with the difference taken first
        t = ((a - b) + (a * s - b * r)) / both
        if -SERIES <= t <= SERIES:
            terms.append((a / P + b / Q) * mixture(t) * u.nat)
        else:
            if a > 0.0:
                terms.append(a / P * ln(2.0 * (aQ / both)))
            if b > 0.0:
                terms.append(b / Q * ln(2.0 * (bP / both)))
    return min(0.5 * fsum(terms), ln(2.0))


def mixture(t: Any) -> Any:
    """Return ((1 + t) log(1 + t) + (1 - t) log(1 - t)) / 2 for |t| <= SERIES.

    Also for arrays. Second order and never negative, like phi.
    """
    z = t * t
    tail = z * (1 / 56 + z * (1 / 90 + z * (1 / 132 + z / 182)))
    return z * (1 / 2 + z * (1 / 12 + z * (1 / 30 + tail)))
