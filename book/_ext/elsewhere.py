"""A notebook away from its page: the plain file to download, the links that open it.

The download button gives what `tools/plain.py` makes. Binder, Colab and a class's hub need
the address of the repository, which is in `CITATION.cff`; while it is not, there are no
such links, and "Run it" says so.
"""

from __future__ import annotations

import filecmp
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from infolib.words import words
from sphinx.application import Sphinx
from sphinx.config import Config

from fresh import ROOT

sys.path.append(str(ROOT / "tools"))
from _notebooks import Book
from plain import write

HOW = "book/run-it"
EXAMPLE = "book/02-entropy"  # the notebook that "Run it" opens
BRANCH = "notebooks"  # on which the workflow Pages puts the plain notebooks


def links(repository: str, page: str, hub: str = "https://YOUR-HUB") -> dict[str, str]:
    """Return where a notebook opens, by the name of the service.

    Binder builds the repository; Colab and a hub take the plain notebook. Colab reads
    GitHub only.
    """
    # A hub names the folder by the address, .git and all; without it every service clones.
    repository = repository.removesuffix(".git")
    address = urlsplit(repository)
    project = address.path.strip("/")
    github = address.netloc == "github.com"
    where = f"gh/{project}" if github else f"git/{quote(repository, safe='')}"
    file = Path(page).name + ".ipynb"
    pull = {
        "repo": repository,
        "branch": BRANCH,
        "urlpath": f"lab/tree/{project.rpartition('/')[2]}/{file}",
    }
    found = {
        "binder": f"https://mybinder.org/v2/{where}/HEAD?urlpath=lab/tree/{page}.ipynb",
        "hub": f"{hub}/hub/user-redirect/git-pull?{urlencode(pull)}",
    }
    if github:
        found["colab"] = (
            f"https://colab.research.google.com/github/{project}/blob/{BRANCH}/{file}"
        )
    return found


def _look(app: Sphinx, config: Config) -> None:
    """Learn the addresses; another one makes all pages anew."""
    book = Book(ROOT)
    config.course_repository = book.repository
    config.html_baseurl = config.html_baseurl or book.site
    if book.repository:
        app.tags.add("published")


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Write the addresses into the page that says how to run a notebook."""
    repository = app.config.course_repository
    if docname == HOW and repository:
        known = {**links(repository, EXAMPLE), "repository": repository}
        for name, address in known.items():
            source[0] = source[0].replace(f"https://@{name}@", address)


def _add_buttons(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if context.get("page_source_suffix") != ".ipynb":
        return
    say, buttons = words("elsewhere"), context["header_buttons"]
    for menu in [b for b in buttons if b["label"] == "download-buttons"]:
        menu["buttons"][0]["tooltip"] = say["download"]
    if repository := app.config.course_repository:
        for name, address in links(repository, pagename).items():
            if name in say:  # a hub's address is the class's own
                text, tooltip = say[name]
                button = {"url": address, "text": text, "tooltip": tooltip}
                buttons.append({"type": "link", "label": f"launch-{name}", **button})


def _write_plain(app: Sphinx, exception: Exception | None) -> None:
    """Put the plain notebooks where the build has put the sources."""
    if exception or app.builder.format != "html":
        return
    cache = Path(app.config.nb_execution_cache_path)
    given = Path(app.outdir, "_sources")
    book = Book(ROOT)
    for page in book.notebooks:
        file = given / f"{page}.ipynb"
        if filecmp.cmp(app.env.doc2path(page), file, shallow=False):
            write(book, page, cache, file)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.add_config_value("course_repository", "", "env", [str])
    app.connect("config-inited", _look, priority=100)
    app.connect("source-read", _fill)
    app.connect("html-page-context", _add_buttons, priority=850)  # before pages
    app.connect("build-finished", _write_plain)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
