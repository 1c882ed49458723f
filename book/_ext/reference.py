"""The page on `infolib`: everything on it is taken from the docstrings.

Two directives, `library-overview` and `library-module`; and on the way of a docstring to
the page, the chapter that it names in "Taught in" becomes a link. How autodoc reads
docstrings is set in _config.yml. A page that changed is read again, because fresh.py
makes every page depend on the files of infolib.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parents[2]
TAUGHT = re.compile(r'Taught in "([^"]+)"\.')
TO_COME = "A chapter to come teaches it."


@cache
def chapters() -> dict[str, tuple[str, str]]:
    """Return the page and the title of each numbered chapter, by its name."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = toc.get("parts", [toc])
    entries = [entry for part in parts for entry in part["chapters"]]
    return {
        entry["title"].partition(" · ")[2]: (
            "/" + entry["file"],
            entry["title"],
        )
        for entry in entries
        if " · " in entry.get("title", "")
    }


def public_functions(module: str) -> list[Any]:
    """Return the public functions of a module of infolib, in the order of its file."""
    functions = [
        f
        for name, f in vars(importlib.import_module(f"infolib.{module}")).items()
        if inspect.isfunction(f)
        and f.__module__ == f"infolib.{module}"
        and not name.startswith("_")
    ]
    return sorted(functions, key=lambda f: f.__code__.co_firstlineno)


def address(function: Any) -> str:
    """Return the name under which a function is imported."""
    import infolib

    name = function.__name__
    return f"{'infolib' if hasattr(infolib, name) else function.__module__}.{name}"


def parts(function: Any) -> tuple[str, str, str | None]:
    """Return what a function is, its formula and its chapter, from the docstring.

    There is no chapter yet if the docstring says that one is to come.
    """
    doc = inspect.getdoc(function) or ""
    formula = re.search(r"\.\. math:: (.*?)\n\n", doc, re.S)
    taught = TAUGHT.search(doc)
    if not formula or not (taught or TO_COME in doc):
        msg = f"{function.__name__}: the docstring lacks a formula or a chapter"
        raise ValueError(msg)
    return (
        doc.partition("\n")[0].removesuffix("."),
        " ".join(formula[1].split()),
        taught[1] if taught else None,
    )


def _words(text: str) -> Iterator[nodes.Node]:
    for i, piece in enumerate(text.split("`")):
        if piece:
            yield nodes.literal("", piece) if i % 2 else nodes.Text(piece)


class LibraryOverview(SphinxDirective):
    """A table of the functions of the modules that it is given."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        table = nodes.table(classes=["library-overview"])
        group = nodes.tgroup(cols=2)
        group += [nodes.colspec(colwidth=width) for width in (30, 70)]
        titles = map(nodes.Text, ("function, chapter", "what it is"))
        head = nodes.thead("", self._row(*titles))
        body = nodes.tbody()
        for module in self.arguments[0].split():
            body += self._title(module)
            body += [self._function(f) for f in public_functions(module)]
        group += [head, body]
        table += group
        return [table]

    def _row(self, *cells: nodes.Node) -> nodes.row:
        row = nodes.row()
        for cell in cells:
            row += nodes.entry("", nodes.paragraph("", "", cell))
        return row

    def _title(self, module: str) -> nodes.row:
        doc = importlib.import_module(f"infolib.{module}").__doc__ or ""
        title = doc.partition("\n")[0].removesuffix(".")
        text = nodes.paragraph("", "", nodes.strong("", title))
        return nodes.row("", nodes.entry("", text, morecols=1), classes=["module"])

    def _function(self, function: Any) -> nodes.row:
        meaning, formula, chapter = parts(function)
        name = function.__name__
        source = {
            "refdoc": self.env.docname,
            "refwarn": True,
            "refexplicit": True,
        }
        entry = addnodes.pending_xref(
            "",
            nodes.literal("", name),
            refdomain="py",
            reftype="func",
            reftarget=address(function),
            **source,
        )
        taught = nodes.Text(chapter or "a chapter to come")
        if chapter in chapters():  # not in a book of some of the chapters
            page, title = chapters()[chapter]
            taught = addnodes.pending_xref(
                "",
                nodes.inline("", title),
                refdomain="std",
                reftype="doc",
                reftarget=page,
                **source,
            )
        row = self._row(entry, nodes.Text(""))
        row[0] += nodes.paragraph("", "", taught)
        row[1].children = [
            nodes.paragraph("", "", *_words(meaning)),
            nodes.paragraph("", "", nodes.math("", formula)),
        ]
        return row


class LibraryModule(SphinxDirective):
    """What a module says of itself, then each of its public functions."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the paragraphs and the entries, which Sphinx makes."""
        module = self.arguments[0]
        doc = importlib.import_module(f"infolib.{module}").__doc__ or ""
        lines = [
            "````{eval-rst}",
            *inspect.cleandoc(doc).splitlines()[1:],
            "",
        ]
        for function in public_functions(module):
            lines += [f".. autofunction:: {address(function)}", ""]
        lines += ["````"]
        container = nodes.container()
        source = StringList(lines, self.get_source_info()[0])
        self.state.nested_parse(source, self.content_offset, container)
        return list(container.children)


def _link_chapters(
    app: Sphinx,
    what: str,
    name: str,
    obj: Any,
    options: Any,
    lines: list[str],
) -> None:
    def link(found: re.Match[str]) -> str:
        if found[1] not in chapters():  # a book of some of the chapters
            return found[0]
        page, title = chapters()[found[1]]
        return f"Taught in :doc:`{title} <{page}>`."

    lines[:] = [TAUGHT.sub(link, line) for line in lines]
    # The chapter is all that these notes hold: no title for a line.
    if ".. rubric:: Notes" in lines:
        lines.remove(".. rubric:: Notes")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.add_directive("library-overview", LibraryOverview)
    app.add_directive("library-module", LibraryModule)
    app.connect("autodoc-process-docstring", _link_chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
