"""The blocked kernels against the scalar ones, at the borders of the blocks."""

import tracemalloc

import mpmath
import numpy as np
import oracle
import pytest

import infolib as il
from infolib import _rows, _scalar, _sums
from infolib._validate import Pmf, unit
from infolib.discrete import FEW

MEASURES = ["entropy", "cross_entropy", "kl_divergence", "js_divergence"]
BLOCK, STRETCH = _sums.BLOCK, _sums.LONG
SIZES = [1, 2, FEW, FEW + 1, BLOCK, BLOCK + 1, 2 * BLOCK + 77]


def pmf(p, name="p"):
    return Pmf(p, name)


def blocked(measure, base, *arrays):
    pmfs = [pmf(a) for a in arrays]
    for x in pmfs:
        x.rows = x.array.reshape(1, -1)
    return getattr(_rows, measure)(*pmfs, unit(base)).item()


def scalar(measure, base, *arrays):
    return getattr(_scalar, measure)(*map(pmf, arrays), unit(base))


def close(value, truth, rel=2e-15):
    assert value == pytest.approx(truth, rel=rel, abs=1e-300)


def kinds(n):
    """Pairs that take every branch of the kernels."""
    rng = np.random.default_rng(n)
    p = rng.dirichlet(np.ones(n))
    q = rng.dirichlet(np.ones(n))
    d = np.minimum(rng.exponential(size=n) - 1, 3)  # skewed: odd errors do not cancel
    yield "ordinary", p, q
    for eps in (0.3, 0.05, 1e-3, 1e-8):
        near = p * (1 + eps * d / 3)
        yield f"near {eps}", p, near / near.sum()
    # One category has less than it should have, all others a little more.
    less = np.where(np.arange(n) == n // 2, 0.6 / n, (1 - 0.6 / n) / max(n - 1, 1))
    yield "less of one", np.full(n, 1 / n), less / less.sum()
    # Near-equal but for a category whose ratio p/q is no double.
    remote, most = np.full(n, 1e-4 / n), np.full(n, 1e-4 / n)
    remote[-1], most[-1] = 1e-4, 1e-310
    remote[0], most[0] = 1 - remote[1:].sum(), 1 - most[1:].sum()
    if n > 1:
        yield "remote", remote, most
    peaked = 1e-9 * q
    peaked[n // 2] = 0.0
    peaked[n // 2] = 1 - peaked.sum()
    yield "peaked", peaked, peaked[::-1].copy() if n % 2 else peaked
    holes = np.where(rng.random(n) < 0.3, 0.0, p)
    holes[0] = 0.5
    holes /= holes.sum()
    yield "zeros in p", holes, q
    yield (
        "zeros in both",
        holes,
        holes * (1 + 1e-7 * d) / (holes * (1 + 1e-7 * d)).sum(),
    )
    yield "zeros in q", q, holes
    yield "tiny", np.maximum(p, 1e-310), np.r_[1 - 1e-9, np.full(n - 1, 1e-9 / n)]
    yield "far", np.r_[np.full(n - 1, 1e-30), 1.0], np.r_[np.full(n - 1, 1e-12), 1.0]


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("measure", MEASURES)
def test_blocked_agrees_with_scalar(measure, n):
    for name, p, q in kinds(n):
        arrays = (p,) if measure == "entropy" else (p, q)
        truth = scalar(measure, 2, *arrays)
        rel = 1e-13 if name.startswith(("near", "less", "zeros in both")) else 4e-15
        value = blocked(measure, 2, *arrays)
        assert value == pytest.approx(truth, rel=rel, abs=0), name


@pytest.mark.parametrize("measure", MEASURES)
def test_sums_that_are_off_agree_too(measure):
    rng = np.random.default_rng(0)
    n = BLOCK + 5
    p, q = (
        rng.dirichlet(np.ones(n)) * (1 + 9e-7),
        rng.dirichlet(np.ones(n)) * (1 - 9e-7),
    )
    arrays = (p,) if measure == "entropy" else (p, q)
    close(blocked(measure, 10, *arrays), scalar(measure, 10, *arrays), rel=1e-14)


@pytest.mark.parametrize("n", [10, FEW + 1, 100])
@pytest.mark.parametrize("share", [0.0, 1e-3, 1e3])
@pytest.mark.parametrize("measure", ["kl_divergence", "js_divergence"])
def test_near_equal_but_for_one_category_and_with_sums_that_are_off(measure, share, n):
    rng = np.random.default_rng(n)
    p = rng.dirichlet(np.ones(n))
    p[1] = 1e-6 / (1 + share)
    q = p * (1 + 1e-6 * rng.random(n))
    p[1] *= share
    for a, b in ((p, q), (q, p)):
        a, b = a / a.sum() * (1 + 9e-7), b / b.sum() * (1 - 9e-7)
        truth = float(getattr(oracle, measure)(a, b) / mpmath.log(2))
        value = getattr(il, measure)(a, b)
        assert value == pytest.approx(truth, rel=2e-12, abs=0)


def layouts(P):
    """The same batch (along axis 1) in other places of memory: array, axis."""
    yield P, 1
    yield P.T, 0
    yield np.asfortranarray(P), -1
    yield np.ascontiguousarray(P.T), -2
    yield np.repeat(P, 2, axis=1)[:, ::2], 1
    yield np.repeat(P, 2, axis=0)[::2], 1
    yield P.astype(P.dtype.newbyteorder()), 1


@pytest.mark.parametrize("k", [1, 2, 10, 32, 33, 129, 2 * STRETCH, BLOCK + 1])
@pytest.mark.parametrize("measure", MEASURES)
def test_every_row_of_a_batch_in_any_layout_agrees_with_a_single_call(measure, k):
    rng = np.random.default_rng(k)
    n = 5 if k > BLOCK else max(7, 2 * BLOCK // k if k == 10 else 0)
    P, Q = rng.dirichlet(np.ones(k), n), rng.dirichlet(np.ones(k), n)
    Q[1] = P[1]
    Q[2] = P[2] * (1 + 1e-6 * rng.random(k))
    Q[2] /= Q[2].sum()
    P[3] = np.eye(1, k)[0]
    f = getattr(il, measure)
    rows = [0, 1, 2, 3, n // 2, n - 1]
    args = (lambda p, q: (p,)) if measure == "entropy" else (lambda p, q: (p, q))
    singles = [f(*args(P[i], Q[i])) for i in rows]
    for (p, axis), (q, _) in zip(layouts(P), layouts(Q), strict=True):
        values = f(*args(p, q), axis=axis)
        assert values.shape == (n,)
        close(values[rows], singles, rel=1e-12)
        kept = f(*args(p, q), axis=axis, keepdims=True)
        assert (np.squeeze(kept, axis) == values).all()


def test_the_axis_may_be_in_the_middle():
    rng = np.random.default_rng(1)
    P = np.moveaxis(rng.dirichlet(np.ones(5), (3, 4)), -1, 1)
    h = il.entropy(P, axis=1)
    assert h.shape == (3, 4)
    close(h[2, 3], il.entropy(P[2, :, 3]))
    assert il.entropy(P, axis=-2, keepdims=True).shape == (3, 1, 4)


def test_batch_axes_broadcast():
    rng = np.random.default_rng(2)
    P, Q = rng.dirichlet(np.ones(6), (4, 1)), rng.dirichlet(np.ones(6), 3)
    for measure in MEASURES[1:]:
        values = getattr(il, measure)(P, Q)
        assert values.shape == (4, 3)
        close(values[3, 1], getattr(il, measure)(P[3, 0], Q[1]), rel=1e-12)
    close(il.kl_divergence(Q[0], Q)[1], il.kl_divergence(Q[0], Q[1]), rel=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float16, ">f8", np.int64, bool])
def test_other_types_are_converted_block_by_block(dtype):
    n = BLOCK + 3
    p = np.zeros(n)
    p[5] = p[n - 2] = 0.5
    if np.dtype(dtype).kind in "ib":
        p = np.eye(1, n, n - 1)[0]
    assert il.entropy(p.astype(dtype)) == il.entropy(p) == (p == 0.5).any()


def test_js_is_symmetric_bit_for_bit_and_kl_of_equals_is_0():
    for n in (2, FEW, 1000, BLOCK + 1):
        for _, p, q in kinds(n):
            assert il.js_divergence(p, q) == il.js_divergence(q, p)
            assert il.kl_divergence(p, p.copy()) == 0.0
            assert il.js_divergence(p, p.copy()) == 0.0
            P, Q = np.tile(p, (3, 1)), np.tile(q, (3, 1))
            assert (il.js_divergence(P, Q) == il.js_divergence(Q, P)).all()
            assert (il.kl_divergence(P, P.copy()) == 0.0).all()


def test_js_is_symmetric_bit_for_bit_in_all_orders_in_memory_and_types():
    rng = np.random.default_rng(1)
    p, q = rng.dirichlet(np.ones(8), 200), rng.dirichlet(np.ones(8), 200)
    q[::2] = p[::2] * (1 + 1e-3 * rng.standard_normal((100, 8)))
    q /= q.sum(axis=1, keepdims=True)
    for other in (np.asfortranarray(q), q[::-1, ::-1], q.T.astype("f4").T):
        for one in (p, p[0]):
            there, back = il.js_divergence(one, other), il.js_divergence(other, one)
            assert there.tolist() == back.tolist()


@pytest.mark.parametrize("k", [2, 5, 8, 300])
def test_js_is_at_most_1_bit(k):
    rng = np.random.default_rng(2)
    p, q = np.zeros((500, 2 * k)), np.zeros((500, 2 * k))
    p[:, :k], q[:, k:] = (rng.dirichlet(np.ones(k), 500) for _ in "pq")
    assert il.js_divergence(p, q).max() == 1.0
    assert max(map(il.js_divergence, p, q)) == 1.0


def test_sums_beyond_all_doubles_are_refused_as_such():
    p = np.zeros(2 * BLOCK + 1)
    p[[0, BLOCK]] = 1.7e308
    for f in (il.entropy, lambda p: il.kl_divergence(p, p)):
        with pytest.raises(ValueError, match="p sums to inf, not 1"):
            f(p)
    p[[0, BLOCK]] = np.inf
    with pytest.raises(ValueError, match="p contains inf at index 0"):
        il.cross_entropy(p, p)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("kind", ["ordinary", "near"])
def test_extra_memory_does_not_grow_with_the_input(measure, kind):
    def peak(n):
        rng = np.random.default_rng(0)
        p, q = rng.random(n), rng.random(n)
        p /= p.sum()
        q /= q.sum()
        q = q if kind == "ordinary" else p * (1 - 1e-9) + q * 1e-9
        args = (p,) if measure == "entropy" else (p, q)
        f = getattr(il, measure)
        f(*args)
        tracemalloc.start()
        f(*args)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    small, large = peak(500_000), peak(2_500_000)
    assert large <= 1.5e6
    assert large - small <= 1e5  # so that 1e7 categories take 0.5 MB more at most


def test_the_identity_holds_in_a_batch_of_peaked_rows_that_are_nearly_equal():
    rng = np.random.default_rng(3)
    p = rng.dirichlet([20.0, 0.5, 0.5], 2000)
    q = rng.dirichlet([20.0, 0.5, 0.5], 2000)
    h, kl, ce = il.entropy(p), il.kl_divergence(p, q), il.cross_entropy(p, q)
    between = (kl > 0.0145) & (kl < 0.36)  # bits; where two ways to compute it meet
    assert between.sum() > 300
    assert (np.abs(ce - h - kl) <= 4 * np.spacing(ce)).all()
