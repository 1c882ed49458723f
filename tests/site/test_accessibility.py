"""Every page can be read: in a narrow window, in the dark, with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from browse import PAGES, Visit
from conftest import OpenPage

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
LOOKS = [(width, scheme) for width in (320, 390, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module", params=PAGES or [""])
def visit(request: pytest.FixtureRequest, open_page: OpenPage) -> Iterator[Visit]:
    with open_page(request.param) as visit:
        visit.unfold()
        yield visit


def test_no_page_is_wider_than_its_window_and_all_text_stands_out(visit):
    found = {}
    for width, scheme in LOOKS:
        visit.look(width, scheme)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        if poor := visit.poor_contrast():
            found[width, scheme] = poor
    assert found == {}


# The two looks differ in width and colours at once. The colours of text are measured
# above, in every look and inside pictures too; here they would take most of the time.
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(visit, width, scheme):
    visit.look(width, scheme)
    visit.page.evaluate(AXE)
    found = visit.page.evaluate("""async () => {
      const { violations } = await axe.run(document, {
        resultTypes: ["violations"],
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
      ...[...document.querySelectorAll("svg")].filter((s) => !s.parentElement.closest("svg")
        && !s.closest("[aria-hidden=true], mjx-container")
        && !s.getAttribute("aria-label") && !s.getAttribute("aria-labelledby")
        && !s.querySelector(":scope > title")),
    ].map((x) => x.outerHTML.slice(0, 150))""")
    assert nameless == []


def test_an_explorer_lies_on_the_page_and_not_on_a_card_of_the_other_theme(visit):
    for scheme in ("light", "dark"):
        visit.look(1280, scheme)
        grounds = visit.page.evaluate("""[...document.querySelectorAll("[data-explorer]")]
          .flatMap((x) => { const found = []; const pixel = document.createElement("canvas").getContext("2d");
            for (let e = x.querySelector(".x-frame"); e; e = e.parentElement) {
              pixel.fillStyle = "#777";
              pixel.clearRect(0, 0, 1, 1);
              pixel.fillStyle = getComputedStyle(e).backgroundColor;
              pixel.fillRect(0, 0, 1, 1);
              const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
              if (a > 0) found.push([(r + g + b) / 765, e.tagName + "." + e.className]);
            }
            return found;
          })""")
        bright = [where for share, where in grounds if share > 0.5]
        dim = [where for share, where in grounds if share <= 0.5]
        assert (dim if scheme == "light" else bright) == []
