"""The tasks of Shannon's guessing game."""

import re


def fifty_letters(explorer):
    page = explorer.page
    explorer.get_by_role("button", name="q", exact=True).focus()
    passage = "darkness was deepening under the mountain walls and it was not"
    for letter in passage[13:]:
        if letter == " ":
            explorer.get_by_role("button", name="space").click()
        else:
            page.keyboard.press("z" if letter == "a" else letter)
            if letter == "a":
                assert "Not z" in explorer.locator(".x-says").text_content()
                page.keyboard.press("a")
    found = explorer.locator("[data-value=letters]").text_content()
    assert found.startswith(f"{len(passage) - 13} / ")


def bits_a_letter(explorer):
    fifty_letters(explorer)
    mean, error = re.findall(
        r"[\d.]+", explorer.locator("[data-value=bits]").text_content()
    )
    assert 0 < float(mean) < 1  # nearly all letters at the first guess
    assert 0 < float(error) < 1


WALKS = [fifty_letters, bits_a_letter]
