"""The small data sets of the course: part of the package, nothing is downloaded.

Each function says where its numbers come from and under which licence they are here.
"""

from __future__ import annotations

import contextlib
import csv
import io
from codecs import decode
from importlib.resources import files

__all__ = ["letters", "powers_of_two_digits", "tennis_days", "zen_of_python"]


def zen_of_python() -> str:
    """Return Tim Peters's "The Zen of Python", as Python itself carries it.

    Source: the module `this` of the standard library (PEP 20, in the public domain).

    >>> zen_of_python().splitlines()[0]
    'The Zen of Python, by Tim Peters'
    """
    with contextlib.redirect_stdout(io.StringIO()):  # importing `this` prints the poem
        import this
    return decode(this.s, "rot13")


def letters(text: str) -> list[str]:
    """Return the letters a to z of a text, lower-cased, in order.

    >>> letters("Now is better!")
    ['n', 'o', 'w', 'i', 's', 'b', 'e', 't', 't', 'e', 'r']
    """
    return [c for c in text.lower() if "a" <= c <= "z"]


def tennis_days() -> list[dict[str, str]]:
    """Return Quinlan's fourteen Saturday mornings, one dict a day.

    Source: J. R. Quinlan, "Induction of Decision Trees", Machine Learning 1 (1986)
    81-106, table 1: an invented example of 14 rows, quoted as facts. Quinlan's classes
    P and N are written "yes" and "no" (play or not).

    >>> tennis_days()[0]["outlook"]
    'sunny'
    """
    text = files("infolib.data").joinpath("tennis.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def powers_of_two_digits(count: int = 1000) -> list[int]:
    """Return the leading decimal digit of 2⁰, 2¹, ..., 2^(count − 1).

    Source: arithmetic.

    >>> powers_of_two_digits(6)
    [1, 2, 4, 8, 1, 3]
    """
    return [int(str(2**k)[0]) for k in range(count)]
