"""The built pages never show an old number, and a broken page breaks the build."""

import importlib.util
import re
import shutil
from functools import partial
from pathlib import Path

import nbformat
import pytest
from builds import JUPYTER_BOOK, Builder
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[2]


def copy_project(folder):
    """Copy what a build reads, but for the pages."""
    for name in [
        "infolib",
        "book/_ext",
        "book/_static",
        "book/_templates",
        "book/peers",
        "tools",
    ]:
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ["_config.yml", "constraints.txt", "book/references.bib"]:
        shutil.copy(ROOT / name, folder / name)


@pytest.fixture
def fingerprint(tmp_path, monkeypatch):
    """Return the extension's fingerprint, taken of a copy in `tmp_path`."""
    copy_project(tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "book" / "_ext")
    source = tmp_path / "book" / "_ext" / "fresh.py"
    spec = importlib.util.spec_from_file_location("fresh_under_test", source)
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    return fresh.fingerprint


@pytest.mark.parametrize(
    "name",
    [
        "infolib/discrete.py",
        "infolib/data/tennis.csv",
        "infolib/explorers/js/ui.mjs",
        "book/peers/rows.toml",
        "book/peers/results.json",
        "constraints.txt",
    ],
)
def test_fingerprint_changes_with_one_byte(name, fingerprint, tmp_path):
    before = fingerprint()
    file = tmp_path / name
    text = file.read_bytes()
    file.write_bytes(text + b" ")
    assert fingerprint() != before
    file.write_bytes(text)
    assert fingerprint() == before


def test_fingerprint_changes_with_a_new_a_lost_or_a_renamed_file(fingerprint, tmp_path):
    seen = [fingerprint()]
    new = tmp_path / "infolib" / "data" / "new.csv"
    new.write_text("a,b\n")
    seen.append(fingerprint())
    new.rename(new.with_name("other.csv"))
    seen.append(fingerprint())
    (tmp_path / "infolib" / "data" / "tennis.csv").unlink()
    seen.append(fingerprint())
    assert len(set(seen)) == len(seen)


def test_fingerprint_does_not_see_compiled_files(fingerprint, tmp_path):
    before = fingerprint()
    cache = tmp_path / "infolib" / "__pycache__"
    cache.mkdir()
    (cache / "discrete.cpython-311.pyc").write_bytes(b"compiled")
    assert fingerprint() == before


class Book:
    """A book of two pages, with the settings of the course, that can be built anew."""

    def __init__(self, folder):
        self.folder = folder
        self.runs = folder / "runs"  # grows by one letter whenever the notebook runs
        self.page = folder / "_build" / "html" / "book" / "number.html"
        self.index = self.page.with_name("index.html")
        copy_project(folder)
        (folder / "_toc.yml").write_text(
            "format: jb-book\nroot: book/index\nparts:\n- chapters:\n  - file: book/number\n"
        )
        self.write_index("")
        self.write_notebook()
        # The kernel must import the copy of infolib, not the installed one.
        own = {"PYTHONPATH": str(folder), "RUNS": str(self.runs)}
        self.builder = Builder(folder, JUPYTER_BOOK, **own)

    def write_index(self, text):
        entry = "```{eval-rst}\n.. autofunction:: infolib.data.tennis_days\n```"
        (self.folder / "book" / "index.md").write_text(
            f"# A small book\n\nAs [a PDF]{{.pdf}}. {text}\n\n{entry}\n"
        )

    def write_notebook(self, *more):
        cells = [
            "import os\nfrom infolib.data import tennis_days",
            "with open(os.environ['RUNS'], 'a') as runs:\n    _ = runs.write('x')",
            "print(len(tennis_days()), 'days')",
            "from PIL import Image\nImage.new('RGB', (9, 9))",  # a figure
            *more,
        ]
        notebook = new_notebook(
            cells=[new_markdown_cell("# A number"), *map(new_code_cell, cells)]
        )
        nbformat.write(notebook, self.folder / "book" / "number.ipynb")


# As the Makefile builds the book: weaken it there, and these tests see it.
OPTIONS = re.search(
    r"^book:.*\n(?:\t.*\n)*\t.*jupyter-book build \. (.*)",
    (ROOT / "Makefile").read_text(),
    re.M,
)[1].split()


def test_a_book_is_never_stale_and_never_broken(tmp_path):
    book = Book(tmp_path)
    with book.builder as builder:
        build = partial(builder.build, "build", ".")
        status, log = build(*OPTIONS)
        assert status == 0, log
        assert "14 days" in book.page.read_text()
        assert book.runs.read_text() == "x"

        # The same numbers: nothing is run again, and no page is read again.
        status, log = build(*OPTIONS)
        assert status == 0, log
        assert "0 added, 0 changed, 0 removed" in log
        assert book.runs.read_text() == "x"

        # Other data in the package, no change of any page: the page shows it.
        table = tmp_path / "infolib" / "data" / "tennis.csv"
        table.write_text(table.read_text() + "sunny,hot,high,weak,no\n")
        status, log = build(*OPTIONS)
        assert status == 0, log
        assert "15 days" in book.page.read_text()
        assert book.runs.read_text() == "xx"

        # Another docstring, no change of any page: the page shows it.
        source = tmp_path / "infolib" / "data" / "__init__.py"
        assert "fourteen Saturday" in book.index.read_text()
        source.write_text(source.read_text().replace("fourteen Satur", "fifteen Satur"))
        status, log = build(*OPTIONS)
        assert status == 0, log
        assert "fifteen Saturday" in book.index.read_text()

        # Nothing changed but for what `make pdf` adds: no page is read again, though the
        # first one is written again, and it links to the PDF.
        (book.index.parents[1] / "from-surprise-to-likelihood.pdf").touch()
        assert '<span class="pdf">a PDF</span>' in book.index.read_text()
        status, log = build(*OPTIONS)
        assert status == 0, log
        assert "0 added, 0 changed, 0 removed" in log
        link = '<a class="pdf" href="../from-surprise-to-likelihood.pdf">a PDF</a>'
        assert link in book.index.read_text()

        # A reference to nowhere breaks the build.
        book.write_index("See {ref}`nowhere`.")
        status, log = build(*OPTIONS)
        assert status != 0
        assert "nowhere" in log
        book.write_index("")

        # So does a file of the theme that has gone, or has come.
        bundle = tmp_path / "book" / "_ext" / "bundle.py"
        source = bundle.read_text()
        for old, new, complaint in [
            ('"proof.css"', '"proofs.css"', "index loads proof.css, of which"),
            ('"doctools.js"', '"doctools.js", "gone.js"', "_static has no gone.js"),
        ]:
            assert old in source
            bundle.write_text(source.replace(old, new))
            book.write_index(complaint)
            status, log = build(*OPTIONS)
            assert status != 0
            assert complaint in log
        bundle.write_text(source)
        book.write_index("")

        # So does a cell that raises, for those who type `jupyter-book build .` too.
        book.write_notebook("raise RuntimeError('by this cell')")
        status, log = build()
        assert status != 0
        assert "by this cell" in log
