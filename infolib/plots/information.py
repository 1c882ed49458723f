"""Pictures of the chapter on information content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from infolib import information_content
from infolib.palette import LIGHT as COLOURS
from infolib.plots._figure import SAY, new_axes, refuse_none, subplots

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Values = NDArray[np.float64]


def surprise_curve(*, log: bool = False, ax: Axes | None = None) -> Axes:
    """Draw −log₂ p against p, with a dot at each of the first halvings.

    With `log` the probabilities lie on a logarithmic scale, where the curve is a line.

    >>> surprise_curve().get_ylabel()
    'information content in bits'
    """
    ax = new_axes(ax)
    p = np.logspace(-10 if log else -5.2, 0, 100, base=2)
    ax.plot(p, information_content(p))
    halvings = 0.5 ** np.arange(11 if log else 6)
    ax.plot(
        halvings, information_content(halvings), "o", color=COLOURS["mark"], zorder=3
    )
    ax.set(xlabel=SAY["p"], ylabel=SAY["surprise"], ylim=(0, None))
    if log:
        ax.set_xscale("log", base=2)
        ax.set_xticks([1, 2**-5, 2**-10], ["1", "1/32", "1/1024"])
        ax.minorticks_off()
    return ax


def halving_ladder(steps: Sequence[int] = range(6)) -> list[Axes]:
    """Draw unit squares cut in half 0, 1, 2, ... times; what remains has area ½ᵏ.

    >>> halving_ladder([1, 2])[1].get_title()
    '2 bits: ¼'
    """
    refuse_none(steps, "steps")
    columns = min(3, len(steps))
    rows = -(-len(steps) // columns)
    _, axes = subplots(rows, columns, height=1.85 * rows, squeeze=False)
    names = {0: "1", 1: "½", 2: "¼", 3: "⅛"}
    for ax in axes.flat:
        ax.axis("off")
    for ax, k in zip(axes.flat, steps, strict=False):
        _box(ax, 0, 0, 1, 1, "paper")
        width = height = 1.0
        for cut in range(k):
            if cut % 2:
                height /= 2
                ax.plot([0, width], [height, height], color=COLOURS["muted"])
            else:
                width /= 2
                ax.plot([width, width], [0, height], color=COLOURS["muted"])
        _box(ax, 0, 0, width, height, "p")
        unit = SAY["bit"] if k == 1 else SAY["bits"]
        ax.set_title(f"{k} {unit}: {names.get(k, f'1/{2**k}')}")
    return list(axes.flat)[: len(steps)]


def additivity_defect(
    measures: dict[str, Callable[[Values], Values]], *, limit: float = 1
) -> list[Axes]:
    """Map f(pq) − f(p) − f(q) over all pairs p, q for each measure; blank near 0.

    >>> additivity_defect({"−log₂ p": lambda p: -np.log2(p)})[0].get_title()
    'f(p) = −log₂ p'
    """
    refuse_none(measures, "measures")
    rows = -(-len(measures) // 2)
    fig, axes = subplots(
        rows, 2, height=2.3 * rows + 0.7, sharex=True, sharey=True, squeeze=False
    )
    # Few washes of two colours; between them, up to a 20th of the limit, blank.
    steps = limit * np.array([-1, -0.7, -0.4, -0.2, -0.05, 0.05, 0.2, 0.4, 0.7, 1])
    depths = [-0.95, -0.75, -0.55, -0.35, -0.2, 0, 0.2, 0.35, 0.55, 0.75, 0.95]
    washes = [(COLOURS["q" if depth < 0 else "p"], abs(depth)) for depth in depths]
    p, q = np.meshgrid(*2 * [np.linspace(0.005, 0.995, 60)])
    for ax, (name, f) in zip(axes.flat, measures.items(), strict=False):
        image = ax.contourf(
            p, q, f(p * q) - f(p) - f(q), steps, colors=washes, extend="both"
        )
        ax.plot(0.5, 0.5, "o", color=COLOURS["mark"], markersize=4)
        ax.set(title=f"f(p) = {name}", xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
        ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    for ax in axes[-1]:
        ax.set_xlabel("p")
    for ax in axes[:, 0]:
        ax.set_ylabel("q")
    bar = fig.colorbar(
        image,
        ax=axes,
        location="bottom",
        aspect=30,
        ticks=limit * np.array([-1, -0.4, 0, 0.4, 1]),
    )
    bar.set_label("f(pq) − f(p) − f(q)")
    return list(axes.flat)[: len(measures)]


def event_areas(a: float, b: float, both: float, *, ax: Axes | None = None) -> Axes:
    """Draw two events in a unit square: A the left strip, B the two lower blocks.

    Every area is a probability. The blocks of B are equally high if and only if the
    events are independent.

    >>> event_areas(0.5, 0.5, 0.25).get_title()
    'A and B: 0.25'
    """
    least, most = max(0.0, a + b - 1), min(a, b)
    if not (0 < a < 1 and least - 1e-9 <= both <= most + 1e-9):
        raise ValueError(
            f"a = {a}, b = {b} and both = {both} are no two events: a must be above 0 and "
            f"below 1, and both from max(0, a + b - 1) to min(a, b)"
        )
    ax = new_axes(ax)
    _box(ax, 0, 0, 1, 1, "paper")
    _box(ax, 0, 0, a, 1, "p", 0.3)
    rest = (b - both) / (1 - a)
    for x, width, height, name in [
        (0, a, both / a, SAY["both"]),
        (a, 1 - a, rest, "B"),
    ]:
        _box(ax, x, 0, width, height, "q", 0.3)
        ax.annotate(name, (x + width / 2, height / 2), ha="center", va="center")
    ax.annotate("A", (a / 2, (1 + both / a) / 2), ha="center", va="center")
    ax.axis("off")
    ax.set_title(f"{SAY['both']}: {both:.2f}")
    return ax


def _box(
    ax: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    colour: str,
    alpha: float = 1,
) -> None:
    from matplotlib.patches import Rectangle

    face, edge = COLOURS[colour], COLOURS["muted"]
    ax.add_patch(
        Rectangle((x, y), width, height, facecolor=face, edgecolor=edge, alpha=alpha)
    )
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
