"""The measures for one small distribution: the readable reference.

Plain Python floats and `math.fsum`, which rounds a sum only once. Short inputs are
computed here because it is quickest; the blocked kernels of `_blocks` are tested
against these functions.

Everywhere p and q may sum to 1 + r with a small residual r that rounding left behind.
The measures are those of p/P and q/Q, where P and Q are the exact sums.
"""

from collections.abc import Callable, Sequence
from math import fsum, inf, log, log1p

from infolib._validate import Unit

NEAR = 1e-2  # nats; below this, differences of logarithms lose digits
PEAKED = 0.5  # nats; below this, one category holds more than exp(-0.5) = 61 %
SERIES = 0.1  # up to here a power series is better than its closed form


def residual(p: Sequence[float]) -> float:
    """Return sum(p) - 1, rounded once."""
    return fsum([*p, -1.0])


def code_length(w: Sequence[float], q: Sequence[float], u: Unit) -> float:
    """Return the sum of w_i * -log(q_i / Q)."""
    if any(b == 0.0 < a for a, b in zip(w, q, strict=True)):
        return inf
    pairs = [(a, b) for a, b in zip(w, q, strict=True) if b > 0.0]
    r = residual(q)
    W = fsum(w)
    ln = u.scalar_log
    length = W * log1p(r) * u.nat - fsum([a * ln(b) for a, b in pairs])
    if length >= PEAKED * W * u.nat:
        return length
    # One category has nearly all of q: its -log(q/Q) is taken from what is left over,
    # so that no digit of a tiny result depends on how 1 - tiny was rounded.
    shift = log1p(r) * u.nat
    left = fsum([b for _, b in pairs if b <= 0.5])
    return fsum(
        a * (shift - ln(b)) if b <= 0.5 else a * -log1p(-left / (left + b)) * u.nat
        for a, b in pairs
    )


def phi(x: float) -> float:
    """Return x - log(1 + x) for |x| <= SERIES, to the last digit.

    log(1 + x) = 2 atanh(s) with s = x/(2 + x), and x - 2s = x*s.
    """
    s = x / (2.0 + x)
    z = s * s
    tail = 1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z / 13))))
    return s * (x - 2.0 * z * tail)


def kl_divergence(p: Sequence[float], q: Sequence[float], u: Unit) -> float:
    """Return the sum of p/P * log((p/P) / (q/Q))."""
    if any(b == 0.0 < a for a, b in zip(p, q, strict=True)):
        return inf
    r = residual(p)
    s = residual(q)
    P = 1.0 + r
    both = [(a, b) for a, b in zip(p, q, strict=True) if a > 0.0]
    total = fsum([a * log_ratio(a, b, u.scalar_log) for a, b in both])
    far = total / P + log1p((s - r) / P) * u.nat
    if far >= NEAR * u.nat:
        return far
    # Near-equal p and q. The terms p*log(p/q) are first order in q - p and cancel to
    # second order, which leaves nothing but rounding. The terms p*phi(x) with
    # x = (q/Q) / (p/P) - 1 and phi(x) = x - log(1 + x) >= 0 have the same sum, because
    # the p*x add up to 0, and they are second order each: nothing cancels.
    y = fsum([*q, *(-a for a in p)]) / P
    terms = []
    for a, b in both:
        x = ((b - a) / a - y) / (1.0 + y)
        if abs(x) <= SERIES:
            terms.append(a / P * phi(x))
        else:
            log_x = log1p(y) + log_ratio(a, b, log)
            terms.append(b / (P * (1.0 + y)) - a / P + a / P * log_x)
    terms += [b / (P * (1.0 + y)) for a, b in zip(p, q, strict=True) if a == 0.0]
    return fsum(terms) * u.nat


def log_ratio(a: float, b: float, ln: Callable[[float], float]) -> float:
    """Return log(a / b) for positive a and b, also where a/b has no double."""
    ratio = a / b
    return ln(ratio) if 1e-300 < ratio < 1e300 else ln(a) - ln(b)


def js_divergence(p: Sequence[float], q: Sequence[float], u: Unit) -> float:
    """Return half of D(p/P || m) + D(q/Q || m) with m = (p/P + q/Q) / 2.

    Every term is computed in a way that swapping p and q repeats bit for bit.
    """
    r = residual(p)
    s = residual(q)
    P = 1.0 + r
    Q = 1.0 + s
    near = []
    far_p = []
    far_q = []
    for a, b in zip(p, q, strict=True):
        if a == b == 0.0:
            continue
        # t = (p/P - q/Q) / (p/P + q/Q), with the difference taken first
        t = ((a - b) + (a * s - b * r)) / ((a + b) + (a * s + b * r))
        if abs(t) <= SERIES:
            near.append((a / P + b / Q) * half_mixture(t))
        else:
            m = a * Q + b * P  # log((p/P) / m) is log of 2aQ / (aQ + bP)
            if a > 0.0:
                far_p.append(a * u.scalar_log(2.0 * (a * Q / m)))
            if b > 0.0:
                far_q.append(b * u.scalar_log(2.0 * (b * P / m)))
    return 0.5 * (fsum(far_p) / P + fsum(far_q) / Q + fsum(near) * u.nat)


def half_mixture(t: float) -> float:
    """Return ((1 + t) log(1 + t) + (1 - t) log(1 - t)) / 2 for |t| <= SERIES."""
    z = t * t
    tail = 1 / 56 + z * (1 / 90 + z * (1 / 132 + z / 182))
    return z * (1 / 2 + z * (1 / 12 + z * (1 / 30 + z * tail)))


def cross_entropy(p: Sequence[float], q: Sequence[float], u: Unit) -> float:
    """Return the sum of p/P * -log(q/Q)."""
    return code_length(p, q, u) / fsum(p)


def entropy(p: Sequence[float], u: Unit) -> float:
    """Return the sum of p/P * -log(p/P)."""
    return code_length(p, p, u) / fsum(p)
