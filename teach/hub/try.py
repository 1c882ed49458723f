"""Try the hub of this folder on this machine, with two learners, and say what happened.

It needs root, Chromium, git, a book that has been built, and the hub's environment, of which
README.md says how it is made. Two users of the system are made for it and removed again.
"""

from __future__ import annotations

import argparse
import os
import pwd
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))
sys.path.append(str(Path(__file__).resolve().parents[2] / "book/_ext"))
from _chromium import window
from _server import free_port
from elsewhere import BRANCH, links
from playwright.sync_api import Page

from infolib import binary_entropy
from infolib.words import words

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GROUP = "course"
LEARNERS = ("course-trial-ada", "course-trial-ben")
PAGE = "02-entropy"
PASSWORD = secrets.token_urlsafe()
MINE = "what a learner wrote"
NEWS = "what a teacher added"
IDLE = "Python 3 (ipykernel) | Idle"  # what the bar below says of a kernel that waits
LONG = 180_000  # milliseconds to wait, on a busy machine


def code_cells(path: Path) -> list[Any]:
    """Return the cells of code of a notebook."""
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def printed(cell: Any) -> str:
    """Return what a cell has printed."""
    return "".join(x.text for x in cell.outputs if x.output_type == "stream")


def hear(hub: str, *pages: Page) -> set[str]:
    """Return a set to which each request for another host than the hub is added."""
    outside: set[str] = set()
    known = (hub, hub.replace("http", "ws"), "data:", "blob:")
    for page in pages:
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(known) else outside.add(request.url)
            ),
        )
    return outside


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def run(*command: str, **how: Any) -> str:
    """Run a command that must succeed; return what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, **how)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


@contextmanager
def process(*command: str, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a program running, and end it with all that it has started."""
    started = subprocess.Popen(command, start_new_session=True, **how)
    try:
        yield started
    finally:
        started.send_signal(signal.SIGTERM)  # a hub then ends the servers and the proxy
        try:
            started.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


@contextmanager
def users() -> Iterator[None]:
    """Make the group and the learners, each with a home that nobody else may enter."""
    run("groupadd", "--force", GROUP)
    made: list[str] = []
    try:
        for name in LEARNERS:
            run(
                *("useradd", "--create-home", "--key", "HOME_MODE=0700"),
                *("--groups", GROUP, "--shell", "/bin/bash", name),
            )
            made.append(name)
        yield
    finally:
        for name in made:
            subprocess.run(["userdel", "--remove", name], stderr=subprocess.DEVNULL)


def commit(course: Path, text: str) -> None:
    """Commit all files of a repository."""
    who = ("-c", "user.name=Teacher", "-c", "user.email=teacher@localhost")
    run("git", "-C", str(course), "add", "--all")
    run("git", "-C", str(course), *who, "commit", "--quiet", "--message", text)


def publish(course: Path) -> None:
    """Make the repository that a published course has: its plain notebooks on a branch."""
    run(sys.executable, str(ROOT / "tools/plain.py"), str(course))
    run("git", "init", "--quiet", "--initial-branch", BRANCH, str(course))
    commit(course, "The notebooks")


def wait_for(address: str, hub: subprocess.Popen[bytes]) -> None:
    """Wait until the hub answers there."""
    while hub.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The hub has ended; what it said is above.")


@dataclass
class Learner:
    """Somebody with a name and a window of their own."""

    name: str
    page: Page

    def log_in(self, link: str) -> None:
        """Follow the link of the course as somebody who is not logged in."""
        self.page.goto(link)
        self.page.fill("#username_input", self.name)
        self.page.fill("#password_input", PASSWORD)
        self.page.click("#login_submit")

    def follow(self, link: str) -> None:
        """Follow the link until the notebook is open and its kernel is ready."""
        if self.page.url == "about:blank":
            self.page.goto(link)
        self.page.wait_for_url("**/lab/**", timeout=LONG)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LONG)
        self.page.get_by_text(IDLE).wait_for(timeout=LONG)

    def choose(self, menu: str, item: str) -> None:
        """Choose from the menus of JupyterLab."""
        self.page.locator(".lm-MenuBar-item", has_text=menu).first.click()
        self.page.locator(".lm-Menu-item", has_text=item).first.click()

    def file(self, name: str = f"{PAGE}.ipynb") -> Path:
        """Return where a file of the course lies in this learner's home."""
        return Path(pwd.getpwnam(self.name).pw_dir, "course", name)

    def save(self) -> list[Any]:
        """Save, and return the cells of code as they are on the disk then."""
        before = self.file().stat().st_mtime_ns
        self.choose("File", "Save Notebook")
        for _ in range(60):
            if self.file().stat().st_mtime_ns != before:
                break
            self.page.wait_for_timeout(500)
        return code_cells(self.file())

    def run_all(self, course: Path) -> str:
        """Run the notebook and compare what it prints with what the course has stored."""
        self.choose("Run", "Run All Cells")
        own = code_cells(course / f"{PAGE}.ipynb")
        waited, end = 0, time.monotonic() + LONG / 1000
        while waited < 5:  # seconds in a row, for a kernel also waits from cell to cell
            if time.monotonic() > end:
                raise SystemExit(f"{self.name}: the notebook has not run to its end")
            self.page.wait_for_timeout(1000)
            waited = waited + 1 if self.page.get_by_text(IDLE).count() else 0
        lines = 0
        for cell, stored in zip(self.save(), own, strict=True):
            failed = any(x.output_type == "error" for x in cell.outputs)
            if failed != ("raises-exception" in cell.metadata.get("tags", [])):
                raise SystemExit(f"{cell.source!r} failed, or was meant to")
            if stored.outputs and printed(cell) != printed(stored):
                raise SystemExit(f"{cell.source!r} printed {printed(cell)!r}")
            lines += printed(cell).count("\n")
        return f"all {len(own)} cells ran, the {lines} lines printed are the course's"

    def drag(self) -> str:
        """Drag a slider with the mouse; compare what the explorer then says with the library."""
        say_it = words("binary_entropy")
        figure = self.page.locator(".x-frame", has_text=say_it["title"]).first
        figure.scroll_into_view_if_needed()
        figure.get_by_role("button", name=say_it["reveal"]).click()
        slider = figure.get_by_role("slider", name=say_it["p"])
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        at = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] / 2, at)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] / 5, at, steps=12)
        self.page.mouse.up()
        self.page.wait_for_timeout(1000)
        share = float(slider.input_value())
        right = f"{binary_entropy(share):.4f}"
        if share > 0.3 or right not in figure.inner_text():
            raise SystemExit(f"at p = {share} the explorer does not say {right}")
        return f"a slider dragged to p = {share}: the explorer says {right} bits, as the library does"

    def type(self, code: str) -> str:
        """Run code in a new cell at the end of the notebook; return what is below it."""
        keys = self.page.keyboard
        self.page.locator(".jp-Notebook .jp-Cell").last.click(position={"x": 3, "y": 3})
        for key in ("Escape", "b", "y", "Enter"):
            keys.press(key)
        keys.insert_text(code)
        keys.press("Shift+Enter")
        cell = self.page.locator(".jp-CodeCell", has_text=code).last
        output = cell.locator(".jp-OutputArea-output").last
        output.wait_for(timeout=LONG)
        self.page.wait_for_timeout(1000)
        return "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts())


def memory(name: str) -> float:
    """Return the memory of all that a user runs, in megabytes, shared parts divided."""
    uid, total = pwd.getpwnam(name).pw_uid, 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if entry.stat().st_uid == uid:
                lines = (entry / "smaps_rollup").read_text().splitlines()
                total += sum(int(x.split()[1]) for x in lines if x.startswith("Pss:"))
        except OSError:  # it has just ended
            continue
    return total / 1024


def update(course: Path) -> None:
    """Change a text of the notebook and add a file, as a teacher would in a later week."""
    notebook = nbformat.read(course / f"{PAGE}.ipynb", as_version=4)
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    texts[1].source += f"\n\n{NEWS}"
    nbformat.write(notebook, course / f"{PAGE}.ipynb")
    (course / "week-2.md").write_text(f"{NEWS}\n", encoding="utf-8")
    commit(course, "The second week")


def try_it(ada: Learner, ben: Learner, course: Path, link: str) -> None:
    """Do what two learners do, and try what one of them must not be able to do."""
    say(f"the link: {link}")
    for name in ("root", "stranger"):
        Learner(name, ada.page).log_in(link)
        ada.page.wait_for_selector(".login_error")
    say("root and a stranger are not let in")

    for who in (ada, ben):
        start = time.monotonic()
        who.log_in(link)
        who.follow(link)
        say(f"{who.name}: notebook open {time.monotonic() - start:.0f} s after log-in")
        say(f"{who.name}: {who.run_all(course)}")
        say(f"{who.name}: {who.drag()}")
        say(f"{who.name}: {memory(who.name):.0f} MB of memory")

    file = ada.file()
    assert file.is_file(), "as root we see it"
    who_am_i = f"import getpass, os; print(getpass.getuser()); os.listdir({str(file.parent)!r})"
    for code in (who_am_i, f"open({str(file)!r}).read()", f"open({str(file)!r}, 'a')"):
        said = ben.type(code)
        if "PermissionError" not in said:
            raise SystemExit(f"{ben.name} ran {code!r} and saw {said!r}")
    say(f"{ben.name}: PermissionError for listing, reading and writing {file}")
    server = link.partition("/hub/")[0] + f"/user/{ada.name}/api/contents"
    answer = ben.page.request.get(server)
    if answer.ok and "content" in answer.text():
        raise SystemExit(f"{ben.name} reads {server}")
    say(f"{ben.name}: the server of {ada.name} answers {answer.status}")

    ada.type(f"print({MINE!r})")
    ada.save()
    update(course)
    ada.page.goto("about:blank")
    ada.follow(link)
    text = ada.file().read_text(encoding="utf-8")
    if not (MINE in text and NEWS in text and ada.file("week-2.md").is_file()):
        raise SystemExit(
            "the link again: something of the learner or the teacher is lost"
        )
    say(f"{ada.name}: the link again brought the second week and kept her own cell")


def main() -> int:
    """Make users, a repository and a hub; try them; remove them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "environment", type=Path, help="the hub's, as README.md makes it"
    )
    bin = parser.parse_args().environment.resolve() / "bin"
    if os.geteuid() != 0:
        parser.error("the hub runs servers as other users, so it needs root")
    if not (bin / "configurable-http-proxy").exists():
        parser.error(
            f"no hub and proxy in {bin}: README.md says how they are installed"
        )

    with ExitStack() as stack:
        # Secrets of the hub, and a repository that learners reach by its address only.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-")))
        course = folder / "course"
        publish(course)
        stack.enter_context(users())
        port, git = free_port(), free_port()
        stack.enter_context(
            process(
                *("git", "daemon", "--export-all", "--listen=127.0.0.1"),
                *(f"--port={git}", f"--base-path={folder}", "--log-destination=none"),
            )
        )
        hub = f"http://127.0.0.1:{port}"
        environment = {
            "PATH": f"{bin}:{os.environ['PATH']}",
            "COURSE_HUB": hub,
            "COURSE_HUB_PASSWORD": PASSWORD,
        }
        log = stack.enter_context((folder / "hub.log").open("w"))
        started = stack.enter_context(
            process(
                *(
                    str(bin / "jupyterhub"),
                    "--config",
                    str(HERE / "jupyterhub_config.py"),
                ),
                cwd=folder,
                env=environment,
                stdout=log,
                stderr=log,
            )
        )
        try:
            wait_for(f"{hub}/hub/health", started)
            link = links(f"git://127.0.0.1:{git}/course", f"book/{PAGE}", hub)["hub"]
            with window(1300, 850) as page:
                browser = page.context.browser
                assert browser is not None
                other = browser.new_context(viewport={"width": 1300, "height": 850})
                pages = (page, other.new_page())
                outside = hear(hub, *pages)
                learners = [Learner(*x) for x in zip(LEARNERS, pages, strict=True)]
                try_it(*learners, course, link)
                say(f"requests to other hosts: {sorted(outside) or 'none'}")
        except BaseException:
            print(
                (folder / "hub.log").read_text(encoding="utf-8")[-3000:],
                file=sys.stderr,
            )
            raise
    return 0


if __name__ == "__main__":
    sys.exit(main())
