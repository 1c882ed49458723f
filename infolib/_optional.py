"""Packages that only a part of the library needs."""

from __future__ import annotations

import importlib
from typing import Any


def load(module: str, extra: str) -> Any:
    """Import a module; name the command that installs what is missing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in ("", "infolib"):
            raise
        msg = f'infolib.{extra} needs {missing}: pip install "infolib[{extra}]"'
        raise ModuleNotFoundError(msg, name=missing) from error
