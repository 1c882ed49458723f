"""The explorer of the chapter on how everything is related."""

from __future__ import annotations

import numpy as np

from infolib import binary_entropy, cross_entropy
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import control, list_of, on_grid, one_of, real, whole

_GRID = [k / 100 for k in range(101)]
_MOST = 200
# The thirteen tosses of the chapter on likelihood come first, then a longer series.
_TOSSES = [1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1]


def _uniforms() -> list[float]:
    # A toss shows heads where its number lies below the chance of heads: one series of
    # numbers serves every coin. With a fair coin the first thirteen are those above.
    draws = np.random.default_rng(6).random(_MOST)
    draws[:13] = draws[:13] / 2 + np.where(_TOSSES, 0, 0.5)
    return [round(float(u), 6) for u in draws]


class Cockpit(Explorer):
    """One truth, one sample, one model, and every quantity of the course at once.

    Parameters
    ----------
    truth : float
        The coin's true chance of heads, one of 0, 0.01, ..., 1.
    theta : float
        The model's chance of heads, one of 0, 0.01, ..., 1.
    n : int
        Number of tosses seen, 1 to 200.
    moves : {"second", "first"}
        Which argument the picture varies: the model, or the truth.
    """

    module = "cockpit"
    truth = control(0.5, on_grid(_GRID))
    theta = control(0.6, on_grid(_GRID))
    n = control(13, whole(1, _MOST))
    moves = control("second", one_of("second", "first"))
    uniforms = control(_uniforms, list_of(real, _MOST, _MOST))

    def _share(self) -> float:
        return sum(u < self.truth for u in self.uniforms[: self.n]) / self.n

    def still(self) -> str:
        """Draw the cross-entropy of the sample with every model."""
        share = self._share()
        models = _GRID[4:97:2]
        bills = [cross_entropy([share, 1 - share], [t, 1 - t]) for t in models]
        return _still.line(
            models,
            bills,
            x_label="θ",
            y_label="−ℓ(θ)/n in bits",
            describe=f"Cross-entropy against θ: lowest at the share of heads, {share:.4f}",
            dot=models.index(self.theta) if self.theta in models else None,
        )

    def summary(self) -> str:
        """Say the ledger of the first view."""
        share = self._share()
        floor = binary_entropy(share)
        bill = cross_entropy([share, 1 - share], [self.theta, 1 - self.theta])
        return (
            f"The {self.n} tosses cost {show(bill)} bits each under θ = {self.theta:.2f}: "
            f"an entropy of {show(floor)} bits and a divergence of {show(bill - floor)}."
        )
