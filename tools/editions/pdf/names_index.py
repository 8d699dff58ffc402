"""The index of names at the end of an issue or a volume: the index page of the web as data."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx.locale import _

from editions.pdf.walk import Data
from editions.site.gazetteer_page import Entry, Mentions, Numbers, Register, index

IDENTIFIER = "issue_names"
"""The label of the heading; no id of a document has such a stroke."""


def issue_index(mentions: Mentions, names: Register, *, language: str) -> Data | None:
    """Give the index of one issue, None if it mentions nobody and no place."""
    # Translators: the numbers in the index of one issue, under its heading.
    note = _("The numbers are those of the paragraphs.")
    return _index({"": mentions}, names, language=language, months={"": ""}, note=note)


def volume_index(
    found: Mapping[str, Mentions], names: Register, *, language: str, months: Mapping[str, str]
) -> Data | None:
    """Give the one index of the issues of a volume, by key ("2020-12") in their order."""
    note = _("After each month the paragraphs, at the end of the line the pages.")
    return _index(found, names, language=language, months=months, note=note)


def paragraph_label(number: int | str, key: str = "") -> str:
    """Give the label of a paragraph, in a volume that of the issue with the key.

    >>> paragraph_label("12a"), paragraph_label(7, "2020-12")
    ('p12a', '2020-12.p7')
    """
    return f"{key}.p{number}" if key else f"p{number}"


def _index(
    found: Mapping[str, Mentions],
    names: Register,
    *,
    language: str,
    months: Mapping[str, str],
    note: str,
) -> Data | None:
    letters: list[Data] = [
        {"letter": letter.letter, "entries": [_entry(entry, months) for entry in letter.entries]}
        for letter in index(found, names, language)
    ]
    if not letters:
        return None
    heading: Data = {
        "type": "heading",
        "level": 2 if list(found) == [""] else 1,
        "id": IDENTIFIER,
        "content": [_("Names")],
        "words": [_("Names")],
    }
    return {"heading": heading, "note": note, "letters": letters}


def _entry(entry: Entry, months: Mapping[str, str]) -> Data:
    return {
        "text": entry.text,
        "forms": [{"language": other, "text": text} for other, text in entry.forms],
        "places": [
            {"month": months[key], "paragraphs": _paragraphs(key, numbers)}
            for key, numbers in entry.places
        ],
    }


def _paragraphs(key: str, numbers: Numbers) -> list[Data]:
    """Give links to paragraphs; three or more in a row make one, to the first of them."""
    links: list[Data] = []
    for run in _runs(numbers):
        if len(run) > 2:
            first, last = run[0], run[-1]
            link = {"text": f"{first}–{last}", "to": paragraph_label(first, key)}
            links.append({**link, "last": paragraph_label(last, key)})
        else:
            links += ({"text": str(each), "to": paragraph_label(each, key)} for each in run)
    return links


def _runs(numbers: Numbers) -> list[list[int | str]]:
    """Part rising numbers where one is missing; one with a letter stands alone.

    >>> _runs((1, 2, 3, "3a", 5))
    [[1, 2, 3], ['3a'], [5]]
    """
    runs: list[list[int | str]] = []
    for number in numbers:
        before = runs[-1][-1] if runs else None
        if isinstance(number, int) and isinstance(before, int) and number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
