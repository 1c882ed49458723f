"""The explorers of the chapter on KL divergence."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import numpy as np

from infolib import js_divergence, kl_divergence
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import control, list_of, on_grid, one_of, table, whole

_HUNDREDTHS = [k / 100 for k in range(101)]
_SEPARATIONS = [k / 10 for k in range(41)]
_WEIGHTS = [k / 10 for k in range(5, 10)]
_MEANS = [k / 20 for k in range(-100, 101)]
_WIDTHS = [k / 20 for k in range(14, 101)]


def _fits() -> dict[str, list[dict[str, str]]]:
    """Return, for each weight, the rows of the file of fits, one a separation."""
    text = files("infolib.explorers").joinpath("fitting.csv").read_text("utf-8")
    table: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        table.setdefault(row["w"], []).append(row)
    return table


def _minima(row: dict[str, str]) -> list[list[float]]:
    """Return mean, width and KL(q‖p) of each local minimum of a row, the best first."""
    best = [float(row[f"reverse_{x}"]) for x in ("mu", "sigma", "qp")]
    rest = [fit for fit in row["rest"].split(";") if fit]
    return [best, *([float(x) for x in fit.split()] for fit in rest)]


_RULERS: dict[str, Callable[[list[float], list[float]], float]] = {
    "kl": kl_divergence,
    "jeffreys": lambda p, q: kl_divergence(p, q) + kl_divergence(q, p),
    "js": js_divergence,
    "root": lambda p, q: math.sqrt(js_divergence(p, q)),
}


class FittingBench(Explorer):
    """One bell fitted to two, by hand and by a ball that rolls downhill.

    The target is w N(−m, 1) + (1 − w) N(m, 1), the model N(mu, sigma²).

    Parameters
    ----------
    mu, sigma : float
        The bell fitted by hand: its mean, one of −5, −4.95, ..., 5, and its width, one of
        0.7, 0.75, ..., 5.
    rolled : bool
        Whether the ball was let go: it lies at the minimum below the bell fitted by hand.
    direction : {"reverse", "forward"}
        What is to be small: KL(q‖p) or KL(p‖q).
    m : float
        Where the peaks are, −m and m: one of 0, 0.1, ..., 4.
    w : float
        Weight of the left peak: 0.5, 0.6, ..., 0.9.
    """

    module = "fitting_bench"
    mu = control(1.0, on_grid(_MEANS))
    sigma = control(2.0, on_grid(_WIDTHS))
    rolled = control(False, one_of(False, True))
    direction = control("reverse", one_of("reverse", "forward"))
    m = control(3.0, on_grid(_SEPARATIONS))
    w = control(0.5, on_grid(_WEIGHTS))

    @table
    def table(self) -> dict[str, list[list[Any]]]:
        """For each weight and separation: the minima of KL(q‖p), and its landscape.

        A minimum has mean, width and divergence, the best one comes first; the landscape
        is in thousandths of a bit, at 31 means from −m − 1.5 to m + 1.5.
        """
        return {
            w: [[_minima(row), [*map(int, row["landscape"].split())]] for row in rows]
            for w, rows in _fits().items()
        }

    def fits(self) -> dict[str, dict[str, float]]:
        """Return the best fit of each direction: mean, width, both divergences in bits."""
        row = _fits()[f"{self.w:.1f}"][round(10 * self.m)]
        return {
            side: {x: float(row[f"{side}_{x}"]) for x in ("mu", "sigma", "pq", "qp")}
            for side in ("forward", "reverse")
        }

    def still(self) -> str:
        """Draw the landscape of the reverse fit."""
        _, heights = self.table[f"{self.w:.1f}"][round(10 * self.m)]
        means = np.linspace(-self.m - 1.5, self.m + 1.5, len(heights))
        return _still.line(
            means.tolist(),
            [h / 1000 for h in heights],
            x_label=self.say("ground_x"),
            y_label=self.words["kl"]["reverse"],
            describe=self.say("still", m=f"{self.m:g}"),
        )

    def summary(self) -> str:
        """Say both fits."""
        fits = self.fits()
        numbers = {
            f"{side}_{x}": show(fits[side][x]) for side in fits for x in ("mu", "sigma")
        }
        return self.say("summary", m=f"{self.m:g}", **numbers)


class TwoCoins(Explorer):
    """A map of the divergences between any two coins.

    Parameters
    ----------
    a, b : float
        Chance of heads of either coin, one of 0, 0.01, ..., 1.
    map : {"forward", "reverse", "js"}
        What the map shows: KL(a‖b), KL(b‖a) or the Jensen-Shannon divergence.
    found : sequence of int
        The pairs found for which both directions agree, by the hundredths of a.
    """

    module = "two_coins"
    a = control(0.5, on_grid(_HUNDREDTHS))
    b = control(0.9, on_grid(_HUNDREDTHS))
    map = control("forward", one_of("forward", "reverse", "js"))
    found = control(list[int], list_of(whole(0, 100), 0, 100))

    def still(self) -> str:
        """Draw KL(a‖x) over all x, with b marked."""
        shown = _HUNDREDTHS[2:99:2]
        p = [self.a, 1 - self.a]
        place = min(range(len(shown)), key=lambda k: abs(shown[k] - self.b))
        return _still.line(
            shown,
            [kl_divergence(p, [x, 1 - x]) for x in shown],
            x_label=self.say("still_x"),
            y_label=self.say("still_y"),
            describe=self.say("still", a=self.a),
            dot=place,
        )

    def summary(self) -> str:
        """Say both divergences."""
        p, q = [self.a, 1 - self.a], [self.b, 1 - self.b]
        return self.say(
            "summary",
            a=self.a,
            b=self.b,
            forward=show(kl_divergence(p, q)),
            reverse=show(kl_divergence(q, p)),
            js=show(js_divergence(p, q)),
        )


class ThreeCoins(Explorer):
    """Three coins, and whether the way from a to c by way of b is a shortcut.

    Parameters
    ----------
    a, b, c : float
        Chances of heads, each one of 0.01, 0.02, ..., 0.99.
    ruler : {"kl", "jeffreys", "js", "root"}
        What measures the ways: KL, the sum of both directions, the Jensen-Shannon
        divergence or its square root.
    """

    module = "three_coins"
    a = control(0.5, on_grid(_HUNDREDTHS[1:-1]))
    b = control(0.6, on_grid(_HUNDREDTHS[1:-1]))
    c = control(0.1, on_grid(_HUNDREDTHS[1:-1]))
    ruler = control("kl", one_of(*_RULERS))

    def _ways(self) -> tuple[float, float]:
        length = _RULERS[self.ruler]
        p, q, r = ([x, 1 - x] for x in (self.a, self.b, self.c))
        return length(p, q) + length(q, r), length(p, r)

    def still(self) -> str:
        """Draw the two ways as bars."""
        return _still.bars(
            self._ways(),
            labels=[self.say("still_detour"), self.say("still_direct")],
            x_label=self.say("still_x"),
            y_label=self.say("still_y_root" if self.ruler == "root" else "still_y"),
            describe=self.say("still", ruler=self.words["rulers"][self.ruler]),
        )

    def summary(self) -> str:
        """Say how long the two ways are."""
        detour, direct = self._ways()
        return self.say(
            "summary",
            ruler=self.words["rulers"][self.ruler],
            detour=detour,
            direct=direct,
            **{name: getattr(self, name) for name in "abc"},
        )
