"""Load a script of tools/ as a module, so that a test can reach into it."""

import importlib.util
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def load():
    def module(name):
        spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
        loaded = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
        return loaded

    return module
