"""`make serve` finds a free port and says where the book is."""

import contextlib
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from scripts import load

SERVE = Path(__file__).resolve().parents[2] / "tools" / "serve.py"


@contextlib.contextmanager
def serving(folder, port):
    command = [sys.executable, str(SERVE), "--folder", str(folder), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout
        finally:
            server.terminate()


@pytest.fixture
def book(tmp_path):
    (tmp_path / "index.html").write_text("<p>The book</p>", encoding="utf-8")
    return tmp_path


@pytest.fixture
def busy():
    """Return a port that another program listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_passed_over_and_the_address_is_printed(book, busy):
    with serving(book, busy) as lines:
        assert lines.readline() == (
            f"Port {busy} is in use, so the next free one is taken.\n"
        )
        address = re.search(r"http://localhost:(\d+)", lines.readline())
        assert int(address[1]) > busy
        with urllib.request.urlopen(address[0], timeout=5) as page:
            assert page.read() == b"<p>The book</p>"
            # A browser that keeps old pages would show old numbers.
            assert page.headers["Cache-Control"] == "no-store"


def test_only_this_machine_is_served(book):
    with load("serve").bind(book, 8000) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_without_a_built_book_one_line_names_the_command(tmp_path):
    command = [sys.executable, str(SERVE), "--folder", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1
    assert "run `make book` first" in run.stderr


def test_without_a_free_port_one_line_names_the_way_out(book, monkeypatch, capsys):
    serve = load("serve")
    monkeypatch.setattr(sys, "argv", ["serve.py", "--folder", str(book)])
    monkeypatch.setattr(serve, "bind", lambda *_: None)
    assert serve.main() == 1
    assert len((said := capsys.readouterr().err).splitlines()) == 1
    assert "make serve PORT=" in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_number_that_is_no_port_is_refused(port, book):
    command = [sys.executable, str(SERVE), "--folder", str(book), "--port", port]
    run = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert run.returncode == 2
    assert "from 1 to 65535" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_search_ends_at_the_last_port(book, monkeypatch):
    serve = load("serve")
    tried = []

    def refuse(address, handler):
        tried.append(address[1])
        raise OSError

    monkeypatch.setattr(serve.http.server, "ThreadingHTTPServer", refuse)
    assert serve.bind(book, 65530) is None
    assert tried == list(range(65530, 65536))
