"""The files around the course agree with it and with each other."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import infolib

ROOT = Path(__file__).resolve().parents[1]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def project_files():
    """Return the files under version control, or those of a copy without it."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout
        files = [ROOT / name for name in listed.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        made = r"(^|/)(\.venv|\.git|_build|__pycache__|\.\w+_cache|[^/]+\.egg-info)/"
        files = [f for f in ROOT.rglob("*") if not re.search(made, f.as_posix())]
    return [file for file in files if file.is_file()]


def text_files():
    for file in project_files():
        if file.suffix not in {".png", ".webp", ".woff2"}:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


CITATION = yaml.safe_load(read("CITATION.cff"))
PAGES = ["README.md", "CONTRIBUTING.md", "book/index.md", "book/authors-guide.md"]
TARGETS = re.findall(r"^([a-z]+):", read("Makefile"), re.M)


# One version, one place for what only the people in charge know.


def test_citation_and_changelog_name_the_version_of_the_library():
    newest = re.search(r"^## \[([^]]+)\]", read("CHANGELOG.md"), re.M)[1]
    assert str(CITATION["version"]) == infolib.__version__
    assert newest == infolib.__version__


def test_placeholders_are_in_the_citation_only():
    pattern = re.compile("PLACEHOLDER" + r"-|example\.(?:org|com|net)\b")
    found = [name for name, text in text_files() if pattern.search(text)]
    assert set(found) <= {"CITATION.cff", "tests/test_project.py"}


def test_no_file_speaks_of_one_machine():
    folders = re.compile(r"(?<![\w.}~])/(?:work|root|home/\w+|Users/\w+)/")
    found = [name for name, text in text_files() if folders.search(text)]
    assert found == []


def test_files_are_small_enough_to_be_cloned_for_ever():
    large = [f.name for f in project_files() if f.stat().st_size > 200 * 1024]
    assert large == []


def test_the_licence_of_the_text_is_complete_and_unchanged():
    header, title, text = read("LICENSE-CONTENT").partition("Attribution 4.0 Internat")
    digest = hashlib.sha256((title + text).encode()).hexdigest()
    assert len(header.strip().splitlines()) == 2
    assert digest.startswith("fd3a263fe19ed8fa"), (
        "take the text from creativecommons.org"
    )


# The map and the words of the first page.


def test_the_map_links_every_chapter_and_nothing_else():
    toc = yaml.safe_load(read("_toc.yml"))
    chapters = {
        entry["file"].removeprefix("book/")
        for part in toc["parts"]
        for entry in part["chapters"]
        if re.match(r"book/0\d-", entry["file"])
    }
    links = re.findall(r'<a [^>]*href="([^"]+)\.html"', read("book/_includes/map.svg"))
    cure = "give (or take) its href in book/_includes/map.svg"
    assert len(links) == len(set(links))
    assert sorted(links) == sorted(chapters), cure
    assert [x for x in links if not (ROOT / "book" / f"{x}.ipynb").exists()] == []


def test_every_chapter_on_the_map_has_its_number():
    drawn = re.findall(
        r'<a id="map-(\d)"(?: href="0(\d)-[^"]+")?>.*?class="number"[^>]*>(\d)<',
        read("book/_includes/map.svg"),
    )
    assert [place for place, _, _ in drawn] == list("0123456789")[: len(drawn)]
    assert [d for d in drawn if d[2] != d[0] or d[1] not in ("", d[0])] == []


def test_the_numbers_of_the_first_page_are_true():
    coin, fair, tosses = [9 / 13, 4 / 13], [1 / 2, 1 / 2], 13
    whole = tosses * infolib.cross_entropy(coin, fair)
    best = tosses * infolib.entropy(coin)
    price = tosses * infolib.kl_divergence(coin, fair)
    assert f"$${whole:.0f} = {best:.2f} + {price:.2f}$$" in read("book/index.md")
    assert f"pays only {best:.2f} bits. The other {price:.2f} bits" in read(
        "book/index.md"
    )


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md"])
def test_links_between_files_lead_somewhere(page):
    links = re.findall(r'(?:\]\(|src=")(?!https?:)([^)#"]+)', read(page))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


# The authors' guide quotes chapter 2 as it is.

QUOTES = re.findall(
    r"^(`{3,})\{code-block\} (\w+)\n:class: from-02-entropy\n\n(.*?)\n\1$",
    read("book/authors-guide.md"),
    re.M | re.S,
)
CELLS = nbformat.read(ROOT / "book" / "02-entropy.ipynb", as_version=4).cells


def test_the_guide_quotes_the_chapter():
    assert len(QUOTES) == read("book/authors-guide.md").count("from-02-entropy") > 5


@pytest.mark.parametrize(("language", "quote"), [found[1:] for found in QUOTES])
def test_a_quote_of_the_guide_is_in_the_chapter(language, quote):
    if language == "json":
        assert json.loads(quote) in [cell.metadata for cell in CELLS]
    else:
        assert any(quote in cell.source for cell in CELLS), quote


# What the pages tell people to type.


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_of_a_page_exists(page):
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", read(page), re.M))
    assert named
    assert named <= set(TARGETS)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_bare_make_lists_every_target():
    # Without the variables of the `make test` that may have started this.
    plain = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    run = subprocess.run(
        ["make"], cwd=ROOT, env=plain, capture_output=True, text=True, check=True
    )
    assert re.findall(r"^ +make (\w+) +\S", run.stdout, re.M) == TARGETS


# Continuous integration.


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_ci_installs_what_a_bare_machine_lacks_and_no_more(tmp_path):
    for real in ["bash", "dirname", "env"]:
        (tmp_path / real).symlink_to(shutil.which(real))
    for stub in ["git", "python3", "apt-get", "sudo"]:
        (tmp_path / stub).write_text(f'#!/bin/sh\necho "{stub} $@"\n')
        (tmp_path / stub).chmod(0o755)
    run = subprocess.run(
        [str(ROOT / ".ci" / "run")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert "Missing here: make bubblewrap chromium\n" in run.stdout, run.stderr
    assert re.search(
        "install .*--no-install-recommends make bubblewrap chromium\n", run.stdout
    )
    assert run.returncode != 0  # the stub of apt-get brings no make


def test_ci_runs_every_python_that_the_package_names():
    named = re.findall(
        r'"Programming Language :: Python :: (3\.\d+)"', read("pyproject.toml")
    )
    tested = yaml.safe_load(read(".github/workflows/tests.yml"))["jobs"]["course"]
    assert tested["strategy"]["matrix"]["python"] == named
    assert f'requires-python = ">={named[0]}"' in read("pyproject.toml")
    for page in ["README.md", "CONTRIBUTING.md"]:
        assert f"Python {named[0]} to {named[-1]}" in read(page)


# Pins.


def requirements(name):
    lines = (re.sub("(^| )#.*", "", line).strip() for line in read(name).splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def test_every_direct_dependency_is_pinned():
    pins = {canonicalize_name(pin.name): pin for pin in requirements("constraints.txt")}
    wanted = requirements("requirements.txt")
    assert len(wanted) > 10
    for requirement in wanted:
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement.name}: run `make lock`"
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert requirement.specifier.contains(exact.version), (
            f"{requirement}: run `make lock`"
        )
