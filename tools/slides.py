"""Build the decks of `teach/slides` into the site, as `_build/html/slides`.

They quote the built book by its labels, so `make book` comes first. A dead reference, a
question that is gone or a cell that raises stops the build.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "teach" / "slides"
SITE = ROOT / "_build" / "html"
MADE = ROOT / "_build" / "slides"
# What a deck loads of what Sphinx and reveal.js bring along, and its own.
NEEDED = [
    "_static/deck.js",
    "_static/explorers",
    "_static/fonts",
    "_static/revealjs/LICENSE",
    "_static/revealjs/dist/reveal.css",
    "_static/revealjs/dist/reveal.js",
    "_static/revealjs/plugin/notes/notes.js",
]


def command(source: Path, made: Path) -> list[str | Path]:
    """Return what builds the decks of a folder with the settings of all."""
    sphinx = [sys.executable, "-m", "sphinx", "-b", "revealjs", "-c", SOURCE]
    return [*sphinx, "-q", "-W", "-n", "--keep-going", source, made]


def publish(made: Path, target: Path) -> None:
    """Put the built decks, and what they load, in the place of those of before."""
    shutil.rmtree(target, ignore_errors=True)
    for source in [*made.glob("*.html"), *(made / name for name in NEEDED)]:
        place = target / source.relative_to(made)
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place)


def main() -> int:
    """Build the decks, then put them into the site."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.parse_args()
    if not (SITE / "objects.inv").is_file():
        sys.exit(f"No built book in {SITE}: run `make book` first.")
    shutil.rmtree(MADE, ignore_errors=True)  # what cells print is kept elsewhere
    result = subprocess.run(command(SOURCE, MADE), check=False)
    if result.returncode:
        return result.returncode
    publish(MADE, SITE / "slides")
    return 0


if __name__ == "__main__":
    sys.exit(main())
