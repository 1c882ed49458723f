"""The tasks of Submarine."""

import math
from itertools import pairwise

from infolib import information_content


def _bits(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(text.split()[0])


def _total(explorer):
    return _bits(explorer, "total")


def _state(explorer, square):
    return explorer.locator(f"[data-square='{square}']").get_attribute("data-state")


def _play(explorer):
    """Fire row by row until the hit; return the shots and what they brought, one by one."""
    told = [0.0]
    for square in range(64):
        explorer.locator(f"[data-square='{square}']").click()
        told.append(_total(explorer))
        if _state(explorer, square) == "hit":
            return square + 1, told
    raise AssertionError("nothing was hit")


def _miss_on(explorer):
    return explorer.get_by_role("button", name="Miss until a whole bit")


def three_bits(explorer):
    for told in (1, 2, 3):
        _miss_on(explorer).click()
        assert _total(explorer) == told
    left = explorer.locator("[data-value=left]").text_content()
    assert information_content(int(left) / 64) == 3


def bit_by_bit(explorer):
    seen = [0]
    while _miss_on(explorer).is_enabled():
        _miss_on(explorer).click()
        seen.append(int(explorer.locator("[data-value=shots]").text_content()))
        assert _total(explorer) == len(seen) - 1
    # Each takes half of what is left.
    assert [b - a for a, b in pairwise(seen)] == [32, 16, 8, 4, 2, 1]


def the_hit_itself(explorer):
    for _ in range(3):
        shots, told = _play(explorer)
        assert told == sorted(told)
        assert told[-1] == 6
        hit = _bits(explorer, "last")
        assert abs(hit - math.log2(65 - shots)) < 1e-3  # 6 if the first shot hits
        assert abs(told[-2] + hit - 6) < 2e-3
        explorer.get_by_role("button", name="New game").click()
        shown = explorer.locator(".x-portions text", has_text="hit at shot")
        assert shown.first.text_content() == f"hit at shot {shots}"
        assert _total(explorer) == 0
    while _miss_on(explorer).is_enabled():
        _miss_on(explorer).click()
    assert "nothing" in explorer.locator(".x-says").text_content()
    explorer.locator("[data-state=open]").click()
    assert _bits(explorer, "last") == 0


WALKS = [three_bits, bit_by_bit, the_hit_itself]
