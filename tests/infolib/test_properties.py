"""The theorems of the course, for distributions that Hypothesis makes up."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import special, stats
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import log_loss, mutual_info_score

import infolib as il

WEIGHTS = st.one_of(
    st.just(0.0), st.floats(1e-12, 1.0), st.sampled_from([1e-300, 1e-30, 1.0])
)


@st.composite
def pmfs(draw, n=None, weights=WEIGHTS):
    n = n or draw(st.integers(1, 40))
    w = np.array(draw(st.lists(weights, min_size=n, max_size=n)))
    assume(w.sum() > 0)
    return w / w.sum()


@st.composite
def several(draw, count=2, weights=WEIGHTS, largest=30):
    n = draw(st.integers(1, largest))
    return [draw(pmfs(n, weights)) for _ in range(count)]


POSITIVE = st.floats(1e-6, 1.0)


@st.composite
def near_pairs(draw):
    p = draw(pmfs(weights=POSITIVE))
    eps = 10.0 ** -draw(st.floats(0.5, 14))
    d = draw(st.lists(st.floats(-1, 1), min_size=p.size, max_size=p.size))
    q = p * (1 + eps * np.array(d))
    return p, q / q.sum()


@st.composite
def joints(draw, weights=WEIGHTS):
    n, m = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    return draw(pmfs(n * m, weights)).reshape(n, m)


@st.composite
def logit_rows(draw):
    entries = st.one_of(st.floats(-1e4, 1e4), st.just(-math.inf), st.floats(-5, 5))
    z = draw(st.lists(entries, min_size=1, max_size=30))
    assume(max(z) > -math.inf)
    return np.array(z)


def close(a, b, rel=1e-14, abs_=1e-300):
    assert a == pytest.approx(b, rel=rel, abs=abs_)


@given(pmfs())
def test_entropy_lies_between_0_and_log_n(p):
    assert 0.0 <= il.entropy(p) <= math.log2(p.size) * (1 + 1e-15)


@given(st.integers(1, 3000))
def test_entropy_is_largest_for_the_uniform_and_0_for_a_certain_outcome(n):
    close(il.entropy(np.full(n, 1 / n)), math.log2(n), rel=1e-15)
    assert il.entropy(np.eye(1, n)[0]) == 0.0


@given(pmfs(), st.randoms(use_true_random=False))
def test_entropy_does_not_depend_on_the_order(p, random):
    order = list(range(p.size))
    random.shuffle(order)
    close(il.entropy(p), il.entropy(p[order]), rel=1e-15)


@given(several(), st.integers(0, 3))
def test_categories_that_never_occur_change_nothing(pq, zeros):
    p, q = pq
    a, b = np.append(p, np.zeros(zeros)), np.append(q, np.zeros(zeros))
    for f in (il.cross_entropy, il.kl_divergence, il.js_divergence):
        close(f(p, q), f(a, b), rel=1e-15)


@given(pmfs(), pmfs())
def test_entropy_of_independent_variables_adds_up(p, q):
    joint = np.outer(p, q)
    close(il.joint_entropy(joint), il.entropy(p) + il.entropy(q), 1e-13, 1e-14)
    assert il.mutual_information(joint) <= 1e-29


@given(joints())
def test_the_chain_rule(joint):
    h = il.joint_entropy(joint)
    px, py = joint.sum(axis=1), joint.sum(axis=0)
    close(h, il.entropy(px) + il.conditional_entropy(joint, given=0), 1e-13, 1e-14)
    close(h, il.entropy(py) + il.conditional_entropy(joint, given=1), 1e-13, 1e-14)


@given(joints())
def test_mutual_information_in_its_three_forms(joint):
    mi = il.mutual_information(joint)
    hx, hy = il.entropy(joint.sum(axis=1)), il.entropy(joint.sum(axis=0))
    assert mi >= 0.0
    close(mi, hx + hy - il.joint_entropy(joint), 1e-13, 1e-14)
    close(mi, hx - il.conditional_entropy(joint, given=1), 1e-13, 1e-14)
    close(mi, il.mutual_information(joint.T), 1e-12, 1e-28)


@given(pmfs())
def test_a_variable_tells_everything_about_itself(p):
    close(il.mutual_information(np.diag(p)), il.entropy(p), 1e-13)
    assert il.conditional_entropy(np.diag(p), given=0) == 0.0


@given(several())
def test_gibbs_inequality(pq):
    p, q = pq
    assert il.kl_divergence(p, q) >= 0.0
    assert il.kl_divergence(p, p) == 0.0


@given(several())
def test_cross_entropy_is_entropy_plus_divergence(pq):
    p, q = pq
    ce, h, kl = il.cross_entropy(p, q), il.entropy(p), il.kl_divergence(p, q)
    assert abs(ce - h - kl) <= 4 * np.spacing(ce) if ce < math.inf else kl == math.inf


@given(near_pairs())
def test_cross_entropy_of_near_equals_too(pq):
    p, q = pq
    ce = il.cross_entropy(p, q)
    gap = abs(ce - il.entropy(p) - il.kl_divergence(p, q))
    assert gap <= 4 * np.spacing(ce)


@given(near_pairs())
def test_the_divergence_of_near_equals_is_half_of_chi_squared(pq):
    p, q = pq
    d = q - p
    eps = np.abs(d / p).max()
    half = 0.5 * (d * d / p).sum()
    close(il.kl_divergence(p, q, base=math.e), half, rel=2 * eps + 1e-3, abs_=1e-26)
    close(il.js_divergence(p, q, base=math.e), half / 4, rel=eps + 1e-3, abs_=1e-26)


@given(several(weights=POSITIVE))
def test_pinskers_inequality(pq):
    p, q = pq
    tv = 0.5 * np.abs(p - q).sum()
    assert il.kl_divergence(p, q, base=math.e) >= 2 * tv**2 * (1 - 1e-9) - 1e-30


@given(several(weights=POSITIVE), st.integers(1, 5))
def test_merging_categories_never_increases_divergence(pq, k):
    p, q = pq
    group = np.arange(p.size) % k
    merged = np.bincount(group, p), np.bincount(group, q)
    for f in (il.kl_divergence, il.js_divergence):
        assert f(*merged) <= f(p, q) * (1 + 1e-9) + 1e-30


@given(several())
def test_js_is_a_symmetric_mean_between_0_and_1_bit(pq):
    p, q = pq
    js = il.js_divergence(p, q)
    assert 0.0 <= js <= 1.0 + 1e-15
    assert js == il.js_divergence(q, p)
    assert il.js_divergence(p, p) == 0.0
    m = il.normalize((p / p.sum() + q / q.sum()) / 2)
    mean = (il.kl_divergence(p, m) + il.kl_divergence(q, m)) / 2
    close(js, mean, 1e-9, 1e-15)


@given(several(count=3))
def test_the_root_of_js_obeys_the_triangle_inequality(pqr):
    p, q, r = pqr
    d = [math.sqrt(il.js_divergence(*x)) for x in ((p, q), (q, r), (p, r))]
    assert d[2] <= (d[0] + d[1]) * (1 + 1e-12)


@given(several(), st.floats(0, 1))
def test_entropy_is_concave(pq, t):
    p, q = pq
    mixed = il.entropy(il.normalize(t * p + (1 - t) * q))
    assert mixed >= (t * il.entropy(p) + (1 - t) * il.entropy(q)) * (1 - 1e-12)


@given(several(count=4, weights=POSITIVE), st.floats(0, 1))
def test_divergence_is_convex(pqrs, t):
    p, q, r, s = pqrs
    mixed = il.kl_divergence(
        il.normalize(t * p + (1 - t) * r), il.normalize(t * q + (1 - t) * s)
    )
    mean = t * il.kl_divergence(p, q) + (1 - t) * il.kl_divergence(r, s)
    assert mixed <= mean * (1 + 1e-9) + 1e-28


@given(several(), st.floats(1.001, 1e6))
def test_a_base_only_rescales(pq, base):
    p, q = pq
    for f in (il.cross_entropy, il.kl_divergence, il.js_divergence):
        close(f(p, q, base=base) * math.log(base), f(p, q, base=math.e))
    close(il.entropy(p, base=base) * math.log(base), il.entropy(p, base=math.e))


@given(several())
def test_perplexity_is_2_to_the_bits(pq):
    p, q = pq
    close(il.perplexity(p), 2 ** il.entropy(p))
    bits = il.cross_entropy(p, q)
    close(il.perplexity(p, q), 2.0**bits if bits < 1023 else math.inf)


@given(st.floats(0, 1))
def test_binary_entropy_is_the_entropy_of_two(p):
    close(
        il.binary_entropy(p), il.entropy([p, 1 - p]), rel=1e-12 if p < 1e-4 else 1e-14
    )
    assert 0.0 <= il.binary_entropy(p) <= 1.0


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30), st.integers(-300, 300))
def test_scaling_weights_by_a_power_of_two_changes_nothing(weights, k):
    assume(sum(weights))
    p = il.normalize(weights)
    close(math.fsum(p), 1.0, rel=1e-15)
    assert (p == il.normalize(np.ldexp(np.array(weights, float), k))).all()


@given(logit_rows(), st.floats(-1e4, 1e4))
def test_logits_agree_with_probabilities(z, shift):
    p = il.softmax(z)
    close(p.sum(), 1.0, 1e-14)
    close(il.softmax(z + shift), p, 1e-10)
    close(np.exp(il.log_softmax(z)), p, 1e-11)
    close(il.cross_entropy_from_logits(p, z), il.entropy(p), 1e-11)
    close(il.logsumexp(z), special.logsumexp(z), 1e-13)
    for y in (0, z.size - 1):
        one_hot = np.eye(z.size)[y]
        close(il.nll_from_logits(y, z), il.cross_entropy_from_logits(one_hot, z), 1e-15)


@given(pmfs(weights=POSITIVE), st.data())
def test_nll_is_n_times_the_cross_entropy_of_the_empirical_distribution(p, data):
    x = data.draw(st.lists(st.integers(0, p.size - 1), min_size=1, max_size=50))
    freq = il.empirical_distribution(x, support=range(p.size)).probs
    nll = il.negative_log_likelihood(x, p)
    close(nll, len(x) * il.cross_entropy(freq, p), 1e-14)
    assert il.log_likelihood(x, p) == -nll
    best = il.log_likelihood(x, il.fit_categorical(x, p.size))
    assert best >= -nll - 1e-12 * nll


@given(several(weights=POSITIVE))
def test_ordinary_values_agree_with_scipy(pq):
    p, q = pq
    close(il.entropy(p, base=math.e), stats.entropy(p), 1e-12, 1e-14)
    close(il.kl_divergence(p, q, base=math.e), stats.entropy(p, q), 1e-9, 1e-14)
    js = il.js_divergence(p, q, base=math.e)
    assume(js > 1e-12)
    close(js, jensenshannon(p, q) ** 2, 1e-3, 1e-14)


def test_ordinary_values_agree_with_scikit_learn():
    rng = np.random.default_rng(0)
    counts = rng.integers(1, 50, (4, 5))
    joint = counts / counts.sum()
    mi = mutual_info_score(None, None, contingency=counts)
    close(il.mutual_information(joint, base=math.e), mi, 1e-12)
    q = rng.dirichlet(np.ones(3), 20)
    y = rng.integers(0, 3, 20)
    loss = log_loss(y, q, labels=[0, 1, 2], normalize=False)
    close(il.nll_from_logits(y, np.log(q), base=math.e).sum(), loss, 1e-13)
