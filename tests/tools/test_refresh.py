"""`make refresh` stores the same bytes each time, and nothing of the machine."""

import json
import sys

import nbformat
import pytest
import refresh as tool
from nbformat.v4 import new_code_cell, new_notebook

CELLS = [
    "print(1 / 8)",
    "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()",
    "from infolib.explorers import BinaryEntropy\nBinaryEntropy(p=0.25)",
    "1 / 0",
]


def write(path, *sources):
    """Write a notebook as an editor would leave it, with traces of a machine."""
    cells = [new_code_cell(source, execution_count=9) for source in sources]
    cells[0].metadata.update(collapsed=False, execution={"iopub.status": "2026-01-01"})
    if len(cells) > 1:
        cells[1].metadata.update(tags=["hide-input"], mystnb={"image": {"alt": "Two."}})
    if "1 / 0" in sources:
        cells[sources.index("1 / 0")].metadata["tags"] = ["raises-exception"]
        cells[0].metadata["tags"] = ["hide-cell"]
    metadata = {"kernelspec": {"display_name": "Mine (3.9)", "name": "mine"}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """Refresh a notebook twice; return its text, and what each of the two changed."""
    path = tmp_path_factory.mktemp("refresh") / "cases.ipynb"
    write(path, *CELLS)
    changed = [tool.refresh(path), tool.refresh(path)]
    return path.read_text(encoding="utf-8"), changed


def test_a_second_refresh_changes_nothing(refreshed):
    assert refreshed[1] == [True, False]


def test_cells_are_counted_from_one(refreshed):
    cells = json.loads(refreshed[0])["cells"]
    assert [cell["execution_count"] for cell in cells] == [1, 2, 3, 4]


def test_numbers_and_the_size_of_a_figure_are_kept(refreshed):
    printed, figure, *_ = json.loads(refreshed[0])["cells"]
    assert printed["outputs"][0]["text"] == ["0.125\n"]
    assert figure["outputs"][0]["data"]["text/plain"][0].startswith("<Figure size")


def test_an_explorer_is_stored_as_its_static_form(refreshed):
    (output,) = json.loads(refreshed[0])["cells"][2]["outputs"]
    assert set(output["data"]) == {"text/html", "text/plain"}
    assert output["data"]["text/plain"] == ["BinaryEntropy(p=0.25)"]


def test_an_error_is_stored_without_its_traceback(refreshed):
    (output,) = json.loads(refreshed[0])["cells"][3]["outputs"]
    assert output["ename"] == "ZeroDivisionError"
    assert output["traceback"] == []


@pytest.mark.parametrize(
    "trace",
    [
        "image/png",
        "widget-view",
        "model_id",
        "iopub",
        "collapsed",
        "Mine",
        "/home",
        " at 0x",
    ],
)
def test_nothing_of_the_machine_is_left(refreshed, trace):
    assert trace not in refreshed[0]


def test_tags_alt_texts_and_the_fold_are_kept(refreshed):
    metadata = json.loads(refreshed[0])["cells"][1]["metadata"]
    assert metadata == {
        "jupyter": {"source_hidden": True},
        "mystnb": {"image": {"alt": "Two."}},
        "tags": ["hide-input"],
    }


def test_a_solution_stays_shut_in_a_notebook(refreshed):
    cells = json.loads(refreshed[0])["cells"]
    assert cells[0]["metadata"] == {
        "jupyter": {"outputs_hidden": True, "source_hidden": True},
        "tags": ["hide-cell"],
    }
    assert not any("outputs_hidden" in str(cell["metadata"]) for cell in cells[1:])


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["refresh.py", *map(str, arguments)])
    return tool.main()


def test_a_notebook_that_is_not_there_is_named(tmp_path, monkeypatch):
    with pytest.raises(SystemExit, match=r"no such notebook: .*lost\.ipynb"):
        run(monkeypatch, tmp_path / "lost.ipynb")


def test_a_notebook_that_raises_is_left_as_it_was(tmp_path, monkeypatch, capsys):
    path = tmp_path / "raises.ipynb"
    write(path, "print('before')", "raise RuntimeError('by this cell')")
    before = path.read_bytes()
    assert run(monkeypatch, path) == 1
    assert "by this cell" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_check_says_that_a_notebook_was_not_fresh(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tool, "refresh", lambda path: True)
    write(tmp_path / "any.ipynb", "1")
    assert run(monkeypatch, "--check", tmp_path / "any.ipynb") == 1
    assert "changed" in capsys.readouterr().out
    monkeypatch.setattr(tool, "refresh", lambda path: False)
    assert run(monkeypatch, "--check", tmp_path / "any.ipynb") == 0
    assert "as stored" in capsys.readouterr().out
