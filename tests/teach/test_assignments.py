"""The problem sets: what a student sees, and that last year's numbers do not fit."""

import json
import math
from itertools import combinations

import pytest
from _assignments import SETS, locate, read, students, tasks, text

FILES = sorted(SETS.glob("*/*.ipynb"))
YEARS = range(2027, 2035)


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request):
    return request.param


def solved(path, year):
    """Run the code of a set, as students get it back: its own solution."""
    space = {}
    notebook = read(path, year)
    for cell in notebook["cells"]:
        known = cell["metadata"]["nbgrader"]
        if cell["cell_type"] == "code" and not known["grade"]:
            exec(text(cell), space)
    return tasks(notebook), space


def near(got, want, check):
    return math.isclose(got, want, **check.within)


@pytest.mark.parametrize("year", YEARS)
def test_the_solution_is_right_in_every_year(path, year):
    found, space = solved(path, year)
    for check in (check for task in found for check in task.checks):
        if check.error:
            with pytest.raises(eval(check.error)):
                eval(check.ask, space)
        else:
            assert near(eval(check.ask, space), eval(check.want, space), check)


def test_the_numbers_of_another_year_do_not_fit(path):
    seen = []
    for year in YEARS:
        found, space = solved(path, year)
        seen.append(
            {
                task.name: [(eval(c.ask, space), c) for c in task.checks]
                for task in found
                # what is typed, not written as code
                if task.checks and all(c.ask.isidentifier() for c in task.checks)
            }
        )
    assert seen[0]
    for one, other in combinations(seen, 2):
        for name in one:
            assert any(
                abs(a - b) > 2 * max(abs(a), abs(b)) * c.within.get("rel_tol", 0)
                and abs(a - b) > 2 * c.within.get("abs_tol", 0)
                for (a, c), (b, _) in zip(one[name], other[name], strict=True)
            ), (name, one[name], other[name])


def test_students_see_no_answer_and_no_other_year(path):
    whole = path.read_text(encoding="utf-8")
    shown = students(read(path, 2027))
    told = json.dumps(shown, ensure_ascii=False)
    for word in ("SOLUTION", "HIDDEN", "isclose", "Model answer", "Rubric", "pool"):
        assert word not in told
    assert "Rubric" in whole
    assert told.count("YOUR CODE HERE") >= 5
    pools = [
        c["metadata"]["pool"]
        for c in json.loads(whole)["cells"]
        if "pool" in c["metadata"]
    ]
    assert pools
    for pool in pools:
        assert len(set(pool)) == 8
        assert sum(numbers in told for numbers in pool) == 1


def test_the_points_add_up_to_what_is_said(path):
    notebook = read(path, 2027)
    found = tasks(notebook)
    said = sum(task.points for task in found)
    assert f"{said:g} points" in text(notebook["cells"][0])
    for task in found:
        assert task.title[:2] in {f"{n}." for n in range(1, 9)}
        assert task.checks or "**Rubric.**" in task.rubric
    headings = [text(c) for c in notebook["cells"] if text(c).startswith("## ")]
    assert 5 <= len(headings) <= 8
    assert sum(int(h.split(" points)")[0].rpartition("(")[2]) for h in headings) == said


def test_a_set_is_found_by_its_name(path):
    assert locate(path.stem) == path
