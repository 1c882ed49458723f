"""Prefix codes, by the lengths of their words: seen as plans of yes/no questions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infolib import _validate
from infolib.discrete import entropy

__all__ = ["huffman_lengths", "kraft_sum"]

LONGEST = 1 << 16  # bits of a word; the sum is exact, so it has as many digits


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
    array = _distribution(p)
    happens = np.flatnonzero(array > 0)
    order = happens[np.argsort(array[happens], kind="stable")]
    lengths = np.zeros(array.size, dtype=np.int64)
    lengths[order] = _depths(array[order].astype(np.float64).tolist())
    return lengths.tolist()


def _depths(leaves: list[float]) -> list[int]:
    """Return the depths in Huffman's tree of leaves that are sorted by weight.

    Sorted, no heap is needed: nodes are made in the order of their weights, so that the
    lightest node is the next leaf or the next of the nodes made.
    """
    n = len(leaves)
    leaves = [*leaves, np.inf]
    made: list[float] = []
    parents = [0] * (
        2 * n - 1
    )  # of the leaves, then of the nodes made; the last is root
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


def _distribution(p: ArrayLike) -> NDArray[Any]:
    array = _validate.Argument(p, "p").array
    if array.ndim != 1:
        msg = f"p must be one distribution, got an array of shape {array.shape}"
        raise ValueError(msg)
    entropy(array)  # refuses what is no distribution
    return array
