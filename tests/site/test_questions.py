"""Every exercise on the site replies as the rule of the boxes says."""

from __future__ import annotations

import json
import math
import random
import re
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

import nbformat
import pytest
from browse import SITE, Lab, placed

from infolib.explorers import ChoiceQuestion, NumberQuestion
from infolib.explorers._bundle import bundle

QUESTIONS = [place for place in placed() if place.name.endswith("_question")]


def of_kind(name):
    return [place for place in QUESTIONS if place.name == name]


NUMBERS = of_kind("number_question")


@pytest.fixture(scope="module")
def lab(open_page):
    with open_page("", home="about:blank") as visit:
        yield Lab(visit)


@pytest.fixture(scope="module")
def replies(lab):
    """Return a way to ask the script of the box: what it says to (state, text) pairs."""

    def replies(asked):
        states, numbers = [], {}
        for state, _ in asked:
            numbers.setdefault(id(state), len(numbers))
            if len(numbers) > len(states):
                states.append(state)
        return lab.visit.page.evaluate(
            f"""([states, asked]) => {{
              {bundle("number_question")}
              const {{ reply }} = need("number_question");
              return asked.map(([i, text]) => reply(text, states[i]));
            }}""",
            [states, [[numbers[id(state)], text] for state, text in asked]],
        )

    return replies


@pytest.fixture(scope="module")
def says(replies):
    """Return a way to ask the box of one question about some texts."""

    def says(question, *texts):
        state = question.state()
        return [text for text, _ in replies([(state, typed) for typed in texts])]

    return says


# ---- the rule, in decimal arithmetic


def rounded(value, digits):
    """Return a number correctly rounded to so many significant digits, as written."""
    number = Decimal(repr(value))
    place = number.adjusted() - digits + 1
    return f"{number.quantize(Decimal(1).scaleb(place), ROUND_HALF_EVEN):f}"


def as_written(text):
    """Return a number with its digits; the zeros at the end of 3200 fill places."""
    number = Decimal(text)
    filling = re.fullmatch(r"-?\d\d\d*?(0*)", text)
    return number.quantize(Decimal(1).scaleb(len(filling[1]))) if filling else number


def rounds_to(text, value):
    """Say whether a written number is a correct rounding of a value."""
    number, value = as_written(text), Decimal(repr(value))
    if number == 0 or not value.is_finite() or value == int(value):  # typed as it is
        return number == value
    return abs(number - value) <= Decimal(1).scaleb(number.as_tuple().exponent) / 2


def verdict(state, text):
    """Return the kind of reply that a written number gets, and the slips it may be."""
    answer = float(state["answer"])
    values = {t: float(value) for t, value in state["slips"]}
    slips = [t for t, value in values.items() if rounds_to(text, value)]
    digits = len(as_written(text).as_tuple().digits)
    if rounds_to(text, answer):
        exactly = Decimal(text) == Decimal(repr(answer))
        if not answer.is_integer() and (
            slips or (digits < state["digits"] and not exactly)
        ):
            return "so far", slips
        return "right", slips
    sure = [t for t in slips if digits > 1 or Decimal(text) == Decimal(repr(values[t]))]
    return ("slip", sure) if len(sure) == 1 else ("wrong", slips)


def fits(state, text, reply, kind):
    """Say whether a reply is the one that the rule gives to a written number."""
    wanted, slips = verdict(state, text)
    if wanted == "so far":
        return kind == "open" and reply.startswith("Right so far: give ")
    if wanted == "slip":
        return (reply, kind) == (slips[0], "slip")
    if wanted == "right":
        return (reply, kind) == ("Right.", "right")
    return kind == "wrong"


def check(replies, asked):
    wrong = [
        (state["label"], text, reply)
        for (state, text), (reply, kind) in zip(asked, replies(asked), strict=True)
        if not fits(state, text, reply, kind)
    ]
    assert wrong == []


def targets(state):
    return [
        float(x) for x in (state["answer"], *(value for _, value in state["slips"]))
    ]


def test_the_truth_and_each_slip_may_be_rounded(replies):
    check(
        replies,
        [
            (place.state, rounded(target, digits))
            for place in NUMBERS
            for target in targets(place.state)
            if math.isfinite(target)
            for digits in range(1, 7)
        ],
    )


def test_no_other_number_passes(replies):
    chance = random.Random(1)
    asked = [
        (place.state, rounded(target * factor, digits))
        for place in NUMBERS
        for target in targets(place.state)
        if math.isfinite(target)
        for digits in (2, 3, 4)
        for spread in (0.003, 0.03, 0.3, 3)
        for factor in [1 + spread * chance.uniform(-1, 1) for _ in range(4)]
    ]
    check(replies, asked)
    kinds = [kind for _, kind in replies(asked)]
    assert len(asked) > 5000
    assert kinds.count("wrong") > len(asked) / 2


def test_the_label_asks_for_the_digits_that_it_takes(replies):
    enough, fewer = [], []
    for place in NUMBERS:
        answer, digits = float(place.state["answer"]), place.state["digits"]
        words = {3: "three", 4: "four", 5: "five", 6: "six"}
        for n, word in words.items():
            asks = f", to {word} significant digits" in place.state["label"]
            assert asks == (n == digits), place.state["label"]
        if not answer.is_integer():
            enough += [(place.state, rounded(answer, n)) for n in range(digits, 9)]
            fewer += [(place.state, rounded(answer, n)) for n in range(2, digits)]
    assert {reply for reply, _ in replies(enough)} == {"Right."}
    assert all(reply.startswith("Right so far: ") for reply, _ in replies(fewer))
    for place in NUMBERS:  # each slip is named, at four digits or before
        for text, value in place.state["slips"]:
            value = float(value)
            typed = [str(value)] if math.isinf(value) else []
            typed = typed or [rounded(value, n) for n in (2, 3, 4)]
            heard = replies([(place.state, one) for one in typed])
            assert text in [reply for reply, _ in heard], (place.state["label"], text)


def test_a_formula_for_the_truth_is_right(replies):
    asked = []
    for place in NUMBERS:
        answer = float(place.state["answer"])
        root = f"{'-' if answer < 0 else ''}sqrt({answer**2!r})"
        for formula in (f"3·{answer!r}/3", root, f"2({answer!r}) − {answer!r}"):
            asked.append((place.state, formula))
    assert len(asked) > 100
    assert {reply for reply, _ in replies(asked)} == {"Right."}


# What a reader without log₂ on the calculator types; some labels occur twice.
CLOSED = {
    "p̂(H)": "3/5",
    "5 bits, in nats": "5 ln 2",
    "I(face card), in bits": "log2(13/3)",
    "Six words, in bits": "6*log₂ 7776",
    "q, for p = 0.6": "√(1-0,6^2)",
    "p at the maximum": "1/e",
    "I(B | A), in bits": "2 − log2 3",
    "Misses for 5 bits": "128(1-2^-5)",
    "How many bits are missing at the start?": "3+log2(3)",
    "added to the mean, in bits": "0.15 log2(10)",
    "perplexity": "exp 3.5",
    "KL(q‖p), in bits": "⅔",
    "ℓ(4/5), in bits": "4 log2(4/5) + log2(1/5)",
    "ℓ at the best rate, in bits": "6 − log2 48 − 6/ln 2",
    "ℓ at the best α, in bits": "-(1+ln 3)/ln 2",
}


def test_closed_forms_are_right(replies):
    states = {place.state["label"]: place.state for place in NUMBERS}
    asked = [(states[label], formula) for label, formula in CLOSED.items()]
    assert [reply for reply, _ in replies(asked)] == ["Right."] * len(CLOSED)


def test_a_solution_begins_with_a_number_that_the_box_takes(replies):
    states = {repr(place.state): place.state for place in NUMBERS}
    seen = 0
    for path in sorted((SITE.parents[1] / "book").glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        for asks, solution in pairwise(cells):
            html = "".join(
                o.get("data", {}).get("text/html", "") for o in asks.get("outputs", [])
            )
            if 'data-explorer="number_question"' not in html:
                continue
            seen += 1
            state = json.loads(re.search(r"json\">(.*?)</script>", html, re.S)[1])
            first = re.search(r":class: dropdown\n\n(.*?)\n", solution.source)[1]
            first = re.sub(r"\\t?frac(\d)(\d)", r"\1/\2", first)
            found = re.findall(r"[−-]?\d[\d.]*(?<!\.)(?:/\d+)?|[½⅓⅔¼¾]", first)
            heard = [
                reply for reply, _ in replies([(states[repr(state)], x) for x in found])
            ]
            assert "Right." in heard, (path.name, state["label"], first)
    assert seen == len(NUMBERS)


# ---- one answer, as somebody types it

THIRD = NumberQuestion(
    "x", 0.38632829, slips={"Slip.": 0.35848592}, hint="Count what is left."
)


@pytest.mark.parametrize(
    ("typed", "reply"),
    {
        **dict.fromkeys(
            ["0.39", "0,39", ".386", "38.6 %", "3.9e-1", "39·10^-2"], "Right."
        ),
        "0.38632829000001": "Right.",  # every digit of the answer, and more
        "0.4": "Right so far: give one more digit.",
        **dict.fromkeys(["0.36", "0.358", "0.35849"], "Slip."),
        **dict.fromkeys(
            ["0.38", "0.387", "0.3864"], "Not quite: look at the last digit."
        ),
        "0.385/1": "Not quite: a formula counts as exact. Give its value, rounded.",
        **dict.fromkeys(
            ["0", "-0.39", "0.41", "39", "∞"], "Not this. The hint may help."
        ),
        "": "Not answered yet.",
    }.items(),
)
def test_a_number_gets_the_reply_of_the_rule(says, typed, reply):
    assert says(THIRD, typed) == [reply]


def test_zeros_that_fill_places_are_no_digits(says):
    deviance = NumberQuestion("D", 284.2024, slips={})
    assert says(deviance, "284", "280", "284.2", "2.8e2") == ["Right."] * 4
    assert says(deviance, "300", "295", "280.0") == ["Not this."] * 3
    assert says(deviance, "3e2") == ["Right so far: give one more digit."]


def test_a_whole_number_is_not_rounded(says):
    questions = NumberQuestion("n", 7, slips={"Entropy.": math.log2(100), "Low.": 6})
    assert says(questions, "7", "7.0", "14/2", "7,") == ["Right."] * 4
    assert says(questions, "6.6", "6.64", "6") == ["Entropy.", "Entropy.", "Low."]
    assert set(says(questions, "7.1", "6.99", "-7", "8", "0.7e2")) == {"Not this."}
    area = NumberQuestion("n", 1320, slips={"Zero.": 0})
    assert says(area, "1300", "1.3e3", "0", "0.0") == ["Not this."] * 2 + ["Zero."] * 2


def test_more_digits_are_asked_for_where_two_do_not_tell(says):
    question = NumberQuestion("KL", 0.98718730, slips={"m = 3.": 0.99368361, "1.": 1})
    so_far = [
        "Right so far: give two more digits.",
        "Right so far: give one more digit.",
    ]
    assert says(question, "1", "0.99") == so_far
    assert says(question, "0.987", "0.994", "1.00") == ["Right.", "m = 3.", "1."]
    several = NumberQuestion("x", 3, slips={"One.": 1.234, "Two.": 1.226})
    assert says(several, "1.23", "1.2", "1.234") == [
        *["Not this. With one more digit the box may name the slip."] * 2,
        "One.",
    ]


def test_infinity_is_an_answer(says):
    question = NumberQuestion("KL", math.inf, slips={"The sign.": -math.inf})
    assert says(question, "inf", "∞", "-ln 0", "Infinity", "+∞") == ["Right."] * 5
    assert says(question, "-∞", "log2(0)") == ["The sign."] * 2
    assert says(question, "1e300", "99") == ["Not this."] * 2


# ---- formulas

VALUES = {
    **{"1.56": 1.56, " 3 ": 3, "+2": 2, "-2": -2, "−2": -2, "1.": 1, "1e-3": 0.001},
    **{"0,67": 0.67, ",5": 0.5, "12,345": None, "0,123": 0.123, "1234,567": 1234.567},
    **{"7/4": 1.75, "7÷4": 1.75, "1½": 1.5, "½": 0.5, "-2⅔": -8 / 3, "⅛ + ¾": 0.875},
    **{"2+3*4": 14, "2·3−4": 2, "8/4/2": 1, "8−4−2": 2, "2*-3": -6, "-2^2": -4},
    **{"2^-3": 0.125, "2**3**2": 512, "(1+2)(3)": 9, "2(3+4)": 14, "50%": 0.5},
    **{"log2(13/3)": math.log2(13 / 3), "log₂ 8": 3, "lb 8": 3, "log_2(8)": 3},
    **{"Log10 100": 2, "log₁₀(100)": 2, "ln 2 * 5": 5 * math.log(2), "ln e": 1},
    **{"5 ln 2": 5 * math.log(2), "5ln2": 5 * math.log(2), "2 ln(3)": 2 * math.log(3)},
    **{"1/e": 1 / math.e, "sqrt(2)": 2**0.5, "√2/2": 2**0.5 / 2, "sqrt 2 · 2": 8**0.5},
    **{
        "2π": 2 * math.pi,
        "pi e": math.pi * math.e,
        "exp(-1)": 1 / math.e,
        "2e": 2 * math.e,
    },
    **{
        "ln 2^3": math.log(8),
        "ln(2)^3": math.log(2) ** 3,
        "ln ln 3": math.log(math.log(3)),
    },
    **{"(ln 8)/ln(2)": 3, "1/(2 ln 2)": 0.5 / math.log(2), "½ ln 4": math.log(2)},
}


def test_a_formula_has_the_value_of_its_grammar(lab):
    found = lab.visit.page.evaluate(
        f"""(texts) => {{
          {bundle("expression")}
          const value = (text) => {{
            try {{ return need("expression").evaluate(text); }} catch {{ return null; }}
          }};
          return texts.map(value);
        }}""",
        list(VALUES),
    )
    for (text, value), got in zip(VALUES.items(), found, strict=True):
        assert got == (value if value is None else pytest.approx(value, rel=1e-15)), (
            text
        )


@pytest.mark.parametrize(
    ("typed", "reply"),
    {
        "abc": "Not understood: “abc”. Write a number or a formula, without a unit",
        "1 bit": "Not understood: “bit” after “1”.",
        "1.2.3": "Not understood: “.3” after “1.2”.",
        "2 3": "Not understood: “3” after “2”.",
        "--1": "Not understood: “-” after “-”.",
        "2 + $x": "Not understood: “$x” after “2 +”.",
        "1)": "Not understood: “)” after “1”.",
        "toString": "Not understood: “toString”.",
        "alert(1)": "Not understood: “alert”.",
        "2 +": "Something is missing after “2 +”.",
        "ln": "Something is missing after “ln”.",
        "2(3": "A ) is missing after “2(3”.",
        "log 8": "Which base has “log”? Write ln, log2 or log10.",
        "lg(8)": "Which base has “lg”? Write ln, log2 or log10.",
        "log2 13/3": "Put what follows “log2” in parentheses, as in ln(2/3) or ln(2)/3.",
        "log1000": "Put what follows “log10” in parentheses, as in log10(3).",
        "ln 2π": "Put what follows “ln” in parentheses",
        "1/2 ln 2": "Write * or parentheses after “1/2”.",
        "1,320": "Is the comma of “1,320” a decimal point? Write 1.320 or 1320.",
        "2 + 1/0": "“1/0” cannot be computed.",
        "ln(-1)": "“ln(-1)” cannot be computed.",
        "10^400": "“10^400” cannot be computed.",
        "1e400": "“1e400” cannot be computed.",
        "∞ − ∞": "“∞ − ∞” cannot be computed.",
    }.items(),
)
def test_what_cannot_be_read_is_said_and_where(replies, typed, reply):
    state = NumberQuestion("x", math.inf, slips={"Zero.": 0}).state()
    [(heard, kind)] = replies([(state, typed)])
    assert heard.startswith(reply)
    assert kind == "open"


# ---- the boxes on a page


def heard(question):
    return question.locator("[role=status]").inner_text().lstrip("✓✗ ")


def test_every_box_takes_its_answer(lab):
    lab.show("".join(place.html for place in NUMBERS))
    found = lab.visit.page.evaluate("""() => {
      dispatchEvent(new Event("beforeprint"));  // mounts those far below, too
      return [...document.querySelectorAll("[data-mounted=ready] form")].map((form) => {
        const box = form.querySelector("input[type=text]");
        return form.querySelector(`label[for=${box.id}]`).textContent;
      });
    }""")
    assert found == [place.state["label"] for place in NUMBERS]
    typed = [rounded(float(place.state["answer"]), 4) for place in NUMBERS]
    said = lab.visit.page.evaluate(
        """(typed) => [...document.querySelectorAll("form")].map((form, i) => {
          form.querySelector("input[type=text]").value = typed[i];
          form.requestSubmit();
          return form.querySelector("[role=status]").textContent;
        })""",
        typed,
    )
    assert said == ["✓ Right."] * len(NUMBERS)


def test_a_number_is_answered_by_keyboard_and_the_focus_stays(lab):
    question = lab.show(NumberQuestion("x", 1.75, slips={}, hint="So.").static_html())
    box = question.locator("input[type=text]")
    box.click()
    lab.visit.page.keyboard.type("7/4")
    lab.visit.page.keyboard.press("Enter")
    assert heard(question) == "Right."
    assert box.evaluate("(box) => box === document.activeElement")
    lab.visit.page.keyboard.press("Tab")
    lab.visit.page.keyboard.press("Tab")
    lab.visit.page.keyboard.press("Enter")
    assert question.locator("details").evaluate("(hint) => hint.open")


KINDS = {
    "number": NumberQuestion("x", 1.75, slips={}, hint="So."),
    "choice": ChoiceQuestion("?", "a", {"b": "No."}, why="So.", hint="So."),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_notebook_hears_no_key_of_a_question(lab, kind):
    question = lab.show(KINDS[kind].static_html())
    lab.visit.page.evaluate("""() => {
      window.keys = [];
      document.body.addEventListener("keydown", (event) => keys.push(event.key));
    }""")
    parts = question.locator("input, button, summary")
    for i in range(parts.count()):
        parts.nth(i).focus()
        lab.visit.page.keyboard.press("Enter")
        lab.visit.page.keyboard.press("a")
        # JupyterLab listens before any element does, but leaves these alone.
        assert parts.nth(i).get_attribute("data-lm-suppress-shortcuts") == "true"
    assert parts.count() >= 3
    assert lab.visit.page.evaluate("keys") == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_hint_looks_foldable_in_a_notebook(lab, kind):
    question = lab.show(KINDS[kind].static_html())
    # What JupyterLab has for all lists and folds of a page that shows MyST.
    lab.visit.page.add_style_tag(content="ol, ul, summary { list-style: none }")
    sign = "x => [getComputedStyle(x).listStyleType, getComputedStyle(x).cursor]"
    hint = question.locator("summary")
    assert hint.evaluate(sign) == ["disclosure-closed", "pointer"]
    hint.press("Enter")
    assert hint.evaluate(sign) == ["disclosure-open", "pointer"]


@pytest.mark.parametrize("place", of_kind("choice_question"), ids=str)
def test_a_choice_gets_its_reply_by_keyboard(lab, place):
    question = lab.show(place.html)
    assert sum(right for _, _, right in place.state["options"]) == 1
    for i, (_, text, _) in enumerate(place.state["options"]):
        question.locator("input[type=radio]").nth(i).focus()
        lab.visit.page.keyboard.press("Space")
        lab.visit.page.keyboard.press("Enter")
        assert heard(question) == text
