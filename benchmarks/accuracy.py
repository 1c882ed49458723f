# ruff: noqa: E402 - the path has to be set first
"""How right infolib is: errors against mpmath, by regime, in thousands of cases.

Random and adversarial distributions (tests/infolib/cases.py) of 1 to 200 categories
against the exact value of p / sum(p) (tests/infolib/oracle.py), and 1e7 categories
against exact sums of long-double logarithms. SciPy is shown beside it.
"""

import argparse
import math
import sys
import warnings
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "infolib")]

import cases
import mpmath
import oracle

import infolib as il

SMALLEST = 1e-280
REGIMES = [
    (1e-2, ">= 1e-2"),
    (1e-8, ">= 1e-8"),
    (1e-16, ">= 1e-16"),
    (1e-22, ">= 1e-22"),
]
BOUNDS = {"H": 1e-15, "CE": 1e-15, "KL": 1e-12, "JS": 1e-12}


def scipy_values(p, q):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        h, kl = stats.entropy(p), stats.entropy(p, q)
        return {"H": h, "CE": h + kl, "KL": kl, "JS": jensenshannon(p, q) ** 2}


def regime(truth):
    return next((name for least, name in REGIMES if truth >= least), None)


def small_cases(seed, count):
    """Return the worst relative errors {(measure, regime): [infolib, SciPy, cases]}."""
    worst = {}
    gap = 0.0
    sizes = (1, 2, 2, 3, 3, 5, 5, 10, 10, 30, 60, 129, 200)
    for p, q in cases.pairs(seed, count, sizes):
        mine = {
            "H": il.entropy(p, base=math.e),
            "CE": il.cross_entropy(p, q, base=math.e),
            "KL": il.kl_divergence(p, q, base=math.e),
            "JS": il.js_divergence(p, q, base=math.e),
        }
        truths = {
            "H": oracle.entropy(p),
            "CE": oracle.cross_entropy(p, q),
            "KL": oracle.kl_divergence(p, q),
            "JS": oracle.js_divergence(p, q),
        }
        theirs = scipy_values(p, q)
        for name, truth in truths.items():
            if not SMALLEST <= truth < math.inf:
                continue
            which = "all" if name in ("H", "CE") else regime(truth)
            if which is None:
                continue
            row = worst.setdefault((name, which), [0.0, 0.0, 0])
            row[0] = max(row[0], oracle.relative_error(mine[name], truth))
            other = theirs[name]
            error = (
                oracle.relative_error(other, truth) if math.isfinite(other) else 1e99
            )
            row[1] = max(row[1], error)
            row[2] += 1
        if SMALLEST < mine["CE"] < math.inf:
            difference = abs(mine["CE"] - mine["H"] - mine["KL"])
            gap = max(gap, difference / np.spacing(mine["CE"]))
    return worst, gap


def batch_gaps(seed, rows):
    """Yield (k, worst |CE - H - KL| in ulp of CE, share of rows above 4) for batches."""
    rng = np.random.default_rng(seed)
    for k in (2, 3, 10, 40, 200):
        p, q = cases.peaked_rows(rng, rows, k)
        ce = il.cross_entropy(p, q)
        ulp = np.abs(ce - il.entropy(p) - il.kl_divergence(p, q)) / np.spacing(ce)
        yield k, ulp.max(), np.mean(ulp > 4)


def uniform_error(largest):
    """Return the worst relative error of H for uniform distributions of many sizes."""
    sizes = {*range(2, 3000), *np.geomspace(3000, max(largest, 3000), 300).astype(int)}
    return max(
        oracle.relative_error(
            il.entropy(np.full(n, 1 / n), base=math.e), mpmath.log(int(n))
        )
        for n in sizes
    )


def exact_sum(w, logs):
    """Sum of w * logs (long double), exactly rounded block by block."""
    total = []
    for i in range(0, w.size, 10**5):
        terms = w[i : i + 10**5] * logs[i : i + 10**5]
        high = terms.astype(float)
        total += [math.fsum(high), math.fsum((terms - high).astype(float))]
    return math.fsum(total)


def large_cases(n):
    """Yield (name, measure, relative error) at n categories."""
    rng = np.random.default_rng(0)
    for name, w in (
        ("all equal", np.ones(n)),
        ("uniform random", rng.random(n) + 1e-3),
        ("Zipf 1/i", 1 / np.arange(1, n + 1)),
        ("exponential", rng.exponential(size=n)),
    ):
        p = w / w.sum()
        q = np.roll(p, 1)
        P = math.fsum(p)
        log_p, log_q = np.log(p.astype(np.longdouble)), np.log(q.astype(np.longdouble))
        h = math.log(P) - exact_sum(p, log_p) / P
        ce = math.log(P) - exact_sum(p, log_q) / P
        kl = exact_sum(p, log_p - log_q) / P
        for measure, value, truth in (
            ("H", il.entropy(p, base=math.e), h),
            ("CE", il.cross_entropy(p, q, base=math.e), ce),
            ("KL", il.kl_divergence(p, q, base=math.e), kl),
        ):
            yield name, measure, abs(value - truth) / (truth or 1)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=2000, help="default: 2000")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--large", type=int, default=10**7, help="default: 1e7")
    args = parser.parse_args()
    failed = False
    worst, gap = small_cases(args.seed, args.cases)
    print(f"{'':4}{'value':12}{'cases':>7}{'infolib':>10}{'SciPy':>10}{'bound':>9}")
    for (name, which), (mine, theirs, count) in sorted(worst.items()):
        bound = 1e-9 if which in (">= 1e-16", ">= 1e-22") else BOUNDS[name]
        failed |= mine > bound
        numbers = f"{count:>7}{mine:>10.1e}{theirs:>10.1e}{bound:>9.0e}"
        print(f"{name:4}{which:12}{numbers}")
    print(f"CE - H - KL: at most {gap:.2f} ulp of CE (bound: 4)")
    failed |= gap > 4
    print("the same in batches of peaked rows (bound: 32)")
    for k, ulp, share in batch_gaps(args.seed, 10 * args.cases):
        failed |= ulp > 32
        print(f"{k:>4} categories: {ulp:.2f} ulp, {share:.1e} of the rows above 4")
    error = uniform_error(args.large)
    failed |= error > 1e-15
    print(f"H of uniform distributions: {error:.1e} (bound: 1e-15)")
    if args.large:
        print(f"\nn = {args.large:.0e}, relative error")
        for name, measure, error in large_cases(args.large):
            failed |= error > BOUNDS[measure]
            print(f"{name:16}{measure:4}{error:>10.1e}{BOUNDS[measure]:>9.0e}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
