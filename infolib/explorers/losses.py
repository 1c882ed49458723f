"""The explorers of the chapter on losses."""

from __future__ import annotations

import math

import numpy as np

from infolib import (
    cross_entropy_from_logits,
    entropy,
    kl_divergence,
    nll_from_logits,
    perplexity,
    softmax,
)
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show
from infolib.explorers._state import control, list_of, on_grid, one_of, real, whole

_CLASSES = 4
_LOGITS = [k / 10 for k in range(-60, 61)]
_TEMPERATURES = [k / 4 for k in range(1, 21)]
_GAPS = [k / 4 for k in range(41)]
SMOOTHED = 0.1  # of a label's weight, shared out
CALLS = (
    "bits",
    "power",
    "mean",
    "exchanged",
    "no_log",
    "raw",
    "twice",
    "smooth",
    "smooth_others",
)


def label_of(classes: int, smoothed: float, *, others: bool = False) -> list[float]:
    """Return the label of class 0, a share of it given to all classes, or to the others."""
    each = smoothed / (classes - 1 if others else classes)
    return [1 - smoothed + (0 if others else each), *[each] * (classes - 1)]


def loss_by_call(call: str, classes: int, gap: float) -> float:
    """Return what a call reports, when the right logit is so far above the equal others.

    In nats, as frameworks do; "right" is the right call.
    """
    z = np.zeros(classes)
    z[0] = gap
    loss: float = nll_from_logits(0, z, base=math.e)
    if call == "bits":
        return loss / math.log(2)
    if call == "power":
        return float(2.0**loss)
    if call == "mean":  # of the terms of KL: one a class
        return loss / classes
    if call == "exchanged":
        return float(kl_divergence(softmax(z), label_of(classes, 0), base=math.e))
    if call == "no_log":
        return 0.0 - float(softmax(z)[0])
    if call == "raw":
        return 0.0 - gap
    if call == "twice":
        loss = nll_from_logits(0, softmax(z), base=math.e)
    if call.startswith("smooth"):
        target = label_of(classes, SMOOTHED, others=call == "smooth_others")
        loss = cross_entropy_from_logits(target, z, base=math.e)
    return loss


def ends_of_call(call: str, classes: int) -> list[float]:
    """Return what a call reports when nothing is known yet, and the least it can report."""
    certain = label_of(classes, 0)
    least = {
        "power": perplexity(certain),
        "exchanged": math.inf,
        "no_log": -1.0,
        "raw": -math.inf,
        "twice": nll_from_logits(0, certain, base=math.e),
        "smooth": entropy(label_of(classes, SMOOTHED), base=math.e),
        "smooth_others": entropy(label_of(classes, SMOOTHED, others=True), base=math.e),
    }
    return [loss_by_call(call, classes, 0), least.get(call, 0.0)]


class FourLogits(Explorer):
    """Four logits, their softmax, and the loss when the first class is right.

    Parameters
    ----------
    z : sequence of float
        Four logits, each one of -6, -5.9, ..., 6.
    temperature : float
        What they are divided by, one of 0.25, 0.5, ..., 5.
    label : {"certain", "smoothed"}
        Whether a tenth of the label is shared out among all four classes.
    """

    module = "four_logits"
    z = control([0.0] * _CLASSES, list_of(on_grid(_LOGITS), _CLASSES, _CLASSES))
    temperature = control(1.0, on_grid(_TEMPERATURES))
    label = control("certain", one_of("certain", "smoothed"))

    def _loss(self) -> float:
        z = np.array(self.z) / self.temperature
        share = SMOOTHED if self.label == "smoothed" else 0
        target = label_of(_CLASSES, share)
        return float(cross_entropy_from_logits(target, z, base=math.e))

    def still(self) -> str:
        """Draw the probabilities that belong to the logits."""
        q = softmax(np.array(self.z) / self.temperature).tolist()
        return _still.bars(
            q,
            labels=[str(i + 1) for i in range(_CLASSES)],
            x_label=self.words["class"],
            y_label=self.words["probability"],
            describe=self.say(
                "describe_shares",
                shares=", ".join(f"{i}: {x:.2f}" for i, x in enumerate(q, 1)),
            ),
        )

    def summary(self) -> str:
        """Say the loss."""
        listed = ", ".join(f"{z:g}" for z in self.z).replace("-", "−")
        return self.say("summary", z=listed, loss=show(self._loss()))


class WrongCall(Explorer):
    """What a loss shows if the call is wrong, against what the model has learned.

    The model gives the right one of `classes` classes a logit that is `gap` above the
    others, which are equal.

    Parameters
    ----------
    call : str
        The wrong call, one of `CALLS` of this module.
    classes : int
        Number of classes, from 2 to a million.
    gap : float
        How far the right logit is above the others, one of 0, 0.25, ..., 10.
    number : float
        A loss that the reader has seen, drawn as a line.
    """

    module = "wrong_call"
    call = control("bits", one_of(*CALLS))
    classes = control(4, whole(2, 10**6))
    gap = control(3.0, on_grid(_GAPS))
    number = control(0.744, real)

    def still(self) -> str:
        """Draw the loss by the right call, from nothing known to all but certain."""
        return _still.line(
            _GAPS,
            [loss_by_call("right", self.classes, gap) for gap in _GAPS],
            x_label=self.words["gap"],
            y_label=self.words["nats"],
            describe=self.words["still"],
            dot=_GAPS.index(self.gap),
        )

    def summary(self) -> str:
        """Say where the loss by this call begins and ends."""
        start, least = (show(x) for x in ends_of_call(self.call, self.classes))
        name = self.words["calls"][self.call]
        return self.say(
            "summary", call=name, classes=self.classes, start=start, least=least
        )
