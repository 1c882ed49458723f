"""Every link of the site leads somewhere."""

from __future__ import annotations

from collections import Counter
from functools import cache
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from browse import PAGES, SITE, soup

pytestmark = pytest.mark.usefixtures("site")


class Attributes(HTMLParser):
    """The ids and explorers of a page, and where its links and sources lead."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.explorers: set[str] = set()
        self.links: set[str] = set()
        self.feed((SITE / path).read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "data-explorer":  # an address may name it, and its state
                self.explorers.add(value or "")
            elif name in ("href", "src") and value not in (None, "", "#"):
                self.links.add(str(value))


# The whole page as a tree would take four times as long.
attributes = cache(Attributes)


def leads_nowhere(page: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    path = normpath(join(dirname(page), unquote(parts.path))) if parts.path else page
    if path.startswith("..") or not (SITE / path).is_file():
        return True
    anchor = unquote(parts.fragment)
    if not anchor or not path.endswith(".html"):
        return False
    there = attributes(path)
    return anchor not in there.ids and anchor.partition("?")[0] not in there.explorers


BESIDE = sorted(
    f.relative_to(SITE).as_posix()
    for folder in ("explorer", "slides")
    for f in SITE.glob(f"{folder}/*.html")
)


@pytest.mark.parametrize("page", [*PAGES, *BESIDE, "index.html"])
def test_every_link_and_anchor_exists(page):
    assert [x for x in sorted(attributes(page).links) if leads_nowhere(page, x)] == []


def test_the_front_door_leads_to_a_page():
    refresh = soup("index.html").select_one("meta[http-equiv=Refresh]")["content"]
    assert refresh.partition("url=")[2] in PAGES


@pytest.mark.parametrize("page", PAGES or [""])
def test_no_id_is_given_twice(page):
    counts = Counter(attributes(page).ids)
    assert [name for name, count in counts.items() if count > 1] == []
