"""The measures of rows against the scalar ones: borders of blocks, layouts, types."""

import math
import tracemalloc
import warnings

import cases
import mpmath
import numpy as np
import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import infolib as il
from infolib import _rows, _scalar, _sums
from infolib._validate import Pmf, unit

MEASURES = ["entropy", "cross_entropy", "kl_divergence", "js_divergence"]
BLOCK, LONG, SHORT = _sums.BLOCK, _sums.LONG, _sums.SHORT
FEW = _scalar.FEW
SIZES = [1, 2, FEW, FEW + 1, BLOCK, BLOCK + 1, 2 * BLOCK + 77]


def pmf(p, name="p"):
    return Pmf(p, name)


def of_rows(measure, base, *arrays):
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
def test_rows_agree_with_the_scalar_reference(measure, n):
    for name, p, q in kinds(n):
        arrays = (p,) if measure == "entropy" else (p, q)
        truth = scalar(measure, 2, *arrays)
        rel = 1e-13 if name.startswith(("near", "less", "zeros in both")) else 4e-15
        value = of_rows(measure, 2, *arrays)
        assert value == pytest.approx(truth, rel=rel, abs=0), name


@pytest.mark.parametrize("n", [SHORT, SHORT + 1, FEW, FEW + 1, 5000])
def test_js_of_one_pair_of_any_size_agrees_with_the_scalar_reference(n):
    for name, p, q in kinds(n):
        for off in (0.0, 9e-7):
            a, b = p * (1 + off), q * (1 - off)
            truth = scalar("js_divergence", 2, a, b)
            value = il.js_divergence(a, b)
            assert value == pytest.approx(truth, rel=2e-13, abs=1e-31), (name, off)
            for one, other in ((a[::-1], b[::-1].copy()), (a.astype("f4"), b)):
                back = il.js_divergence(other, one)
                assert il.js_divergence(one, other) == back, name


@pytest.mark.parametrize("n", [SHORT + 1, FEW, BLOCK])
def test_js_of_one_pair_refuses_what_is_no_distribution(n):
    good = np.full(n, 1 / n)
    for i, bad, message in [
        (-1, -1e-9, f"has a negative probability -1e-09 at index {n - 1}"),
        (0, math.nan, "contains NaN at index 0"),
        (0, math.inf, "contains inf at index 0"),
        (0, 1.7e308, "sums to 1.7e[+]308, not 1"),
        (0, 1 / n - 2e-6, "sums to 0.99999"),
        (0, 1 / n + 2e-6, "sums to 1.00000"),
    ]:
        wrong = good.copy()
        wrong[i] = bad
        if bad == -1e-9:
            wrong[0] += 1 / n
        for p, q, name in [(wrong, good, "p"), (good, wrong, "q"), (wrong, wrong, "p")]:
            with pytest.raises(ValueError, match=f"^{name} {message}"):
                il.js_divergence(p, q)


@pytest.mark.parametrize("measure", MEASURES)
def test_sums_that_are_off_agree_too(measure):
    rng = np.random.default_rng(0)
    n = BLOCK + 5
    p, q = (
        rng.dirichlet(np.ones(n)) * (1 + 9e-7),
        rng.dirichlet(np.ones(n)) * (1 - 9e-7),
    )
    arrays = (p,) if measure == "entropy" else (p, q)
    close(of_rows(measure, 10, *arrays), scalar(measure, 10, *arrays), rel=1e-14)


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


def test_small_differences_of_one_sign_keep_12_digits():
    """Where the odd terms of the series do not cancel."""
    p = np.full(200, 1 / 200)
    q = p * np.where(np.arange(200) % 4, 1 + 3e-4, 1 - 9e-4)
    truth = float(oracle.kl_divergence(p, q) / mpmath.log(2))
    assert il.kl_divergence(p, q) == pytest.approx(truth, rel=1e-12, abs=0)


def test_a_remote_category_among_near_ones_keeps_12_digits():
    p, q = [0.5, 0.4999, 1e-4], [0.5, 0.5, 1e-19]
    truth = float(oracle.kl_divergence(p, q) / mpmath.log(2))
    assert il.kl_divergence(p, q) == pytest.approx(truth, rel=1e-12, abs=0)
    assert il.kl_divergence([p], [q])[0] == pytest.approx(truth, rel=1e-12, abs=0)


def layouts(P):
    """The same batch (along axis 1) in other places of memory: array, axis."""
    yield P, 1
    yield P.T, 0
    yield np.asfortranarray(P), -1
    yield np.ascontiguousarray(P.T), -2
    yield np.repeat(P, 2, axis=1)[:, ::2], 1
    yield np.repeat(P, 2, axis=0)[::2], 1
    yield P.astype(P.dtype.newbyteorder()), 1


@pytest.mark.parametrize("k", [1, 2, 10, 32, 33, 129, 2 * LONG, BLOCK + 1])
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


@pytest.mark.parametrize("k", [3, 8, 13, 16, 17])
def test_js_is_symmetric_bit_for_bit_in_all_orders_in_memory_and_types(k):
    rng = np.random.default_rng(1)
    p, q = rng.dirichlet(np.ones(k), 200), rng.dirichlet(np.ones(k), 200)
    q[::2] = p[::2] * (1 + 1e-3 * rng.standard_normal((100, k)))
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
    assert il.js_divergence(p * (1 + 9e-7), q * (1 - 9e-7)).max() == 1.0
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


@pytest.mark.parametrize("off", [-2e-6, 2e-6])
@pytest.mark.parametrize("shape", [(3, 4), (2, 200), (1, BLOCK + 1)])
def test_a_row_that_sums_to_too_little_or_too_much_is_refused(shape, off):
    good = np.full(shape, 1 / shape[1])
    wrong = good.copy()
    wrong[-1, 0] += off
    message = rf"\[{shape[0] - 1}\] sums to (0.99999|1.00000)"
    with pytest.raises(ValueError, match=f"^p{message}"):
        il.entropy(wrong)
    for measure in MEASURES[1:]:
        for p, q, name in [(wrong, good, "p"), (good, wrong, "q")]:
            with pytest.raises(ValueError, match=f"^{name}{message}"):
                getattr(il, measure)(p, q)


def near(p, eps):
    q = p * (1 + eps * np.linspace(-1, 1, p.shape[-1]))
    return q / q.sum(axis=-1, keepdims=True)


def long_calls():
    """Calls with 1e6 values each: the function, its name, and the arguments."""
    rng = np.random.default_rng(0)
    n = 10**6
    p, q = rng.dirichlet(np.ones(n), 2)
    x, z = rng.integers(0, 2, n), rng.standard_normal(n)
    batches = p.reshape(-1, 10) / p.reshape(-1, 10).sum(axis=1, keepdims=True)
    for name, *args in [
        ("entropy", p),
        ("entropy", p.astype("f4")),
        ("perplexity", p, q),
        *[(m, p, q) for m in MEASURES[1:]],
        *[(m, p, near(p, 1e-6)) for m in MEASURES[1:]],
        *[(m, batches, near(batches, 1e-6)) for m in MEASURES[1:]],
        ("logsumexp", z),
        ("softmax", z),
        ("log_softmax", z.reshape(-1, 10)),
        ("cross_entropy_from_logits", p, z),
        ("nll_from_logits", 3, z),
        ("nll_from_logits", x[::10], z.reshape(-1, 10)),
        ("negative_log_likelihood", x, [0.25, 0.75]),
        ("log_likelihood", x.astype(float), [0.25, 0.75]),
        ("bernoulli_log_likelihood", x, 0.25),
        ("poisson_log_likelihood", x, 0.25),
        ("poisson_log_likelihood", np.arange(n), 0.25),
        ("gaussian_log_likelihood", z, 0, 1),
        ("fit_bernoulli", x),
        ("fit_categorical", x),
        ("fit_gaussian", z.reshape(10, -1).T),
        ("fit_poisson", x),
    ]:
        yield pytest.param(getattr(il, name), args, id=name)


@pytest.mark.parametrize(("f", "args"), list(long_calls()))
def test_long_data_take_at_most_4_mb_besides_the_result(f, args):
    f(*args)
    tracemalloc.start()
    result = f(*args)
    most = tracemalloc.get_traced_memory()[1] - np.asarray(result).nbytes
    tracemalloc.stop()
    assert most <= 4e6  # half of one copy


@pytest.mark.parametrize("base", [2, math.e])
@pytest.mark.parametrize("n", [129, 300, 2000])
def test_the_identity_holds_to_4_ulp_for_one_long_and_peaked_distribution(n, base):
    rng = np.random.default_rng(n)
    for _ in range(150):
        p, q = (x[0] for x in cases.peaked_rows(rng, 1, n))
        h, kl = il.entropy(p, base=base), il.kl_divergence(p, q, base=base)
        ce = il.cross_entropy(p, q, base=base)
        assert abs(ce - h - kl) <= 4 * np.spacing(ce)


def test_the_identity_holds_to_4_ulp_where_two_ways_to_compute_the_divergence_meet():
    rng = np.random.default_rng(3)
    for _ in range(300):
        w = rng.gamma(np.r_[20.0, np.full(199, 0.005)], size=(2, 200)) + 1e-300
        p, q = w / w.sum(axis=1, keepdims=True)
        h, kl, ce = il.entropy(p), il.kl_divergence(p, q), il.cross_entropy(p, q)
        assert abs(ce - h - kl) <= 4 * np.spacing(ce)


def test_uniform_distributions_of_every_size_have_the_entropy_log_n():
    sizes = [*range(1, 1500), *range(1500, 40_000, 701), 99_999, 271_828, 10**6]
    for n in sizes:
        p = np.full(n, 1 / n)
        assert il.entropy(p) == pytest.approx(math.log2(n), rel=1e-15, abs=0), n
        assert il.cross_entropy(p, p) == il.entropy(p)
        if n < 1500:  # as a batch, in which short rows are not for the scalar path
            h = il.entropy([p, p], base=math.e)
            assert h == pytest.approx(math.log(n), rel=1e-15, abs=0), n


LAYOUTS = {
    "C": np.ascontiguousarray,
    "Fortran": np.asfortranarray,
    "strided": lambda a: np.repeat(np.repeat(a, 2, axis=0), 3, axis=1)[::2, ::3],
    "reversed": lambda a: np.ascontiguousarray(a[::-1, ::-1])[::-1, ::-1],
    "read-only": lambda a: np.frombuffer(a.tobytes(), a.dtype).reshape(a.shape),
    "broadcast": lambda a: np.broadcast_to(a[0], a.shape),
}


@st.composite
def batches(draw):
    """Two batches of mixed rows, each with its own layout and type."""
    k = draw(st.sampled_from([2, 3, 7, 10, 16, 17, 40, 129]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    P = np.array([cases.distribution(rng, k) for _ in range(6)])
    Q = np.array([cases.distribution(rng, k) for _ in P])
    Q[:2] = [cases.near(rng, p) for p in P[:2]]
    P[2], Q[3] = np.eye(k)[0], 1 / k
    P[4, -1] = Q[4, 0] = Q[5, -1] = 5e-324
    P[4:], Q[4:] = (a / a.sum(axis=1, keepdims=True) for a in (P[4:], Q[4:]))
    types = st.sampled_from(["f8", "f8", "f4", ">f8", "g"])
    layouts = st.sampled_from(sorted(LAYOUTS))
    return [LAYOUTS[draw(layouts)](a.astype(draw(types))) for a in (P, Q)]


@settings(max_examples=20, derandomize=True, deadline=None)
@given(batches(), st.booleans())
def test_any_batch_of_any_layout_and_type_is_right_in_every_row(pair, transposed):
    P, Q = pair
    singles = [np.array(a, dtype=float) for a in (P, Q)]
    a, b, axis = (P.T, Q.T, 0) if transposed else (P, Q, 1)
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        found = {
            "entropy": il.entropy(a, axis=axis, base=math.e),
            "cross_entropy": il.cross_entropy(a, b, axis=axis, base=math.e),
            "kl_divergence": il.kl_divergence(a, b, axis=axis, base=math.e),
            "js_divergence": il.js_divergence(a, b, axis=axis, base=math.e),
        }
        assert (
            il.js_divergence(b, a, axis=axis, base=math.e) == found["js_divergence"]
        ).all()
    for name, values in found.items():
        for i, value in enumerate(values):
            p, q = (x[i] for x in singles)
            truth = getattr(oracle, name)(*((p,) if name == "entropy" else (p, q)))
            assert math.copysign(1.0, value) == 1.0
            assert (value == math.inf) == (truth == mpmath.inf)
            bound = 1e-15 if "entropy" in name else 1e-12 if truth >= 1e-8 else 1e-9
            if 1e-22 <= truth < mpmath.inf:
                assert oracle.relative_error(value, truth) <= bound, (name, p, q)


def test_a_negative_or_missing_probability_is_refused_wherever_it_is():
    for k in (2, 10, 17, 200, BLOCK + 9):
        n = 3 if k > 17 else 2 * BLOCK // k
        for bad, message in [(-1e-9, "has a negative"), (math.nan, "contains NaN")]:
            for zero in (False, True):  # with zeros, other terms are summed
                good = np.full((n, k), 1 / k)
                if zero and k > 2:
                    good[:, 0], good[:, 1] = 0.0, 2 / k
                wrong = good.copy()
                wrong[-1, -1] = bad
                wrong[-1, -2] += 1 / k - (0.0 if bad != bad else bad)
                with pytest.raises(
                    ValueError, match=rf"p {message}.* \({n - 1}, {k - 1}\)"
                ):
                    il.entropy(wrong)
                for f in (il.cross_entropy, il.kl_divergence, il.js_divergence):
                    for p, q, name in [
                        (wrong, good, "p"),
                        (good, wrong, "q"),
                        (wrong, wrong, "p"),
                    ]:
                        with pytest.raises(ValueError, match=f"^{name} {message}"):
                            f(p, q)


def test_a_ratio_without_a_double_gives_no_infinity():
    for n in (2, 200):
        p, q = np.zeros(n), np.zeros(n)
        p[:2], q[:2] = 0.5, (1.0, 5e-324)
        assert il.kl_divergence([p], [q])[0] == 536.0
        assert il.kl_divergence([q], [p])[0] == 1.0
        assert il.js_divergence([[5e-324, 1.0]], [[0.0, 1.0]])[0] == 0.0
        assert il.cross_entropy([q], [q[::-1]])[0] == (1074.0 if n == 2 else math.inf)
