"""Words letter by letter: mended slips, two spellings of one word, words of opposite sense."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from editions.names import known
from editions.names.spellings import marked

_DATA: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("change.toml").read_text(encoding="utf-8")
)
_TWINS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("twins.toml").read_text(encoding="utf-8")
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]|\\\\ ")
_INNER = re.compile(r"(?<=\w)['’ʼ‘′](?=\w)")
_QUOTES = str.maketrans(dict.fromkeys("«»„“”‟\"‹›‚‘’'`´", '"') | {"‑": "-", "‐": "-"})
_DASH = re.compile(r" ?[–—―−] ?| -+ |-{2,}")
_ANY_DASH = re.compile(r"[-–]")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЎўʼ]")
_LATIN = re.compile(r"[A-Za-z]")
_LOOKALIKES = str.maketrans(_DATA["lookalikes"]["latin"], _DATA["lookalikes"]["cyrillic"])


def folded(text: str, language: str) -> str:
    """Give a text with its spaces, quotation marks, dashes and look-alike letters made one.

    Two texts of the same fold differ in typography only. Markup signs stay.
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("…", "...")
    # One space each, before any pattern looks for the end of a run of them.
    text = re.sub(r"\s+", " ", text)
    # A double backquote is a literal and no quotation mark.
    text = _INNER.sub("ʼ", text).replace("``", "\0").replace("`", "\1")
    text = _DASH.sub("–", text.translate(_QUOTES)).replace("\0", "``").replace("\1", "`")
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text)
    if language == "en":
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    else:
        text = re.sub(r"\w+", _in_cyrillic, text)
    text = re.sub(r"(?<=\d) (?=[^\W\d_])", "", text)
    # Spaces matter between words; beside a sign they are a matter of setting.
    text = re.sub(r"(?<!\w) | (?!\w)", "", text.strip())
    return re.sub(r"(?<=[\w\"`)\]])\.$", "", text)


def loose(fold: str) -> str:
    """Give a folded text with its hyphens and dashes made one, too."""
    return _ANY_DASH.sub("-", fold)


def _in_cyrillic(match: re.Match[str]) -> str:
    word = match[0]
    mixed = _CYRILLIC.search(word) and _LATIN.search(word)
    return word.translate(_LOOKALIKES) if mixed else word


def same_word(old: str, new: str, language: str) -> bool:
    """Tell whether two words are one, its letters mended, its capital changed or spelt anew.

    A mended slip is one letter lost or gained well inside a long word, or two neighbours
    exchanged, unless the outcome is known for another word. An ending is never a slip: it
    may be a number or a case. A word with a capital may be a name, so it must be the same.
    """
    if old == new:
        return True
    if any(sign.isdigit() for sign in old + new):
        return False
    if same_but_for_case(old, new):
        return not (old.isupper() or new.isupper()) or max(len(old), len(new)) == 1
    if _spelt(old.lower(), language) == _spelt(new.lower(), language):
        return old.islower() == new.islower()
    named = old[0].isupper() or new[0].isupper()
    return not named and (_hyphened(old, new) or _slip(old, new, language))


def same_but_for_case(old: str, new: str) -> bool:
    """Tell whether two words differ at most in their first letter's case."""
    return old[1:] == new[1:] and old[0].lower() == new[0].lower()


def same_stem(old: str, new: str) -> bool:
    """Tell whether two words differ in their last letters only, as case forms do."""
    common = _common(old.lower(), new.lower())
    return common >= max(3, min(len(old), len(new)) - 2, max(len(old), len(new)) - 4)


def joined(words: Collection[str]) -> str:
    """Give words as one, without hyphens."""
    return re.sub(r"[-\u2010\u2011]", "", "".join(words))


def is_common(word: str, language: str) -> bool:
    """Tell whether a word in small letters may begin a sentence without being a name."""
    return word in _words("common", language) or _endings(language).search(word) is not None


def negated(old: Collection[str], new: Collection[str], language: str) -> bool:
    """Tell whether a word stands on one side plain and on the other with "un", «не» …"""
    beginnings = _DATA["negating"].get(language, "").split("|")
    pairs = ((old, new), (new, old))
    return any(
        word.startswith(plain) or plain.startswith(word[: max(4, len(word) - 3)])
        for some, others in pairs
        for begin in beginnings
        for long in some
        if long.startswith(begin) and len(word := long[len(begin) :]) > 2
        for plain in others
    )


def opposed(old: Collection[str], new: Collection[str], language: str) -> bool:
    """Tell whether a word of `old` and one of `new` are known opposites, or of another rank."""
    if not old or not new:
        return False
    for group in _poles(language):
        before = {pole for pole in group if _has(old, pole)}
        if before and (after := {pole for pole in group if _has(new, pole)}) and before != after:
            return True
    return False


def _has(words: Collection[str], pole: str) -> bool:
    # A short one is a word of its own: "in" must not begin "interest".
    if len(pole) <= 4:
        return pole in words
    return any(word.startswith(pole) for word in words)


def _hyphened(old: str, new: str) -> bool:
    parts = [part for word in (old, new) for part in word.split("-")]
    return joined((old,)) == joined((new,)) and min(map(len, parts)) > 2


def _slip(old: str, new: str, language: str) -> bool:
    if OSA.distance(old, new, score_cutoff=1) != 1 or old[0] != new[0]:
        return False
    if {old, new} <= _words("confusable", language) or _are_twins(old, new, language):
        return False
    if len(old) == len(new):
        exchanged = sorted(old) == sorted(new)
        return exchanged and len(new) >= (3 if language == "en" else 5)
    long, short = sorted((old, new), key=len, reverse=True)
    after = _common(long[::-1], short[::-1])
    return len(long) >= 7 and _common(long, short) >= 2 and after >= (3 if len(long) < 10 else 2)


def _are_twins(old: str, new: str, language: str) -> bool:
    """Tell whether both are real words: contract, contact; contracts, contacts."""
    if {marked(old), marked(new)} <= known.words(language):
        return True
    long, short = sorted((old, new), key=len, reverse=True)
    pairs = [(long, short)] if len(old) != len(new) else [(old, new), (new, old)]
    return any(
        one[len(start) :] == other[len(twin) :]
        for one, other in pairs
        for place in range(3, len(one) + 1)
        for start in (one[:place],)
        for twin in _twins(language).get(start, ())
        if other.startswith(twin)
    )


@cache
def _twins(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in _TWINS.get(language, {}).get("twins", "").split():
        one, other = pair.split("/")
        found.setdefault(one, []).append(other)
    return found


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _spelt(word: str, language: str) -> str:
    for pattern, plain in _DATA["spellings"].get(language, []):
        word = re.sub(pattern, plain, word)
    return word


@cache
def _words(table: str, language: str) -> frozenset[str]:
    return frozenset(_DATA[table].get(language, "").split())


@cache
def _endings(language: str) -> re.Pattern[str]:
    return re.compile(rf"\w{{2}}(?:{_DATA['endings'].get(language, '(?!)')})$")


@cache
def _poles(language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split()) for group in _DATA["poles"].get(language, []))
