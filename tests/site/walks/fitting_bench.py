"""The tasks of the fitting bench."""

import math
import re

import pytest
from truths import gaussian_for_two, lowest_below

from walks import type_in


def _value(explorer, key="kl"):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"−?[\d.]+", text)[0].replace("−", "-"))


def _go(explorer):
    explorer.get_by_role("button", name="Let the ball go").click()


def _ball(explorer):
    ball = explorer.locator(".x-second .x-dot")
    return float(ball.get_attribute("cx")), float(ball.get_attribute("cy"))


def by_hand(explorer):
    before = _value(explorer)
    assert before == pytest.approx(gaussian_for_two(3, 0.5, 1, 2)[1], abs=5e-5)
    # Pulled by its top, to the right and up: the bell follows, and so does the ball.
    box = explorer.locator(".x-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = explorer.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 50, y - 30)
    mouse.up()
    mu, sigma = _value(explorer, "shown_mu"), _value(explorer, "shown_sigma")
    assert mu > 1.5
    assert sigma < 1.8
    hand = _value(explorer)
    assert hand == pytest.approx(gaussian_for_two(3, 0.5, mu, sigma)[1], abs=5e-5)
    # The ball lies still in the end; on the way it is never higher than before.
    start = _ball(explorer)
    _go(explorer)
    assert _ball(explorer)[1] < start[1] + 2  # it starts where it hung
    explorer.page.wait_for_function(
        "!document.querySelector('.x-frame').matches('.x-moving')"
    )
    rest = _ball(explorer)
    assert rest[1] > start[1]
    assert _value(explorer) < hand
    end = lowest_below(3, 0.5, mu, sigma)
    assert _value(explorer, "shown_mu") == pytest.approx(end[0], abs=5e-5)
    assert _value(explorer) == pytest.approx(
        gaussian_for_two(3, 0.5, *end)[1], abs=5e-5
    )


def three_places(explorer):
    ends = set()
    for mu, sigma in [(-3, 1), (0.5, 3), (3, 2), (-1.5, 1), (1, 4), (-4.5, 0.7)]:
        type_in(explorer, mu=mu, sigma=sigma)
        _go(explorer)
        end = lowest_below(3, 0.5, mu, sigma)
        assert _value(explorer, "shown_mu") == pytest.approx(end[0], abs=5e-5)
        lower = "could rest lower" in explorer.locator(".x-says").text_content()
        assert lower is (abs(end[0]) < 1)
        ends.add(round(end[0]))
    assert ends == {-3, 0, 3}
    # Where the left peak has more weight, its place takes more of the starts.
    type_in(explorer, w=0.7)
    for mu in [k / 2 for k in range(-5, 6)]:
        type_in(explorer, mu=mu, sigma=1.5)
        _go(explorer)
        end = lowest_below(3, 0.7, mu, 1.5)
        assert _value(explorer, "shown_mu") == pytest.approx(end[0], abs=5e-5)


def other_direction(explorer):
    explorer.locator("input[type=radio][value=forward]").check()
    for mu, sigma in [(-3, 1), (0.5, 3), (4, 0.7)]:
        type_in(explorer, mu=mu, sigma=sigma)
        _go(explorer)
        assert _value(explorer, "shown_mu") == 0
        assert _value(explorer, "shown_sigma") == pytest.approx(math.sqrt(10), abs=5e-5)
        assert "rests nowhere else" in explorer.locator(".x-says").text_content()


WALKS = [by_hand, three_places, other_direction]
