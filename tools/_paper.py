"""Questions on paper, and their answers in a second file: PDF, printed by Chromium."""

from __future__ import annotations

import copy
import html
from itertools import groupby
from pathlib import Path
from typing import Any

from _chromium import print_pdf, window
from _questions import Question, parsed, rounded
from bs4 import Tag

from infolib.words import words

SAY = words("bank")
STYLE = Path(__file__).with_name("paper.css").read_text(encoding="utf-8")


def _looks(questions: list[Question], site: Path) -> str:
    """Return the styles of the pages from which these questions are, each once."""
    sheets: dict[str, None] = {}
    for page in dict.fromkeys(question.page for question in questions):
        found = parsed(site / f"book/{page}.html").select("head > style")
        sheets |= dict.fromkeys(map(str, found))
    return "".join(sheets)


def _inside(part: Tag) -> str:
    """Return a part of a page, without the ids to which the page links."""
    part = copy.copy(part)
    for tag in part.select("[id]"):
        del tag["id"]
    for link in part.select("a"):
        link.unwrap()
    for tex in part.select(".tex"):
        tex.decompose()
    return part.decode_contents()


def _options(asked: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Return each option with its letter, and whether it is right."""
    return [
        (chr(ord("A") + place), text, right)
        for place, (text, _, right) in enumerate(asked["options"])
    ]


def _asked(question: Question, lines: int) -> str:
    label = html.escape(question.asked.get("label", ""))
    below = ""
    if question.kind == "number":
        below = f'<p class="blank">{label}</p>'
    elif question.kind == "choice":
        items = "".join(
            f'<li><span class="tick"></span>{letter}. {html.escape(text)}</li>'
            for letter, text, _ in _options(question.asked)
        )
        below = f'<p>{label}</p><ul class="options">{items}</ul>'
    space = "".join("<div></div>" for _ in range(lines))
    return f'{_inside(question.body)}{below}<div class="space">{space}</div>'


def _answered(question: Question, _: int) -> str:
    asked, known = question.asked, []
    answer = ""
    if question.kind == "number":
        digits = asked["digits"]
        answer = f"{asked['label']}: {rounded(asked['answer'], digits)}"
        known = [(rounded(value, digits), reply) for reply, value in asked["slips"]]
    elif question.kind == "choice":
        answer = "".join(letter for letter, _, right in _options(asked) if right)
        replies = [(reply, right) for _, reply, right in asked["options"]]
        known = [
            (letter, reply)
            for (letter, *_), (reply, right) in zip(
                _options(asked), replies, strict=True
            )
            if not right
        ]
    slips = "".join(
        "<li>{}</li>".format(html.escape(SAY["slip"].format(value=value, reply=reply)))
        for value, reply in known
    )
    first = f'<p class="answer">{html.escape(answer)}</p>' if answer else ""
    more = f'<ul class="slips">{slips}</ul>' if slips else ""
    return f"{first}{_inside(question.solution)}{more}"


def page(
    questions: list[Question], title: str, site: Path, *, answers: bool, lines: int
) -> str:
    """Return the page to print; with `lines` to write on, it fills one sheet."""
    write = _answered if answers else _asked
    parts, number = [], 0
    for chapter, own in groupby(questions, lambda question: question.chapter):
        if not lines:
            parts.append(f"<h2>{html.escape(chapter)}</h2>")
        for question in own:
            number += 1
            stars = "★" * question.stars
            head = f"<h3>{number}. {html.escape(question.title)} {stars}</h3>"
            parts.append(f'<div class="ask">{head}{write(question, lines)}</div>')
    heading = SAY["answers"].format(title=title) if answers else title
    who = (
        ""
        if answers
        else f"<div class='who'>{SAY['name']}<i></i>{SAY['date']}<i></i></div>"
    )
    kind = "sheet" if lines and not answers else "roll"
    base = (site / "book/page.html").resolve().as_uri()
    return f"""<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<base href="{base}"><title>{html.escape(heading)}</title>{_looks(questions, site)}
<style>{STYLE}</style></head><body><main class="{kind}"><h1>{html.escape(heading)}</h1>{who}
{"".join(parts)}<p class="from">{html.escape(SAY["from"])}</p></main></body></html>"""


def bind(
    questions: list[Question], title: str, site: Path, target: Path, lines: int = 0
) -> None:
    """Print the questions, and their answers into a file beside it."""
    with window(800, 1100) as shown:
        for answers in (False, True):
            file = target.with_stem(f"{target.stem}-answers") if answers else target
            draft = file.with_suffix(".html")
            text = page(questions, title, site, answers=answers, lines=lines)
            draft.write_text(text, encoding="utf-8")
            shown.goto(draft.resolve().as_uri())
            print_pdf(shown, file)
            draft.unlink()
