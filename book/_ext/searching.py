"""A search that finds chapters first, and a Chinese term at its entry of the glossary.

Sphinx has a place for each of these: a language with its stop words, index entries, a
scorer. What its script searchtools.js must have for search.js to work is looked for here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.search.en import SearchEnglish

from patch import replaced

HOOKS = [
    'if (typeof Scorer === "undefined")',
    "item[4] = Scorer.score(item)",
    "Search.htmlToText(htmlText, anchor)",
    "_ready(Search.init)",
]
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


class CourseEnglish(SearchEnglish):
    """English, without the words that stand between two terms to be compared."""

    stopwords = SearchEnglish.stopwords | {
        "vs",
        "versus",
        "between",
        "difference",
    }


def _index_chinese_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let the search index, not the printed index, know the Chinese names of a term."""
    for entry in doctree.findall(nodes.definition_list_item):
        terms = [n for n in entry.findall(nodes.term) if n["ids"]]
        if not terms:
            continue
        for name in sorted(set(CHINESE.findall(entry.astext()))):
            entry.append(
                addnodes.index(
                    entries=[("single", name, terms[0]["ids"][0], "main", None)]
                )
            )


def _read_glossary_again(
    app: Sphinx,
    env: BuildEnvironment,
    added: set,
    changed: set,
    removed: set,
) -> list[str]:
    """Of a page that is not written again, Sphinx's index forgets the entries."""
    terms = env.get_domain("std").get_objects()
    return sorted({page for _, _, kind, page, _, _ in terms if kind == "term"})


def _name_terms(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if pagename == "search":
        terms = app.env.get_domain("std").get_objects()
        context["glossary"] = {
            anchor: name for name, _, kind, _, anchor, _ in terms if kind == "term"
        }


def _check_hooks(app: Sphinx, exception: Exception | None) -> None:
    """Stop the build if Sphinx's search no longer has what search.js relies on."""
    if exception or app.builder.format != "html":
        return
    script = Path(app.outdir, "_static", "searchtools.js").read_text(encoding="utf-8")
    for hook in HOOKS:
        if hook not in script:
            raise ExtensionError(
                f"searchtools.js of this Sphinx has no {hook!r}: adapt book/_static/search.js."
            )


def _lend_filter(app: Sphinx) -> None:
    """Let search.html change what the theme's page of the search has."""
    if app.builder.format == "html":
        app.builder.templates.environment.filters["replaced"] = replaced


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.add_search_language(CourseEnglish)
    app.connect("builder-inited", _lend_filter)
    app.connect("env-get-outdated", _read_glossary_again)
    app.connect("doctree-resolved", _index_chinese_terms)
    app.connect("html-page-context", _name_terms)
    app.connect("build-finished", _check_hooks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
