"""The questions of the built book, for platforms and for paper.

They are read from its pages, not from the notebooks: there references have their numbers,
formulas are typeset, figures are drawn.
"""

from __future__ import annotations

import copy
import html
import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from infolib.palette import LIGHT

PARSER = "html.parser"
# What a page has for its reader only.
NOT_ASKED = (
    "p.admonition-title, details, .live-bar, .cell:has([data-explorer$=_question]), "
    ".cell_output:not(:has(svg, img))"
)
CASED = {"viewbox=": "viewBox=", "clippath": "clipPath"}  # the parser has small letters


@dataclass(frozen=True)
class Question:
    """An exercise, with the box that marks its answer if it has one."""

    label: str
    page: str  # such as 02-entropy
    chapter: str  # such as "2 · Entropy"
    title: str
    stars: int
    body: Tag  # what is asked, as on its page
    asked: dict[str, Any]  # what the box stores; empty without a box
    solution: Tag

    @property
    def kind(self) -> str:
        """How it is answered: number, choice or text."""
        if not self.asked:
            return "text"
        return "choice" if "options" in self.asked else "number"


@dataclass(frozen=True)
class Portable:
    """A piece of a page that stands anywhere: HTML, and the files that it shows."""

    html: str
    files: dict[str, bytes]


def _explained(article: Tag) -> None:
    """Say in full what a question refers to, for without the book a number says nothing."""
    for text in article.select(".exercise section"):
        for link in text.select("a[href^='#']"):
            there = article.find(id=link["href"][1:])
            if title := there and there.select_one(".admonition-title"):
                link.string = " ".join(title.get_text().split())
        for link in text.select(".bibtex-citation a"):
            note = f"<p>[{link.get_text()}] {html.escape(link['title'])}</p>"
            text.append(_element(note))


@cache
def parsed(file: Path) -> BeautifulSoup:
    """Return a page of the site."""
    return BeautifulSoup(file.read_text(encoding="utf-8"), PARSER)


def stored(explorer: Tag) -> dict[str, Any]:
    """Return the state that an explorer of a page begins with."""
    state: dict[str, Any] = json.loads(explorer.script.string)
    return state


def read(site: Path) -> list[Question]:
    """Return the questions of a built book in their order."""
    found = []
    for file in sorted((site / "book").glob("*.html")):
        if 'class="exercise' not in file.read_text(encoding="utf-8"):
            continue
        article = parsed(file).article
        chapter = article.select_one("h1 .topic").get_text()
        _explained(article)
        for exercise in article.select(".exercise"):
            caption = exercise.select_one(".admonition-title").get_text()
            stars, title = re.search(r"\((★+) (.*)\)", caption, re.S).groups()
            boxes = exercise.select("[data-explorer$=_question]")
            if len(boxes) > 1:
                raise ValueError(
                    f"{exercise['id']} has {len(boxes)} boxes: one at most"
                )
            solution = exercise.select_one("details.solution > .fold-body > section")
            body = copy.copy(exercise)
            for part in body.select(NOT_ASKED):
                part.decompose()
            found.append(
                Question(
                    exercise["id"],
                    file.stem,
                    chapter,
                    title.strip(),
                    len(stars),
                    body,
                    stored(boxes[0]) if boxes else {},
                    solution,
                )
            )
    return found


def _drawing(picture: Tag) -> bytes:
    """Return a figure of a page as a file, its colours those of a light page."""
    text = str(picture)
    for small, right in CASED.items():
        text = text.replace(small, right)
    text = re.sub(r"var\(--x-([\w-]+)\)", lambda role: LIGHT[role[1]], text)
    head = '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif"'
    return text.replace("<svg", head, 1).encode()


def portable(part: Tag, name: str, folder: Path) -> Portable:
    """Return a piece of a page without the page: TeX for formulas, files for figures.

    `name` begins the names of the files, `folder` is where the page lies.
    """
    part, files = copy.copy(part), {}
    for formula in part.select(".math"):
        tex = formula.select_one(".tex").get_text()
        block = tex.startswith("$$")
        inner = tex.strip("$")
        formula.replace_with(rf"\[{inner}\]" if block else rf"\({inner}\)")
    for picture in part.select("svg, img"):
        if picture.name == "svg":
            data, kind = _drawing(picture), "svg"
            alt = picture.get("aria-label", "")
        else:
            source = folder / picture["src"]
            data, kind, alt = source.read_bytes(), source.suffix[1:], picture["alt"]
        file = f"{name}-{len(files) + 1}.{kind}"
        files[file] = data
        picture.replace_with(_element(f'<img src="{file}" alt="{html.escape(alt)}"/>'))
    for tag in part.select("a, span, div, section, figure"):
        tag.unwrap()
    for tag in part.find_all(True):
        tag.attrs = {k: v for k, v in tag.attrs.items() if k in ("src", "alt")}
    return Portable(part.decode_contents().strip(), files)


def _element(text: str) -> Tag:
    return next(BeautifulSoup(text, PARSER).children)


def rounded(stored: float | str, digits: int) -> str:
    """Return a number as a reader would give it; a whole number as it is."""
    value = float(stored)
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if not value.is_integer():
        value = float(f"{value:.{max(3, digits)}g}")
    return f"{value:.10g}".replace("-", "−")
