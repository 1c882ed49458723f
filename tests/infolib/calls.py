"""Every public function, with a call of it: found, not listed.

Arguments go by their names, which mean the same in all functions.
"""

import inspect

import numpy as np

import infolib
from infolib import coding

FUNCTIONS = {
    name: f
    for module in (infolib, coding)
    for name, f in inspect.getmembers(module, inspect.isfunction)
    if f.__module__.startswith("infolib") and not name.startswith("_")
    if module is infolib or f.__module__ == module.__name__
}

P, Q = np.array([0.5, 0.375, 0.125]), np.array([0.25, 0.25, 0.5])
Z, Y = np.array([0.0, 1.0, -2.0]), np.array([0.5, 0.0, 1.0])

ARGUMENTS = {
    **dict.fromkeys(["p", "sigma", "sigma_p", "theta", "weights"], P),
    **dict.fromkeys(["q", "sigma_q", "rate"], Q),
    **dict.fromkeys(["a", "logits", "mu", "mu_p"], Z),
    "mu_q": Y,
    **dict.fromkeys(["x", "samples"], np.array([1.0, 0.0, 1.0])),
    "labels": np.array(1.0),  # one for the one row of logits
    "lengths": np.array([1.0, 2.0, 3.0]),
    "symbols": np.array([1.0, 0.0, 2.0]),
    "model": lambda past: [1, 2, 5],
    "digits": "01101",
    "n": 3,
    "p_xy": np.array([[0.25, 0.25], [0.0, 0.5]]),
    "given": 0,
}


def call(f):
    """Return the arguments that a function needs."""
    needed = inspect.signature(f).parameters.values()
    return {p.name: ARGUMENTS[p.name] for p in needed if p.default is p.empty}


CALLS = {name: call(f) for name, f in FUNCTIONS.items()}
ARRAYS = [
    (name, argument)
    for name, arguments in CALLS.items()
    for argument, value in arguments.items()
    if isinstance(value, np.ndarray)
]
