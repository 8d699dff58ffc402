"""The grammar of a PO file, read strictly: text in, polib's entries out.

polib's own reader is not used because it skips ``#~|`` lines and trailing comments,
refuses ``#comment``, takes a bare U+2028 for a line end and tells too little about what
is wrong. How a tool had wrapped the lines is forgotten: there is one way to write them.
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
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid)(?!\w)|(msgstr)(?!\w)(?:\s*\[\s*([0-9])\s*\])?")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})(?![0-9A-Fa-f])|(.))")
_TEXT = r'"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"\n'
_ORDINARY = re.compile(
    rf"((?:#(?:[ .:,][^\n]*)?\n)*+)(?:#\| msgid {_TEXT})?msgid {_TEXT}msgstr {_TEXT}"
    r"(?:\Z|\n(?=[#m]))"
)
"""A message as nearly all are: comments, a previous msgid, a line for each text, an empty one."""
_STICKY = re.compile(r"#= *[a-z][\w-]*(?: *, *[a-z][\w-]*)*")
"""The flags of gettext 1.0 that stand apart; a line of '#=====' is a remark."""
_MARKED = ("#,", "#.", "#:", "#|", "#~", "#=")
_AFTER = {
    "": {"msgctxt", "msgid"},
    "msgctxt": {"msgid"},
    "msgid": {"msgid_plural", "msgstr"},
    "msgid_plural": {"msgstr[0]"},
    "msgstr": set[str](),
}
BACK = "'git checkout -- FILE' brings back the last one committed"
"""What to do about a damaged file."""


class GrammarError(Exception):
    """A line that no PO file has; `line` counts from 1."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.message = message
        self.line = line


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
    untouched: bool = True
    """Whether none of its lines has been read."""

    @property
    def complete(self) -> bool:
        return self.last.startswith("msgstr") and self.last in self.strings


def parse(text: str) -> tuple[list[polib.POEntry], str]:
    """Read the text of a PO file (LF line ends): its messages, and the comments after the last.

    The header is the message with an empty msgid. Raises `GrammarError`.
    """
    messages = []
    draft = _Draft()
    # Whole files end with a line end.
    cut = text.count("\n") + 1 if text and not text.endswith("\n") else 0
    place = number = 0
    while place < len(text):
        begun, number = place, number + 1
        end = text.find("\n", place)
        line = text[place:] if end < 0 else text[place:end]
        place += len(line) + 1
        bare = line.strip(BLANK)
        if not bare:
            continue  # a text may go on below an empty line
        if draft.complete and not _continues(bare, draft):
            messages.append(_message(draft))
            draft = _Draft()
        if draft.untouched and (ordinary := _ORDINARY.match(text, begun)):
            messages.append(_message(_ordinary(ordinary, number)))
            place, number = ordinary.end(), number + ordinary[0].count("\n") - 1
            continue
        draft.untouched = False
        try:
            _read_line(bare, draft, number)
        except GrammarError:
            if number == cut:
                _refuse(f"the file breaks off within this line; {BACK}", number)
            raise
        # References to source lines turn one new paragraph into a thousand-line diff.
        if not bare.startswith("#:"):
            draft.lines.append(line)
    if draft.complete:
        messages.append(_message(draft))
        return messages, ""
    if draft.last:
        _refuse(f"the file breaks off: this message has no msgstr; {BACK}", draft.line)
    return messages, "".join(f"{line}\n" for line in draft.lines)


def quoted(text: str) -> str:
    r"""Write a string as PO does.

    >>> print(quoted('a "b"\n'))
    "a \"b\"\n"
    """
    return f'"{text.translate(_WRITTEN)}"'


def _continues(bare: str, draft: _Draft) -> bool:
    body = bare.removeprefix("#~").lstrip(BLANK) if draft.obsolete else bare
    return body.startswith('"') or (draft.last != "msgstr" and body.startswith("msgstr"))


def _ordinary(found: re.Match[str], number: int) -> _Draft:
    """Read a message of the ordinary form, which begins in that line, as line by line."""
    comments, *texts = found.groups()
    draft = _Draft()
    for line in comments.split("\n")[:-1]:
        _read_comment(line.rstrip(BLANK), draft, number)
        number += 1
    previous, msgid, msgstr = (
        _unescaped(text, line) if text and "\\" in text else text
        for line, text in enumerate(texts, number - (texts[0] is None))
    )
    draft.line = number + (texts[0] is not None)
    if previous is not None:
        draft.previous["msgid"] = previous
    draft.strings, draft.last = {"msgid": msgid, "msgstr": msgstr}, "msgstr"
    return draft


def _read_line(bare: str, draft: _Draft, number: int) -> None:
    if _CONFLICT.match(bare):
        _refuse("a merge-conflict mark; keep one of the two sides and delete the marks", number)
    obsolete = bare.startswith("#~") and not bare.startswith("#~|")
    body = bare[2:].lstrip(BLANK) if obsolete else bare
    if not body:
        return
    if body.startswith(("#|", "#~|")):
        _read_previous(body.partition("|")[2].lstrip(BLANK), draft, number)
    elif body.startswith("#"):
        _read_comment(body, draft, number)
    else:
        _read_strings(body, draft, number, obsolete=obsolete)


def _read_comment(body: str, draft: _Draft, number: int) -> None:
    if draft.last:
        _refuse("a comment between msgid and msgstr; move it above the message", number)
    kind, rest = body[:2], body[2:]
    rest = rest.removeprefix(" ")
    if kind == "#," or _STICKY.fullmatch(body):
        draft.flags += [flag for item in rest.split(",") if (flag := item.strip(BLANK))]
    elif kind == "#.":
        draft.extracted.append(rest)
    elif kind != "#:":
        draft.translator.append(body[1:].removeprefix(" "))


def _read_previous(body: str, draft: _Draft, number: int) -> None:
    if match := _KEYWORD.match(body):
        if match[2]:
            _refuse("a previous text can be msgctxt, msgid or msgid_plural", number)
        draft.last_previous = match[1]
        draft.previous.setdefault(match[1], "")
        body = body[match.end() :].lstrip(BLANK)
    elif not draft.last_previous:
        _refuse("'#|' must be followed by msgid and a text in quotation marks", number)
    while body:
        text, body = _string(body, number)
        draft.previous[draft.last_previous] += text


def _read_strings(body: str, draft: _Draft, number: int, *, obsolete: bool) -> None:
    """Read what a line holds: a keyword and its text, or one of them, or several texts."""
    while body:
        if match := _KEYWORD.match(body):
            keyword = match[1] or match[2] + (f"[{match[3]}]" if match[3] else "")
            _begin(keyword, draft, number, obsolete=obsolete)
            body = body[match.end() :].lstrip(BLANK)
        elif body.startswith('"') and draft.last:
            text, body = _string(body, number)
            draft.strings[draft.last] = draft.strings.get(draft.last, "") + text
        elif body.startswith("#") and draft.complete and not body.startswith(_MARKED):
            draft.translator.append(body[1:].removeprefix(" "))
            body = ""
        else:
            _refuse(f"no line of a catalogue: '{body[:40]}'; {BACK}", number)
    if obsolete != draft.obsolete:
        _refuse("a message is obsolete (#~) either whole or not at all", number)


def _begin(keyword: str, draft: _Draft, number: int, *, obsolete: bool) -> None:
    following = _AFTER.get(draft.last, set())
    if keyword not in following and keyword != _next_plural(draft.last):
        expected = " or ".join(sorted(following)) or "msgid"
        below = " on a line of its own" if draft.complete else ""
        _refuse(f"{keyword} out of place; {expected} should stand here{below}", number)
    if draft.last and draft.last not in draft.strings:
        _refuse(f"{draft.last} has no text; write one in quotation marks", number)
    if not draft.last:
        draft.line, draft.obsolete = number, obsolete
    draft.last = keyword


def _next_plural(last: str) -> str:
    return f"msgstr[{int(last[7]) + 1}]" if last.startswith("msgstr[") else ""


def _string(body: str, number: int) -> tuple[str, str]:
    """Read the string a line begins with: its text, and the rest of the line."""
    if not (match := _STRING.match(body)):
        _refuse("the closing quotation mark is missing", number)
    rest = body[match.end() :].lstrip(BLANK)
    if rest and not rest.startswith(('"', "#")) and not _KEYWORD.match(rest):
        _refuse('a quotation mark within the text must be written \\"', number)
    return (_unescaped(match[1], number) if "\\" in match[1] else match[1]), rest


def _unescaped(text: str, number: int) -> str:
    def unescape(escape: re.Match[str]) -> str:
        if escape[3]:
            if escape[3] not in ESCAPES:
                _refuse(f"unknown escape '{escape[0]}'; a backslash is written \\\\", number)
            return ESCAPES[escape[3]]
        # \320\241 is С, byte by byte, as 'msgcat --escape' writes it.
        byte = int(escape[1], 8) if escape[1] else int(escape[2], 16)
        if byte in {0, 4} or byte > 255:
            _refuse(f"'{escape[0]}' stands for no letter; a backslash is written \\\\", number)
        return chr(byte) if byte < 128 else chr(0xDC00 + byte)

    try:
        return _ESCAPE.sub(unescape, text).encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError:
        return _refuse("the escapes of this text give no UTF-8; type the letters", number)


def _refuse(message: str, number: int) -> NoReturn:
    raise GrammarError(message, number)


def _message(draft: _Draft) -> polib.POEntry:
    if draft.previous and "msgid" not in draft.previous:
        _refuse("the previous texts (#|) of this message lack a msgid", draft.line)
    strings = draft.strings
    return polib.POEntry(
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
