"""Every explorer of the site: true numbers at every position, keyboard, pointer, ear."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from browse import (
    AXE,
    SITE,
    WINDOW,
    Lab,
    Place,
    Visit,
    near,
    numbers,
    placed,
    script,
    soup,
)
from playwright.sync_api import expect
from truths import QUESTIONS, TRUTHS, Shown

from infolib.explorers import Explorer, runtime, styles
from infolib.words import words

# One of each. Where they stand in the book, test_pages.py opens them.
EXPLORERS = [
    Place.of(cls())
    for name, cls in sorted(Explorer.registry.items())
    if name not in QUESTIONS
]
OWN_BUTTONS = ".x-frame button:not(.x-foot *, .x-copy)"
SWEEP = script("sweep.js")


@pytest.fixture(scope="module")
def lab(browser):
    window = browser.new_context(viewport=WINDOW, has_touch=True)
    yield Lab(Visit(window.new_page(), "about:blank"))
    window.close()


@pytest.fixture(params=EXPLORERS, ids=str)
def explorer(request, lab):
    """An explorer, fresh, with all its controls in view, in an otherwise empty window."""
    shown = lab.show(request.param.html)
    shown.evaluate("x => (x.querySelector('.x-more').open = true)")
    return shown


def test_every_explorer_has_its_truth():
    assert set(Explorer.registry) == set(TRUTHS) | QUESTIONS


def test_every_explorer_stands_in_the_book(browser):
    missing = set(Explorer.registry) - QUESTIONS - {place.name for place in placed()}
    assert missing == set()


def bare(css: str) -> str:
    """Leave out of a style sheet what no browser reads."""
    return re.sub(r"/\*.*?\*/|\s", "", css, flags=re.DOTALL)


def test_the_site_carries_the_explorers_of_this_checkout(browser):
    # What the tests below drive; a stale build shows itself here.
    pages = {place.page: {} for place in placed()}
    for place in placed():
        pages[place.page][place.name] = None  # in the order of the page, each once
    for page, modules in pages.items():
        script = SITE / "_static" / "explorers" / Path(page).with_suffix(".js").name
        assert script.read_text(encoding="utf-8") == runtime(*modules), page
        style = "".join(sheet.string for sheet in soup(page).select("style"))
        assert bare(styles()) in bare(style), page


@pytest.mark.parametrize("place", EXPLORERS, ids=str)
def test_every_number_at_every_position_is_infolibs(lab, place):
    explorer = lab.show(place.html)
    positions = json.loads(explorer.evaluate(SWEEP))
    assert len(positions) > 1
    for position in positions:
        assert position.pop("out_of_step") == [], position
        shown = Shown(**position, state=place.state)
        truth = TRUTHS[place.name](shown)
        also = truth.pop("also", [])
        assert shown.values.keys() == truth.keys()
        for key, text in shown.values.items():
            assert says(text, truth[key]), (
                f"{key}: {text!r} is not {truth[key]}; {shown}"
            )
        known = [value[0] for value in truth.values() if isinstance(value, tuple)]
        known += [x for x in shown.controls.values() if not isinstance(x, str)]
        known += also
        for number in numbers(shown.says):
            if number.decimals:
                assert any(near(number, value) for value in known), shown


def says(text, truth):
    """Say whether a readout shows that number, to its last digit, and that unit."""
    if isinstance(truth, str):
        return text == truth
    value, unit = truth
    found = re.fullmatch(r"(−?(?:∞|\d+(?:\.\d+)?)) ?(.*)", text)
    return bool(found) and near(numbers(found[1])[0], value) and found[2] == unit


def readings(explorer):
    """Return what an explorer shows, pictures included, its inputs left aside."""
    return explorer.evaluate("""(x) => {
      const shown = x.querySelector(".x-frame").cloneNode(true);
      shown.querySelectorAll("input, select, .x-spoken").forEach((e) => e.remove());
      shown.querySelectorAll("[id], [for]").forEach((e) => ["id", "for"].map((a) => e.removeAttribute(a)));
      // What took the place of another has its attributes in another order.
      for (const e of shown.querySelectorAll("svg *"))
        for (const { name, value } of [...e.attributes].sort((a, b) => (a.name < b.name ? -1 : 1))) {
          e.removeAttribute(name);
          e.setAttribute(name, value);
        }
      return shown.innerHTML;
    }""")


def change(explorer, before):
    """Return the readings once they differ; events reach a busy page a little late."""
    for _ in range(50):
        if (now := readings(explorer)) != before:
            return now
        explorer.page.wait_for_timeout(20)
    return before


def test_sliders_follow_the_arrow_keys_and_keep_the_focus(explorer):
    keyboard = explorer.page.keyboard
    for slider in explorer.locator("input[type=range]").all():
        start, top, step = (
            float(slider.evaluate(f"x => x.{n}")) for n in ("value", "max", "step")
        )
        key, sign = ("ArrowRight", 1) if start + 3 * step <= top else ("ArrowLeft", -1)
        slider.focus()
        for presses in (1, 2, 3):
            before = readings(explorer)
            # It goes to whatever has the focus: it must still be the slider.
            keyboard.press(key)
            assert float(slider.input_value()) == pytest.approx(
                start + sign * presses * step
            )
            assert readings(explorer) != before


def test_number_boxes_take_what_is_typed(explorer):
    for box in explorer.locator("input[type=number]").all():
        low, high, step = (float(box.get_attribute(n)) for n in ("min", "max", "step"))
        value = low + step * round(0.4 * (high - low) / step)
        slider = explorer.locator(f"[data-control={box.get_attribute('data-box')}]")
        box.click(click_count=3)
        box.press_sequentially(f"{value:g}")
        explorer.page.keyboard.press("Enter")
        assert float(slider.input_value()) == pytest.approx(value)
        assert float(box.input_value()) == pytest.approx(value)
        # Beyond the end means: to the end.
        box.click(click_count=3)
        box.press_sequentially(f"{high + 1:g}")
        explorer.page.keyboard.press("Tab")
        assert float(slider.input_value()) == pytest.approx(high)


def test_radio_buttons_follow_the_arrow_keys(explorer):
    page = explorer.page
    for radio in explorer.locator("input[type=radio]:checked").all():
        group = explorer.locator(f"[name='{radio.get_attribute('name')}']")
        # What is chosen may make no difference at first: then press a button, and again.
        for button in [None, *explorer.locator(".x-buttons button:enabled").all()]:
            if button:
                button.click()
            group.and_(page.locator(":checked")).focus()
            seen = {readings(explorer)}
            for _ in range(group.count() - 1):
                page.keyboard.press("ArrowRight")
                assert group.and_(page.locator(":checked:focus")).count() == 1
                seen.add(readings(explorer))
            if len(seen) > 1:
                break
        assert len(seen) > 1, "no choice shows anywhere"


def test_buttons_answer_to_space_and_enter(explorer):
    page = explorer.page
    sliders = explorer.locator("input[type=range]")
    for i, button in enumerate(
        explorer.locator(".x-buttons button:not(.x-copy):visible").all()
    ):
        if sliders.count():
            sliders.first.press("ArrowRight")  # away from where it started
        else:
            explorer.locator(OWN_BUTTONS).first.click()
        if button.is_disabled():
            continue
        before = readings(explorer)
        button.focus()
        page.keyboard.press(["Space", "Enter"][i % 2])
        assert readings(explorer) != before, button.inner_text()
        if button.is_enabled():
            assert button.evaluate("x => x === document.activeElement")


# What is dragged up and down, sideways, anywhere. A finger may tremble by 15.
HANDLES = {
    '[data-drag="y"]': (0, -20),
    '[data-drag="x"]': (20, 0),
    '[data-drag="both"]': (20, -20),
}


@pytest.mark.parametrize("pointer", ["mouse", "touch"])
def test_what_looks_draggable_follows_the_pointer_all_the_way(explorer, pointer):
    for handles, (dx, dy) in HANDLES.items():
        count = explorer.locator(handles).count()
        # By touch the first of each: the others differ in what moves, not in how.
        for i in range(count if pointer == "mouse" else min(count, 1)):
            # Drawn anew while it moves: find it again each time.
            handle = explorer.locator(handles).nth(i)
            handle.scroll_into_view_if_needed()
            box = handle.bounding_box()
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            with press(explorer.page, pointer, x, y) as move:
                now = readings(explorer)
                for step in (1, 2):
                    move(x + step * dx, y + step * dy)
                    now, before = change(explorer, now), now
                    assert now != before, f"it stops at move {step}"
            explorer.page.mouse.move(x, y + 5)
            assert readings(explorer) == now, "it goes on after the pointer let go"


class press:  # noqa: N801  (a context manager, read as a verb)
    """Hold a mouse button or a finger down; gives a function that moves it."""

    def __init__(self, page, pointer, x, y):
        self.page, self.touch, self.start = page, pointer == "touch", (x, y)

    def __enter__(self):
        if not self.touch:
            self.page.mouse.move(*self.start)
            self.page.mouse.down()
            return self.page.mouse.move
        self.wire = self.page.context.new_cdp_session(self.page)
        self._finger("touchStart", *self.start)
        return lambda x, y: self._finger("touchMove", x, y)

    def _finger(self, kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        self.wire.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
        )
        if kind == "touchMove":  # these wait for the next frame
            self.page.evaluate(
                "new Promise((go) => requestAnimationFrame(() => setTimeout(go)))"
            )

    def __exit__(self, *_):
        if self.touch:
            self._finger("touchEnd")
            self.wire.detach()
        else:
            self.page.mouse.up()


WAYS = {"up": (0, -15), "along the diagonal": (11, -11), "sideways": (15, 0)}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_finger_on_a_corner_of_the_joint_table_moves_its_square(lab, way):
    place = next(place for place in EXPLORERS if place.name == "paint_joint")
    explorer = lab.show("<p style='height: 500px'></p>" + place.html)
    page = explorer.page
    page.evaluate("scrollTo(0, 300)")
    box = explorer.locator(".x-knob circle").nth(1).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = json.loads(explorer.locator("[data-p]").get_attribute("data-p"))
    with press(page, "touch", x, y) as move:
        for step in (1, 2):
            move(x + step * way[0], y + step * way[1])
    after = json.loads(explorer.locator("[data-p]").get_attribute("data-p"))
    assert after[0] > before[0]
    assert page.evaluate("scrollY") == 300
    if way[0] == -way[1]:  # the corner is where the finger is
        box = explorer.locator(".x-knob circle").nth(1).bounding_box()
        assert abs(box["x"] + box["width"] / 2 - (x + 2 * way[0])) < 2


def test_a_swipe_over_a_picture_changes_nothing(explorer):
    # But for a knob, which goes along its own axis.
    for area in explorer.locator(".x-pictures > *").all():
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        x, y = box["x"] + 0.8 * box["width"], box["y"] + 0.7 * box["height"]
        held = explorer.page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('.x-knob') !== null",
            [x, y],
        )
        if held:
            continue
        before = readings(explorer)
        for across, up in [(40, 0), (0, -40)]:  # the last may scroll the page
            with press(explorer.page, "touch", x, y) as move:
                for step in (1, 2):
                    move(x + step * across / 2, y + step * up / 2)
            assert readings(explorer) == before


def test_a_link_is_there_to_copy_where_the_clipboard_is_not(explorer):
    explorer.locator("input[type=range], .x-buttons button").first.press("ArrowRight")
    explorer.locator(".x-foot .x-copy").first.click()
    box = explorer.locator(".x-foot input").first
    name = explorer.get_attribute("data-explorer")
    assert f"#{name}" in box.input_value()


def test_start_again_brings_everything_back(explorer):
    first = readings(explorer)
    inputs = (
        "x => [...x.querySelectorAll('input, select')].map(e => e.checked || e.value)"
    )
    shown = explorer.evaluate(inputs)
    for slider in explorer.locator("input[type=range]").all():
        slider.press("ArrowRight")
    for button in explorer.locator(OWN_BUTTONS).all():
        if button.is_visible() and button.is_enabled():
            button.click()
    explorer.locator(".x-foot button").first.click()
    assert readings(explorer) == first
    assert explorer.evaluate(inputs) == shown


@pytest.mark.parametrize("place", EXPLORERS, ids=str)
def test_what_to_try_can_be_done_and_shows_what_it_should(lab, place):
    walks = import_module(f"walks.{place.name}").WALKS
    assert len(walks) == len(words(place.name)["tasks"])
    for walk in walks:
        explorer = lab.show(place.html)
        explorer.evaluate("x => (x.querySelector('.x-more').open = true)")
        walk(explorer)


@pytest.mark.parametrize("place", EXPLORERS, ids=str)
def test_what_to_try_says_where_to_find_what_it_names(lab, place):
    explorer = lab.show(place.html)
    names = explorer.evaluate("""(x) => {
      const controls = "button, label, legend";
      const all = [...x.querySelectorAll(controls)];
      return all.filter((e) => e.closest(".x-more")).map((e) => e.textContent);
    }""")
    for task in words(place.name)["tasks"]:
        named = [name for name in names if len(name) > 3 and name in task]
        assert not named or "nder More" in task, (task, named)


@pytest.mark.parametrize("place", EXPLORERS, ids=str)
def test_picture_handle_and_number_fit_on_one_screen_of_a_phone(lab, place):
    explorer = lab.show(place.html)
    explorer.page.set_viewport_size({"width": 390, "height": 700})
    tall = explorer.evaluate("""(x) => {
      const [scene, numbers] = [".x-pictures", ".x-numbers"].map((s) => x.querySelector(s));
      return numbers.getBoundingClientRect().bottom - scene.getBoundingClientRect().top;
    }""")
    explorer.page.set_viewport_size(WINDOW)
    assert tall <= 600


@pytest.mark.parametrize("place", EXPLORERS, ids=str)
def test_an_address_brings_a_state_back(lab, place):
    explorer = lab.show(place.html)
    for slider in explorer.locator("input[type=range]").all():
        slider.evaluate("""(x) => {
          const places = [1, 2].map((k) => Number(x.min) + k * Number(x.step));
          x.value = places.find((place) => Math.abs(place - x.value) > x.step / 2);
          x.dispatchEvent(new Event("input", { bubbles: true }));
        }""")
    if not explorer.locator("input[type=range]").count():
        explorer.locator(OWN_BUTTONS).first.click()
    seen = readings(explorer)
    explorer.page.wait_for_function("location.hash.includes('=')")
    address = explorer.page.evaluate("location.hash")
    named = {part.partition("=")[0] for part in address.partition("?")[2].split("&")}
    assert named <= set(place.state["controls"])
    again = lab.show(place.html, address)
    assert readings(again) == seen
    broken = lab.show(place.html, f"#{place.name}?nothing=1")
    assert broken.locator(".x-lost").count() == 1


# Values that each control takes, but that do not go together.
MISFITS = [
    "draw_samples?n=3&bets=cccc",
    "guessing_game?tried=d",
    "guessing_game?tried=q,q",
    f"guessing_game?guesses={','.join(500 * '1')}",
    "mastermind?guesses=0123",
    "mastermind?draft=012",
    "mastermind?guesses=0123,0012&secret=0123",
    "submarine?shots=5,5",
    "submarine?shots=5,6&submarine=5",
    "two_events?a=0.2&b=0.2&overlap=0.3",
]


@pytest.mark.parametrize("address", MISFITS)
def test_an_address_of_values_that_do_not_go_together_is_refused(lab, address):
    name = address.partition("?")[0]
    place = next(place for place in EXPLORERS if place.name == name)
    first = readings(lab.show(place.html))
    explorer = lab.show(place.html, f"#{address}")
    assert explorer.locator(".x-lost").count() == 1
    assert readings(explorer) == first


def test_a_screen_reader_hears_the_sentence(explorer):
    control = explorer.locator("input[type=range], .x-buttons button").first
    sentences = explorer.locator(".x-says")
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        control.press(key)
    shown = sentences.all_text_contents()
    assert all(sentences.all_inner_texts())
    # Spoken when the reader stops moving.
    expect(explorer.locator(".x-says + .x-spoken")).to_have_text(shown, timeout=2000)


# All questions of a kind are made alike: one of each.
KINDS = {place.name: place for place in placed() if place.name in QUESTIONS}


@pytest.mark.parametrize("place", [*EXPLORERS, *KINDS.values()], ids=str)
def test_tab_reaches_every_control_and_each_has_a_name_of_its_own(lab, place):
    explorer = lab.show(place.html)
    explorer.evaluate(
        "x => x.querySelectorAll('details').forEach((d) => (d.open = true))"
    )
    # Of a group of radio buttons, or of a grid, Tab visits one; arrow keys do the rest.
    controls, stops = explorer.evaluate("""(x) => {
      const all = [...x.querySelectorAll("input, textarea, button, select, a[href]")].filter((e) => !e.closest("[hidden]"));
      const stop = (e) => (e.type === "radio" ? e.name : e.closest("[role=grid]") ?? e);
      const active = [...all.filter((e) => !e.disabled), ...x.querySelectorAll("summary")];
      window.left = new Set(active.map(stop));
      x.addEventListener("focusin", (event) => left.delete(stop(event.target)));
      x.tabIndex = -1;
      x.focus();
      return [all.length, left.size];
    }""")
    for _ in range(stops):
        explorer.page.keyboard.press("Tab")
    assert explorer.evaluate("() => [...left].map((e) => e.outerHTML ?? e)") == []

    roles = "slider|spinbutton|button|radio|checkbox|textbox|combobox|link"
    named = re.findall(rf'- [\'"]?({roles})\b(?: "(.*?)")?', explorer.aria_snapshot())
    assert len(named) == controls
    assert all(name for _, name in named), named
    # Radio buttons may share a name: their group has one as well.
    single = [pair for pair in named if pair[0] != "radio"]
    assert len(set(single)) == len(single), f"two controls of one name: {named}"


@pytest.mark.parametrize("place", [*EXPLORERS, *KINDS.values()], ids=str)
def test_a_finger_finds_every_control_on_a_phone(lab, place):
    explorer = lab.show(place.html)
    explorer.evaluate(
        "x => x.querySelectorAll('details').forEach((d) => (d.open = true))"
    )
    page = explorer.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate(AXE)
    small = page.evaluate("""async () => {
      const { passes, violations } = await axe.run({ runOnly: ["target-size"], preload: false });
      return [passes.length, violations.flatMap((v) => v.nodes.map((n) => n.html))];
    }""")
    page.set_viewport_size(WINDOW)
    assert small == [1, []]
