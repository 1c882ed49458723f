"""Plain notebooks of a small book: with addresses and without, and what is refused."""

import shutil
from pathlib import Path

import nbformat
import pytest
from _notebooks import Book
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from plain import Plain, quoted, write

ROOT = Path(__file__).resolve().parents[2]
TOC = """format: jb-book
root: book/index
parts:
- chapters:
  - file: book/one
  - file: book/two
  - file: book/glossary
"""
ONE = r"""(one)=
# One: a claim

The surprise {cite}`shannon1948` of a {term}`bit`, as in {eq}`eq-add`, {ref}`ex-one` and
{prf:ref}`thm-one`, is `{ref}` of [the second](two.ipynb), [there](#second) and {ref}`two`.

$$f(pq)
= f(p) + f(q)$$ (eq-add)

````{prf:theorem} Adding up
:label: thm-one

It is so.

$$\begin{aligned}
a &> b \\
\end{aligned}$$
````

```{exercise} ★ Try
:label: ex-one

Why?
```
"""
SOLUTION = """````{solution} ex-one
:class: dropdown

Because of {prf:ref}`thm-one`.
````
"""
REPOSITORY, SITE = "https://github.com/them/course", "https://them.github.io/course"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="50pt" '
    'viewBox="0 0 100 50"><rect width="9" height="9"/></svg>'
)


@pytest.fixture
def book(tmp_path):
    """Return a function that makes the book, published or not."""

    def make(repository="", site="", text=ONE):
        (tmp_path / "book").mkdir(exist_ok=True)
        (tmp_path / "_toc.yml").write_text(TOC)
        (tmp_path / "CITATION.cff").write_text(
            f"repository-code: {repository or 'PLACEHOLDER'}\nurl: {site or 'PLACEHOLDER'}\n"
        )
        (tmp_path / "book" / "index.md").write_text("# First\n")
        (tmp_path / "book" / "glossary.md").write_text(
            "# Glossary\n\n```{glossary}\nBit\n  A unit.\n```\n"
        )
        shutil.copy(ROOT / "book" / "references.bib", tmp_path / "book")
        figure = {"image": {"alt": "A square."}, "figure": {"caption": "{ref}`two`"}}
        figure["figure"]["name"] = "fig-one"
        cells = [
            new_markdown_cell(text),
            new_code_cell("told = 1", metadata={"tags": ["remove-cell", "test"]}),
            new_code_cell(
                "show()",
                outputs=[new_output("display_data", {"image/svg+xml": SVG})],
                metadata={"mystnb": figure, "tags": ["hide-input"]},
            ),
            new_markdown_cell(SOLUTION),
            new_code_cell(
                "print(told)",
                outputs=[new_output("stream", text="1\n")],
                metadata={"tags": ["hide-cell"]},
            ),
            new_code_cell(
                "1 / 0",
                outputs=[
                    new_output("error", ename="ZeroDivisionError", evalue="by zero")
                ],
                metadata={"tags": ["raises-exception"]},
            ),
        ]
        other = "(two)=\n# Two\n\n(second)=\n## On $x$\n"
        for name, inside in [("one", cells), ("two", [new_markdown_cell(other)])]:
            nbformat.write(
                new_notebook(cells=inside), tmp_path / "book" / f"{name}.ipynb"
            )
        return Book(tmp_path)

    return make


def plain(book, page="book/one"):
    return Plain(book, page, book.pages[page].notebook).notebook()


def test_a_chapter_becomes_plain_markdown(book):
    notebook = plain(book())
    about, text, figure, caption, solution, error, sources = notebook.cells
    assert "pip install" in about.source
    assert text.source == (
        "# One: a claim\n\n"
        "The surprise (Shannon, 1948) of a bit, as in [(1)](#One:-a-claim), "
        "[Exercise 1](#Exercise-1:-Try) and\n"
        "[Theorem 1](#One:-a-claim), is `{ref}` of [the second](two.ipynb), "
        "[there](two.ipynb) and [Two](two.ipynb).\n\n"
        "$$f(pq)\n= f(p) + f(q) \\tag{1}$$\n\n"
        "> **Theorem 1 (Adding up).**\n>\n> It is so.\n>\n"
        "> $$\\begin{aligned} a &> b \\\\ \\end{aligned}$$\n\n"
        "### Exercise 1: Try\n\n★\n\nWhy?"
    )
    (output,) = figure.outputs
    assert set(output.data) == {"image/png", "text/plain"}
    assert output.data["text/plain"] == "A square."
    assert output.metadata["image/png"] == {"width": 133, "height": 67}
    assert caption.source == "**Fig. 1.** [Two](two.ipynb)"
    assert solution.source == (
        "<details>\n<summary>Solution: Try</summary>\n\n"
        "Because of [Theorem 1](#One:-a-claim).\n\n"
        "```python\nprint(told)\n```\n\n```text\n1\n```\n\n</details>"
    )
    assert error.metadata.tags == ["raises-exception"]
    assert error.outputs[0].traceback == ["ZeroDivisionError: by zero"]
    assert sources.source.startswith("## Sources\n\n- Claude E")


def test_with_addresses_links_lead_to_the_pages_and_a_cell_installs(book):
    about, install, text = plain(book(REPOSITORY, SITE)).cells[:3]
    assert f"[its page]({SITE}/book/one.html)" in about.source
    assert f'"infolib[course] @ git+{REPOSITORY}"' in install.source
    assert f"a [bit]({SITE}/book/glossary.html#term-Bit)" in text.source
    assert f"[(1)]({SITE}/book/one.html#equation-eq-add)" in text.source
    assert f"[Exercise 1]({SITE}/book/one.html#ex-one)" in text.source
    assert f"[the second]({SITE}/book/two.html)" in text.source
    assert f"[there]({SITE}/book/two.html#second)" in text.source
    assert "PLACEHOLDER" not in str(plain(book()))


@pytest.mark.parametrize(
    ("myst", "named"),
    [
        ("{ref}`lost`", "the reference to 'lost'"),
        ("{cite}`lost2000`", "the source 'lost2000'"),
        ("{term}`lost`", "the term 'lost'"),
        ("{unheard}`of`", "the role 'unheard'"),
        ("[x](lost.ipynb)", "the link to 'lost.ipynb'"),
        ("[x](#lost)", "the reference to 'lost'"),
        ("```{unheard} of\n```", "the block 'unheard'"),
    ],
)
def test_what_has_no_plain_form_is_named(book, myst, named):
    with pytest.raises(ValueError, match=f"book/one: {named} has no plain form"):
        plain(book(text=f"{ONE}\n{myst}\n"))


def test_what_later_cells_read_is_kept_unseen(book):
    made = book()
    notebook = made.pages["book/one"].notebook
    notebook.cells.append(new_code_cell("print(told + 1)"))
    cells = plain(made).cells
    kept = next(cell for cell in cells if cell.source == "told = 1")
    assert kept.metadata.jupyter.source_hidden
    assert kept.outputs == []


def test_a_page_whose_package_is_not_installed_elsewhere_keeps_what_it_showed(book):
    made = book()
    (made.root / "book" / "beside").mkdir()
    (made.root / "book" / "beside" / "__init__.py").touch()
    shown = new_code_cell(
        "import beside", outputs=[new_output("stream", text="seen\n")]
    )
    made.pages["book/two"].notebook.cells.append(shown)
    cells = plain(made, "book/two").cells
    assert {cell.cell_type for cell in cells} == {"markdown"}
    assert "install" not in cells[0].source.partition("nothing has to be installed")[2]
    assert cells[-1].source == "```text\nseen\n```"
    shown.outputs = [new_output("display_data", {"image/svg+xml": SVG})]
    with pytest.raises(ValueError, match="a figure of a page that cannot run"):
        plain(made, "book/two")


def test_formulas_in_a_quote_take_one_line():
    assert quoted("a\n\n$$x\n> y$$") == "> a\n>\n> $$x > y$$"


def test_a_notebook_that_was_not_built_is_an_error(book, tmp_path):
    with pytest.raises(FileNotFoundError, match="`make book` first"):
        write(book(), "book/one", tmp_path / "cache", tmp_path / "out.ipynb")
