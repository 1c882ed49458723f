"""The course's own Sphinx extension: fresh numbers, a site that needs no other host.

Four jobs: empty the notebook cache when the library changes, ship the explorers,
serve MathJax from the site itself, and leave out what the theme loads in vain.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import re
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from docutils import nodes
from nbclient import NotebookClient
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

# What a page needs of MathJax. Its all-in-one file is 60 % larger: a menu we do not show.
MATHJAX_PARTS = ["core", "input/tex", "output/chtml", "a11y/assistive-mml"]


def fingerprint() -> str:
    """Digest all that a notebook's numbers depend on besides its own cells."""
    digest = hashlib.sha256(sys.version.encode())
    library = (
        f for f in sorted((ROOT / "infolib").rglob("*")) if f.is_file()
    )
    for file in [ROOT / "constraints.txt", *library]:
        if "__pycache__" not in file.parts and file.suffix != ".pyc":
            digest.update(
                file.relative_to(ROOT).as_posix().encode() + b"\0"
            )
            digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _configure(app: Sphinx, config: Any) -> None:
    # Jupyter Book's cache looks at cells only. A folder per fingerprint makes it look
    # at infolib, its data and the pins as well; a value of the environment that
    # changes with it makes Sphinx read every page again.
    config.course_fingerprint = fingerprint()
    caches = Path(app.outdir).parent / ".jupyter_cache"
    cache = caches / config.course_fingerprint
    for old in caches.glob("*"):
        if old != cache:
            shutil.rmtree(old, ignore_errors=True)
    config.nb_execution_cache_path = str(cache)

    # A kernel has nothing to save; to let it say goodbye takes half a second.
    NotebookClient.shutdown_kernel.default_value = "immediate"

    config.nb_ipywidgets_js = {}  # the explorers bring their own runtime
    config.mathjax_path = "mathjax/startup.js"
    config.mathjax3_config = {
        "loader": {"load": MATHJAX_PARTS},
    }


def _shorten_errors(app: Sphinx, doctree: nodes.document) -> None:
    # Cells that raise on purpose are here for their message. The traceback above it is
    # long, and names files of the machine that built the site.
    for block in doctree.findall(nodes.literal_block):
        if "traceback" in block["classes"]:
            message = block.astext().rstrip().splitlines()[-1]
            block.children = [nodes.Text(message)]
            block["language"] = "none"


def _page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: Any,
) -> None:
    # One id for every proof, a list whose children are no list items: not as HTML has it.
    body = re.sub(
        r' id="(?:proof|exercise|solution)-content"',
        "",
        context.get("body", ""),
    )
    body = body.replace(
        '<div role="list" class="citation', '<div class="citation'
    )
    context["body"] = body
    if "data-explorer=" in body:
        app.add_css_file("explorers.css")
        app.add_js_file("explorers.js", loading_method="defer")
    # The widgets' state serves Jupyter's widget manager, which no page loads.
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if "widget-state"
        not in str(getattr(script, "attributes", {}).get("type"))
    ]
    if "math" not in body:
        context["script_files"] = [
            script
            for script in context["script_files"]
            if "mathjax" not in str(getattr(script, "filename", "")).lower()
            and "MathJax"
            not in str(getattr(script, "attributes", {}).get("body"))
        ]


def _write_assets(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    # Importing the explorers takes longer than writing them: once for each library.
    written = Path(app.config.nb_execution_cache_path) / "explorers"
    made = [written, static / "explorers.js", static / "explorers.css"]
    if not all(file.exists() for file in made):
        from infolib import explorers

        (static / "explorers.js").write_text(
            explorers.runtime(), encoding="utf-8"
        )
        (static / "explorers.css").write_text(
            explorers.styles(), encoding="utf-8"
        )
        written.parent.mkdir(parents=True, exist_ok=True)
        written.touch()

    package = distribution("sphinx-mathjax-offline")
    source = Path(
        str(package.locate_file("sphinx-mathjax-offline/static/mathjax"))
    )
    fonts = "output/chtml/fonts"
    wanted = [f"{part}.js" for part in ["startup", *MATHJAX_PARTS]]
    wanted += [f"{fonts}/tex.js", "input/tex/extensions"]
    wanted += [
        f"{fonts}/woff-v2/{font.name}"
        for font in (source / fonts / "woff-v2").iterdir()
    ]
    for name in wanted:
        target = static / "mathjax" / name
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, target)
        else:
            shutil.copy(source / name, target)

    # A reader's console is for the reader's own errors; an icon has nothing to say; and
    # a page opened from disk may not read other pages to quote them as search results.
    for script in [
        Path(app.outdir) / "search.html",
        static / "documentation_options.js",
        static / "togglebutton.js",
        *(static / "scripts").glob("pydata*.js"),
    ]:
        text = script.read_text(encoding="utf-8")
        for old, new in [
            ("console.log(", "void ("),
            ("<svg xmlns", '<svg aria-hidden="true" xmlns'),
            ("SUMMARY: true", 'SUMMARY: location.protocol !== "file:"'),
        ]:
            text = text.replace(old, new)
        script.write_text(text, encoding="utf-8")

    # The theme's icon script is 1.5 MB for a dozen icons; course.css draws those.
    (static / "scripts" / "fontawesome.js").write_text(
        "// The icons of this site are in course.css.\n", encoding="utf-8"
    )
    for unused in [
        *static.rglob("*.map"),
        *static.rglob("fa-*.woff2"),
        *static.rglob("fa-*.ttf"),
    ]:
        unused.unlink()
    theme = static / "styles" / "pydata-sphinx-theme.css"
    css = theme.read_text(encoding="utf-8")
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"\.fa-[\w-]+(?:,\.fa-[\w-]+)*\{--fa:[^}]*\}", "", css)
    css = re.sub(r"(?:\.fa-[\w-]+:before,?)+\{content:[^}]*\}", "", css)
    theme.write_text(css, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    # A build makes millions of objects and needs them to its end. Looking for garbage
    # among them, at the exit too, takes a second of each build.
    gc.disable()
    gc.freeze()
    atexit.register(gc.freeze)
    app.add_config_value("course_fingerprint", "", "env", [str])
    app.connect("config-inited", _configure, priority=100)
    app.connect("doctree-read", _shorten_errors)
    app.connect("html-page-context", _page, priority=900)
    app.connect("build-finished", _write_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
