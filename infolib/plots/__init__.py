"""Still figures of the course, one function for each picture that recurs.

Every function draws into the axes it is given, or into new ones, and returns them; none
shows the figure. Importing this module sets the look of the course's figures. `show`
and `subplots` are Matplotlib's own, at hand for the chapters.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from cycler import cycler
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.pyplot import show, subplots

from infolib import binary_entropy, entropy, information_content
from infolib.palette import LIGHT as COLOURS
from infolib.plots.code_space import code_space
from infolib.plots.information import (
    additivity_defect,
    event_areas,
    halving_ladder,
    surprise_curve,
)
from infolib.plots.ledger import ledger

__all__ = [
    "COLOURS",
    "additivity_defect",
    "bars",
    "binary_entropy_curve",
    "code_space",
    "event_areas",
    "halving_ladder",
    "ledger",
    "note",
    "show",
    "simplex",
    "skyline",
    "subplots",
    "surprise_curve",
]

rcParams.update(
    {
        "axes.axisbelow": True,
        "axes.edgecolor": COLOURS["muted"],
        "axes.grid": True,
        "axes.labelcolor": COLOURS["ink"],
        "axes.prop_cycle": cycler(
            color=[COLOURS[role] for role in ("p", "q", "good", "mark", "muted")]
        ),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlesize": "medium",
        "figure.constrained_layout.use": True,
        "figure.dpi": 144,
        "figure.figsize": (6.4, 3.4),
        "font.size": 10,
        "grid.color": "#e3e7ec",
        "legend.frameon": False,
        "text.color": COLOURS["ink"],
        "xtick.color": COLOURS["ink"],
        "ytick.color": COLOURS["ink"],
    }
)


def _axes(ax: Axes | None) -> Axes:
    return subplots()[1] if ax is None else ax


def note(ax: Axes, text: str, xy: tuple[float, float], *, below: bool = False) -> None:
    """Write a few words above (or below) a point.

    >>> note(subplots()[1], "here", (0.5, 0.5))
    """
    ax.annotate(
        text, xy, (0, -16 if below else 8), textcoords="offset points", ha="center"
    )


def bars(
    p: Sequence[float],
    *,
    labels: Sequence[object] | None = None,
    colour: str = "p",
    ax: Axes | None = None,
) -> Axes:
    """Draw a distribution as bars, one an outcome.

    >>> bars([0.5, 0.25, 0.25]).get_ylabel()
    'probability'
    """
    ax = _axes(ax)
    names = [str(x) for x in (range(1, len(p) + 1) if labels is None else labels)]
    ax.bar(names, p, color=COLOURS[colour], width=0.7)
    ax.set_ylabel("probability")
    ax.set_ylim(0, max(1.0, *p) if max(p) > 0.6 else None)
    ax.grid(axis="x", visible=False)
    return ax


def skyline(
    p: Sequence[float],
    q: Sequence[float] | None = None,
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each outcome as a block of width p and height −log₂ q (q = p unless given).

    The area of the blocks is the entropy of p, or with `q` the cross-entropy. Where q
    differs from p, dashed lines show the heights −log₂ p.

    >>> skyline([0.5, 0.25, 0.25]).get_ylabel()
    'height: surprise in bits'
    """
    ax = _axes(ax)
    widths = np.asarray(p, dtype=float)
    # An outcome of probability 0 has a block without width: its height shows nowhere.
    heights = np.where(widths > 0, information_content(p if q is None else q), 0.0)
    if np.isinf(heights).any():
        place = int(np.argmax(np.isinf(heights)))
        raise ValueError(
            f"q[{place}] is 0 where p is not: its block has no top; draw a finite q"
        )
    left = np.concatenate([[0.0], np.cumsum(widths)[:-1]])
    colour = COLOURS["p" if q is None else "q"]
    ax.bar(
        left, heights, widths, align="edge", color=colour, alpha=0.35, edgecolor=colour
    )
    if q is not None:
        own = np.where(widths > 0, information_content(p), 0.0)
        ax.hlines(own, left, left + widths, color=COLOURS["p"], linestyle="--")
    names = range(1, len(widths) + 1) if labels is None else labels
    for x, width, height, name in zip(left, widths, heights, names, strict=True):
        ax.annotate(
            str(name),
            (x + width / 2, height),
            (0, 3),
            textcoords="offset points",
            ha="center",
        )
    ax.set(xlabel="width: probability", ylabel="height: surprise in bits", xlim=(0, 1))
    ax.margins(y=0.12)
    return ax


def binary_entropy_curve(*, ax: Axes | None = None) -> Axes:
    """Draw the entropy of a coin against its chance of heads.

    >>> binary_entropy_curve().get_xlabel()
    'p, chance of heads'
    """
    ax = _axes(ax)
    p = np.linspace(0, 1, 501)
    ax.plot(p, binary_entropy(p))
    ax.set(xlabel="p, chance of heads", ylabel="H in bits", xlim=(0, 1), ylim=(0, 1.08))
    return ax


def simplex(
    points: dict[str, Sequence[float]], *, ax: Axes | None = None, steps: int = 200
) -> Axes:
    """Draw the entropy of every distribution of three outcomes as a map on a triangle.

    A corner is certainty of one outcome; `points` are marked and named.

    >>> simplex({"uniform": [1/3, 1/3, 1/3]}, steps=20).get_title()
    'H in bits of every distribution of three outcomes'
    """
    ax = _axes(ax)
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
    i, j = (index.ravel() for index in np.indices((steps + 1, steps + 1)))
    keep = i + j <= steps
    p = np.column_stack([i, j, steps - i - j])[keep] / steps
    xy = p @ corners
    colours = ax.tricontourf(xy[:, 0], xy[:, 1], entropy(p), levels=16, cmap="cividis")
    ax.tricontour(
        xy[:, 0],
        xy[:, 1],
        entropy(p),
        levels=[0.5, 1.0, 1.5],
        colors="white",
        linewidths=1,
    )
    for name, point in points.items():
        x, y = np.asarray(point, dtype=float) @ corners
        ax.plot(x, y, "o", color=COLOURS["q"], markeredgecolor="white", markersize=8)
        ax.annotate(
            name,
            (x, y),
            (7, 5),
            textcoords="offset points",
            color="white",
            weight="bold",
        )
    for corner, name, shift in zip(
        corners, "123", [(-12, -4), (6, -4), (-3, 5)], strict=True
    ):
        ax.annotate(name, corner, shift, textcoords="offset points")
    ax.figure.colorbar(colours, ax=ax, ticks=[0, 0.5, 1, 1.5])
    ax.set_title("H in bits of every distribution of three outcomes")
    ax.set_aspect("equal")
    ax.axis("off")
    return ax
