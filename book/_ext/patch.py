"""Change what the theme or an extension made, or fail.

A patch that finds nothing would stop working unseen when its package moves on.
"""

from __future__ import annotations

import re
from importlib.metadata import distribution, version
from pathlib import Path

from sphinx.errors import ExtensionError


def lost(pattern: str, where: str | Path, package: str) -> ExtensionError:
    """Return the error of a patch whose package no longer has what it changes."""
    return ExtensionError(
        f"{package} {version(package)} has no {pattern!r} in {where}: "
        "change its patch in book/_ext or book/_templates, or drop it"
    )


def replaced(
    text: str, old: str | re.Pattern[str], new: str, where: str, package: str
) -> str:
    """Return the text with every `old` replaced, of which there must be one."""
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    changed, count = pattern.subn(lambda found: new, text)
    if not count:
        raise lost(old if isinstance(old, str) else old.pattern, where, package)
    return changed


def folder(package: str, inside: str) -> Path:
    """Return a folder of an installed package."""
    return Path(str(distribution(package).locate_file(inside)))
