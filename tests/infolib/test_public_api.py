"""What `import infolib` promises."""

import inspect
import subprocess
import sys

import pytest
from calls import FUNCTIONS

import infolib

# What can be seen, without the modules: found here, and compared with __all__.
NAMES = sorted(
    name
    for name, value in vars(infolib).items()
    if not name.startswith("_") and not inspect.ismodule(value)
)

WITHOUT_BASE = {
    *["perplexity", "normalize", "empirical_distribution"],  # no information
    *["fit_bernoulli", "fit_categorical", "fit_gaussian", "fit_poisson"],
    *["logsumexp", "softmax", "log_softmax"],  # natural logarithms, like logits
}


def test_the_public_names_are_the_functions_and_at_most_32():
    assert infolib.__all__ == NAMES
    assert all(inspect.isfunction(getattr(infolib, name)) for name in NAMES)
    assert 0 < len(NAMES) <= 32


def test_no_function_of_a_module_is_forgotten():
    exported = {getattr(infolib, name) for name in NAMES}
    modules = {sys.modules[f.__module__] for f in exported}
    for module in modules:
        for name, f in inspect.getmembers(module, inspect.isfunction):
            if f.__module__ == module.__name__ and not name.startswith("_"):
                assert f in exported, f"{module.__name__}.{name}"


def test_the_version_is_the_one_of_the_version_file():
    from infolib._version import __version__

    assert infolib.__version__ == __version__


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_docstring_has_its_sections(name):
    doc = inspect.getdoc(FUNCTIONS[name])
    titles = ["Parameters", "Returns", "Raises", "Notes", "Examples"]
    places = [doc.index(f"\n{title}\n{'-' * len(title)}\n") for title in titles]
    assert places == sorted(places)
    assert ".. math::" in doc
    assert '\nTaught in "' in doc or "\nA chapter to come teaches it.\n" in doc
    assert ">>> " in doc


@pytest.mark.parametrize("name", [n for n in NAMES if n not in WITHOUT_BASE])
def test_information_is_in_bits_and_base_is_a_keyword(name):
    base = inspect.signature(getattr(infolib, name)).parameters["base"]
    assert base.default == 2
    assert base.kind is base.KEYWORD_ONLY


@pytest.mark.parametrize("name", sorted(WITHOUT_BASE))
def test_what_is_no_information_has_no_base(name):
    assert "base" not in inspect.signature(getattr(infolib, name)).parameters


@pytest.mark.parametrize("name", NAMES)
def test_options_are_keywords(name):
    parameters = inspect.signature(getattr(infolib, name)).parameters.values()
    for p in parameters:
        if p.name in {"base", "axis", "keepdims", "given", "support", "pseudocount"}:
            assert p.kind is p.KEYWORD_ONLY


def test_importing_it_loads_numpy_and_nothing_heavier():
    code = (
        "import sys, infolib;"
        "heavy = {'scipy', 'matplotlib', 'anywidget', 'ipywidgets', 'pandas', 'torch',"
        " 'infolib.plots', 'infolib.explorers', 'infolib.data', 'fractions'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
