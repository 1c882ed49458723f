"""The explorers of the chapter on information content."""

from __future__ import annotations

import math
from typing import Any

import traitlets

from infolib import information_content
from infolib.data import everyday_events
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show

_UNITS = {"bits": 2.0, "nats": math.e, "hartleys": 10.0}
SQUARES = 64


def _six(value: float) -> float | None:
    # JSON has no infinity; the page prints null as ∞.
    return None if math.isinf(value) else round(value, 6) + 0.0


def _dial() -> tuple[list[float], list[dict[str, Any]]]:
    """Return the chances on the dial, the likeliest first, and the events among them.

    They are the quarter-bits from 0 to 30, and the events with their own chances. Twelve
    digits: every machine writes the same ones, and six decimals of a bit need no more.
    """
    events = everyday_events()
    chances = [0.5 ** (k / 4) for k in range(121)]
    chances += [event.probability for event in events]
    places = sorted({float(f"{p:.12g}") for p in chances}, reverse=True)
    named = [
        {
            "name": event.name,
            "because": event.because,
            "place": places.index(float(f"{event.probability:.12g}")),
        }
        for event in events
    ]
    return places, named


_CHANCES, _EVENTS = _dial()
_BITS = [information_content(p) for p in _CHANCES]
_NEAREST = [
    min(
        range(len(_EVENTS)),
        key=lambda e: abs(_BITS[_EVENTS[e]["place"]] - bits),
    )
    for bits in _BITS
]


class SurpriseDial(Explorer):
    """A dial from certain to one in a billion: one surprise in every unit.

    Parameters
    ----------
    p : float
        Probability: a quarter-bit between 1 and ½³⁰, or that of an everyday event.
    """

    module = "surprise_dial"
    p = traitlets.Float(0.5).tag(sync=True, explorer=True, control=True)
    chances = traitlets.List(_CHANCES, read_only=True).tag(sync=True, explorer=True)
    information = traitlets.Dict(
        {
            unit: [_six(information_content(p, base=base)) for p in _CHANCES]
            for unit, base in _UNITS.items()
        },
        read_only=True,
    ).tag(sync=True, explorer=True)
    events = traitlets.List(_EVENTS, read_only=True).tag(sync=True, explorer=True)
    nearest = traitlets.List(_NEAREST, read_only=True).tag(sync=True, explorer=True)

    @traitlets.validate("p")
    def _on_the_dial(self, proposal: Any) -> float:
        p: float = proposal["value"]
        near = min(_CHANCES, key=lambda chance: abs(chance - p) / chance)
        if not math.isclose(p, near, rel_tol=1e-9):
            raise traitlets.TraitError(
                "p must be on the dial (a quarter-bit or the chance of an everyday "
                f"event), got {p}; the nearest chance there is {near}"
            )
        return near

    def _event(self) -> dict[str, Any]:
        return _EVENTS[_NEAREST[_CHANCES.index(self.p)]]

    def still(self) -> str:
        """Draw the line of surprises with this one on it."""
        shown = range(0, len(_CHANCES), 4)
        place = _CHANCES.index(self.p)
        return _still.scale(
            _BITS[place],
            marks=[_BITS[event["place"]] for event in _EVENTS],
            high=30,
            x_label="information content in bits",
            describe=f"A scale from 0 to {_BITS[shown[-1]]:.0f} bits with everyday "
            f"events on it; the hand stands at {_BITS[place]:.2f} bits",
        )

    def summary(self) -> str:
        """Say the information content shown, and the nearest everyday event."""
        bits = _BITS[_CHANCES.index(self.p)]
        what = f"that happens once in {1 / self.p:,.6g} times"
        return (
            f"Something {'certain' if self.p == 1 else what} has {bits:.3f} bits. "
            f"Nearest everyday event: {self._event()['name']}."
        )


_LEFT = range(SQUARES, 0, -1)  # squares left before shot 1, 2, ..., 64
_MISS = [information_content((n - 1) / n) for n in _LEFT]
_HIT = [information_content(1 / n) for n in _LEFT]
_TOTAL = [information_content((SQUARES - k) / SQUARES) for k in range(SQUARES + 1)]


class Submarine(Explorer):
    """The game of Submarine on eight by eight squares: every game is worth six bits.

    After D. J. C. MacKay, Information Theory, Inference, and Learning Algorithms (2003),
    section 4.1.

    Parameters
    ----------
    shots : sequence of int
        Squares fired at so far, each once, numbered 0 to 63 row by row.
    submarine : int, optional
        The square where the submarine lies. Unless given, the page hides it at random.
    """

    module = "submarine"
    shots: traitlets.List[int] = traitlets.List(traitlets.Int(min=0, max=63)).tag(
        sync=True, explorer=True, control=True
    )
    submarine = traitlets.Int(None, allow_none=True, min=0, max=63).tag(
        sync=True, explorer=True
    )
    miss = traitlets.List([_six(i) for i in _MISS], read_only=True).tag(
        sync=True, explorer=True
    )
    hit = traitlets.List([_six(i) for i in _HIT], read_only=True).tag(
        sync=True, explorer=True
    )
    # After k misses, and after k misses and a hit.
    missed = traitlets.List([_six(i) for i in _TOTAL], read_only=True).tag(
        sync=True, explorer=True
    )
    found = traitlets.List(
        [_six(t + h) for t, h in zip(_TOTAL, _HIT, strict=False)], read_only=True
    ).tag(sync=True, explorer=True)

    @traitlets.validate("shots")
    def _each_once(self, proposal: Any) -> list[int]:
        shots: list[int] = proposal["value"]
        if len(set(shots)) < len(shots):
            raise traitlets.TraitError(f"shots must name each square once, got {shots}")
        return shots

    def _misses(self) -> int:
        return len([shot for shot in self.shots if shot != self.submarine])

    def still(self) -> str:
        """Draw the running total of an unlucky player."""
        return _still.line(
            list(range(SQUARES)),
            _TOTAL[:SQUARES],
            x_label="misses",
            y_label="bits in all",
            describe="Bits from misses alone against their number: 1 bit after 32, 2 "
            "after 48, then ever faster, up to 6 bits after 63",
            dot=min(self._misses(), SQUARES - 1),
        )

    def summary(self) -> str:
        """Say what the shots shown have told."""
        if not self.shots:
            return (
                "A submarine hides on one of 64 squares. Each miss tells a little; "
                "when it is found, the bits add up to 6."
            )
        misses = self._misses()
        if self.submarine in self.shots:
            return f"Hit at shot {misses + 1}: 6 bits in all."
        return f"{misses} misses have told {_TOTAL[misses]:.4f} of 6 bits."


_CHOICES = [0.2, 0.5, 0.8]


def _range(a: float, b: float) -> tuple[int, int]:
    """Return the smallest and the largest overlap, in hundredths."""
    x, y = round(100 * a), round(100 * b)
    return max(0, x + y - 100), min(x, y)


def _pairs() -> dict[str, dict[str, list[float | None]]]:
    """Return, for both chances, the numbers of every overlap from the smallest on."""
    table = {}
    for a in _CHOICES:
        for b in _CHOICES:
            low, high = _range(a, b)
            overlaps = [k / 100 for k in range(low, high + 1)]
            alone = information_content(a) + information_content(b)
            table[f"{a} {b}"] = {
                "given": [_six(information_content(c / a)) for c in overlaps],
                "shared": [_six(alone - information_content(c)) for c in overlaps],
            }
    return table


class TwoEvents(Explorer):
    """Two events as areas, and what they tell one by one and together.

    Parameters
    ----------
    a, b : {0.2, 0.5, 0.8}
        Probabilities of the events A and B.
    overlap : float
        Probability of both, in steps of 0.01 between max(0, a + b − 1) and min(a, b).
    """

    module = "two_events"
    a = traitlets.Enum(_CHOICES, 0.5).tag(sync=True, explorer=True, control=True)
    b = traitlets.Enum(_CHOICES, 0.5).tag(sync=True, explorer=True, control=True)
    overlap = traitlets.Float(0.25).tag(sync=True, explorer=True, control=True)
    information = traitlets.List(
        [_six(information_content(k / 100)) for k in range(101)], read_only=True
    ).tag(sync=True, explorer=True)
    pairs = traitlets.Dict(_pairs(), read_only=True).tag(sync=True, explorer=True)

    @traitlets.observe("a", "b")
    def _stay_possible(self, _: Any) -> None:
        low, high = _range(self.a, self.b)
        self.overlap = min(max(self.overlap, low / 100), high / 100)

    @traitlets.validate("overlap")
    def _possible(self, proposal: Any) -> float:
        overlap: float = proposal["value"]
        low, high = _range(self.a, self.b)
        near = round(100 * overlap)
        if not (low <= near <= high and math.isclose(near / 100, overlap)):
            raise traitlets.TraitError(
                f"overlap must be {low / 100:.2f}, {(low + 1) / 100:.2f}, ... or "
                f"{high / 100:.2f} for a = {self.a} and b = {self.b}, got {overlap}"
            )
        return near / 100

    def still(self) -> str:
        """Draw the two events as areas."""
        return _still.areas(
            self.a,
            self.b,
            self.overlap,
            describe=f"Unit square: A is the left strip of width {self.a}, B two blocks "
            f"at the bottom of area {self.b} together, of which {self.overlap:.2f} in A",
        )

    def summary(self) -> str:
        """Say what both events tell, one by one and together."""
        apart = information_content(self.a) + information_content(self.b)
        both = information_content(self.overlap)
        return (
            f"One by one the events have {show(apart)} bits, together {show(both)}: "
            f"pointwise mutual information {show(apart - both)} bits."
        )
