"""The tasks of the two coins."""

import math
import re

from infolib import kl_divergence
from walks import type_in


def _values(explorer):
    return [
        explorer.locator(f"[data-value={key}]").text_content()
        for key in ("forward", "reverse")
    ]


def _finds(explorer):
    """Return the pairs marked on the map, read off its axes."""
    return explorer.evaluate("""(x) => {
      const root = x.querySelector("svg");
      const at = (text, anchor) => [...root.querySelectorAll("text")]
        .find((t) => t.textContent === text && t.getAttribute("text-anchor") === anchor);
      const [left, right] = ["0", "1"].map((t) => Number(at(t, "middle").getAttribute("x")));
      const [low, high] = ["0", "1"].map((t) => Number(at(t, "end").getAttribute("y")) - 4);
      return [...root.querySelectorAll(".x-find")].map((find) => [
        (find.getAttribute("cx") - left) / (right - left),
        (find.getAttribute("cy") - low) / (high - low),
      ].map((share) => Math.round(1000 * share) / 1000));
    }""")


def hunt(explorer):
    # The point goes where the mouse takes it; a step up shows other numbers.
    knob = explorer.locator(".x-knob").first
    box = knob.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = _values(explorer)
    mouse = explorer.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 60, y + 30)
    mouse.up()
    assert _values(explorer) != before
    # Four decimals agree close to the diagonal, but that is no find.
    type_in(explorer, a=0.5, b=0.52)
    assert len(set(_values(explorer))) == 1
    assert "Nearly" in explorer.locator(".x-says").text_content()
    assert _finds(explorer) == []
    for a, b in [(0.2, 0.8), (0.65, 0.35), (0.05, 0.95)]:
        type_in(explorer, a=a, b=b)
        here, there = _values(explorer)
        assert here == there == f"{kl_divergence([a, 1 - a], [b, 1 - b]):.4f} bits"
    finds = _finds(explorer)
    assert sorted(finds) == [[0.05, 0.95], [0.2, 0.8], [0.65, 0.35]]
    type_in(explorer, a=0.4)  # away again: they stay
    assert _finds(explorer) == finds


def infinite(explorer):
    type_in(explorer, a=0.5, b=1)
    here, there = _values(explorer)
    assert here == "∞ bits"
    # 1 log₂(1 / 0.5)
    assert math.isclose(float(re.match(r"[\d.]+", there)[0]), 1)


WALKS = [hunt, infinite]
