"""What the course promised to teach is in it, and stays in it.

`coverage.csv` names a place for each concept (C), worked example (X) and question (Q)
of the four documents that the course began with, and for each point in them that calls
for a correction (E) two: the place that teaches it and its paragraph in corrections.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from test_hygiene import pages

ROOT = Path(__file__).resolve().parents[2]
CORRECTIONS = "book/corrections"
TABLE = (Path(__file__).parent / "coverage.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))
NUMBERS = {"C": 27, "X": 6, "Q": 6, "E": 33}
PROMISED = {f"{kind}{n + 1}" for kind, last in NUMBERS.items() for n in range(last)}
PROMISED |= {"E15b", "E17b"}
VERDICTS = ("False", "True under a condition", "Loose wording")


def page_labels(markdown, figures=()):
    """Return the labels that stand on a page: of headings, directives and figures."""
    return [
        *re.findall(r"^\(([a-z0-9-]+)\)=$", markdown, re.M),
        *re.findall(r"^:(?:label|name):\s*(\S+)$", markdown, re.M),
        *figures,
    ]


def read(page):
    """Return the markdown of a page and the names of its figures."""
    if (source := ROOT / f"{page}.md").exists():
        return source.read_text(encoding="utf-8"), []
    cells = nbformat.read(ROOT / f"{page}.ipynb", as_version=4).cells
    names = [c.metadata.get("mystnb", {}).get("figure", {}).get("name") for c in cells]
    markdown = "\n\n".join(c.source for c in cells if c.cell_type == "markdown")
    return markdown, [name for name in names if name]


GUIDE = "book/authors-guide"  # shows labels in its examples
LABELS = {page: page_labels(*read(page)) for page in pages() if page != GUIDE}
CORRECTED = re.split(r"^(?=\(correction-)", read(CORRECTIONS)[0], flags=re.M)[1:]


def test_every_item_is_named_once():
    named = Counter(row["item"] for row in ROWS)
    assert sorted(PROMISED - set(named)) == [], "items without a place"
    assert sorted(set(named) - PROMISED) == [], "items that nobody promised"
    assert [item for item, times in named.items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["item"])
def test_the_place_of_an_item_is_in_the_book(row):
    homes = [page for page, labels in LABELS.items() if row["label"] in labels]
    assert len(homes) == 1, (
        f"{row['label']!r} stands in {homes or 'no page of _toc.yml'}"
    )
    assert homes != [CORRECTIONS], "a correction is no lesson: name the chapter"
    assert row["what"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["item"])
def test_an_erratum_and_nothing_else_has_a_correction(row):
    if row["item"].startswith("E"):
        assert row["correction"] in LABELS[CORRECTIONS]
    else:
        assert row["correction"] == ""


def test_no_label_is_given_twice():
    given = Counter(label for labels in LABELS.values() for label in labels)
    assert [label for label, times in given.items() if times > 1] == []


def test_every_correction_is_read():
    found = {label for label in LABELS[CORRECTIONS] if label.startswith("correction-")}
    assert len(found) == len(CORRECTED) > 35


@pytest.mark.parametrize("text", CORRECTED, ids=lambda text: text[1 : text.index(")")])
def test_a_correction_has_a_claim_a_verdict_a_source_and_a_place(text):
    found = re.match(
        r"\(correction-[a-z-]+\)=\n### \S.*\n\n"
        r"\*\*([\w ]+?)[.:]?\*\*.*? \*[A-Z][\w, ]+\.\* ",
        text,
    )
    assert found, "write: label, ### claim, blank line, **Verdict.** *Kind of source.*"
    assert found[1] in VERDICTS
    to = r"(?:[Cc]hapter \d|Prelude)(?:\]\(#| <)([a-z0-9-]+)[)>]"
    places = re.findall(to, text)
    assert places, "say where the course explains it"
    taught = {label for page in LABELS if page != CORRECTIONS for label in LABELS[page]}
    assert set(places) <= taught
