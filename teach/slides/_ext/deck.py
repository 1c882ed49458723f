"""What a deck has and a page of the book has not.

`notes` gives a slide its minutes and what the teacher says. `book` puts onto a slide what
the book says under a label: a statement or a figure, word for word. `vote` puts a question
of the book there, its replies one step later. Both read the built book, and a label that it
does not have stops the build. `homework` comes from the plan of the session. An explorer gets
the address of its state, for the class.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

from _questions import parsed, rounded, stored
from bs4 import BeautifulSoup, Tag
from bundle import FOLDER, inlined, own_styles
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator
from sphinx_revealjs.nodes import revealjs_section
from sphinx_revealjs.writers import RevealjsSlideTranslator

from infolib import palette
from infolib.words import words

ROOT = Path(__file__).resolve().parents[3]
BOOK = ROOT / "_build" / "html" / "book"
FONTS = FOLDER / "fonts"


class notes(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """What the teacher reads while a slide is shown."""


class Notes(SphinxDirective):
    """The minutes of a slide, and what to say and do in them."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the time, which reveal.js reads from the slide, and the notes."""
        if not re.fullmatch(r"[1-9]\d?", self.arguments[0]):
            raise self.error(f"whole minutes, not {self.arguments[0]!r}")
        section = revealjs_section()
        section.attributes["data-timing"] = str(60 * int(self.arguments[0]))
        said = notes()
        self.state.nested_parse(self.content, self.content_offset, said)
        return [section, said]


class _Borrowed(SphinxDirective):
    """A directive that quotes the book by a label, which most have as their argument."""

    required_arguments = 1

    def find(self, mark: str) -> tuple[str, BeautifulSoup]:
        """Return the page of the book on which a piece of HTML stands."""
        for file in sorted(BOOK.glob("*.html")):
            if mark in file.read_text(encoding="utf-8"):
                return file.name, parsed(file)
        raise self.error(f"the built book has no {mark}")

    def element(self, label: str) -> tuple[str, Tag]:
        """Return the address of what has the label, and the element itself."""
        page, soup = self.find(f' id="{label}"')
        return f"../book/{page}#{label}", soup.find(id=label)

    def shown(self, kind: str, address: str, name: str, content: str) -> nodes.Node:
        """Return what is quoted, with a link to where it stands in the book."""
        link = f'<a class="from" href="{address}">{html.escape(name.strip())}</a>'
        return nodes.raw(
            "", f'<div class="{kind}">{content}{link}</div>', format="html"
        )


def _words(element: Tag) -> str:
    """Return what an element of the book holds, without links and numbers of sources."""
    for citation in element.select(".bibtex-citation"):
        citation.decompose()
    for link in element.select("a"):
        link.unwrap()
    return "".join(str(child) for child in element.children)


class Book(_Borrowed):
    """A statement or a figure of the book, as it is there."""

    def run(self) -> list[nodes.Node]:
        """Return it with a link to it."""
        address, element = self.element(self.arguments[0])
        number = element.select_one(".caption-number")
        if element.name == "figure":
            (svg,) = element.find_all("svg", recursive=False)
            return [self.shown("picture", address, number.text, str(svg))]
        content = element.find("section", recursive=False)
        if content is None or "proof" not in element["class"]:
            raise self.error(f"{self.arguments[0]} is no statement and no figure")
        title = number.find_parent("p").get_text().replace(number.text, "").strip(" ()")
        heading = f'<p class="title">{html.escape(title)}</p>' if title else ""
        return [
            self.shown("statement", address, number.text, heading + _words(content))
        ]


class Vote(_Borrowed):
    """A question of the book to vote on, by the label of its exercise or its belief.

    What stands in the directive is asked instead of the exercise's text, which may speak
    of its place in the chapter; the answers and their replies are those of the book.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the question, its answers, and the replies as one step."""
        label = self.arguments[0]
        if label.startswith("ex-"):
            address, exercise = self.element(label)
            question = exercise.select_one('[data-explorer$="_question"]')
            if question is None:
                raise self.error(f"{label} asks nothing to vote on")
            asked = stored(question)
            name = exercise.select_one(".caption-number").text
            text = _words(exercise.find("section", recursive=False))
        else:
            page, soup = self.find(f'"name": {json.dumps(label)}')
            asked = next(
                state
                for x in soup.select('[data-explorer="predict"]')
                if (state := stored(x))["name"] == label
            )
            address = f"../book/{page}"
            name = soup.title.text.partition(":")[0]
            text = f"<p>{html.escape(asked['label'])}</p>"
        if self.content:
            text = f"<p>{html.escape(' '.join(self.content))}</p>"
        items = "".join(map(self._item, self._options(asked)))
        return [self.shown("vote", address, name, f"{text}<ol>{items}</ol>")]

    def _options(self, asked: dict[str, Any]) -> list[tuple[str, str, bool]]:
        """Return each answer with its reply, and whether it is right."""
        if "slips" in asked:
            digits = asked["digits"]
            answers = [("", asked["answer"]), *asked["slips"]]
            answers.sort(key=lambda answer: float(answer[1]))
            return [(rounded(value, digits), why, not why) for why, value in answers]
        if "truth" in asked:
            return [
                (
                    option,
                    asked["why"] if i == asked["truth"] else "",
                    i == asked["truth"],
                )
                for i, option in enumerate(asked["options"])
            ]
        return [(text, reply, right) for text, reply, right in asked["options"]]

    def _item(self, option: tuple[str, str, bool]) -> str:
        text, reply, right = option
        step = 'data-fragment-index="0"'
        mark = f'<span class="fragment right" {step}>✓</span> ' if right else ""
        why = f'<span class="fragment why" {step}>{html.escape(reply)}</span>'
        word = f'<span class="word">{html.escape(text)}</span>'
        return f"<li>{mark}{word}{why if reply else ''}</li>"


class Homework(_Borrowed):
    """What the plan of the session gives as homework, its exercises with their numbers."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Return it as a paragraph of links and words."""
        plan = ROOT / "book" / f"teach-{self.env.docname[:2].lstrip('0')}.md"
        text = plan.read_text(encoding="utf-8") if plan.is_file() else ""
        work = text.partition("\n## Homework\n")[2].strip()
        if not work:
            raise self.error(f"{plan.name} gives no homework")
        text = re.sub(r"\{ref\}`(.+?)`", self._exercise, html.escape(work))
        content = f'<div class="homework"><p><b>Homework.</b> {text}</p></div>'
        return [nodes.raw("", content, format="html")]

    def _exercise(self, found: re.Match[str]) -> str:
        address, exercise = self.element(found[1])
        number = exercise.select_one(".caption-number").text.strip()
        title = exercise.select_one(".admonition-title").get_text()
        name = re.search(r"\(★+ (.*)\)", title, re.S)[1]
        return f'<a href="{address}">{number}</a> (<i>{html.escape(name)}</i>)'


_EXPLORER = re.compile(
    r'<div class="explorer" data-explorer="(\w+)"><script[^>]*>(.*?)</script>', re.S
)


def address(name: str, state: dict[str, Any]) -> str:
    """Return the end of the address that has this state, as address.mjs writes it."""

    def text(value: Any) -> str:
        if isinstance(value, list):
            return ",".join(map(text, value))
        if isinstance(value, bool):
            return str(value).lower()
        return f"{value}".removesuffix(".0")  # JavaScript writes 2.0 as 2

    moved = [
        f"{key}={quote(text(state[key]), safe=',')}"
        for key, takes in state["controls"].items()
        if state[key] != takes["default"]
    ]
    return f"#{name}" + ("?" + "&".join(moved) if moved else "")


def _say_addresses(app: Sphinx, doctree: nodes.document) -> None:
    # The class plays on its own devices, from the same state: deck.js writes the whole address
    # where there is one. On a disk there is none to type, and the words say where it stands.
    chapter = app.env.docname[:2].lstrip("0")
    for raw in list(doctree.findall(nodes.raw)):
        if found := _EXPLORER.search(raw.astext()):
            name, state = found[1], json.loads(found[2])
            end = address(name, state)
            title = html.escape(words(name)["title"])
            where = f"In chapter {chapter} of the book: “{title}”"
            link = f'<a href="../explorer/{name}.html{end}">{where}</a>'
            shown = f'<p class="from">{link}</p>'
            raw.parent.insert(
                raw.parent.index(raw) + 1, nodes.raw("", shown, format="html")
            )


class Translator(RevealjsSlideTranslator):
    """Slides with notes of several paragraphs, and code in the colours of the book."""

    # reveal.js would colour code while it is shown
    visit_literal_block = HTML5Translator.visit_literal_block

    def visit_notes(self, node: notes) -> None:
        """Begin what only the speaker's window shows."""
        self.body.append('<aside class="notes">')

    def depart_notes(self, node: notes) -> None:
        """End it."""
        self.body.append("</aside>\n")


def _load(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Leave to a deck its own scripts and styles; page.html loads what all have."""
    context["script_files"] = [
        file
        for file in context["script_files"]
        if str(getattr(file, "filename", "")).startswith("_static/explorers/")
    ]
    files = [FOLDER / "code.css", Path(app.confdir, "_static", "deck.css")]
    own = [file.read_text(encoding="utf-8") for file in files]
    sheets = [palette.css(), *context["styles"], *own]
    context["styles"] = inlined(sheets, context["pathto"]("_static/fonts", 1))
    context["is_deck"] = pagename != app.config.root_doc


def _copy_fonts(app: Sphinx, exception: Exception | None) -> None:
    if not exception:
        shutil.copytree(FONTS, Path(app.outdir, "_static", "fonts"), dirs_exist_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.set_translator("revealjs", Translator)
    app.add_directive("notes", Notes)
    app.add_directive("book", Book)
    app.add_directive("vote", Vote)
    app.add_directive("homework", Homework)
    app.connect("doctree-read", _say_addresses)
    app.connect("html-page-context", own_styles, priority=100)
    app.connect("html-page-context", _load, priority=950)
    app.connect("build-finished", _copy_fonts, priority=100)  # before the formulas' own
    return {"parallel_read_safe": True, "parallel_write_safe": True}
