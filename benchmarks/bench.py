# ruff: noqa: E402 - the paths and the number of threads have to be set first
"""How fast infolib is, as ratios to SciPy and to the physical limit.

Both candidates of a row run in turn, in one process and one thread, and the medians of
processor time are compared, so that a busy machine matters little. A ratio below its
floor fails the run. What is printed is written as JSON too.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread for everybody
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import infolib as il

NO_AVX512 = "X86_V4 AVX512_ICL AVX512_SPR"
IMPORTS = 15  # fresh processes

# Name of the row: how many times faster than SciPy infolib must be, with AVX-512 and
# without. A quarter below what was measured for this version, on a busy machine.
FLOORS = {
    "H n=2": (40, 40),
    "CE n=2": (68, 68),
    "KL n=2": (37, 37),
    "JS n=2": (2.4, 2.4),
    "KL near-equal n=2": (20, 20),
    "H n=10": (30, 30),
    "CE n=10": (50, 50),
    "KL n=10": (24, 24),
    "JS n=10": (1.3, 1.3),
    "KL near-equal n=10": (9.2, 9.2),
    "H n=100": (7.1, 7),
    "CE n=100": (12, 14),
    "KL n=100": (5.2, 6.1),
    "JS n=100": (0.79, 0.68),
    "KL near-equal n=100": (1.3, 1.5),
    "H n=1000": (2.9, 2.8),
    "CE n=1000": (5.1, 5.4),
    "KL n=1000": (2.8, 2.7),
    "JS n=1000": (1.4, 1.05),
    "KL near-equal n=1000": (1.3, 1.4),
    "H n=100000": (2.1, 1),
    "CE n=100000": (5.3, 3),
    "KL n=100000": (2.8, 1.8),
    "JS n=100000": (3.2, 2),
    "KL near-equal n=100000": (0.6, 0.53),
    "H n=1e+07": (2.7, 1.4),
    "CE n=1e+07": (6.7, 3.9),
    "KL n=1e+07": (4.1, 2.7),
    "JS n=1e+07": (4.3, 2.5),
    "KL near-equal n=1e+07": (0.73, 0.61),
    "H 100000x10": (2.1, 1.3),
    "CE 100000x10": (6.7, 4.1),
    "KL 100000x10": (3.7, 2.5),
    "JS 100000x10": (2.7, 1.8),
    "H 100000x10, axis 0": (1.5, 0.93),
    "CE 100000x10, axis 0": (4.7, 3.2),
    "KL 100000x10, axis 0": (2.9, 2.1),
    "JS 100000x10, axis 0": (2.2, 1.6),
    "H 10000x1000": (2.4, 1.4),
    "CE 10000x1000": (6.5, 4.9),
    "KL 10000x1000": (3.8, 2.5),
    "JS 10000x1000": (3.5, 2.5),
    "H 10000x1000, axis 0": (1.5, 1.1),
    "CE 10000x1000, axis 0": (3.4, 2.6),
    "KL 10000x1000, axis 0": (2.1, 1.7),
    "JS 10000x1000, axis 0": (2.3, 1.5),
    "NLL from logits 10000x1000": (1.5, 1.2),
    "fit_gaussian n=1e+07": (0.36, 0.21),
}


def medians(candidates, seconds, least=5):
    """Run the candidates in turn for so long; return the median time of each."""
    loops = {}
    for name, f in candidates.items():
        f()  # warm up
        start = time.process_time()
        f()
        loops[name] = max(1, int(1e-3 / (time.process_time() - start + 1e-9)))
    times = {name: [] for name in candidates}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times[name]) < least:
        for name, f in candidates.items():
            start = time.process_time()
            for _ in range(loops[name]):
                f()
            times[name].append((time.process_time() - start) / loops[name])
    return {name: statistics.median(t) for name, t in times.items()}


def pmfs(*shape):
    p = np.random.default_rng(shape).random((2, *shape)) + 0.01
    return p / p.sum(axis=-1, keepdims=True)


def measure_rows(label, p, q, axis=-1):
    """Yield each measure of p and q: the name of the row, infolib, SciPy."""

    def scipy_cross_entropy():
        return stats.entropy(p, axis=axis) + stats.entropy(p, q, axis=axis)

    for name, ours, theirs in [
        ("H", il.entropy, lambda p, axis: stats.entropy(p, axis=axis)),
        ("CE", il.cross_entropy, lambda p, q, axis: scipy_cross_entropy()),
        ("KL", il.kl_divergence, stats.entropy),
        (
            "JS",
            il.js_divergence,
            lambda p, q, axis: jensenshannon(p, q, base=2, axis=axis) ** 2,
        ),
    ]:
        args = (p,) if name == "H" else (p, q)
        yield (
            f"{name} {label}",
            lambda f=ours, a=args: f(*a, axis=axis),
            lambda f=theirs, a=args: f(*a, axis=axis),
        )


def all_rows(largest):
    for n in (2, 10, 100, 1000, 10**5, 10**7):
        if n <= largest:
            p, q = pmfs(n)
            yield from measure_rows(f"n={n:g}", p, q)
            near = p * (1 + 1e-6 * (q - p) / (q + p))
            near /= near.sum()
            kl = list(measure_rows(f"near-equal n={n:g}", p, near))[2]
            yield kl
    for shape in ((100_000, 10), (10_000, 1000)):
        if shape[0] * shape[1] <= largest:
            P, Q = pmfs(*shape)
            label = "{}x{}".format(*shape)
            yield from measure_rows(label, P, Q)
            P, Q = np.ascontiguousarray(P.T), np.ascontiguousarray(Q.T)
            yield from measure_rows(f"{label}, axis 0", P, Q, axis=0)
    if largest == 10**7:
        rng = np.random.default_rng(0)
        z, y = 3 * rng.standard_normal((10_000, 1000)), rng.integers(0, 1000, 10_000)
        yield (
            "NLL from logits 10000x1000",
            lambda: il.nll_from_logits(y, z),
            lambda: -special.log_softmax(z, axis=1)[np.arange(y.size), y],
        )
        x = rng.standard_normal(largest)
        yield (
            "fit_gaussian n=1e+07",
            lambda: il.fit_gaussian(x),
            lambda: stats.norm.fit(x),
        )


def physical_limit(seconds):
    """Return the times of bare passes over 1e7 doubles, and of the measures."""
    p, q = pmfs(10**7)
    out = np.empty(1 << 15)

    def logs():
        for i in range(0, p.size, out.size):
            block = p[i : i + out.size]
            np.log2(block, out=out[: block.size])

    return medians(
        {
            "memory pass (np.add.reduce)": lambda: np.add.reduce(p),
            "log pass (np.log2, in blocks)": logs,
            "entropy": lambda: il.entropy(p),
            "cross_entropy": lambda: il.cross_entropy(p, q),
            "kl_divergence": lambda: il.kl_divergence(p, q),
            "js_divergence": lambda: il.js_divergence(p, q),
        },
        seconds,
    )


def import_time():
    """Median times to import numpy, and infolib after it, in fresh processes."""
    code = (
        "import time; a = time.perf_counter(); import numpy; b = time.perf_counter();"
        "import infolib; c = time.perf_counter(); print(b - a, c - b)"
    )
    # with bytecode, as users import: a shell that forbids it would compile every time
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    options = {"capture_output": True, "text": True, "cwd": ROOT, "env": env}
    times = []
    for _ in range(IMPORTS):
        done = subprocess.run([sys.executable, "-c", code], check=True, **options)
        times.append([float(t) for t in done.stdout.split()])
    numpy, infolib = map(statistics.median, zip(*times, strict=True))
    return {"numpy": numpy, "infolib": infolib}


def machine():
    """Describe what the times depend on."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    models = [line.split(": ")[1] for line in lines if line.startswith("model name")]
    return {
        "processor": models[0] if models else platform.processor(),
        "numpy_disabled": os.environ.get("NPY_DISABLE_CPU_FEATURES", ""),
        "python": platform.python_version(),
        "infolib": il.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="up to 1e6 numbers only")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each row")
    parser.add_argument(
        "--no-avx512", action="store_true", help="as on a machine without AVX-512"
    )
    args = parser.parse_args()
    if args.no_avx512 and os.environ.get("NPY_DISABLE_CPU_FEATURES") != NO_AVX512:
        env = os.environ | {"NPY_DISABLE_CPU_FEATURES": NO_AVX512}
        return subprocess.call([sys.executable, *sys.argv], env=env)

    report = {"machine": machine(), "ratios": {}}
    for key, value in report["machine"].items():
        print(f"{key}: {value}")
    print(f"\n{'':30}{'SciPy':>12}{'infolib':>12}{'ratio':>8}{'floor':>8}")
    missed = []
    for name, ours, theirs in all_rows(10**6 if args.quick else 10**7):
        t = medians({"infolib": ours, "scipy": theirs}, args.seconds)
        ratio, floor = (
            t["scipy"] / t["infolib"],
            FLOORS[name][args.no_avx512],
        )
        report["ratios"][name] = {**t, "ratio": ratio, "floor": floor}
        missed += [name] if ratio < floor else []
        times = f"{t['scipy'] * 1e6:>9.4g} µs{t['infolib'] * 1e6:>9.4g} µs"
        print(f"{name:30}{times}{ratio:>8.2f}{floor:>8.2f}", flush=True)
    if not args.quick:
        report["limit"] = physical_limit(3 * args.seconds)
        memory, logs = list(report["limit"].values())[:2]
        print(f"\nn=1e+07{'':23}{'ms':>8}{'of memory':>11}{'of log':>8}")
        for name, t in report["limit"].items():
            print(f"{name:30}{t * 1e3:>8.1f}{t / memory:>11.1f}{t / logs:>8.1f}")
        report["import"] = import_time()
        for name, t in report["import"].items():
            print(f"{'import ' + name:30}{t * 1e3:>8.1f}")
        kind = "no-avx512" if args.no_avx512 else "default"
        path = ROOT / "benchmarks" / "results" / f"bench-{kind}.json"
        path.write_text(json.dumps(report, indent=1, allow_nan=False) + "\n")
    for name in missed:
        print(f"missed: {name}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
