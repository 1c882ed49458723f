"""Every page, from a server and from a disk: silent, self-contained, complete, light."""

from __future__ import annotations

import gzip

import pytest
from browse import SITE, placed, script
from truths import QUESTIONS

LIMIT = 500_000  # bytes that a first visit may cost
TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt"}


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


WITH_EXPLORERS = sorted({place.page for place in placed()}) or [""]


def test_paper_gets_every_explorer_with_its_numbers(visit):
    # Nobody scrolls before printing: what is far down the page must be there all the same.
    assert visit.paper == []


@pytest.mark.parametrize("page", WITH_EXPLORERS)
def test_without_scripts_a_picture_and_a_sentence_stand_for_each_explorer(
    open_page, page
):
    with open_page(page, settle=False, java_script_enabled=False) as visit:
        stills = visit.page.evaluate("""[...document.querySelectorAll("[data-explorer]")]
          .map((x) => [x.dataset.explorer, x.querySelector("svg"), x.querySelector("p")])
          .map(([name, svg, p]) => [name, svg?.checkVisibility() && svg.clientWidth,
            p?.checkVisibility() && p.innerText])""")
        for name, picture, sentence in stills:
            assert name in QUESTIONS or picture > 100, name
            assert len(sentence.split()) > 4, name
        text = visit.page.evaluate("""[...document.querySelectorAll(".bd-article :is(p, pre)")]
          .filter((e) => !e.closest("details") && !e.checkVisibility()).map((e) => e.innerText)""")
        assert text == []
        assert visit.page.evaluate(script("look.js"))["poor"] == []


@pytest.mark.parametrize("home", ["http", "file"])
def test_the_search_finds_a_chapter_without_a_network(open_page, home):
    with open_page("search.html?q=entropy", home, settle=False) as visit:
        results = visit.page.locator("#search-results li a")
        results.first.wait_for(timeout=5000)
        found = results.evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert any("entropy" in address for address in found)
        visit.page.wait_for_load_state(
            "networkidle"
        )  # the excerpts of the results come last
        assert visit.complaints == []
