"""The rules of a chapter, as functions that yield what is wrong and the cure.

`test_hygiene.py` applies every rule to every notebook, but for the shape of a chapter to
those in PAGES; `test_rules.py` shows that each rule catches a chapter that breaks it.
Cells are counted from 0, as nbval does.
"""

from __future__ import annotations

import ast
import copy
import importlib.util
import re
import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from infolib.words import words

Rule = Callable[["Chapter"], Iterator[str]]
RULES: list[Rule] = []
SHAPE: list[Rule] = []  # those of the RULES that only a chapter keeps
PAGES = {"corrections.ipynb", "peers.ipynb"}  # notebooks that are no chapters

CLOSING = ["Real data", "Spot the bug", "Fine print", "Exercises", "What you learned"]
DEEPER = "Going deeper"  # what may follow them, for whoever wants more
# The most words of the main line, visible code cells, and words unfolded before the exercises
WORDS, CELLS, UNFOLDED = 1600, 16, 2200
PACE = 100  # words a minute, of a text with formulas in it
MINUTES = {"cell": 1, "figure": 1, "explorer": 5, "★": 3, "★★": 8, "★★★": 15}
_path = Path(__file__).resolve().parents[2] / "tools" / "refresh.py"
_spec = importlib.util.spec_from_file_location("refresh", _path)
_refresh = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_refresh)
normalise, METADATA = _refresh.normalise, _refresh.METADATA
TAGS = {
    "hide-cell",  # a worked solution
    "hide-input",  # plotting
    "hide-output",
    "nbval-ignore-output",
    "raises-exception",
    "remove-cell",  # a test of a number in the text
    "remove-input",  # a question, for its code gives the answer away; the opening toy
    "test",
}
FILLERS = ["simply", "obviously", "trivially", "of course", "needless to say"]
DECIMAL = re.compile(r"\d+\.\d{3,}")


@dataclass
class Block:
    """A fenced block of MyST: a directive, or code if it has no name."""

    mark: str
    name: str
    title: str
    options: dict[str, str] = field(default_factory=dict)

    @property
    def aside(self) -> bool:
        """Whether a reader of the main line passes it by."""
        return (
            not self.name
            or self.name.startswith(("code", "exercise", "solution", "math"))
            or "dropdown" in self.options.get("class", "")
        )


FENCE = re.compile(
    r"\s*(?P<mark>`{3,}|~{3,}|:{3,})\s*(?:\{(?P<name>[^}]+)\})?\s*(?P<title>.*)"
)


def scan(source: str) -> tuple[list[tuple[str, list[Block]]], list[Block]]:
    """Return the lines of a markdown text, each with the blocks around it; all blocks."""
    lines: list[tuple[str, list[Block]]] = []
    blocks: list[Block] = []
    around: list[Block] = []
    head = False  # between the opening fence of a block and its first line of text
    for line in source.splitlines():
        option = re.match(r":([\w-]+):\s*(.*)", line)
        if fence := FENCE.fullmatch(line):
            bare = not (fence["name"] or fence["title"])
            if around and bare and fence["mark"].startswith(around[-1].mark):
                around.pop()
            else:
                around.append(Block(fence["mark"], fence["name"] or "", fence["title"]))
                blocks.append(around[-1])
                head = True
        elif head and option:
            around[-1].options[option[1]] = option[2]
        else:
            head = False
            lines.append((line, list(around)))
    return lines, blocks


class Chapter:
    """A notebook of the book, with the views of it that the rules need."""

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
            if not around and (match := re.match(r"(#+) (.*)", text))
        ]

    @classmethod
    def read(cls, path: Path) -> Chapter:
        return cls(path.name, nbformat.read(path, as_version=4))

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


def tags(cell: Any) -> list[str]:
    return cell.metadata.get("tags", [])


def draws(cell: Any) -> bool:
    """Whether a cell makes a figure (its image is not stored, its size is)."""
    shown = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return "show()" in cell.source or any("<Figure size" in text for text in shown)


def explorer(cell: Any) -> str:
    """Return the name of the explorer that a cell shows, or nothing."""
    outputs = cell.outputs if cell.cell_type == "code" else []
    shown = [output.get("data", {}).get("text/html", "") for output in outputs]
    found = re.search(r'data-explorer="(\w+)"', "".join(shown))
    return found[1] if found else ""


def asks(cell: Any) -> bool:
    name = explorer(cell)
    return name.endswith("_question") or name == "predict"


def texts(cell: Any) -> Iterator[str]:
    """Yield what a reader sees printed under a cell."""
    for output in cell.outputs:
        yield output.get("text", "")
        yield output.get("data", {}).get("text/plain", "")
        yield output.get("evalue", "")


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def shape(function: Rule) -> Rule:
    SHAPE.append(function)
    return rule(function)


def rules_for(name: str) -> list[Rule]:
    """Return the rules that a notebook keeps; an unknown one is a chapter."""
    return [rule for rule in RULES if name not in PAGES or rule not in SHAPE]


@rule
def it_opens_with_a_label_and_its_only_title(chapter: Chapter) -> Iterator[str]:
    first = chapter.cells[0]
    if first.cell_type != "markdown" or not re.match(
        r"\([a-z0-9-]+\)=\n# \S", first.source
    ):
        yield "cell 0: start with the label, `(topic)=`, and below it the title, `# ...`"
    titles = [text for level, text in chapter.headings if level == 1]
    if len(titles) != 1:
        yield f"one H1 a notebook, found {titles}"


@shape
def the_opening_says_what_for_from_where_how_long(chapter: Chapter) -> Iterator[str]:
    text = chapter.goals
    for part in ["After this chapter you can", "You need", "Time"]:
        if f"**{part}**" not in text:
            yield f"before the first section: say **{part}**"
    if not re.search(r"\*\*Time\*\*.*\d", text):
        yield "below the goals: **Time** in minutes"
    goals = len(re.findall(r"^- ", text, re.M))
    if not 3 <= goals <= 6:
        yield f"3 to 6 goals, found {goals}"


@rule
def imports_are_one_block_at_the_top(chapter: Chapter) -> Iterator[str]:
    for place, (i, cell) in enumerate(chapter.code):
        try:
            body = ast.parse(cell.source).body
        except SyntaxError as error:
            yield f"cell {i}: no Python ({error}); magics are not used"
            continue
        imports = [
            node for node in body if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        if place > 0 and imports:
            yield f"cell {i}: move the import to the first code cell"
        if place == 0:
            if not body or len(imports) < len(body):
                yield f"cell {i}: the first code cell holds the imports, nothing else"
            if (count := len(cell.source.splitlines())) > 5:
                yield f"cell {i}: {count} lines of imports; 5 are enough"
            if set(tags(cell)) - {"hide-input"}:
                yield f"cell {i}: the imports are visible, or folded with hide-input"


@rule
def cells_do_not_set_up_the_machine(chapter: Chapter) -> Iterator[str]:
    for i, cell in chapter.code:
        for habit in [r"import \*", r"sys\.path", r"\bpip\b", "rcParams", "NBVAL"]:
            if re.search(habit, cell.source):
                yield f"cell {i}: leave out {habit.replace(chr(92), '')}"


@shape
def sections_are_3_to_6_and_then_the_closing_ones(chapter: Chapter) -> Iterator[str]:
    sections = [text for level, text in chapter.headings if level == 2]
    if sections[-1:] == [DEEPER]:
        sections.pop()
    if sections[-5:] != CLOSING:
        yield f"the last five ## sections are {CLOSING}, found {sections[-5:]}"
    body = [text for text in sections if text not in CLOSING]
    if not 3 <= len(body) <= 6:
        yield f"3 to 6 ## sections come before '{CLOSING[0]}', found {len(body)}: {body}"


@shape
def the_end_mirrors_the_goals_and_points_on(chapter: Chapter) -> Iterator[str]:
    end = chapter.section(CLOSING[-1])
    goals = len(re.findall(r"^- ", chapter.goals, re.M))
    learned = len(re.findall(r"^- ", end, re.M))
    if goals != learned:
        yield f"'{CLOSING[-1]}' has {learned} points for {goals} goals"
    if "**Next.**" not in end:
        yield f"'{CLOSING[-1]}': say **Next.**"
    if "{cite}" not in end:
        yield f"'{CLOSING[-1]}': cite what to read on"


@shape
def eight_exercises_or_more_have_folded_solutions(chapter: Chapter) -> Iterator[str]:
    exercises = [block for block in chapter.blocks if block.name == "exercise"]
    solutions = {
        block.title: block for block in chapter.blocks if block.name == "solution"
    }
    if len(exercises) < 8:
        yield f"at least 8 exercises, found {len(exercises)}"
    stars = [block.title.split(" ")[0] for block in exercises]
    for wanted in ["★", "★★", "★★★"]:
        if wanted not in stars:
            yield f"no exercise of {wanted}"
    for block in exercises:
        label = block.options.get("label", "")
        if not re.match("★+ ", block.title):
            yield f"exercise '{block.title}': start its title with ★, ★★ or ★★★"
        if label not in solutions:
            yield f"exercise '{block.title}' (label {label!r}) has no solution"
        elif "dropdown" not in solutions[label].options.get("class", ""):
            yield f"solution {label}: fold it with `:class: dropdown`"


@shape
def two_exercises_or_more_ask_for_code(chapter: Chapter) -> Iterator[str]:
    asked, solved = {}, set()
    for i, cell in chapter.code:
        if handed := re.search(r"^(?:explorers\.)?check\((\w+)\)$", cell.source, re.M):
            said = "".join(texts(cell)).splitlines()[-1:]
            if "hide-cell" in tags(cell) and said and said[0].startswith("✓"):
                solved.add(handed[1])
            elif not tags(cell) and said and said[0].startswith("…"):
                asked[handed[1]] = i
            else:
                yield f"cell {i}: a skeleton is not answered yet; a solution is right and has the tag hide-cell"
    for name in sorted(asked.keys() ^ solved):
        yield f"{name}: a skeleton comes with a folded solution, and a solution with a skeleton"
    if len(asked) < 2:
        yield f"two exercises or more ask for code that `check` marks, found {sorted(asked)}"


@rule
def code_cells_are_short_and_narrow(chapter: Chapter) -> Iterator[str]:
    lengths = []
    for i, cell in chapter.code:
        if "remove-input" in tags(cell):
            continue  # a question's code is on no page, and folded in JupyterLab
        lines = cell.source.splitlines()
        if not lines:
            yield f"cell {i}: delete the empty cell"
        if len(lines) > 15:
            yield f"cell {i}: {len(lines)} lines; split it, 15 is the most"
        for line in lines:
            if len(line) > 76:
                yield f"cell {i}: {len(line)} columns, 76 fit a page: {line.strip()}"
        if "remove-cell" not in tags(cell):
            lengths.append(len(lines))
    if lengths and statistics.median(lengths) > 5:
        yield f"half of the cells have over {statistics.median(lengths)} lines; 5 is the most"


@rule
def tags_are_known_and_hide_no_plumbing(chapter: Chapter) -> Iterator[str]:
    section = ""
    for i, cell in enumerate(chapter.cells):
        if cell.cell_type == "markdown":
            section = [section, *re.findall(r"^## (.*)", cell.source, re.M)][-1]
            continue
        toy = bool(explorer(cell)) and not section
        for unknown in sorted(set(tags(cell)) - TAGS):
            yield f"cell {i}: tag {unknown} is not one of {sorted(TAGS)}"
        if ("remove-cell" in tags(cell)) != ("test" in tags(cell)):
            yield f"cell {i}: `remove-cell` and `test` go together: no hidden plumbing"
        if "test" in tags(cell) and "assert" not in cell.source:
            yield f"cell {i}: a `test` cell asserts something"
        if ("remove-input" in tags(cell)) != (asks(cell) or toy):
            yield (
                f"cell {i}: questions and the toy that opens a chapter are tagged "
                "`remove-input`, and nothing else is"
            )
        if "hide-cell" in tags(cell) and section != "Exercises":
            yield f"cell {i}: `hide-cell` is for worked solutions, in 'Exercises'"


@rule
def figures_are_described_captioned_and_folded(chapter: Chapter) -> Iterator[str]:
    for i, cell in chapter.code:
        if not draws(cell):
            continue
        myst = cell.metadata.get("mystnb", {})
        alt = myst.get("image", {}).get("alt", "")
        if len(alt) < 40 or " " not in alt or re.search(r"\.(png|svg|jpg)\b", alt):
            yield f"cell {i}: mystnb.image.alt says in a sentence what to see, got {alt!r}"
        if not myst.get("figure", {}).get("caption"):
            yield f"cell {i}: mystnb.figure.caption is missing"
        if not myst.get("figure", {}).get("name", "").startswith("fig-"):
            yield f"cell {i}: mystnb.figure.name starts with fig-"
        if "hide-input" not in tags(cell):
            yield f"cell {i}: fold the plotting code with the tag hide-input"


@shape
def explorers_come_with_what_to_try_and_see(chapter: Chapter) -> Iterator[str]:
    found = [(i, explorer(cell)) for i, cell in chapter.code if not asks(cell)]
    for i, name in found:
        if not name:
            continue
        if not words(name).get("tasks"):
            yield f"cell {i}: the explorer says what to try, as `tasks` of [{name}] in its words"
        after = chapter.cells[i + 1] if i + 1 < len(chapter.cells) else chapter.cells[i]
        blocks = scan(after.source)[1] if after.cell_type == "markdown" else []
        if not any(
            b.aside and b.title.startswith("What you should see") for b in blocks
        ):
            yield f"cell {i}: below it, fold an admonition `What you should see`"
    for i, cell in chapter.markdown:
        if "**What to try" in cell.source:
            yield f"cell {i}: what to try stands in the explorer, above its picture"


@shape
def it_opens_with_a_prediction_and_a_toy(chapter: Chapter) -> Iterator[str]:
    opening = [name for cell in chapter.before(".+") if (name := explorer(cell))]
    if opening[:1] != ["predict"]:
        yield "before the first section, ask what the hook asks with a `Predict`"
    if not set(opening) - {"predict"}:
        yield "before the first section, after the `Predict`, comes an explorer"


@rule
def predictions_can_be_committed(chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        if block.name == "admonition" and block.title.startswith("Predict"):
            yield "make the admonition `Predict` a cell that makes a `Predict`"
    for i, cell in chapter.code:
        if explorer(cell) != "predict":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            typed = isinstance(node, ast.keyword) and isinstance(
                node.value, ast.Constant
            )
            if typed and node.arg == "truth":
                yield f"cell {i}: compute the truth of the prediction, do not type it"


@rule
def it_is_as_refresh_stores_it(chapter: Chapter) -> Iterator[str]:
    cure = "run `make refresh`"
    counts = [cell.execution_count for _, cell in chapter.code]
    if counts != list(range(1, len(counts) + 1)):
        yield f"the cells were not all run, in order, by a fresh kernel: {cure}"
    stored = normalise(copy.deepcopy(chapter.notebook))
    if stored.metadata != chapter.notebook.metadata:
        yield f"the metadata are not those of every notebook: {cure}"
    for i, (cell, wanted) in enumerate(zip(chapter.cells, stored.cells, strict=True)):
        if cell != wanted:
            yield f"cell {i}: it holds what changes from run to run: {cure}"
    try:
        nbformat.validate(chapter.notebook, relax_add_props=False)
    except nbformat.ValidationError as error:
        yield f"not a valid notebook: {error.message}"


@rule
def outputs_are_short_and_errors_are_meant(chapter: Chapter) -> Iterator[str]:
    for i, cell in chapter.code:
        raised = [output for output in cell.outputs if output.output_type == "error"]
        if bool(raised) != ("raises-exception" in tags(cell)):
            yield f"cell {i}: an error is stored exactly where raises-exception says so"
        if any(output.get("name") == "stderr" for output in cell.outputs):
            yield f"cell {i}: it writes to stderr"
        lines = sum(len(text.splitlines()) for text in texts(cell))
        if lines > 30:
            yield f"cell {i}: {lines} lines of output; 30 is the most"


def unfolded(cells: Iterable[Any]) -> int:
    """Count the words that a reader sees without opening anything."""
    text = "\n".join(
        line
        for cell in cells
        if cell.cell_type == "markdown"
        for line, around in scan(cell.source)[0]
        if not any(block.aside for block in around)
    )
    text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)
    text = re.sub(r"\$[^$]*\$", "x", text)  # a formula in a line is read as one word
    return sum(any(c.isalnum() for c in word) for word in text.split())


def is_visible(cell: Any) -> bool:
    hidden = {"hide-cell", "hide-input", "remove-cell", "remove-input"}
    return cell.cell_type == "code" and not hidden & {*tags(cell)}


def minutes(chapter: Chapter) -> tuple[float, float]:
    """Return how long the main line takes to read, and how long its exercises take."""
    main = list(chapter.before(DEEPER))
    code = [cell for cell in main if cell.cell_type == "code"]
    moved = [cell for cell in code if explorer(cell) and not asks(cell)]
    reading = (
        unfolded(main) / PACE
        + MINUTES["cell"] * (sum(map(is_visible, code)) - len(moved))
        + MINUTES["figure"] * sum(map(draws, code))
        + MINUTES["explorer"] * len(moved)
    )
    stars = [b.title.split(" ")[0] for b in chapter.blocks if b.name == "exercise"]
    return reading, sum(MINUTES.get(star, 0) for star in stars)


@shape
def the_times_are_honest(chapter: Chapter) -> Iterator[str]:
    said = re.search(
        r"\*\*Time\*\* (\d+) minutes to read, (\d+) for the exercises",
        chapter.goals,
    )
    found = [5 * round(time / 5) for time in minutes(chapter)]
    stated = [int(time) for time in said.groups()] if said else [0, 0]
    if any(abs(a - b) > 5 for a, b in zip(found, stated, strict=True)):
        read, solve = found
        yield f"below the goals: say **Time** {read} minutes to read, {solve} for the exercises"


@shape
def the_main_line_is_short(chapter: Chapter) -> Iterator[str]:
    main = list(chapter.before(DEEPER))
    if (words := unfolded(main)) > WORDS:
        yield f"the main line has {words} words: fold or cut {words - WORDS}"
    if (seen := sum(map(is_visible, main))) > CELLS:
        yield f"{seen} cells of code are visible: fold or cut {seen - CELLS}"


@shape
def little_stands_unfolded_before_the_exercises(chapter: Chapter) -> Iterator[str]:
    early = list(chapter.before(CLOSING[3]))
    shown = [
        cell.metadata.get("mystnb", {}).get("figure", {}).get("caption", "")
        for cell in early
    ] + [text for cell in early if cell.cell_type == "code" for text in texts(cell)]
    words = unfolded(early) + sum(len(text.split()) for text in shown)
    if words > UNFOLDED:
        yield f"{words} words with captions and outputs: fold or cut {words - UNFOLDED}"


@rule
def the_style_has_no_dashes_and_no_filler(chapter: Chapter) -> Iterator[str]:
    for i, text in chapter.prose():
        for filler in FILLERS:
            if re.search(rf"\b{filler}\b", text, re.I):
                yield f"cell {i}: leave out '{filler}'"
        if "—" in text:
            yield f"cell {i}: make the em dash a full stop, a comma or a colon"


@rule
def every_decimal_in_the_text_is_computed(chapter: Chapter) -> Iterator[str]:
    """Numbers of 3 decimals or more stand in an output or in a hidden assertion."""
    known: set[str] = set()
    for _, cell in chapter.code:
        for text in texts(cell):
            known.update(DECIMAL.findall(text))
        if "test" in tags(cell):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Constant):  # a comment proves nothing
                    literal = ast.get_source_segment(cell.source, node) or ""
                    known.update(DECIMAL.findall(literal))
    for i, text in chapter.prose():
        for number in dict.fromkeys(DECIMAL.findall(text)):
            if number not in known:
                yield (
                    f"cell {i}: {number} is in no stored output of this notebook; print "
                    "it, or assert it in a cell tagged `remove-cell` and `test`"
                )


@rule
def corrections_have_a_verdict_a_source_and_a_place(
    chapter: Chapter,
) -> Iterator[str]:
    text = "\n\n".join(cell.source for _, cell in chapter.markdown)
    for part in re.split(r"^(?=\(correction-)", text, flags=re.M)[1:]:
        label = part.partition(")")[0][1:]
        if not re.match(
            r"\S+\n### \S.*\n\n\*\*(False|True under a condition|Loose wording)[.:]?\*\*"
            r".*? \*[A-Z][\w, ]+\.\* ",
            part,
        ):
            yield f"{label}: ### the claim, then **verdict.** *Kind of source.*"
        if not re.search(r"([Cc]hapter \d|Prelude)(\]\(#| <)[a-z0-9-]+[)>]", part):
            yield f"{label}: say where the course explains it"
