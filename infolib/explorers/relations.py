"""The explorer of the chapter on how everything is related."""

from __future__ import annotations

from infolib import binary_entropy, cross_entropy
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import control, on_grid, one_of, table, whole
from infolib.explorers.likelihood import TOSSES

_GRID = [k / 100 for k in range(101)]
_MOST = 200


def uniforms(seed: int) -> list[float]:
    """Return the numbers behind the tosses of a seed, as `randomFrom` of ui.mjs does.

    A toss shows heads where its number lies below the chance of heads: one series of
    numbers serves every coin. The first thirteen of seed 0 are made to show the tosses
    of the chapter on likelihood when the coin is fair.
    """
    numbers, full = [], 0xFFFFFFFF
    for i in range(_MOST):
        state = (seed + (i + 1) * 0x6D2B79F5) & full
        z = (state ^ (state >> 15)) * (state | 1) & full
        z ^= z + (z ^ (z >> 7)) * (z | 61) & full
        numbers.append((z ^ (z >> 14)) / 2**32)
    if seed == 0:
        for i, toss in enumerate(TOSSES):
            numbers[i] = (numbers[i] + 1 - toss) / 2
    return numbers


class Cockpit(Explorer):
    """One truth, one sample, one model: one bar, and its four names.

    Parameters
    ----------
    view : {"surprise", "cross", "parts", "likelihood"}
        The name under which the bar is shown.
    theta : float
        The model's chance of heads, one of 0, 0.01, ..., 1.
    truth : float
        The coin's true chance of heads, one of 0, 0.01, ..., 1.
    n : int
        Number of tosses seen, 1 to 200.
    moves : {"second", "first"}
        Which argument the curves vary: the model, or the truth.
    seed : int
        Which tosses, 0 to 999; those of seed 0 begin as in the chapter on likelihood.
    """

    module = "cockpit"
    view = control("surprise", one_of("surprise", "cross", "parts", "likelihood"))
    theta = control(0.5, on_grid(_GRID))
    truth = control(0.5, on_grid(_GRID))
    n = control(13, whole(1, _MOST))
    moves = control("second", one_of("second", "first"))
    seed = control(0, whole(0, 999))

    @table
    def first(self) -> list[int]:
        """The tosses with which seed 0 begins."""
        return TOSSES

    def _bits(self) -> dict[str, str]:
        share = sum(u < self.truth for u in uniforms(self.seed)[: self.n]) / self.n
        bill = cross_entropy([share, 1 - share], [self.theta, 1 - self.theta])
        floor = binary_entropy(share)
        values = {"bill": bill, "floor": floor, "gap": bill - floor}
        return {name: show(self.n * value, 2) for name, value in values.items()}

    def still(self) -> str:
        """Draw the bar in its two parts."""
        bits = self._bits()
        ticks = [self.n * k / 2 for k in range(5)]
        gap = bits["gap"].replace("∞", "inf")
        return _still.ledger(
            [("x-wash", float(bits["floor"])), ("x-wash-q", float(gap))],
            names=[self.say("still_floor", **bits), self.say("still_gap", **bits)],
            ticks=ticks,
            unit=self.words["bits"],
            describe=self.say("still", **bits),
        )

    def summary(self) -> str:
        """Say what the bar is, and its two parts."""
        return self.say("summary", n=self.n, theta=f"{self.theta:.2f}", **self._bits())
