import math

import numpy as np
import oracle
import pytest

import infolib as il

TABLE = [[1 / 8, 1 / 16, 1 / 32, 1 / 32], [1 / 16, 1 / 8, 1 / 32, 1 / 32],
         [1 / 16, 1 / 16, 1 / 16, 1 / 16], [1 / 4, 0, 0, 0]]  # fmt: skip


def test_the_table_of_cover_and_thomas_example_2_2_1():
    assert il.joint_entropy(TABLE) == 27 / 8
    assert il.conditional_entropy(TABLE, given=0) == 11 / 8
    assert il.conditional_entropy(TABLE, given=1) == 13 / 8
    assert il.mutual_information(TABLE) == 3 / 8


def test_rows_and_columns_that_never_occur_are_left_out():
    table = [[0.5, 0, 0.25], [0, 0, 0], [0.25, 0, 0]]
    assert il.conditional_entropy(table, given=0) == il.conditional_entropy(
        [[0.5, 0.25], [0.25, 0]], given=0
    )
    assert il.mutual_information(table) == pytest.approx(
        float(oracle.mutual_information(table) / oracle.mpmath.log(2)), rel=1e-14
    )


@pytest.mark.parametrize("given", [2, -1, None, "x"])
def test_given_must_be_0_or_1(given):
    with pytest.raises(ValueError, match=r"given must be 0 .* or 1 .*, got"):
        il.conditional_entropy(TABLE, given=given)


def test_given_must_be_named():
    with pytest.raises(TypeError):
        il.conditional_entropy(TABLE)


@pytest.mark.parametrize(
    "f",
    [
        il.joint_entropy,
        il.mutual_information,
        lambda t: il.conditional_entropy(t, given=0),
        lambda t: il.conditional_entropy(t, given=1),
    ],
)
def test_only_tables_that_are_distributions_are_accepted(f):
    for bad, message in [
        ([0.5, 0.5], "p_xy must be a table with 2 axes .* got 1"),
        (np.ones((1, 1, 1)), "2 axes .* got 3"),
        ([[0.5, -0.5], [0.5, 0.5]], r"p_xy has a negative .* at index \(0, 1\)"),
        ([[0.5, math.nan], [0.5, 0.5]], r"p_xy contains NaN at index \(0, 1\)"),
        ([[3, 1], [1, 3]], r"p_xy sums to 8.0, not 1; .*use normalize\(p_xy\)"),
        ([[0.5, 0.4], [0, 0]], r"p_xy sums to 0\.9, not 1"),
        ([[1e308, 1e308]], "p_xy sums to inf"),
    ]:
        with pytest.raises(ValueError, match=message):
            f(bad)


def test_sums_that_are_off_within_the_tolerance_are_corrected():
    table = np.array(TABLE)
    for f in (
        il.joint_entropy,
        il.mutual_information,
        lambda t: il.conditional_entropy(t, given=0),
    ):
        assert f(table * (1 + 9e-7)) == pytest.approx(f(table), rel=1e-13)


def test_a_tiny_mutual_information_is_not_lost():
    eps = 1e-7
    table = np.array([[0.25 + eps, 0.25 - eps], [0.25 - eps, 0.25 + eps]])
    value = il.mutual_information(table, base=math.e)
    assert value == pytest.approx(8 * eps**2, rel=1e-8)
    assert oracle.relative_error(value, oracle.mutual_information(table)) < 1e-8
