"""Prefix codes, seen as plans of yes/no questions.

Taught in "Entropy" (the question tree) and "Cross-entropy" (the wrong code).
"""

from __future__ import annotations

import heapq
from typing import Any, TypeAlias

from numpy.typing import ArrayLike, NDArray

from infolib import _validate
from infolib.discrete import entropy

Tree: TypeAlias = "int | tuple[Tree, Tree]"


def huffman_tree(p: ArrayLike) -> Tree:
    """Return the plan of yes/no questions that needs the fewest on average.

    Leaves are the outcomes (their index), a pair is a question. Outcomes of
    probability 0 are left out. Of equally likely nodes the one made first is merged
    first.

    Parameters
    ----------
    p : array_like, shape (k,)
        Probabilities of the outcomes.

    Returns
    -------
    int or tuple
        A single outcome, or a pair of trees.

    Raises
    ------
    TypeError
        If `p` holds no real numbers.
    ValueError
        If `p` is no distribution, or more than one.

    References
    ----------
    D. A. Huffman, "A Method for the Construction of Minimum-Redundancy Codes",
    Proc. IRE 40 (1952) 1098-1101. Taught in "Entropy".

    Examples
    --------
    >>> huffman_tree([0.5, 0.25, 0.25])
    (0, (1, 2))
    """
    array = _distribution(p)
    heap: list[tuple[float, int, Tree]] = [
        (float(x), i, i) for i, x in enumerate(array.tolist()) if x > 0
    ]
    heapq.heapify(heap)
    born = array.size
    while len(heap) > 1:
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a[0] + b[0], born, (a[2], b[2])))
        born += 1
    return heap[0][2]


def huffman_lengths(p: ArrayLike) -> list[int]:
    """Return how many questions the best plan asks for each outcome.

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

    References
    ----------
    D. A. Huffman, "A Method for the Construction of Minimum-Redundancy Codes",
    Proc. IRE 40 (1952) 1098-1101. Taught in "Entropy".

    Examples
    --------
    >>> huffman_lengths([0.5, 0.25, 0.125, 0.125])
    [1, 2, 3, 3]
    """
    array = _distribution(p)
    lengths = [0] * array.size
    waiting = [(huffman_tree(array), 0)]
    while waiting:  # no recursion: a tree may be as deep as it has leaves
        tree, depth = waiting.pop()
        if isinstance(tree, int):
            lengths[tree] = depth
        else:
            waiting += [(branch, depth + 1) for branch in tree]
    return lengths


def _distribution(p: ArrayLike) -> NDArray[Any]:
    array = _validate.Argument(p, "p").array
    if array.ndim != 1:
        msg = f"p must be one distribution, got an array of shape {array.shape}"
        raise ValueError(msg)
    entropy(array)  # refuses what is no distribution
    return array
