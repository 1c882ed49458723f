"""Make the text face of the pages anew: two small files in book/_static/fonts.

The face is Source Serif 4 by Frank Grießhammer (Adobe, SIL Open Font License 1.1), from
the npm package named below. Kept are the letters and signs of `TEXT`, the size for running
text, the upright from regular to bold and the italic in regular. The licence reserves the
name "Source" for the original, so the result has a name of its own.

Needs npm, and `pip install brotli` beside the course's environment. Sphinx copies the
result into the site; a test says so if a page has a letter that is not in it.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "source-serif@4.5.1"
FAMILY = "Course Serif"
SIZE = 16  # the optical size: made for text of 16 points

TEXT = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0©°±²³·×÷«»¼½¾⅓⅔⅛–—‘’“”…′‖†→←−√∞≈≠≤≥∑∏ℓ₀₁₂₃₄₅₆₇₈₉⁰¹⁴⁵⁶⁷⁸⁹⁻"
    + "ÄÅÇÉÖØÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüýőŒœšž"
    + "ΔΘΛΣΦΩαβγδεηθκλμνπρστφχψω"
)
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "tnum"]
FACES = {
    "roman": ("SourceSerif4Variable-Roman.ttf", {"wght": (400, 700), "opsz": SIZE}),
    "italic": ("SourceSerif4Variable-Italic.ttf", {"wght": 400, "opsz": SIZE}),
}


def small(source: bytes, axes: dict[str, object], style: str) -> bytes:
    """Return the part of a variable font that the pages need, as WOFF2."""
    font = instancer.instantiateVariableFont(TTFont(io.BytesIO(source)), axes)
    options = subset.Options(layout_features=FEATURES, hinting=False)
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=TEXT)
    subsetter.subset(font)
    name = f"{FAMILY} {style}"
    for number, text in {
        1: FAMILY,
        2: style,
        3: f"{name} from {PACKAGE}",
        4: name,
        6: name.replace(" ", ""),
    }.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].modified = font["head"].created  # the same bytes each time
    font.recalcTimestamp = False
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def main() -> int:
    """Fetch the package, cut the font down, write it with its licence."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "book/_static/fonts",
        help="folder to write to",
    )
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:

            def read(name: str) -> bytes:
                member = package.extractfile(f"package/{name}")
                assert member
                return member.read()

            for style, (file, axes) in FACES.items():
                data = small(read(f"VAR/{file}"), axes, style.capitalize())
                target = options.output / f"course-serif-{style}.woff2"
                target.write_bytes(data)
                print(f"{target.name}: {len(data) / 1000:.1f} kB")
            (options.output / "OFL.txt").write_bytes(read("LICENSE.md"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
