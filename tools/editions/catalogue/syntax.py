"""The grammar of a PO file, read strictly: text in, polib's entries out.

polib's own reader is not used because it skips ``#~|`` lines and trailing comments,
refuses ``#comment``, takes a bare U+2028 for a line end and tells too little about what
is wrong. Every message remembers the lines it was read from, so that writing it
unchanged gives the same bytes whatever tool had wrapped them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

import polib

BLANK = " \t\f\v"
ESCAPES = {
    "\\": "\\",
    '"': '"',
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}
_WRITTEN = str.maketrans({character: f"\\{letter}" for letter, character in ESCAPES.items()})

_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)[ \t]*(?=")')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"$')
_AFTER = {
    "": {"msgctxt", "msgid"},
    "msgctxt": {"msgid"},
    "msgid": {"msgid_plural", "msgstr"},
    "msgid_plural": {"msgstr[0]"},
    "msgstr": set[str](),
}


class GrammarError(Exception):
    """A line that no PO file has; `line` counts from 1."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.message = message
        self.line = line


class Message(polib.POEntry):
    """An entry that knows the lines it was read from (`raw`, blank lines before it included).

    `read_as` is what the entry would have been written as when it was read: as long as
    it still is, `raw` is what to write.
    """

    raw: str = ""
    read_as: str = ""


@dataclass(slots=True)
class _Draft:
    """A message while its lines are being read."""

    lines: list[str] = field(default_factory=list)
    translator: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    last: str = ""
    last_previous: str = ""
    line: int = 0
    obsolete: bool = False

    @property
    def complete(self) -> bool:
        return self.last.startswith("msgstr")


def parse(text: str) -> tuple[list[Message], str]:
    """Read the text of a PO file (LF line ends): its messages, and what stands after the last.

    The header is the message with an empty msgid. Raises `GrammarError`.
    """
    messages = []
    draft = _Draft()
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        bare = line.strip(BLANK)
        if draft.complete and not _continues(bare, draft):
            messages.append(_message(draft))
            draft = _Draft()
        _read_line(bare, draft, number)
        # References to source lines turn one new paragraph into a thousand-line diff.
        if not bare.startswith("#:"):
            draft.lines.append(line)
    if draft.complete:
        messages.append(_message(draft))
        return messages, ""
    if draft.last:
        message = "the file breaks off: this message has no msgstr; restore it from a backup"
        raise GrammarError(message, draft.line)
    return messages, "".join(f"{line}\n" for line in draft.lines)


def quoted(text: str) -> str:
    r"""Write a string as PO does.

    >>> print(quoted('a "b"\n'))
    "a \"b\"\n"
    """
    return f'"{text.translate(_WRITTEN)}"'


def _continues(bare: str, draft: _Draft) -> bool:
    body = bare.removeprefix("#~").lstrip(BLANK) if draft.obsolete else bare
    return body.startswith('"') or (draft.last != "msgstr" and body.startswith("msgstr["))


def _read_line(bare: str, draft: _Draft, number: int) -> None:
    if _CONFLICT.match(bare):
        _refuse("a merge-conflict mark; settle the conflict and remove the marks", number)
    obsolete = bare.startswith("#~") and not bare.startswith("#~|")
    body = bare[2:].lstrip(BLANK) if obsolete else bare
    if not body:
        return
    if body.startswith(("#|", "#~|")):
        _read_previous(body.partition("|")[2].lstrip(BLANK), draft, number)
    elif body.startswith("#"):
        _read_comment(body, draft, number)
    else:
        _read_string(body, draft, number, obsolete=obsolete)


def _read_comment(body: str, draft: _Draft, number: int) -> None:
    if draft.last:
        _refuse("a comment between msgid and msgstr; move it above the message", number)
    kind, rest = body[:2], body[2:]
    rest = rest.removeprefix(" ")
    if kind == "#,":
        draft.flags += [flag for item in rest.split(",") if (flag := item.strip(BLANK))]
    elif kind == "#.":
        draft.extracted.append(rest)
    elif kind != "#:":
        draft.translator.append(body[1:].removeprefix(" "))


def _read_previous(body: str, draft: _Draft, number: int) -> None:
    if match := _KEYWORD.match(body):
        if match[1].startswith("msgstr"):
            _refuse("a previous text can be msgctxt, msgid or msgid_plural", number)
        draft.last_previous = match[1]
        body = body[match.end() :]
    elif not draft.last_previous:
        _refuse("'#|' must be followed by msgid and a text in quotation marks", number)
    before = draft.previous.get(draft.last_previous, "")
    draft.previous[draft.last_previous] = before + _string(body, number)


def _read_string(body: str, draft: _Draft, number: int, *, obsolete: bool) -> None:
    if match := _KEYWORD.match(body):
        keyword = match[1]
        if keyword not in _AFTER.get(draft.last, set()) and keyword != _next_plural(draft.last):
            expected = " or ".join(sorted(_AFTER.get(draft.last, set()))) or "msgid"
            _refuse(f"{keyword} out of place; {expected} should stand here", number)
        if not draft.last:
            draft.line, draft.obsolete = number, obsolete
        draft.last = keyword
        draft.strings[keyword] = _string(body[match.end() :], number)
    elif body.startswith('"') and draft.last:
        draft.strings[draft.last] += _string(body, number)
    else:
        _refuse(f"no line of a catalogue: '{body[:40]}'", number)
    if obsolete != draft.obsolete:
        _refuse("a message is obsolete (#~) either whole or not at all", number)


def _next_plural(last: str) -> str:
    return f"msgstr[{int(last[7]) + 1}]" if last.startswith("msgstr[") else ""


def _string(body: str, number: int) -> str:
    if not (match := _STRING.match(body)):
        if len(body) > 1 and body.endswith('"') and not body.endswith('\\"'):
            _refuse('a quotation mark within the text must be written \\"', number)
        _refuse("the closing quotation mark is missing", number)

    def unescape(escape: re.Match[str]) -> str:
        if escape[1] not in ESCAPES:
            _refuse(f"unknown escape '{escape[0]}'; a backslash is written \\\\", number)
        return ESCAPES[escape[1]]

    return re.sub(r"\\(.)", unescape, match[1]) if "\\" in match[1] else match[1]


def _refuse(message: str, number: int) -> NoReturn:
    raise GrammarError(message, number)


def _message(draft: _Draft) -> Message:
    if draft.previous and "msgid" not in draft.previous:
        _refuse("the previous texts (#|) of this message lack a msgid", draft.line)
    strings = draft.strings
    message = Message(
        msgid=strings["msgid"],
        msgstr=strings.get("msgstr", ""),
        msgctxt=strings.get("msgctxt"),
        msgid_plural=strings.get("msgid_plural", ""),
        msgstr_plural={int(key[7]): text for key, text in strings.items() if key[6:7] == "["},
        obsolete=draft.obsolete,
        tcomment="\n".join(draft.translator),
        comment="\n".join(draft.extracted),
        flags=draft.flags,
        previous_msgctxt=draft.previous.get("msgctxt"),
        previous_msgid=draft.previous.get("msgid"),
        previous_msgid_plural=draft.previous.get("msgid_plural"),
        linenum=draft.line,
    )
    message.raw = "".join(f"{line}\n" for line in draft.lines)
    return message
