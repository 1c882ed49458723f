"""Exercises that answer back: right, or the name of the slip that leads to that answer.

A question is an explorer, so it works on the static page, in Jupyter and by keyboard.
The answer and the slips are computed by `infolib` in the cell that asks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from infolib.explorers._base import Explorer

_WRITTEN = "Where JavaScript runs, this box checks your answer. The solution follows."


def _portable(value: float) -> float | str:
    # JSON has no infinity. Ten digits: every machine computes the same ones.
    return str(value) if math.isinf(value) else float(f"{value:.10g}")


class _Question(Explorer):
    label = traitlets.Unicode(read_only=True).tag(
        sync=True, explorer=True, control=True
    )
    hint = traitlets.Unicode("", read_only=True).tag(sync=True, explorer=True)

    def still(self) -> str:
        """Draw nothing: a question without a script is its text."""
        return ""

    def summary(self) -> str:
        """Return the question and where its answer is."""
        return f"{self.label}: {_WRITTEN}"


class NumberQuestion(_Question):
    """A question whose answer is a number.

    Parameters
    ----------
    label : str
        What is asked for, short, with its unit: "H(R), in bits".
    answer : float
        The right answer; may be infinite.
    slips : mapping of str to float
        What somebody gets who makes a known slip, keyed by the sentence to say then.
    tolerance : float
        How far from a value still counts as that value. With the default, two
        decimals are enough.
    hint : str
        Shown when asked for.

    Raises
    ------
    ValueError
        If two values are too close to be told apart.

    Examples
    --------
    >>> from infolib import entropy
    >>> import math
    >>> p = [0.25, 0.5, 0.25]
    >>> question = NumberQuestion(
    ...     "H(p), in bits", entropy(p),
    ...     slips={"That is in nats.": entropy(p, base=math.e)})
    >>> question.check(1.04)
    'That is in nats.'
    """

    module = "number_question"
    answer = traitlets.Union(
        [traitlets.Float(), traitlets.Unicode()], read_only=True
    ).tag(sync=True, explorer=True)
    slips: traitlets.List[Any] = traitlets.List(read_only=True).tag(
        sync=True, explorer=True
    )
    tolerance = traitlets.Float(read_only=True).tag(sync=True, explorer=True)

    def __init__(
        self,
        label: str,
        answer: float,
        *,
        slips: Mapping[str, float],
        tolerance: float = 0.005,
        hint: str = "",
    ) -> None:
        named = [("the answer", answer), *slips.items()]
        for (one, a), (other, b) in itertools.combinations(named, 2):
            # Twice, so that no typed number is near enough to both.
            if a == b or abs(a - b) <= 2 * tolerance:
                raise ValueError(
                    f"in the question {label!r}, {one!r} ({a}) and {other!r} ({b}) cannot "
                    f"be told apart with tolerance {tolerance}: drop one or lower it"
                )
        super().__init__()
        self.set_trait("label", label)
        self.set_trait("hint", hint)
        self.set_trait("answer", _portable(answer))
        self.set_trait(
            "slips", [[text, _portable(value)] for text, value in slips.items()]
        )
        self.set_trait("tolerance", tolerance)

    def check(self, value: float) -> str:
        """Return what the box says to that number."""

        def hit(target: float | str) -> bool:
            goal = float(target)
            return value == goal or abs(value - goal) <= self.tolerance * (1 + 1e-9)

        if hit(self.answer):
            return "Right."
        for text, slip in self.slips:
            if hit(slip):
                return str(text)
        return "Not this. The hint may help."


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
    options: traitlets.List[Any] = traitlets.List(read_only=True).tag(
        sync=True, explorer=True
    )

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
        super().__init__()
        self.set_trait("label", label)
        self.set_trait("hint", hint)
        self.set_trait("options", options)

    def check(self, option: str) -> str:
        """Return what the box says to that option."""
        replies = {text: str(reply) for text, reply, _ in self.options}
        if option not in replies:
            raise ValueError(f"{option!r} is not one of the options {list(replies)}")
        return replies[option]
