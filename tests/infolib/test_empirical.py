import datetime
import math
import pickle
from collections import UserList, deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import infolib as il
from infolib.empirical import EmpiricalDistribution


def test_normalize_divides_by_the_sum_along_the_axis():
    assert il.normalize([3, 1]).tolist() == [0.75, 0.25]
    assert il.normalize([[3, 1], [0, 2]]).tolist() == [[0.75, 0.25], [0, 1]]
    assert il.normalize([[3, 1], [1, 1]], axis=0).tolist() == [[0.75, 0.5], [0.25, 0.5]]
    assert il.normalize(np.array([2, 2], np.uint8)).dtype == np.float64


@pytest.mark.parametrize("top", [1e308, 5e-324, 2**62])
def test_normalize_neither_overflows_nor_underflows(top):
    assert il.normalize([top, top, top, top]).tolist() == [0.25] * 4


def test_normalize_heeds_no_underflow_whatever_numpy_is_told():
    with np.errstate(all="raise"):
        assert il.normalize([1e300, 1e-300]).tolist() == [1, 0]
        assert il.normalize([1, 2, 5e-324]).tolist() == [1 / 3, 2 / 3, 0]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, -1], "weights has a negative entry -1 at index 1; weights are at least 0"),
        ([math.nan, 1], "weights contains NaN at index 0"),
        ([1, math.inf], "weights contains inf at index 1; weights are finite"),
        ([0, 0], "weights are all 0.0; at least one must be positive"),
        ([[1, 0], [0, 0]], "weights are all 0.0 at index 1; at least one"),
        ([], "weights is empty"),
        (3, "weights must be a list or an array"),
        ([10**400, 1], "weights must .*, got one too large for a float at index 0"),
        ([1, Decimal("sNaN")], r"weights must .* Decimal\('sNaN'\) at index 1"),
    ],
    ids=lambda x: str(x)[:12],
)
def test_normalize_refuses_what_has_no_share(weights, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        il.normalize(weights)


SAMPLES = [
    ([3, 1, 3, 3], [1, 3], [1, 3]),
    ([-5, 2, -5], [-5, 2], [2, 1]),
    ([10**12, 7], [7, 10**12], [1, 1]),
    (np.array([250, 3, 250], np.uint8), [3, 250], [1, 2]),
    (np.array([2**63, 2**63 + 1], np.uint64), [2**63, 2**63 + 1], [1, 1]),
    (np.array([-128, 127], np.int8), [-128, 127], [1, 1]),
    ([-(2**63), 2**63 - 1], [-(2**63), 2**63 - 1], [1, 1]),
    ([True, False, True], [False, True], [1, 2]),
    (["b", "a", "b"], ["a", "b"], [1, 2]),
    (np.array(["b", "a", "b"], object), ["a", "b"], [1, 2]),
    ([2**64, 1, 2**64], [1, 2**64], [1, 2]),
    ([Fraction(1, 3), 0.5, Fraction(1, 2)], [Fraction(1, 3), 0.5], [1, 2]),
    ([1, 0.5, 1], [0.5, 1], [1, 2]),
    ([datetime.date(2020, 1, 1)] * 2, [datetime.date(2020, 1, 1)], [2]),
    ([0.5, 0.25, 0.5], [0.25, 0.5], [1, 2]),
]


@pytest.mark.parametrize(
    ("samples", "support", "counts"), SAMPLES, ids=lambda x: str(np.asarray(x).dtype)
)
def test_samples_of_every_kind_are_counted(samples, support, counts):
    result = il.empirical_distribution(samples)
    assert isinstance(result, EmpiricalDistribution)
    assert result.support.tolist() == support
    assert result.support.dtype == np.asarray(samples).dtype
    assert result.counts.tolist() == counts
    assert result.probs.tolist() == [c / sum(counts) for c in counts]


def test_long_samples_of_integers_are_counted_like_short_ones():
    rng = np.random.default_rng(0)
    for low, high in ((0, 256), (-3, 3), (100, 10**9), (5, 6)):
        x = rng.integers(low, high, 200_001)
        support, counts, probs = il.empirical_distribution(x)
        values, truth = np.unique(x, return_counts=True)
        assert (support == values).all()
        assert (counts == truth).all()
        assert (probs == truth / x.size).all()


def test_a_given_support_sets_the_order_and_adds_zeros():
    result = il.empirical_distribution(["b", "a", "b"], support=["c", "b", "a"])
    assert result.support.tolist() == ["c", "b", "a"]
    assert result.counts.tolist() == [0, 2, 1]
    assert il.empirical_distribution([2, 2], support=[0, 1, 2]).probs.tolist() == [
        0,
        0,
        1,
    ]


@pytest.mark.parametrize(
    ("samples", "support", "message"),
    [
        ([1, 5], [0, 1], "samples contain 5, which is not in support"),
        ([-1], [0, 1], "samples contain -1, which is not in support"),
        (["x"], ["a", "b"], "samples contain 'x', which is not in support"),
        ([1], [1, 2, 1], "support repeats the value 1"),
        ([1], [], "support must be a non-empty list"),
        ([], None, "samples must be a non-empty list of values"),
        ([[1, 2]], None, r"samples must be .* got shape \(1, 2\)"),
        (3, None, r"samples must be .* got shape \(\)"),
        ([0.5, math.nan], None, "samples contains NaN at index 1"),
    ],
    ids=lambda x: str(x)[:20],
)
def test_samples_that_do_not_fit_are_refused(samples, support, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        il.empirical_distribution(samples, support=support)


def test_samples_and_support_of_two_kinds_are_compared_exactly():
    big = 2**53
    for support in ([float(big)], [Fraction(big)], np.array([big], np.uint64)):
        assert il.empirical_distribution([big, big], support=support).counts == [2]
        with pytest.raises(
            ValueError, match=f"^samples contain {big + 1}, which is no"
        ):
            il.empirical_distribution([big, big + 1], support=support)
    words = np.array(["b", "a"], object)
    assert il.empirical_distribution(words, support=["a", "b"]).counts.tolist() == [
        1,
        1,
    ]


NAT = np.datetime64("NaT")


class NotAvailable:
    """Like pandas.NA: whether it equals anything is not available either."""

    def __eq__(self, other):
        return self

    __ne__ = __lt__ = __eq__

    def __bool__(self):
        raise TypeError("boolean value of NA is ambiguous")

    def __repr__(self):
        return "<NA>"


NA = NotAvailable()


def refused_in_both_places(error, values, message):
    with pytest.raises(error, match=f"^{message}"):
        il.empirical_distribution(values)
    with pytest.raises(error, match=f"^{message.replace('samples', 'support')}"):
        il.empirical_distribution([1], support=values)


@pytest.mark.parametrize(
    ("samples", "message"),
    [
        ([Fraction(1), math.nan], "samples contains NaN at index 1"),
        (
            np.array([math.nan, 1.0, math.nan], object),
            "samples contains NaN at index 0",
        ),
        ([Decimal(1), Decimal("NaN")], "samples contains NaN at index 1"),
        ([None], "samples contains None at index 0; remove missing values"),
        ([None, None], "samples contains None at index 0"),
        (["a", None, "a"], "samples contains None at index 1"),
        ([1, NA, 1], "samples contains <NA> at index 1"),
        (np.array([(1, "NaT")], "i8,M8[D]"), "samples contains .*NaT.* at index 0"),
        ([np.datetime64("2020"), NAT], "samples contains NaT at index 1"),
        (np.array([3, "NaT"], "timedelta64[D]"), "samples contains NaT at index 1"),
        (np.array([(1, math.nan)], "i8,f8"), "samples contains NaN at index 0"),
        ([[1], [1, 2]], "samples must be a rectangular array, got rows of unequal"),
    ],
    ids=lambda x: str(x)[:25],
)
def test_missing_values_are_refused_whatever_holds_them(samples, message):
    refused_in_both_places(ValueError, samples, message)


@pytest.mark.parametrize(
    ("samples", "message"),
    [
        (
            [1, "a"],
            "samples contains 1 at index 0, which would be counted as '1'; give",
        ),
        (["a", math.nan], "samples contains nan at index 1, which would be .* 'nan'"),
        (
            ["a", b"b"],
            "samples contains b'b' at index 1, which would be counted as 'b'",
        ),
        (
            [2**53 + 1, 0.5],
            r"samples contains 9007199254740993 at .* as 9007199254740992\.",
        ),
        (
            [np.int64(2**53 + 1), np.float64(0.5)],
            "samples contains 9007199254740993 at",
        ),
        ([2**63 + 1, -1], "samples contains 9223372036854775809 at index 0"),
        (np.array([1, "a"], object), "samples must hold .* sorted, got int and str"),
        (np.array([{1}, {2}, {1}], object), "samples must hold .* sorted, got set"),
        ([Decimal("sNaN"), Decimal(1)], "samples must hold .* sorted, got Decimal"),
        ([{1: 2}], "samples must hold .* can be sorted, got dict"),
        (np.array([(1, {}), (1, {})], "i8,O"), "samples must hold .* sorted, got void"),
        (UserList([1, "a"]), "samples contains 1 at index 0, which would be .* as '1'"),
        (deque([2**63 + 1, -1]), "samples contains 9223372036854775809 at index 0"),
        (np.ma.masked_array([1, 2, 1], [0, 1, 0]), "samples is a masked array"),
        ([1, np.ma.masked], "samples holds a masked array"),
    ],
    ids=lambda x: str(x)[:25],
)
def test_samples_of_more_than_one_kind_are_refused(samples, message):
    refused_in_both_places(TypeError, samples, message)


@pytest.mark.parametrize(
    ("samples", "support"),
    [
        ([1], ["1"]),
        (["a"], [b"a"]),
        ([1], [1j]),
        ([Fraction(1)], ["1"]),
        (np.array(["1970"], "datetime64[ns]"), [0]),
        (np.array([1], "timedelta64[ns]"), np.array([1], "datetime64[ns]")),
    ],
    ids=repr,
)
def test_samples_and_support_must_be_of_one_kind(samples, support):
    with pytest.raises(
        TypeError, match=r"^samples and support must hold values of one"
    ):
        il.empirical_distribution(samples, support=support)


@pytest.mark.skipif(
    not hasattr(np.dtypes, "StringDType"), reason="NumPy 1.26 has no such strings"
)
@pytest.mark.parametrize(
    ("absent", "shown"),
    [(math.nan, "NaN"), (None, "None"), (NA, "<NA>"), ("?", "[?]")],
    ids=["nan", "None", "NA", "text"],
)
def test_missing_values_of_numpys_strings_are_refused(absent, shown):
    strings = np.dtypes.StringDType(na_object=absent)
    refused_in_both_places(
        ValueError,
        np.array(["a", absent, "b", absent], strings),
        f"samples contains {shown} at index 1; remove missing values",
    )
    whole = np.array(["b", "a", "b"], strings)
    assert il.empirical_distribution(whole).counts.tolist() == [1, 2]
    for support in (["b", "c", "a"], np.array(["b", "c", "a"], strings)):
        counts = il.empirical_distribution(whole, support=support).counts
        assert counts.tolist() == [2, 0, 1]


def test_samples_too_long_to_write_are_refused_by_name():
    with pytest.raises(
        ValueError, match=r"^samples contain a value of type int, which"
    ):
        il.empirical_distribution([10**5000], support=[1])


def test_distributions_are_equal_if_values_order_and_counts_are():
    one = il.empirical_distribution(["b", "a", "b"])
    assert one == il.empirical_distribution(["a", "b", "b"])
    assert (one != il.empirical_distribution(["a", "b", "b"])) is False
    for other in (
        il.empirical_distribution(["a", "b"]),
        il.empirical_distribution(["a", "c", "c"]),
        il.empirical_distribution(["a", "b", "b"], support=["b", "a"]),
        il.empirical_distribution(["a", "b", "b"], support=["a", "b", "c"]),
        il.empirical_distribution([0, 1, 1]),
        tuple(one),
        None,
    ):
        assert (one != other) is True
        assert (one == other) is False
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


@pytest.mark.parametrize(
    "support", [["a", "b"], [0, 1], [0.0, 1.0], [Fraction(0), Fraction(1)]], ids=repr
)
def test_the_support_is_not_the_array_of_the_caller(support):
    given = np.array(support)
    samples = given[:1]
    for result in (
        il.empirical_distribution(samples, support=given),
        il.empirical_distribution(given),
    ):
        assert not np.shares_memory(result.support, given)
    assert il.empirical_distribution(samples, support=given).support[0] == given[0]


def test_there_is_one_zero_not_two():
    for result in (
        il.empirical_distribution([-0.0, 0.0, 1.0]).support,
        il.empirical_distribution([0.0], support=[-0.0, 1.0]).support,
        il.normalize([-0.0, 1]),
    ):
        assert result.tolist() == [0, 1]
        assert not np.signbit(result).any()


def as_in_the_browser(monkeypatch):
    """Let NumPy's indices have 32 bits, and be as strict about others as they are."""
    bincount, unique, flatnonzero = np.bincount, np.unique, np.flatnonzero

    def strict(x, **options):
        if not np.can_cast(x.dtype, np.int32, "safe"):
            raise TypeError(f"Cannot cast array data from {x.dtype} to int32")
        return bincount(x, **options).astype(np.int32)

    def counted(x, **options):
        values, counts = unique(x, **options)
        return values, counts.astype(np.int32)

    monkeypatch.setattr(np, "intp", np.int32)
    monkeypatch.setattr(np, "bincount", strict)
    monkeypatch.setattr(np, "unique", counted)
    monkeypatch.setattr(np, "flatnonzero", lambda x: flatnonzero(x).astype(np.int32))


@pytest.mark.parametrize(
    ("samples", "support", "counts"),
    [
        *SAMPLES,
        ([2**32 + 1, 2**32 + 1, 2**32], [2**32, 2**32 + 1], [1, 2]),
        ([2**40, 1, 1], [1, 2**40], [2, 1]),
    ],
    ids=lambda x: str(np.asarray(x).dtype),
)
def test_samples_are_counted_where_indices_have_32_bits(
    monkeypatch, samples, support, counts
):
    as_in_the_browser(monkeypatch)
    result = il.empirical_distribution(samples)
    assert result.support.tolist() == support
    assert result.counts.tolist() == counts
    assert result.counts.dtype == np.int64
