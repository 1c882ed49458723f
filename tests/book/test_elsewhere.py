"""A notebook elsewhere: its links are right with an address, and absent without one."""

import importlib
import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = "https://github.com/them/course"
OTHER = "https://gitlab.com/group/them/course"


@pytest.fixture(scope="module")
def elsewhere():
    """Return the extension as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "book" / "_ext")
        yield importlib.import_module("elsewhere")


def test_links_open_the_notebook_of_the_repository(elsewhere):
    found = elsewhere.links(GITHUB, "book/02-entropy")
    assert found["binder"] == (
        "https://mybinder.org/v2/gh/them/course/HEAD?urlpath=lab/tree/book/02-entropy.ipynb"
    )
    assert found["colab"] == (
        "https://colab.research.google.com/github/them/course/blob/notebooks/02-entropy.ipynb"
    )
    hub = urlsplit(elsewhere.links(GITHUB, "book/02-entropy", "https://hub")["hub"])
    assert (hub.netloc, hub.path) == ("hub", "/hub/user-redirect/git-pull")
    assert parse_qs(hub.query) == {
        "repo": [GITHUB],
        "branch": ["notebooks"],
        "urlpath": ["lab/tree/course/02-entropy.ipynb"],
    }
    assert elsewhere.links(f"{GITHUB}.git", "book/x") == elsewhere.links(
        GITHUB, "book/x"
    )


def test_colab_is_offered_for_github_only(elsewhere):
    found = elsewhere.links(OTHER, "book/02-entropy")
    assert set(found) == {"binder", "hub"}
    assert found["binder"].startswith(
        "https://mybinder.org/v2/git/https%3A%2F%2Fgitlab.com%2Fgroup%2Fthem%2Fcourse/HEAD?"
    )


def test_the_example_is_a_page(elsewhere):
    assert (ROOT / f"{elsewhere.EXAMPLE}.ipynb").is_file()
    assert (ROOT / f"{elsewhere.HOW}.md").is_file()


def test_the_workflow_publishes_the_branch_that_the_links_name(elsewhere):
    text = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["notebooks"]["steps"]
    assert f"BRANCH: {elsewhere.BRANCH}" in text
    assert '"$url" "HEAD:$BRANCH"' in steps[-1]["run"]


def app(repository):
    config = SimpleNamespace(course_repository=repository, html_baseurl="")
    return SimpleNamespace(config=config, tags=set())


def buttons(elsewhere, repository, suffix=".ipynb"):
    download = {"label": "download-buttons", "buttons": [{"tooltip": "source"}]}
    context = {"page_source_suffix": suffix, "header_buttons": [download]}
    elsewhere._add_buttons(app(repository), "book/02-entropy", "", context, None)
    first, *more = context["header_buttons"]
    return first["buttons"][0]["tooltip"], {b["text"]: b["url"] for b in more}


def test_buttons_stand_on_notebooks_once_the_repository_is_known(elsewhere):
    found = elsewhere.links(GITHUB, "book/02-entropy")
    assert buttons(elsewhere, GITHUB) == (
        "Download the notebook",
        {"Binder": found["binder"], "Colab": found["colab"]},
    )
    assert set(buttons(elsewhere, OTHER)[1]) == {"Binder"}
    assert buttons(elsewhere, "") == ("Download the notebook", {})
    assert buttons(elsewhere, GITHUB, ".md") == ("source", {})


def test_the_page_gets_every_address_that_it_asks_for(elsewhere):
    source = [(ROOT / "book" / "run-it.md").read_text(encoding="utf-8")]
    asked = set(re.findall(r"@(\w+)@", source[0]))
    assert asked == {*elsewhere.links(GITHUB, "book/x"), "repository"}
    elsewhere._fill(app(GITHUB), elsewhere.HOW, source)
    assert "@" not in source[0].replace(" @ git+", "")
    assert f'"infolib[course] @ git+{GITHUB}"' in source[0]
    assert elsewhere.links(GITHUB, elsewhere.EXAMPLE)["binder"] in source[0]


def test_without_an_address_the_built_page_says_what_to_do():
    page = ROOT / "_build" / "html" / "book" / "run-it.html"
    if not page.is_file():
        pytest.skip("No built book: run `make book`.")
    text = page.read_text(encoding="utf-8")
    assert "mybinder.org" not in text
    assert "colab.research" not in text
    assert "@" not in re.sub(r"<(script|style).*?</\1>", "", text, flags=re.S)
    assert text.count("CITATION.cff") == 2


# What Binder installs


def test_binder_installs_what_the_chapters_import_and_nothing_that_builds_the_book():
    lines = (ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8")
    wanted = [line for line in lines.splitlines() if line and line[0] != "#"]
    assert wanted == [
        "-c ../constraints.txt",
        "-e .[course]",  # in which tests/site/test_downloads.py runs every notebook
        "jupyterlab",
        "jupyterlab-myst",
    ]
    python = (ROOT / ".binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"Programming Language :: Python :: {python[7:]}"' in project
