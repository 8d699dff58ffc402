"""A letter of another alphabet inside a word: Мiнск with a Latin i, Минск in Belarusian."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from editions.checks import NAME_LETTERS
from editions.checks.alphabet import signs_of
from editions.checks.convention import CYRILLIC, Convention, fold
from editions.checks.findings import Finding
from editions.checks.related import WORD
from editions.checks.texts import Text
from editions.checks.unregistered import Vocabulary
from editions.names.lookalikes import own_letters

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_FOREIGN = {"be": re.compile(r"[ИиЩщЪъЇїЄє]"), "ru": re.compile(r"[ІіЎўЇїЄєҐґ]")}
_SUSPECT = {
    language: re.compile(f"{pattern.pattern}|{_LATIN.pattern}")
    for language, pattern in _FOREIGN.items()
}
"""Letters of which a text has one at least if anything is found in it."""
_LIKELY = {"be": str.maketrans("ИиЩщ", "ІіШш"), "ru": str.maketrans("ІіЎў", "ИиУу")}


def foreign_letters(
    text: Text, convention: Convention, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Find words of two scripts, and capitalised words with a letter the language lacks."""
    suspect = _SUSPECT.get(text.language, _CYRILLIC)
    if suspect.search(signs_of(text.text)) is None:
        return
    for match in WORD.finditer(text.text):
        word = unicodedata.normalize("NFC", match[0])
        two_scripts = bool(_LATIN.search(word) and _CYRILLIC.search(word))
        alien = _alien(word, text.language)
        if not two_scripts and not alien:
            continue
        better = _repaired(word, text.language)
        known = bool(convention.find(better, text.language)) or vocabulary.is_form(
            fold(better, text.language)
        )
        if not word[:1].isupper() and not known:
            continue
        if not two_scripts and not known and text.language in CYRILLIC:
            # A whole word of the other language: misspellings() knows whether it is a name.
            continue
        wrong = _wrong(word, text.language, two_scripts=two_scripts)
        message = f"'{match[0]}' has {wrong}" + (f"; write {better}" if known else "")
        yield Finding(NAME_LETTERS, text, match.span(), message, better if known else None, known)


def _alien(word: str, language: str) -> bool:
    if language == "en":
        return bool(_CYRILLIC.search(word))
    return bool(_FOREIGN[language].search(word))


def _repaired(word: str, language: str) -> str:
    return own_letters(word, language).translate(_LIKELY.get(language, {}))


def _wrong(word: str, language: str, *, two_scripts: bool) -> str:
    if two_scripts:
        pattern = _CYRILLIC if len(_CYRILLIC.findall(word)) * 2 < len(word) else _LATIN
    else:
        pattern = _CYRILLIC if language == "en" else _FOREIGN[language]
    letters = dict.fromkeys(pattern.findall(word))
    named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters)
    return f"{'letters' if len(letters) > 1 else 'the letter'} of another alphabet: {named}"
