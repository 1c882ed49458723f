"""All that `infolib.plots` offers, in the look of the course."""

from __future__ import annotations

from cycler import cycler
from matplotlib import rcParams
from matplotlib.pyplot import show as show
from matplotlib.pyplot import subplots as subplots

from infolib.palette import LIGHT
from infolib.plots.distributions import bars as bars
from infolib.plots.distributions import binary_entropy_curve as binary_entropy_curve
from infolib.plots.distributions import note as note
from infolib.plots.distributions import simplex as simplex
from infolib.plots.distributions import skyline as skyline
from infolib.plots.information import additivity_defect as additivity_defect
from infolib.plots.information import event_areas as event_areas
from infolib.plots.information import halving_ladder as halving_ladder
from infolib.plots.information import surprise_curve as surprise_curve
from infolib.plots.ledgers import ledger as ledger

COLOURS = LIGHT

rcParams.update(
    {
        "axes.axisbelow": True,
        "axes.edgecolor": COLOURS["muted"],
        "axes.grid": True,
        "axes.labelcolor": COLOURS["ink"],
        "axes.prop_cycle": cycler(
            color=[COLOURS[role] for role in ("p", "q", "good", "mark", "muted")]
        ),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlesize": "medium",
        "figure.constrained_layout.use": True,
        "figure.dpi": 144,
        "figure.figsize": (6.4, 3.4),
        "font.size": 10,
        "grid.color": "#e3e7ec",
        "legend.frameon": False,
        "text.color": COLOURS["ink"],
        "xtick.color": COLOURS["ink"],
        "ytick.color": COLOURS["ink"],
    }
)
