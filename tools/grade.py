"""Mark the submissions of a problem set: marks as CSV, a page of feedback for each student.

    tools/grade.py ps1 submitted marks --year 2027

`submitted` holds a folder for each student, with the notebook in it or one folder below.
Nothing is ever written there. The code runs in a box (`tools/_box.py`), values come out of
it as plain numbers, and they are compared here with those of the set's own solution, which
is marked first: unless it gets full marks, nobody gets any.

`marks/ps1/marks.csv` has the marks, `marks/ps1/students` the pages. `written.csv` beside
them lists the answers to written questions, `written.html` shows them below their rubric:
fill in the column `points`, and a comment if you like, then run the same command again. Who
was marked is not run again unless the submission, the set or the year has changed.
"""

from __future__ import annotations

import argparse
import csv
import html
import io
import json
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import _box
from _assignments import Task, locate, read, tasks
from _marking import Marker, Result

from infolib.words import words

SAY = words("grade")
STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2 { display: flex; justify-content: space-between; font-size: 1.1rem; margin: 2rem 0 0.5rem; }
li, blockquote { overflow-wrap: anywhere; }
code, pre { font-size: 0.9rem; white-space: pre-wrap; overflow-wrap: anywhere; }
ul { list-style: none; padding: 0; }
blockquote { margin: 0.5rem 0; padding-left: 1rem; border-left: 3px solid; white-space: pre-wrap; }
"""


def visible(name: str) -> str:
    """Return a name of which every character can be seen."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name)


def entry(value: Any) -> Any:
    """Return an entry of a CSV that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.lstrip()[:1] in ("=", "+", "-", "@"):
        return f"'{value}"
    return value


def unentry(value: str) -> str:
    """Return what `entry` was given."""
    return value[1:] if value[:1] == "'" and entry(value[1:]) == value else value


def put(path: Path, content: str) -> None:
    """Write a file, all of it or nothing."""
    draft = path.with_name(f".{path.name}")
    draft.write_text(content, encoding="utf-8", errors="backslashreplace", newline="")
    draft.replace(path)


def table(path: Path, rows: Iterable[Iterable[Any]]) -> None:
    """Write a CSV that Excel reads as UTF-8."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([map(entry, row) for row in rows])
    put(path, "\ufeff" + file.getvalue())


HEAD = ["question", "student", "points", "of", "comment", "answer"]


Hand = dict[tuple[str, str], dict[str, str]]  # rows of it, by student and question


def by_hand(path: Path, questions: list[Task]) -> Hand:
    """Read the marks of written answers; ValueError names the row that has no sense."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    most = {task.name: task.points for task in questions}
    found: Hand = {}
    for line, row in enumerate(rows, 2):
        if set(row) != set(HEAD) or None in row.values():
            raise ValueError(f"{path}, row {line}: the columns must be {HEAD}")
        row = {key: unentry(value) for key, value in row.items()}
        row["points"] = given = row["points"].strip()
        if given:
            try:
                good = 0 <= float(given) <= most[row["question"]]
            except (ValueError, KeyError):
                good = False
            if not good:
                raise ValueError(
                    f"{path}, row {line}: points {given!r} for {row['question']!r}, where "
                    f"a number from 0 to {most.get(row['question'])} is due, as 1.5"
                )
        found[row["student"], row["question"]] = row
    return found


def page(title: str, body: str) -> str:
    """Return a page of HTML that loads nothing and runs nothing."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><h1>{html.escape(title)}</h1>{body}</body></html>\n"
    )


def earned(task: Task, name: str, result: Result, hand: Hand) -> float | None:
    """Return the points of a task, or None if nobody has read the answer yet."""
    if task.name not in result.written:
        return result.points.get(task.name, 0.0)
    given = hand.get((name, task.name), {}).get("points")
    return float(given) if given else None


def feedback(marker: Marker, name: str, result: Result, hand: Hand) -> str:
    """Return the page that a student gets."""
    marks = [earned(task, name, result, hand) for task in marker.tasks]
    most = sum(task.points for task in marker.tasks)
    total = sum(points or 0 for points in marks)
    line = SAY["total"].format(points=f"{total:g}", most=f"{most:g}")
    if None in marks:
        line += " " + SAY["waiting"]
    parts = [f"<p>{line}</p>"]
    if result.note:
        parts.append(f"<p>{html.escape(result.note)}</p>")
    for task, points in zip(marker.tasks, marks, strict=True):
        mark = SAY["open"] if points is None else f"{points:g}"
        of = SAY["of"].format(points=mark, most=f"{task.points:g}")
        parts.append(f"<h2>{html.escape(task.title)} <span>{of}</span></h2>")
        if task.checks:
            items = "".join(
                f"<li>{'✓' if good else '✗'} <code>{html.escape(ask)}</code> → "
                f"<code>{html.escape(value)}</code></li>"
                for ask, value, good in result.shown.get(task.name, [])
            )
            parts.append(f"<ul>{items}</ul>")
        else:
            answer = result.written.get(task.name, SAY["none"])
            parts.append(f"<blockquote>{html.escape(answer)}</blockquote>")
            comment = hand.get((name, task.name), {}).get("comment", "")
            parts.append(f"<p>{html.escape(comment)}</p>")
    if result.failed:
        items = "".join(
            f"<li>{html.escape(cell)}: <code>{html.escape(error)}</code></li>"
            for cell, error in result.failed
        )
        parts.append(f"<h2>{SAY['failed']}</h2><ul>{items}</ul>")
    title = SAY["feedback"].format(set=marker.name, student=name)
    return page(title, "".join(parts))


def report(marker: Marker, results: dict[str, Result], out: Path, hand: Hand) -> None:
    """Write all tables and pages, from results and marks by hand."""
    names = [task.name for task in marker.tasks]
    rows: list[list[Any]] = [["student", "total", "of", "to mark", *names, "note"]]
    listed: list[list[Any]] = [HEAD]
    shown = []
    for task in marker.questions:
        shown.append(f"<h2>{html.escape(task.title)} <span>{task.points:g}</span></h2>")
        shown.append(f"<pre>{html.escape(task.rubric)}</pre>")
        for student, result in results.items():
            if task.name not in result.written:
                continue
            answer, name = result.written[task.name], visible(student)
            row = hand.get((name, task.name), {})
            points, comment = row.get("points", ""), row.get("comment", "")
            of = f"{task.points:g}"
            listed.append([task.name, name, points, of, comment, answer])
            shown.append(
                f"<h3>{html.escape(name)}</h3><blockquote>{html.escape(answer)}</blockquote>"
            )
            if points and row["answer"] != answer:
                print(f"{name}: the answer to {task.name} is no longer what you marked")
    most = sum(task.points for task in marker.tasks)
    kept = {(name, question) for question, name, *_ in listed}
    gone = [row for key, row in hand.items() if key not in kept and row["points"]]
    listed += [[row[column] for column in HEAD] for row in gone]  # no mark is lost
    for student, result in results.items():
        name = visible(student)
        marks = [earned(task, name, result, hand) for task in marker.tasks]
        total = sum(points or 0 for points in marks)
        told = ["" if points is None else f"{points:g}" for points in marks]
        whole = [f"{total:g}", f"{most:g}", marks.count(None)]
        rows.append([name, *whole, *told, result.note])
        folder = out / "students" / student
        put(folder / f"{marker.name}.html", feedback(marker, name, result, hand))
    table(out / "marks.csv", rows)
    table(out / "written.csv", listed)
    put(out / "written.html", page(SAY["written"], "".join(shown)))


def bar(done: int, of: int) -> None:
    """Draw how far it is, on a terminal."""
    if sys.stderr.isatty():
        filled = "█" * (30 * done // of)
        end = "\n" if done == of else ""
        print(f"\r{filled:░<30} {done}/{of}", end=end, file=sys.stderr, flush=True)


def main() -> int:
    """Mark what has not been marked yet, then write the tables and pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", help="its name, as ps1, or the path of its notebook")
    parser.add_argument("submitted", type=Path, help="a folder for each student")
    parser.add_argument("marks", type=Path, help="where marks and feedback go")
    parser.add_argument("--year", type=int, required=True, help="of the numbers")
    parser.add_argument("--seconds", type=int, default=5, help="for each cell")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--unsafe", action="store_true", help="without bubblewrap")
    options = parser.parse_args()
    submitted, out = options.submitted.resolve(), options.marks.resolve()
    try:
        path = locate(options.set)
        out /= path.stem
        for private in (submitted, out, path.resolve()):
            for shown in _box.seen():
                if private.is_relative_to(shown):
                    raise ValueError(f"{private} is in {shown}, which the code can see")
        if out.is_relative_to(submitted):
            raise ValueError(f"{out} is in {submitted}, where nothing is written")
        start = _box.command(unsafe=options.unsafe)
        students = sorted(x.name for x in submitted.iterdir() if x.is_dir())
        hand = by_hand(out / "written.csv", tasks(read(path, options.year)))
        marker = Marker(path, options.year, start, options.seconds)
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    if loose := [visible(x.name) for x in submitted.iterdir() if not x.is_dir()]:
        print(f"Not marked, for they are no folders: {', '.join(sorted(loose))}")

    def work(student: str) -> Result:
        kept = out / "students" / student / "result.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        before = Result(**json.loads(kept.read_text())) if kept.is_file() else Result()
        result = marker.mark(submitted / student, before)
        put(kept, json.dumps(asdict(result)))
        return result

    results = {}
    try:
        with ThreadPoolExecutor(options.jobs) as pool:
            for student, result in zip(students, pool.map(work, students), strict=True):
                results[student] = result
                bar(len(results), len(students))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
    report(marker, results, out, hand)
    noted = sum(bool(result.note) for result in results.values())
    print(f"{out}/marks.csv: {len(results)} marked, {noted} of them with a note")
    return 0


if __name__ == "__main__":
    sys.exit(main())
