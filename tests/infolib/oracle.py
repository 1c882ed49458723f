"""The truth, to at least 60 digits: the textbook formulas, in mpmath.

Every measure is that of p / sum(p): the doubles are taken as exact numbers, and their
sum too. Results are in nats.
"""

import functools
import math

import mpmath
import numpy as np


def sixty_digits(measure):
    """Compute with 60 digits, and more where some probabilities are tiny.

    The logarithm of 1 - 1e-300 has 60 digits only if 1 - 1e-300 has 360.
    """

    @functools.wraps(measure)
    def wrapped(*arrays):
        values = np.concatenate([np.ravel(np.asarray(a, dtype=float)) for a in arrays])
        tiny = values[values > 0].min(initial=1.0)
        with mpmath.workdps(60 - math.floor(math.log10(tiny))):
            return +measure(*arrays)

    return wrapped


def exact(values):
    """The numbers of an array or list as mpmath numbers."""
    return [mpmath.mpf(float(v)) for v in np.ravel(np.asarray(values, dtype=float))]


def pmf(p):
    p = exact(p)
    total = mpmath.fsum(p)
    return [v / total for v in p]


@sixty_digits
def cross_entropy(p, q):
    pairs = list(zip(pmf(p), pmf(q), strict=True))
    if any(b == 0 < a for a, b in pairs):
        return mpmath.inf
    return -mpmath.fsum(a * mpmath.log(b) for a, b in pairs if a > 0)


def entropy(p):
    return cross_entropy(p, p)


@sixty_digits
def kl_divergence(p, q):
    pairs = list(zip(pmf(p), pmf(q), strict=True))
    if any(b == 0 < a for a, b in pairs):
        return mpmath.inf
    return mpmath.fsum(a * mpmath.log(a / b) for a, b in pairs if a > 0)


@sixty_digits
def js_divergence(p, q):
    terms = []
    for a, b in zip(pmf(p), pmf(q), strict=True):
        m = (a + b) / 2
        terms += [v * mpmath.log(v / m) for v in (a, b) if v > 0]
    return mpmath.fsum(terms) / 2


@sixty_digits
def mutual_information(table):
    t = np.asarray(table, dtype=float)
    joint = [exact(row) for row in t]
    total = mpmath.fsum(map(mpmath.fsum, joint))
    rows = [mpmath.fsum(row) for row in joint]
    columns = [mpmath.fsum(column) for column in zip(*joint, strict=True)]
    return mpmath.fsum(
        v / total * mpmath.log(v * total / (r * c))
        for row, r in zip(joint, rows, strict=True)
        for v, c in zip(row, columns, strict=True)
        if v > 0
    )


def softmax(z):
    top = max(z)
    weights = [
        mpmath.exp(mpmath.mpf(float(v)) - float(top))
        if v > -math.inf
        else mpmath.mpf(0)
        for v in z
    ]
    total = mpmath.fsum(weights)
    return [w / total for w in weights]


def relative_error(value, truth):
    """|value - truth| / truth as a float; 0 where both are 0 or infinite."""
    if truth == value:
        return 0.0
    if truth == 0:
        return math.inf
    return float(abs((mpmath.mpf(value) - truth) / truth))
