"""Build the site once more, from nothing, and compare it with _build/html byte by byte.

The second build has a folder, a cache and a seed of hashes of its own: what depends on the
order of a set, on the clock or on what an earlier build left behind shows itself. About as
long as `make book` takes the first time.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def files(site: Path) -> set[str]:
    """Return the paths of a site's files, but for the slides: `make slides` adds them."""
    found = (p.relative_to(site) for p in site.rglob("*") if p.is_file())
    return {path.as_posix() for path in found if path.parts[0] != "slides"}


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that two sites do not share byte for byte."""
    return sorted(
        (files(one) ^ files(other))
        | {
            name
            for name in files(one) & files(other)
            if not filecmp.cmp(one / name, other / name, shallow=False)
        }
    )


def main() -> int:
    """Build, compare, print what differs."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    site = ROOT / "_build" / "html"
    if not files(site):
        sys.exit(f"No built book in {site}: run `make book`.")
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder, "_build", "html")
        built.mkdir(parents=True)
        # `make pdf` adds it, and each build links to it.
        for printed in site.glob("*.pdf"):
            shutil.copy(printed, built)
        command = [Path(sys.executable).with_name("jupyter-book"), "build", ROOT]
        options = ["--path-output", folder, "-W", "-n", "--keep-going", "-q"]
        seed = {**os.environ, "PYTHONHASHSEED": "271828"}
        subprocess.run([*command, *options], cwd=ROOT, env=seed, check=True)
        found = differences(site, built)
    print("\n".join(["differ:", *found]) if found else "byte for byte the same")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
