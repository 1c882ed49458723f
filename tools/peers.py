"""Run the rows of PyTorch and dit on "Coming from SciPy, PyTorch …"; keep the results.

Writes book/peers/results.json: what each row returns, with the imports that it ran
under and the version of its library. PyTorch and dit are not among the requirements of
the course: give them an environment of their own.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "book"))

import peers


def kept(peer: str) -> dict[str, object]:
    """Run the rows of a library."""
    library = peers.ROWS[peer]
    rows = library["tasks"] + library["traps"]
    return {
        # Without what a build adds, such as the +cpu of PyTorch
        "version": version(peer).partition("+")[0],
        "setup": library["setup"],
        "returned": {
            row["theirs"]: peers.returned(row["theirs"], library["setup"])
            for row in rows
        },
    }


def main() -> None:
    """Run the rows and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--out", type=Path, default=peers.RESULTS, help="default: %(default)s"
    )
    out = parser.parse_args().out
    heavy = [p for p in peers.ROWS if peers.ROWS[p]["name"] not in peers.LIVE]
    text = json.dumps({p: kept(p) for p in heavy}, ensure_ascii=False, indent=1)
    out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
