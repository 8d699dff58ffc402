"""The termbase, ``locale/termbase.csv``: what a term is called in each language, sorted by id.

Columns, in any order: ``id``; ``en``, ``be`` and ``ru``, the term in its base form, the
preferred first, then what else is allowed, parted by ``|``; ``forbidden``, what is not to be
written, in any language; ``status`` (preferred or abbreviation); ``note``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from editions.config import Publication
from editions.names.tables import SHIPPED, Row, location, parts, table
from editions.problems import Location, Problem, Severity

TERMBASE = "termbase.csv"
COLUMNS = ("id", "en", "be", "ru", "forbidden", "status", "note")
STATUSES = {"preferred", "abbreviation"}
APOSTROPHES = re.compile(r"['ʼ`]")
_ENDING = {"be": 2, "ru": 2}
"""How many letters at a word's end its case forms change at most, and may add besides."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the termbase: the allowed words of each language, the preferred first."""

    id: str
    en: tuple[str, ...]
    be: tuple[str, ...]
    ru: tuple[str, ...]
    forbidden: tuple[str, ...]
    status: str
    note: str
    line: int

    def words(self, language: str) -> tuple[str, ...]:
        """Give the allowed words of `language` (be, ru or en)."""
        return {"be": self.be, "ru": self.ru, "en": self.en}[language]


def termbase_path(publication: Publication) -> Path:
    """Give the publication's termbase, or, if it has none, the one Editions brings."""
    own = publication.locale / TERMBASE
    return own if own.is_file() else SHIPPED / TERMBASE


def rows(path: Path) -> tuple[Term, ...]:
    """Read the termbase without judging it; raise `EditionsError` if it is no table in UTF-8."""
    return tuple(_term(row) for row in table(path, COLUMNS).rows if row.cells["id"])


def load(path: Path, root: Path) -> tuple[tuple[Term, ...], list[Problem]]:
    """Read the termbase and judge it: every fault by file (relative to `root`) and line.

    Raises `EditionsError` if it is no table in UTF-8.
    """
    read = table(path, COLUMNS)
    told = [(1, f"column '{name}' is missing") for name in read.lacking]
    if not read.lacking:
        told += [(row.line, fault) for row in read.rows for fault in row.faults]
        told += _judged(read.rows)
    problems = [
        Problem("termbase", Severity.ERROR, Location(location(path, root), line), said)
        for line, said in sorted(told)
    ]
    return rows(path), problems


def _judged(read: Iterable[Row]) -> list[tuple[int, str]]:
    told = []
    last = ""
    lines: dict[str, int] = {}
    for row in read:
        cells = row.cells
        name = cells["id"]
        told += [
            (row.line, f"{name}: '{column}' is empty")
            for column in ("id", "en", "be", "ru", "status")
            if not cells[column]
        ]
        if name in lines:
            told.append((row.line, f"'{name}' stands in line {lines[name]} already"))
        elif name < last:
            told.append((row.line, f"'{name}' comes after '{last}'; sort the rows by id"))
        if cells["status"] and cells["status"] not in STATUSES:
            known = ", ".join(sorted(STATUSES))
            told.append((row.line, f"{name}: unknown status '{cells['status']}'; known: {known}"))
        lists = [column for column in ("en", "be", "ru", "forbidden") if cells[column]]
        told += [
            (row.line, f"{name}: an empty part in '{column}'; part them by one '|'")
            for column in lists
            if not all(part.strip() for part in cells[column].split("|"))
        ]
        lines.setdefault(name, row.line)
        last = max(last, name)
    return told


def _term(row: Row) -> Term:
    cells = row.cells
    return Term(
        id=cells["id"],
        en=parts(cells["en"]),
        be=parts(cells["be"]),
        ru=parts(cells["ru"]),
        forbidden=parts(cells["forbidden"]),
        status=cells["status"],
        note=cells["note"],
        line=row.line,
    )


class Termbase:
    """The terms of a publication, ready to search any number of texts for them."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._patterns: dict[str, tuple[tuple[str, re.Pattern[str], Term], ...]] = {}

    def found(self, text: str, language: str) -> list[tuple[int, Term]]:
        """Give the terms of a text with the place (in characters) each first stands at.

        In order; where two overlap the longest counts. English knows plurals, Belarusian and
        Russian any ending: good enough for a hint, not for a verdict.
        """
        if language not in self._patterns:
            self._patterns[language] = _patterns(self.terms, language)
        text = APOSTROPHES.sub("’", text)
        small = text.lower()
        hits: list[tuple[int, int, Term]] = []
        for head, pattern, term in self._patterns[language]:
            if head in small:
                hits += [(match.start(), -match.end(), term) for match in pattern.finditer(text)]
        taken: dict[str, tuple[int, Term]] = {}
        end = 0
        for start, minus_end, term in sorted(hits, key=lambda hit: (*hit[:2], hit[2].id)):
            if start >= end:
                taken.setdefault(term.id, (start, term))
                end = -minus_end
        return list(taken.values())


def found(text: str, terms: tuple[Term, ...], language: str) -> list[tuple[int, Term]]:
    """Give the terms of a text, as a `Termbase` of these does."""
    return _searched(terms).found(text, language)


@cache
def _searched(terms: tuple[Term, ...]) -> Termbase:
    return Termbase(terms)


def _patterns(
    terms: tuple[Term, ...], language: str
) -> tuple[tuple[str, re.Pattern[str], Term], ...]:
    """Give the patterns of all terms, each with what a text must hold for it to be tried."""
    return tuple(
        (_head(words, language), _pattern(words, language), term)
        for term in terms
        for words in term.words(language)
    )


def _head(words: str, language: str) -> str:
    first = APOSTROPHES.sub("’", words).split()[0]
    if words.upper() == words or language == "en":
        return first.lower()
    return _stem(first, language).lower()


def _pattern(words: str, language: str) -> re.Pattern[str]:
    """Make a pattern of a term in any of its forms; abbreviations are taken as they stand."""
    if words.upper() == words:
        return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    escaped = [_inflected(word, language) for word in APOSTROPHES.sub("’", words).split()]
    spaced = r"\s+".join(escaped)
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)


def _inflected(word: str, language: str) -> str:
    if language == "en":
        return rf"{re.escape(word)}(?:s|es|’s)?"
    stem = _stem(word, language)
    return rf"{re.escape(stem)}\w{{0,{len(word) - len(stem) + 3}}}"


def _stem(word: str, language: str) -> str:
    return word[: max(3, len(word) - _ENDING[language])]
