"""The tasks of drawing samples."""

from statistics import fmean

from infolib.explorers import DrawSamples
from walks import type_in


def _read(explorer, key):
    return explorer.locator(f"[data-value={key}]").text_content()


def _bet(explorer, name):
    """Bet, and return how far the shares were before and after, and what is said."""
    before = float(_read(explorer, "tv"))
    explorer.get_by_role("button", name=name).click()
    said = explorer.locator(".x-says").text_content()
    return before, float(_read(explorer, "tv")), said


def ten_bets(explorer):
    won = lost = 0
    for i in range(10):
        name = ("Closer", "Further")[i % 2]
        before, after, said = _bet(explorer, name)
        if before == after:
            assert "Nobody wins" in said
            continue
        right = (after < before) == (name == "Closer")
        assert ("You win" if right else "You lose") in said
        won, lost = won + right, lost + (not right)
        assert _read(explorer, "bets") == f"{won} of {won + lost}"
    assert won > 0
    assert lost > 0
    for n in (3, 13):  # back before the bets: they are off, and stay off
        type_in(explorer, n=n)
        assert _read(explorer, "bets") == "none yet"
    # A draw that changes nothing decides nothing. The first one on the wheel:
    explorer.get_by_label("a wheel").check()
    far = DrawSamples().table["wheel"]["records"][0]["tv"]
    type_in(explorer, n=next(n for n in range(1, 200) if far[n] == far[n - 1]))
    for name in ("Closer", "Further"):
        before, after, said = _bet(explorer, name)
        assert before == after
        assert "as far as before" in said
        assert "Nobody wins" in said
        assert _read(explorer, "bets") == "none yet"
        explorer.locator("[data-control=n]").press("ArrowLeft")


def a_bet_that_cannot_lose(explorer):
    # At the truth itself every draw leads away, in every sequence.
    for _ in range(5):
        for n in range(2, 30):
            type_in(explorer, n=n)
            if float(_read(explorer, "tv")) == 0:
                _, after, said = _bet(explorer, "Further")
                assert after > 0
                assert "You win" in said
                break
        else:
            raise AssertionError("the shares are never the truth")
        explorer.get_by_role("button", name="Another sequence").click()


def down_all_the_same(explorer):
    _bet(explorer, "Closer")
    for source in ("a wheel", "a fair coin"):
        explorer.get_by_label(source).check()
        assert _read(explorer, "bets") == "none yet"  # those were on other draws
        type_in(explorer, n=200)
        away, of = map(int, _read(explorer, "away").split(" of "))
        assert of == 199
        assert away > of / 2
        assert float(_read(explorer, "tv")) < 0.1  # and yet it is closer in the end
        lengths = {True: [], False: []}  # of the steps away, and of the others
        before = None
        for n in range(2, 41):
            type_in(explorer, n=n)
            now = float(_read(explorer, "tv"))
            if before is not None and now != before:
                lengths[now > before].append(abs(now - before))
            before = now
        assert fmean(lengths[False]) > fmean(lengths[True])  # because closer is longer


WALKS = [ten_bets, a_bet_that_cannot_lose, down_all_the_same]
