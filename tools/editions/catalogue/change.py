"""How grave a change of a source message is for the translations that were made before it.

The rules lean to the graver class: a fact that changed in silence is worse than a passage
shown in another language until somebody has looked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from editions import limits
from editions.catalogue import letters
from editions.catalogue.worddiff import WORD, Hunk, alike, hunks, note
from editions.facts import facts, negations
from editions.names.match import Mention

__all__ = ["Change", "Mentioned", "classify", "note"]

Names = Callable[[str], Counter[str]]

ALIKE = 0.5
"""Below this share of common words a text is not an edited one but another one."""

_LITERAL = re.compile(r"``.+?``", re.DOTALL)
_LINK = re.compile(
    r"(?<![\w:.+-]):[\w:.+-]+:(?=`)"  # the name of a role
    r"|(?<=`):[\w:.+-]+:(?!`)"
    r"|<[^<>`]+>(?=`)"  # a target
    r"|(?<=:`)[^`<>]+(?=`)"  # :doc:`…` without words of its own
    r"|\[[^\[\]\s]+\]_"  # a note
    r"|(?<![\w|])\|[^|\s][^|]*\|"  # a substitution
    r"|`__?(?![\w`])|(?<![-\w`_])\w[\w-]*[^\W_]__?(?![\w`_])"  # a reference by its words
    r"|\b(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://|(?:mailto|tel|data|file|javascript|vbscript):|www\.)"
    r"[^\s<>`\"«»“”]*[\w/]"  # an address
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"
    r"|%(?:\(\w+\))?[sdifr]\b|\{\w*\}",  # a place that is filled in
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:(?<![^\s(«\"“„])[-–−])?\d+(?:[.,:/]\d+)*")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d])")
_COMMAS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_MASK = re.compile(r"\bQq\w+")
_POSSESSIVE = re.compile(r"['’ʼ]s?\Z")
_BEGINS = re.compile(r"(?:^|[.!?…:;]|\n)[\s\"'«»“”„‘’(\[*–—-]*$")


class Change(StrEnum):
    """What the change of a source message means for its translation.

    `TYPOGRAPHY` leaves it valid, `WORDING` leaves it published and marked, `FACT` withdraws it.
    """

    TYPOGRAPHY = "typography"
    WORDING = "wording"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The registered names of texts, as a finder sees them: how often, and texts without them."""

    find: Callable[[str], Iterable[Mention]]

    def __call__(self, text: str) -> Counter[str]:
        return Counter(mention.id for mention in self.find(text))

    def masked(self, text: str) -> str:
        """Put for each sure name its id, whichever of its spellings stands there."""
        parts, place = [], 0
        for mention in sorted(self.find(text), key=lambda each: each.start):
            if mention.sure and mention.start >= place:
                tail = _POSSESSIVE.search(mention.text)
                # A person without the given name is told of less than before.
                extent = str(len(mention.text.split())) if mention.kind == "person" else ""
                word = "Qq" + re.sub(r"\W", "", mention.id) + extent + (tail[0] if tail else "")
                parts += [text[place : mention.start], word]
                place = mention.end
        return "".join(parts) + text[place:]


@lru_cache(maxsize=4096)
def classify(old: str, new: str, language: str, *, names: Names | None = None) -> Change:
    """Class the change of a message in `language` (be, ru, en) from `old` to `new`.

    `names` gives the ids of the registered names a text mentions, with how often it does.
    Pure: the same texts and names always give the same class. What was classed lately is
    remembered: who merges an edited message and who tells of it ask the same.
    """
    if old == new:
        return Change.TYPOGRAPHY
    if max(len(old), len(new)) > limits.MESSAGE or _facts_differ(old, new, language, names):
        return Change.FACT
    if isinstance(names, Mentioned):
        # Between two spellings of one row of the register nothing has changed.
        masked = names.masked(old), names.masked(new)
        if _masks(masked[0]) == _masks(masked[1]):
            old, new = masked
    before, after = letters.folded(old, language), letters.folded(new, language)
    if letters.loose(before) == letters.loose(after):
        return Change.TYPOGRAPHY
    found = hunks(before, after)
    known = cache(names) if names is not None else _nothing
    mended = all(_mended(hunk, language, known) for hunk in found)
    if (
        (alike(before, after) < ALIKE and not mended)
        or any(_turns_about(hunk, language) for hunk in found)
        or _proper_differ(before, after, language, found, known=known)
    ):
        return Change.FACT
    return Change.TYPOGRAPHY if mended else Change.WORDING


def _masks(text: str) -> Counter[str]:
    return Counter(_MASK.findall(text))


def _facts_differ(old: str, new: str, language: str, names: Names | None) -> bool:
    """Tell whether numbers, dates, links, names or negations are others, or in another order."""
    if _links(old) != _links(new) or _numbers(old, language) != _numbers(new, language):
        return True
    stated = [[(fact.kind, fact.value) for fact in facts(text, language)] for text in (old, new)]
    if stated[0] != stated[1] or negations(old, language) != negations(new, language):
        return True
    return names is not None and names(old) != names(new)


def _links(text: str) -> Counter[str]:
    literals = Counter(_LITERAL.findall(text))
    return literals + Counter(_LINK.findall(_LITERAL.sub(" ", text)))


def _numbers(text: str, language: str) -> list[str]:
    """Give every run of digits in its order, thousands written together."""
    text = _THOUSANDS.sub(lambda match: re.sub(r"\s", "", match[0]), text)
    if language == "en":
        text = _COMMAS.sub(lambda match: match[0].replace(",", ""), text)
    return [re.sub("[–−]", "-", number) for number in _NUMBER.findall(text)]


def _nothing(_: str) -> Counter[str]:
    return Counter()


def _mended(hunk: Hunk, language: str, known: Names) -> bool:
    """Tell whether a difference is one of letters only: the sense stays, translations stay."""
    old, new = hunk.old_words, hunk.new_words
    if _signs(hunk.old) != _signs(hunk.new):
        return False
    if len(old) == len(new):
        return all(
            letters.same_word(a, b, language) or (known(a) == known(b) != Counter())
            for a, b in zip(old, new, strict=True)
        )
    # peace-keeping, peace keeping, peacekeeping: but not "re-sign" and "resign".
    parts = [part for word in (*old, *new) for part in re.split(r"[-\u2010\u2011]", word)]
    hyphened = any(re.search(r"\w[-\u2010\u2011]\w", word) for word in (*old, *new))
    return hyphened and letters.joined(old) == letters.joined(new) and min(map(len, parts)) > 2


def _signs(tokens: tuple[str, ...]) -> list[str]:
    return [token for token in tokens if not WORD.fullmatch(token) and token.strip()]


def _turns_about(hunk: Hunk, language: str) -> bool:
    """Tell whether a difference drops or moves a negation or puts a word for its opposite."""
    old, new = hunk.old_words, hunk.new_words
    if negations(" ".join(old), language) != negations(" ".join(new), language):
        return True
    before, after = (tuple(word.lower() for word in words) for words in (old, new))
    if letters.negated(set(before) - set(after), set(after) - set(before), language):
        return True
    return letters.opposed(set(before) - set(after), set(after) - set(before), language)


def _proper_differ(old: str, new: str, language: str, found: list[Hunk], *, known: Names) -> bool:
    """Tell whether words that look like names are others, or in another order.

    `found` are the differences of the two texts.
    Registered names are compared by the register, which knows their case forms. In be and
    ru another ending counts only if nothing else of the text has changed.
    """
    left, right = (list(_proper(text, (old, new), language)) for text in (old, new))
    if left == right:
        return False
    if Counter(left) == Counter(right):
        return True
    plain = {*_recased(found), *(word for word in (*left, *right) if known(word))}
    lost = [word for word in (Counter(left) - Counter(right)).elements() if word not in plain]
    added = [word for word in (Counter(right) - Counter(left)).elements() if word not in plain]
    if len(lost) != len(added):
        return True
    alone = sum(max(len(hunk.old_words), len(hunk.new_words)) for hunk in found) == 1
    pairs = zip(sorted(lost, key=str.lower), sorted(added, key=str.lower), strict=True)
    return any(not _same_name(a, b, language, alone=alone) for a, b in pairs)


def _recased(found: list[Hunk]) -> Iterator[str]:
    """Give the words whose first letter alone was made large or small: Parliament, parliament."""
    for hunk in found:
        for old, new in zip(hunk.old_words, hunk.new_words, strict=False):
            if letters.same_but_for_case(old, new) and old[1:].islower():
                yield from (old, new)


def _same_name(old: str, new: str, language: str, *, alone: bool) -> bool:
    if letters.same_word(old, new, language):
        return True
    return language != "en" and not alone and letters.same_stem(old, new)


def _proper(text: str, both: tuple[str, str], language: str) -> Iterator[str]:
    """Give the words of a text that may be names: with a capital, and not common ones."""
    small = {word for whole in both for word in WORD.findall(whole) if word[:1].islower()}
    for match in WORD.finditer(text):
        word = re.sub(r"['’ʼ](?:s|S)?$", "", match[0])
        if not word[0].isupper() or (language == "en" and word in {"I", "A"}):
            continue
        # One letter and a point is a first name; at the beginning of a text it may be both.
        begins = _BEGINS.search(text, max(0, match.start() - 12), match.start())
        lower = word.lower()
        if begins and (lower in small or letters.is_common(lower, language)):
            continue
        yield word
