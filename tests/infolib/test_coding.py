"""Huffman's plan, and that no plan is shorter; Kraft's sum; messages there and back."""

import heapq
import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infolib import entropy
from infolib.coding import (
    arithmetic_decode,
    arithmetic_encode,
    huffman_lengths,
    kraft_sum,
)

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


# ---- the arithmetic coder


def fixed(weights):
    return lambda past: weights


def learning(size, start, step):
    """Return the model that has seen each symbol `start` times before it begins."""

    def model(past):
        weights = [start] * size
        for symbol in past:
            weights[symbol] += step
        return weights

    return model


def after_the_last(size):
    """Return a model that expects the neighbour of the last symbol, and rules some out."""

    def model(past):
        last = past[-1] if past else 0
        return [(1, 1000, 0)[(symbol - last) % 3] + 1 for symbol in range(size)]

    return model


def ideal(message, model):
    """Return the bits that a model's shares are worth, as exactly as floats sum."""
    costs = []
    for i, symbol in enumerate(message):
        weights = model(message[:i])
        costs.append(-math.log2(Fraction(weights[symbol], sum(weights))))
    return math.fsum(costs)


@st.composite
def messages(draw):
    """Draw a model and a message that it can mean, of any length and alphabet."""
    size = draw(st.integers(1, 40))
    kind = draw(st.sampled_from(["fixed", "heavy", "learning", "after"]))
    if kind in ("fixed", "heavy"):
        most = 50 if kind == "fixed" else 2**32 // size
        weights = draw(
            st.lists(st.integers(0, most), min_size=size, max_size=size).filter(any)
        )
        symbols = [i for i, weight in enumerate(weights) if weight]
        model = fixed(weights)
    else:
        symbols = range(size)
        step = draw(st.integers(0, 50))
        model = learning(size, draw(st.integers(1, 9)), step)
        if kind == "after":
            model = after_the_last(size)
    return draw(st.lists(st.sampled_from(symbols), max_size=200)), model


def slack(message, model):
    """Return how far rounding may lengthen a message, in bits, by the documented bound."""
    return sum(sum(model(message[:i])) for i in range(len(message))) / 2**46


@given(messages(), st.text("01", max_size=60))
def test_a_message_comes_back_whatever_follows_it(drawn, behind):
    message, model = drawn
    digits = arithmetic_encode(message, model)
    assert arithmetic_decode(digits + behind, len(message), model) == message


@given(messages())
def test_a_message_is_at_most_2_digits_longer_than_its_surprise(drawn):
    message, model = drawn
    digits = len(arithmetic_encode(message, model))
    bound = ideal(message, model) + 2 + slack(message, model)
    assert digits <= bound + 1e-9  # of the sum of floats


@pytest.mark.parametrize("weights", [[9, 1], [42, 31, 27], [1, 0, 2**31, 3]])
def test_a_long_message_costs_its_surprise(weights):
    rng = np.random.default_rng(1)
    p = np.array(weights) / sum(weights)
    message = rng.choice(len(weights), p=p, size=20_000).tolist()
    digits = arithmetic_encode(message, fixed(weights))
    surprise = -np.log2(p[message]).sum()
    assert surprise <= len(digits) <= surprise + 2
    assert arithmetic_decode(digits, len(message), fixed(weights)) == message


@pytest.mark.parametrize("model", [fixed([9, 1]), learning(2, 1, 1)])
def test_all_messages_of_one_length_form_a_prefix_code(model):
    words = [
        arithmetic_encode(message, model)
        for message in itertools.product(range(2), repeat=8)
    ]
    assert kraft_sum([len(word) for word in words]) <= 1
    # A word stands before what it begins.
    for a, b in itertools.pairwise(sorted(words)):
        assert not b.startswith(a)


def test_what_is_a_piece_of_the_bar_costs_just_its_digits():
    model = fixed([1, 2, 1])
    words = {x: arithmetic_encode([x], model) for x in range(3)}
    # As a prefix code has them; but the middle half is two pieces of the bar.
    assert {x: len(word) for x, word in words.items()} == {0: 2, 1: 2, 2: 2}
    assert arithmetic_encode([0, 1, 0, 2], fixed([2, 1, 1])) == "0100" + "11"
    assert arithmetic_encode([], model) == ""
    assert arithmetic_encode([0] * 500, fixed([8])) == ""


def test_the_interval_is_that_of_exact_fractions():
    message, weights = [1, 0, 2, 1, 1, 0], [42, 31, 27]
    low, width = Fraction(0), Fraction(1)
    for symbol in message:
        low += width * Fraction(sum(weights[:symbol]), 100)
        width *= Fraction(weights[symbol], 100)
    digits = arithmetic_encode(message, fixed(weights))
    start, piece = (
        Fraction(int(digits, 2), 2 ** len(digits)),
        Fraction(1, 2 ** len(digits)),
    )
    assert low <= start
    assert start + piece <= low + width
    longer = 2 * piece  # no piece of twice the length lies in it
    first = -(-low // longer) * longer
    assert first + longer > low + width


@pytest.mark.parametrize(
    ("symbols", "weights", "message"),
    [
        ([0, 2], [1, 1], "symbols contains 2 at index 1, for which the model has no"),
        ([0, 1], [1, 0], "symbols contains 1 at index 1, for which the model has no"),
        ([0, -1], [1, 1], "symbols contains -1 at index 1; it must be at least 0"),
        ([0.5], [1, 1], "symbols contains 0.5 at index 0, no whole number"),
        ([[0], [1]], [1, 1], r"symbols must be one message, .* shape \(2, 1\)"),
        ([0], [0, 0], "model must return weights that are not negative, with a sum"),
        ([0], [3, -1], "model must return weights that are not negative, with a sum"),
        ([0], [], "model must return weights that are not negative, with a sum"),
        ([0], [2**32, 1], "model must return weights .* a sum from 1 to 4294967296"),
    ],
)
def test_what_cannot_be_sent_is_refused(symbols, weights, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        arithmetic_encode(symbols, fixed(weights))


def test_weights_are_whole_numbers():
    for weights in ([0.5, 0.5], 1, ["1"]):
        with pytest.raises(TypeError, match=r"^model must return whole numbers"):
            arithmetic_encode([0], fixed(weights))
        with pytest.raises(TypeError, match=r"^model must return whole numbers"):
            arithmetic_decode("0", 1, fixed(weights))
    assert arithmetic_encode([0], lambda past: np.array([1, 3])) == "00"


def test_a_model_is_asked_once_for_each_symbol():
    asked = []

    def model(past):
        asked.append(list(past))
        return iter([0.5, 1] if past else [1, 1])

    with pytest.raises(TypeError, match=r"after 1 symbols got \[0\.5, 1\]"):
        arithmetic_encode([0, 0], model)
    assert asked == [[], [0]]


def test_what_is_no_word_is_refused():
    with pytest.raises(
        ValueError, match=r"^digits contains '2' at index 1, not 0 or 1"
    ):
        arithmetic_decode("02", 1, fixed([1, 1]))
    with pytest.raises(TypeError, match=r"^digits must be a text of 0 and 1, got 10"):
        arithmetic_decode(10, 1, fixed([1, 1]))
    for n in (1.5, "1", True):
        with pytest.raises(TypeError, match=r"^n must be an integer, got"):
            arithmetic_decode("10", n, fixed([1, 1]))
    with pytest.raises(ValueError, match=r"^n must be at least 0, got -1"):
        arithmetic_decode("10", -1, fixed([1, 1]))
    # Missing digits are read as 0, so that other messages than the word's come out.
    assert arithmetic_decode("", 5, fixed([1, 1])) == [0] * 5
    # A third of the bar is no whole number: beyond the last part lies no symbol.
    with pytest.raises(ValueError, match=r"^digits are no message of this model: symb"):
        arithmetic_decode("1" * 48, 1, fixed([1, 1, 1]))
