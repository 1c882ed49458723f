"""A machine that lacks something hears which, and the remedy, in one line."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from scripts import load

# What pip prints, shortened: 1 without a network, 2 with a proxy that is down, 3 with a
# mirror that does not answer, 4 with a name server that does not know the mirror.
RETRY = (
    "WARNING: Retrying (Retry(total=4)) after connection broken by '{}': /simple/numpy/"
)
NO_VERSION = "ERROR: No matching distribution found for numpy==2.3.5"
UNREACHABLE = [
    RETRY.format("NewConnectionError('... Errno 101 Network is unreachable')"),
    RETRY.format("ProxyError('Cannot connect to proxy.', OSError('refused'))"),
    RETRY.format("ConnectTimeoutError('Connection to mirror timed out.')"),
    RETRY.format("NameResolutionError('Failed to resolve mirror')"),
]


@pytest.fixture
def complaint(tmp_path, monkeypatch):
    """Run the tool over a pretended machine; return how it ends, and what it ran."""

    def run(*answers, version=(3, 12, 0)):
        setup_env = load("setup_env")
        venv = tmp_path / ".venv"
        answers = list(answers)
        commands = []

        def pretend(command, **options):
            commands.append([str(part) for part in command])
            if "venv" in command:  # it leaves an interpreter even where it fails
                (venv / "bin").mkdir(parents=True)
                (venv / "bin" / "python").touch()
            return subprocess.CompletedProcess(command, *answers.pop(0))

        monkeypatch.setattr(setup_env.subprocess, "run", pretend)
        monkeypatch.setattr(sys, "argv", ["setup_env.py", "--venv", str(venv)])
        monkeypatch.setattr(sys, "version_info", version)
        try:
            setup_env.main()
        except SystemExit as end:
            return SimpleNamespace(message=end.code, commands=commands)
        return SimpleNamespace(message=None, commands=commands)

    return run


WORKS = (0, "", "")


def test_a_machine_that_has_all_is_set_up(complaint):
    end = complaint(WORKS, WORKS)
    assert end.message is None
    made, installed = end.commands
    assert "venv" in made
    assert installed[-2:] == ["--requirement", "requirements.txt"]


def test_an_environment_that_exists_is_kept(complaint):
    complaint(WORKS, WORKS)
    assert len(complaint(WORKS).commands) == 1


def test_an_old_python_is_told_which_one_to_install(complaint):
    end = complaint(version=(3, 10, 4))
    assert end.message.splitlines() == [
        "This is Python 3.10; the course needs 3.11 or newer. "
        "Install one and name it: make PYTHON=python3.12"
    ]
    assert not end.commands


def test_a_missing_venv_module_is_named_with_its_package(complaint):
    end = complaint((1, "The virtual environment was not created successfully", ""))
    assert "python3-venv" in end.message
    assert len(end.message.splitlines()) == 1


def test_after_a_failure_the_next_run_starts_afresh(complaint):
    # A Python without ensurepip leaves half an environment behind.
    complaint((1, "", ""))
    end = complaint(WORKS, WORKS)
    assert end.message is None
    assert "venv" in end.commands[0]


@pytest.mark.parametrize("warning", UNREACHABLE)
def test_without_a_network_the_remedy_is_the_network(complaint, warning):
    end = complaint(WORKS, (1, "", f"{warning}\n{warning}\n{NO_VERSION}\n"))
    assert "cannot be reached" in end.message
    assert "PIP_INDEX_URL" in end.message
    assert len(end.message.splitlines()) == 1


def test_another_failure_of_pip_is_quoted(complaint):
    end = complaint(WORKS, (1, "", f"some talk\n{NO_VERSION}\n"))
    assert NO_VERSION in end.message
    assert "some talk" not in end.message
    assert len(end.message.splitlines()) == 1


def test_a_failure_without_an_error_line_is_quoted_from_its_end(complaint):
    end = complaint(WORKS, (1, "", "Traceback\nOSError: disk is full\n"))
    assert "disk is full" in end.message
    assert len(end.message.splitlines()) == 1
