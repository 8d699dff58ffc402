"""What a translator's slip is, in an issue on roads and energy: each is told of, right ones not."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions import config
from editions.checks.markup import readable
from editions.checks.texts import Source, Text
from editions.problems import Problem, Severity
from tests.checks.made import judged

SOURCE = (
    "On 6 January, *Belenergo* cut 10.4 GW and 212 km of lines in Hrodna and Mazyr; "
    "it did not pay $180 million (12%)."
)
RIGHT = {
    "be": (
        "6 студзеня «*Белэнерга*» адключыла 10,4 ГВт і 212 км ліній у Гродне і Мазыры; "
        "яно не заплаціла 180 млн долараў ЗША (12 %)."
    ),
    "ru": (
        "6 января «*Белэнерго*» отключило 10,4 ГВт и 212 км линий в Гродно и Мозыре; "
        "оно не заплатило 180 млн долларов США (12 %)."
    ),
}
SLIPS = [
    ("be", "*Белэнерга*", "Белэнерга", "emphasis"),
    ("be", "10,4", "10.4", "typo-decimal"),
    ("be", "180 млн", "180 млн.", "typo-marks"),
    ("be", "180 млн", "180 млрд", "fact-number"),
    ("be", "212 км", "221 км", "fact-unit"),
    ("be", "212 км", "212 м", "fact-unit"),
    ("be", "6 студзеня", "6 чэрвеня", "fact-date"),
    ("be", "6 студзеня", "16 студзеня", "fact-date"),
    ("be", "долараў ЗША", "еўра", "fact-number"),
    ("be", "не заплаціла", "заплаціла", "fact-negation"),
    ("be", "12 %", "12%", "typo-percent"),
    ("be", "12 %", "21 %", "fact-number"),
    ("be", "у Гродне", "В Гродне", "wrong-language"),
    ("be", "у Гродне", "ў Брэсце", "name-missing"),
    ("be", "ліній", "лiній", "letter-mixed"),
    ("ru", "10,4", "10.4", "typo-decimal"),
    ("ru", "*Белэнерго*", "Белэнерго", "emphasis"),
    ("ru", "не заплатило", "заплатило", "fact-negation"),
    ("ru", "линий в Гродно", "линий ў Гродно", "letter-foreign"),
]
CLOSES = {"fact-number", "fact-unit", "fact-date", "name-missing", "letter-mixed", "letter-foreign"}


def text(language: str, raw: str, line: int) -> Text:
    source = Source(SOURCE, readable(SOURCE), "en")
    return Text(Path("x.po"), "x.po", line, language, raw, readable(raw), source=source)


@pytest.fixture(scope="module")
def told(december: Path) -> list[Problem]:
    texts = [text(language, right, -n) for n, (language, right) in enumerate(RIGHT.items(), 1)]
    texts += [
        text(language, RIGHT[language].replace(old, new), n)
        for n, (language, old, new, _) in enumerate(SLIPS, 1)
    ]
    found = judged(config.load(december), texts)
    return [each for each in found if each.severity is not Severity.INFO if each.id != "spelling"]


def test_the_right_translations_say_nothing(told: list[Problem]) -> None:
    assert [str(each) for each in told if (each.location.line or 0) < 0] == []


@pytest.mark.parametrize("number", range(1, len(SLIPS) + 1))
def test_a_slip_is_told_of_and_a_fact_is_an_error(told: list[Problem], number: int) -> None:
    wanted = SLIPS[number - 1][3]
    found = {each.id: each.severity for each in told if each.location.line == number}
    assert wanted in found
    assert (found[wanted] is Severity.ERROR) == (wanted in CLOSES)
