"""What of a text is running text: markup, addresses and marked quotations are blanked out.

Every function keeps the length of the text, so that offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from editions.config import AUTONYMS

BLANK = "|"
"""Stands where something was taken out: neither a letter nor a space, so no name spans it."""

_ADDRESS = re.compile(r"\b(?:https?|ftp|mailto|tel):[^\s<>`\"«»“”]+|[\w.+-]+@[\w-]+\.[\w.-]*\w")
_SITE = re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:by|ru|com|org|net|info|eu|ua)\b(?:/\S*)?")
_LITERAL = re.compile(r"``.+?``", re.DOTALL)
_ROLE = re.compile(r":(?P<role>[\w.+:-]+):`(?P<text>[^`]*)`", re.DOTALL)
_LINK = re.compile(r"`(?P<text>[^`<]*)(?P<target><[^>`]*>)`_{1,2}")
_TARGET = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]+)>\Z", re.DOTALL)
_CALL = re.compile(r"\[#?(?=[^\]]*[^\W\d_])[\w.:+-]+\]_")
"""A label of a citation, or of a named note."""
_SUBSTITUTION = re.compile(r"(?<![\w|])\|[^|\s][^|\n]*\|(?!\w)")
_MARKS = re.compile(r"[`|]|\]_")
_ADDRESSED_BY = re.compile(r"@|:[^\s<>`\"«»“”]|\.(?:by|ru|com|org|net|info|eu|ua)\b")
"""Without such a sign a text has no markup that is blanked out, or no address."""

_ADDRESSED = {"doc", "ref", "numref", "download", "any", "term"}
_ADORNMENT = re.compile(r"([=\-~^\"'*+#.:_`])\1{2,}\s*\Z")
_FIELD = re.compile(r":[\w -]+:(\s|\Z)")
_MARKER = re.compile(r"\.\.(?:\s+|\Z)")
_TALKING = re.compile(r"\.\.\s+(?:\[[^\]]+\]|[\w-]+::)\s*")
_SILENT_DIRECTIVES = re.compile(
    r"\.\.\s+(?:toctree|image|figure|code|code-block|raw|math|include|literalinclude|highlight"
    r"|contents|index|meta)::"
)
_FOREIGN = re.compile(r"\.\.\s+(?P<directive>container|rst-class|class)::.*?\blanguage-\w")
"""A passage that says itself in what language it is."""
_SWITCH = re.compile(r"\.\.\s+names:\s*(?P<to>on|off)\s*\Z")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention that the author marked: ``:name:`Магілёве <by-mahiliou>```."""

    id: str
    text: str
    start: int
    end: int


def readable(text: str) -> str:
    """Blank out of inline text what is no running text of its language."""
    plain = _unmarked(text) if _MARKS.search(text) else text
    if _ADDRESSED_BY.search(plain) is None:
        return plain
    kept = list(plain)
    for pattern in (_ADDRESS, _SITE):
        _blank(kept, (match.span() for match in pattern.finditer(plain)))
    return "".join(kept)


def _unmarked(text: str) -> str:
    """Blank out what is markup."""
    kept = list(text)
    for pattern in (_LITERAL, _SUBSTITUTION, _CALL):
        _blank(kept, (match.span() for match in pattern.finditer(text)))
    for match in _ROLE.finditer("".join(kept)):
        _blank(kept, _of_role(match))
    for match in _LINK.finditer("".join(kept)):
        _blank(kept, [match.span("target")])
    return "".join(kept)


def marked(text: str) -> tuple[Marked, ...]:
    """Give the mentions that an author has marked with an id."""
    found: list[Marked] = []
    if ":name:`" not in text:
        return ()
    for match in _ROLE.finditer(_LITERAL.sub(lambda literal: BLANK * len(literal[0]), text)):
        if match["role"] == "name" and (inside := _TARGET.match(match["text"])):
            found.append(Marked(inside["target"].strip(), inside["text"], *match.span()))
    return tuple(found)


def document(text: str) -> tuple[str, str]:
    """Blank out all but the running text of a document.

    Gives that, and the same with the passages silenced by ``.. names: off`` alone: what
    comes before the first title silences the whole document.
    """
    lines = text.splitlines(keepends=True)
    speaks = [_speaks(line) for line in lines]
    _silence_blocks(lines, speaks)
    off = _switched_off(lines)
    kept = [
        line if said and not silent else _blanked(line)
        for line, said, silent in zip(lines, speaks, off, strict=True)
    ]
    silent = [line if silent else _blanked(line) for line, silent in zip(lines, off, strict=True)]
    for number, line in enumerate(kept):
        if match := _TALKING.match(line.lstrip()):
            indent = len(line) - len(line.lstrip())
            kept[number] = " " * indent + _blanked(match[0]) + line.lstrip()[match.end() :]
    return readable("".join(kept)), "".join(silent)


def _speaks(line: str) -> bool:
    bare = line.strip()
    if _ADORNMENT.match(bare) or _SWITCH.match(bare) or _FIELD.match(bare):
        return False
    return not (_MARKER.match(bare) and not _TALKING.match(bare))


def _silence_blocks(lines: list[str], speaks: list[bool]) -> None:
    """Silence what is indented below a comment, a silent directive or a ``::``.

    So is a passage that names its own language, by a container or by a class before it.
    """
    depth = -1
    follows = inside = False  # the block after a class of its own, and whether we are in it
    for number, line in enumerate(lines):
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and bare and indent > depth:
            speaks[number] = follows = False
            continue
        if bare:
            depth = -1
        foreign = _FOREIGN.match(bare)
        inside = bool(bare) and (inside or follows) and not foreign
        if inside:
            speaks[number] = follows = False
            continue
        if foreign:
            follows = foreign["directive"] != "container"
        silent = (
            foreign
            or _SILENT_DIRECTIVES.match(bare)
            or (_MARKER.match(bare) and not _TALKING.match(bare))
        )
        if silent:
            speaks[number] = False
        if silent or (bare.endswith("::") and speaks[number] and not _TALKING.match(bare)):
            depth = indent


def _switched_off(lines: list[str]) -> list[bool]:
    titles = (
        number
        for number, line in enumerate(lines[1:], 1)
        if _ADORNMENT.match(line.strip()) and lines[number - 1].strip()
    )
    first_title = next(titles, len(lines))
    off, result = False, []
    for number, line in enumerate(lines):
        if match := _SWITCH.match(line.strip()):
            off = match["to"] == "off"
            if off and number < first_title:
                return [True] * len(lines)
        result.append(off)
    return result


def _of_role(match: re.Match[str]) -> list[tuple[int, int]]:
    """Give the spans of a role that are no running text."""
    name, text, start = match["role"], match["text"], match.start("text")
    inside = _TARGET.match(text)
    if name in AUTONYMS or (name == "name" and inside) or (name in _ADDRESSED and not inside):
        return [match.span()]
    spans = [(match.start(), start), (match.end() - 1, match.end())]
    if inside:
        spans.append((start + inside.end("text"), start + len(text)))
    return spans


def _blank(kept: list[str], spans: Iterable[tuple[int, int]]) -> None:
    for start, end in spans:
        for place in range(start, end):
            if kept[place] != "\n":
                kept[place] = BLANK


def _blanked(line: str) -> str:
    return re.sub(r"[^\r\n]", BLANK, line)
