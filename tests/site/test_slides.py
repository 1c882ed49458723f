"""The decks, as a class sees them: complete, offline, readable, and live."""

from __future__ import annotations

import ast
import io
import itertools
import re

import pytest
from browse import AXE, ROOT, SITE, script, soup
from playwright.sync_api import expect
from pypdf import PdfReader
from test_pages import RUN_AXE  # the rules are those of the pages

from infolib.words import words

DECKS = sorted(file.stem for file in SITE.glob("slides/0*.html")) or [""]
SIZES = [(1024, 768), (1280, 720)]
ALL_SLIDES = ".slides > section > section"


@pytest.fixture(scope="module", autouse=True)
def built(site):
    if DECKS == [""]:
        pytest.skip("No built decks: run `make slides`.")


@pytest.fixture(scope="module", params=DECKS)
def deck(request, open_page):
    """A deck opened from the disk."""
    with open_page(f"slides/{request.param}.html") as visit:
        ready(visit)
        yield visit


@pytest.fixture(scope="module", params=DECKS)
def slides(request):
    """The slides of a deck, as they are written."""
    return soup(f"slides/{request.param}.html").select(ALL_SLIDES)


def ready(visit):
    visit.page.wait_for_function("window.Reveal?.isReady()")


def count(visit):
    return visit.page.evaluate("Reveal.getTotalSlides()")


def turn_to(visit, number, fragment=99):
    """Show a slide with all its steps, its explorers mounted."""
    visit.page.evaluate(
        "([i, f]) => { const { h, v } = Reveal.getIndices(Reveal.getSlides()[i]); "
        "Reveal.slide(h, v, f); }",
        [number, fragment],
    )
    visit.page.wait_for_function(
        "[...Reveal.getCurrentSlide().querySelectorAll('.explorer')]"
        ".every((x) => x.dataset.mounted === 'ready')"
    )
    visit.page.evaluate("document.fonts.ready")


def at(visit):
    return visit.page.evaluate("Reveal.getSlides().indexOf(Reveal.getCurrentSlide())")


def minutes(slide):
    return int(slide["data-timing"]) / 60


# --- what a deck holds


def test_every_chapter_of_the_core_has_a_deck_and_the_list_names_it():
    chapters = sorted(file.stem for file in ROOT.glob("book/0[1-6]-*.ipynb"))
    assert chapters == DECKS
    listed = soup("slides/index.html").select("main a")
    assert [a["href"] for a in listed] == [f"{name}.html" for name in DECKS]


def test_a_deck_has_12_to_16_slides_that_fill_about_an_hour(slides):
    assert 12 <= len(slides) <= 16
    assert 50 <= sum(map(minutes, slides)) <= 65


def test_every_slide_has_notes(slides):
    for slide in slides:
        (notes,) = slide.select("aside.notes")
        assert len(notes.get_text().split()) >= 10, slide.get_text()[:60]


def test_the_class_votes_about_every_quarter_of_an_hour(slides):
    ends = list(itertools.accumulate(map(minutes, slides)))
    votes = [
        end for end, slide in zip(ends, slides, strict=True) if slide.select(".vote")
    ]
    times = [0, *votes, ends[-1]]
    assert max(b - a for a, b in itertools.pairwise(times)) <= 18


def test_a_vote_has_one_right_answer_and_its_replies_come_later(slides):
    for vote in [vote for slide in slides for vote in slide.select(".vote")]:
        (options,) = vote.find_all("ol", recursive=False)
        assert len(options.select(".right")) == 1
        assert len(options.find_all("li", recursive=False)) >= 3
        steps = options.select(".fragment")
        assert {step["data-fragment-index"] for step in steps} == {"0"}
        assert all("fragment" in why["class"] for why in options.select(".why"))


def test_every_deck_states_plays_and_corrects(slides):
    whole = [slide for slide in slides if slide.select(".statement")]
    assert whole
    assert [slide for slide in slides if slide.select(".picture")]
    assert [slide for slide in slides if slide.select(".explorer")]
    (wrong,) = [slide for slide in slides if slide.select("blockquote")]
    assert wrong.select('a[href*="corrections.html#correction-"]')
    assert slides[0].select('a[href*="../book/"]')


@pytest.mark.parametrize("name", DECKS)
def test_the_last_slide_gives_the_homework_of_the_plan(name):
    plan = ROOT / "book" / f"teach-{int(name[:2])}.md"
    work = plan.read_text(encoding="utf-8").partition("## Homework")[2]
    page = soup(f"slides/{name}.html")
    links = page.select(f"{ALL_SLIDES}:last-child .homework a")
    exercises = [a["href"].partition("#")[2] for a in links]
    assert exercises == re.findall(r"\{ref\}`(.+?)`", work)
    assert len(exercises) >= 2
    assert all(re.fullmatch(r"Exercise \d+", a.get_text()) for a in links)
    assert len(page.select(".homework")) == 1


DECIMAL = re.compile(r"\d+\.\d{3,}")  # as tests/book/rules.py has it for chapters
HIDDEN = re.compile(r"```\{code-cell\}\n:tags: \[remove-cell\]\n(.*?)```", re.S)
# What tests/teach computes for the plan is true of the homework that comes from there.
QUOTED = ".statement, .vote, .explorer, .homework, .katex-html, .tex, pre"


@pytest.mark.parametrize("name", DECKS)
def test_every_decimal_is_printed_asserted_or_the_books(name):
    page = soup(f"slides/{name}.html")
    source = (ROOT / "teach/slides" / f"{name}.md").read_text(encoding="utf-8")
    constants = [
        ast.get_source_segment(code, node) or ""
        for code in HIDDEN.findall(source)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant)
    ]
    quoted = [e.get_text() for e in page.select(QUOTED)]
    known = {x for text in [*constants, *quoted] for x in DECIMAL.findall(text)}
    said = [
        str(text)
        for text in page.select_one(".slides").find_all(string=True)
        if not text.find_parent(class_=re.compile("statement|vote|explorer|katex|tex"))
        and not text.find_parent(["pre", "svg", "script"])
    ]
    assert [x for text in said for x in DECIMAL.findall(text) if x not in known] == []


@pytest.mark.parametrize("name", DECKS)
def test_the_style_is_that_of_the_book(name):
    source = (ROOT / "teach/slides" / f"{name}.md").read_text(encoding="utf-8")
    prose = re.sub(r"```\{code-cell\}.*?```", "", source, flags=re.S)
    fillers = ["simply", "obviously", "trivially", "of course", "needless to say", "—"]
    assert [x for x in fillers if x in prose] == []


# --- in the browser


def test_a_deck_is_offline_and_complains_of_nothing(deck):
    for number in range(count(deck)):
        turn_to(deck, number)
    own = (SITE / "slides").as_uri()
    assert [url for url in deck.requests if not url.startswith(own)] == []
    assert deck.complaints == []


# What of a slide lies outside it, is cut off, or lies on something else.
FAULTS = """() => {
  const slide = Reveal.getCurrentSlide();
  const box = slide.getBoundingClientRect();
  const name = (e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`;
  const seen = [...slide.querySelectorAll("*")].filter((e) =>
    !e.closest(".notes, .katex-mathml, .tex, .x-spoken, [hidden]") && !e.closest("svg")?.parentElement
      .closest("svg") && (e.tagName === "svg" || !e.closest("svg")) && e.checkVisibility());
  const faults = [];
  for (const e of seen) {
    const { left, right, top, bottom, width, height } = e.getBoundingClientRect();
    if (width <= 1 || height <= 1) continue;
    if (left < box.left - 2 || right > box.right + 2 || top < box.top - 2 || bottom > box.bottom + 2)
      faults.push(`outside: ${name(e)}`);
    if (e.matches("pre, code, li, p, h2, .statement, .math") && e.scrollWidth > e.clientWidth + 1
      && getComputedStyle(e).display !== "inline")
      faults.push(`cut off: ${name(e)}`);
  }
  const parts = [...slide.querySelectorAll(":scope > :not(.notes, .cell), :scope > .cell > *, " +
    ".explorer .x-try, .explorer .x-frame, p.from")].filter((e) => !e.matches(".cell_output:has(.explorer)"));
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  parts.forEach((a, i) => parts.slice(i + 1).forEach((b) => {
    if (!a.contains(b) && !b.contains(a) && meet(a.getBoundingClientRect(), b.getBoundingClientRect()))
      faults.push(`${name(a)} lies on ${name(b)}`);
  }));
  const tries = slide.querySelector(".x-try"), frame = slide.querySelector(".x-frame");
  if (tries && meet(tries.getBoundingClientRect(), frame.getBoundingClientRect()))
    faults.push("the tasks lie on the explorer");
  return faults;
}"""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_overflows_its_slide(deck, size):
    deck.page.set_viewport_size({"width": size[0], "height": size[1]})
    deck.wait_for_frames()
    faults = {}
    for number in range(count(deck)):
        turn_to(deck, number)
        faults[number + 1] = deck.page.evaluate(FAULTS)
    assert {k: v for k, v in faults.items() if v} == {}


# The smallest height of a letter, in pixels of the window.
SMALLEST = """() => Math.min(...[...Reveal.getCurrentSlide().querySelectorAll("*")]
  .filter((e) => !e.closest(".notes, .explorer, .from, svg, .katex") && e.checkVisibility()
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => parseFloat(getComputedStyle(e).fontSize) * Reveal.getScale()))"""


def test_a_class_can_read_it_at_1024_by_768(deck):
    deck.page.set_viewport_size({"width": 1024, "height": 768})
    deck.wait_for_frames()
    for number in range(count(deck)):
        turn_to(deck, number)
        assert deck.page.evaluate(SMALLEST) >= 18, number + 1


def explorers(visit):
    """Turn to each slide with an explorer, and return it."""
    for number in range(count(visit)):
        turn_to(visit, number)
        explorer = visit.page.locator("section.present section.present .explorer")
        if explorer.count():
            yield number, explorer


# Where the pointer takes a knob: towards the middle of its picture.
CENTRE = """(knob) => {
  const { left, right, top, bottom } = knob.ownerSVGElement.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2];
}"""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_knob_stays_under_the_pointer(deck, size):
    deck.page.set_viewport_size({"width": size[0], "height": size[1]})
    deck.wait_for_frames()
    for number, explorer in explorers(deck):
        knobs = explorer.locator(".x-knob[data-drag]:visible")
        if (
            not knobs.count()
            or explorer.get_attribute("data-explorer") == "surprise_dial"
        ):
            continue  # the hand of a dial turns, it does not follow
        axis = knobs.first.get_attribute("data-drag")
        dot = knobs.first.locator(".x-dot").first
        box = dot.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        middle = knobs.first.evaluate(CENTRE)
        dx = 30 if middle[0] > x else -30
        dy = 30 if middle[1] > y else -30
        deck.page.mouse.move(x, y)
        deck.page.mouse.down()
        deck.page.mouse.move(x + dx, y + dy, steps=4)
        now = dot.bounding_box()
        deck.page.mouse.up()
        off = (
            now["x"] + now["width"] / 2 - x - dx,
            now["y"] + now["height"] / 2 - y - dy,
        )
        if axis in ("x", "both"):
            assert abs(off[0]) < 8, (number + 1, axis, off)
        if axis in ("y", "both"):
            assert abs(off[1]) < 8, (number + 1, axis, off)
        assert at(deck) == number


def test_keys_move_what_has_the_focus_and_not_the_slide(deck):
    keyboard = deck.page.keyboard
    for number, explorer in explorers(deck):
        slider = explorer.locator("input[type=range]:visible")
        if slider.count():
            slider.first.focus()
            before = slider.first.input_value()
            keyboard.press("ArrowLeft")
            keyboard.press("ArrowRight")
            keyboard.press("ArrowRight")
            assert slider.first.input_value() != before, number + 1
            keyboard.press("PageDown")
            assert at(deck) == number
        explorer.locator("button:visible, summary:visible").first.focus()
        for key in ("Space", "ArrowRight", "ArrowDown", "Enter"):
            keyboard.press(key)
            assert at(deck) == number, key
        summary = explorer.locator("summary:visible")
        if summary.count():
            summary.first.focus()
            keyboard.press("Escape")
            assert not deck.page.evaluate("Reveal.isOverview()")
            keyboard.press("ArrowRight")
            assert at(deck) == number + 1


def test_a_clicker_goes_on_after_a_button_was_pressed(deck):
    number, explorer = next(explorers(deck))
    explorer.locator("summary:visible, button:visible").first.click()
    deck.page.keyboard.press("PageDown")
    assert at(deck) == number + 1


def test_replies_come_with_the_next_key(deck):
    number = next(
        i
        for i in range(count(deck))
        if deck.page.evaluate(
            "(i) => Reveal.getSlides()[i].querySelector('.vote') !== null", i
        )
    )
    turn_to(deck, number, -1)
    right = deck.page.locator("section.present section.present .vote .right")
    assert not right.is_visible()
    deck.page.keyboard.press("ArrowRight")
    assert at(deck) == number
    assert right.is_visible()
    deck.page.keyboard.press("ArrowRight")
    assert at(deck) == number + 1


def test_an_explorer_of_a_slide_that_is_gone_takes_no_key(deck):
    _, explorer = next(explorers(deck))
    taken = explorer.locator("summary:visible, button:visible").first.evaluate("""(button) => {
      button.focus();
      Reveal.next();
      const key = { key: "ArrowRight", keyCode: 39, bubbles: true, cancelable: true };
      return !button.dispatchEvent(new KeyboardEvent("keydown", key)); // by the deck
    }""")
    assert taken


def swipe(visit, x, y):
    """Draw a finger 300 pixels to the left, from there."""
    wire = visit.page.context.new_cdp_session(visit.page)
    for kind, at_x in [("Start", x), ("Move", x - 150), ("Move", x - 300), ("End", 0)]:
        points = [] if kind == "End" else [{"x": at_x, "y": y}]
        wire.send(
            "Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points}
        )
    wire.detach()
    visit.wait_for_frames()


def test_a_finger_on_an_explorer_turns_no_slide(open_page):
    with open_page(f"slides/{DECKS[3]}.html", has_touch=True) as visit:
        ready(visit)
        number, explorer = next(explorers(visit))
        box = explorer.bounding_box()
        swipe(visit, box["x"] + 400, box["y"] + 200)
        assert at(visit) == number
        title = visit.page.locator("section.present section.present h2").bounding_box()
        swipe(visit, title["x"] + 400, title["y"] + 10)
        assert at(visit) == number + 1


def test_with_alt_the_arrow_leaves_the_replies_for_later(deck):
    turn_to(deck, 1, -1)
    deck.page.keyboard.press("Alt+ArrowRight")
    assert at(deck) == 2


def test_nothing_gives_the_right_answer_away_before_its_time(deck):
    # An indent for a mark to come, room for a reply that only some options have
    for number in range(count(deck)):
        turn_to(deck, number, -1)
        room = """(all) => all.map((li) => {
          const words = document.createRange();
          words.selectNodeContents(li.querySelector(":scope > .word"));
          const { left, height } = words.getBoundingClientRect();
          return [Math.round(left), Math.round(li.getBoundingClientRect().height - height)];
        })"""
        options = deck.page.locator("section.present section.present .vote li")
        seen = {tuple(place) for place in options.evaluate_all(room)}
        assert len(seen) <= 1, (number + 1, seen)


def test_the_address_under_an_explorer_is_the_one_that_it_gives_itself(deck):
    seen = 0
    for _, explorer in explorers(deck):
        shown = deck.page.locator("section.present section.present p.from a")
        alone = explorer.locator(".x-foot a")
        explorer.locator(".x-foot button").first.click()  # start again
        assert shown.get_attribute("href") == alone.get_attribute("href")
        seen += 1
    assert seen


@pytest.mark.parametrize("name", DECKS)
def test_the_foot_says_where_the_explorer_is_to_be_found(open_page, name):
    with open_page(f"slides/{name}.html", "http") as visit:
        ready(visit)
        served = visit.page.locator("p.from a").all()
        assert served
        for link in served:
            assert link.text_content() == link.evaluate("(a) => a.href")
            assert link.text_content().startswith(visit.home)
    chapter = soup(f"book/{name}.html")
    for link in soup(f"slides/{name}.html").select("p.from a"):
        explorer = re.search(r"#(\w+)", link["href"])[1]
        assert chapter.select(f'[data-explorer="{explorer}"]')
        number, title = re.fullmatch(
            r"In chapter (\d) of the book: “(.*)”", link.get_text()
        ).groups()
        assert int(number) == int(name[:2])
        assert title == words(explorer)["title"]


# All slides under each other, for what looks at a whole page.
LAID_OUT = """document.head.insertAdjacentHTML("beforeend", `<style>
  .reveal, .slides, .slides section { display: block !important; position: static !important;
    visibility: visible !important; opacity: 1 !important; transform: none !important;
    height: auto !important; overflow: visible !important; }
  .fragment { opacity: 1 !important; visibility: visible !important; }</style>`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", DECKS)
def test_all_text_stands_out_from_its_ground(open_page, name, scheme):
    with open_page(f"slides/{name}.html") as visit:
        visit.page.emulate_media(color_scheme=scheme)
        visit.page.reload()
        ready(visit)
        for _ in explorers(visit):
            pass
        visit.page.evaluate(LAID_OUT)
        assert visit.page.evaluate("document.documentElement.dataset.theme") == scheme
        seen = visit.page.evaluate(script("look.js"))
        assert seen["poor"] == []
        assert seen["links"] == []
        wrong = [x for x in seen["grounds"] if (x < 0.5) != (scheme == "dark")]
        assert wrong == []


@pytest.mark.parametrize("name", DECKS)
def test_axe_finds_nothing_serious(open_page, name):
    with open_page(f"slides/{name}.html") as visit:
        ready(visit)
        visit.page.evaluate(LAID_OUT)
        visit.page.evaluate(AXE)
        assert visit.page.evaluate(RUN_AXE, None) == []


def test_d_changes_between_light_and_dark(open_page):
    with open_page(f"slides/{DECKS[0]}.html") as visit:
        ready(visit)
        theme = "document.documentElement.dataset.theme"
        before = visit.page.evaluate(theme)
        visit.page.keyboard.press("d")
        assert {before, visit.page.evaluate(theme)} == {"light", "dark"}


def test_a_frame_that_keeps_nothing_changes_colours_too(open_page):
    with open_page("slides/index.html", "http") as visit:
        visit.page.emulate_media(color_scheme="dark")
        page = f"{visit.home}slides/{DECKS[0]}.html"
        visit.page.set_content(f'<iframe sandbox="allow-scripts" src="{page}">')
        root = visit.page.frame_locator("iframe").locator("html")
        expect(root).to_have_attribute("data-theme", "dark")
        root.locator(".reveal.ready").wait_for()
        key = "{ key: 'd', keyCode: 68, bubbles: true }"
        root.evaluate(f"(e) => e.dispatchEvent(new KeyboardEvent('keydown', {key}))")
        expect(root).to_have_attribute("data-theme", "light")
        assert [x for x in visit.complaints if x.startswith("error")] == []


def test_a_deck_opens_at_an_explorer_and_its_state(open_page):
    asked = "#two_coins?a=0.3&b=0.6"
    with open_page(f"explorer/two_coins.html{asked}") as visit:
        visit.page.wait_for_selector("[data-mounted=ready]")
        numbers = visit.page.locator("[data-value]").all_inner_texts()
    with open_page(f"slides/04-kl-divergence.html{asked}") as visit:
        ready(visit)
        there = visit.page.locator(
            "section.present [data-explorer=two_coins][data-mounted=ready]"
        )
        there.wait_for()
        assert there.locator("[data-value]").all_inner_texts() == numbers
        assert there.locator(".x-lost").count() == 0


@pytest.mark.parametrize("name", DECKS)
def test_on_a_phone_the_first_slide_sends_to_the_chapter(open_page, name):
    with open_page(f"slides/{name}.html") as visit:
        ready(visit)
        visit.page.set_viewport_size({"width": 390, "height": 844})
        notice = visit.page.locator(".phone")
        assert notice.is_visible()
        link = notice.locator("a").first
        assert link.get_attribute("href") == f"../book/{name}.html"
        assert (
            float(link.evaluate("(a) => parseFloat(getComputedStyle(a).fontSize)"))
            >= 16
        )
        notice.locator("button").click()
        notice.wait_for(state="hidden")
        assert at(visit) == 1
        visit.page.set_viewport_size({"width": 1024, "height": 768})
        turn_to(visit, 0)
        assert not notice.is_visible()


# What of a slide does not come onto its page.
LOST = """[...document.querySelectorAll(".pdf-page")].flatMap((page, i) => {
  const box = page.getBoundingClientRect();
  return [...page.querySelectorAll("p, li, pre, h1, h2, .x-frame, svg.figure, .from a")]
    .filter((e) => !e.closest(".notes, .tex") && e.checkVisibility())
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([e, { top, right, bottom, height }]) => height > 1
      && (top < box.top - 1 || right > box.right + 1 || bottom > box.bottom + 1))
    .map(([e]) => [i + 1, e.tagName, e.textContent.trim().slice(0, 40)])
    .concat(page.querySelector(".x-try")?.getBoundingClientRect().bottom
      > page.querySelector("p.from")?.getBoundingClientRect().top ? [[i + 1, "tasks on address"]] : []);
})"""


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_prints_a_page_a_slide(open_page, name):
    with open_page(f"slides/{name}.html?print-pdf") as visit:
        visit.page.emulate_media(color_scheme="dark")
        visit.page.reload()
        ready(visit)
        visit.page.wait_for_selector(".pdf-page")
        pages = PdfReader(io.BytesIO(visit.page.pdf(prefer_css_page_size=True))).pages
        titles = visit.page.locator(f"{ALL_SLIDES} :is(h1, h2)").all_inner_texts()
        titles = titles or visit.page.locator(".pdf-page :is(h1, h2)").all_inner_texts()
        assert visit.page.evaluate("document.documentElement.dataset.theme") == "light"
        left = visit.page.locator(".explorer:not([data-mounted=ready])").count()
        visit.page.emulate_media(media="print")
        lost = visit.page.evaluate(LOST)
    plain = lambda text: re.sub(r"\W", "", text)  # noqa: E731
    assert len(pages) == len(titles)
    for page, title in zip(pages, titles, strict=True):
        assert plain(title) in plain(page.extract_text())
    assert left == 0
    assert lost == []


def test_the_speakers_window_shows_the_notes_and_the_pace(open_page):
    with open_page(f"slides/{DECKS[1]}.html") as visit:
        ready(visit)
        turn_to(visit, 2)
        said = visit.page.locator("section.present section.present aside.notes p")
        words = said.first.text_content()
        with visit.page.expect_popup() as opened:
            visit.page.keyboard.press("s")
        window = opened.value
        window.wait_for_function(
            "(words) => document.querySelector('.speaker-controls-notes .value')"
            "?.textContent.includes(words)",
            arg=words,
        )
        window.locator(".speaker-controls-time .pacing").wait_for()
        window.close()
