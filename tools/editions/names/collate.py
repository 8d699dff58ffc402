"""Sorting names as a printed index does, in Belarusian, Russian and English.

Belarusian has its own alphabet (ё after е, і after з, ў after у, each a letter); Russian
takes ё for е and English č for c, unless nothing else tells two names apart. Word by
word: Мінскі раён stands before Мінскія песні. Apostrophes and stress marks do not count.
"""

from __future__ import annotations

import unicodedata
from typing import TypeAlias

Key: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], str]

ALPHABETS = {
    "be": "абвгґдеёжзійклмнопрстуўфхцчшыьэюя",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}

_LATIN = ALPHABETS["en"]
_IGNORED = frozenset("'’ʼʹʺ‘”“\"«»().,·\u00ad\u200b\ufeff")
_SPREAD = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe",
                         "ß": "ss", "þ": "th", "ð": "d"})  # fmt: skip
# Blocks of weights: spaces, digits, the language's own letters, Latin, all else.
_SPACE, _DIGIT, _OWN, _FOREIGN, _OTHER = 1, 100, 1_000, 2_000, 10_000


def sort_key(text: str, language: str) -> Key:
    """Give what to sort `text` by among texts of the language be, ru or en.

    Raises `KeyError` for another language. Equal keys mean equal texts (but for
    composition), so that an order never depends on what was there before.

    >>> sorted(["ель", "ёлка", "еда"], key=lambda text: sort_key(text, "ru"))
    ['еда', 'ёлка', 'ель']
    >>> sorted(["ель", "ёлка", "еда"], key=lambda text: sort_key(text, "be"))
    ['еда', 'ель', 'ёлка']
    """
    composed = unicodedata.normalize("NFC", text)
    primary: list[int] = []
    secondary: list[int] = []
    for base, mark in _letters(composed, language):
        primary.append(base)
        secondary.append(mark)
    while primary and primary[-1] == _SPACE:
        primary.pop()
        secondary.pop()
    return tuple(primary), tuple(secondary), composed


def heading(text: str, language: str) -> str:
    """Give the capital letter under which an index has `text`; "#" if it begins with none.

    >>> heading("Čavusy", "en"), heading("Ёды", "ru"), heading("Ўецк", "be"), heading("7-я", "be")
    ('C', 'Е', 'Ў', '#')
    """
    for weight, _mark in _letters(unicodedata.normalize("NFC", text), language):
        if _OWN <= weight < _FOREIGN:
            return ALPHABETS[language][weight - _OWN].upper()
        if _FOREIGN <= weight < _OTHER:
            return _LATIN[weight - _FOREIGN].upper()
        if weight >= _OTHER:
            return chr(weight - _OTHER).upper()
        break
    return "#"


def _letters(text: str, language: str) -> list[tuple[int, int]]:
    """Give each letter's weight in the alphabet, and that of its mark."""
    alphabet = ALPHABETS[language]
    weights: list[tuple[int, int]] = []
    for character in text.lower():
        if character in _IGNORED or unicodedata.combining(character):
            continue
        if not character.isalnum():
            if weights and weights[-1][0] != _SPACE:
                weights.append((_SPACE, 0))
        elif character in alphabet:
            weights.append((_OWN + alphabet.index(character), 0))
        elif character.isdecimal():
            weights.append((_DIGIT + int(character), 0))
        else:
            weights += _folded(character, alphabet)
    return weights


def _folded(character: str, alphabet: str) -> list[tuple[int, int]]:
    """Give the weights of a letter outside the alphabet: its base in it, or where it goes."""
    # ё and й are letters with a mark too, but й is in both alphabets and never comes here.
    bases = [part for part in unicodedata.normalize("NFD", character.translate(_SPREAD))
             if not unicodedata.combining(part)]  # fmt: skip
    weights = []
    for base in bases:
        if base in alphabet:
            weight = _OWN + alphabet.index(base)
        elif base in _LATIN:
            weight = _FOREIGN + _LATIN.index(base)
        else:
            weight = _OTHER + ord(base)
        weights.append((weight, 0 if base == character else ord(character)))
    return weights
