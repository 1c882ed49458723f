"""What a page loads: its styles, in its head, and one script for all pages.

A style sheet in a file of its own would cost a reader one more trip to the server before
anything is drawn. So each page carries its styles; extensions put theirs into
`context["styles"]`. The theme's twelve style sheets are not used: shell.css says how its HTML
looks. Its scripts and those of the extensions are in page.js, or a page does without them. A
file that is not named here stops the build, because somebody must decide where it belongs.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from infolib import palette
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

FOLDER = Path(__file__).resolve().parents[1] / "_static"
STYLES = ["shell.css", "course.css", "code.css"]
SCRIPTS = [
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "clipboard.min.js",
    "copybutton.js",
    "course.js",
]
# What of it the site uses, our own files do.
LEFT_OUT = [
    "basic.css",
    "styles/*.css",
    "pygments.css",
    "copybutton.css",
    "mystnb.*.css",
    "exercise.css",
    "proof.css",
    "scripts/sphinx-book-theme.js",
    "DOCUMENTATION_OPTIONS.*",
]
# What the theme copies and no page asks for.
UNUSED = ["images", "locales", "scripts", "styles", "vendor"]


def _small(css: str) -> str:
    """Leave out of a style sheet what is there for its authors."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def inlined(sheets: list[str], fonts: str) -> list[str]:
    """Return style sheets as they stand in a page; `fonts` is the way to the fonts."""
    return [
        re.sub(r'url\("?fonts/([^")]+)"?\)', rf"url({fonts}/\1)", _small(sheet))
        for sheet in sheets
    ]


def _styles() -> str:
    """Return the styles of every page."""
    sheets = [(FOLDER / name).read_text(encoding="utf-8") for name in STYLES]
    return "".join([palette.css(), *sheets])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@cache
def _bundle(static: Path) -> str:
    """Make page.js, before the first page is written; return its version."""
    for name in SCRIPTS:
        if not (static / name).is_file():
            raise ExtensionError(
                f"{static} has no {name}: mend SCRIPTS in book/_ext/bundle.py"
            )
    parts = [(static / name).read_text(encoding="utf-8") for name in SCRIPTS]
    script = ";\n".join(parts)
    (static / "page.js").write_text(script, encoding="utf-8")
    return _digest(script)  # a browser that has the script of an older site asks anew


def own_styles(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give a page a list of styles of its own: Sphinx hands all pages the same."""
    context["styles"] = []


def _load(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Leave to a page only the files that are its own; layout.html loads the rest."""
    own = []
    for file in [*context["css_files"], *context["script_files"]]:
        name = str(file.filename or file.attributes.get("body", ""))
        name = name.removeprefix("_static/").strip()
        if name.startswith(("explorers/", "live.js")):
            own.append(file)
        elif not any(fnmatch(name, known) for known in [*SCRIPTS, *LEFT_OUT]):
            raise ExtensionError(
                f"{pagename} loads {name[:80]}, of which book/_ext/bundle.py does not "
                "know: name it in SCRIPTS or LEFT_OUT"
            )
    context["css_files"], context["script_files"] = [], own
    context["script_version"] = _bundle(Path(app.outdir) / "_static")
    context["styles"] = inlined(
        [*context["styles"], _styles()], context["pathto"]("_static/fonts", 1)
    )


def _sweep(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.format == "html":
        for folder in UNUSED:
            shutil.rmtree(Path(app.outdir) / "_static" / folder, ignore_errors=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    # A value that changes with the styles: all pages are written anew.
    app.add_config_value("styles_digest", _digest(_styles()), "html", [str])
    app.connect("html-page-context", own_styles, priority=100)
    app.connect("html-page-context", _load, priority=950)
    app.connect("build-finished", _sweep, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
