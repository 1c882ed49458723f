"""Each explorer on a page of its own: from the disk, in a frame, at a state of its address."""

from __future__ import annotations

import pytest
from _server import serve
from browse import SITE, placed
from truths import QUESTIONS

pytestmark = pytest.mark.usefixtures("site")
ALONE = sorted(file.stem for file in SITE.glob("explorer/*.html")) or [""]

FRAME = """<!doctype html><title>a slide</title>
<iframe sandbox="allow-scripts" style="width: 100%; height: 700px" src="{src}"></iframe>"""

# Move the first slider by two steps, and return the address once it has followed.
MOVE = """async () => {
  const slider = document.querySelector("[data-explorer] input[type=range]");
  if (!slider) return undefined;
  slider.stepUp(2);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  for (let i = 0; i < 100 && !location.hash.includes("="); i++)
    await new Promise((go) => setTimeout(go, 20));
  return location.hash;
}"""
# Let a page keep what it would copy.
KEEP = """() => Object.defineProperty(navigator, "clipboard", {
  value: { writeText: (text) => Promise.resolve(void (window.copied = text)) },
})"""
TITLE = "document.querySelector('.x-title').getBoundingClientRect().top"
NUMBERS = "[...document.querySelectorAll('[data-value]')].map((x) => x.textContent)"


def test_every_explorer_of_the_book_has_a_page():
    assert set(ALONE) == {place.name for place in placed()} - QUESTIONS


@pytest.mark.parametrize("name", ALONE)
def test_it_is_one_file_opens_at_its_title_and_fits_a_phone(open_page, name):
    with open_page(f"explorer/{name}.html") as visit:
        for width, scheme in [(1280, "light"), (390, "light"), (390, "dark")]:
            visit.page.set_viewport_size({"width": width, "height": 700})
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.goto("about:blank")
            visit.requests.clear()
            visit.go(f"explorer/{name}.html#{name}")
            visit.page.wait_for_selector("[data-mounted=ready]")
            visit.wait_for_frames()
            assert len(visit.requests) == 1
            assert 0 <= visit.page.evaluate(TITLE) < 700
            root = "document.documentElement"
            assert visit.page.evaluate(f"{root}.dataset.theme") == scheme
            assert visit.page.evaluate(f"{root}.scrollWidth") <= width
        assert visit.complaints == []


def test_all_of_them_work_in_a_sandbox(open_page):
    for name in ALONE:
        with open_page("book/references.html", "http") as visit:
            visit.page.set_content(
                FRAME.format(src=f"{visit.home}explorer/{name}.html")
            )
            frame = visit.page.frame_locator("iframe")
            frame.locator("[data-mounted=ready]").wait_for()
            frame.locator(".x-foot .x-copy").click()
            assert f"#{name}" in frame.locator(".x-foot input").input_value()


@pytest.mark.parametrize("name", ALONE)
def test_its_snippet_shows_it_in_a_page_of_another_origin(open_page, name, tmp_path):
    with open_page(f"explorer/{name}.html", "http") as visit:
        visit.page.wait_for_selector("[data-mounted=ready]")
        visit.page.evaluate(MOVE)
        seen = visit.page.evaluate(NUMBERS)
        visit.page.evaluate(KEEP)
        visit.page.locator(".x-foot .x-copy").nth(1).click()
        snippet = visit.page.evaluate("window.copied")
    course = "<!doctype html><meta charset='utf-8'><title>a course elsewhere</title>"
    course += "<link rel='icon' href='data:,'><style>body { width: 800px }</style>"
    (tmp_path / "index.html").write_text(course + snippet, encoding="utf-8")
    with serve(tmp_path) as address, open_page("", address) as visit:
        frame = visit.page.frame_locator("iframe")
        frame.locator("[data-mounted=ready]").wait_for()
        inside = visit.page.frames[1]
        assert inside.evaluate(NUMBERS) == seen
        assert inside.evaluate("self.origin") == "null"  # a sandbox: nothing is shared
        assert inside.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert frame.locator(".x-foot .x-copy").count() == 1  # no snippet of a snippet
        box = visit.page.locator("iframe")
        assert box.get_attribute("title")
        if name == ALONE[0]:  # the way out of the sandbox is the same for all
            with visit.page.expect_popup() as opened:
                frame.locator(".x-home a").click()
            assert opened.value.evaluate("self.origin") != "null"  # a page like any
            opened.value.close()
        assert visit.complaints == []


def test_from_the_disk_and_in_a_chapter_there_is_no_snippet(open_page):
    for page, home in (
        (f"explorer/{ALONE[0]}.html", "file"),
        ("book/02-entropy.html", "http"),
    ):
        with open_page(page, home) as visit:
            visit.page.locator("[data-mounted=ready] .x-foot").first.wait_for()
            assert visit.page.locator(".x-foot").first.locator(".x-copy").count() == 1


@pytest.mark.parametrize("name", ALONE)
def test_it_and_its_chapter_opened_at_a_state_show_it(open_page, name):
    page = next(place.page for place in placed() if place.name == name)
    with open_page(f"explorer/{name}.html") as visit:
        visit.page.wait_for_selector("[data-mounted=ready]")
        address = visit.page.evaluate(MOVE)
        seen = visit.page.evaluate(NUMBERS)
        assert visit.complaints == []
    if address is None:
        return
    with open_page(f"explorer/{name}.html{address}") as visit:
        visit.page.wait_for_selector("[data-mounted=ready]")
        assert visit.page.evaluate(NUMBERS) == seen
        assert visit.page.locator(".x-lost").count() == 0
    with open_page(f"{page}{address}") as visit:
        place = visit.page.locator(f"[data-explorer={name}]").first
        visit.page.wait_for_selector(f"[data-explorer={name}][data-mounted=ready]")
        shown = place.evaluate(
            "(x) => [...x.querySelectorAll('[data-value]')].map((v) => v.textContent)"
        )
        assert shown == seen
        top = place.evaluate("(x) => x.getBoundingClientRect().top")
        assert -600 < top < 800
