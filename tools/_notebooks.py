"""One reader of the pages: cells, blocks of MyST, exercises, and what can be referred to.

Every edition is made through it, and the rules of a chapter look through it. A page of
Markdown is read as a notebook of one cell.
"""

from __future__ import annotations

import ast
import dis
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import Any

import nbformat
import yaml
from nbformat.v4 import new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(
    r"\s*(?P<mark>`{3,}|~{3,}|:{3,})\s*(?:\{(?P<name>[^}]+)\})?\s*(?P<title>.*)"
)
OPTION = re.compile(r":([\w-]+):\s*(.*)")
LITERAL = {"", "code", "code-block", "explorer", "literalinclude", "math", "raw"}
LABEL = re.compile(r"\(([\w-]+)\)=")
HEADING = re.compile(r"(#+) (.*)")
EQUATION = re.compile(r"\$\$ *\(([\w-]+)\)")


@dataclass
class Block:
    """A fenced block of MyST: a directive, or code if it has no name."""

    mark: str
    name: str
    title: str
    options: dict[str, str] = field(default_factory=dict)
    text: str = ""  # what it holds, as written

    @property
    def aside(self) -> bool:
        """Whether a reader of the main line passes it by."""
        return (
            not self.name
            or self.name.startswith(("code", "exercise", "solution", "math"))
            or "dropdown" in self.options.get("class", "")
        )


def parts(source: str) -> Iterator[str | Block]:
    """Yield the texts and the outermost blocks of a MyST text, in order."""
    lines: list[str] = []
    block: Block | None = None
    head = False  # between the opening fence of a block and its first line of text
    for line in source.splitlines():
        fence = FENCE.fullmatch(line)
        if block is None and fence:
            if lines:
                yield "\n".join(lines)
            block = Block(fence["mark"], fence["name"] or "", fence["title"])
            lines, head = [], True
        elif block and fence and fence["mark"].startswith(block.mark):
            if fence["name"] or fence["title"]:  # it opens a block, and closes none
                lines.append(line)
                continue
            block.text = "\n".join(lines)
            yield block
            lines, block = [], None
        elif block and head and (option := OPTION.fullmatch(line)):
            block.options[option[1]] = option[2]
        else:
            head = False
            lines.append(line)
    if block:  # without an end it goes to the end of the text
        block.text = "\n".join(lines)
        yield block
    elif lines:
        yield "\n".join(lines)


def walk(source: str) -> Iterator[str | Block]:
    """Yield the texts and the blocks of a MyST text, each block before what it holds."""
    for part in parts(source):
        yield part
        if isinstance(part, Block) and part.name not in LITERAL:
            yield from walk(part.text)


def scan(
    source: str, around: tuple[Block, ...] = ()
) -> tuple[list[tuple[str, tuple[Block, ...]]], list[Block]]:
    """Return the lines of a MyST text, each with the blocks around it; all blocks."""
    lines: list[tuple[str, tuple[Block, ...]]] = []
    blocks: list[Block] = []
    for part in parts(source):
        if isinstance(part, str):
            lines += [(line, around) for line in part.splitlines()]
            continue
        blocks.append(part)
        inside = (*around, part)
        if part.name in LITERAL:
            lines += [(line, inside) for line in part.text.splitlines()]
        else:
            more_lines, more_blocks = scan(part.text, inside)
            lines += more_lines
            blocks += more_blocks
    return lines, blocks


def tags(cell: Any) -> list[str]:
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def draws(cell: Any) -> bool:
    """Whether a cell makes a figure (its image is not stored, its size is)."""
    shown = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return "show()" in cell.source or any("<Figure size" in text for text in shown)


def html(cell: Any) -> str:
    outputs = cell.outputs if cell.cell_type == "code" else []
    return "".join(output.get("data", {}).get("text/html", "") for output in outputs)


def explorer(cell: Any) -> str:
    """Return the name of the explorer that a cell shows, or nothing."""
    found = re.search(r'data-explorer="(\w+)"', html(cell))
    return found[1] if found else ""


def asks(cell: Any) -> bool:
    """Whether a cell asks the reader something."""
    name = explorer(cell)
    return name.endswith("_question") or name == "predict"


def state(cell: Any) -> dict[str, Any]:
    """Return what the explorer or the question of a cell stores for its page."""
    found = re.search(
        r'<script type="application/json">(.*?)</script>', html(cell), re.S
    )
    stored: dict[str, Any] = json.loads(found[1]) if found else {}
    return stored


def call(cell: Any) -> ast.Call:
    """Return the call whose value a cell shows: its class and its arguments."""
    last = ast.parse(cell.source).body[-1]
    if not isinstance(last, ast.Expr) or not isinstance(last.value, ast.Call):
        raise ValueError(f"the cell does not end with a call:\n{cell.source}")
    return last.value


def names(source: str) -> tuple[set[str], set[str], set[str]]:
    """Return the names that a cell reads before it binds them, binds, and reads in functions.

    The order is that of the compiled code: what a branch or a loop may bind counts as bound.

    >>> names("x = x + y")[0] == {"x", "y"}, names("x = 1; x"), names("f = lambda: k")
    (True, (set(), {'x'}, set()), ({'k'}, {'f'}, {'k'}))
    """
    reads: set[str] = set()
    binds: set[str] = set()
    later: set[str] = set()

    def follow(code: CodeType, *stores: str) -> None:
        # A comprehension is code of its own too, but runs at once.
        waits = not code.co_name.startswith("<") or code.co_name == "<lambda>"
        for step in dis.get_instructions(code):
            name = step.argval
            if step.opname in ("LOAD_NAME", "LOAD_GLOBAL"):
                reads.update({name} - binds)
                later.update({name} if waits else ())
            elif step.opname in stores:
                binds.add(name)
            elif isinstance(name, CodeType):
                follow(name, "STORE_GLOBAL")

    follow(compile(source, "cell", "exec"), "STORE_GLOBAL", "STORE_NAME")
    return reads, binds, later


def needed(cells: list[str], kept: list[bool]) -> list[bool]:
    """Say of each cell that is not kept whether one that is kept needs what it binds.

    That is a later one, or one with a function, which may be called later.

    >>> needed(["x = 1", "y = x", "z = x", "def f(): return y"], [False] * 3 + [True])
    [True, True, False, False]
    """
    ends: set[str] = set()
    while True:
        wanted, before = set(ends), len(ends)
        found = []
        for cell, keep in zip(reversed(cells), reversed(kept), strict=True):
            reads, binds, later = names(cell)
            found.append(not keep and bool(binds & wanted))
            if keep or found[-1]:
                wanted = (wanted - binds) | reads
                ends |= later
        if len(ends) == before:
            return found[::-1]


def texts(cell: Any) -> Iterator[str]:
    """Yield what a reader sees printed under a cell."""
    for output in cell.outputs:
        yield output.get("text", "")
        yield output.get("data", {}).get("text/plain", "")
        yield output.get("evalue", "")


@dataclass
class Exercise:
    """An exercise and all that belongs to it. Texts are MyST."""

    label: str
    stars: str
    title: str
    statement: str
    cells: list[Any] = field(default_factory=list)  # of code, up to the solution
    solution: str = ""
    worked: list[Any] = field(default_factory=list)  # the cells of the solution

    @property
    def question(self) -> Any:
        """The cell that asks, or None; see `call` and `state`."""
        return next(filter(asks, self.cells), None)


class Chapter:
    """A page of the book, with the views of it that tools and rules need."""

    def __init__(self, name: str, notebook: nbformat.NotebookNode) -> None:
        self.name = name
        self.notebook = notebook
        self.cells: list[Any] = notebook.cells
        self.code = [(i, c) for i, c in enumerate(self.cells) if c.cell_type == "code"]
        self.markdown = [
            (i, c) for i, c in enumerate(self.cells) if c.cell_type == "markdown"
        ]
        scans = [scan(cell.source) for _, cell in self.markdown]
        self.lines = [line for lines, _ in scans for line in lines]
        self.blocks = [block for _, blocks in scans for block in blocks]
        # "# ..." inside a block is a comment of some code.
        self.headings = [
            (len(match[1]), match[2])
            for text, around in self.lines
            if not around and (match := HEADING.match(text))
        ]

    @classmethod
    def read(cls, path: Path) -> Chapter:
        """Read a notebook, or a page of Markdown."""
        if path.suffix == ".ipynb":
            return cls(path.name, nbformat.read(path, as_version=4))
        text = path.read_text(encoding="utf-8")
        return cls(path.name, new_notebook(cells=[new_markdown_cell(text)]))

    @property
    def title(self) -> str:
        """Its heading of the first level."""
        return next((text for level, text in self.headings if level == 1), "")

    @property
    def goals(self) -> str:
        """The text that says what the chapter is for: a cell before its first section."""
        for _, cell in self.markdown:
            if re.search(r"^## ", cell.source, re.M):
                break
            if "**After this chapter you can**" in cell.source:
                return str(cell.source)
        return ""

    def section(self, title: str) -> str:
        """Return the markdown of a `##` section."""
        text = "\n".join(cell.source for _, cell in self.markdown)
        found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
        return found[1] if found else ""

    def before(self, *titles: str) -> Iterator[Any]:
        """Yield the cells up to the one where a `##` section of these titles starts."""
        start = re.compile(rf"^## ({'|'.join(titles)})$", re.M)
        for cell in self.cells:
            if cell.cell_type == "markdown" and start.search(cell.source):
                break
            yield cell

    def prose(self) -> Iterator[tuple[int, str]]:
        """Yield every text that is written by hand, with the cell it is in."""
        for i, cell in enumerate(self.cells):
            if cell.cell_type == "markdown":
                yield i, re.sub(r"https?://[^\s)>]+", "", cell.source)
            myst = cell.metadata.get("mystnb", {})
            yield i, myst.get("image", {}).get("alt", "")
            yield i, myst.get("figure", {}).get("caption", "")

    @cached_property
    def exercises(self) -> list[Exercise]:
        """The exercises, in order, with their cells and solutions."""
        found: dict[str, Exercise] = {}
        cells: list[Any] = []  # to which the next cells of code belong,
        solved: list[Any] = []  # or if they are a worked solution
        for cell in self.cells:
            if cell.cell_type == "code":
                if "test" not in tags(cell):
                    worked = "hide-cell" in tags(cell)
                    (solved if worked else cells).append(cell)
                continue
            for part in parts(cell.source):
                if isinstance(part, str):
                    if re.search(r"^#+ ", part, re.M):  # the next section
                        cells, solved = [], []
                elif part.name == "exercise":
                    stars, _, title = part.title.partition(" ")
                    label = part.options.get("label", "")
                    found[label] = Exercise(label, stars, title, part.text.strip())
                    cells = found[label].cells
                elif part.name == "solution":
                    if part.title not in found:
                        raise ValueError(
                            f"{self.name}: a solution of {part.title!r}, and no such "
                            "exercise above it"
                        )
                    exercise = found[part.title]
                    exercise.solution = part.text.strip()
                    cells, solved = [], exercise.worked
        return list(found.values())


@dataclass(frozen=True)
class Target:
    """What a role can refer to."""

    label: str
    kind: (
        str  # page, section, theorem, definition, ..., exercise, figure, equation, term
    )
    page: str  # as in _toc.yml
    title: str  # MyST: of a term the word itself, of an equation nothing
    number: int  # among those of its kind in the book; of pages, sections, terms 0
    section: str  # the heading above it, or its own
    text: str = ""  # what it states: of a term its definition


def _targets(page: str, chapter: Chapter) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield label, kind, title, section and text of what a page holds, in order."""
    section = waiting = ""
    for cell in chapter.cells:
        if cell.cell_type == "code":
            figure = cell.metadata.get("mystnb", {}).get("figure", {})
            if "name" in figure:
                yield figure["name"], "figure", figure.get("caption", ""), section, ""
            continue
        for part in walk(cell.source):
            if isinstance(part, str):
                for line in part.splitlines():
                    if heading := HEADING.match(line):
                        section = heading[2]
                        kind = "page" if heading[1] == "#" else "section"
                        if waiting:
                            yield waiting, kind, section, section, ""
                        waiting = ""
                    if label := LABEL.fullmatch(line):
                        waiting = label[1]
                    for equation in EQUATION.findall(line):
                        yield equation, "equation", "", section, ""
            elif part.name == "exercise" or part.name.startswith("prf:"):
                kind = part.name.removeprefix("prf:")
                label = part.options.get("label", "")
                yield label, kind, part.title, section, part.text.strip()


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a glossary with its definition."""
    for entry in re.split(r"\n\s*\n(?=\S)", text.strip()):
        lines = entry.splitlines()
        words = [line for line in lines if not line.startswith(" ")]
        definition = "\n".join(line.strip() for line in lines[len(words) :])
        yield from ((word, definition) for word in words)


def _collect(pages: dict[str, Chapter]) -> dict[str, Target]:
    """Return what can be referred to on some pages, by label."""
    found: dict[str, Target] = {}
    counts: Counter[str] = Counter()
    for page, chapter in pages.items():
        for label, kind, title, section, text in _targets(page, chapter):
            counted = kind not in ("page", "section")
            counts[kind] += counted
            number = counts[kind] if counted else 0
            found[label] = Target(label, kind, page, title, number, section, text)
    return found


def pages_of(toc: Path) -> list[str]:
    """Return the pages of the book in their order."""

    def files(entry: Any) -> Iterator[str]:
        if isinstance(entry, dict):
            yield from (entry[key] for key in ("root", "file") if key in entry)
            entry = list(entry.values())
        if isinstance(entry, list):
            for inner in entry:
                yield from files(inner)

    return list(files(yaml.safe_load(toc.read_text(encoding="utf-8"))))


class Book:
    """All pages of the book, by their names in `_toc.yml` and in its order."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root

    @cached_property
    def pages(self) -> dict[str, Chapter]:
        """The pages by their names."""
        found = {}
        for page in pages_of(self.root / "_toc.yml"):
            file = self.root / f"{page}.ipynb"
            found[page] = Chapter.read(
                file if file.is_file() else file.with_suffix(".md")
            )
        return found

    @cached_property
    def left_out(self) -> dict[str, Chapter]:
        """What lies beside them: somebody teaches a part of the course."""
        pages = pages_of(self.root / "_toc.yml")
        files = [*self.root.glob("book/*.ipynb"), *self.root.glob("book/*.md")]
        found = {f"book/{file.stem}": file for file in files}
        return {
            page: Chapter.read(file)
            for page, file in found.items()
            if page not in pages
        }

    @cached_property
    def _about(self) -> dict[str, str]:
        file = self.root / "CITATION.cff"
        about = (
            yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
        )
        return {key: str(about.get(key, "")) for key in ("repository-code", "url")}

    def _address(self, key: str) -> str:
        known = self._about[key].rstrip("/")
        return "" if "PLACEHOLDER" in known else known

    @property
    def repository(self) -> str:
        """The address of the repository, or nothing while `CITATION.cff` has none."""
        return self._address("repository-code")

    @property
    def site(self) -> str:
        """The address of the pages, or nothing while `CITATION.cff` has none."""
        return self._address("url")

    @property
    def notebooks(self) -> dict[str, Chapter]:
        """Those of the pages that are notebooks."""
        return {k: v for k, v in self.pages.items() if v.name.endswith(".ipynb")}

    @cached_property
    def targets(self) -> dict[str, Target]:
        """What `ref`, `prf:ref`, `numref` and `eq` can refer to, by label."""
        return _collect(self.pages)

    @cached_property
    def gone(self) -> dict[str, Target]:
        """The same of what is left out; the pages too, by their names."""
        whole = {
            page: Target("", "page", page, chapter.title, 0, chapter.title)
            for page, chapter in self.left_out.items()
        }
        return _collect(self.left_out) | whole

    def link_to(self, target: Target, text: str) -> tuple[str, str]:
        """Return the words of a reference to what is left out, and where it leads or nothing."""
        own = target.title if target.kind in ("page", "section") else ""
        words = text or own or self.left_out[target.page].title
        mark = f"#{target.label}" if target.label else ""
        return words, f"{self.site}/{target.page}.html{mark}" if self.site else ""

    @cached_property
    def terms(self) -> dict[str, Target]:
        """What `term` can refer to, by the word in small letters."""
        found: dict[str, Target] = {}
        for page, chapter in self.pages.items():
            entries = [_terms(b.text) for b in chapter.blocks if b.name == "glossary"]
            for word, text in chain(*entries):
                label = "term-" + re.sub(r"[^A-Za-z0-9]+", "-", word)
                found[word.lower()] = Target(
                    label, "term", page, word, 0, chapter.title, text
                )
        return found

    @cached_property
    def sources(self) -> dict[str, tuple[str, str]]:
        """Of each key of the bibliography authors and year; the whole entry, in Markdown."""
        from pybtex.database import parse_file
        from pybtex.plugin import find_plugin

        style = find_plugin("pybtex.style.formatting", "unsrt")()
        backend = find_plugin("pybtex.backends", "markdown")()
        entries = parse_file(str(self.root / "book" / "references.bib")).entries
        found = {}
        for entry in style.format_entries(entries.values()):
            source = entries[entry.key]
            people = source.persons.get("author") or source.persons["editor"]
            names = [
                " ".join(
                    map(str, [*person.rich_prelast_names, *person.rich_last_names])
                )
                for person in people
            ]
            who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
            whole = " ".join(entry.text.render(backend).split())
            found[entry.key] = f"{who}, {source.fields['year']}", whole
        return found
