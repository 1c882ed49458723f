"""What `import infolib` promises."""

import inspect
import subprocess
import sys

import pytest

import infolib

NAMES = [
    "bernoulli_log_likelihood",
    "binary_entropy",
    "conditional_entropy",
    "cross_entropy",
    "cross_entropy_from_logits",
    "empirical_distribution",
    "entropy",
    "fit_bernoulli",
    "fit_categorical",
    "fit_gaussian",
    "fit_poisson",
    "gaussian_cross_entropy",
    "gaussian_entropy",
    "gaussian_kl_divergence",
    "gaussian_log_likelihood",
    "information_content",
    "joint_entropy",
    "js_divergence",
    "kl_divergence",
    "log_likelihood",
    "log_softmax",
    "logsumexp",
    "mutual_information",
    "negative_log_likelihood",
    "nll_from_logits",
    "normalize",
    "perplexity",
    "poisson_log_likelihood",
    "softmax",
]

WITHOUT_BASE = {
    *["perplexity", "normalize", "empirical_distribution"],  # no information
    *["fit_bernoulli", "fit_categorical", "fit_gaussian", "fit_poisson"],
    *["logsumexp", "softmax", "log_softmax"],  # natural logarithms, like logits
}


def test_the_public_names_are_exactly_these_and_at_most_32():
    assert infolib.__all__ == NAMES
    assert len(NAMES) <= 32


def test_nothing_else_is_visible_but_modules():
    visible = {
        name
        for name, value in vars(infolib).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert visible == set(NAMES)


def test_the_version_is_the_one_of_the_version_file():
    from infolib._version import __version__

    assert infolib.__version__ == __version__


@pytest.mark.parametrize("name", NAMES)
def test_every_docstring_has_its_sections(name):
    doc = inspect.getdoc(getattr(infolib, name))
    titles = ["Parameters", "Returns", "Raises", "Notes", "Examples"]
    places = [doc.index(f"\n{title}\n{'-' * len(title)}\n") for title in titles]
    assert places == sorted(places)
    assert ".. math::" in doc
    assert '\nTaught in "' in doc
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
        " 'infolib.plots', 'infolib.explorers', 'infolib.data'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
