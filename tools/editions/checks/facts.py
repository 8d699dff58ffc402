"""The facts of a source message against those of its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from editions.checks import FACT_LINK, FACT_NEGATION, Check, sites
from editions.checks.findings import Finding
from editions.checks.likeness import check_of, differences, has_digit, value_and_unit
from editions.checks.texts import Source, Text
from editions.facts import Fact, facts
from editions.facts.implied import implied, smallest
from editions.facts.links import ANONYMOUS, NAMED
from editions.facts.model import shown
from editions.facts.negation import denied, loses_not_only

_SENTENCE = re.compile(r"(?<=[.!?…»”)])\s+(?=[«“\"(]?[A-ZА-ЯЁІЎ\d])")


def find(text: Text) -> Iterator[Finding]:
    """Compare a settled translation with its source message; a document has none."""
    if text.source is None or not text.settled:
        return
    source, target = (
        tuple(_resolved(facts(each.raw, each.language), text.source))
        for each in (text.source, text)
    )
    lost, added = differences(source, target)
    said = (implied(text.raw, text.language), implied(text.source.raw, text.source.language))
    lost = [fact for fact in lost if not _is_free(fact, said[0])]
    added = [fact for fact in added if has_digit(fact) and not _is_free(fact, said[1])]
    yield from _told(text, lost, added)
    yield from sites.added(text, [fact.text for fact in added if fact.kind == "link"])
    yield from _negations(text, text.source.raw, text.source.language)


def _resolved(found: Iterable[Fact], source: Source) -> Iterator[Fact]:
    """Give links by a name, or by their order, with the addresses that the document has."""
    known = source.addresses
    following = iter(known.of(source.raw))
    for fact in found:
        if fact.kind == "link" and fact.value.startswith(NAMED):
            name = fact.value.removeprefix(NAMED)
            yield replace(fact, value=known.named.get(name, fact.value))
        elif fact.kind == "link" and fact.value == ANONYMOUS:
            yield replace(fact, value=next(following, "") or ANONYMOUS)
        else:
            yield fact


def _is_free(fact: Fact, said: frozenset[str]) -> bool:
    """Tell whether a fact may be said otherwise: the first, half, two-sided, the nineties."""
    value, what = value_and_unit(fact)
    if fact.kind == "percent":
        return value in said if what else _of_percent(fact) & said != frozenset()
    if fact.kind == "year" or what:
        return value in said or " ".join(smallest(value, what)) in said
    if fact.kind not in {"number", "ordinal"}:
        return False
    if value in said:
        return True
    return not has_digit(fact) and (
        (fact.kind == "ordinal" and value == "1") or value in {"0.5", "x10", "x12"}
    )


def _of_percent(fact: Fact) -> frozenset[str]:
    """Give what a per cent is a share of one of, and of one more: 50 % is half, or half as much."""
    try:
        share = Fraction(value_and_unit(fact)[0]) / 100
    except ValueError:
        return frozenset()
    return frozenset({shown(share), shown(share + 1)})


@dataclass(frozen=True, slots=True)
class _Difference:
    """What one check has to say: the facts lost and added."""

    check: Check
    lost: list[Fact]
    added: list[Fact]

    @property
    def is_certain(self) -> bool:
        """Tell whether figure stands against figure; words may well be other words."""
        if self.check is FACT_LINK:
            # A section may be linked by its translated title.
            return not all(fact.value.startswith(NAMED) for fact in (*self.lost, *self.added))
        kinds = (
            {fact.kind for fact in each if has_digit(fact)} for each in (self.lost, self.added)
        )
        return not set.isdisjoint(*kinds)

    @property
    def message(self) -> str:
        if not self.lost:
            return f"the translation has {_list(self.added)}, which the source has not"
        instead = f"the translation {_list(self.added)}" if self.added else ""
        return f"the source has {_list(self.lost)}, {instead or 'the translation has not'}"


def _told(text: Text, lost: list[Fact], added: list[Fact]) -> Iterator[Finding]:
    for check in dict.fromkeys(check_of(fact) for fact in (*lost, *added)):
        told = _Difference(
            check,
            [fact for fact in lost if check_of(fact) is check],
            [fact for fact in added if check_of(fact) is check],
        )
        span = (told.added[0].start, told.added[0].end) if told.added else (0, 0)
        yield Finding(check, text, span, told.message, guess=not told.is_certain)


def _list(facts: list[Fact]) -> str:
    counted = Counter(" ".join(fact.text.split()) for fact in facts)
    return ", ".join(f"‘{said}’" + (f" ×{n}" if n > 1 else "") for said, n in counted.items())


def _negations(text: Text, source: str, language: str) -> Iterator[Finding]:
    """Compare sentence by sentence, or as a whole where the sentences do not correspond."""
    theirs, ours = _SENTENCE.split(source), _SENTENCE.split(text.raw)
    if len(theirs) != len(ours):
        theirs, ours = [source], [text.raw]
    place = 0
    for their, our in zip(theirs, ours, strict=True):
        place = text.raw.index(our, place)
        (there, perhaps_there), (here, perhaps_here) = (
            denied(their, language),
            denied(our, text.language),
        )
        common = min(perhaps_there, perhaps_here)
        lost = loses_not_only(their, language, our, text.language)
        if lost or here + perhaps_here - common < there or there + perhaps_there - common < here:
            verb = "lost" if lost or here < there else "added"
            message = f"a negation may be {verb}: the source denies {there} times, here {here}"
            if lost:
                message = "a negation may be lost: the source says “not only”, here it is “only”"
            if len(ours) > 1:
                message += f", in ‘{_beginning(our)}’"
            yield Finding(FACT_NEGATION, text, (place, place + len(our)), message)


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")
