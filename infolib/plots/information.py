"""Pictures of the chapter on information content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm
from matplotlib.patches import Rectangle
from matplotlib.pyplot import subplots
from numpy.typing import NDArray

from infolib import information_content
from infolib.palette import LIGHT as COLOURS

Values = NDArray[np.float64]


def surprise_curve(*, log: bool = False, ax: Axes | None = None) -> Axes:
    """Draw −log₂ p against p, with a dot at each of the first halvings.

    With `log` the probabilities lie on a logarithmic scale, where the curve is a line.

    >>> surprise_curve().get_ylabel()
    'information content in bits'
    """
    ax = subplots()[1] if ax is None else ax
    p = np.logspace(-10 if log else -5.2, 0, 400, base=2)
    ax.plot(p, information_content(p))
    halvings = 0.5 ** np.arange(11 if log else 6)
    ax.plot(
        halvings, information_content(halvings), "o", color=COLOURS["mark"], zorder=3
    )
    ax.set(xlabel="probability p", ylabel="information content in bits", ylim=(0, None))
    if log:
        ax.set_xscale("log", base=2)
        ax.set_xlabel("probability p, each step a halving")
    return ax


def halving_ladder(steps: Sequence[int] = range(6)) -> list[Axes]:
    """Draw unit squares cut in half 0, 1, 2, ... times; what remains has area ½ᵏ.

    >>> halving_ladder([1, 2])[1].get_title()
    '2 bits: ¼'
    """
    axes = subplots(1, len(steps), figsize=(7.2, 1.7))[1]
    names = {0: "1", 1: "½", 2: "¼", 3: "⅛"}
    for ax, k in zip(np.atleast_1d(axes), steps, strict=True):
        ax.add_patch(_box(0, 0, 1, 1, COLOURS["paper"]))
        width = height = 1.0
        for cut in range(k):
            if cut % 2:
                height /= 2
                ax.plot([0, width], [height, height], color=COLOURS["muted"])
            else:
                width /= 2
                ax.plot([width, width], [0, height], color=COLOURS["muted"])
        ax.add_patch(_box(0, 0, width, height, COLOURS["p"]))
        unit = "bit" if k == 1 else "bits"
        ax.set_title(f"{k} {unit}: {names.get(k, f'1/{2**k}')}")
        ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
        ax.axis("off")
    return list(np.atleast_1d(axes))


def additivity_defect(
    measures: dict[str, Callable[[Values], Values]], *, limit: float = 1
) -> list[Axes]:
    """Map f(pq) − f(p) − f(q) over all pairs p, q for each measure; white near 0.

    >>> additivity_defect({"−log₂ p": lambda p: -np.log2(p)})[0].get_title()
    'f(p) = −log₂ p'
    """
    rows = -(-len(measures) // 2)
    fig, axes = subplots(
        rows, 2, figsize=(6, 2.7 * rows), sharex=True, sharey=True, squeeze=False
    )
    # Few colours, the middle one white: defects up to a 21st of the limit.
    steps = BoundaryNorm(limit * np.arange(-21, 22, 2) / 21, 256, extend="both")
    grid = (np.arange(200) + 0.5) / 200
    p, q = np.meshgrid(grid, grid)
    for ax, (name, f) in zip(axes.flat, measures.items(), strict=False):
        defect = f(p * q) - f(p) - f(q)
        image = ax.imshow(
            defect,
            extent=(0, 1, 0, 1),
            origin="lower",
            cmap="RdBu",
            norm=steps,
            interpolation="nearest",
        )
        ax.set(title=f"f(p) = {name}", xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
        ax.grid(visible=False)
        ax.plot(0.5, 0.5, "o", color=COLOURS["mark"], markersize=4)
    for ax in axes[-1]:
        ax.set_xlabel("p")
    for ax in axes[:, 0]:
        ax.set_ylabel("q")
    ticks = [-limit, 0, limit]
    bar = fig.colorbar(image, ax=list(axes.flat), shrink=0.7, ticks=ticks)
    bar.set_label("f(pq) − f(p) − f(q)")
    return list(axes.flat)[: len(measures)]


def event_areas(a: float, b: float, both: float, *, ax: Axes | None = None) -> Axes:
    """Draw two events in a unit square: A the left strip, B the two lower blocks.

    Every area is a probability. The blocks of B are equally high if and only if the
    events are independent.

    >>> event_areas(0.5, 0.5, 0.25).get_title()
    'P(A and B) = 0.25'
    """
    ax = subplots()[1] if ax is None else ax
    ax.add_patch(_box(0, 0, 1, 1, COLOURS["paper"]))
    ax.add_patch(_box(0, 0, a, 1, COLOURS["p"], 0.3))
    ax.add_patch(_box(0, 0, a, both / a, COLOURS["q"], 0.55))
    ax.add_patch(_box(a, 0, 1 - a, (b - both) / (1 - a), COLOURS["q"], 0.3))
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    ax.set_title(f"P(A and B) = {both:.2f}")
    ax.annotate("A", (a / 2, 0.9), ha="center", weight="bold")
    ax.annotate("B", (0.5, 0.03), ha="center", weight="bold")
    ax.axis("off")
    return ax


def _box(
    x: float, y: float, width: float, height: float, colour: str, alpha: float = 1
) -> Rectangle:
    return Rectangle(
        (x, y), width, height, facecolor=colour, edgecolor=COLOURS["muted"], alpha=alpha
    )
