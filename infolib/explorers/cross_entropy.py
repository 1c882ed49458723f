"""The explorers of the chapter on cross-entropy."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from infolib import cross_entropy, entropy, information_content
from infolib.explorers import _still
from infolib.explorers._base import Explorer, stored
from infolib.explorers._state import (
    control,
    on_grid,
    shares,
    table,
    whole,
)

_CHANCES = [k / 20 for k in range(21)]
_FORECASTS = [k / 100 for k in range(101)]


_LETTERS = "abcdef"
_TALLEST = 8.0  # bits; a taller block would leave no room for the others


class WhoseCode(Explorer):
    """The price of a symbol that follows p in a code made for q.

    Parameters
    ----------
    p : sequence of float
        Probabilities of the symbols a, b, ..., with 2 to 6 of them.
    q : sequence of float
        What the maker of the code believed, as many.
    message : int
        Which message was sent, 0 for none: its symbols are drawn with this seed.
    """

    module = "whose_code"
    p = control([0.42, 0.31, 0.27], shares(2, len(_LETTERS)))
    q = control([0.25, 0.5, 0.25], shares(2, len(_LETTERS)))
    message = control(0, whole(0))

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Refuse what is no pair of distributions over the same symbols."""
        p, q = values["p"], values["q"]
        if len(p) != len(q):
            raise ValueError(
                f"p and q must have equally many symbols, got {len(p)} and {len(q)}; "
                "set both at once: set(p=..., q=...)"
            )
        cross_entropy(p, q)  # refuses what is no distribution, and says why
        return values

    def still(self) -> str:
        """Draw the skyline: as wide as p, as high as the surprise under q."""
        heights = information_content(self.q).tolist()
        return _still.blocks(
            self.p,
            [min(h, _TALLEST) for h in heights],
            labels=list(_LETTERS[: len(self.p)]),
            x_label=self.words["still_width"],
            y_label=self.words["height"],
            describe=self.say(
                "still",
                blocks=", ".join(
                    self.say("still_block", name=name, width=x, height=y)
                    for name, x, y in zip(_LETTERS, self.p, heights, strict=False)
                ),
            ),
        )

    def summary(self) -> str:
        """Say what a symbol costs, and what it would cost with p's own code."""
        bill, floor = cross_entropy(self.p, self.q), entropy(self.p)
        if math.isinf(bill):
            return self.say("summary_forbidden")
        return self.say("summary", bill=bill, floor=floor, gap=bill - floor)


class ForecastersBill(Explorer):
    """The price of announcing q when rain has chance p, by two scores.

    Parameters
    ----------
    p : float
        True chance of rain, one of 0, 0.05, ..., 1.
    q : float
        The announced chance, one of 0, 0.01, ..., 1.
    """

    module = "forecasters_bill"
    p = control(0.7, on_grid(_CHANCES))
    q = control(0.9, on_grid(_FORECASTS))
    season = control(0, whole(0))

    @table
    def bills(self) -> list[list[float | None]]:
        """The expected log-loss: a row for each chance, a column for each forecast."""
        forecasts = [[q, 1 - q] for q in _FORECASTS]
        bills = [cross_entropy([p, 1 - p], forecasts).tolist() for p in _CHANCES]
        return [[stored(bill) for bill in row] for row in bills]

    @table
    def surprise(self) -> list[float | None]:
        """The log-loss of a wet day, for each forecast."""
        return [stored(i) for i in information_content(_FORECASTS).tolist()]

    def _curve(self) -> list[float | None]:
        return self.bills[_CHANCES.index(self.p)]

    def still(self) -> str:
        """Draw the expected log-loss against the forecast."""
        curve = self._curve()
        shown = range(2, 99, 2)
        return _still.line(
            [_FORECASTS[k] for k in shown],
            [curve[k] or 0.0 for k in shown],
            x_label="announced chance of rain",
            y_label="expected log-loss, bits",
            describe="Expected log-loss against the announced chance of rain: lowest "
            f"at the true chance, {self.p:.2f}",
            dot=min(max(round(50 * self.p) - 1, 0), len(shown) - 1),
        )

    def summary(self) -> str:
        """Say what the forecast shown costs on average, and what honesty costs."""
        curve = self._curve()
        yours = curve[_FORECASTS.index(self.q)]
        honest = curve[_FORECASTS.index(self.p)]
        bill = "infinitely many" if yours is None else f"{yours:.4f}"
        return (
            f"Rain has chance {self.p:.2f}. Announcing {self.q:.2f} costs {bill} bits a "
            f"day on average, the honest forecast {honest:.4f}."
        )
