"""The tasks of the three coins."""

import re

import pytest

from infolib import kl_divergence
from walks import type_in

RULERS = ["kl", "jeffreys", "js", "root"]


def _excess(explorer):
    text = explorer.locator("[data-value=excess]").text_content()
    return float(re.match(r"−?[\d.]+", text)[0].replace("−", "-"))


def _bridged(explorer):
    """Say whether the picture shows no gap."""
    gap = explorer.locator(".x-missing").get_attribute("d")
    start, end = re.fullmatch(r"M([\d.]+),[\d.]+H([\d.]+)", gap).groups()
    return float(end) - float(start) < 1e-6


def detour(explorer):
    assert _bridged(explorer)  # as the task says
    type_in(explorer, b=0.25)
    coin = {name: [x, 1 - x] for name, x in [("a", 0.5), ("b", 0.25), ("c", 0.1)]}
    planks = kl_divergence(coin["a"], coin["b"]) + kl_divergence(coin["b"], coin["c"])
    straight = kl_divergence(coin["a"], coin["c"])
    assert _excess(explorer) == pytest.approx(planks - straight, abs=5e-5)
    assert planks < straight
    assert not _bridged(explorer)
    # They reach across where b is not between the others, and only there.
    for b in [k / 20 for k in range(1, 20)]:
        type_in(explorer, b=b)
        between = 0.1 < b < 0.5
        assert (_excess(explorer) < 0) is between
        assert _bridged(explorer) is not between


def rulers(explorer):
    bridges = dict.fromkeys(RULERS, True)
    for a, c in [(0.5, 0.1), (0.02, 0.98), (0.3, 0.6)]:
        type_in(explorer, a=a)
        type_in(explorer, c=c)
        for ruler in RULERS:
            explorer.locator(f"input[type=radio][value={ruler}]").check()
            for b in [k / 10 for k in range(1, 10)]:
                type_in(explorer, b=b)
                bridges[ruler] &= _bridged(explorer)
    assert [ruler for ruler in RULERS if bridges[ruler]] == ["root"]


WALKS = [detour, rulers]
