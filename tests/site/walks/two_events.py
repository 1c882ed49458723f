"""The tasks of the two events."""

import math
import re

from infolib import information_content
from walks import type_in


def _shared(explorer):
    text = explorer.locator("[data-value=shared]").text_content()
    return float(re.match(r"−?[\d.∞]+", text)[0].replace("−", "-").replace("∞", "inf"))


def the_most_that_a_tells(explorer):
    told = []
    for b in (0.4, 0.2, 0.1):  # A and B one and the same, ever rarer
        type_in(explorer, a=b, b=b, overlap=b)
        told.append(_shared(explorer))
    assert told == sorted(told)
    assert math.isclose(told[-1], information_content(0.1), abs_tol=1e-3)
    # No other edge brings more, from here.
    type_in(explorer, a=0.11)
    assert _shared(explorer) < told[-1]
    type_in(explorer, a=0.1, overlap=0.09)
    assert _shared(explorer) < told[-1]


def nothing_about_b(explorer):
    type_in(explorer, a=0.6, b=0.5, overlap=0.3)
    assert _shared(explorer) == 0
    assert "Independent" in explorer.locator(".x-says").text_content()


def far_below_zero(explorer):
    told = []
    for overlap in (0.1, 0.01, 0):
        type_in(explorer, overlap=overlap)
        told.append(_shared(explorer))
    assert told == sorted(told, reverse=True)
    assert told[-1] == -math.inf


WALKS = [the_most_that_a_tells, nothing_about_b, far_below_zero]
