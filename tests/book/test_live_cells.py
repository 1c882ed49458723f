"""Cells of a page: what runs them, what they need, and what runs unseen before them."""

import json
import linecache
import sys
import warnings
from types import SimpleNamespace

import live
import nbformat
import pytest
import session
from docutils import nodes
from nbformat.v4 import new_code_cell, new_notebook

SAY = {
    "cut": "(cut)",
    "full": "(full)",
    "nobody": "nobody there",
    "line": "line {n}: {code}",
    "above": "above, line {n}: {code}",
}


@pytest.fixture
def run():
    """Return a way to run cells one after the other, in one session."""
    mine = session.Session(["nowhere"], SAY)

    def run(source):
        parts = []
        error = mine.run(source, lambda *part: parts.append(part))
        return parts, error

    return run


# What a cell says.


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("1 + 1", [("text", "2\n")]),
        ("1 + 1;", []),
        ("1 + 1  # two", [("text", "2\n")]),
        ("x = 1", []),
        ("None", []),
        ("", []),
        ("# only words", []),
        ("print('a'); print('b')", [("text", "a\n"), ("text", "b\n")]),
        ("print('a')\n'b'", [("text", "a\n"), ("text", "'b'\n")]),
        ("display('a', 2)", [("text", "'a'\n"), ("text", "2\n")]),
        ("import sys\nprint('a', file=sys.stderr)", [("text", "a\n")]),
    ],
)
def test_a_cell_says_what_it_says_in_jupyter(run, source, parts):
    assert run(source) == (parts, "")


def test_cells_share_their_names(run):
    run("def double(x):\n    return 2 * x")
    assert run("double(4)") == ([("text", "8\n")], "")
    assert run("_ + 1") == ([("text", "9\n")], "")


def test_a_warning_is_given_each_time(run):
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("default")
        for _ in range(2):
            run("import warnings\nwarnings.warn('beware')")
    assert len(given) == 2


def test_many_runs_of_one_text_leave_no_trace(run):
    run("1 / 0")
    before = len(linecache.cache)
    for _ in range(9):
        parts, _ = run("1 / 0")
    assert parts[0][1].startswith("line 1: 1 / 0\n")
    assert len(linecache.cache) == before


def test_a_class_of_a_cell_is_at_home_in_main(run):
    run("from dataclasses import dataclass\n\n\n@dataclass\nclass A:\n    x: int = 1")
    assert run("A()") == ([("text", "A(x=1)\n")], "")
    assert run("import __main__\n__main__.A(2)") == ([("text", "A(x=2)\n")], "")


def test_what_shows_itself_as_html_does_so(run):
    run("class A:\n    def _repr_html_(self):\n        return '<b>a</b>'")
    assert run("A()") == ([("html", "<b>a</b>")], "")


def test_an_explorer_is_a_document_that_stands_alone(run):
    run("from infolib.explorers import BinaryEntropy")
    ((kind, document),), _ = run("BinaryEntropy(p=0.25)")
    assert kind == "explorer"
    assert 'data-explorer="binary_entropy"' in document
    assert document.count("</script>") == 2  # its state, its runtime
    assert document.startswith("<style>")


def test_figures_are_drawn_at_the_end_of_a_cell(run):
    parts, error = run("from infolib import plots\nplots.subplots()\nprint('a')")
    assert error == ""
    assert [kind for kind, _ in parts] == ["text", "svg"]
    assert "<svg" in parts[1][1]
    assert run("1") == ([("text", "1\n")], "")  # once


def test_lines_are_passed_on_at_once_and_many_lines_together(run):
    parts, _ = run("for i in range(1000):\n    print(i)")
    assert parts[:2] == [("text", "0\n"), ("text", "1\n")]
    assert session.AT_ONCE < len(parts) < 2 * session.AT_ONCE
    assert "".join(text for _, text in parts) == "".join(f"{i}\n" for i in range(1000))


def test_an_output_that_is_too_long_is_cut(run):
    parts, _ = run("for i in range(10**5): print(i)")
    text = "".join(text for _, text in parts)
    assert len(text) == session.LIMIT + len("\n(cut)\n")
    assert text.endswith("\n(cut)\n")
    assert run("print('a')")[0] == [("text", "a\n")]  # the limit is one of a cell


@pytest.mark.parametrize(
    "code", ["'a' * 10**6", "for i in range(10**5): display(i)", "print('a' * 10**6)"]
)
def test_a_value_that_is_shown_counts_as_if_it_were_printed(run, code):
    parts, _ = run(code)
    assert sum(len(text) for _, text in parts) == session.LIMIT + len("\n(cut)\n")
    assert len(parts) < 2 * session.AT_ONCE


@pytest.mark.parametrize(("size", "shown"), [(1, 25), (10**6, 5), (10**7, 0)])
def test_html_is_shown_as_long_as_there_is_room(run, size, shown):
    run(f"class A:\n    def _repr_html_(self):\n        return 'a' * {size}")
    parts, error = run("for _ in range(99): display(A())")
    assert (parts[-1], error) == (("text", "(full)\n"), "")
    assert [kind for kind, _ in parts[:-1]] == ["html"] * shown


# What an error says.


def test_an_error_is_told_in_the_lines_of_the_cells(run):
    run("def f(x):\n    return 1 / x")
    parts, error = run("a = 0\nf(a)")
    told = (
        "line 2: f(a)\nabove, line 2: return 1 / x\nZeroDivisionError: division by zero"
    )
    assert parts == [("error", told)]
    assert error == "ZeroDivisionError"


def test_the_inside_of_a_library_is_no_part_of_an_error(run):
    parts, _ = run("from infolib import entropy\nentropy([0.5, 0.6])")
    message = "ValueError: p sums to 1.1, not 1; use normalize(p)"
    assert parts == [("error", f"line 2: entropy([0.5, 0.6])\n{message}")]


def test_an_error_is_short(run):
    told, error = run("def f(n):\n    return f(n + 1)\n\n\nf(0)")
    lines = told[0][1].splitlines()
    assert error == "RecursionError"
    assert lines[0] == "line 5: f(0)"
    assert lines[4] == "…"
    assert len(lines) == 2 * session.FRAMES + 2
    told, _ = run("raise ValueError('a' * 10**6)")
    assert len(told[0][1]) < 1.1 * session.WORDS
    assert told[0][1].endswith("a …")


@pytest.mark.parametrize(
    "code", ["input('name? ')", "import sys\nsys.stdin.readline()"]
)
def test_nobody_can_be_asked(run, code):
    parts, error = run(code)
    assert error == "EOFError"
    assert parts[-1][1].endswith("EOFError: nobody there")
    assert parts[:-1] == ([("text", "name? ")] if "name" in code else [])


def test_a_cell_may_lose_its_output(run):
    assert (
        run("import sys\nprint('a')\nsys.stdout = None\n1 / 0")[1]
        == "ZeroDivisionError"
    )
    assert run("1") == ([("text", "1\n")], "")


@pytest.mark.parametrize("error", ["SystemExit", "KeyboardInterrupt", "MemoryError"])
def test_no_error_ends_the_session(run, error):
    assert run(f"raise {error}")[1] == error
    assert run("1") == ([("text", "1\n")], "")


def test_an_error_of_syntax_shows_its_place(run):
    parts, error = run("x = = 1")
    assert error == "SyntaxError"
    assert "x = = 1" in parts[0][1]


def test_the_world_is_as_before(run):
    def world():
        return sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"]

    before = world()
    run("1 / 0")
    assert world() == before


# A package that is not there.


def test_to_import_what_is_not_there_is_no_error_until_it_is_used(run):
    imports = (
        "import nowhere.a\nimport nowhere.b as c\nfrom nowhere import d, e as f\n1"
    )
    assert run(imports) == ([("text", "1\n")], "")
    for use in ["nowhere.a.b(1)", "c()", "d.e(f=2)", "f"]:
        assert run(use)[1] == "lacking nowhere", use


def test_beside_what_is_not_there_the_rest_of_an_import_is_there(run):
    imports = "import math, nowhere.a, cmath as c\nmath.pi + c.pi > 6"
    assert run(imports) == ([("text", "True\n")], "")
    assert run("nowhere.a.b()")[1] == "lacking nowhere"


def test_another_module_that_is_not_there_is_an_error_at_once(run):
    parts, error = run("import no_such_module")
    assert error == "lacking no_such_module"
    assert "No module named 'no_such_module'" in parts[0][1]


# What the page knows before anything runs.


@pytest.mark.parametrize(
    ("cells", "needed"),
    [
        (["from infolib import plots", "plots.show()"], [set(), {"matplotlib"}]),
        (["from infolib.plots import show", "show()"], [set(), {"matplotlib"}]),
        (["import infolib.plots as pl\npl.show()"], [{"matplotlib"}]),
        (["import matplotlib.pyplot as plt", "plt.plot()"], [set(), {"matplotlib"}]),
        (["from scipy import stats\nstats.norm"], [{"scipy"}]),
        (["import math, numpy as np\nnp.log(math.e)"], [set()]),
        (["from infolib import entropy\nentropy([1])"], [set()]),
        (
            ["import scipy", "def f():\n    return scipy.a()", "f()"],
            [set(), set(), {"scipy"}],
        ),
        (
            ["import scipy\na = scipy.b()\nc = 1", "c", "a = 1", "a"],
            [{"scipy"}] * 2 + [set()] * 2,
        ),
        (["import peers", "peers.traps()"], [{"peers"}, {"peers"}]),
    ],
)
def test_a_cell_needs_what_it_uses(cells, needed):
    assert list(live.needs(cells)) == needed


@pytest.mark.parametrize(
    ("packages", "lacks"),
    [(["numpy"], ["", "matplotlib"]), (["matplotlib", "numpy"], ["", ""])],
)
def test_what_a_cell_may_need_is_what_its_python_has(
    tmp_path, monkeypatch, packages, lacks
):
    lock = {"packages": dict.fromkeys(packages)}
    (tmp_path / live.LOCK).write_text(json.dumps(lock))
    monkeypatch.setattr(live, "MADE", tmp_path)
    cells = map(new_code_cell, ["from infolib import plots", "plots.show()"])
    nbformat.write(new_notebook(cells=list(cells)), tmp_path / "a.ipynb")
    places = [nodes.container(classes=["cell_input"]) for _ in range(2)]
    page = nodes.section("", *places)
    app = SimpleNamespace(
        config=SimpleNamespace(live_python="stamp", live_megabytes=9),
        builder=SimpleNamespace(format="html", get_relative_uri=lambda *pages: ""),
        env=SimpleNamespace(doc2path=lambda name: tmp_path / f"{name}.ipynb"),
    )
    live._add_bars(app, page, "a")
    assert [place.children[0]["lacks"] for place in places] == lacks


def test_code_that_is_left_out_runs_where_later_code_needs_it():
    cells = ["x = 1", "y = 2", "z = 3", "x", "y = 4", "y", "z"]
    shown = [False, False, False, True, False, True, False]
    assert list(live.silent(cells, shown)) == [(3, [0]), (5, [4])]
