"""How the built pages load on a phone: a table for every page, and the limits of a chapter.

Each page is opened for the first time in Chromium, 390 px wide, with a processor four
times slower and a line of 562 ms and 1.44 Mbit/s, from a server that packs what it sends.
What is printed are medians; beside them, in parentheses, those of the last run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1] / "tools"))
from _chromium import find as chromium
from _server import Quiet, serve
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "pages.json"

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
LINE = {
    "offline": False,
    "latency": 562,  # ms
    "downloadThroughput": 1.44e6 / 8,  # bytes a second
    "uploadThroughput": 0.68e6 / 8,
}
SLOWER = 4  # than this machine's processor
QUIET = 700  # ms without a request: the page is there


class Metric(NamedTuple):
    """What is measured of a page, and what a chapter may cost."""

    name: str
    heading: str
    limit: float
    digits: int


METRICS = [
    Metric("paint", "paint s", 2.0, 2),
    Metric("load", "load s", 3.5, 2),
    Metric("blocking", "blocking s", 0.4, 2),
    Metric("shift", "CLS", 0.05, 3),
    Metric("slider", "slider s", 4.0, 2),
    Metric("requests", "requests", 20, 0),
    Metric("kB", "kB", 300, 0),
]

# In the page from its first moment on: the sum of what long tasks last beyond 50 ms, and
# of all shifts of the layout.
WATCH = """
globalThis.seen = { blocking: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) seen.blocking += task.duration - 50;
}).observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) seen.shift += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""

TIMES = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime / 1000,
  load: performance.getEntriesByType("navigation")[0].loadEventStart / 1000,
  blocking: seen.blocking / 1000,
  shift: seen.shift,
})"""

# A reader who looks for the first slider scrolls to its place, and again if it moved away.
SEEK = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-explorer] input[type=range]")) return;
  globalThis.slider = performance.now() / 1000;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });
setInterval(() => {
  if (!globalThis.slider) document.querySelector("[data-explorer]")?.scrollIntoView();
}, 500);
"""


@cache
def packed(file: Path) -> bytes:
    """Return a file as a server sends it that packs text."""
    return gzip.compress(file.read_bytes(), 6)


class Server(Quiet):
    """Serve files, text packed, over connections that stay open."""

    protocol_version = "HTTP/1.1"
    text = (".css", ".html", ".js", ".json", ".svg", ".txt")

    def do_GET(self) -> None:  # noqa: N802 (the server calls it so)
        """Answer with the file."""
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        pack = file.suffix in self.text
        body = packed(file) if pack else file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        if pack:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def phone(browser: Browser, script: str) -> Iterator[tuple[Page, list[int]]]:
    """Return an empty window of a slow phone, and the list of the sizes that it fetches."""
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    sizes: list[int] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.on(
        "Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"])
    )
    page.add_init_script(script)
    yield page, sizes
    context.close()


def measure(browser: Browser, address: str) -> dict[str, float]:
    """Visit a page for the first time; twice, if it has explorers."""
    with phone(browser, WATCH) as (page, sizes):
        page.goto(address, wait_until="load")
        fetched = -1
        while fetched != len(sizes):  # fonts, and what comes after the load
            fetched = len(sizes)
            page.wait_for_timeout(QUIET)
        found: dict[str, float] = page.evaluate(TIMES)
        found["requests"] = len(sizes)
        found["kB"] = sum(sizes) / 1000
        explored = page.locator("[data-explorer]").count()
    if explored:
        with phone(browser, SEEK) as (page, _):
            page.goto(address, wait_until="commit")
            page.wait_for_function(
                "globalThis.slider || document.querySelector('[data-mounted=ready]')",
                timeout=60_000,
            )
            if slider := page.evaluate("globalThis.slider"):  # a game may have none
                found["slider"] = slider
    return found


def cell(metric: Metric, now: dict[str, float], last: dict[str, float]) -> str:
    """Write one number, and that of the last run."""
    if metric.name not in now:
        return "–"
    text = f"{now[metric.name]:.{metric.digits}f}"
    if metric.name in last:
        text += f" ({last[metric.name]:.{metric.digits}f})"
    return text


def main() -> int:
    """Measure, print, compare, store."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", help="parts of names; all pages otherwise")
    parser.add_argument("--site", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--repeat", type=int, default=3, help="visits to each page")
    parser.add_argument(
        "--keep", action="store_true", help="leave the stored results as they are"
    )
    options = parser.parse_args()
    pages = [
        file.relative_to(options.site).as_posix()
        for file in sorted(options.site.glob("book/*.html"))
        if not options.pages or any(part in file.stem for part in options.pages)
    ]
    if not pages:
        sys.exit(f"No such page in {options.site}: run `make book`, or name another.")
    last = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    results, missed = {}, []
    print(f"{'page':20}" + "".join(f"{metric.heading:>17}" for metric in METRICS))
    with sync_playwright() as playwright, serve(options.site, Server) as address:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for page in pages:
            visits = [measure(browser, address + page) for _ in range(options.repeat)]
            name = Path(page).stem
            now = {
                metric.name: round(
                    statistics.median(visit[metric.name] for visit in visits), 3
                )
                for metric in METRICS
                if metric.name in visits[0]
            }
            results[name] = now
            cells = [cell(metric, now, last.get(name, {})) for metric in METRICS]
            print(f"{name:20}" + "".join(f"{text:>17}" for text in cells), flush=True)
            if name[0].isdigit():
                missed += [
                    f"{name}: {metric.heading} {now[metric.name]:g} > {metric.limit:g}"
                    for metric in METRICS
                    if now.get(metric.name, 0) > metric.limit
                ]
        browser.close()
    limits = [f"{metric.heading} ≤ {metric.limit:g}" for metric in METRICS]
    print("limits of a chapter: " + ", ".join(limits))
    if not options.keep:
        RESULTS.write_text(
            json.dumps({**last, **results}, indent=1, sort_keys=True) + "\n", "utf-8"
        )
    print("\n".join(["missed:", *missed]) if missed else "all limits met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
