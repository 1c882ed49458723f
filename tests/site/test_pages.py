"""Every page, as a reader opens it from the disk: complete, silent, light, readable by all."""

from __future__ import annotations

import gzip
import re

import pytest
from browse import AXE, PAGES, SITE, WHOLE, placed, script
from playwright.sync_api import expect
from truths import QUESTIONS

LIMIT = 500_000  # bytes that a first visit may cost
TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt"}

RUN_AXE = """async (only) => {
  // What these find is never more than moderate.
  const mild = axe._audit.rules.filter((r) => ["minor", "moderate"].includes(r.impact));
  // look.js measures all colours, inside pictures too; test_explorers.py asks for the targets.
  const left = [...mild.map((r) => r.id), "color-contrast", "link-in-text-block", "target-size"];
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"],
    reporter: "v2", // no essay on each finding
    preload: false, // for one rule about rotated phones it would fetch all styles again
    ...(only ? { runOnly: only } : { rules: Object.fromEntries(left.map((id) => [id, { enabled: false }])) }),
  });
  return violations
    .map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120))]);
}"""

# In an order that changes one thing at a time, which a browser draws anew sooner.
DESKTOP, PHONE = (1280, "light"), (390, "dark")
LOOKS = [DESKTOP, (1280, "dark"), PHONE, (320, "dark")]
# What a narrow window can change; a wide one gets every rule.
PHONE_RULES = ["scrollable-region-focusable", "button-name", "link-name"]


@pytest.fixture(scope="module", params=PAGES or [""])
def visit(request, open_page):
    """A page that was scrolled through; all tests of it share the visit."""
    with open_page(request.param) as visit:
        visit.settle()
        visit.scroll()
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


def test_a_page_carries_its_own_styles_and_each_once(site):
    for page in PAGES:
        text = (SITE / page).read_text(encoding="utf-8")
        sheets = re.findall(r"<style>(.*?)</style>", text, re.S)
        assert len(sheets) == len(set(sheets)), page
        assert all("{" in sheet for sheet in sheets), page


def test_paper_gets_every_explorer_with_its_numbers(visit):
    assert visit.print() == []


def axe(page, rules):
    return page.evaluate(RUN_AXE, rules)


@pytest.fixture(scope="module")
def looks(visit):
    """What is seen of the page in each look; it is drawn once for several tests."""
    seen = {}
    visit.unfold()
    visit.draw()
    visit.page.evaluate(AXE)
    for width, scheme in LOOKS:
        visit.look(width, scheme)
        seen[width, scheme] = visit.page.evaluate(script("look.js"))
        if (width, scheme) == DESKTOP:
            seen[width, scheme]["axe"] = axe(visit.page, None)
        if (width, scheme) == PHONE:
            seen[width, scheme]["axe"] = axe(visit.page, PHONE_RULES)
    return seen


def test_no_page_is_wider_than_its_window(looks):
    assert {
        look: seen["width"] for look, seen in looks.items() if seen["width"] > look[0]
    } == {}


def test_all_text_stands_out_from_its_ground(looks):
    assert {look: seen["poor"] for look, seen in looks.items() if seen["poor"]} == {}


def test_explorers_lie_on_ground_of_the_pages_own_theme(looks):
    # A dark page with a light card is what the theme makes of any other HTML output.
    for (width, scheme), seen in looks.items():
        wrong = [x for x in seen["grounds"] if (x < 0.5) != (scheme == "dark")]
        assert wrong == [], (width, scheme)


def test_links_in_text_are_told_by_more_than_their_colour(looks):
    # Underlined, say; or so unlike the text around that who sees no colours sees it.
    assert {look: seen["links"] for look, seen in looks.items() if seen["links"]} == {}


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(looks, look):
    assert looks[look]["axe"] == []


def test_every_picture_has_words(visit, looks):
    nameless = visit.page.evaluate("""[
      ...[...document.images].filter((i) => i.getAttribute("role") !== "presentation"
        && (!i.alt.trim() || /\\.(png|svg|jpe?g|webp|gif)$/i.test(i.alt))),
      ...[...document.querySelectorAll("svg")].filter((s) =>
        !s.parentElement.closest("svg") && !s.closest("[aria-hidden=true]")
        && !s.ariaLabel && !s.hasAttribute("aria-labelledby") && !s.querySelector(":scope > title")),
    ].map((x) => x.outerHTML.slice(0, 150))""")
    assert nameless == []


WITH_EXPLORERS = sorted({place.page for place in placed()}) or [""]


@pytest.mark.parametrize("page", WITH_EXPLORERS)
def test_without_scripts_a_picture_and_a_sentence_stand_for_each_explorer(
    open_page, page
):
    with open_page(page, java_script_enabled=False) as visit:
        visit.page.evaluate(WHOLE)
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
    with open_page("search.html?q=entropy", home) as visit:
        results = visit.page.locator("#search-results li a")
        results.first.wait_for(timeout=5000)
        found = results.evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert any("entropy" in address for address in found)
        # The excerpts of the results come last.
        visit.page.wait_for_load_state("networkidle")
        assert visit.complaints == []


def test_a_name_of_two_words_is_found_where_it_is_explained(open_page):
    with open_page("search.html?q=mutual+information", "http") as visit:
        results = visit.page.locator("#search-results li a")
        results.first.wait_for(timeout=5000)
        visit.page.wait_for_load_state("networkidle")
        found = results.evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert found[0].startswith("book/07-two-variables.html#")
        places = [i for i, x in enumerate(found) if x.startswith("book/glossary.html#")]
        first = results.nth(places[0]).text_content()
        assert first.lower() == "glossary: mutual information"
        assert places[0] < 6
        quoted = visit.page.locator("#search-results p").all_text_contents()
        assert quoted
        assert not [text for text in quoted if "RunEdit" in text]


def test_a_chapter_from_a_server_is_printed_whole_though_nobody_scrolled(open_page):
    pages = [place.page for place in placed()]
    with open_page(max(pages, key=pages.count, default=""), "http") as visit:
        visit.settle()
        assert visit.print() == []
        assert [url for url in visit.requests if not url.startswith(visit.home)] == []
        assert visit.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", WITH_EXPLORERS)
def test_an_explorer_keeps_its_place_free_until_it_is_there(open_page, page, width):
    with open_page(page, "http") as visit:
        visit.page.set_viewport_size({"width": width, "height": 800})
        wrong = visit.page.evaluate("""async () => {
          const page = await (await fetch(location.href)).text();
          const written = new DOMParser().parseFromString(page, "text/html");
          const stills = [...written.querySelectorAll("[data-explorer]")].map((x) => x.innerHTML);
          const all = [...document.querySelectorAll("[data-explorer]")];
          const tall = () => all.map((x) => x.getBoundingClientRect().height);
          document.querySelectorAll("details:not(.x-more)").forEach((fold) => (fold.open = true));
          dispatchEvent(new Event("beforeprint")); // mounts what is not there yet
          const live = tall();
          all.forEach((x, i) => {
            delete x.dataset.mounted;
            x.innerHTML = stills[i];
          });
          return tall().map((free, i) => [all[i].dataset.explorer, free, live[i]])
            .filter(([, free, live]) => Math.abs(free - live) > Math.max(48, 0.04 * live)); // two lines, for questions
        }""")
        # Mended in explorer.css: --tall, --tall-phone.
        assert wrong == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_lands_where_it_points_past_sections_not_yet_drawn(open_page, width):
    with open_page("book/04-kl-divergence.html", "http") as visit:
        page = visit.page
        page.set_viewport_size({"width": width, "height": 800})
        last = page.locator(".bd-article > section > section > section").last
        name = last.get_attribute("id")
        page.evaluate("(name) => (location.hash = name)", name)
        page.wait_for_timeout(500)  # what comes near is drawn, and may move it
        assert 0 <= last.locator("h3").bounding_box()["y"] <= 160
        far = page.locator(".bd-article > section > section").nth(2)
        seen = "(e) => e.firstElementChild.checkVisibility({ contentVisibilityAuto: true })"
        assert not far.evaluate(seen)  # it is not drawn
        page.emulate_media(media="print")
        assert far.evaluate(seen)


@pytest.mark.parametrize("home", ["http", "file"])
def test_contents_search_and_colours_answer_to_the_keyboard(open_page, home):
    with open_page("book/02-entropy.html", home) as visit:
        page = visit.page
        page.set_viewport_size({"width": 390, "height": 800})
        for side in ("primary", "secondary"):
            button = page.locator(f".{side}-toggle")
            button.focus()
            page.keyboard.press("Enter")
            dialog = page.locator(f"#pst-{side}-sidebar-modal")
            assert dialog.locator("a").first.is_visible()
            page.keyboard.press("Escape")
            dialog.wait_for(state="hidden")
            assert button.evaluate("(e) => e === document.activeElement")
        page.keyboard.press("Control+k")
        field = page.locator("#pst-search-dialog input")
        assert field.evaluate("(e) => e === document.activeElement")
        page.keyboard.press("Escape")
        field.wait_for(state="hidden")
        looks = []
        page.locator(".theme-switch-button").last.focus()
        for _ in range(3):
            page.keyboard.press("Enter")
            looks.append(
                page.evaluate("({ ...document.documentElement.dataset }).mode")
            )
        assert sorted(looks) == ["auto", "dark", "light"]
        page.evaluate("localStorage.setItem('mode', 'dark')")
        page.reload()
        assert page.locator("html[data-theme=dark]").count() == 1
        assert visit.complaints == []


def test_where_nothing_can_be_kept_there_are_dark_and_light(open_page):
    with open_page("book/index.html", "http") as visit:
        visit.page.emulate_media(color_scheme="dark")
        frame = (
            f'<iframe sandbox="allow-scripts" src="{visit.home}book/02-entropy.html">'
        )
        visit.page.set_content(frame)
        root = visit.page.frame_locator("iframe").locator("html")
        expect(root).to_have_attribute("data-theme", "dark")
        root.locator(".theme-switch-button").last.evaluate("(button) => button.click()")
        expect(root).to_have_attribute("data-mode", "light")
        expect(root).to_have_attribute("data-theme", "light")
        # That fonts are not for such a frame is the say of the server.
        assert [x for x in visit.complaints if x.startswith("error")] == []
