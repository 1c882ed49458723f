"""One style sheet and one script for all pages, made of the files that a page would load.

The theme and the extensions bring twelve style sheets and eight scripts. Here each is named:
its place in the bundle, or that a page does without it. A file that is not named, or that
is named and gone, stops the build, because somebody must decide where it belongs. Of the
style sheets those rules are kept whose classes and ids a page has or a script speaks of.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path
from typing import Any

import tinycss2
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

STYLES = [  # under _static, in the order in which they overrule each other
    "basic.css",
    "styles/theme.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
    "exercise.css",
    "proof.css",
    "formulas.css",
    "explorers.css",
    "course.css",
    "figures.css",
]
SCRIPTS = [
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "clipboard.min.js",
    "copybutton.js",
    "course.js",
]
# What of it the site uses, course.js does.
LEFT_OUT = ["scripts/sphinx-book-theme.js", "DOCUMENTATION_OPTIONS.*"]
# The page of the search loads these as well, and no other page.
SEARCH = ["search.js", "searchtools.js", "language_data.js", "searchindex.js"]
# Scripts of some pages only, which are loaded beside the bundle.
OWN = ("explorers/", "live.js")
# What the theme copies and no page asks for.
UNUSED = ["images", "locales", "scripts", "styles", "vendor"]

_LOADED = re.compile(
    r'<(?:link [^>]*?rel="(?:stylesheet|preload)"|script [^>]*?src=).*?>'
)
_ADDRESS = re.compile(r'(?:href|src)="([^"?]*)')
_NAMES = re.compile(r"\b(?:class|id)=(?:\"([^\"]*)\"|'([^']*)')")
# The theme's icons are letters of a font of 1 MB; course.css draws the dozen that is used.
_ICON = re.compile(r"\.fa-[\w-]+:before$")


def _unknown(what: str, where: str) -> ExtensionError:
    return ExtensionError(
        f"{where} loads {what}, of which book/_ext/bundle.py does not know: "
        "name it in STYLES, SCRIPTS or LEFT_OUT"
    )


def _take_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Leave to a page only the scripts that are its own; layout.html loads the bundle."""
    own = []
    known = [*STYLES, *SCRIPTS, *LEFT_OUT]
    for file in [*context["css_files"], *context["script_files"]]:
        name = (
            str(file.filename or file.attributes.get("body", ""))
            .removeprefix("_static/")
            .strip()
        )
        if name.startswith(OWN):
            own.append(file)
        elif not any(fnmatch(name, pattern) for pattern in known):
            raise _unknown(name[:80], pagename)
    context["css_files"], context["script_files"] = [], own


def _file(static: Path, pattern: str) -> Path:
    found = sorted(static.glob(pattern))
    if len(found) != 1:
        raise ExtensionError(
            f"{static} has {len(found)} files {pattern}, of which book/_ext/bundle.py "
            "wants one: mend STYLES or SCRIPTS"
        )
    return found[0]


def _used(selector: list[Any], names: set[str]) -> bool:
    """Say whether a page can have what a selector names; `:not(…)` and `:is(…)` aside."""
    named = [part.value for part in selector if part.type == "hash"]
    for before, part in pairwise(selector):
        if before == "." and part.type == "ident":
            named.append(part.value)
    icon = _ICON.search(tinycss2.serialize(selector).strip())
    return not icon and names.issuperset(named)


def pruned(rules: list[Any], names: set[str]) -> Iterator[str]:
    """Yield the rules that a page with these classes and ids can use."""
    for rule in rules:
        if rule.type == "error":
            raise ExtensionError(f"a style sheet is broken: {rule.message}")
        if rule.type == "qualified-rule":
            selectors: list[list[Any]] = [[]]
            for part in rule.prelude:
                if part == ",":
                    selectors.append([])
                else:
                    selectors[-1].append(part)
            kept = [s for s in selectors if _used(s, names)]
            if kept:
                heads = ",".join(tinycss2.serialize(s).strip() for s in kept)
                yield f"{heads}{{{tinycss2.serialize(rule.content).strip()}}}\n"
        elif rule.at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(rule.content, True, True)
            if text := "".join(pruned(inside, names)):
                head = tinycss2.serialize(rule.prelude).strip()
                yield f"@{rule.at_keyword} {head}{{\n{text}}}\n"
        elif rule.at_keyword == "import":
            if (named := rule.prelude[-1].value).removeprefix("../") not in STYLES:
                raise _unknown(named, "a style sheet")
        elif not (rule.at_keyword == "font-face" and "Awesome" in rule.serialize()):
            yield rule.serialize() + "\n"


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    if (static / "page.css").exists() and not (static / "styles").exists():
        return  # Sphinx had nothing to write, and so it copied nothing
    pages = [p for p in sorted(out.rglob("*.html")) if static not in p.parents]
    texts = {page: page.read_text(encoding="utf-8") for page in pages}

    parts = [_file(static, name).read_text(encoding="utf-8") for name in SCRIPTS]
    (static / "page.js").write_text(";\n".join(parts), encoding="utf-8")
    others = [static / name for name in [*SEARCH[:-1], "live.js"]]
    others += static.glob("explorers/*.js")
    scripts = [*parts, *(file.read_text(encoding="utf-8") for file in others)]
    names = set(re.findall(r"[\w-]+", "\n".join(scripts)))
    for text in texts.values():
        for found in _NAMES.findall(text):
            names.update(" ".join(found).split())
    styles = "\n".join(_file(static, name).read_text("utf-8") for name in STYLES)
    css = "".join(pruned(tinycss2.parse_stylesheet(styles, True, True), names))
    for address in re.findall(r"url\([\"']?(?!data:)([^)\"']+)", css):
        if not (static / address).is_file():
            raise ExtensionError(f"page.css asks for {address}, which is not there")
    (static / "page.css").write_text(css, encoding="utf-8")

    for page, text in texts.items():
        for tag in _LOADED.findall(text):
            name = _ADDRESS.search(tag)[1]  # type: ignore[index]
            search = page.name == "search.html" and name.endswith(tuple(SEARCH))
            place = name.partition("_static/")[2]
            own = place.startswith((*OWN, "page.css", "page.js"))
            if not own and not search:
                raise _unknown(tag, page.name)
        # A browser that has the bundle of an older site asks for the new one.
        for name in ("page.css", "page.js"):
            digest = hashlib.sha256((static / name).read_bytes()).hexdigest()[:8]
            text = re.sub(rf"_static/{name}[^\"]*", f"_static/{name}?v={digest}", text)
        if text != texts[page]:
            page.write_text(text, encoding="utf-8")
    for folder in UNUSED:
        shutil.rmtree(static / folder)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("html-page-context", _take_files, priority=950)
    app.connect("build-finished", _write, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
