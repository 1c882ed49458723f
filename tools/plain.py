"""Make the notebooks that read anywhere, the ones that a page's download button gives.

In them MyST is plain Markdown: statements are quotes, exercises headings, solutions folds
of HTML; a reference is its text and a link that leads somewhere; figures and the first
views of explorers are pictures inside the file. It takes the notebooks as the build ran
them, so that nothing is run again, and a build of the book does all of this by itself.
"""

from __future__ import annotations

import argparse
import base64
import re
import sys
from functools import cache
from html import escape, unescape
from pathlib import Path
from struct import unpack
from typing import Any
from urllib.parse import quote

import matplotlib
import nbformat
import resvg_py
from _notebooks import (
    LABEL,
    Block,
    Book,
    Chapter,
    Target,
    asks,
    draws,
    explorer,
    html,
    names,
    needed,
    parts,
    state,
    tags,
)
from jupyter_cache import get_cache
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from infolib.explorers._bundle import styles  # noqa: E402
from infolib.palette import LIGHT  # noqa: E402
from infolib.words import words  # noqa: E402

NOTES = {"note", "tip", "hint", "important", "warning", "caution", "danger", "seealso"}
SCALE = 1.5  # pixels of a picture for each on the page
INLINE = re.compile(
    r"\{(?P<role>[\w:]+)\}`(?P<of>[^`]+)`"
    r"|(?P<code>(?P<ticks>`+).+?(?P=ticks)(?!`))"
    r"|\$\$(?P<display>.+?)\$\$(?: *\((?P<label>[\w-]+)\))?"
    r"|(?P<math>\$[^$]+\$)"
    r"|\[(?P<text>[^\]]*)\](?:\((?P<href>[^)\s]+)\)|\{[^}]*\})",
    re.S,
)


@cache
def _sheet() -> str:
    """Return the style sheet of the explorers, its colours written out."""
    colours = {**LIGHT, "currentColor": LIGHT["ink"]}
    return re.sub(
        r"var\(--x-(\w+)\)|currentColor",
        lambda found: colours.get(found[1] or found[0], found[0]),
        styles(),
    )


def picture(svg: str, alt: str) -> Any:
    """Return an SVG as an output of a cell: PNG, in the font that Matplotlib carries."""
    fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
    if "xmlns=" not in svg:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        style_sheet=_sheet() if 'class="x-' in svg else None,
        background=LIGHT["paper"],
        zoom=SCALE,
        dpi=96,
        skip_system_fonts=True,
        font_files=[str(fonts / f"DejaVuSans{cut}.ttf") for cut in ("", "-Bold")],
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )
    data = {"image/png": base64.b64encode(drawn).decode(), "text/plain": alt}
    width, height = (round(x / SCALE) for x in unpack(">II", drawn[16:24]))
    return new_output(
        "display_data",
        data,
        metadata={"image/png": {"width": width, "height": height}},
    )


def named(target: Target) -> str:
    """Return what a target is called: by its number, if it has one, else by its title."""
    if target.kind == "equation":
        return f"({target.number})"
    kinds = words("plain")["kinds"]
    return f"{kinds[target.kind]} {target.number}" if target.number else target.title


def _heading(target: Target) -> str:
    """Return the heading of an exercise, without its stars: Jupyter finds none with them."""
    return f"{named(target)}: {target.title.lstrip('★ ')}"


def anchor(heading: str) -> str:
    """Return where Jupyter puts a heading, or nothing if its text is not plain."""
    if re.search(r"[$*`\[{]", heading):
        return ""
    return "#" + re.sub(
        r"[()]", lambda found: quote(found[0]), heading.replace(" ", "-")
    )


def quoted(text: str) -> str:
    """Return a quote. A formula in it is one line: Jupyter would take a > for its own."""
    text = re.sub(
        r"\$\$.*?\$\$", lambda found: " ".join(found[0].split()), text, flags=re.S
    )
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def folded(title: str, text: str) -> str:
    """Return a fold, as HTML around Markdown."""
    return f"<details>\n<summary>{escape(title)}</summary>\n\n{text}\n\n</details>"


class Plain:
    """A notebook on its way to plain Markdown."""

    def __init__(self, book: Book, page: str, notebook: nbformat.NotebookNode) -> None:
        self.book = book
        self.page = page
        self.chapter = Chapter(f"{page}.ipynb", notebook)
        self.solved = {ex.label: ex for ex in self.chapter.exercises}
        self.cited: dict[str, None] = {}  # in order
        self.say = words("plain")
        # A package beside the pages is not installed elsewhere.
        beside = {folder.parent.name for folder in book.root.glob("book/*/__init__.py")}
        bound = [names(cell.source)[1] for _, cell in self.chapter.code]
        self.runs = not beside & set().union(*bound)

    def lost(self, what: str) -> ValueError:
        """Return the error of something that has no plain form yet."""
        return ValueError(
            f"{self.page}: {what} has no plain form: correct it, or teach it to "
            "tools/plain.py"
        )

    def target(self, label: str) -> Target:
        """Return what a label stands for."""
        if label not in self.book.targets:
            raise self.lost(f"the reference to {label!r}")
        return self.book.targets[label]

    def link(self, target: Target, text: str) -> str:
        """Return a text as a link: to the site, else to a notebook, else to nothing."""
        if self.book.site:
            mark = (
                f"equation-{target.label}"
                if target.kind == "equation"
                else target.label
            )
            return f"[{text}]({self.book.site}/{target.page}.html#{mark})"
        place = anchor(
            _heading(target) if target.kind == "exercise" else target.section
        )
        if target.page != self.page:
            if target.page not in self.book.notebooks:
                return text
            place = f"{Path(target.page).name}.ipynb{'' if target.kind == 'page' else place}"
        return f"[{text}]({place})" if place else text

    def role(self, name: str, content: str) -> str:
        """Return a role as text with a link."""
        if name == "cite":
            keys = [key.strip() for key in content.split(",")]
            self.cited |= dict.fromkeys(keys)
            if unknown := [key for key in keys if key not in self.book.sources]:
                raise self.lost(f"the source {unknown[0]!r}")
            return f"({'; '.join(self.book.sources[key][0] for key in keys)})"
        if name == "kbd":
            return f"<kbd>{escape(content)}</kbd>"
        given = re.fullmatch(r"(.*?)\s*<(.*)>", content, re.S)
        text, label = (given[1], given[2]) if given else ("", content)
        if name == "term":
            if label.lower() not in self.book.terms:
                raise self.lost(f"the term {label!r}")
            return self.link(self.book.terms[label.lower()], text or label)
        if name not in ("ref", "prf:ref", "numref", "eq"):
            raise self.lost(f"the role {name!r}")
        if label in self.book.gone:
            return self.words(self.book.gone[label], text)
        target = self.target(label)
        return self.link(target, text or named(target))

    def words(self, target: Target, text: str) -> str:
        """Return what stands for a reference to a page that is left out."""
        said, address = self.book.link_to(target, text)
        return f"[{said}]({address})" if address else said

    def anchored(self, text: str, href: str) -> str:
        """Return a link of Markdown with a target that the reader has."""
        if re.match(r"[a-z]+:", href):
            return f"[{text}]({href})"
        file, _, label = href.partition("#")
        page = f"book/{Path(file).stem}"
        if (away := label or page) in self.book.gone:
            return self.words(self.book.gone[away], text)
        if not file:
            target = self.target(label)
            return self.link(target, text or named(target))
        if page not in self.book.pages:
            raise self.lost(f"the link to {href!r}")
        if label:
            return self.link(self.target(label), text)
        if self.book.site:
            return f"[{text}]({self.book.site}/{page}.html)"
        return f"[{text}]({file})" if page in self.book.notebooks else text

    def inline(self, text: str) -> str:
        """Return a text without roles and labels; code and formulas are as they were."""

        def plain(found: re.Match[str]) -> str:
            if found["role"]:
                return self.role(found["role"], found["of"])
            if found["display"]:
                label = found["label"]
                tag = rf" \tag{{{self.target(label).number}}}" if label else ""
                return f"$${found['display'].rstrip()}{tag}$$"
            if found["text"] is None:
                return found[0]
            inner = self.inline(found["text"])
            return self.anchored(inner, found["href"]) if found["href"] else inner

        return INLINE.sub(plain, text)

    def block(self, block: Block) -> str:
        """Return a block of MyST as CommonMark."""
        kind = block.name.removeprefix("prf:")
        if not block.name:
            return f"{block.mark}{block.title}\n{block.text}\n{block.mark}"
        if block.name == "code-block":
            return f"{block.mark}{block.title}\n{block.text}\n{block.mark}"
        if block.name == "math":
            return f"$$\n{block.text}\n$$"
        if block.name == "solution":
            exercise = self.solved[block.title]
            worked = [
                self.listing(cell) for cell in exercise.worked if self.is_told(cell)
            ]
            title = f"{self.say['solution']}: {exercise.title}"
            return folded(title, "\n\n".join([self.markdown(block.text), *worked]))
        text = self.markdown(block.text)
        if block.name == "exercise":
            head = _heading(self.target(block.options["label"]))
            stars = block.title.partition(" ")[0]
            return f"### {self.inline(head)}\n\n{stars}\n\n{text}"
        if block.name.startswith("prf:") and kind in self.say["kinds"]:
            label = block.options.get("label", "")
            head = named(self.target(label)) if label else self.say["kinds"][kind]
            title = f" ({self.inline(block.title)})" if block.title else ""
            return quoted(f"**{head}{title}.**\n\n{text}")
        if block.name != "admonition" and block.name not in NOTES:
            raise self.lost(f"the block {block.name!r}")
        title = self.inline(block.title) or block.name.capitalize()
        if "dropdown" in block.options.get("class", ""):
            return folded(title, text)
        return quoted(f"**{title}**\n\n{text}")

    def stays(self, cell: Any) -> bool:
        """Whether a cell of code stays one: no test, no solution that is told in a fold."""
        return "remove-cell" not in tags(cell) and not self.is_told(cell)

    def is_told(self, cell: Any) -> bool:
        """Whether a cell stands, with what it printed, in the fold of a solution."""
        return "hide-cell" in tags(cell) and not draws(cell)

    def listing(self, cell: Any) -> str:
        """Return a cell as text: its code and what it printed."""
        printed = "".join(
            output.get("text", "") or output.get("data", {}).get("text/plain", "")
            for output in cell.outputs
        ).strip()
        code = f"```python\n{cell.source}\n```"
        return f"{code}\n\n```text\n{printed}\n```" if printed else code

    def markdown(self, source: str) -> str:
        """Return a text of MyST as CommonMark."""
        found = []
        for part in parts(source):
            if isinstance(part, Block):
                found.append(self.block(part))
            else:
                lines = [x for x in part.splitlines() if not LABEL.fullmatch(x)]
                found.append(self.inline("\n".join(lines)).strip())
        return "\n\n".join(filter(None, found))

    def question(self, cell: Any) -> str:
        """Return what a cell asks, as a text."""
        asked = state(cell)
        options = [x[0] if isinstance(x, list) else x for x in asked.get("options", [])]
        lines = [f"**{asked['label']}**", *(f"- {option}" for option in options)]
        return "\n".join([lines[0], "", *lines[1:]]).strip()

    def shown(self, cell: Any) -> list[Any]:
        """Return the outputs of a cell as every viewer can show them."""
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        found = []
        for output in cell.outputs:
            data = output.get("data", {})
            if output.output_type == "error":
                output["traceback"] = [f"{output.ename}: {output.evalue}"]
            elif asks(cell):
                output = new_output(
                    "display_data", {"text/markdown": self.question(cell)}
                )
            elif name := explorer(cell):
                say = words(name)
                tasks = "\n".join(f"- {task}" for task in say.get("tasks", []))
                title = f"**{say['title']}.** {self.say['explorer']}\n\n{tasks}"
                found.append(
                    new_output("display_data", {"text/markdown": title.strip()})
                )
                svg = re.search(r"<svg.*?</svg>", html(cell), re.S)
                if not svg:
                    continue
                label = re.search(r'aria-label="([^"]*)"', svg[0])
                said = unescape(label[1]) if label else ""
                output = picture(svg[0], said)
            elif "image/svg+xml" in data:
                output = picture(data["image/svg+xml"], alt)
            found.append(output)
        return found

    def told(self, cell: Any) -> list[Any]:
        """Return what a cell has shown as a cell of text, where it cannot run again."""
        shown = []
        for output in cell.outputs:
            data = output.get("data", {})
            if any(kind.startswith("image/") for kind in data):
                raise self.lost("a figure of a page that cannot run elsewhere")
            printed = output.get("text") or data.get("text/plain", "")
            shown.append(data.get("text/html") or f"```text\n{printed.rstrip()}\n```")
        return [new_markdown_cell("\n\n".join(shown), id=cell.id)] if shown else []

    def code(self, cell: Any) -> list[Any]:
        """Return what becomes of a cell of code: the cell, the caption of its figure."""
        if not self.runs:
            return self.told(cell)
        keep = {key: cell.metadata[key] for key in ("jupyter",) if key in cell.metadata}
        if keep.get("jupyter", {}).get("source_hidden"):
            keep["cellView"] = "form"  # how Colab is told to fold it
        if "raises-exception" in tags(cell):
            keep["tags"] = ["raises-exception"]  # Run All goes on
        new = new_code_cell(
            cell.source,
            id=cell.id,
            metadata=keep,
            outputs=self.shown(cell),
            execution_count=cell.execution_count,
        )
        figure = cell.metadata.get("mystnb", {}).get("figure", {})
        if "name" not in figure:
            return [new]
        number = named(self.target(figure["name"]))
        caption = f"**{number}.** {self.inline(figure.get('caption', ''))}"
        return [new, new_markdown_cell(caption, id=f"{cell.id}-caption")]

    def opening(self) -> list[Any]:
        """Return the cells that say where the page is, and what the code needs."""
        say, repository = self.say, self.book.repository
        where = say["on_site"] if self.book.site else say["in_folder"]
        text = where.format(page=f"{self.book.site}/{self.page}.html")
        if self.runs:
            text += " " + (say["installs"] if repository else say["install"])
        cells = [new_markdown_cell(text, id="about")]
        if self.runs and repository:
            package = f"infolib[course] @ git+{repository}"
            code = (
                "try:\n    import infolib\nexcept ModuleNotFoundError:\n"
                f'    %pip install --quiet "{package}"'
            )
            cells.append(new_code_cell(code, id="install"))
        return cells

    def notebook(self) -> nbformat.NotebookNode:
        """Return the plain notebook."""
        cells = self.opening()
        code = [cell for _, cell in self.chapter.code]
        kept = [self.stays(cell) for cell in code]
        support = needed([cell.source for cell in code], kept)
        fate = iter(zip(kept, support, strict=True))
        for cell in self.chapter.cells:
            if cell.cell_type == "code":
                stays, supports = next(fate)
                if stays:
                    cells += self.code(cell)
                elif supports:  # unseen, without what it printed
                    folded = {
                        "jupyter": {"source_hidden": True, "outputs_hidden": True}
                    }
                    folded["cellView"] = "form"
                    cells.append(
                        new_code_cell(cell.source, id=cell.id, metadata=folded)
                    )
            elif text := self.markdown(cell.source):
                cells.append(new_markdown_cell(text, id=cell.id))
        if self.cited:
            lines = [f"- {self.book.sources[key][1]}" for key in self.cited]
            text = "\n".join([f"## {self.say['sources']}", "", *lines])
            cells.append(new_markdown_cell(text, id="sources"))
        # A run leaves the state of its widgets too: half a megabyte that nobody reads.
        run = self.chapter.notebook.metadata
        about = {key: run[key] for key in ("kernelspec", "language_info") if key in run}
        new = nbformat.v4.new_notebook(cells=cells, metadata=about)
        nbformat.validate(new, relax_add_props=False)
        return new


def write(book: Book, page: str, cache: Path, target: Path) -> None:
    """Write the plain form of a notebook, with the outputs that a build has cached."""
    notebook = book.pages[page].notebook
    try:
        _, notebook = get_cache(cache).merge_match_into_notebook(notebook)
    except KeyError:
        raise FileNotFoundError(
            f"no run of {page} in {cache}: `make book` first"
        ) from None
    text = nbformat.writes(Plain(book, page, notebook).notebook(), ensure_ascii=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def main() -> int:
    """Write the plain notebooks of a built book into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where to write them")
    folder = parser.parse_args().folder
    book = Book()
    (cache, *_) = [*(ROOT / "_build" / ".jupyter_cache").glob("*"), Path("no cache")]
    for page in book.notebooks:
        target = folder / f"{Path(page).name}.ipynb"
        write(book, page, cache, target)
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
