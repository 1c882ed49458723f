"""The tasks of the entropy of a coin."""

import math
import re

from infolib import binary_entropy


def _value(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"[\d.]+", text)[0])


def _set(explorer, p):
    box = explorer.locator("[data-box=p]")
    box.fill(str(p))
    box.press("Enter")


def half_a_bit(explorer):
    _set(explorer, 0.11)
    assert math.isclose(_value(explorer, "entropy"), 0.5, abs_tol=1e-3)


def towards_one(explorer):
    areas = []
    for p in (0.9, 0.95, 0.99):
        _set(explorer, p)
        areas.append(_value(explorer, "entropy"))
    assert areas == sorted(areas, reverse=True)
    assert math.isclose(areas[-1], binary_entropy(0.99), abs_tol=1e-4)


WALKS = [half_a_bit, towards_one]
