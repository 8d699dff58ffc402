"""Spelling: words that neither a dictionary, nor a register, nor a word list knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from editions.checks import SPELLING, SPELLING_SKIPPED
from editions.checks.convention import Convention
from editions.checks.dictionaries import Speller
from editions.checks.findings import Finding, Spans
from editions.checks.texts import Text
from editions.checks.unregistered import is_adjective
from editions.config import AUTONYMS, Publication
from editions.problems import Location, Problem

_WORD = re.compile(r"(?<![\w|])(?<!\d-)[^\W\d_]+(?:[’'ʼ‘-][^\W\d_]+)*(?![\w|])")
_SENTENCE = re.compile(r"(?:\A|[.!?…:]|\n\s*\n[ \t]*(?:[-*#•]\s+)?)\s*[«„“”‘(*]*\Z")
_LATIN, _CYRILLIC = re.compile(r"[A-Za-zÀ-ɏ]"), re.compile(r"[\u0400-\u04ff]")
_LONGEST = 3
"""A piece before a hyphen of up to so many letters is a prefix: «па-руску», «кое-что»."""

SUGGESTIONS = 10
"""For how many words a run asks for what was meant: an answer takes a fifth of a second."""


def findings(
    texts: Iterable[Text], publication: Publication, convention: Convention
) -> tuple[list[Finding], list[Problem]]:
    """Find unknown words, each once a file; and tell which languages could not be checked."""
    spellers: dict[str, Speller | str] = {}
    met: set[tuple[str, str]] = set()
    found: list[Finding] = []
    without: dict[str, list[str]] = {}
    asked = 0
    for text in texts:
        language = text.language
        if language not in spellers:
            made = spellers[language] = convention.speller(language)
            if isinstance(made, str):
                without.setdefault(made, []).append(language)
        knowing = spellers[language]
        if isinstance(knowing, str):
            continue
        for word, span in _unknown(text, knowing, convention):
            if (text.path, word.lower()) not in met:
                met.add((text.path, word.lower()))
                asked += 1
                meant = knowing.suggestion(word) if asked <= SUGGESTIONS else None
                advice = f"; {meant}?" if meant else ""
                message = f"no dictionary knows '{word}'{advice}"
                found.append(Finding(SPELLING, text, span, message, meant))
    return found, [_skipped(publication, why, without[why]) for why in without]


def _skipped(publication: Publication, why: str, languages: list[str]) -> Problem:
    autonyms = ", ".join(AUTONYMS[language] for language in sorted(languages))
    return Problem(
        id=SPELLING_SKIPPED.id,
        severity=SPELLING_SKIPPED.severity,
        location=Location(publication.locale.relative_to(publication.root).as_posix()),
        message=f"spelling was not checked ({autonyms}): {why}",
    )


def _unknown(
    text: Text, knowing: Speller, convention: Convention
) -> Iterator[tuple[str, tuple[int, int]]]:
    named: Spans | None = None
    foreign = _CYRILLIC if text.language == "en" else _LATIN
    for match in _WORD.finditer(text.text):
        word = match[0]
        if word in knowing.right:
            continue
        if len(word) == 1 or foreign.search(word) or not word[1:].islower():
            continue
        if _right(word, knowing):
            knowing.right.add(word)
            continue
        if word[0].isupper():
            # A capital inside a sentence makes a name, which has checks of its own.
            first = _SENTENCE.search(text.text, 0, match.start())
            if not first or is_adjective(word, convention, text.language):
                continue
        if named is None:
            mentions = convention.find(text.text, text.language)
            named = Spans((each.start, each.end) for each in mentions)
        if not named.overlap(match.span()):
            yield word, match.span()


def _right(word: str, knowing: Speller) -> bool:
    if knowing.knows(word):
        return True
    *before, last = word.split("-")
    return (
        bool(before)
        and all(
            len(piece) <= _LONGEST or knowing.knows(piece) or knowing.links(piece)
            for piece in before
        )
        and (len(last) <= _LONGEST or knowing.knows(last))
    )
