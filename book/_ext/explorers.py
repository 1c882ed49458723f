"""The explorers' runtime: a page gets a script of those that stand on it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from infolib.explorers import runtime, styles
from sphinx.application import Sphinx
from sphinx.config import Config

from patch import lost


def _no_other_runtime(app: Sphinx, config: Config) -> None:
    config.nb_ipywidgets_js = {}


def _load(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    modules = re.findall(r' data-explorer="(\w+)"', context.get("body", ""))
    if not modules:
        return
    name = f"explorers/{Path(pagename).name}.js"
    script = Path(app.outdir) / "_static" / name
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(runtime(*modules), encoding="utf-8")
    app.add_js_file(name, loading_method="defer")
    context.setdefault("styles", []).append(styles())
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
    app.connect("html-page-context", _load, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
