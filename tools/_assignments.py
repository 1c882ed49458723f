"""Problem sets: notebooks with the metadata of nbgrader, and what may be asked of them.

A test cell states what must come out:

    assert math.isclose(best_question([0.5, 0.25, 0.25]), 1, abs_tol=1e-9)
    with pytest.raises(ValueError):
        best_question([0.5, 0.6])

nbgrader runs it as it stands. Our own grader reads it: the first argument is asked of the
student's code, the second one of the set's own solution, and they are compared elsewhere.
"""

from __future__ import annotations

import ast
import copy
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "teach" / "assignments"
SOLUTION = re.compile(
    r"^([ \t]*)### BEGIN SOLUTION\n.*?^[ \t]*### END SOLUTION$", re.M | re.S
)
HIDDEN = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS\n.*?^[ \t]*### END HIDDEN TESTS$", re.M | re.S
)
# What nbgrader puts in place of a solution.
CODE = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT = "YOUR ANSWER HERE"


@dataclass(frozen=True)
class Check:
    """One thing that a test asks: an expression, and what must come of it."""

    ask: str
    want: str = ""  # an expression, too
    within: dict[str, float] = field(default_factory=dict)  # as of math.isclose
    error: str = ""  # instead of a value: the error that it must raise


@dataclass(frozen=True)
class Task:
    """What has points: a test with its checks, or a written question with none."""

    name: str
    title: str
    points: float
    checks: list[Check]
    rubric: str = ""  # of a written question


def about(cell: Any) -> dict[str, Any]:
    """Return what nbgrader knows of a cell."""
    found = cell["metadata"].get("nbgrader", {})
    if not isinstance(found, dict):
        raise TypeError("the metadata of nbgrader are no table")
    return found


def text(cell: Any) -> str:
    """Return the source of a cell, which may be stored as lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def locate(name: str) -> Path:
    """Return the notebook of a set: of `teach/assignments`, or a path to another one."""
    path = Path(name) if name.endswith(".ipynb") else SETS / name / f"{name}.ipynb"
    if not path.is_file():
        known = ", ".join(sorted(x.stem for x in SETS.glob("*/*.ipynb")))
        raise ValueError(f"no problem set {name!r}: take one of {known}, or a notebook")
    return path


def read(path: Path, year: int) -> dict[str, Any]:
    """Read a set with the numbers of a year.

    A cell with a `pool` in its metadata has in each year another source. The pool goes:
    students are not to see the other years.
    """
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if pool := cell["metadata"].pop("pool", None):
            cell["source"] = pool[year % len(pool)]
    return notebook


def students(source: dict[str, Any]) -> dict[str, Any]:
    """Return the version for students, as nbgrader makes it."""
    made = copy.deepcopy(source)
    for cell in made["cells"]:
        known, code = about(cell), cell["cell_type"] == "code"
        if known.get("solution"):
            cell["source"] = (
                SOLUTION.sub(
                    lambda found: "\n".join(found[1] + x for x in CODE.splitlines()),
                    text(cell),
                )
                if code
                else TEXT
            )
        elif known.get("grade"):
            cell["source"] = HIDDEN.sub("", text(cell)).strip()
    return made


def _checks(name: str, test: ast.Module) -> list[Check]:
    """Read a test; ValueError names a statement that cannot be asked."""
    found = []
    for node in test.body:
        match node:
            case ast.Expr(ast.Constant()) | ast.Import():
                continue
            case ast.Assert(
                ast.Call(
                    ast.Attribute(ast.Name("math"), "isclose"), [ask, want], keywords
                )
            ):
                within = {str(k.arg): ast.literal_eval(k.value) for k in keywords}
                found.append(Check(ast.unparse(ask), ast.unparse(want), within))
            case ast.With(
                [
                    ast.withitem(
                        ast.Call(
                            ast.Attribute(ast.Name("pytest"), "raises"),
                            [ast.Name(error)],
                        )
                    )
                ],
                [ast.Expr(ask)],
            ):
                found.append(Check(ast.unparse(ask), error=error))
            case _:
                raise ValueError(
                    f"{name}: a test holds `assert math.isclose(...)` "
                    f"and `with pytest.raises(...)` only, not\n{ast.unparse(node)}"
                )
    return found


def tasks(source: dict[str, Any]) -> list[Task]:
    """Return what has points in a set, in order; ValueError names a cell that is amiss."""
    found = []
    title = ""
    for place, cell in enumerate(source["cells"], 1):
        known = about(cell)
        if heading := re.match(r"## (.+?)(?: \(.* points\))?$", text(cell), re.M):
            title = heading[1]
        if not known.get("grade"):
            continue
        if lost := [key for key in ("grade_id", "points") if key not in known]:
            raise ValueError(
                f"cell {place} is graded, but its metadata have no {lost[0]}"
            )
        name, points = known["grade_id"], float(known["points"])
        if cell["cell_type"] == "code":
            try:
                test = ast.parse(text(cell))
            except SyntaxError as error:
                raise ValueError(f"{name}: {error}") from None
            about_it = ast.get_docstring(test) or name
            found.append(Task(name, about_it, points, _checks(name, test)))
        else:
            found.append(Task(name, title or name, points, [], text(cell)))
    return found
