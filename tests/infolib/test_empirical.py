import math

import numpy as np
import pytest

import infolib as il
from infolib.empirical import EmpiricalDistribution


def test_normalize_divides_by_the_sum_along_the_axis():
    assert il.normalize([3, 1]).tolist() == [0.75, 0.25]
    assert il.normalize([[3, 1], [0, 2]]).tolist() == [[0.75, 0.25], [0, 1]]
    assert il.normalize([[3, 1], [1, 1]], axis=0).tolist() == [[0.75, 0.5], [0.25, 0.5]]
    assert il.normalize(np.array([2, 2], np.uint8)).dtype == np.float64


@pytest.mark.parametrize("top", [1e308, 5e-324, 2**62])
def test_normalize_neither_overflows_nor_underflows(top):
    assert il.normalize([top, top, top, top]).tolist() == [0.25] * 4


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, -1], "weights has a negative entry -1 at index 1; weights are at least 0"),
        ([math.nan, 1], "weights contains NaN at index 0"),
        ([1, math.inf], "weights contains inf at index 1; weights are finite"),
        ([0, 0], "weights are all 0.0; at least one must be positive"),
        ([[1, 0], [0, 0]], "weights are all 0.0 at index 1; at least one"),
        ([], "weights is empty"),
        (3, "weights must be a list or an array"),
    ],
    ids=lambda x: str(x)[:12],
)
def test_normalize_refuses_what_has_no_share(weights, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        il.normalize(weights)


SAMPLES = [
    ([3, 1, 3, 3], [1, 3], [1, 3]),
    ([-5, 2, -5], [-5, 2], [2, 1]),
    ([10**12, 7], [7, 10**12], [1, 1]),
    (np.array([250, 3, 250], np.uint8), [3, 250], [1, 2]),
    (np.array([2**63, 2**63 + 1], np.uint64), [2**63, 2**63 + 1], [1, 1]),
    (np.array([-128, 127], np.int8), [-128, 127], [1, 1]),
    ([-(2**63), 2**63 - 1], [-(2**63), 2**63 - 1], [1, 1]),
    ([True, False, True], [False, True], [1, 2]),
    (["b", "a", "b"], ["a", "b"], [1, 2]),
    ([0.5, 0.25, 0.5], [0.25, 0.5], [1, 2]),
]


@pytest.mark.parametrize(
    ("samples", "support", "counts"), SAMPLES, ids=lambda x: str(np.asarray(x).dtype)
)
def test_samples_of_every_kind_are_counted(samples, support, counts):
    result = il.empirical_distribution(samples)
    assert isinstance(result, EmpiricalDistribution)
    assert result.support.tolist() == support
    assert result.support.dtype == np.asarray(samples).dtype
    assert result.counts.tolist() == counts
    assert result.probs.tolist() == [c / sum(counts) for c in counts]


def test_long_samples_of_integers_are_counted_like_short_ones():
    rng = np.random.default_rng(0)
    for low, high in ((0, 256), (-3, 3), (100, 10**9), (5, 6)):
        x = rng.integers(low, high, 200_001)
        support, counts, probs = il.empirical_distribution(x)
        values, truth = np.unique(x, return_counts=True)
        assert (support == values).all()
        assert (counts == truth).all()
        assert (probs == truth / x.size).all()


def test_a_given_support_sets_the_order_and_adds_zeros():
    result = il.empirical_distribution(["b", "a", "b"], support=["c", "b", "a"])
    assert result.support.tolist() == ["c", "b", "a"]
    assert result.counts.tolist() == [0, 2, 1]
    assert il.empirical_distribution([2, 2], support=[0, 1, 2]).probs.tolist() == [
        0,
        0,
        1,
    ]


@pytest.mark.parametrize(
    ("samples", "support", "message"),
    [
        ([1, 5], [0, 1], "samples contain 5, which is not in support"),
        ([-1], [0, 1], "samples contain -1, which is not in support"),
        (["x"], ["a", "b"], "samples contain 'x', which is not in support"),
        ([1], [1, 2, 1], "support repeats the value 1"),
        ([1], [], "support must be a non-empty list"),
        ([], None, "samples must be a non-empty list of values"),
        ([[1, 2]], None, r"samples must be .* got shape \(1, 2\)"),
        (3, None, r"samples must be .* got shape \(\)"),
        ([0.5, math.nan], None, "samples contains NaN at index 1"),
    ],
    ids=lambda x: str(x)[:20],
)
def test_samples_that_do_not_fit_are_refused(samples, support, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        il.empirical_distribution(samples, support=support)
