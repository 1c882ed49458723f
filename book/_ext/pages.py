"""The HTML of a page: short errors, one id a thing, figures fetched when they are near.

The landing page links to the book as a PDF, once `make pdf` has put it beside the pages.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node, solution_node
from sphinx_proof.nodes import NODE_TYPES, unenumerable_node

from patch import lost, replaced

PDF = "from-surprise-to-likelihood.pdf"
PACKAGES = dict.fromkeys((*NODE_TYPES.values(), unenumerable_node), "sphinx-proof")
PACKAGES |= dict.fromkeys(
    (exercise_node, exercise_enumerable_node, solution_node), "sphinx-exercise"
)


def _shorten_errors(app: Sphinx, doctree: nodes.document) -> None:
    # Cells that raise on purpose are here for their message. The traceback above it is
    # long, and names files of the machine that built the site.
    for block in doctree.findall(nodes.literal_block):
        if "traceback" in block["classes"]:
            message = block.astext().rstrip().splitlines()[-1]
            block.children = [nodes.Text(message)]
            block["language"] = "none"
        elif "Traceback (most recent call last)" in block.astext():
            raise lost("class traceback", "the output of an error", "myst-nb")


def _drop_shared_ids(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    # All proofs of a page share an id, and so do all exercises: not as HTML has it.
    for node in doctree.findall(nodes.Element):
        if package := PACKAGES.get(type(node)):
            content = node.next_node(nodes.section)
            if not content or not "".join(content["ids"]).endswith("-content"):
                raise lost('id="…-content"', f"{docname}: {node['ids']}", package)
            content["ids"] = []


def _part_menu(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    # A menu of two needs a script, two buttons do not; their names are their tooltips.
    buttons = context.get("header_buttons", [])
    for menu in [b for b in buttons if b.get("label") == "download-buttons"]:
        place = buttons.index(menu)
        source, paper = menu["buttons"]
        source["icon"] = menu["icon"]
        buttons[place : place + 1] = [{**b, "text": ""} for b in (source, paper)]


def _mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    body = context.get("body", "")
    if doctree and doctree.next_node(nodes.citation):
        # A list whose children are no list items
        old, new = '<div role="list" class="citation', '<div class="citation'
        body = replaced(body, old, new, pagename, "docutils")
    body = body.replace('<img alt="', '<img loading="lazy" alt="')
    if body.count("<img ") != body.count('<img loading="lazy" '):
        raise lost('<img alt="', f"a figure of {pagename}", "Sphinx")
    context["body"] = body


def link_pdf(page: Path) -> None:
    """Make what a page marks as the PDF a link to it."""
    text = page.read_text(encoding="utf-8")
    marked = re.compile(r'<(span|a) class="pdf"[^>]*>(.*?)</\1>', re.S)
    linked, count = marked.subn(rf'<a class="pdf" href="../{PDF}">\2</a>', text)
    if count != 1:
        sys.exit(f"{page} marks {count} places for the link to the PDF, not one.")
    page.write_text(linked, encoding="utf-8")


def _keep_link(app: Sphinx, exception: Exception | None) -> None:
    # Sphinx writes the landing page anew in each build.
    if not exception and Path(app.outdir, PDF).is_file():
        link_pdf(Path(app.outdir, f"{app.config.root_doc}.html"))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("doctree-read", _shorten_errors)
    app.connect("doctree-resolved", _drop_shared_ids, priority=900)
    app.connect("html-page-context", _part_menu, priority=900)
    app.connect("html-page-context", _mend, priority=900)
    app.connect("build-finished", _keep_link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
