"""Shannon's guessing game: how many bits of news a letter is to a reader."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from importlib.resources import files
from typing import Any

import numpy as np

from infolib import cross_entropy, empirical_distribution, entropy
from infolib.data import zen_of_python
from infolib.explorers import _still
from infolib.explorers._base import Explorer, stored
from infolib.explorers._state import control, list_of, one_of, table, whole


def _passages() -> list[str]:
    """Return three passages in 27 symbols; what is no letter became a space.

    They are from G. K. Chesterton, *The Wisdom of Father Brown*, Cassell, London 1914 ("The
    Paradise of Thieves", "The Duel of Dr Hirsch"), in the public domain.
    """
    text = (
        files("infolib.explorers").joinpath("guessing.txt").read_text("utf-8").lower()
    )
    symbols = (
        "".join(c if "a" <= c <= "z" else " " for c in line)
        for line in text.splitlines()
    )
    return [" ".join(line.split()) for line in symbols]


SYMBOLS = "abcdefghijklmnopqrstuvwxyz "
PASSAGES = dict(zip(("first", "second", "third"), _passages(), strict=True))
GIVEN = 13  # symbols that stand there from the start
_RANKS = np.arange(1, len(SYMBOLS) + 1)
_PRIOR = 2 / _RANKS / np.sum(1 / _RANKS)  # as if two letters had been seen before


def _letters_alone(text: str) -> float:
    """Return the bits a symbol under the smoothed shares of The Zen of Python."""
    zen = zen_of_python().lower()
    seen = [c if c in SYMBOLS else " " for c in " ".join(zen.split())]
    counts = empirical_distribution(seen, support=list(SYMBOLS)).counts + 1.0
    sent = empirical_distribution(list(text), support=list(SYMBOLS))
    bits: float = cross_entropy(sent.probs, counts / counts.sum())
    return bits


class GuessingGame(Explorer):
    """Guess the next letter of a text until it is right, and pay in bits.

    After C. E. Shannon, "Prediction and Entropy of Printed English", Bell System
    Technical Journal 30 (1951) 50-64.

    Parameters
    ----------
    text : {"first", "second", "third"}
        Which of the three passages is played.
    guesses : sequence of int
        For each letter found so far, at which guess it was found.
    tried : sequence of str
        The letters tried in vain for the next one.
    """

    module = "guessing_game"
    text = control("first", one_of(*PASSAGES))
    guesses = control(list[int], list_of(whole(1, len(SYMBOLS)), 0, 500))
    tried = control(list[str], list_of(one_of(*SYMBOLS), 0, len(SYMBOLS) - 1))

    @table
    def texts(self) -> dict[str, str]:
        """The passages."""
        return PASSAGES

    @table
    def given(self) -> int:
        """How many symbols stand there from the start."""
        return GIVEN

    @table
    def models(self) -> dict[str, dict[str, float | None]]:
        """For each passage the bits a symbol of two models that see no context."""
        return {
            name: {
                "equal": stored(math.log2(len(SYMBOLS))),
                "alone": stored(_letters_alone(text[GIVEN:])),
            }
            for name, text in PASSAGES.items()
        }

    @table
    def shannon(self) -> list[float]:
        """Shannon's bounds for a reader who knows the hundred letters before."""
        return [0.6, 1.3]

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Refuse what cannot be the state of a game."""
        text = self.texts[values["text"]][GIVEN:]
        found, tried = len(values["guesses"]), values["tried"]
        if found > len(text):
            raise ValueError(
                f"guesses has {found} letters, the passage only {len(text)}"
            )
        if len(set(tried)) < len(tried) or text[found : found + 1] in tried:
            raise ValueError("tried must name wrong letters, each once")
        return values

    def estimate(self) -> dict[str, float]:
        """Return the bits a letter that the guesses need, with twice its standard error.

        `mean` is the length of a real code: before each letter, the share of guess r is
        what was seen of it so far, and as if two letters had been seen before whose
        guesses had shares like 1/r. `low` and `high` are Shannon's bounds on the entropy
        of the text for this reader (his equation 17), from the shares of the guesses.

        >>> GuessingGame(guesses=[1] * 40).estimate()["mean"] < 0.25
        True
        """
        costs, seen = [], _PRIOR.copy()
        for r in self.guesses:
            costs.append(-math.log2(seen[r - 1] / seen.sum()))
            seen[r - 1] += 1
        n = len(costs)
        if n < 2:
            raise ValueError(f"an estimate needs two guesses at least, got {n}")
        counts = Counter(self.guesses)
        shares = np.array(
            sorted([counts[r] / n for r in range(1, len(SYMBOLS) + 1)], reverse=True)
        )
        steps = shares - np.append(shares[1:], 0)
        return {
            "mean": float(np.mean(costs)),
            "error": 2 * float(np.std(costs, ddof=1)) / math.sqrt(n),
            "low": float(np.sum(_RANKS * steps * np.log2(_RANKS))),
            "high": entropy(shares / shares.sum()),
        }

    def still(self) -> str:
        """Draw the bits of the two models."""
        models = self.models[self.text]
        return _still.bars(
            [models["equal"] or 0, models["alone"] or 0],
            labels=[self.words["equal"], self.words["alone"]],
            x_label="",
            y_label=self.words["bars"],
            describe=self.words["still"],
        )

    def summary(self) -> str:
        """Say what two models need that see no context."""
        return self.say("summary", **self.models[self.text])
