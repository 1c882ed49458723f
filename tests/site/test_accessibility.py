"""Every page can be read: in a narrow window, in the dark, with a screen reader."""

from __future__ import annotations

import time
from pathlib import Path

import axe_playwright_python
import pytest
from browse import VISITS, script

# The same visits as in the other tests, those over http: a look is the same from a disk.
pytestmark = pytest.mark.parametrize(
    "visit", [v for v in VISITS if v[0] == "http"], ids=":".join, indirect=True
)

AXE = (
    Path(axe_playwright_python.__file__)
    .with_name("axe.min.js")
    .read_text(encoding="utf-8")
)
RUN_AXE = """async () => {
  // What these find is never more than moderate.
  const mild = axe._audit.rules.filter((r) => ["minor", "moderate"].includes(r.impact));
  // look.js measures all colours, in every look and inside pictures too.
  const left = [...mild.map((r) => r.id), "color-contrast", "link-in-text-block"];
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"],
    reporter: "v2", // no essay on each finding
    preload: false, // for one rule about rotated phones it would fetch all styles again
    rules: Object.fromEntries(left.map((id) => [id, { enabled: false }])),
  });
  return violations
    .map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120))]);
}"""

# In an order that changes one thing at a time, which a browser draws anew sooner.
LOOKS = [
    *((width, "light") for width in (1280, 390, 320)),
    *((width, "dark") for width in (320, 390, 1280)),
]
# These two differ in width and colours at once.
AXE_LOOKS = [(1280, "light"), (390, "dark")]


@pytest.fixture(scope="package")
def looks(visit):
    """What is seen of the page in each look; it is drawn once for several tests."""
    seen = {}
    visit.unfold()
    visit.page.evaluate(AXE)
    for width, scheme in LOOKS:
        start = time.monotonic()
        visit.look(width, scheme)
        seen[width, scheme] = visit.page.evaluate(script("look.js"))
        if (width, scheme) in AXE_LOOKS:
            # The theme lets the keyboard into what scrolls 0.3 s after a change of size.
            rest = 0.4 - (time.monotonic() - start)
            visit.page.wait_for_timeout(1000 * max(0, rest))
            seen[width, scheme]["axe"] = visit.page.evaluate(RUN_AXE)
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


@pytest.mark.parametrize("look", AXE_LOOKS, ids=str)
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
