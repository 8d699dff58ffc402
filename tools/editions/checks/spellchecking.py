"""Spelling: words that neither a dictionary, nor a register, nor a word list knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from editions.checks import SPELLING, SPELLING_SKIPPED
from editions.checks.convention import Convention
from editions.checks.dictionaries import Speller, speller
from editions.checks.findings import Finding, Spans
from editions.checks.texts import Text
from editions.checks.unregistered import is_adjective
from editions.config import AUTONYMS, Publication
from editions.problems import Location, Problem

_WORD = re.compile(r"(?<![\w|])(?<!\d-)[^\W\d_]+(?:[’'ʼ‘-][^\W\d_]+)*(?![\w|])")
_SENTENCE = re.compile(r"(?:\A|[.!?…:]|\n\s*\n[ \t]*(?:[-*#•]\s+)?)\s*[«„“”‘(*]*\Z")
_BETWEEN = frozenset("«„“”‘(*-#•")
"""What, with spaces, may stand between a sentence and the one before it."""
_LATIN, _CYRILLIC = re.compile(r"[A-Za-zÀ-ɏ]"), re.compile(r"[\u0400-\u04ff]")
_LONGEST = 3
"""A piece before a hyphen of up to so many letters is a prefix: «па-руску», «кое-что»."""

SUGGESTIONS = 10
"""For how many words a run asks for what was meant: an answer takes a fifth of a second."""

_TOLD = re.compile(r"no dictionary knows '(.+)'")


def findings(texts: Iterable[Text], convention: Convention) -> tuple[list[Finding], dict[str, str]]:
    """Find unknown words, each once a file; and give the languages not checked, with why."""
    spellers: dict[str, Speller | str] = {}
    met: set[tuple[str, str]] = set()
    found: list[Finding] = []
    for text in texts:
        language = text.language
        if language not in spellers:
            spellers[language] = convention.speller(language)
        knowing = spellers[language]
        if isinstance(knowing, str):
            continue
        for word, span in _unknown(text, knowing, convention):
            if (text.path, word.lower()) not in met:
                met.add((text.path, word.lower()))
                found.append(Finding(SPELLING, text, span, f"no dictionary knows '{word}'"))
    return found, {code: why for code, why in spellers.items() if isinstance(why, str)}


def advise(problems: Iterable[Problem], publication: Publication) -> Iterator[Problem]:
    """Say of the first unknown words among problems what was probably meant; give all."""
    asked = 0
    for problem in problems:
        told = _TOLD.fullmatch(problem.message) if problem.id == SPELLING.id else None
        if told and problem.edition and asked < SUGGESTIONS:
            asked += 1
            knowing = speller(publication, problem.edition)
            meant = None if isinstance(knowing, str) else knowing.suggestion(told[1])
            yield replace(problem, message=f"{problem.message}; {meant}?") if meant else problem
        else:
            yield problem


def skipped(publication: Publication, untold: Mapping[str, str]) -> Iterator[Problem]:
    """Tell which languages could not be checked, by their codes, and why."""
    for why in dict.fromkeys(untold.values()):
        yield _skipped(publication, why, [code for code in untold if untold[code] == why])


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
            first = _begins_sentence(text.text, match.start())
            if not first or is_adjective(word, convention, text.language):
                continue
        if named is None:
            mentions = convention.find(text.text, text.language)
            named = Spans((each.start, each.end) for each in mentions)
        if not named.overlap(match.span()):
            yield word, match.span()


def _begins_sentence(text: str, place: int) -> bool:
    """Tell whether a word that begins at `place` is the first of a sentence.

    All that may stand between is walked over, so that the text is not searched from its start.
    """
    start = place
    while start and (text[start - 1] in _BETWEEN or text[start - 1].isspace()):
        start -= 1
    return _SENTENCE.search(text, max(start - 1, 0), place) is not None


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
