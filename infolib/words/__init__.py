"""Every word that an explorer, a question or a figure of `infolib` shows, one file a language.

The files are TOML: a section for each ES module of the explorers and for each figure, and
`common` for what they share. A text may have places to fill, such as `{bits}`. A second
language is a second file; the environment variable INFOLIB_LANGUAGE names the one to read,
as a language of this folder or as a path to a draft.

>>> from infolib.words import words
>>> words("common")["again"]
'Start again'
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Return the whole catalogue of the language that is spoken."""
    language = os.environ.get("INFOLIB_LANGUAGE", "en")
    here = _FOLDER / f"{language}.toml"
    file = here if here.is_file() else Path(language)
    if not file.is_file():
        known = ", ".join(sorted(file.stem for file in _FOLDER.glob("*.toml")))
        raise ValueError(
            f"INFOLIB_LANGUAGE is {language!r}; there are words in {known}"
        )
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(section: str) -> dict[str, Any]:
    """Return the words of a section; one without words has none."""
    return catalogue().get(section, {})
