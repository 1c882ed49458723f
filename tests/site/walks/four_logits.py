"""The tasks of the four logits."""

import math
import re

from infolib import nll_from_logits
from walks import type_in


def _value(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"−?[\d.]+", text)[0].replace("−", "-"))


def between_0_and_1(explorer):
    losses = {}
    for z in [(1, 1, 1, 1), (0.5, 0, 0, 0), (1, 0.5, 0, 0), (1, 0, 0, 0)]:
        type_in(explorer, **{f"z{i}": x for i, x in enumerate(z, 1)})
        losses[z] = _value(explorer, "loss")
    assert min(losses, key=losses.get) == (1, 0, 0, 0)
    assert losses[1, 0, 0, 0] == 0.7437


def upwards(explorer):
    losses = []
    for z in (0, 2, 4, 6):
        type_in(explorer, z1=z)
        losses.append(_value(explorer, "loss"))
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] == round(math.log1p(3 * math.exp(-6)), 4) > 0
    assert -0.01 < _value(explorer, "slope1") < 0


def far_below(explorer):
    for z, slope in [(0, -0.75), (-3, -0.9837), (-6, -0.9992)]:
        type_in(explorer, z1=z)
        assert _value(explorer, "slope1") == slope
    type_in(explorer, z2=6)
    assert _value(explorer, "slope1") == -1  # to four decimals: never beyond
    assert _value(explorer, "slope2") > 0.99
    loss = nll_from_logits(0, [-6, 6, 0, 0], base=math.e)
    assert _value(explorer, "loss") == round(loss, 4)
    # The sum in the sentence is right as it stands there.
    says = explorer.locator(".x-says").text_content()
    share = re.search(r"−ln ([\d.]+) =", says)[1]
    assert f"{-math.log(float(share)):.4f}" == f"{loss:.4f}"


WALKS = [between_0_and_1, upwards, far_below]
