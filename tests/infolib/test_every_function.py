"""What holds of every public function alike, from one table of calls."""

import inspect
import math

import numpy as np
import pytest

import infolib as il

P, Q = np.array([0.5, 0.3, 0.2]), np.array([0.25, 0.25, 0.5])
TABLE = np.array([[0.25, 0.25], [0.0, 0.5]])
Z, Y = np.array([0.0, 1.0, -2.0]), np.array([0.5, 0.0, 1.0])

CALLS = {
    "bernoulli_log_likelihood": {
        "x": np.array([1.0, 0.0, 1.0]),
        "theta": np.array([0.7]),
    },
    "binary_entropy": {"p": P},
    "conditional_entropy": {"p_xy": TABLE, "given": 0},
    "cross_entropy": {"p": P, "q": Q},
    "cross_entropy_from_logits": {"p": P, "logits": Z},
    "empirical_distribution": {"samples": np.array([1.0, 2.0, 1.0])},
    "entropy": {"p": P},
    "fit_bernoulli": {"x": np.array([1.0, 0.0, 1.0])},
    "fit_categorical": {"x": np.array([0.0, 1.0, 1.0])},
    "fit_gaussian": {"x": np.array([0.0, 1.0, 3.0])},
    "fit_poisson": {"x": np.array([0.0, 1.0, 3.0])},
    "gaussian_cross_entropy": {"mu_p": Z, "sigma_p": P, "mu_q": Y, "sigma_q": Q},
    "gaussian_entropy": {"sigma": P},
    "gaussian_kl_divergence": {"mu_p": Z, "sigma_p": P, "mu_q": Y, "sigma_q": Q},
    "gaussian_log_likelihood": {"x": Z, "mu": Y, "sigma": P},
    "information_content": {"p": P},
    "joint_entropy": {"p_xy": TABLE},
    "js_divergence": {"p": P, "q": Q},
    "kl_divergence": {"p": P, "q": Q},
    "log_likelihood": {"x": np.array([0.0, 1.0]), "p": P},
    "log_softmax": {"logits": Z},
    "logsumexp": {"a": Z},
    "mutual_information": {"p_xy": TABLE},
    "negative_log_likelihood": {"x": np.array([0.0, 1.0]), "p": P},
    "nll_from_logits": {"labels": np.array([0.0, 2.0]), "logits": np.array([Z, Y])},
    "normalize": {"weights": P},
    "perplexity": {"p": P},
    "poisson_log_likelihood": {"x": np.array([0.0, 3.0]), "rate": np.array([2.0])},
    "softmax": {"logits": Z},
}
WITH_BASE = [f for f in CALLS if "base" in inspect.signature(getattr(il, f)).parameters]
ARGUMENTS = [
    (f, name)
    for f, call in CALLS.items()
    for name, value in call.items()
    if isinstance(value, np.ndarray)
]


def test_the_table_has_every_function():
    assert list(CALLS) == il.__all__


@pytest.mark.parametrize("f", WITH_BASE)
@pytest.mark.parametrize("base", [3.5, 10, 1.01])
def test_any_base_is_nats_divided_by_its_logarithm(f, base):
    function, call = getattr(il, f), CALLS[f]
    nats = np.asarray(function(**call, base=math.e))
    assert np.isfinite(nats).all()
    assert function(**call, base=base) == pytest.approx(nats / math.log(base))


@pytest.mark.parametrize(("f", "name"), ARGUMENTS)
def test_a_bad_value_is_refused_under_the_name_of_its_argument(f, name):
    call = CALLS[f]
    bad = call[name].copy()
    bad.flat[-1] = math.nan
    with pytest.raises(ValueError, match=f"^{name} (contains?|must be|has) "):
        getattr(il, f)(**call | {name: bad})


# The samples of a distribution may be anything.
@pytest.mark.parametrize(
    ("f", "name"), [(f, name) for f, name in ARGUMENTS if name != "samples"]
)
@pytest.mark.parametrize("kind", [complex, "S1"])
def test_what_is_no_real_number_is_refused_under_the_name_of_its_argument(
    f, name, kind
):
    call = CALLS[f]
    with pytest.raises((TypeError, ValueError), match=f"^{name} must "):
        getattr(il, f)(**call | {name: call[name].astype(kind)})
