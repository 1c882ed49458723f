"""The explorer of the chapter on likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from infolib import bernoulli_log_likelihood, poisson_log_likelihood
from infolib.data import horse_kicks
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show, stored
from infolib.explorers._state import control, list_of, on_grid, one_of, table, whole

# The thirteen tosses of the chapter, 1 for heads.
TOSSES = [1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1]

_THETAS = [k / 100 for k in range(101)]
_RATES = [k / 20 for k in range(1, 41)]
_TOSSES = 60
_KICKS = 7  # more deaths than 6 in one corps and year are never counted here


def _rows(log_likelihood: Any, outcomes: Sequence[int], grid: list[float]) -> Any:
    # One row a parameter: the surprise of each outcome.
    surprise = -np.array([log_likelihood([x], np.array(grid)) for x in outcomes]).T
    return [[stored(s, 9) for s in row] for row in surprise.tolist()]


def _recorded() -> list[int]:
    counts = list(horse_kicks().values())
    return counts + [0] * (_KICKS - len(counts))


class LikelihoodLab(Explorer):
    """Weigh parameters against data: each observation's surprise, total and evidence.

    Parameters
    ----------
    data : {"coin", "kicks"}
        Tosses of a coin, or deaths by horse kick in a corps and year.
    theta, theta_reference : float
        Chance of heads, and the one it is compared with: 0, 0.01, ..., 1.
    rate, rate_reference : float
        Mean of the Poisson model, and its reference: 0.05, 0.1, ..., 2.
    tosses : list of int
        What the coin showed, up to sixty times: 1 for heads, 0 for tails.
    kicks : list of int
        How many corps-years saw 0, 1, ..., 6 deaths.
    hill : bool
        Whether the log-likelihood of every parameter is shown.
    """

    module = "likelihood_lab"
    data = control("coin", one_of("coin", "kicks"))
    theta = control(0.3, on_grid(_THETAS))
    theta_reference = control(0.5, on_grid(_THETAS))
    rate = control(1.0, on_grid(_RATES))
    rate_reference = control(0.5, on_grid(_RATES))
    tosses = control(TOSSES, list_of(one_of(0, 1), 0, _TOSSES))
    kicks = control(_recorded, list_of(whole(0), _KICKS, _KICKS))
    hill = control(False, one_of(False, True))

    @table
    def models(self) -> dict[str, dict[str, Any]]:
        """Both models: their grids, and the surprise of each outcome along them."""
        return {
            "coin": {
                "grid": _THETAS,
                "surprise": _rows(bernoulli_log_likelihood, [0, 1], _THETAS),
            },
            "kicks": {
                "grid": _RATES,
                "surprise": _rows(poisson_log_likelihood, range(_KICKS), _RATES),
            },
        }

    def _shown(self) -> tuple[dict[str, Any], list[int], float]:
        if self.data == "kicks":
            return self.models["kicks"], self.kicks, self.rate
        heads = sum(self.tosses)
        return self.models["coin"], [len(self.tosses) - heads, heads], self.theta

    def _totals(self) -> list[float | None]:
        model, counts, _ = self._shown()
        totals: list[float | None] = []
        for row in model["surprise"]:
            used = [(n, s) for n, s in zip(counts, row, strict=True) if n]
            impossible = any(s is None for _, s in used)
            totals.append(None if impossible else sum(n * s for n, s in used))
        return totals

    def still(self) -> str:
        """Draw the log-likelihood against the parameter, above its lowest value drawn."""
        model, _, at = self._shown()
        curve = [
            (x, t)
            for x, t in zip(model["grid"], self._totals(), strict=True)
            if t is not None
        ]
        least, second, *_ = sorted(t for _, t in curve)
        reach = max(12, second - least)  # with much data a neighbour is far below
        near = [(x, t) for x, t in curve if t - least <= reach]
        places = [x for x, _ in near]
        return _still.line(
            places,
            [reach - (t - least) for _, t in near],
            x_label=self.words["parameters"][self.data],
            y_label=self.words["still_y"],
            describe=self.say("still", symbol=self.words["symbols"][self.data]),
            dot=places.index(at) if at in places else None,
        )

    def summary(self) -> str:
        """Say the log-likelihood of the parameter shown."""
        model, counts, at = self._shown()
        total = self._totals()[model["grid"].index(at)]
        found = self.words["minus_infinity"]
        if total is not None:
            found = f"{show(0.0 - total, 3)} bits"
        return self.say(
            "summary",
            symbol=self.words["symbols"][self.data],
            value=f"{at:.2f}",
            n=sum(counts),
            total=found,
        )
