"""Romanization: Cyrillic names in Latin letters, by the rules of a declared scheme.

Every scheme is a data file in ``schemes/``: the letters, rules for a letter between certain
neighbours, and samples that a test runs. What is no Cyrillic letter passes through untouched.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from editions.problems import UsageError

SCHEMES = Path(__file__).parent / "schemes"

CYRILLIC = "\u0400-\u0481\u048a-\u052f"
APOSTROPHES = "’'ʼ`´"  # the first is the one that the schemes are written with
STRESS = "\u0300\u0301"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"  # soft hyphen, joiners: kept, but no neighbour
START = "^"
TIE = "\u0361"

# An apostrophe is a letter between a consonant and these; in О’Ніл it stays what it is.
_WORD = re.compile(
    rf"[{CYRILLIC}](?:[{CYRILLIC}{STRESS}{INVISIBLE}]|[{APOSTROPHES}](?=[еёіиюяЕЁІИЮЯ]))*"
)
_WITH_LATIN_I = re.compile(rf"[{CYRILLIC}{APOSTROPHES}{STRESS}{INVISIBLE}iI]+")
_ENCLOSED_I = re.compile(rf"(?<=[{CYRILLIC}{APOSTROPHES}])[iI](?=[{CYRILLIC}])")
_HAS_CYRILLIC = re.compile(f"[{CYRILLIC}]")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "’"))
# NFC joins a grave stress mark with these two vowels.
_UNSTRESSED = str.maketrans("ЀѐЍѝ", "ЕеИи")
_LATIN_BASE = str.maketrans(
    {
        **dict(zip("łŁđĐøØıðÐħĦŋŊ", "lLdDoOidDhHnN", strict=True)),
        "ß": "ss",
        **dict(zip("æÆœŒþÞ", ("ae", "Ae", "oe", "Oe", "th", "Th"), strict=True)),
    }
)
# A word never ends in ”: there it is a closing quotation mark.
_SOFT_MARKS = re.compile(r"[ʹʺʼ·]|(?<=[^\W\d_])(?:[’']|”(?=[^\W\d_]))")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A system of romanization; `language` is be or ru, `samples` pairs of Cyrillic and Latin."""

    id: str
    title: str
    language: str
    samples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a letter becomes if one of `after` ends before it and one of `before` begins after."""

    after: tuple[str, ...]
    before: tuple[str, ...]
    to: str

    def fits(self, word: str, at: int) -> bool:
        return (not self.after or word.endswith(self.after, 0, at)) and (
            not self.before or word.startswith(self.before, at + 1)
        )


@dataclass(frozen=True, slots=True)
class _Table:
    scheme: Scheme
    choices: Mapping[str, tuple[_Choice, ...]]
    latin_i: str


def schemes() -> tuple[Scheme, ...]:
    """Give all schemes, sorted by id."""
    return tuple(_table(identifier).scheme for identifier in _ids())


def scheme_of(identifier: str) -> Scheme:
    """Give the scheme of that id; raise `UsageError` listing the ids if there is none."""
    return _table(identifier).scheme


def romanize(text: str, scheme: str) -> str:
    """Give `text` with its Cyrillic words in Latin letters by the scheme of that id, in NFC.

    Letters that the scheme does not know stay, stress marks go, a Latin i in a Cyrillic word is
    read as the Cyrillic letter. Raises `UsageError` listing the ids for an unknown scheme.
    """
    _table(scheme)
    latin = _WORD.sub(lambda word: _romanized(word[0], scheme), repaired(text, scheme))
    return unicodedata.normalize("NFC", latin)


def repaired(text: str, scheme: str) -> str:
    """Give `text` in NFC with every Latin i or I in a Cyrillic word as the Cyrillic letter."""
    meant = _table(scheme).latin_i
    letters = str.maketrans("iI", meant + meant.upper())

    def repair(run: re.Match[str]) -> str:
        word = run[0]
        if not _HAS_CYRILLIC.search(word) or word.startswith("II"):  # IIа: a Roman number
            return word
        around = (run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1])
        if any(letter.isalpha() for letter in around):
            return _ENCLOSED_I.sub(lambda i: i[0].translate(letters), word)
        return word.translate(letters)

    composed = unicodedata.normalize("NFC", text)
    return _WITH_LATIN_I.sub(repair, composed) if "i" in composed or "I" in composed else composed


def latin_i_words(text: str, scheme: str) -> tuple[str, ...]:
    """Give the words of `text` in which `romanize` reads a Latin i as the Cyrillic letter."""
    before = unicodedata.normalize("NFC", text)
    after = repaired(before, scheme)
    return tuple(
        dict.fromkeys(
            before[word.start() : word.end()]
            for word in _WORD.finditer(after)
            if before[word.start() : word.end()] != word[0]
        )
    )


def unknown_letters(text: str, scheme: str) -> str:
    """Give the Cyrillic letters of `text`, each once, that the scheme has no rule for."""
    left = _HAS_CYRILLIC.findall(romanize(text, scheme))
    return "".join(dict.fromkeys(left))


def plain(text: str) -> str:
    """Give the form for file names, addresses and search: Latin letters in ASCII, no soft signs.

    Diacritics of Latin letters go, ł becomes l, the signs of ь and of the apostrophe go; letters
    of other scripts stay as they are.
    """
    bare = []
    latin = False
    for character in unicodedata.normalize("NFC", text):
        if unicodedata.combining(character):
            bare += [] if latin else [character]
            continue
        parts = unicodedata.normalize("NFD", character.translate(_LATIN_BASE))
        latin = parts[0].isascii()
        bare.append("".join(part for part in parts if part.isascii()) if latin else character)
    return unicodedata.normalize("NFC", _SOFT_MARKS.sub("", "".join(bare)))


@cache
def _ids() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in SCHEMES.glob("*.toml")))


@cache
def _table(identifier: str) -> _Table:
    if identifier not in _ids():
        known = ", ".join(_ids())
        raise UsageError(f"no romanization scheme '{identifier}'; there are: {known}")
    data = tomllib.loads((SCHEMES / f"{identifier}.toml").read_text(encoding="utf-8"))
    choices = {
        letter: (
            *(
                _Choice(
                    after=tuple(rule.get("after", "").split()),
                    before=tuple(rule.get("before", "").split()),
                    to=rule["letters"][letter],
                )
                for rule in data.get("rules", [])
                if letter in rule["letters"]
            ),
            _Choice(after=(), before=(), to=default),
        )
        for letter, default in data["letters"].items()
    }
    return _Table(
        scheme=Scheme(
            id=identifier,
            title=data["title"],
            language=data["language"],
            samples=tuple(data["samples"].items()),
        ),
        choices=MappingProxyType(choices),
        latin_i=data["latin_i"],
    )


@lru_cache(maxsize=1 << 16)
def _romanized(word: str, scheme: str) -> str:
    choices = _table(scheme).choices
    letters = [character for character in word if character not in STRESS + INVISIBLE]
    # START holds the place before the first letter, so that a neighbour list can name it.
    spelled = START + "".join(letters).lower().translate(_ONE_APOSTROPHE).translate(_UNSTRESSED)
    latin: list[str] = []
    at = 0
    for character in word:
        if character in STRESS:
            continue
        if character in INVISIBLE:
            latin.append(character)
            continue
        at += 1
        for choice in choices.get(spelled[at], ()):
            if choice.fits(spelled, at):
                latin.append(_capital(choice.to, letters, at - 1))
                break
        else:
            latin.append(character)
    return "".join(latin)


def _capital(latin: str, letters: Sequence[str], at: int) -> str:
    """Give `latin` with the capitals of the Cyrillic letter it stands for.

    Of several Latin letters all are capital if the next letter is, at the end of a word if the
    one before is: ЁДЫ is JODY and Ёды is Jody. Letters under a tie are one letter.
    """
    if not latin or not letters[at].isupper():
        return latin
    if len(latin) == 1 or TIE in latin or _among_capitals(letters, at):
        return latin.upper()
    first = next((i for i, character in enumerate(latin) if character.isalpha()), 0)
    return latin[:first] + latin[first].upper() + latin[first + 1 :]


def _among_capitals(letters: Sequence[str], at: int) -> bool:
    for places in (range(at + 1, len(letters)), range(at - 1, -1, -1)):
        for place in places:
            if letters[place] not in "ьЬ" + APOSTROPHES:
                return letters[place].isupper()
    return False
