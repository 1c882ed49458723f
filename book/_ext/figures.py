"""Figures as SVG inside the page: its type, its colours, its switch to dark.

Matplotlib's SVG names fonts, colours and sizes of its own. Here words lose their font,
a colour of the palette becomes the custom property of its role, ids become those of the
figure, and what no reader sees is left out. `course.css` says what a role looks like.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from docutils import nodes
from infolib import palette
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
ROLES = {colour: f"var(--x-{role})" for role, colour in palette.LIGHT.items()}
PIXELS = 96 / 72  # of a point


def _rounded(text: str) -> str:
    """Round lengths to a tenth of a point, the eighth part of a pixel."""

    def short(number: re.Match[str]) -> str:
        return f"{round(float(number[0]), 1) + 0:g}"

    return " ".join(re.sub(r"-?\d+\.\d+(e-?\d+)?", short, text).split())


def _styled(style: str, name: str) -> str:
    """Name colours by their role; leave to the page what is the page's."""
    rules = []
    for rule in filter(None, re.split("; *", style)):
        key, value = rule.split(": ", 1)
        if value.startswith("#"):
            if value not in ROLES:
                raise ExtensionError(
                    f"{name}: {value} is no colour of infolib.palette, so it could not "
                    "follow the page into the dark: take one of plots.COLOURS"
                )
            value = ROLES[value]
        if key not in ("font-family", "stroke-linejoin"):
            rules.append(f"{key}:{value if 'opacity' in key else _rounded(value)}")
    return ";".join(rules)


def inline(svg: str, name: str, alt: str) -> str:
    """Return a figure of Matplotlib as a part of a page; `name` begins its ids."""
    root = ET.fromstring(svg)
    if root.find(f".//{SVG}image") is not None:
        raise ExtensionError(f"{name}: it holds pixels; draw a map with contourf")
    used = dict.fromkeys(re.findall(r'(?:="#|url\(#)(\w+)', svg))
    ids = {f"#{old}": f"#{name}-{number}" for number, old in enumerate(used, 1)}

    def cleaned(element: ET.Element) -> list[ET.Element]:
        """Return what stands in the place of an element."""
        tag = element.tag = element.tag.removeprefix(SVG)
        element[:] = [x for child in element for x in cleaned(child)]
        element.tail = None
        old = dict(element.attrib)
        element.attrib.clear()
        for key, value in old.items():
            if key == "id":
                if f"#{value}" in ids:
                    element.set("id", ids[f"#{value}"][1:])
            elif key == "style":
                element.set("style", _styled(value, name))
            elif key == HREF:
                element.set("href", ids[value])
            elif key == "clip-path":
                element.set(key, re.sub(r"#\w+", lambda x: ids[x[0]], value))
            elif not value.startswith("rotate(-0 "):
                element.set(key, _rounded(value))
        if tag != "text" and tag != "tspan":
            element.text = None
        # About the file, for the whole page, the paper: not for this page.
        if tag in ("metadata", "style") or old.get("id") == "patch_1":
            return []
        if element.get("style") == "fill:none" or (tag == "defs" and not len(element)):
            return []
        return list(element) if tag == "g" and not element.attrib else [element]

    (picture,) = cleaned(root)
    width, height = (float(old) for old in picture.get("viewBox", "").split()[2:])
    picture.attrib = {
        "class": "figure",
        "role": "img",
        "aria-label": alt,
        "width": f"{width * PIXELS:g}",
        "height": f"{height * PIXELS:g}",
        "viewBox": f"0 0 {width:g} {height:g}",
    }
    return ET.tostring(picture, encoding="unicode")


def _put_into_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for number, image in enumerate(list(doctree.findall(nodes.image)), 1):
        file = Path(app.srcdir, image["uri"])
        if file.suffix == ".svg" and "jupyter_execute" in file.parts:
            name = (image.parent["ids"] or [f"figure-{number}"])[0]
            svg = inline(file.read_text(encoding="utf-8"), name, image.get("alt", ""))
            image.replace_self(nodes.raw("", svg, format="html"))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("doctree-resolved", _put_into_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
