"""One Gaussian for a mixture of two: the fits that the bench shows, optimised.

The target is p = w N(−m, 1) + (1 − w) N(m, 1), the model q = N(mu, sigma²). Results are
in nats here; the table that `tools/fitting_table.py` writes is in bits.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from infolib import gaussian_cross_entropy

Values = NDArray[np.float64]

# The trapezoidal rule is exact to rounding here: what it integrates is analytic in a
# strip around the line and falls like a normal density.
_Z = np.linspace(-10, 10, 1001)
_W = np.exp(-_Z * _Z / 2)
_W /= _W.sum()
CUT = 2.0  # standard deviations at which the bench cuts off a model's tails


class Fit(NamedTuple):
    """A normal distribution and its divergence, in the direction that chose it."""

    mu: float
    sigma: float
    kl: float


def forward_fit(m: float, w: float) -> Fit:
    """Return the q that minimises KL(p‖q): the one with the mean and variance of p."""
    mu, sigma = m * (1 - 2 * w), math.sqrt(1 + 4 * w * (1 - w) * m * m)
    return Fit(mu, sigma, forward_kl(mu, sigma, m, w))


def forward_kl(mu: float, sigma: float, m: float, w: float) -> float:
    """Return KL(p‖q): the cross-entropy, which is closed, less the entropy of p."""
    mean, spread = m * (1 - 2 * w), math.sqrt(1 + 4 * w * (1 - w) * m * m)
    cross: float = gaussian_cross_entropy(mean, spread, mu, sigma, base=math.e)
    # The entropy of p, by a sum over each component.
    entropy = -sum(
        share * float(_W @ _log_target(at + _Z, m, w))
        for share, at in [(w, -m), (1 - w, m)]
    )
    return cross - entropy


def reverse_kl(mu: float, sigma: float, m: float, w: float) -> float:
    """Return KL(q‖p), by a sum over q."""
    log_q = -_Z * _Z / 2 - math.log(sigma * math.sqrt(2 * math.pi))
    return float(_W @ (log_q - _log_target(mu + sigma * _Z, m, w)))


def cut_kl(mu: float, sigma: float, m: float, w: float) -> float:
    """Return KL(q‖p) for q cut off at CUT standard deviations on either side."""
    nodes, weights = np.polynomial.legendre.leggauss(400)
    z = CUT * nodes
    weights = weights * np.exp(-z * z / 2)
    mass = CUT * weights.sum() / math.sqrt(2 * math.pi)
    log_q = -z * z / 2 - math.log(sigma * math.sqrt(2 * math.pi) * mass)
    log_p = _log_target(mu + sigma * z, m, w)
    return float(weights @ (log_q - log_p) / weights.sum())


def reverse_fits(m: float, w: float) -> list[Fit]:
    """Return every local minimum of KL(q‖p), the best first; of equal ones, the left.

    Newton's method from many starts, with each curvature taken as positive and steps
    halved until they descend.
    """
    found: list[Fit] = []
    for mu in np.linspace(-m - 1, m + 1, 9):
        for sigma in (0.5, 1.0, 1.5, 2.5, 4.0):
            fit = _descend(float(mu), sigma, m, w)
            if fit and not any(
                abs(fit.mu - other.mu) + abs(fit.sigma - other.sigma) < 1e-5
                for other in found
            ):
                found.append(fit)
    return sorted(found, key=lambda fit: (round(fit.kl, 9), fit.mu))


def landscape(mus: Values, m: float, w: float) -> Values:
    """Return, for each mean, KL(q‖p) at the sigma that is best for this mean."""
    logs = np.linspace(math.log(0.3), math.log(m + 3), 61)
    best = []
    for mu in mus.tolist():
        values = [reverse_kl(mu, math.exp(x), m, w) for x in logs.tolist()]
        k = min(max(int(np.argmin(values)), 1), 59)
        low, high = float(logs[k - 1]), float(logs[k + 1])
        while high - low > 1e-7:  # golden section
            a, b = high - (high - low) / 1.618034, low + (high - low) / 1.618034
            if reverse_kl(mu, math.exp(a), m, w) < reverse_kl(mu, math.exp(b), m, w):
                high = b
            else:
                low = a
        best.append(reverse_kl(mu, math.exp(low), m, w))
    return np.array(best)


def _log_target(x: Values, m: float, w: float) -> Values:
    """Return the log density of p."""
    left = math.log(w) - (x + m) ** 2 / 2
    right = math.log1p(-w) - (x - m) ** 2 / 2
    result: Values = np.logaddexp(left, right) - 0.5 * math.log(2 * math.pi)
    return result


def _derivatives(
    mu: float, log_sigma: float, m: float, w: float
) -> tuple[Values, Values]:
    """Return gradient and Hessian of KL(q‖p) in mu and log sigma.

    With x = mu + sigma z, KL = −log sigma + (mu² + sigma²)/2 − E log 2cosh(m x − c) and
    terms that do not change; c is half the log-odds of the left component.
    """
    sigma = math.exp(log_sigma)
    tanh = np.tanh(m * (mu + sigma * _Z) - 0.5 * math.log(w / (1 - w)))
    first, second = m * tanh, m * m * (1 - tanh * tanh)
    pull = sigma * float(_W @ (first * _Z))
    gradient = np.array([mu - float(_W @ first), sigma * sigma - 1 - pull])
    mixed = -sigma * float(_W @ (second * _Z))
    corner = 2 * sigma * sigma - pull - sigma * sigma * float(_W @ (second * _Z * _Z))
    return gradient, np.array([[1 - float(_W @ second), mixed], [mixed, corner]])


def _descend(mu: float, sigma: float, m: float, w: float) -> Fit | None:
    """Return the local minimum that a descent from here reaches, if it reaches one."""
    place = np.array([mu, math.log(sigma)])

    def height(at: Values) -> float:
        return reverse_kl(float(at[0]), math.exp(at[1]), m, w)

    for _ in range(200):
        gradient, hessian = _derivatives(float(place[0]), float(place[1]), m, w)
        curvature, axes = np.linalg.eigh(hessian)
        if np.abs(gradient).max() < 1e-12:
            break
        step = -axes @ ((axes.T @ gradient) / np.maximum(np.abs(curvature), 1e-3))
        step *= min(1.0, 0.5 / float(np.abs(step).max()))
        here = height(place)
        while height(place + step) > here + 1e-15 and np.abs(step).max() > 1e-9:
            step = step / 2
        place = place + step
    if np.abs(gradient).max() > 1e-9 or curvature[0] <= 0:
        return None
    return Fit(float(place[0]), math.exp(place[1]), height(place))
