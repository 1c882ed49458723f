"""Every digit against mpmath; `benchmarks/accuracy.py` does the same at length."""

import math

import cases
import mpmath
import numpy as np
import oracle
import pytest

import infolib as il
from infolib import _scalar

# Results below this are left out: their products are subnormal and have few digits.
SMALLEST = 1e-280

PAIRS = list(cases.pairs(seed=7, count=100))
KL_BOUNDS = [(1e-8, 1e-12), (1e-22, 1e-9)]  # for values from here on: relative error


def kl_bound(truth):
    return next((bound for value, bound in KL_BOUNDS if truth >= value), math.inf)


@pytest.mark.parametrize("base", [2, math.e, 10, 3.5])
def test_entropy_and_cross_entropy_err_by_at_most_1e_15(base):
    for p, q in PAIRS[:: 1 if base == 2 else 4]:
        scale = mpmath.log(base)
        for value, truth in [
            (il.entropy(p, base=base), oracle.entropy(p) / scale),
            (il.cross_entropy(p, q, base=base), oracle.cross_entropy(p, q) / scale),
        ]:
            if truth >= SMALLEST:
                assert oracle.relative_error(value, truth) <= 1e-15, (p, q)


@pytest.mark.parametrize("measure", ["kl_divergence", "js_divergence"])
@pytest.mark.parametrize("base", [2, math.e])
def test_divergences_err_by_at_most_1e_12_and_1e_9_below_1e_8(measure, base):
    for p, q in PAIRS[:: 1 if base == 2 else 4]:
        truth = getattr(oracle, measure)(p, q) / mpmath.log(base)
        value = getattr(il, measure)(p, q, base=base)
        assert value >= 0.0
        assert math.copysign(1.0, value) == 1.0
        assert oracle.relative_error(value, truth) <= kl_bound(truth), (p, q)


@pytest.mark.parametrize("x", [_scalar.SERIES * t for t in (1, 0.9, 0.5, 0.1, 1e-9)])
def test_the_series_are_right_to_the_last_digit(x):
    with mpmath.workdps(60):
        for t in (mpmath.mpf(x), mpmath.mpf(-x)):
            phi = t - mpmath.log(1 + t)
            assert oracle.relative_error(_scalar.phi(float(t)), phi) <= 5e-16
            mixture = ((1 + t) * mpmath.log(1 + t) + (1 - t) * mpmath.log(1 - t)) / 2
            assert oracle.relative_error(_scalar.mixture(float(t)), mixture) <= 5e-16


def test_two_categories_above_one_half_are_possible_in_float16():
    p = np.array([0.51, 0.51], np.float16)
    assert il.entropy(p) == 1.0
    assert il.entropy([p] * 3).tolist() == [1.0] * 3


def test_cross_entropy_is_entropy_plus_divergence_to_4_ulp():
    for p, q in PAIRS:
        ce = il.cross_entropy(p, q)
        if SMALLEST < ce < math.inf:
            gap = abs(ce - il.entropy(p) - il.kl_divergence(p, q))
            assert gap <= 4 * np.spacing(ce), (p, q)


@pytest.mark.parametrize("base", [2, math.e, 10])
@pytest.mark.parametrize("k", [2, 3, 10, 40, 200])
def test_the_same_holds_for_batches_to_32_ulp_and_to_4_ulp_in_most_rows(k, base):
    p, q = cases.peaked_rows(np.random.default_rng(0), 20_000, k)
    ce = il.cross_entropy(p, q, base=base)
    gap = np.abs(ce - il.entropy(p, base=base) - il.kl_divergence(p, q, base=base))
    ulps = gap / np.spacing(ce)
    assert ulps.max() <= 32.0
    assert np.mean(ulps > 4.0) <= 0.01


def test_batches_are_as_accurate_as_single_distributions():
    rng = np.random.default_rng(3)
    for k in (2, 40):
        P = np.array([cases.distribution(rng, k) for _ in range(12)])
        Q = np.array([cases.near(rng, p) for p in P])
        for axis in (0, 1):
            a, b = (P, Q) if axis == 1 else (P.T, Q.T)
            h = il.entropy(a, axis=axis, base=math.e)
            c = il.cross_entropy(a, b, axis=axis, base=math.e)
            kl = il.kl_divergence(a, b, axis=axis, base=math.e)
            js = il.js_divergence(a, b, axis=axis, base=math.e)
            for i, (p, q) in enumerate(zip(P, Q, strict=True)):
                assert oracle.relative_error(h[i], oracle.entropy(p)) <= 1e-15
                assert oracle.relative_error(c[i], oracle.cross_entropy(p, q)) <= 1e-15
                truth = oracle.kl_divergence(p, q)
                assert oracle.relative_error(kl[i], truth) <= kl_bound(truth)
                truth = oracle.js_divergence(p, q)
                assert oracle.relative_error(js[i], truth) <= kl_bound(truth)


@pytest.mark.parametrize("base", [2, math.e, 10])
@pytest.mark.parametrize(
    "n", [105, 114, 118, 127, 249, 2021, 4155, 5000, 77_777, 10**6]
)
def test_terms_that_are_equal_and_round_alike_lose_no_digit(n, base):
    p = np.full(n, 1 / n)
    q = 1 + 1e-9 * np.linspace(-1, 1, n)
    q /= q.sum()
    with mpmath.workdps(30):
        truth = mpmath.log(n) / mpmath.log(base)
        for x in [p] if n > 10**5 else [p, [p, p, p]]:
            h, ce = il.entropy(x, base=base), il.cross_entropy(x, q, base=base)
            kl = il.kl_divergence(x, q, base=base)
            for value in np.ravel(h):
                assert oracle.relative_error(value, truth) <= 1e-15
            ulps = 4 if x is p else 32
            assert np.all(np.abs(ce - h - kl) <= ulps * np.spacing(ce))


@pytest.mark.parametrize("k", range(1, 21))
def test_bits_of_a_uniform_distribution_over_2_to_the_k_are_exactly_k(k):
    n = 2**k
    p = np.full(n, 1 / n)
    assert il.entropy(p) == k
    assert il.cross_entropy(p, p) == k
    assert il.kl_divergence(np.eye(1, n)[0], p) == k
    assert il.perplexity(p) == n
    assert il.information_content(1 / n) == k
    assert il.nll_from_logits(0, np.zeros(n)) == k
    assert il.negative_log_likelihood([0, n - 1], p) == 2 * k


def test_bits_of_unequal_dyadic_probabilities_are_exact():
    p = [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16]
    q = [1 / 16, 1 / 16, 1 / 2, 1 / 4, 1 / 8]
    assert il.entropy(p) == 1.875
    assert il.cross_entropy(p, q) == 3.4375
    assert il.kl_divergence(p, q) == 1.5625
    assert il.entropy(np.repeat(p, 4) / 4) == 3.875  # the blocked kernel
    assert il.kl_divergence(np.repeat(p, 4) / 4, np.repeat(q, 4) / 4) == 1.5625


# What the doubles [1, tiny] can only mean is [1 - tiny, tiny]: the measures are those
# of p / sum(p), with the sum exact. So no digit depends on how 1 - tiny was rounded.
@pytest.mark.parametrize("tiny", [1e-8, 1e-9, 1e-17, 1e-20, 1e-100, 1e-310, 5e-324])
@pytest.mark.parametrize("copies", [1, 20], ids=["scalar", "blocked"])
def test_a_tiny_entropy_does_not_depend_on_the_rounding_of_1_minus_tiny(tiny, copies):
    smallest = 5e-324
    truth = copies * il.binary_entropy(tiny) if tiny <= 1e-17 else None
    for big in {1.0, 1.0 - copies * tiny, 1.0 - 2**-53, 1.0 + 2**-52, 1.0 - 9e-7}:
        p = [big] + [tiny] * copies
        h = il.entropy(p)
        want = oracle.entropy(p) / mpmath.log(2)
        assert abs(h - float(want)) <= 1e-15 * h + smallest * copies
        if truth is not None:
            assert h == pytest.approx(truth, rel=2e-6, abs=smallest * copies * 2)


def test_the_sum_is_corrected_exactly_up_to_the_tolerance():
    rng = np.random.default_rng(5)
    for n in (2, 10, 50, 3000):
        p = rng.dirichlet(np.ones(n))
        q = rng.dirichlet(np.ones(n))
        for r in (-9.9e-7, 3e-9, 9.9e-7):
            for s in (-9.9e-7, 0.0, 9.9e-7):
                a, b = p * (1 + r), q * (1 + s)
                for name, bound in [
                    ("entropy", 1e-15),
                    ("cross_entropy", 1e-15),
                    ("kl_divergence", 2e-12),
                    ("js_divergence", 2e-12),
                ]:
                    args = (a,) if name == "entropy" else (a, b)
                    truth = getattr(oracle, name)(*args) if n < 100 else None
                    value = getattr(il, name)(*args, base=math.e)
                    if truth is None:
                        exact = [p] if name == "entropy" else [p, q]
                        truth = getattr(il, name)(*exact, base=math.e)
                        bound = max(bound, 1e-14)
                    assert oracle.relative_error(value, truth) <= bound, (name, n)


def test_many_categories_err_by_at_most_2_ulp():
    """Against the same logarithms summed exactly; 1e7 in benchmarks/accuracy.py."""
    rng = np.random.default_rng(11)
    n = 200_000
    for w in (rng.random(n) + 1e-3, 1 / np.arange(1, n + 1), rng.exponential(size=n)):
        p = w / w.sum()
        q = np.roll(p, 1)
        total = math.fsum(p)
        for value, d in [(il.entropy(p), p), (il.cross_entropy(p, q), q)]:
            logs = np.log2(d.astype(np.longdouble))
            terms = p * logs
            high = terms.astype(float)
            low = (terms - high).astype(float)
            truth = -math.fsum([*high.tolist(), *low.tolist()]) / total
            truth += math.log2(total)
            assert abs(value - truth) <= 2 * np.spacing(truth)
