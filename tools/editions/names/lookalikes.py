"""Letters of another script that look like a language's own: Мiнск with a Latin i."""

from __future__ import annotations

import re

_TO_CYRILLIC = str.maketrans("ABCEHIKMOPTXYaceiopxyhÉé", "АВСЕНІКМОРТХУасеіорхуһЁё")
_TO_LATIN = str.maketrans("АВСЕНІКМОРТХУасеіорху", "ABCEHIKMOPTXYaceiopxy")
_CYRILLIC_I = str.maketrans("Іі", "Ии")
_TO_OWN: dict[str, dict[int, int | str]] = {
    "be": dict(_TO_CYRILLIC),
    "ru": {sign: chr(own).translate(_CYRILLIC_I) for sign, own in _TO_CYRILLIC.items()},
    "en": dict(_TO_LATIN),
}
_LATIN, _CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0400-\u04ff"
_STRANGE = {
    "be": re.compile(rf"[{_LATIN}]+"),
    "ru": re.compile(rf"[{_LATIN}]+"),
    "en": re.compile(rf"[{_CYRILLIC}]+"),
}
_OWN = {
    "be": re.compile(rf"[{_CYRILLIC}]"),
    "ru": re.compile(rf"[{_CYRILLIC}]"),
    "en": re.compile(rf"[{_LATIN}]"),
}


def own_letters(word: str, language: str) -> str:
    """Give a word with every look-alike of another script put into the language's own."""
    return word.translate(_TO_OWN[language])


def in_one_script(text: str, language: str) -> str:
    """Give a text, letter by letter, with the words of two scripts in the language's own.

    Only letters that stand beside the language's own are taken, and only where all of them have
    one that looks alike: NATO-вский stays.
    """
    if language == "en" and text.isascii():
        return text
    own, table = _OWN[language], _TO_OWN[language]
    pieces: list[str] = []
    done = 0
    for found in _STRANGE[language].finditer(text):
        start, end = found.span()
        beside = (start and own.match(text[start - 1])) or own.match(text, end)
        if beside and all(ord(sign) in table for sign in found[0]):
            pieces += (text[done:start], found[0].translate(table))
            done = end
    return "".join((*pieces, text[done:])) if pieces else text
