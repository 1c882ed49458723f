"""The tasks of the forecaster's bill."""

import json
import re

import pytest

from infolib import information_content
from walks import type_in

DAYS = 20


def _more(explorer):
    text = explorer.locator("[data-value=more]").text_content()
    number = re.match(r"−?(?:∞|[\d.]+)", text)[0]
    return float(number.replace("−", "-").replace("∞", "inf"))


def _announce(explorer, q, button="Announce it on all days left"):
    type_in(explorer, q=q)
    explorer.get_by_role("button", name=button, exact=True).click()


def _again(explorer):
    explorer.get_by_role("button", name="Other weather").click()


def bet(explorer):
    rain = json.loads(explorer.locator(".x-frame").get_attribute("data-wet"))
    assert len(rain) == DAYS
    assert rain[0] == 1
    # The first day is wet, and the bold one is ahead. Then the days go on.
    _announce(explorer, 0.9, "Announce")
    assert _more(explorer) == pytest.approx(
        information_content(0.9) - information_content(0.7), abs=5e-4
    )
    _announce(explorer, 0.9)
    bills = [
        sum(information_content(q if wet else 1 - q) for wet in rain)
        for q in (0.9, 0.7)
    ]
    assert _more(explorer) == pytest.approx(bills[0] - bills[1], abs=5e-4)
    assert bills[0] > bills[1]
    assert explorer.get_by_role("button", name="Announce", exact=True).is_disabled()
    # Over many weathers a lie costs; honesty never does; certainty costs all there is.
    paid = []
    for _ in range(12):
        _again(explorer)
        _announce(explorer, 0.9)
        paid.append(_more(explorer))
    assert min(paid) < 0 < sum(paid)
    _again(explorer)
    _announce(explorer, 0.7)
    assert _more(explorer) == 0
    _again(explorer)
    _announce(explorer, 1)
    assert _more(explorer) == float("inf")


def other_score(explorer):
    explorer.get_by_label("absolute error").check()
    wet = sum(json.loads(explorer.locator(".x-frame").get_attribute("data-wet")))
    _announce(explorer, 1)
    # The liar saves 0.3 on a wet day and loses 0.3 on a dry one.
    assert _more(explorer) == pytest.approx(0.3 * (DAYS - 2 * wet), abs=5e-4)
    assert _more(explorer) < 0
    bill, honest = (
        float(explorer.locator(f"[data-value={key}]").text_content())
        for key in ("bill", "honest")
    )
    assert (bill, honest) == (0.3, 0.42)


WALKS = [bet, other_score]
