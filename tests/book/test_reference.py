"""The pages of reference: every entry complete, every number true."""

import ast
import inspect
import math
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import reference
import yaml
from sphinx.addnodes import pending_xref

import infolib
from infolib import coding, data

BOOK = Path(__file__).resolve().parents[2] / "book"
GLOSSARY = (BOOK / "glossary.md").read_text(encoding="utf-8")
ENTRIES = re.findall(
    r"((?:^\S.*\n)+)  (.*)$",
    re.search(r"```\{glossary\}\n:sorted:\n(.*?)^```", GLOSSARY, re.M | re.S)[1],
    re.M,
)
CHAPTER = r"(\[Chapter \d\]\(#[a-z-]+\)|Chapter \d)"


@pytest.mark.parametrize(
    ("terms", "text"), ENTRIES, ids=[terms.splitlines()[0] for terms, _ in ENTRIES]
)
def test_an_entry_has_a_chinese_term_a_sentence_and_a_chapter(terms, text):
    found = re.fullmatch(r"\[(.+?)\]\{\.language-zh\} · (.+)\.( .*)", text)
    assert found, text
    assert re.search(r"[\u4e00-\u9fff]", found[1]) or found[1].isascii()
    assert re.search(CHAPTER, found[3])


def test_no_term_is_defined_twice():
    terms = [term.lower() for names, _ in ENTRIES for term in names.split("\n") if term]
    assert len(terms) > 70
    assert len(set(terms)) == len(terms)


def test_no_term_is_spelt_like_a_label_of_the_book():
    # Then `[](#entropy)` would have two targets, and the build would stop.
    labels = re.findall(
        r"\(([a-z0-9-]+)\)=",
        "".join(f.read_text("utf-8") for f in BOOK.glob("*.ipynb")),
    )
    terms = [term for names, _ in ENTRIES for term in names.split("\n") if term]
    assert set(labels) & set(terms) == set()


def test_the_table_of_units_is_true():
    text = (BOOK / "notation.md").read_text(encoding="utf-8")
    bases = {"bit": 2, "nat": math.e, "hartley": 10}
    for unit, base in bases.items():
        row = re.search(rf"^\| {unit} \| (.*) \|$", text, re.M)[1].split(" | ")
        for cell, other in zip(row, bases.values(), strict=True):
            exact = math.log(base) / math.log(other)
            assert cell == ("1" if base == other else f"{exact:.4f}")


# The library. What the built page shows is tested in tests/site/test_library_page.py.

TOC = yaml.safe_load((BOOK.parent / "_toc.yml").read_text(encoding="utf-8"))
CHAPTERS = {
    entry["title"].partition(" · ")[2]: BOOK.parent / f"{entry['file']}.ipynb"
    for part in TOC["parts"]
    for entry in part["chapters"]
    if " · " in entry.get("title", "")
}


FUNCTIONS = {
    name: f
    for module in (infolib, coding, data)
    for name, f in inspect.getmembers(module, inspect.isfunction)
    if f.__module__.startswith("infolib") and not name.startswith("_")
    if module is infolib or f.__module__ == module.__name__
}
# Functions that only chapters to come will call. Whoever writes one, takes them out.
TO_COME = {
    "gaussian_entropy",
}


def called(source):
    """Return the names of all functions that some code calls."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    names = (ast.unparse(call.func).rpartition(".")[2] for call in calls)
    return set(names)


@cache
def users():
    """Return the chapters that call a function, for each name."""
    found = {}
    for title, chapter in CHAPTERS.items():
        cells = nbformat.read(chapter, as_version=4).cells
        codes = [cell.source for cell in cells if cell.cell_type == "code"]
        for name in set().union(*map(called, codes)):
            found.setdefault(name, []).append(title)
    return found


def test_a_call_is_told_from_a_name():
    code = "import logsumexp\nx = data.letters(softmax)  # entropy(p)\n'beetles()'"
    assert called(code) == {"letters"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_taught_in_a_chapter_that_calls_it(name):
    doc = inspect.getdoc(FUNCTIONS[name])
    taught = re.findall(r'^Taught in "([^"]+)"\.$', doc, re.M)
    to_come = doc.splitlines().count("A chapter to come teaches it.")
    assert len(taught) + to_come == 1, f"say once where {name} is taught"
    callers = users().get(name, [])
    if to_come:
        assert name in TO_COME, f"{name}: no list knows that it is to come"
        assert not callers, f"{name} is called in {callers}: say so in its docstring"
    else:
        assert taught[0] in callers, f"{name} is called in {callers or 'no chapter'}"


def test_a_book_without_the_chapter_of_a_function_names_it(monkeypatch):
    overview = object.__new__(reference.LibraryOverview)
    monkeypatch.setattr(reference.LibraryOverview, "env", SimpleNamespace(docname=""))
    kinds = {}
    for chapters in (reference.chapters, dict):
        monkeypatch.setattr(reference, "chapters", chapters)
        row = overview._function(infolib.entropy)
        kinds[row[0].astext()] = [x["reftype"] for x in row.findall(pending_xref)]
    whole, fewer = kinds
    assert (whole, kinds[whole]) == ("entropy\n\n2 · Entropy", ["func", "doc"])
    assert (fewer, kinds[fewer]) == ("entropy\n\nEntropy", ["func"])


def test_what_is_to_come_is_there():
    assert set(FUNCTIONS) >= TO_COME


def test_every_module_with_public_functions_has_its_part_of_the_page_once():
    page = (BOOK / "api.md").read_text(encoding="utf-8")
    parts = re.findall(r"^```\{library-module\} (\w+)$", page, re.M)
    overview = re.search(r"^```\{library-overview\} (.*)$", page, re.M)[1].split()
    modules = {f.__module__ for f in FUNCTIONS.values()} - {data.__name__}
    assert parts == overview
    assert sorted(f"infolib.{part}" for part in parts) == sorted(modules)
