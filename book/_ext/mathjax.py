"""MathJax from the site itself, with no more of it than formulas need."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from patch import folder

# Its all-in-one file is 60 % larger: a menu we do not show.
PARTS = ["core", "input/tex", "output/chtml", "a11y/assistive-mml"]


def _configure(app: Sphinx, config: Config) -> None:
    config.mathjax_path = "mathjax/startup.js"
    config.mathjax3_config = {"loader": {"load": PARTS}}


def _copy(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    source = folder("sphinx-mathjax-offline", "sphinx-mathjax-offline/static/mathjax")
    fonts = "output/chtml/fonts"
    wanted = [f"{part}.js" for part in ["startup", *PARTS]]
    wanted += [f"{fonts}/tex.js", f"{fonts}/woff-v2", "input/tex/extensions"]
    for name in wanted:
        target = Path(app.outdir) / "_static" / "mathjax" / name
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, target)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("config-inited", _configure, priority=100)
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
