"""Questions that no chapter has yet: with figures, with an infinite answer, in code."""

import base64
import json
import math
from pathlib import Path
from xml.etree import ElementTree as ET

import _questions
import bank
import pytest
import worksheets

BOX = """<div class="cell tag_remove-input"><div class="cell_output"><div class="explorer"
 data-explorer="number_question"><script type="application/json">{state}</script></div></div></div>"""
PAGE = """<html><body><article><h1><span class="topic">1 · One</span></h1>
<div class="theorem" id="thm-it"><p class="admonition-title"><span>Theorem 1 </span> (It)</p></div>
<div class="exercise admonition" id="ex-one"><p class="admonition-title"><span>Exercise 1 </span>
 (★★ A look)</p><section><p>By <a href="#thm-it">Theorem 1</a>
 and <span class="bibtex-citation">[<a title="A. Author. 1948." href="r.html#id1">7</a>]</span>, is
 <span class="math"><span class="tex">$a &lt; b$</span><span class="katex">a&lt;b</span></span>?</p>
</section>
<div class="cell"><div class="cell_input"><pre>def f(p):\n    return ...</pre>
<div class="live-bar"><button>Run</button></div></div>
<div class="cell_output"><pre>not answered yet</pre></div></div>
<div class="cell"><div class="cell_output"><svg class="figure" viewBox="0 0 4 3" aria-label="A bar.">
<path style="fill:var(--x-p)" d="M0 0"></path></svg></div></div>
<div class="cell"><div class="cell_output"><img alt="A dot." src="../_images/dot.png"/></div></div>
{box}<details class="solution fold"><summary>Solution</summary><div class="fold-body"><section>
<p>So it is.</p></section></div></details></div></article></body></html>"""


def site(folder: Path, state: dict | None) -> Path:
    """Return the folder of a site whose one page asks one question."""
    (folder / "book").mkdir()
    (folder / "_images").mkdir()
    (folder / "_images/dot.png").write_bytes(b"a picture")
    box = BOX.format(state=json.dumps(state)) if state else ""
    (folder / "book/01-one.html").write_text(PAGE.format(box=box), encoding="utf-8")
    return folder


def asked(answer, slips, digits=2):
    return {
        "label": "x, in bits",
        "hint": "",
        "answer": answer,
        "slips": slips,
        "digits": digits,
    }


def test_a_question_stands_without_its_page(tmp_path):
    (question,) = _questions.read(site(tmp_path, None))
    assert (question.title, question.stars, question.kind) == ("A look", 2, "text")
    part = _questions.portable(question.body, "ex-one", tmp_path / "book")
    text = " ".join(part.html.split())
    assert r"By Theorem 1 (It) and [7], is \(a &lt; b\)?" in text
    assert "<p>[7] A. Author. 1948.</p>" in text
    assert "def f(p):" in text
    for rest in ("katex", "Run", "not answered", "Solution", "class=", "href="):
        assert rest not in text
    assert '<img alt="A bar." src="ex-one-1.svg"/>' in text
    assert '<img alt="A dot." src="ex-one-2.png"/>' in text
    assert part.files["ex-one-2.png"] == b"a picture"
    drawn = ET.fromstring(part.files["ex-one-1.svg"])
    assert drawn.get("viewBox") == "0 0 4 3"
    assert "#0072b2" in part.files["ex-one-1.svg"].decode()


def test_figures_and_code_reach_moodle_and_the_package(tmp_path):
    questions = _questions.read(site(tmp_path, None))
    made = bank.moodle_question(questions[0], tmp_path)
    files = {file.get("name"): file.text for file in made.iter("file")}
    assert base64.b64decode(files["ex-one-2.png"]) == b"a picture"
    text = made.findtext("questiontext/text")
    assert all(f'src="@@PLUGINFILE@@/{name}"' in text for name in files)
    assert made.findtext("responseformat") == "monospaced"
    item, sent = bank.qti_item(questions[0], tmp_path)
    assert set(sent) == set(files)
    shown = ET.tostring(item, encoding="unicode")
    assert all(f"$IMS-CC-FILEBASE$/{name}" in shown for name in files)


@pytest.mark.parametrize("sign", ["", "+", "-", "−"])
@pytest.mark.parametrize("typed", ["inf", "∞", "infinity"])
def test_an_infinite_answer_can_be_typed_and_has_a_sign(tmp_path, typed, sign):
    minus = sign in ("-", "−")
    state = asked("-Infinity" if minus else "Infinity", [["That is finite.", 2.5]])
    (question,) = _questions.read(site(tmp_path, state))
    made = bank.moodle_question(question, tmp_path)
    assert made.get("type") == "shortanswer"
    marks = {a.findtext("text"): a.get("fraction") for a in made.findall("answer")}
    assert marks[sign + typed] == "100"
    assert ("-inf" in marks, "inf" in marks) == (minus, not minus)
    assert marks["2.5"] == marks["*"] == "0"
    item, _ = bank.qti_item(question, tmp_path)
    right = [part.text for part in item.iter("varequal")]
    assert sign + typed in right
    assert ("-inf" in right, "inf" in right) == (minus, not minus)


def test_a_slip_in_the_range_that_is_right_is_refused(tmp_path):
    state = asked(1.2449, [["Another.", 1.2461]], digits=3)
    (question,) = _questions.read(site(tmp_path, state))
    with pytest.raises(ValueError, match=r"the slip 1\.2461 lies in the range"):
        bank.moodle_question(question, tmp_path)


@pytest.mark.parametrize(
    ("number", "digits", "half"),
    [
        (7, 2, 0),
        (0.0417, 2, 0.0005),
        (1.295, 2, 0.05),
        (-3.61, 3, 0.005),
        (13.2, 3, 0.05),
    ],
)
def test_the_margin_is_half_a_unit_of_the_last_digit(number, digits, half):
    assert math.isclose(bank.margin(float(number), digits), half)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (7.0, "7"),
        (1075.0, "1075"),
        (1.295461844, "1.3"),
        (0.8979, "0.898"),
        ("Infinity", "∞"),
        (-3.6096, "−3.61"),
        (1234.5678, "1230"),
    ],
)
def test_numbers_on_paper(stored, text):
    assert _questions.rounded(stored, 2) == text


def test_a_question_in_code_is_not_for_paper(tmp_path, monkeypatch):
    questions = _questions.read(site(tmp_path, None))
    with pytest.raises(ValueError, match="no worksheet for \\['01-one'\\]"):
        worksheets.chosen(questions)
    monkeypatch.setitem(worksheets.SHEETS, "01-one", "one: two")
    with pytest.raises(ValueError, match="ex-one-two"):
        worksheets.chosen(questions)
    monkeypatch.setattr(worksheets, "labels", lambda sheet: ["ex-one"])
    with pytest.raises(ValueError, match="asks for code: \\['ex-one'\\]"):
        worksheets.chosen(questions)
