"""The tasks of Submarine."""

from infolib import information_content


def _total(explorer):
    text = explorer.locator("[data-value=total]").text_content()
    return float(text.removesuffix(" bits"))


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


def to_its_end(explorer):
    shots, told = _play(explorer)
    assert told == sorted(told)
    assert told[-1] == 6
    before = information_content((64 - shots + 1) / 64)
    assert abs(told[-2] - before) < 1e-3


def luckier_or_longer(explorer):
    shots = set()
    for games in range(3):
        shot, told = _play(explorer)
        assert told[-1] == 6
        shots.add(shot)
        explorer.get_by_role("button", name="New game").click()
        shown = explorer.locator(".x-portions text", has_text="hit at shot")
        assert shown.count() == games + 1
        assert shown.first.text_content() == f"hit at shot {shot}"
    assert _total(explorer) == 0


def whole_bits(explorer):
    button = explorer.get_by_role("button", name="Miss until a whole bit")
    seen = []
    while button.is_enabled():
        button.click()
        seen.append(int(explorer.locator("[data-value=shots]").text_content()))
        assert _total(explorer) == len(seen)
    assert seen == [32, 48, 56, 60, 62, 63]
    assert "nothing" in explorer.locator(".x-says").text_content()


WALKS = [to_its_end, luckier_or_longer, whole_bits]
