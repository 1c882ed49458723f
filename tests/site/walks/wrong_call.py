"""The tasks of the wrong calls."""

from walks import type_in


def _number(text):
    return float(text.replace("−", "-").replace("∞", "inf"))


def _least(explorer):
    cells = explorer.locator("[data-value$=_least]").all()
    return {
        cell.get_attribute("data-value").removesuffix("_least"): _number(
            cell.text_content()
        )
        for cell in cells
    }


def _fitting(explorer):
    rows = explorer.locator(
        ".x-table tr:has(strong:not(:empty)) td[data-value$=_least]"
    )
    return [
        cell.get_attribute("data-value").removesuffix("_least") for cell in rows.all()
    ]


def stuck(explorer):
    assert _fitting(explorer) == ["twice"]
    says = explorer.locator(".x-says")
    for radio in explorer.locator("input[type=radio]").all():
        radio.check()
        found = "is the least" in says.text_content()
        assert found == (radio.get_attribute("value") == "twice")


def below_0(explorer):
    type_in(explorer, gap=10)
    below = {call for call, least in _least(explorer).items() if least < 0}
    assert below == {"no_log", "raw"}
    for radio in explorer.locator("input[type=radio]").all():
        radio.check()
        shown = _number(explorer.locator("[data-value=shown]").text_content())
        assert (shown < 0) == (radio.get_attribute("value") in below)


def own_number(explorer):
    for number, classes, calls in [
        ("1.0158", 1000, ["smooth_others"]),
        ("1.0148", 1000, ["smooth"]),
        ("ln 10", 10, ["right", "twice", "smooth", "smooth_others"]),
        ("log2(10)", 10, ["bits"]),
        ("0,551", 3, ["twice"]),
        ("0.44", 1000, []),
    ]:
        type_in(explorer, number=number, classes=classes)
        assert _fitting(explorer) == calls
        says = explorer.locator(".x-says").text_content()
        assert ("the right call shows" in says) == ("right" in calls)
    type_in(explorer, number="nothing", classes="none")
    assert explorer.locator("[data-box=number]").input_value() == "0.44"
    assert explorer.locator("[data-box=classes]").input_value() == "1000"


WALKS = [stuck, below_0, own_number]
