"""Functions of single probabilities, perplexity, and the options of all of them."""

import math

import numpy as np
import pytest

import infolib as il


@pytest.mark.parametrize("base", [math.e, 10, 3.5])
@pytest.mark.parametrize("f", [il.information_content, il.binary_entropy])
def test_a_base_rescales_functions_of_single_probabilities(f, base):
    for p in (0.1, 0.5, 0.9):
        assert f(p, base=base) * math.log(base) == pytest.approx(f(p) * math.log(2))


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


def test_joint_measures_take_a_base():
    table = [[0.25, 0.25], [0.5, 0]]
    for f in (
        il.joint_entropy,
        il.mutual_information,
        lambda t, **k: il.conditional_entropy(t, given=0, **k),
    ):
        assert f(table, base=16) == pytest.approx(f(table) / 4, rel=1e-15)


@pytest.mark.parametrize("axis", [-1, -2])
def test_keepdims_keeps_the_axis_in_place_where_one_argument_has_more_axes(axis):
    few, many = np.full((5, 5), 0.2), np.full((2, 5, 5), 0.2)
    shape = (2, 5, 1) if axis == -1 else (2, 1, 5)
    for p, q in ((few, many), (many, few)):
        options = {"axis": axis, "keepdims": True}
        for f in (il.cross_entropy, il.kl_divergence, il.js_divergence, il.perplexity):
            assert f(p, q, **options).shape == shape
        assert il.cross_entropy_from_logits(p, q, **options).shape == shape


def test_an_axis_is_an_integer_for_one_distribution_too():
    for axis in (-1.0, -1 + 0j, None):
        with pytest.raises(TypeError, match="axis must be an integer"):
            il.entropy([0.5, 0.5], axis=axis)
