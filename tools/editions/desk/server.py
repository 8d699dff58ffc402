"""The desk over HTTP, for this machine alone: pages, what is beside them, and events."""

from __future__ import annotations

import json
import os
import queue
import re
import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlsplit

from editions.desk.desk import Desk
from editions.desk.hub import END, Page
from editions.problems import EditionsError

ADDRESS = "127.0.0.1"
PORT = 8020
OWN = "/_preview/"
BREATH = 15.0
"""After so many seconds without an event a comment is sent: so a closed page is noticed."""
PATIENCE = 10.0
"""How many seconds a request may take to arrive whole, and a reader to take an answer in."""

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_OWN_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_WAIT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1">
<title>Being prepared</title>
<link rel="stylesheet" href="/_preview/preview.css">
</head>
<body class="ed-wait"><main><h1>Being prepared</h1>
<p>The edition is being read; this page turns into it by itself.</p></main></body>
</html>
"""


class Server(ThreadingHTTPServer):
    """The address of a desk; raises `EditionsError` if the port is taken."""

    daemon_threads = True
    # Elsewhere than on Unix this would let two servers share one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        self.asking: dict[socket.socket, float] = {}
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as error:
            message = (
                f"port {port} cannot be used ({error.strerror}); choose another with --port N "
                "(0: any free one)"
            )
            raise EditionsError(message) from None

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a browser that has gone away; name any other fault in one line."""
        fault = sys.exception()
        if not isinstance(fault, ConnectionError):
            said = fault.strerror if isinstance(fault, OSError) else fault
            self.desk.say(f"a request failed: {type(fault).__name__}: {said}")

    def service_actions(self) -> None:
        """End the connections on which a request has begun and does not come to its end.

        The time limit of a socket is for each read: who sends a letter now and then keeps it.
        """
        for connection, since in list(self.asking.items()):
            if monotonic() - since > PATIENCE:
                with suppress(OSError):  # it has ended by itself
                    connection.shutdown(socket.SHUT_RDWR)

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{ADDRESS}:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def handle_one_request(self) -> None:
        self.server.asking[self.connection] = monotonic()
        super().handle_one_request()

    def parse_request(self) -> bool:
        try:
            return super().parse_request()
        finally:
            self.server.asking.pop(self.connection, None)

    def finish(self) -> None:
        self.server.asking.pop(self.connection, None)
        super().finish()

    def do_GET(self) -> None:
        if not self._is_for_us():
            self._say(HTTPStatus.FORBIDDEN, "This address answers only as 127.0.0.1 or localhost.")
            return
        path = unquote(urlsplit(self.path).path)
        if not path.isprintable():
            self._say(HTTPStatus.NOT_FOUND, "There is no such page.")
        elif path == "/favicon.ico":
            self._send(b"", "image/x-icon")  # no browser need complain that there is none
        else:
            try:
                self._answer(path)
            except EditionsError as error:
                self._say(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    do_HEAD = do_GET  # noqa: N815 - the standard library's name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parameter
        """Say nothing: the translator's terminal is for what happens to the pages."""

    def version_string(self) -> str:
        return "editions"

    def _is_for_us(self) -> bool:
        """Refuse other names: a foreign page could have its own name resolved to us."""
        host, _, port = self.headers.get("Host", "").partition(":")
        return host in {ADDRESS, "localhost"} and port in {"", str(self.server.server_address[1])}

    def _answer(self, path: str) -> None:
        if path.startswith(OWN):
            self._own(path.removeprefix(OWN))
        else:
            self._page(path)

    def _own(self, rest: str) -> None:
        kind, _, asked = rest.partition("/")
        if rest in {"preview.css", "preview.js"}:
            data = files(__package__).joinpath(rest).read_bytes()
            self._send(data, _TYPES[Path(rest).suffix])
        elif kind in {"events", "notes"} and (page := self._known(asked)):
            if kind == "events":
                self._events(page)
            else:
                said = json.dumps(self.server.desk.notes(page), ensure_ascii=False)
                self._send(said.encode("utf-8"), "application/json")
        else:
            self._say(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _known(self, asked: str) -> Page | None:
        language, _, document = asked.partition("/")
        preview = self.server.desk.previews.get(language)
        return (language, document) if preview and preview.knows(document) else None

    def _page(self, path: str) -> None:
        languages = self.server.desk.previews
        language, _, name = path.removeprefix("/").partition("/")
        if path == "/" or (path == f"/{language}" and language in languages):
            self._redirect(f"/{language or next(iter(languages))}/index.html")
            return
        if path == f"/{language}/" and language in languages:
            self._redirect(f"/{language}/index.html")
            return
        if language not in languages:
            text = f"Not in this preview, which shows: {', '.join(languages)}."
            self._say(HTTPStatus.NOT_FOUND, text)
            return
        preview = languages[language]
        if not preview.ready.is_set():
            self._send(_WAIT.encode("utf-8"), _TYPES[".html"])
        elif preview.failed:
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, preview.failed)
        else:
            self._file(language, name)

    def _file(self, language: str, name: str) -> None:
        desk = self.server.desk
        document = name.removesuffix(".html")
        known = name.endswith(".html") and desk.previews[language].knows(document)
        if known:
            desk.page((language, document))
        folder = desk.previews[language].pages.resolve()
        try:
            file = (folder / name).resolve()
            inside = file.is_relative_to(folder) and not any(
                part.startswith(".") for part in file.relative_to(folder).parts
            )
            data = file.read_bytes() if inside and file.suffix in _TYPES else None
        except OSError:  # none of that name, or a name longer than files have
            data = None
        if data is None:
            self._say(HTTPStatus.NOT_FOUND, "There is no such page.")
            return
        if file.suffix == ".html":
            data = _OWN_POLICY.sub(b"", data)
        if known:
            data = data.replace(b"</head>", _head(language, document), 1)
        self._send(data, _TYPES[file.suffix])

    def _events(self, page: Page) -> None:
        """Send an event a line, for as long as the page is open."""
        self._headers(HTTPStatus.OK, "text/event-stream", None)
        with self.server.desk.hub.looking(page) as mine:
            event = "hello"
            while event != END:
                try:
                    self.wfile.write(
                        f"data: {event}\n\n".encode() if event else b": still here\n\n"
                    )
                    self.wfile.flush()
                    event = mine.get(timeout=BREATH)
                except queue.Empty:
                    event = ""
                except OSError:
                    break  # the page is closed
        self.close_connection = True

    def _redirect(self, where: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, status: HTTPStatus, text: str) -> None:
        self._send(f"{text}\n".encode(), "text/plain; charset=utf-8", status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._headers(status, kind, len(data))
        if self.command != "HEAD":
            self.wfile.write(data)

    def _headers(self, status: HTTPStatus, kind: str, length: int | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()


def _head(language: str, document: str) -> bytes:
    page = f"{language}/{document}"
    return (
        '<link rel="stylesheet" href="/_preview/preview.css">\n'
        f'<script src="/_preview/preview.js" data-page="{page}" defer></script>\n</head>'
    ).encode()
