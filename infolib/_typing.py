"""Types that several modules name, and options that most measures take.

What a checker of types can tell: a list of numbers is one distribution and gives a
float, a list of lists gives an array. How many axes an array has is known only when
the program runs: there the type is left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias, TypedDict

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = Sequence[float]
Rows: TypeAlias = Sequence[Sequence[float]]
Array: TypeAlias = NDArray[np.float64]


class HasArray(Protocol):
    """What NumPy asks for an array, such as a Series of pandas."""

    def __array__(self) -> NDArray[Any]:
        """Return the numbers."""


Many: TypeAlias = NDArray[Any] | Sequence[Any] | HasArray


class Base(TypedDict, total=False):
    """The unit of information."""

    base: float


class Axis(TypedDict, total=False):
    """Where the categories are."""

    axis: int


class Options(Base, Axis):
    """Both."""
