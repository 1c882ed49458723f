"""The explorers of the chapter on cross-entropy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from infolib import cross_entropy, entropy, information_content
from infolib.explorers import _still
from infolib.explorers._base import Explorer

_CHANCES = [k / 20 for k in range(21)]
_FORECASTS = [k / 100 for k in range(101)]


def _finite(values: Sequence[float], digits: int) -> list[float | None]:
    # JSON has no infinity; the page prints null as ∞.
    return [None if math.isinf(v) else round(v, digits) for v in values]


def _coins(heads: Sequence[float]) -> Any:
    p = np.array(heads)
    return np.column_stack([p, 1 - p])


_BILLS = [
    _finite(cross_entropy([p, 1 - p], _coins(_FORECASTS)).tolist(), 6) for p in _CHANCES
]
_SURPRISE = _finite(information_content(_FORECASTS).tolist(), 6)
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
    """

    module = "whose_code"
    p = traitlets.List(traitlets.Float(), [0.42, 0.31, 0.27]).tag(
        sync=True, explorer=True, control=True
    )
    q = traitlets.List(traitlets.Float(), [0.25, 0.5, 0.25]).tag(
        sync=True, explorer=True, control=True
    )
    block = traitlets.Enum(["1", "2", "4"], "1").tag(sync=True, explorer=True)
    message = traitlets.Int(0).tag(sync=True, explorer=True)

    @traitlets.validate("p", "q")
    def _distributions(self, proposal: Any) -> Sequence[float]:
        value: Sequence[float] = proposal["value"]
        name = proposal["trait"].name
        other = self.q if name == "p" else self.p
        if not 2 <= len(value) <= len(_LETTERS):
            raise traitlets.TraitError(
                f"{name} must have 2 to {len(_LETTERS)} symbols, got {len(value)}"
            )
        if len(other) != len(value):
            raise traitlets.TraitError(
                f"p and q must have equally many symbols, got {len(value)} in {name} "
                f"and {len(other)} in the other; set both inside hold_trait_notifications()"
            )
        entropy(value)  # refuses what is no distribution, and says why
        return value

    def still(self) -> str:
        """Draw the skyline: as wide as p, as high as the surprise under q."""
        heights = information_content(self.q).tolist()
        return _still.blocks(
            self.p,
            [min(h, _TALLEST) for h in heights],
            labels=list(_LETTERS[: len(self.p)]),
            x_label="width: p",
            y_label="height: −log₂ q, bits",
            describe="Blocks as wide as p and as high as the surprise under q: "
            + ", ".join(
                f"{name} {x:.2f} by {y:.2f}"
                for name, x, y in zip(_LETTERS, self.p, heights, strict=False)
            ),
        )

    def summary(self) -> str:
        """Say what a symbol costs, and what it would cost with p's own code."""
        bill, floor = cross_entropy(self.p, self.q), entropy(self.p)
        if math.isinf(bill):
            return (
                "q rules out a symbol that p sends: no finite number of bits is enough."
            )
        return (
            f"Symbols from p in the code of q cost {bill:.4f} bits each: "
            f"H(p) = {floor:.4f} bits and a gap of {bill - floor:.4f}."
        )


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
    p = traitlets.Float(0.7).tag(sync=True, explorer=True, control=True)
    q = traitlets.Float(0.9).tag(sync=True, explorer=True, control=True)
    season = traitlets.Int(0).tag(sync=True, explorer=True)
    bills: traitlets.List[Any] = traitlets.List(_BILLS, read_only=True).tag(
        sync=True, explorer=True
    )
    surprise: traitlets.List[Any] = traitlets.List(_SURPRISE, read_only=True).tag(
        sync=True, explorer=True
    )

    @traitlets.validate("p", "q")
    def _on_the_grid(self, proposal: Any) -> float:
        value: float = proposal["value"]
        name = proposal["trait"].name
        grid = _CHANCES if name == "p" else _FORECASTS
        if value not in grid:
            raise traitlets.TraitError(
                f"{name} must be one of {grid[0]:g}, {grid[1]:g}, ..., 1 (the explorer "
                f"shows a table), got {value}"
            )
        return value

    def still(self) -> str:
        """Draw the expected log-loss against the forecast."""
        curve = _BILLS[_CHANCES.index(self.p)]
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
        curve = _BILLS[_CHANCES.index(self.p)]
        yours = curve[_FORECASTS.index(self.q)]
        honest = curve[_FORECASTS.index(self.p)]
        bill = "infinitely many" if yours is None else f"{yours:.4f}"
        return (
            f"Rain has chance {self.p:.2f}. Announcing {self.q:.2f} costs {bill} bits a "
            f"day on average, the honest forecast {honest:.4f}."
        )
