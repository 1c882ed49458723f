"""The tasks of the coin on the landing page."""

import math
import re

from infolib import binary_entropy, information_content
from walks import type_in


def _value(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"[\d.]+", text)[0])


def _rows(explorer):
    """Return the bits that the pieces of both rows of the bar take: tosses, then parts."""
    widths = explorer.evaluate(
        "x => [...x.querySelectorAll('.x-bar rect')].map((r) => r.getAttribute('width') / 5)"
    )
    return widths[:13], widths[13:]


def least_surprising(explorer):
    said = explorer.locator(".x-says").first.text_content()
    assert "fits best" in said
    assert "9 of 13" not in said  # a guess is asked for
    paid = {}
    for theta in (0.5, 0.6, 0.69, 0.8, 0.83, 0.9):
        type_in(explorer, theta=theta)
        paid[theta] = _value(explorer, "total")
        floor = 13 * binary_entropy(9 / 13)
        assert math.isclose(_value(explorer, "floor"), floor, abs_tol=0.006)
        shown = [_value(explorer, key) for key in ("total", "floor", "gap")]
        assert math.isclose(shown[0], shown[1] + shown[2])
        tosses, parts = _rows(explorer)
        assert math.isclose(min(tosses), information_content(max(theta, 1 - theta)))
        assert math.isclose(sum(tosses), sum(parts))
        assert math.isclose(parts[0], floor)
    assert paid[0.5] == 13
    assert min(paid, key=paid.get) == 0.69
    type_in(explorer, theta=0.69)
    assert "No belief fits these tosses better" in explorer.inner_text()


def own_coin(explorer):
    type_in(explorer, theta=0.6)
    coins = explorer.locator(".x-coin:enabled")
    dearest = 13 * information_content(0.4)
    for n in range(1, 14):
        explorer.get_by_role("button", name="Tails", exact=True).click()
        assert coins.count() == n
    assert math.isclose(_value(explorer, "total"), dearest, abs_tol=0.006)
    # Whichever coin is turned over, the series is less dear.
    for i in range(13):
        coins.nth(i).click()
        assert _value(explorer, "total") < dearest - 0.5
        coins.nth(i).click()
    explorer.get_by_role("button", name="Toss for me").click()
    assert coins.count() == 13
    assert _value(explorer, "total") <= dearest + 0.005


WALKS = [least_surprising, own_coin]
