"""Serve the built book on this machine and print its address."""

from __future__ import annotations

import argparse
import functools
import http.server
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers without a log line for each file; never lets a browser keep an old page."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the header that makes a reload show the newest build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def bind(
    folder: Path, port: int, tries: int = 50
) -> http.server.ThreadingHTTPServer | None:
    """Return a server on the first free port from `port` on."""
    handler = functools.partial(Quiet, directory=str(folder))
    for candidate in range(port, min(port + tries, 65536)):
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError:
            continue
    return None


def port_number(text: str) -> int:
    """Read the number of a port."""
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(
            f"a port is a number from 1 to 65535, not {text}"
        )
    return int(text)


def main() -> int:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--port", type=port_number, default=8000, help="first port to try (8000)"
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "_build" / "html")
    options = parser.parse_args()
    if not (options.folder / "index.html").exists():
        print(
            f"No built book in {options.folder}: run `make book` first.",
            file=sys.stderr,
        )
        return 1
    server = bind(options.folder, options.port)
    if server is None:
        print(
            f"No port from {options.port} on is free: "
            "choose another with `make serve PORT=9000`.",
            file=sys.stderr,
        )
        return 1
    if server.server_port != options.port:
        print(f"Port {options.port} is in use, so the next free one is taken.")
    print(
        f"The book is at http://localhost:{server.server_port}  (Ctrl+C stops)",
        flush=True,
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
