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
        h = -mpmath.fsum(v * w for v, w in zip(p, logs, strict=True) if v)
        total = max(z) - logs[int(np.argmax(z))]
        nats = [float(-w) for w in logs]
        p, h, total = [float(v) for v in p], float(h), float(total)
    assert il.softmax(z) == pytest.approx(p, rel=1e-14, abs=0)
    assert -il.log_softmax(z) == pytest.approx(nats, rel=1e-15, abs=0)
    assert il.logsumexp(z) == pytest.approx(total, rel=1e-15, abs=0)
    assert il.entropy_from_logits(z, base=E) == pytest.approx(h, rel=1e-14, abs=0)
    for y in range(len(z)):
        value = il.nll_from_logits(y, z, base=E)
        assert value == pytest.approx(nats[y], rel=1e-15, abs=0)
        one_hot = np.eye(len(z))[y]
        assert il.cross_entropy_from_logits(one_hot, z, base=E) == value


@pytest.mark.parametrize("eps", [1.0, 0.3, 1e-2, 1e-5, 1e-9])
@pytest.mark.parametrize("offset", [0.0, 1e4])
@pytest.mark.parametrize("shift", [0.0, 700.0])
def test_divergence_against_mpmath(eps, offset, shift):
    rng = np.random.default_rng(0)
    for n in (2, 50):
        z = 3 * rng.standard_normal(n) + offset
        w = z + eps * rng.standard_normal(n) + shift  # a shift of all changes nothing
        with mpmath.workdps(60):
            pairs = list(zip(oracle.softmax(z), oracle.softmax(w), strict=True))
            truth = mpmath.fsum(a * mpmath.log(a / b) for a, b in pairs)
        value = il.kl_divergence_from_logits(z, w, base=E)
        assert oracle.relative_error(value, truth) <= 1e-12


def test_divergence_with_impossible_and_remote_categories():
    kl = il.kl_divergence_from_logits
    assert kl([0, 0, -INF], [0, 0, -INF]) == 0.0
    assert kl([0, -INF], [0, -INF]) == 0.0
    assert kl([0, 0], [0, -INF]) == INF
    assert kl([0, -1e4], [0, -INF]) == INF
    assert kl([0, -INF], [0, 0]) == 1.0
    assert kl([0, -INF], [0, -40], base=E) == pytest.approx(math.exp(-40), rel=1e-14)
    tail = math.exp(-40) - math.exp(-41) - math.exp(-41)  # q - p - p*log(q/p)
    assert kl([0, -41], [0, -40], base=E) == pytest.approx(tail, rel=1e-14)
    assert kl([0, -1e4], [0, -40], base=E) == pytest.approx(math.exp(-40), rel=1e-14)
    assert kl([[0, 0], [0, -INF]], [[0, -INF], [0, 0]]).tolist() == [INF, 1.0]


@pytest.mark.parametrize(
    ("p", "q"),
    [
        ([0, -INF], [0, -1.5]),
        ([0, 0, -INF], [0, 0.1, -2]),
        ([0, -1e4, 1], [0, -1, 1]),
        ([0, -1000], [0, -8]),
        ([0, -740], [0, -2]),  # p is subnormal, and q/p no double
        ([0, -737], [0, -20]),
        ([3, -30, 2], [3, -2.5, 2.1]),
    ],
)
def test_divergence_where_the_model_has_what_p_lacks(p, q):
    with mpmath.workdps(60):
        P, Q = ([mpmath.exp(z) for z in logits] for logits in (p, q))
        P, Q = ([w / mpmath.fsum(x) for w in x] for x in (P, Q))
        pairs = zip(P, Q, strict=True)
        truth = mpmath.fsum(a * mpmath.log(a / b) for a, b in pairs if a)
        error = oracle.relative_error(il.kl_divergence_from_logits(p, q, base=E), truth)
    assert error <= 1e-12


def test_the_largest_logits_there_are_give_no_nan():
    ends = [0.0, 1e307, -1e308, 1e308, 1.7e308, -1.7e308]
    p = np.array(np.meshgrid(*[ends] * 4)).reshape(4, -1)
    kl = il.kl_divergence_from_logits(p[:2], p[2:], axis=0)
    assert (kl >= 0).all()
    assert il.kl_divergence_from_logits([0, 1e308], [-1.7e308, -1e308]) == 0


def test_batches_axes_and_keepdims():
    rng = np.random.default_rng(1)
    Z, W = rng.standard_normal((2, 3, 4, 5))
    P = rng.dirichlet(np.ones(4), (3, 5)).swapaxes(1, 2)
    for f, args in [
        (il.logsumexp, (Z,)),
        (il.entropy_from_logits, (Z,)),
        (il.cross_entropy_from_logits, (P, Z)),
        (il.kl_divergence_from_logits, (Z, W)),
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


@pytest.mark.parametrize("k", [2, 32, 33, 1000, 40_000])
def test_long_batches_agree_with_single_rows(k):
    rng = np.random.default_rng(k)
    n = 70_000 // k + 3
    Z = rng.standard_normal((n, k)) * 5
    y = rng.integers(0, k, n)
    i = n - 1
    nll = il.nll_from_logits(y, Z)
    assert nll[i] == pytest.approx(il.nll_from_logits(y[i], Z[i]), rel=1e-14)
    for f in (il.logsumexp, il.entropy_from_logits):
        assert f(Z)[i] == pytest.approx(f(Z[i]), rel=1e-14)
    for f in (il.softmax, il.log_softmax):
        values = f(Z)
        np.testing.assert_allclose(values[i], f(Z[i]), rtol=1e-14)
        np.testing.assert_allclose(f(np.asfortranarray(Z)), values, rtol=1e-14)


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
        il.entropy_from_logits,
        lambda z: il.nll_from_logits([0] * len(z), z),
        lambda z: il.cross_entropy_from_logits([0.5, 0.5], z),
        lambda z: il.kl_divergence_from_logits(z, [0, 0]),
        lambda z: il.kl_divergence_from_logits([0, 0], z),
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
