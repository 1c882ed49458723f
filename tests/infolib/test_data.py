"""The data sets are those that the chapters speak of."""

from collections import Counter

import numpy as np
import pytest
import sklearn.datasets

from infolib import data, empirical_distribution, entropy


def play_entropy(days):
    return entropy(empirical_distribution([day["play"] for day in days]).probs)


def test_the_zen_of_python_has_677_letters_of_24_kinds(capsys):
    zen = data.letters(data.zen_of_python())
    assert capsys.readouterr().out == ""  # the module `this` prints when imported
    assert len(zen) == 677
    assert set("abcdefghijklmnopqrstuvwxyz") - set(zen) == {"j", "q"}


def test_letters_are_lower_case_a_to_z_in_order():
    assert data.letters("Ä Zebra, 2 éggs?") == list("zebraggs")
    assert data.letters("") == []


def test_tennis_has_fourteen_days_of_which_nine_are_played():
    days = data.tennis_days()
    assert len(days) == 14
    assert Counter(day["play"] for day in days) == {"yes": 9, "no": 5}
    assert all(list(day) == list(days[0]) for day in days)
    assert all(value for day in days for value in day.values())


def test_tennis_has_the_kinds_of_weather_of_its_source():
    # Quinlan (1986), section 4: each attribute and its values
    values = {
        name: {day[name] for day in data.tennis_days()}
        for name in data.tennis_days()[0]
    }
    assert values == {
        "outlook": {"sunny", "overcast", "rain"},
        "temperature": {"cool", "mild", "hot"},
        "humidity": {"high", "normal"},
        "wind": {"weak", "strong"},
        "play": {"yes", "no"},
    }


def test_the_entropy_of_play_is_quinlans():
    assert play_entropy(data.tennis_days()) == pytest.approx(0.940286, abs=5e-7)


@pytest.mark.parametrize(
    ("attribute", "gain"),
    # Quinlan (1986), section 4, prints 0.246, 0.151, 0.048 and 0.029 bits.
    [
        ("outlook", 0.246750),
        ("humidity", 0.151836),
        ("wind", 0.048127),
        ("temperature", 0.029223),
    ],
)
def test_the_gains_are_quinlans(attribute, gain):
    days = data.tennis_days()
    left = 0.0
    for value, count in Counter(day[attribute] for day in days).items():
        group = [day for day in days if day[attribute] == value]
        left += count / len(days) * play_entropy(group)
    assert play_entropy(days) - left == pytest.approx(gain, abs=5e-7)


def test_leading_digits_of_the_powers_of_two():
    digits = data.powers_of_two_digits()
    assert digits[:11] == [1, 2, 4, 8, 1, 3, 6, 1, 2, 5, 1]
    counts = Counter(digits)
    assert [counts[d] for d in range(1, 10)] == [301, 176, 125, 97, 79, 69, 56, 52, 45]


def test_lotteries_are_counted_right():
    # 双色球 after the rules of 2003: 33 choose 6 is 1107568.
    assert data.lotteries() == {
        "6 of 49": 13_983_816,
        "双色球": 1_107_568 * 16,
        "EuroMillions": 139_838_160,
        "Powerball": 292_201_338,
    }


def test_everyday_events_go_from_certain_to_one_in_a_billion():
    events = data.everyday_events()
    chances = [event.probability for event in events]
    assert chances[0] == 1
    assert chances[-1] == 1e-9
    assert chances == sorted(chances, reverse=True)
    assert len({event.name for event in events}) == len(events)


@pytest.mark.parametrize(
    ("name", "chance"),
    [
        ("two of 23 people share a birthday", 0.507297),
        ("five cards are a full house", 3744 / 2_598_960),
        ("five cards are four of a kind", 624 / 2_598_960),
        ("five cards are a straight flush", 40 / 2_598_960),
        ("five cards are a royal flush", 1 / 649_740),
        ("ten cards of ten are red", 19 / 56_588),
        ("a ticket wins Powerball", 1 / 292_201_338),
    ],
)
def test_an_everyday_event_has_its_known_chance(name, chance):
    found = {event.name: event.probability for event in data.everyday_events()}
    assert found[name] == pytest.approx(chance, rel=1e-6)


def test_the_digits_are_those_of_scikit_learn():
    theirs = sklearn.datasets.load_digits()
    pixels, digit = data.digits()
    assert np.array_equal(pixels, theirs.data)
    assert np.array_equal(digit, theirs.target)


def test_the_breast_cancers_are_those_of_scikit_learn():
    theirs = sklearn.datasets.load_breast_cancer()
    radius, benign = data.breast_cancer()
    assert np.array_equal(
        radius, theirs.data[:, list(theirs.feature_names).index("mean radius")]
    )
    assert np.array_equal(benign, theirs.target)
    assert list(theirs.target_names) == ["malignant", "benign"]


def test_every_data_set_says_where_it_comes_from():
    for name in data.__all__:
        function = getattr(data, name)
        if callable(function) and not isinstance(function, type) and name != "letters":
            assert "Source:" in function.__doc__, f"{name}: name the source"
