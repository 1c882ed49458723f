"""What every explorer shares: the widget class and the runtime of the static page."""

from __future__ import annotations

import html
import json
import math
import re
from pathlib import Path
from typing import Any, ClassVar

import anywidget

from infolib import palette

JS = Path(__file__).parent / "js"
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.mjs";\n', re.M)
_EXPORT = re.compile(r"^export (?:const|function) (\w+)", re.M)


def show(value: float, digits: int = 4) -> str:
    """Return a number as `show` of ui.mjs prints it: no minus zero, and ∞ as a sign."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value:.{digits}f}"
    return text.replace("-", "" if float(text) == 0 else "−")


def _read(module: str) -> str:
    return (JS / f"{module}.mjs").read_text(encoding="utf-8")


def module_source(name: str) -> str:
    """Return the ES module `name` with the modules it imports pasted in front.

    One self-contained text is what both a live widget and a page opened from disk can
    run: neither can resolve an import by file name.
    """
    pasted: list[str] = []

    def paste(stem: str, seen: list[str]) -> None:
        if stem in seen:
            return
        seen.append(stem)
        text = _read(stem)
        for _, needed in _IMPORT.findall(text):
            paste(needed, seen)
        pasted.append(
            re.sub(r"^export (?!default)", "", _IMPORT.sub("", text), flags=re.M)
        )

    paste(name, [])
    return "\n".join(pasted)


def styles() -> str:
    """Return the style sheet of all explorers, with the palette of the course."""
    return palette.css() + (JS / "explorer.css").read_text(encoding="utf-8")


class Explorer(anywidget.AnyWidget):
    """Base class of the explorers: a live widget that also knows its static form.

    A subclass names its ES module (`module`), says in `summary` what the first view
    shows, draws that view in `still`, and tags each trait that the module reads with
    ``explorer=True``. Tables come from `infolib`, rounded so that every machine prints
    the same digits.
    """

    module: ClassVar[str] = ""
    registry: ClassVar[dict[str, type[Explorer]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # anywidget derives a class of its own from each instance's: leave that alone.
        if "module" in cls.__dict__:
            cls._esm = module_source(cls.module)
            cls._css = styles()
            Explorer.registry[cls.module] = cls

    def still(self) -> str:
        """Return the picture shown where no script runs, as an SVG element."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return one sentence that says what the first view shows."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """Return what the ES module reads: every trait tagged ``explorer=True``."""
        return {
            name: getattr(self, name) for name in sorted(self.traits(explorer=True))
        }

    def static_html(self) -> str:
        """Return the element that the page's runtime turns into the live picture."""
        state = json.dumps(self.state(), allow_nan=False).replace("</", "<\\/")
        return (
            f'<div class="explorer" data-explorer="{self.module}">'
            f'<script type="application/json">{state}</script>'
            f'<div class="x-still">{self.still()}<p>{html.escape(self.summary())}</p>'
            "</div></div>"
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        shown = {"text/plain": repr(self), "text/html": self.static_html()}
        return {**(data or {}), **shown}, metadata

    def __repr__(self) -> str:
        # Only what a reader can set, and no address: the same text on every run.
        shown = sorted(self.traits(explorer=True, control=True))
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__name__}({inside})"


def _as_function(module: str) -> str:
    # An ES module as a function that returns its exports; `need` brings another's.
    text = _read(module)
    exports = ", ".join(_EXPORT.findall(text))
    text = _IMPORT.sub(r'const \1 = need("\2");\n', text)
    text = text.replace("export default { render };\n", "")
    text = re.sub(r"^export ", "", text, flags=re.M)
    return f'"{module}": (need) => {{\n{text}return {{ {exports} }};\n}}'


def runtime() -> str:
    """Return the script of the static page: every module once, and what mounts them.

    It is a classic script, because a page opened from disk may not load modules.
    """
    wanted = sorted(Explorer.registry)
    for module in wanted:  # grows while it runs: what is needed needs more
        wanted += [m for _, m in _IMPORT.findall(_read(module)) if m not in wanted]
    mount = (JS / "mount.js").read_text(encoding="utf-8")
    return mount.replace("/*MODULES*/", ",\n".join(map(_as_function, wanted)))
