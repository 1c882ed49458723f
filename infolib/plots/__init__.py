"""Still figures of the course, one function for each picture that recurs.

Every function draws into the axes it is given, or into new ones, and returns them; none
shows the figure. `subplots` makes figures in the look and the width that all of them
have, `note` names what is in them, `show` shows them. Matplotlib is imported on use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from infolib import binary_entropy, entropy, information_content
from infolib.palette import LIGHT as COLOURS
from infolib.plots._figure import SAY, new_axes, note, refuse_none, show, subplots
from infolib.plots.code_space import code_space
from infolib.plots.information import (
    additivity_defect,
    event_areas,
    halving_ladder,
    surprise_curve,
)
from infolib.plots.ledger import ledger

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    refuse_none(p, "p")
    ax = new_axes(ax)
    names = [str(x) for x in (range(1, len(p) + 1) if labels is None else labels)]
    ax.bar(names, p, color=COLOURS[colour], width=0.7)
    ax.set_ylabel("probability")
    ax.set_ylim(0, max(1.0, *p) if max(p) > 0.6 else None)
    ax.tick_params(axis="x", length=0)
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
    ax = new_axes(ax)
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
    tops = heights
    if q is not None:
        own = np.where(widths > 0, information_content(p), 0.0)
        ax.hlines(own, left, left + widths, color=COLOURS["p"], linestyle="--")
        tops = np.maximum(heights, own)  # names stand above both lines
    names = range(1, len(widths) + 1) if labels is None else labels
    for x, width, top, name in zip(left, widths, tops, names, strict=True):
        ax.annotate(
            str(name),
            (x + width / 2, top),
            (0, 3),
            textcoords="offset points",
            ha="center",
        )
    ax.set(xlabel=SAY["width"], ylabel=SAY["height"], xlim=(0, 1))
    ax.margins(y=0.12)
    return ax


def binary_entropy_curve(*, ax: Axes | None = None) -> Axes:
    """Draw the entropy of a coin against its chance of heads.

    >>> binary_entropy_curve().get_xlabel()
    'p, chance of heads'
    """
    ax = new_axes(ax)
    p = np.linspace(0, 1, 201)
    ax.plot(p, binary_entropy(p))
    ax.set(xlabel=SAY["coin"], ylabel=SAY["h_bits"], xlim=(0, 1), ylim=(0, 1.08))
    return ax


def simplex(
    points: dict[str, Sequence[float]], *, ax: Axes | None = None, steps: int = 60
) -> Axes:
    """Draw the entropy of every distribution of three outcomes as a map on a triangle.

    A corner is certainty of one outcome; the more bits, the deeper the colour. Lines
    run at 0.5, 1 and 1.5 bits; `points` are marked and named.

    >>> simplex({"uniform": [1/3, 1/3, 1/3]}, steps=20).get_title()
    'H in bits of every distribution of three outcomes'
    """
    ax = new_axes(ax, height=4)
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
    i, j = (index.ravel() for index in np.indices((steps + 1, steps + 1)))
    keep = i + j <= steps
    p = np.column_stack([i, j, steps - i - j])[keep] / steps
    x, y = (p @ corners).T
    levels = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.6]
    washes = [(COLOURS["p"], depth) for depth in np.linspace(0.04, 0.45, 7)]
    ax.tricontourf(x, y, entropy(p), levels, colors=washes)
    ax.tricontour(x, y, entropy(p), levels[2::2], colors=COLOURS["muted"])
    for level, height in [("1", 0.67), ("1.5", 0.43)]:
        note(ax, level, (0.5, height), "on")
    note(ax, "0.5", tuple([0, 0.11, 0.89] @ corners), "right")  # where it ends
    ax.plot(*corners[[0, 1, 2, 0]].T, color=COLOURS["muted"])
    for name, point in points.items():
        at = np.asarray(point, dtype=float) @ corners
        ax.plot(*at, "o", color=COLOURS["mark"])
        side = (
            "above" if abs(at[0] - 0.5) < 0.01 else "left" if at[0] < 0.5 else "right"
        )
        note(ax, name, (at[0], at[1]), side, colour="mark")
    for corner, name, side in zip(
        corners, "123", ["left", "right", "above"], strict=True
    ):
        note(ax, name, tuple(corner), side)
    ax.set_title(SAY["simplex"], pad=24)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax
