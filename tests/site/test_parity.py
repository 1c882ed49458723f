"""The few formulas written again in JavaScript give what Python gives."""

from __future__ import annotations

import heapq
import json
import math
import re
from collections import Counter
from collections.abc import Callable
from itertools import product
from typing import Any

import fitting_table as fitting
import numpy as np
import pytest

import infolib
from infolib import coding
from infolib.explorers import GuessingGame, codes, joint
from infolib.explorers._bundle import JS, bundle
from infolib.explorers.losses import CALLS, ends_of_call, loss_by_call
from infolib.explorers.relations import uniforms

TWINS = ["bells", "calls", "codebreaking", "guesses", "measures"]
rng = np.random.default_rng(20260101)


def distributions() -> list[list[float]]:
    """Return thousands of distributions, ordinary and awkward ones."""
    edges: list[Any] = [
        *([1 / k] * k for k in range(1, 21)),
        *(row for k in range(1, 9) for row in np.eye(k)),
        [0.5, 0.25, 0.125, 0.125],
        [0.5, 0, 0.5],
        [1 - 1e-12, 1e-12],
        [1 - 2**-53, 2**-53],
        [1, 1e-300],
        [1, 5e-324],
        [0.1] * 10,
    ]
    random = [
        rng.dirichlet(np.full(rng.integers(1, 13), concentration))
        for concentration in (0.05, 0.3, 1, 10)
        for _ in range(400)
    ]
    # Many equal shares: where a code may break ties in more than one way.
    ties = [rng.integers(0, 4, size=rng.integers(2, 9)) for _ in range(1000)]
    ties = [t / t.sum() for t in ties if t.sum()]
    return [np.asarray(p, float).tolist() for p in [*edges, *random, *ties]]


DISTRIBUTIONS = [(p,) for p in distributions()]
# A model that may give no chance to what happens: the bill is infinite then.
PAIRS = [
    (p, q)
    for (p,), (q,) in zip(DISTRIBUTIONS, DISTRIBUTIONS[::-1], strict=True)
    if len(p) == len(q)
]


def mean(p: list[float]) -> float:
    return float(np.dot(p, np.arange(1, len(p) + 1)))


def variance(p: list[float]) -> float:
    return float(np.dot(p, (np.arange(1, len(p) + 1) - mean(p)) ** 2))


def huffman_tree(p: list[float]) -> Any:
    """Return Huffman's tree: outcomes as leaves, pairs as nodes, the oldest first."""
    heap = [(share, i, i) for i, share in enumerate(p) if share > 0]
    heapq.heapify(heap)
    for born in range(len(p), len(p) + len(heap) - 1):
        (a, _, left), (b, _, right) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a + b, born, [left, right]))
    return heap[0][2]


def guessing(guesses: list[int]) -> dict[str, Any]:
    return GuessingGame(guesses=guesses).estimate()


# Guesses as readers make them, mostly right at once, and as nobody does.
GUESSES = [
    ([int(r) for r in np.minimum(rng.geometric(0.6, size=n), 27)],)
    for n in range(2, 300)
]
GUESSES += [([r] * 9,) for r in range(1, 28)] + [(list(range(1, 28)),)]


def in_bits(nats: Callable[..., float]) -> Callable[..., float]:
    return lambda *bell: nats(*bell) / math.log(2)


# A bell and its target of two: mu, sigma, m, w, far off and near.
BELLS = [
    (round(rng.uniform(-5, 5), 2), round(rng.uniform(0.7, 5), 2), m / 10, w / 10)
    for m in range(41)
    for w in range(5, 10)
]

# Codes of Mastermind: all pairs of some, then games.
CODES = ["".join(digits) for digits in product("012345", repeat=4)]
SOME = [str(code) for code in rng.choice(CODES, size=60)]
CODE_PAIRS = [(guess, code) for guess in SOME for code in CODES]
SPLITS = [
    (guess, [str(code) for code in rng.choice(CODES, size=n, replace=False)])
    for n in (1, 2, 3, 10, 100, 1296)
    for guess in SOME[:10]
]


def part_sizes(guess: str, left: list[str]) -> list[int]:
    return sorted(Counter(tuple(joint.answer(guess, code)) for code in left).values())


def codes_left(guesses: list[str], secret: str) -> list[str]:
    return [
        code
        for code in CODES
        if all(joint.answer(g, code) == joint.answer(g, secret) for g in guesses)
    ]


# Labels with logits, near and far apart; calls with numbers of classes and gaps.
LOGITS = [
    (p, (scale * rng.standard_normal(len(p))).tolist())
    for p in distributions()
    for scale in (1, 30)
]
REPORTS = [
    (call, classes, gap / 4)
    for call in ("right", *CALLS)
    for classes in (2, 3, 4, 5, 10, 100, 1000)
    for gap in range(41)
]


def in_nats(p: list[float], z: list[float]) -> float:
    return infolib.cross_entropy_from_logits(p, z, base=math.e)


# One line a function: its original, and the lists of arguments to try.
CASES: dict[str, tuple[Callable[..., Any], list[tuple[Any, ...]]]] = {
    "entropy": (infolib.entropy, DISTRIBUTIONS),
    "crossEntropy": (infolib.cross_entropy, PAIRS),
    "klDivergence": (infolib.kl_divergence, PAIRS),
    "jsDivergence": (infolib.js_divergence, PAIRS),
    "mean": (mean, DISTRIBUTIONS),
    "variance": (variance, DISTRIBUTIONS),
    "huffmanTree": (huffman_tree, DISTRIBUTIONS),
    "huffmanLengths": (coding.huffman_lengths, DISTRIBUTIONS),
    "guessing": (guessing, GUESSES),
    "reverseKl": (in_bits(fitting.reverse_kl), BELLS),
    "softmax": (infolib.softmax, [(z,) for _, z in LOGITS]),
    "lossOfLogits": (in_nats, LOGITS),
    "lossByCall": (loss_by_call, REPORTS),
    "endsOfCall": (ends_of_call, [r[:2] for r in REPORTS if r[2] == 0]),
    "forwardKl": (in_bits(fitting.forward_kl), BELLS),
    "answer": (joint.answer, CODE_PAIRS),
    "partSizes": (part_sizes, SPLITS),
    "codesLeft": (codes_left, [(SOME[:n], SOME[-1]) for n in range(4)]),
    "question": (lambda left: joint.question(tuple(left)), [(s,) for _, s in SPLITS]),
    "rival": (lambda secret, _: joint.rival(secret), [(s, "0123") for s in SOME]),
}


EXPORTED = {
    name: module
    for module in TWINS
    for name in re.findall(
        r"^export (?:const|function) (\w+)",
        (JS / f"{module}.mjs").read_text("utf-8"),
        re.M,
    )
}


def test_every_function_of_the_modules_is_compared():
    assert set(EXPORTED) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_javascript_agrees_with_python(browser, name):
    original, arguments = CASES[name]
    page = browser.new_page()
    module = EXPORTED[name]
    # As one text each way: a list goes to the browser and back item by item.
    found = json.loads(
        page.evaluate(
            f"""(all) => {{ {bundle(module)};
              const results = JSON.parse(all).map((a) => need("{module}").{name}(...a));
              return JSON.stringify(results, (_, x) => Math.abs(x) === Infinity ? String(x) : x);
            }}""",
            json.dumps(arguments),
        )
    )
    page.close()
    for given, result in zip(arguments, found, strict=True):
        expected = original(*given)
        if isinstance(expected, float):
            # The absolute part is for shares like 1 - 1e-12, whose sum infolib corrects.
            assert math.isclose(
                float(result), expected, rel_tol=1e-12, abs_tol=1e-15
            ), given
        elif isinstance(expected, dict):
            shown = {name: result[name] for name in expected}
            assert shown == pytest.approx(expected, rel=1e-12, abs=1e-12), given
        elif name in ("softmax", "endsOfCall"):
            result = [float(str(x)) for x in result]
            assert result == pytest.approx(list(expected), rel=1e-12, abs=1e-15), given
        else:
            assert result == expected, given


def test_a_seed_brings_the_same_tosses_in_both(browser):
    page = browser.new_page()
    found = page.evaluate(f"""() => {{ {bundle("ui")};
      return Array.from({{ length: 1000 }}, (_, seed) => {{
        const random = need("ui").randomFrom(seed);
        return Array.from({{ length: 200 }}, random);
      }});
    }}""")
    page.close()
    assert found[1:] == [uniforms(seed) for seed in range(1, 1000)]
    assert found[0][13:] == uniforms(0)[13:]  # the first thirteen are the chapter's


# Texts as readers write them, and as nobody does.
TEXTS = ["", "a", "\x00", "\r\n\t", "ab" * 200, "z" * 3000, "咖啡 ☕️🙂", "\U0010ffff"]
TEXTS += ["\ufeffas files begin", "\ufeff\ufeff"]
TEXTS += codes.EncodeIt().texts.values()
TEXTS += [
    "".join(map(chr, rng.integers(low, high, size=rng.integers(1, 400))))
    for low, high in [(32, 127), (0, 256), (0x4E00, 0x9FFF), (0x1F300, 0x1F700)]
    for _ in range(5)
]


def test_files_are_the_same_in_both_byte_for_byte_and_can_be_opened(browser):
    wanted = [(text, model) for text in TEXTS for model in codes.MODELS]
    page = browser.new_page()
    found = json.loads(
        page.evaluate(
            f"""([all, english]) => {{ {bundle("coder")};
              const {{ encodeFile, decodeFile, MODELS }} = need("coder");
              return JSON.stringify(JSON.parse(all).map(([text, name]) => {{
                const made = encodeFile(text, name, english);
                return [made.file, made.head, made.bits, decodeFile(made.file, english), MODELS];
              }}));
            }}""",
            [json.dumps(wanted), codes.english_weights()],
        )
    )
    page.close()
    for (text, model), (file, head, bits, opened, models) in zip(
        wanted, found, strict=True
    ):
        assert bytes(file) == codes.encode(text, model), (text, model)
        assert opened == {"text": text, "name": model}
        assert codes.decode(bytes(file)) == text
        parts = codes.ledger(text, model)
        assert 8 * head == parts["head"]
        assert bits == pytest.approx(parts["message"], rel=1e-12, abs=1e-9)
        assert 8 * len(file) <= 8 * head + bits + 9 + 1e-6
        assert tuple(models) == codes.MODELS


def test_what_is_no_file_opens_in_neither(browser):
    good = codes.encode("The orders of a day", "adaptive")
    broken = [
        b"",
        b"\x07",
        b"\x03",
        b"\x03\xff\xff",
        b"\x00\xff\xff\xff\xff\xff\xff\x7f",
        b"\x00" + b"\xff" * 20000,
        b"\x02\x04\x61" + b"\xff" * 20000,
    ]
    broken += [good[:-1], good + b"\x00", b"\x00" + good[1:], b"\x02\x04\x61\x05"]
    broken += [bytes([*good[:5], good[5] ^ 1, *good[6:]]), b"\x02\x04\x61", b"\x02\x80"]
    page = browser.new_page()
    opened = page.evaluate(
        f"""([files, english]) => {{ {bundle("coder")};
          return files.map((f) => need("coder").decodeFile(f, english, 4e5) ?? null);
        }}""",
        [[list(file) for file in broken], codes.english_weights()],
    )
    page.close()
    assert opened == [None] * len(broken)
    for file in broken:
        with pytest.raises(ValueError, match="no file of this explorer"):
            codes.decode(file)


@pytest.mark.parametrize("model", codes.MODELS)
def test_a_hundred_thousand_characters_are_a_file_and_back_in_seconds(browser, model):
    page = browser.new_page()
    length, seconds = page.evaluate(
        f"""([text, name, english]) => {{ {bundle("coder")};
          const {{ encodeFile, decodeFile }} = need("coder");
          const start = performance.now();
          const {{ file }} = encodeFile(text, name, english);
          const back = decodeFile(file, english).text;
          return [back === text ? file.length : 0, (performance.now() - start) / 1000];
        }}""",
        [
            (codes.EncodeIt().texts["zen"] * 120)[:100_000],
            model,
            codes.english_weights(),
        ],
    )
    page.close()
    assert 0 < length < 102_000
    assert seconds < 20  # a third of one on an idle machine
