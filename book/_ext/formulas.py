"""Formulas are set when the book is built; no page loads a script for them.

KaTeX writes each formula twice: as MathML, which screen readers read and eyes do not see,
and as HTML, which is the other way round. Its TeX goes along for those who copy it. A
formula that KaTeX does not understand stops the build and is named.

The script of KaTeX comes from the package sphinxcontrib-katex and runs in QuickJS. Its
style sheet and fonts lie in the folder `katex`, from the npm package of the same version.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import quickjs
import sphinx.search
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.math import get_node_equation_number

ASSETS = Path(__file__).with_name("katex")

# The answer goes through JSON because QuickJS joins long strings lazily, and its Python
# package cannot read such a string.
TYPESET = """(tex, displayMode) => JSON.stringify(
  katex.renderToString(tex, { displayMode, strict: "error" })
)"""


class FormulaError(SphinxError):
    """A formula that KaTeX does not understand."""

    category = "A formula cannot be typeset"


@cache
def katex() -> quickjs.Context:
    """Return an engine in which KaTeX is loaded."""
    script = distribution("sphinxcontrib-katex").locate_file(
        "sphinxcontrib/katex.min.js"
    )
    engine = quickjs.Context()
    engine.eval(Path(str(script)).read_text(encoding="utf-8"))
    version = engine.eval("katex.version")
    if f'content:"{version}"' not in stylesheet():
        msg = (
            f"The script of KaTeX is version {version}, its style sheet is not: copy "
            f"katex.min.css and the fonts of npm's katex@{version} to {ASSETS}."
        )
        raise ExtensionError(msg)
    return engine


@cache
def stylesheet() -> str:
    """Return KaTeX's own style sheet."""
    return (ASSETS / "katex.min.css").read_text(encoding="utf-8")


@cache
def typeset(tex: str, display: bool) -> str:
    """Return a formula as HTML and MathML; ValueError says what is wrong with it."""
    if r"\\" in tex and r"\begin{" not in tex:  # KaTeX would set it in one line
        raise ValueError(r"Several lines need \begin{aligned} and \end{aligned}.")
    try:
        made = json.loads(katex().eval(TYPESET)(tex, display))
    except quickjs.JSException as error:
        complaint = str(error).partition("\n")[0].replace("\u0332", "")
        raise ValueError(complaint.removeprefix("ParseError: ")) from None
    # The TeX stands where it can be copied, not inside what a screen reader reads.
    made = re.sub(
        r"<semantics>(.*)<annotation.*</annotation></semantics>",
        r"\1",
        made,
        flags=re.DOTALL,
    )
    made = made.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    # "KL" is one word, not K times L.
    made = re.sub(
        r'(?:<mi mathvariant="normal">[A-Za-z]</mi>){2,}',
        lambda run: "<mi>" + re.sub("<[^>]*>", "", run[0]) + "</mi>",
        made,
    )
    if not display:  # a line may break between its parts, even where "glued" forbids it
        made = made.replace(
            '</span><span class="base">', '</span><wbr><span class="base">'
        )
    mark = "$$" if display else "$"
    copy = f"{mark}{html.escape(tex.strip(), quote=False)}{mark}"
    return f'<span class="tex" aria-hidden="true">{copy}</span>{made}'


def place(node: nodes.Node) -> str:
    """Say where a node stands in the sources."""
    at: Any = node
    while at.parent and not at.line:
        at = at.parent
    source, line = node.source or at.source or "", at.line or 0
    if source.endswith(".ipynb"):  # MyST-NB counts so, and one too far
        return f"{source}, cell {line // 10000}, line {line % 10000 - 1}"
    return f"{source}, line {line}"


def _typeset(node: nodes.Element, display: bool) -> str:
    try:
        return typeset(node.astext(), display)
    except ValueError as error:
        msg = f"{place(node)}: {node.astext().strip()}\n{error}"
        raise FormulaError(msg) from None


def _visit_inline(self: Any, node: nodes.math) -> None:
    start = self.starttag(node, "span", "", CLASS="math notranslate nohighlight")
    self.body.append(f"{start}{_typeset(node, display=False)}</span>")
    raise nodes.SkipNode


def _visit_block(self: Any, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append(f"{_typeset(node, display=True)}</div>\n")
    raise nodes.SkipNode


def _glue(app: Sphinx, doctree: nodes.document) -> None:
    # A browser may break the line before and after a formula, even where there is no
    # space: "(" would end a line, and a comma begin one.
    for formula in list(doctree.findall(nodes.math)):
        parent = formula.parent
        at = parent.index(formula)
        around: list[nodes.Node] = [formula]
        for side, pattern in [
            (at + 1, r"^[^\s—–]+"),
            (at - 1, r"[^\s—–]+$"),
        ]:
            text = parent[side] if 0 <= side < len(parent) else None
            found = isinstance(text, nodes.Text) and re.search(pattern, text)
            if found:
                rest = text[: found.start()] + text[found.end() :]
                parent[side] = nodes.Text(rest)
                around.insert(len(around) if side > at else 0, nodes.Text(found[0]))
        if len(around) > 1:
            parent[at] = nodes.inline("", "", *around, classes=["glued"])


class _IndexWithoutFormulas(sphinx.search.IndexBuilder):
    """The search index of Sphinx, but for words such as "frac"."""

    def feed(self, docname: str, filename: str, title: str, doctree: Any) -> None:
        formulas = [
            *doctree.findall(nodes.math),
            *doctree.findall(nodes.math_block),
        ]
        kept = [formula.children for formula in formulas]
        for formula in formulas:
            formula.children = []
        super().feed(docname, filename, title, doctree)
        for formula, children in zip(formulas, kept, strict=True):
            formula.children = children


def used_rules(css: str, classes: set[str]) -> list[tuple[str, str]]:
    """Return the rules of a style sheet, as (selector, body), that these classes need."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    kept = []
    for selectors, body in rules:
        wanted = [
            selector
            for selector in selectors.split(",")
            if set(re.findall(r"\.([a-zA-Z][\w-]*)", selector)) <= classes
        ]
        if wanted and not selectors.startswith("@"):
            kept.append((",".join(wanted), body))
    return kept


def used_fonts(css: str, rules: list[tuple[str, str]]) -> dict[str, str]:
    """Return the fonts that the rules ask for: the name of each file, and its face."""

    def face(body: str) -> tuple[str, str, str]:
        family = re.search(r"KaTeX_\w+", body)
        style = re.search(r"font-style:(\w+)", body)
        weight = re.search(r"font-weight:(\w+)", body)
        return (
            family[0] if family else "KaTeX_Main",
            style[1] if style else "normal",
            weight[1] if weight else "400",
        )

    wanted = {face(body) for _, body in rules if "font" in body}
    fonts = {}
    for body in re.findall(r"@font-face\{([^}]*)\}", css):
        file = re.search(r"fonts/([\w-]+\.woff2)", body)
        if file and face(body) in wanted:
            family, style, weight = face(body)
            fonts[file[1]] = (
                f"@font-face{{font-family:{family};font-style:{style};"
                f"font-weight:{weight};font-display:swap;"
                f'src:url(fonts/{file[1]}) format("woff2")}}'
            )
    return fonts


def _style(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give a page the rules and fonts that its formulas need."""
    body = context.get("body", "")
    if 'class="katex' not in body:
        return
    names = re.findall(r'class="([^"]*)"', body)
    rules = used_rules(stylesheet(), set(" ".join(names).split()))
    fonts = used_fonts(stylesheet(), rules)
    for name in fonts:
        if not (ASSETS / name).exists():
            version = katex().eval("katex.version")
            msg = (
                f"Formulas need {name}: copy it from npm's katex@{version} to {ASSETS}."
            )
            raise ExtensionError(msg)
    own = (ASSETS / "course.css").read_text(encoding="utf-8")
    sheet = [*fonts.values(), *(f"{selector}{{{body}}}" for selector, body in rules)]
    context["styles"].append("\n".join([*sheet, own]))


def _write_assets(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for font in ASSETS.glob("*.woff2"):
        shutil.copy(font, static / "fonts")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    # A value of the environment that changes with this file: all pages are read anew.
    digest = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    app.add_config_value("formulas_digest", digest, "env", [str])
    app.add_html_math_renderer("katex", (_visit_inline, None), (_visit_block, None))
    sphinx.search.IndexBuilder = _IndexWithoutFormulas  # Sphinx has no other way in
    app.connect("doctree-read", _glue)
    app.connect("html-page-context", _style)
    app.connect("build-finished", _write_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
