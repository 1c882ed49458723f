"""The explorer of the prelude: samples drawn one by one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from infolib import kl_divergence
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import control, letters, one_of, table, whole

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
    """Draw from a known distribution; bet whether the sample's shares come closer to it.

    Parameters
    ----------
    source : {"coin", "wheel"}
        What is drawn from: a fair coin, or the wheel (0.5, 0.3, 0.15, 0.05).
    sequence : int
        Which of five fixed sequences of 200 draws, 1 to 5.
    n : int
        How many of its draws have been made, 1 to 200.
    bets : str
        A letter a draw: "c" for a bet that it leads closer to the truth, "f" for
        further away, "-" for no bet.
    measure : {"tv", "kl"}
        What the curve shows: the total variation, or KL(p̂‖p) in bits.
    """

    module = "draw_samples"
    source = control("coin", one_of(*_SOURCES))
    sequence = control(1, whole(1, 5))
    n = control(3, whole(1, _DRAWS))
    bets = control("", letters("cf-", _DRAWS))
    measure = control("tv", one_of("tv", "kl"))

    @table
    def table(self) -> dict[str, dict[str, Any]]:
        """The sources, each with the records of its sequences."""
        return {
            name: {**source, "records": [_record(source["p"], s) for s in _SEEDS[name]]}
            for name, source in _SOURCES.items()
        }

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Keep no bet on a draw that is not made; refuse one that is given."""
        n, bets = values["n"], values["bets"]
        if "bets" in given and len(bets) > n:
            raise ValueError(f"bets must have at most n = {n} letters, got {len(bets)}")
        return {**values, "bets": bets[:n]}

    def _drawn(self) -> dict[str, Any]:
        record: dict[str, Any] = self.table[self.source]["records"][self.sequence - 1]
        return record

    def still(self) -> str:
        """Draw the shares of the sample."""
        labels = _SOURCES[self.source]["labels"]
        draws = self._drawn()["draws"][: self.n]
        shares = [draws.count(str(k)) / self.n for k in range(len(labels))]
        named = ", ".join(f"{k}: {x:.2f}" for k, x in zip(labels, shares, strict=True))
        return _still.bars(
            shares,
            labels=labels,
            x_label=self.say("still_x", n=self.n),
            y_label=self.say("share"),
            describe=self.say("still", shares=named),
        )

    def summary(self) -> str:
        """Say how far the shares are from the truth."""
        variation = show(self._drawn()["tv"][self.n - 1])
        return self.say("summary", n=self.n, tv=variation)
