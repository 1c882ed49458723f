"""Formulas are set at build time: what they become, and what stops the build."""

from pathlib import Path

import formulas
import pytest
from bs4 import BeautifulSoup
from builds import SPHINX, Builder
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "book" / "_ext"


def soup(html):
    return BeautifulSoup(html, "html.parser")


def test_a_formula_is_mathml_for_the_ear_html_for_the_eye_tex_for_the_clipboard():
    made = soup(formulas.typeset(r"p < \tfrac12", False))
    assert made.select_one(".tex[aria-hidden=true]").text == r"$p < \tfrac12$"
    assert made.select_one(".katex-html")["aria-hidden"] == "true"
    (math,) = made.find_all("math")
    assert [x.text for x in math.find_all(["mi", "mo", "mn"])] == ["p", "<", "1", "2"]
    assert math.find("annotation") is None
    # A line may break after the relation, and there only.
    assert [x.find_next_sibling().name for x in made.select(".base:first-child")] == [
        "wbr"
    ]


def test_a_displayed_formula_of_several_lines_has_no_tex_left_in_its_mathml():
    tex = "\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}\n"
    made = soup(formulas.typeset(tex, True))
    assert made.select_one(".tex").text == f"$${tex.strip()}$$"
    assert made.select_one("math")["display"] == "block"
    assert "aligned" not in made.select_one("math").text
    assert not made.find_all("wbr")


def test_a_word_in_a_formula_is_read_as_a_word():
    made = soup(formulas.typeset(r"D_{\mathrm{KL}}(p \Vert q)", False))
    assert [x.text for x in made.find_all("mi")] == ["D", "KL", "p", "∥", "q"]


@pytest.mark.parametrize(
    ("tex", "complaint"),
    [
        (r"\frca{1}{2}", r"Undefined control sequence: \frca at position 1"),
        (r"\frac{1}{", "Unexpected end of input"),
        ("p(比特)", "Unicode text character"),
        (r"a \\ b", r"Several lines need \begin{aligned}"),
    ],
)
def test_what_katex_does_not_understand_is_an_error(tex, complaint):
    with pytest.raises(ValueError, match=r"^[^\n]+$") as error:
        formulas.typeset(tex, tex.startswith("a"))
    assert complaint in str(error.value)


CSS = (
    "@font-face{font-family:KaTeX_Main;font-style:normal;font-weight:400;"
    'src:url(fonts/Main-Regular.woff2) format("woff2"),url(fonts/Main-Regular.ttf)}'
    "@font-face{font-family:KaTeX_Main;font-style:normal;font-weight:700;"
    'src:url(fonts/Main-Bold.woff2) format("woff2")}'
    "@font-face{font-family:KaTeX_Math;font-style:italic;font-weight:400;"
    'src:url(fonts/Math-Italic.woff2) format("woff2")}'
    ".katex{font:normal 1.21em KaTeX_Main,serif}"
    ".katex .mathnormal{font-family:KaTeX_Math;font-style:italic}"
    ".katex .mathbf,.katex .wide.bold{font-weight:700}"
)


@pytest.mark.parametrize(
    ("classes", "selectors", "fonts"),
    [
        ({"katex"}, [".katex"], ["Main-Regular"]),
        (
            {"katex", "mathnormal", "wide"},
            [".katex", ".katex .mathnormal"],
            ["Main-Regular", "Math-Italic"],
        ),
        (
            {"katex", "wide", "bold"},
            [".katex", ".katex .wide.bold"],
            ["Main-Regular", "Main-Bold"],
        ),
    ],
)
def test_rules_and_fonts_are_those_that_the_pages_use(classes, selectors, fonts):
    rules = formulas.used_rules(CSS, classes)
    assert [selector for selector, _ in rules] == selectors
    faces = formulas.used_fonts(CSS, rules)
    assert list(faces) == [f"{font}.woff2" for font in fonts]
    assert all("ttf" not in face and "swap" in face for face in faces.values())


PAGE = r"""
# A page on $H(p)$

The words ($x = y$), `code` and $n$-grams—$z$—with $\mathrm E$ alone.

$$
a \le b
$$ (bound)

By {eq}`bound`, and `\frca`.
"""


class Book:
    """A Sphinx project of one page and one notebook."""

    def __init__(self, folder, builder):
        self.builder = builder
        self.folder = folder / "source"
        self.html = folder / "html"
        self.folder.mkdir()
        (self.folder / "conf.py").write_text(
            f"import sys\nsys.path.insert(0, {str(EXTENSION)!r})\n"
            "extensions = ['myst_nb', 'formulas']\n"
            "myst_enable_extensions = ['dollarmath']\n"
            "nb_execution_mode = 'off'\n"
            "html_math_renderer = 'katex'\n"
        )
        (self.folder / "index.md").write_text(PAGE + "\n```{toctree}\nnotebook\n```\n")
        self.write_notebook("All is well: $q$.")

    def write_notebook(self, text):
        cells = [new_markdown_cell("# A notebook"), new_code_cell("1 + 1")]
        cells.append(new_markdown_cell(f"One line.\n\n{text}"))
        language = {"name": "python", "pygments_lexer": "python"}
        notebook = new_notebook(cells=cells, metadata={"language_info": language})
        (self.folder / "notebook.ipynb").write_text(writes(notebook))

    def build(self):
        return self.builder.build("-q", "-W", "-b", "html", self.folder, self.html)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a book, built once."""
    folder = tmp_path_factory.mktemp("book")
    with Builder(folder, SPHINX) as builder:
        book = Book(folder, builder)
        assert book.build() == (0, "")
        yield book


def test_formulas_of_titles_lists_of_contents_and_text_are_set(book):
    page = soup((book.html / "index.html").read_text())
    assert len(page.select("h1 math")) == 1
    other = soup((book.html / "notebook.html").read_text())
    assert len(other.select("p math")) == 1
    for html in (page, other):
        assert len(html.select(".math")) == len(html.select(".math math"))
        assert not [x for x in html.select("script") if "athjax" in str(x)]


def test_what_stands_beside_a_formula_without_a_space_is_kept_with_it(book):
    page = soup((book.html / "index.html").read_text())
    for form in page.select(".katex"):
        form.decompose()
    glued = [x.text for x in page.select("p .glued")]
    assert glued == ["($x = y$),", "$n$-grams"]
    assert "and $n$-grams—$z$—with $\\mathrm E$ alone." in page.select_one("p").text


def test_a_numbered_formula_is_numbered_and_referred_to(book):
    page = soup((book.html / "index.html").read_text())
    block = page.select_one("div.math")
    assert block.select_one(".eqno").text.startswith("(1)")
    link = page.select_one("a.reference[href^='#equation-']")
    assert (link.text, link["href"]) == ("(1)", f"#{block['id']}")


def test_the_search_has_no_tex_in_its_index(book):
    index = (book.html / "searchindex.js").read_text()
    assert '"gram"' in index
    assert '"mathrm"' not in index


def test_a_formula_that_cannot_be_set_stops_the_build_and_is_named(book):
    book.write_notebook(r"All is not well: $\frca{1}{2}$.")
    status, said = book.build()
    assert status != 0
    assert "A formula cannot be typeset" in said
    assert r"notebook.ipynb, cell 3, line 3: \frca{1}{2}" in said
    assert r"Undefined control sequence: \frca" in said
    book.write_notebook("All is well again: $q$.")
    assert book.build()[0] == 0


def test_a_font_that_is_not_there_stops_the_build_and_is_named(book):
    book.write_notebook(r"A bold $\mathbf x$.")
    status, said = book.build()
    assert status != 0
    assert "Formulas need KaTeX_Main-Bold.woff2" in said
    book.write_notebook("All is well again: $q$.")
