"""The live form of an explorer: an ipywidget in step with it. Needs anywidget."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from infolib.explorers._bundle import styles, widget_script

if TYPE_CHECKING:
    from infolib.explorers._base import Explorer


@cache
def _widget_class(module: str, names: tuple[str, ...]) -> type[anywidget.AnyWidget]:
    members: dict[str, Any] = {n: traitlets.Any().tag(sync=True) for n in names}
    members |= {"_esm": widget_script(module), "_css": styles()}
    return type(module, (anywidget.AnyWidget,), members)


def make_widget(explorer: Explorer) -> anywidget.AnyWidget:
    """Return a widget of the explorer's state; what a reader moves goes back to it."""
    state = explorer.state()
    widget = _widget_class(explorer.module, tuple(state))(**state)

    def take(_: object) -> None:
        shown = {name: getattr(widget, name) for name in explorer.controls}
        moved = {k: v for k, v in shown.items() if v != explorer.values[k]}
        try:
            explorer.set(**moved)
        finally:  # what was refused or taken to the grid is shown as it is
            show(widget, explorer)

    if explorer.controls:
        widget.observe(take, list(explorer.controls))
    return widget


def show(widget: anywidget.AnyWidget, explorer: Explorer) -> None:
    """Bring a widget in line with its explorer, all controls at once."""
    with widget.hold_sync(), widget.hold_trait_notifications():
        for name, value in explorer.values.items():
            setattr(widget, name, value)
