"""The student edition has every question and no solution, in no file."""

import io
import shutil
import zipfile

import nbformat
import pytest
import student
import yaml
from _notebooks import Book, Chapter
from builds import JUPYTER_BOOK, Builder

from infolib.explorers import NumberQuestion

ROOT = student.ROOT


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """Return the folder of the edition's sources."""
    folder = tmp_path_factory.mktemp("student")
    student.write(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def secret():
    return student.secrets(ROOT)


def _small_book(root):
    """Write a book of one chapter, which has one exercise."""
    kept = ("infolib", "tools", "_config.yml", "CITATION.cff", "constraints.txt")
    for name in kept:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    for file in (ROOT / "book").glob("_*"):
        shutil.copytree(file, root / "book" / file.name)
    shutil.copy(ROOT / "book/references.bib", root / "book")
    toc = {
        "format": "jb-book",
        "root": "book/index",
        "parts": [{"caption": "One", "chapters": [{"file": "book/one"}]}],
    }
    (root / "_toc.yml").write_text(yaml.safe_dump(toc))
    (root / "book/index.md").write_text("# Home\n\nThere is [a chapter](one.ipynb).\n")
    question = NumberQuestion("In bits", 0.31831, slips={"You took a plain mean.": 2.5})
    asks = nbformat.v4.new_code_cell(
        "explorers.NumberQuestion(\n    'In bits', 0.31831, "
        "slips={'You took a plain mean.': 2.5}\n)"
    )
    html = {"text/html": question.static_html(), "text/plain": repr(question)}
    asks.outputs = [nbformat.v4.new_output("execute_result", html, execution_count=1)]
    asks.metadata.tags = ["remove-input"]
    works = nbformat.v4.new_code_cell("print(f'{1 / 3.14159:.5f} by division')")
    works.outputs = [nbformat.v4.new_output("stream", text="0.31831 by division\n")]
    works.metadata.tags = ["hide-cell"]
    checks = nbformat.v4.new_code_cell("assert f'{1 / 3.14159:.5f}' == '0.31831'")
    checks.metadata.tags = ["remove-cell", "test"]
    imports = nbformat.v4.new_code_cell("from infolib import explorers")
    text = nbformat.v4.new_markdown_cell
    cells = [
        text("(one)=\n# 1 · One: a chapter\n\nA line that everybody may read."),
        imports,
        text(
            "## Exercises\n\nType it.\n\n```{exercise} ★ Round\n:label: ex-one\n\nHow many?\n```"
        ),
        asks,
        text(
            "````{solution} ex-one\n:class: dropdown\n\nIt is 0.318, for the circumference "
            "exceeds the diameter by that.\n````"
        ),
        works,
        checks,
    ]
    like = nbformat.read(ROOT / "book/02-entropy.ipynb", as_version=4).metadata
    made = nbformat.v4.new_notebook(cells=cells, metadata=like)
    nbformat.write(made, root / "book/one.ipynb")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return a small book and its student edition, both built."""
    around = tmp_path_factory.mktemp("small")
    folders = [around / name for name in ("whole", "given")]
    folders[0].mkdir()
    _small_book(folders[0])
    student.write(*folders)
    with Builder(around, JUPYTER_BOOK) as builder:
        for folder in folders:
            options = ["-W", "-n", "--keep-going", "-q"]
            status, said = builder.build("build", folder, *options)
            assert status == 0, said[-3000:]
    return folders


def test_no_source_tells_of_a_solution(edition, secret):
    assert student.traces(edition, secret) == []


def test_every_solution_has_something_to_be_searched_for(secret):
    for chapter in Book(ROOT).notebooks.values():
        for exercise in chapter.exercises:
            told = [exercise.solution, *map(student._printed, exercise.worked)]
            text = "\n".join(told)
            known = secret.phrases & set(student.phrases(text))
            assert known | (secret.numbers & set(student.numbers(text))), exercise.label


def test_every_exercise_is_there_and_asks(edition):
    whole, given = Book(ROOT), Book(edition)
    assert set(given.notebooks) == set(whole.notebooks)
    for page, chapter in whole.notebooks.items():
        theirs = {e.label: e for e in given.pages[page].exercises}
        assert list(theirs) == [e.label for e in chapter.exercises]
        for exercise in chapter.exercises:
            there = theirs[exercise.label]
            assert not any((there.solution, there.worked, there.question))
            assert there.statement.startswith(exercise.statement)
            assert (there.title, there.stars) == (exercise.title, exercise.stars)
            more = there.statement.removeprefix(exercise.statement)
            assert bool(more) == bool(exercise.question)


def test_what_a_box_asks_stands_in_its_place_as_it_is_written():
    cell = nbformat.v4.new_code_cell("ask()")
    stored = (
        '<div class="explorer" data-explorer="choice_question"><script type="application/'
        'json">{"label": "p_1 * p_2 = $?", "options": [["<b>", "no", false], ["½", "yes", '
        "true]]}</script></div>"
    )
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": stored})]
    text = "```{exercise} ★ One\n:label: ex-one\n\nWhich?\n```\n"
    solved = "```{solution} ex-one\n:class: dropdown\n\nIt is a half.\n```\n\nMore."
    cells = [nbformat.v4.new_markdown_cell(text), cell]
    cells.append(nbformat.v4.new_markdown_cell(solved))
    chapter = Chapter("x.ipynb", nbformat.v4.new_notebook(cells=cells))
    student.strip(chapter)
    assert [c.source for c in chapter.notebook.cells] == [
        "```{exercise} ★ One\n:label: ex-one\n\nWhich?\n\n"
        "p\\_1 \\* p\\_2 = \\$?\n\n- \\<b\\>\n- ½\n```",
        "More.",
    ]


def test_the_notebooks_are_whole_and_counted_anew(edition):
    for file in sorted((edition / "book").glob("*.ipynb")):
        notebook = nbformat.read(file, as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
        kept = {tag for cell in code for tag in cell.metadata.get("tags", [])}
        assert not kept & {"test", "hide-cell"}


def test_what_is_for_authors_and_teachers_stays_out(edition):
    names = {file.name for file in edition.iterdir()}
    assert not names & {"tests", "teach", "benchmarks", ".git", ".venv"}
    assert not [file for file in edition.glob("book/*") if "guide" in file.name]
    assert "authors-guide" not in (edition / "_toc.yml").read_text("utf-8")
    assert "authors-guide" not in (edition / "book/index.md").read_text("utf-8")


def test_a_second_time_writes_the_same_and_keeps_what_was_built(edition, tmp_path):
    (tmp_path / student.MARK).touch()
    for name in ("_build", ".git", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").write_text("kept")
    (tmp_path / "old.md").write_text("old")
    student.write(ROOT, tmp_path)
    assert (tmp_path / "_build/kept").is_file()
    assert (tmp_path / ".git/kept").is_file()
    assert list(tmp_path.glob("old*")) == []
    one, two = (f / "book/02-entropy.ipynb" for f in (edition, tmp_path))
    assert one.read_bytes() == two.read_bytes()


def test_a_folder_that_holds_something_else_is_refused_and_left_as_it_is(tmp_path):
    book, other = tmp_path / "book", tmp_path / "other"
    for folder in (book, other):
        folder.mkdir()
        (folder / "thesis.tex").write_text("all my work")
    before = sorted(tmp_path.rglob("*"))
    for target, reason in [
        (other, "is not empty and no student edition: name another folder"),
        *((place, "name a folder beside it") for place in (book, tmp_path, book / "x")),
    ]:
        with pytest.raises(SystemExit, match=reason):
            student.write(book, target)
        assert sorted(tmp_path.rglob("*")) == before


def test_no_file_of_a_site_tells_of_a_solution(small):
    whole, given = small
    secret = student.secrets(whole)
    assert "You took a plain mean" in secret.phrases
    assert {"0.31831", "0.318", "0.3183"} <= secret.numbers
    assert student.traces(given, secret) == []
    page = (given / "_build/html/book/one.html").read_text("utf-8")
    assert "How many?" in page
    assert "In bits ……" in page


def test_in_the_whole_book_the_search_finds_every_place(small):
    whole, _ = small
    found = student.traces(whole / "_build/html", student.secrets(whole))
    files = {trace.partition(":")[0] for trace in found}
    assert files == {"book/one.html", "_sources/book/one.ipynb", "searchindex.js"}
    assert "book/one.html: a box that holds its answer" in found


def test_a_leak_is_found_in_every_kind_of_file(tmp_path, secret):
    phrase, number = max(secret.phrases, key=len), min(secret.numbers)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inside.py", f"# {phrase}")
    (tmp_path / "a.html").write_text(f"<p>It is <em>about</em> {number}.</p>", "utf-8")
    (tmp_path / "b.html").write_text(f"<p>{phrase}</p>".replace(" ", "\n", 1), "utf-8")
    (tmp_path / "c.zip").write_bytes(packed.getvalue())
    (tmp_path / "searchindex.js").write_text(f'"{min(secret.stems)}ly"', "utf-8")
    (tmp_path / "fine.html").write_text(f"<p style='top: {number}'>So.</p>", "utf-8")
    found = {trace.partition(":")[0] for trace in student.traces(tmp_path, secret)}
    assert found == {"a.html", "b.html", "c.zip", "searchindex.js"}
