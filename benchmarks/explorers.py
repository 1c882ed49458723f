"""How long an explorer takes to answer a drag, in milliseconds: a table of all of them.

Each on its page of the built site. Counted is what the page's main thread works a frame in
which a held slider moves, from the event until the picture is handed on to be painted, by
the clock of that thread, which other programs do not disturb; times four, for a processor
four times slower. Means; exit code 1 if one needs more than a frame.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pages import ROOT, SLOWER, chromium
from playwright.sync_api import CDPSession, ElementHandle, sync_playwright

LIMITS = {1280: 20, 390: 33}  # ms, by the width of the window
MOVES = 40
QUESTIONS = ("number_question", "choice_question")  # nothing to drag

# A message that is sent in a frame arrives when the frame has been painted.
DRAG = """async (slider) => {
  const [low, high] = [Number(slider.min), Number(slider.max)];
  slider.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })); // it is held
  for (let k = 0; k < MOVES; k++)
    await new Promise((go) => requestAnimationFrame(() => {
      slider.value = low + (high - low) * (0.2 + 0.6 * ((k * 0.137) % 1));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      const painted = new MessageChannel();
      painted.port1.onmessage = go;
      painted.port2.postMessage(0);
    }));
}""".replace("MOVES", str(MOVES))


def drag(wire: CDPSession, slider: ElementHandle) -> float:
    """Drag a slider twice, the first time to get warm; return milliseconds a move."""

    def worked() -> float:
        metrics = wire.send("Performance.getMetrics")["metrics"]
        return next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")

    slider.evaluate(DRAG)
    before = worked()
    slider.evaluate(DRAG)
    return 1000 * SLOWER * (worked() - before) / MOVES


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
            wire.send("Performance.enable", {"timeDomain": "threadTicks"})
            for file in sorted(options.site.glob("book/*.html")):
                page.goto(file.as_uri())
                for explorer in page.query_selector_all("[data-explorer]"):
                    name = explorer.get_attribute("data-explorer") or ""
                    if name in QUESTIONS:
                        continue
                    # Unlike the driver, a page knows of what it has not drawn yet.
                    explorer.evaluate("x => x.scrollIntoView()")
                    page.wait_for_function(
                        "(x) => x.dataset.mounted === 'ready'", arg=explorer
                    )
                    explorer.evaluate("x => x.scrollIntoView({ block: 'center' })")
                    sliders = explorer.query_selector_all(
                        "input[type=range]:not(:disabled)"
                    )
                    times = [drag(wire, slider) for slider in sliders]
                    found.setdefault((file.stem, name), {})[width] = max(times or [0])
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
