"""Every page, from a server and from a disk: silent, self-contained, complete, light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from browse import PAGES, SITE, Visit
from conftest import OpenPage

LIMIT = 500_000  # bytes that a first visit may cost
TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt"}


@pytest.fixture(
    scope="module",
    params=[(home, page) for page in PAGES or [""] for home in ("http", "file")],
    ids=lambda param: "-".join(param),
)
def visit(request: pytest.FixtureRequest, open_page: OpenPage) -> Iterator[Visit]:
    home, page = request.param
    with open_page(page, home) as visit:
        yield visit


def test_a_page_needs_nothing_from_elsewhere_and_says_nothing_in_the_console(visit):
    outside = [url for url in visit.requests if not url.startswith(visit.home)]
    assert outside == []
    assert visit.complaints == []


def test_every_explorer_is_live_and_no_raw_widget_is_left(visit):
    state = visit.page.evaluate(
        "[...document.querySelectorAll('[data-explorer]')]"
        ".map((x) => [x.dataset.explorer, x.dataset.mounted])"
    )
    assert [x for x in state if x[1] != "ready"] == []
    # What `interact` leaves behind: a slider that moves beside a picture that does not.
    assert visit.page.locator("script[type*='jupyter.widget']").count() == 0


def test_all_maths_is_typeset(visit):
    page = visit.page
    bare = page.evaluate(
        "[...document.querySelectorAll('.math')]"
        ".filter((x) => !x.querySelector('mjx-container')).map((x) => x.textContent)"
    )
    assert bare == []
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0
    # Code may well contain a backslash and a parenthesis; prose may not.
    prose = page.evaluate(
        "(() => { const copy = document.body.cloneNode(true);"
        "copy.querySelectorAll('script, style, pre, code').forEach((x) => x.remove());"
        "return copy.textContent; })()"
    )
    assert re.findall(r"\\[([]|\\begin\{|\$\$.{0,30}", prose) == []


def test_a_first_visit_is_light(visit, record_property):
    sizes = {}
    for file in visit.files():
        data = file.read_bytes()
        packed = gzip.compress(data, 6) if file.suffix in TEXT else data
        sizes[file.relative_to(SITE).as_posix()] = len(packed)
    total = sum(sizes.values())
    print(f"{total / 1000:.0f} kB")
    record_property("kB", round(total / 1000))
    heaviest = sorted(sizes.items(), key=lambda item: -item[1])[:5]
    assert total < LIMIT, f"{total / 1000:.0f} kB; the heaviest: {heaviest}"


def test_paper_gets_every_explorer_with_its_numbers(open_page):
    # Nobody scrolls before printing: what is far down the page must be there all the same.
    for page in PAGES:
        if "data-explorer=" not in (SITE / page).read_text(encoding="utf-8"):
            continue
        with open_page(page, settle=False) as visit:
            visit.page.emulate_media(media="print")
            visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
            for explorer in visit.page.locator("[data-explorer]").all():
                assert explorer.get_attribute("data-mounted") == "ready"
                numbers = explorer.locator("dd[data-value]")
                assert numbers.count() > 0
                assert all(dd.is_visible() and dd.inner_text() for dd in numbers.all())
                assert overlapping_rows(explorer) == []


def overlapping_rows(explorer):
    """Return the pairs of neighbouring boxes of an explorer that cover each other."""
    return explorer.evaluate("""(x) => {
      const rows = [...x.querySelectorAll(".x-frame > *, .x-row > *, .x-readouts > *")]
        .map((row) => [row, row.getBoundingClientRect()])
        .filter(([row, box]) => box.width > 1 && box.height > 1);
      const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
      return rows.flatMap(([a, boxA], i) => rows.slice(i + 1)
        .filter(([b, boxB]) => a.parentElement === b.parentElement && meet(boxA, boxB))
        .map(([b]) => [a.textContent, b.textContent]));
    }""")


@pytest.mark.parametrize("home", ["http", "file"])
def test_the_search_finds_a_chapter_without_a_network(open_page, home):
    with open_page("search.html?q=entropy", home) as visit:
        results = visit.page.locator("#search-results li a")
        results.first.wait_for(timeout=5000)
        assert any("entropy" in a.get_attribute("href") for a in results.all())
        visit.page.wait_for_timeout(200)  # the excerpts of the results come last
        assert visit.complaints == []


def test_without_scripts_a_picture_and_a_sentence_stand_for_each_explorer(open_page):
    for page in PAGES:
        with open_page(page, settle=False, java_script_enabled=False) as visit:
            for explorer in visit.page.locator("[data-explorer]").all():
                assert explorer.locator("svg").is_visible()
                sentence = explorer.locator("p").inner_text()
                assert explorer.locator("p").is_visible()
                assert len(sentence.split()) > 4
            for text in visit.page.locator(".bd-article p, .bd-article pre").all()[:20]:
                assert text.is_visible()
            assert visit.poor_contrast() == []
