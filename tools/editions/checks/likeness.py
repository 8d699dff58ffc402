"""Which facts of a translation are those of its source: equal ones, and ones said otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from editions.checks import FACT_DATE, FACT_LINK, FACT_NUMBER, FACT_ORDINAL, FACT_UNIT, Check
from editions.facts import Fact
from editions.facts.implied import smallest
from editions.facts.model import shown

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
_TWELVE = re.compile(r"(?i)[ap]\.?\s?m?\.?\Z")
_RUBLES = {"BYN", "RUB", "ruble"}
_NUMBER_LIKE = {"number", "unit", "ordinal", "year", "code"}
_DOZEN = {"x10", "x12"}


def differences(source: Iterable[Fact], target: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Give the facts of either side that the other lacks, beyond what languages differ in."""
    lost, added = _apart(list(source), list(target), lambda fact: _key(fact)[1:], _same)
    lost, added = _apart(lost, added, _likenesses, _alike)
    here, there = {_key(fact) for fact in target}, {_key(fact) for fact in source}
    # «у 2020 годзе» need not be said twice; a figure that only changed stands in `added`.
    kinds_lost, kinds_added = ({check_of(fact) for fact in each} for each in (lost, added))
    return (
        [each for each in lost if _key(each) not in here or check_of(each) in kinds_added],
        [each for each in added if _key(each) not in there or check_of(each) in kinds_lost],
    )


def check_of(fact: Fact) -> Check:
    """Give the check that tells of facts of this kind."""
    return _CHECKS[fact.kind]


def value_and_unit(fact: Fact) -> tuple[str, str]:
    """Give the digits of a fact, and what they count or measure, "" if nothing is named."""
    if fact.kind == "code":
        return "".join(re.findall(r"\d+", fact.value)), ""
    if fact.kind == "link":
        return fact.value, ""
    value, _, what = fact.value.partition(" ")
    return value, what


def has_digit(fact: Fact) -> bool:
    """Tell whether a fact is said in figures, or is a link, which is never said otherwise."""
    return fact.kind == "link" or any(sign.isdigit() for sign in fact.text)


def _apart(
    source: list[Fact],
    target: list[Fact],
    keys: Callable[[Fact], Iterable[str]],
    agree: Callable[[Fact, Fact], bool],
) -> tuple[list[Fact], list[Fact]]:
    """Pair each fact of the source with the first of the target that it agrees with; give the rest.

    Facts that agree have a key in common, so only such are compared, and what is said a
    thousand times is compared once.
    """
    left: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index in reversed(range(len(target))):
        left[_said(target[index])].append(index)
    by_key: dict[str, list[list[int]]] = defaultdict(list)
    for same in left.values():
        for key in set(keys(target[same[0]])):
            by_key[key].append(same)
    known: dict[tuple[str, str, str], list[list[int]]] = {}
    lost = []
    for fact in source:
        if _said(fact) not in known:
            near = (same for key in set(keys(fact)) for same in by_key.get(key, ()) if same)
            known[_said(fact)] = [same for same in near if agree(fact, target[same[-1]])]
        free = [same for same in known[_said(fact)] if same]
        if free:
            min(free, key=lambda same: same[-1]).pop()
        else:
            lost.append(fact)
    return lost, [target[index] for index in sorted(i for same in left.values() for i in same)]


def _said(fact: Fact) -> tuple[str, str, str]:
    return fact.kind, fact.value, fact.text


def _likenesses(fact: Fact) -> Iterator[str]:
    """Give what two facts have in common, one at least, if they are `_alike`."""
    value, what = value_and_unit(fact)
    yield value.removeprefix("x")
    if value in _DOZEN:
        yield "dozen"
    if fact.kind == "year":
        yield value[-3:]
    elif fact.kind == "unit":
        yield " ".join(smallest(value, what))
    elif fact.kind == "time":
        yield from _hours(fact)
        yield str(int(fact.value.partition(":")[0]) % 12 or 12)
    if fact.kind in {"percent", "number"}:
        try:
            number = Fraction(value)
        except ValueError:
            return
        shares = (number / 100, number / 100 + 1) if fact.kind == "percent" else (number,)
        yield from (f"of one {shown(share)}" for share in shares)


def _hours(time: Fact) -> set[str]:
    """Give how the value of a number may be that of a time: 17 or 19.15."""
    hour, _, rest = time.value.partition(":")
    whole = Fraction(f"{hour}.{rest}" if rest.isdigit() else hour)
    return {shown(whole), f"{int(hour)}.{rest}"}


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
        kinds == {"sum", "number"} and not (has_digit(one) or has_digit(other))
    )


def _same_kind(one: Fact, other: Fact) -> bool:
    (value, what), (other_value, other_what) = value_and_unit(one), value_and_unit(other)
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
    values = {value_and_unit(one)[0], value_and_unit(other)[0]}
    return values == _DOZEN or len({value.removeprefix("x") for value in values}) == 1


def _is_hour(time: Fact, other: Fact) -> bool:
    """Tell whether 17:00 is said as «17 гадзін», «у 17» or «а 17-й», or 19.15 with a point."""
    if time.kind != "time" or other.kind not in {"unit", "number", "ordinal"}:
        return False
    value, what = value_and_unit(other)
    hour, _, rest = time.value.partition(":")
    if _TWELVE.search(time.text) and what in {"", "h"} and value == f"{int(hour) % 12 or 12}":
        return rest == "00"  # «а 5 гадзіне» for 5 p.m., where the day tells
    return what in {"", "h"} and value in _hours(time)


def _is_share(one: Fact, other: Fact) -> bool:
    """Tell whether a half or «паўтара раза» is said as 50 %."""
    values = {fact.kind: value_and_unit(fact)[0] for fact in (one, other)}
    if values.keys() != {"percent", "number"}:
        return False
    try:
        share, value = Fraction(values["percent"]) / 100, Fraction(values["number"])
    except ValueError:
        return False
    return value in {share, share + 1}
