"""A hundred slips planted into the December 2020 report, none missed, next to no false alarm."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from editions import config
from editions.checks.names import problems
from editions.problems import Problem, Severity
from tests.checks.slips import KINDS, Slip, plant
from tests.conftest import DECEMBER

CHECKED = {
    "be": "locale/be/LC_MESSAGES/reports/2020-12.po",
    "ru": "locale/ru/LC_MESSAGES/reports/2020-12.po",
    "en": "docs/reports/2020-12.rst",
}


def copied(target: Path) -> Path:
    """Copy the report of December, to plant faults into it."""
    return Path(shutil.copytree(DECEMBER, target, dirs_exist_ok=True))


def alarms(root: Path) -> list[Problem]:
    """Give the problems of the report that count as alarms."""
    paths = [root / path for path in CHECKED.values()]
    found = problems(config.load(root), paths=paths)
    return [problem for problem in found if problem.severity is not Severity.INFO]


def words(root: Path, language: str) -> int:
    """Count the words of the report in a language."""
    text = (root / CHECKED[language]).read_text("utf-8")
    if language != "en":
        text = " ".join(re.findall(r'^msgstr "(.+)"$', text, re.MULTILINE))
    return len(re.findall(r"[^\W\d_]+", text))


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_false_alarms_are_at_most_one_in_a_thousand_words(december: Path, language: str) -> None:
    found = [str(each) for each in alarms(december) if each.location.path == CHECKED[language]]
    assert len(found) <= words(december, language) / 1000, "\n".join(found)


def unseen(slips: list[Slip], before: list[Problem], after: list[Problem]) -> list[Slip]:
    """Give the slips at whose line no alarm is new."""
    known = Counter((each.location, each.message) for each in before)
    new = Counter((each.location, each.message) for each in after) - known
    places = {(location.path, location.line) for location, _message in new}
    return [slip for slip in slips if (slip.path, slip.line) not in places]


@pytest.mark.parametrize("seed", [2020, 2021, 2022])
def test_no_planted_slip_is_missed(tmp_path: Path, seed: int) -> None:
    root = copied(tmp_path)
    before = alarms(root)
    slips = plant(root, seed, 100)
    assert len(slips) == 100
    assert {slip.kind for slip in slips} == set(KINDS)
    assert {slip.language for slip in slips} == {"be", "ru", "en"}
    missed = unseen(slips, before, alarms(root))
    assert not missed, "\n".join(str(slip) for slip in missed)
