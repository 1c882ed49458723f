"""What the extras of the package install, and what is said where one is missing."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest

import infolib
from infolib import plots

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]


def run(code):
    """Run some code in a Python that has NumPy, but not the packages of the extras."""
    block = (
        "import sys\n"
        "for name in ('matplotlib', 'cycler', 'anywidget', 'ipywidgets', 'traitlets'):\n"
        "    sys.modules[name] = None\n"
    )
    command = [sys.executable, "-c", block + code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_plots_can_be_imported_without_matplotlib():
    done = run("from infolib import plots; print(plots.COLOURS['p'])")
    assert done.stdout.strip() == plots.COLOURS["p"], done.stderr


@pytest.mark.parametrize("call", ["subplots()", "show()", "bars([1])"])
def test_a_figure_without_matplotlib_names_what_installs_it(call):
    done = run(f"from infolib import plots; plots.{call}")
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: infolib.plots needs matplotlib")
    assert last.endswith('pip install "infolib[plots]"')


def imported(source):
    """Return the packages that some code imports, without those of Python itself."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    packages = {name.partition(".")[0] for name in names}
    return packages - sys.stdlib_module_names - {"infolib"}


def requirements(extra):
    """Return the names of the packages that an extra installs, with those it includes."""
    found = set()
    for requirement in PROJECT["optional-dependencies"][extra]:
        name, others = re.match(r"([\w-]+)(?:\[(.*?)\])?", requirement).groups()
        if name == "infolib":
            found.update(*(requirements(other) for other in others.split(",")))
        else:
            found.add(name)
    return found


# What comes with a package of another name.
COMES_WITH = {
    "cycler": "matplotlib",
    "traitlets": "ipywidgets",
    "IPython": "ipywidgets",
    "matplotlib_inline": "matplotlib",  # comes with IPython, and is for IPython only
}


def needed(sources):
    found = set().union(*map(imported, sources))
    return {COMES_WITH.get(name, name) for name in found} - {"numpy"}


def code_of(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


@pytest.mark.parametrize("extra", ["plots", "explorers"])
def test_an_extra_installs_what_its_part_imports(extra):
    folder = Path(infolib.__file__).parent / extra
    sources = [file.read_text(encoding="utf-8") for file in folder.rglob("*.py")]
    assert needed(sources) <= requirements(extra)


def test_the_extra_course_installs_what_the_chapters_import():
    chapters = sorted((ROOT / "book").glob("0*.ipynb"))
    assert len(chapters) >= 7
    own = needed(map(code_of, chapters))
    assert "scipy" in own
    parts = requirements("plots") | requirements("explorers")
    assert requirements("course") == own | parts
