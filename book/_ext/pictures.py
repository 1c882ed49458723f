"""Light pictures: line drawings need few colours, and a palette saves two thirds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PIL import Image
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def lighten(picture: Path) -> None:
    """Give a PNG file a palette of 64 colours, if it has none."""
    with Image.open(picture) as image:
        if image.mode == "P":
            return
        drawn = image.convert("RGBA")
    flat = Image.new("RGB", drawn.size, "white")
    flat.paste(drawn, mask=drawn.getchannel("A"))
    palette = flat.quantize(64, dither=Image.Dither.NONE)
    times = picture.stat()
    palette.save(picture, optimize=True)
    # Of the same age as before: a page is read again when a figure of it is younger.
    os.utime(picture, ns=(times.st_atime_ns, times.st_mtime_ns))


def _lighten_figures(app: Sphinx, env: BuildEnvironment) -> None:
    # Where MyST-NB puts the figures of the notebooks, for Sphinx to copy: once only.
    for figure in (Path(app.outdir).parent / "jupyter_execute").rglob("*.png"):
        lighten(figure)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("env-updated", _lighten_figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
