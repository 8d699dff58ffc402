"""git's long-running filter: one process cleans all the files of a git command.

The protocol is that of gitattributes(5), "Long Running Filter Process": packets whose first
four bytes are their length in hexadecimal; "0000" ends a list. No library speaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from editions.cli.talk import say
from editions.problems import EditionsError

_LONGEST = 65516
"""Bytes a packet may carry."""


class _GoneError(Exception):
    """git has ended, or speaks otherwise."""


def serve(source: BinaryIO, sink: BinaryIO, clean: Callable[[str, bytes], bytes]) -> int:
    """Answer git until it has no more files; `clean` gets a path and the bytes of the file.

    What git checks out passes as it is; what `clean` refuses, git does not store. 0, and
    3 if what speaks here is not git.
    """
    try:
        if _texts(source) != ["git-filter-client", "version=2"]:
            return 3
        _put(sink, "git-filter-server", "version=2")
        _texts(source)
        _put(sink, "capability=clean", "capability=smudge")
        while True:
            _answer(source, sink, clean)
    except _GoneError:
        return 0
    except ValueError:  # no length where a packet begins
        return 3


def _answer(source: BinaryIO, sink: BinaryIO, clean: Callable[[str, bytes], bytes]) -> None:
    asked = dict(line.partition("=")[::2] for line in _texts(source))
    data = b"".join(_packets(source))
    if asked.get("command") == "clean":
        try:
            data = clean(asked.get("pathname", ""), data)
        except EditionsError as error:
            say(f"editions: {error}")
            _put(sink, "status=error")
            return
    _put(sink, "status=success")
    for start in range(0, len(data), _LONGEST):
        _write(sink, data[start : start + _LONGEST])
    _put(sink)
    _put(sink)  # the status stands to the end


def _texts(source: BinaryIO) -> list[str]:
    return [packet.decode("utf-8", "surrogateescape").rstrip("\n") for packet in _packets(source)]


def _packets(source: BinaryIO) -> Iterator[bytes]:
    while length := int(_read(source, 4), 16):
        yield _read(source, length - 4)


def _read(source: BinaryIO, length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise _GoneError
    return data


def _put(sink: BinaryIO, *lines: str) -> None:
    """Write a list of texts and its end."""
    for line in lines:
        _write(sink, f"{line}\n".encode())
    sink.write(b"0000")
    sink.flush()


def _write(sink: BinaryIO, data: bytes) -> None:
    sink.write(b"%04x%s" % (len(data) + 4, data))
