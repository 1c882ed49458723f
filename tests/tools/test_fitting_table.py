"""The fits that the two-way bench shows are computed right, and stored as computed."""

import csv
import math
from importlib.resources import files

import fitting_table as fitting
import numpy as np
import pytest
from scipy import optimize

with files("infolib.explorers").joinpath("fitting.csv").open(encoding="utf-8") as _file:
    ROWS = {(float(r["w"]), float(r["m"])): r for r in csv.DictReader(_file)}
SAMPLE = [(0.5, 1.0), (0.5, 2.0), (0.5, 2.6), (0.5, 2.9), (0.7, 3.0), (0.9, 1.5)]


@pytest.mark.parametrize(("w", "m"), SAMPLE)
def test_scipy_finds_the_same_minima_and_no_other(w, m):
    row = ROWS[w, m]
    listed = [[float(row["reverse_mu"]), float(row["reverse_sigma"])]]
    listed += [[float(x) for x in f.split()[:2]] for f in row["rest"].split(";") if f]

    def height(at):
        return fitting.reverse_kl(at[0], math.exp(at[1]), m, w)

    reached = set()
    for mu in (-m - 0.7, -m, -m / 2, 0.1, m / 2, m, m + 0.7):
        for sigma in (0.6, 1.0, 2.0, 3.5):
            start = [mu, math.log(sigma)]
            found = optimize.minimize(
                height, start, method="BFGS", options={"gtol": 1e-8}
            )
            place = np.array([found.x[0], math.exp(found.x[1])])
            gaps = [np.abs(place - fit).max() for fit in listed]
            assert min(gaps) < 1e-4, (place, listed)
            reached.add(int(np.argmin(gaps)))
    assert reached == set(range(len(listed)))
    best = [fitting.reverse_kl(*fit, m, w) for fit in listed]
    assert best[0] <= min(best) + 1e-6


@pytest.mark.parametrize(("w", "m"), [(0.5, 2.6), (0.8, 1.2)])
def test_the_stored_rows_are_what_the_code_computes(w, m):
    row = ROWS[w, m]
    best, *rest = fitting.reverse_fits(m, w)
    stored_fit = [float(row["reverse_mu"]), float(row["reverse_sigma"])]
    assert best[:2] == pytest.approx(stored_fit, abs=1e-6)
    assert len(rest) == len([f for f in row["rest"].split(";") if f])
    assert fitting.forward_fit(m, w).kl / math.log(2) == pytest.approx(
        float(row["forward_pq"]), abs=1e-6
    )
    means = np.linspace(-m - 1.5, m + 1.5, 31)
    some = [0, 7, 15]
    heights = 1000 * fitting.landscape(means[some], m, w) / math.log(2)
    stored = [int(x) for x in row["landscape"].split()]
    assert heights == pytest.approx([stored[k] for k in some], abs=0.6)


def test_off_centre_minima_appear_at_2_41_and_win_at_2_800082():
    assert [len(fitting.reverse_fits(m, 0.5)) for m in (2.405, 2.415)] == [1, 3]
    for m, wins in [(2.80007, False), (2.80009, True)]:
        assert (abs(fitting.reverse_fits(m, 0.5)[0].mu) > 1) is wins
