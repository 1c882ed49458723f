"""Formulas on the built pages: all are set, in their fonts, and can be read and copied."""

from __future__ import annotations

import re

import pytest

# What one copies of a page, and what each paragraph of it should give: words as they are,
# the TeX of a formula once.
COPY = """async () => {
  const article = document.querySelector(".bd-article");
  if (!article) return null;
  getSelection().selectAllChildren(article);
  document.execCommand("copy");
  getSelection().removeAllRanges();
  const copied = await navigator.clipboard.readText();
  const wanted = [...article.querySelectorAll("p")]
    .filter((p) => p.querySelector(".math") && p.checkVisibility())
    .map((p) => {
      const copy = p.cloneNode(true);
      copy.querySelectorAll(".katex, .headerlink").forEach((x) => x.remove());
      return copy.textContent;
    });
  return { copied, wanted };
}"""

# What stands beside a formula without a space, but on another line, at any of the widths.
APART = """() => {
  const found = [];
  const box = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  for (const formula of document.querySelectorAll("span.math")) {
    if (!formula.checkVisibility()) continue;
    const parts = [...formula.querySelectorAll(".base")].map((b) => b.getBoundingClientRect());
    const before = formula.previousSibling, after = formula.nextSibling;
    if (after?.nodeType === 3 && /^[^\\s—–]/.test(after.data) && box(after, 0).left < parts.at(-1).left)
      found.push(formula.querySelector(".tex").textContent + after.data.slice(0, 9));
    if (before?.nodeType === 3 && /[^\\s—–]$/.test(before.data)
        && box(before, before.length - 1).left > parts[0].left)
      found.push(before.data.slice(-9) + formula.querySelector(".tex").textContent);
  }
  return found;
}"""

# Formulas that stick out of their place, and boxes that scroll but cannot be reached.
OUTSIDE = """() => {
  const found = [];
  for (const base of document.querySelectorAll(".katex-html .base")) {
    const scroller = base.closest(".katex-display, .library-overview .math, table.table");
    if (!base.checkVisibility()) continue;
    if (scroller) {
      const long = scroller.scrollWidth > scroller.clientWidth;
      if (scroller.getBoundingClientRect().right > innerWidth
          || long && getComputedStyle(scroller).overflowX !== "auto") found.push(scroller.textContent);
      if (long && scroller.tabIndex !== 0) found.push("no key reaches " + scroller.textContent);
    } else if (base.getBoundingClientRect().right > innerWidth) found.push(base.textContent);
  }
  return [...new Set(found)];
}"""

# Faces that formulas ask for and do not have.
FACELESS = """() => {
  const faces = new Set([...document.fonts].filter((f) => f.status === "loaded")
    .map((f) => `${f.family.replaceAll('"', "")} ${f.style} ${f.weight}`));
  const missing = new Set();
  for (const html of document.querySelectorAll(".katex-html")) {
    if (!html.checkVisibility()) continue;
    const texts = document.createTreeWalker(html, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (!texts.currentNode.data.replaceAll("\\u200b", "").trim()) continue;
      const style = getComputedStyle(texts.currentNode.parentElement);
      const face = `${style.fontFamily.split(",")[0].replaceAll('"', "")} ${style.fontStyle} ${style.fontWeight}`;
      if (!faces.has(face)) missing.add(face);
    }
  }
  return [...missing];
}"""


def test_all_formulas_are_typeset(drawn):
    page = drawn.page
    forms = page.evaluate(
        "[...document.querySelectorAll('.math')].map((x) => [x.textContent,"
        " ...['.tex', 'math', '.katex-html'].map((css) => x.querySelectorAll(css).length)])"
    )
    assert [form for form in forms if form[1:] != [1, 1, 1]] == []
    # Code may well contain a backslash and a parenthesis; prose may not.
    prose = page.evaluate(
        "(() => { const copy = document.body.cloneNode(true);"
        "copy.querySelectorAll('script, style, pre, code, .tex').forEach((x) => x.remove());"
        "return copy.textContent; })()"
    )
    assert re.findall(r"\\[([]|\\begin\{|\\[a-z]{2,}\b|\$[^$\n]{0,30}\$", prose) == []


def test_no_page_loads_a_script_for_formulas(drawn):
    scripts = [
        url for url in drawn.requests if re.search(r"mathjax|katex.*js", url, re.I)
    ]
    assert scripts == []


def test_a_screen_reader_gets_each_formula_once(drawn):
    seen = drawn.page.evaluate("""[...document.querySelectorAll(".math")].filter((formula) =>
      [...formula.querySelectorAll(".tex, .katex-html")].some((x) => x.ariaHidden !== "true")
      || formula.querySelector("math").closest("[aria-hidden]")
      || formula.querySelector("annotation")).map((x) => x.textContent)""")
    assert seen == []


def test_formulas_have_their_fonts(drawn):
    drawn.page.evaluate("document.fonts.ready.then(() => 0)")
    assert drawn.page.evaluate(FACELESS) == []


def test_a_copied_paragraph_has_the_tex_of_its_formulas_once(drawn):
    drawn.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    found = drawn.page.evaluate(COPY)
    if found:
        copied = "".join(found["copied"].split())
        wanted = ["".join(text.split()) for text in found["wanted"]]
        assert [text for text in wanted if text not in copied] == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_punctuation_stays_with_its_formula(drawn, width):
    drawn.look(width, "light")
    assert drawn.page.evaluate(APART) == []


@pytest.mark.parametrize("width", [390, 320])
def test_a_long_formula_scrolls_inside_its_box(drawn, width):
    drawn.look(width, "light")
    assert drawn.page.evaluate(OUTSIDE) == []
