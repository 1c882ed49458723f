"""What you write in SciPy, scikit-learn, PyTorch and dit, and what you write here.

The rows are in `rows.py`, as code that runs. `tools/peers.py` runs all of them and keeps
what they return in `results.json`, with the versions of the libraries. On the page, rows
of the libraries that the course installs are run anew; PyTorch and dit are too heavy for
that, so theirs are read from the file.
"""

from __future__ import annotations

import hashlib
import html
import json
import math
import re
import warnings
from importlib.resources import files
from typing import Any

import numpy as np

import infolib
from infolib.peers.rows import DATA, ROWS, SETUP, Row

__all__ = [
    "DATA",
    "LIVE",
    "NAMES",
    "ROWS",
    "SETUP",
    "Code",
    "Row",
    "Table",
    "data",
    "digest",
    "results",
    "returned",
    "setup",
    "shown",
    "tasks",
    "traps",
    "versions",
]

NAMES = {
    "scipy": "SciPy",
    "sklearn": "scikit-learn",
    "torch": "PyTorch",
    "dit": "dit",
}
LIVE = ("scipy", "sklearn")  # run wherever the page is made
RESULTS = files("infolib.peers") / "results.json"


def results() -> dict[str, Any]:
    """Return what `tools/peers.py` kept: `versions`, and `returned` for each row."""
    kept: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return kept


def digest(row: Row) -> str:
    """Return a fingerprint of all the code that a row runs."""
    code = "\0".join((DATA, SETUP[row.peer], row.theirs, row.ours))
    return hashlib.sha256(code.encode()).hexdigest()[:12]


def shown(value: Any) -> str:
    """Write a returned value with six digits.

    >>> shown(np.array([1.5, 2 / 3]))
    '[1.5, 0.666667]'
    """
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, tuple | list):
        inner = ", ".join(map(shown, value))
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    return f"{value + 0.0:.6g}"


def returned(code: str, peer: str = "") -> str:
    """Run code whose last line is an expression; return what a reader would see.

    With a `peer`, its imports come first, otherwise those of infolib.

    >>> returned("entropy(p)")
    '1.75'
    """
    names: dict[str, Any] = {"math": math, "np": np}
    *before, last = code.split("\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(DATA, names)
        if peer:
            exec(SETUP[peer], names)
        else:
            names |= {name: getattr(infolib, name) for name in infolib.__all__}
        caught.clear()
        try:
            exec("\n".join(before), names)
            answer = shown(eval(last, names))
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
    kinds = dict.fromkeys(warning.category.__name__ for warning in caught)
    return ", and a ".join([answer, *kinds])


class Table:
    """Rows of one kind of one peer, as HTML that needs no width."""

    def __init__(self, peer: str, kind: str) -> None:
        self.peer, self.kind = peer, kind
        self.rows = [row for row in ROWS if (row.peer, row.kind) == (peer, kind)]

    def __repr__(self) -> str:
        return f"{NAMES[self.peer]}: {len(self.rows)} {self.kind}s"

    def _repr_html_(self) -> str:
        titles = "<td></td><th scope='col'>you write</th><th scope='col'>you get</th>"
        body = "".join(map(self._row, self.rows))
        return f"<table class='peers'><thead><tr>{titles}</tr></thead>{body}</table>"

    def _row(self, row: Row) -> str:
        values = [self._theirs(row), returned(row.ours)]
        lines = ""
        for name, code, value, unit in zip(
            (NAMES[row.peer], "infolib"),
            (row.theirs, row.ours),
            values,
            row.units,
            strict=True,
        ):
            number, comma, warning = value.partition(", and a ")
            if unit and not re.match(r"\w*Error|nan", number):
                value = f"{number} {unit}{comma}{warning}"
            lines += (
                f"<tr><th scope='row'>{name}</th>"
                f"<td><code>{_breakable(code)}</code></td>"
                f"<td>{html.escape(value)}</td></tr>"
            )
        title = (
            "<tr class='task'><th scope='rowgroup' colspan='3'>"
            f"{_markup(row.task)}</th></tr>"
        )
        note = f"<tr class='note'><td colspan='3'>{_markup(row.note)}</td></tr>"
        return f"<tbody>{title}{lines}{note}</tbody>"

    def _theirs(self, row: Row) -> str:
        if self.peer in LIVE:
            return returned(row.theirs, row.peer)
        kept = results()["returned"].get(f"{row.peer}: {row.task}", {})
        if kept.get("code") != digest(row):
            msg = (
                f"no result is kept for {row.task!r} of {row.peer}: run tools/peers.py"
            )
            raise ValueError(msg)
        return str(kept["theirs"])


class Code:
    """Lines of code that are shown and not run again."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __repr__(self) -> str:
        return self.code

    def _repr_html_(self) -> str:
        return f"<pre class='peers'>{html.escape(self.code)}</pre>"


def data() -> Code:
    """Return the data that the rows use."""
    return Code(DATA)


def setup(peer: str) -> Code:
    """Return the imports of a peer, and its versions of the data."""
    return Code(SETUP[peer])


def tasks(peer: str) -> Table:
    """Return the rows in which both libraries give the same."""
    return Table(peer, "task")


def traps(peer: str) -> Table:
    """Return the rows in which they do not."""
    return Table(peer, "trap")


def versions() -> list[str]:
    """Return the names and versions of the libraries that returned the results."""
    kept = results()["versions"]
    return [f"{NAMES.get(name, name)} {version}" for name, version in kept.items()]


def _breakable(code: str) -> str:
    """Return code that a narrow window breaks after a bracket, never in a number."""
    code = html.escape(code).replace("(", "(<wbr>")
    return re.sub(r"[\d.]+e-\d+", r"<span class='number'>\g<0></span>", code)


def _markup(text: str) -> str:
    """Turn `code` and [links](...) into HTML."""
    text = html.escape(text, quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"\[([^]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)
