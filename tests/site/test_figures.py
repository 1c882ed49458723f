"""Every figure can be read on a phone: nothing cut, overprinted, struck through or small.

The contrast of its words, in light and dark, is measured in test_accessibility.py with
that of all others.
"""

import json

import pytest
from browse import ROOT, VISITS, script

pytestmark = pytest.mark.parametrize(
    "visit", [v for v in VISITS if v[0] == "http"], ids=":".join, indirect=True
)


def named(page):
    """Return the names of the figures that a page's notebook draws."""
    source = (ROOT / page).with_suffix(".ipynb")
    if not source.exists():
        return []
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    figures = [c["metadata"].get("mystnb", {}).get("figure") for c in cells]
    return [figure["name"] for figure in figures if figure]


def test_figures_are_all_there_and_can_be_read(visit, request):
    page = request.node.callspec.params["visit"][1]
    visit.unfold()
    visit.look(390, "light")
    found = visit.page.evaluate(script("figures.js"))
    assert found["names"] == named(page)
    assert found["faults"] == []
