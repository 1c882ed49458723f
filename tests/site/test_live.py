"""Python on the page, offline: it prints what the notebooks store, and it obeys its buttons."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from browse import ROOT, SITE, soup
from conftest import need

# Without a Python on the pages there is nothing to test; CI has one.
PYTHON = SITE / "_static" / "python"
NOTEBOOKS = sorted(
    file.stem
    for file in (ROOT / "book").glob("*.ipynb")
    if (SITE / "book" / f"{file.stem}.html").exists()
)
# What the page's Python cannot say as it is stored, and why.
NOT_ON_THE_PAGE = {
    "peers": "its package runs SciPy and scikit-learn where the page is made",
}

# Runs cells in the page's worker as live.js does, and returns what came out of each.
RUN = """async (cells) => {
  const about = JSON.parse(document.getElementById("live").textContent);
  const address = (path) => new URL(path, location.href).href;
  const worker = new Worker(address(about.worker));
  let parts, finish;
  worker.onmessage = ({ data }) => {
    if (data.kind === "died") throw new Error(data.text);
    if (data.kind === "done") finish({ parts, error: data.error });
    else if (data.text) parts.push([data.kind, data.text]);
  };
  const [python, course, runner] = ["python", "course", "runner"].map((key) => address(about[key]));
  worker.postMessage({ python, course, runner, absent: about.absent });
  const results = [];
  for (const source of cells) {
    const result = new Promise((go) => (finish = go));
    parts = [];
    worker.postMessage({ source, needs: [] });
    results.push(await result);
  }
  worker.terminate();
  return results;
}"""


@pytest.fixture(scope="module", autouse=True)
def python_on_the_page(site):
    need(PYTHON.exists(), "No Python on the pages: run `make live`, then `make book`.")


def said(result):
    """Return what a cell printed and showed, and the last line of its error."""
    texts, rich, error = [], [], ""
    for kind, text in result["parts"]:
        if kind == "text":
            texts.append(text)
        elif kind == "error":
            error = text.splitlines()[-1]
        else:
            rich.append(text)
    return "".join(texts), rich, error


def stored(cell):
    """Return the same of the outputs of a notebook."""
    texts, rich, error = [], [], ""
    for output in cell.outputs:
        if output.output_type == "stream":
            texts.append(output.text)
        elif output.output_type == "error":
            error = f"{output.ename}: {output.evalue}"
        elif "text/html" in output.data:
            rich.append(output.data["text/html"])
        elif not output.data["text/plain"].startswith("<Figure "):
            texts.append(output.data["text/plain"] + "\n")
    return "".join(texts), rich, error


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_says_on_the_page_what_the_notebook_stores(name, open_page):
    if name in NOT_ON_THE_PAGE:
        assert not soup(f"book/{name}.html").find(id="live")
        return
    notebook = nbformat.read(ROOT / "book" / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with open_page(f"book/{name}.html", "http") as visit:
        results = visit.page.evaluate(RUN, [cell.source for cell in cells])
        assert [url for url in visit.requests if not url.startswith(visit.home)] == []
    lacking, wrong = [], []
    for cell, result in zip(cells, results, strict=True):
        if result["error"].startswith("lacking"):
            lacking.append((result["error"], cell.source))
            continue
        (text, rich, error), (text0, rich0, error0) = said(result), stored(cell)
        same = len(rich) == len(rich0) and all(
            old in new for new, old in zip(rich, rich0)
        )
        if text != text0 or error != error0 or not same:
            print(
                "WRONG",
                cell.metadata.get("tags"),
                repr(cell.source[:80]),
                error,
                error0,
                repr(text[:300]),
                repr(text0[:300]),
                len(rich),
                len(rich0),
            )
            wrong.append((cell.metadata.get("tags"), cell.source, error, text, text0))
            if rich and rich0 and rich0[0] not in rich[0]:
                Path(f"/tmp/live/r{len(wrong)}.new").write_text(rich[0])
                Path(f"/tmp/live/r{len(wrong)}.old").write_text(rich0[0])
    print(name, len(cells), "lacking", len(lacking), "wrong", len(wrong))
    for x in lacking:
        print(x[0], x[1][:60].replace("\n", ";"))
    assert wrong == []
