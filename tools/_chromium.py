"""Chromium, for whatever draws, prints or looks at pages."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str:
    """Return the path of Chromium; without it the tool ends."""
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
    return found or sys.exit(
        "No Chromium: install it (`apt install chromium`) or set CHROMIUM."
    )


@contextmanager
def window(width: int, height: int, **settings: Any) -> Iterator[Page]:
    """Open a window of that size, in light colours unless told otherwise."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(), args=["--no-sandbox"]
        )
        size = {"width": width, "height": height}
        yield browser.new_page(viewport=size, **{"color_scheme": "light", **settings})
        browser.close()


def print_pdf(shown: Page, target: Path) -> None:
    """Print a window's page as its style sheets ask, tagged and with an outline."""
    shown.evaluate("document.fonts.ready")
    shown.pdf(
        path=target,
        tagged=True,
        outline=True,
        prefer_css_page_size=True,
        print_background=True,
    )
