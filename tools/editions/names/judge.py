"""Whether what looks like a name is one: homonyms, told by the words beside them.

Traps, by the letters of the index: ``c`` a common word (Мір, Горкі); ``s`` shaped as surnames
are (Магілёў); ``S`` a surname indeed (Барысаў); ``e`` places of that name elsewhere (Брэст);
``k`` Kosovo; ``p`` a place at all (between quotation marks it may be a brand); ``a`` a person
and ``o`` a body that others share the name of. What a single spelling may be taken for is said
by the flags of its entry.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from editions.names.index import (
    ALONE,
    ALSO_GIVEN,
    ALSO_WORD,
    EXACT,
    INSTRUMENTAL,
    ONLY_CUED,
    SMALL,
    TRAILING,
    WEAK,
    Index,
    cues,
)
from editions.names.spellings import CAPITALS, fold

WINDOW = 110
_OPENING, _CLOSING = '«„“"‘', '»“”"’'
HYPHENS = "-\u2010\u2011"
_BETWEEN = ' \u00a0\n\r\t«„“"('
# A capital that is a word by itself: the last letter of a sentence is no initial.
_INITIAL = r"(?<!\w)(?:[A-ZА-ЯЁІЎ]|Дз|Yu|Ya|Iu|Ia)\.[ \u00a0]?"
_INITIALS = re.compile(rf"{_INITIAL}(?:[A-ZА-ЯЁІЎ]\.[ \u00a0]?)?$")
_INITIALS_AFTER = re.compile(r"[ \u00a0](?:[A-ZА-ЯЁІЎ]\.[ \u00a0]?){1,2}(?!\w)")
_QUOTED = re.compile(r"[«„“\"‘](?:[A-ZА-ЯЁІЎ]\w*[ -]){0,2}$")
_LAST = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*$")
_TAIL = re.compile(r"[^\W\d_]+")
_ENDS = frozenset(".!?…:;•*")


class Found(NamedTuple):
    """A candidate: its span in the cleaned text, its row in the index, its entry's flags."""

    start: int
    end: int
    place: int
    flags: int = 0
    sure: bool = True


class Judge:
    """The rules of one language."""

    def __init__(self, language: str, index: Index) -> None:
        words = cues(language)
        self.language = language
        self.names: list[list[Any]] = index["names"]
        self.given = set(index["given"])
        self.both = set(index["both"])
        self.settlement = re.compile(words["settlement"])
        self.called = re.compile(rf"(?<!\w)(?:{words['settlement']})[ \u00a0\n]\Z")
        self.places = frozenset(words.get("places", "").split())
        self.titles = re.compile(words["titles"])
        self.speech = re.compile(rf"\s+(?:{words['speech']})\w*", re.IGNORECASE)
        self.brands = re.compile(rf"(?:{words['brands']})\w*$")
        self.prepositions = frozenset(words["prepositions"].split())
        self.particles = frozenset(words["particles"])
        self.before_adjective = frozenset(words["before_adjective"])
        self.patronymic = re.compile(rf"\w+{words['patronymic']}$", re.IGNORECASE)
        name = rf"[{CAPITALS[language]}]\w+"
        kin = rf"(?:{words['patronymic']}|{words['family']})"
        self.kin = re.compile(rf"[ \u00a0](?={name})\w*?{kin}(?!\w)")
        self.elsewhere = re.compile(rf"(?<!\w)(?:{words['elsewhere']})(?!\w)")
        self.demonym = re.compile(rf"(?:{words['demonyms']})\w*$", re.IGNORECASE)
        self.capital = re.compile(rf"[ \u00a0][{CAPITALS[language]}]\w")

    def __call__(self, text: str, found: Found) -> Found | None:
        """Give the candidate back as it is, or in doubt, or with its initials, or nothing."""
        _, kind, traps, initial, _ = self.names[found.place]
        start, end = found.start, found.end
        if text[start].islower() and not found.flags & SMALL:
            return None
        if found.flags & TRAILING and text[end : end + 1] == "’":
            found, end = _with(found, end=end + 1), end + 1
        if text[end : end + 1] in HYPHENS and self._joined(text, end):
            return _with(found, sure=False)
        if kind == "person":
            return self._person(text, found, initial, traps) if found.flags & ALONE else found
        if kind == "body":
            foreign = "o" in traps and self.demonym.match(_previous(text, start))
            word = found.flags & ALSO_WORD and _alone(text, found)
            return _with(found, sure=False) if foreign or word else found
        return self._place(text, found, traps)

    def _place(self, text: str, found: Found, traps: str) -> Found | None:
        start = found.start
        if start and text[start - 1] in HYPHENS and text[start - 2 : start - 1].isalpha():
            # Паўднёвы-Захад and Северо-Запад are no West.
            return _with(found, sure=False) if "p" in traps else None
        if found.flags & INSTRUMENTAL and _previous(text, start).lower() in self.before_adjective:
            return None
        if "p" in traps and self._after_given_name(text, start):
            return _with(found, sure=False)
        homonym = found.flags & (ALSO_WORD | ALSO_GIVEN | ONLY_CUED)
        if found.flags & EXACT or not (traps or homonym):
            return found
        if "p" in traps and _brand(text, start, found.end):
            return _with(found, sure=False)
        return found if traps in {"", "p"} and not homonym else self._homonym(text, found, traps)

    def _after_given_name(self, text: str, start: int) -> bool:
        """Tell whether a given name stands right before: Максім Горкі is no town."""
        if text[start - 1 : start] not in {" ", "\u00a0"}:
            return False
        word = _LAST.search(text, max(0, start - 40), start - 1)
        return word is not None and word[0][0].isupper() and self.is_given(word[0])

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a form of a given name and of no place."""
        return fold(word, self.language) in self.given

    def _joined(self, text: str, end: int) -> bool:
        """Tell whether what follows a hyphen makes another word: КДБ-шнік, НАТО-вский."""
        following = _TAIL.match(text, end + 1)
        return following is not None and following[0] not in self.particles

    def _person(self, text: str, found: Found, initial: str, traps: str) -> Found | None:
        """Take initials in; a surname after another's given name or initial is another's."""
        before = text[max(0, found.start - 9) : found.start]
        if "." in before and (signs := _INITIALS.search(before)):
            same = signs[0][0] == initial
            return _with(found, start=found.start - len(signs[0])) if same else None
        if signs := _INITIALS_AFTER.match(text, found.end):
            same = signs[0][1] == initial
            return _with(found, end=found.end + len(signs[0].rstrip())) if same else None
        previous = _previous(text, found.start)
        if previous[:1].isupper() and self.is_given(previous):
            return None
        beside = fold(previous, self.language) in self.both  # У Лідзе Лукашэнка, Ліда Лукашэнка
        doubt = "a" in traps or beside or (found.flags & ALSO_WORD and _alone(text, found))
        return _with(found, sure=False) if doubt else found

    def _homonym(self, text: str, found: Found, traps: str) -> Found:
        """Weigh the words beside a name that is also something else."""
        previous = _previous(text, found.start)
        before = text[max(0, found.start - 40) : found.start]
        if self.settlement.fullmatch(previous.lower()) or self.called.search(before):
            return found
        word = text[found.start : found.end]
        doubt = (
            ("c" in traps and self._common(text, found, word, previous))
            or ("c" in traps and "p" in traps and previous.lower() not in self.prepositions)
            or (found.flags & ALSO_GIVEN and self._borne(text, found, previous))
            or (found.flags & (ALSO_GIVEN | ALSO_WORD) and _alone(text, found))
            or (found.flags & ONLY_CUED and not self._cued(text, found, previous))
            or ("s" in traps and self._surname(text, found, traps, previous))
            or ("e" in traps and self._elsewhere(text, found))
            or "k" in traps
        )
        return _with(found, sure=False) if doubt else found

    def _common(self, text: str, found: Found, word: str, previous: str) -> bool:
        """Tell whether a word that is also common stands where any word has a capital."""
        if _begins(text, found.start) or word.isupper():
            return True
        if self.language == "en" and word == "West":
            return previous.lower() != "the" or bool(self.capital.match(text, found.end))
        if self.brands.match(previous.lower()):
            return True
        place = text.rfind(previous, 0, found.start)
        return len(previous) > 2 and previous[0].isupper() and not _begins(text, place)

    def _borne(self, text: str, found: Found, previous: str) -> bool:
        """Tell whether a place that is also a given name stands where a person does."""
        after = text[found.end : found.end + 40]
        titled = self.titles.fullmatch(previous.lower())
        return bool(titled or self.kin.match(after) or self.capital.match(after))

    def _cued(self, text: str, found: Found, previous: str) -> bool:
        """Tell whether the words beside a common word with a capital make it a place."""
        following = _TAIL.match(text, found.end + 1)
        if following and text[found.end] in " \u00a0\n":
            if self.settlement.fullmatch(following[0].lower()):
                return True
            if following[0][0].isupper():
                return False
        numbered = text[found.end + 1 : found.end + 2].isdigit()
        return previous.lower() in self.places and not numbered

    def _surname(self, text: str, found: Found, traps: str, previous: str) -> bool:
        """Tell whether a town's name stands where a surname does."""
        before = text[max(0, found.start - 9) : found.start]
        borne = "S" in traps
        if "." in before and _INITIALS.search(before):
            return not self.settlement.fullmatch(previous.lower())
        low = previous.lower()
        if low in self.prepositions:
            return False
        if found.flags & WEAK or (borne and _begins(text, found.start)):
            return True
        if self.titles.fullmatch(low) or self.speech.match(text, found.end):
            return True
        if not previous[:1].isupper() or text[found.start - 1] not in " \u00a0\n":
            return False
        # Two words with capitals: a person's name, unless the first only begins the sentence.
        known = self.is_given(previous)
        return known or not _begins(text, text.rfind(previous, 0, found.start))

    def _elsewhere(self, text: str, found: Found) -> bool:
        """Tell whether the sentence speaks of another country."""
        left = text[max(0, found.start - WINDOW) : found.start]
        right = text[found.end : found.end + WINDOW]
        left = re.split(r"[.!?…]\s", left)[-1]
        right = re.split(r"[.!?…]\s", right)[0]
        return bool(self.elsewhere.search(left) or self.elsewhere.search(right))


def _with(found: Found, **changed: Any) -> Found:
    return found._replace(**changed)


def _previous(text: str, start: int) -> str:
    """Give the word before `start`, without spaces, quotation marks and full stops."""
    before = text[max(0, start - 40) : start].rstrip(_BETWEEN)
    word = before.rstrip(".").rsplit(None, 1)
    return word[-1].strip(_BETWEEN) if word else ""


def _alone(text: str, found: Found) -> bool:
    """Tell whether nothing stands beside a name in its paragraph that could tell what it is."""
    before = text[max(0, found.start - 40) : found.start].rstrip(" \t\r")
    after = text[found.end : found.end + 40].strip(" \t\r.,;:!?…")
    return (not before or before[-1] == "\n") and (not after or after[0] == "\n")


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence, a heading or an item begins at `start`."""
    before = text[max(0, start - 40) : start]
    bare = before.rstrip(' \t\u00a0\r\n«„“"‘(–—-*')
    return not bare or bare[-1] in _ENDS or "\n\n" in before[len(bare) :]


def _brand(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands alone between quotation marks or before a hyphen."""
    if end < len(text) and text[end] in _CLOSING:
        return _QUOTED.search(text[max(0, start - 40) : start]) is not None
    return text[end : end + 1] in HYPHENS and text[end + 1 : end + 2].isalpha()
