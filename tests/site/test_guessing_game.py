"""Shannon's guessing game on a reader's device: typed, left, visited, and gone on with."""

from __future__ import annotations

import pytest
from browse import WINDOW, Lab, Visit

from infolib.explorers import GuessingGame

FRIENDS = "#guessing_game?guesses=12,27,3"
BEFORE = "<p style='height: 2000px'>What stands above.</p>"


class Game:
    """The game on a page that is longer than the window."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def open(self, end=""):
        self.page.goto("about:blank")
        self.page.goto(self.address + end)
        self.page.locator(".explorer").scroll_into_view_if_needed()
        self.page.wait_for_selector("[data-mounted=ready]")
        self.page.locator(".x-passage").evaluate(
            "(x) => x.scrollIntoView({ block: 'center' })"
        )

    def type(self, letters):
        for letter in letters:
            self.page.keyboard.press("Space" if letter == " " else letter)

    def click(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def says(self):
        return self.page.locator(".x-says").text_content()

    def guesses(self):
        return self.page.locator("[data-guesses]").get_attribute("data-guesses")


@pytest.fixture(scope="module")
def window(browser, tmp_path_factory):
    # From a file: a page without an address of its own may keep nothing.
    lab = Lab(Visit(browser.new_page(viewport=WINDOW), "about:blank"))
    file = tmp_path_factory.mktemp("game") / "game.html"
    html = BEFORE + GuessingGame().static_html() + BEFORE
    file.write_text(lab.page(html), encoding="utf-8")
    yield lab.visit.page, file.as_uri()
    lab.visit.page.close()


@pytest.fixture
def game(window):
    game = Game(*window)
    game.page.goto(game.address)
    game.page.evaluate("localStorage.clear()")
    game.open()
    return game


# The text goes on after "darkness was ".
def test_who_comes_upon_the_game_can_type_at_once(game):
    game.type("deepen")
    assert game.guesses() == "[1,1,1,1,1,1]"


def test_letters_typed_elsewhere_on_the_page_are_no_guesses(game):
    game.page.evaluate("scrollTo(0, 0)")
    game.type("deepen")
    assert game.guesses() == "[]"


@pytest.mark.parametrize("wrong", ["q", "space"])
def test_typing_goes_on_after_a_key_that_was_wrong(game, wrong):
    game.click(wrong)
    place = game.page.evaluate("scrollY")
    game.type("deepening under")
    assert game.guesses() == "[2,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"
    assert game.page.evaluate("scrollY") == place


def test_the_space_bar_is_a_space_after_a_key_that_was_clicked(game):
    game.type("deepenin")
    game.click("g")
    game.type(" u")
    assert game.guesses() == "[1,1,1,1,1,1,1,1,1,1,1]"


def test_who_goes_by_tab_presses_keys_with_the_space_bar(game):
    game.page.get_by_role("button", name="d", exact=True).focus()
    game.type(" ")
    assert game.guesses() == "[1]"


def test_a_friends_link_is_a_visit_and_ones_own_game_stays(game):
    game.type("deep")
    game.open(FRIENDS)
    assert game.guesses() == "[12,27,3]"
    game.type("p")
    game.open()
    assert game.guesses() == "[1,1,1,1]"
    game.open(FRIENDS)
    game.click("Back to my game")
    assert game.guesses() == "[1,1,1,1]"
    game.type("e")
    game.open()
    assert game.guesses() == "[1,1,1,1,1]"
    assert not game.page.get_by_role("button", name="Back to my game").is_visible()


def test_a_link_is_ones_own_game_where_there_is_none(game):
    game.open(FRIENDS)
    assert not game.page.get_by_role("button", name="Back to my game").is_visible()
    game.type("p")
    game.open()
    assert game.guesses() == "[12,27,3,1]"


def test_an_own_game_reloaded_is_no_visit(game):
    game.type("deep")
    game.page.wait_for_function("location.hash.includes('=')")
    game.page.reload()
    game.page.wait_for_selector("[data-mounted=ready]")
    assert game.guesses() == "[1,1,1,1]"
    assert not game.page.get_by_role("button", name="Back to my game").is_visible()


def test_counts_of_two_digits_stand_in_one_line_and_apart(game):
    game.open(FRIENDS)
    boxes = game.page.locator(".x-letter sub").evaluate_all(
        """(all) => all.map((sub) => {
          const range = document.createRange();
          range.selectNodeContents(sub);
          const [first, ...more] = range.getClientRects();
          return [first.left, first.right, more.length];
        })"""
    )
    assert [more for *_, more in boxes] == [0, 0, 0]
    assert boxes[0][1] < boxes[1][0]


def test_the_bar_of_a_reader_worse_than_equal_shares_is_as_long_as_that(game):
    game.open("#guessing_game?guesses=27,26,25,24,23,22")
    mean = float(game.page.locator("[data-value=bits]").text_content().split()[0])
    assert mean > 5
    wide = [
        float(game.page.locator(f"svg rect.{look}").first.get_attribute("width"))
        for look in ("x-wash", "x-p")
    ]
    equal = game.page.locator("svg").get_attribute("aria-label")
    assert "equal shares 4.75" in equal
    assert wide[1] / wide[0] == pytest.approx(mean / 4.755, rel=0.005)
