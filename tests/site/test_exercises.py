"""Exercises in code on the page: they are marked there as anywhere, an endless loop too."""

from __future__ import annotations

import pytest
from conftest import need
from test_live import PYTHON, said

IMPORTS = "import sys\nimport numpy as np\nfrom infolib import explorers"
ANSWERS = {
    "return ...": "… Not answered yet.",
    "return -np.sum(p[p > 0] * np.log2(p[p > 0]))": "✓ Right on all",
    "return -np.sum(p * np.log(p))": "✗ my_entropy(np.array([0.5, 0.5])) returns 0.69",
    "while True: pass": "✗ my_entropy(np.array([0.5, 0.5])) had not come to an end",
    "return my_entropy(p)": "✗ my_entropy(np.array([0.5, 0.5])) raises RecursionError",
    "sys.exit()": "✗ my_entropy(np.array([0.5, 0.5])) raises SystemExit",
}


# Runs cells in the page's worker, and returns what came out of each. A loop that is not
# stopped is a failure, not a test without end.
RUN = """async (sources) => {
  const about = JSON.parse(document.getElementById("live").textContent);
  const address = (path) => new URL(path, location.href).href;
  const worker = new Worker(address(about.worker));
  let parts, finish, fail;
  worker.onmessage = ({ data }) => {
    if (data.kind === "died") fail(new Error(data.text));
    if (data.kind === "done") finish({ parts, error: data.error });
    else if (data.text) parts.push([data.kind, data.text]);
  };
  const [python, course, runner] = ["python", "course", "runner"].map((key) => address(about[key]));
  worker.postMessage({ python, course, runner, absent: about.absent });
  const results = [];
  for (const source of sources) {
    const result = new Promise((...ends) => ([finish, fail] = ends));
    setTimeout(fail, 120_000, new Error("no end of a cell"));
    parts = [];
    worker.postMessage({ source, needs: [] });
    results.push(await result);
  }
  worker.terminate();
  return results;
}"""


@pytest.fixture(scope="module")
def verdicts(site, open_page):
    need(PYTHON.exists(), "No Python on the pages: run `make live`, then `make book`.")
    cell = "def my_entropy(p):\n    {}\n\n\nexplorers.check(my_entropy)"
    sources = [IMPORTS, *(cell.format(answer) for answer in ANSWERS)]
    with open_page("book/02-entropy.html", "http") as visit:
        results = visit.page.evaluate(RUN, sources)[1:]
    return dict(zip(ANSWERS, results, strict=True))


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_marked_on_the_page(verdicts, answer):
    text, rich, error = said(verdicts[answer])
    assert text.startswith(ANSWERS[answer])
    assert (rich, error) == ([], "")


def test_a_verdict_on_a_phone_needs_no_scrolling(open_page):
    """In the card of an exercise lines wrap, also those of a run."""
    with open_page("book/02-entropy.html", "http") as visit:
        visit.page.set_viewport_size({"width": 390, "height": 844})
        card = visit.page.locator(".exercise", has_text="my_entropy(p)").first
        card.locator(".live-bar").first.evaluate(
            """(bar) => {
              const out = document.createElement("div");
              out.className = "live-out";
              out.innerHTML = `<pre class="live-text">${"a verdict of words ".repeat(9)}</pre>`;
              bar.after(out);
            }"""
        )
        line = card.locator(".live-text")
        assert line.evaluate("(x) => x.scrollWidth <= x.clientWidth")
        stored = card.locator(".output pre").first
        assert stored.evaluate("(x) => x.scrollWidth <= x.clientWidth")
