"""The chapter on information content: its events, pictures and explorers."""

import itertools
import math

import numpy as np
import pytest

from infolib import data, information_content, plots
from infolib.explorers import Submarine, SurpriseDial, TwoEvents

# ---- data


def test_the_lotteries_are_counted_as_their_rules_say():
    assert data.lotteries() == {
        "6 of 49": 13_983_816,
        "双色球": 17_721_088,
        "EuroMillions": 139_838_160,
        "Powerball": 292_201_338,
    }


def test_events_are_distinct_sorted_probabilities_with_a_reason():
    events = data.everyday_events()
    chances = [event.probability for event in events]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == len({event.name for event in events}) == len(events)
    assert all(0 < p <= 1 for p in chances)
    assert all(event.because for event in events)


def test_poker_hands_are_those_of_an_enumeration():
    chances = {e.name: e.probability for e in data.everyday_events()}
    # A hand by its ranks alone: how often each of 13 ranks occurs, four suits a rank.
    full = fours = 0
    for kinds in itertools.combinations_with_replacement(range(13), 5):
        times = sorted(kinds.count(rank) for rank in set(kinds))
        hands = math.prod(math.comb(4, k) for k in times)
        full += hands * (times == [2, 3])
        fours += hands * (times == [1, 4])
    assert chances["five cards are a full house"] == full / 2_598_960
    assert chances["five cards are four of a kind"] == fours / 2_598_960


def test_the_birthdays_of_23_people_match_day_by_day():
    p = {e.name: e.probability for e in data.everyday_events()}
    apart = math.prod((365 - k) / 365 for k in range(23))
    assert p["two of 23 people share a birthday"] == pytest.approx(1 - apart, rel=1e-12)
    red = math.prod((26 - k) / (52 - k) for k in range(10))
    assert p["ten cards of ten are red"] == pytest.approx(red, rel=1e-12)


# ---- pictures


def test_only_the_logarithm_has_a_blank_map_of_defects():
    measures = {"−log₂ p": lambda p: -np.log2(p), "1/p": lambda p: 1 / p}
    blank, other = (ax.collections[0] for ax in plots.additivity_defect(measures))
    within = list(blank.levels).index(-0.05) + 1  # the first area lies below all levels
    areas = [len(path.vertices) > 0 for path in blank.get_paths()]
    assert [place for place, area in enumerate(areas) if area] == [within]
    assert blank.get_facecolors()[within][-1] == 0
    # The other map is right where one wash ends and the next begins.
    ends = other.get_paths()[within].vertices
    p, q = ends[(ends > 0.2).all(axis=1) & (ends < 0.99).all(axis=1)].T
    assert len(p) > 50
    assert np.allclose(np.abs((1 - p - q) / (p * q)), 0.05, atol=0.01)


def test_the_halving_ladder_leaves_the_power_of_a_half():
    for k, ax in enumerate(plots.halving_ladder()):
        left = ax.patches[-1]
        assert left.get_width() * left.get_height() == 0.5**k


def test_the_areas_of_two_events_are_their_probabilities():
    ax = plots.event_areas(0.5, 0.2, 0.15)
    area = [box.get_width() * box.get_height() for box in ax.patches]
    assert area == pytest.approx([1, 0.5, 0.15, 0.05])


def test_the_surprise_curve_is_information_content():
    for log in (False, True):
        x, y = plots.surprise_curve(log=log).lines[0].get_data()
        assert np.allclose(y, -np.log2(x))


# ---- the dial


def test_every_place_on_the_dial_has_its_bits_and_its_nearest_event():
    dial = SurpriseDial()
    bits = [-math.log2(p) for p in dial.chances]
    assert bits == sorted(bits)
    assert np.allclose(dial.information["bits"], bits, atol=6e-7)
    assert np.allclose(dial.information["nats"], -np.log(dial.chances), atol=6e-7)
    assert np.allclose(dial.information["hartleys"], -np.log10(dial.chances), atol=6e-7)
    own = [bits[event["place"]] for event in dial.events]
    for here, e in zip(bits, dial.nearest, strict=True):
        assert abs(own[e] - here) == min(abs(x - here) for x in own)


def test_the_dial_takes_every_event_and_every_quarter_bit():
    for event in data.everyday_events():
        assert SurpriseDial(p=event.probability).p == pytest.approx(event.probability)
        assert event.name in SurpriseDial(p=event.probability).summary()
    assert SurpriseDial(p=0.5**7.25).p == pytest.approx(0.5**7.25)
    with pytest.raises(ValueError, match=r"on the dial.*nearest"):
        SurpriseDial(p=0.3)


def test_the_events_to_place_are_spread_over_the_dial():
    dial = SurpriseDial()
    places = sorted(dial.events[i]["place"] for i in dial.asked)
    bits = [dial.information["bits"][place] for place in places]
    assert [dial.events[i]["name"] for i in dial.asked] == [
        "today is a stranger's birthday",
        "two of 23 people share a birthday",
        "ten cards of ten are red",
        "five cards are a royal flush",
        "your roulette number comes three times running",
        "nine dice of nine show sixes",
    ]
    assert np.diff([0, *bits, 30]).max() < 10
    with pytest.raises(ValueError, match=r"^guesses must have 0 to 6 entries, got 7"):
        SurpriseDial(guesses=[0] * 7)
    with pytest.raises(ValueError, match=r"^guesses at index 0 must be .* got 200"):
        SurpriseDial(guesses=[200])


def test_the_still_dial_points_at_its_bits():
    assert "2.58 bits" in SurpriseDial(p=1 / 6).still()
    assert "once in 6 times" in SurpriseDial(p=1 / 6).summary()


# ---- the submarine


def test_every_game_is_worth_six_bits():
    game = Submarine()
    assert game.found == [6.0] * 64
    for k in range(64):
        assert sum(game.miss[:k]) + game.hit[k] == pytest.approx(6, abs=1e-4)
    whole = [
        k for k, bits in enumerate(game.missed) if bits is not None and bits % 1 == 0
    ]
    assert whole == [0, 32, 48, 56, 60, 62, 63]
    assert game.missed[64] is None


def test_the_summary_counts_misses_and_the_hit():
    assert "add up to 6" in Submarine().summary()
    assert (
        Submarine(shots=[1, 2], submarine=2).summary()
        == "Hit at shot 2: 6 bits in all."
    )
    assert "0.046 of 6 bits" in Submarine(shots=[1, 2], submarine=5).summary()
    assert "32" in Submarine().still()


@pytest.mark.parametrize(
    "wrong",
    [{"shots": [1, 1]}, {"shots": [64]}, {"submarine": -1}, {"games": [3] * 9}],
)
def test_squares_beyond_the_board_or_fired_at_twice_are_refused(wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} "):
        Submarine(**wrong)


# ---- two events


def test_the_bits_of_every_hundredth_follow_the_definition():
    never, *rest = TwoEvents().information
    assert never is None
    assert np.allclose(rest, [-math.log2(k / 100) for k in range(1, 101)], atol=6e-7)


def test_the_overlap_stays_possible_when_an_event_changes():
    events = TwoEvents(overlap=0.5)
    events.a = 0.2
    assert events.overlap == 0.2
    events.set(overlap=0.64, a=0.8, b=0.8)  # as a page writes several at once
    assert (events.a, events.b, events.overlap) == (0.8, 0.8, 0.64)
    assert "0.000 bits" in events.summary()
    events.a, events.b = 0.9, 0.9  # they must overlap
    assert events.overlap == 0.8


@pytest.mark.parametrize("wrong", [{"overlap": 0.51}, {"overlap": 0.255}, {"a": 0.05}])
def test_impossible_overlaps_are_refused(wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} must be "):
        TwoEvents(**wrong)


def test_two_events_say_what_they_share():
    shown = TwoEvents(overlap=0.4)
    bits = information_content(0.4)
    assert f"together {bits:.3f}" in shown.summary()
    assert "0.678 bits" in shown.summary()
    assert 'aria-label="Unit square' in shown.still()
