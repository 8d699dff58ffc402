"""Terms: words that the termbase forbids, and terms of the source not translated as it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from editions.checks import TERM_FORBIDDEN, TERM_MISSING
from editions.checks.convention import Convention
from editions.checks.findings import Finding, overlaps
from editions.checks.related import loosely
from editions.checks.texts import Source, Text
from editions.config import Publication
from editions.facts import facts
from editions.names import termbase
from editions.names.gazetteer import Name
from editions.names.termbase import Term, Termbase

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_VOWELS = "аеёіоуыэюяийь"
_ADJECTIVE = re.compile(r"(?:ы|і|ая|яя|ае|ое|яе|ыя|ія|ый|ий|ой|ее|ые|ие)\Z")


def findings(
    texts: Iterable[Text], publication: Publication, convention: Convention
) -> Iterator[Finding]:
    """Find what goes against the termbase; passages silenced for names are silenced here too."""
    terms = convention.terms(publication)
    forbidden = [
        (_even(_beginning(words)), words, term) for term in terms.terms for words in term.forbidden
    ]
    for text in filter(None, map(Text.for_names, texts)):
        yield from _forbidden(text, forbidden)
        if text.source and text.settled:
            yield from _missing(text, text.source, terms, convention)


def _forbidden(text: Text, forbidden: list[tuple[str, str, Term]]) -> Iterator[Finding]:
    """Find forbidden words; those are looked for whose beginning, evened, stands in the text."""
    running = termbase.APOSTROPHES.sub("’", text.text)
    even = _even(running)
    for beginning, words, term in forbidden:
        if beginning not in even:
            continue
        for match in _pattern(words).finditer(running):
            if not _allowed(match, running, term, text.language):
                better = " or ".join(term.words(text.language))
                message = f"'{match[0]}': the termbase forbids '{words}'; write {better}"
                yield Finding(TERM_FORBIDDEN, text, match.span(), message)


def _beginning(words: str) -> str:
    return _stem_of(termbase.APOSTROPHES.sub("’", words.split(maxsplit=1)[0]))


def _even(text: str) -> str:
    """Give a text in which letters are equal that a pattern without case takes for one another."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def _allowed(match: re.Match[str], running: str, term: Term, language: str) -> bool:
    """Tell whether the words found are a form of an allowed term: батальён, not баталён."""
    found = (each for words in term.words(language) for each in _pattern(words).finditer(running))
    return any(overlaps(match.span(), [each.span()]) for each in found)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """Make a pattern of words in any case form, by their stems; good for nouns and adjectives."""
    return re.compile(
        r"(?<!\w)" + r"\s+".join(_inflected(word) for word in words.split()) + r"(?!\w)",
        re.IGNORECASE if words.upper() != words else 0,
    )


def _inflected(word: str) -> str:
    word = termbase.APOSTROPHES.sub("’", word)
    return re.escape(_stem_of(word)) + ("(?:s|es|’s)?" if word.isascii() else r"\w{0,3}")


def _stem_of(word: str) -> str:
    if word.isascii():
        return word
    stem = _ADJECTIVE.sub("", word) if len(word) > 5 else word
    return word[:-1] if stem == word and word[-1] in _VOWELS else stem


def _missing(
    text: Text, source: Source, terms: Termbase, convention: Convention
) -> Iterator[Finding]:
    """Find terms of the source that the translation has in none of the allowed wordings.

    Only the preferred wording counts, and only where it is an abbreviation or of two words
    or more: a single word (recruit, personnel, draft) has too many other senses.
    """
    lacking = []
    for place, term in terms.found(source.text, source.language):
        wording, allowed = term.words(source.language)[0], term.words(text.language)
        if " " not in wording and not wording.isupper():
            continue
        if _begins(source.text, place, wording) and not _has_one(text.text, allowed):
            lacking.append((place, wording, allowed))
    # Only where one lacks does it matter what else the source says there.
    named = _compared_otherwise(text, source, convention) if lacking else []
    for place, wording, allowed in lacking:
        if not overlaps((place, place + 1), named):
            message = f"the source says '{wording}'; the termbase wants {' or '.join(allowed)}"
            yield Finding(TERM_MISSING, text, (0, 0), message)


def _compared_otherwise(
    text: Text, source: Source, convention: Convention
) -> list[tuple[int, int]]:
    """Give the spans of a source that are names or sums of money: these are compared as such."""
    named = [
        (each.start, each.end)
        for each in convention.find(source.text, source.language)
        if " " in each.text or _is_named(convention.by_id.get(each.id), text, convention)
    ]
    money = facts(source.text, source.language)
    return named + [(each.start, each.end) for each in money if each.kind == "sum"]


def _is_named(name: Name | None, text: Text, convention: Convention) -> bool:
    """Tell whether a translation names what the source abbreviates, be it in full or loosely."""
    if name is None:
        return False
    mentions = convention.find(text.text, text.language)
    return any(each.id == name.id for each in mentions) or loosely(name, text.text, text.language)


def _begins(text: str, place: int, wording: str) -> bool:
    """Tell whether a wording stands at a place of a text in any form."""
    wanted = _WORD.findall(wording)
    words = _WORD.findall(text[place : place + 2 * len(wording) + 8])
    return len(words) >= len(wanted) and all(
        _fold(word).startswith(_stem(each)) for word, each in zip(words, wanted, strict=False)
    )


def _has_one(text: str, wordings: Iterable[str]) -> bool:
    return any(_has(text, each) for each in wordings)


def _has(text: str, wording: str) -> bool:
    """Tell whether all words of a wording stand in a text, in any form and order."""
    if wording.isupper() and " " not in wording:
        return wording in text
    folded = _words(text)
    stems = [_stem(each) for each in _WORD.findall(wording)]
    return all(any(word.startswith(stem) for word in folded) for stem in stems)


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(word) for word in _WORD.findall(text))


def _stem(word: str) -> str:
    return _fold(word)[: max(3, len(word) - 3)]


def _fold(word: str) -> str:
    word = word.lower().replace("ё", "е").replace("'", "’")
    return f"у{word[1:]}" if word.startswith("ў") else word
