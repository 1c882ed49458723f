"""The built site, a server for it and one browser, the network cut."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from _chromium import find
from _server import Quiet, serve
from browse import PAGES, SITE, WINDOW, OpenPage, Visit
from playwright.sync_api import Browser, Page, sync_playwright


def need(there: object, otherwise: str) -> None:
    """Skip where something is missing; on CI nothing may be missing."""
    if there:
        return
    if os.environ.get("CI", "").lower() in ("", "0", "false"):
        pytest.skip(otherwise)
    pytest.fail(otherwise)


@pytest.fixture(scope="package")
def site() -> None:
    """Make sure that there is a built book to test."""
    need(
        PAGES, f"No built book in {SITE}: run `jupyter-book build .` (or `make book`)."
    )


# This lives as long as tests/site runs, not longer: Playwright keeps an event loop
# running, which would disturb the notebooks that pytest runs afterwards.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    try:
        path = find()
    except SystemExit as no_chromium:
        need(False, str(no_chromium))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                # No name resolves but our own server's: what a page asks of others fails.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-domain-reliability",
                "--disable-sync",
                "--no-first-run",
                "--no-pings",
            ],
        )
        yield browser
        browser.close()


class _Server(Quiet):
    protocol_version = "HTTP/1.1"  # a connection serves many requests

    def end_headers(self) -> None:
        # Each visit is a first visit: what it asks for is counted and weighed.
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.fixture(scope="package")
def server(site: None, browser: Browser) -> Iterator[str]:
    """Serve the site; the address ends in a slash."""
    with serve(SITE, _Server) as address:
        yield address


@pytest.fixture(scope="package")
def open_page(browser: Browser, server: str) -> OpenPage:
    """Return a way to open a page where nothing is cached and nothing remembered."""
    bases = {"http": server, "file": SITE.as_uri() + "/"}
    idle: dict[str, list[Page]] = {}  # windows to use again, by their settings

    @contextmanager
    def open_page(path: str, home: str = "file", **settings: Any) -> Iterator[Visit]:
        windows = idle.setdefault(repr(settings), [])
        window = (
            windows.pop()
            if windows
            else browser.new_context(viewport=WINDOW, **settings).new_page()
        )
        visit = Visit(window, bases.get(home, home))
        try:
            yield visit.go(path)
        finally:
            visit.leave()
            windows.append(window)

    return open_page


@pytest.fixture(scope="module", params=PAGES or [""])
def drawn(request: pytest.FixtureRequest, open_page: OpenPage) -> Iterator[Visit]:
    """A page with all its folds open, drawn to its end."""
    with open_page(request.param, "http") as visit:
        visit.settle()
        visit.unfold()
        visit.draw()
        yield visit
