"""The explorer of the chapter on codes: a text, a model, a file that can be opened again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from infolib import empirical_distribution, entropy
from infolib.coding import Model, arithmetic_decode, arithmetic_encode
from infolib.data import zen_of_python
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import control, one_of, table, text

BYTES = 256
MODELS = ("uniform", "english", "shares", "adaptive", "pairs")
MOST = 400_000  # bytes of a text: 100,000 characters of up to four
SEEN, AFTER = 16, 512  # what one sight of a byte weighs, and one behind the same byte


@cache
def english_weights() -> list[int]:
    """Return weights of bytes learned from the passages of the guessing game."""
    passages = files("infolib.explorers").joinpath("guessing.txt").read_bytes()
    weights: list[int] = (1 + 4 * _counts(list(passages))).tolist()
    return weights


def _counts(sent: Sequence[int]) -> NDArray[np.intp]:
    """Return how often each byte comes."""
    return np.bincount(np.array(sent, dtype=np.intp), minlength=BYTES)


def _weights(name: str, counts: Sequence[int]) -> Model:
    """Return a model for the bytes of one message; one knows how often each comes.

    Those that learn do so from call to call, a byte each.
    """
    fixed = {"uniform": [1] * BYTES, "english": english_weights(), "shares": counts}
    if name in fixed:
        return lambda past: fixed[name]
    seen = np.ones(BYTES, dtype=int)
    after = np.zeros((BYTES, BYTES), dtype=int)

    def learning(past: Sequence[int]) -> list[int]:
        before, last = [0, 0, *past[-2:]][-2:]
        if past:
            seen[last] += SEEN
            after[before, last] += AFTER if name == "pairs" else 0
        weights: list[int] = (seen + after[last]).tolist()
        return weights

    return learning


def _varint(n: int) -> list[int]:
    """Return a whole number as bytes: seven digits each, the lowest first."""
    return [n] if n < 128 else [n % 128 + 128, *_varint(n // 128)]


@lru_cache(1)  # the picture asks for it, then the sentence
def encode(message: str, model: str) -> bytes:
    """Return the file of a text: the model's number, the length, a table, the digits.

    Only the model of the text's own shares needs the table: its bytes and their counts.

    >>> encode("aaaa", "shares").hex(" ")
    '02 04 61 04'
    """
    sent = list(message.encode())
    counts = _counts(sent).tolist()
    head = [MODELS.index(model), *_varint(len(sent))]
    if model == "shares":
        for byte, count in enumerate(counts):
            head += [byte, *_varint(count)] if count else []
    digits = arithmetic_encode(sent, _weights(model, counts))
    digits += "0" * (-len(digits) % 8)
    return bytes(head) + int(f"0{digits}", 2).to_bytes(len(digits) // 8, "big")


def decode(file: bytes) -> str:
    """Return the text of a file that `encode` wrote.

    >>> decode(encode("Kaffee ☕", "pairs"))
    'Kaffee ☕'
    """
    rest = iter(file)

    def varint() -> int:
        n = 0
        for place in range(5):  # no length needs more
            byte = next(rest)
            n += byte % 128 << 7 * place
            if byte < 128:
                return n
        raise ValueError

    try:
        model, n = MODELS[next(rest)], varint()
        if n > MOST:
            raise ValueError
        counts = [0] * BYTES
        while model == "shares" and sum(counts) < n:
            byte = next(rest)
            counts[byte] = varint()
        digits = "".join(f"{byte:08b}" for byte in rest)
        message = bytes(arithmetic_decode(digits, n, _weights(model, counts))).decode()
        if encode(message, model) == file:
            return message
    except (StopIteration, IndexError, ValueError):
        pass
    raise ValueError("this is no file of this explorer, or not all of it")


class EncodeIt(Explorer):
    """A text as a file: what the ledger predicts, and what an arithmetic coder measures.

    Parameters
    ----------
    source : {"zen", "river", "mixed", "own"}
        Which text: The Zen of Python, orders at a stall, other scripts, or `text`.
    text : str
        The reader's own text.
    model : {"uniform", "english", "shares", "adaptive", "pairs"}
        What the code expects of the next byte.
    """

    module = "encode_it"
    source = control("zen", one_of("zen", "river", "mixed", "own"))
    text = control("", text(MOST // 4))
    model = control("uniform", one_of(*MODELS))

    @table
    def texts(self) -> dict[str, str]:
        """The texts that are there."""
        orders = np.random.default_rng(3).choice(list("sml"), 600, p=[0.42, 0.31, 0.27])
        return {
            "zen": zen_of_python(),
            "river": "".join(orders),
            "mixed": "咖啡，一杯。café crème, кофе, καφές ☕️🙂",
        }

    @table
    def english(self) -> list[int]:
        """The weights of the bytes in other texts."""
        return english_weights()

    def message(self) -> str:
        """Return the text that is sent."""
        return self.texts.get(self.source, self.text)

    def ledger(self) -> dict[str, float]:
        """Return what the file should take, in bits: its head, and the text's surprise."""
        return ledger(self.message(), self.model)

    def still(self) -> str:
        """Draw the bits of the bytes alone, of the message and of the file."""
        parts, file = self.ledger(), 8 * len(encode(self.message(), self.model))
        return _still.bars(
            [parts["floor"], parts["message"], file],
            labels=[self.words[key] for key in ("floor", "message", "file")],
            x_label="",
            y_label=self.words["still_y"],
            describe=self.say("still", file=file),
        )

    def summary(self) -> str:
        """Say what the ledger predicts and what the file measures."""
        parts, file = self.ledger(), 8 * len(encode(self.message(), self.model))
        predicted = show(parts["head"] + parts["message"], 1)
        return self.say("summary", predicted=predicted, file=file)


@lru_cache(1)  # as above
def ledger(message: str, model: str) -> dict[str, float]:
    """Return what a file should take, in bits.

    `floor` is the entropy of the bytes' shares times their number, `message` the surprise
    of the text under the model, and `head` whatever stands in front of it.
    """
    sent = list(message.encode())
    counts = _counts(sent).tolist()
    expects = _weights(model, counts)
    bits, past = 0.0, list[int]()
    for byte in sent:
        weights = list(expects(past))
        bits -= math.log2(weights[byte] / sum(weights))
        past.append(byte)
    head = 1 + len(_varint(len(sent)))
    if model == "shares":
        head += sum(1 + len(_varint(count)) for count in counts if count)
    floor = len(sent) * entropy(empirical_distribution(sent).probs) if sent else 0.0
    return {"head": 8 * head, "message": bits, "floor": floor}
