"""The tasks of the surprise dial."""

import math
import re

from infolib import information_content
from infolib.data import everyday_events


def _bits(explorer, key="bits"):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(text.removesuffix(" bits"))


def _turn(explorer, bits):
    """Turn the hand to a number of bits, with the keys, as near as the dial allows."""
    hand = explorer.get_by_role("slider")
    low, high = 0, int(hand.get_attribute("max"))
    while low < high:  # the places are in the order of their bits
        middle = (low + high) // 2
        hand.evaluate(
            "(x, v) => { x.value = v; x.dispatchEvent(new Event('input')); }", middle
        )
        if _bits(explorer) < bits - 1e-3:
            low = middle + 1
        else:
            high = middle
    hand.evaluate(
        "(x, v) => { x.value = v; x.dispatchEvent(new Event('input')); }", low
    )


def within_two_bits(explorer):
    truth = {e.name: information_content(e.probability) for e in everyday_events()}
    misses = []
    for way in (1, -1, 1.5, 0, -1, 1):
        question = explorer.locator(".x-riddle").text_content()
        event = question.partition("dial: ")[2].removesuffix("?")
        _turn(explorer, truth[event] + way)
        # The hand stands on no event that it would give away.
        assert event not in explorer.locator(".x-says").text_content()
        misses.append(abs(_bits(explorer) - truth[event]))
        explorer.get_by_role("button", name="Reveal").click()
        said = explorer.locator(".x-says").text_content()
        assert f"The answer: {event}" in said
        if misses[-1] < 1e-3:
            assert "Spot on!" in said
        else:
            factor, how = re.search(r"([\d.,]+) times too (\w+)", said).groups()
            assert math.isclose(float(factor), 2 ** misses[-1], rel_tol=0.05)
            assert how == ("rare" if way > 0 else "likely")
        mean = sum(misses) / len(misses)
        assert math.isclose(_bits(explorer, "off"), mean, abs_tol=2e-3)
    assert explorer.get_by_role("button", name="Reveal").is_disabled()
    assert _bits(explorer, "off") < 2


def one_more_bit(explorer):
    areas = {}
    for bits in (0, 1, 2, 2.5, 3, 3.25, 4, 7):
        _turn(explorer, bits)
        block = explorer.locator(".x-second rect.x-p")
        wide, tall = (float(block.get_attribute(n)) for n in ("width", "height"))
        areas[bits] = wide * tall
    for bits, area in areas.items():
        assert math.isclose(area, areas[0] * 2**-bits, rel_tol=1e-9)


def six_and_double_six(explorer):
    pick = explorer.get_by_role("combobox")
    pick.select_option("a die shows a six")
    single = _bits(explorer)
    pick.select_option("two dice show a double six")
    assert math.isclose(_bits(explorer), 2 * single, abs_tol=1e-3)
    assert math.isclose(single, information_content(1 / 6), abs_tol=1e-3)


WALKS = [within_two_bits, one_more_bit, six_and_double_six]
