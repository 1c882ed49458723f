"""How a figure of Matplotlib becomes a part of a page."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from figures import inline
from sphinx.errors import ExtensionError

from infolib import plots
from infolib.palette import LIGHT


def svg(draw):
    fig, ax = plots.subplots(height=3)
    draw(ax)
    file = io.StringIO()
    fig.savefig(file, format="svg")
    return file.getvalue()


def parts(draw, name="fig-x", alt="A line."):
    return ET.fromstring(inline(svg(draw), name, alt))


def test_a_figure_reserves_its_space_and_says_what_it_shows():
    root = parts(lambda ax: ax.plot([0, 1]), alt='A "line" < a curve.')
    assert (root.get("width"), root.get("height")) == ("480", "288")
    assert root.get("viewBox") == "0 0 360 216"
    assert (root.get("role"), root.get("aria-label")) == ("img", 'A "line" < a curve.')


def test_colours_are_those_of_the_page():
    text = inline(svg(lambda ax: ax.plot([0, 1], color=LIGHT["q"])), "fig-x", "")
    assert "stroke:var(--x-q)" in text
    assert "fill:var(--x-ink)" in text
    assert not re.search(r"#[0-9a-f]{6}\b", text)


def test_type_is_that_of_the_page():
    text = inline(svg(lambda ax: ax.set_title("words")), "fig-x", "")
    assert ">words</text>" in text
    assert "font-family" not in text
    assert "<style" not in text  # it would hold for the whole page


def test_ids_are_those_of_the_figure_and_lead_somewhere():
    text = inline(svg(lambda ax: ax.plot([0, 1], "o-")), "fig-x", "")
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 1
    assert all(x.startswith("fig-x-") for x in ids)
    assert set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', text)) <= {
        pair for x in ids for pair in [(x, ""), ("", x)]
    }


def test_lengths_are_rounded_and_opacities_are_not():
    text = inline(svg(lambda ax: ax.plot([0, 1], alpha=0.125)), "fig-x", "")
    assert "stroke-opacity:0.125" in text
    assert not re.search(r'd="[^"]*\.\d\d', text)


def test_a_colour_of_no_role_is_an_error():
    with pytest.raises(ExtensionError, match="fig-x: #123456 is no colour of infolib"):
        inline(svg(lambda ax: ax.plot([0, 1], color="#123456")), "fig-x", "")


def test_pixels_are_an_error():
    with pytest.raises(ExtensionError, match="fig-x: it holds pixels; draw a map with"):
        inline(svg(lambda ax: ax.imshow([[0, 1]])), "fig-x", "")
