"""Huffman's plan of questions: its lengths, and that no plan is shorter. Kraft's sum."""

import heapq
import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infolib import entropy
from infolib.coding import huffman_lengths, kraft_sum

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


def test_an_outcome_of_probability_zero_is_left_out():
    assert huffman_lengths([0.5, 0.0, 0.25, 0.25]) == [1, 0, 2, 2]


def depths(p):
    """Return the depths of the leaves of Huffman's tree, made with a heap."""
    heap = [(share, i, [i]) for i, share in enumerate(p) if share > 0]
    heapq.heapify(heap)
    lengths = [0] * len(p)
    for born in range(len(heap) - 1):
        (a, _, some), (b, _, others) = heapq.heappop(heap), heapq.heappop(heap)
        for i in some + others:
            lengths[i] += 1
        heapq.heappush(heap, (a + b, len(p) + born, some + others))
    return lengths


@given(weights)
def test_lengths_are_the_depths_of_the_tree_ties_as_they_were_born(counts):
    assert huffman_lengths(shares(counts)) == depths(shares(counts))


def test_of_equally_likely_nodes_an_outcome_comes_before_a_pair():
    assert huffman_lengths([1 / 6, 1 / 6, 2 / 6, 2 / 6]) == [2, 2, 2, 2]


def test_the_deepest_of_all_trees_has_its_lengths():
    halves = [2.0**-i for i in range(1, 1075)]
    lengths = huffman_lengths([*halves, halves[-1]])
    assert lengths == [*range(1, 1075), 1074]
    assert kraft_sum(lengths) == 1


@given(weights)
def test_no_question_is_wasted(counts):
    # Kraft's sum is 1 for a full tree; a single outcome has the length 0.
    lengths = huffman_lengths(shares(counts))
    assert (
        kraft_sum([n for n, count in zip(lengths, counts, strict=True) if count]) == 1
    )


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
def test_what_is_no_distribution_is_refused(p):
    with pytest.raises(ValueError, match=r"^p "):
        huffman_lengths(p)


def test_one_distribution_is_wanted():
    for p, message in [
        ([[0.5, 0.5], [0.5, 0.5]], r"p must be one distribution, .* shape \(2, 2\)"),
        (0.5, "p must be a list or an array, got the number 0.5"),
        ([[0.5, 0.5], [1.0]], "p must be a rectangular array"),
    ]:
        with pytest.raises(ValueError, match=f"^{message}"):
            huffman_lengths(p)
    with pytest.raises(TypeError, match=r"^p must hold real numbers, got dtype <U1"):
        huffman_lengths(["1", "0"])


@pytest.mark.parametrize(
    "p",
    [
        np.array([0.5, 0.25, 0.2501], np.float32),
        (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)),
    ],
    ids=["float32", "Fraction"],
)
def test_every_kind_of_real_number_has_its_code(p):
    assert huffman_lengths(p) == [1, 2, 2]


@pytest.mark.parametrize(
    ("lengths", "total"),
    [
        ([0], 1),
        ([1, 1], 1),
        ([1, 2, 2, 3], Fraction(9, 8)),  # no prefix code has these lengths
        ([2, 2, 2], Fraction(3, 4)),
        ([[1, 2], [3, 3]], 1),
        (np.array([3, 3, 3], np.uint8), Fraction(3, 8)),
        ([1.0, 2.0], Fraction(3, 4)),
    ],
)
def test_kraft_sums(lengths, total):
    assert type(kraft_sum(lengths)) is Fraction
    assert kraft_sum(lengths) == total


def test_a_kraft_sum_a_little_above_1_is_told_from_1():
    full = [*range(1, 100), 99]
    assert kraft_sum(full) == 1
    assert kraft_sum([*full, 5000]) == 1 + Fraction(1, 2**5000)
    assert kraft_sum([65535] * 2) == Fraction(1, 2**65534)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30))
def test_a_kraft_sum_is_the_sum_of_its_terms(lengths):
    assert kraft_sum(lengths) == sum(Fraction(1, 2**n) for n in lengths)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_where_the_kraft_sum_allows_there_are_words_of_which_none_begins_another(
    lengths,
):
    assume(kraft_sum(lengths) <= 1)
    # Shortest first, a word is the first digits of what the words before have taken.
    words, taken = [], Fraction(0)
    for n in sorted(lengths):
        words.append(f"{int(taken * 2**n):0{n}b}")
        taken += Fraction(1, 2**n)
    assert [len(word) for word in words] == sorted(lengths)
    for a, b in itertools.permutations(words, 2):
        assert not a.startswith(b)


@pytest.mark.parametrize(
    ("lengths", "message"),
    [
        ([], "lengths is empty"),
        ([1, -1], "lengths contains -1 at index 1; it must be at least 0"),
        ([1, 1.5], "lengths contains 1.5 at index 1, no whole number"),
        ([65536], "lengths contains 65536 at index 0; it must be less than 65536"),
        ([1, np.nan], "lengths contains nan at index 1, no whole number"),
    ],
)
def test_what_are_no_lengths_are_refused(lengths, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        kraft_sum(lengths)
