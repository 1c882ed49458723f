"""Run every row of "Coming from SciPy, PyTorch, scikit-learn or dit" and keep the results.

Writes infolib/peers/results.json: what each row returns, and the versions of the
libraries that returned it. It needs all four libraries. PyTorch and dit are not among
the requirements of the course: give them an environment of their own.
"""

from __future__ import annotations

import argparse
import json
from importlib.metadata import version
from pathlib import Path

from infolib import peers

KEPT = Path(__file__).resolve().parents[1] / "infolib" / "peers" / "results.json"
PACKAGES = {"sklearn": "scikit-learn", "NumPy": "numpy"}


def kept() -> dict[str, object]:
    """Run all rows."""
    names = [*peers.NAMES, "NumPy"]
    rows = {
        f"{row.peer}: {row.task}": {
            "code": peers.digest(row),
            "theirs": peers.returned(row.theirs, row.peer),
            "ours": peers.returned(row.ours),
        }
        for row in peers.ROWS
    }
    return {
        # Without what a build adds, such as the +cpu of PyTorch
        "versions": {n: version(PACKAGES.get(n, n)).partition("+")[0] for n in names},
        "returned": rows,
    }


def main() -> None:
    """Run all rows and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=KEPT, help="default: %(default)s")
    out = parser.parse_args().out
    text = json.dumps(kept(), ensure_ascii=False, indent=1)
    out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
