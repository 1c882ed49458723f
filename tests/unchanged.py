"""Which pages have not changed since their tests in the browser last passed.

To visit every page takes most of the time of `make test`. What such a test says depends on
the page, its pictures, the files that all pages share, the tests themselves, infolib, the
pins and the browser: a test that passed with the same bytes of all these is left out. One
that names no page depends on all of them. With CI=true, or after `make test ALL=1`, none is.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = Path(os.environ.get("SITE_HTML") or ROOT / "_build" / "html").resolve()
ALL_PAGES = "*.html"
ALWAYS = any(
    os.environ.get(name, "").lower() not in ("", "0", "false") for name in ("CI", "ALL")
)


def chromium():
    """Return the path of the browser, or nothing."""
    names = ["chromium", "chromium-browser", "google-chrome"]
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )


def page_of(nodeid):
    """Return the page that a test of the site is about, or ALL_PAGES; else nothing."""
    if "tests/site/" not in nodeid:
        return ""
    page = re.search(r"[\[:]((?:[\w-]+/)*[\w-]+\.html)", nodeid.partition("::")[2])
    return page[1] if page else ALL_PAGES


def _files(folder):
    found = sorted(f for f in folder.rglob("*") if f.is_file())
    return [f for f in found if "__pycache__" not in f.parts]


def _digest(files, *more):
    digest = hashlib.sha256(repr(more).encode())
    for file in files:
        digest.update(file.as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def _shared():
    browser = chromium()
    command = [browser, "--version"]
    version = browser and subprocess.run(command, capture_output=True).stdout
    folders = [ROOT / "infolib", ROOT / "tests", SITE / "_static"]
    files = [f for folder in folders for f in _files(folder)]
    return _digest([ROOT / "constraints.txt", *files], version, sys.version)


@cache
def digest(page):
    """Digest all that the browser's tests of a page, or of all pages, depend on."""
    if page == ALL_PAGES:
        return _digest(_files(SITE), _shared())
    text = (SITE / page).read_text(encoding="utf-8")
    named = {SITE / "_images" / x for x in re.findall(r'_images/([^"?\s]+)', text)}
    return _digest([SITE / page, *sorted(f for f in named if f.is_file())], _shared())
