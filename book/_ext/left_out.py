"""A book with fewer chapters: what refers to a page that is left out becomes its words.

Who teaches a part of the course takes lines out of `_toc.yml`. A reference to a page that
lies in the folder and not in the book is then a link to the published course, if
`CITATION.cff` says where that is, and plain text if not. Any other dead reference still
stops the build.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform

from fresh import ROOT

sys.path.append(str(ROOT / "tools"))
from _notebooks import Book

book = cache(Book)


def _find(app: Sphinx, config: Config) -> None:
    """Learn which pages are left out; another list of them reads all pages anew."""
    config.left_out = sorted(book(Path(app.srcdir)).left_out)


class Words(SphinxTransform):
    """Puts its words in place of a reference to what is left out."""

    default_priority = 900  # after MyST has made references of links to a label

    def apply(self, **kwargs: Any) -> None:
        """Look at every reference of a page."""
        if not self.config.left_out:
            return
        source = book(Path(self.app.srcdir))
        # A link to a notebook that is no page is one to a file, for Sphinx.
        kinds = (addnodes.pending_xref, addnodes.download_reference)
        for node in [node for kind in kinds for node in self.document.findall(kind)]:
            name = node["reftarget"].lstrip("#")
            target = source.gone.get(name) or source.gone.get(f"book/{Path(name).stem}")
            if target:
                said = node.astext()
                text, address = source.link_to(target, "" if said == name else said)
                made = nodes.reference(text, text, refuri=address)
                node.replace_self(made if address else nodes.inline(text, text))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.add_config_value("left_out", [], "env")
    app.connect("config-inited", _find)
    app.add_transform(Words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
