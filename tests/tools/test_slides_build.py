"""A deck that names what the book does not have, or whose cell raises, is not built."""

from __future__ import annotations

from pathlib import Path

import pytest
import slides as tool
from builds import SPHINX, Builder

HEAD = """---
file_format: mystnb
kernelspec: {name: python3}
---

# A deck

"""
# What is wrong with a deck, and what the build says of it.
FAULTS = {
    "[A link](inv:book#no-such-label)": "no-such-label",
    "```{book} def-nothing\n```": "def-nothing",
    "```{book} entropy-bounds\n```": "entropy-bounds is no statement",
    "```{vote} ex-no-such\n```": "ex-no-such",
    "```{vote} ex-entropy-infinite\n```": "ex-entropy-infinite asks nothing",
    "```{vote} no-belief\n```": "no-belief",
    "```{homework}\n```": "teach-de.md gives no homework",
    "```{notes} long\nSay it.\n```": "whole minutes, not 'long'",
}


@pytest.fixture(scope="module", autouse=True)
def book():
    if not (tool.SITE / "objects.inv").is_file():
        pytest.skip("No built book: run `make book`.")


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Return what builds one deck with the settings of all, and returns the complaints."""

    def build(folder: Path, text: str) -> str:
        (folder / "deck.md").write_text(HEAD + text, encoding="utf-8")
        _, m, sphinx, *options = tool.command(folder, folder / "made")
        assert (m, sphinx) == ("-m", "sphinx")
        status, said = builder.build(*options, "-D", "root_doc=deck")
        assert status != 0
        return said

    with Builder(tmp_path_factory.mktemp("builder"), SPHINX) as builder:
        yield build


def test_each_dead_reference_is_named(build, tmp_path):
    said = build(tmp_path, "\n\n".join(FAULTS))
    assert [told for told in FAULTS.values() if told not in said] == []


def test_a_cell_that_raises_stops_the_build(build, tmp_path):
    assert "Executing notebook failed" in build(
        tmp_path, "```{code-cell}\nassert 1 + 1 == 3\n```"
    )


def test_what_was_there_before_does_not_stay(tmp_path):
    made, target = tmp_path / "made", tmp_path / "slides"
    for name in tool.NEEDED:
        file = made / name / "file" if not Path(name).suffix else made / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
    (made / "new.html").write_text("", encoding="utf-8")
    target.mkdir()
    (target / "old.html").write_text("", encoding="utf-8")
    tool.publish(made, target)
    assert [file.name for file in target.glob("*.html")] == ["new.html"]
    assert (target / "_static/deck.js").is_file()
