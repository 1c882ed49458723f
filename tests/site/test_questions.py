"""Every exercise on the site replies as its Python original does."""

from __future__ import annotations

import math

import pytest
from browse import Lab, placed

from infolib.explorers import NumberQuestion

QUESTIONS = [place for place in placed() if place.name.endswith("_question")]


@pytest.fixture(scope="module")
def lab(open_page):
    with open_page("", home="about:blank") as visit:
        yield Lab(visit)


def replies(question, answers):
    """Type each answer, press Enter; return the replies without the sign before them."""
    question.locator("input[type=text]").focus()
    return question.evaluate(
        """(x, answers) => answers.map((answer) => {
          document.activeElement.value = answer;
          x.querySelector("form").requestSubmit();
          return x.querySelector("[role=status]").textContent.replace(/^[✓✗] /, "");
        })""",
        list(answers),
    )


def heard(question):
    return question.locator("[role=status]").inner_text().lstrip("✓✗ ")


def of_kind(name):
    return [place for place in QUESTIONS if place.name == name]


@pytest.mark.parametrize("place", of_kind("number_question"), ids=str)
def test_a_number_gets_the_reply_that_python_gives(lab, place):
    state = place.state
    original = NumberQuestion(
        state["label"],
        float(state["answer"]),
        slips={text: float(value) for text, value in state["slips"]},
        tolerance=state["tolerance"],
        hint=state["hint"],
    )
    question = lab.show(place.html)
    targets = [
        float(x) for x in (state["answer"], *(value for _, value in state["slips"]))
    ]
    near = [
        t + f * state["tolerance"] for t in targets for f in (0, 0.9, -0.9, 1.2, -1.2)
    ]
    for value, reply in zip(near, replies(question, map(repr, near)), strict=True):
        assert reply == original.check(value), value


def test_a_number_is_answered_by_keyboard(lab):
    question = lab.show(NumberQuestion("x", 1.75, slips={}).static_html())
    question.locator("input[type=text]").click()
    lab.visit.page.keyboard.type("1.75")
    lab.visit.page.keyboard.press("Enter")
    assert heard(question) == "Right."


@pytest.mark.parametrize("place", of_kind("choice_question"), ids=str)
def test_a_choice_gets_its_reply_by_keyboard(lab, place):
    question = lab.show(place.html)
    assert sum(right for _, _, right in place.state["options"]) == 1
    for i, (_, text, _) in enumerate(place.state["options"]):
        question.locator("input[type=radio]").nth(i).focus()
        lab.visit.page.keyboard.press("Space")
        lab.visit.page.keyboard.press("Enter")
        assert heard(question) == text


NOTATIONS = {
    **{
        "1.56": 1.56,
        "1,56": 1.56,
        " 3 ": 3,
        ".5": 0.5,
        "-2": -2,
        "−2": -2,
        "7/4": 1.75,
    },
    **{"1e-3": 0.001, "inf": math.inf, "∞": math.inf, "-∞": -math.inf},
}


@pytest.mark.parametrize("typed", NOTATIONS)
def test_a_number_may_be_written_as_people_write_it(lab, typed):
    original = NumberQuestion("x", NOTATIONS[typed], slips={}, tolerance=1e-9)
    assert replies(lab.show(original.static_html()), [typed]) == ["Right."]


def test_what_is_no_number_is_called_so(lab):
    question = lab.show(NumberQuestion("x", 1, slips={"Zero.": 0}).static_html())
    for reply in replies(question, ["one", "1.2.3", "1/2/3", "1 bit", "/", "--1"]):
        assert "no number" in reply
    assert replies(question, [""]) == ["Not answered yet."]
