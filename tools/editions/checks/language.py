"""Sentences in another language than their text: Russian in Belarusian, English in either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editions.checks import WRONG_LANGUAGE
from editions.checks.findings import Finding, Spans
from editions.checks.rules import rules
from editions.checks.texts import Text

_SENTENCE = re.compile(r"[^.!?…\n]+(?:\n(?!\s*\n)[^.!?…\n]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LATIN_RUN = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]+(?:[’'-][A-Za-z]+)*[ ,;\n]+){3,}[A-Za-z]+")
_CYRILLIC_RUN = re.compile(r"(?<![Ѐ-џ])(?:[Ѐ-џ]+(?:[’'-][Ѐ-џ]+)*[ ,;\n]+){3,}[Ѐ-џ]+")
_SHORT = re.compile(r"(?<![\w.’'«“„(№-])[^\W\d_]{1,2}(?![\w.’'»”)/-])")
_AFTER_SHORT = re.compile(r" [^\W\d_]{3}")
_NAMES = {"be": "Belarusian", "ru": "Russian", "en": "English"}
_ENOUGH = 3
"""How many words of the other language, and how many times those of the own, tell."""


def find(text: Text) -> Iterator[Finding]:
    """Find sentences and longer passages that another language's words tell of."""
    if text.language == "en":
        for match in _CYRILLIC_RUN.finditer(text.text):
            yield _finding(text, match.span(), "Cyrillic")
        return
    for match in _LATIN_RUN.finditer(text.text):
        words = match[0].split()
        small = [word for word in words if word[0].islower()]
        if 2 * len(small) > len(words) and _known(small, "en") >= 2:
            yield _finding(text, match.span(), _NAMES["en"])
    whole = list(_sentences(text))
    yield from whole
    spans = Spans(finding.span for finding in whole)
    yield from (each for each in _alien(text) if not spans.overlap(each.span))


def _sentences(text: Text) -> Iterator[Finding]:
    """Find sentences whose words are the other Cyrillic language's."""
    other = "ru" if text.language == "be" else "be"
    for match in _SENTENCE.finditer(text.text):
        words = _WORD.findall(match[0])
        theirs = _known(words, other)
        if theirs >= _ENOUGH and theirs > _ENOUGH * _known(words, text.language):
            yield _finding(text, match.span(), _NAMES[other])


def _alien(text: Text) -> Iterator[Finding]:
    """Find prepositions and the like of the other language: «с Польшчай», «В Гродне»."""
    alien = rules(text.language).alien
    for match in _SHORT.finditer(text.text):
        if match[0].lower() in alien and _AFTER_SHORT.match(text.text, match.end()):
            message = f"'{match[0]}' is no word of {_NAMES[text.language]}"
            yield Finding(WRONG_LANGUAGE, text, match.span(), message, guess=True)


def _known(words: list[str], language: str) -> int:
    """Count the words that only this language has, by the word or by its letters."""
    known = rules(language)
    return sum(
        word.lower() in known.own
        or (language != "en" and not known.letters.isdisjoint(word.lower()))
        for word in words
    )


def _finding(text: Text, span: tuple[int, int], language: str) -> Finding:
    shown = " ".join(text.text[slice(*span)].split())
    shown = shown if len(shown) <= 50 else f"{shown[:49].rstrip()}…"
    return Finding(WRONG_LANGUAGE, text, span, f"this is {language}: '{shown}'")
