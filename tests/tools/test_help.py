"""Every tool explains itself."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = sorted((Path(__file__).resolve().parents[2] / "tools").glob("[!_]*.py"))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.stem)
def test_help_says_what_the_tool_does(tool):
    run = subprocess.run(
        [sys.executable, str(tool), "--help"], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    purpose = tool.read_text(encoding="utf-8").split('"""')[1].split("\n")[0]
    assert purpose in " ".join(run.stdout.split())
