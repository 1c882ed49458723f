"""Two small pages as a book on paper: whole, tagged, its links and numbers right."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pdf
import pytest
from _chromium import find
from pypdf import PdfReader, PdfWriter

HEAD = "<html><head><style>@media print { .fold.code { display: none } }</style></head><body>"
FILLER = f"<p>{'A sentence that fills the paper. ' * 12}</p>"
ONE = f"""{HEAD}<button>Search</button><article><section id="one"><h1><span class="topic">1 · One
</span><span class="colon">: </span><span class="claim">a claim</span></h1>{FILLER}
<h2 id="part">First part</h2><p>See <a href="two.html#fact">the fact</a>, <a href="two.html">all of
it</a>, <a href="https://elsewhere.invalid/x">elsewhere</a>, <a href="../search.html">the search</a>.</p>
<details class="fold proof"><summary>Proof</summary>Folded words.</details>
<details class="fold code"><summary>Code</summary>Hidden code.</details>
<div class="explorer" data-explorer="bars"><script type="application/json">{{}}</script>
<div class="x-still"><svg aria-labelledby="name"><title id="name">Bars</title></svg>Still words.</div></div>
<div class="exercise admonition" id="ex"><p class="admonition-title">Exercise 1 (★ a&lt;b)</p>
<div class="explorer" data-explorer="choice_question"><script type="application/json">
{{"label": "Is p<q & q<r?", "options": [["2+2<five", "Right.", true], ["seven", "No.", false]]}}</script>
Where JavaScript runs</div>
<details class="solution fold" id="book/one-solution-1"><summary>Solution of exercise 1</summary>
<p>It is four.</p></details></div></section></article></body></html>"""
TWO = f"""{HEAD}<article><section id="two"><h1>2 · Two</h1>{FILLER}<h2 id="part">Second part</h2>
<p id="fact">The fact, from <a href="one.html#part">the first part</a>.</p></section></article>
</body></html>"""
PAGES = ["book/one", "book/two"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of a built book of two pages."""
    site = tmp_path_factory.mktemp("build") / "html"
    (site / "book").mkdir(parents=True)
    for page, text in zip(PAGES, [ONE, TWO], strict=True):
        (site / f"{page}.html").write_text(text, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def draft(site):
    """Return the two pages as one."""
    return pdf.BeautifulSoup(pdf.assemble(site, PAGES), "html.parser")


def test_every_link_within_the_book_leads_to_a_place_of_its_own(draft):
    ids = [tag["id"] for tag in draft.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = {link["href"] for link in draft.select("a[href]")}
    assert {"#two--fact", "#two", "#one--part"} <= links
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert {link for link in links if link[0] != "#"} == {"https://elsewhere.invalid/x"}
    (picture,) = draft.select("svg")
    assert picture["aria-labelledby"] == picture.title["id"] == "one--name"


def test_what_only_a_screen_can_use_is_left_out(draft):
    assert draft.find_all(["script", "button", "nav"]) == []
    text = draft.get_text()
    for word in ("Hidden code", "JavaScript", "Right."):
        assert word not in text
    for word in ("Folded words", "Still words", "p<q & q<r?", "2+2<five", "seven"):
        assert word in text
    assert all(fold.has_attr("open") for fold in draft.select("details"))


def test_a_solution_stands_at_the_end_and_exercise_and_solution_know_each_other(draft):
    (chapter,) = draft.select("#solutions")
    assert "It is four." in chapter.get_text()
    assert draft.get_text().count("It is four.") == 1
    (solution,) = chapter.select(".solution")
    (exercise,) = draft.select(".exercise")
    assert exercise.select_one(".to a")["href"] == f"#{solution['id']}"
    assert solution.h3.a["href"] == f"#{exercise['id']}"
    assert solution.h3.get_text() == "Exercise 1 (★ a<b)"


@pytest.fixture(scope="module")
def printed(site):
    """Print the two pages; return the file, its draft and what the tool found wrong."""
    try:
        find()
    except SystemExit as no_chromium:
        if os.environ.get("CI", "").lower() in ("", "0", "false"):
            pytest.skip(str(no_chromium))
        pytest.fail(str(no_chromium))
    target, draft = site / pdf.PDF, site.parent / "pdf.html"
    # In a thread of its own: this one may still hold the browser of the site's tests.
    with ThreadPoolExecutor(1) as one:
        bound = one.submit(pdf.bind, site, PAGES, draft, target).result()
    return target, draft, bound


def test_the_printed_book_is_whole(printed):
    target, _, found = printed
    # In so small a book contents and solutions fill no page; nothing else is wrong.
    empty = ["page 2 is nearly empty", "page 5 is nearly empty"]
    assert [fault.partition(":")[0] for fault in found] == empty
    book = PdfReader(target)
    assert len(book.pages) == 5
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "It is four." in book.pages[4].extract_text()


def test_the_numbers_of_pages_are_those_of_the_pages(printed):
    book = PdfReader(printed[0])
    contents = " ".join(book.pages[1].extract_text().split())
    assert contents.endswith("a claim 3 2 · Two 4 Solutions 5")
    assert "Solution on page 5" in book.pages[2].extract_text()
    assert "It is four." in book.pages[4].extract_text()


def test_the_outline_has_the_chapters_and_their_sections(printed):
    outline = PdfReader(printed[0]).outline
    chapters = [pdf._plain(e.title) for e in outline if not isinstance(e, list)]
    assert chapters == ["Contents", "1·One:aclaim", "2·Two", "Solutions"]
    sections = chain.from_iterable(e for e in outline if isinstance(e, list))
    assert {"First part", "Second part"} <= {
        e.title for e in sections if not isinstance(e, list)
    }


def test_the_check_finds_what_is_missing(printed, tmp_path):
    target, draft, _ = printed
    other = tmp_path / "draft.html"
    other.write_text(draft.read_text("utf-8").replace("2 · Two", "3 · Three"), "utf-8")
    assert any("outline" in fault for fault in pdf.faults(target, other))
    bare = PdfWriter(clone_from=target)
    del bare.root_object["/MarkInfo"], bare.root_object["/Dests"]
    for font in bare.pages[0]["/Resources"]["/Font"].values():
        inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
        shape = (
            inner["/FontDescriptor"].get_object() if "/FontDescriptor" in inner else {}
        )
        for file in [key for key in shape if key.startswith("/FontFile")]:
            del shape[file]
    bare.write(tmp_path / "bare.pdf")
    found = pdf.faults(tmp_path / "bare.pdf", draft)
    assert "it is not tagged" in found
    assert any("page 1 needs the font" in fault for fault in found)
    assert any("links to /two--fact, which is nowhere" in fault for fault in found)


def test_the_page_that_marks_the_place_gets_one_link(tmp_path):
    page = tmp_path / "index.html"
    page.write_text('<p>as <span class="pdf">one PDF</span>, with all</p>', "utf-8")
    for _ in range(2):  # a second time changes nothing
        pdf.link_pdf(page)
        link = f'<a class="pdf" href="../{pdf.PDF}">one PDF</a>'
        assert page.read_text("utf-8") == f"<p>as {link}, with all</p>"
    page.write_text("<p>no place</p>", "utf-8")
    with pytest.raises(SystemExit, match="marks 0 places"):
        pdf.link_pdf(page)
