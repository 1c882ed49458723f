"""The tasks of the entropy of a coin."""

import re

import pytest

from infolib import binary_entropy
from walks import type_in

KNOBS = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1]


def _value(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"[\d.]+", text)[0])


def _miss(explorer):
    said = explorer.locator(".x-says").text_content()
    return float(re.search(r"off by ([\d.]+) bits", said)[1])


def _show(explorer):
    explorer.get_by_role("button", name="Show the curve").click()


def draw_first(explorer):
    number = explorer.locator("[data-value=entropy]")
    assert number.text_content() == "?"  # nothing tells what is asked
    for i, h in enumerate(binary_entropy(KNOBS), 1):
        type_in(explorer, **{f"guess{i}": f"{h:.2f}"})
    # The coin whose worth was drawn last is the one that the blocks belong to.
    assert "p\u00a0=\u00a01.00" in explorer.locator(".x-says").text_content()
    _show(explorer)
    assert _miss(explorer) <= 0.01
    explorer.get_by_role("button", name="Guess again").click()
    type_in(explorer, guess2=0)
    _show(explorer)
    assert _miss(explorer) == pytest.approx(binary_entropy(0.1), abs=0.006)


def towards_one(explorer):
    _show(explorer)
    areas = {}
    for p in (0.5, 0.55, 0.6, 0.63, 0.67, 0.75, 0.9, 0.99):
        type_in(explorer, p=f"{p:.2f}")
        areas[p] = (1 - p) * _value(explorer, "tails")
    # The rare side counts most when it comes up once in e tosses.
    assert max(areas, key=areas.get) == 0.63
    assert areas[0.99] < areas[0.9] < areas[0.63]


WALKS = [draw_first, towards_one]
