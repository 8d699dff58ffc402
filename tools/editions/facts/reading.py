"""Reading a text from its beginning to its end, fact by fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from editions.facts import figures
from editions.facts.beginnings import may_begin
from editions.facts.links import links
from editions.facts.model import Fact, shown
from editions.facts.parts import Part, parts
from editions.facts.quantities import SPACE, WORD, Quantity, cardinal, quantity
from editions.facts.tables import folded, months, numerals, year_words

_MARKS = str.maketrans({"*": " ", "`": " ", "\\": " "})
_NEXT = re.compile(
    rf"\d|[$€£¥₽₴¼-¾⅐-⅞]|(?:{WORD.pattern})(?P<figures>(?=[-‑]?\d))?",
)
"""Where a fact may begin; a word that figures follow may be a designation."""
_JOINT = re.compile(r"[\s‑-]+")
_TO = r"(?:[–—‑-]|(?:and|to|or|until|till|through|і|й|или|и|да|до|па|по|або)\b)"
_SHARED = re.compile(r"\s*(?:[–—‑-]|(?:to|да|до)\b)\s*")
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_DAYS_FIRST = re.compile(
    rf"(?P<days>{_DAY}(?:st|nd|rd|th|[-‑](?:га|е|го))?(?:\s*(?:,|{_TO})\s*{_DAY}"
    rf"(?:st|nd|rd|th|[-‑](?:га|е|го))?){{0,5}})\s+(?:of\s+)?(?P<month>[^\W\d_]+)"
)
_DAYS_AFTER = re.compile(
    rf"\.?\s+(?P<days>{_DAY}(?:st|nd|rd|th)?(?:\s*(?:[–—‑-]|(?:to|until|through)\b)\s*{_DAY}"
    rf"(?:st|nd|rd|th)?)*(?:\s+and\s+{_DAY}(?!\s+[a-z]+s\b))?)(?!,\d|\.\d|\s*%|\s*(?:thousand|million|billion))"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?!\d)")
_SHORT_DECADE = re.compile(r"[1-9]0s\b")
_SHORT_YEAR = re.compile(r"\s*[–—‑/-]\s*(\d\d)(?!\d|[.,]\d|\s*%)")
_ANOTHER_YEAR = re.compile(
    r"\s*(?:[–—‑,/-]|(?:and|to|or|і|й|и|да|до|або|или)\b)\s*(?=(?:1[89]|20)\d\d(?!\d))"
)
_BEGINS = re.compile(r"(?:\A|[.!?…])[\s«„“\"(]*\Z")
_REVOLUTION = re.compile(r"\s+(?:рэвалюц|революц)", re.IGNORECASE)
_NAMED = re.compile(r"\s+(?:раён|вуліц|плошч|праспект|завод|район|улиц|площад|проспект|[А-ЯЁІЎ])")
_NEAR = 6
"""So many characters at most lie between a date and its year, or a sentence and its mark."""
_FUNCTION = re.compile(
    r"\s*(?:[^\w\s]|\Z|(?:\w{1,3}|улады|урад|што|каб|калі|когда|чтобы|если|ужо|уже|было|была|были)\b|[A-ZА-ЯЁІЎ])"
)


@lru_cache(maxsize=512)
def facts(text: str, language: str) -> tuple[Fact, ...]:
    """Give the facts of a text, in their order; inline markup is read through.

    Those of the last texts are remembered: several checks ask for them, and each edition for
    its source's.
    """
    found, plain = links(text)
    for part in parts(plain, language):
        for fact in _read(part):
            start, end = fact.start + part.start, fact.end + part.start
            found.append(replace(fact, text=text[start:end], start=start, end=end))
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.end, fact.value)))


def _read(part: Part) -> Iterator[Fact]:
    plain = part.text.translate(_MARKS)
    found = list(_Reader(plain, part.language).read())
    idioms = numerals(part.language).idioms.finditer(plain) if found else ()
    silent = [match.span() for match in idioms]
    for fact in found:
        if not any(start <= fact.start < end for start, end in silent):
            yield fact


@dataclass(slots=True)
class _Reader:
    """A text being read; `place` is where, `dated` where the last date or month ended."""

    text: str
    language: str
    place: int = 0
    dated: int = -1

    def read(self) -> Iterator[Fact]:
        while (start := self._next()) is not None:
            self.place = start.start()
            yield from self._here()
            if self.place == start.start():
                self.place = start.end()

    def _next(self) -> re.Match[str] | None:
        for start in _NEXT.finditer(self.text, self.place):
            if start["figures"] is not None or may_begin(start[0], self.language):
                return start
        return None

    def _here(self) -> Iterator[Fact]:
        if self.text[self.place].isdecimal():
            yield from self._digits()
            return
        if figures.VULGAR.match(self.text, self.place):
            yield from self._amount()
            return
        word = WORD.match(self.text, self.place)
        yield from self._word(word[0]) if word else self._amount()

    def _digits(self) -> Iterator[Fact]:
        if match := figures.DATED.match(self.text, self.place):
            year, month, day = (match[f"{part}1"] or match[f"{part}2"] for part in "ymd")
            yield self._fact("date", f"{int(month):02}-{int(day):02}", match.end())
            yield self._fact("year", year, match.end())
            self.place = match.end()
        elif match := figures.VERSION.match(self.text, self.place):
            yield self._taken("number", match[0], match.end())
        elif match := figures.TWELVE.match(self.text, self.place):
            hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
            end = match.start("other") if match["other"] else match.end()
            yield self._taken("time", f"{hour:02}:{match['rest'] or '00'}", end)
        elif match := figures.CLOCK.match(self.text, self.place):
            yield self._taken("time", f"{int(match['hour']):02}:{match['rest']}", match.end())
        elif match := _DAYS_FIRST.match(self.text, self.place):
            month = months(self.language).beside.get(folded(match["month"], self.language))
            yield from self._days(match, month) if month else self._counted()
        else:
            yield from self._counted()

    def _days(self, match: re.Match[str], month: int) -> Iterator[Fact]:
        for day in re.finditer(r"\d+", match["days"]):
            yield self._fact("date", f"{month:02}-{int(day[0]):02}", match.end())
        self.place = self.dated = match.end()

    def _counted(self) -> Iterator[Fact]:
        """Read digits that are no date: an ordinal, a year, a quantity."""
        if match := figures.ORDINAL.get(self.language, figures.ORDINAL["en"]).match(
            self.text, self.place
        ):
            decade = figures.DECADE.match(self.text, match.end(1))
            if self._is_decade(match):
                yield self._taken("year", f"{match[1]}s", match.end())
            elif _YEAR.fullmatch(match[1]):
                many = "s" if decade and match[1].endswith("0") else ""
                yield self._taken("year", match[1] + many, match.end())
            else:
                yield self._taken("ordinal", str(int(match[1])), match.end())
        elif (match := _YEAR.match(self.text, self.place)) and self._is_year(match.end()):
            yield from self._years(match)
        elif self.language == "en" and (match := _SHORT_DECADE.match(self.text, self.place)):
            yield self._taken("year", match[0], match.end())
        else:
            yield from self._amount()

    def _is_decade(self, match: re.Match[str]) -> bool:
        """Tell «90-х» and «90-я гады» from «20-я брыгада»."""
        if not re.fullmatch(r"[1-9]0", match[1]):
            return False
        after = _skipped(self.text, match.end())
        return match[0].endswith("х") or bool(
            figures.DECADE.match(self.text, match.end(1)) and year_words().match(self.text, after)
        )

    def _is_year(self, end: int) -> bool:
        found = quantity(self.text, self.place, self.language)
        if found is None or found.value.denominator != 1 or found.value >= 10000:
            return False
        if year_words().match(self.text, _skipped(self.text, end)) or self._is_dated():
            return True
        if found.tail or not found.plain:
            return False
        another = _ANOTHER_YEAR.match(self.text, end)
        return self.language == "en" or bool(another or _FUNCTION.match(self.text, end))

    def _is_dated(self) -> bool:
        if not 0 <= self.dated <= self.place <= self.dated + _NEAR:
            return False
        return self.text[self.dated : self.place].strip(" ,\n\u00a0") == ""

    def _years(self, match: re.Match[str]) -> Iterator[Fact]:
        decade = figures.DECADE.match(self.text, match.end())
        end = decade.end() if decade else match.end()
        yield self._taken("year", match[0] + ("s" if decade else ""), end)
        if short := _SHORT_YEAR.match(self.text, end):
            yield self._taken("year", match[0][:2] + short[1], short.end())
        elif another := _ANOTHER_YEAR.match(self.text, end):
            self.place = another.end()
            following = _YEAR.match(self.text, self.place)
            if following:
                yield from self._years(following)

    def _amount(self) -> Iterator[Fact]:
        first = quantity(self.text, self.place, self.language)
        if first is None:
            return
        joint = _SHARED.match(self.text, first.end)
        second = (
            quantity(self.text, joint.end(), self.language)
            if joint and joint.end() < len(self.text)
            else None
        )
        simple = first.order == 1 and not first.vague and not first.tail
        if second and simple and first.value <= second.value:
            if not _YEAR.match(self.text, second.start) or second.tail:
                first = replace(first, tail=second.tail, order=second.order)
        elif second and first.tail and first.tail[0] == "sum" and second.tail is None:
            second = replace(second, tail=first.tail)
            first = replace(first, order=max(first.order, second.order if first.plain else 1))
            yield self._said(first)
            yield self._said(second)
            return
        yield self._said(first)

    def _said(self, found: Quantity) -> Fact:
        self.place = found.end
        kind, name = found.tail or ("number", "")
        part = WORD.match(self.text, _skipped(self.text, found.end))
        hour = numerals(self.language).parts.get(folded(part[0], self.language)) if part else None
        if part and hour is not None and name in {"", "h"} and 0 < found.total <= 12:
            self.place = part.end()
            clock = int(found.total) % 12 + hour
            return replace(self._fact("time", f"{clock:02}:00", part.end()), start=found.start)
        value = ("x" if found.vague else "") + shown(found.total)
        if kind == "percent":
            name = "" if name == "percent" else name
        fact = self._fact(kind, f"{value} {name}".strip(), found.end)
        return replace(fact, start=found.start)

    def _word(self, word: str) -> Iterator[Fact]:
        if match := figures.CODE.match(self.text, self.place):
            letters = match["letters"]
            if letters.isupper() or (len(letters) < 5 and letters[0].isupper() and match["hyphen"]):
                value = f"{figures.skeleton(letters)}-{match['digits']}{_rest(match['rest'])}"
                if not self._sum_before(letters):
                    yield self._taken("code", value, match.end())
                    return
        if (match := figures.ROMAN.match(self.text, self.place)) and (
            value_of := figures.roman(match[0])
        ):
            yield self._taken("ordinal", str(value_of), match.end())
            return
        yield from self._named(word)

    def _sum_before(self, letters: str) -> bool:
        found = quantity(self.text, self.place, self.language)
        return bool(found and found.tail and found.tail[0] == "sum")

    def _named(self, word: str) -> Iterator[Fact]:
        """Read a month, an ordinal or a number in words."""
        known, end = folded(word, self.language), self.place + len(word)
        table, numbers = months(self.language), numerals(self.language)
        month = None if self._is_a_name(word) else table.beside.get(known)
        if month and (self.language != "en" or word[0].isupper()):
            after = _DAYS_AFTER.match(self.text, end) if self.language == "en" else None
            if after:
                yield from self._days(after, month)
                return
            if known in table.names or self._is_month(end):
                yield self._taken("month", str(month), end)
                self.dated = end
                return
        if known in table.adjectives and self._is_of_month(word, end):
            yield self._taken("month", str(table.adjectives[known]), end)
        elif known in numbers.ordinals and known not in numbers.cardinals:
            yield from self._ordinal(numbers.ordinals[known], end)
        elif tens := cardinal(self.text, self.place, self.language):
            yield from self._spoken(tens)
        elif known in numbers.half and not quantity(self.text, self.place, self.language):
            yield self._taken("number", "0.5", end)
        else:
            yield from self._amount()

    def _is_a_name(self, word: str) -> bool:
        """Tell Август, the emperor, from the month, which has no capital but in English."""
        begins = _BEGINS.search(self.text[max(0, self.place - _NEAR) : self.place])
        return self.language != "en" and word[:1].isupper() and not begins

    def _is_month(self, end: int) -> bool:
        """Tell whether an ambiguous word is a month, by what stands beside it."""
        if re.match(r"\.?,?\s+\d", self.text[end : end + 4]):
            return True
        word = re.search(r"([^\W\d_]+)[\s-]+\Z", self.text[max(0, self.place - 20) : self.place])
        return bool(word) and word[1].casefold() in months(self.language).before  # type: ignore[index]

    def _is_of_month(self, word: str, end: int) -> bool:
        """Tell «снежаньскі пакет» and «Кастрычніцкая рэвалюцыя» from «Кастрычніцкі раён»."""
        if word[0].islower() or _REVOLUTION.match(self.text, end):
            return True
        begins = not self.text[: self.place].strip(' «„“("') or bool(
            re.search(r"[.!?…]\W*\Z", self.text[max(0, self.place - 4) : self.place])
        )
        return bool(begins) and not _NAMED.match(self.text, end)

    def _spoken(self, tens: tuple[Fraction, int]) -> Iterator[Fact]:
        """Read a number in words: twenty, twenty-first, two thirds."""
        numbers = numerals(self.language)
        value, end = tens
        joint = _JOINT.match(self.text, end)
        word = WORD.match(self.text, joint.end()) if joint else None
        known = folded(word[0], self.language) if word else ""
        if word and known in numbers.fractions and value < 10:
            share = shown(value / numbers.fractions[known])
            yield self._taken("number", share, word.end())
        elif word and value >= 20 and numbers.ordinals.get(known, 99) < 10:
            yield self._taken("ordinal", str(int(value) + numbers.ordinals[known]), word.end())
        else:
            yield from self._amount()

    def _ordinal(self, value: int, end: int) -> Iterator[Fact]:
        yield self._taken("ordinal", str(value), end)

    def _taken(self, kind: str, value: str, end: int) -> Fact:
        fact = self._fact(kind, value, end)
        self.place = end
        return fact

    def _fact(self, kind: str, value: str, end: int) -> Fact:
        return Fact(kind, value, self.text[self.place : end], self.place, end)


def _rest(letters: str) -> str:
    return "".join(
        part if part.isdecimal() else figures.skeleton(part)
        for part in re.findall(r"\d+|[^\W\d_]+", letters)
    )


def _skipped(text: str, place: int) -> int:
    match = SPACE.match(text, place)
    return match.end() if match else place
