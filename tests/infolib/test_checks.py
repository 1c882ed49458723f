"""Exercises in code: each slip is named, no answer is told, and nothing gets out."""

from __future__ import annotations

import pytest

from infolib.checks import check
from infolib.exercises import EXERCISES
from infolib.words import words

SLIPS = [
    pytest.param(name, slip, function, id=f"{name}-{slip}-{number}")
    for name, exercise in EXERCISES.items()
    for number, (slip, function) in enumerate(exercise.slips)
]


def named(name, function):
    """Return a function of that name, as a reader would define it."""

    def answer(*args):
        return function(*args)

    answer.__name__ = name
    return answer


# What is right passes, what is not does not.


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_passes(name):
    exercise = EXERCISES[name]
    verdict = check(named(name, exercise.reference))
    assert verdict.passed is True
    assert repr(verdict) == f"✓ {name} is right on all {len(exercise.tries)} tries."


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("nothing", [None, ...])
def test_a_skeleton_is_not_answered_yet(name, nothing):
    verdict = check(named(name, lambda *args: nothing))
    assert verdict.passed is None
    assert repr(verdict).startswith("… Not answered yet")


@pytest.mark.parametrize(("name", "slip", "function"), SLIPS)
def test_a_slip_is_named_with_the_first_try_that_shows_it(name, slip, function):
    verdict = check(named(name, function))
    assert verdict.passed is False
    assert verdict.reason == slip
    seen, said = verdict.text.split("\n  ")
    assert said == words("checks")["slips"][slip]
    assert seen.startswith(f"{name}(")


def test_every_slip_of_the_words_is_a_slip_of_an_exercise():
    used = {slip for exercise in EXERCISES.values() for slip, _ in exercise.slips}
    assert used == set(words("checks")["slips"])
