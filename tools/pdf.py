"""Print the whole book as one PDF: tagged, with an outline, its solutions at the end.

It takes the built pages in the order of `_toc.yml`, puts their articles into one page
without scripts (folds open, explorers as their stills) and lets Chromium print that: once
to learn on which page everything stands, once more with these numbers. Then it reads the
PDF and fails if anything is missing, and the landing page of the site links to it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

sys.path.append(str(Path(__file__).resolve().parents[1] / "book/_ext"))
from _chromium import print_pdf, window
from _notebooks import pages_of
from _questions import stored
from bs4 import BeautifulSoup, Tag
from pages import PDF, link_pdf
from pypdf import PdfReader

from infolib import __version__

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build/html"
PARSER = "html.parser"
# What points to an id of its own page. (`href` may lead to another one.)
POINTERS = ("aria-labelledby", "aria-describedby", "for")
LEFT_OUT = ".headerlink, .fold.code, script, .tex"
FEWEST = 150  # characters that make a page worth its paper
STYLE = (Path(__file__).with_name("pdf.css")).read_text(encoding="utf-8")


def _slug(page: str) -> str:
    return page.rpartition("/")[2]


def _element(html: str) -> Tag:
    return next(BeautifulSoup(html, PARSER).children)


def _number(target: str) -> str:
    return f'<span class="page" data-of="{target}">000</span>'


def _relink(article: Tag, page: str, pages: list[str]) -> None:
    """Make ids unique in the book, and links between its pages lead to them."""
    slug = _slug(page)
    ids = "|".join(re.escape(tag["id"]) for tag in article.find_all(id=True))
    for sheet in article.find_all("style"):
        sheet.string = re.sub(rf"#({ids})\b", rf"#{slug}--\1", sheet.string)
    for tag in article.find_all(True):
        for key, value in list(tag.attrs.items()):
            if key == "id":
                tag[key] = f"{slug}--{value}"
            elif key in POINTERS:
                tag[key] = " ".join(f"{slug}--{name}" for name in value.split())
            elif isinstance(value, str) and "url(#" in value:
                tag[key] = value.replace("url(#", f"url(#{slug}--")
            elif key == "src":
                tag[key] = f"html/{normpath(join(dirname(page), value))}"
            elif key in ("href", "xlink:href") and not urlsplit(value).scheme:
                path, anchor = urlsplit(value).path, unquote(urlsplit(value).fragment)
                there = normpath(join(dirname(page), path)) if path else f"{page}.html"
                if there.removesuffix(".html") not in pages:
                    del tag[key]  # the search, a notebook to download: not in a book
                else:
                    there = _slug(there.removesuffix(".html"))
                    tag[key] = f"#{there}--{anchor}" if anchor else f"#{there}"


def _write_questions(article: Tag) -> None:
    """Put what a question asks where its script would, and an explorer's still alone."""
    for question in article.select('[data-explorer$="_question"]'):
        asked = stored(question)
        question.clear()
        blank = "" if "options" in asked else ' class="blank"'
        question.append(_element(f"<p{blank}>{escape(asked['label'])}</p>"))
        if "options" in asked:
            texts = [escape(text) for text, *_ in asked["options"]]
            options = "".join(f"<li>{text}</li>" for text in texts)
            question.append(_element(f'<ul class="options">{options}</ul>'))


def _take_solutions(article: Tag) -> list[Tag]:
    """Take the solutions out of their exercises; leave a link where each was."""
    taken = []
    for exercise in article.select(".exercise"):
        for solution in exercise.select("details.solution"):
            title = exercise.select_one(".admonition-title").get_text(" ", strip=True)
            text = f"Solution on page {_number(solution['id'])}"
            link = f'<p class="to"><a href="#{solution["id"]}">{text}</a></p>'
            solution.replace_with(_element(link))
            solution.name = "section"
            back = f'<h3><a href="#{exercise["id"]}">{escape(title)}</a></h3>'
            solution.summary.replace_with(_element(back))
            taken.append(solution)
    return taken


def assemble(site: Path, pages: list[str]) -> str:
    """Return the book as one page of HTML that lies beside the folder of the site."""
    chapters, contents, solutions, style = [], [], [], STYLE
    sheets: dict[str, None] = {}  # what pages have of their own, each once
    for page in pages:
        text = (site / f"{page}.html").read_text(encoding="utf-8")
        whole = BeautifulSoup(text, PARSER)
        article, slug = whole.select_one("article"), _slug(page)
        *own, common = map(str, whole.select("head > style"))
        sheets |= dict.fromkeys(own)
        _write_questions(article)
        for nothing in article.select(LEFT_OUT):
            nothing.decompose()
        _relink(article, page, pages)
        for fold in article.select("details"):
            fold["open"] = ""
        title = " ".join(article.h1.get_text().split())
        topic = (article.select_one("h1 .topic") or article.h1).get_text()
        head = json.dumps(topic, ensure_ascii=False)  # quoted as CSS wants it too
        style += f"@page p{slug} {{ @top-left {{ content: {head} }} }}\n"
        style += f'[id="{slug}"] {{ page: p{slug} }}\n'
        contents.append((slug, title))
        if taken := _take_solutions(article):
            inner = "".join(map(str, taken))
            solutions.append(f"<section><h2>{escape(topic)}</h2>{inner}</section>")
        chapters.append(
            f'<div class="chapter" id="{slug}">{article.decode_contents()}</div>'
        )
    if solutions:
        contents.append(("solutions", "Solutions"))
        chapters.append(
            f'<div class="chapter" id="solutions"><h1>Solutions</h1>{"".join(solutions)}</div>'
        )
    rows = "".join(
        f'<li><a href="#{slug}">{escape(title)}</a> {_number(slug)}</li>'
        for slug, title in contents
    )
    looks = "".join([*sheets, common]).replace("url(../", "url(html/")
    return f"""<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<title>From Surprise to Likelihood</title>{looks}<style>{style}</style>
</head><body><main class="bd-main"><div class="bd-content"><div class="bd-article-container">
<article class="bd-article"><div class="cover"><p class="title">From Surprise to Likelihood</p>
<p>An executable course on entropy, divergence and likelihood</p>
<p>The authors of <em>From Surprise to Likelihood</em></p><p>Version {__version__}</p></div>
<div class="chapter" id="contents"><h1>Contents</h1><ol class="contents">{rows}</ol></div>
{"".join(chapters)}</article></div></div></main></body></html>"""


def _print(draft: Path, target: Path, numbers: dict[str, int]) -> None:
    """Let Chromium print the draft, with these page numbers where it names a page."""
    with window(1280, 720) as shown:
        shown.goto(draft.resolve().as_uri())
        shown.evaluate(
            """(numbers) => document.querySelectorAll("[data-of]").forEach((e) => {
              e.textContent = numbers[e.dataset.of] ?? e.textContent; })""",
            numbers,
        )
        print_pdf(shown, target)


def _plain(title: str) -> str:
    # Where the browser breaks a line it drops the space.
    return re.sub(r"\s", "", title)


def _places(book: PdfReader) -> dict[str, int]:
    """Return the page, counted from 1, of each id that a link leads to."""
    return {
        unquote(name.removeprefix("/")): (book.get_destination_page_number(place) or 0)
        + 1
        for name, place in book.named_destinations.items()
    }


def faults(path: Path, draft: Path) -> list[str]:
    """Return what is wrong with the printed draft."""
    source = BeautifulSoup(draft.read_text(encoding="utf-8"), PARSER)
    titles = [_plain(heading.get_text()) for heading in source.select("h1")]
    book = PdfReader(path)
    root = book.trailer["/Root"]
    places = _places(book)
    found: list[str] = []
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        found.append("it is not tagged")
    outline = [_plain(e.title) for e in book.outline if not isinstance(e, list)]
    if outline != titles:
        found.append(f"its outline is {outline}, the chapters are {titles}")
    if not any(isinstance(entry, list) for entry in book.outline):
        found.append("its outline has no sections")
    for number, page in enumerate(book.pages, 1):
        text = page.extract_text()
        if number > 1 and len(text) < FEWEST:
            found.append(f"page {number} is nearly empty: {text!r}")
        if "\ufffd" in text:
            found.append(f"page {number} has letters that cannot be copied")
        for name in page.get("/Annots") or []:
            target = name.get_object().get("/Dest")
            if (
                target is not None
                and unquote(str(target).removeprefix("/")) not in places
            ):
                found.append(f"page {number} links to {target}, which is nowhere")
        for face, font in page["/Resources"].get("/Font", {}).items():
            font = font.get_object()
            inner = font.get("/DescendantFonts", [font])[0].get_object()
            drawn = "/CharProcs" in inner  # Type 3: the letters are in the file
            shape = inner.get("/FontDescriptor", {})
            if not drawn and not any(key.startswith("/FontFile") for key in shape):
                found.append(f"page {number} needs the font {face} of the reader")
    return found


def bind(site: Path, pages: list[str], draft: Path, target: Path) -> list[str]:
    """Print these pages of a site; return what is wrong with the result."""
    draft.write_text(assemble(site, pages), encoding="utf-8")
    _print(draft, target, {})
    places = _places(PdfReader(target))
    _print(draft, target, places)
    found = faults(target, draft)
    if _places(PdfReader(target)) != places:
        found.append("its page numbers moved while they were written")
    return found


def main() -> int:
    """Print the book into the site, check it, link to it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=SITE, help="the built pages")
    site = parser.parse_args().site
    pages = pages_of(ROOT / "_toc.yml")
    if missing := [page for page in pages if not (site / f"{page}.html").is_file()]:
        sys.exit(f"{site} has no {missing[0]}.html: run `make book` first.")
    made = site.parent / PDF  # it takes the place of that of before if it is fit
    if found := bind(site, pages, site.parent / "pdf.html", made):
        print(f"{made} is not fit to be read:", *found, sep="\n- ", file=sys.stderr)
        return 1
    target = made.replace(site / PDF)
    link_pdf(site / f"{pages[0]}.html")
    print(f"{target}: {len(PdfReader(target).pages)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
