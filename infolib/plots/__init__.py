"""Still figures of the course, one function for each picture that recurs.

Every function draws into the axes it is given, or into new ones, and returns them; none
shows the figure. `show` and `subplots` are Matplotlib's own, at hand for the chapters.
Matplotlib is imported, and takes on the look of the course, when the first of them is
used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infolib._optional import load

if TYPE_CHECKING:
    from infolib.plots._course import (
        COLOURS,
        additivity_defect,
        bars,
        binary_entropy_curve,
        event_areas,
        halving_ladder,
        ledger,
        note,
        show,
        simplex,
        skyline,
        subplots,
        surprise_curve,
    )

__all__ = [
    "COLOURS",
    "additivity_defect",
    "bars",
    "binary_entropy_curve",
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


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(load("infolib.plots._course", "plots"), name)


def __dir__() -> list[str]:
    return __all__
