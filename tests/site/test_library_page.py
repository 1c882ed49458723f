"""The page on the library: every public function, whole and with working links."""

from __future__ import annotations

import inspect
import re

import pytest
from browse import soup

import infolib
from infolib import coding

PAGE = "book/api.html"
pytestmark = pytest.mark.usefixtures("site")


PUBLIC = {f"infolib.{name}": getattr(infolib, name) for name in infolib.__all__}
PUBLIC |= {f"infolib.coding.{name}": getattr(coding, name) for name in coding.__all__}


def entry(name):
    """Return the entry of a function."""
    return soup(PAGE).find("dt", id=name).parent


def test_the_page_lists_exactly_the_public_functions():
    page = soup(PAGE)
    entries = [dt["id"] for dt in page.select("dl.py.function > dt")]
    rows = [a["href"] for a in page.select("table.library-overview td a:has(code)")]
    public = sorted(PUBLIC)
    assert sorted(entries) == public
    assert sorted(rows) == [f"#{name}" for name in public]


@pytest.mark.parametrize("name", PUBLIC)
def test_an_entry_has_its_signature_formula_types_chapter_and_examples(name):
    doc = inspect.getdoc(PUBLIC[name])
    part = entry(name)
    signature = part.dt.get_text().strip().removesuffix("#")
    parameters = inspect.signature(PUBLIC[name]).parameters
    assert all(p in signature for p in parameters)
    assert "Any" not in signature, "the text says what is returned"
    assert part.select_one("div.math")
    fields = part.select_one("dl.field-list").get_text()
    assert re.findall(r"\b(Parameters|Returns|Raises)\b", fields) == [
        *("Parameters", "Returns", "Raises")
    ]
    chapter = part.find("a", href=re.compile(r"^0\d-[a-z-]+\.html$"))
    if taught := re.search('Taught in "(.*)"[.]', doc):
        assert chapter.get_text().endswith(f" · {taught[1]}")
    else:
        assert chapter is None
        assert "A chapter to come teaches it." in part.get_text()
    examples = "".join(x.get_text() for x in part.select("div.doctest pre"))
    assert examples.count(">>>") == doc.count(">>>") > 0


@pytest.mark.parametrize("name", PUBLIC)
def test_no_markup_is_left_in_an_entry(name):
    text = entry(name)
    for code in text.select("code, pre, .math"):
        code.extract()
    assert re.findall(r"`|\*\*|:\w+:|\.\. ", text.get_text()) == []


def test_the_overview_gives_each_function_one_chapter_and_one_formula():
    rows = soup(PAGE).select("table.library-overview tbody tr:not(.module)")
    assert len(rows) == len(PUBLIC)
    for row in rows:
        links = [a["href"] for a in row.select("a")]
        chapter = r"0\d-[a-z-]+\.html"
        if "a chapter to come" in row.get_text():
            chapter = ""
        assert re.fullmatch(rf"#infolib\.[\w.]+ ?{chapter}", " ".join(links))
        assert len(row.select(".math")) == 1
