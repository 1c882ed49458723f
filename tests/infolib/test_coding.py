"""Huffman's plan of questions: its lengths, and that no plan is shorter."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infolib import entropy
from infolib.coding import huffman_lengths, huffman_tree

# Whole numbers over their sum: distributions with ties and with zeros.
weights = st.lists(st.integers(0, 50), min_size=2, max_size=12).filter(any)


def shares(counts):
    return [count / sum(counts) for count in counts]


@pytest.mark.parametrize(
    ("p", "lengths"),
    [
        ([0.5, 0.25, 0.125, 0.125], [1, 2, 3, 3]),
        ([0.42, 0.31, 0.27], [1, 2, 2]),
        # Cover and Thomas, Elements of Information Theory (2006), example 5.6.1
        ([0.25, 0.25, 0.2, 0.15, 0.15], [2, 2, 2, 3, 3]),
        ([1 / 8] * 8, [3] * 8),
    ],
)
def test_known_lengths(p, lengths):
    assert huffman_lengths(p) == lengths


def test_ties_may_change_the_lengths_but_not_their_mean():
    p = [0.4, 0.2, 0.2, 0.1, 0.1]
    for order in itertools.permutations(p):
        assert np.dot(order, huffman_lengths(order)) == pytest.approx(2.2)


def test_a_certain_outcome_needs_no_question():
    assert huffman_lengths([1.0]) == [0]
    assert huffman_lengths([0.0, 1.0, 0.0]) == [0, 0, 0]
    assert huffman_tree([0.0, 1.0]) == 1


def test_an_outcome_of_probability_zero_is_left_out():
    assert huffman_lengths([0.5, 0.0, 0.25, 0.25]) == [1, 0, 2, 2]
    assert huffman_tree([0.0, 0.5, 0.5]) == (1, 2)


def test_ties_are_merged_in_the_order_of_birth():
    assert huffman_tree([0.25] * 4) == ((0, 1), (2, 3))


def test_lengths_are_the_depths_of_the_tree():
    p = [0.3, 0.1, 0.2, 0.4]
    depths = {}

    def walk(node, depth):
        if isinstance(node, int):
            depths[node] = depth
        else:
            for branch in node:
                walk(branch, depth + 1)

    walk(huffman_tree(p), 0)
    assert [depths[i] for i in range(4)] == huffman_lengths(p)


@given(weights)
def test_no_question_is_wasted(counts):
    # Kraft's sum is 1 for a full tree; a single outcome has the length 0.
    lengths = huffman_lengths(shares(counts))
    assert sum(2.0**-n for n, count in zip(lengths, counts, strict=True) if count) == 1


@given(weights)
def test_the_mean_lies_between_entropy_and_entropy_plus_one(counts):
    p = shares(counts)
    mean = float(np.dot(p, huffman_lengths(p)))
    assert entropy(p) - 1e-12 <= mean < entropy(p) + 1


@given(weights)
def test_a_likelier_outcome_never_needs_more_questions(counts):
    pairs = zip(counts, huffman_lengths(shares(counts)), strict=True)
    asked = [(count, n) for count, n in pairs if count]
    for (a, m), (b, n) in itertools.permutations(asked, 2):
        assert not (a > b and m > n)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=4))
def test_no_plan_is_shorter(counts):
    p = shares(counts)
    # Every plan for n outcomes has lengths that satisfy Kraft's inequality.
    plans = itertools.product(range(1, len(p)), repeat=len(p))
    best = min(
        np.dot(p, plan) for plan in plans if sum(2.0**-length for length in plan) <= 1
    )
    assert np.dot(p, huffman_lengths(p)) == pytest.approx(best, abs=1e-12)


@pytest.mark.parametrize("p", [[0.5, 0.6], [12, 24, 12], [1.5, -0.5], []])
@pytest.mark.parametrize("function", [huffman_tree, huffman_lengths])
def test_what_is_no_distribution_is_refused(function, p):
    with pytest.raises(ValueError, match=r"^p "):
        function(p)


@pytest.mark.parametrize("function", [huffman_tree, huffman_lengths])
def test_one_distribution_is_wanted(function):
    for p, message in [
        ([[0.5, 0.5], [0.5, 0.5]], r"p must be one distribution, .* shape \(2, 2\)"),
        (0.5, "p must be a list or an array, got the number 0.5"),
        ([[0.5, 0.5], [1.0]], "p must be a rectangular array"),
    ]:
        with pytest.raises(ValueError, match=f"^{message}"):
            function(p)
    with pytest.raises(TypeError, match=r"^p must hold real numbers, got dtype <U1"):
        function(["1", "0"])


@pytest.mark.parametrize(
    "p",
    [
        np.array([0.5, 0.25, 0.2501], np.float32),
        (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)),
    ],
    ids=["float32", "Fraction"],
)
def test_every_kind_of_real_number_has_its_code(p):
    assert huffman_tree(p) == (0, (1, 2))
    assert huffman_lengths(p) == [1, 2, 2]
