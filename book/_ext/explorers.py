"""The explorers' runtime: one script and one style sheet, on the pages that need them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from patch import lost


def _no_other_runtime(app: Sphinx, config: Config) -> None:
    config.nb_ipywidgets_js = {}


def _write(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    # Importing the explorers takes longer than writing them: once for each library.
    folder = Path(app.config.nb_execution_cache_path) / "explorers"
    if not (folder / "explorers.css").exists():
        from infolib.explorers import runtime, styles

        folder.mkdir(parents=True, exist_ok=True)
        (folder / "explorers.js").write_text(runtime(), encoding="utf-8")
        (folder / "explorers.css").write_text(styles(), encoding="utf-8")
    app.config.html_static_path.append(str(folder))


def _load(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if "data-explorer=" not in context.get("body", ""):
        return
    app.add_css_file("explorers.css")
    app.add_js_file("explorers.js", loading_method="defer")
    # The widgets' state serves Jupyter's widget manager, which no page loads.
    scripts = context["script_files"]
    kept = [
        script
        for script in scripts
        if "widget-state" not in str(script.attributes.get("type"))
    ]
    if len(kept) == len(scripts):
        raise lost("widget-state", f"the scripts of {pagename}", "myst-nb")
    context["script_files"] = kept


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("config-inited", _no_other_runtime, priority=100)
    app.connect("builder-inited", _write)
    app.connect("html-page-context", _load, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
