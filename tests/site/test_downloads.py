"""The notebooks that pages give for download: plain, whole, and they run elsewhere."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat
import pytest
from _notebooks import Book, Chapter, asks, draws, explorer, tags
from browse import ROOT, SITE, soup
from formulas import typeset
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbclient import NotebookClient
from PIL import Image
from plain import anchor, named

pytestmark = pytest.mark.usefixtures("site")
BOOK = Book()
PLAIN = SITE / "_sources"
EVERY = pytest.mark.parametrize("page", BOOK.notebooks)
# What CommonMark leaves as it is, and a reader should not see
MYST = re.compile(
    r"\{[\w:-]+\}`|^ *(```+|:::+|~~~+) *\{|^:{3}|^:[\w-]+: |^\([\w-]+\)=|\]\{\.|\$\$ *\([\w-]+\)",
    re.M,
)
COMMONMARK = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)


@cache
def plain(page: str) -> nbformat.NotebookNode:
    return nbformat.read(PLAIN / f"{page}.ipynb", as_version=4)


def texts(page: str) -> Iterator[str]:
    """Yield every text of a notebook that is read as Markdown."""
    for cell in plain(page).cells:
        if cell.cell_type == "markdown":
            yield cell.source
        else:
            shown = (output.get("data", {}) for output in cell.outputs)
            yield from (d["text/markdown"] for d in shown if "text/markdown" in d)


def tokens(text: str) -> Iterator[Token]:
    for token in COMMONMARK.parse(text):
        yield token
        yield from token.children or []


def outputs(page: str) -> Iterator[tuple[Any, Any]]:
    for cell in plain(page).cells:
        for output in cell.get("outputs", []):
            yield cell, output


@EVERY
def test_no_myst_is_left(page):
    for text in texts(page):
        assert not (left := MYST.search(text)), text[max(0, left.start() - 80) :][:200]
    for cell in plain(page).cells:
        assert set(cell.metadata) <= {"jupyter", "cellView", "tags"}
        assert set(tags(cell)) <= {"raises-exception"}
    assert set(plain(page).metadata) == {"kernelspec", "language_info"}


@EVERY
def test_folds_open_and_close_and_hold_markdown(page):
    for text in texts(page):
        html = [
            t.content for t in tokens(text) if t.type in ("html_block", "html_inline")
        ]
        depth = 0
        for tag in re.findall(r"</?details>", "".join(html)):
            depth += 1 if tag == "<details>" else -1
            assert depth >= 0
        assert depth == 0, text
        # An HTML block ends at an empty line: what a fold holds is outside of it.
        folds = [block for block in html if "details>" in block]
        assert all(len(block.splitlines()) <= 2 for block in folds), folds


@EVERY
def test_nothing_is_lost(page):
    """Statements, exercises, solutions, proofs, figures, explorers and outputs are there."""
    chapter, text = BOOK.pages[page], "\n".join(texts(page))
    kinds = Counter(block.name.removeprefix("prf:") for block in chapter.blocks)
    folds = sum("dropdown" in b.options.get("class", "") for b in chapter.blocks)
    assert text.count("<details>") == text.count("</details>") == folds
    assert len(re.findall(r"^> \*\*Definition \d+ ", text, re.M)) == kinds["definition"]
    assert len(re.findall(r"> \*\*Theorem \d+ ", text)) == kinds["theorem"]
    assert (
        len(re.findall(r"^### Exercise \d+: .+\n\n★+\n\n", text, re.M))
        == kinds["exercise"]
    )
    shown = [
        c for _, c in chapter.code if not {"remove-cell", "hide-cell"} & {*tags(c)}
    ]
    figures = [c for c in shown if draws(c)]
    moving = [c for c in shown if explorer(c) and not asks(c)]
    assert len(re.findall(r"^\*\*Fig\. \d+\.\*\* \S", text, re.M)) == len(figures)
    pictures = [o for _, o in outputs(page) if "image/png" in o.get("data", {})]
    assert len(pictures) == len(figures) + len(moving)
    printed = [o.text for _, o in outputs(page) if o.output_type == "stream"]
    for output in (o for c in shown for o in c.outputs if o.output_type == "stream"):
        assert output.text in printed or output.text in text
    for exercise in chapter.exercises:
        for cell in exercise.worked:
            assert cell.source in text


@EVERY
def test_pictures_can_be_seen_and_are_described(page):
    for cell, output in outputs(page):
        data = output.get("data", {})
        kinds = {"text/plain", "text/markdown", "text/html", "image/png"}
        assert set(data) <= kinds
        assert "<script" not in data.get("text/html", "")
        if "image/png" in data:
            image = Image.open(BytesIO(base64.b64decode(data["image/png"])))
            assert image.format == "PNG"
            assert image.width > 400
            assert image.height > 100
            assert len(image.getcolors(2**24)) > 20, f"nearly empty:\n{cell.source}"
            assert len(data["text/plain"].split()) > 3
        if output.output_type == "error":
            assert output.traceback == [f"{output.ename}: {output.evalue}"]


@EVERY
def test_every_formula_is_one_that_katex_sets(page):
    found = 0
    for text in texts(page):
        for token in tokens(text):
            if token.type.startswith("math_"):
                typeset(token.content, token.type == "math_block")
                found += 1
            elif token.type == "text":
                assert "$" not in token.content, token.content
    assert found > 20 or page in ("book/corrections", "book/peers")


@EVERY
def test_every_link_leads_to_a_notebook_and_a_heading_of_it(page):
    for text in texts(page):
        for token in tokens(text):
            address = str(token.attrs.get("href", ""))
            if not address or address.startswith("https://"):
                continue
            file, _, heading = address.partition("#")
            there = f"book/{file.removesuffix('.ipynb')}" if file else page
            assert there in BOOK.notebooks, address
            headings = [title for _, title in Chapter("", plain(there)).headings]
            anchors = [unquote(anchor(title)) for title in headings]
            assert not heading or unquote(f"#{heading}") in anchors, address


def test_a_reference_is_called_as_on_the_page():
    seen = Counter()
    for page in BOOK.pages:
        for link in soup(f"{page}.html").select("article a.reference.internal"):
            label = link["href"].partition("#")[2].removeprefix("equation-")
            target = BOOK.targets.get(label)
            numbered = link.select_one(".std-numref") or label.startswith(
                ("thm", "def", "eq")
            )
            if target and target.number and numbered and re.search(r"\d", link.text):
                if link.text.startswith(("Chapter", "chapter", "Prelude")):
                    continue  # a text of its own
                assert link.text == named(target)
                seen[target.kind] += 1
    assert seen["theorem"] > 20
    assert seen["exercise"] > 10
    assert seen["equation"] > 1


def test_a_figure_has_the_number_that_it_has_on_the_page():
    count = 0
    for page in BOOK.notebooks:
        for figure in soup(f"{page}.html").select("article figure[id]"):
            number = figure.select_one(".caption-number").text.strip()
            assert named(BOOK.targets[figure["id"]]) == number
            count += 1
    assert count > 30


def test_the_download_button_gives_the_plain_notebook():
    for page in BOOK.notebooks:
        (button,) = soup(f"{page}.html").select(".btn-download-source-button")
        assert button["title"] == "Download the notebook"
        assert button["href"] == f"../_sources/{page}.ipynb"
        assert plain(page).cells[0].id == "about"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Make an environment with the library, as a wheel, and what the chapters import."""
    folder = tmp_path_factory.mktemp("elsewhere")
    uv = str(Path(sys.executable).with_name("uv"))
    python = str(folder / "env" / "bin" / "python")
    package = f"infolib[course] @ {ROOT.as_uri()}"
    pins = ["--constraint", str(ROOT / "constraints.txt")]
    for command in [
        ["venv", "--quiet", "--python", sys.executable, str(folder / "env")],
        ["pip", "install", "--quiet", "--python", python, *pins, package, "ipykernel"],
    ]:
        subprocess.run([uv, *command], check=True)
    kernel = folder / "kernels" / "elsewhere"
    kernel.mkdir(parents=True)
    start = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(
        json.dumps({"argv": start, "display_name": "elsewhere", "language": "python"})
    )
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder))
        yield folder, clean


@EVERY
def test_it_runs_from_top_to_bottom_in_a_new_environment(page, elsewhere):
    folder, clean = elsewhere
    notebook = nbformat.from_dict(json.loads(json.dumps(plain(page))))
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="elsewhere",
        resources={"metadata": {"path": folder}},
    )
    client.execute(env=clean, cleanup_kc=True)
    for before, after in zip(plain(page).cells, notebook.cells, strict=True):
        printed = [
            "".join(
                o.text for o in cell.get("outputs", []) if o.output_type == "stream"
            )
            for cell in (before, after)
        ]
        assert printed[0] == printed[1]
