"""Exercises that answer back: right, or the name of the slip that leads to that answer.

A question is an explorer, so it works on the static page, in Jupyter and by keyboard.
The answer and the slips are computed by `infolib` in the cell that asks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from infolib.explorers._base import Explorer

_WRITTEN = "Where JavaScript runs, this box checks your answer. The solution follows."


_WORDS = {3: "three", 4: "four", 5: "five", 6: "six"}  # digits that may be asked for


def _portable(value: float) -> float | str:
    # JSON has no infinity. Ten digits: every machine computes the same ones.
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return float(f"{value:.10g}")


def _rounds_to(typed: float, unit: float, value: float) -> bool:
    """Whether a number with that unit of its last digit is a rounding of a value."""
    if typed == 0 or float(value).is_integer():  # these are typed as they are
        return math.isclose(typed, value)
    return abs(typed - value) <= unit / 2 * (1 + 1e-9)


def _digits_that_tell(answer: float, others: Iterable[float]) -> int:
    """Return how many digits, two at least, tell a rounded answer from the others."""
    others = list(others)
    needed = 2
    if answer == 0 or math.isinf(answer):
        return needed
    first = math.floor(math.log10(abs(answer)))
    for place in range(first, first - 10, -1):
        unit = 10.0**place
        for typed in (
            math.floor(answer / unit) * unit,
            math.ceil(answer / unit) * unit,
        ):
            if not _rounds_to(typed, unit, answer):
                continue
            digits = math.floor(math.log10(abs(typed) * (1 + 1e-9))) - place + 1
            if any(_rounds_to(typed, unit, other) for other in others):
                needed = max(needed, digits + 1)
    return needed


class _Question(Explorer):
    """A question is an explorer without controls: what it asks is fixed."""

    def __init__(self, label: str, hint: str, **rest: Any) -> None:
        super().__init__()
        self.label = label
        self._asked = {"label": label, "hint": hint, **rest}

    def state(self) -> dict[str, Any]:
        """Return what the ES module reads."""
        return self._asked

    def still(self) -> str:
        """Draw nothing: a question without a script is its text."""
        return ""

    def summary(self) -> str:
        """Return the question and where its answer is."""
        return f"{self.label}: {_WRITTEN}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}(label={self.label!r})"


class NumberQuestion(_Question):
    """A question whose answer is a number.

    The rule of the box: the answer, correctly rounded to the digits typed, is right, if
    these are two significant digits or more. If a slip comes so near to the answer that
    two digits do not tell them apart, the label asks for as many digits as do; with fewer,
    the reply is "right so far". A slip is recognised by the same rule. A whole number, a
    formula and a fraction count as exact: 7 or 7.0, 5 ln 2, 2/3.

    Parameters
    ----------
    label : str
        What is asked for, short, with its unit: "H(R), in bits".
    answer : float
        The right answer; may be infinite.
    slips : mapping of str to float
        What somebody gets who makes a known slip, keyed by the sentence to say then.
    hint : str
        Shown when asked for.

    Raises
    ------
    ValueError
        If six digits do not tell two of the values apart, or if a slip, rounded, is the
        whole number that is right.

    Examples
    --------
    >>> from infolib import entropy
    >>> import math
    >>> p = [0.25, 0.5, 0.25]
    >>> NumberQuestion(
    ...     "H(p), in bits", entropy(p),
    ...     slips={"That is in nats.": entropy(p, base=math.e)})
    NumberQuestion(label='H(p), in bits')
    >>> NumberQuestion("π", math.pi, slips={"That is 22/7.": 22 / 7})
    NumberQuestion(label='π, to four significant digits')
    """

    module = "number_question"

    def __init__(
        self,
        label: str,
        answer: float,
        *,
        slips: Mapping[str, float],
        hint: str = "",
    ) -> None:
        named = [("the answer", answer), *slips.items()]
        for (one, a), (other, b) in itertools.combinations(named, 2):
            if a == b or _digits_that_tell(a, [b]) > max(_WORDS):
                raise ValueError(
                    f"in the question {label!r}, {one!r} ({a}) and {other!r} ({b}) cannot "
                    f"be told apart by {_WORDS[max(_WORDS)]} digits: drop one"
                )
        digits = _digits_that_tell(answer, slips.values())
        if digits > 2 and float(answer).is_integer():
            raise ValueError(
                f"in the question {label!r} the whole number {answer} is right, and a slip "
                "rounds to it: drop the slip"
            )
        super().__init__(
            label
            if digits == 2
            else f"{label}, to {_WORDS[digits]} significant digits",
            hint,
            answer=_portable(answer),
            slips=[[text, _portable(value)] for text, value in slips.items()],
            digits=digits,
        )


class ChoiceQuestion(_Question):
    """A question with a few answers to choose from, each with its reply.

    Parameters
    ----------
    label : str
        The question.
    right : str
        The right option.
    wrong : mapping of str to str
        The other options, each with a sentence that says why not.
    why : str
        Why the right one is right.
    order : sequence of int, optional
        Positions of the options on the page, `right` being number 0; alphabetical
        unless given.
    hint : str
        Shown when asked for.

    Examples
    --------
    >>> question = ChoiceQuestion(
    ...     "Halving p changes the information by", "+1 bit",
    ...     {"×2": "That holds from ½ to ¼ only."}, why="log₂ 2 = 1.")
    >>> question.check("×2")
    'That holds from ½ to ¼ only.'
    """

    module = "choice_question"

    def __init__(
        self,
        label: str,
        right: str,
        wrong: Mapping[str, str],
        *,
        why: str,
        order: Sequence[int] | None = None,
        hint: str = "",
    ) -> None:
        if right in wrong:
            raise ValueError(f"in the question {label!r}, {right!r} is right and wrong")
        options = [[right, f"Right. {why}", True]]
        options += [[text, reply, False] for text, reply in wrong.items()]
        options = sorted(options) if order is None else [options[i] for i in order]
        super().__init__(label, hint, options=options)

    def check(self, option: str) -> str:
        """Return what the box says to that option."""
        replies = {text: str(reply) for text, reply, _ in self.state()["options"]}
        if option not in replies:
            raise ValueError(f"{option!r} is not one of the options {list(replies)}")
        return replies[option]
