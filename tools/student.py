"""Make the student edition: the book without its solutions, to be given to a class.

Out of the notebooks go solutions and their code, the boxes that mark an answer, for what
marks an answer holds it, and the hidden tests. A question with a box becomes a line to
write on, or a list of options. Pages for authors and teachers stay out. The folder is a
book like this one: it is built, and then every file of it is searched for what stands in
solutions only.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import yaml
from _notebooks import (
    Block,
    Book,
    Chapter,
    Exercise,
    asks,
    explorer,
    parts,
    state,
    tags,
)

from infolib.words import words

ROOT = Path(__file__).resolve().parents[1]
SAY = words("student")
NOT_COPIED = ("_build", "benchmarks", "teach", "tests", "__pycache__", "*.egg-info")
HIDDEN = ".binder"  # the only one of its kind that a class needs
MARK = ".student-edition"  # in a folder that was made here, and so may be made anew
NOT_FOR_STUDENTS = re.compile(r"book/(authors-guide|teach-[\w-]+)")
NUMBER = re.compile(r"(?<![\w.])\d+\.\d+(?!\w|\.\d)")
BOX = re.compile(r'"explorer\\?" data-explorer=\\?"(number|choice)_question')
WORDS, LETTERS, DIGITS = 4, 20, 3  # from which on a text, or a number, tells something


def _ignored(folder: str, names: list[str]) -> set[str]:
    known = shutil.ignore_patterns(*NOT_COPIED)(folder, names)
    return {*known, *(n for n in names if n.startswith(".") and n != HIDDEN)}


def boxed(cell: Any) -> bool:
    """Whether a cell shows a box that marks an answer. A prediction is told below it."""
    return asks(cell) and explorer(cell) != "predict"


def left_out(cell: Any) -> bool:
    """Whether students do not get a cell of code."""
    return bool({"test", "hide-cell"} & set(tags(cell))) or boxed(cell)


def _literal(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>$#~|^@])", r"\\\1", text)


def _line(exercise: Exercise) -> str:
    """Return what stands in the place of a box."""
    if not exercise.question:
        return ""
    asked = state(exercise.question)
    label = _literal(asked["label"])
    if "options" not in asked:
        return f"\n\n{SAY['blank'].format(label=label)}"
    options = "\n".join(f"- {_literal(text)}" for text, *_ in asked["options"])
    return f"\n\n{label}\n\n{options}"


def _block(block: Block, more: str = "") -> str:
    """Return a block as it is written, with more at its end."""
    name = f"{{{block.name}}} " if block.name else ""
    options = [f":{key}: {value}" for key, value in block.options.items()]
    lines = [f"{block.mark}{name}{block.title}".rstrip(), *options, block.text + more]
    return "\n".join([*lines, block.mark])


def _markdown(source: str, known: dict[str, Exercise]) -> str:
    """Return a text without solutions, in which exercises ask by themselves."""
    blocks = [part for part in parts(source) if isinstance(part, Block)]
    if not any(block.name in ("exercise", "solution") for block in blocks):
        return source
    found = []
    for part in parts(source):
        if isinstance(part, str):
            # What the section says first is how to use the boxes.
            head = re.search(r"^## Exercises$", part, re.M)
            text = part[: head.end()] + f"\n\n{SAY['exercises']}\n" if head else part
            found.append(text)
        elif part.name == "exercise":
            found.append(_block(part, _line(known[part.options["label"]])))
        elif part.name != "solution":
            found.append(_block(part))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found)).strip()


def strip(chapter: Chapter) -> None:
    """Take out of a notebook what students do not get."""
    known = {exercise.label: exercise for exercise in chapter.exercises}
    kept = []
    for cell in chapter.cells:
        if cell.cell_type == "code":
            if not left_out(cell):
                kept.append(cell)
                cell.execution_count = sum(c.cell_type == "code" for c in kept)
                for output in cell.outputs:
                    if "execution_count" in output:
                        output.execution_count = cell.execution_count
            continue
        cell.source = _markdown(cell.source, known)
        if cell.source:
            kept.append(cell)
    chapter.notebook.cells = kept


def _without_links(text: str, gone: dict[str, str]) -> str:
    """Return a text in which a link to a page that is not there is its words."""

    def plain(link: re.Match[str]) -> str:
        file, _, label = link[2].partition("#")
        dead = gone.get(label) if label else ""
        page = f"book/{file.removesuffix('.md')}"
        return link[1] if dead or NOT_FOR_STUDENTS.fullmatch(page) else link[0]

    return re.sub(r"\[([^\]]+)\]\(([\w./#-]+)\)", plain, text)


def _clear(root: Path, target: Path) -> None:
    """Take out of a folder what was written there before; refuse any other folder."""
    book, place = root.resolve(), target.resolve()
    within = place.is_relative_to(book) and not place.is_relative_to(book / "_build")
    if within or book.is_relative_to(place):
        sys.exit(f"{target} lies in the book, or holds it: name a folder beside it.")
    target.mkdir(parents=True, exist_ok=True)
    names = [old.name for old in target.iterdir()]
    if names and MARK not in names:
        sys.exit(
            f"{target} is not empty and no student edition: name another folder, or "
            "remove this one."
        )
    (target / MARK).touch()
    for name in set(names) - _ignored(str(target), names):
        old = target / name
        shutil.rmtree(old) if old.is_dir() else old.unlink()


def write(root: Path, target: Path) -> None:
    """Write the sources of the student edition; what was built there stays."""
    _clear(root, target)
    shutil.copytree(root, target, ignore=_ignored, dirs_exist_ok=True)
    book = Book(root)
    gone = {
        label: there.page
        for label, there in book.targets.items()
        if NOT_FOR_STUDENTS.fullmatch(there.page)
    }
    for page, chapter in book.pages.items():
        file = (target / page).parent / chapter.name
        if NOT_FOR_STUDENTS.fullmatch(page):
            file.unlink()
            continue
        for cell in chapter.cells:
            if cell.cell_type == "markdown":
                cell.source = _without_links(cell.source, gone)
        if page in book.notebooks:
            strip(chapter)
            text = nbformat.writes(chapter.notebook, indent=1, ensure_ascii=False)
        else:
            text = chapter.cells[0].source
        file.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    toc = target / "_toc.yml"
    contents = yaml.safe_load(toc.read_text(encoding="utf-8"))
    for part in contents["parts"]:
        part["chapters"] = [
            entry
            for entry in part["chapters"]
            if not NOT_FOR_STUDENTS.fullmatch(entry["file"])
        ]
    contents["parts"] = [part for part in contents["parts"] if part["chapters"]]
    toc.write_text(yaml.safe_dump(contents, allow_unicode=True, sort_keys=False))


def _even(text: str) -> str:
    """Return a text as it reads, whatever wrote it."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    text = text.translate(str.maketrans("“”‘’\u00a0", "\"\"'' "))
    return re.sub(r"\s+", " ", text.replace('\\"', '"'))


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def read(name: str, data: bytes) -> str:
    """Return what a file says: of a page its text, of an archive all its files'."""
    if name.endswith((".zip", ".whl")):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inside = [read(entry, packed.read(entry)) for entry in packed.namelist()]
        return "\n".join(inside)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""  # a font, a picture, a program
    if name.endswith(".ipynb"):
        text = "\n".join(
            "".join(part) if isinstance(part, list) else part
            for part in _joined(json.loads(text))
        )
    if name.endswith((".html", ".ipynb")):
        text = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
        text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))
    return _even(text)


def _joined(notebook: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a notebook; a list of lines is one."""
    for cell in notebook["cells"]:
        yield "".join(cell["source"])
        for output in cell.get("outputs", []):
            for value in [output.get("text", ""), *output.get("data", {}).values()]:
                yield "".join(value) if isinstance(value, list | str) else ""
        yield from _strings(cell["metadata"])


def phrases(text: str) -> list[str]:
    """Return the runs of words of a text between its formulas, code and roles."""
    pieces = re.split(
        r"\$\$.+?\$\$|\$.+?\$|`+[^`]+`+|\{[\w:]+\}|[*\\\[\]]|\n\s*[-`:]+|(?<=[.?!])\s",
        text,
        flags=re.S,
    )
    even = [_even(piece).strip(" ,.;:()") for piece in pieces]
    return [x for x in even if len(x) >= LETTERS and len(x.split()) >= WORDS]


def numbers(text: str) -> list[str]:
    """Return the decimal numbers of a text that are more than a round one."""
    found = NUMBER.findall(text)
    return [x for x in found if len(x.replace(".", "").lstrip("0")) >= DIGITS]


def stems(text: str) -> list[str]:
    """Return how the longer words of a text begin, as an index of a search knows them."""
    return [word[:6] for word in re.findall(r"[a-z]{7,}", text.lower())]


@dataclass(frozen=True)
class Secrets:
    """What stands in solutions and nowhere else in the book."""

    phrases: set[str]
    numbers: set[str]
    stems: set[str]


def _printed(cell: Any) -> str:
    shown = [
        o.get("text", "") + o.get("data", {}).get("text/html", "") for o in cell.outputs
    ]
    return "\n".join([cell.source, *shown])


def secrets(root: Path) -> Secrets:
    """Return what a student edition of the book must not hold."""
    book = Book(root)
    told, hidden = [], []  # texts of solutions; all that is left out, code included
    for chapter in book.notebooks.values():
        for exercise in chapter.exercises:
            told.append(exercise.solution)
            if exercise.question:
                asked = state(exercise.question)
                told += [reply for reply, _ in asked.get("slips", [])]
                told += [reply for _, reply, _ in asked.get("options", [])]
                answer = asked.get("answer", "")
                if isinstance(answer, float):
                    told += [f"{answer:.10g}", f"{answer:.4g}", f"{answer:.3g}"]
            told += [_printed(cell) for cell in exercise.worked]
            cells = [*exercise.worked, *filter(None, [exercise.question])]
            hidden += [exercise.solution, *map(_printed, cells)]
        tests = [cell for _, cell in chapter.code if "test" in tags(cell)]
        hidden += map(_printed, tests)
    files = [
        file
        for folder in ("book", "infolib")
        for file in sorted((root / folder).rglob("*"))
        if file.suffix
        in (".ipynb", ".md", ".py", ".toml", ".mjs", ".csv", ".txt", ".svg")
        and not NOT_FOR_STUDENTS.fullmatch(f"book/{file.stem}")
    ]
    whole = "\n".join(read(file.name, file.read_bytes()) for file in files)
    dark = "\n".join(
        _even(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", x))) for x in hidden
    )

    def only(kind: Callable[[str], list[str]]) -> set[str]:
        every, secret = Counter(kind(whole)), Counter(kind(dark))
        return {x for text in told for x in kind(_even(text)) if every[x] <= secret[x]}

    return Secrets(
        {x for text in told for x in phrases(text) if whole.count(x) <= dark.count(x)},
        only(numbers),
        only(stems),
    )


def traces(folder: Path, secret: Secrets) -> list[str]:
    """Return where a folder, with all that is built in it, tells of a solution."""
    found = []
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or ".jupyter_cache" in file.parts:
            continue
        text, place = read(file.name, file.read_bytes()), file.relative_to(folder)
        found += [f"{place}: {x!r}" for x in sorted(secret.phrases) if x in text]
        there: set[str] = set()
        if file.name == "searchindex.js":
            there = set(stems(text)) & secret.stems
        elif file.suffix in (".html", ".ipynb", ".md"):
            # An explorer alone shows what the library computes.
            shown = set() if "explorer" in place.parts else set(numbers(text))
            there = shown & secret.numbers
        found += [f"{place}: {x}" for x in sorted(there)]
        if file.suffix in (".html", ".ipynb") and BOX.search(file.read_text("utf-8")):
            found.append(f"{place}: a box that holds its answer")
    return found


def main() -> int:
    """Write, build and search the student edition."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "_build/student")
    target = parser.parse_args().output
    write(ROOT, target)
    command = [Path(sys.executable).with_name("jupyter-book"), "build", target]
    options = ["-W", "-n", "--keep-going", "-q"]
    if code := subprocess.run([*command, *options], check=False).returncode:
        return code
    secret = secrets(ROOT)
    if found := traces(target, secret):
        print("It tells of solutions:", *found, sep="\n- ", file=sys.stderr)
        return 1
    print(
        f"{target}: none of the {len(secret.phrases)} phrases and {len(secret.numbers)} "
        "numbers that stand in solutions only"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
