"""Interactive figures that move in Jupyter and on a static page alike.

An explorer is a small state whose picture is drawn by one ES module. Shown in a notebook
it is a live ipywidget, and two-way: move a slider and the Python attribute follows, set
the attribute and the slider follows. Built into a page it needs no server, because its
HTML carries the tables that `infolib` computed and the page's runtime mounts the same
module. Without JavaScript, or in a notebook without anywidget, a still picture and a
sentence stand in its place.

>>> from infolib.explorers import BinaryEntropy
>>> BinaryEntropy(p=0.25)
BinaryEntropy(p=0.25)

`check`, which marks exercises in code, stands beside the questions that answer back.
"""

from infolib.checks import check
from infolib.explorers._base import Explorer, runtime
from infolib.explorers._bundle import styles
from infolib.explorers.codes import EncodeIt
from infolib.explorers.cross_entropy import ForecastersBill, WhoseCode
from infolib.explorers.diagnostic import Diagnostic
from infolib.explorers.divergence import FittingBench, ThreeCoins, TwoCoins
from infolib.explorers.entropy import BinaryEntropy, CodeSpace, DesignDistribution
from infolib.explorers.game import GuessingGame
from infolib.explorers.information import Submarine, SurpriseDial, TwoEvents
from infolib.explorers.joint import Mastermind, NoisyTelephone, PaintJoint
from infolib.explorers.landing import Coin
from infolib.explorers.likelihood import LikelihoodLab
from infolib.explorers.losses import FourLogits, WrongCall
from infolib.explorers.prelude import DrawSamples
from infolib.explorers.questions import (
    BeliefLedger,
    ChoiceQuestion,
    NumberQuestion,
    Predict,
)
from infolib.explorers.relations import Cockpit

__all__ = [
    "BeliefLedger",
    "BinaryEntropy",
    "ChoiceQuestion",
    "Cockpit",
    "CodeSpace",
    "Coin",
    "DesignDistribution",
    "Diagnostic",
    "DrawSamples",
    "EncodeIt",
    "Explorer",
    "FittingBench",
    "ForecastersBill",
    "FourLogits",
    "GuessingGame",
    "LikelihoodLab",
    "Mastermind",
    "NoisyTelephone",
    "NumberQuestion",
    "PaintJoint",
    "Predict",
    "Submarine",
    "SurpriseDial",
    "ThreeCoins",
    "TwoCoins",
    "TwoEvents",
    "WhoseCode",
    "WrongCall",
    "check",
    "runtime",
    "styles",
]
