"""What a page says about itself: its title in two lines, its card when shared.

A title such as
"5 · Likelihood: let the data vote" is set as a topic and, under it, a claim. What a search
engine or a chat shows of a page is its first sentences and one drawn picture.
"""

from __future__ import annotations

import sys
from html import escape, unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

LONGEST = 180  # characters of a description that search engines show
PICTURE = "_static/share.png"  # drawn by tools/share.py


def _set_title(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Part a title into its topic and its claim; read aloud it is one sentence still."""
    title = next(iter(doctree.findall(nodes.title)), None)
    words = title.astext() if title else ""
    topic, colon, claim = words.partition(": ")
    if not claim or len(title.children) > 1:
        return
    title.children = []
    title += nodes.inline("", topic, classes=["topic"])
    title += nodes.inline("", colon, classes=["colon"])
    title += nodes.inline("", claim, classes=["claim"])


def _description(doctree: nodes.document) -> str:
    """Return the first sentences of a page, as many as a search engine shows."""
    for paragraph in doctree.findall(nodes.paragraph):
        sentences = " ".join(paragraph.astext().split()).split(". ")
        text = sentences[0]
        for sentence in sentences[1:]:
            if len(text) + len(sentence) > LONGEST:
                return text.removesuffix(".") + "."
            text += ". " + sentence
        if len(text) > 40:
            return text
    return ""


def _describe(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    base = app.config.html_baseurl
    picture = f"{base.rstrip('/')}/{PICTURE}" if base else context["pathto"](PICTURE, 1)
    title = unescape(context.get("title") or app.config.html_title)
    facts = {
        "og:type": "article",
        "og:site_name": app.config.html_title,
        "og:title": title,
        "og:image": picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A bar of 13 bits, split into a floor of 11.58 and a gap of 1.42.",
    }
    about = _description(doctree) if doctree else ""
    if about:
        facts["og:description"] = about
    if base:
        facts["og:url"] = context["pageurl"]
    lines = [
        f'<meta property="{key}" content="{escape(value)}"/>'
        for key, value in facts.items()
    ]
    lines.append('<meta name="twitter:card" content="summary_large_image"/>')
    if about:
        lines.insert(0, f'<meta name="description" content="{escape(about)}"/>')
    context["metatags"] = "\n".join([context.get("metatags", ""), *lines])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("doctree-resolved", _set_title, priority=950)
    app.connect("html-page-context", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
