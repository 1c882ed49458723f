"""The explorers of the chapter on entropy."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from infolib import binary_entropy, coding, entropy, information_content
from infolib.explorers import _still
from infolib.explorers._base import Explorer, stored
from infolib.explorers._state import (
    control,
    list_of,
    on_grid,
    one_of,
    shares,
    table,
    whole,
)

_BASES = {"bits": 2.0, "nats": math.e}
_GRID = [k / 100 for k in range(101)]
_KNOBS = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0]  # where a reader guesses the curve
_SYMBOLS = "abcd"
_SOURCES = {
    "½, ¼, ⅛, ⅛": [0.5, 0.25, 0.125, 0.125],
    "0.4, 0.3, 0.2, 0.1": [0.4, 0.3, 0.2, 0.1],
    "0.9, 0.05, 0.03, 0.02": [0.9, 0.05, 0.03, 0.02],
}


class BinaryEntropy(Explorer):
    """The entropy of a coin: first guessed, then a curve and the area of two blocks.

    Parameters
    ----------
    p : float
        Probability of heads, one of 0, 0.01, ..., 1 (the picture looks up a table).
    unit : {"bits", "nats"}
        Unit of every number shown.
    guess : sequence of float
        The reader's guess of the entropy, as shares of that of a fair coin, for the
        coins with p = 0, 0.1, 0.3, 0.5, 0.7, 0.9, 1; each one of 0, 0.01, ..., 1.
    shown : bool
        Whether the curve is shown, and with it how far off the guess is.
    """

    module = "binary_entropy"
    p = control(0.5, on_grid(_GRID))
    unit = control("bits", one_of(*_BASES))
    guess = control([0.5] * len(_KNOBS), list_of(on_grid(_GRID), 7, 7))
    shown = control(False, one_of(False, True))

    @table
    def knobs(self) -> list[float]:
        """The coins whose entropy the reader guesses."""
        return _KNOBS

    @table
    def entropy(self) -> dict[str, list[float]]:
        """The entropy of each coin of the grid."""
        return {
            unit: [round(h, 6) for h in binary_entropy(_GRID, base=base).tolist()]
            for unit, base in _BASES.items()
        }

    @table
    def surprise(self) -> dict[str, list[float | None]]:
        """The surprise of each probability of the grid."""
        return {
            unit: [stored(i) for i in information_content(_GRID, base=base).tolist()]
            for unit, base in _BASES.items()
        }

    def still(self) -> str:
        """Draw the curve with the coin on it."""
        return _still.line(
            _GRID[::2],
            self.entropy[self.unit][::2],
            x_label="p",
            y_label=self.say("in_unit", unit=self.unit),
            describe=self.say("still", unit=self.unit),
            dot=_GRID.index(self.p) // 2,
        )

    def summary(self) -> str:
        """Say the entropy of the coin shown."""
        h = self.entropy[self.unit][_GRID.index(self.p)]
        return self.say("summary", p=self.p, h=h, unit=self.unit)


def _least_variance(bits: float) -> float:
    """Return the least variance that four outcomes 1 to 4 allow at that entropy.

    The best shape is symmetric, (a, ½ − a, ½ − a, a) with 1 + h(2a) bits: pulling the
    centre to an outcome costs variance (checked by a search in the tests).
    """
    tails = np.linspace(0, 0.5, 500_001)
    two_a = float(np.interp(bits - 1, binary_entropy(tails), tails))
    return two_a * 1.5**2 + (1 - two_a) * 0.5**2


class DesignDistribution(Explorer):
    """Drag the bars of a distribution: at least 1.5 bits with the least variance.

    Parameters
    ----------
    p : sequence of float
        Probabilities of the outcomes 1, 2, ..., K, with 2 to 8 outcomes. The challenge
        is one of four outcomes.
    """

    module = "design_distribution"
    p = control([0.4, 0.3, 0.2, 0.1], shares(2, 8))

    @table
    def target(self) -> dict[str, float]:
        """The entropy that the challenge asks for, and the least variance with it."""
        return {"entropy": 1.5, "variance": round(_least_variance(1.5), 6)}

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Refuse what is no distribution."""
        entropy(values["p"])  # says why
        return values

    def still(self) -> str:
        """Draw the bars."""
        return _still.bars(
            self.p,
            labels=[str(i + 1) for i in range(len(self.p))],
            x_label=self.words["outcome"],
            y_label=self.words["probability"],
            describe=self.say(
                "describe_bars",
                bars=", ".join(f"{i}: {x:.2f}" for i, x in enumerate(self.p, 1)),
            ),
        )

    def summary(self) -> str:
        """Say the entropy of the distribution shown."""
        h = entropy(self.p)
        return self.say("summary", h=h, effective=2**h)


class CodeSpace(Explorer):
    """Choose the lengths of four words and see how much of a bar they take.

    Parameters
    ----------
    source : str
        How the symbols a, b, c, d come: one of the keys of `table`.
    lengths : sequence of int
        Digits of the word of each symbol, 1 to 5.
    """

    module = "code_space"
    source = control("½, ¼, ⅛, ⅛", one_of(*_SOURCES))
    lengths = control([2, 2, 2, 2], list_of(whole(1, 5), 4, 4))

    @table
    def table(self) -> dict[str, dict[str, Any]]:
        """The probabilities of each source, its entropy and its best average length."""
        return {
            name: {
                "p": p,
                "entropy": round(entropy(p), 6),
                "best": round(float(np.dot(p, coding.huffman_lengths(p))), 6),
            }
            for name, p in _SOURCES.items()
        }

    def still(self) -> str:
        """Draw the pieces of the bar, as high as their words are long."""
        return _still.blocks(
            [2.0**-length for length in self.lengths],
            self.lengths,
            labels=_SYMBOLS,
            x_label=self.words["piece"],
            y_label=self.words["digits"],
            describe=self.say(
                "still",
                blocks=", ".join(
                    self.say("still_block", name=name, length=length, part=2.0**-length)
                    for name, length in zip(_SYMBOLS, self.lengths, strict=True)
                ),
            ),
        )

    def summary(self) -> str:
        """Say what the lengths cost."""
        used = float(coding.kraft_sum(self.lengths))
        mean = float(np.dot(self.lengths, _SOURCES[self.source]))
        if used > 1:
            return self.say("summary_over", used=used)
        h = self.table[self.source]["entropy"]
        return self.say("summary", used=used, mean=mean, h=h)
