# ruff: noqa: E402 - the paths and the number of threads have to be set first
"""How fast infolib is, as ratios to SciPy, to torch and to the physical limit.

All candidates of a row run in turn, in one process and one thread, and medians of
processor time are compared, so that a busy machine matters little. Prints a table,
writes it as JSON, and fails if one of a few ratios is far too low for any excuse.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
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

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None

NO_AVX512 = "X86_V4 AVX512_ICL AVX512_SPR"
IMPORTS = 15  # fresh processes

# name of the row: (floor of the ratio, below which the run is called broken)
FLOORS = {
    "H n=2": 30, "CE n=2": 30, "KL n=2": 30, "JS n=2": 5,
    "H n=10": 30, "CE n=10": 30, "KL n=10": 30,
    "H n=1e5": 3, "CE n=1e5": 8, "KL n=1e5": 6, "JS n=1e5": 4,
    "H n=1e7": 3, "CE n=1e7": 10, "KL n=1e7": 8, "JS n=1e7": 5,
    "H batch 1e5x10": 5, "KL batch 1e5x10": 8, "CE batch 1e5x10": 10,
    "NLL from logits 1e4x1e3": 2.5,
    "NLL from logits 1e4x1e3, torch": 2.5,
    "H of 1e7 samples, np.unique": 10,
    "H of 1e7 samples, np.bincount": 0.8,
}  # fmt: skip
SMOKE = {"CE n=2": 8, "H n=1e5": 1.2, "KL n=1e5": 2.0}


def medians(candidates, seconds, least=5):
    """Run the candidates in turn for so long; return the median time of each."""
    for f in candidates.values():
        f()  # warm up
    loops = {}
    for name, f in candidates.items():
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


def pmfs(rng, *shape):
    p = rng.random(shape) + 0.01
    return p / p.sum(axis=-1, keepdims=True)


def pair_rows(n, label):
    rng = np.random.default_rng(0)
    p, q = pmfs(rng, n), pmfs(rng, n)
    near = p * (1 + 1e-6 * rng.standard_normal(n))
    near /= near.sum()
    yield f"H n={label}", lambda: il.entropy(p), lambda: stats.entropy(p)
    yield (
        f"CE n={label}",
        lambda: il.cross_entropy(p, q),
        lambda: stats.entropy(p) + stats.entropy(p, q),
    )
    yield (
        f"KL n={label}",
        lambda: il.kl_divergence(p, q),
        lambda: stats.entropy(p, q),
    )
    yield (
        f"JS n={label}",
        lambda: il.js_divergence(p, q),
        lambda: jensenshannon(p, q) ** 2,
    )
    yield (
        f"KL near-equal n={label}",
        lambda: il.kl_divergence(p, near),
        lambda: stats.entropy(p, near),
    )


def batch_rows():
    rng = np.random.default_rng(0)
    P, Q = pmfs(rng, 100_000, 10), pmfs(rng, 100_000, 10)
    for where, p, q, axis in (
        ("", P, Q, 1),
        (", axis 0", np.ascontiguousarray(P.T), np.ascontiguousarray(Q.T), 0),
    ):
        yield (
            f"H batch 1e5x10{where}",
            lambda p=p, axis=axis: il.entropy(p, axis=axis),
            lambda p=p, axis=axis: stats.entropy(p, axis=axis),
        )
        yield (
            f"KL batch 1e5x10{where}",
            lambda p=p, q=q, axis=axis: il.kl_divergence(p, q, axis=axis),
            lambda p=p, q=q, axis=axis: stats.entropy(p, q, axis=axis),
        )
        yield (
            f"CE batch 1e5x10{where}",
            lambda p=p, q=q, axis=axis: il.cross_entropy(p, q, axis=axis),
            lambda p=p, q=q, axis=axis: (
                stats.entropy(p, axis=axis) + stats.entropy(p, q, axis=axis)
            ),
        )


def logit_rows():
    rng = np.random.default_rng(0)
    z = 3 * rng.standard_normal((10_000, 1000))
    y = rng.integers(0, 1000, 10_000)
    rows = np.arange(y.size)
    ours = lambda: il.nll_from_logits(y, z)  # noqa: E731
    name = "NLL from logits 1e4x1e3"
    yield name, ours, lambda: -special.log_softmax(z, axis=1)[rows, y]
    if torch is not None:
        from torch.nn.functional import cross_entropy

        zt, yt = torch.from_numpy(z), torch.from_numpy(y)
        yield f"{name}, torch", ours, lambda: cross_entropy(zt, yt, reduction="none")


def sample_rows():
    x = np.random.default_rng(0).integers(0, 256, 10**7)
    ours = lambda: il.entropy(il.empirical_distribution(x).probs)  # noqa: E731
    name = "H of 1e7 samples"
    unique = lambda: stats.entropy(np.unique(x, return_counts=True)[1])  # noqa: E731
    yield f"{name}, np.unique", ours, unique
    yield f"{name}, np.bincount", ours, lambda: stats.entropy(np.bincount(x))


def all_rows(quick):
    for n, label in ((2, "2"), (10, "10"), (1000, "1000"), (10**5, "1e5")):
        yield from pair_rows(n, label)
    yield from batch_rows()
    if not quick:
        yield from logit_rows()
        yield from sample_rows()
        yield from pair_rows(10**7, "1e7")


def physical_limit(seconds):
    """Bare passes over 1e7 doubles, and how far from them the measures are."""
    rng = np.random.default_rng(0)
    p, q = pmfs(rng, 10**7), pmfs(rng, 10**7)
    out = np.empty(1 << 15)

    def logs():
        for i in range(0, p.size, out.size):
            block = p[i : i + out.size]
            np.log2(block, out=out[: block.size])

    t = medians(
        {
            "memory pass (np.add.reduce)": lambda: np.add.reduce(p),
            "np.log2 pass, in blocks": logs,
            "np.log2 pass, new array": lambda: np.log2(p),
            "infolib.entropy": lambda: il.entropy(p),
            "infolib.cross_entropy": lambda: il.cross_entropy(p, q),
            "infolib.kl_divergence": lambda: il.kl_divergence(p, q),
            "infolib.js_divergence": lambda: il.js_divergence(p, q),
        },
        seconds,
    )
    base, log = t["memory pass (np.add.reduce)"], t["np.log2 pass, in blocks"]
    return {
        name: {
            "ms": s * 1e3,
            "ns_per_element": s * 100,
            "of_memory_pass": s / base,
            "of_log_pass": s / log,
        }
        for name, s in t.items()
    }


def memory():
    """Peak extra memory at n = 1e7, in MB."""
    rng = np.random.default_rng(0)
    p, q = pmfs(rng, 10**7), pmfs(rng, 10**7)
    peaks = {}
    for name, f in {
        "entropy": lambda: il.entropy(p),
        "cross_entropy": lambda: il.cross_entropy(p, q),
        "kl_divergence": lambda: il.kl_divergence(p, q),
        "js_divergence": lambda: il.js_divergence(p, q),
        "scipy.stats.entropy(p, q)": lambda: stats.entropy(p, q),
    }.items():
        tracemalloc.start()
        f()
        peaks[name] = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return peaks


def import_time():
    """Median time in ms to import numpy, and infolib after it, in fresh processes."""
    code = (
        "import time; a = time.perf_counter(); import numpy; b = time.perf_counter();"
        "import infolib; c = time.perf_counter(); print(b - a, c - b)"
    )
    # with bytecode, as users import: a shell that forbids it would compile every time
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    run = [sys.executable, "-c", code]
    options = {"capture_output": True, "text": True, "cwd": ROOT, "env": env}
    times = []
    for _ in range(IMPORTS):
        done = subprocess.run(run, check=True, **options)
        times.append([float(t) * 1e3 for t in done.stdout.split()])
    numpy, infolib = map(statistics.median, zip(*times, strict=True))
    return {"numpy": numpy, "infolib": infolib}


def cpu():
    info = {"machine": platform.machine(), "processor": platform.processor()}
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            key, _, value = line.partition(":")
            if key.strip() in ("model name", "flags"):
                info.setdefault(key.strip(), value.strip())
    except OSError:
        pass
    info["numpy_disabled"] = os.environ.get("NPY_DISABLE_CPU_FEATURES", "")
    if hasattr(os, "getloadavg"):
        info["load_average"] = (
            f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        )
    wanted = ("sse4_2", "avx", "avx2", "fma", "avx512")
    flags = info.pop("flags", "").split()
    info["vector_flags"] = " ".join(f for f in flags if f.startswith(wanted))
    return info


def seconds(t):
    unit, scale = ("ms", 1e3) if t >= 1e-3 else ("µs", 1e6)
    return f"{t * scale:.3g} {unit}"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="n <= 1e5 only")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each row")
    parser.add_argument(
        "--no-avx512",
        action="store_true",
        help="as on a machine without AVX-512 (sets NPY_DISABLE_CPU_FEATURES)",
    )
    parser.add_argument("--json", type=Path, help="file to write; default: results/")
    args = parser.parse_args()
    if args.no_avx512 and os.environ.get("NPY_DISABLE_CPU_FEATURES") != NO_AVX512:
        env = os.environ | {"NPY_DISABLE_CPU_FEATURES": NO_AVX512}
        return subprocess.call([sys.executable, *sys.argv], env=env)

    report = {
        "cpu": cpu(),
        "versions": {
            "python": platform.python_version(),
            "infolib": il.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "torch": torch.__version__ if torch is not None else None,
        },
        "ratios": {},
    }
    for part in ("cpu", "versions"):
        for key, value in report[part].items():
            print(f"{key}: {value}")
    print(f"\n{'':34}{'SciPy/torch':>12}{'infolib':>10}{'ratio':>8}{'floor':>8}")
    for name, ours, theirs in all_rows(args.quick):
        t = medians({"ours": ours, "theirs": theirs}, args.seconds)
        ratio = t["theirs"] / t["ours"]
        floor = FLOORS.get(name)
        missed = "  missed" if floor is not None and ratio < floor else ""
        report["ratios"][name] = {**t, "ratio": ratio, "floor": floor}
        print(
            f"{name:34}{seconds(t['theirs']):>12}{seconds(t['ours']):>10}"
            f"{ratio:>8.1f}{floor if floor is not None else '':>8}{missed}",
            flush=True,
        )
    if not args.quick:
        report["limit"] = physical_limit(3 * args.seconds)
        print(f"\nn=1e7{'':29}{'ms':>8}{'ns/elt':>8}{'of memory':>11}{'of log':>8}")
        for name, row in report["limit"].items():
            numbers = f"{row['ms']:>8.1f}{row['ns_per_element']:>8.2f}"
            numbers += f"{row['of_memory_pass']:>11.1f}{row['of_log_pass']:>8.1f}"
            print(f"{name:34}{numbers}")
        report["memory_mb"] = memory()
        print("\npeak extra memory at n=1e7, MB")
        for name, peak in report["memory_mb"].items():
            print(f"{name:34}{peak:>8.2f}")
        report["import_ms"] = t = import_time()
        print(
            f"\nimport: numpy {t['numpy']:.0f} ms, infolib {t['infolib']:.1f} ms more"
        )

    kind = "no-avx512" if report["cpu"]["numpy_disabled"] else "default"
    path = args.json or ROOT / "benchmarks" / "results" / f"bench-{kind}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1, allow_nan=False) + "\n")
    low = [n for n, least in SMOKE.items() if report["ratios"][n]["ratio"] < least]
    for name in low:
        print(f"far too slow: {name} is not even {SMOKE[name]} times faster")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
