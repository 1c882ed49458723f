"""Fresh numbers: the library, its data or a pin changes, and all notebooks run again."""

from __future__ import annotations

import gc
import hashlib
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import nbclient
from jupyter_cache.executors import utils as executor
from sphinx.application import Sphinx
from sphinx.config import Config

from patch import lost

ROOT = Path(__file__).resolve().parents[2]


def sources() -> Iterator[Path]:
    """Yield the files, besides its cells, on which a notebook's numbers depend."""
    yield ROOT / "constraints.txt"
    beside = [package.parent for package in ROOT.glob("book/*/__init__.py")]
    for folder in sorted([ROOT / "infolib", *beside]):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def fingerprint() -> str:
    """Digest these files and the version of Python."""
    digest = hashlib.sha256(sys.version.encode())
    for file in sources():
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _one_cache_for_one_library(app: Sphinx, config: Config) -> None:
    # Jupyter Book's cache looks at cells only. A folder per fingerprint makes it look
    # at the rest as well; a value of the environment that changes with it makes Sphinx
    # read every page again.
    config.course_fingerprint = fingerprint()
    caches = Path(app.outdir).parent / ".jupyter_cache"
    cache = caches / config.course_fingerprint
    for old in caches.glob("*"):
        if old != cache:
            shutil.rmtree(old, ignore_errors=True)
    config.nb_execution_cache_path = str(cache)

    # A kernel has nothing to save: to let it say goodbye takes half a second. What a
    # cell prints is one text, however the kernel of a busy machine cuts it up.
    if not hasattr(executor, "executenb"):
        raise lost("executenb", executor.__name__, "jupyter-cache")
    executor.executenb = partial(
        nbclient.execute, shutdown_kernel="immediate", coalesce_streams=True
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    # To look for garbage takes a fifth of a build. It is over before 0.7 GB are full.
    gc.disable()
    app.add_config_value("course_fingerprint", "", "env", [str])
    app.connect("config-inited", _one_cache_for_one_library, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
