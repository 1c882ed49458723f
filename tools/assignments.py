"""Write the problem sets of a year: for students, and for nbgrader.

Students get `release/ps1/ps1.ipynb` and so on; `source` beside it, with the solutions, is
what nbgrader starts from. The sets are in `teach/assignments`; what differs from year to
year is drawn from the pools in them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from _assignments import ROOT, SETS, read, students


def main() -> int:
    """Write all sets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--year", type=int, required=True, help="of the numbers")
    parser.add_argument("--output", type=Path, default=ROOT / "_build" / "assignments")
    options = parser.parse_args()
    for path in sorted(SETS.glob("*/*.ipynb")):
        source = read(path, options.year)
        for kind, notebook in [("source", source), ("release", students(source))]:
            target = options.output / kind / path.stem / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            written = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
            target.write_text(written, encoding="utf-8")
    print(f"{options.output}/release: for students, the numbers of {options.year}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
