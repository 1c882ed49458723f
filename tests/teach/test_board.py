"""Every number that a plan gives for the board is computed here, and none is missing."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from test_plans import PLANS, section, text

from infolib import binary_entropy, entropy, explorers, kl_divergence, perplexity
from infolib import information_content as surprise

SECTION = "Numbers for the board"
DECIMAL = re.compile(r"\d+\.\d{3,}")  # as in chapters and decks
S, R, U = ([0.25, 0.5, 0.25], [0.42, 0.31, 0.27], [0.6, 0.3, 0.1])


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


BOARDS = {2: session_2}


def test_the_numbers_of_every_plan_that_has_some_are_computed():
    assert set(BOARDS) == {n for n in PLANS if f"\n## {SECTION}\n" in text(n)}


@pytest.mark.parametrize("session", BOARDS)
def test_a_plan_gives_the_numbers_computed_and_no_others(session):
    computed = np.abs([float(x) for x in BOARDS[session]()])
    outside = text(session).replace(section(session, "Votes"), "")
    told = DECIMAL.findall(outside)
    as_told = {t: {f"{x:.{len(t.partition('.')[2])}f}" for x in computed} for t in told}
    assert [t for t in told if t not in as_told[t]] == []
    assert [f"{x:.3f}" for x in computed if f"{x:.3f}" not in told] == []
