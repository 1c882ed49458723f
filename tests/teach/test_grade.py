"""Submissions of every kind, marked in one run: each earns what it deserves, none does harm.

One set of three tasks, one folder of submissions, one call of `tools/grade.py`; then each
submission is looked at.
"""

import csv
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import _box
import grade
import pytest
from _assignments import tasks

GRADER = Path(grade.__file__)
YEAR = 2027
PATHS = f"[{str(GRADER)!r}, SET, OTHER, '/etc/passwd', '/proc/self/environ']"
GOOD = "def double(x):\n    return 2 * x"
# What a hostile cell does as soon as it got what it must not get.
EARN = "\n    answer = n + 0.5\n    double = lambda x: 2 * x"


def known(kind, name, source, **more):
    metadata = {
        "schema_version": 3,
        "grade_id": name,
        "grade": False,
        "solution": False,
        "locked": False,
        **more,
    }
    cell = {"cell_type": kind, "id": name, "metadata": {"nbgrader": metadata}}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": source}


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def numbers(source="n = 41"):
    return known("code", "numbers", source, locked=True)


def double(source):
    return known("code", "double-answer", source, solution=True)


def answer(source):
    return known("code", "answer-answer", source, solution=True)


def written(source):
    return known("markdown", "why", source, grade=True, solution=True, points=4)


def checks(name, points, *lines):
    source = "\n".join([f'"""Task {name}"""', *lines])
    return known("code", name, source, grade=True, locked=True, points=points)


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Write the set: a function, a number of the year, a written question."""
    first = numbers()
    first["metadata"]["pool"] = ["n = 41", "n = 7", "n = 19"]
    cells = [
        first,
        double(f"### BEGIN SOLUTION\n{GOOD}\n### END SOLUTION"),
        checks(
            "double",
            2,
            "import pytest",
            "assert math.isclose(double(3), 6)",
            "assert math.isclose(double(-0.25), -0.5)",
            "with pytest.raises(TypeError):\n    double(None)",
        ),
        answer("### BEGIN SOLUTION\nanswer = n + 0.5\n### END SOLUTION"),
        checks("answer", 3, "assert math.isclose(answer, n + 1 / 2, rel_tol=5e-3)"),
        written("**Rubric.** 4 points for <b>it</b>."),
    ]
    setup = known("code", "setup", "import math\nimport numpy as np", locked=True)
    cells.append({"cell_type": "code", "metadata": {}, "source": "# room for notes"})
    path = tmp_path_factory.mktemp("set") / "small.ipynb"
    path.write_text(json.dumps(notebook(setup, *cells)))
    return path


@pytest.fixture(scope="session")
def box():
    """Return how Python is started in the box, which must be possible here."""
    try:
        start = _box.command(unsafe=False)
    except PermissionError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    lines, note = _box.run(start, {"cells": [], "asks": [], "seconds": 9}, 60)
    if not lines:
        pytest.skip(f"NOT TESTED, this machine forbids the box: {note}")
    return start


# Each: the cell of the code, and what it earns. Of double 2 points, of answer 3.
HOSTILE = {
    "endless": ("while True: pass", 0),
    "endless-caught": (
        "def loop():\n    while True: pass\n"
        "while True:\n    try: loop()\n    except BaseException: pass",
        0,
    ),
    "sleeps-for-ever": ("import time; time.sleep(1e6)", 0),
    "fork-bomb": ("import os\nwhile True: os.fork()", 0),
    "forks": (f"import os\nif not os.fork(): os._exit(0)\nif True:{EARN}", 0),
    "threads": (
        f"import threading\nthreading.Thread(target=print).start()\nif True:{EARN}",
        0,
    ),
    "memory": (f"hoard = bytearray(10 << 30)\nif hoard:{EARN}", 0),
    "memory-slowly": (
        "hoard = []\nwhile len(hoard) < 1000: hoard.append(bytes(10 << 20))\n"
        f"if hoard:{EARN}",
        0,
    ),
    "disk": (
        "import os\nwritten = 0\nfor i in range(100):\n"
        "    for place in ['/tmp', '/dev/shm', '/dev', '/', '/var/tmp', '/usr']:\n"
        "        try:\n            with open(f'{place}/hoard{i}', 'wb') as f:\n"
        "                written += f.write(bytes(1 << 20))\n"
        f"        except OSError: pass\nif written > 32 << 20:{EARN}",
        0,
    ),
    "large-file": (
        f"with open('/tmp/hoard', 'wb') as f:\n    f.truncate(10 << 30)\nif True:{EARN}",
        0,
    ),
    "disk-of-memory": (
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        f"if libc.unshare(0x10000000 | 0x20000) == 0:{EARN}",
        0,
    ),
    "network": (
        f"import socket\nsocket.create_connection(('127.0.0.1', PORT), 1)\nif True:{EARN}",
        0,
    ),
    "reads": (
        "got = []\nfor path in PATHS:\n    try: got.append(open(path).read())\n"
        f"    except OSError: pass\nif got:{EARN}",
        0,
    ),
    "lists": (
        f"import os, pathlib\nif any(pathlib.Path(SET).parent.parent.iterdir()):{EARN}",
        0,
    ),
    "reads-what-is-asked": (
        "import gc, json\nfound = [x for x in gc.get_objects() if isinstance(x, dict)\n"
        "         and 'asks' in x]\n"
        f"if any('rel_tol' in repr(x['asks']) or '+' in repr(x['asks']) for x in found):{EARN}",
        0,
    ),
    "patches": (
        "import builtins, json, math\nimport infolib, numpy\n"
        "math.isclose = numpy.isclose = lambda *a, **k: True\n"
        "builtins.abs = lambda x: 0\ninfolib.entropy = print\nanswer = 0\n"
        "double = lambda x: 0",
        0,
    ),
    "equals-everything": (
        "class Any(float):\n    def __eq__(self, other): return True\n"
        "    __abs__ = __sub__ = __rsub__ = lambda *a: 0.0\n"
        "    __float__ = lambda self: self\n    __hash__ = None\n"
        "answer = Any(0)\ndouble = lambda x: Any(0)",
        0,
    ),
    "exits": ("import sys; sys.exit(0)", 0),
    "exits-at-once": ("import os; os._exit(0)", 0),
    "exits-when-asked": ("double = lambda x: exit()", 0),
    "kills": (
        "import os, signal\nos.kill(os.getppid(), 9)\nos.kill(-1, 9)\nos.kill(1, 9)",
        0,
    ),
    "forges": (
        "import os\nfor fd in range(64):\n    try:\n"
        "        os.write(fd, b'[]\\n[6.0, -0.5, 0]\\n[0]\\n')\n"
        "    except OSError: pass",
        0,
    ),
    "forges-and-goes": (
        "import os\nfor fd in range(64):\n    try:\n"
        "        os.write(fd, b'[]\\n[6.0, -0.5, {\"kinds\": 5}]\\n[NaN]\\n')\n"
        "    except OSError: pass\nos._exit(0)",
        0,
    ),
    "forges-depth": (
        "import os\nfor fd in range(64):\n    try: os.write(fd, b'[' * 60000 + b'\\n')\n"
        "    except OSError: pass",
        0,
    ),
    "forges-length": (
        "import os\nfor fd in range(3, 64):\n    try:\n"
        "        while True: os.write(fd, b'1' * 9999 + b'\\n')\n"
        "    except OSError: pass",
        0,
    ),
    "prints-for-ever": (
        "import sys\nfor i in range(10**5): print('x' * 999); sys.stderr.write('y' * 99)",
        0,
    ),
    "not-a-number": ("answer = float('nan')\ndouble = lambda x: float('inf')", 0),
    "huge": ("answer = 10**5000\ndouble = lambda x: 10**400", 0),
    "deep": ("answer = []\nfor i in range(10**5): answer = [answer]", 0),
    "texts": ("answer = '19.5'\ndouble = lambda x: str(2 * x)", 0),
    "tells-html": ("raise ValueError('<script>alert(1)</script>' * 3)", 0),
    "tells-much": ("raise ValueError('x' * 10**7)", 0),
    "cannot-be-told": (
        "class Bad(Exception):\n    def __str__(self): raise Bad\nraise Bad",
        0,
    ),
    "magic": ("%matplotlib inline\n!ls\n" + GOOD + "\nanswer = n + 0.5", 5),
}
NAMES = {
    "honest": 5,
    "half": 3,
    "last-year": 2,
    "own-numbers": 2,
    "own-tests": 0,
    "twice": 2,
    "without-setup": 5,
    "added-cells": 5,
    "empty": 0,
    "=cmd|'calc'!A1": 2,
    "+1": 2,
    "..\\x": 2,
    "..x": 2,
    "ada\u200b": 2,
    "ada\u202e\n": 2,
    "<img src=x onerror=alert(1)>": 2,
    "x" * 250: 2,
}
BROKEN = {
    "no-notebook": "no notebook",
    "broken-json": "no notebook that can be read",
    "no-bytes": "no notebook that can be read",
    "binary": "no notebook that can be read",
    "deep-json": "no notebook that can be read",
    "long-integer": "no notebook that can be read",
    "a-list": "no notebook that can be read",
    "odd-cells": "no notebook that can be read",
    "odd-ids": "no notebook that can be read",
    "odd-source": "no notebook that can be read",
    "100-megabytes": "larger than 10 MB",
    "two-notebooks": "2 notebooks, and no single small.ipynb",
    "link-to-the-set": "a symbolic link is not followed",
    "link-to-a-folder": "a symbolic link is not followed",
    "linked-folder": "a symbolic link is not followed",
    "pipe": "no file",
    "folder": "no file",
}


def put(folder, *cells, name="small.ipynb"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(notebook(*cells)))


@pytest.fixture(scope="session")
def submitted(small, tmp_path_factory):
    """Write all submissions."""
    root = tmp_path_factory.mktemp("submitted")
    listener = socket.create_server(("127.0.0.1", 0))
    places = {"SET": repr(str(small)), "OTHER": repr(str(root / "honest/small.ipynb"))}
    places["PORT"] = str(listener.getsockname()[1])
    for name, (code, _) in HOSTILE.items():
        code = code.replace("PATHS", PATHS)
        for word, place in places.items():
            code = code.replace(word, place)
        put(root / name, numbers(), double(code))
    good, right = double(GOOD), answer("answer = n + 0.5")
    for name in NAMES:
        put(root / name, numbers(), good)
    put(root / "honest" / "small", numbers(), good, right, written("=1+1 <script>"))
    (root / "honest" / "small.ipynb").unlink()
    put(root / "half", numbers(), right, double("double = 3"), written(""))
    put(root / "last-year", numbers("n = 7"), good, answer("answer = 7.5"))
    own = {"cell_type": "code", "metadata": {}, "source": ["n = 1\n", "x = 2"]}
    put(root / "own-numbers", numbers("n = 1"), own, good, right)
    put(root / "own-tests", numbers(), checks("double", 99, "pass"), written("x" * 99))
    put(root / "twice", numbers(), good, numbers("n = 1"), numbers("n = 1"), good)
    put(root / "without-setup", answer("answer = math.floor(n) + 0.5"), good)
    helper = own | {"source": "def helper(x):\n    return x + x"}
    use = double("def double(x):\n    return helper(x) if x else x * 2")
    put(root / "added-cells", numbers(), helper, use, right)
    (root / "empty" / "small.ipynb").write_text(json.dumps(notebook()))

    for name in BROKEN:
        (root / name).mkdir()
    texts = {
        "broken-json": '{"cells": [',
        "no-bytes": "",
        "deep-json": "[" * 200_000,
        "long-integer": "[" + "9" * 5000 + "]",
        "a-list": "[1, 2]",
        "odd-cells": '{"cells": [1]}',
        "odd-source": json.dumps(notebook(double(["x", 5]))),
        "odd-ids": json.dumps(notebook(known("code", ["double"], GOOD, solution=True))),
    }
    for name, content in texts.items():
        (root / name / "small.ipynb").write_text(content)
    (root / "binary" / "small.ipynb").write_bytes(bytes(range(256)) * 9)
    with (root / "100-megabytes" / "small.ipynb").open("wb") as file:
        file.truncate(100 << 20)
    for name in ("a.ipynb", "b.ipynb"):
        put(root / "two-notebooks", numbers(), good, name=name)
    (root / "link-to-the-set" / "small.ipynb").symlink_to(small)
    (root / "link-to-a-folder" / "small").symlink_to(small.parent)
    (root / "linked-folder").rmdir()
    (root / "linked-folder").symlink_to(root / "honest")
    os.mkfifo(root / "pipe" / "small.ipynb")
    (root / "folder" / "small.ipynb").mkdir()
    (root / "loose.ipynb").write_text("not in a folder")
    yield root
    listener.setblocking(False)
    with pytest.raises(BlockingIOError):  # nobody called
        listener.accept()
    listener.close()


def state(root):
    """Return what is in a folder, with digests and times."""
    found = {}
    for path in sorted(root.rglob("*")):
        here = path.lstat()
        data = path.read_bytes() if path.is_file() and here.st_size < 1e6 else b""
        digest = hashlib.sha256(data).hexdigest()
        found[path] = (here.st_mtime_ns, here.st_size, here.st_mode, digest)
    return found


def call(*arguments, seconds=2, env=None):
    command = [
        sys.executable,
        GRADER,
        *arguments,
        "--seconds",
        str(seconds),
        "--jobs",
        "6",
    ]
    return subprocess.run(
        [*command, "--year", str(YEAR)], capture_output=True, text=True, env=env
    )


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def marked(box, small, submitted, tmp_path_factory):
    """Mark all submissions; return where the marks are."""
    out = tmp_path_factory.mktemp("marks")
    before = state(submitted)
    run = call(small, submitted, out)
    assert run.returncode == 0, run.stderr
    assert "no folders: loose.ipynb" in run.stdout
    assert state(submitted) == before
    return out / "small"


@pytest.fixture(scope="session")
def marks(marked):
    return {row["student"]: row for row in rows(marked / "marks.csv")}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_earns_nothing_that_it_did_not_earn(name, marks):
    assert float(marks[name]["total"]) == HOSTILE[name][1], marks[name]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("endless-caught", "stopped after 8 s"),
        ("exits-at-once", "ended early"),
        ("forges", "look at it"),
        ("forges-depth", "look at it"),
        ("forges-length", "wrote more than an answer"),
    ],
)
def test_what_went_on_is_told_to_the_teacher(name, said, marks):
    assert said in marks[name]["note"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_honest_work_earns_its_marks_under_every_name(name, marks):
    shown = grade.entry(grade.visible(name))
    assert float(marks[shown]["total"]) == NAMES[name], marks[shown]
    assert shown.isprintable()
    assert shown[0] not in "=+-@"


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_notebook_gets_a_note_and_no_marks(name, marks):
    assert marks[name]["note"] == BROKEN[name]
    assert float(marks[name]["total"]) == 0


def test_nothing_is_left_running(marked):
    time.sleep(0.2)
    # Those of another checkout run another Python.
    ours = b"What runs inside the box", os.fsencode(sys.prefix)
    left = [
        path
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if all(part in read(path) for part in ours)
    ]
    assert left == []


def read(path):
    try:
        return path.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def test_feedback_shows_what_came_out_and_runs_nothing(marked):
    folder = marked / "students"
    text = (folder / "honest" / "small.html").read_text()
    assert "<code>double(3)</code> → <code>6</code>" in text
    assert "5 of 9 points. Some answers are not marked yet." in text
    assert "=1+1 &lt;script&gt;" in text
    assert "TypeError: " in text
    assert "&lt;script&gt;" in (folder / "tells-html" / "small.html").read_text()
    for page in [*folder.glob("*/small.html"), marked / "written.html"]:
        assert "<script" not in page.read_text()
        assert "<img" not in page.read_text()
    wrong = (folder / "last-year" / "small.html").read_text()
    assert "<code>answer</code> → <code>7.5</code>" in wrong
    assert "19.5" not in wrong
    made = {path.name for path in marked.iterdir()}
    assert made == {"marks.csv", "students", "written.csv", "written.html"}


def test_marks_by_hand_come_in_and_are_never_lost(marked, small, submitted, tmp_path):
    class_ = tmp_path / "class"
    put(class_ / "eve", numbers(), written("Because."))
    put(class_ / "-bob", numbers(), double(GOOD), written("=1+1"))
    out = tmp_path / "marks" / "small"
    assert call(small, class_, out.parent).returncode == 0
    sheet = out / "written.csv"
    text = sheet.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == ["why,'-bob,,4,,'=1+1", "why,eve,,4,,Because."]

    # Who was marked is not run again: what was kept is what counts.
    kept = out / "students" / "-bob" / "result.json"
    changed = json.loads(kept.read_text()) | {"points": {"double": 1.25}}
    kept.write_text(json.dumps(changed))
    sheet.write_text(text.replace("bob,,4,,", "bob, 3.5,4,=fine,"))
    assert call(small, class_, out.parent).returncode == 0
    bob, eve = rows(out / "marks.csv")
    assert [bob[k] for k in ("total", "to mark", "why")] == ["4.75", "0", "3.5"]
    assert [eve[k] for k in ("total", "to mark", "why")] == ["0", "1", ""]
    assert "=fine" in (out / "students" / "-bob" / "small.html").read_text()

    put(class_ / "-bob", numbers(), double("double = 5"), written("Or else."))
    run = call(small, class_, out.parent)
    assert "-bob: the answer to why is no longer what you marked" in run.stdout
    assert rows(out / "marks.csv")[0]["total"] == "3.5"

    (class_ / "-bob" / "small.ipynb").unlink()
    (class_ / "-bob").rmdir()
    assert call(small, class_, out.parent).returncode == 0
    assert "why,'-bob,3.5," in sheet.read_text(encoding="utf-8-sig")

    questions = tasks(json.loads(small.read_text()))
    head = "question,student,points,of,comment,answer\n"
    for wrong in ("5", "-1", "nan", "1,5", "x"):
        sheet.write_text(f'{head}why,eve,"{wrong}",4,,x\n')
        with pytest.raises(ValueError, match=f"row 2: points '{wrong}' for 'why'"):
            grade.by_hand(sheet, questions)
    sheet.write_text("question;student;points\nwhy;eve;1\n")
    with pytest.raises(ValueError, match="row 2: the columns must be"):
        grade.by_hand(sheet, questions)


def test_a_set_whose_own_solution_fails_marks_nobody(box, small, submitted, tmp_path):
    wrong = json.loads(small.read_text())
    next(c for c in wrong["cells"] if c["id"] == "double")["source"] = (
        '"""Wrong"""\nassert math.isclose(double(3), 7)'
    )
    path = tmp_path / "wrong.ipynb"
    path.write_text(json.dumps(wrong))
    run = call(path, submitted, tmp_path / "marks")
    assert run.returncode == 1
    assert "its own solution does not get full marks" in run.stderr
    assert "('double(3)', '6', False)" in run.stderr
    assert not (tmp_path / "marks").exists()


def test_what_cannot_be_asked_is_an_error():
    cells = notebook(checks("double", 1, "assert double(3) == 6"))
    with pytest.raises(ValueError, match=r"double: a test holds .* not\nassert double"):
        tasks(cells)
    cells = notebook(numbers(), checks("double", 1, "assert double(3"))
    with pytest.raises(ValueError, match=r"double: '\(' was never closed .*line 2"):
        tasks(cells)
    del cells["cells"][1]["metadata"]["nbgrader"]["points"]
    with pytest.raises(ValueError, match=r"cell 2 is graded, .* have no points"):
        tasks(cells)


def test_without_bubblewrap_the_tool_says_what_is_open(monkeypatch):
    monkeypatch.setattr(_box.shutil, "which", lambda name: None)
    with pytest.raises(PermissionError, match=r"could read and change your files"):
        _box.command(unsafe=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert _box.command(unsafe=True) == _box.PYTHON
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(PermissionError, match="does not run as root at all"):
        _box.command(unsafe=True)


def test_what_the_box_shows_may_be_in_tmp_and_cannot_be_changed(
    box, tmp_path, monkeypatch
):
    tmp_path.chmod(0o755)
    (tmp_path / "file").write_text("7")
    (tmp_path / "file").chmod(0o666)
    monkeypatch.setattr(_box, "seen", lambda seen=_box.seen: [*seen(), tmp_path])
    read, write = (
        f"x = int(open('{tmp_path}/file'{mode}).read())" for mode in ("", ", 'w'")
    )
    cells = [["read", read], ["write", write]]
    spec = {"cells": cells, "asks": [["x"]], "seconds": 9}
    lines, _ = _box.run(_box.command(unsafe=False), spec, 60)
    assert lines[1] == [7.0]
    assert "Read-only file system" in lines[0][0][1]


def test_a_machine_that_forbids_the_box_is_told_so(small, submitted, tmp_path):
    stub = tmp_path / "bwrap"
    stub.write_text("#!/bin/sh\necho no namespaces here >&2; exit 1\n")
    stub.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    run = call(small, submitted, tmp_path / "marks", env={**os.environ, "PATH": path})
    assert run.returncode == 1
    assert "the box did not start: no namespaces here" in run.stderr


def test_without_a_box_values_come_out_the_same_way():
    spec = {
        "cells": [["one", "x = 2"], ["two", "1 / 0"]],
        "asks": [["x"]],
        "seconds": 9,
    }
    lines, note = _box.run(_box.PYTHON, spec, 60)
    assert lines == [[["two", "ZeroDivisionError: division by zero"]], [2.0]]
    assert note == ""


def test_who_stops_it_can_go_on(box, small, tmp_path):
    class_, out = tmp_path / "class", tmp_path / "marks" / "small"
    put(class_ / "a", numbers(), double(GOOD))
    put(class_ / "b", double("import time\ntime.sleep(1e6)"))
    command = [sys.executable, GRADER, small, class_, out.parent]
    with subprocess.Popen(
        [*command, "--year", str(YEAR), "--seconds", "2", "--jobs", "1"],
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background lets them ignore it.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),
    ) as run:
        while run.poll() is None and not (out / "students/a/result.json").exists():
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        assert "The same command goes on from here" in run.communicate()[1]
    assert not (out / "marks.csv").exists()
    assert call(small, class_, out.parent, seconds=1).returncode == 0
    assert [row["total"] for row in rows(out / "marks.csv")] == ["2", "0"]


def test_places_that_the_code_could_see_are_refused(small, submitted, tmp_path):
    inside = Path(sys.prefix) / "submitted"
    assert "which the code can see" in call(small, inside, tmp_path).stderr
    run = call(small, submitted, submitted / "marks")
    assert "where nothing is written" in run.stderr
    assert "no problem set 'ps9'" in call("ps9", submitted, tmp_path).stderr
