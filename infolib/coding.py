"""Codes: one word a symbol, by the lengths of the words; one word for a whole message."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from infolib import _validate

__all__ = ["arithmetic_decode", "arithmetic_encode", "huffman_lengths", "kraft_sum"]

LONGEST = 1 << 16  # bits of a word; the sum is exact, so it has as many digits

# What a model expects next: whole weights of the symbols 0, 1, ..., after those before.
Model = Callable[[Sequence[int]], Iterable[int]]
# The unit interval of the coder: pages compute with whole numbers to 2^53.
WHOLE = 1 << 48
HALF = WHOLE // 2
HEAVIEST = 1 << 32  # weights together; a part of an interval is then never empty


def arithmetic_encode(symbols: ArrayLike, model: Model) -> str:
    r"""Binary digits of one word for a whole message, however little a symbol tells.

    .. math:: \text{digits} < \sum_i -\log_2 q(x_i \mid x_1, \dots, x_{i-1}) + 2

    The message gets an interval of the unit interval: each symbol keeps of what was left
    the share that the model had for it. The digits name a piece of length 2^-digits that
    lies in the interval, so that words of equally many symbols form a prefix code.

    Parameters
    ----------
    symbols : array_like of int, shape (n,)
        The message, in symbols 0, 1, ..., K - 1; it may be empty.
    model : callable
        ``model(past)`` returns the K weights of the next symbol, whole numbers, given the
        list of the symbols before; its share is its weight by their sum.

    Returns
    -------
    str
        Digits 0 and 1. `arithmetic_decode` needs them, n and the same model.

    Raises
    ------
    TypeError
        If `symbols` are no real numbers, or the model returns no whole numbers.
    ValueError
        If `symbols` are not whole numbers from 0, or the model has no weight for one.

    Notes
    -----
    Interval ends are whole numbers of 48 digits, rounded down. For weights with the sum W
    that adds less than W/2^46 bits a symbol to the bound.

    Taught in "Codes".

    References
    ----------
    Witten, I. H., Neal, R. M. and Cleary, J. G. (1987). Arithmetic coding for data
    compression. *Communications of the ACM* 30(6).

    Examples
    --------
    >>> arithmetic_encode([0, 0, 1, 0, 0, 0, 0, 0], lambda past: [9, 1])
    '101111'
    """
    message: list[int] = []
    # Of nothing there are no numbers.
    if _validate.as_array(symbols, "symbols").size > 0:
        seen = _validate.whole_numbers(symbols, "symbols")
        if seen.ndim != 1:
            msg = f"symbols must be one message, got an array of shape {seen.shape}"
            raise ValueError(msg)
        message = seen.tolist()
    past: list[int] = []
    low, width = 0, WHOLE  # what is left begins at `low` behind the digits so far
    digits: list[int] = []
    for symbol in message:
        weights = _weights(model, past)
        if symbol >= len(weights) or weights[symbol] == 0:
            msg = (
                f"symbols contains {symbol} at index {len(past)}, for which the model "
                "has no weight; give one to every symbol that can occur"
            )
            raise ValueError(msg)
        part = width // sum(weights)
        low += part * sum(weights[:symbol])
        width = part * weights[symbol]
        while width <= HALF:
            digits.append(low // HALF)
            low, width = low % HALF * 2, width * 2
        past.append(symbol)
    for length in range(3):  # the longest piece of the bar that lies in what is left
        piece = WHOLE >> length
        start = -(-low // piece)
        if (start + 1) * piece <= low + width:
            break
    if length > 0:
        digits.append(start >> (length - 1))
    if length > 1:
        digits.append(start % 2)
    # What is left may reach beyond the digit before it: carry, as in any addition.
    carry = 0
    for i in reversed(range(len(digits))):
        carry, digits[i] = divmod(digits[i] + carry, 2)
    return "".join(map(str, digits))


def arithmetic_decode(digits: str, n: int, model: Model) -> list[int]:
    r"""Message of n symbols that `arithmetic_encode` wrote as these digits.

    .. math:: W_{<x_i} \le W\,\frac{v - a}{b - a} < W_{<x_i} + w(x_i)

    The digits are those of a number v. Of what is left, from a to b, each symbol has a
    part by its weight w, behind those of the symbols before it; v lies in that of x_i.

    Parameters
    ----------
    digits : str
        Digits 0 and 1; what follows after the word is not looked at, what is missing is
        read as 0.
    n : int
        Number of symbols of the message.
    model : callable
        That of the sender: ``model(past)`` returns the weights of the next symbol.

    Returns
    -------
    list of int
        The symbols. Other digits than those of a word give a message too, as a rule: to be
        sure, encode it again and compare.

    Raises
    ------
    TypeError
        If `digits` are no text, `n` is no integer, or the model returns no whole numbers.
    ValueError
        If there is another digit than 0 and 1, `n` is negative, or the digits fall where
        the model has no symbol.

    Notes
    -----
    Taught in "Codes".

    References
    ----------
    Witten, I. H., Neal, R. M. and Cleary, J. G. (1987). Arithmetic coding for data
    compression. *Communications of the ACM* 30(6).

    Examples
    --------
    >>> arithmetic_decode("101111", 8, lambda past: [9, 1])
    [0, 0, 1, 0, 0, 0, 0, 0]
    >>> arithmetic_decode("1", 3, lambda past: [1, 1])  # not a word of three symbols
    [1, 0, 0]
    """
    if not isinstance(digits, str):
        raise TypeError(f"digits must be a text of 0 and 1, got {digits!r}")
    for i, digit in enumerate(digits):
        if digit not in "01":
            raise ValueError(f"digits contains {digit!r} at index {i}, not 0 or 1")
    count = _validate.integer(n)
    if count is None:
        raise TypeError(f"n must be an integer, got {n!r}")
    if count < 0:
        raise ValueError(f"n must be at least 0, got {count}")
    coming = iter(digits)
    place, width = 0, WHOLE  # where in what is left the digits lie, and how wide it is
    for _ in range(WHOLE.bit_length() - 1):
        place = 2 * place + int(next(coming, "0"))
    message: list[int] = []
    while len(message) < count:
        weights = _weights(model, message)
        part = width // sum(weights)
        symbol, start = 0, 0
        while symbol < len(weights) and place >= part * (start + weights[symbol]):
            start += weights[symbol]
            symbol += 1
        if symbol == len(weights):
            msg = f"digits are no message of this model: symbol {len(message)} has no part"
            raise ValueError(msg)
        place -= part * start
        width = part * weights[symbol]
        while width <= HALF:
            place, width = 2 * place + int(next(coming, "0")), width * 2
        message.append(symbol)
    return message


def _weights(model: Model, past: list[int]) -> list[int]:
    """Return what a model expects next, or raise."""
    made: Any = model(past)
    try:
        made = list(made)
        weights = [operator.index(weight) for weight in made]
    except TypeError:
        msg = (
            "model must return whole numbers, the weights of the symbols, after "
            f"{len(past)} symbols got {_validate.shown(made)}"
        )
        raise TypeError(msg) from None
    if min(weights, default=0) < 0 or not 0 < sum(weights) <= HEAVIEST:
        msg = (
            "model must return weights that are not negative, with a sum from 1 to "
            f"{HEAVIEST}, after {len(past)} symbols got {_validate.shown(weights)}"
        )
        raise ValueError(msg)
    return weights


def huffman_lengths(p: ArrayLike) -> list[int]:
    r"""Lengths of the words of a best prefix code: how many questions each outcome takes.

    .. math:: \min_l \sum_i p_i l_i \quad\text{where}\quad \sum_i 2^{-l_i} \le 1

    Huffman's method: the two least likely nodes become one, again and again. Of equally
    likely ones, outcomes come before nodes made of them, and what was there first comes
    first.

    Parameters
    ----------
    p : array_like, shape (k,)
        Probabilities of the outcomes.

    Returns
    -------
    list of int
        One length an outcome; 0 for an outcome that never happens or is certain.

    Raises
    ------
    TypeError
        If `p` holds no real numbers.
    ValueError
        If `p` is no distribution, or more than one.

    Notes
    -----
    Taught in "Entropy".

    References
    ----------
    Huffman, D. A. (1952). A method for the construction of minimum-redundancy codes.
    *Proceedings of the IRE* 40(9).

    Examples
    --------
    >>> huffman_lengths([0.5, 0.25, 0.125, 0.125])
    [1, 2, 3, 3]
    """
    pmf = _validate.Pmf(p, "p")
    if pmf.array.ndim != 1:
        msg = f"p must be one distribution, got an array of shape {pmf.array.shape}"
        raise ValueError(msg)
    array = np.array(pmf.floats()[0])
    happens = np.flatnonzero(array > 0)
    order = happens[np.argsort(array[happens], kind="stable")]
    lengths = np.zeros(array.size, dtype=np.int64)
    lengths[order] = _depths(array[order].tolist())
    return lengths.tolist()


def _depths(leaves: list[float]) -> list[int]:
    """Return the depths in Huffman's tree of leaves that are sorted by weight.

    Sorted, no heap is needed: nodes are made in the order of their weights, so that the
    lightest node is the next leaf or the next of the nodes made.
    """
    n = len(leaves)
    leaves = [*leaves, np.inf]
    made: list[float] = []
    # Of the leaves, then of the nodes made; the last is root.
    parents = [0] * (2 * n - 1)
    leaf, node = 0, 0
    for parent in range(n, 2 * n - 1):
        weight = 0.0
        for _ in range(2):
            if node == len(made) or leaves[leaf] <= made[node]:
                weight += leaves[leaf]
                parents[leaf] = parent
                leaf += 1
            else:
                weight += made[node]
                parents[n + node] = parent
                node += 1
        made.append(weight)
    depths = [0] * (2 * n - 1)
    for i in range(2 * n - 3, -1, -1):  # a parent stands behind its children
        depths[i] = depths[parents[i]] + 1
    return depths[:n]


def kraft_sum(lengths: ArrayLike) -> Fraction:
    r"""Sum that tells whether words of these lengths can make a prefix code.

    .. math:: \sum_i 2^{-l_i}

    They can if the sum is at most 1, and only then; at 1 no word can be added or cut
    short. The sum is exact: a rounded one could not tell 1 from a little more.

    Parameters
    ----------
    lengths : array_like of int
        Lengths of the words, in bits. Leave out what has no word: a length of 0 is that
        of the empty word, beside which there is room for no other.

    Returns
    -------
    Fraction
        The sum, > 0.

    Raises
    ------
    TypeError
        If `lengths` are no real numbers.
    ValueError
        If `lengths` is empty, or if they are not whole numbers from 0 to 65535.

    Notes
    -----
    Taught in "Entropy".

    References
    ----------
    Kraft, L. G. (1949). A device for quantizing, grouping, and coding amplitude-modulated
    pulses. Master's thesis, Massachusetts Institute of Technology.

    Examples
    --------
    >>> print(kraft_sum([1, 2, 3, 3]), kraft_sum([1, 2, 2, 3]))
    1 9/8
    """
    seen = _validate.whole_numbers(lengths, "lengths", below=LONGEST)
    values, counts = np.unique(seen, return_counts=True)
    longest = int(values[-1])
    pairs = zip(values.tolist(), counts.tolist(), strict=True)
    return Fraction(sum(n << (longest - length) for length, n in pairs), 1 << longest)
