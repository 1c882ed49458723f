"""The colours can be read, and told apart by people who see fewer of them."""

import itertools

import numpy as np
import pytest

from infolib import palette

ROLES = {"light": palette.LIGHT, "dark": palette.DARK}
# What dichromats see, on linear light: Viénot, Brettel and Mollon (1999).
SEEN = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.11238, 0.88762, 0],
        [0.11238, 0.88762, 0],
        [0.00401, -0.00401, 1],
    ],
    "deuteranopia": [
        [0.29275, 0.70725, 0],
        [0.29275, 0.70725, 0],
        [-0.02234, 0.02234, 1],
    ],
}


def linear(colour):
    """Return the amounts of red, green and blue light of a colour `#rrggbb`."""
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(
        values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4
    )


def contrast(one, other):
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    light = [linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def lab(light):
    """Return CIE L*a*b* of linear light, in which distance is about what eyes see."""
    to_xyz = [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
    x, y, z = np.cbrt(np.clip(to_xyz @ light / [0.9505, 1, 1.089], 0.008856, None))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", ROLES)
@pytest.mark.parametrize("role", sorted(set(palette.LIGHT) - {"fill", "paper"}))
def test_a_role_can_be_read_on_its_paper(theme, role):
    assert contrast(ROLES[theme][role], ROLES[theme]["paper"]) >= 4.5


@pytest.mark.parametrize("theme", ROLES)
def test_ink_can_be_read_on_the_fill(theme):
    assert contrast(ROLES[theme]["ink"], ROLES[theme]["fill"]) >= 4.5


@pytest.mark.parametrize("theme", ROLES)
@pytest.mark.parametrize("eyes", SEEN)
def test_truth_and_model_are_told_apart_by_all_eyes(theme, eyes):
    p, q = (lab(SEEN[eyes] @ linear(ROLES[theme][role])) for role in ("p", "q"))
    assert np.linalg.norm(p - q) > 40  # 2 can just be seen


def test_both_themes_have_the_same_roles():
    assert list(palette.LIGHT) == list(palette.DARK)
    for one, other in itertools.combinations(palette.LIGHT.values(), 2):
        assert one != other


def test_css_hands_every_colour_to_the_page():
    light, dark = palette.css().splitlines()
    for role in palette.LIGHT:
        assert f"--x-{role}:{palette.LIGHT[role]};" in light
        assert f"--x-{role}:{palette.DARK[role]};" in dark
    assert light.startswith(":root{")
    assert dark.startswith('@media screen{html[data-theme="dark"]')  # not in print
    assert dark.count("{") == dark.count("}") == 2
