"""Photograph an explorer of the built book for the README.

Needs the pages (`make book`) and Chromium. Writes .github/explorer.png: the explorer
"Design a distribution" in light colours, as a reader meets it, after one drag.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def photograph(page_file: Path, explorer: str, chromium: str) -> bytes:
    """Return the explorer as a PNG, at twice the size of the screen's pixels."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        page = browser.new_page(
            viewport={"width": 1000, "height": 900},
            color_scheme="light",
            device_scale_factor=2,
        )
        page.goto(page_file.as_uri())
        element = page.locator(f'[data-explorer="{explorer}"]').first
        element.scroll_into_view_if_needed()
        page.wait_for_selector(f'[data-explorer="{explorer}"][data-mounted="ready"]')
        first = element.locator('input[type="range"]').first
        first.fill("0.5")
        first.blur()
        picture = element.locator(".x-frame").screenshot(animations="disabled")
        browser.close()
    return picture


def main() -> int:
    """Take the picture and store it with a small palette."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--page",
        type=Path,
        default=ROOT / "_build/html/book/02-entropy.html",
        help="built page",
    )
    parser.add_argument(
        "--explorer", default="design_distribution", help="its ES module's name"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / ".github/explorer.png",
        help="file to write",
    )
    options = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), None
    )
    if not options.page.exists():
        print(f"No page {options.page}: run `make book` first.", file=sys.stderr)
        return 1
    if not chromium:
        print(
            "No Chromium: install it (`apt install chromium`) or set CHROMIUM.",
            file=sys.stderr,
        )
        return 1
    picture = photograph(options.page.resolve(), options.explorer, chromium)
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(64)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    image.save(options.output, optimize=True)
    print(
        f"{options.output.name}: {image.width} × {image.height} pixels, "
        f"{options.output.stat().st_size / 1000:.0f} kB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
