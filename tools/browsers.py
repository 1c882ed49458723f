"""Open the chapters in Firefox and in WebKit, and move in them what moves.

From the disk and from a server each page must load without a complaint, set its formulas
in their fonts, mount its explorers, follow a slider by key and by mouse, open its folds and
switch to the dark; from a server it must run its first cell that prints. Both browsers are
told what to do in the words of WebDriver (W3C): WebKit's driver takes them by HTTP, Firefox
by the socket that it opens for its own tests.

Needs, on Debian: apt install firefox-esr webkit2gtk-driver xvfb xauth
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from _server import free_port, serve

SITE = Path(__file__).resolve().parents[1] / "_build/html"
PATIENCE = 100  # seconds for a browser to start, or to read a page to its end
RIGHT = "\ue014"  # the key →, as WebDriver writes it

# Put first into each page: notes what the page complains of, from its first moment on.
RECORDER = """<script>
window.complaints = [];
for (const name of ["error", "warn"]) {
  const say = console[name];
  console[name] = (...what) => (complaints.push(`console.${name}: ${what}`), say(...what));
}
addEventListener("error", (e) => complaints.push(
  e.message || `does not load: ${e.target.src || e.target.href}`), true);
addEventListener("unhandledrejection", (e) => complaints.push(`rejected: ${e.reason}`));
</script>"""

# Waits until everything has come that comes when a reader scrolls by; says what is wrong.
READ = """const [done] = arguments;
(async () => {
  const wait = (ms) => new Promise((go) => setTimeout(go, ms));
  const all = [...document.querySelectorAll("[data-explorer]")];
  for (const x of all) {
    x.scrollIntoView();
    for (let i = 0; i < 250 && x.dataset.mounted !== "ready"; i++) await wait(20);
  }
  await document.fonts.ready;
  const faces = [...document.fonts];
  const loaded = (family) => faces.some((f) =>
    f.family.includes(family) && f.status === "loaded");
  const wants = document.querySelector(".katex .mathnormal")
    ? ["Course Serif", "KaTeX_Main", "KaTeX_Math"] : ["Course Serif"];
  done([
    ...complaints,
    ...wants.filter((f) => !loaded(f)).map((f) => `font ${f} is not loaded`),
    ...all.filter((x) => x.dataset.mounted !== "ready")
      .map((x) => `explorer ${x.dataset.explorer} does not mount`),
  ]);
})();"""

# The middle of an element in the window, once it stands still there.
FIND = """const [element, done] = arguments;
(async () => {
  let old, x, middle;
  do {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    old = middle;
    await new Promise((go) => setTimeout(go, 60));
    const box = element.getBoundingClientRect();
    middle = box.top + box.height / 2;
    x = box.left + box.width / 2;
  } while (middle !== old || middle < 0 || middle > innerHeight);
  done([Math.round(x), Math.round(middle)]);
})();"""
# Of each explorer the first slider; what folds it away is opened.
SLIDERS = """const found = [...document.querySelectorAll("[data-explorer]")]
  .map((x) => [x.dataset.explorer, x.querySelector("input[type=range]"), x])
  .filter(([, slider]) => slider);
for (const [, slider] of found)
  for (let fold = slider; (fold = fold.parentElement.closest("details")); ) fold.open = true;
return found;"""
SEEN = """return [arguments[1].value, arguments[0].textContent
  + [...arguments[0].querySelectorAll("svg")].map((svg) => svg.innerHTML)];"""
# To where it has room to go to the right.
FOCUS = """const [slider] = arguments;
slider.focus();
slider.value = slider.min;
slider.dispatchEvent(new Event("input", { bubbles: true }));"""
FOLDS = "return [...document.querySelectorAll('.bd-article details:not([open]) > summary')];"
SHUT = """return [...document.querySelectorAll(".bd-article details:not([open]) > summary")]
  .map((summary) => summary.textContent);"""
SWITCH = """return [...document.querySelectorAll(".theme-switch-button")]
  .find((b) => b.getClientRects().length);"""
LOOK = """return [document.documentElement.dataset.theme,
  getComputedStyle(document.body).backgroundColor];"""
# The button of the first cell that prints, its name, and what the book has under the cell.
PRINTS = """return [...document.querySelectorAll(".bd-article div.cell")]
  .map((cell) => [cell.querySelector("[data-do=run]"), cell.querySelector(".output.stream pre")])
  .filter(([run, output]) => run?.getClientRects().length && output).slice(0, 1)
  .map(([run, output]) => [run, run.textContent, output.textContent.trim()]);"""
# What a run said, as soon as it is over.
SAID = """const [run, name, done] = arguments;
(async () => {
  await new Promise((go) => setTimeout(go, 500));
  while (run.textContent !== name) await new Promise((go) => setTimeout(go, 100));
  const cell = run.closest(".cell");
  done((cell.querySelector(".live-out") ?? cell.querySelector("[role=status]")).textContent.trim());
})();"""

# Marionette's name of a command, the path of WebDriver, the rest.
Send = Callable[[str, str, dict[str, Any]], Any]


class Browser:
    """A browser that obeys WebDriver; `send` brings it a command."""

    def __init__(self, name: str, send: Send) -> None:
        self.name, self._send = name, send
        limits = {"script": 1000 * PATIENCE}
        self._send("WebDriver:SetTimeouts", "timeouts", limits)

    def open(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._send("WebDriver:Navigate", "url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a script returns, or what it hands to its last argument."""
        waits = "done" in script
        command = "AsyncScript" if waits else "Script"
        path = f"execute/{'async' if waits else 'sync'}"
        body = {"script": script, "args": list(arguments)}
        return self._send(f"WebDriver:Execute{command}", path, body)

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": keys})

    def drag(self, element: Any, by: int = 0) -> None:
        """Press the mouse on an element, move it to the right, let it go."""
        x, y = self.run(FIND, element)
        steps = [x + by * part // 4 for part in range(1, 5)] if by else []
        moves = [{"type": "pointerMove", "x": at, "y": y} for at in (x, *steps)]
        button = [{"type": f"pointer{way}", "button": 0} for way in ("Down", "Up")]
        actions = [moves[0], button[0], *moves[1:], button[1]]
        mouse = {"pointerType": "mouse"}
        self._act(
            {"type": "pointer", "id": "mouse", "parameters": mouse, "actions": actions}
        )

    def _act(self, source: dict[str, Any]) -> None:
        self._send("WebDriver:PerformActions", "actions", {"actions": [source]})


def _need(program: str, package: str) -> str:
    found = shutil.which(program)
    return found or sys.exit(f"No {program}: install it (`apt install {package}`).")


def _until(ready: Callable[[], Any], what: str) -> Any:
    """Return what a call returns, as soon as it no longer finds nobody there."""
    for _ in range(PATIENCE * 5):
        try:
            return ready()
        except OSError:
            time.sleep(0.2)
    return sys.exit(f"{what} did not answer in {PATIENCE} s.")


@contextmanager
def _started(*command: str) -> Iterator[None]:
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **silent, start_new_session=True)
    try:
        yield
    finally:  # and all that it has started
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


@contextmanager
def firefox() -> Iterator[Browser]:
    """Start Firefox; speak to its Marionette: length, colon, JSON."""
    program = shutil.which("firefox-esr") or _need("firefox", "firefox-esr")
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        options = ["--headless", "--marionette", "--no-remote", "--profile", profile]
        with _started(program, *options):
            line = _until(
                lambda: socket.create_connection(("127.0.0.1", port)), program
            )
            stream = line.makefile("rwb")

            def receive() -> Any:
                digits = b""
                while (byte := stream.read(1)) != b":":
                    digits += byte
                return json.loads(stream.read(int(digits)))

            def send(name: str, path: str, body: dict[str, Any]) -> Any:
                message = json.dumps([0, 1, name, body]).encode()
                stream.write(b"%d:%b" % (len(message), message))
                stream.flush()
                _, _, error, result = receive()
                if error:
                    raise RuntimeError(f"{error['error']}: {error['message']}")
                alone = isinstance(result, dict) and set(result) == {"value"}
                return result["value"] if alone else result

            receive()  # a greeting
            send("WebDriver:NewSession", "", {})
            yield Browser("Firefox", send)
            line.close()


@contextmanager
def webkit() -> Iterator[Browser]:
    """Start WebKitGTK's driver, on a screen that nobody sees."""
    driver = _need("WebKitWebDriver", "webkit2gtk-driver")
    screen = _need("xvfb-run", "xvfb xauth")
    port = free_port()
    address = f"http://127.0.0.1:{port}/session"

    def post(url: str, body: dict[str, Any]) -> Any:
        try:
            with urllib.request.urlopen(url, json.dumps(body).encode()) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from None

    with _started(screen, "--auto-servernum", driver, f"--port={port}"):
        session = _until(lambda: post(address, {"capabilities": {}}), driver)
        here = f"{address}/{session['sessionId']}"
        yield Browser("WebKit", lambda name, path, body: post(f"{here}/{path}", body))


def visit(browser: Browser, url: str) -> list[str]:
    """Open a page and use it; return what is wrong."""
    browser.open(url)
    faults = list(browser.run(READ))
    for name, slider, explorer in browser.run(SLIDERS):
        ways = {
            "key": lambda: browser.press(RIGHT),
            "mouse": partial(browser.drag, slider, 40),
        }
        for way, move in ways.items():
            browser.run(FOCUS, slider)
            before = browser.run(SEEN, explorer, slider)
            move()
            after = browser.run(SEEN, explorer, slider)
            if before[0] == after[0]:
                faults.append(f"{name}: its slider does not move by {way}")
            elif before[1] == after[1]:
                faults.append(f"{name}: nothing follows its slider, moved by {way}")
    if url.startswith("http"):
        for button, name, printed in browser.run(PRINTS):
            browser.drag(button)
            if (said := browser.run(SAID, button, name)) != printed:
                faults.append(f"a cell says {said!r}, not {printed!r}")
    for _ in range(2):  # on a busy machine a click may miss what was just drawn anew
        for fold in browser.run(FOLDS):
            browser.drag(fold)
    faults += [f"the fold {name!r} does not open" for name in browser.run(SHUT)]
    looks = {tuple(browser.run(LOOK))}
    for _ in range(2):  # light, dark and as the system
        browser.drag(browser.run(SWITCH))
        time.sleep(0.5)  # colours fade
        looks.add(tuple(browser.run(LOOK)))
    if {theme for theme, _ in looks} != {"light", "dark"} or len(looks) != 2:
        faults.append(f"the switch between light and dark gives {sorted(looks)}")
    return faults + [x for x in browser.run("return complaints") if x not in faults]


@contextmanager
def homes(site: Path) -> Iterator[dict[str, str]]:
    """Copy a site, with the recorder in its pages; give its two addresses."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "site")
        shutil.copytree(site, copy)
        for page in copy.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace("<head>", f"<head>{RECORDER}", 1), "utf-8")
        with serve(copy) as address:
            yield {"file": f"{copy.as_uri()}/", "http": address}


def main() -> int:
    """Visit the pages; say of each what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", help="such as book/02-entropy.html")
    parser.add_argument("--site", type=Path, default=SITE, help="the built pages")
    options = parser.parse_args()
    site = options.site
    chapters = sorted(site.glob("book/[0-9][0-9]-*.html"))
    pages = options.pages or [page.relative_to(site).as_posix() for page in chapters]
    if not pages:
        sys.exit(f"No chapters in {site}: run `make book` first.")
    failed = 0
    with homes(site) as addresses:
        for start in (firefox, webkit):
            with start() as browser:
                for page in pages:
                    for home, address in addresses.items():
                        faults = visit(browser, address + page)
                        failed += bool(faults)
                        print(f"{browser.name}, {home}: {page}", end=": ")
                        print(*faults or ["ok"], sep="\n  ", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
