"""What is asked by halves, or never taken in, keeps no thread of the preview."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, cast

import pytest

from editions.desk import server as module
from editions.desk.desk import Desk
from editions.desk.hub import Hub
from editions.desk.server import ADDRESS, Server

from .conftest import READY, wait_for


class _Preview:
    failed = ""

    def __init__(self, pages: Path) -> None:
        self.pages = pages
        self.ready = threading.Event()
        self.ready.set()

    def knows(self, document: str) -> bool:
        return document == "index"


class _Desk:
    def __init__(self, pages: Path) -> None:
        self.hub = Hub()
        self.previews = {"be": _Preview(pages)}
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def page(self, page: Any) -> None:
        """Make nothing: the file lies there."""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(module, "PATIENCE", 0.5)
    monkeypatch.setattr(module._Handler, "timeout", 0.5)
    monkeypatch.setattr(module, "BREATH", 0.2)
    (tmp_path / "index.html").write_bytes(b"<p>" + b"x" * 30_000_000)
    with Server(cast("Desk", _Desk(tmp_path)), 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _connected(server: Server, begin: bytes = b"") -> socket.socket:
    port = server.server_address[1]
    connection = socket.create_connection((ADDRESS, int(port)), timeout=READY)
    connection.sendall(begin.replace(b"PORT", str(port).encode()))
    return connection


def _answering() -> int:
    return sum("process_request_thread" in each.name for each in threading.enumerate())


@pytest.mark.parametrize(
    "begun",
    [b"", b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nX-A: b"],
)
def test_a_request_that_does_not_end_is_ended(served: Server, begun: bytes) -> None:
    held = [_connected(served, begun) for _ in range(20)]
    for each in held:
        with closing(each):
            while each.recv(1000):
                pass
    wait_for(lambda: not served.asking and not _answering())
    assert not cast("_Desk", served.desk).said


def test_a_letter_now_and_then_keeps_none_open(served: Server) -> None:
    slow = _connected(served, b"GET / HTTP/1.1\r\nX-A: ")
    ended = threading.Event()

    def send_on() -> None:
        # Half the patience between two letters: no single read waits too long.
        while not ended.wait(0.25):
            try:
                slow.sendall(b"a")
            except OSError:
                return

    sending = threading.Thread(target=send_on)
    sending.start()
    with closing(slow):
        with suppress(ConnectionError):  # ended while a letter was on its way
            assert slow.recv(10) == b""
        ended.set()
        sending.join()
    wait_for(lambda: not served.asking and not _answering())


def test_an_answer_nobody_takes_in_keeps_no_thread(served: Server) -> None:
    with closing(
        _connected(served, b"GET /be/index.html HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n")
    ):
        wait_for(_answering)
        wait_for(lambda: not _answering())


def test_a_page_that_waits_for_events_stays_open(served: Server) -> None:
    asked = b"GET /_preview/events/be/index HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n"
    with closing(_connected(served, asked)) as page:
        got = b""
        while got.count(b"still here") < 8:  # three times its patience
            more = page.recv(1000)
            assert more, "closed"
            got += more
    wait_for(lambda: not _answering())


def test_a_name_longer_than_files_have_is_no_page(served: Server) -> None:
    asked = b"GET /be/%s.html HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n" % (b"a" * 300)
    with closing(_connected(served, asked)) as page:
        assert page.recv(1000).startswith(b"HTTP/1.1 404 ")
    assert not cast("_Desk", served.desk).said
