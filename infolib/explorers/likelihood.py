"""The explorer of the chapter on likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from infolib import bernoulli_log_likelihood, poisson_log_likelihood
from infolib.data import horse_kicks
from infolib.explorers import _still
from infolib.explorers._base import Explorer, stored
from infolib.explorers._state import control, list_of, on_grid, one_of, table, whole

# The thirteen tosses of the chapter, 1 for heads.
TOSSES = [1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1]

_THETAS = [k / 100 for k in range(101)]
_RATES = [k / 20 for k in range(1, 41)]
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
        How many tails and heads were seen.
    kicks : list of int
        How many corps-years saw 0, 1, ..., 6 deaths.
    """

    module = "likelihood_lab"
    data = control("coin", one_of("coin", "kicks"))
    theta = control(0.5, on_grid(_THETAS))
    theta_reference = control(0.5, on_grid(_THETAS))
    rate = control(1.0, on_grid(_RATES))
    rate_reference = control(1.0, on_grid(_RATES))
    tosses = control([4, 9], list_of(whole(0), 2, 2))
    kicks = control(_recorded, list_of(whole(0), _KICKS, _KICKS))

    @table
    def models(self) -> dict[str, dict[str, Any]]:
        """Both models: their grids, and the surprise of each outcome along them."""
        return {
            "coin": {
                "grid": _THETAS,
                "outcomes": ["tails", "heads"],
                "surprise": _rows(bernoulli_log_likelihood, [0, 1], _THETAS),
                "parameter": "θ, chance of heads",
                "symbol": "θ",
            },
            "kicks": {
                "grid": _RATES,
                "outcomes": [str(k) for k in range(_KICKS)],
                "surprise": _rows(poisson_log_likelihood, range(_KICKS), _RATES),
                "parameter": "λ, mean number of deaths",
                "symbol": "λ",
            },
        }

    def _shown(self) -> tuple[dict[str, Any], list[int], float]:
        coin = self.data == "coin"
        counts = self.tosses if coin else self.kicks
        return self.models[self.data], counts, self.theta if coin else self.rate

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
        least = min(t for _, t in curve)
        near = [(x, t) for x, t in curve if t - least < 12]
        places = [x for x, _ in near]
        return _still.line(
            places,
            [12 - (t - least) for _, t in near],
            x_label=model["parameter"],
            y_label="log-likelihood, bits above a floor",
            describe=f"Log-likelihood against {model['parameter']}: one hill",
            dot=places.index(at) if at in places else None,
        )

    def summary(self) -> str:
        """Say the log-likelihood of the parameter shown."""
        model, counts, at = self._shown()
        total = self._totals()[model["grid"].index(at)]
        found = "minus infinity" if total is None else f"{0.0 - total:.3f} bits"
        return (
            f"The log-likelihood of {model['symbol']} = {at:.2f}, given {sum(counts)} "
            f"observations, is {found}."
        )
