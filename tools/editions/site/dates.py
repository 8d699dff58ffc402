"""Every date of an issue, from what somebody stated: for readers, feeds, books, PDFs, machines.

An issue is of a month. The day on which it was published, and that of its last correction, are
known only where its document states them (``:published: 2021-01-15``, ``:corrected:``). No
clock is asked and no day is made up; where a format demands a moment and nobody stated a day, it
is the first of the month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from editions.site.months import day_of

PUBLISHED = "published"
CORRECTED = "corrected"
FIELDS = (PUBLISHED, CORRECTED)
"""The fields of an issue that hold a day."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of the issue `key` ("2020-12"); a day that nobody stated is ""."""

    key: str
    published: str = ""
    corrected: str = ""

    @property
    def issued(self) -> str:
        """The day of publication; where nobody stated it, the month."""
        return self.published or self.key

    @property
    def stated(self) -> str:
        """The day of the last change that somebody stated, "" if nobody did."""
        return max(self.published, self.corrected)

    @property
    def changed(self) -> date:
        """The day of the last change, for formats that demand one."""
        return date.fromisoformat(self.stated or f"{self.key}-01")

    @property
    def moment(self) -> str:
        """The moment of the last change, for formats that demand one."""
        return moment(self.changed.isoformat())


def moment(day: str) -> str:
    """Give a day as the moment it begins.

    >>> moment("2021-01-15")
    '2021-01-15T00:00:00Z'
    """
    return f"{day}T00:00:00Z"


def dates(key: str, fields: Mapping[str, str]) -> Dates:
    """Read the dates of an issue from the fields of its document; what is no day is left out.

    >>> dates("2020-12", {"published": "2021-01-15", "corrected": "in March"})
    Dates(key='2020-12', published='2021-01-15', corrected='')
    """
    return Dates(key, *(_day(fields.get(name, "")) for name in FIELDS))


def said(stated: Dates, language: str, *, translate: Callable[[str], str]) -> tuple[str, str]:
    """Say when an issue was published and when it was last corrected, "" where nobody stated it.

    `translate` turns English words of the interface into the edition's.
    """
    _ = translate
    published, corrected = (
        day and day_of(day, language) for day in (stated.published, stated.corrected)
    )
    return (
        # Translators: %s is a day, as in "Published on 15 January 2021".
        published and str(_("Published on %s")) % published,
        corrected and str(_("Corrected on %s")) % corrected,
    )


def faults(key: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give what cannot be among the dates of an issue: the field, and what is wrong with it.

    >>> list(faults("2020-12", {"published": "15.01.2021"}))
    [('published', "published: '15.01.2021' is no day; write it as 2021-03-05")]
    """
    for name in FIELDS:
        said = fields.get(name)
        if said is None:
            continue
        if not _day(said):
            yield name, f"{name}: '{said}' is no day; write it as 2021-03-05"
        elif said < key:
            yield name, f"{name}: {said} is before the month of the issue, {key}"
    known = dates(key, fields)
    if known.corrected and known.corrected < known.published:
        message = f"corrected: {known.corrected} is before the day of publication"
        yield CORRECTED, f"{message}, {known.published}"


def _day(said: str) -> str:
    """Give a day of the calendar as it was written, "" if it is none or written otherwise."""
    with suppress(ValueError):
        # 20210305 and 2021-W09-5 are days too, but not to those who read the document.
        if date.fromisoformat(said).isoformat() == said:
            return said
    return ""
