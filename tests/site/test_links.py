"""Every link of the site leads somewhere."""

from __future__ import annotations

from collections import Counter
from functools import cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from browse import PAGES, SITE, soup

pytestmark = pytest.mark.usefixtures("site")


@cache
def ids(path: str) -> frozenset[str]:
    return frozenset(element["id"] for element in soup(path).select("[id]"))


def leads_nowhere(page: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    path = normpath(join(dirname(page), unquote(parts.path))) if parts.path else page
    if path.startswith("..") or not (SITE / path).is_file():
        return True
    anchor = unquote(parts.fragment)
    return bool(anchor) and path.endswith(".html") and anchor not in ids(path)


def links(page: str) -> set[str]:
    found = soup(page).select("[href], [src]")
    return {x.get("href") or x.get("src") or "" for x in found} - {"", "#"}


@pytest.mark.parametrize("page", [*PAGES, "index.html"])
def test_every_link_and_anchor_exists(page):
    assert [link for link in sorted(links(page)) if leads_nowhere(page, link)] == []


def test_the_front_door_leads_to_a_page():
    refresh = soup("index.html").select_one("meta[http-equiv=Refresh]")["content"]
    assert refresh.partition("url=")[2] in PAGES


@pytest.mark.parametrize("page", PAGES or [""])
def test_no_id_is_given_twice(page):
    counts = Counter(element["id"] for element in soup(page).select("[id]"))
    assert [name for name, count in counts.items() if count > 1] == []
