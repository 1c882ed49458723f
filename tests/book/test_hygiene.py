"""Every notebook of the book keeps its rules, a chapter all of them."""

import re
from pathlib import Path

import pytest
import yaml
from _notebooks import Chapter, texts
from rules import rules_for

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))


def pages() -> list[str]:
    """Return the pages that _toc.yml names, without their endings."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [toc["root"]]

    def walk(node):
        if isinstance(node, list):
            for entry in node:
                walk(entry)
        elif isinstance(node, dict):
            if "file" in node:
                found.append(node["file"])
            for value in node.values():
                walk(value)

    walk({key: value for key, value in toc.items() if key != "root"})
    return found


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
    listed = {ROOT / f"{page}.ipynb" for page in pages()}
    lost = sorted(path.name for path in set(NOTEBOOKS) - listed)
    assert not lost, f"add to _toc.yml, or delete: {lost}"


@pytest.mark.parametrize("page", pages())
def test_every_page_of_the_table_of_contents_exists(page):
    files = [ROOT / f"{page}{ending}" for ending in (".ipynb", ".md")]
    assert sum(file.exists() for file in files) == 1, f"one of {files} must exist"


def test_no_page_is_listed_twice():
    assert len(set(pages())) == len(pages())


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
