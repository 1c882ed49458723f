"""The explorers of the chapter on cross-entropy."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from infolib import cross_entropy, entropy, information_content
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import (
    control,
    list_of,
    on_grid,
    one_of,
    shares,
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
        q = np.minimum(self.q, 1)  # that of a certain symbol may be rounded up
        heights = information_content(q).tolist()
        return _still.blocks(
            self.p,
            [min(h, _TALLEST) for h in heights],
            labels=list(_LETTERS[: len(self.p)]),
            x_label=self.words["still_width"],
            y_label=self.words["height"],
            describe=self.say(
                "still",
                blocks=", ".join(
                    self.say("still_block", name=name, width=x, height=show(y, 2))
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
    """Twenty days of forecasts against a rival who announces what both know.

    Parameters
    ----------
    p : float
        True chance of rain, one of 0, 0.05, ..., 1.
    q : float
        What is announced next, one of 0, 0.01, ..., 1.
    score : {"log", "absolute"}
        How forecasts are paid for: by log-loss or by absolute error.
    said : sequence of int
        What was announced on the days so far, in hundredths.
    weather : int
        Which weather comes, by the seed of its random numbers.
    """

    module = "forecasters_bill"
    p = control(0.7, on_grid(_CHANCES))
    q = control(0.5, on_grid(_FORECASTS))
    score = control("log", one_of("log", "absolute"))
    said = control(list[int], list_of(whole(0, 100), 0, 20))
    weather = control(1, whole(0))

    def curve(self) -> list[float]:
        """Return the expected log-loss of each forecast 0, 0.01, ..., 1, in bits."""
        forecasts = [[q, 1 - q] for q in _FORECASTS]
        bills: list[float] = cross_entropy([self.p, 1 - self.p], forecasts).tolist()
        return bills

    def still(self) -> str:
        """Draw the expected log-loss against the forecast."""
        shown = slice(2, 99, 2)
        return _still.line(
            _FORECASTS[shown],
            self.curve()[shown],
            x_label=self.say("still_x"),
            y_label=self.say("still_y"),
            describe=self.say("still", p=self.p),
            dot=min(max(round(50 * self.p) - 1, 0), 48),
        )

    def summary(self) -> str:
        """Say what the forecast shown costs on average, and what honesty costs."""
        curve = self.curve()
        bill, honest = (curve[_FORECASTS.index(x)] for x in (self.q, self.p))
        return self.say(
            "summary", p=self.p, q=self.q, bill=show(bill), honest=show(honest)
        )
