"""Every cell of "Coming from SciPy, PyTorch, scikit-learn or dit" is what was returned."""

import importlib.util
import re
from pathlib import Path

import mpmath
import oracle
import peers
import pytest

ROOT = Path(__file__).resolve().parents[2]
each_peer = pytest.mark.parametrize("peer", peers.ROWS)
each_heavy_peer = pytest.mark.parametrize("peer", peers.KEPT)


def rows(peer, *kinds):
    return [row for kind in kinds for row in peers.ROWS[peer][kind]]


def derive(truth):
    """Compute a row's truth with 60 digits."""
    with mpmath.workdps(60):
        value = eval(truth, {**vars(mpmath), "oracle": oracle})
    return [*map(float, value)] if isinstance(value, list) else float(value)


@each_peer
def test_a_task_gives_the_same_and_a_trap_does_not(peer):
    for row in rows(peer, "tasks"):
        assert peers.theirs(peer, row) == peers.returned(row["ours"]), row["title"]
    for row in rows(peer, "traps"):
        assert peers.theirs(peer, row) != peers.returned(row["ours"]), row["title"]


@each_peer
def test_infolib_is_right_where_they_differ(peer):
    for row in rows(peer, "traps"):
        ours = peers.returned(row["ours"])
        if "truth" in row:
            assert ours == peers.shown(derive(row["truth"])), row["title"]
        else:
            assert ours.startswith("ValueError: "), row["title"]


@each_heavy_peer
def test_the_kept_results_are_those_of_these_rows(peer):
    kept = peers.KEPT[peer]
    assert kept["setup"] == peers.ROWS[peer]["setup"], "run tools/peers.py"
    written = [row["theirs"] for row in rows(peer, "tasks", "traps")]
    assert sorted(kept["returned"]) == sorted(written), "run tools/peers.py"


@each_heavy_peer
def test_the_other_library_returns_what_was_kept(peer):
    if not importlib.util.find_spec(peer):
        pytest.skip(f"{peer} is not a requirement of the course")
    for code, kept in peers.KEPT[peer]["returned"].items():
        assert peers.returned(code, peers.ROWS[peer]["setup"]) == kept, code


def test_a_row_whose_code_changed_is_not_shown_with_its_old_result(monkeypatch):
    table = peers.tasks("torch")
    assert "1.21301 nats" in table._repr_html_()
    changed = {**table.rows[0], "theirs": "Categorical(q).entropy()"}
    monkeypatch.setattr(table, "rows", [changed])
    with pytest.raises(ValueError, match="no result is kept of PyTorch for 'Entropy'"):
        table._repr_html_()
    monkeypatch.setitem(peers.ROWS["dit"], "setup", "import dit")
    with pytest.raises(ValueError, match=r"run tools/peers\.py"):
        peers.tasks("dit")._repr_html_()


def test_an_error_and_a_warning_are_part_of_what_is_returned():
    assert peers.returned("1 / 0") == "ZeroDivisionError: division by zero"
    code = 'import warnings; warnings.warn("so")\n1 / 8'
    assert peers.returned(code) == "0.125, and a UserWarning"
    assert peers.shown(-0.0) == "0"


@each_peer
def test_a_note_is_a_sentence_whose_marks_are_closed(peer):
    for row in rows(peer, "tasks", "traps"):
        text = row["title"] + row["note"]
        assert row["note"].endswith("."), row["title"]
        assert len(row["note"].split()) <= 40, row["title"]
        assert text.count("`") % 2 == 0, row["title"]
        assert not re.search("—|simply|obviously|of course|\\*", text), row["title"]
        for url in re.findall(r"\]\(([^)]+)\)", text):
            assert re.match(r"https://[\w./#-]+$", url)


def test_the_job_that_runs_all_libraries_has_their_versions():
    workflow = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    for peer, kept in peers.KEPT.items():
        assert f"{peer}=={kept['version']}" in workflow


def test_the_page_shows_every_row():
    page = (ROOT / "book" / "peers.ipynb").read_text(encoding="utf-8")
    for peer in peers.ROWS:
        for part in ("setup", "tasks", "traps"):
            assert f'peers.{part}(\\"{peer}\\")' in page
    shown = sum(len(rows(peer, "tasks", "traps")) for peer in peers.ROWS)
    assert page.count("<tr class='task'>") == shown > 50
