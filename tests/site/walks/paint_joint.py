"""The tasks of the joint table."""

import re

from infolib import entropy
from walks import type_in


def _value(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"−?[\d.]+", text)[0].replace("−", "-"))


def _says(explorer):
    return explorer.locator(".x-says").text_content()


def _squares(explorer, look):
    return explorer.locator(f"rect.{look}").evaluate_all(
        "all => all.filter((r) => r.ownerSVGElement.querySelector('[data-bar]'))"
        ".map((r) => Number(r.getAttribute('width')))"
    )


def a_tenth_of_a_bit(explorer):
    _on_their_dashes(explorer)
    # The river sells more small cups, the station more medium ones.
    type_in(explorer, p1=0.32, p5=0.34)
    assert 0.1 < _value(explorer, "told") < 0.13
    assert _squares(explorer, "x-wash") != _squares(explorer, "x-own")
    explorer.get_by_role("button", name="Make independent").click()
    _on_their_dashes(explorer)


def _on_their_dashes(explorer):
    full, dashed = _squares(explorer, "x-wash"), _squares(explorer, "x-own")
    assert len(full) == len(dashed) == 6
    assert all(abs(a - b) < 0.5 for a, b in zip(full, dashed, strict=True))
    assert _value(explorer, "told") == 0
    assert "tells nothing" in _says(explorer)


def all_there_is(explorer):
    # Small by the river, the others at the station: every size has one stall.
    type_in(explorer, p2=0, p3=0, p4=0)
    assert _value(explorer, "told") == _value(explorer, "x")
    assert _value(explorer, "x_y") == 0
    assert "tells all" in _says(explorer)


def harder_after_one_answer(explorer):
    explorer.get_by_role("button", name="Only medium at the station").click()
    before = entropy([0.21, 0.655, 0.135])
    assert abs(_value(explorer, "y") - before) < 6e-4
    assert _value(explorer, "river") > _value(explorer, "y") > _value(explorer, "y_x")
    assert _value(explorer, "station") == 0
    assert "harder" in _says(explorer)


WALKS = [a_tenth_of_a_bit, all_there_is, harder_after_one_answer]
