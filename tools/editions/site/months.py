"""The names of months as each language writes them beside a year."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, get_month_names


def month_of(issue: str, language: str) -> str:
    """Give the month of an issue in running text.

    >>> month_of("2020-12", "be"), month_of("2020-12", "ru"), month_of("2020-12", "en")
    ('снежань 2020', 'декабрь 2020', 'December 2020')
    """
    year, month = issue.split("-")
    return format_date(date(int(year), int(month), 1), "LLLL y", locale=language)


def months_of(language: str) -> tuple[str, ...]:
    """Give the twelve names that `month_of` puts before a year, capital first letter."""
    names = get_month_names("wide", context="stand-alone", locale=language)
    return tuple(capital(names[number]) for number in range(1, 13))


def day_of(day: str, language: str) -> str:
    r"""Give a day of the calendar ("2021-03-05") as text.

    >>> day_of("2021-03-05", "be"), day_of("2021-03-05", "en")
    ('5 сакавіка 2021\u202fг.', '5 March 2021')
    """
    # Of the English calendars Babel's plain one is the American.
    locale = "en_GB" if language == "en" else language
    return format_date(date.fromisoformat(day), "long", locale=locale)


def capital(text: str) -> str:
    """Write the first letter large, for words that stand alone; the rest stays as it is.

    >>> capital("снежань 2020")
    'Снежань 2020'
    """
    return text[:1].upper() + text[1:]
