"""What is refused, and what the message says."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import infolib as il

ONE = {"entropy": il.entropy, "perplexity": il.perplexity}
TWO = {
    name: getattr(il, name)
    for name in ["cross_entropy", "kl_divergence", "js_divergence", "perplexity"]
}
# The scalar kernels, the blocked ones, and those with more than one block.
LENGTHS = pytest.mark.parametrize("n", [3, 200, 70_000])


def uniform(n):
    return np.full(n, 1 / n)


@LENGTHS
@pytest.mark.parametrize(
    ("value", "message"),
    [
        (-1e-17, "{} has a negative probability -1e-17 at index 2; .*normalize"),
        (-0.5, "{} has a negative probability -0.5 at index 2"),
        (math.nan, "{} contains NaN at index 2; remove or replace"),
        (math.inf, "{} contains inf at index 2; probabilities are finite"),
        (-math.inf, "{} has a negative probability -inf at index 2"),
        (1e308, "{} sums to 1e[+]308, not 1; .*counts or weights: use normalize"),
        (0.9, r"{} sums to 1\.\d+, not 1; "),
    ],
    ids=["noise", "negative", "nan", "inf", "-inf", "huge", "sum"],
)
def test_bad_values_are_refused_wherever_they_are(n, value, message):
    bad = uniform(n)
    bad[2] = value
    for measure in ONE.values():
        with pytest.raises(ValueError, match=message.format("p")):
            measure(bad)
    for measure in TWO.values():
        with pytest.raises(ValueError, match=message.format("p")):
            measure(bad, uniform(n))
        with pytest.raises(ValueError, match=message.format("q")):
            measure(uniform(n), bad)


@LENGTHS
def test_two_huge_values_overflow_into_an_error_not_into_a_warning(n):
    with pytest.raises(ValueError, match="p sums to inf"):
        il.entropy(np.full(n, 1e308))
    with pytest.raises(ValueError, match="q sums to inf"):
        il.kl_divergence(uniform(n), np.full(n, 1e308))


@pytest.mark.parametrize(
    ("dtype", "tolerance"),
    [(float, 1e-6), (np.float32, 2**-11.5), (np.float16, 2**-5), (np.longdouble, 1e-6)],
)
@pytest.mark.parametrize("n", [2, 200])
def test_a_sum_may_be_off_by_the_tolerance_of_its_type(dtype, tolerance, n):
    p = np.zeros(n, dtype)
    for r in (0.9 * tolerance, -0.9 * tolerance):
        p[0] = 1 + r
        assert il.entropy(p) == 0.0
    for r in (1.2 * tolerance, -1.2 * tolerance):
        p[0] = 1 + r
        with pytest.raises(ValueError, match="not 1; use normalize"):
            il.entropy(p)


def test_a_bad_row_of_a_batch_is_named_with_the_number_of_bad_rows():
    P = np.tile([0.5, 0.5], (10, 1))
    P[4] = [0.5, 0.25]
    P[7] = [3, 1]
    with pytest.raises(ValueError, match=r"p\[7\] sums to 4.0, .*\(2 of 10 distrib"):
        il.entropy(P)
    with pytest.raises(ValueError, match=r"q\[7\] sums to 4.0, .*\(2 of 10 distrib"):
        il.cross_entropy([0.5, 0.5], P)
    with pytest.raises(ValueError, match=r"q\[1, 0\] sums to 2.0"):
        il.kl_divergence([1, 0], np.array([[[1, 0]], [[1, 1]]]))


def test_a_bad_value_of_a_batch_is_named_by_its_index_in_the_array_as_given():
    P = np.tile([[0.5], [0.5]], (1, 5))
    P[1, 3] = -0.5
    with pytest.raises(ValueError, match=r"probability -0.5 at index \(1, 3\)"):
        il.entropy(P, axis=0)


@pytest.mark.parametrize("measure", TWO.values(), ids=TWO.keys())
@pytest.mark.parametrize(("n", "m"), [(2, 3), (3, 1), (1, 2), (200, 1), (200, 201)])
def test_the_numbers_of_categories_must_agree(measure, n, m):
    with pytest.raises(ValueError, match=f"along axis -1, got {n} and {m}"):
        measure(uniform(n), uniform(m))


def test_batches_that_do_not_fit_are_refused():
    with pytest.raises(
        ValueError, match=r"fit together, got shapes \(3, 2\) and \(2, 2"
    ):
        il.kl_divergence(np.full((3, 2), 0.5), np.full((2, 2), 0.5))


def holding(value):
    """An array of objects, of which the second is `value` itself."""
    objects = np.array([Fraction(1, 2), None])
    objects[1] = value
    return objects


@pytest.mark.parametrize(
    ("p", "error", "message"),
    [
        ([], ValueError, "p is empty"),
        (np.ones((3, 0)), ValueError, "p is empty"),
        (1.0, ValueError, "p must be a list or an array, got the number 1.0"),
        ("ab", TypeError, "p must hold real numbers, got dtype <U2"),
        (["0.5", "0.5"], TypeError, "p must hold real numbers"),
        ([Fraction(1, 2), "0.5"], TypeError, "p must hold real numbers, got '0.5'"),
        ([0.5, None], TypeError, "p must hold real numbers, got None"),
        ([0.5 + 0j, 0.5], TypeError, "got dtype complex128"),
        (np.array([1 + 0j, 0.5], object), TypeError, r"got \(1\+0j\)"),
        ([[0.5, 0.5], [1.0]], ValueError, "p must be a rectangular array"),
        (np.ma.masked_array([0.5, 0.5]), TypeError, "p is a masked array"),
        (np.array(["2020"], "datetime64[Y]"), TypeError, "got dtype datetime64"),
        ([0.5, np.ma.masked], TypeError, "p holds a masked array"),
        ([[0.5, 0.5], np.ma.masked_array([1, 0])], TypeError, "p holds a masked array"),
        ([10**400, 1], ValueError, "p must hold .*, got one too large .* at index 0"),
        ([1, Fraction(10) ** 400], ValueError, "p must .* too large .* at index 1"),
        ([0, Decimal("sNaN")], ValueError, r"p must .*Decimal\('sNaN'\) at index 1"),
        (
            [[1, 0], [Decimal("1e999"), 0]],
            ValueError,
            r"p must .* one too large for a float at index \(1, 0",
        ),
        (holding(np.array([0.5, 0.5])), TypeError, r"p .* got array\(.* at index 1"),
        (holding(np.complex128(1)), TypeError, r"p .* got .*1\+0j.* at index 1"),
        (
            holding(np.timedelta64(1)),
            TypeError,
            r"p .* got (np|numpy).timedelta64.* at index 1",
        ),
        (holding(np.ma.masked), TypeError, "p .* got masked at index 1"),
        (
            np.array(["1e4000", 0], np.longdouble),
            ValueError,
            "p must .* one too large for a float at index 0",
        ),
    ],
    ids=lambda x: repr(x)[:30],
)
def test_what_is_no_array_of_numbers_is_refused(p, error, message):
    with pytest.raises(error, match=message):
        il.entropy(p)
    with pytest.raises(error, match=message.replace("p ", "q ", 1)):
        il.cross_entropy([0.5, 0.5], p)


@pytest.mark.parametrize(
    "p",
    [
        (0.5, 0.25, 0.25),
        [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)],
        [Decimal("0.5"), Decimal("0.25"), Decimal("0.25")],
        np.array([0.5, 0.25, 0.25], np.float16),
        np.array([0.5, 0.25, 0.25], np.float32),
        np.array([0.5, 0.25, 0.25], np.longdouble),
        np.array([0.5, 0.25, 0.25], ">f8"),
        np.array([0.5, 0, 0.25, 0, 0.25, 0])[::2],
    ],
    ids=lambda p: f"{type(p).__name__} {getattr(p, 'dtype', type(p[0]).__name__)}",
)
def test_every_kind_of_real_number_is_computed_in_float64(p):
    assert il.entropy(p) == 1.5
    assert il.entropy([p, p]).tolist() == [1.5, 1.5]
    assert il.entropy([p, p]).dtype == np.float64


@pytest.mark.parametrize(("dtype", "off"), [(">f4", 1e-4), (">f2", 1e-2)])
def test_the_tolerance_does_not_depend_on_the_byte_order(dtype, off):
    p = np.array([0.5, 0.5 + off], dtype)
    assert il.entropy(p) == il.entropy(p.astype(p.dtype.newbyteorder("=")))
    with pytest.raises(ValueError, match="not 1; use normalize"):
        il.entropy(p.astype(">f8"))


def test_the_remedy_is_for_the_axis_of_the_distributions():
    p = np.array([[0.5, 1], [0.5, 1]])
    for axis in (0, -2):
        with pytest.raises(ValueError, match=r"use normalize\(p, axis=0\)$"):
            il.entropy(p, axis=axis)
        with pytest.raises(ValueError, match=r"use normalize\(q, axis=0\)$"):
            il.kl_divergence([[0.5], [0.5]], p, axis=axis)
        with pytest.raises(
            ValueError, match=r"normalize\(np.maximum\(p, 0\), axis=0\)$"
        ):
            il.entropy(-p, axis=axis)
    assert il.entropy(il.normalize(p, axis=0), axis=0).tolist() == [1, 1]
    with pytest.raises(ValueError, match=r"use normalize\(p\)$"):
        il.entropy(p, axis=1)
    with pytest.raises(ValueError, match=r"use np.maximum\(p, 0\)$"):
        il.information_content(-1e-17)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, int])
def test_whole_numbers_may_have_any_type(dtype):
    x = np.array([1, 2], dtype)
    assert il.fit_poisson(x) == 1.5
    assert il.fit_categorical(x).tolist() == [0, 0.5, 0.5]
    assert il.fit_categorical(x, 70_000)[2] == 0.5


NO_UNITS = [1, 0.5, math.inf, 10**400, 10**5000, -(10**400), Fraction(10) ** 400]
NO_UNITS += [Decimal("NaN"), Decimal("sNaN"), np.longdouble("1e4000")]


@pytest.mark.parametrize("base", NO_UNITS, ids=lambda base: type(base).__name__)
def test_a_base_that_has_no_unit_is_a_value_error(base):
    with pytest.raises(ValueError, match=r"^base must be a (finite )?number > 1"):
        il.entropy([0.5, 0.5], base=base)


@pytest.mark.parametrize(
    "base", [2, 2.0, np.float32(2), np.int64(2), np.int8(2), Fraction(2), Decimal(2)]
)
def test_any_real_type_may_hold_the_base(base):
    assert il.entropy([0.5, 0.5], base=base) == 1.0


def test_other_bases_rescale():
    for base in (1 + 1e-9, 1.5, math.e, 10, 256, 1e300):
        h = il.entropy([0.25, 0.75], base=base) * math.log(base)
        assert h == pytest.approx(il.entropy([0.25, 0.75], base=math.e), rel=1e-15)
    assert il.entropy(uniform(256), base=256) == pytest.approx(1.0, rel=1e-15)
    assert il.information_content(0.001, base=10) == 3.0


@pytest.mark.parametrize("axis", [2, -3, 10])
def test_an_axis_out_of_range_is_refused(axis):
    with pytest.raises(
        ValueError, match=rf"axis {axis} is out of range for p, .* 2 ax"
    ):
        il.entropy(np.full((2, 2), 0.5), axis=axis)


@pytest.mark.parametrize("f", [il.information_content, il.binary_entropy])
def test_single_probabilities_are_checked(f):
    for bad, message in [
        (1.5, "p contains 1.5; a probability is at most 1"),
        ([0.5, -0.5], "negative probability -0.5 at index 1"),
        (math.nan, "p contains NaN;"),
        ([[0, 1], [2, 1]], r"p contains 2.0 at index \(1, 0\)"),
        ([], "p is empty"),
    ]:
        with pytest.raises(ValueError, match=message):
            f(bad)


@pytest.mark.parametrize("n", [3, 200, 70_000])
def test_arguments_are_never_modified_and_may_be_read_only(n):
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n))
    q = q if n == 3 else 0.999999 * p + 0.000001 * q
    before = p.copy(), q.copy()
    p.flags.writeable = q.flags.writeable = False
    il.entropy(p)
    for measure in TWO.values():
        measure(p, q)
    il.normalize(p)
    il.softmax(p), il.log_softmax(p), il.logsumexp(p)
    il.cross_entropy_from_logits(p, q)
    assert (p == before[0]).all()
    assert (q == before[1]).all()


def test_one_distribution_gives_a_float_and_a_batch_an_array():
    for n in (3, 200):
        p = uniform(n)
        for measure in TWO.values():
            assert type(measure(p, p)) is float
            assert type(measure([p], p)) is np.ndarray
            assert measure(p, p, keepdims=True).shape == (1,)
        assert type(il.entropy(p)) is float
        assert il.entropy(np.ones((4, 1, 1)), axis=1).shape == (4, 1)
        assert il.entropy(np.ones((4, 1, 1)), axis=1, keepdims=True).shape == (4, 1, 1)
    assert type(il.information_content(0.5)) is float
    assert type(il.information_content([0.5])) is np.ndarray
    assert type(il.binary_entropy(0.5)) is float


@pytest.mark.parametrize("f", [il.entropy, il.perplexity, *TWO.values()])
def test_keepdims_may_be_a_flag_of_numpy(f):
    arguments = [[0.5, 0.5]] * (1 if f is il.entropy else 2)
    assert type(f(*arguments, keepdims=np.False_)) is float
    assert f(*arguments, keepdims=np.True_).shape == (1,)


def test_a_distribution_may_hold_a_number_next_to_1_if_it_holds_the_rest():
    for tiny in (Fraction(1, 10**20), Fraction(1, 10**300)):
        p = [1 - tiny, tiny]
        assert il.entropy(p) == il.entropy([1, float(tiny)]) > 0
        assert 0 < il.kl_divergence([0.5, 0.5], p) < math.inf


def test_an_exact_number_is_taken_where_its_float_is_right():
    assert il.information_content(Fraction(1, 2**1074)) == 1074.0
    assert il.information_content(Decimal("1e-300")) == il.information_content(1e-300)
    assert il.information_content([Fraction(1), Decimal(0)]).tolist() == [0, math.inf]
    with pytest.raises(
        ValueError, match=r"^p must .* too close to 0 .*; give 0 to mea"
    ):
        il.information_content(Fraction(3, 2**1075))  # half way between two floats


class Series:
    """As much of pandas.Series or DataFrame as is needed: numbers with labels."""

    def __init__(self, values, *axes):
        self.values, self.axes = values, list(axes)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)


class DataArray(Series):
    """The same of xarray.DataArray."""

    def __init__(self, values, *axes):
        self.values = values
        self.dims = tuple(f"dim_{i}" for i in range(len(axes)))
        self.indexes = {d: a for d, a in zip(self.dims, axes, strict=True) if a}


@pytest.mark.parametrize("kind", [Series, DataArray])
@pytest.mark.parametrize("n", [2, 300])
def test_distributions_with_other_labels_are_refused(kind, n):
    here, there = list(range(n)), list(range(n))[::-1]
    p = uniform(n)
    rows = np.tile(p, (2, 1))
    for f in TWO.values():
        with pytest.raises(
            ValueError, match=r"^p and q have different labels along an"
        ):
            f(kind(p, here), kind(p, there))
        with pytest.raises(ValueError, match=r"^p and q have different labels"):
            f(kind(rows, ["a", "b"], here), kind(p, there))
        with pytest.raises(ValueError, match=r"^p and q have different labels"):
            f(kind(rows, ["a", "b"], here), kind(rows, ["b", "a"], here))
        with pytest.raises(ValueError, match=r"^p and q have different labels"):
            f(kind(rows.T, here, "ab"), kind(rows.T, there, "ab"), axis=0)
        with pytest.raises(ValueError, match=r"^p and q have different labels"):
            f(kind(rows.T, here, "ab"), kind(p, there), axis=0)
        value = f(p, p)
        assert f(kind(p, here), kind(p, here)) == value
        assert f(kind(p, here), p) == f(p, kind(p, there)) == value
        batch = f(kind(rows, ["a", "b"], here), kind(p, here))
        assert (batch == f(rows, p)).all()
        batch = f(kind(rows.T, here, "ab"), kind(p[:, np.newaxis], here, "c"), axis=0)
        assert (batch == f(rows, p)).all()


def test_distributions_of_different_lengths_are_told_by_their_lengths():
    with pytest.raises(ValueError, match="got 2 and 3"):
        il.kl_divergence(Series(uniform(2), "ab"), Series(uniform(3), "abc"))


EXACT = [*range(1, 200), 255, 257, 1000, 1999, 2000, 99_991, 10**6]


@pytest.mark.parametrize("dtype", [float, np.float32])
def test_the_perplexity_of_equal_shares_is_their_number(dtype):
    for n in EXACT:
        p = np.full(n, 1 / n, dtype)
        assert il.perplexity(p) == n
    for n in EXACT[:100]:
        p = np.full(n, 1 / n, dtype)
        certain = np.eye(n)[0]
        assert il.perplexity(certain, p) == n
        with_zeros = np.concatenate([[0], p, [0, 0]])
        assert il.perplexity(with_zeros) == n
        batch = np.array([with_zeros, np.eye(n + 3)[1]])
        assert il.perplexity(batch).tolist() == [n, 1]
        assert il.perplexity(batch.T, axis=0, keepdims=True).tolist() == [[n, 1]]
    assert il.perplexity([1, 0, 0], [0, 0.5, 0.5]) == math.inf


def test_a_perplexity_near_a_whole_number_is_left_alone():
    p = np.array([1 / 3 + 1e-6, 1 / 3, 1 / 3 - 1e-6])
    assert 1e-12 < 3 - il.perplexity(p) < 1e-10
