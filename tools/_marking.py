"""Mark one submission: its code in the box, its values against those of the set's own.

What a submission says of itself counts for nothing. Of its notebook only the source of cells
is read; of its code only numbers come back.
"""

from __future__ import annotations

import hashlib
import json
import math
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import _box
from _assignments import TEXT, Check, about, read, tasks, text

LARGEST = 10 << 20  # bytes of a notebook


class UnreadableError(Exception):
    """A submission that is no notebook to be marked; the text says why."""


@dataclass
class Result:
    """What came of a submission, as it is kept from run to run."""

    fingerprint: str = ""
    note: str = ""
    points: dict[str, float] = field(default_factory=dict)
    shown: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)  # cells, with errors
    written: dict[str, str] = field(default_factory=dict)


class Marker:
    """A set in a year, ready to mark: its own solution has got full marks."""

    def __init__(self, path: Path, year: int, start: list[str], seconds: int) -> None:
        self.source = read(path, year)
        self.key = json.dumps(self.source).encode()
        self.tasks = tasks(self.source)
        self.asked = [task for task in self.tasks if task.checks]
        self.questions = [task for task in self.tasks if not task.checks]
        self.name, self.start, self.seconds = path.stem, start, seconds
        self.wants: list[list[Any]] = []
        wants = [[c.want or "0" for c in task.checks] for task in self.asked]
        own = self._cells(self.source)
        lines, note = self._run(own, wants)
        result = Result(note=note)
        if len(lines) == 1 + len(wants):
            self.wants = lines[1:]
            self._compare(own, result)
        lost = [t.name for t in self.asked if result.points.get(t.name) != t.points]
        if lost:
            wrong = [x for name in lost for x in result.shown.get(name, []) if not x[2]]
            raise ValueError(
                f"{path}: its own solution does not get full marks, so nothing is marked. "
                f"Lost: {', '.join(lost)}. {result.note} {wrong} {result.failed}"
            )

    def mark(self, folder: Path, before: Result) -> Result:
        """Return what a submission earns, or what it did before if nothing has changed."""
        result = Result()
        try:
            data = fetch(folder, self.name)
            result.fingerprint = hashlib.sha256(self.key + data).hexdigest()
            if result.fingerprint == before.fingerprint and not before.note:
                return before
            notebook = json.loads(data)
            cells = self._cells(notebook)
            result.written = self._written(notebook)
        except UnreadableError as error:
            result.note = str(error)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            result.note = "no notebook that can be read"
        else:
            self._compare(cells, result)
        return result

    def _run(
        self, cells: list[tuple[str, str]], asks: list[list[str]]
    ) -> tuple[list[Any], str]:
        spec = {"cells": cells, "asks": asks, "seconds": self.seconds}
        return _box.run(self.start, spec, 4 * self.seconds)

    def _compare(self, cells: list[tuple[str, str]], result: Result) -> None:
        """Run cells, and give a task its points if all that it asks comes out right."""
        asks = [[check.ask for check in task.checks] for task in self.asked]
        lines, note = self._run(cells, asks)
        if len(lines) > 1 + len(asks):
            lines, note = [], "wrote more answers than there are tasks: look at it"
        result.note = note or ("" if len(lines) == 1 + len(asks) else "ended early")
        result.failed = [
            (str(x[0])[:40], str(x[1])[:200])
            for x in (lines or [[]])[0]
            if isinstance(x, list) and len(x) == 2
        ]
        for task, got, wants in zip(self.asked, lines[1:], self.wants, strict=False):
            if len(got) != len(task.checks):
                continue
            seen = [
                (check.ask, told(value), right(check, value, want))
                for check, value, want in zip(task.checks, got, wants, strict=True)
            ]
            result.shown[task.name] = seen
            if all(good for _, _, good in seen):
                result.points[task.name] = task.points

    def _cells(self, notebook: Any) -> list[tuple[str, str]]:
        """Return the code to run: the student's, but what is locked as the set has it."""
        locked, tests = {}, set()
        for cell in self.source["cells"]:
            known, name = about(cell), about(cell).get("grade_id")
            if cell["cell_type"] == "code" and known.get("grade"):
                tests.add(name)
            elif cell["cell_type"] == "code" and name and not known.get("solution"):
                locked[name] = text(cell)
        found, kept = [], set()
        for place, cell in enumerate(notebook["cells"], 1):
            name = about(cell).get("grade_id")
            if cell["cell_type"] != "code" or name in tests:
                continue
            kept.add(name)
            found.append((f"cell {place}", locked.get(name, text(cell))))
        gone = [(name, code) for name, code in locked.items() if name not in kept]
        return gone + found

    def _written(self, notebook: Any) -> dict[str, str]:
        """Return the answers to the written questions, without those not given."""
        found: dict[str, str] = {}
        names = {task.name for task in self.questions}
        for cell in notebook["cells"]:
            name = about(cell).get("grade_id")
            if name in names and name not in found:
                found[name] = text(cell).strip()
        return {k: v for k, v in found.items() if v not in ("", TEXT)}


def fetch(folder: Path, name: str) -> bytes:
    """Return the bytes of the notebook in a folder. No link is followed."""
    found = [
        file
        for pattern in ("*.ipynb", "*/*.ipynb")
        for file in sorted(folder.glob(pattern))
        if file.parent.name != ".ipynb_checkpoints"
    ]
    found = [file for file in found if file.stem == name] or found
    if len(found) != 1:
        raise UnreadableError(
            f"{len(found)} notebooks, and no single {name}.ipynb"
            if found
            else "no notebook"
        )
    file = found[0]
    if folder.is_symlink() or file.parent.is_symlink() or file.is_symlink():
        raise UnreadableError("a symbolic link is not followed")
    here = file.stat()
    if not stat.S_ISREG(here.st_mode):
        raise UnreadableError("no file")
    if here.st_size > LARGEST:
        raise UnreadableError(f"larger than {LARGEST >> 20} MB")
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableError(f"not readable: {error.strerror}") from None


def right(check: Check, value: Any, want: Any) -> bool:
    """Whether a value that came out of the box is what a check wants."""
    if check.error:
        kinds = value.get("kinds") if isinstance(value, dict) else None
        return isinstance(kinds, list) and check.error in kinds
    both = type(value) is float and type(want) is float
    return both and math.isclose(value, want, **check.within)


def told(value: Any) -> str:
    """Return what came out of the box, as the feedback shows it."""
    if isinstance(value, dict):
        return str(value.get("error"))[:200]
    return f"{value + 0:.6g}" if type(value) is float else str(value)[:200]
