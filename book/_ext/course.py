"""The course's own Sphinx extension: fresh numbers, a site that needs no other host.

Three jobs: empty the notebook cache when the library changes, ship the explorers, and
leave out what the theme loads in vain.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from nbclient import NotebookClient
from PIL import Image
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


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
    # A figure is fetched when the reader comes near it.
    body = context["body"] = body.replace(
        '<img alt="', '<img loading="lazy" alt="'
    )
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

    # Line drawings need few colours: a palette makes a figure a third as heavy. The name
    # of a figure is a digest of its bytes; Sphinx copies the heavy ones at every build.
    light = Path(app.outdir).parent / ".pictures"
    light.mkdir(exist_ok=True)
    for picture in (Path(app.outdir) / "_images").glob("*.png"):
        known = light / picture.name
        named = re.fullmatch(r"[0-9a-f]{64}", picture.stem)
        if named and known.exists():
            shutil.copy(known, picture)
            continue
        with Image.open(picture) as image:
            if image.mode != "P":
                flat = Image.new("RGB", image.size, "white")
                flat.paste(
                    image,
                    mask=image.getchannel("A")
                    if "A" in image.mode
                    else None,
                )
                flat.quantize(64, dither=Image.Dither.NONE).save(
                    picture, optimize=True
                )
        if named:
            shutil.copy(picture, known)
    for old in light.iterdir():
        if not (Path(app.outdir) / "_images" / old.name).exists():
            old.unlink()

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
