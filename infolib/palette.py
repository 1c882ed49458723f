"""The colours of the course, defined once for figures, explorers and pages.

The hues follow Okabe and Ito; "p" and "q" stay far apart under every common kind of
colour blindness. ("good" and "mark" do not: nothing is told by that pair alone.) Each
role has a value for a light and one for a dark background; `css` hands both to the
browser as custom properties.
"""

LIGHT = {
    "p": "#0072b2",  # the truth, or the data: whatever supplies the weights
    "q": "#c2500a",  # the model: whatever supplies the code lengths
    "good": "#00795a",  # a right answer, a goal that is met
    "mark": "#a8326f",  # the point that a sentence talks about
    "muted": "#6b7280",
    "fill": "#cfe4f2",  # a light wash of "p" under a line
    "ink": "#1f2933",
    "paper": "#ffffff",
}

DARK = {
    "p": "#5cb8f0",
    "q": "#ff9d5c",
    "good": "#3ecfa4",
    "mark": "#f08cc0",
    "muted": "#9aa5b1",
    "fill": "#1d4a68",
    "ink": "#e4e7eb",
    "paper": "#14181e",
}


def css() -> str:
    """Return the palette as CSS custom properties, `--x-p` and so on; paper is light."""

    def block(colours: dict[str, str]) -> str:
        return "".join(f"--x-{role}:{value};" for role, value in colours.items())

    dark = 'html[data-theme="dark"],body[data-jp-theme-light="false"]'
    return f":root{{{block(LIGHT)}}}\n@media screen{{{dark}{{{block(DARK)}}}}}\n"
