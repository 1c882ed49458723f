"""The chapter on cross-entropy: the ledger and the two explorers."""

import math

import numpy as np
import pytest

from infolib import plots
from infolib.explorers import ForecastersBill, WhoseCode

# ---- the ledger


def spans(ax):
    """Return the left and right end of each bar, floors first."""
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]


def test_the_gap_stands_on_the_floor():
    ax = plots.ledger([1, 2], [0.5, 0.25], labels=["a", "b"], digits=2)
    assert spans(ax) == [(0, 1), (0, 2), (1, 1.5), (2, 2.25)]
    words = ["H(p)", "the gap", "1.50", "2.25"]
    assert [text.get_text() for text in ax.texts] == words
    assert [text.xy[0] for text in ax.texts[:2]] == [0, 1]  # where each begins
    assert [text.get_text() for text in ax.get_yticklabels()] == ["a", "b"]
    first, second = (bar.get_y() for bar in ax.patches[:2])
    low, high = ax.get_ylim()
    assert abs(first - high) < abs(second - high)  # the first label is on top
    assert low > high


def test_one_floor_serves_all_bars_and_names_are_free():
    names = ["H(p̂)", "KL", "−ℓ/n"]
    ax = plots.ledger(1.5, [0, 1], labels="ab", names=names, unit="nats")
    assert spans(ax)[:2] == [(0, 1.5), (0, 1.5)]
    assert ax.get_xlabel() == "−ℓ/n, nats"
    assert [t.get_text() for t in ax.texts[:2]] == names[:2]


def test_a_bar_without_an_end_runs_out_of_the_picture_and_says_so():
    ax = plots.ledger(1, [0.5, math.inf], labels="ab")
    assert spans(ax)[-1][1] == ax.get_xlim()[1]
    assert ax.texts[-1].get_text() == "→ ∞"


def test_rounding_is_no_negative_gap_but_swapped_arguments_are():
    assert spans(plots.ledger(1, -1e-17))[-1] == (1, 1)
    with pytest.raises(ValueError, match=r"gap\[0\] is -0\.5"):
        plots.ledger(1.5, -0.5)


def test_bars_and_labels_are_counted():
    with pytest.raises(ValueError, match="2, 2 and 1"):
        plots.ledger(1, [0, 1], labels=["only one"])
    with pytest.raises(ValueError, match="as many floors, gaps and labels"):
        plots.ledger([1, 2, 3], [0, 1], labels="ab")


# ---- whose code


def test_the_summary_is_the_chapters_number():
    assert "cost 1.6900 bits each" in WhoseCode().summary()
    assert "1.3219" in WhoseCode(p=[0.5, 0.5], q=[0.2, 0.8]).summary()
    assert "no finite number" in WhoseCode(p=[0.5, 0.5], q=[1, 0]).summary()


def test_a_forbidden_symbol_still_has_a_picture():
    assert "inf" not in WhoseCode(p=[0.5, 0.5], q=[1, 0]).still().split("aria")[0]
    assert "<rect" in WhoseCode(p=[1, 0], q=[1, 0]).still()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"p": [0.5, 0.6, -0.1]}, "negative|sum"),
        ({"q": [0.5, 0.4, 0.2]}, "sum"),
        ({"p": [0.5, 0.5]}, "equally many"),
        ({"p": [1.0], "q": [1.0]}, "2 to 6"),
        ({"message": -1}, "message"),
    ],
)
def test_what_is_no_pair_of_distributions_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        WhoseCode(**given)


# ---- the forecaster's bill


def test_the_curve_is_the_average_of_the_logarithms():
    for j in range(21):
        p = j / 20
        curve = ForecastersBill(p=p).curve()
        assert len(curve) == 101
        for k, shown in enumerate(curve):
            q = k / 100
            if (p > 0 and k == 0) or (p < 1 and k == 100):
                assert shown == math.inf
                continue
            terms = [(p, q), (1 - p, 1 - q)]
            bill = -sum(w * math.log2(v) for w, v in terms if w > 0)
            assert shown == pytest.approx(bill, abs=1e-12)


def test_only_honesty_is_cheapest_at_every_chance_of_rain():
    for j in range(21):
        costs = np.array(ForecastersBill(p=j / 20).curve())
        assert costs.argmin() == 5 * j
        assert (costs == costs.min()).sum() == 1


def test_the_sentence_names_both_bills():
    assert "costs 1.1030 bits" in ForecastersBill(q=0.9).summary()
    assert "honest forecast 0.8813" in ForecastersBill().summary()
    assert "costs ∞ bits" in ForecastersBill(q=1.0).summary()
    assert ForecastersBill(p=0.0, q=0.0).still()


@pytest.mark.parametrize("given", [{"p": 0.33}, {"q": 0.505}, {"q": 1.2}])
def test_a_forecast_beside_the_table_is_refused(given):
    with pytest.raises(ValueError, match="must be one of"):
        ForecastersBill(**given)
