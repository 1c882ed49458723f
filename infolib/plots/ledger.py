"""The ledger: what the truth costs anyway, and what a wrong model adds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from infolib import _validate
from infolib.palette import LIGHT as COLOURS
from infolib.plots._figure import SAY, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def ledger(
    floor: float | Sequence[float],
    gap: float | Sequence[float],
    *,
    labels: Sequence[object] = ("",),
    names: Sequence[str] = ("H(p)", SAY["gap"], "H(p, q)"),
    unit: str = SAY["bits"],
    digits: int = 6,
    ax: Axes | None = None,
) -> Axes:
    """Draw floor + gap = total as stacked bars, one for each model.

    Parameters
    ----------
    floor : float or sequence of float
        What every model pays: the entropy. One number serves all bars.
    gap : float or sequence of float
        What each model pays on top; inf is drawn as a bar without an end.
    labels : sequence, optional
        Names of the bars, from the top.
    names : sequence of three str, optional
        Names of the floor, the gap and their sum.
    unit : str, optional
        Unit of the axis.
    digits : int, optional
        Decimals of the total that is written beside each bar.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        The axes drawn into.

    Raises
    ------
    ValueError
        If a bar has no label, a label no bar, a gap is negative, or a floor infinite.

    Examples
    --------
    >>> ax = ledger(1, [0, 0.25], labels=["right", "wrong"], digits=2)
    >>> [text.get_text() for text in ax.texts]
    ['H(p)', 'the gap', '1.00', '1.25']
    """
    gaps = np.atleast_1d(_validate.real_array(gap, "gap")).tolist()
    floors = np.atleast_1d(_validate.finite_array(floor, "floor")).tolist()
    if len(floors) == 1:
        floors *= len(gaps)
    if not len(floors) == len(gaps) == len(labels):
        raise ValueError(
            f"a ledger needs as many floors, gaps and labels, got {len(floors)}, "
            f"{len(gaps)} and {len(labels)}: name each bar in labels"
        )
    for place, x in enumerate(gaps):
        if not x >= -1e-9:  # what rounding leaves of H(p, p) - H(p) is no error
            raise ValueError(
                f"gap[{place}] is {x}, but no model costs less than the truth: "
                "pass floor and gap, not floor and total"
            )
    gaps = [max(0.0, x) for x in gaps]
    ax = new_axes(ax, height=0.9 + 0.4 * len(gaps))
    ends = [f + g for f, g in zip(floors, gaps, strict=True)]
    reach = max(x for x in floors + ends if math.isfinite(x))
    edge = 1.25 * reach  # of the picture; a bar without an end runs into it
    places = range(len(gaps))
    drawn = [
        g if math.isfinite(g) else edge - f for f, g in zip(floors, gaps, strict=True)
    ]
    ax.barh(places, floors, 0.62, color=COLOURS["p"])
    ax.barh(places, drawn, 0.62, left=floors, color=COLOURS["q"])
    for name, x, colour in zip(names, [0, floors[0]], ["p", "q"], strict=False):
        ax.annotate(name, (x, -0.5), color=COLOURS[colour], weight="bold")
    for place, end in zip(places, ends, strict=True):
        endless = math.isinf(end)
        ax.annotate(
            "→ ∞" if endless else f"{end:.{digits}f}",
            (edge if endless else end, place),
            (-5 if endless else 5, 0),
            textcoords="offset points",
            ha="right" if endless else "left",
            va="center",
            color=COLOURS["paper" if endless else "ink"],
            weight="bold" if endless else "normal",
        )
    ax.set(xlim=(0, edge), ylim=(len(gaps) - 0.45, -0.95))
    ax.set_xlabel(f"{names[2]}, {unit}")
    ax.set_yticks(places, [str(label) for label in labels])
    ax.tick_params(axis="y", length=0)
    return ax
