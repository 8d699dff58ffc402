"""The index of names of an edition: what each is called, and where the issues mention it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from editions.config import AUTONYMS, Publication
from editions.names.collate import heading, sort_key
from editions.names.english import english
from editions.names.gazetteer import Name, gazetteer_path, rows

Numbers: TypeAlias = tuple[int | str, ...]
"""Numbers of paragraphs: 12, or "12a" for one that was put in after publication."""

Mentions: TypeAlias = Mapping[str, Sequence[int | str]]
"""What a report mentions: ids of the register to paragraph numbers, rising, each once."""

NAMES = "names"
"""The key of a document's mentions among its metadata, and the name of the index page."""

ONE_PAGE = 1000
"""How many lines of mentions an index has on its one page; one with more has a page a letter."""
RECENT = 24
"""Of how many issues, the newest, the page of a letter tells each paragraph."""

_LETTER = "letter_"

FAMILY_FIRST = "family name first"
"""Said in the notes of a person whose name is not turned round in an index."""


@dataclass(frozen=True, slots=True)
class Register:
    """The register of names with the conventions of one publication."""

    by_id: Mapping[str, Name]
    scheme: str

    def spelling(self, name: Name, language: str) -> str:
        """Give a name as the edition of that language prints it (be, ru or en)."""
        if language == "en":
            return english(name, self.by_id, self.scheme)
        return name.be if language == "be" else name.ru

    def place(self, name: Name) -> tuple[float, float] | None:
        """Give latitude and longitude in degrees, a region's at its seat; None if unknown."""
        for at in (name, self.by_id.get(name.seat)):
            if at is not None and at.lat is not None and at.lon is not None:
                return at.lat, at.lon
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in an index: as it stands there, in the other languages, where mentioned.

    `forms` are pairs of language and text, `places` pairs of document and paragraphs.
    """

    id: str
    text: str
    forms: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, Numbers], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter; `id` is the address of its heading."""

    letter: str
    id: str
    entries: tuple[Entry, ...]

    @property
    def page(self) -> str:
        """The name of its page, where it has one."""
        return f"{NAMES}-{self.id.removeprefix(_LETTER)}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where a name is mentioned: `near` in full, of `far` the issues; `count` its paragraphs."""

    near: tuple[tuple[str, Numbers], ...]
    far: tuple[tuple[str, Numbers], ...]

    @property
    def count(self) -> int:
        return sum(len(numbers) for _document, numbers in self.far)


def is_long(letters: Iterable[Letter]) -> bool:
    """Tell whether an index is too long for one page."""
    return sum(len(entry.places) for each in letters for entry in each.entries) > ONE_PAGE


def parted(entry: Entry, recent: Container[str]) -> Places:
    """Part the places of a name by whether the document is a recent one."""
    near = tuple(place for place in entry.places if place[0] in recent)
    return Places(near, tuple(place for place in entry.places if place[0] not in recent))


def register(publication: Publication) -> Register:
    """Read the publication's register; what is wrong in it is for `editions check` to say."""
    names = rows(gazetteer_path(publication))
    # Of two rows with one id the first counts.
    by_id = {name.id: name for name in reversed(names)}
    return Register(by_id, publication.romanization("en"))


def index(found: Mapping[str, Mentions], names: Register, language: str) -> tuple[Letter, ...]:
    """Make the index of an edition of what is `found` in its documents, in their order.

    Ids that are not in the register are left out.
    """
    places: dict[str, list[tuple[str, Numbers]]] = {}
    for document, mentions in found.items():
        for identifier, paragraphs in mentions.items():
            places.setdefault(identifier, []).append((document, tuple(paragraphs)))
    entries = [
        _entry(names, names.by_id[identifier], language, tuple(where))
        for identifier, where in places.items()
        if identifier in names.by_id
    ]
    entries.sort(key=lambda entry: (sort_key(entry.text, language), entry.id))
    return tuple(
        Letter(letter, f"{_LETTER}{ord(letter):x}", tuple(group))
        for letter, group in groupby(entries, key=lambda entry: heading(entry.text, language))
    )


def _entry(
    names: Register, name: Name, language: str, places: tuple[tuple[str, Numbers], ...]
) -> Entry:
    forms = tuple((other, names.spelling(name, other)) for other in AUTONYMS if other != language)
    return Entry(name.id, catchword(name, names.spelling(name, language)), forms, places)


def catchword(name: Name, text: str) -> str:
    """Give the words an index has a name under: a person's surname comes first.

    The surname is the last word, with what is tied to it (el-, al-), or what of the name the
    row lists as said alone (Salah El-Din), unless the notes of the row say "family name
    first", as for Xi Jinping.
    """
    given, blank, surname = text.rpartition(" ")
    alone = [said for said in name.variants if " " in said and text.endswith(f" {said}")]
    if alone:
        surname = max(alone, key=len)
        given = text.removesuffix(f" {surname}")
    inverted = name.kind == "person" and blank and FAMILY_FIRST not in name.notes
    return f"{surname}, {given}" if inverted else text
