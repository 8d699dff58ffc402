"""A catalogue without persons and machines, for git; and where one can be found through it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import polib

from editions import limits
from editions.catalogue import damaged, header, po
from editions.catalogue.faults import TooMuchError
from editions.catalogue.syntax import GrammarError, parse

_MARKED = ("#,", "#~", "#|", "#=", "#:")
_PIECE = re.compile(r'\s*(?:msgstr\s*)?"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """A line through which a person or a machine can be found; `message` says how."""

    line: int
    message: str


def cleaned(data: bytes) -> bytes:
    """Give the bytes of a catalogue as they may be committed.

    The header keeps nothing of persons, clocks and machines, references to source lines
    go, and what leads to somebody in a translator's comment is replaced visibly. Every text
    stands on one line, so that tools that wrap leave no diff. Raises `GrammarError` for what
    cannot be read.
    """
    catalogue = po.loads(data)
    for entry in catalogue:
        if len(entry.msgstr) > limits.MESSAGE and not entry.obsolete:
            message = f"the translation {limits.too_long(entry.msgstr)}"
            raise TooMuchError(message, entry.linenum or 1)
        entry.tcomment = header.without_traces(entry.tcomment, entry.msgid)
    catalogue.tail = header.without_traces(catalogue.tail)
    return po.dumps(catalogue).encode("utf-8")


def without_persons(data: bytes) -> tuple[bytes, GrammarError | None]:
    """Give a catalogue as `cleaned` does, a damaged one too; and what is wrong with it.

    Raises `GrammarError` where nobody can see whether it names somebody, and for what is over
    a limit, which nobody looks through.
    """
    try:
        return cleaned(data), None
    except TooMuchError:
        raise
    except GrammarError as fault:
        mended = damaged.cleaned(data)
        with suppress(GrammarError):
            mended = cleaned(mended)  # the damage was where somebody was named
        return mended, fault


def _is_comment(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("#") and not bare.startswith(_MARKED)


def identities(text: str) -> list[Identity]:
    """Find what tells of persons and machines in the text of a catalogue, readable or not.

    What the source message itself carries is no finding.
    """
    try:
        messages, _ = parse(text)
    except GrammarError:
        messages = []
    lines = text.split("\n")
    end = _end_of_header(lines)
    found = [*_in_header_comment(lines[:end]), *_in_header_fields(lines[:end])]
    found += _in_comments(lines, end, messages)
    found += _in_translations(messages)
    return sorted(set(found))


def _end_of_header(lines: Sequence[str]) -> int:
    """Give the number of lines the header takes, its comment included."""
    begun = False
    for number, line in enumerate(lines):
        bare = line.strip()
        if begun and not bare.startswith('"'):
            return number
        begun = begun or bare.startswith("msgstr")
        if bare.startswith("msgid") and not re.match(r'msgid\s+""', bare):
            return 0  # no header at all
    return len(lines) if begun else 0


def _in_header_comment(lines: Sequence[str]) -> Iterator[Identity]:
    comments = [(number, line.strip()) for number, line in enumerate(lines, 1)]
    comments = [(number, line[1:].strip()) for number, line in comments if _is_comment(line)]
    personal = header.personal_lines([line for _, line in comments])
    for index, (number, _) in enumerate(comments):
        if index in personal:
            yield Identity(number, f"the comment above the header may name a person; {_MEND}")


def _in_header_fields(lines: Sequence[str]) -> Iterator[Identity]:
    for number, name, value in _fields(lines):
        if told := header.told(name, value):
            yield Identity(number, f"{name} in the header tells {told}; {_MEND}")


def _fields(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Give the fields of a header, joined where a tool had wrapped them, with their lines."""
    first, joined = 0, ""
    for number, line in enumerate(lines, 1):
        if not (piece := _PIECE.match(line)) or not piece[1]:
            continue
        first, joined = first or number, joined + piece[1]
        if joined.endswith("\\n"):
            for field in joined.split("\\n"):
                name, colon, value = field.partition(":")
                if colon:
                    yield first, name.strip(), value.strip()
            first, joined = 0, ""


def _in_comments(
    lines: Sequence[str], start: int, messages: Sequence[polib.POEntry]
) -> Iterator[Identity]:
    """Look through the comments; each belongs to the next message below it."""
    begins = [message.linenum or 0 for message in messages]
    for number, line in enumerate(lines[start:], start + 1):
        bare = line.strip()
        if bare.startswith("#:") and (place := header.PATH.search(bare)):
            yield _found("a reference", place[0], number)
        elif _is_comment(line):
            below = bisect_left(begins, number)
            msgid = messages[below].msgid if below < len(messages) else ""
            for told in header.traces(bare.lstrip("#. ")):
                if told not in msgid:
                    yield _found("a comment", told, number)


def _in_translations(messages: Sequence[polib.POEntry]) -> Iterator[Identity]:
    for message in messages[1:]:
        for text in (message.msgstr, *message.msgstr_plural.values()):
            for address in header.EMAIL.findall(text):
                if address not in message.msgid and address not in message.msgid_plural:
                    yield _found("the translation", address, message.linenum or 1)


def _found(where: str, told: str, line: int) -> Identity:
    return Identity(line, f"{where} tells '{told}', which leads to a person or a machine")


_MEND = "'editions update' leaves it out, 'editions git setup' makes every commit do so"
