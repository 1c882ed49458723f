"""What the figures draw: lengths, places, words and colours, read from the axes."""

import ast
import io
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import infolib
from infolib import binary_entropy, cross_entropy, entropy, plots
from infolib.palette import LIGHT

R = [0.42, 0.31, 0.27]
S = [0.25, 0.5, 0.25]


@pytest.fixture
def ax():
    """Return axes of a figure that pyplot does not know."""
    return Figure().subplots()


def blocks(ax):
    return [(b.get_x(), b.get_width(), b.get_height()) for b in ax.patches]


def words(ax):
    return [text.get_text() for text in ax.texts]


def ticks(ax):
    ax.figure.canvas.draw()
    return [tick.get_text() for tick in ax.get_xticklabels()]


def test_colours_are_those_of_the_palette():
    assert plots.COLOURS is LIGHT


def test_no_function_shows_a_figure_but_show():
    # The chapters do: what is shown cannot be changed or tested any more.
    for file in Path(plots.__file__).parent.glob("*.py"):
        for function in ast.parse(file.read_text(encoding="utf-8")).body:
            if getattr(function, "name", "") == "show":
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    assert ast.unparse(node.func).split(".")[-1] != "show", file.name


def test_figures_are_as_wide_as_a_page_and_their_words_are_words():
    fig, ax = plots.subplots(height=2)
    ax.set_title("words")
    drawn = []
    for _ in range(2):
        file = io.StringIO()
        fig.savefig(file, format="svg", metadata={"Date": None})
        drawn.append(file.getvalue())
    assert drawn[0] == drawn[1]  # ids are no chance
    assert 'width="360pt" height="144pt"' in drawn[0]
    assert ">words</text>" in drawn[0]


@pytest.mark.parametrize(
    ("side", "ha", "va"),
    [
        ("on", "center", "center"),
        ("above", "center", "bottom"),
        ("left", "right", "center"),
        ("below right", "left", "top"),
    ],
)
def test_a_note_stands_where_it_is_told(side, ha, va, ax):
    plots.note(ax, "here", (0.25, 0.5), side, colour="q")
    (text,) = ax.texts
    assert text.xy == (0.25, 0.5)
    assert (text.get_ha(), text.get_va()) == (ha, va)
    assert text.get_color() == LIGHT["q"]


def test_the_core_of_the_package_does_not_import_matplotlib():
    for file in Path(infolib.__file__).parent.glob("*.py"):
        assert "matplotlib" not in file.read_text(encoding="utf-8"), file.name


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plots.bars(R, ax=ax),
        lambda ax: plots.skyline(R, S, ax=ax),
        lambda ax: plots.binary_entropy_curve(ax=ax),
        lambda ax: plots.simplex({"R": R}, ax=ax, steps=20),
    ],
)
def test_a_figure_is_drawn_where_it_is_told(draw, ax):
    assert draw(ax) is ax
    assert draw(None) is not ax


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plots.bars([]), "p is empty"),
        (lambda: plots.code_space({}), "words is empty"),
        (lambda: plots.halving_ladder([]), "steps is empty"),
        (lambda: plots.additivity_defect({}), "measures is empty"),
        (lambda: plots.ledger([], []), "gap is empty"),
        (lambda: plots.ledger(np.inf, 0), "floor contains inf; only finite"),
        (lambda: plots.ledger(1, np.nan), r"gap\[0\] is nan"),
        (lambda: plots.event_areas(0, 0.5, 0), "a must be above 0"),
        (lambda: plots.event_areas(1, 0.5, 0.5), "a must be above 0 and below 1"),
        (lambda: plots.event_areas(0.5, 0.5, 0.9), r"both = 0\.9 .* to min\(a, b\)"),
        (lambda: plots.event_areas(0.8, 0.8, 0.5), r"both from max\(0, a \+ b - 1\)"),
        (lambda: plots.event_areas(0.5, 1.2, 0.5), r"b = 1\.2"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, message):
    with pytest.raises(ValueError, match=message):
        draw()


def test_bars_are_as_high_as_the_probabilities(ax):
    plots.bars(R, ax=ax)
    assert [height for _, _, height in blocks(ax)] == R
    assert ticks(ax) == ["1", "2", "3"]
    assert to_hex(ax.patches[0].get_facecolor()) == LIGHT["p"]
    assert ax.get_ylim()[0] == 0


def test_bars_take_names_and_a_role(ax):
    plots.bars([0.5, 0.5], labels=["heads", "tails"], colour="q", ax=ax)
    assert ticks(ax) == ["heads", "tails"]
    assert {to_hex(bar.get_facecolor()) for bar in ax.patches} == {LIGHT["q"]}


def test_a_tall_bar_stands_on_a_scale_from_0_to_1(ax):
    plots.bars([0.9, 0.1], ax=ax)
    assert ax.get_ylim() == (0, 1)


def test_the_area_of_the_skyline_is_the_entropy(ax):
    plots.skyline(R, ax=ax)
    left, width, height = np.array(blocks(ax)).T
    assert width == pytest.approx(R)
    assert height == pytest.approx(-np.log2(R))
    assert left == pytest.approx([0, 0.42, 0.73])
    assert width @ height == pytest.approx(entropy(R))
    assert not ax.collections  # no second heights
    assert to_hex(ax.patches[0].get_facecolor()) == LIGHT["p"]


def test_the_area_of_the_skyline_of_two_is_the_cross_entropy(ax):
    plots.skyline(R, S, ax=ax)
    _, width, height = np.array(blocks(ax)).T
    assert width @ height == pytest.approx(cross_entropy(R, S))
    assert to_hex(ax.patches[0].get_facecolor()) == LIGHT["q"]


def test_dashes_show_the_heights_that_p_would_need(ax):
    plots.skyline(R, S, ax=ax)
    (dashes,) = ax.collections
    assert [line[0, 1] for line in dashes.get_segments()] == pytest.approx(-np.log2(R))
    assert to_hex(dashes.get_color()[0]) == LIGHT["p"]


def test_blocks_are_named(ax):
    plots.skyline(S, labels=["small", "medium", "large"], ax=ax)
    assert words(ax) == ["small", "medium", "large"]
    assert [text.xy[0] for text in ax.texts] == pytest.approx([0.125, 0.5, 0.875])


def test_a_missing_name_is_an_error(ax):
    with pytest.raises(ValueError, match="shorter"):
        plots.skyline(S, labels=["small"], ax=ax)


def test_the_curve_is_binary_entropy(ax):
    plots.binary_entropy_curve(ax=ax)
    (curve,) = ax.lines
    x, y = curve.get_data()
    assert (x[0], x[-1]) == (0, 1)
    assert y == pytest.approx(binary_entropy(x))
    assert x[np.argmax(y)] == 0.5


def test_the_map_marks_points_where_their_weights_put_them(ax):
    plots.simplex({"even": [1 / 3] * 3, "first": [1, 0, 0]}, ax=ax, steps=20)
    _, even, first = (np.ravel(line.get_data()) for line in ax.lines)
    assert even == pytest.approx([0.5, np.sqrt(0.75) / 3])
    assert first == pytest.approx([0, 0])
    assert words(ax) == ["1", "1.5", "0.5", "even", "first", "1", "2", "3"]


def test_the_lines_of_the_map_run_where_their_names_say(ax):
    plots.simplex({}, ax=ax)
    for text in ax.texts[:3]:
        x, y = text.xy
        third = y / np.sqrt(0.75)
        p = [1 - x - third / 2, x - third / 2, third]
        assert entropy(np.clip(p, 0, 1)) == pytest.approx(
            float(text.get_text()), abs=0.005
        )


def test_the_map_is_deepest_in_the_middle(ax):
    plots.simplex({}, ax=ax, steps=60)
    filled = ax.collections[0]
    assert filled.levels[0] == 0
    assert filled.levels[-1] == pytest.approx(np.log2(3), abs=0.1)
    depths = filled.get_facecolors()[:, -1]
    assert (np.diff(depths) > 0).all()
