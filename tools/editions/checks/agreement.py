"""The names of a source message against those of its translation, by id and count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from editions.checks import NAME_ADDED, NAME_MISSING, NAME_REPEAT, Check
from editions.checks.convention import Convention
from editions.checks.findings import Finding, Spans
from editions.checks.markup import marked
from editions.checks.related import adjectives, loosely
from editions.checks.texts import Text
from editions.facts import facts
from editions.names.gazetteer import Name
from editions.names.match import Mention

_DATED = re.compile(r"[-‑–]\d")


@dataclass(frozen=True, slots=True)
class _Side:
    """One language's text: its mentions by id, all and the sure ones, and its adjectives."""

    text: str
    language: str
    mentions: list[Mention]
    all: Counter[str]
    sure: Counter[str]
    adjectives: Counter[str]

    def total(self, name: Name) -> int:
        """Count mentions and adjectives; with neither, a body in other words counts as one."""
        counted = self.all[name.id] + self.adjectives[name.id]
        return counted or int(loosely(name, self.text, self.language))

    def abbreviated(self, name: Name) -> int:
        """Count the mentions by an abbreviation."""
        return sum(each.id == name.id and each.text.isupper() for each in self.mentions)

    def first(self, name: Name) -> tuple[int, int]:
        """Give the span of the first mention, the text's beginning if there is none."""
        spans = (each for each in self.mentions if each.id == name.id)
        return next(((each.start, each.end) for each in spans), (0, 0))


def disagreements(text: Text, convention: Convention) -> Iterator[Finding]:
    """Compare a settled translation with its source; a document has nothing to compare."""
    if text.source is None or not text.settled:
        return
    source = _side(text.source.raw, text.source.text, text.source.language, convention)
    target = _side(text.raw, text.text, text.language, convention)
    keys = sorted({*source.all, *target.all})
    involved = [convention.by_id[key] for key in keys if key in convention.by_id]
    for side in (source, target):
        spans = [(mention.start, mention.end) for mention in side.mentions]
        side.adjectives.update(
            adjectives(side.text, involved, side.language, spans, convention.areas)
        )
    told = []
    for name in involved:
        if name.kind == "person" and _is_namesake(name, source, target, convention):
            continue
        if found := _compared(name, source, target):
            told.append((name, *found))
    added = {_sort(name) for name, check, _ in told if check is NAME_ADDED}
    for name, check, message in told:
        # Without another name of its sort in its place, a word may well stand for it.
        yield Finding(check, text, target.first(name), message, guess=_sort(name) not in added)


def _sort(name: Name) -> str:
    """Give what a name must share with another to have been taken for it."""
    return name.kind if name.kind in {"person", "body", "country"} else "place"


def _side(raw: str, text: str, language: str, convention: Convention) -> _Side:
    sums = Spans((fact.start, fact.end) for fact in facts(raw, language) if fact.kind == "sum")
    mentions = [
        each
        for each in convention.find(text, language)
        # «долараў ЗША» names no country, nor «Захад-2021» a part of the world.
        if not sums.overlap((each.start, each.end)) and not _DATED.match(text, each.end)
    ]
    by_hand = Counter(mark.id for mark in marked(raw))
    every = Counter(mention.id for mention in mentions) + by_hand
    sure = Counter(mention.id for mention in mentions if mention.sure) + by_hand
    return _Side(text, language, mentions, every, sure, Counter())


def _compared(name: Name, source: _Side, target: _Side) -> tuple[Check, str] | None:
    there, here = source.total(name), target.total(name)
    shown = f"'{_shown(name, target.language)}' ({name.id})"
    named = source.sure[name.id]
    if named and not here:
        of_source = _shown(name, source.language)
        return NAME_MISSING, f"'{of_source}' of the source is missing; expected {shown}"
    if named > target.all[name.id] and there > here and not _is_shortened(name, source, target):
        return NAME_REPEAT, f"{shown} stands {here} times, in the source {there} times"
    if target.sure[name.id] and not there:
        return NAME_ADDED, f"{shown} is not in the source"
    return None


def _is_shortened(name: Name, source: _Side, target: _Side) -> bool:
    """Tell whether only "Ministry of … (MIA)" has become «МВД»: its name in full is dropped."""
    short = source.abbreviated(name)
    lost = source.total(name) - target.total(name)
    return name.kind == "body" and lost == 1 and 0 < short <= target.abbreviated(name)


def _is_namesake(name: Name, source: _Side, target: _Side, convention: Convention) -> bool:
    """Tell whether only the finders of two languages differ on whom a surname means."""
    here, there = (source, target) if source.all[name.id] else (target, source)
    if there.all[name.id]:
        return False
    others = {each.id for each in there.mentions if each.kind == "person"}
    alone = all(" " not in each.text for each in here.mentions if each.id == name.id)
    short = any(" " not in each.text for each in there.mentions if each.kind == "person")
    surname = name.en.split()[-1]
    return (alone or short) and any(
        convention.by_id[other].en.split()[-1] == surname for other in others
    )


def _shown(name: Name, language: str) -> str:
    return {"be": name.be, "ru": name.ru, "en": name.en or name.be}[language]
