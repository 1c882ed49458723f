"""The explorer of the landing page."""

from __future__ import annotations

from infolib import binary_entropy, cross_entropy
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import control, list_of, on_grid, one_of
from infolib.explorers.likelihood import TOSSES

_BELIEFS = [k / 100 for k in range(1, 100)]  # nothing is impossible


class Coin(Explorer):
    """Toss a coin: how much it surprises, and how much of that a belief costs.

    Parameters
    ----------
    tosses : list of int
        What the coin showed, up to thirteen times: 1 for heads, 0 for tails.
    theta : float
        The belief in heads, one of 0.01, 0.02, ..., 0.99.
    """

    module = "coin"
    tosses = control(TOSSES, list_of(one_of(0, 1), 0, len(TOSSES)))
    theta = control(0.5, on_grid(_BELIEFS))

    def _sum(self) -> tuple[float, float]:
        n = len(self.tosses)
        if n == 0:
            return 0.0, 0.0
        share = sum(self.tosses) / n
        bill = cross_entropy([share, 1 - share], [self.theta, 1 - self.theta])
        return n * bill, n * binary_entropy(share)

    def still(self) -> str:
        """Draw the coins, and the bar of their surprise in its two parts."""
        total, floor = self._sum()
        return _still.ledger(
            [("x-wash", floor), ("x-wash-q", total - floor)],
            names=[
                self.say("still_floor", floor=show(floor, 2)),
                self.say("still_gap", gap=show(total - floor, 2)),
            ],
            coins=[(self.words["sides"][x], bool(x)) for x in self.tosses],
            ticks=[0, 5, 10, 15, 20],
            unit=self.words["unit"],
            describe=self._told("describe"),
        )

    def summary(self) -> str:
        """Say the surprise and its two parts."""
        return self._told("summary" if self.tosses else "empty")

    def _told(self, key: str) -> str:
        total, floor = self._sum()
        return self.say(
            key,
            n=len(self.tosses),
            theta=f"{self.theta:.2f}",
            total=show(total, 2),
            floor=show(floor, 2),
            gap=show(total - floor, 2),
        )
