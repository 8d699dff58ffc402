"""The register of names, ``locale/gazetteer.csv``: one row a name, sorted by id.

Columns, in any order: ``id``; ``kind``, one of `KINDS`; ``be`` and ``ru``; ``en``, an English
form that no rule yields or that holds in every scheme, with its ``reason``; ``seat``, the id
of the town a district or region is named after; ``variants``, other known spellings in any
of the languages, abbreviations and surnames alone included, one that belongs to some of them
alone with these before it (``be:ЗША``); ``be_forms`` and ``ru_forms``,
case forms that no rule yields; ``lat`` and ``lon`` in degrees; ``region``; ``geonameid``;
``source``, where point and id are from (what else comes from elsewhere, ``notes`` say);
``common_word`` (be, ru, en or be+ru: the lower-case form is a word of that language);
``ambiguous``, what else it can mean; ``notes``. Lists are parted by ``|``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from editions.config import Publication
from editions.names.surnames import with_surnames
from editions.names.tables import SEPARATOR, SHIPPED, Row, location, parts, table
from editions.problems import Location, Problem, Severity

GAZETTEER = "gazetteer.csv"
COLUMNS = (
    *("id", "kind", "be", "ru", "en", "reason", "seat", "variants", "be_forms", "ru_forms"),
    *("lat", "lon", "region", "geonameid", "source", "common_word", "ambiguous", "notes"),
)
KINDS = frozenset(
    {
        *("area", "body", "city", "continent", "country", "district", "facility", "forest"),
        *("island", "lake", "person", "place", "quarter", "region", "river", "sea", "settlement"),
        *("border crossing", "town", "training ground", "village"),
    }
)
ALPHABETS = {
    "be": frozenset("абвгґдеёжзійклмнопрстуўфхцчшыьэюя"),
    "ru": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
}
LANGUAGES = frozenset({*ALPHABETS, "en"})
SCHEME = "national_2007_be"
"""The scheme an English form is measured by: what needs no override in it needs none at all."""

_BOUND = re.compile(r"(?:(?P<language>[a-z]{2,3}): *)?(?P<text>.+)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ`][^\W\d_]+)*")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """One row of the register; `line` is its line in the file, counted from 1."""

    id: str
    kind: str
    be: str
    ru: str
    en: str
    reason: str
    seat: str
    variants: tuple[str, ...]
    be_forms: tuple[str, ...]
    ru_forms: tuple[str, ...]
    lat: float | None
    lon: float | None
    region: str
    geonameid: str
    source: str
    common_word: tuple[str, ...]
    ambiguous: str
    notes: str
    line: int
    bound: tuple[tuple[str, str], ...] = ()
    """A language and a variant that belongs to it: to no language that has no such pair."""

    def of_others(self, language: str) -> frozenset[str]:
        """Give the variants that belong to other languages alone: США in Belarusian."""
        own = {text for owner, text in self.bound if owner == language}
        return frozenset(text for _, text in self.bound) - own

    def of_own(self, language: str) -> tuple[str, ...]:
        """Give the variants that belong to a language by its mark."""
        return tuple(text for owner, text in self.bound if owner == language)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """A register that was read: its rows in their order, and by id (the first of a twice-given)."""

    names: tuple[Name, ...]
    by_id: Mapping[str, Name]


def gazetteer_path(publication: Publication) -> Path:
    """Give the publication's register, or, if it has none, the one Editions brings."""
    own = publication.locale / GAZETTEER
    return own if own.is_file() else SHIPPED / GAZETTEER


def rows(path: Path) -> tuple[Name, ...]:
    """Read the register without judging it; a row without id, be or ru is passed over.

    Persons have their surnames among the variants (see surnames.py).
    Raises `EditionsError` if it is no table in UTF-8.
    """
    return with_surnames(_name(row) for row in table(path, COLUMNS).rows if _usable(row))


def load(path: Path, root: Path) -> tuple[Gazetteer, list[Problem]]:
    """Read the register and judge it: every fault by file (relative to `root`) and line.

    What can be read is given all the same, as `rows` does. Raises `EditionsError` if it is no
    table in UTF-8.
    """
    read = table(path, COLUMNS)
    names = tuple(_name(row) for row in read.rows if _usable(row))
    by_id: dict[str, Name] = {}
    for name in names:
        by_id.setdefault(name.id, name)
    problem = partial(_problem, location(path, root))
    if read.lacking:
        # Every row would complain of the same.
        found = [problem(1, "column", f"column '{name}' is missing") for name in read.lacking]
        return Gazetteer(names, by_id), found
    found = [problem(row.line, "row", fault) for row in read.rows for fault in row.faults]
    for row in read.rows:
        told = _faults(row.cells, _name(row), by_id)
        found += [problem(row.line, about, said) for about, said in told]
    found += [problem(line, about, said) for line, about, said in _across(names, by_id)]
    names = with_surnames(names)
    by_id = {name.id: name for name in reversed(names)}
    return Gazetteer(names, by_id), sorted(found, key=lambda one: one.location.line or 0)


def _usable(row: Row) -> bool:
    return all(row.cells[column] for column in ("id", "be", "ru"))


def _name(row: Row) -> Name:
    cells = row.cells
    marked = [_BOUND.match(part) for part in parts(cells["variants"])]
    bound = [(found["language"] or "", found["text"]) for found in marked if found]
    free = {text for language, text in bound if not language}
    return Name(
        id=cells["id"],
        kind=cells["kind"],
        be=cells["be"],
        ru=cells["ru"],
        en=cells["en"],
        reason=cells["reason"],
        seat=cells["seat"],
        variants=tuple(dict.fromkeys(text for _, text in bound)),
        be_forms=parts(cells["be_forms"]),
        ru_forms=parts(cells["ru_forms"]),
        lat=_degrees(cells["lat"], 90),
        lon=_degrees(cells["lon"], 180),
        region=cells["region"],
        geonameid=cells["geonameid"],
        source=cells["source"],
        common_word=tuple(cells["common_word"].split("+")) if cells["common_word"] else (),
        ambiguous=cells["ambiguous"],
        notes=cells["notes"],
        line=row.line,
        bound=tuple(pair for pair in bound if pair[0] and pair[1] not in free),
    )


def _degrees(cell: str, most: int) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if abs(value) <= most else None


def _problem(path: str, line: int, about: str, said: str) -> Problem:
    return Problem(f"gazetteer-{about}", Severity.ERROR, Location(path, line), said)


def _faults(
    cells: Mapping[str, str], name: Name, by_id: Mapping[str, Name]
) -> Iterator[tuple[str, str]]:
    """Give what is wrong with one row: the problem's id without ``gazetteer-``, and the words."""
    if not _ID.fullmatch(name.id):
        yield "id", f"'{name.id}': an id is of small Latin letters, digits and hyphens"
    if name.kind not in KINDS:
        yield "kind", f"{name.id}: unknown kind '{name.kind}'; known: {', '.join(sorted(KINDS))}"
    for column in ("be", "ru"):
        if not cells[column]:
            yield "row", f"{name.id}: '{column}' is empty"
    if name.seat and (name.seat == name.id or name.seat not in by_id):
        yield "seat", f"{name.id}: no row '{name.seat}' to be its seat"
    if not set(name.common_word) <= LANGUAGES:
        said = f"{name.id}: common_word is be, ru, en or some with + between, not "
        yield "row", f"{said}'{cells['common_word']}'"
    for language in sorted({owner for owner, _ in name.bound} - LANGUAGES):
        yield "list", f"{name.id}: no language '{language}' to be a variant's; known: be, en, ru"
    yield from _letters(name)
    yield from _english(name, by_id)
    yield from _cells(cells)


def _cells(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Find numbers that are none, and lists with a hole."""
    for column, most in (("lat", 90), ("lon", 180)):
        if cells[column] and _degrees(cells[column], most) is None:
            yield (
                "coordinates",
                f"{cells['id']}: {column} '{cells[column]}' is no number of degrees",
            )
    if bool(cells["lat"]) != bool(cells["lon"]):
        yield "coordinates", f"{cells['id']}: has one of lat and lon; give both or none"
    for column in ("variants", "be_forms", "ru_forms"):
        if cells[column] and not all(part.strip() for part in cells[column].split(SEPARATOR)):
            yield "list", f"{cells['id']}: an empty part in '{column}'; part them by one '|'"


def _letters(name: Name) -> Iterator[tuple[str, str]]:
    """Find letters of another alphabet in a name's spellings."""
    for language, texts in (("be", (name.be, *name.be_forms)), ("ru", (name.ru, *name.ru_forms))):
        for word in (word for text in texts for word in _WORD.findall(text)):
            if ALPHABETS[language].issuperset(word.lower()):
                continue
            strange = [char for char in _bare(word) if char.lower() not in ALPHABETS[language]]
            # A body may write itself in Latin letters everywhere: BYPOL.
            if strange and not (name.kind == "body" and _scripts(word) == {"Latin"}):
                yield (
                    "letters",
                    f"{name.id}: {_shown(strange)} in '{word}' is no letter of {language}",
                )
    for word in _WORD.findall(name.en):
        if "Cyrillic" in _scripts(word):
            yield "letters", f"{name.id}: a Cyrillic letter in '{word}'"
    for word in (word for text in name.variants for word in _WORD.findall(text)):
        letters, scripts = set(word.lower()), _scripts(word)
        if len(scripts) > 1:
            yield "letters", f"{name.id}: Latin and Cyrillic letters in one word, '{word}'"
        elif scripts == {"Cyrillic"} and letters & set("іў") and letters & set("ищъ"):
            yield "letters", f"{name.id}: Belarusian and Russian letters in one word, '{word}'"


def _bare(word: str) -> str:
    return re.sub(r"[’'ʼ`]", "", word)


def _shown(chars: Iterable[str]) -> str:
    named = (unicodedata.name(char, f"U+{ord(char):04X}") for char in dict.fromkeys(chars))
    return ", ".join(named)


def _scripts(word: str) -> set[str]:
    """Tell which of the two scripts a word has letters of."""
    return set(map(_script, word)) - {""}


@lru_cache(maxsize=1 << 10)
def _script(char: str) -> str:
    script = unicodedata.name(char, "").split(" ")[0].capitalize()
    return script if script in {"Latin", "Cyrillic"} else ""


def _english(name: Name, by_id: Mapping[str, Name]) -> Iterator[tuple[str, str]]:
    """Find an English form without a reason: against the rule, or needless."""
    if not name.en and name.reason:
        yield "english", f"{name.id}: a reason, but no 'en' it is given for"
    elif not name.en and name.kind == "person":
        yield "english", f"{name.id}: a person's spelling is never computed; give 'en', 'reason'"
    elif name.en and not name.reason and (not name.seat or name.seat in by_id):
        from editions.names.english import english  # noqa: PLC0415 - it imports Name from here

        rule = english(replace(name, en="", reason=""), by_id, SCHEME)
        if name.en == rule:
            yield "english", f"{name.id}: '{rule}' is what the rule gives; leave 'en' empty"
        else:
            yield "english", f"{name.id}: '{name.en}' where the rule gives '{rule}'; say the reason"


def _across(names: tuple[Name, ...], by_id: Mapping[str, Name]) -> Iterator[tuple[int, str, str]]:
    """Find what only two rows together show: ids twice, disorder, a spelling two ids claim."""
    last = ""
    claims: dict[str, Name] = {}
    for name in names:
        if by_id[name.id] is not name:
            yield name.line, "id", f"'{name.id}' stands in line {by_id[name.id].line} already"
            continue
        if name.id < last:
            yield name.line, "order", f"'{name.id}' comes after '{last}'; sort the rows by id"
        last = max(last, name.id)
        for spelling in dict.fromkeys((name.be, name.ru, name.en, *name.variants)):
            if not spelling:
                continue
            first = claims.setdefault(_folded(spelling), name)
            unmarked = [one.id for one in (first, name) if not one.ambiguous]
            if first is not name and unmarked:
                said = f"'{spelling}' is claimed by '{first.id}' and '{name.id}'; "
                yield name.line, "claimed", f"{said}fill 'ambiguous' of {' and '.join(unmarked)}"


def _folded(spelling: str) -> str:
    return re.sub(r"['ʼ`]", "’", spelling.casefold().replace("ё", "е"))
