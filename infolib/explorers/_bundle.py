"""The scripts and styles of explorers as one text: for a live widget and for a page.

Neither can resolve an import by file name: a widget's module arrives as a text, and a
page opened from disk may load no modules at all. So each ES module becomes a function
that returns what it exports, and `need` calls such a function once. In front of
them stand the words that they speak.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from infolib import palette
from infolib.words import catalogue

JS = Path(__file__).parent / "js"
# The height of each live form in pixels: wide, and on a phone.
TALL = {
    "belief_ledger": (756, 813),
    "binary_entropy": (595, 896),
    "choice_question": (208, 208),
    "cockpit": (559, 735),
    "code_space": (513, 690),
    "coin": (660, 864),
    "design_distribution": (623, 932),
    "diagnostic": (1858, 2455),
    "draw_samples": (668, 969),
    "encode_it": (885, 1133),
    "fitting_bench": (605, 885),
    "forecasters_bill": (804, 832),
    "four_logits": (581, 884),
    "guessing_game": (680, 842),
    "likelihood_lab": (637, 996),
    "mastermind": (763, 1124),
    "noisy_telephone": (678, 1003),
    "number_question": (108, 133),
    "paint_joint": (600, 900),
    "submarine": (737, 1179),
    "surprise_dial": (672, 1012),
    "three_coins": (686, 673),
    "two_coins": (650, 920),
    "two_events": (649, 983),
    "whose_code": (779, 1127),
    "wrong_call": (753, 838),
}
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.mjs";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.M)
# Readers of a page need neither; together they are a seventh of its weight.
_COMMENT_OR_INDENT = re.compile(r"^\s*//.*\n|^\s+", re.M)
_LEFT_OVER = re.compile(r"^.*(?:^\s*(?:import|export)\b|\bimport\s*[.(]).*$", re.M)


def _read(module: str) -> str:
    return (JS / f"{module}.mjs").read_text(encoding="utf-8")


def _as_function(module: str) -> str:
    def fetch(statement: re.Match[str]) -> str:
        names, source = re.findall(r"[^\s,]+", statement[1]), statement[2]
        missing = sorted(set(names) - set(_EXPORT.findall(_read(source))))
        if missing:
            raise ValueError(
                f"{module}.mjs imports {', '.join(missing)} of {source}.mjs, "
                "which exports no such name"
            )
        return f'const {{ {", ".join(names)} }} = need("{source}");\n'

    text = _read(module)
    exports = ", ".join(_EXPORT.findall(text))
    text = _EXPORT.sub("", _IMPORT.sub(fetch, text))
    if found := _LEFT_OVER.search(text):
        raise ValueError(
            f"{module}.mjs has a form that the bundle does not know: {found[0].strip()!r}; "
            'it knows `import { name } from "./module.mjs";`, `export function` and '
            "`export const`"
        )
    text = _COMMENT_OR_INDENT.sub("", text)
    return f'"{module}": (need) => {{\n{text}return {{ {exports} }};\n}}'


def _spoken(modules: list[str]) -> str:
    parts = {k: v for k, v in catalogue().items() if k in modules or k == "common"}
    return json.dumps(parts, ensure_ascii=False)


def bundle(*modules: str) -> str:
    """Return a script that defines `need`, for these modules and all they import."""
    wanted = list(modules)
    for module in wanted:  # grows while it runs: what is needed needs more
        imported = [source for _, source in _IMPORT.findall(_read(module))]
        wanted += [source for source in imported if source not in wanted]
    functions = ",\n".join(map(_as_function, sorted(set(wanted))))
    words = f"const WORDS = {_spoken(wanted)};\n" if "words" in wanted else ""
    return (
        f"{words}const modules = {{\n{functions}\n}};\n"
        "const made = {};\n"
        "const need = (name) => (made[name] ??= modules[name](need));\n"
    )


@cache
def widget_script(module: str) -> str:
    """Return the ES module of a live widget."""
    return f'{bundle(module)}export default {{ render: need("{module}").render }};\n'


def page_script(*modules: str) -> str:
    """Return the classic script that mounts every explorer of a static page."""
    return f'(() => {{\n{bundle("mount", *modules)}need("mount").start(need);\n}})();\n'


def styles() -> str:
    """Return the style sheet of all explorers, with the palette of the course."""
    tall = "".join(
        f'[data-explorer="{name}"] {{ --tall: {wide}px; --tall-phone: {phone}px; }}\n'
        for name, (wide, phone) in TALL.items()
    )
    return palette.css() + (JS / "explorer.css").read_text(encoding="utf-8") + tall
