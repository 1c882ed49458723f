"""The question bank of the built book, read back as a platform reads it.

The two scorers here know nothing of how the files were made: they follow what the formats
say of a typed answer.
"""

from __future__ import annotations

import base64
import io
import math
import re
import zipfile
from xml.etree import ElementTree as ET

import _notebooks
import _questions
import bank
import pytest
import worksheets
from browse import SITE
from bs4 import BeautifulSoup

pytestmark = pytest.mark.usefixtures("site")
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@pytest.fixture(scope="module")
def questions():
    return _questions.read(SITE)


@pytest.fixture(scope="module")
def written():
    """Return the exercises as their authors wrote them, by label."""
    chapters = _notebooks.Book().notebooks.values()
    return {e.label: e for chapter in chapters for e in chapter.exercises}


@pytest.fixture(scope="module")
def moodle(questions):
    """Return Moodle's questions by the label of the exercise."""
    quiz = ET.fromstring(bank.moodle(questions, SITE))
    asked = [q for q in quiz if q.get("type") != "category"]
    return {question.findtext("idnumber"): question for question in asked}


@pytest.fixture(scope="module")
def package(questions, tmp_path_factory):
    """Return the files of the package of QTI, by their paths."""
    target = tmp_path_factory.mktemp("bank") / "qti.zip"
    bank.qti(questions, SITE, target)
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture(scope="module")
def items(package):
    """Return the items of QTI by their names."""
    roots = [ET.fromstring(x) for name, x in package.items() if name.startswith("quiz")]
    return {i.get("ident"): i for root in roots for i in root.iter(f"{QTI}item")}


def moodle_marks(question: ET.Element, given: str) -> tuple[float, str]:
    """Return the share of the mark that Moodle gives, in per cent, and its reply."""
    for answer in question.findall("answer"):
        text = answer.findtext("text")
        if question.get("type") == "numerical" and text != "*":
            off = abs(float(given) - float(text))
            meets = off <= float(answer.findtext("tolerance")) + 1e-12 * abs(
                float(text)
            )
        else:
            meets = text in ("*", given)
        if meets:
            return float(answer.get("fraction")), answer.findtext("feedback/text")
    return 0, ""


def qti_holds(test: ET.Element, given: str) -> bool:
    """Return whether a condition of QTI 1.2 holds for an answer."""
    kind = test.tag.removeprefix(QTI)
    if kind in ("conditionvar", "and", "or"):
        join = any if kind == "or" else all
        return join(qti_holds(part, given) for part in test)
    if kind == "other":
        return True
    if kind == "varequal":
        return test.text == given
    off = float(given) - float(test.text)
    return {"vargte": off >= 0, "varlte": off <= 0}[kind]


def qti_marks(item: ET.Element, given: str) -> tuple[float, list[str]]:
    """Return the score of an answer by the rules of QTI 1.2, and the replies."""
    score, shown = 0.0, []
    for rule in item.iter(f"{QTI}respcondition"):
        if not qti_holds(rule.find(f"{QTI}conditionvar"), given):
            continue
        for setting in rule.findall(f"{QTI}setvar"):
            score = float(setting.text)
        for display in rule.findall(f"{QTI}displayfeedback"):
            (note,) = [
                note
                for note in item.findall(f"{QTI}itemfeedback")
                if note.get("ident") == display.get("linkrefid")
            ]
            shown.append(note.findtext(f".//{QTI}mattext"))
        if rule.get("continue") == "No":
            break
    return score, shown


def plain(markup: str) -> str:
    return BeautifulSoup(markup, "html.parser").get_text()


def states(written):
    """Yield label, and what the box stores, of each exercise with a box."""
    for label, exercise in written.items():
        if exercise.question:
            yield label, _notebooks.state(exercise.question)


def roundings(value: float, digits: int) -> list[str]:
    """Return a number as readers type it: rounded to so many digits or more, up to 8."""
    if value.is_integer():
        return [f"{value:.0f}"]
    return [f"{value:.{n}g}" for n in range(digits, 9)]


def test_no_question_is_missing_and_none_is_there_twice(written, moodle, items):
    assert list(moodle) == list(written) == list(items)


def test_the_kinds_are_those_of_the_boxes(written, moodle):
    kinds = {
        label: "multichoice" if "options" in asked else "numerical"
        for label, asked in states(written)
        if not math.isinf(float(asked.get("answer", 0)))
    }
    for label, question in moodle.items():
        if question.get("type") != "shortanswer":
            assert question.get("type") == kinds.get(label, "essay"), label


def test_the_right_number_has_full_marks_however_it_is_rounded(written, moodle, items):
    for label, asked in states(written):
        if "answer" not in asked:
            continue
        for text in roundings(float(asked["answer"]), asked["digits"]):
            assert moodle_marks(moodle[label], text) == (100, "Right."), (label, text)
            score, replies = qti_marks(items[label], text)
            assert (score, replies[-1]) == (100, "Right."), (label, text)


def test_each_slip_gets_its_reply_and_no_mark(written, moodle, items):
    seen = 0
    for label, asked in states(written):
        for reply, slip in asked.get("slips", []):
            if not math.isfinite(float(slip)):
                continue  # a platform takes no such number
            for text in roundings(float(slip), max(3, asked["digits"])):
                mark, said = moodle_marks(moodle[label], text)
                assert (mark, plain(said)) == (0, reply), (label, text)
                score, replies = qti_marks(items[label], text)
                assert score == 0, (label, text)
                assert f": {reply}" in plain(replies[-1])
            seen += 1
    assert seen > 100


def test_another_number_is_told_that_it_is_wrong(written, moodle, items):
    for label, asked in states(written):
        if "answer" not in asked:
            continue
        for text in ("987654.3", "-987654.3"):
            mark, said = moodle_marks(moodle[label], text)
            assert mark == 0
            assert plain(said) in (asked["hint"], "Not this."), label
            assert qti_marks(items[label], text)[0] == 0, label


def test_each_option_has_its_mark_and_its_reply(written, moodle, items):
    for label, asked in states(written):
        if "options" not in asked:
            continue
        ids = {
            plain(x.findtext(f".//{QTI}mattext")): x.get("ident")
            for x in items[label].iter(f"{QTI}response_label")
        }
        options = {
            plain(a.findtext("text")): a for a in moodle[label].findall("answer")
        }
        assert set(ids) == set(options) == {option for option, *_ in asked["options"]}
        for option, reply, right in asked["options"]:
            answer = options[option]
            assert float(answer.get("fraction")) == (100 if right else 0)
            assert plain(answer.findtext("feedback/text")) == reply
            score, replies = qti_marks(items[label], ids[option])
            assert score == (100 if right else 0)
            assert reply in map(plain, replies)


def test_the_formulas_are_those_of_the_notebooks(written, moodle):
    """Every formula of an exercise and of its solution, as TeX in Moodle's delimiters."""
    formula = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.S)

    def squeezed(text):
        return re.sub(r"\s", "", text)

    for label, exercise in written.items():
        question = moodle[label]
        places = ("graderinfo/text", "generalfeedback/text")
        solved = next(filter(None, map(question.findtext, places)))
        asking = question.findtext("questiontext/text")
        for source, made in [(exercise.statement, asking), (exercise.solution, solved)]:
            tex = [squeezed("".join(pair)) for pair in formula.findall(source)]
            shown = squeezed(plain(made))
            found = re.findall(r"\\\[(.+?)\\\]|\\\((.+?)\\\)", shown)
            assert ["".join(pair) for pair in found] == tex, label


def test_nothing_of_the_page_is_left_in_a_question(moodle, items):
    for question in [*moodle.values(), *items.values()]:
        text = ET.tostring(question, encoding="unicode")
        for rest in ("class=", "href=", "<svg", "katex", "<script", "$$", "var(--"):
            assert rest not in text, (question.findtext("idnumber"), rest)


def test_each_piece_of_html_is_well_formed(moodle):
    for label, question in moodle.items():
        for text in question.iter("text"):
            try:
                ET.fromstring(f"<div>{text.text}</div>")
            except ET.ParseError as error:  # a plain text may have a bare &
                pytest.fail(f"{label}: {error}: {text.text}")


def test_the_package_lists_what_it_holds(package):
    manifest = ET.fromstring(package["imsmanifest.xml"])
    listed = {
        file.get("href") for file in manifest.iter() if file.tag.endswith("}file")
    }
    assert listed == set(package) - {"imsmanifest.xml"}


def test_figures_go_along(moodle, package):
    for label, question in moodle.items():
        for part in question.iter():
            shown = part.findtext("text") or ""
            files = {
                file.get("name"): base64.b64decode(file.text)
                for file in part.findall("file")
            }
            used = BeautifulSoup(shown, "html.parser").select("img")
            assert {img["src"].removeprefix("@@PLUGINFILE@@/") for img in used} == set(
                files
            ), label
            assert all(package[name] == data for name, data in files.items())


def test_every_chapter_has_a_worksheet_whose_questions_exist(questions):
    sheets = worksheets.chosen(questions)
    assert list(sheets) == list(dict.fromkeys(q.page for q in questions))
    with pytest.raises(ValueError, match="02-entropy asks"):
        worksheets.chosen([q for q in questions if q.label != "ex-entropy-units"])
