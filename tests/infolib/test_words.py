"""The catalogue holds every word that an explorer or a figure shows, and no other."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from inspect import getfile
from pathlib import Path

import pytest

from infolib.explorers import Explorer
from infolib.explorers._bundle import JS
from infolib.words import catalogue

PACKAGE = JS.parents[1]
MODULES = sorted(JS.glob("*.mjs"))
BOOK = PACKAGE.parent / "book"
LIVE = sorted((BOOK / "_static").glob("live*.js"))  # Python on the page
SPEAKERS = sorted(
    file
    for folder in ("explorers", "plots")
    for file in (PACKAGE / folder).glob("*.py")
    if file.name != "_bundle.py"  # its texts are scripts
)
MARKING = [PACKAGE / "checks.py", PACKAGE / "exercises.py"]
TWO_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
A_WORD = re.compile(r"[A-Z][a-z]{2,}[.?!]?")
# Names of keys, of events, of what a browser calls things; not shown to anybody.
NOT_SHOWN = {
    "offset points",
    "noopener",
    "Infinity",
    "ArrowRight",
    "ArrowLeft",
    "ArrowUp",
    "ArrowDown",
    "Home",
    "End",
    "Enter",
    "Escape",
    "Space",
    "SecurityError",
    "allow-scripts allow-popups allow-popups-to-escape-sandbox",
    "Date",
    "the answer",  # of errors, as the next two
    "at least ",
    "one of ",
}
LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`", re.S)


def said_in_javascript(text: str) -> list[str]:
    code = re.sub(r"^\s*//.*$|(?<=[;,{)\s])//[^\"'`\n]*$", "", text, flags=re.M)
    code = re.sub(r"^import .*?;$", "", code, flags=re.M | re.S)
    found = ["".join(groups) for groups in LITERAL.findall(code)]
    plain = [re.sub(r"\$\{[^}]*\}", "0", literal) for literal in found]
    return [
        literal
        for literal in plain
        if literal not in NOT_SHOWN
        and (TWO_WORDS.search(literal) or A_WORD.fullmatch(literal))
        # A style, a question to the browser.
        and not re.search(r"var\(--|prefers-", literal)
    ]


def said_in_python(text: str) -> list[str]:
    tree = ast.parse(text)
    silent = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            silent |= {id(inner) for inner in ast.walk(node)}
        # The words of a rule are those of its error; `__repr__` is code.
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "on_grid":
            silent |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.FunctionDef) and node.name == "__repr__":
            silent |= {id(inner) for inner in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in silent
        and node.value not in NOT_SHOWN
        and "<" not in node.value
        and TWO_WORDS.search(node.value)
    ]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.name)
def test_no_module_says_what_the_catalogue_does_not(file):
    assert said_in_javascript(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", LIVE, ids=lambda file: file.name)
def test_no_cell_of_a_page_says_what_the_catalogue_does_not(file):
    said = said_in_javascript(file.read_text("utf-8"))
    assert [text for text in said if "<" not in text] == []  # the rest is HTML


@pytest.mark.parametrize("file", [*SPEAKERS, *MARKING], ids=lambda file: file.name)
def test_no_explorer_or_figure_says_what_the_catalogue_does_not(file):
    assert said_in_python(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'tag("p", {}, "Look at this");',
        'buttons(root, { "Start again": go });',
        "say(`All of ${n} words`);",
        'tag("button", {}, "Check");',
        "say('so it is');",
    ],
)
def test_a_sentence_in_a_module_is_found(code):
    assert len(said_in_javascript(f"const a = 1; // well\n{code}\n")) == 1


@pytest.mark.parametrize(
    "code",
    [
        'ax.set(xlabel="the bar, shared out")',
        'def f(n):\n    return f"all of {n} words"',
    ],
)
def test_a_sentence_in_python_is_found(code):
    assert len(said_in_python(code)) == 1


def spoken(section: str) -> str:
    """Return all code that may speak a section of the catalogue."""
    if section == "figures":
        files = list((PACKAGE / "plots").glob("*.py"))
    elif section == "common":
        files = [*MODULES, *(PACKAGE / "explorers").glob("*.py")]
        files += list((PACKAGE.parent / "book" / "_ext").glob("*.py"))
    elif section == "checks":
        files = MARKING
    elif section == "live":
        files = [*LIVE, BOOK / "_static" / "session.py", BOOK / "_ext" / "live.py"]
    elif section in ("bank", "elsewhere", "grade", "plain", "student"):
        files = list((PACKAGE.parent / "tools").glob("*.py"))
        files += list((BOOK / "_ext").glob("*.py"))
    else:
        files = [JS / f"{section}.mjs", JS / "frame.mjs"]
        if cls := Explorer.registry.get(section):
            files += [PACKAGE / "explorers" / "_base.py", Path(getfile(cls))]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("section", catalogue())
def test_every_word_of_the_catalogue_is_spoken(section):
    code = spoken(section)
    speaks = """["']{0}["']|[.]{0}\\b"""  # say("wins"), say.wins
    silent = [x for x in catalogue()[section] if not re.search(speaks.format(x), code)]
    assert silent == []


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.name)
def test_every_word_that_a_module_speaks_is_in_the_catalogue(file):
    text = file.read_text("utf-8")
    section = re.search(r"const say = words\.(\w+);", text)
    if not section:
        return
    known = catalogue()[section[1]]
    assert {
        key for key in re.findall(r"\bsay\.(\w+)", text) if key not in known
    } == set()


def test_a_language_that_is_not_there_is_named():
    code = "import infolib.explorers"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"INFOLIB_LANGUAGE": "tlh", "PATH": ""},
        cwd=PACKAGE.parent,
    )
    assert "INFOLIB_LANGUAGE is 'tlh'; there are words in en" in done.stderr


def test_a_draft_can_be_anywhere(tmp_path: Path):
    draft = tmp_path / "draft.toml"
    draft.write_text('[common]\nagain = "Da capo"\n', encoding="utf-8")
    code = "from infolib.words import words; print(words('common')['again'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"INFOLIB_LANGUAGE": str(draft), "PATH": ""},
        cwd=PACKAGE.parent,
    )
    assert done.stdout.strip() == "Da capo"
