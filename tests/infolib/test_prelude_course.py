"""The prelude's explorer: its draws are fixed, its numbers are the definitions'."""

import math

import pytest

from infolib.explorers import DrawSamples

TABLE = DrawSamples().table
RECORDS = [
    pytest.param(source, record, id=f"{name}{i + 1}")
    for name, source in TABLE.items()
    for i, record in enumerate(source["records"])
]


@pytest.mark.parametrize(("source", "record"), RECORDS)
def test_every_row_follows_from_its_draws(source, record):
    p, draws = source["p"], [int(x) for x in record["draws"]]
    assert len(draws) == len(record["tv"]) == len(record["kl"]) == 200
    for n in range(1, 201):
        shares = [draws[:n].count(k) / n for k in range(len(p))]
        variation = math.fsum(max(a - b, 0) for a, b in zip(shares, p, strict=True))
        divergence = math.fsum(
            a * math.log2(a / b) for a, b in zip(shares, p, strict=True) if a > 0
        )
        assert record["tv"][n - 1] == pytest.approx(variation, abs=6e-7)
        assert record["kl"][n - 1] == pytest.approx(divergence, abs=6e-7)


@pytest.mark.parametrize(("source", "record"), RECORDS)
def test_the_lowest_tick_of_the_logarithmic_axis_means_zero_only(source, record):
    assert min(x for x in record["kl"] if x > 0) > 1e-5
    assert min(x for x in record["tv"] if x > 0) > 1e-3


def test_the_sequences_show_what_the_chapter_says_of_them():
    coins = [record["draws"] for record in TABLE["coin"]["records"]]
    assert [draws[:2] for draws in coins] == ["01", "01", "01", "10", "01"]
    assert {draws[2] for draws in coins[:3]} == {"0", "1"}
    for record in TABLE["coin"]["records"]:
        if record["draws"][0] != record["draws"][1]:
            assert record["kl"][1:3] == [0.0, 0.081704]
    no_bear = TABLE["wheel"]["records"][1]["draws"].index("3")
    assert no_bear == 73
    assert len(set(coins)) == 5


def test_the_still_form_says_what_is_shown():
    assert "0.1667" in DrawSamples(n=3).summary()
    assert "heads: 0.67" in DrawSamples(n=3).still()


def test_a_bet_belongs_to_a_draw():
    bets = DrawSamples(n=5, bets="---cf")
    bets.n = 4
    assert bets.bets == "---c"
    with pytest.raises(ValueError, match="at most n = 4 letters, got 5"):
        bets.bets = "---cf"
    assert bets.bets == "---c"


@pytest.mark.parametrize(
    "wrong",
    [{"n": 201}, {"n": 0}, {"sequence": 0}, {"source": "die"}, {"bets": "x"}],
)
def test_what_no_table_holds_is_refused(wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} must be "):
        DrawSamples(**wrong)
