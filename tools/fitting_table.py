"""Write infolib/explorers/fitting.csv: the optimised fits that the two-way bench shows.

The target is p = w N(−m, 1) + (1 − w) N(m, 1), the model q = N(mu, sigma²). One row for
each separation m and weight w. Divergences are in bits in the table, in nats here. `rest`
holds the local minima that are not the best one, as "mu sigma kl" triples; `landscape`
KL(q‖p) in thousandths of a bit at 31 means from −m − 1.5 to m + 1.5, each with its best
sigma. tests/tools/test_fitting_table.py computes parts of it again.
"""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from infolib import gaussian_cross_entropy

TABLE = Path(__file__).resolve().parents[1] / "infolib" / "explorers" / "fitting.csv"
SEPARATIONS = [k / 10 for k in range(41)]
WEIGHTS = [k / 10 for k in range(5, 10)]
FIELDS = ["w", "m"]
for _name in ("forward", "reverse"):
    FIELDS += [f"{_name}_{x}" for x in ("mu", "sigma", "pq", "qp")]
FIELDS += ["rest", "landscape"]
Values = NDArray[np.float64]

# The trapezoidal rule is exact to rounding here: what it integrates is analytic in a
# strip around the line and falls like a normal density.
_Z = np.linspace(-10, 10, 1001)
_W = np.exp(-_Z * _Z / 2)
_W /= _W.sum()


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


def reverse_fits(m: float, w: float) -> list[Fit]:
    """Return every local minimum of KL(q‖p), the best first; of equal ones, the left.

    Newton's method within a trusted region, from many starts.
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

        def height(x: float, mu: float = mu) -> float:
            return reverse_kl(mu, math.exp(x), m, w)

        k = min(max(int(np.argmin([*map(height, logs)])), 1), 59)
        found = minimize_scalar(height, bounds=logs[[k - 1, k + 1]], method="bounded")
        best.append(float(found.fun))
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
    found = minimize(
        lambda at: reverse_kl(at[0], math.exp(at[1]), m, w),
        [mu, math.log(sigma)],
        jac=lambda at: _derivatives(at[0], at[1], m, w)[0],
        hess=lambda at: _derivatives(at[0], at[1], m, w)[1],
        method="trust-exact",
        options={"gtol": 1e-10},
    )
    gradient, hessian = _derivatives(found.x[0], found.x[1], m, w)
    if np.abs(gradient).max() > 1e-9 or np.linalg.eigvalsh(hessian)[0] <= 0:
        return None
    return Fit(float(found.x[0]), math.exp(found.x[1]), float(found.fun))


def _bits(nats: float) -> float:
    return _six(nats / math.log(2))


def _six(value: float) -> float:
    return round(value, 6) + 0.0


def row(m: float, w: float) -> dict[str, object]:
    """Return one row of the table."""
    best, *rest = reverse_fits(m, w)
    result: dict[str, object] = {"w": w, "m": m}
    for name, fit in [("forward", forward_fit(m, w)), ("reverse", best)]:
        mu, sigma, _ = fit
        result |= {
            f"{name}_mu": _six(mu),
            f"{name}_sigma": _six(sigma),
            f"{name}_pq": _bits(forward_kl(mu, sigma, m, w)),
            f"{name}_qp": _bits(reverse_kl(mu, sigma, m, w)),
        }
    others = [f"{_six(f.mu)} {_six(f.sigma)} {_bits(f.kl)}" for f in rest]
    heights = landscape(np.linspace(-m - 1.5, m + 1.5, 31), m, w)
    result["rest"] = "; ".join(others)
    result["landscape"] = " ".join(str(round(1000 * h / math.log(2))) for h in heights)
    return result


def main() -> None:
    """Compute every row and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=TABLE, help="default: %(default)s")
    out = parser.parse_args().out
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        for w in WEIGHTS:
            for m in SEPARATIONS:
                writer.writerow(row(m, w))


if __name__ == "__main__":
    main()
