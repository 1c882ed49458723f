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


def truth_fit(x):
    x = [mpmath.mpf(v) for v in x]
    mu = mpmath.fsum(x) / len(x)
    return mu, mpmath.sqrt(mpmath.fsum((v - mu) ** 2 for v in x) / len(x))


def truth_log_likelihood(x, mu, sigma):
    sigma = mpmath.mpf(sigma)
    squares = mpmath.fsum((mpmath.mpf(v) - mu) ** 2 for v in x) / (2 * sigma**2)
    return -len(x) * mpmath.log(sigma * mpmath.sqrt(2 * mpmath.pi)) - squares


def samples(count):
    """Data of all scales: wide, narrow, and a few doubles that are neighbours."""
    rng = np.random.default_rng(3)
    for i in range(count):
        n = int(rng.integers(2, 30))
        top = 10.0 ** rng.uniform(-300, 300)
        steps = rng.integers(0, 4, n)
        steps[:2] = 0, 1
        power = np.ldexp(1 - 2.0**-53, rng.integers(-900, 900))  # the grid widens here
        x = [
            top * rng.standard_normal(n),
            top * (1 + rng.standard_normal(n) * 10.0 ** rng.uniform(-15, 0)),
            10.0 ** rng.uniform(-300, 300, n) * rng.choice([-1, 1], n),
            top + math.ulp(top) * steps,
            power + math.ulp(power) * steps,
            top + math.ulp(top) * np.repeat([0, 1], [50 * n, 1]),
        ][i % 6]
        yield x.tolist()


@pytest.mark.parametrize("shift", [0.0, 1e-9, 1e-4, 1.0, 50.0])
@pytest.mark.parametrize("ratio", [0, 1e-12, -1e-9, 1e-5, -0.03, 0.06, -0.9, 5.0, 1e6])
def test_divergence_is_right_for_near_and_far(shift, ratio):
    a, s, b, t = 3.0, 0.7 * (1 + ratio), 3.0 + shift, 0.7
    value = il.gaussian_kl_divergence(a, s, b, t, base=E)
    with mpmath.workdps(60):
        assert oracle.relative_error(value, truth_kl(a, s, b, t)) <= 1e-12
    assert value >= 0.0


@pytest.mark.parametrize("scale", [5e-324, 1e-300, 1e-20, 1e20, 1e300])
@pytest.mark.parametrize("ratio", [1 / 3, 0.9, 0.95, 1.06, 1.11, 3, 1e4])
def test_divergence_keeps_its_digits_whatever_the_size_of_sigma(scale, ratio):
    for s, t in [(scale * ratio, scale), (scale, scale * ratio)]:
        if s > 0 < t:
            value = il.gaussian_kl_divergence(0, s, 0, t, base=E)
            with mpmath.workdps(60):
                assert oracle.relative_error(value, truth_kl(0, s, 0, t)) <= 1e-15


def test_means_may_be_further_apart_than_the_largest_double():
    far = (1e308, 1e308, -1e308, 1e308)
    assert il.gaussian_kl_divergence(*far, base=E) == 2.0
    assert il.gaussian_cross_entropy(*far) - il.gaussian_entropy(1e308) == (
        pytest.approx(2 / math.log(2), rel=1e-12)
    )
    with mpmath.workdps(60):
        truth = truth_log_likelihood([1e308], -1e308, 1e308)
    value = il.gaussian_log_likelihood([1e308], -1e308, 1e308, base=E)
    assert value == pytest.approx(float(truth), rel=1e-15)


def test_a_square_may_overflow_whose_half_does_not():
    assert il.gaussian_kl_divergence(1.5e154, 1, 0, 1, base=E) == pytest.approx(
        1.125e308, rel=1e-15
    )
    assert il.gaussian_kl_divergence(0, 1.5e154, 0, 1, base=E) == pytest.approx(
        1.125e308, rel=1e-15
    )
    assert il.gaussian_cross_entropy(0, 1, 1.5e154, 1, base=E) == pytest.approx(
        1.125e308, rel=1e-15
    )


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


@pytest.mark.parametrize(
    ("x", "mu", "sigma"),
    [
        ([0.1] * 3, 0.1, 1e-25),
        ([0.1] * 3, 0.1, 1e-30),
        ([0.1] * 3, math.nextafter(0.1, 1), 1e-18),
        ([1 / 3] * 5, 1 / 3, 1e-200),
        ([1.0, 1 + 2**-52], 1.0, 1e-16),
        ([1.0, 1 + 2**-52], 1 + 2**-52, 1e-17),
        ([1e308], 1e308, 1e-300),
        ([5e-324, 1e-323], 5e-324, 5e-324),
        ([1e-300], 1e10, 1.0),
        ([1e-300, 2e-300], 0, 1e300),
    ],
)
def test_log_likelihood_is_right_where_sigma_is_far_from_the_size_of_x(x, mu, sigma):
    with mpmath.workdps(60):
        truth = truth_log_likelihood(x, mu, sigma)
    value = il.gaussian_log_likelihood(x, mu, sigma, base=E)
    assert oracle.relative_error(value, truth) <= 1e-15


def test_log_likelihood_of_neighbours_is_right_at_every_scale():
    for x in samples(30):
        for mu in (x[0], math.nextafter(x[0], math.inf), -x[1]):
            for sigma in (abs(x[0]) * 1e-17, abs(x[0])):
                value = il.gaussian_log_likelihood(x, mu, sigma, base=E)
                with mpmath.workdps(1300):
                    truth = truth_log_likelihood(x, mu, sigma)
                # the two parts of it may cancel; each has its digits
                parts = abs(truth) + 2 * abs(len(x) * math.log(sigma))
                if parts < 1e308:
                    assert abs(value - truth) <= 5e-16 * parts
                else:
                    assert value == -math.inf


def test_log_likelihood_is_minus_inf_only_below_the_doubles():
    x = [1e308, math.nextafter(1e308, 2e308)]
    assert il.gaussian_log_likelihood(x, 1e308, 1e-300) == -math.inf
    # 2.25e308 nats, in a unit of 690 nats
    value = il.gaussian_log_likelihood([1.5e154] * 2, 0, 1, base=1e300)
    assert value == pytest.approx(-1.5e154 / math.log(1e300) * 1.5e154, rel=1e-14)


@pytest.mark.parametrize(
    ("x", "mu", "sigma"),
    [
        ([1e-200, 2e-200], 1.5e-200, 5e-201),
        ([1e9, 1e9 + 1.2e-7], 1e9, 2.0**-24),
        ([1, 1 + 2**-52], 1, 2.0**-53),
        ([0.1, 0.1, 0.1 + 1.4e-17], 0.1, 2.0**-56 / 3 * math.sqrt(2)),
        ([1e308, 1.5e308], 1.25e308, 2.5e307),
        ([1e160, 2e160], 1.5e160, 5e159),
        ([-1e308, 1e308], 0, 1e308),
        ([0, 5e-324, 1e-323], 5e-324, 5e-324),
    ],
    ids=lambda x: str(x)[:20],
)
def test_fit_is_right_to_the_last_digit(x, mu, sigma):
    fit = il.fit_gaussian(x)
    assert fit.mu == mu
    assert abs(fit.sigma - sigma) <= math.ulp(sigma)


def test_fit_is_right_at_every_scale():
    for x in samples(100):
        fit = il.fit_gaussian(x)
        with mpmath.workdps(700):
            mu, sigma = truth_fit(x)
            assert fit.mu == float(mu)
            assert abs(fit.sigma - sigma) <= 2 * math.ulp(fit.sigma)


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


def test_shapes_that_do_not_broadcast_are_refused_with_the_names_of_the_arguments():
    for f in (il.gaussian_kl_divergence, il.gaussian_cross_entropy):
        message = (
            r"^mu_p, sigma_p, mu_q, sigma_q must .*shapes \(2,\), \(3,\), \(\), \(\)$"
        )
        with pytest.raises(ValueError, match=message):
            f([0, 1], [1, 2, 3], 0, 1)
    with pytest.raises(ValueError, match=r"^mu, sigma must .* shapes \(2,\), \(3,\)$"):
        il.gaussian_log_likelihood([0, 1], [0, 1], [1, 2, 3])


def test_what_underflows_raises_nothing_whatever_numpy_is_told():
    with np.errstate(all="raise"):
        il.fit_gaussian([1e-200, 1e200])
        il.gaussian_entropy([5e-324, 1e308])
        il.gaussian_log_likelihood([1e-200, 1], [0, 1e308], [1e300, 1e-300])
        il.gaussian_cross_entropy([1e-200, 1e308], 1e-300, [0, -1e308], 1)
        il.gaussian_kl_divergence([1e-200, 1e308], [1e-300, 1], [0, -1e308], 1)
        il.gaussian_kl_divergence(1e-160, 1, 0, 1)


@pytest.mark.parametrize("base", [2, E])
def test_the_entropy_keeps_all_digits_near_its_zero(base):
    for zero, f in [
        (0.24197072451914334, lambda s: il.gaussian_entropy(s, base=base)),
        (0.3989422804014327, lambda s: -il.gaussian_log_likelihood(0, 0, s, base=base)),
    ]:
        for off in (0, 1e-16, -1e-15, 1e-9, -1e-4, 0.1, -0.49, 0.51, 3, -0.999):
            sigma = zero * (1 + off)
            with mpmath.workdps(60):
                truth = mpmath.log(mpmath.mpf(sigma) * mpmath.sqrt(2 * mpmath.pi))
                truth = (truth + (zero < 0.3) / mpmath.mpf(2)) / mpmath.log(base)
            assert oracle.relative_error(f(sigma), truth) <= 1e-15, (zero, off)
    assert math.isfinite(il.gaussian_entropy(5e-324))
    assert math.isfinite(il.gaussian_entropy(1.7976931348623157e308))


@pytest.mark.parametrize("offset", [0.0, 1e8, -1e15])
def test_long_data_far_from_0_are_fitted_to_the_last_digit(offset):
    rng = np.random.default_rng(5)
    x = offset + rng.standard_normal(100_000)  # several pieces
    with mpmath.workdps(60):
        mu, sigma = truth_fit(x.tolist())
    fit = il.fit_gaussian(x)
    assert fit.mu == float(mu)
    assert abs(fit.sigma - sigma) <= 2 * math.ulp(fit.sigma)
    assert fit == il.fit_gaussian(np.repeat(x, 3)[::3])


def test_a_mean_of_nothing_is_no_negative_zero():
    assert math.copysign(1, il.fit_gaussian([0, 0, -5e-324]).mu) == 1
