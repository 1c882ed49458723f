"""The chapter on KL divergence: its optimised fits are minima, its explorers agree."""

import csv
import math
from importlib.resources import files

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from infolib.explorers import FittingBench, ThreeCoins, TwoCoins

with files("infolib.explorers").joinpath("fitting.csv").open(encoding="utf-8") as _file:
    ROWS = {(float(r["w"]), float(r["m"])): r for r in csv.DictReader(_file)}
SAMPLE = [(0.5, 1.0), (0.5, 2.0), (0.5, 2.6), (0.5, 2.9), (0.7, 3.0), (0.9, 1.5)]


def log_normal(x, mu, sigma=1.0):
    # SciPy's takes forty times as long for one number, and quadrature asks for thousands.
    return -(((x - mu) / sigma) ** 2) / 2 - math.log(sigma * math.sqrt(2 * math.pi))


def log_target(x, m, w):
    left, right = log_normal(x, -m), log_normal(x, m)
    return np.logaddexp(math.log(w) + left, math.log1p(-w) + right)


def divergence(log_p, log_q, low, high, points=()):
    def integrand(x):
        return math.exp(log_p(x)) * (log_p(x) - log_q(x))

    options = {"epsabs": 1e-11, "epsrel": 1e-11, "limit": 400}
    value, _ = integrate.quad(integrand, low, high, points=points or None, **options)
    return value / math.log(2)


def test_the_table_holds_every_position_of_the_bench():
    assert len(ROWS) == 41 * 5
    assert set(ROWS) == {(w / 10, m / 10) for w in range(5, 10) for m in range(41)}


@pytest.mark.parametrize(("w", "m"), SAMPLE)
def test_divergences_are_those_of_adaptive_quadrature(w, m):
    row = ROWS[w, m]

    def log_p(x):
        return float(log_target(x, m, w))

    for side in ("forward", "reverse"):
        mu, sigma = float(row[f"{side}_mu"]), float(row[f"{side}_sigma"])

        def log_q(x, mu=mu, sigma=sigma):
            return log_normal(x, mu, sigma)

        peaks = (-m, mu, m)
        assert divergence(log_p, log_q, -30, 30, peaks) == pytest.approx(
            float(row[f"{side}_pq"]), abs=2e-6 * (1 + 10 * m)
        )
        assert divergence(log_q, log_p, mu - 12 * sigma, mu + 12 * sigma) == (
            pytest.approx(float(row[f"{side}_qp"]), abs=2e-6)
        )


def test_the_landscape_is_lowest_at_the_listed_minima():
    for (w, m), row in ROWS.items():
        heights = np.array([int(x) for x in row["landscape"].split()]) / 1000
        assert heights.min() >= float(row["reverse_qp"]) - 6e-4, (w, m)


def test_what_the_chapter_says_of_the_bench_holds_in_the_table():
    for (w, m), row in ROWS.items():
        assert float(row["forward_pq"]) <= float(row["reverse_pq"]) + 1e-6
        assert float(row["reverse_qp"]) <= float(row["forward_qp"]) + 1e-6
        rest = [f for f in row["rest"].split(";") if f]
        if w == 0.5:
            assert len(rest) == (0 if m < 2.45 else 2)
            assert (float(row["reverse_mu"]) == 0) == (m < 2.85)


def test_the_typed_figure_in_the_plane_has_one_optimum_near_its_middle():
    grid = np.linspace(-9, 9, 121)
    plane = np.stack(np.meshgrid(grid, grid, indexing="ij"), axis=-1)
    cell = (grid[1] - grid[0]) ** 2 / math.log(2)
    left = stats.multivariate_normal([-1, -1], [[0.5, 0.25], [0.25, 1]])
    right = stats.multivariate_normal([1, 1], [[0.5, -0.25], [-0.25, 1]])
    log_p = np.logaddexp(left.logpdf(plane), right.logpdf(plane)) - math.log(2)

    def height(at):
        root = np.array([[math.exp(at[2]), 0], [at[3], math.exp(at[4])]])
        log_q = stats.multivariate_normal(at[:2], root @ root.T).logpdf(plane)
        return float(np.sum(np.exp(log_q) * (log_q - log_p)) * cell)

    for start in [(-1, -1, -0.6, 0.3, -0.3), (1, 1, -0.6, -0.3, -0.3), (0, 0, 0, 0, 0)]:
        found = optimize.minimize(height, start, method="BFGS")
        assert found.fun == pytest.approx(0.289565, abs=1e-6)
        assert found.x[:2] == pytest.approx([-0.156078, -0.103235], abs=1e-3)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (FittingBench, {"m": 4.1}),
        (FittingBench, {"w": 0.45}),
        (FittingBench, {"direction": "both"}),
        (FittingBench, {"sigma": 0.6}),
        (FittingBench, {"mu": 0.01}),
        (TwoCoins, {"a": 0.505}),
        (TwoCoins, {"map": "tv"}),
        (ThreeCoins, {"b": 0}),
    ],
)
def test_what_no_picture_shows_is_refused(make, wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} must be one of "):
        make(**wrong)


def test_values_from_a_slider_are_taken_to_the_grid():
    assert FittingBench(m=0.1 + 0.2).m == 0.3


def test_the_still_forms_say_what_is_shown():
    assert "mean 0.0000 and width 2.0470" in FittingBench(m=2).summary()
    assert "mean −2.9843" in FittingBench().summary()
    assert "peaks at −3 and 3" in FittingBench().still()
    assert "KL(a‖b) = 0.7370 bits, KL(b‖a) = 0.5310 bits" in TwoCoins().summary()
    assert "KL(a‖b) = ∞ bits" in TwoCoins(b=1).summary()
    assert "rising" in TwoCoins().still()
    assert "is 0.7370 long, by way of 0.25 it is 0.3407" in ThreeCoins(b=0.25).summary()
    assert "by way of b" in ThreeCoins().still()
