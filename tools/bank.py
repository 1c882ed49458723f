"""Write the questions of the book for learning platforms and for paper.

It reads the built pages and writes to _build/bank:

- moodle.xml, Moodle's own format: a category for each chapter, a reply to each slip;
- qti.zip, QTI 1.2, which Canvas and others import: a quiz for each chapter;
- quiz.pdf and quiz-answers.pdf, all questions that have a box, to be printed.

A platform knows neither formulas nor roundings: there, the range of a number is right that
rounds to the answer at the digits asked for.
"""

from __future__ import annotations

import argparse
import base64
import html
import math
import sys
import zipfile
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from _paper import bind
from _questions import Portable, Question, portable, read, rounded

from infolib.words import words

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build/html"
TITLE = "From Surprise to Likelihood"
SAY = words("bank")
REPLY = words("number_question")
INFINITE = ("inf", "infinity", "∞")  # what somebody may type, after its sign
# What Moodle stores with each question, and with some kinds of them.
COMMON = {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0"}
OWN = {
    "multichoice": {
        "single": "true",
        "shuffleanswers": "true",
        "answernumbering": "ABCD",
    },
    "shortanswer": {"usecase": "0"},
    "essay": {
        "responseformat": "editor",
        "responserequired": "1",
        "responsefieldlines": "10",
        "attachments": "0",
    },
}
FILES = "$IMS-CC-FILEBASE$/"  # what QTI calls the folder of a package


def margin(number: float, digits: int) -> float:
    """Return half a unit of the last of so many digits; a whole number has no margin."""
    if number == int(number):
        return 0.0
    return 0.5 * 10.0 ** (math.floor(math.log10(abs(number))) - digits + 1)


def short(number: float) -> str:
    """Return a number with the ten digits that the book stores."""
    return f"{number:.10g}"


def replies(asked: dict[str, Any]) -> list[tuple[float, float, float, str]]:
    """Return for the answer and for each slip: number, margin, share of the mark, reply.

    What lies between two slips is a rounding of the nearer one.
    """
    answer, digits = float(asked["answer"]), asked["digits"]
    room = 0.0 if math.isinf(answer) else margin(answer, digits)
    found = [(answer, room, 100.0, REPLY["right"])]
    # Nobody can type infinity into a box for numbers.
    slips = {float(slip): reply for reply, slip in asked["slips"]}
    slips = {slip: reply for slip, reply in slips.items() if math.isfinite(slip)}
    for slip, reply in slips.items():
        if abs(slip - answer) <= room:
            raise ValueError(
                f"{asked['label']!r}: the slip {slip} lies in the range of {answer} that is "
                "right on a platform: ask for more digits, or drop the slip"
            )
        gaps = [abs(slip - other) / 2 for other in slips if other != slip]
        found.append((slip, min([margin(slip, digits), *gaps]), 0.0, reply))
    return found


def typed(asked: dict[str, Any]) -> list[str]:
    """Return in which forms an infinite answer is right."""
    signs = ("-", "−") if float(asked["answer"]) < 0 else ("", "+")
    return [sign + text for sign in signs for text in INFINITE]


def wrong(asked: dict[str, Any]) -> str:
    """Return the reply to what is neither right nor a known slip."""
    return asked["hint"] or REPLY["wrong"]


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    """Add an element that holds `<text>`, as Moodle has it."""
    element = ET.SubElement(parent, tag, attributes)
    ET.SubElement(element, "text").text = text
    return element


def _with_files(parent: ET.Element, tag: str, part: Portable) -> None:
    text = part.html
    for name in part.files:
        text = text.replace(f'src="{name}"', f'src="@@PLUGINFILE@@/{name}"')
    element = _text(parent, tag, text, format="html")
    for name, data in part.files.items():
        file = ET.SubElement(element, "file", name=name, path="/", encoding="base64")
        file.text = base64.b64encode(data).decode("ascii")


def _answer(parent: ET.Element, text: str, share: float, reply: str) -> ET.Element:
    form = "html" if parent.get("type") == "multichoice" else "moodle_auto_format"
    answer = _text(parent, "answer", text, fraction=f"{share:g}", format=form)
    _text(answer, "feedback", html.escape(reply), format="html")
    return answer


def _asking(question: Question, site: Path) -> Portable:
    """Return the question with the line beside its box."""
    part = portable(question.body, question.label, site / "book")
    line = ""
    if question.asked:
        line = f"\n<p>{html.escape(question.asked['label'])}</p>"
    if question.kind == "number":
        line += f"\n<p>{SAY['number']}</p>"
    return Portable(part.html + line, part.files)


def _solution(question: Question, site: Path) -> Portable:
    return portable(question.solution, f"{question.label}-solution", site / "book")


def moodle_question(question: Question, site: Path) -> ET.Element:
    """Return one question as Moodle has it."""
    asked = question.asked
    infinite = question.kind == "number" and math.isinf(float(asked["answer"]))
    kinds = {"text": "essay", "choice": "multichoice", "number": "numerical"}
    kind = "shortanswer" if infinite else kinds[question.kind]
    made = ET.Element("question", type=kind)
    _text(made, "name", f"{'★' * question.stars} {question.title}")
    _with_files(made, "questiontext", _asking(question, site))
    written = question.kind == "text"  # then its solution is for whoever marks it
    solution = _solution(question, site)
    _with_files(made, "generalfeedback", Portable("", {}) if written else solution)
    fixed = {**COMMON, **OWN.get(kind, {})}
    if written and question.body.find("pre"):
        fixed["responseformat"] = "monospaced"  # it asks for code
    for key, entry in fixed.items():
        ET.SubElement(made, key).text = entry
    ET.SubElement(made, "idnumber").text = question.label
    if written:
        _with_files(made, "graderinfo", solution)
    if question.kind == "choice":
        for option, reply, right in asked["options"]:
            _answer(made, html.escape(option), 100 if right else 0, reply)
    elif infinite:
        for text in typed(asked):
            _answer(made, text, 100, REPLY["right"])
        for number, _, share, reply in replies(asked)[1:]:
            _answer(made, short(number), share, reply)
        _answer(made, "*", 0, wrong(asked))
    elif question.kind == "number":
        for number, tolerance, share, reply in replies(asked):
            answer = _answer(made, short(number), share, reply)
            ET.SubElement(answer, "tolerance").text = short(tolerance)
        _answer(made, "*", 0, wrong(asked))
    if asked.get("hint"):
        _text(made, "hint", html.escape(asked["hint"]), format="html")
    tag = ET.SubElement(ET.SubElement(made, "tags"), "tag")
    ET.SubElement(tag, "text").text = "★" * question.stars
    return made


def moodle(questions: list[Question], site: Path) -> bytes:
    """Return the bank as Moodle XML."""
    quiz = ET.Element("quiz")
    for chapter, own in groupby(questions, lambda question: question.chapter):
        place = ET.SubElement(quiz, "question", type="category")
        _text(place, "category", f"$course$/top/{TITLE}/{chapter}")
        quiz.extend(moodle_question(question, site) for question in own)
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="utf-8", xml_declaration=True)


def _material(parent: ET.Element, text: str) -> None:
    material = ET.SubElement(parent, "material")
    ET.SubElement(material, "mattext", texttype="text/html").text = text


def _condition(parent: ET.Element, goes_on: bool, shows: str = "") -> ET.Element:
    """Add a rule of QTI; return what is to hold the condition."""
    rule = ET.SubElement(
        parent, "respcondition", **{"continue": "Yes" if goes_on else "No"}
    )
    held = ET.SubElement(rule, "conditionvar")
    if not goes_on:
        ET.SubElement(rule, "setvar", action="Set", varname="SCORE").text = "100"
    if shows:
        ET.SubElement(rule, "displayfeedback", feedbacktype="Response", linkrefid=shows)
    return held


def _equal(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "varequal", respident="response1").text = text


def _qti_choices(
    shown: ET.Element, rules: ET.Element, options: list[tuple[str, str, bool]]
) -> dict[str, str]:
    """Add options, and the rules that mark them; return the replies by their names."""
    given = ET.SubElement(
        shown, "response_lid", ident="response1", rcardinality="Single"
    )
    choices = ET.SubElement(given, "render_choice", shuffle="Yes")
    notes = {}
    for place, (option, reply, _) in enumerate(options, 1):
        name = f"option{place}"
        label = ET.SubElement(choices, "response_label", ident=name)
        _material(label, html.escape(option))
        _equal(_condition(rules, True, f"{name}_fb"), name)
        notes[f"{name}_fb"] = html.escape(reply)
    right = next(i for i, (*_, ok) in enumerate(options, 1) if ok)
    _equal(_condition(rules, False), f"option{right}")
    return notes


def _qti_number(rules: ET.Element, asked: dict[str, Any]) -> dict[str, str]:
    """Add the rules that mark a number; return the replies by their names.

    Only the right range is a rule: Canvas takes every rule on a number for a right answer.
    So the reply to a wrong number lists the slips.
    """
    (number, tolerance, _, reply), *slips = replies(asked)
    held = _condition(rules, False, "correct_fb")
    if math.isinf(number):
        for text in typed(asked):
            _equal(held, text)
    else:  # the shape in which Canvas knows a number with a margin
        either = ET.SubElement(held, "or")
        _equal(either, short(number))
        both = ET.SubElement(either, "and")
        ends = {"vargte": number - tolerance, "varlte": number + tolerance}
        for tag, end in ends.items():
            ET.SubElement(both, tag, respident="response1").text = short(end)
    ET.SubElement(_condition(rules, True, "general_incorrect_fb"), "other")
    lines = [
        SAY["slip"].format(value=rounded(slip, asked["digits"]), reply=why)
        for slip, *_, why in slips
    ]
    known = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    listed = f"<p>{SAY['known']}</p><ul>{known}</ul>" if known else ""
    return {
        "correct_fb": html.escape(reply),
        "general_incorrect_fb": f"<p>{html.escape(wrong(asked))}</p>{listed}",
    }


def qti_item(question: Question, site: Path) -> tuple[ET.Element, dict[str, bytes]]:
    """Return one question as QTI 1.2 in the dialect of Canvas, and the files it shows."""
    asked = question.asked
    asking, solved = _asking(question, site), _solution(question, site)
    infinite = question.kind == "number" and math.isinf(float(asked["answer"]))
    kinds = {
        "text": "essay_question",
        "choice": "multiple_choice_question",
        "number": "numerical_question",
    }
    item = ET.Element(
        "item", ident=question.label, title=f"{'★' * question.stars} {question.title}"
    )
    data = ET.SubElement(ET.SubElement(item, "itemmetadata"), "qtimetadata")
    kind = "short_answer_question" if infinite else kinds[question.kind]
    for key, entry in (("question_type", kind), ("points_possible", "1")):
        field = ET.SubElement(data, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = key
        ET.SubElement(field, "fieldentry").text = entry
    shown = ET.SubElement(item, "presentation")
    files = {**asking.files, **solved.files}

    def placed(text: str) -> str:
        for name in files:
            text = text.replace(f'src="{name}"', f'src="{FILES}{name}"')
        return text

    _material(shown, placed(asking.html))
    rules = ET.SubElement(item, "resprocessing")
    score = ET.SubElement(rules, "outcomes")
    ET.SubElement(
        score,
        "decvar",
        maxvalue="100",
        minvalue="0",
        varname="SCORE",
        vartype="Decimal",
    )
    notes = {"general_fb": placed(solved.html)}
    ET.SubElement(_condition(rules, True, "general_fb"), "other")
    if question.kind == "choice":
        notes |= _qti_choices(shown, rules, asked["options"])
    else:
        given = ET.SubElement(
            shown, "response_str", ident="response1", rcardinality="Single"
        )
        box = ET.SubElement(given, "render_fib")
        ET.SubElement(box, "response_label", ident="answer1")
        if kind == "numerical_question":
            box.set("fibtype", "Decimal")
    if question.kind == "number":
        notes |= _qti_number(rules, asked)
    for name, text in notes.items():
        flow = ET.SubElement(
            ET.SubElement(item, "itemfeedback", ident=name), "flow_mat"
        )
        _material(flow, text)
    return item, files


def qti(questions: list[Question], site: Path, target: Path) -> None:
    """Write the bank as a package of QTI 1.2: a quiz for each chapter."""
    contents: dict[str, bytes] = {}
    manifest = ET.Element(
        "manifest",
        identifier="from-surprise-to-likelihood",
        xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
    )
    about = ET.SubElement(manifest, "metadata")
    ET.SubElement(about, "schema").text = "IMS Content"
    ET.SubElement(about, "schemaversion").text = "1.1.3"
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")

    def add(name: str, kind: str, path: str, data: bytes) -> None:
        contents[path] = data
        resource = ET.SubElement(resources, "resource", identifier=name, type=kind)
        if kind == "webcontent":
            resource.set("href", path)
        ET.SubElement(resource, "file", href=path)

    for (page, chapter), own in groupby(questions, lambda q: (q.page, q.chapter)):
        root = ET.Element(
            "questestinterop", xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
        )
        quiz = ET.SubElement(
            root, "assessment", ident=f"quiz-{page}", title=f"{TITLE}: {chapter}"
        )
        section = ET.SubElement(quiz, "section", ident="root_section")
        for question in own:
            item, files = qti_item(question, site)
            section.append(item)
            for name, data in files.items():
                add(f"file-{name}", "webcontent", name, data)
        ET.indent(root)
        made = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        add(f"quiz-{page}", "imsqti_xmlv1p2", f"quiz-{page}/quiz-{page}.xml", made)
    ET.indent(manifest)
    contents["imsmanifest.xml"] = ET.tostring(
        manifest, encoding="utf-8", xml_declaration=True
    )
    with zipfile.ZipFile(target, "w") as package:
        for path, data in contents.items():
            entry = zipfile.ZipInfo(path)  # without a time
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)


def main() -> int:
    """Write the bank."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site", type=Path, default=SITE, help="the built pages")
    parser.add_argument("--output", type=Path, default=ROOT / "_build/bank")
    options = parser.parse_args()
    site, out = options.site, options.output
    if not (site / "book").is_dir():
        sys.exit(f"No built book in {site}: run `make book` first.")
    questions = read(site)
    out.mkdir(parents=True, exist_ok=True)
    (out / "moodle.xml").write_bytes(moodle(questions, site))
    qti(questions, site, out / "qti.zip")
    boxed = [question for question in questions if question.asked]
    bind(boxed, SAY["quiz"], site, out / "quiz.pdf")
    print(f"{out}: {len(questions)} questions, {len(boxed)} with a box")
    return 0


if __name__ == "__main__":
    sys.exit(main())
