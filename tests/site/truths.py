"""What each explorer ought to show, computed by infolib and NumPy.

A new explorer needs one function here. It gets what the page shows and returns, for each
element with `data-value`, the number and the unit printed after it, or a plain text. Under
the key `also` it names further numbers that the explorer's sentences mention.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from scipy import integrate, optimize

from infolib import (
    bernoulli_log_likelihood,
    binary_entropy,
    conditional_entropy,
    cross_entropy,
    entropy,
    information_content,
    joint_entropy,
    js_divergence,
    kl_divergence,
    mutual_information,
    poisson_log_likelihood,
)
from infolib.coding import huffman_lengths, kraft_sum
from infolib.data import everyday_events
from infolib.explorers import GuessingGame, codes
from infolib.explorers.joint import answer, rival
from infolib.explorers.relations import uniforms


@dataclass
class Shown:
    """One position of an explorer's controls, and what it showed there."""

    controls: dict[str, float | str]  # sliders and radio buttons by data-control
    values: dict[str, str]  # the text of each element with data-value
    data: dict[str, str]  # data-* attributes of the frame, for what no control holds
    says: str
    state: dict[str, Any]  # what Python wrote into the page


Truth = dict[str, Any]
BASES = {"bits": 2, "nats": math.e, "hartleys": 10}


def distribution(text: str) -> np.ndarray:
    p = np.array(json.loads(text), dtype=float)
    return p / p.sum()  # the last bits only: infolib refuses anything else


def decimals(value: float, digits: int) -> str:
    """Print a number as a page does: half up, where Python rounds a tie to the even digit."""
    if math.isinf(value):
        return "∞"
    return str(Decimal(value).quantize(Decimal(10) ** -digits, ROUND_HALF_UP))


def binary_entropy_truth(shown: Shown) -> Truth:
    unit = shown.controls["unit"]
    base = BASES[unit]
    guess, knobs = json.loads(shown.data["guess"]), shown.state["knobs"]
    if "p" not in shown.controls:  # the reader has not asked to see the curve
        return {"entropy": "?", "also": knobs}
    p = shown.controls["p"]
    curve = binary_entropy(knobs, base=base)
    miss = np.abs(np.array(guess) * binary_entropy(0.5, base=base) - curve)
    return {
        "also": [miss.max(), knobs[np.round(miss, 9).argmax()]],
        "heads": (information_content(p, base=base), unit),
        "tails": (information_content(1 - p, base=base), unit),
        "entropy": (binary_entropy(p, base=base), unit),
    }


def design_distribution_truth(shown: Shown) -> Truth:
    p = distribution(shown.data["p"])
    k = np.arange(1, len(p) + 1)
    h = entropy(p)
    return {
        "entropy": (h, "bits"),
        "effective": (2**h, ""),
        "questions": (p @ huffman_lengths(p), ""),
        "mean": (p @ k, ""),
        "variance": (p @ (k - p @ k) ** 2, ""),
        # What is missing is rounded up, so that it is never printed as 0.
        "also": [*shown.state["target"].values(), math.ceil(1e3 * (1.5 - h)) / 1e3],
    }


def code_space_truth(shown: Shown) -> Truth:
    lengths = [int(shown.controls[f"lengths{i}"]) for i in (1, 2, 3, 4)]
    p = shown.state["table"][shown.controls["source"]]["p"]
    used = kraft_sum(lengths)
    return {
        "used": (float(used), ""),
        "mean": "no code" if used > 1 else (np.dot(lengths, p), "bits"),
        "entropy": (entropy(p), "bits"),
        "also": [float(1 - used), np.dot(lengths, p) - entropy(p)],
    }


@cache
def size_of_file(text: str, model: str) -> int:
    return len(codes.encode(text, model))


def encode_it_truth(shown: Shown) -> Truth:
    text, model = shown.data["text"], str(shown.controls["model"])
    sent = shown.state["texts"].get(shown.controls["source"], text)
    assert sent == text
    parts, file = codes.ledger(text, model), size_of_file(text, model)
    n = len(text.encode())
    nothing = {"floor": "no text", "message": "no text"}
    each = {key: (parts[key] / n, "bits") for key in nothing} if n else nothing
    return {
        "predicted": (parts["head"] + parts["message"], "bits"),
        "measured": (8 * file, "bits"),
        "text_bytes": (n, "bytes"),
        "file_bytes": (file, "bytes"),
        "head": (parts["head"] / 8, "bytes"),
        **each,
    }


def draw_samples_truth(shown: Shown) -> Truth:
    n, sequence = int(shown.controls["n"]), int(shown.data["sequence"])
    source = shown.state["table"][shown.controls["source"]]
    p = np.array(source["p"])
    draws = [int(k) for k in source["records"][sequence - 1]["draws"][:n]]
    shares = np.cumsum(np.eye(len(p))[draws], axis=0) / np.arange(1, n + 1)[:, None]
    kl = kl_divergence(shares, np.broadcast_to(p, shares.shape))
    tv = np.abs(shares - p).sum(axis=1) / 2
    steps = np.sign(np.diff(np.round(tv, 9), prepend=tv[0]))
    bets = zip(shown.data["bets"], steps, strict=False)
    scored = [(bet == "f") == (step > 0) for bet, step in bets if bet != "-" and step]
    return {
        "tv": (tv[-1], ""),
        "bets": f"{sum(scored)} of {len(scored)}" if scored else "none yet",
        "kl": (kl[-1], "bits"),
        "away": f"{(steps > 0).sum()} of {n - 1}" if n > 1 else "none yet",
        "sequence": f"{sequence} of {len(source['records'])}",
        "also": list(tv[-2:]),
    }


def forecasters_bill_truth(shown: Shown) -> Truth:
    p, q = float(shown.controls["p"]), float(shown.controls["q"])
    said = [k / 100 for k in json.loads(shown.data["said"])]
    wet = [int(u < p) for u in uniforms(int(shown.data["weather"]))[:20]]
    assert json.loads(shown.data["wet"]) == wet
    logs = shown.controls["score"] == "log"
    unit = "bits" if logs else ""

    def cost(chance: float, forecast: float) -> float:
        if logs:
            return cross_entropy([chance, 1 - chance], [forecast, 1 - forecast])
        return chance * (1 - forecast) + (1 - chance) * forecast

    yours = [cost(came, x) for came, x in zip(wet, said, strict=False)]
    theirs = [cost(came, p) for came, _ in zip(wet, said, strict=False)]
    extra = cost(p, q) - cost(p, p)
    return {
        "more": (sum(yours) - sum(theirs), unit),
        "bill": (cost(p, q), unit),
        "honest": (cost(p, p), unit),
        "extra": (extra, unit),
        "also": [
            *said[-1:],
            *yours[-1:],
            *theirs[-1:],
            abs(sum(cost(p, x) - cost(p, p) for x in said)),
        ],
    }


def whose_code_truth(shown: Shown) -> Truth:
    p, q = distribution(shown.data["p"]), distribution(shown.data["q"])
    bill, floor = cross_entropy(p, q), entropy(p)
    symbols = ["abcdef".index(name) for name in shown.data["message"]]

    def waiting(shares: np.ndarray) -> float:
        wait = 0.0
        for bits in information_content(shares)[symbols]:
            wait = max(0.0, wait + bits - floor)
        return wait

    return {
        "gap": (bill - floor, "bits"),
        "floor": (floor, "bits"),
        "bill": (bill, "bits"),
        "also": [waiting(q), waiting(p), len(symbols) * (bill - floor)],
    }


def surprise_dial_truth(shown: Shown) -> Truth:
    p = float(shown.data["p"])
    bits = {unit: information_content(p, base=base) for unit, base in BASES.items()}
    low, high = math.floor(round(bits["bits"], 6)), math.ceil(round(bits["bits"], 6))
    named = {event.name: event.probability for event in everyday_events()}
    asked = [named[shown.state["events"][i]["name"]] for i in shown.state["asked"]]
    guesses = [shown.state["chances"][k] for k in json.loads(shown.data["guesses"])]
    ratios = [g / p for g, p in zip(guesses, asked, strict=False)]  # of chances
    misses = [abs(math.log2(ratio)) for ratio in ratios]
    return {
        "bits": (bits["bits"], "bits"),
        "nats": (bits["nats"], ""),
        "hartleys": (bits["hartleys"], ""),
        "heads": str(low) if low == high else f"between {low} and {high}",
        "off": (np.mean(misses), "bits") if misses else "no guess yet",
        "also": [
            1 / p,
            *(1 / chance for chance in named.values()),
            *(information_content(chance) for chance in asked),
            *(2**miss for miss in misses),
        ],
    }


def submarine_truth(shown: Shown) -> Truth:
    shots = json.loads(shown.data["shots"])
    hit = json.loads(shown.data["submarine"]) in shots  # null before the first shot
    misses = len(shots) - hit
    left = 64 - misses
    last = information_content(1 / left if hit else left / (left + 1)) if shots else 0
    total = 6 if hit else information_content(left / 64)
    return {
        "shots": (len(shots), ""),
        "left": (1 if hit else left, ""),
        "last": (last, "bits"),
        "total": (total, "bits"),
    }


def two_events_truth(shown: Shown) -> Truth:
    a, b = float(shown.controls["a"]), float(shown.controls["b"])
    both = float(shown.controls["overlap"])
    bits = information_content
    shared = bits(a) + bits(b) - bits(both)
    return {
        "a": (bits(a), "bits"),
        "b": (bits(b), "bits"),
        "sum": (bits(a) + bits(b), "bits"),
        "both": (bits(both), "bits"),
        "given": (bits(min(1, both / a)), "bits"),
        "shared": (shared, "bits"),
        "also": [-shared, b, both / a],  # of the sentence
    }


def two_coins_truth(shown: Shown) -> Truth:
    a, b = shown.controls["a"], shown.controls["b"]
    p, q = [a, 1 - a], [b, 1 - b]
    return {
        "forward": (kl_divergence(p, q), "bits"),
        "reverse": (kl_divergence(q, p), "bits"),
        "js": (js_divergence(p, q), "bits"),
        "tv": (abs(a - b), ""),
        "floor": (2 * (a - b) ** 2 / math.log(2), "bits"),
    }


def three_coins_truth(shown: Shown) -> Truth:
    a, b, c = ([shown.controls[x], 1 - shown.controls[x]] for x in "abc")
    measures = {
        "kl": (kl_divergence, "bits"),
        "jeffreys": (lambda p, q: kl_divergence(p, q) + kl_divergence(q, p), "bits"),
        "js": (js_divergence, "bits"),
        "root": (lambda p, q: math.sqrt(js_divergence(p, q)), ""),
    }
    truth: Truth = {}
    for name, (measure, unit) in measures.items():
        truth[f"{name}_detour"] = (measure(a, b) + measure(b, c), unit)
        truth[f"{name}_direct"] = (measure(a, c), unit)
    measure, unit = measures[shown.controls["ruler"]]
    planks = [measure(a, b), measure(b, c), measure(a, c)]
    excess = planks[0] + planks[1] - planks[2]
    return truth | {"excess": (excess, unit), "also": [*planks, -excess]}


@cache
def gaussian_for_two(
    m: float, w: float, mu: float, sigma: float
) -> tuple[float, float]:
    """Return KL(p‖q) and KL(q‖p) in bits, by sums over 4,000 steps."""
    x = mu + 40 * (np.arange(4000) + 0.5 - 2000) / 2000

    def log_normal(mean: float, deviation: float) -> np.ndarray:
        return -(((x - mean) / deviation) ** 2) / 2 - np.log(
            deviation * math.sqrt(2 * math.pi)
        )

    log_p = np.logaddexp(
        math.log(w) + log_normal(-m, 1), math.log(1 - w) + log_normal(m, 1)
    )
    log_q = log_normal(mu, sigma)
    step = 0.02 / math.log(2)
    forward = float(np.exp(log_p) @ (log_p - log_q)) * step
    return forward, float(np.exp(log_q) @ (log_q - log_p)) * step


@cache
def lowest_below(m: float, w: float, mu: float, sigma: float) -> tuple[float, float]:
    """Return the bell at which steepest descent of KL(q‖p) ends, in mean and log width."""
    z = np.linspace(-8, 8, 801)
    weights = np.exp(-z * z / 2)
    weights /= weights.sum()

    def downhill(_: float, at: np.ndarray) -> list[float]:
        width = math.exp(at[1])
        x = at[0] + width * z
        # q is a bell of this mean and width: the slope of KL is that of −E log p − log width.
        left = 1 / (1 + np.exp(2 * m * x + math.log((1 - w) / w)))
        slope = x + m * left - m * (1 - left)
        return [-float(weights @ slope), 1 - width * float(weights @ (slope * z))]

    start = [mu, math.log(sigma)]
    end = integrate.solve_ivp(downhill, (0, 400), start, method="LSODA", rtol=1e-8)
    found = optimize.root(lambda at: downhill(0, at), end.y[:, -1], tol=1e-12)
    return float(found.x[0]), math.exp(found.x[1])


def fitting_bench_truth(shown: Shown) -> Truth:
    names = ("m", "w", "mu", "sigma")
    m, w, mu, sigma = (round(float(shown.controls[name]), 2) for name in names)
    forward = shown.controls["direction"] == "forward"
    by_hand = gaussian_for_two(m, w, mu, sigma)
    also = []
    if shown.data["rolled"] == "true":
        also = [by_hand[0 if forward else 1]]
        if forward:  # the moments of the target
            mu, sigma = m * (1 - 2 * w), math.sqrt(1 + 4 * w * (1 - w) * m * m)
        else:
            mu, sigma = lowest_below(m, w, mu, sigma)
    pq, qp = gaussian_for_two(m, w, mu, sigma)
    return {
        "kl": (pq if forward else qp, "bits"),
        "pq": (pq, "bits"),
        "qp": (qp, "bits"),
        "shown_mu": (mu, ""),
        "shown_sigma": (sigma, ""),
        "also": [mu, sigma, *also],
    }


def likelihood_lab_truth(shown: Shown) -> Truth:
    counts = np.array(json.loads(shown.data["counts"]))
    seen = np.repeat(np.arange(counts.size), counts)
    data = shown.controls["data"]
    if data == "coin":
        names, log_likelihood = ("theta", "theta_reference"), bernoulli_log_likelihood
    else:
        names, log_likelihood = ("rate", "rate_reference"), poisson_log_likelihood
    at, against = (round(float(shown.controls[name]), 2) for name in names)
    if not seen.size:
        nothing = {"n": "0", "mean": "no data", "best": "none: no data"}
        return nothing | {
            "total": (0, "bits"),
            "evidence": (0, "bits"),
            "decibans": (0, ""),
        }
    here, there = (log_likelihood(seen, x) for x in (at, against))
    most = max(log_likelihood(seen, np.array(shown.state["models"][data]["grid"])))
    impossible = math.isinf(here) and math.isinf(there)
    bits = math.nan if impossible else here - there
    endless = "undefined" if impossible else "∞" if bits > 0 else "−∞"
    told = math.isfinite(bits)
    return {
        "n": str(seen.size),
        "total": "−∞" if math.isinf(here) else (here, "bits"),
        "mean": "∞" if math.isinf(here) else (-here / seen.size, "bits"),
        "best": (seen.mean(), ""),
        "evidence": (bits, "bits") if told else endless,
        "decibans": (10 * math.log10(2) * bits, "") if told else endless,
        "also": [at, against, abs(bits), most - here],
    }


def coin_truth(shown: Shown) -> Truth:
    tosses, theta = json.loads(shown.data["tosses"]), shown.controls["theta"]
    n = len(tosses)
    if n == 0:
        in_bits = ["gap", "likelihood", "cross", "entropy", "divergence"]
        return {"total": (0, ""), "floor": (0, "")} | dict.fromkeys(
            in_bits, (0, "bits")
        )
    share = sum(tosses) / n
    sample, belief = [share, 1 - share], [theta, 1 - theta]
    likelihood = bernoulli_log_likelihood(tosses, theta)
    best = bernoulli_log_likelihood(tosses, share)
    return {
        "total": (-likelihood, ""),
        "floor": (-best, ""),
        "gap": (best - likelihood, "bits"),
        "likelihood": (likelihood, "bits"),
        "cross": (cross_entropy(sample, belief), "bits"),
        "entropy": (entropy(sample), "bits"),
        "divergence": (kl_divergence(sample, belief), "bits"),
        "also": [best - likelihood],
    }


def cockpit_truth(shown: Shown) -> Truth:
    n = int(shown.controls["n"])
    truth, theta = (shown.controls[x] for x in ("truth", "theta"))
    tosses = [u < truth for u in uniforms(int(shown.data["seed"]))[:n]]
    heads = sum(tosses)
    share = heads / n
    sample, p, q = (np.array([x, 1 - x]) for x in (share, truth, theta))
    evidence = n * (cross_entropy(sample, p) - cross_entropy(sample, q))
    message, floor = -bernoulli_log_likelihood(tosses, theta), n * entropy(sample)
    rows = [
        [decimals(x, digits) for x in (message, floor, message - floor)]
        for digits in (2, 3, 4, 5)
    ]
    adds = (
        r
        for r in rows
        if math.isinf(message) or Decimal(r[0]) == sum(map(Decimal, r[1:]))
    )
    bars = {
        "surprise": (message, "bits"),
        "cross": (cross_entropy(sample, q), "bits"),
        "parts": "{} = {} + {} bits".format(*next(adds, rows[0])),
        "likelihood": (-message, "bits"),
    }
    return {
        "bar": bars[str(shown.controls["view"])],
        "share": f"{heads} / {n} = {decimals(share, 4)}",
        "message": (message, "bits"),
        "cross": (cross_entropy(sample, q), "bits"),
        "entropy": (entropy(sample), "bits"),
        "sample": (kl_divergence(sample, q), "bits"),
        "truth": (kl_divergence(p, q), "bits"),
        "bill": (cross_entropy(p, q), "bits"),
        "evidence": (evidence, "bits") if math.isfinite(evidence) else "−∞",
        "also": [share, p[0], q[0], 0, 1, *information_content(q)],
    }


def guessing_game_truth(shown: Shown) -> Truth:
    guesses = json.loads(shown.data["guesses"])
    tried = int(shown.data["tried"])
    n = len(guesses)
    size = len(shown.state["texts"][shown.controls["text"]]) - shown.state["given"]
    found = GuessingGame(guesses=guesses).estimate() if n > 1 else {"mean": None}
    if n == 1:
        # No spread yet: the surprise of the first guess alone, under shares like 1/r.
        prior = 1 / np.arange(1, 28)
        found = {"mean": float(-np.log2((prior / prior.sum())[guesses[0] - 1]))}
    ends = [f"{found[x]:.2f}" for x in ("low", "high")] if n > 1 else ["0.00", "0.00"]
    error = f"{found['error']:.2f}" if n > 1 else "∞"
    return {
        "bits": f"{found['mean']:.2f} ± {error}" if n else "no letter yet",
        "letters": f"{n} / {size}",
        "first": f"{100 * guesses.count(1) / n:.0f} %" if n else "no letter yet",
        "guesses": str(sum(guesses) + tried),
        "bounds": "{} to {} bits".format(*ends) if n else "no letter yet",
        "also": [-math.log2(p) for p in _last_costs(guesses)],
    }


def _last_costs(guesses: list[int]) -> list[float]:
    """Return the share that the last guess had before it was made."""
    if not guesses:
        return []
    weights = 2 / np.arange(1, 28) / np.sum(1 / np.arange(1, 28))
    weights = weights + np.bincount(np.array(guesses[:-1], dtype=int), minlength=28)[1:]
    return [float((weights / weights.sum())[guesses[-1] - 1])]


def paint_joint_truth(shown: Shown) -> Truth:
    joint = distribution(shown.data["p"]).reshape(2, 3)
    x, y = joint.sum(axis=1), joint.sum(axis=0)
    after = [entropy(row / row.sum()) if row.sum() > 0 else None for row in joint]
    told = mutual_information(joint)
    truth = {
        "told": told,
        "x": entropy(x),
        "y": entropy(y),
        "both": joint_entropy(joint),
        "y_x": conditional_entropy(joint, given=0),
        "x_y": conditional_entropy(joint, given=1),
        "river": after[0],
        "station": after[1],
    }
    return {
        name: "never happens" if bits is None else (bits, "bits")
        for name, bits in truth.items()
    }


def noisy_telephone_truth(shown: Shown) -> Truth:
    f, third = float(shown.controls["f"]), shown.controls["third"]
    u = np.array(uniforms(int(shown.data["seed"]))[:180]).reshape(9, 20)
    sent = u[0] < 0.5
    flips = (u[1:] < f).cumsum(axis=0)[-1] + (third == "deny")
    last = sent ^ (flips % 2 == 1)
    if third == "shout":
        last = (1 + (u[4:] < f).sum(axis=0)) % 2 == 1
    # A chain of channels is the power of one: the joint table of the first bit and a later.
    channel = np.array([[1 - f, f], [f, 1 - f]])
    after = [mutual_information(np.linalg.matrix_power(channel, k) / 2) for k in (1, 8)]
    if third == "shout":
        after[1] = 0.0
    nothing = [f == 0.5, f == 0.5 or third == "shout"]
    one, all_ = (
        (told, "bits") if told >= 0.0005 or none else "less than 0.001 bits"
        for told, none in zip(after, nothing, strict=True)
    )
    return {
        "arrives": all_,
        "one": one,
        "also": [0.001],
        "wrong": f"{(last != sent).sum()} of 20",
    }


def mastermind_truth(shown: Shown) -> Truth:
    draft, secret = shown.data["draft"], shown.data["secret"]
    guesses = shown.data["guesses"].split()
    left = [["".join(digits) for digits in product("012345", repeat=4)]]
    for guess in guesses:
        told = answer(guess, secret)
        left.append([code for code in left[-1] if answer(guess, code) == told])

    def parts(guess: str, codes: list[str]) -> np.ndarray:
        sizes = Counter(tuple(answer(guess, code)) for code in codes)
        return np.array(list(sizes.values()))

    def worth(guess: str, codes: list[str]) -> float:
        return entropy(parts(guess, codes) / len(codes))

    sizes = parts(draft, left[-1])
    also = [math.log2(1296)]
    if guesses:
        last = worth(guesses[-1], left[-2])
        also += [math.log2(len(left[-2]) / len(left[-1])), last]
    if guesses and (guesses[-1] == secret or len(guesses) == 8):
        assert f"needed {len(rival(secret))}" in shown.says
    return {
        "worth": (worth(draft, left[-1]), "bits"),
        "told": (math.log2(1296 / len(left[-1])), "bits"),
        "left": (len(left[-1]), ""),
        "mean_left": (np.sum(sizes**2) / len(left[-1]), ""),
        "worst": (sizes.max(), ""),
        "also": also,
    }


def four_logits_truth(shown: Shown) -> Truth:
    z = np.array(json.loads(shown.data["z"])) / float(shown.controls["temperature"])
    each = 0.1 / 4 if shown.controls["label"] == "smoothed" else 0
    p = np.array([1 - 3 * each, each, each, each])
    # From the definition: softmax and logarithm, in this order.
    q = np.exp(z) / np.exp(z).sum()
    loss, floor = -p @ np.log(q), entropy(p, base=math.e)
    slopes = (q - p) / float(shown.controls["temperature"])
    return {
        "loss": (loss, "nats"),
        "bits": (loss / math.log(2), "bits"),
        "floor": (floor, "nats"),
        **{f"slope{i}": (slope, "") for i, slope in enumerate(slopes, 1)},
        "also": [q[0], p[0], loss - floor],
    }


def wrong_call_truth(shown: Shown) -> Truth:
    k, gap = int(shown.data["classes"]), float(shown.controls["gap"])
    number = float(shown.data["number"])

    def reported(gap: float) -> dict[str, float]:
        """Return what each call shows, by its closed form."""
        rest = (k - 1) * math.exp(-gap)
        loss, right = math.log(1 + rest), 1 / (1 + rest)
        apart = right - (1 - right) / (k - 1)
        return {
            "right": loss,
            "bits": math.log2(1 + rest),
            "power": 2**loss,
            "mean": loss / k,
            "exchanged": math.inf,
            "no_log": -right,
            "raw": -gap,
            "twice": math.log(1 + (k - 1) * math.exp(-apart)),
            "smooth": loss + 0.1 * gap * (k - 1) / k,
            "smooth_others": loss + 0.1 * gap,
        }

    def floor(right: float) -> float:
        return -right * math.log(right) - (1 - right) * math.log((1 - right) / (k - 1))

    least = {
        **reported(800),
        "raw": -math.inf,
        "smooth": floor(0.9 + 0.1 / k),
        "smooth_others": floor(0.9),
    }
    now, first = reported(gap), reported(0)
    return {
        "shown": (now[str(shown.controls["call"])], ""),
        "right": (now["right"], ""),
        **{f"{call}_start": (first[call], "") for call in now},
        **{f"{call}_least": (least[call], "") for call in now},
        "also": [number],
    }


TRUTHS: dict[str, Callable[[Shown], Truth]] = {
    "binary_entropy": binary_entropy_truth,
    "cockpit": cockpit_truth,
    "coin": coin_truth,
    "code_space": code_space_truth,
    "design_distribution": design_distribution_truth,
    "draw_samples": draw_samples_truth,
    "encode_it": encode_it_truth,
    "fitting_bench": fitting_bench_truth,
    "forecasters_bill": forecasters_bill_truth,
    "four_logits": four_logits_truth,
    "guessing_game": guessing_game_truth,
    "likelihood_lab": likelihood_lab_truth,
    "mastermind": mastermind_truth,
    "noisy_telephone": noisy_telephone_truth,
    "paint_joint": paint_joint_truth,
    "submarine": submarine_truth,
    "surprise_dial": surprise_dial_truth,
    "three_coins": three_coins_truth,
    "two_coins": two_coins_truth,
    "two_events": two_events_truth,
    "whose_code": whose_code_truth,
    "wrong_call": wrong_call_truth,
}

# These reply to answers (test_questions.py, test_predict.py, test_diagnostic.py).
QUESTIONS = {
    "belief_ledger",
    "choice_question",
    "diagnostic",
    "number_question",
    "predict",
}
