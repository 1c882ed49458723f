"""The tasks of sharing out the bar."""

import re

import pytest

from infolib import entropy
from walks import type_in


def _value(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"[\d.]+", text)[0])


def _set(explorer, *lengths):
    type_in(explorer, **{f"lengths{i}": x for i, x in enumerate(lengths, 1)})


def one_digit(explorer):
    _set(explorer, 1)
    assert _value(explorer, "used") == 1.25
    assert "over the end" in explorer.locator(".x-says").text_content()
    assert explorer.locator("[data-value=mean]").text_content() == "no code"
    _set(explorer, 1, 2, 3, 3)  # two others pay with a digit each
    assert _value(explorer, "used") == 1


def down_to_the_entropy(explorer):
    _set(explorer, 1, 2, 3, 3)
    assert _value(explorer, "mean") == _value(explorer, "entropy") == 1.75
    assert "L is H" in explorer.locator(".x-says").text_content()


def nearly_always_a(explorer):
    explorer.get_by_role("radio", name="0.9").check()
    _set(explorer, 1, 2, 3, 3)
    assert _value(explorer, "mean") == pytest.approx(1.15)
    h = entropy([0.9, 0.05, 0.03, 0.02])
    assert _value(explorer, "entropy") == pytest.approx(h, abs=6e-4)
    said = explorer.locator(".x-says").text_content()
    assert "no code is shorter" in said
    assert float(re.search(r"[\d.]+", said)[0]) == pytest.approx(1.15 - h, abs=6e-4)


WALKS = [one_digit, down_to_the_entropy, nearly_always_a]
