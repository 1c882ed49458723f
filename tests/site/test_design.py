"""The look of the pages, as far as it can be measured: type, boxes, focus, folds, search."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from browse import PAGES, SITE, soup
from PIL import Image

pytestmark = pytest.mark.usefixtures("site")

CHAPTERS = [page for page in PAGES if re.search(r"/\d\d-", page)] or [""]
WIDTHS = [1280, 390]
TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture(scope="module", params=CHAPTERS)
def chapter(request, open_page):
    with open_page(request.param) as visit:
        yield visit.page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_title_is_the_largest_and_each_step_down_is_seen(chapter, width):
    chapter.set_viewport_size({"width": width, "height": 800})
    sizes = chapter.evaluate("""["h1 .topic", "h2", "h3", "p", "figcaption p"].map((name) => {
      const found = document.querySelector(`.bd-article ${name}`);
      return found && parseFloat(getComputedStyle(found).fontSize);
    })""")
    sizes = [size for size in sizes if size]  # not every chapter has an h3
    assert len(sizes) >= 4
    for larger, smaller in pairwise(sizes):
        assert larger >= 1.1 * smaller, sizes
    assert sizes[0] >= 1.3 * sizes[1], sizes


@pytest.mark.parametrize("width", [*WIDTHS, 1920])
def test_no_line_of_text_is_longer_than_38_rem(chapter, width):
    chapter.set_viewport_size({"width": width, "height": 800})
    long = chapter.evaluate("""[...document.querySelectorAll(
        ".bd-article :is(p, li, dd, .admonition, .fold:not(.code), h1, h2, h3)")]
      .filter((e) => e.checkVisibility() && !e.closest(".explorer, table"))
      .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().width / 16])
      .filter(([, rem]) => rem > 38.01)""")
    assert long == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_message_of_an_error_is_seen_to_its_end(open_page, width):
    with open_page("book/02-entropy.html") as visit:
        visit.page.set_viewport_size({"width": width, "height": 800})
        cut = visit.page.evaluate("""[...document.querySelectorAll(".traceback")]
          .map((e) => [e.textContent.slice(0, 40), e.scrollWidth - e.clientWidth])""")
        assert cut
        assert [message for message, hidden in cut if hidden > 0] == []


def test_the_pages_are_set_in_their_own_font(chapter):
    assert chapter.evaluate("""(() => {
      const faces = [...document.fonts].filter((f) => f.family.includes("Course Serif"));
      return faces.some((f) => f.status === "loaded" && f.style === "normal");
    })()""")
    first = chapter.evaluate("getComputedStyle(document.querySelector('p')).fontFamily")
    assert first.split(",")[0].strip('"') != "serif"


# What the reader's own fonts supply: Chinese, and signs that Source Serif does not have.
ELSEWHERE = re.compile(r"[\u3000-\u9fff\uff00-\uffef★‖⅙̂]")


@pytest.mark.parametrize("page", PAGES or [""])
def test_the_font_has_the_letters_of_the_text(page):
    article = soup(page).select_one("article")
    if not article:
        pytest.skip("no article")
    text = "".join(
        piece
        for piece in article.find_all(string=True)
        if not piece.find_parent(["script", "style", "pre", "code", "svg", "math"])
        and not piece.find_parent(class_=["math", "katex", "explorer"])
    )
    known = runpy.run_path(str(TOOLS / "fonts.py"))["TEXT"]
    strange = {c for c in text if c not in known and not c.isspace()}
    strange -= set(ELSEWHERE.findall("".join(strange)))
    assert not strange, f"add {''.join(sorted(strange))} to TEXT in tools/fonts.py"


@pytest.mark.parametrize("page", PAGES or [""])
def test_folds_are_called_after_what_they_hold(page):
    folds = [
        fold
        for fold in soup(page).select("article details > summary")
        if not fold.find_parent(class_="explorer")  # seen where no script runs
    ]
    names = [" ".join(fold.get_text().split()) for fold in folds]
    twice = [name for name, count in Counter(names).items() if count > 1]
    assert twice == []
    assert [name for name in names if len(name) < 4 or "hidden content" in name] == []
    labels = [fold["aria-label"] for fold in folds if fold.has_attr("aria-label")]
    assert labels == []


def test_an_exercise_is_one_card_with_its_solution_and_one_fold_for_the_code_of_it():
    count = computed = 0
    for page in CHAPTERS:
        for card in soup(page).select(".exercise"):
            count += 1
            solutions = card.select("details.solution")
            assert len(solutions) == 1, (page, card["id"])
            folds = solutions[0].select("details")
            computed += len(folds)
            assert len(folds) <= 1, (page, card["id"])
            code = solutions[0].select("div.cell")
            assert code == [c for fold in folds for c in fold.select("div.cell")]
            for fold in folds:
                name = fold.summary.get_text()
                assert re.fullmatch(r"Show the computation of exercise \d+", name), name
        assert not soup(page).select(".exercise ~ .solution"), page
    assert count > 50
    assert computed > 25


_FOCUS = """async () => {
  const controls = [...document.querySelectorAll(
      "a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const bare = [];
  for (const e of controls) {
    e.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== e) continue;
    const style = getComputedStyle(e);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2
        || style.outlineColor === "rgba(0, 0, 0, 0)") bare.push(e.outerHTML.slice(0, 90));
  }
  return [controls.length, bare];
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["book/index.html", "book/02-entropy.html"])
def test_focus_is_seen_on_every_control(open_page, page, width):
    with open_page(page) as visit:
        visit.page.set_viewport_size({"width": width, "height": 800})
        visit.page.keyboard.press("Tab")  # from now on the keyboard is in use
        count, bare = visit.page.evaluate(_FOCUS)
        assert count > 15
        assert bare == []


def test_a_finger_hits_what_it_means(open_page):
    with open_page(
        "book/02-entropy.html",
        has_touch=True,
        is_mobile=True,
    ) as visit:
        visit.page.set_viewport_size({"width": 390, "height": 800})
        visit.draw()
        small = visit.page.evaluate("""[...document.querySelectorAll(
            ".fold > summary, .bd-header-article button, .prev-next-area a")]
          .filter((e) => e.checkVisibility({ visibilityProperty: true }))
          .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().height])
          .filter(([, height]) => height < 44)""")
        assert small == []


@pytest.mark.parametrize("page", PAGES or [""])
def test_a_shared_page_has_a_title_a_description_and_a_picture(page):
    def says(name: str) -> str:
        found = soup(page).select_one(f'meta[property="{name}"], meta[name="{name}"]')
        return found["content"] if found else ""

    assert says("og:title")
    picture = (SITE / page).parent / says("og:image")
    with Image.open(picture) as image:
        assert image.size == (1200, 630)
    if page.startswith("book/"):
        assert says("description") == says("og:description")
        assert 40 <= len(says("description")) <= 320


def _search(open_page, query, home="http"):
    with open_page(f"search.html?q={query}", home) as visit:
        links = visit.page.locator("#search-results li a")
        links.first.wait_for(timeout=5000)
        visit.page.wait_for_load_state("networkidle")
        assert visit.complaints == []
        quoted = visit.page.locator("#search-results .context").all_inner_texts()
        return links.evaluate_all(
            "all => all.map((a) => a.getAttribute('href'))"
        ), quoted


@pytest.mark.parametrize("home", ["http", "file"])
def test_the_search_ranks_chapters_first_and_a_function_by_its_name(open_page, home):
    found, _ = _search(open_page, "entropy", home)
    assert found[:2] == ["book/02-entropy.html", "book/03-cross-entropy.html"]
    found, _ = _search(open_page, "kl_divergence", home)
    assert found[0].endswith("#infolib.kl_divergence")


def test_the_search_drops_what_stands_between_two_terms(open_page):
    found, quoted = _search(open_page, "cross entropy vs kl")
    assert {"book/04-kl-divergence.html", "book/06-relations.html"} <= set(found[:6])
    assert "book/corrections.html" in found
    assert len(quoted) > 5
    assert [text for text in quoted if re.search(r"\\[(a-z]|\$\$", text)] == []


def test_the_search_quotes_what_a_formula_shows_and_no_picture(open_page):
    found, quoted = _search(open_page, "cross entropy")
    pages = [soup(link.partition("#")[0]) for link in found[:6]]
    formulas = {x.get_text() for page in pages for x in page.select("span.math math")}
    assert any(x in text for x in formulas if len(x) > 4 for text in quoted)
    glued = r"\d\.\d+\.\d"  # the numbers of an axis, one after the other
    assert [text for text in quoted if re.search(glued, text)] == []


def test_the_search_finds_a_chinese_term_at_its_entry(open_page):
    found, _ = _search(open_page, "交叉熵")
    assert found[0] == "book/glossary.html#term-Cross-entropy"


def test_the_field_of_the_search_shows_its_first_letter(open_page):
    with open_page("search.html?q=entropy") as visit:
        glass, text = visit.page.evaluate("""(() => {
          const form = document.querySelector(".bd-search-container form");
          const field = form.querySelector("input");
          const left = field.getBoundingClientRect().left;
          return [form.querySelector("i").getBoundingClientRect().right,
            left + parseFloat(getComputedStyle(field).paddingLeft)];
        })()""")
        assert glass <= text


def test_titles_are_the_same_wherever_a_chapter_is_named():
    titles = {}
    for page in CHAPTERS:
        heading = soup(page).select_one("article h1")
        topic = heading.select_one(".topic").get_text()
        titles[page.rpartition("/")[2]] = topic
        sidebar = soup(page).select_one(".bd-docs-nav a.current").get_text()
        assert sidebar == topic
    for page in CHAPTERS:
        for link in soup(page).select(".prev-next-area a"):
            name = link.select_one(".prev-next-title").get_text()
            assert name.startswith(titles.get(link["href"], ""))
    for link in soup("book/index.html").select(".course-map a"):
        named = f"{link.select_one('.number').get_text()} · {link.select_one('.name').get_text()}"
        assert named == titles[link["href"]]


@pytest.mark.parametrize("page", CHAPTERS[:-1])  # after the last, a reader is free
def test_the_way_on_leads_where_the_text_sends(page):
    chapter = soup(page)
    sent = chapter.find("strong", string="Next.").parent.select_one("a")["href"]
    assert chapter.select_one(".right-next")["href"] == sent.partition("#")[0]
