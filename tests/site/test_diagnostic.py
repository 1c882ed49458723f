"""The diagnostic: answered, kept, compared, saved, forgotten, printed."""

from __future__ import annotations

import csv
import re

import pytest
from browse import WINDOW, Lab, Visit

from infolib.explorers import Diagnostic

MADE = Diagnostic()
PLACE = "[data-explorer=diagnostic][data-mounted=ready]"
N = len(MADE.ideas)


def right_one(sheet, n):
    return [key for _, key in MADE.sheets[sheet][n]["options"]].index("")


class Sheet:
    """The diagnostic in a window, from a file: a page without an address keeps nothing."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator("[data-explorer=diagnostic]")

    def turn_to(self, sheet):
        self.root.locator(f"input[data-control=sheet][value={sheet}]").check()

    @property
    def form(self):
        return self.root.locator("form:visible")

    def answer(self, sheet, wrong=(), leave=()):
        """Answer a sheet, right but for some questions; say which belief each shows."""
        self.turn_to(sheet)
        shown = {}
        for n, question in enumerate(MADE.sheets[sheet]):
            right = right_one(sheet, n)
            option = (right + 1) % len(question["options"]) if n in wrong else right
            shown[n] = question["options"][option][1]
            if n not in leave:
                self.form.locator("fieldset").nth(n).locator("input").nth(
                    option
                ).check()
        self.form.get_by_role("button", name="Show my result").click()
        return shown

    def table(self):
        rows = self.root.locator(".x-result tbody tr")
        return [row.locator("td").all_text_contents() for row in rows.all()]


@pytest.fixture(scope="module")
def window(browser, tmp_path_factory):
    lab = Lab(Visit(browser.new_page(viewport=WINDOW), "about:blank"))
    file = tmp_path_factory.mktemp("desk") / "desk.html"
    file.write_text(lab.page(MADE.static_html()), encoding="utf-8")
    yield lab.visit, file.as_uri()
    lab.visit.page.close()


@pytest.fixture
def sheet(window):
    visit, address = window
    visit.page.goto(address)
    visit.page.evaluate("localStorage.clear()")
    visit.page.reload()
    visit.page.wait_for_selector(PLACE)
    yield Sheet(visit.page)
    assert visit.complaints == []


def test_what_is_not_answered_is_named_and_nothing_is_told(sheet):
    sheet.answer("before", leave=(2, 6))
    assert sheet.form.locator(".x-reply").text_content() == "Not answered yet: 3, 7."
    assert sheet.table() == []
    assert sheet.page.evaluate("Object.keys(localStorage)") == []


def test_the_result_is_one_of_ideas_and_names_what_is_behind_it(sheet):
    shown = sheet.answer("before", wrong=(0, 4))
    expected = [["wrong" if n in (0, 4) else "right", "–"] for n in range(N)]
    assert sheet.table() == expected
    assert f"{N - 2} of {N} right" in sheet.root.locator(".x-result").text_content()
    said = sheet.root.locator(".x-result li").all_text_contents()
    beliefs = [MADE.misconceptions[shown[n]][0] for n in (0, 4)]
    assert [re.search("“(.*)”", text)[1] for text in said] == beliefs
    assert sheet.form.locator("fieldset:not(:disabled)").count() == 0
    assert sheet.form.get_by_role("button").filter(visible=True).count() == 0


def test_after_shows_what_was_gained_and_lost(sheet):
    sheet.answer("before", wrong=(0, 1, 2))
    sheet.answer("after", wrong=(2, 3))
    said = sheet.root.locator(".x-result").text_content()
    assert f"Before, {N - 3} of {N} ideas were right; now {N - 2} are." in said
    assert (
        "Of those that were not, 2 are right now; of those that were, 1 are not" in said
    )
    assert sheet.table()[:4] == [
        ["wrong", "right"],
        ["wrong", "right"],
        ["wrong", "wrong"],
        ["right", "wrong"],
    ]


def test_answers_stay_on_the_device_until_they_are_forgotten(sheet):
    sheet.answer("before", wrong=(5,))
    table = sheet.table()
    sheet.page.reload()
    sheet.page.wait_for_selector(PLACE)
    assert sheet.table() == table
    sheet.root.get_by_role("button", name="Forget all").click()
    assert sheet.table() == table  # asked once more
    sheet.root.get_by_role("button", name="Really forget all").click()
    assert sheet.table() == []
    assert sheet.form.locator("input:checked").count() == 0
    assert sheet.form.locator("fieldset:disabled").count() == 0
    sheet.answer("before")
    assert {before for before, _ in sheet.table()} == {"right"}


def test_the_saved_table_has_a_row_for_each_answer(sheet, tmp_path):
    shown = sheet.answer("before", wrong=(1,)) | {}
    after = sheet.answer("after", wrong=(7, 8))
    with sheet.page.expect_download() as saved:
        sheet.root.get_by_role("button", name="Save as a table").click()
    file = tmp_path / "diagnostic.csv"
    saved.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 2 * N
    for row, n in zip(rows, [*range(N), *range(N)], strict=True):
        belief = (shown if row["sheet"] == "before" else after)[n]
        assert (int(row["number"]), row["idea"]) == (n + 1, MADE.ideas[n])
        assert row["belief"] == belief
        assert row["right"] == ("0" if belief else "1")
        options = MADE.sheets[row["sheet"]][n]["options"]
        assert [row["answer"], belief] in options


def test_what_another_version_kept_is_no_answer(sheet):
    for kept in ('{"before": [9]}', '{"before": "all"}', "no json"):
        sheet.page.evaluate(
            "t => localStorage.setItem('from-surprise-to-likelihood/diagnostic', t)",
            kept,
        )
        sheet.page.reload()
        sheet.page.wait_for_selector(PLACE)
        assert sheet.table() == []


def test_paper_gets_both_sheets_and_the_key_on_a_page_of_its_own(sheet):
    sheet.page.emulate_media(media="print")
    assert sheet.root.locator("form:visible fieldset").count() == 2 * N
    key = sheet.root.locator(".x-key")
    assert key.evaluate("e => getComputedStyle(e).breakBefore") == "page"
    assert sheet.root.evaluate("e => getComputedStyle(e).breakAfter") == "page"
    assert sheet.root.locator("fieldset.x-choice").is_hidden()
    lines = key.locator("p").all_text_contents()[1:]
    for line, name in zip(lines, MADE.sheets, strict=True):
        pairs = [f"{n} {letter}" for n, letter in enumerate(MADE.key(name), 1)]
        assert line.endswith(": " + ", ".join(pairs))
    sheet.page.emulate_media(media="null")
    assert key.is_hidden()


def test_an_address_opens_the_second_sheet(window):
    visit, address = window
    visit.page.goto("about:blank")
    visit.page.goto(f"{address}#diagnostic?sheet=after")
    visit.page.wait_for_selector(PLACE)
    first = MADE.sheets["after"][0]["ask"]
    assert first in Sheet(visit.page).form.locator("legend").first.text_content()
