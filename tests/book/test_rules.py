"""Each rule lets a good chapter pass and catches a chapter that breaks it."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from rules import (
    CELLS,
    CLOSING,
    METADATA,
    PAGES,
    RULES,
    SHAPE,
    UNFOLDED,
    WORDS,
    Chapter,
    rules_for,
)

EXERCISE = """
```{{exercise}} {stars} Number {n}
:label: ex-model-{n}
What is it?
```

````{{solution}} ex-model-{n}
:class: dropdown
It is 0.125.
````
"""
FIGURE = {
    "image": {"alt": "One bar of height a half, in blue, over the outcome 1."},
    "figure": {"caption": "A bar.", "name": "fig-bar"},
}
EXPLORER = {
    "text/html": '<div data-explorer="submarine"></div>',
    "text/plain": "Submarine()",
}

WITHOUT_TASKS = {**EXPLORER, "text/html": '<div data-explorer="without_tasks"></div>'}
HIDDEN = {"source_hidden": True}
SHUT = {"outputs_hidden": True, "source_hidden": True}
QUESTION = {
    "text/html": '<div data-explorer="number_question"></div>',
    "text/plain": "NumberQuestion(label='how many')",
}
PREDICTION = {
    "text/html": '<div data-explorer="predict"></div>',
    "text/plain": "Predict('toss')",
}
OPEN = new_output("execute_result", {"text/plain": "… Not answered yet"})
RIGHT = new_output("execute_result", {"text/plain": "✓ right"})


def model_chapter():
    """Return the smallest chapter that keeps every rule."""

    def code(source, *outputs, **metadata):
        return new_code_cell(source, outputs=list(outputs), metadata=metadata)

    stars = ["★", "★★", "★★★", "★", "★", "★", "★", "★"]
    exercises = [EXERCISE.format(stars=s, n=n) for n, s in enumerate(stars)]
    cells = [
        new_markdown_cell("(model)=\n# A model of Shannon's chapter\n\nA hook."),
        new_markdown_cell(
            "**After this chapter you can**\n\n- see;\n- say;\n- prove.\n\n"
            "**You need** nothing.\n\n"
            "**Time** 10 minutes to read, 40 for the exercises."
        ),
        code("import math"),
        code(
            "Predict('toss', 'H or T?', ['H', 'T'], truth='HT'[1], why='So.')",
            new_output("execute_result", PREDICTION, execution_count=2),
            jupyter=HIDDEN,
            tags=["remove-input"],
        ),
        code(
            "Submarine()",
            new_output("execute_result", EXPLORER, execution_count=3),
            jupyter=HIDDEN,
            tags=["remove-input"],
        ),
        new_markdown_cell(
            ":::{admonition} What you should see\n:class: dropdown\n\nMotion.\n:::"
        ),
        new_markdown_cell("## One\n\nA half.\n\n## Two\n\n## Three"),
        code("print(1 / 8)", new_output("stream", name="stdout", text="0.125\n")),
        code(
            "plots.plt.show()",
            new_output("display_data", {"text/plain": "<Figure size 6x4 with 1 Axes>"}),
            jupyter=HIDDEN,
            mystnb=FIGURE,
            tags=["hide-input"],
        ),
        code(
            "math.log(0)",
            new_output("error", ename="ValueError", evalue="math domain error"),
            tags=["raises-exception"],
        ),
        code(
            "assert f'{1 / 3:.3f}' == '0.333'  # not 0.334",
            jupyter=HIDDEN,
            tags=["remove-cell", "test"],
        ),
        *(new_markdown_cell(f"## {title}") for title in CLOSING[:3]),
        new_markdown_cell("## Exercises\n" + "".join(exercises)),
        code(
            "NumberQuestion('how many', 1)",
            new_output("execute_result", QUESTION, execution_count=8),
            jupyter=HIDDEN,
            tags=["remove-input"],
        ),
        code("x = 1 / 8", jupyter=SHUT, tags=["hide-cell"]),
        *(code(f"def {f}(p): ...\n\n\ncheck({f})", OPEN) for f in ("my_f", "my_g")),
        *(
            code(f"{f} = f\ncheck({f})", RIGHT, jupyter=SHUT, tags=["hide-cell"])
            for f in ("my_f", "my_g")
        ),
        new_markdown_cell(
            "## What you learned\n\n- seen\n- said\n- proved\n\n**Next.** More.\n\n"
            "**Going further.** {cite}`shannon1948`."
        ),
    ]
    notebook = new_notebook(cells=cells, metadata=METADATA)
    count = 0
    for cell in cells:
        if cell.cell_type == "code":
            cell.execution_count = count = count + 1
    return notebook


def add(cell):
    """Break a chapter by putting a cell behind its imports."""
    return lambda notebook: notebook.cells.insert(3, cell)


def say(text):
    return add(new_markdown_cell(text))


def run(source, **metadata):
    return add(new_code_cell(source, metadata=metadata))


def swap(place, old, new):
    """Break a chapter by replacing a piece of one cell."""

    def change(notebook):
        assert old in notebook.cells[place].source
        notebook.cells[place].source = notebook.cells[place].source.replace(old, new)

    return change


def tag(place, *names):
    return lambda notebook: notebook.cells[place].metadata.update(tags=list(names))


def image(place, **changes):
    return lambda notebook: notebook.cells[place].metadata.mystnb.update(changes)


def stored(place, *outputs):
    return lambda notebook: notebook.cells[place].update(outputs=list(outputs))


def strip(notebook):
    """Do what nbstripout does: nbval then compares nothing and passes."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(execution_count=None, outputs=[])


# Cells of the model: 2 imports, 3 predicts, 4 explores, 7 prints, 8 draws, 9 raises,
# 10 tests, 14 holds the exercises, 15 asks, 16 is a worked solution; 17 and 18 ask for code,
# 19 and 20 solve that; the last one ends the chapter.
BREAKS = {
    "it_opens_with_a_label_and_its_only_title": [
        swap(0, "(model)=\n", ""),
        say("# A second title"),
    ],
    "the_opening_says_what_for_from_where_how_long": [
        swap(1, "You need", "Have"),
        swap(1, "10 minutes to read, 40 for", "Soon"),
        swap(1, "- see;\n", ""),
        swap(1, "**After", "## One\n\n**After"),
    ],
    "imports_are_one_block_at_the_top": [
        run("import os"),
        run("%matplotlib inline"),
        swap(2, "import math", "x = 1"),
        swap(2, "math", "a\nimport b" * 5),
        tag(2, "hide-cell"),
    ],
    "cells_do_not_set_up_the_machine": [
        run("from infolib import *"),
        run("sys.path.append('..')"),
        run("%pip install infolib"),
        run("plots.plt.rcParams['x'] = 1"),
        run("# NBVAL_SKIP\nprint(1)"),
    ],
    "sections_are_3_to_6_and_then_the_closing_ones": [
        swap(6, "## Two", "Two"),
        say("## A\n## B\n## C\n## D"),
        swap(11, "Real data", "Data"),
        swap(-1, "## What you learned", "## Going deeper\n\n## What you learned"),
    ],
    "the_end_mirrors_the_goals_and_points_on": [
        swap(-1, "- said\n", ""),
        swap(-1, "**Next.**", "Next."),
        swap(-1, "{cite}", ""),
    ],
    "eight_exercises_or_more_have_folded_solutions": [
        swap(14, "★★★", "★★"),
        swap(14, "★ Number 0", "Zero"),
        swap(14, "{solution} ex-model-3", "{note} ex"),
        swap(14, "model-3\n:class: dropdown", "model-3\n"),
        swap(14, "```{exercise} ★ Number 7", "```{note} ★ Number 7"),
    ],
    "two_exercises_or_more_ask_for_code": [
        lambda notebook: [notebook.cells.pop(19), notebook.cells.pop(17)],
        lambda notebook: notebook.cells.pop(17),
        lambda notebook: notebook.cells.pop(19),
        swap(18, "check(my_g)", "check(my_f)"),
        tag(17, "hide-input"),
        tag(19),
        stored(17, RIGHT),
        stored(17, new_output("execute_result", {"text/plain": "✗ wrong"})),
        stored(19, OPEN),
        stored(19),
    ],
    "code_cells_are_short_and_narrow": [
        run("x = 1\n" * 16),
        run("x = " + "1" * 73),
        run(""),
        lambda notebook: [run("x = 1\n" * 6)(notebook) for _ in range(20)],
    ],
    "tags_are_known_and_hide_no_plumbing": [
        tag(7, "skip-execution"),
        tag(7, "remove-cell"),
        tag(10, "test"),
        tag(7, "remove-cell", "test"),
        tag(7, "remove-input"),
        tag(3),
        tag(4),
        tag(15),
        tag(7, "hide-cell"),
    ],
    "figures_are_described_captioned_and_folded": [
        image(8, image={"alt": "A bar."}),
        image(8, image={"alt": "_images/a bar that stands all by itself.png"}),
        image(8, figure={"name": "fig-x"}),
        image(8, figure={"caption": "A bar.", "name": "bar"}),
        tag(8),
        run("plots.plt.show()"),
    ],
    "explorers_come_with_what_to_try_and_see": [
        stored(4, new_output("execute_result", WITHOUT_TASKS, execution_count=3)),
        swap(5, ":::{admonition}", "**What to try.** Move.\n\n:::{admonition}"),
        swap(5, "What you should", "You"),
        swap(5, ":class: dropdown\n", ""),
        lambda notebook: notebook.cells.append(notebook.cells[4]),
    ],
    "it_opens_with_a_prediction_and_a_toy": [
        lambda notebook: notebook.cells.pop(3),
        lambda notebook: notebook.cells.pop(4),
        lambda notebook: notebook.cells.insert(3, notebook.cells.pop(4)),
        lambda notebook: notebook.cells.insert(6, notebook.cells.pop(4)),
        say("## Zero"),
    ],
    "predictions_can_be_committed": [
        say(":::{admonition} Predict\n:class: tip\nHeads or tails?\n:::"),
        swap(3, "'HT'[1]", "'T'"),
    ],
    "it_is_as_refresh_stores_it": [
        strip,
        stored(8, new_output("display_data", {"image/png": "iVBORw0KGgo="})),
        stored(9, new_output("error", ename="E", evalue="x", traceback=["/home/me"])),
        tag(7, "hide-input"),  # not folded in JupyterLab
        lambda notebook: notebook.metadata.update(widgets={"state": {}}),
        lambda notebook: notebook.cells[7].metadata.update(execution={"started": 0}),
        lambda notebook: notebook.cells[7].update(surplus=1),
    ],
    "outputs_are_short_and_errors_are_meant": [
        stored(7, new_output("stream", name="stderr", text="a warning")),
        stored(7, new_output("stream", name="stdout", text="line\n" * 31)),
        stored(7, new_output("error", ename="NameError", evalue="x")),
        stored(9),
    ],
    "the_times_are_honest": [
        swap(1, "10 minutes", "20 minutes"),
        swap(1, "40 for", "20 for"),
        swap(1, "40 for the exercises", "40 in all"),
        say("word " * 1000),
        lambda notebook: [notebook.cells.insert(5, notebook.cells[4]) for _ in "abc"],
    ],
    "the_main_line_is_short": [
        say("word " * WORDS),
        say(":::{admonition} Open\n:class: tip\n\n" + "word " * WORDS + "\n:::"),
        lambda notebook: [run("x = 1")(notebook) for _ in range(CELLS)],
    ],
    "little_stands_unfolded_before_the_exercises": [
        say("word " * UNFOLDED),
        stored(7, new_output("stream", name="stdout", text="word " * UNFOLDED)),
        image(8, figure={"caption": "word " * UNFOLDED, "name": "fig-bar"}),
    ],
    "the_style_has_no_dashes_and_no_filler": [
        say("It is a number — a good one."),
        say("Simply put, it is a number."),
        image(8, image={"alt": "Of course you see a bar of height a half, in blue."}),
    ],
    "every_decimal_in_the_text_is_computed": [
        say("A number, 0.126, of nowhere."),
        say("Not digit for digit: 0.1250."),
        say("Only in a comment: 0.334."),
        image(8, figure={"caption": "A bar of 0.511.", "name": "fig-bar"}),
    ],
    "corrections_have_a_verdict_a_source_and_a_place": [
        say("(correction-x)=\n### A claim\n\nIt is wrong. [Chapter 1](#fig-x)"),
        say("(correction-x)=\n### A claim\n\n**False.** *A page.* It is wrong."),
    ],
}


def complaints(notebook, rule):
    return list(rule(Chapter("02-model.ipynb", notebook)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_lets_a_good_chapter_pass_and_catches_a_broken_one(rule):
    assert not complaints(model_chapter(), rule)
    for number, damage in enumerate(BREAKS[rule.__name__]):
        notebook = model_chapter()
        damage(notebook)
        assert complaints(notebook, rule), f"example {number} passes"


def test_only_the_pages_named_are_free_of_the_shape_of_a_chapter():
    assert rules_for("02-entropy.ipynb") == rules_for("unknown.ipynb") == RULES
    for name in PAGES:
        assert {*rules_for(name)} == {*RULES} - {*SHAPE} != {*RULES}


@pytest.mark.parametrize(
    "aside",
    [
        ":::{admonition} Proof\n:class: dropdown\n\nLONG\n:::",
        "````{prf:proof}\n:class: dropdown\n\n```python\nLONG\n```\n\nLONG\n````",
        "```{exercise} ★ A\n:label: a\n\nLONG\n```",
        "$$LONG$$",
    ],
)
def test_words_that_are_folded_or_asides_do_not_count(aside):
    (rule,) = (r for r in RULES if r.__name__ == "the_main_line_is_short")
    notebook = model_chapter()
    say(aside.replace("LONG", "word " * WORDS))(notebook)
    assert not complaints(notebook, rule)


def test_what_goes_deeper_is_no_part_of_the_main_line():
    notebook = model_chapter()
    long = [new_markdown_cell("## Going deeper\n\n" + "word " * UNFOLDED)]
    notebook.cells += long + [new_code_cell("x = 1") for _ in range(CELLS)]
    for rule in SHAPE:
        assert not complaints(notebook, rule), rule.__name__
