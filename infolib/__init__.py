"""Information theory for a course: right, checked, fast, and NumPy only.

Options go by keyword, the true distribution comes before the model, and information is
in bits unless `base` says otherwise (but `logsumexp` and `log_softmax`, as everywhere,
are natural logarithms).
"""

from infolib._version import __version__ as __version__
from infolib.discrete import (
    binary_entropy,
    cross_entropy,
    entropy,
    information_content,
    js_divergence,
    kl_divergence,
    perplexity,
)
from infolib.empirical import empirical_distribution, normalize
from infolib.gaussian import (
    fit_gaussian,
    gaussian_cross_entropy,
    gaussian_entropy,
    gaussian_kl_divergence,
    gaussian_log_likelihood,
)
from infolib.joint import conditional_entropy, joint_entropy, mutual_information
from infolib.likelihood import (
    bernoulli_log_likelihood,
    fit_bernoulli,
    fit_categorical,
    fit_poisson,
    log_likelihood,
    negative_log_likelihood,
    poisson_log_likelihood,
)
from infolib.logits import (
    cross_entropy_from_logits,
    log_softmax,
    logsumexp,
    nll_from_logits,
    softmax,
)

__all__ = [
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
