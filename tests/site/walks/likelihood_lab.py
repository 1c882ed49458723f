"""The tasks of the likelihood lab."""

import math

from walks import type_in


def _press(explorer, name, times=1):
    button = explorer.get_by_role("button", name=name, exact=True)
    for _ in range(times):
        button.click()


def _total(explorer):
    text = explorer.locator("[data-value=total]").text_content()
    if text == "−∞":
        return -math.inf
    return float(text.removesuffix(" bits").replace("−", "-"))


def _hill(explorer):
    """Return the points of the curve."""
    d = explorer.locator(".x-line").get_attribute("d")
    return [[float(v) for v in p.split(",")] for p in d[1:].split("L")] if d else []


def _blocks(explorer):
    """Return the heights of the blocks, on a scale of 8 bits."""
    return explorer.evaluate("""(x) => {
      const [low, , , , high] = [...x.querySelectorAll(".x-second .x-grid")]
        .map((line) => Number(/,([\\d.]+)H/.exec(line.getAttribute("d"))[1]));
      return [...x.querySelectorAll(".x-second rect")]
        .map((r) => (8 * r.getAttribute("height")) / (low - high));
    }""")


def guess(explorer):
    assert _hill(explorer) == []
    explained = {}
    for theta in (0.3, 0.5, 0.69, 0.8):
        type_in(explorer, theta=theta)
        explained[theta] = _total(explorer)
        blocks = _blocks(explorer)
        assert len(blocks) == 13
        assert math.isclose(sum(blocks), -explained[theta], abs_tol=1e-3)
    assert max(explained, key=explained.get) == 0.69
    assert explained[0.5] == -13
    type_in(explorer, theta=0.69)
    assert "This is the top" in explorer.inner_text()
    _press(explorer, "Show the hill")
    top = min(_hill(explorer), key=lambda point: point[1])
    dot = explorer.locator(".x-knob .x-dot")
    assert abs(float(dot.get_attribute("cx")) - top[0]) < 0.01
    assert abs(float(dot.get_attribute("cy")) - top[1]) < 0.01


def own_tosses(explorer):
    _press(explorer, "Show the hill")
    _press(explorer, "Forget all")
    assert "every value explains it equally well" in explorer.inner_text()
    widths = []
    for times in (2, 4, 12):
        _press(explorer, "Heads", times)
        _press(explorer, "Tails", times)
        explorer.locator("[data-control=theta]").press("ArrowRight")
        hill = _hill(explorer)
        widths.append(hill[-1][0] - hill[0][0])  # where it is less than 16 bits down
    assert widths == sorted(widths, reverse=True)
    assert widths[2] < 0.7 * widths[0]
    seen = _total(explorer)
    _press(explorer, "Tails")
    _press(explorer, "Undo")
    assert _total(explorer) == seen


def ruined(explorer):
    _press(explorer, "Forget all")
    type_in(explorer, theta=1)
    _press(explorer, "Heads", 5)
    assert _total(explorer) == 0
    _press(explorer, "Tails")
    assert _total(explorer) == -math.inf
    _press(explorer, "Heads", 5)
    assert _total(explorer) == -math.inf


WALKS = [guess, own_tosses, ruined]
