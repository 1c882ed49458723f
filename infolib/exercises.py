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


def _coin(h: float) -> float:
    low, high = 0.0, 0.5
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if binary_entropy(middle) < h else (low, middle)
    return low


EXERCISES["my_coin"] = Exercise(
    _coin,
    tries=[(1.0,), (0.5,), (0.25,), (0.9,), (0.0,)],
    slips=[
        ("larger_coin", lambda h: 1 - _coin(h)),
        ("straight_line", lambda h: h / 2),
        ("nats", lambda h: _coin(h / math.log(2))),
        ("other_way_round", binary_entropy),
        ("coarse", lambda h: round(_coin(h), 3)),
        ("coarse", lambda h: round(_coin(h), 4)),
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
