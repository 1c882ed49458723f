"""The reader of the notebooks finds blocks, exercises and what can be referred to."""

import ast

import pytest
from _notebooks import Block, Book, Chapter, call, needed, parts, scan, state
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

NESTED = """before
````{admonition} Proof
:class: dropdown

First.

```{prf:theorem} Inner
:label: thm-inner
A claim.
```
````
after
"""
HTML = (
    '<div data-explorer="number_question"><script type="application/json">\n'
    '{"label": "bits", "answer": 1.5}</script></div>'
)


def test_blocks_nest_and_keep_their_options_and_text():
    before, block, after = parts(NESTED)
    assert (before, after) == ("before", "after")
    assert (block.name, block.title) == ("admonition", "Proof")
    assert block.options == {"class": "dropdown"}
    assert block.aside
    _, inner = parts(block.text)
    assert inner == Block(
        "```", "prf:theorem", "Inner", {"label": "thm-inner"}, "A claim."
    )
    lines, blocks = scan(NESTED)
    assert [b.name for b in blocks] == ["admonition", "prf:theorem"]
    around = dict(lines)
    assert around["before"] == ()
    assert [b.name for b in around["A claim."]] == ["admonition", "prf:theorem"]


@pytest.mark.parametrize("mark", ["```", ":::", "~~~"])
def test_a_fence_is_closed_by_one_at_least_as_long(mark):
    (block,) = parts(f"{mark}{{note}}\na\n{mark[:2]}\n{mark}{mark}")
    assert block.text == f"a\n{mark[:2]}"


def test_what_code_quotes_is_no_block():
    quoted = "````{code-block} markdown\n```{prf:theorem} Quoted\n```\n````"
    assert [block.name for block in scan(quoted)[1]] == ["code-block"]


def chapter(*cells):
    return Chapter("model.ipynb", new_notebook(cells=list(cells)))


def code(source, *tags, html=""):
    shown = [new_output("execute_result", {"text/html": html})] if html else []
    return new_code_cell(source, outputs=shown, metadata={"tags": list(tags)})


def test_an_exercise_has_its_question_its_code_and_its_worked_solution():
    question = code("x = 1\nNumberQuestion('bits', 1 + x)", html=HTML)
    model = chapter(
        new_markdown_cell("```{exercise} ★★ Two\n:label: ex-two\nHow many?\n```"),
        code("assert True", "test"),
        question,
        code("skeleton = None"),
        new_markdown_cell(
            "````{solution} ex-two\n:class: dropdown\n\n1.5.\n````\n\n"
            "```{exercise} ★ Three\n:label: ex-three\nWhy?\n```"
        ),
        code("print(1.5)", "hide-cell"),
        code("mine = 3"),
        new_markdown_cell("## What you learned"),
        code("other"),
    )
    two, three = model.exercises
    assert (two.label, two.stars, two.title) == ("ex-two", "★★", "Two")
    assert (two.statement, two.solution) == ("How many?", "1.5.")
    assert [cell.source for cell in two.worked] == ["print(1.5)"]
    assert two.question is question
    assert [cell.source for cell in two.cells[1:]] == ["skeleton = None"]
    assert [cell.source for cell in three.cells] == ["mine = 3"]
    assert three.question is None
    assert state(question) == {"label": "bits", "answer": 1.5}
    assert ast.unparse(call(question)) == "NumberQuestion('bits', 1 + x)"


def test_a_solution_of_no_exercise_is_an_error():
    model = chapter(new_markdown_cell("```{solution} ex-lost\nWell.\n```"))
    with pytest.raises(ValueError, match="'ex-lost'"):
        model.exercises  # noqa: B018


def test_a_cell_that_ends_with_no_call_is_an_error():
    with pytest.raises(ValueError, match="x = 1"):
        call(code("x = 1"))


# Cells of which those with a + are kept, those with a ! needed by them, no other.
CHAINS = {
    "a variable": ["! x = 1", "+ x"],
    "a function": ["! def f(): return 1", "+ f()"],
    "a class": ["! class A: pass", "+ A()"],
    "an import": ["! import math as m", "+ m.pi"],
    "a name of its own": ["! x = 1", "+ x = x + 1"],
    "counted up": ["! x = 1", "+ x += 1"],
    "a chain": ["! x = 1", "! y = x", "  z = x", "+ y"],
    "bound anew, unseen": ["  x = 1", "! x = 2", "+ x"],
    "bound anew, kept": ["  x = 1", "+ x = 2", "+ x"],
    "a part bound anew": ["! a = b = 1", "! c = a", "+ b = 2", "+ print(b, c)"],
    "too late": ["+ x = 1", "+ x", "  x = 2"],
    "read in a function": ["! k = 1", "+ def f(): return k"],
    "set after the function": ["! k = 0", "+ def f(): return k", "! k = 1", "+ f()"],
    "set after, all unseen": ["! def f(): return k", "! k = 1", "+ f()"],
    "nobody's function": ["  def f(): return k", "  k = 1", "+ print()"],
    "the function's own": ["  n = 2", "+ def f(n): return [i for i in range(n)]"],
    "set by a function": ["! def f():\n    global x\n    x = 1", "+ f()", "+ x"],
    "a loop's own": ["  i = 5", "+ for i in range(3): print(i)"],
    "a comprehension": ["! k = 1", "+ [k * i for i in range(3)]"],
    "a comprehension's own": ["  i = 1", "+ [i for i in range(3)]"],
    "nobody's": ["  x = 1", "+ print()"],
}


@pytest.mark.parametrize("cells", CHAINS.values(), ids=CHAINS)
def test_what_is_not_kept_is_needed_where_a_later_cell_reads_what_it_binds(cells):
    found = needed([cell[2:] for cell in cells], [cell[0] == "+" for cell in cells])
    assert found == [cell[0] == "!" for cell in cells]


@pytest.fixture(scope="module")
def book():
    return Book()


def test_exercises_of_the_book_are_whole(book):
    for name, page in book.notebooks.items():
        exercises = [b for b in page.blocks if b.name == "exercise"]
        assert len(page.exercises) == len(exercises), name
        for exercise in page.exercises:
            assert exercise.label.startswith("ex-")
            assert set(exercise.stars) == {"★"}
            assert exercise.title
            assert exercise.statement
            assert exercise.solution, exercise.label


def test_targets_say_where_they_are_and_what_they_state(book):
    kraft = book.targets["thm-kraft"]
    assert (kraft.kind, kraft.page) == ("theorem", "book/02-entropy")
    assert kraft.title == "Kraft's inequality"
    assert kraft.section == "A short word must be paid for"
    assert kraft.text.startswith("The words of a prefix code")
    section = book.targets["entropy-code-space"]
    assert (section.kind, section.title) == ("section", kraft.section)
    assert book.targets["entropy"].kind == "page"
    assert book.targets["eq-additive"].kind == "equation"
    folded = book.targets["def-pmi"]  # in a block of another one
    assert folded.title == "Pointwise mutual information"
    assert book.terms["perplexity"].text.endswith("[Chapter 2](02-entropy.ipynb).")
    assert book.terms["aic"].text == book.terms["akaike's information criterion"].text


def test_sources_are_named_by_authors_and_year(book):
    assert book.sources["shannon1948"][0] == "Shannon, 1948"
    assert book.sources["kullback1951"][0] == "Kullback and Leibler, 1951"
    assert "Bell System Technical Journal" in book.sources["shannon1948"][1]
