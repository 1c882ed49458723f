"""The explorers' runtime: a page gets a script of those that stand on it.

A page without cells shows one with a directive: ```{explorer} Coin```, the name of its class.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from infolib.explorers import Explorer, runtime, styles
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

from patch import lost


class _Explorer(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        known = {cls.__name__: cls for cls in Explorer.registry.values()}
        name = self.arguments[0]
        if name not in known:
            raise self.error(
                f"there is no explorer {name!r}; there are {', '.join(sorted(known))}"
            )
        return [nodes.raw("", known[name]().static_html(), format="html")]


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
    context["styles"].append(styles())
    if not app.env.doc2path(pagename).endswith(".ipynb"):
        return
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
    app.add_directive("explorer", _Explorer)
    app.connect("config-inited", _no_other_runtime, priority=100)
    app.connect("html-page-context", _load, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
