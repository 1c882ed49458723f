"""The comparison of stored and fresh outputs really compares, for every notebook."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbval.plugin import NbCellError
from refresh import METADATA
from test_hygiene import NOTEBOOKS, ROOT


def collect(path, request):
    """Return the tests that nbval makes of a notebook under the options of this run."""
    hook = request.config.hook
    if hook.pytest_ignore_collect(collection_path=path, config=request.config):
        return None
    files = hook.pytest_collect_file(file_path=path, parent=request.session)
    return files[0] if files else None


def test_a_plain_run_of_pytest_compares_the_book(pytestconfig):
    assert "book" in pytestconfig.getini("testpaths")
    assert pytestconfig.option.nbval
    assert not pytestconfig.option.nbval_lax
    assert not pytestconfig.option.nbval_sanitize_with


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_code_cell_is_a_test(path, request):
    file = collect(path, request)
    assert file, f"pytest does not collect {path.relative_to(ROOT)}"
    cells = nbformat.read(path, as_version=4).cells
    assert len(list(file.collect())) == sum(c.cell_type == "code" for c in cells) > 0


# nbval leaves a file open for each kernel, of which the garbage collector would warn.
started = []


@pytest.fixture(scope="module")
def verdict(tmp_path_factory, request):
    """Run cells that differ only in what is stored; return which of them pass."""
    true = new_output("stream", name="stdout", text="1.584963 bits\n")
    wrong = new_output("stream", name="stdout", text="1.584962 bits\n")
    cases = {
        "true": {"outputs": [true], "execution_count": 1},
        "wrong": {"outputs": [wrong], "execution_count": 2},
        "emptied": {"outputs": [], "execution_count": 3},
        "stripped": {"outputs": [], "execution_count": None},
    }
    source = "print(f'{__import__(\"math\").log2(3):.6f} bits')"
    cells = [new_code_cell(source, **stored) for stored in cases.values()]
    path = tmp_path_factory.mktemp("nbval") / "cases.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=METADATA), path)

    def passes(cell):
        try:
            cell.runtest()
        except NbCellError:
            return False
        return True

    file = collect(path, request)
    started.append(file)
    file.setup()
    try:
        return dict(zip(cases, map(passes, file.collect()), strict=True))
    finally:
        file.teardown()


def test_a_true_stored_number_passes(verdict):
    assert verdict["true"]


def test_one_wrong_digit_fails(verdict):
    assert not verdict["wrong"]


def test_a_deleted_output_fails(verdict):
    assert not verdict["emptied"]


def test_stripping_a_notebook_blinds_nbval_so_a_rule_must_see_it(verdict):
    # The rule is `stored_outputs_are_fresh_text`; test_rules.py shows that it does.
    assert verdict["stripped"]
