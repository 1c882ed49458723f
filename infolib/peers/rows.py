"""The rows of "Coming from …": code for both libraries, and the difference to know.

`task` rows give the same on both sides, `trap` rows do not. `truth` is the value of
`ours` derived in another way: a closed form or the oracle of the tests, in mpmath. It is
empty where `ours` refuses. The last line of a code is an expression.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One thing to do, in another library and in this one."""

    peer: str
    kind: str
    task: str
    theirs: str
    ours: str
    truth: str
    note: str
    units: tuple[str, str] = ("", "")


BITS, NATS, NONE = ("bits", "bits"), ("nats", "nats"), ("", "")

DATA = """\
p = [0.5, 0.25, 0.125, 0.125]  # the truth
q = [0.125, 0.5, 0.25, 0.125]  # a model
x = [0, 0, 1, 1]  # labels of four things
y = [0, 1, 1, 1]  # other labels of the same
t = [[0.25, 0.25], [0, 0.5]]  # shares of pairs (x, y)
z = [2.0, 0.0, 0.0]  # logits"""

SETUP = {
    "scipy": """\
import numpy as np
from scipy import special, stats
from scipy.spatial.distance import jensenshannon""",
    "sklearn": """\
import numpy as np
from sklearn.metrics import homogeneity_score, log_loss
from sklearn.metrics import mutual_info_score
from sklearn.metrics import normalized_mutual_info_score
from sklearn.tree import DecisionTreeClassifier""",
    "torch": """\
import torch
import torch.nn.functional as F
from torch import tensor
from torch.distributions import Categorical, Normal, kl_divergence
p, q, z = tensor(p), tensor(q), tensor(z)""",
    "dit": """\
from dit import Distribution
from dit.divergences import cross_entropy, jensen_shannon_divergence
from dit.divergences import kullback_leibler_divergence
from dit.other import perplexity
from dit.shannon import conditional_entropy, entropy, mutual_information
P, Q = Distribution(list("abcd"), p), Distribution(list("abcd"), q)
J = Distribution(["00", "01", "11"], [0.25, 0.25, 0.5])""",
}

SCIPY = "https://docs.scipy.org/doc/scipy/reference/generated/scipy."
SKLEARN = "https://scikit-learn.org/stable/modules/generated/sklearn."
TORCH = "https://docs.pytorch.org/docs/stable/generated/torch."

_JS = "-(5*log(5/mpf(16), 2) + 6*log(3/mpf(8), 2) + 3*log(3/mpf(16), 2) - 6)/16 - 7/mpf(4)"
_MI = "3/mpf(2) - 3*log(3, 2)/4"
_HY = "2 - 3*log(3, 2)/4"

ROWS: list[Row] = [
    # SciPy
    Row(
        *("scipy", "task", "Entropy"),
        "stats.entropy(p, base=2)",
        "entropy(p)",
        "7/mpf(4)",
        "Without `base`, SciPy answers in nats and infolib in bits.",
        BITS,
    ),
    Row(
        *("scipy", "task", "Entropy of counts"),
        "stats.entropy([4, 2, 1, 1], base=2)",
        "entropy(normalize([4, 2, 1, 1]))",
        "7/mpf(4)",
        f"SciPy divides by the sum, [whatever it is]({SCIPY}stats.entropy.html). Here that is a step of its own.",
        BITS,
    ),
    Row(
        *("scipy", "task", "Entropy of a sample"),
        "stats.entropy(np.unique(y, return_counts=True)[1], base=2)",
        "entropy(empirical_distribution(y).probs)",
        _HY,
        "The entropy of the shares observed. Neither library corrects it for the size of the sample.",
        BITS,
    ),
    Row(
        *("scipy", "task", "Entropy of each row"),
        "stats.entropy([p, [0.5, 0.5, 0, 0]], base=2, axis=1)",
        "entropy([p, [0.5, 0.5, 0, 0]])",
        "[7/mpf(4), mpf(1)]",
        "The default axis is the first one there, the last one here.",
        BITS,
    ),
    Row(
        *("scipy", "task", "KL divergence"),
        "stats.entropy(p, q, base=2)",
        "kl_divergence(p, q)",
        "5/mpf(8)",
        "The same order: the truth, then the model.",
        BITS,
    ),
    Row(
        *("scipy", "task", "KL divergence, in nats"),
        "special.rel_entr(p, q).sum()",
        "kl_divergence(p, q, base=math.e)",
        "5*log(2)/8",
        f"[`rel_entr`]({SCIPY}special.rel_entr.html) gives the single terms, for any two numbers that are not negative. Whether they are distributions is yours to check.",
        NATS,
    ),
    Row(
        *("scipy", "task", "KL divergence, where the model has a zero"),
        "stats.entropy([0.5, 0.5], [1, 0], base=2)",
        "kl_divergence([0.5, 0.5], [1, 0])",
        "inf",
        "Both give the true value, and neither adds a small number to avoid it.",
    ),
    Row(
        *("scipy", "task", "Cross-entropy"),
        "stats.entropy(p, base=2) + stats.entropy(p, q, base=2)",
        "cross_entropy(p, q)",
        "19/mpf(8)",
        "SciPy has no function for it: entropy and divergence are added.",
        BITS,
    ),
    Row(
        *("scipy", "task", "Jensen-Shannon divergence"),
        "jensenshannon(p, q, base=2) ** 2",
        "js_divergence(p, q)",
        _JS,
        f"SciPy returns the distance, the [square root]({SCIPY}spatial.distance.jensenshannon.html) of the divergence, and without `base` that of nats.",
        BITS,
    ),
    Row(
        *("scipy", "task", "Perplexity"),
        "2 ** stats.entropy(p, base=2)",
        "perplexity(p)",
        "mpf(2)**(7/mpf(4))",
        "The base of the power must be that of the entropy. `perplexity` has no base.",
    ),
    Row(
        *("scipy", "task", "Mutual information of a table"),
        "px, py = np.sum(t, axis=1), np.sum(t, axis=0)\nstats.entropy(px, base=2) + stats.entropy(py, base=2) - stats.entropy(np.ravel(t), base=2)",
        "mutual_information(t)",
        _MI,
        "SciPy has no function for it. A difference of entropies loses its digits when the variables are nearly independent.",
        BITS,
    ),
    Row(
        *("scipy", "task", "Entropy of a normal distribution"),
        "stats.norm(0, 2).entropy()",
        "gaussian_entropy(2, base=math.e)",
        "log(8*pi*e)/2",
        "Both take the standard deviation, here 2.",
        NATS,
    ),
    Row(
        *("scipy", "task", "Log-likelihood of measurements"),
        "stats.norm.logpdf([-1, 1], 0, 2).sum()",
        "gaussian_log_likelihood([-1, 1], 0, 2, base=math.e)",
        "-log(8*pi) - 1/mpf(4)",
        "SciPy gives a value for each measurement, infolib one for all.",
        NATS,
    ),
    Row(
        *("scipy", "task", "Log-likelihood of counts"),
        "stats.poisson.logpmf([0, 2, 4], 2).sum()",
        "poisson_log_likelihood([0, 2, 4], 2, base=math.e)",
        "5*log(2) - log(24) - 6",
        "The data first, then the rate, in both.",
        NATS,
    ),
    Row(
        *("scipy", "task", "Maximum likelihood of a normal distribution"),
        "stats.norm.fit([1, 3])",
        "fit_gaussian([1, 3])",
        "(mpf(2), mpf(1))",
        "Mean and standard deviation. Both divide by n, not by n - 1.",
    ),
    Row(
        *("scipy", "task", "Log-softmax"),
        "special.log_softmax(z)",
        "log_softmax(z)",
        "[2 - log(e**2 + 2), -log(e**2 + 2), -log(e**2 + 2)]",
        "Natural logarithms in both. SciPy's default is all axes at once, `axis=None`; here it is the last.",
        NATS,
    ),
    Row(
        *("scipy", "trap", "A category got lost"),
        "stats.entropy([0.5, 0.25, 0.125], base=2)",
        "entropy([0.5, 0.25, 0.125])",
        "",
        "An eighth is missing. SciPy shares it out among the others and answers for another distribution.",
        BITS,
    ),
    Row(
        *("scipy", "trap", "A batch, and no axis"),
        "stats.entropy([p, q], base=2)",
        "entropy([p, q])",
        "[7/mpf(4), 7/mpf(4)]",
        "SciPy takes the four columns for distributions, makes each sum to 1, and returns four numbers for two distributions.",
        BITS,
    ),
    Row(
        *("scipy", "trap", "A model that is no distribution"),
        "a, b = [0.5, 0.5], [0.3, 0.3]\nstats.entropy(a, b), special.rel_entr(a, b).sum(), special.kl_div(a, b).sum()",
        "kl_divergence([0.5, 0.5], [0.3, 0.3])",
        "",
        f"Three functions, three answers: the first makes `b` sum to 1, the second does not, the third adds [`b - a`]({SCIPY}special.kl_div.html) to every term.",
        NATS,
    ),
    Row(
        *("scipy", "trap", "Nearly equal distributions"),
        "stats.entropy([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9])",
        "kl_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9], base=math.e)",
        "oracle.kl_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9])",
        "Twenty-nine times too large: two terms of about 5e-10 cancel. infolib sums terms that are never negative.",
        NATS,
    ),
    Row(
        *("scipy", "trap", "Neighbours"),
        "a = math.nextafter(0.5, 0)\njensenshannon([a, 1 - a], [1 - a, a]) ** 2",
        "a = math.nextafter(0.5, 0)\njs_divergence([a, 1 - a], [1 - a, a], base=math.e)",
        "oracle.js_divergence([0.49999999999999994, 0.5], [0.5, 0.49999999999999994])",
        "Rounding makes SciPy's divergence negative, and the square root `nan` ([issue 20083](https://github.com/scipy/scipy/issues/20083)).",
        NATS,
    ),
    Row(
        *("scipy", "trap", "A very small probability"),
        "stats.entropy([1e-20, 1 - 1e-20])",
        "binary_entropy(1e-20, base=math.e)",
        "oracle.entropy([1e-20, 1.0])",
        "In double precision 1 - 1e-20 is 1, and its term 0: 2 % are missing. A function of the small side alone loses nothing.",
        NATS,
    ),
    Row(
        *("scipy", "trap", "The tail of a softmax"),
        "special.log_softmax([0.0, -40.0])[0]",
        "log_softmax([0.0, -40.0])[0]",
        "-log1p(exp(mpf(-40)))",
        "The loss of a confident and right prediction. It is small, not 0 ([issue 19521](https://github.com/scipy/scipy/issues/19521)).",
        NATS,
    ),
    Row(
        *("scipy", "trap", "Variance or standard deviation"),
        "stats.multivariate_normal(0, 2).entropy()",
        "gaussian_entropy(2, base=math.e)",
        "log(8*pi*e)/2",
        f"The same arguments as for `stats.norm`, but here the second is the [covariance]({SCIPY}stats.multivariate_normal.html). infolib takes standard deviations, always.",
        NATS,
    ),
    # scikit-learn
    Row(
        *("sklearn", "task", "Log loss"),
        "log_loss([0, 1, 1], [[0.5, 0.5], [0.75, 0.25], [0.5, 0.5]])",
        "logits = np.log([[0.5, 0.5], [0.75, 0.25], [0.5, 0.5]])\nnll_from_logits([0, 1, 1], logits, base=math.e).mean()",
        "4*log(2)/3",
        "The logarithms of probabilities are logits. infolib gives a value for each label, so that you see where the loss comes from; the mean is yours to take.",
        NATS,
    ),
    Row(
        *("sklearn", "task", "Log loss of one forecast for all"),
        "log_loss([0, 1, 1], [[0.25, 0.75]] * 3, normalize=False)",
        "negative_log_likelihood([0, 1, 1], [0.25, 0.75], base=math.e)",
        "2*log(2) + 2*log(4/mpf(3))",
        "With `normalize=False` the sum, which is the negative log-likelihood.",
        NATS,
    ),
    Row(
        *("sklearn", "task", "Mutual information of two labelings"),
        "mutual_info_score(x, y)",
        "mutual_information(t, base=math.e)",
        f"({_MI})*log(2)",
        "scikit-learn counts the pairs itself. infolib takes the table of their shares, rows for `x`, columns for `y`.",
        NATS,
    ),
    Row(
        *("sklearn", "task", "Mutual information of counts"),
        "counts = np.array([[1, 1], [0, 2]])\nmutual_info_score(None, None, contingency=counts)",
        "counts = np.array([[1, 1], [0, 2]])\nmutual_information(counts / counts.sum(), base=math.e)",
        f"({_MI})*log(2)",
        f"[In nats]({SKLEARN}metrics.mutual_info_score.html), with no choice of a base.",
        NATS,
    ),
    Row(
        *("sklearn", "task", "Normalised mutual information"),
        "normalized_mutual_info_score(x, y)",
        "hx, hy = entropy(np.sum(t, axis=1)), entropy(np.sum(t, axis=0))\nmutual_information(t) / ((hx + hy) / 2)",
        f"({_MI})/((1 + {_HY})/2)",
        "Divided by the mean of the two entropies, which is scikit-learn's default `average_method`. A ratio has no unit.",
    ),
    Row(
        *("sklearn", "task", "Homogeneity of clusters"),
        "homogeneity_score(x, y)",
        "1 - conditional_entropy(t, given=1) / entropy(np.sum(t, axis=1))",
        f"({_MI})/1",
        "The share of the entropy of the classes `x` that the clusters `y` explain.",
    ),
    Row(
        *("sklearn", "task", "Impurity of a node of a tree"),
        'tree = DecisionTreeClassifier(criterion="entropy")\ntree.fit([[0], [1], [2], [3]], y).tree_.impurity[0]',
        "entropy(empirical_distribution(y).probs)",
        _HY,
        "In bits, unlike the metrics above.",
        BITS,
    ),
    Row(
        *("sklearn", "trap", "The impossible happened"),
        "log_loss([0], [[0.0, 1.0]], labels=[0, 1])",
        "negative_log_likelihood([0], [0.0, 1.0], base=math.e)",
        "inf",
        f"Probabilities are [clipped]({SKLEARN}metrics.log_loss.html) to the precision of their type, so a model that was certain and wrong is charged 36 nats.",
        NATS,
    ),
    Row(
        *("sklearn", "trap", "The same in single precision"),
        "log_loss([0], np.array([[0, 1]], dtype=np.float32), labels=[0, 1])",
        "negative_log_likelihood([0], np.array([0, 1], dtype=np.float32), base=math.e)",
        "inf",
        "The penalty depends on the type of the array.",
        NATS,
    ),
    Row(
        *("sklearn", "trap", "A very small probability"),
        "log_loss([0], [[1e-20, 1.0]], labels=[0, 1])",
        "negative_log_likelihood([0], [1e-20, 1.0], base=math.e)",
        "oracle.cross_entropy([1.0, 0.0], [1e-20, 1.0])",
        "Clipped again, though this loss is finite.",
        NATS,
    ),
    Row(
        *("sklearn", "trap", "A forecast that does not sum to 1"),
        "log_loss([0, 1], [[0.5, 0.3], [0.5, 0.5]])",
        "negative_log_likelihood([0], [0.5, 0.3])",
        "",
        "scikit-learn warns and goes on with the numbers as they are.",
        NATS,
    ),
    Row(
        *("sklearn", "trap", "A table of probabilities"),
        "table = np.array([[0.4, 0.1], [0.1, 0.4]])\nmutual_info_score(None, None, contingency=table)",
        "mutual_information([[0.4, 0.1], [0.1, 0.4]], base=math.e)",
        "oracle.mutual_information([[0.4, 0.1], [0.1, 0.4]])",
        "The entries of a contingency table are made whole numbers, here four zeros.",
        NATS,
    ),
    Row(
        *("sklearn", "trap", "Very large counts"),
        "counts = np.array([[4, 1], [1, 4]]) * 10**9\nmutual_info_score(None, None, contingency=counts)",
        "counts = np.array([[4, 1], [1, 4]]) * 10**9\nmutual_information(counts / counts.sum(), base=math.e)",
        "oracle.mutual_information([[0.4, 0.1], [0.1, 0.4]])",
        "The products of the marginal counts overflow 64 bits. Two variables of two values share at most ln 2, which is 0.69 nats.",
        NATS,
    ),
    # PyTorch
    Row(
        *("torch", "task", "Entropy"),
        "Categorical(p).entropy()",
        "entropy(p, base=math.e)",
        "7*log(2)/4",
        "Everything in PyTorch is in nats. To read it in bits, divide by ln 2.",
        NATS,
    ),
    Row(
        *("torch", "task", "Entropy of logits"),
        "Categorical(logits=z).entropy()",
        "entropy(softmax(z), base=math.e)",
        "log(e**2 + 2) - 2*e**2/(e**2 + 2)",
        "Name the argument: `Categorical(z)` would take the logits for weights.",
        NATS,
    ),
    Row(
        *("torch", "task", "KL divergence of two distributions"),
        "kl_divergence(Categorical(p), Categorical(q))",
        "kl_divergence(p, q, base=math.e)",
        "5*log(2)/8",
        "The truth first, in both.",
        NATS,
    ),
    Row(
        *("torch", "task", "KL divergence as a loss"),
        'F.kl_div(q.log(), p, reduction="sum")',
        "kl_divergence(p, q, base=math.e)",
        "5*log(2)/8",
        f"The model comes [first, as logarithms]({TORCH}nn.KLDivLoss.html); the truth second, as probabilities.",
        NATS,
    ),
    Row(
        *("torch", "task", "Mean KL divergence of a batch"),
        'F.kl_div(torch.stack([q, p]).log(), torch.stack([p, p]), reduction="batchmean")',
        "kl_divergence([p, p], [q, p], base=math.e).mean()",
        "5*log(2)/16",
        "infolib returns the divergence of each pair, and the mean is yours to take.",
        NATS,
    ),
    Row(
        *("torch", "task", "KL divergence, where the model has a zero"),
        'F.kl_div(tensor([1.0, 0.0]).log(), tensor([0.5, 0.5]), reduction="sum")',
        "kl_divergence([0.5, 0.5], [1, 0])",
        "inf",
        "The true value on both sides.",
    ),
    Row(
        *("torch", "task", "Loss of a classifier"),
        "F.cross_entropy(torch.stack([z, z]), tensor([0, 1]))",
        "nll_from_logits([0, 1], [z, z], base=math.e).mean()",
        "log(e**2 + 2) - 1",
        "Logits first there, labels first here: the data come before the model.",
        NATS,
    ),
    Row(
        *("torch", "task", "The same with soft labels"),
        "F.cross_entropy(z, tensor([0.25, 0.5, 0.25]))",
        "cross_entropy_from_logits([0.25, 0.5, 0.25], z, base=math.e)",
        "log(e**2 + 2) - 1/mpf(2)",
        "A batch gives its mean in PyTorch and one value for each row here.",
        NATS,
    ),
    Row(
        *("torch", "task", "Negative log-likelihood of labels"),
        'F.nll_loss(q.log().expand(3, 4), tensor([0, 0, 1]), reduction="sum")',
        "negative_log_likelihood([0, 0, 1], q, base=math.e)",
        "7*log(2)",
        "`nll_loss` takes logarithms, infolib the probabilities. Its default is the mean.",
        NATS,
    ),
    Row(
        *("torch", "task", "Loss of a yes or no"),
        "F.binary_cross_entropy_with_logits(tensor([2.0]), tensor([1.0]))",
        "nll_from_logits(1, [0.0, 2.0], base=math.e)",
        "log1p(exp(mpf(-2)))",
        "One logit for yes is two logits, 0 for no.",
        NATS,
    ),
    Row(
        *("torch", "task", "Entropy of a normal distribution"),
        "Normal(0.0, 2.0).entropy()",
        "gaussian_entropy(2, base=math.e)",
        "log(8*pi*e)/2",
        "Both take the standard deviation.",
        NATS,
    ),
    Row(
        *("torch", "task", "KL divergence of normal distributions"),
        "kl_divergence(Normal(0.0, 1.0), Normal(1.0, 2.0))",
        "gaussian_kl_divergence(0, 1, 1, 2, base=math.e)",
        "log(2) - 1/mpf(4)",
        "Mean and standard deviation of the truth, then of the model.",
        NATS,
    ),
    Row(
        *("torch", "trap", "`kl_div` as one reads it"),
        "F.kl_div(p, q)",
        "kl_divergence(p, q, base=math.e)",
        "5*log(2)/8",
        "A negative divergence: the first argument must hold logarithms, of the model.",
        NATS,
    ),
    Row(
        *("torch", "trap", "The default reduction"),
        "F.kl_div(torch.stack([q, p]).log(), torch.stack([p, p]))",
        "kl_divergence([p, p], [q, p], base=math.e).mean()",
        "5*log(2)/16",
        f"`mean` divides by the number of all elements, eight, not by the two rows. It [does not return the true value]({TORCH}nn.functional.kl_div.html), says the documentation; `batchmean` does.",
        NATS,
    ),
    Row(
        *("torch", "trap", "`batchmean` without a batch"),
        'F.kl_div(q.log(), p, reduction="batchmean")',
        "kl_divergence(p, q, base=math.e)",
        "5*log(2)/8",
        "The first axis counts as the batch. For a single distribution that is its four categories.",
        NATS,
    ),
    Row(
        *("torch", "trap", "Probabilities in the place of logits"),
        "F.cross_entropy(q, p)",
        "cross_entropy(p, q, base=math.e)",
        "19*log(2)/8",
        f"[`cross_entropy`]({TORCH}nn.CrossEntropyLoss.html) takes logits: the softmax of probabilities is another, flatter distribution.",
        NATS,
    ),
    Row(
        *("torch", "trap", "Weights that do not sum to 1"),
        "Categorical(tensor([0.5, 0.25, 0.125])).entropy()",
        "entropy([0.5, 0.25, 0.125])",
        "",
        f"[Normalised]({TORCH.replace('generated/torch.', 'distributions.html#categorical')}) in silence, as in SciPy.",
        NATS,
    ),
    Row(
        *("torch", "trap", "An impossible class that did not occur"),
        "F.cross_entropy(tensor([0.0, -math.inf]), tensor([1.0, 0.0]))",
        "cross_entropy_from_logits([1, 0], [0, -math.inf])",
        "mpf(0)",
        "A mask in the logits and soft labels: 0 times infinity is `nan` ([issue 40553](https://github.com/pytorch/pytorch/issues/40553)).",
    ),
    Row(
        *("torch", "trap", "A certain outcome"),
        "Categorical(tensor([1.0, 0.0])).entropy()",
        "entropy([1.0, 0.0])",
        "mpf(0)",
        "Probabilities are kept between the precision of their type and 1 minus that.",
    ),
    Row(
        *("torch", "trap", "A very small probability"),
        "kl_divergence(Categorical(tensor([0.5, 0.5])), Categorical(tensor([1.0, 1e-10])))",
        "kl_divergence([0.5, 0.5], [1.0, 1e-10], base=math.e)",
        "oracle.kl_divergence([0.5, 0.5], [1.0, 1e-10])",
        "For the same reason 1e-10 counts as 1.2e-7 in single precision.",
        NATS,
    ),
    Row(
        *("torch", "trap", "The impossible happened"),
        "F.binary_cross_entropy(tensor([0.0]), tensor([1.0]))",
        "information_content(0.0, base=math.e)",
        "inf",
        f"Logarithms are [clamped at -100]({TORCH}nn.BCELoss.html), to keep gradients finite.",
        NATS,
    ),
    Row(
        *("torch", "trap", "The tail of a softmax"),
        "F.cross_entropy(tensor([0.0, -20.0]), tensor(0))",
        "nll_from_logits(0, [0.0, -20.0], base=math.e)",
        "log1p(exp(mpf(-20)))",
        "In single precision, the loss of a right prediction is 0 from a margin of 17 on.",
        NATS,
    ),
    Row(
        *("torch", "trap", "Likelihood of measurements"),
        "F.gaussian_nll_loss(tensor([0.0]), tensor([1.0]), tensor([4.0]))",
        "-gaussian_log_likelihood([1.0], 0, 2, base=math.e)",
        "log(8*pi)/2 + 1/mpf(8)",
        f"The constant ½ ln 2π is [left out]({TORCH}nn.GaussianNLLLoss.html) unless `full=True`, and the last argument is the variance.",
        NATS,
    ),
    # dit
    Row(
        *("dit", "task", "Entropy"),
        "entropy(P)",
        "entropy(p)",
        "7/mpf(4)",
        "In bits, like here. Here a distribution is an array; its outcomes have no names.",
        BITS,
    ),
    Row(
        *("dit", "task", "Entropy of a coin"),
        "entropy(0.125)",
        "binary_entropy(0.125)",
        "3 - 7*log(7, 2)/8",
        "dit takes a single number for the probability of heads. `entropy` of a single number is refused here.",
        BITS,
    ),
    Row(
        *("dit", "task", "Joint entropy"),
        "entropy(J)",
        "joint_entropy(t)",
        "3/mpf(2)",
        "A table for two variables: rows for the first, columns for the second.",
        BITS,
    ),
    Row(
        *("dit", "task", "Conditional entropy"),
        "conditional_entropy(J, [1], [0])",
        "conditional_entropy(t, given=0)",
        "1/mpf(2)",
        "dit names both variables, infolib the one that is given.",
        BITS,
    ),
    Row(
        *("dit", "task", "Mutual information"),
        "mutual_information(J, [0], [1])",
        "mutual_information(t)",
        _MI,
        "For more than two variables, stay with dit.",
        BITS,
    ),
    Row(
        *("dit", "task", "Cross-entropy"),
        "cross_entropy(P, Q)",
        "cross_entropy(p, q)",
        "19/mpf(8)",
        "The truth first, in both.",
        BITS,
    ),
    Row(
        *("dit", "task", "KL divergence"),
        "kullback_leibler_divergence(P, Q)",
        "kl_divergence(p, q)",
        "5/mpf(8)",
        "The truth first, in both.",
        BITS,
    ),
    Row(
        *("dit", "task", "KL divergence of named outcomes"),
        'kullback_leibler_divergence(Distribution(["a", "b"], [0.25, 0.75]), Distribution(["b", "a"], [0.25, 0.75]))',
        "kl_divergence([0.25, 0.75], [0.75, 0.25])",
        "log(3, 2)/2",
        "dit finds equal outcomes by name, in any order. Here the place is the name: for samples, `empirical_distribution(..., support=...)` puts two in the same order.",
        BITS,
    ),
    Row(
        *("dit", "task", "KL divergence, where the model has a zero"),
        'kullback_leibler_divergence(Distribution(["a", "b"], [0.5, 0.5]), Distribution(["a", "b"], [1, 0]))',
        "kl_divergence([0.5, 0.5], [1, 0])",
        "inf",
        "The true value on both sides.",
    ),
    Row(
        *("dit", "task", "Jensen-Shannon divergence"),
        "jensen_shannon_divergence([P, Q])",
        "js_divergence(p, q)",
        _JS,
        "The divergence, not its root, in both. dit takes a list of any length, and weights.",
        BITS,
    ),
    Row(
        *("dit", "task", "Perplexity"),
        "perplexity(P)",
        "perplexity(p)",
        "mpf(2)**(7/mpf(4))",
        "Here, a second argument gives the perplexity of a model.",
    ),
    Row(
        *("dit", "trap", "Counts in the place of probabilities"),
        'entropy(Distribution(["a", "b"], [3, 1]))',
        "entropy([3, 1])",
        "",
        "A negative entropy. A distribution is not checked when it is made, only when you call its method `validate()`.",
        BITS,
    ),
    Row(
        *("dit", "trap", "A missing value"),
        'entropy(Distribution(["a", "b", "c"], [0.5, math.nan, 0.5]))',
        "entropy([0.5, math.nan, 0.5])",
        "",
        "An outcome of probability `nan` is dropped.",
        BITS,
    ),
    Row(
        *("dit", "trap", "Nearly equal distributions"),
        'kullback_leibler_divergence(Distribution(["a", "b"], [0.5, 0.5]), Distribution(["a", "b"], [0.5 + 1e-9, 0.5 - 1e-9]))',
        "kl_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9])",
        "oracle.kl_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9])/log(2)",
        "dit subtracts two numbers of about 1 bit, and no digit is left.",
        BITS,
    ),
]
