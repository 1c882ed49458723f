"""What every explorer shares: a state, the HTML of the static page, a live widget."""

from __future__ import annotations

import html
import json
import math
import warnings
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from infolib.explorers._bundle import page_script
from infolib.explorers._state import control, table
from infolib.words import words

if TYPE_CHECKING:
    from anywidget import AnyWidget

_WIDTH = 120  # of a line of the stored state


def show(value: float, digits: int = 4) -> str:
    """Return a number as `show` of ui.mjs prints it: no minus zero, and ∞ as a sign."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value:.{digits}f}"
    return text.replace("-", "" if float(text) == 0 else "−")


def stored(value: float, digits: int = 6) -> float | None:
    """Return a number as tables keep it: rounded, no minus zero, infinity as None.

    JSON has no infinity; the page prints null as ∞.
    """
    return None if math.isinf(value) else round(value, digits) + 0.0


def lines(value: Any) -> str:
    """Return JSON in lines short enough to be compared: a row of a table in its own."""
    text = json.dumps(value, allow_nan=False)
    if len(text) <= _WIDTH or not isinstance(value, dict | list):
        return text
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {lines(part)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + "}"
    parts = [lines(part) for part in value]
    if any(isinstance(part, dict | list) for part in value):
        return "[\n" + ",\n".join(parts) + "]"
    rows = [""]
    for part in parts:
        if len(rows[-1]) + len(part) > _WIDTH:
            rows.append("")
        rows[-1] += f"{part}, "
    return "[" + "\n".join(row.rstrip() for row in rows).removesuffix(",") + "]"


def runtime(*modules: str) -> str:
    """Return the script of a static page: these modules, or all, and what mounts them."""
    return page_script(*(modules or Explorer.registry))


class Explorer:
    """Base class of the explorers: a state that a page and a live widget both show.

    A subclass names its ES module (`module`), declares each `control` that a reader can
    set and each `table` that the module reads, says in `summary` what the first view
    shows and draws that view in `still`. Tables come from `infolib`, rounded so that
    every machine prints the same digits.
    """

    module: ClassVar[str] = ""
    words: ClassVar[dict[str, Any]] = {}  # those of its section of the catalogue
    registry: ClassVar[dict[str, type[Explorer]]] = {}
    controls: ClassVar[dict[str, control[Any]]] = {}
    tables: ClassVar[dict[str, table[Any]]] = {}

    values: dict[str, Any]  # of the controls

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = vars(cls).items()
        cls.controls = cls.controls | {k: v for k, v in own if isinstance(v, control)}
        cls.tables = cls.tables | {k: v for k, v in own if isinstance(v, table)}
        if "module" in vars(cls):
            Explorer.registry[cls.module] = cls
            cls.words = words(cls.module)

    def __init__(self, **values: Any) -> None:
        self._widget: AnyWidget | None = None
        self.values = {name: part.default() for name, part in self.controls.items()}
        self.set(**values)

    def set(self, **values: Any) -> None:
        """Set several controls at once: all of them, or none if one is refused.

        Raises
        ------
        TypeError
            If there is no such control.
        ValueError
            If a value is not what its control takes, or does not fit the others.
        """
        for name in values:
            if name not in self.controls:
                raise TypeError(
                    f"{type(self).__name__} has no control {name!r}; "
                    f"it has {', '.join(self.controls)}"
                )
        checked = {name: self.controls[name].check(v) for name, v in values.items()}
        self.values = self.fit({**self.values, **checked}, checked)
        if self._widget is not None:
            from infolib.explorers import _live

            _live.show(self._widget, self)

    def fit(self, values: dict[str, Any], given: Collection[str]) -> dict[str, Any]:
        """Return the values once those just given fit the others, or raise ValueError."""
        return values

    def say(self, key: str, **values: Any) -> str:
        """Return a text of the catalogue, its places filled."""
        text: str = self.words[key]
        return text.format(**values)

    def still(self) -> str:
        """Return the picture shown where no script runs, as an SVG element."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return one sentence that says what the first view shows."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """Return what the ES module reads."""
        values = {name: getattr(self, name) for name in [*self.controls, *self.tables]}
        takes = {name: part.takes() for name, part in self.controls.items()}
        return {**values, "controls": takes}

    def static_html(self) -> str:
        """Return the element that the page's runtime turns into the live picture."""
        state = lines(self.state()).replace("</", "<\\/")
        still = f"{self.still()}\n<p>{html.escape(self.summary())}</p>".lstrip()
        return (
            f'<div class="explorer" data-explorer="{self.module}">'
            f'<script type="application/json">\n{state}</script>'
            f'<div class="x-still">\n{still}</div></div>'
        )

    @property
    def widget(self) -> AnyWidget:
        """The ipywidget that is this explorer, live; it needs anywidget."""
        if self._widget is None:
            try:
                from infolib.explorers import _live
            except ModuleNotFoundError as error:
                raise ModuleNotFoundError(
                    f"a live explorer needs {error.name}, which is not installed: "
                    'pip install "infolib[explorers]"',
                    name=error.name,
                ) from None
            self._widget = _live.make_widget(self)
        return self._widget

    def _repr_html_(self) -> str:
        return self.static_html()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = {"text/plain": repr(self), "text/html": self.static_html()}
        try:
            widget = self.widget
        except ModuleNotFoundError as error:  # the still picture is shown
            warnings.warn(str(error), stacklevel=2)
            return shown, {}
        bundle = widget._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), **shown}, metadata

    def __repr__(self) -> str:
        # Only what differs from the default, and no address: the same text on every run.
        moved = [
            f"{name}={getattr(self, name)!r}"
            for name, part in self.controls.items()
            if getattr(self, name) != part.default()
        ]
        return f"{type(self).__name__}({', '.join(moved)})"
