"""Every figure can be read on a phone: nothing cut, overprinted, struck through or small.

The contrast of its words, in light and dark, is measured in test_pages.py with that
of all others.
"""

import json
from urllib.parse import urlsplit

from browse import ROOT, script


def named(page):
    """Return the names of the figures that a page's notebook draws."""
    source = (ROOT / page).with_suffix(".ipynb")
    if not source.exists():
        return []
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    figures = [c["metadata"].get("mystnb", {}).get("figure") for c in cells]
    return [figure["name"] for figure in figures if figure]


def test_figures_are_all_there_and_can_be_read(drawn):
    page = urlsplit(drawn.page.url).path.lstrip("/")
    drawn.look(390, "light")
    found = drawn.page.evaluate(script("figures.js"))
    assert found["names"] == named(page)
    assert found["faults"] == []
