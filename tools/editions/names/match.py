"""Finding registered names in text, in any case form.

Plain Python: an expression picks the words that begin as names do, a tree of words gives the
longest name from there. No matcher written in another language is needed: a capital letter
rules out nine words of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from editions.names.cleaning import clean
from editions.names.divisions import GAP, Divisions
from editions.names.gazetteer import Name
from editions.names.index import (
    ADJECTIVE,
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
    load,
)
from editions.names.judge import HYPHENS, Found, Judge
from editions.names.lines import Lines
from editions.names.lookalikes import in_one_script
from editions.names.spellings import APOSTROPHES, WORD, fold, latin_shapes, plain
from editions.names.words import is_word, words

BREAK = "\u2011"
"""Where a line has parted a word in capitals, which may or may not have a hyphen there."""
JOINING = frozenset(HYPHENS)
LONGEST = 12
"""How many words a name can have."""


class Mention(NamedTuple):
    """A registered name in a text: offsets in characters from 0, line and column from 1.

    `sure` is False where the word can be another one and a person must decide.
    """

    id: str
    kind: str
    text: str
    start: int
    end: int
    line: int
    column: int
    sure: bool


def finder(names: Iterable[Name], language: str, *, cache: Path | None = None) -> Finder:
    """Give a finder of `names` in texts of `language` (be, ru, en).

    `cache` is a folder for the compiled forms; what lies there is used only if it was made of
    the same rows by the same code.
    """
    return Finder(language, load(tuple(names), language, cache))


class Finder:
    """The names of one register in one language, ready to search any number of texts."""

    def __init__(self, language: str, index: Index) -> None:
        self.language = language
        self._english = language == "en"
        self._names: list[list[Any]] = index["names"]
        self._heads: dict[str, list[Any]] = index["heads"]
        self._plain = self._unquestioned()
        self._words = words(language, index)
        self._next = re.compile(rf"(?:(?P<hyphen>[-\u2010\u2011])|(?=[\s]){GAP})(?P<word>{WORD})")
        self._judge = Judge(language, index)
        self._divisions = Divisions(language, self._names)

    def _unquestioned(self) -> dict[str, int]:
        """Give the words that are a whole name, have no trap and begin no longer name."""
        special = ADJECTIVE | ALONE | EXACT | INSTRUMENTAL | SMALL | TRAILING
        special |= ALSO_WORD | ALSO_GIVEN | ONLY_CUED
        return {
            head: node[0][0][0]
            for head, node in self._heads.items()
            if not node[1] and len(node[0]) == 1 and not node[0][0][1] & special
            for row in [self._names[node[0][0][0]]]
            if row[1] != "person" and not row[2] and not (self._english and any(row[4]))
        }

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a form of a given name and of no place."""
        return self._judge.is_given(word)

    def find(self, text: str) -> list[Mention]:
        """Give every mention in `text`, first to last; none overlaps another."""
        cleaned = clean(in_one_script(text, self.language))
        lines = Lines(text)
        made = []
        as_it_is = cleaned.text is text
        for start, end, place, _, sure in self._settled(cleaned.text):
            if not as_it_is:
                start, end = cleaned.original(start), cleaned.original(end)  # noqa: PLW2901
            identifier, kind, *_ = self._names[place]
            words, (line, column) = text[start:end], lines.at(start)
            made.append(Mention(identifier, kind, words, start, end, line, column, sure))
        return made

    def _settled(self, text: str) -> list[Found]:
        """Give the candidates that the judge lets pass, with what only neighbours tell."""
        found: list[Found] = []
        heads, unquestioned, end = self._heads, self._plain, 0
        breaks = BREAK in text
        for start, spelt in self._words.within(text):
            word = spelt.lower()
            node = heads.get(word)
            stop = start + len(spelt)
            if node is None:
                node = self._other_shape(word)
                if node is None and not (breaks and text[stop : stop + 1] == BREAK):
                    continue
            # A word begins with a letter or digit: only what stands before it is asked.
            if start < end or (start and is_word(text[start - 1])):
                continue
            hyphened = text[start - 1] in HYPHENS or text[stop : stop + 1] in JOINING
            if word in unquestioned and not hyphened:
                end = stop
                found.append(Found(start, end, unquestioned[word]))
                continue
            for one in self._candidates(text, start, stop, node or [[], {}]):
                judged = self._judge(text, one)
                if judged is not None and judged.start >= end:
                    found.append(judged)
                    end = judged.end
        return self._bodies_of_others(text, found)

    def _other_shape(self, word: str) -> list[Any] | None:
        """Give the node of an English word with marks, a possessive or another spelling."""
        if not self._english or plain(word):
            return None
        exact, bare = latin_shapes(word)
        return self._heads.get(exact) or self._heads.get(bare)

    def _candidates(self, text: str, start: int, stop: int, node: list[Any]) -> Iterator[Found]:
        """Give the longest name that begins with this word, or an enumeration's members."""
        if node[0] and not node[1] and not node[0][0][1] & ADJECTIVE:
            at = self._without_possessive(text, stop)
            named = self._chosen(text, start, at, node[0])
            if named is not None:
                yield from self._divisions.of_towns(text, named) if self._english else (named,)
            return
        best: list[tuple[int, int, list[Any]]] = []
        self._walk(text, stop, node, best, 0)
        if not best and text[stop : stop + 1] == BREAK:
            best = self._broken(text, start, stop)
        for _, end, entries in sorted(best, key=lambda one: -one[1]):
            divisions = [entry for entry in entries if entry[1] & ADJECTIVE]
            joint = (
                list(self._divisions.of_adjective(text, (start, end), divisions))
                if divisions
                else []
            )
            if joint:
                yield from joint
                return
            named = self._chosen(text, start, end, entries)
            if named is not None:
                yield from self._divisions.of_towns(text, named)
                return

    def _walk(
        self,
        text: str,
        at: int,
        node: list[Any],
        best: list[tuple[int, int, list[Any]]],
        depth: int,
    ) -> None:
        """Follow the tree from `at`, noting each node where a name ends."""
        if node[0]:
            best.append((depth, self._without_possessive(text, at), node[0]))
        if not node[1] or depth > LONGEST:
            return
        following = self._next.match(text, at)
        if following is None:
            return
        folded = fold(following["word"], self.language)
        child = node[1].get(("-" if following["hyphen"] else " ") + folded)
        if child is not None:
            self._walk(text, following.end(), child, best, depth + 1)
        elif depth == 0 and self._judge.patronymic.match(following["word"]):
            self._after_patronymic(text, following.end(), node, best)

    def _after_patronymic(
        self, text: str, at: int, node: list[Any], best: list[tuple[int, int, list[Any]]]
    ) -> None:
        following = self._next.match(text, at)
        if following is not None and not following["hyphen"]:
            child = node[1].get(" " + fold(following["word"], self.language))
            if child is not None:
                self._walk(text, following.end(), child, best, 1)

    def _broken(self, text: str, start: int, stop: int) -> list[tuple[int, int, list[Any]]]:
        """Try a word in capitals that a line's end has broken: МОГИ-|ЛЁВ."""
        best: list[tuple[int, int, list[Any]]] = []
        following = self._next.match(text, stop)
        if following is not None and following["hyphen"] == BREAK:
            node = self._heads.get((text[start:stop] + following["word"]).lower())
            if node is not None:
                self._walk(text, following.end(), node, best, 0)
        return best

    def _without_possessive(self, text: str, end: int) -> int:
        if self._english and text[end - 1] == "s" and text[end - 2] in APOSTROPHES:
            return end - 2
        return end

    def _chosen(self, text: str, start: int, end: int, entries: list[Any]) -> Found | None:
        """Give the likeliest of the names that are spelt so; in doubt if there are several."""
        if len(entries) == 1 and not entries[0][1] & (ADJECTIVE | EXACT):
            return Found(start, end, entries[0][0], entries[0][1])
        word = text[start:end]
        fitting = [
            entry
            for entry in entries
            if not entry[1] & ADJECTIVE
            and (entry[1] & SMALL or not word[0].islower())
            and (not entry[1] & EXACT or _same_letters(entry[2], word))
        ]
        if not fitting:
            return None
        fitting.sort(key=lambda entry: bool(entry[1] & WEAK))
        rows = {entry[0] for entry in fitting}
        return Found(start, end, fitting[0][0], fitting[0][1], sure=len(rows) == 1)

    def _bodies_of_others(self, text: str, found: list[Found]) -> list[Found]:
        """Doubt «Міністэрства абароны Расіі»: the register's body is that of Belarus."""
        settled: list[Found] = []
        for place, one in enumerate(found):
            name = self._names[one.place]
            following = found[place + 1] if place + 1 < len(found) else None
            if following and one.sure and "o" in name[2] and following.start - one.end <= 4:
                other = self._names[following.place]
                foreign = other[1] == "country" and other[0] != "by"
                between = text[one.end : following.start].strip()
                if foreign and between in {"", "of"}:
                    one = one._replace(sure=False)  # noqa: PLW2901 - the doubt replaces the belief
            settled.append(one)
        return settled


def _same_letters(registered: str, word: str) -> bool:
    return registered == word or (registered.upper() == word and registered.isalpha())
