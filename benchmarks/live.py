"""How long Python on the page takes to start and to answer, alone and in a class.

A press of Run on a page of the built site, in Chromium: the first one, with nothing in the
browser's cache and with everything in it, and later ones. The same on a quarter of a
core, which the browser shares with three endless loops. Then the memory of a page over
many runs, and a class whose first presses reach `python -m http.server` at once.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pages import ROOT, chromium
from playwright.sync_api import Page, sync_playwright

RESULTS = ROOT / "benchmarks" / "results" / "live.json"
PAGE = "book/02-entropy.html"
LATER = 20  # presses after the first
SLOWER = 4  # a browser that has so small a share of a core
RUNS = 500  # whose memory is watched, after a tenth of them
READERS = 30
LIMITS = {
    "a later cell, ms": 100,
    "memory grows by, %": 5,
    "readers who failed": 0,
}

# Presses Run on the second open cell; the milliseconds until its output is painted.
PRESS = """async () => {
  const run = [...document.querySelectorAll(".live-bar [data-do=run]")]
    .filter((button) => button.checkVisibility())[1];
  const name = run.textContent;
  const began = performance.now();
  run.click();
  await new Promise((go) => {
    const watch = new MutationObserver(() => run.textContent === name && (watch.disconnect(), go()));
    watch.observe(run, { childList: true });
  });
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""

# Makes that cell one of the reader's, with every kind of output.
MIX = """() => {
  const code = [...document.querySelectorAll(".cell:has([data-do=run]) .highlight pre")]
    .filter((pre) => pre.checkVisibility())[1].textContent.trimEnd();
  const mine = `import numpy as np
class Shown:
    def _repr_html_(self):
        return "<table><tr><td>1</table>" * 20
print("a line", np.ones(10**5).sum())
display(Shown())
1 / 0`;
  localStorage.setItem(`live:${location.pathname}`, JSON.stringify({ [code]: mine }));
}"""


@contextmanager
def running(*command: Any) -> Iterator[None]:
    """Run a program in the background."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, *command], **quiet) as process:
        try:
            yield
        finally:
            process.kill()


@contextmanager
def served(site: Path, port: int) -> Iterator[str]:
    """Serve the site as `make serve` does; the address ends in a slash."""
    options = ["--bind", "127.0.0.1", "--directory", site, str(port)]
    address = f"http://127.0.0.1:{port}/"
    with running("-m", "http.server", *options):
        for _ in range(100):
            try:
                urllib.request.urlopen(address).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address


@contextmanager
def browsing(share: int) -> Iterator[Page]:
    """Open an empty window of a browser that has one of so many shares of a core."""
    cores = os.sched_getaffinity(0)
    with ExitStack() as stack:
        if share > 1:
            os.sched_setaffinity(0, {min(cores)})  # for what is started from now on
            stack.callback(os.sched_setaffinity, 0, cores)
            for _ in range(share - 1):
                stack.enter_context(running("-c", "while True: pass"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        stack.callback(browser.close)
        yield browser.new_context(viewport={"width": 1280, "height": 800}).new_page()


def presses(address: str, share: int) -> tuple[dict[str, float], list[str]]:
    """Measure presses, in milliseconds; return what the first one fetched as well."""
    with browsing(share) as page:
        page.goto(address + PAGE)
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        found = {"first press, cold, ms": page.evaluate(PRESS)}
        urls = list(fetched)
        later = [page.evaluate(PRESS) for _ in range(LATER)]
        found["a later cell, ms"] = statistics.median(later)
        page.reload()
        found["first press, warm, ms"] = page.evaluate(PRESS)
    return found, urls


def memory(page: Page) -> dict[str, float]:
    """Return how much the page and its Python hold, in MB, after cleaning up."""
    wire = page.context.new_cdp_session(page)
    wire.send("HeapProfiler.collectGarbage")
    heap = wire.send("Runtime.getHeapUsage")["usedSize"]
    nodes = wire.send("Memory.getDOMCounters")["nodes"]
    wire.detach()
    (worker,) = page.workers
    python = worker.evaluate(
        "[py._module.HEAP8.length, py.runPython('import gc; gc.collect(); len(gc.get_objects())')]"
    )
    return {
        "the page's objects, MB": heap / 1e6,
        "the page's nodes": nodes,
        "Python's memory, MB": python[0] / 1e6,
        "Python's objects": python[1],
    }


def growth(address: str) -> dict[str, float]:
    """Run one cell many times; return what is held after it, and by how much it grew."""
    with browsing(1) as page:
        page.goto(address + PAGE)
        page.evaluate(MIX)
        page.reload()
        for _ in range(RUNS // 10):
            page.evaluate(PRESS)
        before = memory(page)
        for _ in range(RUNS):
            page.evaluate(PRESS)
        after = memory(page)
    grown = max(after[name] / before[name] - 1 for name in before)
    return {**after, "memory grows by, %": 100 * grown}


def reader(urls: list[str]) -> float | None:
    """Fetch what a first press fetches; return the seconds that took, None if it failed."""
    began = time.perf_counter()
    try:
        for url in urls:
            with urllib.request.urlopen(url, timeout=60) as answer:
                answer.read()
    except OSError:
        return None
    return time.perf_counter() - began


def crowd(urls: list[str]) -> dict[str, float]:
    """Let a class press at once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        times = list(pool.map(reader, [urls] * READERS))
    wall = time.perf_counter() - began
    served_in = [seconds for seconds in times if seconds is not None]
    return {
        "files of a first press": len(urls),
        "readers at once": READERS,
        "readers who failed": READERS - len(served_in),
        "the median reader waits, s": statistics.median(served_in or [0]),
        "the last reader waits, s": wall,
    }


def main() -> int:
    """Measure, print, store."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--port", type=int, default=8765, help="for the server")
    options = parser.parse_args()
    if not (options.site / "_static" / "python").exists():
        sys.exit(f"No Python in {options.site}: run `make live`, then `make book`.")
    with served(options.site, options.port) as address:
        alone, urls = presses(address, 1)
        slow, _ = presses(address, SLOWER)
        parts = {
            "alone": alone,
            f"on 1/{SLOWER} of a core": slow,
            f"{RUNS} runs": growth(address),
            "a class": crowd(urls),
        }
    missed = []
    for part, values in parts.items():
        for name, value in values.items():
            limit = LIMITS.get(name)
            print(
                f"{part:18}{name:28}{value:10.1f}"
                + (f"  ≤ {limit}" if limit is not None else "")
            )
            if limit is not None and value > limit:
                missed.append(f"{part}: {name}")
    rounded = {
        part: {name: round(value, 2) for name, value in values.items()}
        for part, values in parts.items()
    }
    RESULTS.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")
    print("\n".join(["missed:", *missed]) if missed else "all limits met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
