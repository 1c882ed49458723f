"""The explorers: one state, live in Jupyter and static on a page.

(tests/site/test_explorers.py moves them in a browser.)
"""

import html
import json
import math
import re
import subprocess
import sys
from collections import Counter, UserList
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from infolib import binary_entropy, entropy, explorers
from infolib.explorers import (
    BinaryEntropy,
    ChoiceQuestion,
    DesignDistribution,
    EncodeIt,
    NumberQuestion,
    Predict,
    _bundle,
    codes,
    joint,
)
from infolib.explorers._base import Explorer, lines
from infolib.explorers._bundle import JS, bundle, widget_script
from infolib.explorers._state import control, list_of, on_grid, table, whole
from infolib.explorers.likelihood import TOSSES
from infolib.explorers.relations import uniforms
from infolib.palette import css

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {
    ChoiceQuestion: lambda: ChoiceQuestion(
        "Which </script> one?", "this", {"that": "No."}, why="So."
    ),
    NumberQuestion: lambda: NumberQuestion(
        "How many?", math.inf, slips={"Too few.": math.pi}, hint="Count."
    ),
    Predict: lambda: Predict(
        "this", "Which?", ["a </script>", "b"], truth="b", why="So."
    ),
}
CLASSES = sorted(Explorer.registry.values(), key=lambda cls: cls.__name__)
each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
each_module = pytest.mark.parametrize("name", sorted(Explorer.registry))


def make(cls):
    """Return an explorer as it is without arguments, or the example of a question."""
    return EXAMPLES.get(cls, cls)()


def state_in(text):
    """Return the state that the runtime of the page reads from the static form."""
    found = re.search(r'<script type="application/json">(.*?)</script>', text, re.S)
    return json.loads(found[1])


# ---- every explorer


@each_class
def test_every_explorer_is_public_and_explained(cls):
    assert cls.__name__ in explorers.__all__
    assert cls.__doc__
    asks = cls.controls or cls.__init__ is not Explorer.__init__
    assert ("Parameters" in cls.__doc__) == bool(asks)


@each_class
def test_the_static_form_carries_the_state(cls):
    explorer = make(cls)
    assert state_in(explorer.static_html()) == explorer.state()
    assert f'data-explorer="{cls.module}"' in explorer.static_html()


@each_class
def test_the_live_form_has_the_same_state(cls):
    explorer = make(cls)
    live = explorer.widget.get_state()
    assert {name: live[name] for name in explorer.state()} == explorer.state()
    assert live["_esm"] == widget_script(cls.module)
    assert live["_css"] == explorers.styles()


@each_class
def test_the_static_form_has_lines_that_a_diff_can_show(cls):
    text = make(cls).static_html()
    strings = max(map(len, re.findall(r'"[^"]*"', text)))  # these cannot be broken
    assert max(map(len, text.split("\n"))) <= 200 + strings
    assert not re.search(r"^\s*$", text, re.M)  # Markdown would end the element there


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, float) else []


@each_class
def test_numbers_are_rounded_so_that_every_machine_prints_the_same(cls):
    for number in numbers(make(cls).state()):
        assert number == float(f"{number:.12g}")
        assert not (number == 0 and math.copysign(1, number) < 0)


@each_class
def test_two_of_a_kind_are_stored_alike(cls):
    one, other = make(cls), make(cls)
    assert one.static_html() == other.static_html()
    assert repr(one) == repr(other)
    assert one.widget.model_id != other.widget.model_id  # what must not be stored


@each_class
def test_the_static_form_holds_nothing_of_this_run(cls):
    explorer = make(cls)
    text = explorer.static_html()
    for trace in [explorer.widget.model_id, "widget", "layout", " id=", "nan", "http"]:
        assert trace not in text
    assert not re.search(r"0x[0-9a-f]{6}", text + repr(explorer))


@each_class
def test_a_notebook_stores_text_and_html(cls):
    explorer = make(cls)
    data, _ = explorer._repr_mimebundle_()
    assert explorer._repr_html_() == explorer.static_html()
    assert data["text/html"] == explorer.static_html()
    assert data["text/plain"] == repr(explorer)
    assert repr(explorer).startswith(f"{cls.__name__}(")
    assert "application/vnd.jupyter.widget-view+json" in data


@each_class
def test_without_a_script_there_is_a_picture_and_a_sentence(cls):
    explorer = make(cls)
    assert re.fullmatch(r"[A-Z].*[.?]", explorer.summary())
    assert html.escape(explorer.summary()) in explorer.static_html()
    if explorer.still().startswith("<svg"):
        picture = ElementTree.fromstring(explorer.still())
        assert picture.tag == "svg"
        assert picture.get("role") == "img"
        assert len(picture.get("aria-label")) > 20


@each_class
@pytest.mark.parametrize("end", [0.0, 1.0])
def test_the_sentence_holds_at_both_ends_of_every_probability(cls, end):
    for name, start in make(cls).values.items():
        if not isinstance(start, float):
            continue
        explorer = make(cls)
        try:
            explorer.set(**{name: end})
        except ValueError:
            continue  # this slider does not go so far
        sentence = explorer.summary()
        assert re.fullmatch(r"[A-Z].*[.?]", sentence)
        assert not re.search(r"nan|inf\b|[-−]0\.0+\b|once in 1 ", sentence)
        assert "nan" not in explorer.still()


@each_class
def test_a_front_end_can_set_every_control(cls):
    explorer = make(cls)
    explorer.widget.set_state(explorer.values)
    assert explorer.values == make(cls).values
    assert set(explorer.state()) >= set(explorer.controls) | set(explorer.tables)


# ---- the state


GRID = [0, 0.1, 0.2, 0.3]


class Pair(Explorer):
    """Two numbers of which the second may not be the smaller one."""

    a = control(0.1, on_grid(GRID))
    b = control(0.2, on_grid(GRID))
    shots = control(list[int], list_of(whole(0), 0, 9))

    @table
    def squares(self):
        return [x * x for x in GRID]

    def fit(self, values, given):
        if values["b"] < values["a"]:
            raise ValueError("b must not be below a")
        return values


def test_a_value_beside_the_grid_is_refused_with_the_nearest_one():
    pair = Pair()
    with pytest.raises(ValueError, match=r"^a must be one of 0, 0\.1, \.\.\., 0\.3 .*"):
        pair.a = 0.14
    with pytest.raises(ValueError, match=r"got 0\.26; the nearest is 0\.3$"):
        pair.b = 0.26
    assert pair.values == {"a": 0.1, "b": 0.2, "shots": []}


def test_a_rounding_error_is_taken_to_the_grid():
    assert Pair(b=0.1 + 0.2).b == 0.3
    assert Pair(a=np.float64(0.1)).a == 0.1


def test_values_that_fit_together_only_are_set_together():
    pair = Pair()
    with pytest.raises(ValueError, match="b must not be below a"):
        pair.a = 0.3
    pair.set(a=0.3, b=0.3)
    assert repr(pair) == "Pair(a=0.3, b=0.3)"
    with pytest.raises(ValueError, match="b must not be below a"):
        pair.set(a=0.2, b=0.1)
    assert (pair.a, pair.b) == (0.3, 0.3)


def test_what_is_no_control_is_named():
    with pytest.raises(TypeError, match="Pair has no control 'c'; it has a, b, shots"):
        Pair(c=1)


def test_two_of_a_kind_share_no_list():
    one, other = Pair(), Pair()
    one.shots.append(3)
    assert other.shots == Pair().shots == []


@pytest.mark.parametrize(
    ("name", "wrong", "message"),
    [
        ("p", "a", "p must be a finite number, got 'a'"),
        ("unit", "bit", "unit must be one of 'bits', 'nats', got 'bit'"),
        ("unit", 2, "unit must be one of 'bits', 'nats', got 2"),
    ],
)
def test_each_kind_of_control_says_what_it_takes(name, wrong, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        BinaryEntropy(**{name: wrong})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"n": 0}, "n must be a whole number from 1 to 200, got 0"),
        ({"n": 1.5}, "n must be a whole number from 1 to 200, got 1.5"),
        ({"seed": -1}, "seed must be a whole number from 0 to 999, got -1"),
    ],
)
def test_each_kind_of_number_says_what_it_takes(wrong, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        explorers.Cockpit(**wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kicks": [1]}, "kicks must have 7 entries, got 1"),
        ({"tosses": 0.5}, "tosses must be a list, got 0.5"),
        ({"tosses": [0] * 9 + [2]}, "tosses at index 9 must be one of 0, 1, got 2"),
    ],
)
def test_each_kind_of_list_says_what_it_takes(wrong, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        explorers.LikelihoodLab(**wrong)


def test_what_a_page_may_not_set_is_taken_back():
    coin = BinaryEntropy()
    with pytest.raises(ValueError, match="p must be one of"):
        coin.widget.set_state({"p": 0.505})
    assert coin.p == coin.widget.p == 0.5
    coin.widget.set_state({"p": 0.30000000000000004})
    assert coin.p == coin.widget.p == 0.3


def test_a_page_and_python_set_two_controls_at_once():
    code = explorers.WhoseCode()
    seen = []
    code.widget.observe(lambda _: seen.append((code.widget.p, code.widget.q)), "p")
    code.widget.set_state({"p": [0.5, 0.5], "q": [0.2, 0.8]})
    assert (code.p, code.q) == ([0.5, 0.5], [0.2, 0.8])
    code.set(p=[1, 0, 0], q=[0.2, 0.7, 0.1])
    assert seen == [
        ([0.5, 0.5], [0.2, 0.8]),
        ([1, 0, 0], [0.2, 0.7, 0.1]),
    ]


def test_a_certain_symbol_may_be_rounded_up_and_an_impossible_one_is_endless():
    code = explorers.WhoseCode(p=[0.5, 0.5], q=[1 + 5e-7, 0])
    assert "a 0.50 by 0.00, b 0.50 by ∞" in code.still()


def test_lines_are_the_same_json_one_row_each():
    rows = [[k / 100 for k in range(i, i + 15)] for i in range(3)]
    value = {"p": 0.5, "rows": rows, "long": list(range(100)), "say": "so " * 60}
    text = lines(value)
    assert json.loads(text) == value
    assert [json.dumps(row) for row in rows] == [
        line.rstrip("],") + "]" for line in text.split("\n")[3:6]
    ]
    assert max(len(line) for line in text.split("\n") if "so so" not in line) <= 130


# ---- without anywidget

WITHOUT = """
import sys, warnings
for name in ("anywidget", "ipywidgets", "traitlets", "IPython", "matplotlib"):
    sys.modules[name] = None  # as if it were not installed
from infolib import explorers
coin = explorers.BinaryEntropy(p=0.11)
print('data-explorer="binary_entropy"' in coin._repr_html_(), coin)
for name, cls in explorers.Explorer.registry.items():
    if "question" not in name and name != "predict":
        assert cls().static_html()
coin.p = 0.25
try:
    coin.p = 0.255
except ValueError:
    print(coin.p)
try:
    coin.widget
except ModuleNotFoundError as error:
    print(error)
with warnings.catch_warnings(record=True) as heard:
    data, _ = coin._repr_mimebundle_()
print(sorted(data), *[w.message for w in heard])
"""


def test_without_anywidget_there_is_the_static_form_and_the_way_to_the_live_one():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    remedy = (
        "a live explorer needs anywidget, which is not installed: "
        'pip install "infolib[explorers]"'
    )
    assert done.stdout.splitlines() == [
        "True BinaryEntropy(p=0.11)",
        "0.25",
        remedy,
        f"['text/html', 'text/plain'] {remedy}",
    ]


def test_importing_the_explorers_loads_nothing_heavy():
    code = (
        "import sys, infolib.explorers;"
        "heavy = {'anywidget', 'ipywidgets', 'traitlets', 'IPython', 'matplotlib'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


# ---- the scripts


def write_modules(folder, monkeypatch, **modules):
    for name, text in modules.items():
        (folder / f"{name}.mjs").write_text(text, encoding="utf-8")
    monkeypatch.setattr(_bundle, "JS", folder)


@each_module
def test_a_widgets_script_is_one_module_that_exports_render_alone(name):
    script = widget_script(name)
    assert not re.search(r"^\s*import\b", script, re.M)
    (export,) = re.findall(r"^\s*export .*", script, re.M)
    assert export == f'export default {{ render: need("{name}").render }};'
    assert re.search(r"^function render\(", script, re.M)


def test_a_module_needed_twice_is_there_once(tmp_path, monkeypatch):
    write_modules(
        tmp_path,
        monkeypatch,
        low="export const a = 1;\n",
        mid='import { a } from "./low.mjs";\nexport const b = a;\n',
        top='import {\n  a,\n} from "./low.mjs";\nimport { b } from "./mid.mjs";\n',
    )
    assert bundle("top").split("\n") == [
        *("const modules = {",),
        *('"low": (need) => {', "const a = 1;", "return { a };", "},"),
        *('"mid": (need) => {', 'const { a } = need("low");', "const b = a;"),
        *("return { b };", "},"),
        *('"top": (need) => {', 'const { a } = need("low");'),
        *('const { b } = need("mid");', "return {  };", "}", "};"),
        *("const made = {};",),
        *("const need = (name) => (made[name] ??= modules[name](need));", ""),
    ]


@pytest.mark.parametrize(
    "form",
    [
        'import * as ui from "./ui.mjs";',
        'import ui from "./ui.mjs";',
        'import "./ui.mjs";',
        'import { svg as draw } from "./ui.mjs";',
        'import { svg } from "../ui.mjs";',
        'const ui = await import("./ui.mjs");',
        "const here = import.meta.url;",
        "export default { render };",
        "export { render };",
        'export * from "./ui.mjs";',
        "export let count = 0;",
        "export class Picture {}",
        "export async function load() {}",
        "  export const inside = 1;",
    ],
)
def test_a_form_that_the_bundle_does_not_know_is_refused(form, tmp_path, monkeypatch):
    ui = "export const svg = 1;\n"
    write_modules(tmp_path, monkeypatch, ui=ui, odd=f"const a = 1;\n{form}\n")
    with pytest.raises(ValueError, match=r"^odd\.mjs (has a form|imports as, draw)"):
        bundle("odd")


def test_a_name_that_is_not_exported_is_refused(tmp_path, monkeypatch):
    other = 'import { there, gone } from "./ui.mjs";\n'
    write_modules(tmp_path, monkeypatch, ui="export const there = 1;\n", other=other)
    with pytest.raises(ValueError, match=r"^other\.mjs imports gone of ui\.mjs"):
        bundle("other")


@pytest.mark.parametrize(
    "file",
    [
        *JS.iterdir(),
        *(ROOT / "book" / "_static").glob("*.[cj]s*"),
        *(ROOT / "tests" / "site").glob("*.js"),
    ],
    ids=lambda file: file.name,
)
def test_lines_of_a_script_or_style_are_at_most_100_columns(file):
    text = file.read_text(encoding="utf-8")
    long = [line for line in text.splitlines() if len(line) > 100]
    assert [line for line in long if "url(" not in line] == []  # drawn icons


def test_the_runtime_holds_every_registered_module_once():
    runtime = explorers.runtime()
    for name in [*Explorer.registry, "ui", "measures", "mount"]:
        assert runtime.count(f'"{name}": (need) => {{') == 1


def test_the_runtime_is_a_classic_script_that_asks_no_other_host():
    runtime = explorers.runtime()
    assert not re.search(r"^\s*(import|export)\b", runtime, re.M)
    assert set(re.findall(r"https?://[\w.]+", runtime)) <= {"http://www.w3.org"}


def test_the_style_sheet_brings_the_palette():
    assert css() in explorers.styles()
    assert not re.search(r"#[0-9a-f]{3,8}\b", explorers.styles().replace(css(), ""))


# ---- the entropy of a coin


def test_the_coin_moves_both_ways():
    coin = BinaryEntropy(p=0.11)
    seen = []
    coin.widget.observe(lambda change: seen.append(change["new"]), "p")
    coin.p = 0.25  # from Python
    assert coin.widget.get_state()["p"] == 0.25
    coin.widget.set_state({"p": 0.75})  # from the slider
    assert coin.p == 0.75
    assert seen == [0.25, 0.75]
    assert "0.8113 bits" in coin.summary()
    assert repr(coin) == "BinaryEntropy(p=0.75)"


def test_the_coin_takes_a_guess_at_each_knob():
    coin = BinaryEntropy(guess=binary_entropy(BinaryEntropy().knobs).round(2).tolist())
    assert coin.guess == [0, 0.47, 0.88, 1, 0.88, 0.47, 0]
    assert coin.shown is False
    with pytest.raises(ValueError, match="guess must have 7 entries, got 6"):
        coin.guess = [0.5] * 6
    with pytest.raises(ValueError, match=r"guess at index 3 must be one of 0, 0\.01, "):
        coin.guess = [0, 0.4, 0.8, 1.2, 0.8, 0.4, 0]


@pytest.mark.parametrize("p", [-0.1, 0.005, 1.01, math.nan])
def test_the_coin_takes_only_what_it_can_look_up(p):
    coin = BinaryEntropy()
    with pytest.raises(ValueError, match=r"p must be (one of 0, 0\.01, |a finite)"):
        coin.p = p
    assert coin.p == 0.5


def test_a_table_is_computed_once_and_cannot_be_set():
    assert BinaryEntropy().entropy is BinaryEntropy(p=0.25).entropy
    with pytest.raises(AttributeError, match="entropy is a computed table"):
        BinaryEntropy().entropy = {}


# ---- design a distribution


def test_the_design_says_its_entropy():
    design = DesignDistribution(p=[0.25, 0.5, 0.25])
    assert "1.5000 bits" in design.summary()
    assert "2.828 equally likely" in design.summary()
    assert repr(design) == "DesignDistribution(p=[0.25, 0.5, 0.25])"


@pytest.mark.parametrize(
    ("p", "message"),
    [
        ([1.0], "2 to 8 entries, got 1"),
        ([1 / 9] * 9, "2 to 8 entries, got 9"),
        ([0.5, 0.6], "p sums to 1.1, not 1"),
        ([1.5, -0.5], "negative probability -0.5 at index 1"),
    ],
)
def test_the_design_refuses_what_is_no_distribution(p, message):
    design = DesignDistribution()
    with pytest.raises(ValueError, match=message):
        design.p = p
    assert design.p == [0.4, 0.3, 0.2, 0.1]


def test_the_challenge_has_the_least_variance_there_is():
    # Every distribution of four outcomes in steps of 1/100. Less entropy allows less
    # variance, so those with more than 1.5 bits do not spoil the search from below.
    steps = 100
    i, j, k = (index.ravel() for index in np.indices((steps + 1,) * 3))
    keep = i + j + k <= steps
    p = np.stack([i, j, k, steps - i - j - k])[:, keep] / steps
    values = np.arange(1, 5)[:, None]
    variance = (p * values**2).sum(0) - (p * values).sum(0) ** 2
    logs = np.log2(p, where=p > 0, out=np.zeros_like(p))
    least = variance[-(p * logs).sum(0) >= 1.5].min()
    assert DesignDistribution().target["entropy"] == 1.5
    assert 0 <= least - DesignDistribution().target["variance"] < 0.003


# ---- tosses


def test_the_cockpit_begins_with_the_tosses_of_the_chapter():
    first = [u < 0.5 for u in uniforms(0)[:13]]
    assert first == TOSSES
    assert sum(TOSSES) == 9
    assert all(0 <= u < 1 for seed in range(1000) for u in uniforms(seed))
    assert len({tuple(uniforms(seed)[:5]) for seed in range(1000)}) == 1000
    tosses = np.array([uniforms(seed) for seed in range(1000)]) < 0.5
    assert abs(tosses.mean() - 0.5) < 4 * 0.5 / math.sqrt(tosses.size)


def test_the_bar_of_the_cockpit_and_the_coin_is_the_identity():
    assert "13.00 bits under θ = 0.50: 11.58 bits" in explorers.Cockpit().summary()
    assert "13.00 bits of surprise: 11.58" in explorers.Coin().summary()
    assert "1.42" in explorers.Coin().still()
    assert "No toss yet" in explorers.Coin(tosses=[]).summary()
    assert "∞ bits" in explorers.Cockpit(theta=0).summary()


@pytest.mark.parametrize("n", [0, 1, 10**6])
@pytest.mark.parametrize("deaths", range(7))
def test_the_log_likelihood_of_any_counts_is_drawn(n, deaths):
    kicks = [n if k == deaths else 0 for k in range(7)]
    picture = explorers.LikelihoodLab(data="kicks", kicks=kicks).still()
    (line,) = re.findall(r'class="x-line" d="M([^"]*)', picture)
    places = [tuple(map(float, xy.split(","))) for xy in line.split("L")]
    assert len(places) > 1
    assert all(50 <= x <= 330 and 12 <= y <= 200 for x, y in places)


# ---- questions


def test_two_digits_are_asked_for_unless_a_slip_is_nearer():
    p = [0.25, 0.5, 0.25]
    slips = {"That is in nats.": entropy(p, base=math.e)}
    question = NumberQuestion("H(p), in bits", entropy(p), slips=slips)
    assert repr(question) == "NumberQuestion(label='H(p), in bits')"
    assert question.state()["digits"] == 2
    near = {"Near.": 1.509}  # 1.5 may be either, 1.50 and 1.51 may not
    question = NumberQuestion("H(p)", 1.504, slips=near)
    assert question.state()["digits"] == 3
    assert question.label == "H(p), to three significant digits"


@pytest.mark.parametrize(
    ("answer", "slip", "digits"),
    [
        (0.4449, 0.4451, 4),  # 0.44 and 0.45 differ, but 0.445 is a rounding of both
        (-1.295, 1.295, 2),
        (1.24, 1.25, 3),  # a half may be rounded down, to 1.2
        (-1.293, -1.304, 3),
        (0.9986, 1, 4),  # 1.0 and 1.00 are roundings of the answer, and the slip itself
        (0.9986, 1.0004, 4),
        (28451.4, 28450.4, 5),
        (28451, 28450, 2),  # whole numbers are not rounded
        (3, 2.94, 2),
    ],
)
def test_the_digits_are_those_that_tell_the_answer_from_the_slips(answer, slip, digits):
    question = NumberQuestion("x", answer, slips={"Slip.": slip})
    assert question.state()["digits"] == digits


def test_an_infinite_answer_is_stored_as_text():
    assert make(NumberQuestion).state()["answer"] == "Infinity"
    negative = NumberQuestion("x", 1, slips={"The sign.": -math.inf})
    assert negative.state()["slips"] == [["The sign.", "-Infinity"]]


@pytest.mark.parametrize(
    ("answer", "slips", "message"),
    [
        (1.5, {"Close.": 1.5000004}, r"'the answer' .* cannot be told apart by 6"),
        (1.5, {"One.": math.inf, "Two.": math.inf}, "'One.' .* cannot be told apart"),
        (1.5, {"One.": 2.345, "Two.": 2.3450001}, "'One.' .* cannot be told apart"),
        (0, {"Zero.": 0.0}, "cannot be told apart"),
        (7, {"Low.": 6.96}, "whole number 7 is right, and a slip rounds to it"),
    ],
)
def test_values_that_cannot_be_told_apart_are_refused(answer, slips, message):
    with pytest.raises(ValueError, match=message):
        NumberQuestion("H", answer, slips=slips)


def test_each_option_has_its_reply():
    question = ChoiceQuestion(
        "Halving p adds", "1 bit", {"2 bits": "That is a quarter."}, why="log₂ 2 = 1."
    )
    assert question.check("1 bit") == "Right. log₂ 2 = 1."
    assert question.check("2 bits") == "That is a quarter."


def test_options_are_in_an_order_that_gives_nothing_away():
    wrong = {"a": "No.", "c": "No."}
    texts = [
        t for t, _, _ in ChoiceQuestion("?", "b", wrong, why="").state()["options"]
    ]
    assert texts == ["a", "b", "c"]
    question = ChoiceQuestion("?", "b", wrong, why="", order=[2, 0, 1])
    assert [t for t, _, _ in question.state()["options"]] == ["c", "b", "a"]


def test_an_option_cannot_be_right_and_wrong():
    with pytest.raises(ValueError, match="'a' is right and wrong"):
        ChoiceQuestion("?", "a", {"a": "No."}, why="")


@pytest.mark.parametrize("order", [[1], [0], [], [1, 1], [0, 1, 2], [-1, -2]])
def test_an_order_has_every_option_once(order):
    with pytest.raises(ValueError, match=r"'\?', order must name each .* 0 to 1 once"):
        ChoiceQuestion("?", "a", {"b": "No."}, why="", order=order)


# ---- Mastermind


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"draft": "012"}, "draft must have 4 digits, got '012'"),
        ({"guesses": ["0126"], "secret": "0123"}, "guesses at index 0 must be a text"),
        ({"guesses": ["0123"]}, "guesses need a secret"),
        ({"guesses": ["0123", "0012"], "secret": "0123"}, "guesses must end with"),
    ],
)
def test_mastermind_refuses_what_is_no_game(values, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        explorers.Mastermind(**values)


def test_an_answer_of_mastermind_pairs_the_digits_off():
    codes = ["0000", "0011", "0123", "1203", "3210", "5544", "4455", "0101"]
    for guess, code in product(codes, codes):
        rest = [(g, c) for g, c in zip(guess, code, strict=True) if g != c]
        hidden = [c for _, c in rest]
        for g, _ in rest:
            if g in hidden:
                hidden.remove(g)
        elsewhere = len(rest) - len(hidden)
        assert joint.answer(guess, code) == [4 - len(rest), elsewhere]


@pytest.mark.parametrize("n", [1, 2, 5, 20, 80])
def test_the_computer_asks_for_most_bits(n):
    codes = ["".join(digits) for digits in product("012345", repeat=4)]
    left = tuple(np.random.default_rng(n).choice(codes, n, replace=False).tolist())

    def worth(guess):
        told = Counter(tuple(joint.answer(guess, code)) for code in left)
        return entropy(np.array(list(told.values())) / n)

    asked = joint.question(left)
    best = max(map(worth, codes))
    assert worth(asked) == pytest.approx(best)
    fair = [code for code in left if worth(code) == pytest.approx(best)]
    assert asked == min(fair, default=asked)


def test_an_estimate_needs_two_guesses():
    for guesses in ([], [1]):
        with pytest.raises(
            ValueError, match=f"two guesses at least, got {len(guesses)}"
        ):
            explorers.GuessingGame(guesses=guesses).estimate()


# ---- encode it


def test_a_text_is_what_utf8_can_write_and_not_too_long():
    encode_it = EncodeIt(source="own", text="☕")
    assert encode_it.text == "☕"
    for text, message in [
        (3, "text must be a text, got 3"),
        ("a" * 100_001, "text must have at most 100000 characters, got 100001"),
        ("a\ud83d", r"text must be a text that UTF-8 can write, got '\\ud83d' at ind"),
    ]:
        with pytest.raises(ValueError, match=f"^{message}"):
            encode_it.set(text=text)
    assert encode_it.text == "☕"


@pytest.mark.parametrize("model", codes.MODELS)
def test_the_ledger_predicts_the_file_to_a_byte_and_a_bit(model):
    for text in [*EncodeIt().texts.values(), "", "a", "\U0010ffff" * 9]:
        parts, file = codes.ledger(text, model), codes.encode(text, model)
        predicted = parts["head"] + parts["message"]
        assert predicted - 1e-9 <= 8 * len(file) <= predicted + 2 + 7 + 1e-9
        assert codes.decode(file) == text


class Watched(UserList):
    """A past that counts how many of its bytes a model has looked at."""

    looked = 0

    def __getitem__(self, at):
        found = super().__getitem__(at)
        self.looked += len(found) if isinstance(at, slice) else 1
        return found


@pytest.mark.parametrize("name", ["adaptive", "pairs"])
def test_a_model_that_learns_does_not_read_the_whole_past_anew(name):
    expects, past = codes._weights(name, []), Watched()
    for byte in b"abracadabra" * 9:
        expects(past)
        past.append(byte)
    assert 0 < past.looked < 4 * len(past)


def test_the_summary_says_what_was_predicted_and_what_came():
    zen = EncodeIt(model="pairs")
    assert zen.summary() == (
        "What stands in front and the surprise of the text predict 3623.2 bits. "
        "The file has 3624."
    )
    assert "3624" in zen.still()
