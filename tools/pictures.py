"""Film two explorers of the built pages for the README: the coin, and a hunt on a map.

Each film is an animated WebP of one explorer alone on its page, moved as a reader moves it.
Needs Chromium and the built book (`make book`); run it again when an explorer has changed.
"""

from __future__ import annotations

import argparse
import io
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from _chromium import window
from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build/html/explorer"
PAUSE = 1200  # milliseconds on the first and the last picture


def _set(page: Page, control: str, value: float) -> None:
    page.locator(f"[data-control={control}]").evaluate(
        "(x, v) => { x.value = v; x.dispatchEvent(new Event('input', { bubbles: true })); }",
        value,
    )


def coin(page: Page) -> Iterator[None]:
    """Turn the belief from a fair coin to the share that was seen, and on."""
    for k in range(25):
        _set(page, "theta", round(0.7 + 0.2 * math.cos(math.pi + math.pi * k / 12), 2))
        yield


def two_coins(page: Page) -> Iterator[None]:
    """Walk along the line on which both directions cost the same, and off it."""
    for k in range(25):
        turn = 2 * math.pi * k / 24
        _set(page, "a", round(0.5 + 0.3 * math.sin(turn), 2))
        _set(page, "b", round(0.5 + 0.35 * math.cos(turn), 2))
        yield


FILMS = {"coin": coin, "two_coins": two_coins}


def film(name: str, target: Path) -> None:
    """Write the film of one explorer."""
    with window(440, 900, device_scale_factor=1, reduced_motion="reduce") as page:
        page.goto((SITE / f"{name}.html").as_uri())
        page.wait_for_selector("[data-mounted=ready]")
        frame = page.locator(".x-frame")
        pictures = [
            Image.open(io.BytesIO(frame.screenshot())).convert("RGB")
            for _ in FILMS[name](page)
        ]
    tall = max(picture.height for picture in pictures)
    still = [Image.new("RGB", (pictures[0].width, tall), "white") for _ in pictures]
    for ground, picture in zip(still, pictures, strict=True):
        ground.paste(picture)
    times = [PAUSE, *[130] * (len(still) - 2), PAUSE]
    still[0].save(
        target,
        save_all=True,
        append_images=still[1:],
        duration=times,
        loop=0,
        quality=25,
        method=6,
    )
    print(
        f"{target.name}: {len(still)} pictures, {target.stat().st_size / 1000:.0f} kB"
    )


def main() -> int:
    """Film all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--folder", type=Path, default=ROOT / ".github", help="where the films go"
    )
    options = parser.parse_args()
    missing = [name for name in FILMS if not (SITE / f"{name}.html").is_file()]
    if missing:
        print(
            f"No page of {', '.join(missing)} in {SITE}: run `make book`.",
            file=sys.stderr,
        )
        return 1
    for name in FILMS:
        film(name, options.folder / f"{name}.webp")
    return 0


if __name__ == "__main__":
    sys.exit(main())
