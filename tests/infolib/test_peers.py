"""Every cell of "Coming from SciPy, PyTorch, scikit-learn or dit" is what was returned."""

import ast
import re
from pathlib import Path

import mpmath
import oracle
import pytest

from infolib import peers

ROOT = Path(__file__).resolve().parents[2]
KEPT = peers.results()
MODULES = {"scipy": "scipy", "sklearn": "sklearn", "torch": "torch", "dit": "dit"}
each_row = pytest.mark.parametrize("row", peers.ROWS, ids=lambda row: name(row))


def name(row):
    return f"{row.peer}: {row.task}"


def derive(truth):
    """Compute a row's truth with 60 digits."""
    with mpmath.workdps(60):
        return eval(truth, {**vars(mpmath), "oracle": oracle})


def test_no_row_is_there_twice_and_every_peer_has_both_kinds():
    assert len({name(row) for row in peers.ROWS}) == len(peers.ROWS) > 50
    kinds = {(row.peer, row.kind) for row in peers.ROWS}
    assert kinds == {(peer, kind) for peer in peers.NAMES for kind in ("task", "trap")}


def test_the_kept_results_are_those_of_these_rows():
    rows = {name(row): peers.digest(row) for row in peers.ROWS}
    kept = {row: entry["code"] for row, entry in KEPT["returned"].items()}
    assert kept == rows, "run tools/peers.py where PyTorch and dit are installed"


@each_row
def test_the_other_library_returns_what_the_page_says(row):
    reason = f"{peers.NAMES[row.peer]} is not a requirement of the course"
    pytest.importorskip(MODULES[row.peer], reason=reason)
    assert peers.returned(row.theirs, row.peer) == KEPT["returned"][name(row)]["theirs"]


@each_row
def test_infolib_returns_what_the_page_says(row):
    assert peers.returned(row.ours) == KEPT["returned"][name(row)]["ours"]


@each_row
def test_infolib_is_right_by_another_way(row):
    ours = peers.returned(row.ours)
    if row.truth:
        truth = derive(row.truth)
        listed = isinstance(truth, list | tuple)
        exact = type(truth)(map(float, truth)) if listed else float(truth)
        assert ours == peers.shown(exact)
    else:
        assert ours.startswith("ValueError: ")


@each_row
def test_a_task_gives_the_same_and_a_trap_does_not(row):
    kept = KEPT["returned"][name(row)]
    same = kept["theirs"] == kept["ours"] and row.units[0] == row.units[1]
    assert same == (row.kind == "task")


@each_row
def test_a_row_says_in_plain_words_what_to_know(row):
    assert row.note.endswith(".")
    assert len(row.note.split()) <= 40
    assert row.note.count("`") % 2 == row.task.count("`") % 2 == 0
    assert not re.search("—|simply|obviously|of course|\\*", row.note + row.task)
    assert re.findall(r"\d\.\d{3,}", row.note) == [], "figures are for the columns"
    for url in re.findall(r"\]\(([^)]+)\)", row.note):
        assert re.match(r"https://[\w./#-]+$", url)


@each_row
def test_code_is_narrow_enough_to_be_read_and_ends_in_an_expression(row):
    for code in (row.theirs, row.ours):
        assert isinstance(ast.parse(code).body[-1], ast.Expr)
        assert len(code.split("\n")) <= 2


def test_a_row_whose_code_changed_is_not_shown_with_its_old_result(monkeypatch):
    table = peers.tasks("torch")
    assert "1.21301 nats" in table._repr_html_()
    changed = table.rows[0]._replace(theirs="Categorical(q).entropy()")
    monkeypatch.setattr(table, "rows", [changed])
    with pytest.raises(ValueError, match=r"no result is kept for 'Entropy' of torch"):
        table._repr_html_()


def test_an_error_and_a_warning_are_part_of_what_is_returned():
    assert peers.returned("1 / 0") == "ZeroDivisionError: division by zero"
    code = 'import warnings; warnings.warn("so")\n1 / 8'
    assert peers.returned(code) == "0.125, and a UserWarning"
    assert peers.shown(-0.0) == "0"


def test_the_results_are_those_of_the_pinned_libraries():
    pins = dict(
        re.findall(r"^([\w-]+)==(\S+)", (ROOT / "constraints.txt").read_text(), re.M)
    )
    kept = KEPT["versions"]
    assert list(kept) == [*peers.NAMES, "NumPy"]
    for module, package in {
        "scipy": "scipy",
        "sklearn": "scikit-learn",
        "NumPy": "numpy",
    }.items():
        assert kept[module] == pins[package], (
            "run tools/peers.py with the pinned versions"
        )


def test_the_job_that_runs_all_libraries_has_their_versions():
    workflow = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    for package in ("torch", "dit"):
        assert f"{package}=={KEPT['versions'][package]}" in workflow


def test_the_page_shows_every_row():
    page = (ROOT / "book" / "peers.ipynb").read_text(encoding="utf-8")
    for peer in peers.NAMES:
        for kind in ("setup", "tasks", "traps"):
            assert f'peers.{kind}(\\"{peer}\\")' in page
    assert page.count("<tr class='task'>") == len(peers.ROWS)
