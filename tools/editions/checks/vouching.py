"""What people have vouched for: in a document by a comment, for a publication by its settings.

``.. ok: typo-dash, name-spelling`` stands before a passage (a paragraph, list, table, picture), or
before the title for the whole document. What somebody vouches for in a catalogue stands at its
message (`editions.catalogue.vouching`). What protects readers cannot be vouched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from editions.config import Publication, protected
from editions.documents import named
from editions.problems import Problem

_COMMENT = re.compile(r"(?P<indent>[ \t]*)\.\.[ \t]+ok:[ \t]*(?P<ids>\S.*?)[ \t]*")
_ADORNMENT = re.compile(r"([=\-~^\"'*+#.:_`])\1{2,}\s*")
_ITEM = re.compile(r"(?:[-*+•]|#\.|\(?\w{1,4}[.)])\s")
_ASIDE = re.compile(r"\.\.(?:\s|$)|:[\w-]+:")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a document, from 1, both included, and the checks somebody vouches against."""

    first: int
    last: int
    checks: frozenset[str]

    def covers(self, problem: Problem) -> bool:
        """Tell whether it is in these lines that one of these checks found something.

        What nobody may vouch for is never covered.
        """
        line = problem.location.line or 1
        is_here = problem.id in self.checks and self.first <= line <= self.last
        return is_here and protected(problem.id) is None


def settled(publication: Publication, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give what is left of problems when people's word is heard; twice changes nothing.

    Every verb asks here before it prints what a check has found, or counts it. What is vouched
    for in a catalogue was heard where the message was judged.
    """
    said: dict[str, tuple[Passage, ...]] = {}
    for problem in publication.weighed(problems):
        path = problem.location.path
        if path not in said:
            said[path] = tuple(_passages_of(publication, publication.root / path))
        if not any(each.covers(problem) for each in said[path]):
            yield problem


def _passages_of(publication: Publication, file: Path) -> Iterator[Passage]:
    """Give what is vouched for in a file; only documents say it by comments."""
    if file.suffix == ".rst" and file.is_relative_to(publication.docs):
        name = file.relative_to(publication.docs).with_suffix("").as_posix()
        yield from passages(named(publication, name).text)


def passages(text: str) -> Iterator[Passage]:
    """Give what the author of a document vouches for."""
    lines = text.splitlines()
    title = _first_title(lines)
    for number, line in enumerate(lines):
        if match := _COMMENT.fullmatch(line):
            checks = frozenset(re.split(r"[,\s]+", match["ids"]))
            if number < title:
                yield Passage(1, len(lines), checks)
            else:
                yield Passage(number + 1, _end(lines, number + 1, len(match["indent"])), checks)


def _first_title(lines: list[str]) -> int:
    """Give the line, from 0, where the first title stands; -1 if other text comes before it."""
    for number, line in enumerate(lines):
        under = lines[number + 1] if number + 1 < len(lines) else ""
        if line.strip() and (_ADORNMENT.fullmatch(line) or _ADORNMENT.fullmatch(under)):
            return number
        if line.strip() and not line.startswith((" ", "\t")) and not _ASIDE.match(line):
            return -1
    return -1


def _end(lines: list[str], start: int, indent: int) -> int:
    """Give the last line, from 1, of the passage that begins at or after a line, from 0.

    What is indented below belongs to it, and so do all the items of a list.
    """
    while start < len(lines) and (not lines[start].strip() or _COMMENT.fullmatch(lines[start])):
        start += 1
    is_list = start < len(lines) and _ITEM.match(lines[start].lstrip()) is not None
    end, is_apart = start, False
    for number in range(start, len(lines)):
        line = lines[number]
        if not line.strip():
            is_apart = True
            continue
        depth = len(line) - len(line.lstrip())
        goes_on = not is_apart or depth > indent or (is_list and _ITEM.match(line.lstrip()))
        if depth < indent or not goes_on:
            break
        end, is_apart = number, False
    return end + 1
