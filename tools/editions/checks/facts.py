"""The facts of a source message against those of its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from editions.checks import (
    FACT_DATE,
    FACT_LINK,
    FACT_NEGATION,
    FACT_NUMBER,
    FACT_ORDINAL,
    FACT_UNIT,
    Check,
    sites,
)
from editions.checks.findings import Finding
from editions.checks.texts import Source, Text
from editions.facts import Fact, facts
from editions.facts.implied import implied, smallest
from editions.facts.links import ANONYMOUS, NAMED
from editions.facts.model import shown
from editions.facts.negation import denied, loses_not_only

_CHECKS = {
    "number": FACT_NUMBER,
    "percent": FACT_NUMBER,
    "sum": FACT_NUMBER,
    "code": FACT_NUMBER,
    "date": FACT_DATE,
    "month": FACT_DATE,
    "year": FACT_DATE,
    "time": FACT_DATE,
    "ordinal": FACT_ORDINAL,
    "unit": FACT_UNIT,
    "link": FACT_LINK,
}
_SENTENCE = re.compile(r"(?<=[.!?…»”)])\s+(?=[«“\"(]?[A-ZА-ЯЁІЎ\d])")
_TWELVE = re.compile(r"(?i)[ap]\.?\s?m?\.?\Z")
_RUBLES = {"BYN", "RUB", "ruble"}
_NUMBER_LIKE = {"number", "unit", "ordinal", "year", "code"}


def find(text: Text) -> Iterator[Finding]:
    """Compare a settled translation with its source message; a document has none."""
    if text.source is None or not text.settled:
        return
    source, target = (
        tuple(_resolved(facts(each.raw, each.language), text.source))
        for each in (text.source, text)
    )
    lost, added = _differences(source, target)
    said = (implied(text.raw, text.language), implied(text.source.raw, text.source.language))
    lost = [fact for fact in lost if not _is_free(fact, said[0])]
    added = [fact for fact in added if _has_digit(fact) and not _is_free(fact, said[1])]
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


def _differences(source: Iterable[Fact], target: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Give the facts of either side that the other lacks, beyond what languages differ in."""
    lost, added = _apart(list(source), list(target), _same)
    lost, added = _apart(lost, added, _alike)
    here, there = {_key(fact) for fact in target}, {_key(fact) for fact in source}
    # «у 2020 годзе» need not be said twice; a figure that only changed stands in `added`.
    kinds_lost, kinds_added = ({_CHECKS[fact.kind] for fact in each} for each in (lost, added))
    return (
        [each for each in lost if _key(each) not in here or _CHECKS[each.kind] in kinds_added],
        [each for each in added if _key(each) not in there or _CHECKS[each.kind] in kinds_lost],
    )


def _apart(
    source: list[Fact], target: list[Fact], agree: Callable[[Fact, Fact], bool]
) -> tuple[list[Fact], list[Fact]]:
    left = list(target)
    lost = []
    for fact in source:
        partner = next((other for other in left if agree(fact, other)), None)
        if partner is None:
            lost.append(fact)
        else:
            left.remove(partner)
    return lost, left


def _key(fact: Fact) -> tuple[str, str]:
    return fact.kind, fact.value


def _same(one: Fact, other: Fact) -> bool:
    return _key(one) == _key(other)


def _alike(one: Fact, other: Fact) -> bool:
    """Tell whether two facts differ only as languages do: a unit or a kind left unsaid."""
    if one.kind == other.kind:
        return _same_kind(one, other)
    if {"time", "percent"} & {one.kind, other.kind}:
        return _is_hour(one, other) or _is_hour(other, one) or _is_share(one, other)
    if not _same_value(one, other):
        return False
    kinds = {one.kind, other.kind}
    return kinds <= _NUMBER_LIKE or (
        kinds == {"sum", "number"} and not (_has_digit(one) or _has_digit(other))
    )


def _same_kind(one: Fact, other: Fact) -> bool:
    (value, what), (other_value, other_what) = _split(one), _split(other)
    if one.kind == "year":
        # "the 1990s" and «90-я гады».
        return value[-3:] == other_value[-3:] and value.endswith("s")
    if one.kind == "unit":
        return smallest(value, what) == smallest(other_value, other_what)
    if not _same_value(one, other):
        return False
    return what == other_what or (one.kind == "sum" and "ruble" in {what, other_what} <= _RUBLES)


def _same_value(one: Fact, other: Fact) -> bool:
    """Tell whether the numbers are the same; «десяток» is as good as a dozen."""
    values = {_split(one)[0], _split(other)[0]}
    return values == {"x10", "x12"} or len({value.removeprefix("x") for value in values}) == 1


def _is_hour(time: Fact, other: Fact) -> bool:
    """Tell whether 17:00 is said as «17 гадзін», «у 17» or «а 17-й», or 19.15 with a point."""
    if time.kind != "time" or other.kind not in {"unit", "number", "ordinal"}:
        return False
    value, what = _split(other)
    hour, _, rest = time.value.partition(":")
    if _TWELVE.search(time.text) and what in {"", "h"} and value == f"{int(hour) % 12 or 12}":
        return rest == "00"  # «а 5 гадзіне» for 5 p.m., where the day tells
    return what in {"", "h"} and value in {
        shown(Fraction(f"{hour}.{rest}" if rest.isdigit() else hour)),
        f"{int(hour)}.{rest}",
    }


def _is_share(one: Fact, other: Fact) -> bool:
    """Tell whether a half or «паўтара раза» is said as 50 %."""
    shares, values = ([_split(each)[0] for each in pair] for pair in _by_percent(one, other))
    if not shares or not values:
        return False
    try:
        share, value = Fraction(shares[0]) / 100, Fraction(values[0])
    except ValueError:
        return False
    return value in {share, share + 1}


def _by_percent(one: Fact, other: Fact) -> tuple[list[Fact], list[Fact]]:
    pair = (one, other)
    return (
        [fact for fact in pair if fact.kind == "percent"],
        [fact for fact in pair if fact.kind == "number"],
    )


def _split(fact: Fact) -> tuple[str, str]:
    if fact.kind == "code":
        return "".join(re.findall(r"\d+", fact.value)), ""
    if fact.kind == "link":
        return fact.value, ""
    value, _, what = fact.value.partition(" ")
    return value, what


def _is_free(fact: Fact, said: frozenset[str]) -> bool:
    """Tell whether a fact may be said otherwise: the first, half, two-sided, the nineties."""
    value, what = _split(fact)
    if fact.kind == "percent":
        return value in said if what else _of_percent(fact) & said != frozenset()
    if fact.kind == "year" or what:
        return value in said or " ".join(smallest(value, what)) in said
    if fact.kind not in {"number", "ordinal"}:
        return False
    if value in said:
        return True
    return not _has_digit(fact) and (
        (fact.kind == "ordinal" and value == "1") or value in {"0.5", "x10", "x12"}
    )


def _of_percent(fact: Fact) -> frozenset[str]:
    """Give what a per cent is a share of one of, and of one more: 50 % is half, or half as much."""
    try:
        share = Fraction(_split(fact)[0]) / 100
    except ValueError:
        return frozenset()
    return frozenset({shown(share), shown(share + 1)})


def _has_digit(fact: Fact) -> bool:
    return fact.kind == "link" or any(sign.isdigit() for sign in fact.text)


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
            {fact.kind for fact in each if _has_digit(fact)} for each in (self.lost, self.added)
        )
        return not set.isdisjoint(*kinds)

    @property
    def message(self) -> str:
        if not self.lost:
            return f"the translation has {_list(self.added)}, which the source has not"
        instead = f"the translation {_list(self.added)}" if self.added else ""
        return f"the source has {_list(self.lost)}, {instead or 'the translation has not'}"


def _told(text: Text, lost: list[Fact], added: list[Fact]) -> Iterator[Finding]:
    for check in dict.fromkeys(_CHECKS[fact.kind] for fact in (*lost, *added)):
        told = _Difference(
            check,
            [fact for fact in lost if _CHECKS[fact.kind] is check],
            [fact for fact in added if _CHECKS[fact.kind] is check],
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
