"""A book with fewer pages: what refers to the others becomes words, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from _notebooks import Book, Chapter
from bs4 import BeautifulSoup
from builds import SPHINX, Builder
from plain import Plain

EXT = Path(__file__).resolve().parents[2] / "book" / "_ext"
CONF = f"""
import sys
sys.path.insert(0, {str(EXT)!r})
extensions = ["myst_parser", "sphinx_proof", "left_out"]
exclude_patterns = ["_out", "book/two.md"]
root_doc = "book/index"
"""
TOC = "format: jb-book\nroot: book/index\nparts:\n- chapters:\n  - file: book/one\n"
INDEX = "# A book\n\n```{toctree}\none\n```\n"
ONE = """# One

[by file](two.md), [by label](#second), {ref}`by role <second>`, {prf:ref}`said <thm-gone>`,
{prf:ref}`thm-gone`, [](#second), [](two.md).
"""
TWO = """# Two: a page

(second)=
## Second section

```{prf:theorem} Gone
:label: thm-gone

So it is.
```
"""
WORDS = "by file, by label, by role, said, Two: a page, Second section, Two: a page."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "book").mkdir()
    files = {"conf.py": CONF, "_toc.yml": TOC, "book/index.md": INDEX}
    files |= {"book/one.md": ONE, "book/two.md": TWO}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def publish(folder):
    (folder / "CITATION.cff").write_text("url: https://course.test\n", "utf-8")


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Return what builds; it returns the status, the paragraph that refers, complaints."""

    def build(folder):
        options = ["-q", "-W", "-n", "--keep-going"]
        status, complaints = builder.build(*options, folder, folder / "_out")
        html = (folder / "_out/book/one.html").read_text(encoding="utf-8")
        said = BeautifulSoup(html, "html.parser").select_one("section p")
        return status, said, complaints

    with Builder(tmp_path_factory.mktemp("builder"), SPHINX) as builder:
        yield build


def test_a_reference_to_what_is_left_out_becomes_its_words(folder, build):
    status, said, complaints = build(folder)
    assert (status, complaints) == (0, "")
    assert " ".join(said.text.split()) == WORDS
    assert said.find_all("a") == []


def test_it_is_a_link_where_the_course_is_published(folder, build):
    publish(folder)
    status, said, complaints = build(folder)
    assert (status, complaints) == (0, "")
    assert " ".join(said.text.split()) == WORDS
    page = "https://course.test/book/two.html"
    second, gone = f"{page}#second", f"{page}#thm-gone"
    links = [link["href"] for link in said.find_all("a")]
    assert links == [page, second, second, gone, gone, second, page]


def test_a_dead_reference_still_stops_the_build(folder, build):
    (folder / "book/one.md").write_text(f"{ONE}\n[](#nowhere)\n", encoding="utf-8")
    status, _, complaints = build(folder)
    assert status != 0
    assert "'nowhere'" in complaints


def test_the_plain_notebook_says_the_same(folder):
    notebook = Chapter.read(folder / "book/one.md").notebook
    (_, said) = Plain(Book(folder), "book/one", notebook).markdown(ONE).split("\n", 1)
    assert " ".join(said.split()) == WORDS
    publish(folder)
    (_, said) = Plain(Book(folder), "book/one", notebook).markdown(ONE).split("\n", 1)
    assert "[Two: a page](https://course.test/book/two.html#thm-gone)" in said
