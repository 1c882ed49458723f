"""What marks an exercise in code: right, or the name of the slip; never the answer.

A cell of a chapter holds a skeleton and ends with `explorers.check(my_entropy)`. The name
of the function is the name of an exercise of `infolib.exercises`, which has small inputs
to try, smallest first, and the slips that people make. NumPy is all that it needs.
"""

from __future__ import annotations

import contextlib
import copy
import io
import math
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from infolib._validate import shown
from infolib.exercises import EXERCISES, Exercise
from infolib.words import words

SECONDS = 2.0  # that one call may take; the inputs are tiny

SIGNS = {True: "✓", False: "✗", None: "…"}


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer.

    Attributes
    ----------
    passed : bool or None
        Whether the answer is right; None while there is none.
    reason : str
        Why, as a key of the section `checks` of the words, or of its `slips`.
    text : str
        The same in sentences.
    """

    passed: bool | None
    reason: str
    text: str

    def __repr__(self) -> str:
        return f"{SIGNS[self.passed]} {self.text}"


class _Outcome(NamedTuple):
    """What came of a call: a value, or what else happened, as a key of the words."""

    kind: str
    told: str = ""  # the value or the error, as a verdict shows it
    value: NDArray[np.float64] = np.empty(0)
    error: type[BaseException] = BaseException

    def agrees(self, other: _Outcome) -> bool:
        """Tell whether both calls came to the same, up to rounding."""
        return (
            self.kind == other.kind
            and issubclass(self.error, other.error)
            and self.value.shape == other.value.shape
            and np.allclose(
                self.value, other.value, rtol=1e-6, atol=1e-9, equal_nan=True
            )
        )


class _Endless(BaseException):
    """The time of a call is up. No `except Exception` of the reader catches it."""


class _Nowhere(io.TextIOBase):
    """Where a function prints to while it is checked; knows only whether it did."""

    printed = False

    def write(self, text: str) -> int:
        self.printed = True
        return len(text)


def check(function: Callable[..., Any]) -> Verdict:
    """Return whether a function solves the exercise of its name, or which slip it makes.

    The function is tried on small inputs. Of the first one that goes wrong the verdict
    shows what came out, and names the slip that leads there, not the answer. Nothing that
    the function does is let out: errors, prints, an endless loop of Python (what loops
    inside a compiled function, or catches every error, is not stopped), changes of its
    arguments, of `numpy` and of `math`.

    Parameters
    ----------
    function : function
        Made by `def`, under the name that the exercise gives it.

    Returns
    -------
    Verdict
        Shown by the sentences in it.

    Notes
    -----
    Taught in every chapter, under "Exercises".

    Examples
    --------
    >>> def my_surprise(p): ...
    >>> check(my_surprise)
    … Not answered yet.
    >>> def my_surprise(p):
    ...     return -np.log(p)
    >>> check(my_surprise)
    ✗ my_surprise(0.5) returns 0.693147.
    That is in nats: the natural logarithm was taken. Bits need base 2.
    """
    if not isinstance(function, FunctionType):
        return _verdict(False, "no_function")
    name = function.__name__
    if name not in EXERCISES:
        return _verdict(False, "unknown", name=name)
    exercise = EXERCISES[name]
    wanted = [_call(exercise.reference, args) for args in exercise.tries]
    nowhere = _Nowhere()
    found: list[_Outcome] = []
    for args in exercise.tries:
        found.append(_call(function, args, nowhere))
        if found[-1].kind == "endless":
            break
    if all(outcome.kind == "nothing" for outcome in found):
        key = "prints" if nowhere.printed else "open"
        return _verdict(False if nowhere.printed else None, key, name=name)
    wrong = [not f.agrees(w) for f, w in zip(found, wanted, strict=False)]
    if any(wrong):
        return _explain(name, exercise, wanted, found, wrong.index(True))
    return _verdict(True, "right", name=name, n=len(found))


def _explain(
    name: str,
    exercise: Exercise,
    wanted: list[_Outcome],
    found: list[_Outcome],
    first: int,
) -> Verdict:
    """Say what the first wrong try shows, and name the slip if it is a known one."""
    there, right = found[first], wanted[first]
    kind = there.kind
    if kind == "value" and right.kind == "error":
        kind = "accepts"
    elif kind == "value" and there.value.shape != right.value.shape:
        kind = "shape" if right.value.shape else "several"
    call = _written(name, exercise.tries[first])
    seen = words("checks")[kind].format(
        call=call, told=there.told, name=name, seconds=SECONDS
    )
    slip = _slip(exercise, wanted, found, first)
    if slip:
        return Verdict(False, slip, f"{seen}\n{words('checks')['slips'][slip]}")
    if kind == "value":
        seen += f"\n{words('checks')['by_hand']}"
    return Verdict(False, kind, seen)


def _slip(
    exercise: Exercise, wanted: list[_Outcome], found: list[_Outcome], first: int
) -> str:
    """Return the slip that explains most of what was found, the first wrong try included.

    It must explain more than half of the tries on which it is wrong: one number in
    common may be chance.
    """
    best, most = "", 0
    for slip, function in exercise.slips:
        made = [_call(function, args) for args in exercise.tries]
        rows = list(zip(made, wanted, found, strict=False))
        shows = [not m.agrees(w) for m, w, _ in rows]
        hits = [m.agrees(f) for m, _, f in rows]
        both = sum(s and h for s, h in zip(shows, hits, strict=True))
        if hits[first] and 2 * both > sum(shows) and sum(hits) > most:
            best, most = slip, sum(hits)
    return best


def _call(
    function: Callable[..., Any], args: tuple[Any, ...], prints: _Nowhere | None = None
) -> _Outcome:
    """Call a function, for so long and no longer; whatever it raises becomes an outcome.

    A tracer looks at the clock, which works where signals do not: in the Python of a page
    (where the clock of the processor stands still), on Windows, beside the main thread. It
    follows the steps of the reader's code only.
    """
    given = copy.deepcopy(args)
    for array in given:
        if isinstance(array, np.ndarray):
            array.flags.writeable = False  # who writes into an argument is told so
    homes = {"__main__", getattr(function, "__module__", None)}
    end = time.monotonic() + SECONDS

    def look(frame: FrameType, event: str, arg: Any) -> Any:
        if time.monotonic() > end:
            raise _Endless
        if frame.f_globals.get("__name__") not in homes:
            return None
        frame.f_trace_opcodes = True  # a loop may be a single line
        return look

    with _apart(prints or _Nowhere()):
        before = sys.gettrace()
        sys.settrace(look)
        try:
            return _seen(function(*given))
        except _Endless:
            return _Outcome("endless")
        except BaseException as error:  # SystemExit, too
            sys.settrace(before)  # the time may be up by now
            return _failed(error)
        finally:
            sys.settrace(before)


def _seen(value: Any) -> _Outcome:
    """Return what a function returned, as numbers if it can be."""
    if value is None or value is ...:
        return _Outcome("nothing")
    try:
        numbers = np.asarray(value)
        if numbers.dtype.kind == "O":  # fractions, say; but what is no number fails
            numbers = numbers.astype(np.float64)
        if numbers.dtype.kind in "biuf":
            numbers = numbers.astype(np.float64)
            return _Outcome("value", _digits(numbers), numbers)
    except Exception:  # no numbers
        pass
    return _Outcome("type", " ".join(shown(value).split()))


def _failed(error: BaseException) -> _Outcome:
    """Return an error as one line."""
    told = type(error).__name__
    with contextlib.suppress(BaseException):  # of an error that cannot be shown
        told = " ".join(f"{told}: {error}".split())[:100].rstrip(": ")
    kind = "changes" if "read-only" in told else "error"
    return _Outcome(kind, told, error=type(error))


@contextlib.contextmanager
def _apart(prints: _Nowhere) -> Iterator[None]:
    """Keep prints and warnings of a function from the reader, and its patches from us."""
    modules = [vars(module) for module in (np, math)]
    before = [dict(names) for names in modules]
    with (
        contextlib.redirect_stdout(prints),
        contextlib.redirect_stderr(prints),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            for names, old in zip(modules, before, strict=True):
                for name in names.keys() - old.keys():
                    if not isinstance(names[name], ModuleType):  # by an import
                        del names[name]
                names.update(old)


def _digits(numbers: NDArray[np.float64]) -> str:
    """Write numbers with six digits, and of many only the first and last ones."""
    return np.array2string(
        numbers,
        separator=", ",
        threshold=8,
        formatter={"float_kind": lambda x: f"{x + 0:.6g}"},
    ).replace("\n", "")


def _written(name: str, args: tuple[Any, ...]) -> str:
    """Write a call as a reader can type it, unless an array is long."""
    return f"{name}({', '.join(map(_typed, args))})"


def _typed(arg: Any) -> str:
    if not isinstance(arg, np.ndarray):
        return repr(arg)
    parts = [str(part) for part in arg.tolist()]
    return f"np.array([{', '.join(parts if len(parts) < 12 else [*parts[:3], '...'])}])"


def _verdict(passed: bool | None, reason: str, **places: Any) -> Verdict:
    return Verdict(passed, reason, words("checks")[reason].format(**places))
