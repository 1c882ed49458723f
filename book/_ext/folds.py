"""Folds that say what they hold, and exercises that are one card.

A proof, a solution, the code of a figure: each becomes a `details` element of the page, so
it opens without a script and a screen reader announces it by its own summary. The folds of
myst-nb and of sphinx-togglebutton are all called "Toggle hidden content".
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator
from sphinx_exercise.nodes import is_exercise_node, is_solution_node


class fold(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """What a reader may open: `name` is its summary."""


def _visit(self: HTML5Translator, node: fold) -> None:
    self.body.append(self.starttag(node, "details", CLASS="fold"))
    self.body.append(f"<summary>{escape(node['name'])}</summary>\n")
    self.body.append('<div class="fold-body">\n')


def _depart(self: HTML5Translator, node: fold) -> None:
    self.body.append("</div></details>\n")


def _number(app: Sphinx, docname: str, kind: str, node: nodes.Element) -> str:
    """Return the number under which a page shows a figure, a theorem, an exercise."""
    known = app.env.toc_fignumbers.get(docname, {}).get(kind, {})
    for name in node["ids"]:
        if name in known:
            return ".".join(map(str, known[name]))
    return ""


def _before(node: nodes.Element) -> nodes.Node | None:
    """Return the last thing that a reader sees before a node."""
    place = node.parent.index(node)
    return node.parent[place - 1] if place else None


def _holds_code(cell: nodes.Node) -> bool:
    return isinstance(cell, nodes.Element) and cell.get("nb_element") == "cell_code"


def _name_of_proof(app: Sphinx, docname: str, block: nodes.Element) -> str:
    """Return "Proof of Theorem 3" for a proof that stands under its theorem."""
    title = block[0].astext()
    stated = _before(block)
    if isinstance(stated, nodes.Element) and title.startswith("Proof"):
        kind = stated.get("realtype", "")
        number = _number(app, docname, stated.get("countertype", kind), stated)
        if number:
            return title.replace("Proof", f"Proof of {kind.title()} {number}", 1)
    return title


def _name_of_code(app: Sphinx, docname: str, hidden: nodes.Element) -> str:
    """Return the name of some code: what it imports or draws, or else its first words."""
    for figure in hidden.parent.findall(nodes.figure):
        if number := _number(app, docname, "figure", figure):
            return f"Code of figure {number}"
    source = next(iter(hidden.findall(nodes.literal_block))).astext().strip()
    if source.startswith(("import ", "from ")):
        return "Code: the imports of this page"
    first = source.splitlines()[0].lstrip("# ").partition(" # ")[0]
    return f"Code: {first.strip().rstrip(':')}"


def _gather_exercise(exercise: nodes.Element, number: str) -> None:
    """Take an exercise's question, its solution and the solution's code into its card."""
    solution: fold | None = None
    name = f"Show the computation of exercise {number}"
    computation = fold(name=name, classes=["code"])
    while True:
        place = exercise.parent.index(exercise) + 1
        if place == len(exercise.parent):
            return
        item = exercise.parent[place]
        if isinstance(item, fold) and "solution" in item["classes"]:
            solution = item
        elif not _holds_code(item):
            return
        exercise.parent.remove(item)
        if solution in (None, item):
            exercise.append(item)
            continue
        # Code after the solution works it out: all of it opens at once.
        for hidden in list(item.findall(HideCodeCellNode)):
            hidden.parent.replace(hidden, hidden.children)
        computation.append(item)
        if computation.parent is None:
            solution.append(computation)


def _fold(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for cell in doctree.findall(_holds_code):
        for part in cell.children:  # myst-nb puts a fold into a cell, and tells it not
            part.parent = cell
    exercises = list(doctree.findall(is_exercise_node))
    numbers = {e["label"]: _number(app, docname, "exercise", e) for e in exercises}
    for block in list(doctree.findall(nodes.Admonition)):
        if "dropdown" not in block.get("classes", []):
            continue
        if is_solution_node(block):
            exercise = numbers.get(block.get("target_label"), "")
            name, kind = f"Solution of exercise {exercise}", "solution"
        else:
            name = _name_of_proof(app, docname, block)
            kind = "proof" if "proof" in name.lower() else "aside"
        classes = [c for c in block["classes"] if c != "dropdown"]
        folded = fold(name=name, ids=block["ids"], classes=[*classes, kind])
        folded.extend(block.children[1:])
        block.parent.replace(block, folded)
    for exercise in exercises:
        _gather_exercise(exercise, numbers[exercise["label"]])
    for hidden in list(doctree.findall(HideCodeCellNode)):
        folded = fold(name=_name_of_code(app, docname, hidden), classes=["code"])
        folded.extend(hidden.children)
        hidden.parent.replace(hidden, folded)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.add_node(fold, html=(_visit, _depart))
    app.connect("doctree-resolved", _fold, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
