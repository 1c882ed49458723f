"""The code space: how much of a bar of length 1 each word of a code takes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from infolib.palette import LIGHT as COLOURS
from infolib.plots._figure import SAY, new_axes, refuse_none

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def code_space(words: Mapping[str, str], *, ax: Axes | None = None) -> Axes:
    r"""Draw the words of a prefix code as pieces of a bar, one row a digit.

    A word of length l takes the piece of length 2**-l whose halvings spell it, and
    everything below: no other word can begin with it. What no word takes stays empty.

    Parameters
    ----------
    words : mapping of str to str
        The word of each outcome, in the digits 0 and 1.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        The axes drawn into.

    Raises
    ------
    ValueError
        If there is no word, or one is empty, has another character, or is the beginning
        of another.

    Examples
    --------
    >>> ax = code_space({"medium": "0", "small": "10", "large": "11"})
    >>> [text.get_text() for text in ax.texts]
    ['0\nmedium', '1', '10\nsmall', '11\nlarge']
    """
    refuse_none(words, "words")
    for name, word in words.items():
        if not word or set(word) - {"0", "1"}:
            raise ValueError(
                f"the word of {name!r} is {word!r}: use the digits 0 and 1"
            )
    for (a, one), (b, two) in combinations(words.items(), 2):
        if one.startswith(two) or two.startswith(one):
            raise ValueError(
                f"the words {one!r} of {a!r} and {two!r} of {b!r} overlap: "
                "no word may be the beginning of another"
            )
    names = {word: name for name, word in words.items()}
    rows = max(map(len, names))
    ax = new_axes(ax, height=1 + 0.6 * rows)
    from matplotlib.patches import Rectangle

    for depth in range(1, rows + 1):
        wide = 2.0**-depth
        for place in range(2**depth):
            piece = f"{place:0{depth}b}"
            if any(piece.startswith(word) and piece != word for word in names):
                continue  # a shorter word has taken it
            tall = rows - depth + 1 if piece in names else 1
            ax.add_patch(
                Rectangle(
                    (place * wide, depth - 1),
                    wide,
                    tall,
                    facecolor=COLOURS["p"] if piece in names else "none",
                    alpha=0.35 if piece in names else 1,
                    edgecolor=COLOURS["ink"],
                )
            )
            text = f"{piece}\n{names[piece]}" if piece in names else piece
            ax.text(
                (place + 0.5) * wide,
                depth - 1 + tall / 2,
                text,
                ha="center",
                va="center",
                linespacing=1.7,
            )
    ax.set(xlim=(0, 1), ylim=(rows, 0), xlabel=SAY["bar"])
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    ax.set_yticks(
        [d + 0.5 for d in range(rows)],
        [SAY["digit"].format(n=d + 1) for d in range(rows)],
    )
    ax.tick_params(axis="y", length=0)
    return ax
