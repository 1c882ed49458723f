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
        if file.suffix != ".png":
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


CITATION = yaml.safe_load(read("CITATION.cff"))
PAGES = ["README.md", "CONTRIBUTING.md", "book/index.md", "book/authors-guide.md"]
TARGETS = ["serve", "book", "lab", "test", "lint", "refresh", "bench", "lock", "clean"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


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
        if re.match(r"book/0[0-6]-", entry["file"])
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
    assert [place for place, _, _ in drawn] == list("0123456")
    assert [d for d in drawn if d[2] != d[0] or d[1] not in ("", d[0])] == []


def test_the_numbers_of_the_first_page_are_true():
    coin, fair, tosses = [9 / 13, 4 / 13], [1 / 2, 1 / 2], 13
    whole = tosses * infolib.cross_entropy(coin, fair)
    best = tosses * infolib.entropy(coin)
    price = tosses * infolib.kl_divergence(coin, fair)
    assert f"$${whole:.0f} = {best:.2f} + {price:.2f}$$" in read("book/index.md")
    assert f"only {best:.2f} bits. The other {price:.2f} bits" in read("book/index.md")


def test_the_picture_of_the_readme_is_there_described_and_light():
    source, alt = re.search(
        r'<img src="([^"]+)".* alt="([^"]+)"', read("README.md")
    ).groups()
    assert (ROOT / source).stat().st_size <= 120_000
    assert len(alt) > 40


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md"])
def test_links_between_files_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read(page))
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


def test_the_readme_gives_two_commands():
    commands = re.search(r"```sh\n(.*?)```", read("README.md"), re.S)[1].splitlines()
    assert [line.split(" #")[0].strip() for line in commands] == [
        "make serve",
        "make test",
    ]


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
    listed = re.findall(r"^ +make (\w+) +\S", run.stdout, re.M)
    phony = re.search(r"^\.PHONY: (.*)", read("Makefile"), re.M)[1].split()
    assert sorted(listed) == sorted(["help", *TARGETS])
    assert sorted(phony) == sorted(listed)


# Continuous integration.


@pytest.fixture
def bare_machine(tmp_path):
    """Return a function that runs .ci/run where only the named programs exist."""
    if os.name == "nt":
        pytest.skip("needs a POSIX shell")

    def run(*stubs):
        folder = tmp_path / "bin"
        folder.mkdir()
        for real in ["bash", "dirname", "env"]:
            (folder / real).symlink_to(shutil.which(real))
        for stub in stubs:
            (folder / stub).write_text(f'#!/bin/sh\necho "{stub} $@ CI=$CI"\n')
            (folder / stub).chmod(0o755)
        return subprocess.run(
            [str(ROOT / ".ci" / "run"), "PORT=1"],
            env={"PATH": str(folder)},
            capture_output=True,
            text=True,
        )

    return run


def test_ci_installs_nothing_where_nothing_is_missing(bare_machine):
    run = bare_machine("git", "make", "python3", "chromium", "apt-get", "sudo")
    assert run.stdout.splitlines()[-1] == "make test PORT=1 CI=true", run.stderr
    assert "apt-get" not in run.stdout


def test_ci_installs_what_is_missing_and_no_more(bare_machine):
    # `make` is not there before the installation, and the stub does not bring it.
    run = bare_machine("git", "python3", "apt-get", "sudo")
    assert "Missing here: make chromium\n" in run.stdout, run.stderr
    assert re.search("install .*--no-install-recommends make chromium", run.stdout)
    assert run.returncode != 0


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_ci_script_is_executable_bash():
    script = ROOT / ".ci" / "run"
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert os.name == "nt" or os.access(script, os.X_OK)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_ask_for_little_and_end(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 30, name
        assert job["steps"], name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_to_a_commit_with_its_version_beside_it(path):
    uses = re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8"))
    assert uses
    assert [
        u for u in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", u)
    ] == []


@pytest.mark.parametrize(
    "name",
    [".pre-commit-config.yaml", ".github/dependabot.yml"]
    + [f".github/ISSUE_TEMPLATE/{x}.yml" for x in ("mistake", "problem", "question")],
)
def test_settings_are_yaml(name):
    assert isinstance(yaml.safe_load(read(name)), dict)


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


def pins():
    lines = (
        line.partition("#")[0].strip() for line in read("constraints.txt").splitlines()
    )
    return {canonicalize_name(x.split("==")[0]): x.split("==")[1] for x in lines if x}


def test_every_direct_dependency_is_pinned():
    lines = [
        line.partition(" #")[0].strip()
        for line in read("requirements.txt").splitlines()
    ]
    wanted = [Requirement(x) for x in lines if x and not x.startswith(("#", "-"))]
    assert len(wanted) > 10
    pinned = pins()
    for requirement in wanted:
        version = pinned.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name}: run `make lock`"
        assert requirement.specifier.contains(version), (
            f"{requirement}: run `make lock`"
        )


@pytest.mark.parametrize("tool", ["ruff", "oxlint", "oxfmt"])
def test_the_hooks_use_the_pinned(tool):
    versions = re.findall(rf"{tool}==([\d.]+)", read(".pre-commit-config.yaml"))
    assert set(versions) == {pins()[tool]}
