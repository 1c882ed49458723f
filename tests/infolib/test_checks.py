"""Exercises in code: each slip is named, no answer is told, and nothing gets out."""

from __future__ import annotations

import functools
import itertools
import math
import re
import sys
import time
import warnings
from fractions import Fraction

import numpy as np
import pytest

from infolib import checks, entropy
from infolib.checks import check
from infolib.exercises import EXERCISES, Exercise
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
    assert repr(verdict) == f"✓ Right on all {len(exercise.tries)} tries."


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("nothing", [None, ...])
def test_a_skeleton_is_not_answered_yet(name, nothing):
    verdict = check(named(name, lambda *args: nothing))
    assert verdict.passed is None
    assert repr(verdict) == "… Not answered yet."


@pytest.mark.parametrize(("name", "slip", "function"), SLIPS)
def test_a_slip_is_named_with_the_first_try_that_shows_it(name, slip, function):
    verdict = check(named(name, function))
    assert verdict.passed is False
    assert verdict.reason == slip
    seen, said = verdict.text.split("\n")
    assert said == words("checks")["slips"][slip]
    assert seen.startswith(f"{name}(")


def test_every_slip_of_the_words_is_a_slip_of_an_exercise():
    used = {slip for exercise in EXERCISES.values() for slip, _ in exercise.slips}
    assert used == set(words("checks")["slips"])


@pytest.mark.parametrize("name", EXERCISES)
def test_what_is_wrong_at_random_does_not_pass(name):
    rng = np.random.default_rng(1)
    exercise = EXERCISES[name]
    right = [np.asarray(exercise.reference(*args), float) for args in exercise.tries]
    for _ in range(5):
        factor, shift = rng.normal(size=2)
        mixed = iter(factor * value + shift for value in right)
        verdict = check(named(name, lambda *args, mixed=mixed: next(mixed)))
        assert verdict.passed is False
        constant = rng.normal(size=right[0].shape)
        verdict = check(named(name, lambda *args, constant=constant: constant))
        assert verdict.passed is False


@pytest.mark.parametrize("name", EXERCISES)
def test_one_wrong_number_is_enough(name):
    exercise = EXERCISES[name]
    for place in range(len(exercise.tries)):
        calls = itertools.count()

        def wrong_once(*args, calls=calls, place=place, exercise=exercise):
            value = np.asarray(exercise.reference(*args), float)
            return np.where(np.isfinite(value), value, 0) + (next(calls) == place)

        verdict = check(named(name, wrong_once))
        assert verdict.passed is False


@pytest.mark.parametrize(("name", "slip", "function"), SLIPS)
def test_a_verdict_holds_nothing_but_the_call_its_outcome_and_words(
    name, slip, function
):
    """So it cannot hold the answer: the words are the same whatever was tried."""
    calls = {}

    def watched(*args):
        call = checks._written(name, args)
        try:
            calls[call] = value = function(*args)
        except Exception as error:
            calls[call] = error
            raise
        return value

    text = check(named(name, watched)).text.split("\n")[0]
    (call,) = [call for call in calls if text.startswith(f"{call} ")]
    told = re.fullmatch(
        r"(?:returns|raises) (.*?)\.(?: [A-Z].*)?", text[len(call) + 1 :]
    )[1]
    if isinstance(calls[call], Exception):
        assert told == f"{type(calls[call]).__name__}: {calls[call]}"
    else:
        assert told == checks._digits(np.asarray(calls[call], float))


def test_no_sentence_that_names_a_slip_has_a_place_to_fill():
    said = words("checks")["slips"].values()
    assert [text for text in said if "{" in text] == []


def test_two_slips_at_once_are_named_one_by_one():
    def natural(p):
        return -np.sum(p * np.log(p))

    def bits(p):
        return -np.sum(p * np.log2(p))

    assert check(named("my_entropy", natural)).reason == "nats"
    assert check(named("my_entropy", bits)).reason == "zero"


def test_a_number_in_common_is_not_yet_a_slip():
    verdict = check(named("my_entropy", lambda p: 2.0))  # the plain sum of (1/2, 1/2)
    assert verdict.reason == "value"
    assert verdict.text.endswith(words("checks")["by_hand"])


# What a function may return.


@pytest.mark.parametrize(
    "kind",
    [
        float,
        np.float32,
        np.array,
        Fraction,
        lambda x: np.array(Fraction(x)),
        lambda x: np.float64(x) * np.array(1),
    ],
)
def test_any_kind_of_number_will_do(kind):
    def half(p):
        return kind(entropy(p))

    tries = [(np.array([0.5, 0.5]),), (np.array([0.25] * 4),)]
    exercise = Exercise(entropy, tries, [])
    assert all(
        checks._call(half, args).agrees(checks._call(exercise.reference, args))
        for args in tries
    )


def hostile_text():
    class Error(Exception):
        def __str__(self):
            raise SystemExit

    raise Error


class HostileRepr:
    def __repr__(self):
        raise RuntimeError

    def __array__(self, *args, **kwargs):
        raise SystemExit


def endless_loop():
    while True:
        pass


def endless_lines():
    number = 1
    while number:
        number += 1


def endless_generator():
    return all(number >= 0 for number in itertools.count())


def endless_recursion():
    return endless_recursion()


def stubborn_loop():
    while True:
        try:
            len([1])
        except Exception:
            continue


def grumble():
    warnings.warn("look", stacklevel=1)
    return np.log2(np.zeros(1)).sum() / 0


def chatter():
    print("x" * 1_000_000)
    print("y" * 1_000_000, file=sys.stderr)
    return 1.0


def leave_numpy_broken():
    np.log2 = np.log
    np.asarray = np.allclose = math.log2 = np.mine = math.mine = None
    del math.e
    return 1.0


def from_list():
    return np.array([1, 2]).append(3)


HOSTILE = {
    endless_loop: "endless",
    endless_lines: "endless",
    endless_generator: "endless",
    stubborn_loop: "endless",
    endless_recursion: "error",
    lambda: sys.exit(): "error",
    lambda: 1 / 0: "error",
    lambda: [][1]: "error",
    hostile_text: "error",
    from_list: "error",
    lambda: float("nan"): "value",
    lambda: math.inf: "value",
    chatter: "value",
    grumble: "value",
    leave_numpy_broken: "type",
    lambda: np.seterr(all="raise"): "type",
    lambda: "1.0": "type",
    lambda: b"1": "type",
    lambda: {"a": 1}: "type",
    lambda: 1j: "type",
    lambda: [[1, 2], [3]]: "type",
    lambda: iter([1.0]): "type",
    lambda: print: "type",
    lambda: np.datetime64("2026-01-01"): "type",
    lambda: ["1", "2"]: "type",
    HostileRepr: "error",
    lambda: []: "several",
    lambda: np.zeros((2, 2)): "several",
    lambda: np.zeros(10**6): "several",
}


@pytest.fixture
def world(monkeypatch):
    """Compare what a check could have changed before and after it."""
    monkeypatch.setattr(checks, "SECONDS", 0.2)

    def look():
        modules = [dict(vars(module)) for module in (np, math)]
        streams = sys.stdout, sys.stderr, sys.gettrace(), np.geterr(), sys.path[:]
        return modules, streams, warnings.filters[:]

    before = look()
    yield
    assert look() == before


@pytest.mark.parametrize("deed", HOSTILE, ids=lambda deed: deed.__name__)
def test_whatever_a_function_does_there_is_a_verdict_and_nothing_gets_out(
    world, deed, capfd
):
    began = time.monotonic()
    verdict = check(named("my_entropy", lambda p: deed()))
    assert verdict.passed is False
    assert verdict.reason == HOSTILE[deed]
    assert time.monotonic() - began < 5
    assert len(repr(verdict)) < 400
    assert repr(verdict).count("\n") <= 1
    assert capfd.readouterr() == ("", "")
    entropy_of_four = check(named("my_entropy", entropy))
    assert entropy_of_four.passed is True


def test_to_write_into_an_argument_is_named(world):
    def my_entropy(p):
        p[p == 0] = 1
        return -np.sum(p * np.log2(p))

    first = EXERCISES["my_entropy"].tries[0][0].copy()
    verdict = check(my_entropy)
    assert verdict.reason == "changes"
    assert "my_entropy(np.array([0.5, 0.5]))" in verdict.text
    assert np.array_equal(EXERCISES["my_entropy"].tries[0][0], first)


def test_the_tries_are_those_of_before_whatever_is_done_to_them():
    def my_entropy(p):
        p.flags.writeable = True
        p[:] = 1
        return 0.5

    check(my_entropy)
    assert check(named("my_entropy", entropy)).passed is True
    assert np.array_equal(EXERCISES["my_entropy"].tries[0][0], [0.5, 0.5])


def test_a_copy_may_be_written_into():
    def my_entropy(p):
        p = p.copy()
        p[p == 0] = 1
        return -np.sum(p * np.log2(p))

    assert check(my_entropy).passed is True


def test_to_print_is_not_to_return(capfd):
    verdict = check(named("my_entropy", lambda p: print(entropy(p))))
    assert verdict.reason == "prints"
    assert verdict.passed is False
    assert capfd.readouterr() == ("", "")


def test_a_way_without_a_return_is_named():
    def my_entropy(p):
        return entropy(p) if p.min() > 0 else None

    verdict = check(my_entropy)
    assert verdict.reason == "nothing"
    assert "my_entropy(np.array([1.0, 0.0]))" in verdict.text


def test_the_wrong_number_of_arguments_is_an_error_in_one_line():
    verdict = check(named("my_entropy", lambda: 1))  # takes any; the lambda does not
    assert verdict.reason == "error"
    assert "TypeError" in verdict.text


@pytest.mark.parametrize(
    "thing",
    [
        1.5,
        None,
        "my_entropy",
        entropy([1]),
        np.sum,
        functools.partial(entropy),
        HostileRepr(),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_what_is_no_function_is_asked_for(thing):
    assert check(thing).reason == "no_function"


def test_another_name_is_no_exercise():
    verdict = check(lambda p: 1)
    assert verdict.reason == "unknown"
    assert "<lambda>" in verdict.text


def test_what_is_to_be_refused_must_be_refused(monkeypatch):
    tries = [(np.array([0.5, 0.5]),), (np.array([0.5, 0.6]),)]
    slips = [("nats", lambda p: entropy(p, base=math.e))]
    monkeypatch.setitem(EXERCISES, "my_strict", Exercise(entropy, tries, slips))

    def my_strict(p):
        if not math.isclose(p.sum(), 1):
            raise ValueError("p must sum to 1")
        return -np.sum(p * np.log2(p))

    assert check(my_strict).passed is True

    def other_error(p):
        return 1.0 if math.isclose(p.sum(), 1) else int([])

    assert check(named("my_strict", other_error)).reason == "error"
    lax = check(named("my_strict", lambda p: -np.sum(p * np.log2(p))))
    assert lax.reason == "accepts"
    assert "my_strict(np.array([0.5, 0.6]))" in lax.text


def test_a_tracer_of_the_caller_goes_on(world):
    seen = []

    def tracer(frame, event, arg):
        seen.append(event)

    sys.settrace(tracer)
    try:
        check(named("my_entropy", entropy))
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(None)


def test_what_takes_its_time_passes():
    def my_entropy(p):
        for _ in range(300):
            total = sum(-x * math.log2(x) for x in p if x > 0)
        return total

    assert check(my_entropy).passed is True
