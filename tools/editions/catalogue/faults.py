"""The bytes of a catalogue → its text, or what is wrong with them and what to do."""

from __future__ import annotations

import re
from contextlib import suppress

from editions import limits
from editions.catalogue.syntax import BACK, GrammarError

_BEGINNINGS = {
    b"\xde\x12\x04\x95": "a compiled catalogue (.mo)",
    b"\x95\x04\x12\xde": "a compiled catalogue (.mo)",
    b"PK\x03\x04": "a Word, OpenDocument or ZIP file",
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF file",
}
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|h1|title)\b", re.I)
_MARKUP = re.compile(rb"\s*<(\?xml|\w+[\s>])", re.I)
_WIDE = {
    b"\xff\xfe\0\0": "UTF-32LE",
    b"\0\0\xfe\xff": "UTF-32BE",
    b"\xff\xfe": "UTF-16LE",
    b"\xfe\xff": "UTF-16BE",
}
_CYRILLIC = {"cp1251": "CP1251 (Windows)", "koi8_r": "KOI8-R", "cp866": "CP866 (DOS)"}
_FREQUENT = frozenset("аоіыеиснтрлвк")
"""The letters Belarusian and Russian texts are mostly made of."""
_CHARSET = re.compile(r"charset=([\w-]+)", re.I)
_HARMLESS = {"utf-8", "utf8", "us-ascii", "ascii", "charset"}


_ASCII = bytes(range(128))
_SAMPLE = 20_000
"""How many bytes of letters tell an encoding."""


class TooMuchError(GrammarError):
    """A catalogue, or something in it, is over a limit: nobody looks through it."""


def decoded(data: bytes) -> str:
    """Give the text of a PO file with LF line ends and without a byte-order mark.

    Raises `GrammarError` for what is no catalogue at all, empty, damaged, not UTF-8 or over
    a limit (`TooMuchError`).
    """
    text = _decoded(data)
    refuse_too_much(text)
    return text


def refuse_too_much(text: str) -> None:
    """Raise `TooMuchError` for the text of a catalogue, sound or damaged, over a limit."""
    if over := limits.of_catalogue(text):
        raise TooMuchError(f"{over.message}; or {BACK}", over.line)


def _decoded(data: bytes) -> str:
    if len(data) > limits.FILE:
        raise TooMuchError(limits.too_large(limits.FILE), 1)
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise GrammarError(f"is empty; {BACK}; with none, delete it and run 'editions update'", 1)
    _refuse_others(data)
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    # The two bytes gettext's compiled form separates texts with.
    if separator := re.search(rb"[\0\4]", data):
        zeros = not data.strip(b"\0\n")
        what = "holds nothing but bytes 0" if zeros else f"holds a byte {separator[0][0]}"
        raise GrammarError(f"{what}: the file is damaged; {BACK}", _line(data, separator.start()))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        raise GrammarError(_not_utf8(data, error), line) from None


def text_of(data: bytes) -> tuple[str, str]:
    """Give the text of a catalogue that cannot be read, and its encoding, to write it back by.

    Letters of no encoding are surrogates. Raises `GrammarError` for what is no text.
    """
    wide = _wide(data)
    if not wide:
        _refuse_others(data)
    for name in [wide] if wide else ["utf-8", _guess(data)]:
        with suppress(UnicodeDecodeError):
            if name and (text := data.decode(name)).encode(name) == data:
                return text, name
    if wide:
        raise GrammarError(f"is {wide}, and damaged; {_convert(wide)}", 1)
    return data.decode("utf-8", "surrogateescape"), "utf-8"


def refuse_charset(content_type: str, line: int) -> None:
    """Raise `GrammarError` if a header says that the text is anything but UTF-8."""
    charset = _CHARSET.search(content_type)
    if charset and charset[1].lower() not in _HARMLESS:
        message = (
            f"the header says the text is {charset[1]}, but it reads as UTF-8; "
            "look whether the letters are right, then write charset=UTF-8 there"
        )
        raise GrammarError(message, line)


def _refuse_others(data: bytes) -> None:
    """Refuse what was saved under a catalogue's name and is none."""
    for beginning, what in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise GrammarError(f"this is {what}, not a catalogue; {BACK}", 1)
    start = data[:2000].removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(start):
        message = f"this is a web page, not a catalogue: an error page was saved; {BACK}"
        raise GrammarError(message, 1)
    if _MARKUP.match(start):
        message = f"this is XML, not a catalogue; export it as PO (gettext); {BACK}"
        raise GrammarError(message, 1)
    if wide := _wide(data):
        name = wide.removesuffix("LE").removesuffix("BE")
        marked = data.startswith(tuple(_WIDE))
        raise GrammarError(f"is {name}; {_convert(name if marked else wide)}", 1)


def _wide(data: bytes) -> str | None:
    """Name an encoding of two or four bytes a letter, by its mark or by its zero bytes."""
    for mark, name in _WIDE.items():
        if data.startswith(mark):
            return name
    if len(data) < 4 or b"\0" not in data[:2]:
        return None
    for name in ("UTF-16LE", "UTF-16BE"):
        try:
            text = data[: len(data) // 2 * 2].decode(name)
        except UnicodeDecodeError:
            continue
        if "msgid" in text:
            return name
    return None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    if likely := _guess(data):
        return f"is not UTF-8, it looks like {_CYRILLIC[likely]}; {_convert(likely)}"
    byte = data[error.start]
    return f"is not UTF-8: the byte {byte:02X} begins no letter; retype that word, or {BACK}"


def _guess(data: bytes) -> str | None:
    """Guess which of the old encodings of Cyrillic letters it is, by what reads like prose."""
    high = data.translate(None, _ASCII)[:_SAMPLE]
    if len(high) < 3:
        return None
    scores = {name: _likeness(high.decode(name, "replace")) for name in _CYRILLIC}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 1 else None


def _likeness(text: str) -> float:
    """Give the share of small Cyrillic letters, and that of the frequent ones, added up."""
    small = sum("а" <= letter <= "ў" for letter in text)
    return (small + sum(letter in _FREQUENT for letter in text)) / len(text)


def _convert(encoding: str) -> str:
    name = encoding.replace("_", "-").upper()
    return f"save it as UTF-8 (iconv -f {name} -t UTF-8 FILE), and write charset=UTF-8 in it"


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
