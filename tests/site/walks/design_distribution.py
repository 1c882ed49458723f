"""The tasks of designing a distribution."""

import re

import pytest

from walks import type_in


def _value(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"[\d.]+", text)[0])


def _set(explorer, i, value):
    type_in(explorer, **{f"p{i}": value})


def least_variance(explorer):
    says = explorer.locator(".x-says")
    assert "can you make it smaller" in says.text_content()
    least = 0.4701  # found by a search over all bars in tests/infolib
    for i, tall in enumerate([0, 0, 0.5, 0], 1):  # two bars: certainly too few bits
        _set(explorer, i, tall)
    assert "bits are missing" in says.text_content()
    for i, tall in [(1, 0.06), (4, 0.06), (2, 0.44), (1, 0.06), (4, 0.06)]:
        _set(explorer, i, tall)
    assert _value(explorer, "entropy") >= 1.5
    spread = _value(explorer, "variance")
    assert least <= spread < least + 0.02
    assert "you are there" in says.text_content()
    # Less than the least variance, but too few bits by a little: that is not it.
    _set(explorer, 2, 0.46)
    assert _value(explorer, "variance") < least
    h = _value(explorer, "entropy")
    assert 1.495 < h < 1.5
    missing = float(re.search(r"^[\d.]+", says.text_content())[0])
    assert 1.5 - h <= missing <= 1.5 - h + 0.001


def shuffle(explorer):
    h, spread = _value(explorer, "entropy"), _value(explorer, "variance")
    spreads = set()
    for _ in range(8):
        explorer.get_by_role("button", name="Shuffle labels").click()
        assert _value(explorer, "entropy") == h
        spreads.add(_value(explorer, "variance"))
    assert spreads - {spread}


def split(explorer):
    before = _value(explorer, "entropy")
    explorer.get_by_role("button", name="Split the largest").click()
    # With probability 0.4 there is one more fair question to ask.
    assert _value(explorer, "entropy") - before == pytest.approx(0.4, abs=2e-4)


WALKS = [least_variance, shuffle, split]
