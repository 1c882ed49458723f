"""Exercises that answer back: right, or the name of the slip that leads to that answer.

A question is an explorer, so it works on the static page, in Jupyter and by keyboard.
The answer and the slips are computed by `infolib` in the cell that asks.
"""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from infolib.explorers import _still
from infolib.explorers._base import Explorer

_MOST = 6  # significant digits that may be asked for


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
        return self.say("summary", label=self.label)

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
            if a == b or _digits_that_tell(a, [b]) > _MOST:
                raise ValueError(
                    f"in the question {label!r}, {one!r} ({a}) and {other!r} ({b}) cannot "
                    f"be told apart by {_MOST} digits: drop one"
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
            else self.words["to_digits"][str(digits)].format(label=label),
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

    Raises
    ------
    ValueError
        If an option is right and wrong, or `order` is no order of the options.

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
        if order is not None and sorted(order) != list(range(1 + len(wrong))):
            raise ValueError(
                f"in the question {label!r}, order must name each of the options 0 to "
                f"{len(wrong)} once, got {list(order)}"
            )
        options = [[right, self.say("right", why=why), True]]
        options += [[text, reply, False] for text, reply in wrong.items()]
        options = sorted(options) if order is None else [options[i] for i in order]
        super().__init__(label, hint, options=options)

    def check(self, option: str) -> str:
        """Return what the box says to that option."""
        replies = {text: str(reply) for text, reply, _ in self.state()["options"]}
        if option not in replies:
            raise ValueError(f"{option!r} is not one of the options {list(replies)}")
        return replies[option]


class Predict(_Question):
    """A prediction to commit before the text goes on, as shares of confidence.

    The reader shares out 100 per cent over the options. The reveal says which one was
    true, and charges the surprise of it under those shares. Beliefs are kept on the
    reader's device, under their names, and add up on the page of beliefs.

    Parameters
    ----------
    name : str
        Of the belief, unlike that of any other in the course.
    question : str
        What is asked.
    options : sequence of str
        Two to eight answers, in the order shown.
    truth : str
        The one that is so.
    why : str
        Said when the truth is revealed.

    Raises
    ------
    ValueError
        If the truth is not one of the options, or these are not two to eight.

    Examples
    --------
    >>> Predict("toss", "How many bits has a toss of a fair coin?", ["½", "1", "2"],
    ...         truth="1", why="log₂ 2 = 1.")
    Predict('toss')
    """

    module = "predict"

    def __init__(
        self, name: str, question: str, options: Sequence[str], *, truth: str, why: str
    ) -> None:
        options = list(options)
        if not 2 <= len(options) <= 8 or len(set(options)) < len(options):
            raise ValueError(f"the belief {name!r} needs 2 to 8 options, each once")
        if truth not in options:
            raise ValueError(f"in the belief {name!r}, {truth!r} is none of {options}")
        super().__init__(
            question,
            "",
            name=name,
            options=options,
            truth=options.index(truth),
            why=why,
        )

    @classmethod
    def number(
        cls,
        name: str,
        question: str,
        ends: Sequence[float],
        *,
        truth: float,
        why: str,
        unit: str = "",
    ) -> Predict:
        """Return a prediction of a number, as shares over the ranges between `ends`.

        Examples
        --------
        >>> Predict.number("dice", "How often must ten dice be halved?", [1, 2, 3, 4, 6, 10],
        ...                truth=2.585, why="log₂ 6 = 2.585.").options[1]
        '2 to 3'
        """
        ends = list(ends)
        if sorted(set(ends)) != ends or truth in ends:
            raise ValueError(
                f"the belief {name!r} needs ascending ends, none of which is the truth {truth}"
            )
        words = cls.words
        ranges = [
            words["range"].format(low=f"{low:g}", high=f"{high:g}", unit=unit).strip()
            for low, high in itertools.pairwise(ends)
        ]
        inside = [low < truth < high for low, high in itertools.pairwise(ends)]
        if not any(inside):
            raise ValueError(
                f"in the belief {name!r}, {truth} is in none of the ranges"
            )
        return cls(name, question, ranges, truth=ranges[inside.index(True)], why=why)

    @property
    def options(self) -> list[str]:
        """The answers among which to share out."""
        options: list[str] = self.state()["options"]
        return options

    def still(self) -> str:
        """Return the question with the answer folded, for where no script runs."""
        asked = self.state()
        items = "".join(f"<li>{html.escape(text)}</li>\n" for text in self.options)
        answer = f"{self.options[asked['truth']]}. {asked['why']}"
        return (
            f"<p>{html.escape(self.label)}</p>\n<ul>\n{items}</ul>\n"
            f"<details><summary>{self.words['still']}</summary>\n"
            f"<p>{html.escape(answer)}</p></details>"
        )

    def summary(self) -> str:
        """Say what happens where a script runs."""
        return self.say("summary")

    def __repr__(self) -> str:
        return f"Predict({self.state()['name']!r})"


class BeliefLedger(Explorer):
    """All that a reader has predicted, and what it cost in bits."""

    module = "belief_ledger"

    def still(self) -> str:
        """Draw the square of calibration, empty."""
        return _still.line(
            [0, 1],
            [0, 1],
            x_label=self.words["stated"],
            y_label=self.words["happened"],
            describe=self.words["still"],
        )

    def summary(self) -> str:
        """Say where the numbers come from."""
        return self.say("summary")
