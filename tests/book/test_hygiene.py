"""Every notebook of the book keeps its rules, a chapter all of them."""

import re
from pathlib import Path

import pytest
from _notebooks import Chapter, pages_of, texts
from rules import rules_for

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))
PAGES = pages_of(ROOT / "_toc.yml")


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        pytest.param(path, rule, id=f"{rule.__name__}-{path.stem}")
        for path in NOTEBOOKS
        for rule in rules_for(path.name)
    ],
)
def test_notebook_keeps_the_rule(path, rule):
    complaints = list(rule(Chapter.read(path)))
    assert not complaints, "\n".join([f"{path.name}:", *complaints])


def test_every_notebook_is_in_the_table_of_contents():
    listed = {ROOT / f"{page}.ipynb" for page in PAGES}
    lost = sorted(path.name for path in set(NOTEBOOKS) - listed)
    assert not lost, f"add to _toc.yml, or delete: {lost}"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_table_of_contents_exists(page):
    files = [ROOT / f"{page}{ending}" for ending in (".ipynb", ".md")]
    assert sum(file.exists() for file in files) == 1, f"one of {files} must exist"


def test_no_page_is_listed_twice():
    assert len(set(PAGES)) == len(PAGES)


def test_every_prediction_has_a_name_of_its_own():
    # The ledger keeps a belief under its name, whatever the page.
    shown = "\n".join(
        text
        for path in NOTEBOOKS
        for _, cell in Chapter.read(path).code
        for text in texts(cell)
    )
    names = re.findall(r"^Predict\('(.*)'\)$", shown, re.M)
    assert names
    assert len(set(names)) == len(names), sorted(names)
