"""Write infolib/data/fitting.csv: the optimised fits that the two-way bench shows.

One row for each separation m and weight w of the left component. Divergences are in
bits. `rest` holds the local minima that are not the best one, as "mu sigma kl" triples;
`landscape` KL(q‖p) in thousandths of a bit at 31 means from −m − 1.5 to m + 1.5, each
with its best sigma. tests/infolib/test_kl_divergence_course.py computes parts of it again.
"""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path

import numpy as np

from infolib.explorers import _fitting

TABLE = Path(__file__).resolve().parents[1] / "infolib" / "data" / "fitting.csv"
SEPARATIONS = [k / 10 for k in range(41)]
WEIGHTS = [k / 10 for k in range(5, 10)]
FIELDS = ["w", "m"]
for _name in ("forward", "reverse"):
    FIELDS += [f"{_name}_{x}" for x in ("mu", "sigma", "pq", "qp", "cut")]
FIELDS += ["rest", "landscape"]


def _bits(nats: float) -> float:
    return _six(nats / math.log(2))


def _six(value: float) -> float:
    return round(value, 6) + 0.0


def row(m: float, w: float) -> dict[str, object]:
    """Return one row of the table."""
    best, *rest = _fitting.reverse_fits(m, w)
    result: dict[str, object] = {"w": w, "m": m}
    for name, fit in [("forward", _fitting.forward_fit(m, w)), ("reverse", best)]:
        mu, sigma, _ = fit
        result |= {
            f"{name}_mu": _six(mu),
            f"{name}_sigma": _six(sigma),
            f"{name}_pq": _bits(_fitting.forward_kl(mu, sigma, m, w)),
            f"{name}_qp": _bits(_fitting.reverse_kl(mu, sigma, m, w)),
            f"{name}_cut": _bits(_fitting.cut_kl(mu, sigma, m, w)),
        }
    others = [f"{_six(f.mu)} {_six(f.sigma)} {_bits(f.kl)}" for f in rest]
    heights = _fitting.landscape(np.linspace(-m - 1.5, m + 1.5, 31), m, w)
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
