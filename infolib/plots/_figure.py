"""The look of the course's figures, and the one size they have."""

from __future__ import annotations

import sys
from collections.abc import Sized
from functools import cache
from typing import Any

from infolib._optional import load
from infolib.palette import LIGHT as COLOURS
from infolib.words import words

SAY = words("figures")
WIDTH = 5  # inches: 480 px on a page; on a phone 12 points are 11 px


def _text_stays_text() -> None:
    """Let notebooks show figures as SVG, all of one width: pages set its type and colours."""
    ipython = sys.modules.get("IPython")
    if ipython and ipython.get_ipython():
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats(  # type: ignore[no-untyped-call]
            "svg", bbox_inches=None, metadata={"Date": None}
        )


@cache
def use_style() -> None:
    """Set the look of all figures, once."""
    from cycler import cycler
    from matplotlib import rcParams

    rcParams.update(
        {
            "axes.axisbelow": True,
            "axes.edgecolor": COLOURS["muted"],
            "axes.facecolor": "none",
            "axes.labelcolor": COLOURS["ink"],
            # Not "q": that colour is the model's.
            "axes.prop_cycle": cycler(
                color=[COLOURS[role] for role in ("p", "good", "mark", "muted")]
            ),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlesize": "medium",
            "figure.constrained_layout.use": True,
            "figure.dpi": 144,
            "figure.labelsize": "medium",
            "figure.facecolor": COLOURS["paper"],
            "font.size": 12,
            "legend.frameon": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "infolib",
            "text.color": COLOURS["ink"],
            "xtick.color": COLOURS["muted"],
            "xtick.labelcolor": COLOURS["ink"],
            "ytick.color": COLOURS["muted"],
            "ytick.labelcolor": COLOURS["ink"],
        }
    )
    _text_stays_text()


def subplots(rows: int = 1, columns: int = 1, *, height: float = 3, **how: Any) -> Any:
    """Return a new figure of the course's width and its axes, as Matplotlib does.

    >>> fig, (upper, lower) = subplots(2, height=4, sharex=True)
    >>> fig.get_size_inches().tolist()
    [5.0, 4.0]
    """
    pyplot = load("matplotlib.pyplot", "plots")
    use_style()
    return pyplot.subplots(rows, columns, figsize=(WIDTH, height), **how)


def show() -> None:
    """Show the figures drawn so far."""
    load("matplotlib.pyplot", "plots").show()


def new_axes(ax: Any, **how: Any) -> Any:
    """Return these axes, or those of a new figure."""
    return subplots(**how)[1] if ax is None else ax


def refuse_none(things: Sized, name: str) -> None:
    """Raise where there is nothing to draw."""
    if len(things) == 0:
        raise ValueError(f"{name} is empty; at least one is needed")


def note(
    ax: Any,
    text: str,
    xy: tuple[float, float],
    side: str = "above",
    *,
    colour: str = "ink",
) -> None:
    """Write a few words at a point: "on" it, or "left" of it, "above right", and so on.

    The words stand on a strip of paper: no line runs through them.

    >>> note(subplots()[1], "here", (0.5, 0.5), "below left", colour="mark")
    """
    places = {"left": (-1, "right"), "right": (1, "left")}
    heights = {"below": (-1, "top"), "above": (1, "bottom")}
    words = side.split()
    x, ha = next((places[word] for word in words if word in places), (0, "center"))
    y, va = next((heights[word] for word in words if word in heights), (0, "center"))
    away = 4 if x and y else 7
    ax.annotate(
        text,
        xy,
        (away * x, away * y),
        textcoords="offset points",
        ha=ha,
        va=va,
        color=COLOURS[colour],
        bbox={"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 1},
    )
