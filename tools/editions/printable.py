"""What may be said to a person: a terminal obeys control characters, and hides what others turn.

A catalogue, a received file, a file's name may hold any character. Here it is spelled out, as
Python would: ``\\x1b``. A message is one line, whatever it quotes: none can look like two.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TextIO

_CONTROLS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    # What turns the direction of a line, or ends one.
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    # Letters that no reader sees, and halves of letters.
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[{_CONTROLS}]|\r(?!\n)")
"""The end of a line may be that of another system: a diff is printed as the file is."""
_UNSAFE_IN_A_LINE = re.compile(f"[\t\n\r{_CONTROLS}]")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def line(text: str) -> str:
    r"""Give a text as one line that does nothing but be read.

    >>> print(line("Minsk\x1b[2J\n"))
    Minsk\x1b[2J\n
    """
    return text if text.isprintable() else _UNSAFE_IN_A_LINE.sub(_spelled, text)


def lines(text: str) -> str:
    """Give a text with its ends of lines, and nothing else that a terminal would obey."""
    return _UNSAFE.sub(_spelled, text)


def json(text: str) -> str:
    """Spell in JSON that is laid out already what a terminal would obey, as JSON does."""
    return _UNSAFE.sub(_as_json, text)


def _spelled(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in _SHORT:
        return _SHORT[sign]
    code = ord(sign)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _as_json(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


class Printable:
    """A stream to print to, on which `lines` is done to everything."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text as it may be said."""
        self.stream.write(lines(text))
        return len(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)


class Talk(Printable):
    """A stream to talk on beside the results: nobody may be listening, which ends nothing."""

    def write(self, text: str) -> int:
        """Write a text as it may be said, if it can be written."""
        try:
            return super().write(text)
        except OSError:
            drop(self.stream)
            return len(text)

    def flush(self) -> None:
        """Write what has not been written, if it can be."""
        try:
            self.stream.flush()
        except OSError:
            drop(self.stream)


def drop(stream: TextIO) -> None:
    """Let go of what could not be written: Python tries once more at its end, and exits with 120.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    own: TextIO = getattr(stream, "stream", stream)
    if own is sys.__stdout__ or own is sys.__stderr__:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), own.fileno())
