"""Every number that a plan gives for the board is computed here, and none is missing."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import expon, norm, poisson
from test_plans import PLANS, section, text

from infolib import (
    binary_entropy,
    cross_entropy,
    data,
    entropy,
    explorers,
    js_divergence,
    kl_divergence,
    perplexity,
)
from infolib import information_content as surprise

SECTION = "Numbers for the board"
DECIMAL = re.compile(r"\d+\.\d{3,}")  # as in chapters and decks
S, R, U = ([0.25, 0.5, 0.25], [0.42, 0.31, 0.27], [0.6, 0.3, 0.1])


def told(session, label, digits, *values):
    """Check numbers of few digits, which DECIMAL does not see, in one line of a plan."""
    line = re.search(rf"^- \*{label}\*.*$", section(session, SECTION), re.M)[0]
    numbers = re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)", line)
    assert [x for x in values if f"{abs(x):.{digits}f}" not in numbers] == [], line


def variance(p):
    places = np.arange(len(p))
    return p @ (places - p @ places) ** 2


def weighted(p):
    return [x * surprise(x) for x in p]


def session_2():
    least = explorers.DesignDistribution().target["variance"]
    tall = [0.055, 0.445, 0.445, 0.055]
    assert math.isclose(variance(np.array(tall)), least, abs_tol=1e-3)
    middle, ends = np.array([0.1, 0.4, 0.4, 0.1]), np.array([0.4, 0.1, 0.1, 0.4])
    assert entropy(middle) == pytest.approx(entropy(ends))
    return [
        *surprise(R), *weighted(R), entropy(R), *surprise(U), *weighted(U), entropy(U),
        entropy(U, base=math.e), math.log(2), surprise(1 / 100), perplexity(S),
        R @ np.array([1, 2, 2]), *map(binary_entropy, [0.25, 0.3, 0.9, 0.01]),
        entropy(middle), variance(middle), variance(ends), least, *tall[:2],
        math.log2(3), entropy([0.5, *[0.1] * 5]),
        *map(binary_entropy, [1 / 3, 1 / 4, 1 / 6, 2 / 5]), entropy([1 / 2, 1 / 3, 1 / 6]),
    ]  # fmt: skip


def coins(a, b):
    return kl_divergence([a, 1 - a], [b, 1 - b])


def root_js(a, b):
    return math.sqrt(js_divergence([a, 1 - a], [b, 1 - b]))


def session_4():
    ratios = np.array([1.8, 0.2])  # what Ann believes by what is true
    toss = np.log2([1.2, 0.8])
    logs = np.log(np.divide(R, S))
    deep, valley = [0.49, 0.02, 0.49], [0.45, 0.1, 0.45]
    even, peak, low_peak = [1 / 3] * 3, [0.96, 0.02, 0.02], [0.8, 0.1, 0.1]
    fits = [row for row, _ in explorers.FittingBench().table["0.5"]]  # m is 0, 0.1, ...
    near, far = fits[20], fits[30]
    assert [len(fits[m]) for m in (24, 25)] == [1, 3]
    # The best comes first.
    assert [abs(round(fits[m][0][0])) for m in (28, 29)] == [0, 3]
    assert [round(mean) for mean, _, _ in near] == [0]
    assert sorted(round(mean) for mean, _, _ in far) == [-3, 0, 3]
    assert math.ceil(math.log2(100) / coins(0.6, 0.5)) == 229
    assert math.ceil(6.644 / 0.029) == 230
    assert kl_divergence([0.5, 0.5, 0], S) == 0.5
    assert kl_divergence(S, [0.5, 0.5, 0]) == math.inf
    equal = [(0.3, 0.7), (0.2, 0.8), (0.1, 0.9)]
    assert all(math.isclose(coins(a, b), coins(b, a)) for a, b in equal)
    return [
        cross_entropy(R, S), entropy(R), kl_divergence(R, S),
        *np.log2(ratios), coins(0.5, 0.9), coins(0.9, 0.5),
        kl_divergence([2 / 3, 1 / 3, 0], [1 / 3] * 3), *(R * np.log2(np.divide(R, S))),
        *np.log(ratios), np.log(ratios).mean(),
        *(coins(a, b) for a, b in equal),
        *(coins(*way) for a, b in [(0.6, 0.3), (0.9, 0.5), (0.2, 0.6)] for way in [(a, b), (b, a)]),
        coins(0.5, 0.25), coins(0.25, 0.1), coins(0.5, 0.25) + coins(0.25, 0.1), coins(0.5, 0.1),
        root_js(0.5, 0.25) + root_js(0.25, 0.1), root_js(0.5, 0.1),
        *(kl_divergence(deep, q) for q in (even, peak)),
        *(kl_divergence(q, deep) for q in (even, peak)),
        kl_divergence(even, valley), kl_divergence(low_peak, valley),
        *near[0][1:], far[0][0], far[0][2], far[2][2],
        *toss, toss @ [0.6, 0.4], math.log2(100), *logs, *(R * logs), R @ logs, norm.cdf(0.5),
    ]  # fmt: skip


def session_1():
    assert 1 / (0.25 * 0.75) == pytest.approx(16 / 3) == pytest.approx(4 + 4 / 3)
    assert surprise(1 / 64) == 6 == surprise(1 / 2) + surprise(1 / 32)
    odds = data.lotteries()["Powerball"]
    halves = np.array([1, 0.5, 0.25, 0.125])
    told(1, "Three distributions", 2, *halves / halves.sum())
    dial = explorers.SurpriseDial()
    events = {
        event.name: surprise(event.probability) for event in data.everyday_events()
    }
    named = [dial.events[i]["name"] for i in dial.asked]
    assert ["birthday" in name for name in named] == [True, True, *[False] * 4]
    assert "red" in named[2]
    told(1, "The dial", 2, *(events[name] for name in named))
    told(1, "The submarine", 0, 100 * 10 / 64)
    second, twentieth = [(surprise(n / 64), surprise(1 / n)) for n in (63, 45)]
    assert sum(second) == pytest.approx(6) == pytest.approx(sum(twentieth))
    return [
        math.log2(odds), surprise(12 / 52), math.log(52 / 12), math.log10(52 / 12),
        surprise(0.9), surprise(0.81), surprise(1 / 6), 2 + surprise(1 / 6), *second, *twentieth,
        surprise(54 / 64), surprise(1 / 8) / 8, surprise(0.01) / 100, 3 * surprise(1 / 6),
    ]  # fmt: skip


def waiting(believed):
    """Return how many bits wait after 200 orders of the river, in many messages."""
    orders = np.random.default_rng(1).choice(3, size=(20_000, 200), p=R)
    rise = (surprise(believed) - entropy(R))[orders].cumsum(axis=1)
    return rise[:, -1] - np.minimum(0, rise.min(axis=1))  # never fewer than none


def session_3():
    P, words = [0.5, 0.3, 0.2], np.array([1, 2, 2])
    wrong, honest = waiting(S), waiting(R)
    gap = kl_divergence(R, S)
    assert wrong.mean() == pytest.approx(200 * gap, abs=1)
    ends = [np.quantile(x, [0.05, 0.95]) for x in (wrong, honest)]
    told(3, "Whose code", 0, 200 * gap, honest.mean(), *ends[0], *ends[1])
    told(3, "Whose code", 2, *surprise(R))
    told(3, "Whole digits are another matter", 2, S @ words, R @ words)
    told(3, "The ledger", 2, cross_entropy(R, [0.1, 0.1, 0.8]))
    told(3, "Three prices for a Sunday", 2, P @ words, cross_entropy(P, R))
    rain = [surprise(x) for q in (0.7, 0.9) for x in (q, 1 - q)]
    honest = {q: cross_entropy([0.7, 0.3], [q, 1 - q]) for q in (0.7, 0.9, 1)}
    assert honest.pop(1) == math.inf
    error = [0.7 * (1 - q) + 0.3 * q for q in (0.7, 0.9, 1)]
    assert [f"{x:.2f}" for x in error] == ["0.42", "0.34", "0.30"]
    square = [0.7 * (1 - q) ** 2 + 0.3 * q**2 for q in (0.7, 0.9, 1)]
    assert [f"{x:.2f}" for x in square] == ["0.21", "0.25", "0.30"]
    sure, unsure = surprise(0.99), surprise(0.4)
    return [
        cross_entropy(R, S), *surprise(R), cross_entropy(S, R), entropy(R), kl_divergence(R, S),
        cross_entropy(R, [1 / 3] * 3), entropy(P), *rain,
        surprise(0.51), sure, unsure, (9 * sure + unsure) / 10, surprise(1e-15), surprise(1e-7),
        *honest.values(),
    ]  # fmt: skip


def session_5():
    likelihoods = [theta**9 * (1 - theta) ** 4 for theta in (0.3, 0.5, 0.7, 0.9)]
    shown = [f"{x:.6f}" for x in likelihoods]
    assert all(x in text(5) for x in shown)
    assert 14 * math.comb(13, 4) == 10010
    assert 2**13 == 8192
    assert 0.5**1075 == 0 < 0.5**1074
    best = 9 * surprise(9 / 13) + 4 * surprise(4 / 13)
    heads, tails = math.log2(0.7 / 0.5), math.log2(0.3 / 0.5)
    spread = [math.sqrt(9 * 4 / 13**2 / n) for n in (13, 52, 208)]
    tried = [poisson.logpmf([2, 0, 4], rate).sum() for rate in (1, 2, 3)]
    assert tried[1] == pytest.approx(6 * math.log(2) - 6 - math.log(48))
    highest = (9 / 13) ** 9 * (4 / 13) ** 4
    assert 0.00032 < highest < 0.00033
    told(5, "The area under L", 5, 0.00033)
    steep = sum(surprise([0.8, 0.2])) - 2  # for one heads and one tails
    wins = 13 * (1 - binary_entropy(np.arange(14) / 13))
    chance = np.array([math.comb(13, k) for k in range(14)]) / 2**13
    told(
        5,
        "The fair coin against the best",
        2,
        chance @ wins,
        *wins[[3, 4, 5, 6, 7, 8, 9, 10]],
    )
    told(5, "The lab", 2, 9 / 13, 13 - best, 2 * steep, 10 * steep)
    told(5, "Evidence adds", 2, 9 * heads + 4 * tails, 9 * 0.485 - 4 * 0.737)
    below = [times * (13 - best) for times in (1, 4, 16)]
    told(5, "Sharper", 2, 1 / (2 * math.log(2)), *below[:2])
    told(5, "Sharper", 1, below[2], (9 / 13 - 0.5) / spread[0])
    told(5, "Sharper", 0, *((9 / 13 - 0.5) / width for width in spread[1:]))
    climb = [
        np.log2((norm.pdf([0, 1, 3], 1, 1) + norm.pdf([0, 1, 3], 0, w)) / 2).sum()
        for w in (1, 1e-3, 1e-6, 1e-9)
    ]
    told(5, "Half true", 1, *climb)
    told(5, "Half true", 0, climb[3] - climb[2])
    told(5, "If you give it instead, one waiting time", 2, math.log2(60))
    return [
        *map(float, shown), best, 13 - best, 2 ** (13 - best), heads, tails,
        *spread, expon.logpdf(3, scale=3), expon.logpdf(3, scale=3) / math.log(2),
        *tried, tried[1] / math.log(2),
    ]  # fmt: skip


def beetles():
    """Return the floor and the gaps, in bits, of one rate for all and of a logistic curve."""
    dose, n, killed = (np.array(column) for column in zip(*data.beetles(), strict=True))

    def bill(rates):
        seen, called = np.array([killed, n - killed]), np.array([rates, 1 - rates])
        return -np.sum(seen * np.log2(called)) / n.sum()

    def logistic(line):
        return bill(expit(line[0] + line[1] * (dose - dose.mean())))

    floor = n @ binary_entropy(killed / n) / n.sum()
    one = binary_entropy(killed.sum() / n.sum())
    curve = minimize(logistic, [0, 0]).fun
    return one, floor, one - floor, curve, curve - floor


def session_6():
    sample, fair = [9 / 13, 4 / 13], [0.5, 0.5]
    gap = kl_divergence(sample, [0.8, 0.2])
    assert [42, 31, 27] @ -np.log2(S) == 169
    told(6, "Four colleagues", 1, 100 * entropy(R))
    best = 13 * entropy(sample)
    told(6, "What stood still", 2, 13 * cross_entropy(sample, [0.6, 0.4]), best)
    told(6, "What stood still", 2, 13 * kl_divergence(sample, [0.6, 0.4]), sample[0])
    assert f"{13 * kl_divergence(sample, [0.69, 0.31]):.2f}" == "0.00"
    return [
        cross_entropy(R, S), entropy(R), kl_divergence(R, S), 2 ** cross_entropy(R, S),
        entropy(sample), cross_entropy(sample, [0.8, 0.2]), gap, gap * math.log(2), sample[0],
        *surprise([0.8, 0.2]), *surprise(sample), cross_entropy(sample, [0.6, 0.4]),
        kl_divergence(sample, [0.6, 0.4]), *beetles(),
        kl_divergence(fair, sample), *(cross_entropy([p, 1 - p], [0.7, 0.3]) for p in (1, 0.7, 0.5, 0)),
        coins(0.6, 0.7),
    ]  # fmt: skip


BOARDS = dict(
    enumerate([session_1, session_2, session_3, session_4, session_5, session_6], 1)
)


def test_the_numbers_of_every_plan_that_has_some_are_computed():
    assert set(BOARDS) == {n for n in PLANS if f"\n## {SECTION}\n" in text(n)}


@pytest.mark.parametrize("session", BOARDS)
def test_a_plan_gives_the_numbers_computed_and_no_others(session):
    computed = np.abs([float(x) for x in BOARDS[session]()])
    told = DECIMAL.findall(text(session).replace(section(session, "Votes"), ""))
    digits = {len(number.partition(".")[2]) for number in told}
    rounded = [{f"{x:.{n}f}" for n in digits} for x in computed]
    assert [number for number in told if number not in set().union(*rounded)] == []
    assert [
        x for x, ways in zip(computed, rounded, strict=True) if not ways & {*told}
    ] == []
