"""The tasks of Mastermind."""

import math


def _value(explorer, key):
    return float(
        explorer.locator(f"[data-value={key}]").text_content().removesuffix(" bits")
    )


def _draft(explorer, guess):
    """Type a guess into its four places."""
    explorer.locator(".x-slots button").first.focus()
    explorer.page.keyboard.type(guess)
    assert explorer.locator(".x-slots").inner_text().split() == list(guess)


def first_guesses(explorer):
    worth = {}
    for guess in ("0000", "0011", "0123"):
        _draft(explorer, guess)
        worth[guess] = _value(explorer, "worth")
    assert worth == {"0000": 1.498, "0011": 2.885, "0123": 3.057}


def to_the_end(explorer):
    ask = explorer.get_by_role("button", name="What would the computer ask?")
    told = [0.0]
    while ask.is_enabled():
        ask.click()
        explorer.get_by_role("button", name="Guess", exact=True).click()
        told.append(_value(explorer, "told"))
    assert told == sorted(told)
    assert abs(told[-1] - math.log2(1296)) < 6e-4
    assert _value(explorer, "left") == 1
    # Who asks as the computer does is as fast.
    said = explorer.locator(".x-says").text_content()
    assert said.startswith(f"Found with guess {len(told) - 1}:")
    assert said.endswith(f"The computer needed {len(told) - 1}.")
    guesses = explorer.locator(".x-frame").get_attribute("data-guesses").split()
    for board in explorer.locator(".x-pictures svg").all():
        shown = board.locator("text").all_text_contents()
        assert [f"{i}. {g}" for i, g in enumerate(guesses, 1)] == [
            text for text in shown if text[1:3] == ". "
        ]


def fewest_left(explorer):
    left = {}
    for guess in ("0123", "0012", "0011"):
        _draft(explorer, guess)
        left[guess] = _value(explorer, "mean_left"), _value(explorer, "worst")
    assert left == {
        "0123": (188.190, 312),
        "0012": (185.269, 276),
        "0011": (204.535, 256),
    }


WALKS = [first_guesses, to_the_end, fewest_left]
