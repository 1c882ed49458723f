"""The plans of the sessions keep to the decks, to the book and to the clock."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest
import worksheets
import yaml
from _notebooks import Book, asks, state

from infolib.explorers import Explorer

ROOT = Path(__file__).resolve().parents[2]
SESSION = 90
DECKS = {
    int(file.name[:2]): file for file in sorted(ROOT.glob("teach/slides/[0-9]*.md"))
}
PLANS = {int(file.stem[-1]): file for file in sorted(ROOT.glob("book/teach-[0-9].md"))}
HEAD = ["at", "min", "what", "book", "slide", "if late"]
ADDRESS = r"\]\(explorer:(\w+)\??([^)]*)\)"
book = cache(Book)


class Slide(NamedTuple):
    minutes: int
    votes: list[str]
    notes: str


class Told(NamedTuple):
    slide: int
    right: str
    wrong: list[str]


def text(session: int) -> str:
    return PLANS[session].read_text(encoding="utf-8")


def section(session: int, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text(session), re.M | re.S)
    assert found, f"{PLANS[session].name} has no section {title}"
    return found[1]


def rows(session: int) -> list[list[str]]:
    """Return the cells of the table of minutes, its head first."""
    lines = re.findall(r"^\|(.*)\|$", section(session, "Minute by minute"), re.M)
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def blocks(session: int) -> list[tuple[int, list[int]]]:
    """Return the minutes of each block and the numbers of its slides."""
    found = []
    for _, minutes, _, _, slides, _ in rows(session)[2:]:
        first, _, last = slides.partition("–")
        numbers = range(int(first), int(last or first) + 1) if first else []
        found.append((int(minutes), list(numbers)))
    return found


@cache
def slides(session: int) -> list[Slide]:
    """Return the slides of a deck: what its notes give as minutes and say, and its votes."""
    source = DECKS[session].read_text(encoding="utf-8")
    parts = re.split(r"^#{1,2} .*$", source, flags=re.M)[1:]
    return [
        Slide(
            sum(map(int, re.findall(r"^`{3,}\{notes\} (\d+)", part, re.M))),
            re.findall(r"^`{3,}\{vote\} (\S+)", part, re.M),
            "".join(re.findall(r"^`{3,}\{notes\} \d+\n(.*?)^`", part, re.M | re.S)),
        )
        for part in parts
    ]


@cache
def options() -> dict[str, dict[str, bool]]:
    """Return the answers that each question offers, and which of them is right."""
    found = {}
    for chapter in book().notebooks.values():
        asked = {e.label: state(e.question) for e in chapter.exercises if e.question}
        stored = (state(cell) for cell in chapter.cells if asks(cell))
        asked |= {belief["name"]: belief for belief in stored if "name" in belief}
        for label, question in asked.items():
            found[label] = offered(question)
    return found


def offered(question: dict[str, Any]) -> dict[str, bool]:
    if "truth" in question:
        right = question["options"][question["truth"]]
        return {option: option == right for option in question["options"]}
    if "slips" in question:

        def shown(value: Any) -> str:  # as a slide shows it
            return f"{float(value):.{max(3, question['digits'])}g}".replace("inf", "∞")

        slips = {shown(value): False for _, value in question["slips"]}
        return {**slips, shown(question["answer"]): True}
    return {option: right for option, _, right in question["options"]}


def votes(session: int) -> dict[str, Told]:
    """Return what a plan says of each vote: its slide, its answers, by question."""
    head = r"^\*\*`([\w-]+)`\*\*, slide (\d+): right is \*(.*?)\*; [1-9] in 10\b"
    parts = iter(re.split(head, section(session, "Votes"), flags=re.M)[1:])
    return {
        label: Told(int(slide), right, re.findall(r"^- \*(.*?)\*:", part, re.M))
        for label, slide, right, part in zip(*[parts] * 4, strict=True)
    }


def addresses() -> list[tuple[str, str]]:
    """Return the explorers that pages for teachers open, each with its state."""
    pages = [page.read_text("utf-8") for page in ROOT.glob("book/*.md")]
    return sorted(set(re.findall(ADDRESS, "\n".join(pages))))


each_session = pytest.mark.parametrize("session", PLANS or [0])


def test_each_chapter_of_the_core_has_a_deck_and_a_plan():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    core = next(part for part in toc["parts"] if part["caption"] == "The core")
    numbers = [int(Path(page["file"]).name[:2]) for page in core["chapters"]]
    assert numbers == [0, *DECKS] == [0, *PLANS]


@each_session
def test_the_minutes_add_up_to_the_session(session):
    assert rows(session)[0] == HEAD
    minutes = [minutes for minutes, _ in blocks(session)]
    assert sum(minutes) == SESSION
    starts = [int(row[0]) for row in rows(session)[2:]]
    assert starts == [0, *accumulate(minutes[:-1])]


@each_session
def test_every_slide_has_its_block_and_the_minutes_of_its_notes(session):
    shown = [block for block in blocks(session) if block[1]]
    numbers = [number for _, block in shown for number in block]
    assert numbers == list(range(1, len(slides(session)) + 1))
    for minutes, block in shown:
        noted = sum(slides(session)[number - 1].minutes for number in block)
        assert minutes == noted, f"slides {block} of session {session}"


@each_session
def test_every_vote_of_the_deck_is_explained_in_its_order(session):
    cast = [
        (label, number)
        for number, slide in enumerate(slides(session), 1)
        for label in slide.votes
        if label in options()
    ]
    assert [(label, told.slide) for label, told in votes(session).items()] == cast


@each_session
def test_every_answer_to_a_vote_is_right_or_says_what_it_shows(session):
    for label, told in votes(session).items():
        wrong = {text for text, right in options()[label].items() if not right}
        assert sorted(told.wrong) == sorted(wrong), label
        assert options()[label].get(told.right), label


@each_session
def test_a_vote_is_taken_alone_or_in_pairs_and_has_the_minutes_for_it(session):
    for row, (_, numbers) in zip(rows(session)[2:], blocks(session), strict=True):
        for slide in (slides(session)[number - 1] for number in numbers):
            if slide.votes:
                (how,) = re.findall(r"\b[Vv]ote (alone|in pairs)\b", row[2])
                assert int(row[1]) >= {"alone": 3, "in pairs": 5}[how], row
                assert slide.notes.startswith("Alone") == (how == "alone"), row
                talk = "two in pairs, vote again" in slide.notes
                assert talk == (how == "in pairs"), row


def given_back(minutes: int, late: str) -> int:
    """Return how many minutes a block gives back to a class that is late."""
    if late == "skip":
        return minutes
    if left := re.match(r"(\d+) min\b", late):
        return minutes - int(left[1])
    return 2 if late else 0  # the talk in pairs, or a part of the work


@each_session
def test_a_class_that_is_late_can_catch_up_in_the_first_half(session):
    valves = [
        (int(row[0]), given_back(int(row[1]), row[5])) for row in rows(session)[2:]
    ]
    assert all(minutes >= 0 for _, minutes in valves)
    assert sum(minutes for start, minutes in valves if start < SESSION / 2) >= 6


@each_session
def test_a_plan_says_where_the_class_should_be_when(session):
    told = r"^At (\d+) the class should be (play|vot)ing\. If it is not at (\d+), "
    ((time, what, late),) = re.findall(told, text(session), re.M)
    (row,) = [row for row in rows(session)[2:] if row[0] == time]
    assert row[2].startswith(what.capitalize())
    assert 3 <= int(late) - int(time) <= int(row[1])


def test_no_worksheet_asks_what_a_session_votes_on():
    asked = {
        x for sheet in worksheets.SHEETS.values() for x in worksheets.labels(sheet)
    }
    cast = {label for n in DECKS for slide in slides(n) for label in slide.votes}
    # An exercise goes on where the belief of the same name begins, and says how it ended.
    names = [{label.removeprefix("ex-") for label in some} for some in (asked, cast)]
    assert set.intersection(*names) == set()


@each_session
def test_work_in_pairs_has_a_text_that_the_class_sees(session):
    sheet = worksheets.labels(worksheets.SHEETS[DECKS[session].stem])
    told = [row for row in rows(session)[2:] if "the worksheet" in row[2]]
    labels = [re.findall(r"\{ref\}`(ex-[\w-]+)`", row[3]) for row in told]
    assert [x for some in labels for x in some or ["none"] if x not in sheet] == []
    when = "as the class comes in" if told else "at the end"
    assert f"handed out {when}" in text(session).partition("## ")[0]
    by_hand = [row for row in rows(session)[2:] if "n pairs, by hand" in row[2]]
    board = [row for row in by_hand if "from the board" in row[2]]
    assert all(row in board or row in told for row in by_hand)
    assert bool(board) <= ("For the pairs: *" in section(session, "On the board"))


@each_session
def test_misconceptions_lead_to_counterexamples_and_homework_to_exercises(session):
    known = book().targets
    wrong = re.findall(r"\]\(#([\w-]+)\)", section(session, "What they may believe"))
    assert len(wrong) >= 3
    assert {known[label].page for label in wrong} == {"book/corrections"}
    work = re.findall(r"\{ref\}`([\w-]+)`", section(session, "Homework"))
    assert len(work) >= 2
    assert {known[label].kind for label in work} == {"exercise"}


@each_session
def test_a_plan_names_its_deck_and_one_explorer(session):
    assert f"](slide:{DECKS[session].stem})" in text(session)
    assert section(session, "Play").count("](explorer:") == 1


def addressed(name: str, query: str) -> tuple[Explorer, dict[str, Any]]:
    """Return an explorer and the state that an address gives it."""
    explorer = Explorer.registry[name]()

    def read(written: str, shown: Any) -> Any:
        if isinstance(shown, list):
            kind = type(shown[0]) if shown else float
            return [kind(part) for part in written.split(",")]
        return type(shown)(written)

    values = dict(parse_qsl(query, strict_parsing=True)) if query else {}
    given = {key: read(value, getattr(explorer, key)) for key, value in values.items()}
    return explorer, given


@pytest.mark.parametrize(("name", "query"), addresses())
def test_the_address_of_an_explorer_holds_a_state_that_it_takes(name, query):
    explorer, given = addressed(name, query)
    explorer.set(**given)
    assert {key: getattr(explorer, key) for key in given} == given


@each_session
def test_the_deck_opens_what_the_plan_plays_with_in_the_same_state(session):
    ((name, query),) = re.findall(ADDRESS, section(session, "Play"))
    explorer, given = addressed(name, query)
    kind = type(explorer).__name__
    deck = DECKS[session].read_text(encoding="utf-8")
    (values,) = re.findall(rf"^explorers\.{kind}\((.*)\)$", deck, re.M)
    keywords = ast.parse(f"f({values})", mode="eval").body.keywords
    explorer.set(**{key.arg: ast.literal_eval(key.value) for key in keywords})
    assert {key: getattr(explorer, key) for key in given} == given
