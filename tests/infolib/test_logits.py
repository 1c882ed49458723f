import math

import mpmath
import numpy as np
import oracle
import pytest

import infolib as il

INF = math.inf
E = math.e

ROWS = {
    "ordinary": [0.3, -1.2, 2.5, 0.0],
    "shifted": [1e4 + 0.3, 1e4 - 1.2, 1e4 + 2.5],
    "far apart": [1e4, 0.0, -1e4],
    "impossible": [0.0, -INF, 1.0],
    "certain": [5.0, -INF, -INF],
    "one": [3.0],
    "tail": [0.0, -40.0, -45.0],
    "equal": [2.0] * 8,
}


@pytest.mark.parametrize("z", ROWS.values(), ids=ROWS.keys())
def test_every_function_of_one_row_against_mpmath(z):
    with mpmath.workdps(9000):
        p = oracle.softmax(z)
        logs = [mpmath.log(v) if v else -mpmath.inf for v in p]
        total = max(z) - logs[int(np.argmax(z))]
        nats = [float(-w) for w in logs]
        p, total = [float(v) for v in p], float(total)
    assert il.softmax(z) == pytest.approx(p, rel=1e-14, abs=0)
    assert -il.log_softmax(z) == pytest.approx(nats, rel=1e-15, abs=0)
    assert il.logsumexp(z) == pytest.approx(total, rel=1e-15, abs=0)
    for y in range(len(z)):
        value = il.nll_from_logits(y, z, base=E)
        assert value == pytest.approx(nats[y], rel=1e-15, abs=0)
        one_hot = np.eye(len(z))[y]
        assert il.cross_entropy_from_logits(one_hot, z, base=E) == value
        bits = pytest.approx(nats[y] / math.log(2), rel=2e-15, abs=0)
        assert il.nll_from_logits(y, z) == bits
        assert il.cross_entropy_from_logits(one_hot, z) == bits


def test_batches_axes_and_keepdims():
    rng = np.random.default_rng(1)
    Z = rng.standard_normal((3, 4, 5))
    P = rng.dirichlet(np.ones(4), (3, 5)).swapaxes(1, 2)
    for f, args in [
        (il.logsumexp, (Z,)),
        (il.cross_entropy_from_logits, (P, Z)),
    ]:
        values = f(*args, axis=1)
        assert values.shape == (3, 5)
        assert values[2, 3] == pytest.approx(f(*[a[2, :, 3] for a in args]), rel=1e-14)
        assert f(*args, axis=-2, keepdims=True).shape == (3, 1, 5)
        assert type(f(*[a[2, :, 3] for a in args])) is float
    for f in (il.softmax, il.log_softmax):
        values = f(Z, axis=1)
        assert values.shape == Z.shape
        assert values[2, :, 3] == pytest.approx(f(Z[2, :, 3]), rel=1e-15)
    assert il.cross_entropy_from_logits(P[0, :, 0], Z[0].T).shape == (5,)
    y = rng.integers(0, 5, (3, 4))
    nll = il.nll_from_logits(y, Z)
    assert nll.shape == (3, 4)
    assert nll[1, 2] == il.nll_from_logits(y[1, 2], Z[1, 2])


@pytest.mark.parametrize("order", ["C", "F"])
def test_each_label_meets_its_own_logits(order):
    rng = np.random.default_rng(0)
    logits = np.asarray(rng.normal(size=(2, 3, 4)), order=order)
    labels = np.asarray(rng.integers(4, size=(2, 3)), order=order)
    losses = il.nll_from_logits(labels, logits)
    for i, j in np.ndindex(2, 3):
        assert losses[i, j] == pytest.approx(
            il.nll_from_logits(labels[i, j], logits[i, j]), rel=1e-14
        )


@pytest.mark.parametrize("k", [2, 32, 33, 1000, 40_000])
def test_long_batches_agree_with_single_rows(k):
    rng = np.random.default_rng(k)
    n = 70_000 // k + 3
    Z = rng.standard_normal((n, k)) * 5
    y = rng.integers(0, k, n)
    i = n - 1
    nll = il.nll_from_logits(y, Z)
    assert nll[i] == pytest.approx(il.nll_from_logits(y[i], Z[i]), rel=1e-14)
    assert il.logsumexp(Z)[i] == pytest.approx(il.logsumexp(Z[i]), rel=1e-14)
    for f in (il.softmax, il.log_softmax):
        values = f(Z)
        np.testing.assert_allclose(values[i], f(Z[i]), rtol=1e-14)
        np.testing.assert_allclose(f(np.asfortranarray(Z)), values, rtol=1e-14)


@pytest.mark.parametrize("bits", range(1, 15))
def test_equal_logits_of_a_power_of_2_are_that_many_bits(bits):
    z = np.full(2**bits, -7.25)
    assert il.nll_from_logits(3 % z.size, z) == bits
    assert il.cross_entropy_from_logits(np.full(z.size, 1 / z.size), z) == bits


def test_float32_logits_are_computed_in_float64():
    z = np.array([0, -17], np.float32)
    assert il.nll_from_logits(0, z, base=E) == math.log1p(math.exp(-17))
    assert il.nll_from_logits(1, [0, 1]) == il.nll_from_logits(1, [0.0, 1.0])


@pytest.mark.parametrize(
    "f",
    [
        il.logsumexp,
        il.softmax,
        il.log_softmax,
        lambda z: il.nll_from_logits([0] * len(z), z),
        lambda z: il.cross_entropy_from_logits([0.5, 0.5], z),
    ],
)
def test_logits_that_are_none_are_refused(f):
    for bad, message in [
        ([[0, 1], [math.nan, 0]], r"contains NaN at index \(1, 0\)"),
        ([[0, 1], [0, INF]], r"contains inf at index \(1, 1\); logits are finite, or"),
        ([[0, 1], [-INF, -INF]], "nothing but -inf along axis 1 at index 1; one cat"),
        ([[], []], "is empty"),
    ]:
        with pytest.raises(ValueError, match=message):
            f(bad)


def test_one_row_of_nothing_but_minus_inf_is_refused():
    with pytest.raises(ValueError, match="nothing but -inf along axis 0; one category"):
        il.softmax([-INF, -INF])


@pytest.mark.parametrize(
    ("labels", "logits", "message"),
    [
        ([2], [[0, 1]], "labels contains 2 at index 0; it must be less than 2"),
        ([-1], [[0, 1]], "labels contains -1 at index 0; it must be at least 0"),
        ([0.5], [[0, 1]], "labels contains 0.5 at index 0, no whole number"),
        ([0, 1], [[0, 1]], r"labels must have shape \(1,\), .* got \(2,\)"),
        (0, [[0, 1]], r"labels must have shape \(1,\), .* got \(\)"),
    ],
    ids=str,
)
def test_labels_must_fit_the_logits(labels, logits, message):
    with pytest.raises(ValueError, match=message):
        il.nll_from_logits(labels, logits)


def test_the_true_distribution_of_a_cross_entropy_is_checked():
    for p, message in [
        ([0.5, 0.6], "p sums to 1.1"),
        ([1.5, -0.5], "p has a negative"),
        ([math.nan, 1], "p contains NaN"),
        ([1.0], "p and logits must have the same number .* got 1 and 2"),
    ]:
        with pytest.raises(ValueError, match=message):
            il.cross_entropy_from_logits(p, [0, 0])
    off = il.cross_entropy_from_logits(np.array([0.25, 0.75]) * (1 + 9e-7), [0, 1])
    assert off == pytest.approx(
        il.cross_entropy_from_logits([0.25, 0.75], [0, 1]), 1e-15
    )
