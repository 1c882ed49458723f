"""Python on the page, offline: it prints what the notebooks store, and it obeys its buttons."""

from __future__ import annotations

import json
import re
import time

import nbformat
import pytest
from browse import AXE, ROOT, SITE, WHOLE, WINDOW, soup
from conftest import need
from live import LEFT_OUT, needs
from playwright.sync_api import expect

PYTHON = SITE / "_static" / "python"
NOTEBOOKS = sorted(
    file.stem
    for file in (ROOT / "book").glob("*.ipynb")
    if (SITE / "book" / f"{file.stem}.html").exists()
)
# The whole list of the texts that the page's Python cannot give: where, how many, and why.
# Of the page on the peers no cell can be pressed; of the others the page says what they need.
NOT_ON_THE_PAGE = {
    "peers": (14, "SciPy and scikit-learn run where the page is made"),
    "04-kl-divergence": (4, "SciPy looks for the best fit"),
}

# Notes what the page gives its worker to run, and what comes back of each.
NOTE = """() => {
  window.runs = [];
  window.Worker = class extends Worker {
    constructor(...about) {
      super(...about);
      this.addEventListener("message", ({ data }) => {
        if (data.kind === "done") runs.at(-1).error = data.error;
        else if (data.text) runs.at(-1).parts.push([data.kind, data.text]);
      });
    }
    postMessage(data) {
      if ("source" in data) runs.push({ source: data.source, parts: [], error: "no end" });
      super.postMessage(data);
    }
  };
}"""


@pytest.fixture(scope="module", autouse=True)
def python_on_the_page(site):
    need(PYTHON.exists(), "No Python on the pages: run `make live`, then `make book`.")


def there():
    """Return the packages that the page's Python has."""
    lock = json.loads((PYTHON / "pyodide-lock.json").read_text(encoding="utf-8"))
    return {*lock["packages"]}


def said(result):
    """Return what a cell printed, what it showed, and the last line of its error."""
    texts, rich, error = [], [], ""
    for kind, text in result["parts"]:
        if kind == "text":
            texts.append(text)
        elif kind == "error":
            error = text.splitlines()[-1]
        else:
            rich.append("a figure" if kind == "svg" else text)
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
        elif output.data["text/plain"].startswith("<Figure "):
            rich.append("a figure")
        else:
            texts.append(output.data["text/plain"] + "\n")
    return "".join(texts), rich, error


def tells(cell):
    """Count the outputs of a cell that are no figures."""
    return len(cell.outputs) - stored(cell)[1].count("a figure")


def fault(cell, lacks, run):
    """Return what a cell says on the page and the notebook does not store, or nothing."""
    (text, rich, error), (text0, rich0, error0) = said(run), stored(cell)
    if lacks:  # told before the run; what comes before the first use is right
        # A name that such a cell would have bound is lacking as well.
        known = {"NameError", *(f"lacking {name}" for name in lacks)}
        wrong = run["error"] not in known or not text0.startswith(text)
    else:
        wrong = (text, error) != (text0, error0)
        if len(rich) != len(rich0) or not all(map(str.__contains__, rich, rich0)):
            return cell.source, "what it shows is not what is stored"
    return (cell.source, text, error) if wrong else None


def was_read(complaint, home):
    """Whether a file that the worker counts while it reads it is said to be aborted.

    Chromium says so of a stream that was read to its end before the network told of the
    end. What is read in part neither starts nor unpacks: then no cell runs.
    """
    files = rf"failed: {re.escape(home)}_static/(python/|session\.py\?)\S+: net::ERR_ABORTED"
    return re.fullmatch(files, complaint)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_says_on_the_page_what_the_notebook_stores(name, open_page):
    """A press runs what stands above, in order: Run all is every press on a fresh page."""
    notebook = nbformat.read(ROOT / "book" / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    used = list(needs([cell.source for cell in cells]))
    lacking = [packages - there() for packages in used]
    silent = sum(
        tells(cell) for cell, lacks in zip(cells, lacking, strict=True) if lacks
    )
    # A full distribution of Pyodide, which some have, leaves less out.
    number, reason = NOT_ON_THE_PAGE.get(name, (0, "say why in NOT_ON_THE_PAGE"))
    assert silent == (number if any(lacking) else 0), reason
    if all(lacking):
        assert not soup(f"book/{name}.html").find(id="live")  # nothing can be pressed
        return
    with open_page(f"book/{name}.html", "http") as visit:
        visit.page.evaluate(NOTE)
        visit.page.get_by_role("button", name="Run all", exact=True).click()
        visit.page.wait_for_function(IDLE, timeout=180_000)
        runs = visit.page.evaluate("runs")
        assert [url for url in visit.requests if not url.startswith(visit.home)] == []
        assert [x for x in visit.complaints if not was_read(x, visit.home)] == []
    faults = []
    for cell, lacks in zip(cells, lacking, strict=True):
        if runs and runs[0]["source"] == cell.source:
            faults.append(fault(cell, lacks, runs.pop(0)))
        elif not LEFT_OUT & set(cell.metadata.get("tags", [])):
            faults.append((cell.source, "it was not run"))
    assert runs == []
    assert list(filter(None, faults)) == []


# The buttons.

IDLE = """() => ![...document.querySelectorAll(".live-bar button")]
  .some((button) => button.textContent === "Stop")"""


class Cells:
    """The cells of a page that can be run, and what a reader does with them."""

    def __init__(self, visit):
        self.visit, self.page = visit, visit.page
        self.page.evaluate(WHOLE)  # nothing moves while it is pressed
        self.bars = self.page.locator(".live-bar:visible:has([data-do=run])")

    def press(self, number, name):
        self.bars.nth(number).get_by_role("button", name=name, exact=True).click()

    def wait(self):
        self.page.wait_for_function(IDLE, timeout=60_000)

    def run(self, number):
        self.press(number, "Run")
        self.wait()

    def write(self, number, text):
        """Open the editor of a cell and replace its text."""
        self.press(number, "Edit")
        self.page.wait_for_selector(".cm-focused")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def status(self, number):
        return self.bars.nth(number).get_by_role("status").inner_text()

    def shown(self, number):
        """Return the places where a run of a cell shows something: one or none."""
        place = self.bars.nth(number).locator(
            "xpath=ancestor::div[contains(@class, 'cell')][1]/.."
        )
        return place.locator(".live-out").all()

    def output(self, number):
        (place,) = self.shown(number)
        return place.inner_text().strip()


STALLS = 1  # of the cells of chapter 2: the entropies of both stalls


@pytest.fixture
def cells(open_page):
    """A page where nothing has run."""
    with open_page("book/02-entropy.html", "http") as visit:
        yield Cells(visit)
        assert [url for url in visit.requests if not url.startswith(visit.home)] == []


@pytest.fixture(scope="module")
def warm(open_page):
    with open_page("book/02-entropy.html", "http") as visit:
        cells = Cells(visit)
        cells.run(STALLS)
        yield cells


@pytest.fixture
def running(warm):
    """A page where Python runs, with that cell as the book has it."""
    if (reset := warm.bars.nth(STALLS).get_by_role("button", name="Reset")).count():
        reset.click()
    return warm


def test_nothing_is_loaded_before_the_first_press_which_says_what_it_costs(cells):
    assert [url for url in cells.visit.requests if "/python/" in url] == []
    assert re.fullmatch(r"The first run loads Python, \d+ MB, once\.", cells.status(0))
    assert cells.bars.get_by_role("button", name="Run all").count() == 1


# What a screen reader says of the bars, one thing after the other.
LISTEN = """() => {
  window.heard = [];
  const hear = ([{ target }]) => heard.push(target.textContent.trim());
  for (const status of document.querySelectorAll(".live-bar [role=status]"))
    new MutationObserver(hear).observe(status, { childList: true });
}"""


def test_a_press_runs_the_cells_above_then_this_one_and_the_next_is_quick(cells):
    cells.page.evaluate(LISTEN)
    cells.run(STALLS)
    *heard, done = cells.page.evaluate("heard")
    assert heard == ["Loading Python …", "Running the cells above first …"]
    assert done.startswith("Your run, ")
    assert (
        cells.output(STALLS)
        == "station 1.50 bits, river 1.56 bits\nriver in nats: 1.08"
    )
    assert cells.page.locator(".live-out").count() == 1  # those above ran unseen
    began = time.monotonic()
    cells.run(STALLS)
    assert time.monotonic() - began < 2  # no new Python
    assert float(re.search(r"([\d.]+) ms", cells.status(STALLS))[1]) < 100


def test_what_a_reader_writes_runs_by_key_stays_and_goes(cells):
    cells.write(STALLS, 'print("mine", 6 / 3)')  # a slash is a letter here
    cells.page.keyboard.press("Shift+Enter")
    assert cells.bars.nth(STALLS).get_by_role("button", name="Stop").count() == 1
    cells.wait()
    assert cells.output(STALLS) == "mine 2.0"
    cells.page.keyboard.press("Tab")
    assert cells.page.locator(".cm-focused").count() == 1
    cells.page.keyboard.press("Escape")
    assert cells.page.evaluate("document.activeElement.textContent") == "Run"
    cells.page.reload()
    cells.page.evaluate(WHOLE)
    code = cells.page.locator(".cell_input:visible pre").nth(STALLS)
    assert code.inner_text().startswith('    print("mine", 6 / 3)')
    assert cells.status(STALLS) == "Your version, kept on this device."
    cells.press(STALLS, "Reset")
    assert code.inner_text().startswith("R = [0.42, 0.31, 0.27]")
    assert cells.page.evaluate("document.activeElement.textContent") == "Edit"
    cells.page.reload()
    assert code.inner_text().startswith("R = [0.42, 0.31, 0.27]")


def test_an_error_above_is_told_where_the_reader_pressed(running):
    running.write(STALLS - 1, "1 / 0")
    running.run(STALLS)
    assert running.status(STALLS).startswith("A cell above stopped with an error:")
    assert (
        running.output(STALLS) == "line 1: 1 / 0\nZeroDivisionError: division by zero"
    )
    running.press(STALLS - 1, "Reset")
    running.run(STALLS)
    assert running.status(STALLS).startswith("Your run")


def test_an_edit_that_fails_far_above_is_found_or_left_out_from_below(cells):
    exercise = cells.bars.count() - 1  # the last cell that stands open
    cells.write(STALLS, "R = [0.42,")
    cells.page.reload()  # what was written stays
    cells.page.evaluate(WHOLE)
    cells.run(exercise)
    assert "SyntaxError" in cells.output(exercise)
    cells.press(exercise, "Go to the cell that you edited")
    bar = cells.bars.nth(STALLS)
    expect(bar.get_by_role("button", name="Edit")).to_be_focused()
    expect(bar).to_be_in_viewport()
    cells.press(exercise, "Use the page's version there")
    cells.wait()
    assert cells.status(exercise).startswith("Your run")
    assert bar.get_by_role("button", name="Reset").count() == 0
    assert (
        cells.page.evaluate("localStorage.getItem(`live:${location.pathname}`)") == "{}"
    )


def test_an_edit_by_which_another_cell_fails_is_found_too(cells):
    cells.write(STALLS, "R = None")  # a later cell wants the orders by the river
    last = cells.bars.count() - 1
    cells.run(last)
    assert cells.status(last).startswith("A cell above stopped with an error:")
    cells.press(last, "Use the page's version there")
    cells.wait()
    assert cells.status(last).startswith("Your run")


HOSTILE = {
    "endless": "while True:\n    pass",
    "endless words": "while True:\n    print('a' * 1000)",
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_a_cell_that_never_ends_is_stopped_and_the_page_goes_on(running, code):
    running.write(STALLS, code)
    running.press(STALLS, "Run")
    running.page.wait_for_timeout(1000)
    running.press(STALLS, "Stop")
    running.wait()
    assert running.status(STALLS).startswith("Stopped.")
    running.press(STALLS, "Reset")
    running.run(STALLS)
    assert running.output(STALLS).startswith("station 1.50 bits")


CUT = "a cell may print 100,000 characters"
NEST = "a = []\nfor _ in range(10**5):\n    a = [a]\na"
PIECE = (
    "class A:\n    def _repr_html_(self):\n        return '<p>a</p>' * 10**6\n\n\nA()"
)
HARSH = {  # what a cell does, and what the page says then
    "4 GB": ("[np.empty(2**27) for _ in range(4)]", "MemoryError"),
    "10 MB in a line": ("print('a' * 10**7)", CUT),
    "10 MB of a value": ("'a' * 10**7", CUT),
    "10 MB of HTML": (PIECE, "of 5 MB together"),
    "a long line": ("print('a' * 90_000 + '.')", "aaa."),
    "a million lines": ("for i in range(10**6): print(i)", CUT),
    "a deep call": ("def f(n): return f(n + 1)\nf(0)", "RecursionError"),
    "a deep list": (NEST, "The next run starts a new one."),
    "a question": ("input('Who? ')", "nobody can be asked here"),
    "the end": ("import sys\nsys.exit()", "SystemExit"),
}


@pytest.mark.parametrize(("code", "told"), HARSH.values(), ids=HARSH)
def test_a_harsh_cell_leaves_the_page_usable(running, code, told):
    running.write(STALLS, code)
    running.run(STALLS)
    said = running.output(STALLS) if running.shown(STALLS) else running.status(STALLS)
    assert told in said
    assert len(said) < 101_000
    width = running.page.evaluate("document.documentElement.scrollWidth")
    assert width <= WINDOW["width"]
    running.press(STALLS, "Reset")
    running.run(STALLS)
    assert running.output(STALLS).startswith("station 1.50 bits")


def test_one_cell_runs_at_a_time_and_a_double_click_runs_it(running):
    running.write(STALLS, "import time\ntime.sleep(2)\n'done'")
    running.bars.nth(STALLS).get_by_role("button", name="Run").dblclick()
    running.press(STALLS - 1, "Run")
    assert running.status(STALLS - 1).startswith("Another cell is running")
    running.wait()
    assert running.output(STALLS) == "'done'"


# In the browser's own words: what is named, what a key reaches, what can be read.
FLAWS = """async () => {
  const include = [".live-bar", ".live-out", ".cm-editor"];
  const { violations } = await axe.run({ include }, { preload: false, iframes: false });
  return violations.map(({ id, nodes }) => [id, nodes[0].html]);
}"""


def test_bars_editor_and_outputs_are_for_everybody(running):
    running.write(STALLS, "for i in range(99): print('a' * 999)\n1 / 0")
    running.run(STALLS)
    bar = running.bars.nth(STALLS)
    assert re.fullmatch(r"Code cell \d+", bar.get_attribute("aria-label"))
    assert running.status(STALLS) == "It stopped with ZeroDivisionError."
    page = running.page
    out = page.get_by_role("group", name="What your run showed")
    assert out.locator("pre").evaluate_all("(all) => all.map((x) => x.tabIndex)") == [
        0,
        0,
    ]
    assert page.get_by_role("textbox", name="Python code, to edit").count() == 1
    page.evaluate(AXE)
    for width, scheme in [(1280, "light"), (390, "dark")]:
        running.visit.look(width, scheme)
        assert page.evaluate(FLAWS) == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    running.visit.look(WINDOW["width"], "light")


def test_html_of_a_cell_reaches_nothing_of_the_page(running):
    page = """class Page:
    def _repr_html_(self):
        return '<p>here</p><script>try { top.document.title = "mine" } catch { }</script>'


Page()"""
    title = running.page.title()
    running.write(STALLS, page)
    running.run(STALLS)
    frame = running.page.frame_locator(".live-out iframe")
    assert frame.locator("p").inner_text() == "here"
    assert running.page.title() == title


def test_an_explorer_made_in_a_cell_is_live(running):
    running.write(STALLS, "explorers.DesignDistribution(p=[0.7, 0.3])")
    running.run(STALLS)
    frame = running.page.frame_locator(".live-out iframe")
    frame.locator("[data-mounted=ready]").wait_for()
    frame.locator("details").evaluate("(fold) => (fold.open = true)")  # its sliders
    number = frame.locator("input:not([type=range])").first
    assert number.input_value() == "0.70"
    frame.locator("input[type=range]").first.press("ArrowRight")
    expect(number).to_have_value("0.71")


def test_a_question_and_a_prediction_made_in_a_cell_are_live(running):
    running.write(
        STALLS,
        "display(explorers.NumberQuestion('π', math.pi, slips={'Rough.': 22 / 7}))\n"
        "explorers.Predict('toss', 'Bits of a toss?', ['1', '2'], truth='1', why='So.')",
    )
    running.run(STALLS)
    number = running.page.frame_locator(".live-out iframe >> nth=0")
    number.locator("input").fill("3.1429")
    number.locator("input").press("Enter")
    expect(number.locator("body")).to_contain_text("Rough.")
    belief = running.page.frame_locator(".live-out iframe >> nth=1")
    belief.get_by_role("button", name="Commit").click()
    expect(belief.locator("body")).to_contain_text("So.")


def test_a_cell_that_needs_more_says_so_before_it_runs_and_sends_on(cells):
    fold = cells.page.locator(".cell details.code:has(.needs-matplotlib)").first
    fold.evaluate("(fold) => (fold.open = true)")
    bar = fold.locator(".live-bar")
    if "matplotlib" in there():  # a full distribution of Pyodide: it draws
        bar.get_by_role("button", name="Run").click()
        cells.wait()
        assert cells.page.locator(".live-out img").count() == 1
        return
    assert "needs matplotlib" in bar.inner_text()
    assert bar.get_by_role("button").count() == 0
    bar.get_by_role("link").click()
    assert cells.page.locator(".bd-article h1").inner_text().startswith("Run it")


def test_a_page_from_the_disk_says_what_to_do_instead(open_page):
    with open_page("book/02-entropy.html") as visit:
        cells = Cells(visit)
        cells.press(1, "Run")
        assert "make serve" in cells.status(1)
        cells.press(2, "Edit")
        assert "make serve" in cells.status(2)
        assert visit.complaints == []
