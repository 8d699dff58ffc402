"""The search index of an edition: which paragraphs have which words and which names.

One sorted table, cut into files small enough that a query loads little: ``.stem`` gives the
paragraphs of a word, ``=spelling`` the names it can be, ``@id`` the paragraphs of a name. The
texts that results quote lie beside it, a file a document. All are scripts, not data: what a
page opened from disk may load.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, TypeAlias

from editions.names.forms import GENERIC, forms
from editions.names.gazetteer import Name
from editions.names.index import spellings
from editions.site.gazetteer_page import Register
from editions.site.search_words import alias, words

Piece: TypeAlias = tuple[str, str, bool]
"""A block of text, its language where that is not the edition's ("" if it is), is it a heading."""

SHARD = 9_000
"""How many characters a file of the table has at most, unless one entry alone has more."""

LONGEST = 6
"""How many words of a query are tried as one name; search.js has the same number."""

# What JSON need not escape, without what makes an address, a path or a moment: `scan` would
# meet those by chance. Numbers below 64 are one letter, the others begin with 24 more.
_LETTERS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "./:\\")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LAST, _MORE = _LETTERS[:64], _LETTERS[64:]


@dataclass(slots=True)
class Indexed:
    """What the index keeps of a document, paragraphs by their place from 0.

    `units` has address ("p12") and pieces of each paragraph; `terms` the places of each stem,
    `names` those of each registered name, `seen` the spellings of names that stand there.
    """

    units: list[tuple[str, list[Piece]]] = field(default_factory=list)
    terms: dict[str, list[int]] = field(default_factory=dict)
    names: dict[str, list[int]] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)

    def dumps(self) -> str:
        """Write it as JSON text."""
        own = {"units": self.units, "terms": self.terms, "names": self.names, "seen": self.seen}
        return json.dumps(own, ensure_ascii=False, sort_keys=True)

    @classmethod
    def loads(cls, text: str) -> Indexed:
        """Read what `dumps` wrote; raises `ValueError` or `TypeError` for anything else."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Source:
    """A document as results show it: name, title and its language, month ("" for a page)."""

    name: str
    title: str
    language: str
    issue: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """The spellings of names, in all languages: spelling → ids; `common` are words as well."""

    ids: Mapping[str, Sequence[str]]
    common: frozenset[str]


def analyse(
    units: list[tuple[str, list[Piece]]], terms_of: Callable[[str], Iterable[str]]
) -> Indexed:
    """Make the part of the index that is a document's own, names apart."""
    found = Indexed(units)
    for place, (_address, pieces) in enumerate(units):
        for term in {term for text, *_ in pieces for term in terms_of(text)}:
            found.terms.setdefault(term, []).append(place)
    return found


class Spellings:
    """How the names of a register are spelt, in all languages; each is worked out once.

    `known` is what `made` was before, with the same register; it may lack some.
    """

    def __init__(self, register: Register, known: Mapping[str, list[str]] | None = None) -> None:
        self._register = register
        self._known = known or {}
        self._made: dict[str, frozenset[str]] = {}
        # Of all names of which the spellings were asked for yet.
        self._names_of: dict[str, list[str]] = {}
        self._longest: dict[str, int] = {}

    def of(self, identifiers: Iterable[str]) -> Aliases:
        """Give every spelling and case form of names; a town's also mean its district."""
        meant: dict[str, set[str]] = {}
        common: set[str] = set()
        for identifier, own in self._meant(identifiers).items():
            name = self._register.by_id[identifier]
            for spelt in self._spelt(name):
                meant.setdefault(spelt, set()).update(own)
            if name.common_word or name.ambiguous:
                common |= self._spelt(name)
        return Aliases({spelt: sorted(meant[spelt]) for spelt in sorted(meant)}, frozenset(common))

    def note(self, found: Indexed, mentions: Mapping[str, Iterable[int]]) -> None:
        """Note what `note_names` does, given the spellings of `mentions`: no table is made."""
        meant = self._meant(mentions)
        for identifier in meant:
            self._spelt(self._register.by_id[identifier])

        def names(spelt: str) -> Sequence[str]:
            if spelt not in self._names_of:  # nearly always
                return ()
            return sorted({own for each in self._names_of[spelt] for own in meant.get(each, ())})

        _note(found, mentions, _spelt(found, self._longest, names))

    def _meant(self, identifiers: Iterable[str]) -> dict[str, set[str]]:
        """Give the names whose spellings mean those given, and which of these they mean."""
        by_id = self._register.by_id
        known = sorted(set(identifiers) & set(by_id))
        meant = {identifier: {identifier} for identifier in known}
        for identifier in known:
            # A seat of which only the region is mentioned still leads there.
            if by_id[identifier].kind in GENERIC and by_id[identifier].seat in by_id:
                meant.setdefault(by_id[identifier].seat, set()).add(identifier)
        return meant

    def _spelt(self, name: Name) -> frozenset[str]:
        if name.id not in self._made:
            made = frozenset(self._known.get(name.id) or self._work_out(name))
            self._made[name.id] = made
            for spelt in made:
                self._names_of.setdefault(spelt, []).append(name.id)
            _lengthen(self._longest, made)
        return self._made[name.id]

    def _work_out(self, name: Name) -> Iterator[str]:
        rows = (words(text) for text in _spellings(name, self._register))
        return (" ".join(map(alias, row)) for row in rows if 0 < len(row) <= LONGEST)

    @property
    def made(self) -> dict[str, list[str]]:
        """All spellings that are known or were worked out, by the ids of their names."""
        return {**self._known, **{name: sorted(made) for name, made in self._made.items()}}


def _spellings(name: Name, register: Register) -> Iterator[str]:
    for language in ("be", "ru", "en"):
        yield register.spelling(name, language)
        yield from (text for text, _flags in spellings(name, language, register.by_id))
    if name.kind in GENERIC:
        for language in ("be", "ru"):
            yield from (form.text for form in forms(name, language))


def note_names(found: Indexed, mentions: Mapping[str, Iterable[int]], known: Aliases) -> None:
    """Note the names of a document, at the places given, and how they are spelt there."""
    _note(found, mentions, _known(found, known))


def guess_names(found: Indexed, known: Aliases) -> None:
    """Note the names of a document in which nobody looked for them: by spelling alone."""
    mentions: dict[str, set[int]] = {}
    for place, identifier, spelt in _known(found, known):
        if spelt not in known.common:
            mentions.setdefault(identifier, set()).add(place)
    note_names(found, {name: sorted(mentions[name]) for name in sorted(mentions)}, known)


def _note(
    found: Indexed,
    mentions: Mapping[str, Iterable[int]],
    there: Iterable[tuple[int, str, str]],
) -> None:
    found.names = {identifier: sorted(places) for identifier, places in mentions.items()}
    seen: dict[str, set[str]] = {}
    for place, identifier, spelt in there:
        if place in mentions.get(identifier, ()):
            seen.setdefault(identifier, set()).add(spelt)
    found.seen = {identifier: sorted(spelt) for identifier, spelt in sorted(seen.items())}


def _known(found: Indexed, known: Aliases) -> Iterator[tuple[int, str, str]]:
    longest: dict[str, int] = {}
    _lengthen(longest, known.ids)
    return _spelt(found, longest, lambda spelt: known.ids.get(spelt, ()))


def _lengthen(longest: dict[str, int], spellings_there: Iterable[str]) -> None:
    """Note of how many words the longest spelling is that begins with a word."""
    for spelt in spellings_there:
        head = spelt.partition(" ")[0]
        longest[head] = max(longest.get(head, 0), spelt.count(" ") + 1)


def _spelt(
    found: Indexed, longest: Mapping[str, int], names: Callable[[str], Sequence[str]]
) -> Iterator[tuple[int, str, str]]:
    """Give place, id and spelling of what can be a name, the longest spelling at each word."""
    for place, (_address, pieces) in enumerate(found.units):
        for text, *_ in pieces:
            row = [alias(word) for word in words(text)]
            for start in (at for at, word in enumerate(row) if word in longest):
                most = min(longest[row[start]], len(row) - start)
                tries = (" ".join(row[start : start + length]) for length in range(most, 0, -1))
                spelt, meant = next(
                    ((one, each) for one in tries if (each := names(one))), ("", ())
                )
                yield from ((place, name, spelt) for name in meant)


def index(documents: Sequence[tuple[Source, Indexed]], known: Aliases) -> dict[str, str]:
    """Give the files of the index: name below ``search/`` → content."""
    table = _table(documents, known)
    files: dict[str, str] = {}
    starts: list[str] = []
    for shard in _shards(table):
        files[f"words-{len(starts)}.js"] = _script(
            f"words-{len(starts)}",
            [_keys(key for key, _value in shard), [value for _key, value in shard]],
        )
        starts.append(shard[0][0])
    rows = [
        [source.name, source.title, source.language, source.issue, len(found.units)]
        for source, found in documents
    ]
    files["index.js"] = _script("index", {"documents": rows, "starts": starts})
    for source, found in documents:
        files[f"text/{source.name}.js"] = _script(f"text/{source.name}", found.units)
    return files


def _table(documents: Sequence[tuple[Source, Indexed]], known: Aliases) -> list[tuple[str, object]]:
    terms: dict[str, list[int]] = {}
    names: dict[str, list[int]] = {}
    seen: dict[str, set[str]] = {}
    first = 0
    for _source, found in documents:
        for table, own in ((terms, found.terms), (names, found.names)):
            for key, places in own.items():
                table.setdefault(key, []).extend(first + place for place in places)
        for identifier, spellings_there in found.seen.items():
            seen.setdefault(identifier, set()).update(spellings_there)
        first += len(found.units)
    entries: dict[str, object] = {f".{term}": packed(places) for term, places in terms.items()}
    for spelt, meant in known.ids.items():
        if there := [identifier for identifier in meant if identifier in names]:
            entries[f"={spelt}"] = [int(spelt in known.common), *there]
    for identifier, places in names.items():
        entries[f"@{identifier}"] = [packed(places), *sorted(seen.get(identifier, ()))]
    # As JavaScript compares texts.
    return sorted(entries.items(), key=lambda entry: entry[0].encode("utf-16-be"))


def packed(places: Iterable[int]) -> str:
    """Write rising numbers as text, each by its distance from the one before.

    >>> packed([0, 1, 65, 6000])
    '#$g#vs*'
    """
    text, before = [], 0
    for place in places:
        step, before = place - before, place
        while step >= len(_LAST):
            step -= len(_LAST)
            text.append(_MORE[step % len(_MORE)])
            step //= len(_MORE)
        text.append(_LAST[step])
    return "".join(text)


def _shards(table: Iterable[tuple[str, object]]) -> Iterator[list[tuple[str, object]]]:
    shard: list[tuple[str, object]] = []
    size = 0
    for key, value in table:
        more = len(key) + len(_json(value)) + 4
        if shard and size + more > SHARD:
            yield shard
            shard, size = [], 0
        shard.append((key, value))
        size += more
    if shard:
        yield shard


def _keys(keys: Iterable[str]) -> str:
    """Write sorted keys, each as how many letters it shares with the one before, and its rest.

    >>> _keys([".road", ".roads", ".roam"])
    '0.road|5s|4m'
    """
    rows, before = [], ""
    for key in keys:
        # One digit to the base of 36; what JavaScript counts as two letters is not shared.
        both = zip(key[:35], before, strict=False)
        pairs = takewhile(lambda pair: pair[0] == pair[1] and pair[0] < "\U00010000", both)
        shared = sum(1 for _pair in pairs)
        rows.append(f"{_DIGITS[shared]}{key[shared:]}")
        before = key
    return "|".join(rows)


def _script(name: str, data: Any) -> str:
    return f"search.take({_json(name)},{_json(data)});\n"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
