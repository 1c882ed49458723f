"""Where SciPy, PyTorch, scikit-learn and others are wrong, and infolib is not.

Each test names the peer, with its issue where there is one; book/peers/rows.toml has what
users meet. Values are in nats, as the peers return them; truths are from mpmath on the
same doubles.
"""

import math
from fractions import Fraction

import numpy as np
import oracle
import pytest

import infolib as il

E = math.e


def agree(value, truth, rel=1e-15):
    assert isinstance(value, float)
    assert oracle.relative_error(value, truth) <= rel, (value, float(truth))


def test_entropy_of_a_certain_outcome_is_0_torch_1e_7_numpy_nan():
    for p in ([1.0, 0.0], [1, 0], [True, False], np.array([1, 0], np.float32)):
        h = il.entropy(p, base=E)
        assert h == 0.0
        assert math.copysign(1.0, h) == 1.0


def test_entropy_of_a_long_float32_pmf_torch_categorical_2_percent_off():
    w = 1 / np.arange(1, 10**6 + 1)
    p = (w / w.sum()).astype(np.float32)
    agree(il.entropy(p, base=E), il.entropy(p.astype(float) / math.fsum(p), base=E))
    assert il.entropy(p, base=E) == pytest.approx(il.entropy(w / w.sum(), base=E), 1e-7)


def test_entropy_of_a_float16_uniform_torch_9_percent_off():
    assert il.entropy(np.full(2048, 1 / 2048, np.float16)) == 11.0


def test_entropy_of_1_and_1e_20_torch_2e_16():
    # As a distribution this is [1 - 1e-20, 1e-20]; -sum(p ln p) is 4.605e-19.
    agree(il.entropy([1.0, 1e-20], base=E), oracle.entropy([1.0, 1e-20]))
    assert il.entropy([1.0, 1e-20], base=E) == 4.705170185988092e-19


@pytest.mark.parametrize(
    ("p", "message"),
    [
        ([1.1, -0.1], r"p has a negative probability -0\.1 at index 1"),
        ([0.5, math.nan], "p contains NaN at index 1"),
        ([1.0, -1e-17], "p has a negative probability -1e-17 at index 1"),
    ],
    ids=["negative", "nan", "rounding noise"],
)
def test_no_negative_or_nan_probability_scipy_inf_dit_drops_them(p, message):
    with pytest.raises(ValueError, match=message):
        il.entropy(p)


def test_counts_are_no_probabilities_scipy_12553_normalises_silently():
    with pytest.raises(ValueError, match=r"sums to 4\.0, not 1; .* use normalize\(p\)"):
        il.entropy([3, 1])


@pytest.mark.parametrize("p", [[], [0.0, 0.0]], ids=["empty", "all zero"])
def test_nothing_is_no_distribution_scipy_0_or_nan(p):
    with pytest.raises(ValueError, match=r"empty|sums to 0"):
        il.entropy(p)


def test_q_must_sum_to_1_scipy_12553_three_answers():
    with pytest.raises(ValueError, match=r"q sums to 0\.6, not 1"):
        il.kl_divergence([0.5, 0.5], [0.3, 0.3])


def test_categories_are_not_broadcast_rel_entr_gives_minus_0_69():
    with pytest.raises(ValueError, match=r"same number of categories .* got 2 and 1"):
        il.kl_divergence([0.5, 0.5], [1.0])


def test_tiny_q_is_not_clamped_torch_clamp_probs_17_33():
    p, q = [0.5, 0.5], [1.0, 1e-20]
    agree(il.kl_divergence(p, q, base=E), oracle.kl_divergence(p, q))
    p, q = np.array(p, np.float32), np.array([1, 1e-10], np.float32)
    agree(il.kl_divergence(p, q, base=E), oracle.kl_divergence(p, q))


def test_subnormal_q_kl_div_inf_scipy_20710():
    p, q = [0.5, 0.5], [1.0, 5e-324]
    agree(il.kl_divergence(p, q, base=E), oracle.kl_divergence(p, q))


def test_zero_times_log_zero_torch_f_kl_div_nan():
    assert il.kl_divergence([1.0, 0.0], [1.0, 0.0]) == 0.0


def test_near_equal_kl_of_two_scipy_5_75e_17_dit_0():
    p, q = [0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9]
    agree(il.kl_divergence(p, q, base=E), oracle.kl_divergence(p, q))


def test_near_equal_kl_of_a_thousand_scipy_negative():
    rng = np.random.default_rng(0)
    p = rng.random(1000) + 0.1
    p /= p.sum()
    q = p * (1 + 1e-9 * rng.standard_normal(1000))
    q /= q.sum()
    agree(il.kl_divergence(p, q, base=E), oracle.kl_divergence(p, q), rel=1e-12)


def test_js_of_neighbours_scipy_20779_nan():
    x = math.nextafter(0.5, 0)
    p, q = [x, 1 - x], [1 - x, x]
    agree(il.js_divergence(p, q, base=E), oracle.js_divergence(p, q))


def test_js_of_near_equals_scipy_20083_nan_dit_negative():
    p = [0.2, 0.8]
    q = [0.2 * (1 + 1e-9), 0.8 * (1 - 2.5e-10)]
    agree(il.js_divergence(p, q, base=E), oracle.js_divergence(p, q))


def test_js_with_a_subnormal_scipy_19436_inf():
    assert il.js_divergence([0, 1], [5e-324, 1]) == 0.0  # the truth, 2.5e-324, rounded


def test_the_impossible_costs_inf_sklearn_log_loss_36():
    assert il.cross_entropy([1, 0], [0, 1]) == math.inf
    assert il.negative_log_likelihood([0], [0, 1]) == math.inf


def test_the_nearly_impossible_is_not_clipped_sklearn_24515():
    p, q = [1.0, 0.0], [1e-20, 1.0]
    agree(il.cross_entropy(p, q, base=E), oracle.cross_entropy(p, q))


def test_the_tail_of_log_softmax_scipy_19521_0():
    agree(il.nll_from_logits(0, [0.0, -40.0], base=E), 4.248354255291589e-18)
    assert il.log_softmax([0.0, -40.0])[0] == -4.248354255291589e-18


def test_the_tail_of_log_softmax_in_float32_and_further_out_scipy_19521():
    z = np.array([0, -17], np.float32)
    agree(il.nll_from_logits(0, z, base=E), math.log1p(math.exp(-17)))
    agree(il.nll_from_logits(0, [0.0, -30.0], base=E), math.log1p(math.exp(-30)))


def test_impossible_logits_of_impossible_targets_torch_40553_optax_896_nan():
    assert il.cross_entropy_from_logits([1, 0], [0, -math.inf]) == 0.0


def test_arguments_are_probabilities_truth_first_torch_57459():
    p, q = [0.5, 0.5], [0.9, 0.1]
    agree(il.kl_divergence(p, q, base=E), oracle.kl_divergence(p, q))
    with pytest.raises(ValueError, match="q has a negative probability"):
        il.kl_divergence(p, np.log(q))  # as torch would want it


def test_mi_of_large_counts_sklearn_9772_overflow():
    table = il.normalize(np.array([[4e9, 1e9], [1e9, 4e9]]).ravel()).reshape(2, 2)
    agree(il.mutual_information(table, base=E), oracle.mutual_information(table))


def test_mi_of_a_float_table_sklearn_casts_to_int():
    table = [[0.4, 0.1], [0.1, 0.4]]
    agree(il.mutual_information(table, base=E), oracle.mutual_information(table))


def test_mi_of_nearly_independent_variables_sklearn_16355_8_9e_16():
    counts = np.array([[10**9 + 1, 10**9], [10**9, 10**9]])
    table = il.normalize(counts.ravel()).reshape(2, 2)
    value = il.mutual_information(table, base=E)
    # rounding the counts to probabilities, by half an ulp, is worth 1e-6 here
    assert value == pytest.approx(3.125e-20, rel=1e-6)
    agree(value, oracle.mutual_information(table), rel=1e-6)


def test_kl_of_samples_with_a_missing_category_infomeasure_negative():
    support = [0, 1, 2]
    p = il.empirical_distribution([0, 1, 2, 2], support=support).probs
    q = il.empirical_distribution([0, 1, 1, 1], support=support).probs
    assert il.kl_divergence(p, q) == math.inf


def test_bits_of_uniform_powers_of_two_scipy_11_of_20():
    exact = [il.entropy(np.full(2**k, 2.0**-k)) == k for k in range(1, 21)]
    assert sum(exact) == 20


def test_binary_entropy_of_a_tiny_probability_torch_bernoulli_0():
    with oracle.mpmath.workdps(80):
        t = oracle.mpmath.mpf(1e-20)
        truth = -t * oracle.mpmath.log(t) - (1 - t) * oracle.mpmath.log(1 - t)
    agree(il.binary_entropy(1e-20, base=E), truth)


def test_gaussian_kl_of_a_tiny_shift_torch_0():
    agree(il.gaussian_kl_divergence(0, 1, 1e-9, 1, base=E), 5e-19, rel=2e-16)


@pytest.mark.parametrize("base", [0.5, 1, 0, -2, math.inf, math.nan])
def test_a_base_must_be_above_1_scipy_minus_1_or_inf(base):
    with pytest.raises(ValueError, match="base must be a finite number > 1"):
        il.entropy([0.5, 0.5], base=base)


@pytest.mark.parametrize(
    "p",
    [[Fraction(1, 4)] * 4, np.full(4, 0.25, np.longdouble)],
    ids=["fractions", "longdouble"],
)
def test_numbers_that_scipy_and_torch_refuse(p):
    assert il.entropy(p) == 2.0
