"""What you write in SciPy, scikit-learn, PyTorch and dit, and what you write in infolib.

The rows are code, in `rows.toml`. Those of the libraries that the course installs are
run where the page is made. PyTorch and dit are too heavy for that: `tools/peers.py`
keeps what their rows return in `results.json`, with their versions.
"""

from __future__ import annotations

import html
import json
import math
import re
import tomllib
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import infolib
import numpy as np

ROWS = tomllib.loads(Path(__file__).with_name("rows.toml").read_text(encoding="utf-8"))
DATA = ROWS.pop("data")
LIVE = {"SciPy": "scipy", "scikit-learn": "scikit-learn", "NumPy": "numpy"}
RESULTS = Path(__file__).with_name("results.json")
KEPT = json.loads(RESULTS.read_text(encoding="utf-8"))


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


def returned(code: str, setup: str = "") -> str:
    """Run code whose last line is an expression; return what a reader would see.

    The code of another library has a `setup`, its imports; without one, all names of
    infolib are there.

    >>> returned("entropy(p)")
    '1.75'
    """
    names = {"math": math, "np": np}
    if not setup:
        names |= {name: getattr(infolib, name) for name in infolib.__all__}
    *before, last = code.split("\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(f"{DATA}\n{setup}", names)
        caught.clear()
        try:
            exec("\n".join(before), names)
            answer = shown(eval(last, names))
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
    kinds = dict.fromkeys(warning.category.__name__ for warning in caught)
    return ", and a ".join([answer, *kinds])


def theirs(peer: str, row: dict[str, str]) -> str:
    """Return what a row of another library returns, or what it is known to return."""
    library = ROWS[peer]
    if library["name"] in LIVE:
        return returned(row["theirs"], library["setup"])
    kept = KEPT[peer]
    if kept["setup"] != library["setup"] or row["theirs"] not in kept["returned"]:
        msg = f"no result is kept of {library['name']} for {row['title']!r}: "
        raise ValueError(msg + "run tools/peers.py")
    return str(kept["returned"][row["theirs"]])


class Table:
    """Rows of one kind of one library, as HTML that needs no width."""

    def __init__(self, peer: str, kind: str) -> None:
        self.peer, self.kind = peer, kind
        self.rows = ROWS[peer][kind]

    def __repr__(self) -> str:
        return f"{ROWS[self.peer]['name']}: {len(self.rows)} {self.kind}"

    def _repr_html_(self) -> str:
        titles = "<td></td><th scope='col'>you write</th><th scope='col'>you get</th>"
        body = "".join(map(self._row, self.rows))
        return f"<table class='peers'><thead><tr>{titles}</tr></thead>{body}</table>"

    def _row(self, row: dict[str, str]) -> str:
        lines = ""
        for name, code, value in [
            (ROWS[self.peer]["name"], row["theirs"], theirs(self.peer, row)),
            ("infolib", row["ours"], returned(row["ours"])),
        ]:
            number, comma, warning = value.partition(", and a ")
            if "unit" in row and not re.match(r"\w*Error|nan", number):
                value = f"{number} {row['unit']}{comma}{warning}"
            lines += (
                f"<tr><th scope='row'>{name}</th>"
                f"<td><code>{_breakable(code)}</code></td>"
                f"<td>{html.escape(value)}</td></tr>"
            )
        title = (
            "<tr class='task'><th scope='rowgroup' colspan='3'>"
            f"{_markup(row['title'])}</th></tr>"
        )
        note = f"<tr class='note'><td colspan='3'>{_markup(row['note'])}</td></tr>"
        return f"<tbody>{title}{lines}{note}</tbody>"


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
    """Return the imports of a library, and its versions of the data."""
    return Code(ROWS[peer]["setup"])


def tasks(peer: str) -> Table:
    """Return the rows in which both libraries give the same."""
    return Table(peer, "tasks")


def traps(peer: str) -> Table:
    """Return the rows in which they do not."""
    return Table(peer, "traps")


def versions() -> list[str]:
    """Return the names and versions of the libraries that returned the results."""
    found = {name: version(package) for name, package in LIVE.items()}
    found |= {ROWS[peer]["name"]: kept["version"] for peer, kept in KEPT.items()}
    return [f"{name} {number}" for name, number in found.items()]


def _breakable(code: str) -> str:
    """Return code that a narrow window breaks after a bracket, never in a number."""
    code = html.escape(code).replace("(", "(<wbr>")
    return re.sub(r"[\d.]+e-\d+", r"<span class='number'>\g<0></span>", code)


def _markup(text: str) -> str:
    """Turn `code` and [links](...) into HTML."""
    text = html.escape(text, quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"\[([^]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)
