"""How long an explorer takes to answer a drag, in milliseconds: a table of all of them.

Each on its page of the built site, with a processor four times slower. A browser hands a
move of the pointer to the page at the beginning of a frame: from there until the picture
is painted, the page is busy with it. Medians; exit code 1 if one needs more than a frame.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pages import ROOT, SLOWER, chromium
from playwright.sync_api import sync_playwright

LIMITS = {1280: 20, 390: 33}  # ms, by the width of the window
QUESTIONS = ("number_question", "choice_question")  # nothing to drag

# A message that is sent in a frame arrives when the frame has been painted.
DRAG = """async (explorer) => {
  const sliders = explorer.querySelectorAll("input[type=range]:not(:disabled)");
  const move = (slider, k) => {
    const [low, high] = [Number(slider.min), Number(slider.max)];
    slider.value = low + (high - low) * (0.2 + 0.6 * ((k * 0.137) % 1));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const frame = (work) => new Promise((go) => requestAnimationFrame(() => {
    const start = performance.now();
    work();
    const painted = new MessageChannel();
    painted.port1.onmessage = () => go(performance.now() - start);
    painted.port2.postMessage(0);
  }));
  explorer.scrollIntoView({ block: "center" });
  for (let i = 0; i < 10; i++) await frame(() => {});
  const medians = [];
  for (const slider of sliders) {
    const times = [];
    slider.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })); // it is held
    for (let k = 0; k < 15; k++) times.push(await frame(() => move(slider, k)));
    medians.push(times.sort((a, b) => a - b)[7]);
  }
  return Math.max(0, ...medians);
}"""


def main() -> int:
    """Drag each slider of each explorer; print the slowest slider of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=ROOT / "_build" / "html")
    options = parser.parse_args()
    found: dict[tuple[str, str], dict[int, float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for width in LIMITS:
            page = browser.new_page(viewport={"width": width, "height": 844})
            wire = page.context.new_cdp_session(page)
            for file in sorted(options.site.glob("book/*.html")):
                page.goto(file.as_uri())
                wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                for explorer in page.query_selector_all("[data-explorer]"):
                    name = explorer.get_attribute("data-explorer") or ""
                    if name in QUESTIONS:
                        continue
                    # Unlike the driver, a page knows of what it has not drawn yet.
                    explorer.evaluate("x => x.scrollIntoView()")
                    page.wait_for_function(
                        "(x) => x.dataset.mounted === 'ready'", arg=explorer
                    )
                    time = explorer.evaluate(DRAG)
                    found.setdefault((file.stem, name), {})[width] = time
                wire.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        browser.close()
    print(f"{'page':20}{'explorer':22}" + "".join(f"{w:>8} px" for w in LIMITS))
    late = []
    for (page_name, name), times in found.items():
        cells = "".join(f"{times[width]:>11.1f}" for width in LIMITS)
        print(f"{page_name:20}{name:22}{cells}")
        late += [
            f"{name}: {times[w]:.0f} ms at {w} px"
            for w in LIMITS
            if times[w] > LIMITS[w]
        ]
    print("\n".join(["more than a frame:", *late]) if late else "all within a frame")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
