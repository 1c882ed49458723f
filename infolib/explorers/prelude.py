"""The explorer of the prelude: samples drawn one by one."""

from __future__ import annotations

from typing import Any

import numpy as np

from infolib import kl_divergence
from infolib.explorers import _still
from infolib.explorers._base import Explorer
from infolib.explorers._state import control, one_of, table, whole

_DRAWS = 200
_SOURCES: dict[str, dict[str, Any]] = {
    "coin": {"labels": ["heads", "tails"], "p": [0.5, 0.5]},
    "wheel": {
        "labels": ["blank", "sweet", "ball", "bear"],
        "p": [0.5, 0.3, 0.15, 0.05],
    },
}
# Chosen for what they show. The first coin starts with heads, tails; the first wheel
# starts with the 20 spins of the chapter; on the second wheel no bear comes for long.
_SEEDS = {"coin": [8, 48, 29, 6, 34], "wheel": [11, 12, 8, 0, 2]}


def _record(p: list[float], seed: int) -> dict[str, Any]:
    """Draw a sequence; measure, after each draw, how far the shares are from `p`."""
    # By hand, because numpy promises the same `random` for ever, but not `choice`.
    uniform = np.random.default_rng(seed).random(_DRAWS)
    draws = np.searchsorted(np.cumsum(p)[:-1], uniform, side="right")
    counts = np.cumsum(np.eye(len(p))[draws], axis=0)
    shares = counts / np.arange(1, _DRAWS + 1)[:, None]
    variation = np.abs(shares - p).sum(axis=1) / 2
    divergence = kl_divergence(shares, np.broadcast_to(p, shares.shape))
    return {
        "draws": "".join(map(str, draws.tolist())),
        "tv": [round(x, 6) for x in variation.tolist()],
        "kl": [round(x, 6) for x in divergence.tolist()],
    }


class DrawSamples(Explorer):
    """Draw from a known distribution, and watch how far the sample's shares are off.

    Parameters
    ----------
    source : {"coin", "wheel"}
        What is drawn from: a fair coin, or the wheel (0.5, 0.3, 0.15, 0.05).
    sequence : int
        Which of five fixed sequences of 200 draws, 1 to 5.
    n : int
        How many of its draws have been made, 0 to 200.
    measure : {"kl", "tv"}
        What the curve shows: KL(p̂‖p) in bits, or the total variation.
    """

    module = "draw_samples"
    source = control("coin", one_of(*_SOURCES))
    sequence = control(1, whole(1, 5))
    n = control(0, whole(0, _DRAWS))
    measure = control("kl", one_of("kl", "tv"))

    @table
    def table(self) -> dict[str, dict[str, Any]]:
        """The sources, each with the records of its sequences."""
        return {
            name: {**source, "records": [_record(source["p"], s) for s in _SEEDS[name]]}
            for name, source in _SOURCES.items()
        }

    def _drawn(self) -> dict[str, Any]:
        record: dict[str, Any] = self.table[self.source]["records"][self.sequence - 1]
        return record

    def _shares(self) -> list[float]:
        draws = self._drawn()["draws"][: self.n]
        outcomes = range(len(_SOURCES[self.source]["p"]))
        return [draws.count(str(k)) / max(self.n, 1) for k in outcomes]

    def still(self) -> str:
        """Draw the shares of the sample, or the truth where nothing is drawn yet."""
        labels = _SOURCES[self.source]["labels"]
        heights = self._shares() if self.n else _SOURCES[self.source]["p"]
        return _still.bars(
            heights,
            labels=labels,
            x_label=f"outcome, {self.n} draws",
            y_label="share" if self.n else "probability",
            describe="Bars: "
            + ", ".join(f"{k}: {x:.2f}" for k, x in zip(labels, heights, strict=True)),
        )

    def summary(self) -> str:
        """Say how far the shares are from the truth."""
        if self.n == 0:
            return "Nothing is drawn yet: the bars show the true distribution p."
        record = self._drawn()
        variation, divergence = record["tv"][self.n - 1], record["kl"][self.n - 1]
        return (
            f"After {self.n} draws the shares are at total variation {variation:.4f} "
            f"and at KL divergence {divergence:.4f} bits from the truth."
        )
