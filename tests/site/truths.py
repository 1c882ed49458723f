"""What each explorer ought to show, computed by infolib and NumPy.

A new explorer needs one function here. It gets what the page shows and returns, for each
`dd[data-value]`, the number with the unit printed after it (or a plain text). Under the
key `also` it may name further numbers that the explorer's sentence mentions.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from infolib import binary_entropy, entropy, information_content
from infolib.coding import huffman_lengths


@dataclass
class Shown:
    """One position of an explorer's controls, and what it showed there."""

    controls: dict[str, float | str]  # sliders by trait; radio buttons by trait
    values: dict[str, str]  # the text of each dd[data-value]
    data: dict[str, str]  # data-* attributes of the frame, for what no slider holds
    says: str
    state: dict[str, Any]  # what Python wrote into the page


Truth = dict[str, Any]
BASES = {"bits": 2, "nats": math.e}


def binary_entropy_truth(shown: Shown) -> Truth:
    p, unit = shown.controls["p"], shown.controls["unit"]
    base = BASES[unit]
    return {
        "heads": (information_content(p, base=base), unit),
        "tails": (information_content(1 - p, base=base), unit),
        "entropy": (binary_entropy(p, base=base), unit),
    }


def design_distribution_truth(shown: Shown) -> Truth:
    p = np.array(json.loads(shown.data["p"]), dtype=float)
    p /= p.sum()  # the last bits only: entropy() itself refuses anything else
    k = np.arange(1, len(p) + 1)
    h = entropy(p)
    return {
        "entropy": (h, "bits"),
        "effective": (2**h, ""),
        "questions": (p @ huffman_lengths(p), ""),
        "mean": (p @ k, ""),
        "variance": (p @ (k - p @ k) ** 2, ""),
        "also": shown.state["target"].values(),
    }


TRUTHS: dict[str, Callable[[Shown], Truth]] = {
    "binary_entropy": binary_entropy_truth,
    "design_distribution": design_distribution_truth,
}

# These show no numbers: they reply to answers, and test_questions.py asks them.
QUESTIONS = {"choice_question", "number_question"}
