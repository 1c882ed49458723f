"""How soon a page of five explorers is interactive, in milliseconds.

The five that carry most, all in view at once, on a page from the disk. The page itself
takes the time, from its request until all five are there and one control of each moved.
Needs Chromium (or set CHROMIUM).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from infolib.explorers import Explorer, runtime, styles

QUESTIONS = {"choice_question", "number_question"}
CLOCK = """
const all = [...document.querySelectorAll("[data-explorer]")];
function look() {
  if (!all.every((x) => x.dataset.mounted === "ready")) return requestAnimationFrame(look);
  const before = all.map((x) => x.textContent);
  for (const x of all) {
    const slider = x.querySelector("input[type=range]");
    if (!slider) x.querySelector("button").click();
    slider?.stepUp();
    slider?.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (all.every((x, i) => x.textContent !== before[i]))
    requestAnimationFrame(() => (window.interactive = performance.now()));
}
look();"""


def five_explorers() -> str:
    """Return a page of the five explorers that carry most."""
    names = Explorer.registry.keys() - QUESTIONS
    all_of_them = (Explorer.registry[name]().static_html() for name in names)
    explorers = "".join(sorted(all_of_them, key=len)[-5:])
    return (
        f"<!doctype html><meta charset=utf-8><title>five</title><style>{styles()}</style>"
        f"{explorers}<script>{runtime()}</script><script>{CLOCK}</script>"
    )


def main() -> int:
    """Open the page a few times, each time in a new window; print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=9, help="how often (9)")
    times = parser.parse_args().times
    names = map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])
    chromium = os.environ.get("CHROMIUM") or next(filter(None, names), None)
    if not chromium:
        print("No Chromium: install it (`apt install chromium`) or set CHROMIUM.")
        return 1
    found = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder, "five.html")
        page.write_text(five_explorers(), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        for _ in range(times):
            with browser.new_page(viewport={"width": 1280, "height": 5000}) as window:
                window.goto(page.as_uri())
                window.wait_for_function("window.interactive")
                found.append(window.evaluate("window.interactive"))
        browser.close()
    print(f"median {statistics.median(found):.0f} ms, best {min(found):.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
