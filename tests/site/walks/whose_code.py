"""The tasks of sending symbols in another's code."""

import re

import pytest
from playwright.sync_api import expect

from infolib import cross_entropy, entropy, information_content
from walks import type_in

P, Q = [0.42, 0.31, 0.27], [0.25, 0.5, 0.25]


def _send(explorer, motion="reduce"):
    """Send a message; return how many bits wait in each code at its end."""
    # Who wants no motion has the whole message at once.
    explorer.page.emulate_media(reduced_motion=motion)
    explorer.get_by_role("button", name="Send").click()
    explorer.page.emulate_media(reduced_motion="null")
    says = explorer.locator(".x-says")
    expect(says).to_contain_text("After 200 symbols", timeout=15000)
    return _waiting(explorer)


def _waiting(explorer):
    said = explorer.locator(".x-says").text_content()
    return [float(n) for n in re.findall(r"([\d.]+)(?: bits wait|  ?in p's)", said)]


def guess_the_queue(explorer):
    gap = cross_entropy(P, Q) - entropy(P)
    shown = explorer.locator("[data-value=gap]").text_content()
    assert float(shown.split()[0]) == pytest.approx(gap, abs=6e-4)
    waits = []
    for motion in ("no-preference", "reduce"):  # the first is watched to its end
        waits.append(_send(explorer, motion))
        message = explorer.locator(".x-frame").get_attribute("data-message")
        assert len(message) == 200
        said = explorer.locator(".x-says").text_content()
        times = float(re.search(r"times 200 is ([\d.]+);", said)[1])
        assert times == pytest.approx(200 * gap, abs=0.06)
        for shares, told in zip((Q, P), waits[-1], strict=True):
            wait = 0
            for name in message:
                bits = information_content(shares["abc".index(name)])
                wait = max(0, wait + bits - entropy(P))
            assert told == pytest.approx(wait, abs=0.06)
    # The gap, 200 times, give or take what chance does to 200 symbols.
    assert all(wrong == pytest.approx(200 * gap, abs=20) for wrong, _ in waits)
    assert all(honest < wrong for wrong, honest in waits)


def equally_short(explorer):
    _, honest = _send(explorer)
    for i in (1, 2, 3, 1, 2):  # the others keep their proportions: go round twice
        type_in(explorer, **{f"q{i}": P[i - 1]})
    wrong, same = _waiting(explorer)
    assert same == honest
    assert wrong == pytest.approx(honest, abs=0.5)
    gap = explorer.locator("[data-value=gap]").text_content()
    assert float(gap.split()[0]) == 0


def down_to_zero(explorer):
    type_in(explorer, q2=0)
    assert explorer.locator("[data-value=gap]").text_content() == "∞ bits"
    assert "b now and then" in explorer.locator(".x-says").text_content()


WALKS = [guess_the_queue, equally_short, down_to_zero]
