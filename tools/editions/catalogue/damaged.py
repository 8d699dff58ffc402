"""A damaged catalogue without persons and machines: cleaned line by line, since nobody can read it.

What a person wrote stays to the letter, and so does the encoding; what would name somebody is
taken out where it stands. Where that cannot be seen to have been done, nothing is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from editions.catalogue import faults, header
from editions.catalogue.syntax import GrammarError

_JOINED = r'"[ \t]*(?:\r\n|\r|\n)[ \t]*(?:#~[ \t]*)?"'
"""Where a tool has wrapped a text."""
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_FIELD = re.compile(
    r"(?:(?<![\w\\-])|(?<=\\n))(?P<name>[A-Za-z][\w-]*)(?P<colon>[ \t]*:)"
    r"(?P<value>(?:\\[^n\r\n]|[^\\\"\r\n]|"
    + _JOINED
    # A raw line end within the text, the commonest damage: what follows belongs to it.
    + r"|(?:\r\n|\r|\n)(?=[^\s\"#<=>|\r\n])(?!msg)[^\r\n\"]*)*)"
)
_STRING = re.compile(r'\s*(?:#~\s*)?(?:msg\w*(?:\[\d*\])?\s*)?"')
_IN_MESSAGE = re.compile(r'\s*(?:#~\s*)?(?:msg|")')
_BEGINS = re.compile(r'[\s\0]*(?:#~\s*)?(?:msgctxt|msgid)\b\s*"?(?P<text>[^"\s]*)')
_LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def cleaned(data: bytes) -> bytes:
    """Give the bytes of a catalogue that cannot be read, without what names somebody.

    Raises `GrammarError` for what is no text, over a limit, or tells of somebody all the same.
    """
    text, encoding = faults.text_of(data)
    faults.refuse_too_much(text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n"))
    mark = "\ufeff" * text.startswith("\ufeff")
    clean = mark
    for lines, is_header in _parts(_without_comments(_LINE.split(text.removeprefix(mark)))):
        clean += _FIELD.sub(_neutral if is_header else _known_neutral, "".join(lines))
    if found := _left(clean.replace("\0", "")):
        message = (
            f"{found[1]} in this damaged catalogue tells of a person or a machine; take that "
            "out or mend the catalogue, then add it again"
        )
        raise GrammarError(message, found[0])
    return clean.encode(encoding, "surrogateescape" if encoding == "utf-8" else "strict")


def _neutral(match: re.Match[str]) -> str:
    """Give a field of a header without what it tells."""
    name, value = match["name"], _plain(match["value"])
    kept = header.NEUTRAL.get(name, "")
    if value in {"", kept} or not header.is_dropped(name, value):
        return match[0]
    return f"{name}{match['colon']} {kept}"


def _known_neutral(match: re.Match[str]) -> str:
    """Do the same where any text may stand: with the fields that tools write alone."""
    return _neutral(match) if header.is_known(match["name"]) else match[0]


def _plain(value: str) -> str:
    return re.sub(_JOINED, "", value).strip()


def _parts(lines: Sequence[str]) -> Iterator[tuple[Sequence[str], bool]]:
    """Give the lines in runs: those of a header, and those between two.

    The file begins with a header, also where the line that says so is damaged.
    """
    start, is_header = 0, True
    for number, line in enumerate(lines):
        if not (match := _BEGINS.match(line)):
            continue
        begins = not match["text"] and _is_header(lines, number)
        if begins != is_header:
            yield lines[start:number], is_header
            start, is_header = number, begins
    yield lines[start:], is_header


def _is_header(lines: Sequence[str], number: int) -> bool:
    """Tell whether an empty msgid is followed by its msgstr: it is no beginning of a text."""
    following = (line.strip("\0 \t\r\n#~") for line in lines[number + 1 : number + 20])
    return next((each for each in following if each), "msgstr")[:1] != '"'


def _without_comments(lines: Sequence[str]) -> list[str]:
    """Take persons out of the comments; those above a header may hold names without any sign."""
    above = _above_headers(lines)
    numbers = [each for each in above if lines[each].lstrip(" \t\0").startswith("#")]
    bare = [lines[each].replace("\0", "").strip(" \t\r\n#~") for each in numbers]
    personal = {numbers[each] for each in header.personal_lines(bare)}
    personal |= {each for each in numbers if not _is_utf8(lines[each])}
    return [
        line if _STRING.match(line) else _without_traces(line)
        for number, line in enumerate(lines)
        if number not in personal and not line.lstrip().startswith("#:")
    ]


def _without_traces(line: str) -> str:
    plain = line.replace("\0", "")
    clean = header.without_traces(plain)
    return line if clean == plain else clean


def _above_headers(lines: Sequence[str]) -> list[int]:
    """Give the numbers of the lines that stand above a header, or where one should begin."""
    found: list[int] = []
    above: list[int] = []
    begun = False
    for number, line in enumerate(lines):
        bare = line.strip(" \t\r\n\0")
        if not bare or (bare.startswith(("#", *_MARKS)) and not _IN_MESSAGE.match(bare)):
            above.append(number)
            continue
        match = _BEGINS.match(bare)
        if not begun or (match and not match["text"] and _is_header(lines, number)):
            found += above
        above, begun = [], True
    return found if begun else above


def _is_utf8(line: str) -> bool:
    return not any("\udc80" <= letter <= "\udcff" for letter in line)


def _left(text: str) -> tuple[int, str] | None:
    """Find the first that still tells of somebody: a field, however it is broken, or a trace."""
    first = 1
    for lines, is_header in _parts(_LINE.split(text)):
        whole = "".join(lines)
        for match in _FIELD.finditer(re.sub(_JOINED, "", whole)):
            name, value = match["name"], match["value"].strip()
            told = header.is_known(name) or (is_header and header.told(name, value))
            if told and value not in {"", header.NEUTRAL.get(name)}:
                return first + whole[: max(whole.find(name), 0)].count("\n"), name
        for number, line in enumerate(lines if is_header else (), first):
            if header.traces(line):
                return number, "the header"
        first += len(lines)
    return None
