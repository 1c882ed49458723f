"""The exercises in code: for each a right function, inputs to try, and the usual slips.

`infolib.checks` marks with them. An exercise has the name of the function that a cell of
its chapter asks for, and a chapter adds its own below:

* the reference is a function of the library, or made of such functions;
* the tries are the arguments of calls, smallest first. They tell the slips apart: the
  first try on which a slip is wrong is the one that a reader sees. The first tries hold
  no zeros, or everybody would hear of 0 · log 0 only. What is an array is given as one;
* a slip is a key of `checks.slips` in the words, and a function that makes the slip.
  Several functions may make the same one, with NumPy and with `math`, say.

A test runs every slip through `check` and expects to hear its name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infolib.discrete import (
    binary_entropy,
    cross_entropy,
    entropy,
    information_content,
    kl_divergence,
)
from infolib.gaussian import fit_gaussian
from infolib.joint import conditional_entropy, joint_entropy, mutual_information
from infolib.likelihood import bernoulli_log_likelihood
from infolib.logits import log_softmax, logsumexp, softmax

Function = Callable[..., Any]


@dataclass(frozen=True)
class Exercise:
    """What a function must do to be right, and what it does with a slip in it."""

    reference: Function
    tries: Sequence[tuple[Any, ...]]
    slips: Sequence[tuple[str, Function]]


def _a(*numbers: Any) -> NDArray[Any]:
    return np.array(numbers)


EXERCISES: dict[str, Exercise] = {}

# Prelude


def _tv(counts: NDArray[Any], p: NDArray[Any]) -> float:
    return float(np.abs(counts / counts.sum() - p).sum() / 2)


EXERCISES["my_expectation"] = Exercise(
    lambda weights, values: weights / weights.sum() @ values,
    tries=[
        (_a(1, 1), _a(0, 2)),
        (_a(3, 1), _a(0, 1)),
        (_a(27, 9, 3, 1), _a(0, 1, 2, 10)),
        (_a(0.2, 0.8), _a(5, 10)),
    ],
    slips=[
        ("not_normalised", lambda weights, values: weights @ values),
        ("plain_mean", lambda weights, values: values.mean()),
        ("likeliest", lambda weights, values: values[weights.argmax()]),
        ("values_for_weights", lambda weights, values: values / values.sum() @ weights),
        ("no_sum", lambda weights, values: weights / weights.sum() * values),
        (
            "mean_for_sum",
            lambda weights, values: np.mean(weights / sum(weights) * values),
        ),
    ],
)

EXERCISES["my_tv"] = Exercise(
    _tv,
    tries=[
        (_a(3, 1), _a(0.5, 0.5)),
        (_a(1, 1), _a(0.5, 0.5)),
        (_a(1, 1, 2), _a(0.5, 0.5, 0.0)),
        (_a(10, 6, 3, 1), _a(0.4, 0.2, 0.3, 0.1)),
    ],
    slips=[
        ("no_half", lambda counts, p: 2 * _tv(counts, p)),
        ("signed", lambda counts, p: (counts / counts.sum() - p).sum() / 2),
        (
            "largest_difference",
            lambda counts, p: np.abs(counts / counts.sum() - p).max(),
        ),
        ("counts_for_shares", lambda counts, p: np.abs(counts - p).sum() / 2),
        ("squares", lambda counts, p: ((counts / counts.sum() - p) ** 2).sum()),
        ("squares", lambda counts, p: np.linalg.norm(counts / counts.sum() - p)),
    ],
)

# Chapter 1

EXERCISES["my_surprise"] = Exercise(
    information_content,
    tries=[(0.5,), (0.25,), (0.3,), (1.0,), (0.0,), (_a(0.5, 0.125, 0.0),)],
    slips=[
        ("nats", lambda p: -np.log(p)),
        ("nats", lambda p: -math.log(p)),
        ("hartleys", lambda p: -np.log10(p)),
        ("sign", np.log2),
        ("sign", math.log2),
        ("reciprocal", lambda p: 1 / p),
        ("complement", lambda p: -np.log2(1 - p)),
        ("complement", lambda p: 1 - p),
        ("weighted", lambda p: -p * np.log2(p)),
        ("log_of_zero", lambda p: -math.log2(p)),
        ("division_by_zero", lambda p: np.log2(1 / p)),
        ("division_by_zero", lambda p: math.log2(1 / p)),
    ],
)

EXERCISES["my_given"] = Exercise(
    lambda first, both: information_content(both / first),
    tries=[(0.5, 0.25), (0.4, 0.3), (0.5, 0.1), (0.2, 0.2)],
    slips=[
        ("nats", lambda first, both: -math.log(both / first)),
        ("joint", lambda first, both: -math.log2(both)),
        ("first_alone", lambda first, both: -math.log2(first)),
        ("upside_down", lambda first, both: math.log2(both / first)),
        ("as_if_independent", lambda first, both: -math.log2(first * both)),
        ("no_logarithm", lambda first, both: both / first),
        ("log_of_difference", lambda first, both: -np.log2(first - both)),
    ],
)

# Chapter 2

EXERCISES["my_entropy"] = Exercise(
    entropy,
    tries=[
        (_a(0.5, 0.5),),
        (_a(0.25, 0.75),),
        (_a(0.7, 0.2, 0.1),),
        (_a(0.25, 0.25, 0.25, 0.25),),
        (_a(1.0, 0.0),),
        (_a(0.5, 0.0, 0.5),),
    ],
    slips=[
        ("nats", lambda p: -np.sum(p * np.log(p))),
        ("hartleys", lambda p: -np.sum(p * np.log10(p))),
        ("sign", lambda p: np.sum(p * np.log2(p))),
        ("unweighted_sum", lambda p: -np.sum(np.log2(p))),
        ("unweighted_mean", lambda p: -np.mean(np.log2(p))),
        ("number_of_outcomes", lambda p: np.log2(len(p))),
        ("no_sum", lambda p: -p * np.log2(p)),
        ("mean_for_sum", lambda p: -np.mean(p * np.log2(p))),
        ("zero", lambda p: -np.sum(p * np.log2(p))),
        ("zero", lambda p: -sum(x * math.log2(x) for x in p)),
    ],
)


def _coin(bits: float) -> float:
    low, high = 0.0, 0.5
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if binary_entropy(middle) < bits else (low, middle)
    return low


EXERCISES["my_coin"] = Exercise(
    _coin,
    tries=[(1.0,), (0.5,), (0.25,), (0.9,), (0.0,)],
    slips=[
        ("larger_coin", lambda bits: 1 - _coin(bits)),
        ("straight_line", lambda bits: bits / 2),
        ("nats", lambda bits: _coin(bits / math.log(2))),
        ("other_way_round", binary_entropy),
        ("coarse", lambda bits: round(_coin(bits), 3)),
        ("coarse", lambda bits: round(_coin(bits), 4)),
    ],
)

# Chapter 3

EXERCISES["my_cross_entropy"] = Exercise(
    cross_entropy,
    tries=[
        (_a(0.5, 0.5), _a(0.25, 0.75)),
        (_a(0.75, 0.25), _a(0.25, 0.75)),
        (_a(0.5, 0.25, 0.25), _a(0.1, 0.2, 0.7)),
        (_a(1.0, 0.0), _a(0.5, 0.5)),
        (_a(0.5, 0.5), _a(1.0, 0.0)),
        (_a(1.0, 0.0), _a(1.0, 0.0)),
    ],
    slips=[
        ("nats", lambda p, q: -np.sum(p * np.log(q))),
        ("sign", lambda p, q: np.sum(p * np.log2(q))),
        ("swapped", lambda p, q: -np.sum(q * np.log2(p))),
        ("entropy_of_truth", lambda p, q: -np.sum(p * np.log2(p))),
        ("entropy_of_model", lambda p, q: -np.sum(q * np.log2(q))),
        ("gap_for_bill", lambda p, q: np.sum(p * np.log2(p / q))),
        ("unweighted_mean", lambda p, q: -np.mean(np.log2(q))),
        ("unweighted_sum", lambda p, q: -np.sum(np.log2(q))),
        ("mean_for_sum", lambda p, q: -np.mean(p * np.log2(q))),
        ("no_sum", lambda p, q: -p * np.log2(q)),
        ("zero", lambda p, q: -np.sum(p * np.log2(q))),
        ("forbidden", lambda p, q: -np.sum(p[q > 0] * np.log2(q[q > 0]))),
    ],
)


def _log_loss(labels: NDArray[Any], rows: NDArray[Any]) -> Any:
    return np.mean(information_content(rows[np.arange(len(labels)), labels]))


EXERCISES["my_log_loss"] = Exercise(
    _log_loss,
    tries=[
        (_a(0), _a([0.25, 0.75])),
        (_a(0, 1), _a([0.5, 0.5], [0.75, 0.25])),
        (_a(1, 0, 1), _a([0.5, 0.5], [0.9, 0.1], [0.2, 0.8])),
        (_a(2, 0), _a([0.2, 0.3, 0.5], [0.1, 0.6, 0.3])),
        (_a(0, 0), _a([0.5, 0.5], [0.0, 1.0])),
    ],
    slips=[
        ("nats", lambda labels, rows: _log_loss(labels, rows) * math.log(2)),
        ("sign", lambda labels, rows: -_log_loss(labels, rows)),
        ("sum_for_mean", lambda labels, rows: _log_loss(labels, rows) * len(labels)),
        ("one_axis", lambda labels, rows: -np.mean(np.log2(rows[:, labels]))),
        ("one_axis", lambda labels, rows: -np.log2(rows[:, labels]).mean(axis=0)),
        ("labels_unused", lambda labels, rows: -np.mean(np.log2(rows))),
        ("labels_unused", lambda labels, rows: -np.mean(np.log2(rows.max(axis=1)))),
        ("labels_unused", lambda labels, rows: np.mean(entropy(rows))),
        (
            "log_of_mean",
            lambda labels, rows: -np.log2(rows[range(len(labels)), labels].mean()),
        ),
        ("no_mean", lambda labels, rows: -np.log2(rows[range(len(labels)), labels])),
    ],
)

# Chapter 4

EXERCISES["my_kl"] = Exercise(
    kl_divergence,
    tries=[
        (_a(0.5, 0.5), _a(0.25, 0.75)),
        (_a(0.75, 0.25), _a(0.25, 0.75)),
        (_a(0.5, 0.25, 0.25), _a(0.1, 0.2, 0.7)),
        (_a(0.2, 0.8), _a(0.2, 0.8)),
        (_a(1.0, 0.0), _a(0.5, 0.5)),
        (_a(0.5, 0.5), _a(1.0, 0.0)),
        (_a(1.0, 0.0), _a(1.0, 0.0)),
    ],
    slips=[
        ("nats", lambda p, q: np.sum(p * np.log(p / q))),
        ("swapped", lambda p, q: np.sum(q * np.log2(q / p))),
        ("upside_down", lambda p, q: np.sum(p * np.log2(q / p))),
        ("bill_for_gap", lambda p, q: -np.sum(p * np.log2(q))),
        ("unweighted_sum", lambda p, q: np.sum(np.log2(p / q))),
        ("no_sum", lambda p, q: p * np.log2(p / q)),
        ("zero", lambda p, q: np.sum(p * np.log2(p / q))),
        (
            "forbidden",
            lambda p, q: np.sum(
                p[(p > 0) & (q > 0)]
                * np.log2(p[(p > 0) & (q > 0)] / q[(p > 0) & (q > 0)])
            ),
        ),
    ],
)


def _mixed(q: NDArray[Any], share: float) -> NDArray[Any]:
    mixed: NDArray[Any] = (1 - share) * q + share / len(q)
    return mixed


def _plain_kl(p: NDArray[Any], q: NDArray[Any]) -> Any:
    """Write the sum out, for a q that is no distribution."""
    return np.sum(p * np.log2(p / q))


EXERCISES["my_mixed_kl"] = Exercise(
    lambda p, q, share: kl_divergence(p, _mixed(q, share)),
    tries=[
        (_a(0.5, 0.5), _a(1.0, 0.0), 0.5),
        (_a(0.25, 0.75), _a(0.75, 0.25), 0.1),
        (_a(0.4, 0.4, 0.2), _a(0.5, 0.5, 0.0), 0.01),
        (_a(0.4, 0.4, 0.2), _a(0.5, 0.3, 0.2), 1.0),
        (_a(0.5, 0.5), _a(1.0, 0.0), 0.0),
    ],
    slips=[
        ("nats", lambda p, q, s: kl_divergence(p, _mixed(q, s), base=math.e)),
        ("swapped", lambda p, q, s: kl_divergence(_mixed(q, s), p)),
        ("share_each", lambda p, q, s: _plain_kl(p, (1 - s) * q + s)),
        ("not_reduced", lambda p, q, s: _plain_kl(p, q + s / len(q))),
        ("not_reduced", lambda p, q, s: _plain_kl(p, q + s)),
        ("clipped", lambda p, q, s: _plain_kl(p, np.maximum(q, s))),
        ("mixed_truth", lambda p, q, s: kl_divergence(_mixed(p, s), _mixed(q, s))),
        ("unmixed", lambda p, q, s: kl_divergence(p, q)),
        ("bill_for_gap", lambda p, q, s: cross_entropy(p, _mixed(q, s))),
    ],
)

# Chapter 5


def _each(tosses: NDArray[Any], theta: float) -> NDArray[Any]:
    """Return the probability of each toss."""
    return np.where(tosses == 1, theta, 1 - theta)


EXERCISES["my_log_likelihood"] = Exercise(
    bernoulli_log_likelihood,
    tries=[
        (_a(1), 0.25),
        (_a(1, 0), 0.25),
        (_a(1, 1, 1, 1, 0), 0.8),
        (_a(0, 0, 0), 0.25),
        (_a(1, 1), 1.0),
        (_a(1, 0), 1.0),
        (np.tile([1, 0], 1000), 0.5),
    ],
    slips=[
        ("nats", lambda x, theta: np.sum(np.log(_each(x, theta)))),
        ("negated", lambda x, theta: -np.sum(np.log2(_each(x, theta)))),
        ("likelihood", lambda x, theta: np.prod(_each(x, theta))),
        ("per_toss", lambda x, theta: np.mean(np.log2(_each(x, theta)))),
        ("only_heads", lambda x, theta: np.sum(x) * np.log2(theta)),
        ("heads_for_tails", lambda x, theta: np.sum(np.log2(_each(1 - x, theta)))),
        (
            "order",
            lambda x, theta: (
                np.sum(np.log2(_each(x, theta)))
                + math.log2(math.comb(len(x), int(np.sum(x))))
            ),
        ),
        ("no_sum", lambda x, theta: np.log2(_each(x, theta))),
        ("underflow", lambda x, theta: np.log2(np.prod(_each(x, theta)))),
        (
            "zero",
            lambda x, theta: np.sum(x * np.log2(theta) + (1 - x) * np.log2(1 - theta)),
        ),
        (
            "zero",
            lambda x, theta: (
                np.sum(x) * np.log2(theta) + np.sum(1 - x) * np.log2(1 - theta)
            ),
        ),
        (
            "log_of_zero",
            lambda x, theta: sum(math.log2(each) for each in _each(x, theta)),
        ),
    ],
)

EXERCISES["my_fit"] = Exercise(
    fit_gaussian,
    tries=[
        (_a(1.0, 3.0),),
        (_a(0.0, 0.0, 3.0),),
        (_a(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0),),
    ],
    slips=[
        ("n_minus_one", lambda x: (np.mean(x), np.std(x, ddof=1))),
        ("variance", lambda x: (np.mean(x), np.var(x))),
        ("median", lambda x: (np.median(x), np.std(x))),
        ("absolute_deviation", lambda x: (np.mean(x), np.abs(x - x.mean()).mean())),
        ("pair_order", lambda x: (np.std(x), np.mean(x))),
        ("pair_missing", np.mean),
    ],
)

# Chapter 6


def _ledger(counts: NDArray[Any], q: NDArray[Any]) -> NDArray[Any]:
    p = counts / counts.sum()
    return np.array([cross_entropy(p, q), entropy(p), kl_divergence(p, q)])


def _with_floor(counts: NDArray[Any], q: NDArray[Any], floor: float) -> list[float]:
    bill = _ledger(counts, q)[0]
    return [bill, floor, bill - floor]


def _with_gap(counts: NDArray[Any], q: NDArray[Any], gap: float) -> list[float]:
    return [*_ledger(counts, q)[:2], gap]


def _back(counts: NDArray[Any], q: NDArray[Any]) -> float:
    return float(kl_divergence(q, counts / counts.sum()))


def _plain_ledger(p: NDArray[Any], q: NDArray[Any]) -> list[Any]:
    bill, floor = -np.sum(p * np.log2(q)), -np.sum(p * np.log2(p))
    return [bill, floor, bill - floor]


EXERCISES["my_ledger"] = Exercise(
    _ledger,
    tries=[
        (_a(1, 1), _a(0.25, 0.75)),
        (_a(4, 9), _a(0.2, 0.8)),
        (_a(42, 31, 27), _a(0.25, 0.5, 0.25)),
        (_a(3, 0), _a(0.5, 0.5)),
        (_a(1, 1), _a(1.0, 0.0)),
    ],
    slips=[
        ("nats", lambda counts, q: _ledger(counts, q) * math.log(2)),
        ("totals", lambda counts, q: _ledger(counts, q) * counts.sum()),
        ("floor_of_model", lambda counts, q: _with_floor(counts, q, entropy(q))),
        ("gap_other_way", lambda counts, q: _with_gap(counts, q, _back(counts, q))),
        ("gap_sign", lambda counts, q: _ledger(counts, q) * [1, 1, -1]),
        ("zero", lambda counts, q: _plain_ledger(counts / counts.sum(), q)),
    ],
)

EXERCISES["my_race"] = Exercise(
    lambda p, f, g: p @ np.log2(f / g),
    tries=[
        (_a(0.5, 0.5), _a(0.5, 0.5), _a(0.25, 0.75)),
        (_a(0.4, 0.6), _a(0.5, 0.5), _a(0.25, 0.75)),
        (_a(0.5, 0.25, 0.25), _a(0.2, 0.2, 0.6), _a(0.3, 0.4, 0.3)),
    ],
    slips=[
        ("nats", lambda p, f, g: p @ np.log(f / g)),
        ("for_the_other", lambda p, f, g: p @ np.log2(g / f)),
        ("under_model", lambda p, f, g: kl_divergence(f, g)),
        ("under_model", lambda p, f, g: g @ np.log2(f / g)),
        ("without_truth", lambda p, f, g: np.sum(np.log2(f / g))),
        ("added", lambda p, f, g: kl_divergence(p, f) + kl_divergence(p, g)),
        ("no_sum", lambda p, f, g: p * np.log2(f / g)),
    ],
)


# Chapter 7


def _independent(joint: NDArray[Any]) -> NDArray[Any]:
    return np.outer(joint.sum(axis=1), joint.sum(axis=0))


EXERCISES["my_mutual_information"] = Exercise(
    mutual_information,
    tries=[
        (_a([0.4, 0.1], [0.1, 0.4]),),
        (_a([0.3, 0.2], [0.1, 0.4]),),
        (_a([0.21, 0.155, 0.135], [0.125, 0.25, 0.125]),),
        (_a([0.06, 0.14], [0.24, 0.56]),),
        (_a([0.5, 0.0], [0.0, 0.5]),),
    ],
    slips=[
        ("nats", lambda joint: np.sum(joint * np.log(joint / _independent(joint)))),
        (
            "margins_swapped",
            lambda joint: np.sum(joint * np.log2(joint / _independent(joint).T)),
        ),
        ("pair_for_shared", joint_entropy),
        ("left_for_shared", lambda joint: conditional_entropy(joint, given=0)),
        ("left_for_shared", lambda joint: conditional_entropy(joint, given=1)),
        ("upside_down", lambda joint: -mutual_information(joint)),
        (
            "without_weights",
            lambda joint: np.sum(np.log2(joint / _independent(joint))),
        ),
        (
            "weights_of_product",
            lambda joint: np.sum(
                _independent(joint) * np.log2(joint / _independent(joint))
            ),
        ),
        ("no_sum", lambda joint: joint * np.log2(joint / _independent(joint))),
        ("zero", lambda joint: np.sum(joint * np.log2(joint / _independent(joint)))),
    ],
)


def _gini(p: NDArray[Any]) -> Any:
    return 1 - np.sum(p**2, axis=-1)


def _rows(counts: NDArray[Any]) -> NDArray[Any]:
    rows: NDArray[Any] = counts / counts.sum(axis=1, keepdims=True)
    return rows


def _labels(counts: NDArray[Any]) -> NDArray[Any]:
    labels: NDArray[Any] = counts.sum(axis=0) / counts.sum()
    return labels


def _left(counts: NDArray[Any]) -> Any:
    return counts.sum(axis=1) / counts.sum() @ _gini(_rows(counts))


def _gini_gain(counts: NDArray[Any]) -> Any:
    return _gini(_labels(counts)) - _left(counts)


EXERCISES["my_gini_gain"] = Exercise(
    _gini_gain,
    tries=[
        (_a([3, 1], [1, 3]),),
        (_a([5, 1], [1, 2]),),
        (_a([2, 3], [4, 0], [3, 2]),),
        (_a([1, 2, 3], [2, 0, 0]),),
        (_a([1, 2], [2, 4]),),
    ],
    slips=[
        ("entropy_for_gini", lambda counts: mutual_information(counts / counts.sum())),
        (
            "groups_alike",
            lambda counts: _gini(_labels(counts)) - np.mean(_gini(_rows(counts))),
        ),
        ("left_for_gain", _left),
        ("after_minus_before", lambda counts: -_gini_gain(counts)),
        ("before_only", lambda counts: _gini(_labels(counts))),
        ("columns_for_rows", lambda counts: _gini_gain(counts.T)),
        (
            "sum_of_groups",
            lambda counts: _gini(_labels(counts)) - np.sum(_gini(_rows(counts))),
        ),
    ],
)


# Chapter 8


def _learned(tosses: list[int], start: float = 1, last: int = 0) -> float:
    seen, bits = [start, start], 0.0
    for toss in tosses:
        seen[toss] += last
        bits -= math.log2(seen[toss] / sum(seen))
        seen[toss] += 1 - last
    return bits


EXERCISES["my_lengths"] = Exercise(
    lambda q: np.ceil(-np.log2(q)),
    tries=[
        (_a(0.5, 0.25, 0.25),),
        (_a(0.4, 0.3, 0.3),),
        (_a(0.9, 0.1),),
        (_a(0.42, 0.31, 0.27),),
    ],
    slips=[
        ("nats", lambda q: np.ceil(-np.log(q))),
        ("sign", lambda q: np.ceil(np.log2(q))),
        ("not_rounded", lambda q: -np.log2(q)),
        ("rounded_down", lambda q: np.floor(-np.log2(q))),
        ("rounded_to_nearest", lambda q: np.round(-np.log2(q))),
        ("one_too_many", lambda q: np.floor(-np.log2(q)) + 1),
        ("average_length", lambda q: q @ np.ceil(-np.log2(q))),
    ],
)

EXERCISES["my_learned"] = Exercise(
    _learned,
    tries=[([1],), ([1, 0],), ([1, 1, 0],), ([1, 1, 1, 1],), ([0, 1, 0, 0, 0, 1],)],
    slips=[
        ("nats", lambda tosses: _learned(tosses) * math.log(2)),
        ("negated_bits", lambda tosses: -_learned(tosses)),
        ("toss_itself", lambda tosses: _learned(tosses, last=1)),
        ("half_each", lambda tosses: _learned(tosses, start=0.5)),
        ("never_learns", lambda tosses: float(len(tosses))),
        (
            "best_coin",
            lambda tosses: len(tosses) * binary_entropy(sum(tosses) / len(tosses)),
        ),
        ("per_toss_bits", lambda tosses: _learned(tosses) / len(tosses)),
    ],
)


# Chapter 9

EXERCISES["my_log_softmax"] = Exercise(
    log_softmax,
    tries=[
        (_a(0.0, 0.0),),
        (_a(2.0, 1.0, 0.1),),
        (_a(-5.0, 5.0),),
        (_a(0.0, -800.0),),
        (_a(1000.0, 1001.0, 1002.0),),
    ],
    slips=[
        ("in_bits", lambda z: log_softmax(z) / math.log(2)),
        ("softmax_itself", softmax),
        ("normaliser", logsumexp),
        ("normaliser", lambda z: math.log(sum(math.exp(x) for x in z))),
        ("plus_normaliser", lambda z: z + logsumexp(z)),
        ("largest_only", lambda z: z - z.max()),
        ("largest_forgotten", lambda z: z - np.log(np.sum(np.exp(z - z.max())))),
        ("log_of_softmax", lambda z: np.log(softmax(z))),
        ("overflow", lambda z: z - np.log(np.sum(np.exp(z)))),
        ("overflow", lambda z: z - math.log(sum(math.exp(x) for x in z))),
        ("overflow", lambda z: np.log(np.exp(z) / np.sum(np.exp(z)))),
    ],
)


def _bits_per_byte(nats: NDArray[Any], text: str) -> float:
    return float(nats.sum() / math.log(2) / len(text.encode()))


EXERCISES["my_bits_per_byte"] = Exercise(
    _bits_per_byte,
    tries=[
        (_a(0.5, 1.5), "ab"),
        (_a(2.0, 1.0, 3.0), "entropy"),
        (_a(4.0, 2.5), "naïve"),
        (_a(9.0), "熵"),
    ],
    slips=[
        ("nats", lambda nats, text: nats.sum() / len(text.encode())),
        ("times_ln2", lambda nats, text: _bits_per_byte(nats, text) * math.log(2) ** 2),
        ("per_token", lambda nats, text: nats.mean() / math.log(2)),
        ("not_divided", lambda nats, text: nats.sum() / math.log(2)),
        (
            "mean_per_byte",
            lambda nats, text: nats.mean() / math.log(2) / len(text.encode()),
        ),
        ("perplexity_for_bits", lambda nats, text: 2 ** _bits_per_byte(nats, text)),
        (
            "characters_for_bytes",
            lambda nats, text: nats.sum() / math.log(2) / len(text),
        ),
    ],
)
