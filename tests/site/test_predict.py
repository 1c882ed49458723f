"""Predictions in shares of confidence, their bill in bits, and the ledger of all of them."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pytest
from browse import WINDOW, Lab, Visit, placed

from infolib import entropy, information_content
from infolib.explorers import BeliefLedger, Predict

DIE = Predict(
    "die", "Which is it?", ["one", "two", "three", "four"], truth="two", why="So."
)
COIN = Predict("coin", "Heads or tails?", ["heads", "tails"], truth="tails", why="So.")
ALL = "".join(x.static_html() for x in (DIE, COIN, BeliefLedger()))


class Desk:
    """Two predictions and the ledger on one page of a reader's device."""

    def __init__(self, page):
        self.page = page
        self.questions = page.locator("[data-explorer=predict]")
        self.ledger = page.locator("[data-explorer=belief_ledger]")

    def set(self, question, option, share):
        slider = self.questions.nth(question).locator("input[type=range]").nth(option)
        slider.evaluate(
            "(x, v) => { x.value = v; x.dispatchEvent(new Event('input', { bubbles: true })); }",
            share,
        )

    def shares(self, question):
        texts = self.questions.nth(question).locator(".x-share").all_text_contents()
        return [int(text.removesuffix(" %")) for text in texts]

    def commit(self, question):
        self.questions.nth(question).locator("button").click()

    def reply(self, question):
        return self.questions.nth(question).locator(".x-reply").text_content()

    def total(self, key):
        text = self.ledger.locator(f"[data-value={key}]").text_content()
        return float(text.replace("∞", "inf").partition(" bits")[0])


@pytest.fixture(scope="module")
def window(browser, tmp_path_factory):
    # From a file: a page without an address of its own may keep nothing.
    lab = Lab(Visit(browser.new_page(viewport=WINDOW), "about:blank"))
    file = tmp_path_factory.mktemp("desk") / "desk.html"
    file.write_text(lab.page(ALL), encoding="utf-8")
    yield lab.visit.page, file.as_uri()
    lab.visit.page.close()


@pytest.fixture
def desk(window):
    page, address = window
    page.goto(address)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_selector("[data-explorer=belief_ledger][data-mounted=ready]")
    return Desk(page)


def test_shares_are_whole_and_sum_to_100_whatever_is_moved(desk):
    rng = np.random.default_rng(7)
    for option, share in zip(
        rng.integers(0, 4, 60), rng.choice([0, 1, 37, 99, 100], 60), strict=True
    ):
        desk.set(0, int(option), int(share))
        shares = desk.shares(0)
        assert sum(shares) == 100
        assert shares[option] == share
        prices = desk.questions.nth(0).locator(".x-price").all_text_contents()
        for price, part in zip(prices, shares, strict=True):
            number = float(re.search(r"[\d.]+|∞", price)[0].replace("∞", "inf"))
            assert number == pytest.approx(information_content(part / 100), abs=0.0051)


def test_the_bill_is_the_surprise_of_the_truth(desk):
    desk.set(0, 1, 70)
    desk.commit(0)
    assert "You gave it 70 %, so you pay 0.51 bits." in desk.reply(0)
    assert "Equal shares would have paid 2.00 bits." in desk.reply(0)
    assert desk.questions.nth(0).locator("[data-truth=true]").count() == 1


def test_who_rules_out_the_truth_is_warned_once_and_pays_without_end(desk):
    desk.set(0, 1, 0)
    assert "You rule out: two." in desk.reply(0)
    desk.commit(0)
    assert "Change it, or commit all the same." in desk.reply(0)
    desk.commit(0)
    assert "you pay infinitely many bits" in desk.reply(0)
    assert desk.total("paid") == math.inf


def test_beside_an_endless_bill_stands_what_all_else_has_cost(desk):
    desk.commit(1)
    desk.set(0, 1, 0)
    desk.commit(0)
    desk.commit(0)
    paid = desk.ledger.locator("[data-value=paid]")
    assert paid.text_content() == "∞ bits, and 1.00 bits for the other 1"
    desk.ledger.get_by_role("button", name="Forget: Which is it?").click()
    assert paid.text_content() == "1.00 bits"
    assert desk.total("count") == 1
    desk.set(0, 1, 50)  # and may be answered anew
    desk.commit(0)
    assert paid.text_content() == "2.00 bits"


def test_who_reconsiders_pays_for_the_second_thought(desk):
    desk.set(0, 1, 0)
    desk.commit(0)
    desk.set(0, 1, 25)
    desk.commit(0)
    assert "25 %" in desk.reply(0)


def test_the_ledger_adds_up_as_infolib_does(desk):
    desk.set(0, 1, 55)
    desk.set(0, 3, 5)
    desk.set(1, 0, 80)
    stated = [np.array(desk.shares(i)) / 100 for i in (0, 1)]
    desk.commit(0)
    desk.commit(1)
    paid = information_content(stated[0][1]) + information_content(stated[1][1])
    assert desk.total("paid") == pytest.approx(paid, abs=0.0051)
    assert desk.total("fair") == pytest.approx(math.log2(4) + 1, abs=0.0051)
    assert desk.total("own") == pytest.approx(sum(map(entropy, stated)), abs=0.0051)
    assert desk.ledger.locator("tbody tr").count() == 2


def test_the_dots_are_how_often_the_shares_were_right(desk):
    desk.set(0, 1, 55)
    desk.set(1, 0, 80)
    shares = [(s, i == 1) for q in (0, 1) for i, s in enumerate(desk.shares(q))]
    desk.commit(0)
    desk.commit(1)
    said = desk.ledger.locator("svg").first.get_attribute("aria-label")
    found = re.findall(r"near ([\d.]+): true in ([\d.]+) of (\d+) cases", said)
    bins = {min(4, int(s / 20)): [] for s, _ in shares}
    for s, so in shares:
        bins[min(4, int(s / 20))].append((s / 100, so))
    wanted = [
        [*np.mean(bins[k], axis=0).round(2).tolist(), len(bins[k])]
        for k in sorted(bins)
    ]
    assert np.allclose([[float(x) for x in dot] for dot in found], wanted, atol=0.0051)


def test_a_belief_stays_on_the_device_and_cannot_be_changed(desk):
    desk.set(1, 0, 80)
    desk.commit(1)
    said = desk.reply(1)
    desk.page.reload()
    desk.page.wait_for_selector("[data-explorer=belief_ledger][data-mounted=ready]")
    assert desk.reply(1) == said
    assert desk.questions.nth(1).locator("input:enabled").count() == 0
    assert desk.questions.nth(1).locator("button:visible").count() == 0


def test_beliefs_can_be_saved_forgotten_and_read_again(desk, tmp_path):
    desk.set(1, 0, 80)
    desk.commit(1)
    before = desk.total("paid")
    with desk.page.expect_download() as saved:
        desk.ledger.get_by_role("button", name="Save to a file").click()
    file = tmp_path / "beliefs.json"
    saved.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["coin"]["shares"] == [80, 20]
    desk.ledger.get_by_role("button", name="Forget all").click()
    assert desk.total("count") == 1  # asked once more
    desk.ledger.get_by_role("button", name="Really forget all").click()
    assert desk.total("count") == 0
    desk.ledger.locator("input[type=file]").set_input_files(file)
    desk.page.wait_for_function(
        "document.querySelector('[data-value=count]').textContent === '1'"
    )
    assert desk.total("paid") == before


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"coin": {"question": "?", "shares": [50, 49], "truth": 0}}',
        '{"coin": {"question": "?", "shares": [50, 50], "truth": 2}}',
        '{"coin": {"question": 1, "shares": [50, 50], "truth": 0}}',
    ],
)
def test_a_file_that_holds_no_beliefs_changes_nothing(desk, tmp_path, text):
    desk.commit(1)
    file = tmp_path / "beliefs.json"
    file.write_text(text, "utf-8")
    desk.ledger.locator("input[type=file]").set_input_files(file)
    desk.page.wait_for_function(
        "document.querySelector('[data-explorer=belief_ledger] .x-says')"
        ".textContent.includes('nothing was changed')"
    )
    assert desk.total("count") == 1


def test_where_nothing_can_be_kept_the_page_remembers(browser):
    lab = Lab(Visit(browser.new_page(viewport=WINDOW), "about:blank"))
    lab.visit.page.set_content(lab.page(ALL))  # without a store
    lab.visit.page.wait_for_selector(
        "[data-explorer=belief_ledger][data-mounted=ready]"
    )
    desk = Desk(lab.visit.page)
    desk.commit(1)
    assert desk.total("paid") == 1
    assert lab.visit.complaints == []
    lab.visit.page.close()


def test_no_two_beliefs_of_the_course_share_a_name(site):
    names = [place.state["name"] for place in placed() if place.name == "predict"]
    assert len(set(names)) == len(names)
