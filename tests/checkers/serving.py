"""A throw-away server on this machine that sends the headers the site asks for in ``_headers``."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def headers_of(site: Path) -> dict[str, str]:
    """Read the headers that ``_headers`` gives to every file."""
    rule, *lines = (site / "_headers").read_text("utf-8").splitlines()
    if rule != "/*":
        raise ValueError(f"{site / '_headers'}: this server knows one rule, for all files")
    return dict(line.strip().split(": ", 1) for line in lines)


@contextmanager
def served(site: Path, at: socket.socket | None = None) -> Iterator[str]:
    """Serve a site for as long as the block runs; gives its address, without a slash at its end."""
    taken = at or reserved()
    handler = partial(_Handler, directory=str(site), sent=headers_of(site))
    with ThreadingHTTPServer(taken.getsockname(), handler, bind_and_activate=False) as server:
        server.socket.close()
        server.socket = taken
        server.server_activate()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield address_of(taken)
        server.shutdown()
        thread.join()


def reserved() -> socket.socket:
    """Take a free port of this machine, so that its address is known before a site is built."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    return taken


def address_of(taken: socket.socket) -> str:
    """Give the address of what is served there."""
    return f"http://127.0.0.1:{taken.getsockname()[1]}"


class _Handler(SimpleHTTPRequestHandler):
    """Answers as the handbook's samples do: no list of a folder, the 404.html of its edition."""

    def __init__(self, *arguments: object, sent: dict[str, str], **named: object) -> None:
        self.sent = sent
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        for name, said in self.sent.items():
            self.send_header(name, said)
        super().end_headers()

    def guess_type(self, path: object) -> str:
        """Name the encoding too, as hosts do for text."""
        found = super().guess_type(path)  # type: ignore[arg-type]
        return f"{found}; charset=utf-8" if found.startswith("text/") else found

    def list_directory(self, path: object) -> None:
        """Show what is shown for any address without a page."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        site = Path(self.directory)
        own = site / self.path.split("/")[1] / "404.html"
        body = (own if own.is_file() else site / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Stay silent: a test's output is its findings."""
