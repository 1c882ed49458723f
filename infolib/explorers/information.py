"""The explorers of the chapter on information content."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from infolib import information_content
from infolib.data import everyday_events
from infolib.explorers import _still
from infolib.explorers._base import Explorer, show, stored
from infolib.explorers._state import (
    Rule,
    control,
    list_of,
    on_grid,
    table,
    whole,
)

_UNITS = {"bits": 2.0, "nats": math.e, "hartleys": 10.0}
SQUARES = 64
_GAMES = 8  # that are remembered


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
_MOST = 30  # bits on the dial
# What the reader is asked to place, one after the other, as the event nearest to so many
# bits: a birthday, 23 people, ten red cards, a royal flush, roulette, nine sixes.
_ASKED = [8.51, 0.98, 11.54, 19.31, 15.63, 23.26]


def _nearest_event(bits: float) -> int:
    away = [abs(_BITS[event["place"]] - bits) for event in _EVENTS]
    return away.index(min(away))


class SurpriseDial(Explorer):
    """A dial from certain to one in a billion: one surprise in every unit.

    Parameters
    ----------
    p : float
        Probability: a quarter-bit between 1 and ½³⁰, or that of an everyday event.
    guesses : sequence of int
        Where the reader believes the events of `asked` to lie: places of the dial.
    """

    module = "surprise_dial"
    p = control(
        0.5,
        on_grid(_CHANCES, "on the dial: a quarter-bit or an everyday event's chance"),
    )
    guesses = control(list[int], list_of(whole(0, len(_CHANCES) - 1), 0, len(_ASKED)))

    @table
    def chances(self) -> list[float]:
        """The places of the dial."""
        return _CHANCES

    @table
    def information(self) -> dict[str, list[float | None]]:
        """The information content at each place, in every unit."""
        return {
            unit: [stored(information_content(p, base=base)) for p in _CHANCES]
            for unit, base in _UNITS.items()
        }

    @table
    def events(self) -> list[dict[str, Any]]:
        """The everyday events, each with its place."""
        return _EVENTS

    @table
    def asked(self) -> list[int]:
        """The events that the reader is asked to place."""
        return [_nearest_event(bits) for bits in _ASKED]

    @table
    def nearest(self) -> list[int]:
        """The event nearest to each place, in bits."""
        return [_nearest_event(bits) for bits in _BITS]

    def still(self) -> str:
        """Draw the line of surprises with this one on it."""
        bits = _BITS[_CHANCES.index(self.p)]
        return _still.scale(
            bits,
            marks=[_BITS[event["place"]] for event in _EVENTS],
            high=_MOST,
            x_label=self.say("still_x"),
            describe=self.say("still", most=_MOST, bits=bits),
        )

    def summary(self) -> str:
        """Say the information content shown, and the nearest everyday event."""
        place = _CHANCES.index(self.p)
        event = _EVENTS[self.nearest[place]]["name"]
        key = "summary_certain" if self.p == 1 else "summary"
        return self.say(key, n=1 / self.p, bits=_BITS[place], event=event)


_LEFT = range(SQUARES, 0, -1)  # squares left before shot 1, 2, ..., 64
_MISS = [information_content((n - 1) / n) for n in _LEFT]
_HIT = [information_content(1 / n) for n in _LEFT]
_TOTAL = [information_content((SQUARES - k) / SQUARES) for k in range(SQUARES + 1)]
_square = whole(0, SQUARES - 1)


_squares = list_of(_square, 0, SQUARES)


def _each_once(value: Any) -> list[int]:
    shots = _squares(value)
    if len(set(shots)) < len(shots):
        raise ValueError(f"must name each square once, got {shots}")
    return shots


def _somewhere(value: Any) -> int | None:
    return None if value is None else _square(value)


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
    games : sequence of int
        The games before, at most eight: how many misses each had.
    """

    module = "submarine"
    shots = control(list[int], Rule(_each_once, _squares.takes))
    submarine = control(None, Rule(_somewhere, _square.takes))
    games = control(list[int], list_of(_square, 0, _GAMES))

    @table
    def miss(self) -> list[float | None]:
        """The bits of a miss, by the number of misses before."""
        return [stored(i) for i in _MISS]

    @table
    def hit(self) -> list[float | None]:
        """The bits of the hit, by the number of misses before."""
        return [stored(i) for i in _HIT]

    @table
    def missed(self) -> list[float | None]:
        """The bits in all after so many misses."""
        return [stored(i) for i in _TOTAL]

    @table
    def found(self) -> list[float | None]:
        """The bits in all after so many misses and the hit."""
        return [stored(t + h) for t, h in zip(_TOTAL, _HIT, strict=False)]

    def _misses(self) -> int:
        return len([shot for shot in self.shots if shot != self.submarine])

    def still(self) -> str:
        """Draw the running total of an unlucky player."""
        return _still.line(
            list(range(SQUARES)),
            _TOTAL[:SQUARES],
            x_label=self.say("still_x"),
            y_label=self.say("in_all"),
            describe=self.say("still"),
            dot=min(self._misses(), SQUARES - 1),
        )

    def summary(self) -> str:
        """Say what the shots shown have told."""
        if not self.shots:
            return self.say("summary_start")
        misses = self._misses()
        if self.submarine in self.shots:
            return self.say("summary_hit", shot=misses + 1)
        bits = show(_TOTAL[misses], 3)
        return self.say("summary_misses", misses=misses, bits=bits)


_GRID = [k / 100 for k in range(101)]
_EVENT = _GRID[10:91]  # neither too rare for the picture nor certain


def _range(a: float, b: float) -> tuple[float, float]:
    """Return the smallest and the largest overlap of two events."""
    x, y = round(100 * a), round(100 * b)
    return max(0, x + y - 100) / 100, min(x, y) / 100


class TwoEvents(Explorer):
    """Two events as areas, and what they tell one by one and together.

    Parameters
    ----------
    a, b : float
        Probabilities of the events A and B, in steps of 0.01 between 0.1 and 0.9.
    overlap : float
        Probability of both, in steps of 0.01 between max(0, a + b − 1) and min(a, b).
    """

    module = "two_events"
    a = control(0.5, on_grid(_EVENT))
    b = control(0.5, on_grid(_EVENT))
    overlap = control(0.4, on_grid(_GRID))

    @table
    def information(self) -> list[float | None]:
        """The information content of every hundredth."""
        return [stored(information_content(p)) for p in _GRID]

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Keep the overlap possible where only the events change; refuse it otherwise."""
        low, high = _range(values["a"], values["b"])
        overlap = values["overlap"]
        if "overlap" in given and not low <= overlap <= high:
            raise ValueError(
                f"overlap must be from {low:.2f} to {high:.2f} for a = {values['a']} and "
                f"b = {values['b']}, got {overlap}"
            )
        return {**values, "overlap": min(max(overlap, low), high)}

    def still(self) -> str:
        """Draw the two events as areas."""
        return _still.areas(
            self.a, self.b, self.overlap, describe=self.say("still", **self.values)
        )

    def summary(self) -> str:
        """Say what both events tell, one by one and together."""
        apart = information_content(self.a) + information_content(self.b)
        both = information_content(self.overlap)
        return self.say(
            "summary",
            apart=show(apart, 3),
            both=show(both, 3),
            shared=show(apart - both, 3),
        )
