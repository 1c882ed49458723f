"""The explorers: one state, live in Jupyter and static on a page.

(tests/site/test_explorers.py moves them in a browser.)
"""

import html
import json
import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets

from infolib import binary_entropy, entropy, explorers, information_content
from infolib.explorers import (
    BinaryEntropy,
    ChoiceQuestion,
    DesignDistribution,
    NumberQuestion,
)
from infolib.explorers._base import JS, Explorer, module_source
from infolib.palette import css

EXAMPLES = {
    ChoiceQuestion: lambda: ChoiceQuestion(
        "Which </script> one?", "this", {"that": "No."}, why="So."
    ),
    NumberQuestion: lambda: NumberQuestion(
        "How many?", math.inf, slips={"Too few.": math.pi}, hint="Count."
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
    assert "Parameters" in cls.__doc__


@each_class
def test_the_static_form_carries_the_state(cls):
    explorer = make(cls)
    assert state_in(explorer.static_html()) == explorer.state()
    assert f'data-explorer="{cls.module}"' in explorer.static_html()


@each_class
def test_the_live_form_has_the_same_state(cls):
    explorer = make(cls)
    live = explorer.get_state()
    assert {name: live[name] for name in explorer.state()} == explorer.state()


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
    assert one.model_id != other.model_id  # what must not be stored


@each_class
def test_the_static_form_holds_nothing_of_this_run(cls):
    explorer = make(cls)
    text = explorer.static_html()
    for trace in [explorer.model_id, "widget", "layout", " id=", "nan", "http"]:
        assert trace not in text
    assert not re.search(r"0x[0-9a-f]{6}", text + repr(explorer))


@each_class
def test_a_notebook_stores_text_and_html(cls):
    explorer = make(cls)
    data, _ = explorer._repr_mimebundle_()
    assert data["text/html"] == explorer.static_html()
    assert data["text/plain"] == repr(explorer)
    assert repr(explorer).startswith(f"{cls.__name__}(")
    assert "application/vnd.jupyter.widget-view+json" in data


@each_class
def test_without_a_script_there_is_a_picture_and_a_sentence(cls):
    explorer = make(cls)
    assert re.fullmatch(r"[A-Z].*[.?]", explorer.summary())
    assert html.escape(explorer.summary()) in explorer.static_html()
    if explorer.still():
        picture = ElementTree.fromstring(explorer.still())
        assert picture.tag == "svg"
        assert picture.get("role") == "img"
        assert len(picture.get("aria-label")) > 20


@each_class
@pytest.mark.parametrize("end", [0.0, 1.0])
def test_the_sentence_holds_at_both_ends_of_every_probability(cls, end):
    for name, trait in make(cls).traits(explorer=True, control=True).items():
        if not isinstance(trait, traitlets.Float) or trait.read_only:
            continue
        explorer = make(cls)
        try:
            explorer.set_state({name: end})
        except traitlets.TraitError:
            continue  # this slider does not go so far
        sentence = explorer.summary()
        assert re.fullmatch(r"[A-Z].*[.?]", sentence)
        assert not re.search(r"nan|inf\b|[-−]0\.0+\b|once in 1 ", sentence)
        assert "nan" not in explorer.still()


@each_class
def test_a_front_end_can_set_every_control(cls):
    explorer = make(cls)
    for name in explorer.traits(explorer=True, control=True):
        trait = explorer.traits()[name]
        if not trait.read_only:
            explorer.set_state({name: getattr(explorer, name)})
            assert trait.metadata["sync"]


# ---- the scripts


@each_module
def test_a_module_stands_alone(name):
    source = module_source(name)
    assert not re.search(r"^import\b", source, re.M)
    assert re.findall(r"^export .*", source, re.M) == ["export default { render };"]


@each_module
def test_a_module_pastes_each_name_once(name):
    # Two of one name would be a syntax error on the page.
    defined = re.findall(
        r"^(?:async )?(?:function|const|let|class) (\w+)", module_source(name), re.M
    )
    assert sorted(set(defined)) == sorted(defined)
    assert "render" in defined


def test_a_module_needed_twice_is_pasted_once_and_first(tmp_path, monkeypatch):
    needs = 'import {{ a }} from "./{}.mjs";\n'
    (tmp_path / "low.mjs").write_text("export const a = 1;\n")
    (tmp_path / "mid.mjs").write_text(needs.format("low") + "export const b = a;\n")
    (tmp_path / "top.mjs").write_text(
        needs.format("low") + needs.format("mid") + "export default { render };\n"
    )
    monkeypatch.setattr("infolib.explorers._base.JS", tmp_path)
    assert module_source("top").split("\n") == [
        *("const a = 1;", ""),
        *("const b = a;", ""),
        *("export default { render };", ""),
    ]


@pytest.mark.parametrize("file", sorted(JS.glob("*.mjs")), ids=lambda file: file.name)
def test_a_module_imports_only_what_is_there(file):
    text = file.read_text(encoding="utf-8")
    for names, stem in re.findall(
        r'^import \{([^}]*)\} from "\./(\w+)\.mjs";', text, re.M
    ):
        source = (JS / f"{stem}.mjs").read_text(encoding="utf-8")
        exported = re.findall(r"^export (?:function|const) (\w+)", source, re.M)
        for imported in filter(None, map(str.strip, names.split(","))):
            assert imported in exported, f"{file.name} imports {imported} of {stem}"


def test_the_runtime_holds_every_registered_module_once():
    runtime = explorers.runtime()
    for name in [*Explorer.registry, "ui", "measures"]:
        assert runtime.count(f'"{name}": (need) => {{') == 1


def test_the_runtime_is_a_classic_script_that_asks_no_other_host():
    runtime = explorers.runtime()
    assert not re.search(r"^\s*(import|export)\b", runtime, re.M)
    assert "/*MODULES*/" not in runtime
    assert set(re.findall(r"https?://[\w.]+", runtime)) <= {"http://www.w3.org"}


def test_the_style_sheet_brings_the_palette():
    assert css() in explorers.styles()
    assert not re.search(r"#[0-9a-f]{3,8}\b", explorers.styles().replace(css(), ""))


# ---- the entropy of a coin


def test_the_coin_shows_what_infolib_computes():
    coin = BinaryEntropy()
    for unit, base in [("bits", 2), ("nats", math.e)]:
        for k in range(101):
            p = k / 100
            assert coin.entropy[unit][k] == round(binary_entropy(p, base=base), 6)
            surprise = information_content(p, base=base)
            wanted = None if math.isinf(surprise) else round(surprise, 6)
            assert coin.surprise[unit][k] == wanted


def test_the_coin_moves_both_ways():
    coin = BinaryEntropy(p=0.11)
    seen = []
    coin.observe(lambda change: seen.append(change["new"]), "p")
    coin.p = 0.25  # from Python
    assert coin.get_state()["p"] == 0.25
    coin.set_state({"p": 0.75})  # from the slider
    assert coin.p == 0.75
    assert seen == [0.25, 0.75]
    assert "0.8113 bits" in coin.summary()
    assert repr(coin) == "BinaryEntropy(p=0.75)"


@pytest.mark.parametrize("p", [-0.1, 0.005, 1.01, math.nan])
def test_the_coin_takes_only_what_it_can_look_up(p):
    coin = BinaryEntropy()
    with pytest.raises(traitlets.TraitError, match=r"p must be one of 0, 0\.01, "):
        coin.p = p
    assert coin.p == 0.5


def test_the_tables_of_the_coin_cannot_be_set():
    with pytest.raises(traitlets.TraitError, match="read-only"):
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
        ([1.0], "2 to 8 outcomes, got 1"),
        ([1 / 9] * 9, "2 to 8 outcomes, got 9"),
        ([0.5, 0.6], "p sums to 1.1, not 1"),
        ([1.5, -0.5], "negative probability -0.5 at index 1"),
    ],
)
def test_the_design_refuses_what_is_no_distribution(p, message):
    design = DesignDistribution()
    with pytest.raises((traitlets.TraitError, ValueError), match=message):
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


# ---- questions


def test_a_number_is_right_or_a_slip_by_name_or_neither():
    p = [0.25, 0.5, 0.25]
    slips = {"That is in nats.": entropy(p, base=math.e)}
    question = NumberQuestion("H(p), in bits", entropy(p), slips=slips)
    assert question.check(1.5) == question.check(1.505) == "Right."
    assert question.check(1.04) == "That is in nats."
    assert question.check(1.2).startswith("Not this.")
    assert repr(question) == "NumberQuestion(label='H(p), in bits')"


def test_an_infinite_answer_is_stored_as_text():
    question = make(NumberQuestion)
    assert question.state()["answer"] == "inf"
    assert question.check(math.inf) == "Right."
    assert question.check(1e300).startswith("Not this.")


def test_slips_that_cannot_be_told_apart_are_refused():
    with pytest.raises(ValueError, match=r"'the answer' .* cannot be told apart"):
        NumberQuestion("H", 1.5, slips={"Close.": 1.509})
    with pytest.raises(ValueError, match="cannot be told apart"):
        NumberQuestion("H", 1.5, slips={"One.": math.inf, "Two.": math.inf})
    NumberQuestion("H", 1.5, slips={"Close.": 1.509}, tolerance=0.001)


def test_each_option_has_its_reply():
    question = ChoiceQuestion(
        "Halving p adds", "1 bit", {"2 bits": "That is a quarter."}, why="log₂ 2 = 1."
    )
    assert question.check("1 bit") == "Right. log₂ 2 = 1."
    assert question.check("2 bits") == "That is a quarter."


def test_options_are_in_an_order_that_gives_nothing_away():
    wrong = {"a": "No.", "c": "No."}
    texts = [t for t, _, _ in ChoiceQuestion("?", "b", wrong, why="").options]
    assert texts == ["a", "b", "c"]
    question = ChoiceQuestion("?", "b", wrong, why="", order=[2, 0, 1])
    assert [t for t, _, _ in question.options] == ["c", "b", "a"]


def test_an_option_cannot_be_right_and_wrong():
    with pytest.raises(ValueError, match="'a' is right and wrong"):
        ChoiceQuestion("?", "a", {"a": "No."}, why="")
