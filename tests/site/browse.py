"""What the tests of the built site share: where it lies, and how to read a page of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import axe_playwright_python
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page

from infolib.explorers import Explorer, runtime, styles

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")


def _is_page(file: Path) -> bool:
    # The theme leaves templates in _static; the root page only sends readers on; explorers
    # alone (test_alone.py) and slides (test_slides.py) are no pages of the book.
    return (
        file.relative_to(SITE).parts[0] not in ("_static", "explorer", "slides")
        and 'http-equiv="Refresh"' not in file.read_text(encoding="utf-8")[:500]
    )


PAGES = sorted(
    f.relative_to(SITE).as_posix() for f in SITE.rglob("*.html") if _is_page(f)
)


def script(name: str) -> str:
    """Return a script that lies beside the tests."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_READY = """async () => {
  await document.fonts.ready;
  await new Promise((go) => setTimeout(go, 50)); // fonts that the formulas asked for
  await document.fonts.ready;
}"""

# Scroll past explorers, as a reader would: they mount when they come near.
_SCROLL = """async () => {
  const ready = (x) => x.dataset.mounted === "ready";
  for (const x of document.querySelectorAll("[data-explorer]")) {
    x.scrollIntoView();
    for (let i = 0; i < 100 && !ready(x); i++) await new Promise((go) => setTimeout(go, 20));
  }
  scrollTo(0, 0);
}"""


WINDOW = {"width": 1280, "height": 800}


# What is wrong with the explorers on paper, as [explorer, fault].
_PAPER = """() => {
  const shown = (e) => e.checkVisibility() && e.textContent.trim();
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const overlap = (parent) => {
    const boxes = [...parent.children].map((e) => e.getBoundingClientRect())
      .filter((box) => box.width > 1 && box.height > 1);
    return boxes.some((a, i) => boxes.slice(i + 1).some((b) => meet(a, b)));
  };
  return [...document.querySelectorAll("[data-explorer]")].flatMap((x) => [
    x.dataset.mounted !== "ready" && "is not there",
    ![...x.querySelectorAll("dd[data-value]")].every(shown) && "lacks numbers",
    [...x.querySelectorAll(".x-frame, .x-row, .x-pictures, .x-readouts")].some(overlap)
      && "has things on top of each other",
  ].filter(Boolean).map((fault) => [x.dataset.explorer, fault]));
}"""


# Draws what is far from the window too.
WHOLE = """document.head.insertAdjacentHTML("beforeend",
  "<style>section { content-visibility: visible !important }</style>")"""


class Visit:
    """A page in the browser, with all that it asked for and all that it complained of."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.requests: list[str] = []
        self.at_first: list[str] = []  # those made before anybody scrolled
        self.complaints: list[str] = []
        complain = self.complaints.append
        self._ears: dict[str, Callable[[Any], None]] = {
            "request": self._note_request,
            "requestfailed": lambda r: complain(f"failed: {r.url}: {r.failure}"),
            "response": self._note_response,
            "console": lambda m: complain(f"console.{m.type}: {m.text}"),
            "pageerror": lambda e: complain(f"error: {e}"),
        }
        for event, note in self._ears.items():
            page.on(event, note)  # type: ignore[call-overload]

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)

    def _note_response(self, response: Any) -> None:
        if response.status >= 400:
            self.complaints.append(f"status {response.status}: {response.url}")

    def go(self, path: str) -> Visit:
        """Open a page."""
        self.page.goto(self.home + path)
        return self

    def settle(self) -> None:
        """Wait for the formulas."""
        self.page.evaluate(_READY)
        self.at_first = list(self.requests)

    def scroll(self) -> None:
        """Scroll past the explorers."""
        self.page.evaluate(_SCROLL)

    def leave(self) -> None:
        """Leave a window as if it were new: it opens the next page sooner than a new one."""
        for event, note in self._ears.items():
            self.page.remove_listener(event, note)
        if not self.page.url.startswith("about:"):
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.context.clear_cookies()
        self.page.goto("about:blank")
        self.page.set_viewport_size(WINDOW)
        self.page.emulate_media(media="null", color_scheme="null")

    def look(self, width: int, scheme: str) -> None:
        """Give the window a width and the reader a preference for light or dark."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_selector(f'html[data-theme="{scheme}"]', state="attached")
        # Colours fade from one theme to the other; measure them at the end of that.
        self.page.evaluate("document.getAnimations().forEach((a) => a.finish())")
        self.wait_for_frames()

    def print(self) -> list[list[str]]:
        """Return what is wrong with the explorers on paper."""
        self.page.emulate_media(media="print")
        self.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        faults = self.page.evaluate(_PAPER)
        self.page.emulate_media(media="null")
        return faults

    def draw(self) -> None:
        """Draw what is far from the window too, and wait until the page knows of it."""
        self.page.evaluate(WHOLE)
        self.wait_for_frames()

    def wait_for_frames(self) -> None:
        """Wait for what a page does when something has changed its size."""
        self.page.evaluate(
            "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
        )

    def unfold(self) -> None:
        """Open every proof, solution and hidden cell."""
        # What an explorer keeps under More is its own: test_explorers.py opens it.
        self.page.evaluate("""
          document.querySelectorAll("details:not(.x-more)").forEach((d) => (d.open = true))
        """)

    def files(self) -> list[Path]:
        """Return the files of the site that a first visit asks for, each once."""
        paths = {
            unquote(urlsplit(url).path).removeprefix(SITE.as_posix()).lstrip("/")
            for url in self.at_first
        }
        return [SITE / path for path in sorted(paths)]


OpenPage = Callable[..., AbstractContextManager[Visit]]


class Lab:
    """An empty window for one explorer at a time, with the runtime of this checkout."""

    def __init__(self, visit: Visit, script: Callable[..., str] = runtime) -> None:
        self.visit, self.script = visit, script

    def page(self, html: str) -> str:
        """Return a page with these explorers and, as in the book, only their scripts."""
        modules = dict.fromkeys(re.findall(r' data-explorer="(\w+)"', html))
        return (
            f"<!doctype html><html data-theme=light><style>{styles()}</style>"
            f"{html}<script>{self.script(*modules)}</script>"
        )

    def show(self, html: str, address: str = "") -> Locator:
        """Show an explorer, at the state that the end of an address names."""
        self.visit.page.goto(f"about:blank{address}")
        self.visit.page.set_content(self.page(html))
        self.visit.page.wait_for_selector("[data-mounted=ready]")
        assert self.visit.complaints == []
        return self.visit.page.locator("[data-explorer]")


@dataclass(frozen=True)
class Place:
    """Where an explorer stands, and all that the page says about it."""

    page: str
    number: int
    name: str
    html: str
    state: dict[str, Any]

    @classmethod
    def of(cls, explorer: Explorer) -> Place:
        html = explorer.static_html()
        return cls(
            "on no page",
            0,
            explorer.module,
            html,
            json.loads(json.dumps(explorer.state())),
        )

    def __str__(self) -> str:
        return f"{self.page}-{self.number}-{self.name}" if self.number else self.name


@cache
def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / page).read_text(encoding="utf-8"), "html.parser")


# As `Explorer.static_html` writes it. To parse the pages would take every worker seconds.
_EXPLORER = re.compile(
    r'<div class="explorer" data-explorer="(?P<name>\w+)">'
    r'<script type="application/json">(?P<state>.*?)</script>'
    r'<div class="x-still">.*?</p></div></div>',
    re.S,
)


@cache
def placed() -> list[Place]:
    """Return every explorer of the site."""
    found = []
    for page in PAGES:
        text = (SITE / page).read_text(encoding="utf-8")
        explorers = list(_EXPLORER.finditer(text))
        assert len(explorers) == text.count(" data-explorer="), page
        for i, x in enumerate(explorers, 1):
            found.append(Place(page, i, x["name"], x[0], json.loads(x["state"])))
    return found


class Number(NamedTuple):
    """A number as printed: its value, and how many decimals were printed."""

    value: float
    decimals: int


def numbers(text: str) -> list[Number]:
    """Return the numbers in a text."""
    found = re.findall(r"[−-]?(?:∞|\d+(?:\.\d+)?)", text)
    return [
        Number(float(n.replace("−", "-").replace("∞", "inf")), len(n.partition(".")[2]))
        for n in found
    ]


def near(number: Number, value: float) -> bool:
    """Say whether a printed number is that value to its last digit.

    Half a unit of the last digit, and a little more: a table's entry may lie on the edge
    between two digits, and was itself rounded.
    """
    return (
        number.value == value
        or abs(number.value - value) <= 0.51 * 10**-number.decimals
    )
