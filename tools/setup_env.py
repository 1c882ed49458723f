"""Make the virtual environment `.venv` and install the pinned requirements into it.

Runs under any Python 3, so that a machine that lacks something hears which remedy helps
instead of a traceback.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)


def complain(problem, remedy):
    """Print one line and stop."""
    sys.exit(problem + " " + remedy)


def main():
    """Set up the environment."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--venv", default=str(ROOT / ".venv"), help="where to make it")
    venv = Path(parser.parse_args().venv)
    if sys.version_info < OLDEST:
        complain(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}; the course needs 3.11 or newer.",
            "Install one and name it: make PYTHON=python3.12",
        )
    python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        print(f"Making a virtual environment in {venv.name} ...", flush=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True
        )
        if made.returncode:
            shutil.rmtree(
                str(venv), ignore_errors=True
            )  # half of one would be taken for it
            complain(
                "Python's venv module does not work here.",
                "On Debian or Ubuntu: sudo apt install python3-venv",
            )
    print(
        "Installing the pinned requirements (a minute or two the first time) ...",
        flush=True,
    )
    pip = [
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--quiet",
    ]
    installed = subprocess.run(
        [*pip, "--requirement", "requirements.txt"],
        cwd=str(ROOT),
        capture_output=True,
        text=True,
    )
    if installed.returncode:
        lines = installed.stderr.strip().splitlines()
        # No route, no name, no proxy, no answer: pip says the same of each, and retries.
        if any("connection broken by" in line for line in lines):
            complain(
                "The package index cannot be reached.",
                "Connect to the network (needed once), or set PIP_INDEX_URL to a mirror.",
            )
        errors = [line for line in lines if line.startswith("ERROR")] or lines[-3:]
        complain("pip could not install the requirements:", " ".join(errors))


if __name__ == "__main__":
    main()
