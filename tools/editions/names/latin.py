"""The Latin spellings of a name that an English text may hold, and the shapes to know them by.

A spelling is known by its marks (Iŭje), and without them (Iuje) unless that is a word, a
contraction or a given name (Ive, Sara). A name whose own spelling is one (Karma, Lida) is kept,
with a flag that asks the words beside it (see judge.py); one that only another system of
romanization yields is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from editions.names.english import english
from editions.names.gazetteer import SCHEME, Name
from editions.names.known import given_names, words
from editions.names.romanize import romanize, schemes
from editions.names.spellings import TOKEN, fold, marked, without_accents, without_marks
from editions.problems import EditionsError

LANGUAGE = "en"
GENERIC = {
    "region": ("region", "oblast", "voblast", "voblasć", "voblasts", "province"),
    "district": ("district", "raion", "rayon", "rajon"),
}
NATURAL = frozenset({"river", "lake", "sea", "island", "forest"})
"""Kinds of which the national spelling is right beside an English form: Prypiać, Pripyat."""
_PASSPORTS = ("national_2007_be", "bgn_pcgn_1979_be", "icao_9303_be", "icao_9303_ru",
              "bgn_pcgn_1947_ru")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Latin:
    """A spelling; `own` if the name's row or the national system has it, not a system alone."""

    text: str
    own: bool


def spellings(name: Name, by_id: Mapping[str, Name]) -> Iterator[Latin]:
    """Give the spellings of a name, each once: its own first, then those of every system."""
    known: dict[str, None] = dict.fromkeys(_own(name, by_id))
    yield from (Latin(text, own=True) for text in known)
    if name.kind in {"person", "body"}:
        return
    made = dict.fromkeys(_divisions(name, by_id, _romanized(name, by_id)))
    yield from (Latin(text, own=False) for text in made if text not in known)


def _own(name: Name, by_id: Mapping[str, Name]) -> Iterator[str]:
    latin = [text for text in name.variants if not any("а" <= x <= "ў" for x in text.lower())]
    yield from (text for text in (name.en, *latin) if text)
    if name.kind not in {"person", "body"} and not name.en:
        yield english(name, by_id, SCHEME)


def _romanized(name: Name, by_id: Mapping[str, Name]) -> Iterator[str]:
    """Give what each system makes of a name; of a river with an English form, besides that."""
    if name.en and name.kind not in NATURAL:
        return
    for scheme in schemes():
        try:
            yield english(replace(name, en=""), by_id, scheme.id)
        except EditionsError:
            continue


def _divisions(name: Name, by_id: Mapping[str, Name], made: Iterator[str]) -> Iterator[str]:
    """Add the words for a district or region to every spelling of its seat."""
    yield from made
    seat = by_id.get(name.seat)
    if name.kind in GENERIC and seat is not None:
        for spelling in dict.fromkeys(one.text for one in spellings(seat, by_id)):
            for generic in GENERIC[name.kind]:
                yield f"{spelling} {generic}"


def shapes(text: str) -> tuple[str, ...]:
    """Give the small shapes that the first word of a spelling is known by.

    A name of one word is not known without its marks if that makes it a word or a given name.
    """
    found = TOKEN.search(text)
    if found is None:
        return ()
    exact = marked(found["word"])
    made = dict.fromkeys((exact, without_accents(exact), fold(found["word"], LANGUAGE)))
    if found.end() < len(text.rstrip("’")):
        return tuple(made)
    return tuple(
        shape for shape in made if shape == exact or not (is_word(shape) or is_given(shape))
    )


def is_word(text: str) -> bool:
    """Tell whether a spelling without its possessive is an English word or contraction."""
    return marked(text) in words(LANGUAGE)


def is_given(text: str) -> bool:
    """Tell whether a spelling is a given name of English, or of the others in Latin letters."""
    return marked(text) in all_given_names()


@cache
def all_given_names() -> frozenset[str]:
    """Give the given names that an English text holds, with marks and without."""
    found = [marked(name) for name in given_names(LANGUAGE)]
    for scheme in (one for one in schemes() if one.id in _PASSPORTS):
        found += [marked(romanize(name, scheme.id)) for name in given_names(scheme.language)]
    return frozenset({*found, *map(without_marks, found)})
