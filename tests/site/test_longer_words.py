"""A language with longer words: every text grows by a third, and no explorer breaks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from browse import ROOT, Lab, Visit

from infolib.words import catalogue

SHOW = """
import json
from infolib.explorers import Explorer, Predict, runtime, styles
made = {n: c().static_html() for n, c in Explorer.registry.items() if "question" not in n and n != "predict"}
made["predict"] = Predict("a", "Which?", ["a", "b"], truth="b", why="So.").static_html()
print(json.dumps({"made": made, "runtime": runtime()}))
"""

# What does not fit: the page, a row of it, a text of a picture.
FAULTS = """() => {
  const faults = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} wide`);
  for (const e of document.querySelectorAll(".x-frame :is(p, label, button, dt, dd, li, summary)"))
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline"
        && !e.closest(".x-scroll, .x-spoken") && !e.classList.contains("x-spoken"))
      faults.push(`${e.tagName} ${e.textContent.slice(0, 60)}`);
  for (const text of document.querySelectorAll(".x-svg text")) {
    const [at, frame] = [text, text.closest(".x-frame")].map((e) => e.getBoundingClientRect());
    if (at.width && (at.left < frame.left - 1 || at.right > frame.right + 1))
      faults.push(`in a picture: ${text.textContent.slice(0, 60)}`);
  }
  return faults;
}"""


def longer(value: Any) -> Any:
    """Lengthen every text by 30 per cent, its places left alone: vowels are doubled."""
    if isinstance(value, dict):
        return {key: longer(part) for key, part in value.items()}
    if isinstance(value, list):
        return [longer(part) for part in value]
    grown, wanted = "", 1.3 * len(value)
    parts = re.split(r"(\{[^}]*\})", value)
    spare = wanted - len(value)
    for part in parts:
        if part.startswith("{"):
            grown += part
            continue
        for letter in part:
            grown += letter
            if letter in "aeiou" and spare > 0:
                grown += letter
                spare -= 1
    return grown


def toml(catalogue: dict[str, dict[str, Any]]) -> str:
    def text(value: Any) -> str:
        if isinstance(value, dict):
            pairs = [f"{json.dumps(k)} = {text(v)}" for k, v in value.items()]
            return "{" + ", ".join(pairs) + "}"
        return json.dumps(value, ensure_ascii=False)

    return "\n".join(
        f"[{section}]\n" + "\n".join(f"{key} = {text(v)}" for key, v in words.items())
        for section, words in catalogue.items()
    )


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    draft = tmp_path_factory.mktemp("words") / "long.toml"
    draft.write_text(toml(longer(catalogue())), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "INFOLIB_LANGUAGE": str(draft)},
    )
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def test_texts_grow_by_a_third():
    texts = {
        key: text
        for words in catalogue().values()
        for key, text in words.items()
        if isinstance(text, str) and len(text) > 40
    }
    for text in texts.values():
        said = re.sub(r"\{[^}]*\}", "", text)
        assert len(longer(said)) >= 1.15 * len(said)


def test_no_explorer_breaks_on_a_phone(browser, grown):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    lab = Lab(Visit(page, "about:blank"), lambda *_: grown["runtime"])
    faults = {}
    for name, made in grown["made"].items():
        explorer = lab.show(made)
        explorer.evaluate(
            "x => x.querySelectorAll('details').forEach((d) => (d.open = true))"
        )
        faults[name] = page.evaluate(FAULTS)
    page.close()
    assert {name: found for name, found in faults.items() if found} == {}
