"""The small data sets of the course: part of the package, nothing is downloaded.

Each function says where its numbers come from and under which licence they are here.
"""

from __future__ import annotations

import contextlib
import csv
import io
import math
from codecs import decode
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from infolib._typing import Array

__all__ = [
    "Event",
    "beetles",
    "breast_cancer",
    "digits",
    "everyday_events",
    "horse_kicks",
    "letters",
    "lotteries",
    "paris_births",
    "powers_of_two_digits",
    "tennis_days",
    "zen_of_python",
]


def zen_of_python() -> str:
    """Return Tim Peters's "The Zen of Python", as Python itself carries it.

    Source: the module `this` of the standard library (PEP 20, in the public domain).

    Taught in "Information content".

    >>> zen_of_python().splitlines()[0]
    'The Zen of Python, by Tim Peters'
    """
    with contextlib.redirect_stdout(io.StringIO()):  # importing `this` prints the poem
        import this
    return decode(this.s, "rot13")


def letters(text: str) -> list[str]:
    """Return the letters a to z of a text, lower-cased, in order.

    Taught in "Information content".

    >>> letters("Now is better!")
    ['n', 'o', 'w', 'i', 's', 'b', 'e', 't', 't', 'e', 'r']
    """
    return [c for c in text.lower() if "a" <= c <= "z"]


def tennis_days() -> list[dict[str, str]]:
    """Return Quinlan's fourteen Saturday mornings, one dict a day.

    Source: J. R. Quinlan, "Induction of Decision Trees", Machine Learning 1 (1986)
    81-106, table 1: an invented example of 14 rows, quoted as facts. Quinlan's classes
    P and N are written "yes" and "no" (play or not).

    Taught in "Entropy".

    >>> tennis_days()[0]["outlook"]
    'sunny'
    """
    text = files("infolib.data").joinpath("tennis.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def powers_of_two_digits(count: int = 1000) -> list[int]:
    """Return the leading decimal digit of 2⁰, 2¹, ..., 2^(count − 1).

    Source: arithmetic.

    Taught in "KL divergence".

    >>> powers_of_two_digits(6)
    [1, 2, 4, 8, 1, 3]
    """
    return [int(str(2**k)[0]) for k in range(count)]


class Event(NamedTuple):
    """Something that happens with a known probability, and why that is its value."""

    name: str
    probability: float
    because: str


def lotteries() -> dict[str, int]:
    """Return the number of equally likely tickets of four lotteries.

    Source: counting, from the rules of each game: 6 numbers of 49; six red balls of 33
    and one blue of 16 (双色球, China); 5 numbers of 50 and 2 stars of 12 (EuroMillions,
    since 2016); 5 white balls of 69 and one red of 26 (Powerball, since 2015).

    Taught in "Information content".

    >>> lotteries()["6 of 49"]
    13983816
    """
    return {
        "6 of 49": math.comb(49, 6),
        "双色球": math.comb(33, 6) * 16,
        "EuroMillions": math.comb(50, 5) * math.comb(12, 2),
        "Powerball": math.comb(69, 5) * 26,
    }


def everyday_events() -> list[Event]:
    """Return events from certain to one in a billion, the likeliest first.

    Source: counting, each with its reason; cards, dice and draws are taken to be fair,
    and birthdays to fall on each of 365 days alike.

    Taught in "Information content".

    >>> everyday_events()[4].name
    'a coin shows heads'
    """
    hands = math.comb(52, 5)
    full_houses = 13 * math.comb(4, 3) * 12 * math.comb(4, 2)
    fours = 13 * 48
    no_twins = math.perm(365, 23) / 365**23
    tickets = lotteries()
    mornings = 10**6
    known = [
        Event("something certain", 1.0, "by definition"),
        Event(
            "the sun rises, after a million mornings",
            (mornings + 1) / (mornings + 2),
            "rule of succession, (n + 1)/(n + 2)",
        ),
        Event("a die shows no six", 5 / 6, "5 faces of 6"),
        Event(
            "two of 23 people share a birthday", 1 - no_twins, "1 − 365·364···343/365²³"
        ),
        Event("a coin shows heads", 1 / 2, "1 side of 2"),
        Event("a card is a heart", 1 / 4, "13 cards of 52"),
        Event("a die shows a six", 1 / 6, "1 face of 6"),
        Event("you guess the last digit of a number", 1 / 10, "1 digit of 10"),
        Event("you guess a letter picked at random", 1 / 26, "1 letter of 26"),
        Event("two dice show a double six", 1 / 36, "1 pair of 36"),
        Event("a card is the 3 of spades", 1 / 52, "1 card of 52"),
        Event("you guess a number from 1 to 100", 1 / 100, "1 number of 100"),
        Event("three dice show three sixes", 1 / 216, "1 triple of 6³"),
        Event("today is a stranger's birthday", 1 / 365, "1 day of 365"),
        Event(
            "five cards are a full house", full_houses / hands, "3744 hands of C(52, 5)"
        ),
        Event(
            "ten cards of ten are red",
            math.comb(26, 10) / math.comb(52, 10),
            "C(26, 10) draws of C(52, 10)",
        ),
        Event("five cards are four of a kind", fours / hands, "624 hands of C(52, 5)"),
        Event("a stranger guesses your 4-digit PIN", 1e-4, "1 PIN of 10⁴"),
        Event(
            "your roulette number comes three times running",
            1 / 37**3,
            "1 of 37³, wheel with one zero",
        ),
        Event(
            "five cards are a straight flush",
            40 / hands,
            "40 hands of C(52, 5), royal ones counted",
        ),
        Event("five cards are a royal flush", 4 / hands, "4 hands of C(52, 5)"),
        Event("a stranger guesses your 6-digit code", 1e-6, "1 code of 10⁶"),
        Event("nine dice of nine show sixes", 6.0**-9, "1 of 6⁹"),
        Event("a ticket wins 6 of 49", 1 / tickets["6 of 49"], "1 of C(49, 6)"),
        Event("a ticket wins 双色球", 1 / tickets["双色球"], "1 of C(33, 6) · 16"),
        Event(
            "a ticket wins EuroMillions",
            1 / tickets["EuroMillions"],
            "1 of C(50, 5) · C(12, 2)",
        ),
        Event(
            "a ticket wins Powerball", 1 / tickets["Powerball"], "1 of C(69, 5) · 26"
        ),
        Event("you guess a 9-digit number", 1e-9, "1 of 10⁹"),
    ]
    return sorted(known, key=lambda event: -event.probability)


def horse_kicks() -> dict[int, int]:
    """Return how many corps-years of the Prussian army saw k deaths by horse kick.

    14 corps over the 20 years 1875 to 1894, 280 records in all. Source: L. von
    Bortkiewicz, *Das Gesetz der kleinen Zahlen*, Teubner, Leipzig 1898, § 12; in the
    public domain.

    Taught in "Likelihood".

    >>> horse_kicks()
    {0: 144, 1: 91, 2: 32, 3: 11, 4: 2}
    """
    return {0: 144, 1: 91, 2: 32, 3: 11, 4: 2}


def paris_births() -> tuple[int, int]:
    """Return the boys and the girls that Paris registered from 1745 to 1770.

    Source: P.-S. Laplace, "Mémoire sur les probabilités", 1781; in the public domain.

    Taught in "KL divergence".

    >>> paris_births()
    (251527, 241945)
    """
    return 251_527, 241_945


def beetles() -> list[tuple[float, int, int]]:
    """Return, for each of eight doses, its logarithm, the beetles and those killed.

    Flour beetles were exposed to gaseous carbon disulphide for five hours; the dose is
    log10 of CS2 in mg per litre. Source: C. I. Bliss, "The calculation of the
    dosage-mortality curve", Annals of Applied Biology 22 (1935) 134-167; eight rows of
    counts, quoted as facts.

    Taught in "One picture".

    >>> sum(n for _, n, _ in beetles()), sum(killed for _, _, killed in beetles())
    (481, 291)
    """
    return [
        (1.6907, 59, 6),
        (1.7242, 60, 13),
        (1.7552, 62, 18),
        (1.7842, 56, 28),
        (1.8113, 63, 52),
        (1.8369, 59, 53),
        (1.8610, 62, 61),
        (1.8839, 60, 60),
    ]


def digits() -> tuple[Array, Array]:
    """Return 1797 handwritten digits: 64 pixels each, from 0 to 16, and which they are.

    13 people wrote them; a pixel counts the dark dots of a square of 4 by 4. Source:
    E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", the test part,
    UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49; licence CC BY
    4.0. The file has a line an image: the digit, then its pixels in base 17.

    Taught in "Losses".

    >>> pixels, digit = digits()
    >>> pixels.shape, digit[:5].tolist()
    ((1797, 64), [0, 1, 2, 3, 4])
    """
    lines = files("infolib.data").joinpath("digits.txt").read_text("utf-8").split()
    numbers = np.array([[int(pixel, 17) for pixel in line] for line in lines])
    return numbers[:, 1:].astype(float), numbers[:, 0]


def breast_cancer() -> tuple[Array, Array]:
    """Return of 569 lumps the mean radius of the cell nuclei, and 1 if benign, else 0.

    One of thirty measurements; the source names no unit. Source: W. Wolberg,
    O. Mangasarian and W. N. Street, "Breast Cancer Wisconsin (Diagnostic)", UCI Machine
    Learning Repository, 1995, https://doi.org/10.24432/C5DW2B; licence CC BY 4.0.

    Taught in "Losses".

    >>> radius, benign = breast_cancer()
    >>> float(radius[0]), int(benign.sum())
    (17.99, 357)
    """
    text = files("infolib.data").joinpath("breast_cancer.csv").read_text("utf-8")
    radius, benign = np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1).T
    return radius, benign.astype(int)
