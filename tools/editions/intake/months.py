"""Reading the month of an issue from a title, in any of the languages."""

from __future__ import annotations

import re
from functools import cache

from babel.dates import get_month_names

from editions.config import AUTONYMS
from editions.documents import is_issue

_IN_NAME = re.compile(r"(?<!\d)([12]\d{3})-(\d\d)(?!\d)")


def issue_in_name(name: str) -> str | None:
    """Give the issue a file's name tells.

    >>> issue_in_name("2020-12.en.md"), issue_in_name("report-2020-13.md")
    ('2020-12', None)
    """
    found = _IN_NAME.search(name)
    return found[0] if found and is_issue(found[0]) else None


def issue_in(title: str) -> str | None:
    """Give the first month a title names together with its year.

    >>> issue_in("Сітуацыя (снежань 2020)"), issue_in("Report, May of 2021"), issue_in("2020")
    ('2020-12', '2021-05', None)
    """
    pattern, numbers = _months()
    found = pattern.search(title)
    return f"{found[2]}-{numbers[found[1].lower()]:02}" if found else None


@cache
def _months() -> tuple[re.Pattern[str], dict[str, int]]:
    numbers = {
        str(name).lower(): number
        for language in AUTONYMS
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, language).items()
    }
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    return re.compile(rf"\b({names}),?\s+(?:of\s+)?([12]\d{{3}})\b", re.IGNORECASE), numbers
