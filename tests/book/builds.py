"""Builds of small books: one process makes all, for to start takes longer than to build."""

import json
import os
import subprocess
import sys

PROGRAM = """
import contextlib, importlib, json, os, sys
main = importlib.import_module(sys.argv[1]).main
path = list(sys.path)
for line in sys.stdin:
    sys.path[:] = path
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(os.getcwd() + os.sep):
            del sys.modules[name]  # as in a process of its own
    with contextlib.redirect_stdout(sys.stderr):
        try:
            code = main(json.loads(line)) or 0
        except SystemExit as end:
            code = end.code or 0
        except Exception as error:
            print(error)
            code = 1
    sys.stderr.flush()
    print(code, flush=True)
"""
SPHINX, JUPYTER_BOOK = "sphinx.cmd.build", "jupyter_book.cli.main"


class Builder:
    """What builds again and again in a folder, by the `main` of a module."""

    def __init__(self, folder, program, **environment):
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, program],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()
        self.log.close()

    def build(self, *arguments):
        """Build; return the exit status and what was said."""
        start = self.log.tell()
        self.process.stdin.write(json.dumps([str(x) for x in arguments]) + "\n")
        self.process.stdin.flush()
        status = self.process.stdout.readline().strip()
        self.log.seek(start)
        log = self.log.read()
        assert status, log
        return int(status), log
