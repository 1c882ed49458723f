"""The diagnostic: its numbers are infolib's, its wrong answers lead to the book."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from _notebooks import Book

from infolib import (
    bernoulli_log_likelihood,
    cross_entropy,
    entropy,
    gaussian_log_likelihood,
    information_content,
    kl_divergence,
)
from infolib.explorers import Diagnostic

MADE = Diagnostic()
QUESTIONS = {
    (sheet, n): question
    for sheet, questions in MADE.sheets.items()
    for n, question in enumerate(questions, 1)
}
KEYS = Counter(key for q in QUESTIONS.values() for _, key in q["options"])


def option(sheet, n, key=""):
    """Return the answer with a misconception, or the right one."""
    (text,) = [text for text, of in QUESTIONS[sheet, n]["options"] if of == key]
    return text


def test_twelve_ideas_are_asked_twice_and_never_in_the_same_words():
    assert len(MADE.ideas) == len(set(MADE.ideas)) == 12
    assert {sheet: len(asked) for sheet, asked in MADE.sheets.items()} == {
        "before": 12,
        "after": 12,
    }
    assert len({question["ask"] for question in QUESTIONS.values()}) == 24


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q["ask"][:40])
def test_a_question_has_one_right_answer_and_a_belief_behind_each_other(question):
    texts, keys = zip(*question["options"], strict=True)
    assert 3 <= len(set(texts)) == len(texts) <= 4
    assert keys.count("") == 1
    assert len(set(keys)) == len(keys)
    assert set(keys) - {""} <= set(MADE.misconceptions)
    assert not any("of the above" in text for text in texts)


def test_every_misconception_is_met_and_refuted_in_the_book():
    assert set(KEYS) - {""} == set(MADE.misconceptions)
    targets = Book().targets
    for _, place in MADE.misconceptions.values():
        page, _, label = place.partition("#")
        assert targets[label].page == f"book/{page}"


@pytest.mark.parametrize("sheet", MADE.sheets)
def test_no_letter_is_right_more_often_than_seven_times_in_twelve(sheet):
    letters = Counter(MADE.key(sheet))
    assert len(letters) >= 3
    assert max(letters.values()) <= 7


# ---- the numbers


def bits(value, digits=None):
    shown = f"{value:g}" if digits is None else f"{value:.{digits}f}"
    return f"{shown} bits" if digits is None else f"about {shown} bits"


def test_halving():
    assert "3 bits" in QUESTIONS["before", 1]["ask"]
    assert information_content(1 / 8) == 3
    assert option("before", 1) == bits(information_content(1 / 16))
    assert option("before", 1, "inverse") == bits(2 * 3)
    assert option("before", 1, "rare_is_little") == bits(3 / 2)
    one = information_content(0.1)
    assert bits(one, 2) in QUESTIONS["after", 1]["ask"]
    assert option("after", 1) == bits(information_content(0.05), 2)
    assert option("after", 1, "inverse") == bits(2 * one, 2)
    assert option("after", 1, "rare_is_little") == bits(one / 2, 2)


@pytest.mark.parametrize(
    ("sheet", "chances"), [("before", (1 / 4, 1 / 8)), ("after", (1 / 4, 1 / 16))]
)
def test_independent_events(sheet, chances):
    parts = information_content(chances)
    assert option(sheet, 2) == bits(information_content(math.prod(chances)))
    assert option(sheet, 2, "multiplied") == bits(math.prod(parts))
    assert option(sheet, 2, "rarest_only") == bits(max(parts))
    assert option(sheet, 2, "averaged") == bits(np.mean(parts))


def test_which_entropy_is_largest():
    alarms = {
        "on half of the days": 0.5,
        "on one day in a thousand": 1e-3,
        "every day": 1,
    }
    worth = {text: entropy([p, 1 - p]) for text, p in alarms.items()}
    assert option("before", 3).endswith(max(worth, key=worth.get))
    machines = {
        "A and B with chance ½ each": 0.5,
        "A with chance 0.98, B with 0.02": 0.02,
    }
    machines["A only"] = 0
    worth = {text: entropy([p, 1 - p]) for text, p in machines.items()}
    assert {text for text, _ in QUESTIONS["after", 3]["options"]} == set(worth)
    assert option("after", 3) == max(worth, key=worth.get)


def test_values():
    shapes = {"(¼, ½, ¼)": [0.25, 0.5, 0.25], "(½, 0, ½)": [0.5, 0, 0.5]}
    worth = {text: entropy(p) for text, p in shapes.items()}
    assert option("after", 4) == max(worth, key=worth.get)
    spread = {text: np.dot(p, [1, 0, 1]) for text, p in shapes.items()}
    assert option("after", 4, "spread") == max(spread, key=spread.get)


def test_units():
    fair = entropy([0.5, 0.5], base=math.e)
    assert f"{fair:.3f}" in QUESTIONS["before", 5]["ask"]
    assert (
        option("before", 5) == f"{fair:.3f} nats, which is {entropy([0.5, 0.5]):g} bit"
    )
    nats = information_content(0.1, base=math.e)
    assert f"{nats:.3f}" in QUESTIONS["after", 5]["ask"]
    assert option("after", 5) == f"about {information_content(0.1):.2f}"
    assert option("after", 5, "no_unit") == f"{nats:.3f} as well"
    assert option("after", 5, "other_factor") == f"about {nats * math.log(2):.2f}"


@pytest.mark.parametrize(
    ("sheet", "lengths", "chances"),
    [
        ("before", [1, 2, 2], ["0.2", "0.3", "0.5"]),
        ("after", [1, 2, 3, 3], ["0.1", "0.2", "0.3", "0.4"]),
    ],
)
def test_weights_and_lengths(sheet, lengths, chances):
    ask = QUESTIONS[sheet, 6]["ask"]
    assert ", ".join(chances) in ask
    assert listed(lengths) in ask
    p = [float(Fraction(x)) for x in chances]
    q = 2.0 ** -np.array(lengths)
    assert float(option(sheet, 6)) == pytest.approx(cross_entropy(p, q))
    assert float(option(sheet, 6, "belief_weighs")) == pytest.approx(entropy(q))
    mean = option(sheet, 6, "plain_mean").removeprefix("about ")
    assert mean == f"{np.mean(lengths):.2f}"


def listed(numbers):
    return ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"


def test_the_floor():
    assert option("before", 7) == f"{cross_entropy([0.5, 0.5], [0.5, 0.5]):g} bit"
    label = [0.7, 0.2, 0.1]
    assert option("after", 7) == bits(entropy(label), 2)
    assert option("after", 7, "counts_errors").startswith(f"{1 - max(label):.1f} bits")


def test_zeros():
    p = [1e-6, 1 - 1e-6]
    assert cross_entropy(p, [0, 1]) == kl_divergence([0.4, 0.5, 0.1], [0.5, 0.5, 0])
    assert option("before", 8) == option("after", 8) == "infinite"
    assert kl_divergence([0.4, 0.5, 0.1], [0.5, 0.5, 0]) == math.inf


def test_two_directions():
    fair, loaded, mirror = [0.5, 0.5], [0.9, 0.1], [0.1, 0.9]
    assert kl_divergence(fair, loaded) != pytest.approx(kl_divergence(loaded, fair))
    assert kl_divergence(loaded, mirror) == pytest.approx(kl_divergence(mirror, loaded))


def test_likelihoods():
    likelihood = 2 ** bernoulli_log_likelihood([1] * 7 + [0] * 3, 0.7)
    assert f"about {likelihood:.4f}" in QUESTIONS["before", 11]["ask"]
    density = 2 ** gaussian_log_likelihood([0.0], 0, 0.1)
    assert f"likelihood {density:.2f}" in QUESTIONS["after", 11]["ask"]
    assert option("after", 11).endswith(f"{density:.2f}")


def test_one_optimum():
    shares = np.array([9, 4]) / 13
    heads = np.arange(1, 260) / 260
    gaps = kl_divergence(np.tile(shares, (259, 1)), np.column_stack([heads, 1 - heads]))
    assert heads[gaps.argmin()] == 9 / 13
    assert option("after", 12) == "9/13"
