"""Each rule lets a good chapter pass and catches a chapter that breaks it."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from rules import CLOSING, METADATA, PAGES, RULES, SHAPE, Chapter, rules_for

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
    "text/html": '<div data-explorer="model"></div>',
    "text/plain": "Model()",
}


HIDDEN = {"source_hidden": True}
QUESTION = {
    "text/html": '<div data-explorer="number_question"></div>',
    "text/plain": "NumberQuestion(label='how many')",
}


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
            "**You need** nothing.\n\n**Time** 5 minutes."
        ),
        code("import math"),
        new_markdown_cell("## One\n\nA half.\n\n## Two\n\n## Three"),
        code("print(1 / 8)", new_output("stream", name="stdout", text="0.125\n")),
        code(
            "plots.plt.show()",
            new_output("display_data", {"text/plain": "<Figure size 6x4 with 1 Axes>"}),
            jupyter=HIDDEN,
            mystnb=FIGURE,
            tags=["hide-input"],
        ),
        code("Model()", new_output("execute_result", EXPLORER, execution_count=4)),
        new_markdown_cell("**What to try.** Move.\n\n**What you should see.** Motion."),
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
            new_output("execute_result", QUESTION, execution_count=7),
            jupyter=HIDDEN,
            tags=["remove-input"],
        ),
        code("x = 1 / 8", jupyter=HIDDEN, tags=["hide-cell"]),
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


# Cells of the model: 2 imports, 4 prints, 5 draws, 6 explores, 8 raises, 9 tests,
# 13 holds the exercises, 14 asks, 15 is a worked solution, 16 ends the chapter.
FRESH = "stored_outputs_are_fresh_text"
BREAKS = [
    ("it_opens_with_a_label_and_its_only_title", swap(0, "(model)=\n", "")),
    ("it_opens_with_a_label_and_its_only_title", say("# A second title")),
    ("headings_are_in_sentence_case", say("## Cross-entropy As Loss")),
    ("the_second_cell_says_what_for_from_where_how_long", swap(1, "You need", "Have")),
    ("the_second_cell_says_what_for_from_where_how_long", swap(1, "5 minutes", "Soon")),
    ("the_second_cell_says_what_for_from_where_how_long", swap(1, "- see;\n", "")),
    ("imports_are_one_visible_block_at_the_top", run("import os")),
    ("imports_are_one_visible_block_at_the_top", swap(2, "import math", "x = 1")),
    ("imports_are_one_visible_block_at_the_top", swap(2, "math", "a\nimport b" * 5)),
    ("imports_are_one_visible_block_at_the_top", tag(2, "hide-input")),
    ("cells_do_not_set_up_the_machine", run("from infolib import *")),
    ("cells_do_not_set_up_the_machine", run("sys.path.append('..')")),
    ("cells_do_not_set_up_the_machine", run("%pip install infolib")),
    ("cells_do_not_set_up_the_machine", run("plots.plt.rcParams['x'] = 1")),
    ("cells_do_not_set_up_the_machine", run("# NBVAL_SKIP\nprint(1)")),
    ("sections_are_3_to_6_and_then_the_closing_ones", swap(3, "## Two", "Two")),
    ("sections_are_3_to_6_and_then_the_closing_ones", say("## A\n## B\n## C\n## D")),
    ("sections_are_3_to_6_and_then_the_closing_ones", swap(10, "Real data", "Data")),
    ("the_end_mirrors_the_goals_and_points_on", swap(16, "- said\n", "")),
    ("the_end_mirrors_the_goals_and_points_on", swap(16, "**Next.**", "Next.")),
    ("the_end_mirrors_the_goals_and_points_on", swap(16, "{cite}", "")),
    ("eight_exercises_or_more_have_folded_solutions", swap(13, "★★★", "★★")),
    ("eight_exercises_or_more_have_folded_solutions", swap(13, "★ Number 0", "Zero")),
    (
        "eight_exercises_or_more_have_folded_solutions",
        swap(13, "{solution} ex-model-3", "{note} ex"),
    ),
    (
        "eight_exercises_or_more_have_folded_solutions",
        swap(13, "model-3\n:class: dropdown", "model-3\n"),
    ),
    (
        "eight_exercises_or_more_have_folded_solutions",
        swap(13, "```{exercise} ★ Number 7", "```{note} ★ Number 7"),
    ),
    ("code_cells_are_short_and_narrow", run("x = 1\n" * 16)),
    ("code_cells_are_short_and_narrow", run("x = " + "1" * 73)),
    (
        "code_cells_are_short_and_narrow",
        lambda notebook: [run("x = 1\n" * 6)(notebook) for _ in range(20)],
    ),
    ("tags_are_known_and_hide_no_plumbing", tag(4, "skip-execution")),
    ("tags_are_known_and_hide_no_plumbing", tag(4, "remove-cell")),
    ("tags_are_known_and_hide_no_plumbing", tag(9, "test")),
    ("tags_are_known_and_hide_no_plumbing", tag(4, "remove-cell", "test")),
    ("tags_are_known_and_hide_no_plumbing", tag(4, "remove-input")),
    ("tags_are_known_and_hide_no_plumbing", tag(14)),
    ("tags_are_known_and_hide_no_plumbing", tag(4, "hide-cell")),
    ("figures_are_described_captioned_and_folded", image(5, image={"alt": "A bar."})),
    (
        "figures_are_described_captioned_and_folded",
        image(5, image={"alt": "_images/a bar that stands all by itself.png"}),
    ),
    ("figures_are_described_captioned_and_folded", image(5, figure={"name": "fig-x"})),
    (
        "figures_are_described_captioned_and_folded",
        image(5, figure={"caption": "A bar.", "name": "bar"}),
    ),
    ("figures_are_described_captioned_and_folded", tag(5)),
    ("figures_are_described_captioned_and_folded", run("plots.plt.show()")),
    ("explorers_come_with_what_to_try_and_see", swap(7, "What to try", "Try")),
    ("explorers_come_with_what_to_try_and_see", swap(7, "**What you should", "**You")),
    ("explorers_come_with_what_to_try_and_see", stored(6)),
    (FRESH, strip),
    (FRESH, lambda notebook: notebook.cells[4].update(execution_count=7)),
    (FRESH, stored(5, new_output("display_data", {"image/png": "iVBORw0KGgo="}))),
    (FRESH, stored(4, new_output("stream", name="stderr", text="a warning"))),
    (FRESH, stored(4, new_output("stream", name="stdout", text="line\n" * 31))),
    (FRESH, stored(4, new_output("error", ename="NameError", evalue="x"))),
    (FRESH, stored(8)),
    (
        FRESH,
        stored(8, new_output("error", ename="E", evalue="x", traceback=["/home/me"])),
    ),
    (
        FRESH,
        stored(
            6,
            new_output(
                "display_data",
                {"application/vnd.jupyter.widget-view+json": {"model_id": "e1"}},
            ),
        ),
    ),
    (
        "the_file_holds_nothing_of_its_machine",
        lambda notebook: notebook.metadata.update(widgets={"state": {}}),
    ),
    (
        "the_file_holds_nothing_of_its_machine",
        lambda notebook: notebook.metadata.language_info.update(version="3.11.7"),
    ),
    (
        "the_file_holds_nothing_of_its_machine",
        lambda notebook: notebook.cells[4].metadata.update(execution={"started": 0}),
    ),
    ("the_file_holds_nothing_of_its_machine", tag(4, "hide-input")),
    (
        "the_file_holds_nothing_of_its_machine",
        lambda notebook: notebook.cells[4].pop("execution_count"),
    ),
    ("no_cell_is_empty", lambda notebook: notebook.cells.append(new_code_cell(""))),
    ("the_main_line_has_at_most_2500_words", say("word " * 2501)),
    ("the_style_has_no_dashes_and_no_filler", say("It is a number — a good one.")),
    ("the_style_has_no_dashes_and_no_filler", say("Simply put, it is a number.")),
    (
        "the_style_has_no_dashes_and_no_filler",
        image(5, image={"alt": "Of course you see a bar of height a half, in blue."}),
    ),
    ("every_decimal_in_the_text_is_computed", say("A number, 0.126, of nowhere.")),
    ("every_decimal_in_the_text_is_computed", say("Not digit for digit: 0.1250.")),
    ("every_decimal_in_the_text_is_computed", say("Only in a comment: 0.334.")),
    (
        "every_decimal_in_the_text_is_computed",
        image(5, figure={"caption": "A bar of 0.511.", "name": "fig-bar"}),
    ),
]


def complaints(notebook, rule, name="02-model.ipynb"):
    return list(rule(Chapter(name, notebook)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_lets_a_good_chapter_pass(rule):
    assert not complaints(model_chapter(), rule)


@pytest.mark.parametrize(("name", "damage"), BREAKS)
def test_rule_catches_a_chapter_that_breaks_it(name, damage):
    rule = next(rule for rule in RULES if rule.__name__ == name)
    notebook = model_chapter()
    damage(notebook)
    assert complaints(notebook, rule)


@pytest.mark.parametrize("name", ["2-entropy.ipynb", "02_Entropy.ipynb", "02.ipynb"])
def test_rule_catches_a_file_name(name):
    assert complaints(model_chapter(), RULES[0], name)


def test_every_rule_is_shown_to_catch_something():
    shown = {name for name, _ in BREAKS} | {RULES[0].__name__}
    assert shown == {rule.__name__ for rule in RULES}


def test_only_the_pages_named_are_free_of_the_shape_of_a_chapter():
    for name in ["02-entropy.ipynb", "entropy.ipynb", "correction.ipynb"]:
        assert rules_for(name) == RULES
    for name in PAGES:
        assert {*rules_for(name)} == {*RULES} - {*SHAPE} != {*RULES}


def test_words_that_are_folded_or_asides_do_not_count():
    *_, rule = (r for r in RULES if "2500" in r.__name__)
    long = "word " * 2501
    for aside in [
        f":::{{admonition}} Proof\n:class: dropdown\n\n{long}\n:::",
        f"````{{prf:proof}}\n:class: dropdown\n\n```python\n{long}\n```\n\n{long}\n````",
        f"```{{exercise}} ★ A\n:label: a\n\n{long}\n```",
        f"$${long}$$",
    ]:
        notebook = model_chapter()
        say(aside)(notebook)
        assert not complaints(notebook, rule)
    notebook = model_chapter()
    say(f":::{{admonition}} Open\n:class: tip\n\n{long}\n:::")(notebook)
    assert complaints(notebook, rule)


def test_a_notebook_survives_its_file(tmp_path):
    # What the rules see is what is on disk, in the form that `make refresh` writes.
    path = tmp_path / "02-model.ipynb"
    nbformat.write(model_chapter(), path)
    for rule in RULES:
        assert not list(rule(Chapter.read(path)))
