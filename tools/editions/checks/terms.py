"""Terms: words that the termbase forbids, and terms of the source not translated as it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from editions.checks import TERM_FORBIDDEN, TERM_MISSING
from editions.checks.convention import Convention
from editions.checks.findings import Finding, overlaps
from editions.checks.related import loosely
from editions.checks.texts import Source, Text
from editions.config import Publication
from editions.facts import facts
from editions.names import termbase
from editions.names.gazetteer import Name
from editions.names.termbase import Term

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_VOWELS = "аеёіоуыэюяийь"
_ADJECTIVE = re.compile(r"(?:ы|і|ая|яя|ае|ое|яе|ыя|ія|ый|ий|ой|ее|ые|ие)\Z")


def findings(
    texts: Iterable[Text], publication: Publication, convention: Convention
) -> Iterator[Finding]:
    """Find what goes against the termbase; passages silenced for names are silenced here too."""
    terms = termbase.rows(termbase.termbase_path(publication))
    for text in filter(None, map(Text.for_names, texts)):
        yield from _forbidden(text, terms)
        if text.source and text.settled:
            yield from _missing(text, text.source, terms, convention)


def _forbidden(text: Text, terms: tuple[Term, ...]) -> Iterator[Finding]:
    running = termbase.APOSTROPHES.sub("’", text.text)
    for term in terms:
        for words in term.forbidden:
            for match in _pattern(words).finditer(running):
                if not _allowed(match, running, term, text.language):
                    better = " or ".join(term.words(text.language))
                    message = f"'{match[0]}': the termbase forbids '{words}'; write {better}"
                    yield Finding(TERM_FORBIDDEN, text, match.span(), message)


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
    if word.isascii():
        return rf"{re.escape(word)}(?:s|es|’s)?"
    stem = _ADJECTIVE.sub("", word) if len(word) > 5 else word
    if stem == word and word[-1] in _VOWELS:
        stem = word[:-1]
    return rf"{re.escape(stem)}\w{{0,3}}"


def _missing(
    text: Text, source: Source, terms: tuple[Term, ...], convention: Convention
) -> Iterator[Finding]:
    """Find terms of the source that the translation has in none of the allowed wordings.

    Only the preferred wording counts, and only where it is an abbreviation or of two words
    or more: a single word (recruit, personnel, draft) has too many other senses.
    """
    found = termbase.found(source.text, terms, source.language)
    if not found:
        return
    mentions = convention.find(source.text, source.language)
    # What is a name or a sum of money is compared as such.
    named = [
        (each.start, each.end)
        for each in mentions
        if " " in each.text or _is_named(convention.by_id.get(each.id), text, convention)
    ]
    money = facts(source.text, source.language)
    named += [(each.start, each.end) for each in money if each.kind == "sum"]
    for place, term in found:
        wording = term.words(source.language)[0]
        if " " not in wording and not wording.isupper():
            continue
        if not _begins(source.text[place:], wording):
            continue
        allowed = term.words(text.language)
        if overlaps((place, place + 1), named) or any(_has(text.text, each) for each in allowed):
            continue
        message = f"the source says '{wording}'; the termbase wants {' or '.join(allowed)}"
        yield Finding(TERM_MISSING, text, (0, 0), message)


def _is_named(name: Name | None, text: Text, convention: Convention) -> bool:
    """Tell whether a translation names what the source abbreviates, be it in full or loosely."""
    if name is None:
        return False
    mentions = convention.find(text.text, text.language)
    return any(each.id == name.id for each in mentions) or loosely(name, text.text, text.language)


def _begins(text: str, wording: str) -> bool:
    """Tell whether a text begins with a wording in any form."""
    wanted = _WORD.findall(wording)
    words = _WORD.findall(text[: 2 * len(wording) + 8])
    return len(words) >= len(wanted) and all(
        _fold(word).startswith(_stem(each)) for word, each in zip(words, wanted, strict=False)
    )


def _has(text: str, wording: str) -> bool:
    """Tell whether all words of a wording stand in a text, in any form and order."""
    if wording.isupper() and " " not in wording:
        return wording in text
    folded = _words(text)
    return all(
        any(word.startswith(_stem(each)) for word in folded) for each in _WORD.findall(wording)
    )


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(word) for word in _WORD.findall(text))


def _stem(word: str) -> str:
    return _fold(word)[: max(3, len(word) - 3)]


def _fold(word: str) -> str:
    word = word.lower().replace("ё", "е").replace("'", "’")
    return f"у{word[1:]}" if word.startswith("ў") else word
