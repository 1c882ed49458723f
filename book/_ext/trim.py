"""What the theme loads or says in vain.

Sphinx copies the folders of `html_static_path` after those of the theme: a file that is
there under the same path is published instead of the theme's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from patch import folder, lost, replaced

THEME = "pydata-sphinx-theme"
STATIC = {
    THEME: "pydata_sphinx_theme/theme/pydata_sphinx_theme/static",
    "sphinx-book-theme": "sphinx_book_theme/theme/sphinx_book_theme/static",
    "sphinx-togglebutton": "sphinx_togglebutton/_static",
}
ICONS = [
    re.compile(r"@font-face\{[^}]*\}"),
    re.compile(r"(?:\.fa-[\w-]+:before,?)+\{content:[^}]*\}"),
]
PATCHES: list[tuple[str, str, list[tuple[str | re.Pattern[str], str]]]] = [
    # The reader's console is for the reader's own errors.
    (THEME, "scripts/pydata-sphinx-theme.js", [("console.log(", "void (")]),
    (
        "sphinx-togglebutton",
        "togglebutton.js",
        # An icon has nothing to say.
        [("console.log(", "void ("), ("<svg xmlns", '<svg aria-hidden="true" xmlns')],
    ),
    # The theme's icon script is 1.5 MB for a dozen icons; course.css draws those.
    (THEME, "styles/pydata-sphinx-theme.css", [(rule, "") for rule in ICONS]),
    (
        THEME,
        "scripts/fontawesome.js",
        [
            (
                re.compile(r"\A.*\Z", re.S),
                "// The icons of this site are in course.css.\n",
            )
        ],
    ),
]
UNUSED = [
    (THEME, "**/*.map"),
    ("sphinx-book-theme", "**/*.map"),
    (THEME, "**/fa-*.woff2"),
    (THEME, "**/fa-*.ttf"),
]


def _publish_patched_files(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    app.builder.templates.environment.filters["replaced"] = replaced
    static = Path(app.outdir).parent / ".static"
    for package, name, changes in PATCHES:
        text = (folder(package, STATIC[package]) / name).read_text(encoding="utf-8")
        for old, new in changes:
            text = replaced(text, old, new, name, package)
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(text, encoding="utf-8")
    app.config.html_static_path.append(str(static))


def _drop_unused_files(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    for package, pattern in UNUSED:
        static = folder(package, STATIC[package])
        files = list(static.glob(pattern))
        if not files:
            raise lost(pattern, static, package)
        for file in files:
            copy = Path(app.outdir) / "_static" / file.relative_to(static)
            copy.unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    # After the extensions that add their own folders
    app.connect("builder-inited", _publish_patched_files, priority=900)
    app.connect("build-finished", _drop_unused_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
