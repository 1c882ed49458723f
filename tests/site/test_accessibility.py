"""Every page can be read: in a narrow window, in the dark, with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from browse import PAGES, Visit, script
from conftest import OpenPage

AXE = (
    Path(axe_playwright_python.__file__)
    .with_name("axe.min.js")
    .read_text(encoding="utf-8")
)
LOOKS = [(width, scheme) for scheme in ("light", "dark") for width in (320, 390, 1280)]


@pytest.fixture(scope="module", params=PAGES or [""])
def visit(request: pytest.FixtureRequest, open_page: OpenPage) -> Iterator[Visit]:
    with open_page(request.param) as visit:
        visit.unfold()
        yield visit


@pytest.fixture(scope="module")
def looks(visit):
    """What is seen of the page in each look; it is drawn once for several tests."""
    seen = {}
    for width, scheme in LOOKS:
        visit.look(width, scheme)
        seen[width, scheme] = visit.page.evaluate(script("look.js"))
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


# The two looks differ in width and colours at once. The colours of text are measured
# above, in every look and inside pictures too; here they would take most of the time.
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(visit, width, scheme):
    visit.look(width, scheme)
    # The theme lets the keyboard into what scrolls, but only 0.3 s after a resize.
    visit.page.wait_for_timeout(400)
    visit.page.evaluate(AXE)
    found = visit.page.evaluate("""async () => {
      const { violations } = await axe.run(document, {
        resultTypes: ["violations"],
        preload: false, // for one rule about rotated phones it would fetch all styles again
        rules: { "color-contrast": { enabled: false } },
      });
      return violations
        .filter((v) => v.impact === "serious" || v.impact === "critical")
        .map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120))]);
    }""")
    assert found == []


def test_every_picture_has_words(visit):
    nameless = visit.page.evaluate("""[
      ...[...document.images].filter((i) => i.getAttribute("role") !== "presentation"
        && (!i.alt.trim() || /\\.(png|svg|jpe?g|webp|gif)$/i.test(i.alt))),
      ...[...document.querySelectorAll("svg")].filter((s) =>
        !s.parentElement.closest("svg") && !s.closest("[aria-hidden=true], mjx-container")
        && !s.ariaLabel && !s.hasAttribute("aria-labelledby") && !s.querySelector(":scope > title")),
    ].map((x) => x.outerHTML.slice(0, 150))""")
    assert nameless == []
