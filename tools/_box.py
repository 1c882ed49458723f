"""A box for code that nobody has read: values come out of it, and nothing else.

In the box there are Python, its packages and `infolib`, all read-only, and 16 MB for
files. There is no network, no other process, no other file; one process with 1 GB of memory
runs for a limited time. That is done by bubblewrap and the kernel, not by Python. One thing
only the time ends: memory of System V (`shmget`), which belongs to no process.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import infolib

INSIDE = Path(__file__).with_name("_inside.py").read_text(encoding="utf-8")
ANSWER = 1 << 16  # bytes that may come out
LIMITS = {
    "RLIMIT_AS": 1 << 30,  # memory of the process
    "RLIMIT_FSIZE": 1 << 20,  # of each file
    "RLIMIT_CORE": 0,
    "RLIMIT_NPROC": 1,  # no second process, no second thread
}
NOBODY = "65534"
ENVIRONMENT = {
    "PATH": "/usr/bin",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": "/tmp",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
PYTHON = [sys.executable, "-c", INSIDE]
UNPROTECTED = """\
bubblewrap is not here, so the code of the students would run as you. Time, memory and the
number of processes would be limited, and no answer be in reach of a comparison. But the code
could read and change your files, the other submissions and this course, and use the network.
Install it (apt install bubblewrap; 0.8 or newer), or add --unsafe if you have read every
submission."""


def seen() -> list[Path]:
    """Return the folders that the box shows: the system's programs, Python, infolib."""
    package = Path(str(infolib.__file__)).parent
    system = [Path(x) for x in ("/usr", "/lib", "/lib64", "/etc/ld.so.cache")]
    python = [Path(sys.base_prefix), Path(sys.prefix)]
    return [path for path in (*system, *python, package) if path.exists()]


def _bubblewrap(program: str) -> list[str]:
    shown = []
    for path in seen():
        shown += ["--dir", str(path.parent), "--ro-bind", str(path), str(path)]
    # Before what is shown, which may itself be in /tmp.
    files = ["--dev", "/dev", "--size", str(16 << 20), "--tmpfs", "/tmp"]
    sealed = ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
    apart = ["--unshare-all", "--die-with-parent", "--new-session"]
    # Inside a user namespace of its own the code could mount a disk of memory.
    apart += ["--unshare-user", "--disable-userns", "--uid", NOBODY, "--gid", NOBODY]
    box = [program, *files, *shown, *sealed, *apart]
    if os.geteuid():
        return box
    # The kernel does not count the processes of root. So root first goes to a place where
    # every user may read Python, becomes the user `nobody` there, and makes the box then.
    place = [program, "--dev", "/dev", "--proc", "/proc", "--dir", "/tmp", *shown]
    nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return [*place, "--unshare-pid", "--die-with-parent", *nobody, *box]


def command(*, unsafe: bool) -> list[str]:
    """Return how Python is started in the box; PermissionError says what is missing."""
    if program := shutil.which("bwrap"):
        return [*_bubblewrap(program), *PYTHON]
    if not unsafe:
        raise PermissionError(UNPROTECTED)
    if not os.geteuid():
        raise PermissionError("Without bubblewrap this does not run as root at all.")
    return PYTHON


def run(
    start: list[str], spec: dict[str, Any], seconds: float
) -> tuple[list[Any], str]:
    """Run cells and expressions in a box; return the lines that came out, and a note.

    After `seconds` the box is removed with all that is in it. More than `ANSWER` bytes, or
    a line that is no list in JSON, is no answer at all.
    """
    late = threading.Event()
    with tempfile.TemporaryDirectory() as folder:  # where it runs without bubblewrap
        process = subprocess.Popen(
            start,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,  # of what starts the code; its own goes nowhere
            cwd=folder,
            env=ENVIRONMENT,
            start_new_session=True,
        )
        assert process.stdin
        assert process.stdout
        assert process.stderr

        def stop() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            process.stdin.write(json.dumps({**spec, "limits": LIMITS}).encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # the box did not start, which its silence tells
        data = process.stdout.read(ANSWER + 1)
        timer.cancel()
        timer.join()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        complaint = process.stderr.read(1000).decode(errors="replace").strip()
        process.stdout.close()
        process.stderr.close()
    if complaint and not data:
        return [], f"the box did not start: {complaint}"
    if len(data) > ANSWER:
        return [], "wrote more than an answer"
    try:
        lines = [json.loads(line, parse_int=float) for line in data.splitlines()]
        if not all(isinstance(line, list) for line in lines):
            raise TypeError
    except (ValueError, TypeError, RecursionError):
        return [], "wrote between its answers: look at it"
    return lines, f"stopped after {seconds:g} s" if late.is_set() else ""
