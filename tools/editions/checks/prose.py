"""A translation beside its source: words twice, the last mark, copies, length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editions.checks import COPIED, EMPHASIS, FINAL_MARK, LENGTH, WORD_DOUBLED
from editions.checks.findings import Finding
from editions.checks.rules import rules
from editions.checks.texts import Source, Text

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_DOUBLED = re.compile(
    r"(?<![\w’'-])(?P<word>[^\W\d_]+(?:[’'-][^\W\d_]+)*)\s+(?P=word)(?![\w’'-])", re.I
)
_EMPHASIS = re.compile(r"(?<![\w*\\`])(\*{1,2})(?=[^\s*])[^*`]*?[^\s*\\]\1(?![\w*])")
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}")
_CLOSERS = "|»”“’\"')]*`_ \u00a0\n"
_FINAL = {"...": "…", "?!": "?", "!?": "?", "!!!": "!"}
_MEASURED_FROM, _LONG_FROM = 60, 150
_SHORT, _LONG, _KINDRED = (0.5, 2.0), (0.6, 1.7), (0.7, 1.45)
"""Bounds of the characters of a translation to those of its source.

Measured on the December 2020 report and the pages beside it: from 40 characters on 0.66 to
1.52, from 150 on 0.74 to 1.23 between English and the others, 0.96 to 1.12 between be and ru;
and on 1,000 sentences of news and encyclopedia, which go further.
"""


def find(text: Text) -> Iterator[Finding]:
    """Find words that stand twice and, in settled translations, what the source has otherwise."""
    yield from _doubled(text)
    if text.source is not None and text.settled:
        copied = list(_copied(text, text.source))
        yield from copied
        if not copied:
            yield from _emphasis(text, text.source)
            yield from _final(text, text.source)
            yield from _length(text, text.source)


def _doubled(text: Text) -> Iterator[Finding]:
    # Where the source says a word twice («very, very» or a name), its translation may.
    spare = len(_DOUBLED.findall(text.source.text)) if text.source else 0
    for match in _DOUBLED.finditer(text.text):
        if match["word"].lower() in rules(text.language).doubled:
            continue
        if spare:
            spare -= 1
            continue
        yield Finding(WORD_DOUBLED, text, match.span(), f"'{' '.join(match[0].split())}'")


def _emphasis(text: Text, source: Source) -> Iterator[Finding]:
    theirs, ours = (len(_EMPHASIS.findall(each.raw)) for each in (source, text))
    if bool(theirs) != bool(ours) or (theirs != ours and abs(theirs - ours) > 1):
        message = f"the source stresses {theirs} times (*…*, **…**), the translation {ours}"
        yield Finding(EMPHASIS, text, (0, 0), message)


def _final(text: Text, source: Source) -> Iterator[Finding]:
    theirs, ours = _last(source.text), _last(text.text)
    if theirs == ours:
        return
    if not ours:
        message = f"the source ends with '{theirs}', the translation without a mark"
    elif not theirs:
        message = f"the translation ends with '{ours}', the source without a mark"
    else:
        message = f"the source ends with '{theirs}', the translation with '{ours}'"
    yield Finding(FINAL_MARK, text, (max(0, len(text.text) - 1), len(text.text)), message)


def _last(text: str) -> str:
    """Give the mark a text ends with, "" if it ends with a letter or figure."""
    bare = text.rstrip(_CLOSERS)
    for end, mark in _FINAL.items():
        if bare.endswith(end):
            return mark
    return bare[-1:] if bare[-1:] in set(".!?…:;,") else ""


def _copied(text: Text, source: Source) -> Iterator[Finding]:
    if " ".join(text.raw.split()) != " ".join(source.raw.split()):
        return
    words = _WORD.findall(_PLACEHOLDER.sub("", text.text))
    # What is written the same everywhere: abbreviations, signs, made-up names (PDF, JavaScript).
    telling = [word for word in words if word[1:] == word[1:].lower() and len(word) > 1]
    both_cyrillic = {text.language, source.language} == {"be", "ru"}
    if len(telling) >= (4 if both_cyrillic else 1):
        message = "the translation is the source, word for word"
        # Capitals alone may be a name that every language writes so: The New York Times.
        named = all(word[0].isupper() for word in telling)
        yield Finding(COPIED, text, (0, len(text.text)), message, guess=named)


def _length(text: Text, source: Source) -> Iterator[Finding]:
    theirs, ours = (len(each.replace("|", "")) for each in (source.text, text.text))
    if max(theirs, ours) < _MEASURED_FROM:
        return
    low, high = _ratio(text, source, max(theirs, ours))
    if not low <= ours / max(theirs, 1) <= high:
        message = f"{ours} characters for {theirs} of the source"
        yield Finding(LENGTH, text, (0, len(text.text)), message)


def _ratio(text: Text, source: Source, characters: int) -> tuple[float, float]:
    if "en" not in {text.language, source.language}:
        return _KINDRED
    return _LONG if characters >= _LONG_FROM else _SHORT
