"""Information theory for a course: right, checked, fast, and NumPy only.

Every function takes its options by keyword, the true distribution before the model,
and returns bits unless `base` says otherwise.
"""

from infolib._version import __version__
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
from infolib.joint import conditional_entropy, joint_entropy, mutual_information

__all__ = [
    "__version__",
    "binary_entropy",
    "conditional_entropy",
    "cross_entropy",
    "empirical_distribution",
    "entropy",
    "information_content",
    "joint_entropy",
    "js_divergence",
    "kl_divergence",
    "mutual_information",
    "normalize",
    "perplexity",
]
