"""Random and adversarial distributions, for the accuracy tests and the benchmark."""

import numpy as np

OFF = 9e-7  # how far a sum may be off and still be accepted


def distribution(rng, n):
    """One of six kinds of distributions over n categories; some sums are off."""
    kind = rng.integers(6)
    if kind == 0:
        w = rng.random(n) + 1e-3
    elif kind == 1:
        w = 10 ** rng.uniform(-300, 0, n)
    elif kind == 2:
        w = rng.choice([0, 1e-300, 1e-30, 1e-9, 1, 0.3, rng.random()], n)
    elif kind == 3:
        w = rng.dirichlet(np.full(n, 0.05))
    elif kind == 4:
        w = 10 ** rng.uniform(-20, 0, n)
    else:
        w = rng.exponential(size=n) ** 3
    if not w.sum() > 0:
        w[0] = 1.0
    return off(rng, w / w.sum())


def off(rng, p):
    """Let the sum be wrong by as much as is accepted, in one case out of five."""
    return p * (1 + rng.uniform(-OFF, OFF)) if rng.random() < 0.2 else p


def near(rng, p):
    """A distribution that differs from p by a relative 1e-12 to 0.3."""
    eps = 10 ** rng.uniform(-12, -0.5)
    q = p * (1 + eps * np.clip(rng.standard_normal(p.size), -3, 3) / 3)
    return off(rng, q / q.sum())


def pairs(seed, count, sizes=(1, 2, 3, 5, 10, 16, 17, 30, 60, 129, 200)):
    """Pairs of distributions; half of them are near each other."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        p = distribution(rng, int(rng.choice(sizes)))
        yield p, near(rng, p) if rng.random() < 0.5 else distribution(rng, p.size)


def peaked_rows(rng, n, k):
    """Return n rows each of p and of a q that is not far.

    The worst for CE = H + KL: most of p lies on few categories, and values near 1/2 have
    an ulp half as large as what the logarithm of a ratio errs by.
    """
    concentration = rng.choice([0.05, 0.1, 0.3, 1.0], size=(n, 1))
    p = rng.standard_gamma(np.repeat(concentration, k, axis=1)) + 1e-300
    q = p * np.exp(
        rng.choice([0.2, 0.8, 3.0], size=(n, 1)) * rng.standard_normal((n, k))
    )
    return p / p.sum(axis=1, keepdims=True), q / q.sum(axis=1, keepdims=True)
