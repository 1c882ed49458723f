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
_SIDES = ("forward", "reverse")
_NUMBERS = [f"{s}_{x}" for s in _SIDES for x in ("mu", "sigma", "pq", "qp", "cut")]


def _fits() -> dict[str, list[list[Any]]]:
    """Return, for each weight, a row [numbers, other minima, landscape] for each m."""
    text = files("infolib.explorers").joinpath("fitting.csv").read_text("utf-8")
    table: dict[str, list[list[Any]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        rest = [
            [float(x) for x in fit.split()] for fit in row["rest"].split(";") if fit
        ]
        numbers = [float(row[name]) for name in _NUMBERS]
        heights = [int(x) for x in row["landscape"].split()]
        table.setdefault(row["w"], []).append([numbers, rest, heights])
    return table


_RULERS: dict[str, Callable[[list[float], list[float]], float]] = {
    "kl": kl_divergence,
    "jeffreys": lambda p, q: kl_divergence(p, q) + kl_divergence(q, p),
    "js": js_divergence,
    "root": lambda p, q: math.sqrt(js_divergence(p, q)),
}


class FittingBench(Explorer):
    """One Gaussian fitted to a mixture of two, by either direction of KL.

    The target is w N(−m, 1) + (1 − w) N(m, 1). Every fit was optimised beforehand.

    Parameters
    ----------
    m : float
        Where the peaks are, −m and m: one of 0, 0.1, ..., 4.
    w : float
        Weight of the left peak: 0.5, 0.6, ..., 0.9.
    tails : {"whole", "cut"}
        Whether the fitted models are cut off at two standard deviations.
    """

    module = "fitting_bench"
    m = control(2.0, on_grid(_SEPARATIONS))
    w = control(0.5, on_grid(_WEIGHTS))
    tails = control("whole", one_of("whole", "cut"))

    @table
    def table(self) -> dict[str, list[list[Any]]]:
        """The fits: for each weight, a row for each separation."""
        return _fits()

    def _row(self) -> list[Any]:
        row: list[Any] = self.table[f"{self.w:.1f}"][round(10 * self.m)]
        return row

    def fits(self) -> dict[str, dict[str, float]]:
        """Return the numbers of both fits: mean, sigma and divergences in bits."""
        numbers, _, _ = self._row()
        return {
            side: dict(zip(("mu", "sigma", "pq", "qp", "cut"), part, strict=True))
            for side, part in zip(_SIDES, (numbers[:5], numbers[5:]), strict=True)
        }

    def still(self) -> str:
        """Draw the landscape of the reverse fit."""
        _, _, heights = self._row()
        means = np.linspace(-self.m - 1.5, self.m + 1.5, len(heights))
        return _still.line(
            means.tolist(),
            [h / 1000 for h in heights],
            x_label="mean of q, each with its best sigma",
            y_label="KL(q‖p), bits",
            describe="KL(q‖p) against the mean of q for a target with peaks at "
            f"−{self.m:g} and {self.m:g}",
        )

    def summary(self) -> str:
        """Say both fits."""
        fits = self.fits()
        said = [
            f"the {side} fit has mean {fit['mu']:.4f} and standard deviation "
            f"{fit['sigma']:.4f}"
            for side, fit in fits.items()
        ]
        text = f"Target with peaks at ±{self.m:g}: {said[0]}, {said[1]}."
        return text.replace("-", "−")


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
    b = control(0.25, on_grid(_HUNDREDTHS[1:-1]))
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
