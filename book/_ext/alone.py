"""Each explorer on a page of its own, `explorer/NAME.html`: for a slide, for a frame.

Such a page asks for no other file. The end of its address is a state, as in a chapter.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from infolib.explorers import Explorer, runtime, styles
from infolib.words import words
from sphinx.application import Sphinx

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {site}</title>
<meta name="description" content="{summary}">
<link rel="icon" href="data:,">
<style>
{styles}
body {{ max-width: 46rem; margin: 0 auto; padding: 0.5rem; background: var(--x-paper); }}
.x-home {{ font: 0.85rem system-ui, sans-serif; }}
.x-home a {{ color: var(--x-p); }}
</style>
<script>
{{
  let theme; // a frame may be kept from what the reader has chosen elsewhere
  try {{ theme = localStorage.theme; }} catch {{ theme = undefined; }}
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = theme ?? (dark ? "dark" : "light");
}}
</script>
</head>
<body>
<main>
{explorer}
</main>
<p class="x-home">{home}</p>
<script>
{script}</script>
</body>
</html>
"""


def _chapter(app: Sphinx, module: str) -> str | None:
    """Return the page of the book on which an explorer stands first."""
    for page in sorted(app.env.found_docs):  # a page of an earlier build may lie there
        file = Path(app.outdir, f"{page}.html")
        if f' data-explorer="{module}"' in file.read_text(encoding="utf-8"):
            return page
    return None


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    (out / "explorer").mkdir(exist_ok=True)
    for module, cls in Explorer.registry.items():
        chapter = _chapter(app, module)
        if "tasks" not in cls.words or chapter is None:
            continue  # a question, or an explorer that the book does not show
        explorer = cls()
        title = html.escape(app.env.titles[chapter].astext())
        link = f'<a href="../{chapter}.html#{module}" target="_blank" rel="noopener">{title}</a>'
        text = PAGE.format(
            language=app.config.language,
            title=html.escape(cls.words["title"]),
            site=html.escape(app.config.html_title),
            summary=html.escape(explorer.summary()),
            styles=styles(),
            explorer=explorer.static_html(),
            home=words("common")["home"].format(chapter=link),
            script=runtime(module).replace("</", "<\\/"),
        )
        (out / "explorer" / f"{module}.html").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("build-finished", _write, priority=960)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
