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


@pytest.mark.parametrize(
    "given",
    [2, -1, None, "x", True, False, 1.0, np.array([0, 1]), np.array([1])],
    ids=repr,
)
def test_given_must_be_0_or_1(given):
    with pytest.raises(ValueError, match=r"given must be 0 .* or 1 .*, got"):
        il.conditional_entropy(TABLE, given=given)


def test_given_may_be_an_integer_of_numpy():
    assert il.conditional_entropy(TABLE, given=np.int64(1)) == 13 / 8


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
        ([[-1e-17, 1], [0, 0]], r"if it is rounding .*, use np\.maximum\(p_xy, 0\)$"),
        ([[0.5, math.nan], [0.5, 0.5]], r"p_xy contains NaN at index \(0, 1\)"),
        ([[3, 1], [1, 3]], r"p_xy sums to 8.0, not 1; .*use p_xy / np\.sum\(p_xy\)$"),
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


@pytest.mark.parametrize("n", [2, 5, 20])
@pytest.mark.parametrize(("dtype", "off"), [(np.float32, 1e-4), (np.float16, 1e-2)])
def test_tables_of_low_precision_are_accepted_and_computed_in_full(n, dtype, off):
    # The truth takes the entries as exact, and their sum too.
    rng = np.random.default_rng(n)
    table = (rng.dirichlet(np.ones(n * n)).reshape(n, n) * (1 + off)).astype(dtype)
    total = table.sum(dtype=float)
    assert abs(total - 1) > 1e-5
    bits = oracle.entropy(table) / oracle.mpmath.log(2)
    assert oracle.relative_error(il.joint_entropy(table), bits) < 5e-16
    for f in (
        il.mutual_information,
        lambda t: il.conditional_entropy(t, given=0),
        lambda t: il.conditional_entropy(t, given=1),
    ):
        assert f(table) == pytest.approx(f(table.astype(float) / total), rel=1e-13)


def test_underflow_is_heeded_nowhere_whatever_numpy_is_told():
    for table in ([[0.5, 5e-324], [0.5, 1e-320]], [[5e-324, 1e-310], [1e-315, 1.0]]):
        for f in (
            il.mutual_information,
            lambda t: il.conditional_entropy(t, given=0, base=3),
            lambda t: il.conditional_entropy(t, given=1, base=3),
        ):
            with np.errstate(all="raise"):
                value = f(table)
            assert value == f(table)


@pytest.mark.parametrize("eps", [1e-2, 1e-4, 1e-6, 1e-8, 1e-10])
def test_the_error_of_a_small_mutual_information_is_as_documented(eps):
    rng = np.random.default_rng(0)
    for n, m in [(2, 2), (2, 5), (4, 4), (10, 30)]:
        table = np.outer(rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(m)))
        table *= 1 + eps * rng.uniform(-1, 1, (n, m))
        table /= table.sum()
        value = il.mutual_information(table, base=math.e)
        truth = oracle.mutual_information(table)
        assert oracle.relative_error(value, truth) < 2e-16 / math.sqrt(value)


@pytest.mark.parametrize(("n", "m"), [(2, 2), (3, 40), (40, 3), (10, 30), (60, 60)])
@pytest.mark.parametrize("eps", [0.03, 0.1, 0.3, 1])
def test_the_error_of_a_mutual_information_is_as_documented(n, m, eps):
    rng = np.random.default_rng([n, m])
    for peaked in (0.1, 1, 10):
        x, y = (rng.dirichlet(np.full(k, peaked)) for k in (n, m))
        table = np.outer(x, y) * (1 + eps * rng.uniform(-1, 1, (n, m)))
        table /= table.sum()
        truth = oracle.mutual_information(table)
        bound = max(1e-12, 2e-16 / math.sqrt(truth))
        value = il.mutual_information(table, base=math.e)
        assert oracle.relative_error(value, truth) < bound


def test_a_tiny_mutual_information_is_not_lost():
    eps = 1e-7
    table = np.array([[0.25 + eps, 0.25 - eps], [0.25 - eps, 0.25 + eps]])
    value = il.mutual_information(table, base=math.e)
    assert value == pytest.approx(8 * eps**2, rel=1e-8)
    assert oracle.relative_error(value, oracle.mutual_information(table)) < 1e-8
