"""Exercises that answer back: right, or the name of the slip that leads to that answer.

A question is an explorer, so it works on the static page, in Jupyter and by keyboard.
The answer and the slips are computed by `infolib` in the cell that asks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from infolib.explorers._base import Explorer

_WRITTEN = "Where JavaScript runs, this box checks your answer. The solution follows."


def _portable(value: float) -> float | str:
    # JSON has no infinity. Ten digits: every machine computes the same ones.
    return str(value) if math.isinf(value) else float(f"{value:.10g}")


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
        super().__init__(
            label,
            hint,
            answer=_portable(answer),
            slips=[[text, _portable(value)] for text, value in slips.items()],
            tolerance=tolerance,
        )

    def check(self, value: float) -> str:
        """Return what the box says to that number."""

        def hit(target: float | str) -> bool:
            goal = float(target)
            return value == goal or abs(value - goal) <= tolerance * (1 + 1e-9)

        asked = self.state()
        tolerance = asked["tolerance"]
        if hit(asked["answer"]):
            return "Right."
        for text, slip in asked["slips"]:
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
