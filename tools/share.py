"""Draw the picture that is shown where somebody shares a page: book/_static/share.png.

It is the course in one bar: 13 bits of surprise are a floor of 11.58 and a gap of 1.42. The
numbers come from `infolib`, the colours from its palette, the letters from the pages' own
font. Needs Chromium; run it again when one of these changes.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from _chromium import window
from PIL import Image

from infolib import binary_entropy
from infolib.palette import LIGHT

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1200, 630)  # what sites that show a card ask for
HEADS, TOSSES = 9, 13


def page() -> str:
    """Return the picture as HTML."""
    floor = TOSSES * binary_entropy(HEADS / TOSSES)
    gap = TOSSES - floor
    bar = 1040  # pixels for all bits
    fonts = (ROOT / "book/_static/fonts").as_uri()
    return f"""<!doctype html><meta charset="utf-8"><style>
    @font-face {{ font-family: C; src: url({fonts}/course-serif-roman.woff2); font-weight: 400 700 }}
    @font-face {{ font-family: C; src: url({fonts}/course-serif-italic.woff2); font-style: italic }}
    body {{ margin: 0; padding: 64px 80px; width: 1040px; height: 502px; background: {LIGHT["paper"]};
      color: {LIGHT["ink"]}; font-family: C; position: relative }}
    h1 {{ margin: 0; font-size: 82px; line-height: 1.04; letter-spacing: -0.022em; font-weight: 600 }}
    p {{ margin: 18px 0 0; font-size: 33px; font-style: italic; color: {LIGHT["muted"]} }}
    .bar {{ display: flex; gap: 4px; position: absolute; left: 80px; bottom: 158px }}
    .bar div {{ height: 92px }}
    .names {{ position: absolute; left: 80px; bottom: 134px; width: 1040px; font-size: 33px }}
    .names span {{ position: absolute; white-space: nowrap }}
    </style><h1>From Surprise<br>to Likelihood</h1>
    <p>entropy, cross-entropy, KL divergence, likelihood: one idea</p>
    <div class="bar"><div style="width:{bar * floor / TOSSES - 2}px;background:{LIGHT["p"]}"></div>
    <div style="width:{bar * gap / TOSSES - 2}px;background:{LIGHT["q"]}"></div></div>
    <div class="names"><span>{TOSSES} bits of surprise =</span>
    <span style="right:{bar * gap / TOSSES + 14}px;color:{LIGHT["p"]}">{floor:.2f}</span>
    <span style="right:0;color:{LIGHT["q"]}">+ {gap:.2f}</span></div>"""


def main() -> int:
    """Draw the page in the browser and store it with a small palette."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "book/_static/share.png",
        help="file to write",
    )
    options = parser.parse_args()
    draft = options.output.with_suffix(".html")
    draft.write_text(page(), encoding="utf-8")
    try:
        with window(*SIZE) as shown:
            shown.goto(draft.resolve().as_uri())
            shown.evaluate("document.fonts.ready")
            picture = shown.screenshot()
    finally:
        draft.unlink()
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(64)
    image.save(options.output, optimize=True)
    print(f"{options.output.name}: {options.output.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
