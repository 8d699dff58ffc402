"""Wordings that an editor would change are hints, told by patterns that are data."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.checks import phrases
from editions.checks.texts import Text
from editions.problems import Severity

TOLD = [
    ("be", "У гэтай\nсувязі фігура стане знакам.", "У гэтай сувязі"),
    ("be", "У 72-гі цэнтр.", "72-гі"),
    ("be", "Адпрацоўваліся пытанні аховы.", "Адпрацоўваліся пытанні"),
    ("be", "Падаў гэта як частку супрацьстаяння Захаду і Расіі.", "супрацьстаяння Захаду і Р"),
    (
        "be",
        "З улікам палітычнай сітуацыі, калі рэжым знойдзе.",
        "З улікам палітычнай сітуацыі, калі",
    ),
    ("ru", "Это действительно имело место.", "имело место"),
    ("ru", "2-ой батальон.", "2-ой"),
]
RIGHT = [
    ("be", "У 72-і цэнтр, 31-га і 25-ы. У сувязі з гэтым супрацьстаянне паміж Захадам і Расіяй."),
    (
        "ru",
        "2-й и 72-го. С учётом ситуации средства, если их найдут, пойдут на это. Это место имеет.",
    ),
    ("en", "In this regard, the 2-ой."),
]


def told(language: str, said: str) -> list[str]:
    text = Text(Path("a.po"), "a.po", 1, language, said, said)
    found = list(phrases.find(text))
    assert all(one.severity is Severity.INFO for one in found)
    return [one.message.split("'")[1] for one in found]


@pytest.mark.parametrize(("language", "said", "what"), TOLD)
def test_office_language_is_told(language: str, said: str, what: str) -> None:
    assert told(language, said) == [what]


@pytest.mark.parametrize(("language", "said"), RIGHT)
def test_good_language_is_not(language: str, said: str) -> None:
    assert told(language, said) == []
