"""Print a worksheet for each chapter: chosen questions on one page, answers in a second file.

SHEETS says which questions, by their labels: what can be done with pencil and calculator.
It reads the built pages and writes to _build/worksheets. A sheet of more than one page is an
error, and so is a chapter without a sheet.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from _paper import bind
from _questions import Question, read
from pypdf import PdfReader

from infolib.words import words

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build/html"
SAY = words("bank")
LINES = 30  # to write on below a question, at most
SHEETS = {
    "00-prelude": "prelude: hat nats unseen half",
    "01-information": "information: heads diceware hump test",
    "02-entropy": "entropy: units dice balls geometric",
    "03-cross-entropy": "cross: uniform huffman clip perplexity brier",
    "04-kl-divergence": "kl: published tosses kelly cut chi",
    "05-likelihood": "likelihood: poisson exponential invariance",
    "06-relations": "relations: two vae chi lower",
    "07-two-variables": "two-variables: coat alarm claim parabola channels balls",
    "08-codes": "codes: room wrong twice again word sizes",
    "09-losses": "losses: first stuck words floor gap temperature",
}


def labels(sheet: str) -> list[str]:
    """Return the labels of a sheet, whose common part is said once."""
    topic, _, names = sheet.partition(": ")
    return [f"ex-{topic}-{name}" for name in names.split()]


def chosen(questions: list[Question]) -> dict[str, list[Question]]:
    """Return the questions of each sheet; ValueError names what does not fit the book."""
    known = {question.label: question for question in questions}
    pages = dict.fromkeys(question.page for question in questions)
    if missing := [page for page in pages if page not in SHEETS]:
        raise ValueError(f"no worksheet for {missing}: choose its questions in SHEETS")
    found = {}
    for page in pages:
        lost = [label for label in labels(SHEETS[page]) if label not in known]
        if lost:
            raise ValueError(f"the worksheet of {page} asks {lost}: no such exercise")
        found[page] = [known[label] for label in labels(SHEETS[page])]
        if code := [q.label for q in found[page] if q.body.find("pre")]:
            raise ValueError(f"the worksheet of {page} asks for code: {code}")
    return found


def main() -> int:
    """Print the worksheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=SITE, help="the built pages")
    parser.add_argument("--output", type=Path, default=ROOT / "_build/worksheets")
    options = parser.parse_args()
    site, out = options.site, options.output
    if not (site / "book").is_dir():
        sys.exit(f"No built book in {site}: run `make book` first.")
    out.mkdir(parents=True, exist_ok=True)
    for page, questions in chosen(read(site)).items():
        number, _, topic = questions[0].chapter.partition(" · ")
        title = SAY["sheet"].format(number=number, topic=topic)
        target = out / f"{page}.pdf"
        bind(questions, title, site, target, LINES)
        if (count := len(PdfReader(target).pages)) > 1:
            print(f"{target} has {count} pages: ask less in SHEETS", file=sys.stderr)
            return 1
    print(f"{out}: {len(list(out.glob('*-answers.pdf')))} worksheets, with answers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
