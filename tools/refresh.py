"""Run notebooks and store what is reproducible of their outputs, nothing else.

After `tools/refresh.py` a notebook holds its cells counted 1..n and their text. Images,
widget models, timestamps and kernel details are left out, so that a second refresh
changes nothing and a diff shows a change of meaning only.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
KEPT = {"text/plain", "text/html", "text/latex", "text/markdown"}
# What the page folds or leaves out, JupyterLab shows folded.
FOLDED = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop everything that differs from run to run or from machine to machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        kept = {
            key: cell.metadata[key]
            for key in ("tags", "mystnb")
            if key in cell.metadata
        }
        if FOLDED & set(kept.get("tags", [])):
            kept["jupyter"] = {"source_hidden": True}
        if "hide-cell" in kept.get("tags", []):  # a solution stays shut
            kept["jupyter"] = {"outputs_hidden": True, "source_hidden": True}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type != "code":
            cell.pop("attachments", None)
            continue
        for output in cell.outputs:
            if "data" in output:
                output["data"] = {k: v for k, v in output["data"].items() if k in KEPT}
                output["metadata"] = {}
            if output.output_type == "error":
                output["traceback"] = []
    return notebook


def refresh(path: Path) -> bool:
    """Run one notebook from a clean kernel; return whether the file changed."""
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        coalesce_streams=True,  # how a loaded machine cuts them up is no content
        resources={"metadata": {"path": path.parent}},
    )
    client.execute()
    text = nbformat.writes(normalise(notebook), indent=1, ensure_ascii=False)
    after = text.rstrip("\n") + "\n"
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def main() -> int:
    """Refresh the notebooks named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "notebooks", nargs="*", type=Path, help="default: every one in book/"
    )
    parser.add_argument(
        "--check", action="store_true", help="exit with 1 if a notebook was not fresh"
    )
    options = parser.parse_args()
    paths = options.notebooks or sorted(BOOK.glob("*.ipynb"))
    if lost := [str(path) for path in paths if not path.is_file()]:
        sys.exit(f"no such notebook: {', '.join(lost)}")
    stale = 0
    for number, path in enumerate(paths, 1):
        start = time.monotonic()
        print(f"[{number}/{len(paths)}] {path.name} ...", end=" ", flush=True)
        try:
            changed = refresh(path)
        except CellExecutionError as error:
            print(f"a cell raised; the file is as it was\n{error}")
            return 1
        stale += changed
        print(
            f"{'changed' if changed else 'as stored'}, {time.monotonic() - start:.1f} s"
        )
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
