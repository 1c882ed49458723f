"""The glossary and the notation page: every entry complete, every number true."""

import math
import re
from pathlib import Path

import pytest

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
