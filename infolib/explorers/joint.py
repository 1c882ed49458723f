"""The explorers of the chapter on two variables."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infolib import binary_entropy, entropy, mutual_information
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import (
    Rule,
    control,
    letters,
    list_of,
    on_grid,
    one_of,
    shares,
    table,
    whole,
)


class PaintJoint(Explorer):
    """A joint table to paint: what one variable tells about the other.

    Parameters
    ----------
    p : sequence of float
        Joint probabilities of stall and size: the three sizes by the river, then those at
        the station.
    """

    module = "paint_joint"
    p = control([0.15, 0.2, 0.15, 0.15, 0.2, 0.15], shares(6, 6))

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Refuse what is no distribution."""
        entropy(values["p"])  # says why
        return values

    def still(self) -> str:
        """Draw the table as bars, one for each pair."""
        names = list(product(self.words["stalls"], self.words["sizes"]))
        return _still.bars(
            self.p,
            labels=[f"{stall[0]}, {size[0]}" for stall, size in names],
            x_label=self.words["pair"],
            y_label=self.words["probability"],
            describe=self.say("describe_table", cells=self._cells(names)),
        )

    def _cells(self, names: Sequence[tuple[str, str]]) -> str:
        return ", ".join(
            self.say("cell", stall=stall, size=size, p=show(p, 2))
            for (stall, size), p in zip(names, self.p, strict=True)
        )

    def summary(self) -> str:
        """Say what the size tells about the stall."""
        joint = np.reshape(self.p, (2, 3))
        told = mutual_information(joint)
        return self.say("summary", told=told, stall=entropy(joint.sum(axis=1)))


_NOISE = [k / 100 for k in range(101)]
_PEOPLE = 8


class NoisyTelephone(Explorer):
    """A fair bit whispered from one person to the next: what arrives of it.

    Parameters
    ----------
    f : float
        The chance that a whisper turns the bit over, one of 0, 0.01, ..., 1.
    third : {"repeat", "deny", "shout"}
        What the third person does: pass on what she heard, say the opposite, or say 1
        whatever she heard.
    seed : int
        Which messages and which noise are shown: drawn with this seed.
    """

    module = "noisy_telephone"
    f = control(0.1, on_grid(_NOISE))
    third = control("repeat", one_of("repeat", "deny", "shout"))
    seed = control(1, whole(1))

    @table
    def bits(self) -> list[list[float]]:
        """What the k-th person knows of the first bit, for each noise from 0 to ½."""
        whispers = np.arange(_PEOPLE + 1)
        return [
            np.round(1 - binary_entropy((1 - (1 - 2 * f) ** whispers) / 2), 6).tolist()
            for f in _NOISE[:51]
        ]

    def _left(self) -> list[float]:
        return self.bits[min(round(100 * self.f), round(100 - 100 * self.f))]

    def still(self) -> str:
        """Draw what is left after each whisper, if all pass on what they heard."""
        left = self._left()
        return _still.bars(
            left,
            labels=[str(k) for k in range(_PEOPLE + 1)],
            x_label=self.words["whispers"],
            y_label=self.words["left"],
            describe=self.say(
                "describe_bars", bars=", ".join(show(bits, 3) for bits in left)
            ),
        )

    def summary(self) -> str:
        """Say what one whisper leaves, and all."""
        left = self._left()
        return self.say("summary", f=self.f, one=left[1], all=left[-1], n=_PEOPLE)


_DIGITS = "012345"
_CODES = ["".join(digits) for digits in product(_DIGITS, repeat=4)]
_GUESSES = 8
_text = letters(_DIGITS, 4)


def _four(value: Any) -> str:
    text = _text(value)
    if len(text) < 4:
        raise ValueError(f"must have 4 digits, got {text!r}")
    return text


_code = Rule(_four, _text.takes)
_maybe: Rule[str | None] = Rule(
    lambda value: None if value is None else _four(value), _text.takes
)


def answer(guess: str, code: str) -> list[int]:
    """Return how many digits are right and in their place, and how many are elsewhere.

    >>> answer("0012", "1203")
    [0, 3]
    """
    black = sum(g == c for g, c in zip(guess, code, strict=True))
    both = sum((Counter(guess) & Counter(code)).values())
    return [black, both - black]


_ANSWERS = 25  # of each kind 0 to 4


@cache
def _kinds() -> NDArray[np.int8]:
    """Return which of the answers each guess, down the rows, gets of each code."""
    every = np.array([list(code) for code in _CODES], dtype=np.int8)
    counts = (every[..., np.newaxis] == np.arange(len(_DIGITS))).sum(axis=1)
    black, both = np.zeros((2, len(_CODES), len(_CODES)), dtype=np.int8)
    for place in every.T:
        black += place[:, np.newaxis] == place
    for count in counts.T.astype(np.int8):
        both += np.minimum(count[:, np.newaxis], count)
    return 5 * black + (both - black)


def _sizes(codes: Sequence[str]) -> NDArray[np.int64]:
    """Return how many of the codes give each answer, along the columns, to each guess."""
    kinds = _kinds()[:, [int(code, len(_DIGITS)) for code in codes]]
    place = kinds + _ANSWERS * np.arange(len(_CODES))[:, np.newaxis]
    counted = np.bincount(place.ravel(), minlength=_ANSWERS * len(_CODES))
    return counted.reshape(len(_CODES), _ANSWERS)


@cache
def question(codes: tuple[str, ...]) -> str:
    """Return the guess whose answer has most entropy, if these codes are left.

    Of equally good guesses it is one that may be the code itself, and the first of them.

    >>> question(("0123", "0132"))
    '0123'
    """
    sizes = np.sort(_sizes(codes), axis=1)  # equal parts, equal sums
    # With n codes in a part and N in all, the entropy is log2 N minus this over N.
    left = np.sum(sizes * np.log2(np.maximum(sizes, 1)), axis=1).round(9)
    best = [_CODES[i] for i in np.flatnonzero(left == left.min())]
    return next((guess for guess in best if guess in codes), best[0])


def rival(secret: str) -> list[str]:
    """Return the guesses with which the computer finds a code: each asks for most bits.

    >>> rival("0000")
    ['0123', '1445', '0002', '0000']
    """
    codes, guesses = tuple(_CODES), [question(tuple(_CODES))]
    while guesses[-1] != secret:
        told = answer(guesses[-1], secret)
        codes = tuple(c for c in codes if answer(guesses[-1], c) == told)
        guesses.append(question(codes))
    return guesses


class Mastermind(Explorer):
    """Mastermind against the computer, every guess paid in bits.

    Four digits from 0 to 5 are hidden. An answer says how many digits of the guess are
    right and in their place, and how many are right and elsewhere.

    Parameters
    ----------
    draft : str
        The guess that is being put together: four digits from 0 to 5.
    guesses : sequence of str
        The guesses made, at most eight.
    secret : str, optional
        The hidden code. Unless given, the page hides one at random.
    """

    module = "mastermind"
    draft = control("0000", _code)
    guesses = control(list[str], list_of(_code, 0, _GUESSES))
    secret = control(None, _maybe)

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Refuse guesses at nothing, and guesses after the right one."""
        guesses, secret = values["guesses"], values["secret"]
        if guesses and secret is None:
            raise ValueError("guesses need a secret: set both at once")
        if secret in guesses[:-1]:
            raise ValueError(f"guesses must end with the secret {secret!r}")
        return values

    @table
    def opening(self) -> str:
        """The first guess of the computer."""
        return question(tuple(_CODES))

    def _parts(self) -> list[int]:
        """Return how many codes give each answer to the first guess of the computer."""
        told = Counter(tuple(answer(self.opening, code)) for code in _CODES)
        return sorted(told.values(), reverse=True)

    def still(self) -> str:
        """Draw how the codes are split by the first guess of the computer."""
        parts = self._parts()
        return _still.bars(
            [n / len(_CODES) for n in parts],
            labels=[""] * len(parts),
            x_label=self.say("still_x", guess=self.opening),
            y_label=self.words["share"],
            describe=self.say("still", guess=self.opening, n=len(parts)),
        )

    def summary(self) -> str:
        """Say what there is to find, and what the best first question asks for."""
        shares_left = [n / len(_CODES) for n in self._parts()]
        return self.say(
            "summary",
            n=len(_CODES),
            all=math.log2(len(_CODES)),
            guess=self.opening,
            worth=entropy(shares_left),
        )
