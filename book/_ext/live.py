"""Python on the page: a bar under each cell that a reader can run, and what it runs on.

`tools/python_for_pages.py` makes `_build/python`; where it is, it becomes a part of the
site, together with the library as it is in this folder, and the pages get their bars.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import html
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from infolib.words import words
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from fresh import ROOT, fingerprint, sources
from patch import lost

sys.path.append(str(ROOT / "tools"))
from _notebooks import needed

MADE = ROOT / "_build" / "python"  # by tools/python_for_pages.py
LOCK = "pyodide-lock.json"
STATIC = ROOT / "book" / "_static"
OWN = ["live.css", "live.js", "live-worker.js", "session.py"]  # of that folder
THERE = {"infolib", "numpy", *sys.stdlib_module_names}
LEFT_OUT = {"remove-input", "remove-cell"}
# A full Pyodide has them, else session.py has a stand-in.
MAYBE = ("matplotlib", "scipy")
HOW = "book/run-it"  # the page to which a cell sends who needs more


class bar(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """The buttons of a cell."""


def _visit(self: HTML5Translator, node: bar) -> None:
    say = words("live")
    unseen = html.escape(json.dumps(node["before"], ensure_ascii=False))
    before = f' data-before="{unseen}"' if node["before"] else ""
    name = html.escape(say["cell"].format(n=node["number"]))
    group = f'role="group" aria-label="{name}"'
    self.body.append(f'<div class="live-bar pst-js-only" {group}{before}>')
    if package := node["lacks"]:
        text = html.escape(say["lacks"].format(package=package))
        there = html.escape(say["jupyter"])
        self.body.append(f'<span>{text}</span> <a href="{node["how"]}">{there}</a>')
    else:
        for key in ("run", "edit", *(["all"] if node["first"] else [])):
            name = html.escape(say[key])
            self.body.append(f'<button type="button" data-do="{key}">{name}</button>')
        self.body.append(f'<span role="status">{html.escape(node["says"])}</span>')
    self.body.append("</div>\n")


def _depart(self: HTML5Translator, node: bar) -> None:
    pass


def needs(cells: list[str]) -> Iterator[set[str]]:
    """Yield for each cell the packages that it uses, besides NumPy and our own.

    A figure of `infolib.plots` uses Matplotlib. To import what the page has a stand-in for
    is not to use it, and a function uses it when it is called. What is bound from the first
    use on is not there without the package.
    """
    origin: dict[str, set[str]] = {}  # of a name: the packages that it stands for

    def used(node: ast.AST) -> set[str]:
        # A loop and a function bind names of their own.
        own = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
        read = _names(node, ast.Load) - _names(node, ast.Store) - own
        return set().union(*(origin.get(name, set()) for name in read))

    for cell in cells:
        uses = set()
        for statement in ast.parse(cell).body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                inside = getattr(statement, "module", None)
                for alias in statement.names:
                    module = f"{inside}.{alias.name}" if inside else alias.name
                    name = alias.asname or (
                        alias.name if inside else module.partition(".")[0]
                    )
                    package = module.partition(".")[0]
                    if f"{module}.".startswith("infolib.plots."):
                        origin[name] = {"matplotlib"}
                    elif package not in THERE:
                        origin[name] = {package}
                        uses |= {package} - {*MAYBE}
            elif isinstance(statement, ast.FunctionDef):
                origin[statement.name] = used(statement) | uses
            else:
                uses |= used(statement)
                for name in _names(statement, ast.Store):
                    origin[name] = set(uses)
        yield uses


def _names(code: ast.AST, context: type[ast.expr_context]) -> set[str]:
    """Return the names that some code reads or binds."""
    return {
        node.id
        for node in ast.walk(code)
        if isinstance(node, ast.Name) and isinstance(node.ctx, context)
    }


def silent(cells: list[str], shown: list[bool]) -> Iterator[tuple[int, list[int]]]:
    """Yield the place of each cell that is shown, and which run before it, unseen.

    Those are the cells whose code a page leaves out, if a later one needs them.
    """
    before: list[int] = []
    for place, wanted in enumerate(needed(cells, shown)):
        if shown[place]:
            yield place, before
            before = []
        elif wanted:
            before.append(place)


def _notebook(file: Path) -> tuple[list[str], list[bool]]:
    """Return the code of a notebook, cell by cell, and whether the page shows it."""
    if file.suffix != ".ipynb":
        return [], []
    cells = nbformat.read(file, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    gone = [LEFT_OUT & set(cell.metadata.get("tags", [])) for cell in code]
    return [cell.source for cell in code], [not tags for tags in gone]


def _folded(place: nodes.Element) -> bool:
    while place.parent is not None and not isinstance(place, HideCodeCellNode):
        place = place.parent
    return isinstance(place, HideCodeCellNode)


def _lock() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((MADE / LOCK).read_text(encoding="utf-8"))
    return lock["packages"]


def _add_bars(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if not app.config.live_python or app.builder.format != "html":
        return
    file = Path(app.env.doc2path(docname))
    cells, shown = _notebook(file)
    places = [
        place
        for place in doctree.findall(nodes.container)
        if "cell_input" in place["classes"]
    ]
    if len(places) != sum(shown):
        raise lost(f"{sum(shown)} cells", f"{docname}, but {len(places)}", "myst-nb")
    uses = [sorted(used) for used in needs(cells)]
    size = words("live")["size"].format(mb=app.config.live_megabytes)
    first = True  # of those that stand open: it says what a press costs
    todo = zip(places, silent(cells, shown), strict=True)
    for number, (place, (own, before)) in enumerate(todo, 1):
        lacks = next((package for package in uses[own] if package not in _lock()), "")
        how = app.builder.get_relative_uri(docname, HOW)
        here = first and not lacks and not _folded(place)
        first = first and not here
        says = size if here else ""
        unseen = [{"text": cells[i], "needs": uses[i]} for i in before]
        place += bar(
            number=number, lacks=lacks, how=how, first=here, says=says, before=unseen
        )
        place["classes"] += [f"needs-{package}" for package in uses[own]]


def _load(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if ' data-do="run"' not in context.get("body", ""):
        return
    static = context["pathto"]("_static", 1)
    stamp = app.config.live_python
    about = {
        "say": words("live"),
        "python": f"{static}/python/",
        "course": f"{static}/python/course.zip?v={stamp}",
        "runner": f"{static}/session.py?v={stamp}",
        "worker": f"{static}/live-worker.js?v={stamp}",
        "editor": f"{static}/python/editor.js?v={stamp}",
        "how": context["pathto"](HOW),
        "bytes": app.config.live_bytes,
        "absent": [package for package in MAYBE if package not in _lock()],
    }
    text = json.dumps(about, ensure_ascii=False).replace("</", "<\\/")
    context["body"] += f'<script type="application/json" id="live">{text}</script>'
    app.add_js_file("live.js", loading_method="defer")
    styles = (STATIC / "live.css").read_text(encoding="utf-8")
    context["styles"].append(styles)


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Put Python and the library into the site."""
    if exception or app.builder.format != "html" or not app.config.live_python:
        return
    python = Path(app.outdir) / "_static" / "python"
    shutil.rmtree(python, ignore_errors=True)
    shutil.copytree(MADE, python, ignore=shutil.ignore_patterns("made-of"))
    with zipfile.ZipFile(python / "course.zip", "w") as packed:
        for file in sources():
            if "infolib" in (name := file.relative_to(ROOT)).parts[:1]:
                entry = zipfile.ZipInfo(name.as_posix())  # without a time
                packed.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)


def _look(app: Sphinx, config: Config) -> None:
    """Note which Python there is: another one makes all pages anew."""
    if not (MADE / LOCK).is_file():
        return
    digest = hashlib.sha256(fingerprint().encode())
    for file in [*sorted(MADE.iterdir()), *(STATIC / n for n in OWN)]:
        digest.update(f"{file.name} {file.stat().st_size}".encode())
        if file.suffix in (".json", ".js", ".py"):
            digest.update(file.read_bytes())
    config.live_python = digest.hexdigest()[:8]
    # What the start of Python loads, as it is and as a server sends it that packs.
    names = [
        "pyodide.asm.wasm",
        "python_stdlib.zip",
        _lock()["numpy"]["file_name"],
    ]
    files = [(MADE / name).read_bytes() for name in names]
    packed = sum(len(gzip.compress(data, 1)) for data in files)
    config.live_bytes = sum(map(len, files))
    config.live_megabytes = round(packed / 1e6)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.add_config_value("live_python", "", "html", [str])
    app.add_config_value("live_bytes", 0, "html", [int])
    app.add_config_value("live_megabytes", 0, "html", [int])
    app.add_node(bar, html=(_visit, _depart))
    app.connect("config-inited", _look, priority=100)
    app.connect("doctree-resolved", _add_bars, priority=800)
    app.connect("html-page-context", _load, priority=800)  # before explorers
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
