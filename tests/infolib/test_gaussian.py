import math

import mpmath
import numpy as np
import oracle
import pytest
from scipy import stats

import infolib as il
from infolib.gaussian import GaussianFit

E = math.e


def truth_kl(a, s, b, t):
    a, s, b, t = map(mpmath.mpf, (a, s, b, t))
    return mpmath.log(t / s) + (s**2 + (a - b) ** 2) / (2 * t**2) - mpmath.mpf(1) / 2


@pytest.mark.parametrize("shift", [0.0, 1e-9, 1e-4, 1.0, 50.0])
@pytest.mark.parametrize("ratio", [0, 1e-12, -1e-9, 1e-5, -0.03, 0.06, -0.9, 5.0, 1e6])
def test_divergence_is_right_for_near_and_far(shift, ratio):
    a, s, b, t = 3.0, 0.7 * (1 + ratio), 3.0 + shift, 0.7
    value = il.gaussian_kl_divergence(a, s, b, t, base=E)
    with mpmath.workdps(60):
        assert oracle.relative_error(value, truth_kl(a, s, b, t)) <= 1e-12
    assert value >= 0.0


def test_divergence_of_extreme_scales_does_not_overflow_on_the_way():
    assert il.gaussian_kl_divergence(0, 1e-200, 0, 1e-200 * 1.5) == pytest.approx(
        il.gaussian_kl_divergence(0, 1, 0, 1.5), rel=1e-14
    )
    value = il.gaussian_kl_divergence(0, 1e-300, 0, 1.0, base=E)
    assert value == pytest.approx(300 * math.log(10) - 0.5, rel=1e-15)
    assert il.gaussian_kl_divergence(0, 1e300, 0, 1e-300) == math.inf
    assert il.gaussian_kl_divergence(0, 1, 1e200, 1e-200) == math.inf
    assert il.gaussian_cross_entropy(0, 1, 1e200, 1e-200) == math.inf
    assert il.gaussian_cross_entropy(0, 1, 1e200, 1) == math.inf  # its square is none
    assert il.gaussian_log_likelihood([1e200], 0, 1e-200) == -math.inf
    assert il.gaussian_log_likelihood([1e200], 0, 1) == -math.inf


def test_entropy_cross_entropy_and_divergence_belong_together():
    for a, s, b, t in [(0, 1, 0, 1), (1, 2, 3, 4), (-5, 0.1, 5, 10), (0, 3, 1e-3, 3)]:
        ce = il.gaussian_cross_entropy(a, s, b, t)
        h, kl = il.gaussian_entropy(s), il.gaussian_kl_divergence(a, s, b, t)
        assert ce == pytest.approx(h + kl, rel=1e-14)
    assert il.gaussian_entropy(2.0, base=E) == pytest.approx(stats.norm(0, 2).entropy())
    assert il.gaussian_entropy(1, base=10) == pytest.approx(
        0.5 * math.log10(2 * math.pi * math.e), rel=1e-15
    )


def test_bits_are_nats_over_log_2_in_every_function():
    args = (1.0, 2.0, 3.0, 4.0)
    for f, a in [
        (il.gaussian_cross_entropy, args),
        (il.gaussian_kl_divergence, args),
        (il.gaussian_entropy, args[:1]),
        (il.gaussian_log_likelihood, ([1.0, 2.0], 3.0, 4.0)),
    ]:
        for base in (2, 3.5, 10):
            assert f(*a, base=base) * math.log(base) == pytest.approx(f(*a, base=E))
        assert f(*a) == f(*a, base=2)


def test_log_likelihood_is_the_sum_of_log_densities():
    rng = np.random.default_rng(0)
    for offset in (0.0, 1e8):
        x = rng.standard_normal(50) * 3 + offset
        mu = np.array([[offset], [offset + 1.5]])
        sigma = np.array([0.5, 3.0, 100.0])
        values = il.gaussian_log_likelihood(x, mu, sigma, base=E)
        assert values.shape == (2, 3)
        for i, m in enumerate(mu[:, 0]):
            for j, s in enumerate(sigma):
                with mpmath.workdps(50):
                    z = [(mpmath.mpf(v) - m) / s for v in x.tolist()]
                    truth = -mpmath.fsum(v**2 for v in z) / 2 - x.size * (
                        mpmath.log(s) + mpmath.log(2 * mpmath.pi) / 2
                    )
                assert oracle.relative_error(values[i, j], truth) <= 1e-14
    assert type(il.gaussian_log_likelihood(1.0, 0, 1)) is float
    assert il.gaussian_log_likelihood([[1.0, 2.0]], 0, 1) == il.gaussian_log_likelihood(
        [1.0, 2.0], 0, 1
    )


def test_fit_is_the_maximum_of_the_likelihood():
    x = [1.0, 2.0, 4.0, 9.0]
    fit = il.fit_gaussian(x)
    assert isinstance(fit, GaussianFit)
    assert fit.mu == 4.0
    assert fit.sigma == math.sqrt(9.5)
    best = il.gaussian_log_likelihood(x, *fit)
    for mu, sigma in [(4.01, fit.sigma), (3.99, fit.sigma), (4, 3.0), (4, 3.2)]:
        assert il.gaussian_log_likelihood(x, mu, sigma) < best
    assert fit == il.fit_gaussian(np.array(x).reshape(2, 2))


@pytest.mark.parametrize("x", [[3], [2.5, 2.5, 2.5]])
def test_fit_refuses_data_without_spread(x):
    with pytest.raises(ValueError, match="x needs two values that differ, got only"):
        il.fit_gaussian(x)


@pytest.mark.parametrize("bad", [0, -1, math.nan, math.inf, [1, 0]])
def test_a_standard_deviation_must_be_positive(bad):
    for f, name in [
        (lambda: il.gaussian_entropy(bad), "sigma"),
        (lambda: il.gaussian_log_likelihood([1], 0, bad), "sigma"),
        (lambda: il.gaussian_kl_divergence(0, bad, 0, 1), "sigma_p"),
        (lambda: il.gaussian_kl_divergence(0, 1, 0, bad), "sigma_q"),
        (lambda: il.gaussian_cross_entropy(0, bad, 0, 1), "sigma_p"),
        (lambda: il.gaussian_cross_entropy(0, 1, 0, bad), "sigma_q"),
    ]:
        with pytest.raises(ValueError, match=f"{name} contains"):
            f()


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_means_and_data_must_be_finite(bad):
    for f, name in [
        (lambda: il.gaussian_kl_divergence(bad, 1, 0, 1), "mu_p"),
        (lambda: il.gaussian_cross_entropy(0, 1, bad, 1), "mu_q"),
        (lambda: il.gaussian_log_likelihood([bad], 0, 1), "x"),
        (lambda: il.gaussian_log_likelihood([1], bad, 1), "mu"),
        (lambda: il.fit_gaussian([1, bad]), "x"),
    ]:
        with pytest.raises(ValueError, match=f"{name} contains"):
            f()
