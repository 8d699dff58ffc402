"""Holding back what a translation must not be, and making safe to parse what it may be.

A translation is untrusted: docutils would carry out a directive in it. Let through is one
run of inline text with the markup of its source message (see `grammar`). What only looks
like a block (``2020. …``, ``- …``, a trailing ``::``) is text: it is published whole, with
the one escape that docutils reads as nothing. Every limit on size is set before docutils
sees a text, since its patterns take quadratic time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from editions import limits
from editions.catalogue import grammar, plain
from editions.catalogue.characters import strange
from editions.catalogue.grammar import Reading, Titled
from editions.catalogue.speech import is_verbatim
from editions.facts.sites import sites

LONGEST_WORD = 200
"""How long a run without spaces may be, if the source has none that is longer."""
SIGNS = 40
"""How many signs of markup a translation may have besides twice those of its source."""

_EXPLICIT = re.compile(r"\.\.(?:\s|\Z)")
_LITERAL_FOLLOWS = re.compile(r"(?<!\\)(?:\\\\)*::\Z")
_SILENCED = re.compile(r"(?<!\\)#(?=\s*noqa\s*\Z)")
_PARTED = re.compile(r"(?<! ) +: +")
_DEAD = re.compile(r"\b(?:javascript|vbscript|data|file)\s*:\s*[^\s«»]", re.IGNORECASE)

_LINE_ENDS = "\n"
_EMPTY = "holds no text; write some, or leave it empty"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Sphinx may parse of a translation, or None and why it is held back.

    `escaped` tells that the text holds an escape of ours, which only a parser takes away.
    """

    text: str | None
    why: str = ""
    escaped: bool = False


class _HeldBackError(Exception):
    """Why a translation is held back, as a predicate: "has a blank line; …"."""


def verdict(source: str, text: str, *, interface: bool = False) -> Verdict:
    """Judge a translation of the message `source`.

    `interface` is for the words of ``sphinx.po``, which are no reStructuredText: theme and
    code put them into HTML and fill in their places.
    """
    try:
        _bounded(source, text)
        _hold_back(strange(source, text))
        if interface:
            _hold_back(plain.fault(source, text))
            _hold_back(_disguised(source, plain.titled(source), plain.titled(text)))
            return Verdict(text)
        if is_verbatim(source):
            return Verdict(_verbatim(text))
        if "\n" in source:
            return Verdict(_in_lines(source, text))
        line = _one_line(text)
        published = _closed(source, line)
    except _HeldBackError as held:
        return Verdict(None, str(held))
    return Verdict(published, escaped=published != line)


def _hold_back(why: str | None) -> None:
    if why:
        raise _HeldBackError(why)


def _bounded(source: str, text: str) -> None:
    """Hold back what would take docutils more than its share of time."""
    if len(text) > limits.MESSAGE:
        raise _HeldBackError(limits.too_long(text))
    most = 3 * len(source) + 500
    if len(text) > most:
        message = f"has {len(text)} characters, the most here are {most}; shorten it"
        raise _HeldBackError(message)
    longest = max(map(len, text.split()), default=0)
    if longest > max(LONGEST_WORD, *map(len, source.split()), 0):
        raise _HeldBackError(f"has a word of {longest} characters; put spaces into it")
    signs = limits.signs(text)
    if limits.is_tangled(text):
        raise _HeldBackError(limits.TANGLED)
    if signs > 2 * limits.signs(source) + SIGNS:
        raise _HeldBackError(f"has {signs} signs of markup; the source has far fewer")


def _verbatim(text: str) -> str:
    """Let through what is shown letter by letter, and never parsed."""
    if not text.strip():
        raise _HeldBackError(_EMPTY)
    return f"{text.strip(_LINE_ENDS)}\n"


def _in_lines(source: str, text: str) -> str:
    """Let through inline markup of several lines (``parsed-literal``), which keep their ends."""
    text = text.strip(_LINE_ENDS)
    if not grammar.is_plain(text) or not grammar.is_plain(source):
        text, _ = _same_markup(source, text)
    if not text.strip():
        raise _HeldBackError(_EMPTY)
    return text


def _one_line(text: str) -> str:
    """Join the lines of a translation; hold back a second paragraph."""
    text = text.strip()
    if not text:
        raise _HeldBackError(_EMPTY)
    if re.search(r"\n[ \t]*\n", text):
        raise _HeldBackError("has a blank line; a translation is one paragraph: delete the line")
    line = re.sub(r"(?<![ \t])[ \t]*[\n\t][ \t]*", " ", text)
    if _EXPLICIT.match(line):
        message = "begins with '..', which starts a directive or a comment; begin otherwise"
        raise _HeldBackError(message)
    return line


def _closed(source: str, line: str) -> str:
    """Give the text to publish of a line that keeps to the closed grammar."""
    quiet = False
    if not grammar.is_plain(line) or not grammar.is_plain(source):
        line, quiet = _same_markup(source, line)
    if len(_PARTED.findall(line)) > len(_PARTED.findall(source)):
        line = _unparted(line)
    if _PARTED.search(line):
        _refuse_parts(source, line)
    line = _as_one_paragraph(source, line)
    # Sphinx complains of references in another order or words, which are right here.
    return f"{line} # noqa" if quiet else line


def _same_markup(source: str, line: str) -> tuple[str, bool]:
    """Compare the markup of source and translation.

    Gives the line with its references bound, and whether they are written otherwise.
    """
    expected, found = grammar.read(source), grammar.read(line)
    bound = _bound(expected, found, line)
    found = grammar.read(bound)
    if len(found.faults) > len(expected.faults):
        raise _HeldBackError(_unbalanced(found.faults[0], line))
    if not found.text.strip():
        raise _HeldBackError(_EMPTY)
    _hold_back(_difference(expected, found, line))
    _hold_back(_disguised(expected.text, expected.titled, found.titled))
    if (match := _DEAD.search(line)) and match[0].lower() not in source.lower():
        raise _HeldBackError(f"has '{match[0]}', which the source lacks; delete it")
    return bound, expected.ordered != found.ordered


def _disguised(source: str, expected: Iterable[Titled], found: Iterable[Titled]) -> str | None:
    """Say which link has the words of another address, or none that anybody sees.

    `expected` are the links of the source, which reads as `source`.
    """
    known = sites(source)
    said: dict[str, int] = {}
    for title, target in expected:
        said[target] = max(_seen(title), said.get(target, 0))
    for title, target in found:
        # The source may have a mark for a link as well: [1], «→».
        least = 0 if said.get(target, 0) < len("page") else 1
        if _seen(title) <= least and said.get(target, 0) > least:
            words = f"'{title.strip()}' alone" if title.strip() else "no words"
            return f"has {words} on the link to <{target}>, which readers overlook; write some"
        if target.endswith("_"):
            continue  # where a name leads, its document says
        own = sites(target)
        for site in sites(title):
            if not site.is_told_by([*own, *known]) and not any(map(site.is_at, own)):
                return (
                    f"has the words '{site.host}' on the link to <{target}>; write where it leads"
                )
    return None


def _seen(title: str) -> int:
    """Count the letters and figures of a link's words: what a reader sees to be a link."""
    return sum(map(str.isalnum, title))


def _difference(source: Reading, text: Reading, line: str) -> str | None:
    """Say which marks are lost and which are new."""
    lost = sorted(mark.shown for mark in (source.marks - text.marks).elements())
    added = sorted(mark.shown for mark in (text.marks - source.marks).elements())
    parts = [f"lacks {', '.join(lost)} of the source"] if lost else []
    parts += [f"has {', '.join(added)}, which the source lacks"] if added else []
    glued = next((mark for mark in lost if mark in line), None)
    if glued:
        parts.append(f"put a space, or a backslash and a space, before {glued} and after it")
    return " and ".join(parts) or None


def _unbalanced(sign: str, line: str) -> str:
    """Say what is wrong with a sign that opens or closes nothing, and how to write it."""
    mark = re.escape(sign)
    if after := re.search(rf"{mark}(?![\s{mark}])([^{mark}]*[^\s{mark}]){mark}(?=\w)(\w+)", line):
        right = f"{sign}{after[1]}{sign}\\ {after[2]}"
        return f"has markup that a letter follows; write {right}"
    if before := re.search(rf"(\w+){mark}(?![\s{mark}])([^{mark}]*[^\s{mark}]){mark}", line):
        right = f"{before[1]}\\ {sign}{before[2]}{sign}"
        return f"has markup that a letter precedes; write {right}"
    escaped = "".join(f"\\{letter}" for letter in sign)
    return f"has a '{sign}' without its other half; add it, or write {escaped} if it is text"


def _bound(source: Reading, text: Reading, line: str) -> str:
    """Bind a translated reference to the target its source has: ``…_`` → ``… <name_>``.

    Else its words, whatever a translator writes, would choose another target of the document.
    """
    loose = [named for named in text.named if named.mark not in source.marks]
    if not loose:
        return line
    free = [
        mark.shown.strip("<>")
        for mark in source.marks - text.marks
        if mark.kind == "reference" and mark.shown.startswith("<")
    ]
    raw = loose[0].raw
    if len(free) != 1 or len(loose) != 1 or line.count(raw) != 1:
        wanted = " and ".join(f"`… <{name}>`__" for name in free)
        message = f"has {', '.join(each.raw for each in loose)}, which the source lacks"
        raise _HeldBackError(f"{message}; write {wanted}" if wanted else message)
    return line.replace(raw, f"`{raw.rstrip('_').strip('`')} <{free[0]}>`__")


def _unparted(line: str) -> str:
    """Escape a colon between spaces, at which Sphinx cuts a term of a glossary in two."""
    parts = re.split(r"(``.+?``)", line)
    parts[::2] = [_PARTED.sub(_escaped_colon, part) for part in parts[::2]]
    made = "".join(parts)
    if grammar.read(made).text.split() != grammar.read(line).text.split():
        raise _HeldBackError("has a colon between two spaces within markup; delete one space")
    return made


def _escaped_colon(match: re.Match[str]) -> str:
    return match[0].replace(":", "\\:")


def _refuse_parts(source: str, line: str) -> None:
    """Hold back a term whose first part, taken alone, is other markup than the source's."""
    first = grammar.read(_PARTED.split(line)[0])
    if first.faults or first.marks - grammar.read(source).marks:
        raise _HeldBackError("has a colon between two spaces within markup; delete one space")


def _as_one_paragraph(source: str, line: str) -> str:
    """Escape what docutils or Sphinx would take for more than text, at both ends."""
    if _LITERAL_FOLLOWS.search(source) and _LITERAL_FOLLOWS.search(line):
        # Of "as follows::" readers see one colon, of "as follows ::" none.
        line = line[:-2].rstrip() if line[-3:-2] == " " else line[:-1]
    if line.endswith("::"):
        line = f"{line[:-1]}\\:"
    line = _SILENCED.sub(r"\\#", line)
    return f"\\ {line}" if grammar.begins_block(line) else line
