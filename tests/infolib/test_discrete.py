"""Functions of single probabilities, perplexity, and the options of all of them."""

import math

import numpy as np
import pytest

import infolib as il


def test_information_content_of_0_is_inf_and_of_1_is_0():
    assert il.information_content(0) == math.inf
    assert math.copysign(1, il.information_content(1)) == 1.0
    assert il.information_content([1, 0.5, 0]).tolist() == [0.0, 1.0, math.inf]
    assert il.information_content([[0.25]]).shape == (1, 1)


def test_binary_entropy_is_0_at_both_ends_and_symmetric_bit_for_bit():
    values = il.binary_entropy([0, 0.5, 1])
    assert values.tolist() == [0.0, 1.0, 0.0]
    assert not np.signbit(values).any()
    p = np.arange(1, 512) / 1024
    assert (il.binary_entropy(p) == il.binary_entropy(1 - p)).all()
    assert il.binary_entropy(1 - 2**-53) == il.binary_entropy(2**-53)


def test_perplexity_works_along_any_axis():
    P = np.array([[1, 0.25], [0, 0.25], [0, 0.25], [0, 0.25]])
    assert il.perplexity(P, axis=0).tolist() == [1.0, 4.0]
    assert il.perplexity(P, axis=0, keepdims=True).shape == (1, 2)
    uniform = np.full((4, 1), 0.25)
    assert il.perplexity(P, uniform, axis=0).tolist() == [4.0, 4.0]
    assert il.perplexity(P, uniform, axis=0, keepdims=True).shape == (1, 2)


def test_perplexity_is_inf_where_it_overflows_and_where_q_is_0():
    assert il.perplexity([0.5, 0.5], [1, 0]) == math.inf
    assert il.perplexity([0, 1], [1, 5e-324]) == math.inf
    assert il.perplexity([0, 1], [1, 2.0**-1000]) == 2.0**1000


@pytest.mark.parametrize("axis", [-1, -2])
def test_keepdims_keeps_the_axis_in_place_where_one_argument_has_more_axes(axis):
    few, many = np.full((5, 5), 0.2), np.full((2, 5, 5), 0.2)
    shape = (2, 5, 1) if axis == -1 else (2, 1, 5)
    for p, q in ((few, many), (many, few)):
        options = {"axis": axis, "keepdims": True}
        for f in (il.cross_entropy, il.kl_divergence, il.js_divergence, il.perplexity):
            assert f(p, q, **options).shape == shape
        assert il.cross_entropy_from_logits(p, q, **options).shape == shape
