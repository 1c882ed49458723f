"""The tasks of the noisy telephone."""

from walks import type_in


def _arrives(explorer):
    text = explorer.locator("[data-value=arrives]").text_content()
    return float(text.removesuffix(" bits").replace("less than 0.001", "0.0001"))


def _bars(explorer):
    return explorer.locator(".x-second rect.x-p").evaluate_all(
        "all => all.map((r) => Number(r.getAttribute('height')))"
    )


def nothing_left(explorer):
    seen = {}
    for f in (0, 0.1, 0.25, 0.3, 0.5, 0.7, 1):
        type_in(explorer, f=f)
        seen[f] = _arrives(explorer)
        assert _bars(explorer) == sorted(_bars(explorer), reverse=True)
    assert [f for f, bits in seen.items() if bits == 0] == [0.5]
    assert seen[0] == seen[1] == 1  # who always lies tells everything
    assert seen[0.3] == seen[0.7]


def a_liar_as_good(explorer):
    type_in(explorer, f=0.1)
    honest = _arrives(explorer)
    same = []
    for percent in range(51, 101):
        type_in(explorer, f=percent / 100)
        if _arrives(explorer) == honest:
            same.append(percent)
    assert same == [90]


def the_third_person(explorer):
    before = _bars(explorer)
    explorer.get_by_role("radio", name="says the opposite").check()
    assert _bars(explorer) == before  # nobody loses
    explorer.get_by_role("radio", name="always says 1").check()
    assert _bars(explorer)[:3] == before[:3]
    assert _bars(explorer)[3:] == [0] * 6
    assert _arrives(explorer) == 0


WALKS = [nothing_left, a_liar_as_good, the_third_person]
