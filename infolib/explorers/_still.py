"""Small SVG pictures for the place of an explorer where no script runs.

They use the style sheet of the explorers, so that they follow the page's light or
dark theme, and round coordinates to a tenth of a unit, so that every machine writes
the same text.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

WIDTH, HEIGHT = 340, 240
LEFT, RIGHT, TOP, BOTTOM = 50, 330, 12, 200


def _svg(describe: str, parts: Sequence[str], height: int = HEIGHT) -> str:
    # One element a line, so that a difference between two pictures can be read.
    return "\n".join(
        [
            f'<svg class="x-svg" viewBox="0 0 {WIDTH} {height}" role="img"',
            f'aria-label="{html.escape(describe)}">',
            *parts,
            "</svg>",
        ]
    )


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>'


def _path(name: str, d: str) -> str:
    return f'<path class="{name}" d="{d}"/>'


def _circle(x: float, y: float) -> str:
    return f'<circle class="x-dot" cx="{x:.1f}" cy="{y:.1f}" r="7"/>'


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}"/>'
    )


def _frame(x_label: str, y_label: str) -> list[str]:
    middle = (TOP + BOTTOM) / 2
    return [
        _path("x-grid", f"M{LEFT},{TOP}V{BOTTOM}H{RIGHT}"),
        _text((LEFT + RIGHT) / 2, HEIGHT - 6, x_label),
        f'<text transform="translate(13 {middle:.1f}) rotate(-90)" text-anchor="middle">'
        f"{html.escape(y_label)}</text>",
    ]


def line(
    xs: Sequence[float],
    ys: Sequence[float],
    *,
    x_label: str,
    y_label: str,
    describe: str,
    dot: int | None = None,
) -> str:
    """Draw a line through the points; mark the one with index `dot`."""
    low, high = min(xs), max(xs)
    top = max(ys)

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (x - low) / (high - low) * (RIGHT - LEFT),
            BOTTOM - y / top * (BOTTOM - TOP),
        )

    points = [at(x, y) for x, y in zip(xs, ys, strict=True)]
    rows = [points[i : i + 10] for i in range(0, len(points), 10)]  # ten to a line
    path = "\nL".join("L".join(f"{x:.1f},{y:.1f}" for x, y in row) for row in rows)
    parts = [
        *_frame(x_label, y_label),
        _path("x-line", f"M{path}"),
        _text(LEFT, BOTTOM + 16, f"{low:g}"),
        _text(RIGHT, BOTTOM + 16, f"{high:g}"),
        _text(LEFT - 7, BOTTOM + 4, "0", "end"),
        _text(LEFT - 7, TOP + 8, f"{top:.3g}", "end"),
    ]
    if dot is not None:
        parts.append(_circle(*points[dot]))
    return _svg(describe, parts)


def bars(
    heights: Sequence[float],
    *,
    labels: Sequence[str],
    x_label: str,
    y_label: str,
    describe: str,
) -> str:
    """Draw one bar a height, on a scale from 0 to the largest."""
    top = max(heights) or 1.0
    step = (RIGHT - LEFT) / len(heights)
    parts = _frame(x_label, y_label)
    for i, (height, label) in enumerate(zip(heights, labels, strict=True)):
        middle = LEFT + (i + 0.5) * step
        tall = height / top * (BOTTOM - TOP - 20)
        parts += [
            _rect("x-p", middle - 0.36 * step, BOTTOM - tall, 0.72 * step, tall),
            _text(middle, BOTTOM + 16, label),
            _text(middle, BOTTOM - tall - 5, f"{height:.2f}"),
        ]
    return _svg(describe, parts)


def blocks(
    widths: Sequence[float],
    heights: Sequence[float],
    *,
    labels: Sequence[str],
    x_label: str,
    y_label: str,
    describe: str,
) -> str:
    """Draw blocks side by side; the widths sum to 1, the area is what counts."""
    top = max(heights) or 1.0
    parts = _frame(x_label, y_label)
    left = float(LEFT)
    for width, height, label in zip(widths, heights, labels, strict=True):
        wide = width * (RIGHT - LEFT)
        tall = height / top * (BOTTOM - TOP - 20)
        parts.append(_rect("x-wash-q", left, BOTTOM - tall, wide, tall))
        if wide > 8:
            parts.append(_text(left + wide / 2, BOTTOM - tall - 5, label))
        left += wide
    parts += [
        _text(LEFT, BOTTOM + 16, "0"),
        _text(RIGHT, BOTTOM + 16, "1"),
        _text(LEFT - 7, BOTTOM + 4, "0", "end"),
        _text(LEFT - 7, TOP + 28, f"{top:.3g}", "end"),
    ]
    return _svg(describe, parts)


def scale(
    value: float, *, marks: Sequence[float], high: float, x_label: str, describe: str
) -> str:
    """Draw a scale from 0 to `high` with marks, and a hand at `value`."""

    def at(x: float) -> float:
        return LEFT + x / high * (RIGHT - LEFT)

    parts = [
        _path("x-grid", f"M{LEFT},120H{RIGHT}"),
        *(_path("x-grid", f"M{at(x):.1f},112V128") for x in marks),
        _path("x-guide", f"M{at(value):.1f},60V120"),
        _circle(at(value), 120),
        _text(at(value), 50, f"{value:.2f}"),
        _text(LEFT, 150, "0"),
        _text(RIGHT, 150, f"{high:g}"),
        _text((LEFT + RIGHT) / 2, 172, x_label),
    ]
    return _svg(describe, parts)


def areas(a: float, b: float, both: float, *, describe: str) -> str:
    """Draw two events: A the left strip of a square, B two blocks at its bottom."""
    side, left, top = 200, 70, 20

    def block(name: str, x: float, wide: float, tall: float) -> str:
        return _rect(
            name, left + side * x, top + side * (1 - tall), side * wide, side * tall
        )

    parts = [
        block("x-node", 0, 1, 1),
        block("x-wash", 0, a, 1),
        block("x-wash-q", 0, a, both / a),
        block("x-wash-q", a, 1 - a, (b - both) / (1 - a)),
        _text(left + side * a / 2, top + 18, "A"),
        _text(left + side / 2, top + side - 6, "B"),
    ]
    return _svg(describe, parts)


def ledger(
    parts: Sequence[tuple[str, float]],
    *,
    names: Sequence[str],
    ticks: Sequence[float],
    unit: str,
    describe: str,
    coins: Sequence[tuple[str, bool]] = (),
) -> str:
    """Draw parts laid end to end to one bar over a ruler, and coins above it.

    A coin is a letter and whether its side is the dark one. What goes beyond the ruler's
    end is cut there.
    """
    left, right, tall = 12.0, 328.0, 44.0
    top = 70.0 if coins else 12.0

    def at(bits: float) -> float:
        return left + min(bits, ticks[-1]) / ticks[-1] * (right - left)

    drawn = []
    for i, (letter, dark) in enumerate(coins):
        x = left + 12 + i * (right - left - 24) / 12
        looks = ("x-p", "x-on") if dark else ("x-tails", "x-quiet")
        drawn += [
            f'<circle class="{looks[0]}" cx="{x:.1f}" cy="34" r="11"/>',
            f'<text class="{looks[1]}" x="{x:.1f}" y="38" text-anchor="middle">'
            f"{html.escape(letter)}</text>",
        ]
    end = 0.0
    for i, ((look, bits), name) in enumerate(zip(parts, names, strict=True)):
        start, end = end, end + bits
        drawn += [
            _rect(look, at(start), top, at(end) - at(start), tall),
            _text(left, top + tall + 46 + 18 * i, name, "start"),
        ]
    *inner, last = ticks
    drawn += [_text(at(tick), top + tall + 16, f"{tick:g}") for tick in inner]
    drawn.append(_text(right, top + tall + 16, f"{last:g} {unit}", "end"))
    return _svg(describe, drawn, height=int(top + tall) + 74)
