"""What an explorer's state is made of: controls that a reader moves, computed tables.

A control has a rule: it returns the value to keep, or raises ValueError with what it must
be. What it takes it also tells to the page's script, which reads values from an address.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


@dataclass(frozen=True)
class Rule(Generic[T]):
    """What a control takes: a check for Python, the same in words of JSON for a page.

    `takes` has one of `options`, `grid`, `low` and `high` (with `whole` for integers),
    `letters` or `text` with `most` for a text, or `each` with `least` and `most` for a list (with
    `sum` where its entries have a sum).
    """

    check: Callable[[Any], T]
    takes: dict[str, Any]

    def __call__(self, value: Any) -> T:
        """Return the value to keep, or raise ValueError."""
        return self.check(value)


class control(Generic[T]):  # noqa: N801  (used as `property` is)
    """A part of the state that a reader can set: `p = control(0.5, on_grid(GRID))`.

    The default may be a function that makes it.
    """

    name: str

    def __init__(self, default: T | Callable[[], T], rule: Rule[T]) -> None:
        self._default = default
        self._rule = rule

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, explorer: None, owner: type) -> control[T]: ...
    @overload
    def __get__(self, explorer: Any, owner: type) -> T: ...
    def __get__(self, explorer: Any, owner: type) -> control[T] | T:
        if explorer is None:
            return self
        value: T = explorer.values[self.name]
        return value

    def __set__(self, explorer: Any, value: T) -> None:
        explorer.set(**{self.name: value})

    def default(self) -> T:
        """Return what the control shows at first."""
        made: Any = self._default() if callable(self._default) else self._default
        return self.check(made)

    def takes(self) -> dict[str, Any]:
        """Return what it shows at first and what it takes, for the page's script."""
        return {"default": self.default(), **self._rule.takes}

    def check(self, value: Any) -> T:
        """Return the value to keep, or say what is wrong with this one."""
        try:
            return self._rule(value)
        except ValueError as error:
            raise ValueError(f"{self.name} {error}") from None


class table(Generic[T]):  # noqa: N801  (a decorator, as `property` is)
    """A part of the state that `infolib` computes, once, and nobody sets."""

    name: str

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, explorer: None, owner: type) -> table[T]: ...
    @overload
    def __get__(self, explorer: Any, owner: type) -> T: ...
    def __get__(self, explorer: Any, owner: type) -> table[T] | T:
        if explorer is None:
            return self
        if not hasattr(self, "_value"):
            self._value = self._compute(explorer)
        return self._value

    def __set__(self, explorer: Any, value: object) -> None:
        raise AttributeError(f"{self.name} is a computed table: it cannot be set")


# ---- rules


def _real(value: Any) -> float:
    if not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(f"must be a finite number, got {value!r}")
    return float(value)


real = Rule(_real, {"low": None, "high": None})  # any finite number


def whole(low: int, high: int | None = None) -> Rule[int]:
    """Return the rule of an integer, at least `low` and at most `high`."""
    words = f"at least {low}" if high is None else f"from {low} to {high}"
    most = math.inf if high is None else high

    def rule(value: Any) -> int:
        if not isinstance(value, Integral) or not low <= int(value) <= most:
            raise ValueError(f"must be a whole number {words}, got {value!r}")
        return int(value)

    return Rule(rule, {"low": low, "high": high, "whole": True})


def one_of(*options: T) -> Rule[T]:
    """Return the rule of a value among a few."""

    def rule(value: Any) -> T:
        if value not in options:
            listed = ", ".join(map(repr, options))
            raise ValueError(f"must be one of {listed}, got {value!r}")
        return options[options.index(value)]

    return Rule(rule, {"options": list(options)})


def letters(alphabet: str, most: int) -> Rule[str]:
    """Return the rule of a text of so many letters of an alphabet."""

    def rule(value: Any) -> str:
        if not isinstance(value, str) or not set(value) <= set(alphabet):
            raise ValueError(f"must be a text of the letters {alphabet}, got {value!r}")
        if len(value) > most:
            raise ValueError(f"must have at most {most} letters, got {len(value)}")
        return value

    return Rule(rule, {"letters": alphabet, "most": most})


def text(most: int) -> Rule[str]:
    """Return the rule of any text of at most so many characters."""

    def rule(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"must be a text, got {value!r}")
        if len(value) > most:
            raise ValueError(f"must have at most {most} characters, got {len(value)}")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            half = value[error.start]
            raise ValueError(
                f"must be a text that UTF-8 can write, got {half!r} at index {error.start}"
            ) from None
        return value

    return Rule(rule, {"text": True, "most": most})


def on_grid(grid: Sequence[float], words: str = "") -> Rule[float]:
    """Return the rule of a place of a table; rounding errors are taken to the place."""
    words = words or f"one of {grid[0]:g}, {grid[1]:g}, ..., {grid[-1]:g}"

    def rule(value: Any) -> float:
        place = _real(value)
        near = min(grid, key=lambda x: abs(x - place))
        if not math.isclose(near, place, rel_tol=1e-9, abs_tol=1e-15):
            raise ValueError(
                f"must be {words} (the explorer shows a table), got {value!r}; "
                f"the nearest is {near}"
            )
        return near

    return Rule(rule, {"grid": list(grid)})


def list_of(rule: Rule[T], least: int, most: int) -> Rule[list[T]]:
    """Return the rule of a list of so many values, each with its own rule."""
    size = f"{least}" if least == most else f"{least} to {most}"

    def rule_of_all(values: Any) -> list[T]:
        if isinstance(values, str) or not isinstance(values, Iterable):
            raise ValueError(f"must be a list, got {values!r}")
        found = list(values)
        if not least <= len(found) <= most:
            raise ValueError(f"must have {size} entries, got {len(found)}")
        for i, value in enumerate(found):
            try:
                found[i] = rule(value)
            except ValueError as error:
                raise ValueError(f"at index {i} {error}") from None
        return found

    return Rule(rule_of_all, {"each": rule.takes, "least": least, "most": most})


def shares(least: int, most: int) -> Rule[list[float]]:
    """Return the rule of the probabilities of so many outcomes.

    That they are a distribution is for the explorer's `fit` to check: `infolib` says
    more about what is wrong with one than a rule can.
    """
    numbers = list_of(real, least, most)
    return Rule(
        numbers.check, {**numbers.takes, "each": {"low": 0, "high": 1}, "sum": 1}
    )
