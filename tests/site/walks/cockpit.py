"""The tasks of the cockpit."""

import json

from infolib import binary_entropy, cross_entropy
from walks import type_in

NAMES = ["1 surprise", "2 cross-entropy", "3 floor + gap", "4 log-likelihood"]


def _pieces(explorer):
    """Return the pieces in view: where each begins, how wide it is and its look."""
    return explorer.evaluate("""(x) => [...x.querySelectorAll(".x-bar rect:not(.x-gone)")]
      .map((r) => [Number(r.getAttribute("x")), Number(r.getAttribute("width")), r.classList[0]])""")


def _bar(explorer):
    return explorer.locator("[data-value=bar]").text_content()


def four_names(explorer):
    type_in(explorer, theta=0.85)
    shown = []
    for name in NAMES:
        explorer.get_by_role("radio", name=name).click()
        pieces = _pieces(explorer)
        length = max(x + width for x, width, _ in pieces)
        looks = [look for _, _, look in sorted(pieces)]
        ruler = explorer.locator(".x-ruler").text_content()
        shown.append((round(length, 6), looks, _bar(explorer), ruler))
    lengths, looks, texts, rulers = zip(*shown, strict=True)
    share = [9 / 13, 4 / 13]
    assert set(lengths) == {round(50 * cross_entropy(share, [0.85, 0.15]), 6)}
    assert len(set(texts)) == 4
    assert rulers[0] == rulers[2] != rulers[1]
    assert rulers[3] != rulers[0]
    assert [len(x) for x in looks] == [13, 13, 2, 13]
    assert looks[1] == ["x-heads"] * 9 + ["x-tails"] * 4
    assert looks[0] != looks[1]
    assert texts[3] == f"−{texts[0]}"


def vanish(explorer):
    explorer.get_by_role("radio", name=NAMES[2]).click()
    said = explorer.locator(".x-says").first.text_content()
    assert "above the θ" in said
    assert "0.69" not in said  # it is to be found
    floors, gaps = [], []
    for theta in (0.3, 0.5, 0.69, 0.9):
        type_in(explorer, theta=theta)
        (_, floor, _), (_, gap, _) = _pieces(explorer)
        floors.append(round(floor, 6))
        gaps.append(gap)
    assert set(floors) == {round(50 * binary_entropy(9 / 13), 6)}
    assert gaps.index(min(gaps)) == 2
    assert min(gaps) < 0.01 < gaps[1]


def true_coin(explorer):
    for _ in range(12):
        explorer.get_by_role("button", name="Toss anew").click()
        explorer.get_by_role("button", name="θ to the share of heads").click()
        text = explorer.locator("[data-value=evidence]").text_content()
        evidence = float(text.removesuffix(" bits").replace("−", "-"))
        # θ is the share to two digits only: it may miss by a hair.
        assert evidence > -0.002, text
        heads = json.loads(explorer.locator(".x-frame").get_attribute("data-heads"))
        assert evidence > 0.1 or heads in (6, 7)


WALKS = [four_names, vanish, true_coin]
