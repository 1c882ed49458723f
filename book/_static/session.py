"""Run the cells of a page and say what comes out of them, as Jupyter does.

A worker of the page loads this into Pyodide (`live-worker.js`); it is plain Python, and
the tests run it without a browser.
"""

from __future__ import annotations

import ast
import io
import linecache
import logging
import os
import re
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

LIMIT = 100_000  # characters that one cell may print
RICH = 5_000_000  # characters of HTML and figures that it may show; ...
LEAST = 200_000  # ... each counts for so many at least, so that they are 25 at most
WORDS = 2_000  # characters of the message of an error
FRAMES = (
    4  # lines that led to an error, from its beginning and from its end
)
AT_ONCE = 100  # lines that are passed on at once; of a cell that prints and prints ...
PAUSE = 0.1  # ... the later ones together, after so many seconds

Emit = Callable[[str, str], None]  # takes a kind of output, and the output


class _Stand:
    """What a cell imports of a package that this Python lacks: it fails when it is called."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __getattr__(self, name: str) -> _Stand:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        package = self._package
        raise ModuleNotFoundError(
            f"No module named {package!r}", name=package
        )


class _Printer(io.TextIOBase):
    """What a cell prints to: passes lines on, up to a limit."""

    def __init__(self, emit: Emit, cut: str) -> None:
        self.emit, self.cut = emit, cut
        self.waiting: list[str] = []
        self.left = LIMIT
        self.at_once = AT_ONCE
        self.last = time.monotonic()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.left > 0:
            self.waiting.append(text[: self.left])
            self.left -= len(text)
            if self.left <= 0:
                self.waiting.append(f"\n{self.cut}\n")
            if text.endswith("\n"):
                self.at_once -= 1
                if (
                    self.at_once >= 0
                    or time.monotonic() - self.last > PAUSE
                ):
                    self.flush()
        return len(text)

    def flush(self) -> None:
        if self.waiting:
            self.emit("text", "".join(self.waiting))
            self.waiting.clear()
        self.last = time.monotonic()


class _Nobody(io.TextIOBase):
    """What a cell reads from: a page has nobody who types, and says so."""

    def __init__(self, why: str) -> None:
        self.why = why

    def readable(self) -> bool:
        return True

    def readline(self, size: int = -1) -> str:
        raise EOFError(self.why)


class Session:
    """One Python in which the cells of a page run, one after the other.

    `absent` names packages that the chapters import and this Python lacks; `say` holds the
    words of the catalogue.
    """

    def __init__(self, absent: list[str], say: dict[str, str]) -> None:
        self.module = ModuleType("__main__")
        self.names = self.module.__dict__
        self.names["display"] = self.display
        self.absent = absent
        self.say = say
        self.sources: dict[
            str, str
        ] = {}  # the file name of each, for errors
        self.emit: Emit = lambda kind, text: None
        self.printer = _Printer(self.emit, "")
        self.room = 0
        os.environ["MPLBACKEND"] = "agg"
        warnings.filterwarnings("ignore", message=".*non-interactive.*")
        # That fonts are looked for, once, is no output of a cell.
        logging.getLogger("matplotlib.font_manager").setLevel("ERROR")

    def display(self, *values: Any) -> None:
        """Show values as rich as they can be shown."""
        for value in values:
            if type(value).__module__.startswith("infolib.explorers"):
                self._show("explorer", self._document(value))
            elif hasattr(value, "_repr_html_") and (
                html := value._repr_html_()
            ):
                self._show("html", html)
            else:
                self.printer.write(f"{value!r}\n")

    def _show(self, kind: str, what: str) -> None:
        """Show HTML or a figure, as long as there is room for it."""
        self.printer.flush()
        if self.room < 0:
            return
        self.room -= max(len(what), LEAST)
        if self.room < 0:
            kind, what = "text", f"{self.say['full']}\n"
        self.emit(kind, what)

    def _document(self, explorer: Any) -> str:
        from infolib.explorers import runtime, styles

        script = runtime(explorer.module).replace("</script", "<\\/script")
        picture = explorer.static_html()
        return (
            f"<style>{styles()}</style>{picture}<script>{script}</script>"
        )

    def run(self, source: str, emit: Emit) -> str:
        """Run a cell; return the name of its error, with a package that is lacking, or ""."""
        self.emit = emit
        self.printer = _Printer(emit, self.say["cut"])
        self.room = RICH
        # The same text has the same name, so that many runs leave no more than one.
        name = f"<cell {len(self.sources) + 1}>"
        name = self.sources.setdefault(source, name)
        # A warning of another cell, from the same line, is another warning.
        self.names.pop("__warningregistry__", None)
        linecache.cache[name] = (
            len(source),
            None,
            source.splitlines(True),
            name,
        )
        before = sys.stdin, sys.stdout, sys.stderr
        main = sys.modules.get("__main__")
        sys.stdin = _Nobody(self.say["nobody"])
        sys.stdout = sys.stderr = self.printer
        sys.modules["__main__"] = self.module
        try:
            self._execute(source, name)
            self._show_figures()
        # A cell may raise what it likes, SystemExit too.
        except BaseException as error:
            self.printer.flush()
            emit("error", self._explain(error, name))
            lacking = getattr(error, "name", None)
            is_lacking = isinstance(error, ModuleNotFoundError) and lacking
            return (
                f"lacking {lacking}" if is_lacking else type(error).__name__
            )
        finally:
            self.printer.flush()
            sys.stdin, sys.stdout, sys.stderr = before
            if main is not None:
                sys.modules["__main__"] = main
        return ""

    def _execute(self, source: str, name: str) -> None:
        body = [
            s for s in ast.parse(source, name).body if not self._stand_in(s)
        ]
        last = body[-1] if body else None
        shown = isinstance(last, ast.Expr) and not re.search(
            r";\s*(#.*)?\Z", source
        )
        if shown:
            body.pop()
        exec(compile(ast.Module(body, []), name, "exec"), self.names)
        if shown:
            value = eval(
                compile(ast.Expression(last.value), name, "eval"),
                self.names,
            )
            if value is not None:
                self.names["_"] = value
                self.display(value)

    def _stand_in(self, statement: ast.stmt) -> bool:
        """Bind what an import of absent packages would bind; say whether all of it was."""
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            return False
        module = getattr(statement, "module", None)
        there = []
        for alias in statement.names:
            package = (module or alias.name).partition(".")[0]
            if package in self.absent:
                bound = alias.asname or alias.name.partition(".")[0]
                self.names[bound] = _Stand(package)
            else:
                there.append(alias)
        statement.names = there
        return not there

    def _show_figures(self) -> None:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        for number in pyplot.get_fignums():
            picture = io.StringIO()
            pyplot.figure(number).savefig(picture, format="svg")
            self._show("svg", picture.getvalue())
        pyplot.close("all")

    def _explain(self, error: BaseException, name: str) -> str:
        """Return the lines of the cells that led to an error, and its message."""
        told = traceback.TracebackException.from_exception(
            error, compact=True
        )
        lines = [
            self.say["line" if frame.filename == name else "above"].format(
                n=frame.lineno, code=frame.line
            )
            + "\n"
            for frame in told.stack
            if frame.filename.startswith("<cell ")
        ]
        if len(lines) > 2 * FRAMES:
            lines[FRAMES:-FRAMES] = ["…\n"]
        message = "".join(told.format_exception_only()).rstrip()
        if len(message) > WORDS:
            message = f"{message[:WORDS]} …"
        return "".join(lines) + message


def start(absent: list[str]) -> Session:
    """Start a session in the language of the library."""
    from infolib.words import words

    return Session(absent, words("live"))
