"""Write constraints.txt: the exact version of everything requirements.txt pulls in.

The requirements are resolved without the old constraints in a fresh environment, on
the oldest Python that the course supports: what has wheels there has them on the newer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# The exact version of every package in the environment, direct and indirect.
# Written by `make lock`; edit requirements.txt, not this file.
"""


def main() -> int:
    """Resolve, freeze, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--output", type=Path, default=ROOT / "constraints.txt", help="file to write"
    )
    options = parser.parse_args()
    wanted = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    # Its constraints and the editable install of infolib are not what is looked for.
    direct = [line for line in wanted if not line.startswith(("-c", "-e"))]
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder, "requirements.txt")
        requirements.write_text("\n".join(direct), encoding="utf-8")
        python = Path(folder, "venv", "bin", "python")
        subprocess.run(
            [sys.executable, "-m", "venv", str(python.parents[1])], check=True
        )
        print("Resolving the requirements without the old pins ...", flush=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--requirement", requirements],
            check=True,
        )
        freeze = [python, "-m", "pip", "freeze"]
        frozen = subprocess.run(
            freeze, check=True, capture_output=True, text=True
        ).stdout
    pins = sorted(line for line in frozen.splitlines() if "==" in line)
    options.output.write_text(HEADER + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"{len(pins)} pins written to {options.output.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
