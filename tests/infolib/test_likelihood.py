import math

import mpmath
import numpy as np
import pytest
from scipy import stats

import infolib as il


def test_log_likelihood_counts_every_observation():
    p = [0.5, 0.25, 0.25]
    assert il.log_likelihood([0, 0, 1], p) == -4.0
    assert il.log_likelihood(np.array([[0, 2]]), p) == -3.0
    assert il.log_likelihood(2, p) == -2.0
    assert il.log_likelihood([0.0, 1.0], p) == -3.0
    assert il.log_likelihood([0, 1], p, base=4) == pytest.approx(-1.5)


def test_what_is_certain_has_log_likelihood_0_and_what_is_impossible_minus_inf():
    for f in (il.log_likelihood, il.negative_log_likelihood):
        assert math.copysign(1, f([0, 0], [1, 0])) == 1.0
        assert f([0, 0], [1, 0]) == 0.0
    assert il.log_likelihood([0, 1], [1, 0]) == -math.inf
    assert il.negative_log_likelihood([0, 1], [1, 0]) == math.inf


def test_log_likelihood_is_right_for_a_nearly_certain_model_and_many_categories():
    nearly = il.negative_log_likelihood([0] * 3, [1, 1e-20], base=math.e)
    assert nearly == pytest.approx(3e-20, rel=1e-15, abs=0)
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(1000))
    x = rng.integers(0, 1000, 5000)
    truth = math.fsum(np.log2(p[x]).tolist())
    assert il.log_likelihood(x, p) == pytest.approx(truth, rel=1e-14)


@pytest.mark.parametrize(
    ("x", "p", "message"),
    [
        ([0, 3], [0.5, 0.5], "x contains 3 at index 1; it must be less than 2"),
        ([-1], [0.5, 0.5], "x contains -1 at index 0; it must be at least 0"),
        ([0.5], [0.5, 0.5], "x contains 0.5 at index 0, no whole number"),
        ([math.nan], [0.5, 0.5], "x contains nan at index 0, no whole number"),
        ([], [0.5, 0.5], "x is empty"),
        ([0], [0.5, 0.6], "p sums to 1.1"),
        ([0], [1.5, -0.5], "p has a negative"),
        ([0], [[0.5, 0.5]], r"p must be one distribution, got .* shape \(1, 2\)"),
    ],
    ids=lambda x: str(x)[:15],
)
def test_bad_categories_and_models_are_refused(x, p, message):
    for f in (il.log_likelihood, il.negative_log_likelihood):
        with pytest.raises(ValueError, match=f"^{message}"):
            f(x, p)


def test_fit_categorical_counts():
    assert il.fit_categorical([0, 1, 1, 1]).tolist() == [0.25, 0.75]
    assert il.fit_categorical([0, 1], 4).tolist() == [0.5, 0.5, 0, 0]
    assert il.fit_categorical([0, 0], 2, pseudocount=1).tolist() == [0.75, 0.25]
    with pytest.raises(ValueError, match=r"x contains 4 at index 0; .* less than 4"):
        il.fit_categorical([4], 4)
    for bad in (-1, math.nan, math.inf):
        with pytest.raises(ValueError, match=r"^pseudocount"):
            il.fit_categorical([0], pseudocount=bad)


@pytest.mark.parametrize(
    ("n_categories", "error", "message"),
    [
        ("3", TypeError, "must be an integer >= 1, got '3'"),
        (2.5, TypeError, "must be an integer >= 1, got 2.5"),
        (math.nan, TypeError, "must be an integer >= 1, got nan"),
        (True, TypeError, "must be an integer >= 1, got True"),
        ([3], TypeError, r"must be an integer >= 1, got \[3\]"),
        ([], TypeError, r"must be an integer >= 1, got \[\]"),
        (0, ValueError, r"must be from 1 to 2\*\*53, got 0"),
        (-1, ValueError, r"must be from 1 to 2\*\*53, got -1"),
        (10**400, ValueError, r"must be from 1 to 2\*\*53, got 10"),
    ],
    ids=lambda x: str(x)[:15],
)
def test_fit_categorical_refuses_what_is_no_number_of_categories(
    n_categories, error, message
):
    with pytest.raises(error, match=f"^n_categories {message}"):
        il.fit_categorical([0.0], n_categories)


def test_fit_categorical_takes_any_integer_type():
    assert il.fit_categorical([0], np.int8(3)).tolist() == [1, 0, 0]


def test_fit_categorical_points_to_the_remedy_where_memory_is_too_small():
    message = f"makes {2**53} categories, too many .* empirical_distribution"
    with pytest.raises(ValueError, match=f"^x {message}"):
        il.fit_categorical([2**53 - 1])
    with pytest.raises(ValueError, match=f"^n_categories {message}"):
        il.fit_categorical([0], 2**53)


@pytest.mark.parametrize("bad", [[1, 2], [1], np.array([1.0]), -1, -5e-324])
def test_a_pseudocount_is_one_number_from_0_up(bad):
    with pytest.raises(ValueError, match=r"^pseudocount must be one number >= 0, got "):
        il.fit_categorical([0], pseudocount=bad)


@pytest.mark.parametrize("bad", ["1", None])
def test_a_pseudocount_that_is_no_number_is_a_type_error(bad):
    with pytest.raises(TypeError, match=r"^pseudocount must hold real numbers"):
        il.fit_categorical([0], pseudocount=bad)


@pytest.mark.parametrize("alpha", [1e308, 1.7976931348623157e308])
def test_a_huge_pseudocount_makes_all_categories_alike(alpha):
    p = il.fit_categorical([0, 1], 3, pseudocount=alpha)
    assert p == pytest.approx([1 / 3] * 3, rel=1e-15)


def test_bernoulli_log_likelihood_of_a_grid_is_that_of_its_points():
    x = [1, 0, 1, 1]
    grid = np.linspace(0, 1, 101)
    values = il.bernoulli_log_likelihood(x, grid)
    assert values.shape == grid.shape
    assert values[0] == values[-1] == -math.inf
    for t, value in list(zip(grid, values, strict=True))[1:-1]:
        assert value == il.bernoulli_log_likelihood(x, t)
        assert value == pytest.approx(il.log_likelihood(x, [1 - t, t]), rel=1e-14)
    assert grid[values.argmax()] == il.fit_bernoulli(x) == 0.75


def test_bernoulli_log_likelihood_is_right_at_the_ends():
    assert il.bernoulli_log_likelihood([0, 0], 1e-20, base=math.e) == -2e-20
    assert il.bernoulli_log_likelihood([0], 1 - 2**-10) == -10.0
    assert il.bernoulli_log_likelihood([0], 0.75) == -2.0
    for x, t in (([0], 0), ([1], 1)):
        assert il.bernoulli_log_likelihood(x, t) == 0.0
        assert math.copysign(1, il.bernoulli_log_likelihood(x, t)) == 1.0
    assert il.bernoulli_log_likelihood([1], 0) == -math.inf
    assert type(il.bernoulli_log_likelihood([True, False], 0.5)) is float


def test_bernoulli_refuses_what_is_not_0_or_1():
    for f in (il.fit_bernoulli, lambda x: il.bernoulli_log_likelihood(x, 0.5)):
        with pytest.raises(
            ValueError, match=r"x contains 2 at index 1; .* less than 2"
        ):
            f([1, 2])
        with pytest.raises(ValueError, match="x is empty"):
            f([])
    with pytest.raises(ValueError, match=r"theta contains 1.5; .* at most 1"):
        il.bernoulli_log_likelihood([1], 1.5)


@pytest.mark.parametrize("rate", [1e-9, 0.3, 5.0, 17.2, 1e4, 1e7])
def test_poisson_log_likelihood_is_right_to_the_last_digits(rate):
    rng = np.random.default_rng(1)
    for x in ([0], [0, 1, 2, 3], [15, 16, 17], rng.poisson(rate, 5), [10**6]):
        with mpmath.workdps(60):
            r = mpmath.mpf(rate)
            truth = mpmath.fsum(
                int(k) * mpmath.log(r) - r - mpmath.loggamma(int(k) + 1) for k in x
            )
            truth = float(truth / mpmath.log(2))
        assert il.poisson_log_likelihood(x, rate) == pytest.approx(truth, rel=4e-15)


@pytest.mark.parametrize(
    ("x", "rate"),
    [
        ([10**14], 1e-310),
        ([10**10], 1e-310),
        ([3], 5e-324),
        ([0, 1], 1e-320),
        ([3, 10**6], 1e305),
        ([0, 1], 8e307),
    ],
)
def test_poisson_log_likelihood_is_right_for_rates_near_the_ends_of_the_doubles(
    x, rate
):
    with mpmath.workdps(400):
        r = mpmath.mpf(rate)
        truth = mpmath.fsum(k * mpmath.log(r) - r - mpmath.loggamma(k + 1) for k in x)
    for rates in (rate, [rate, 1.0]):
        value = np.ravel(il.poisson_log_likelihood(x, rates, base=math.e))[0]
        assert value == pytest.approx(float(truth), rel=1e-15)


def test_poisson_log_likelihood_is_minus_inf_only_below_the_doubles():
    assert il.poisson_log_likelihood([0] * 100, 1e308) == -math.inf
    assert il.poisson_log_likelihood([1] * 100, 1e308) == -math.inf
    assert il.poisson_log_likelihood([1, 0], [1e308] * 2).tolist() == [-math.inf] * 2
    # 1e310 nats, in a unit of 690 nats
    for x in ([0] * 100, [1] * 100):
        assert il.poisson_log_likelihood(x, 1e308, base=1e300) == pytest.approx(
            -1e308 / math.log(1e300) * 100, rel=1e-15
        )


def test_what_underflows_raises_nothing_whatever_numpy_is_told():
    with np.errstate(all="raise"):
        il.bernoulli_log_likelihood([0, 1], [5e-324, 0, 1])
        il.bernoulli_log_likelihood([0], 5e-324, base=1e300)
        il.poisson_log_likelihood([0, 1, 3], [5e-324, 1e-310, 0, 1e308])
        il.fit_categorical([0, 0, 0], 3, pseudocount=5e-324)


def test_poisson_log_likelihood_of_a_grid_and_its_edges():
    x = [0, 2, 4, 2]
    grid = np.array([0.0, 1.0, 2.0, 5.0])
    values = il.poisson_log_likelihood(x, grid, base=math.e)
    expected = stats.poisson.logpmf(np.array(x)[:, None], grid[1:]).sum(axis=0)
    assert values[0] == -math.inf
    assert values[1:] == pytest.approx(expected, rel=1e-13)
    assert grid[values.argmax()] == il.fit_poisson(x) == 2.0
    assert type(il.poisson_log_likelihood([1, 2], 2)) is float
    assert il.poisson_log_likelihood([0, 0], 0) == 0.0
    assert math.copysign(1, il.poisson_log_likelihood([0, 0], 0)) == 1.0
    assert il.poisson_log_likelihood([0, 0, 0], 2, base=math.e) == -6.0


def test_poisson_refuses_what_is_no_count_and_no_rate():
    for f in (il.fit_poisson, lambda x: il.poisson_log_likelihood(x, 1.0)):
        for bad in ([-1], [0.5], [], [2**60], [math.inf]):
            with pytest.raises(ValueError, match="x "):
                f(bad)
    for bad in (-1.0, math.nan, math.inf, [1.0, -1.0]):
        with pytest.raises(ValueError, match=r"^rate contains"):
            il.poisson_log_likelihood([1], bad)


def test_counts_are_taken_where_numpy_has_indices_of_32_bits(monkeypatch):
    """As in a browser's Python, whose NumPy does not cast int64 to int32 by itself."""
    bincount, take = np.bincount, np.take_along_axis

    def checked(indices):
        if not np.can_cast(indices.dtype, np.int32, "safe"):
            raise TypeError("Cannot cast array data from int64 to int32")
        return indices.astype(np.int64)

    monkeypatch.setattr(np, "intp", np.int32)
    monkeypatch.setattr(np, "bincount", lambda x, **kw: bincount(checked(x), **kw))
    monkeypatch.setattr(
        np, "take_along_axis", lambda a, i, **kw: take(a, checked(i), **kw)
    )
    with pytest.raises(TypeError, match="Cannot cast"):
        np.bincount(np.array([0, 1]))  # so the functions below would fail too
    assert il.negative_log_likelihood([0, 0, 1], [0.5, 0.25, 0.25]) == 4.0
    assert il.log_likelihood(np.array([2]), [0.5, 0.25, 0.25]) == -2.0
    assert il.fit_categorical([0, 1, 1, 1]).tolist() == [0.25, 0.75]
    assert il.bernoulli_log_likelihood([1, 0], 0.5) == -2.0
    assert il.fit_bernoulli([1, 1, 0, 1]) == 0.75
    assert il.fit_poisson([0, 2, 4]) == 2.0
    assert il.poisson_log_likelihood([0, 0, 0], 2, base=math.e) == -6.0
    assert il.nll_from_logits([1], [[5, 5]]).tolist() == [1.0]
    with pytest.raises(ValueError, match=r"^x makes 3000000001 categories, too many"):
        il.fit_categorical([3 * 10**9])


@pytest.mark.parametrize("layout", [np.asarray, lambda x: x[::-1], lambda x: x.T])
def test_long_data_give_what_their_parts_give(layout):
    rng = np.random.default_rng(4)
    x = layout(rng.poisson(3.0, (2, 60_000)))
    ones = np.minimum(x, 1)
    values, counts = np.unique(x, return_counts=True)
    k = int(values[-1]) + 1
    p = il.fit_categorical(x)
    assert (p == np.bincount(x.ravel()) / x.size).all()
    assert il.fit_poisson(x) == x.sum() / x.size
    assert il.fit_bernoulli(ones) == ones.sum() / x.size
    for f, *args in [
        (il.poisson_log_likelihood, [0.5, 3.0]),
        (il.negative_log_likelihood, np.full(k, 1 / k)),
        (il.gaussian_log_likelihood, [0.0, 3.0], 2.0),
    ]:
        parts = sum(
            n * np.asarray(f([v], *args)) for v, n in zip(values, counts, strict=True)
        )
        assert f(x, *args) == pytest.approx(parts, rel=1e-13)
    assert il.fit_poisson(np.full(100_000, 2**53 - 1)) == 2.0**53 - 1


def test_a_bad_value_of_long_data_is_named_by_its_place_in_the_whole():
    x = np.zeros((3, 50_000), dtype=int)
    x[2, 49_998] = -1
    for f in (il.fit_poisson, il.fit_bernoulli, lambda x: il.log_likelihood(x, [1.0])):
        with pytest.raises(ValueError, match=r"^x contains -1 at index \(2, 49998\)"):
            f(x)
    with pytest.raises(ValueError, match=r"^x contains nan at index \(49998, 2\)"):
        il.fit_gaussian(np.where(x.T < 0, math.nan, 1.0))


def test_the_likelihood_of_many_categories_is_that_of_few():
    p = np.full(2**12, 2.0**-12)
    assert il.negative_log_likelihood(np.arange(2**12), p) == 12 * 2**12
    p[1] = 0.0
    p[0] *= 2
    assert il.negative_log_likelihood([0, 2], p) == 23.0
    assert il.negative_log_likelihood([0, 1], p) == math.inf
    with pytest.raises(
        ValueError, match=r"^p has a negative probability -0.5 at index 1"
    ):
        il.negative_log_likelihood([0], np.r_[1.5, -0.5, np.zeros(200)])
