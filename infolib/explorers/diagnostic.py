"""The diagnostic: twelve ideas, asked before the course and, in other words, after it."""

from __future__ import annotations

import html
import tomllib
from functools import cache
from importlib.resources import files
from string import ascii_uppercase
from typing import Any

from infolib.explorers._base import Explorer
from infolib.explorers._state import control, one_of, table

SHEETS = ("before", "after")


@cache
def _source() -> dict[str, Any]:
    file = files("infolib.explorers").joinpath("diagnostic.toml")
    return tomllib.loads(file.read_text("utf-8"))


class Diagnostic(Explorer):
    """Twelve questions before the course, twelve about the same ideas after it.

    The result is one of ideas. Answers are kept on the reader's device.

    Parameters
    ----------
    sheet : {"before", "after"}
        Which of the two sheets is shown.
    """

    module = "diagnostic"
    sheet = control("before", one_of(*SHEETS))

    @table
    def ideas(self) -> list[str]:
        """What each question of either sheet is about."""
        return [idea["name"] for idea in _source()["ideas"]]

    @table
    def sheets(self) -> dict[str, list[dict[str, Any]]]:
        """The questions of each sheet; an answer has its misconception, the right one none."""
        return {
            sheet: [self._question(idea[sheet]) for idea in _source()["ideas"]]
            for sheet in SHEETS
        }

    @table
    def misconceptions(self) -> dict[str, list[str]]:
        """What the wrong answers show, and which place of the book refutes it."""
        found: dict[str, list[str]] = _source()["misconceptions"]
        return found

    @staticmethod
    def _question(source: dict[str, Any]) -> dict[str, Any]:
        options = [[text, key] for key, text in source["wrong"].items()]
        # By the alphabet, so that the place of the right one tells nothing.
        return {
            "ask": source["ask"],
            "options": sorted([*options, [source["right"], ""]]),
        }

    def key(self, sheet: str) -> list[str]:
        """Return the letters of the right answers.

        >>> Diagnostic().key("before")[:2]
        ['B', 'C']
        """
        return [
            ascii_uppercase[[key for _, key in question["options"]].index("")]
            for question in self.sheets[sheet]
        ]

    def still(self) -> str:
        """Return both sheets as lists, with the key folded, for where no script runs."""
        parts = [f"<p>{self.words['paper']}</p>"]
        for sheet in SHEETS:
            parts.append(f"<p><b>{self.words['sheets'][sheet]}</b></p>\n<ol>")
            for question in self.sheets[sheet]:
                items = "".join(
                    f"<li>{html.escape(text)}</li>" for text, _ in question["options"]
                )
                ask = html.escape(question["ask"])
                parts.append(f'<li>{ask}<ol type="A">{items}</ol></li>')
            parts.append("</ol>")
        parts.append(f"<details><summary>{self.words['key']}</summary>")
        for sheet in SHEETS:
            name = self.words["sheets"][sheet]
            parts.append(f"<p>{name}: {', '.join(self._pairs(sheet))}</p>")
        return "\n".join([*parts, "</details>"])

    def _pairs(self, sheet: str) -> list[str]:
        return [f"{n} {letter}" for n, letter in enumerate(self.key(sheet), 1)]

    def summary(self) -> str:
        """Say what happens where a script runs."""
        return self.say("summary")
