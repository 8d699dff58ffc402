"""Three hundred mutants of the December 2020 translations: what the checks see of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from editions import config
from editions.checks.run import problems
from editions.problems import Problem, Severity
from tests.checks.mutants import KINDS, Mutant, link, mutants, plant, rounds
from tests.checks.test_planted import CHECKED, copied, words

WANTED = 322


TRANSLATIONS = [CHECKED["be"], CHECKED["ru"]]


def alarms(root: Path, files: Iterable[str] = TRANSLATIONS) -> list[Problem]:
    """Give the errors and warnings of files of the report."""
    paths = [root / path for path in files]
    found = problems(config.load(root), paths=paths)
    return [problem for problem in found if problem.severity is not Severity.INFO]


def unseen(root: Path, chosen: list[Mutant]) -> list[Mutant]:
    """Plant the mutants, one a message at a time; give those whose message raises no alarm."""
    before = Counter(_place(problem) for problem in alarms(root))
    kept = {path: (root / path).read_bytes() for path in TRANSLATIONS}
    missed = []
    for planted in rounds(chosen):
        plant(root, planted)
        new = Counter(_place(problem) for problem in alarms(root)) - before
        seen = {(path, msgid) for path, msgid, *_ in new}
        missed += [mutant for mutant in planted if (mutant.path, mutant.msgid) not in seen]
        for path, content in kept.items():
            (root / path).write_bytes(content)
    return missed


def _place(problem: Problem) -> tuple[str, str | None, str, str]:
    return problem.location.path, problem.msgid, problem.id, problem.message


def test_of_the_mutants_ninety_nine_in_a_hundred_are_caught(tmp_path: Path) -> None:
    root = copied(tmp_path / "report")
    link(root, 12)
    chosen = mutants(root, WANTED)
    assert len(chosen) >= 300
    assert {mutant.kind for mutant in chosen} == set(KINDS)
    missed = unseen(root, chosen)
    told = "\n".join(f"{m.kind} {m.language}:{m.line} {m.old!r} → {m.new!r}" for m in missed)
    assert len(missed) <= len(chosen) / 100, told
    by_kind = Counter(mutant.kind for mutant in missed)
    for kind in KINDS:
        total = sum(mutant.kind == kind for mutant in chosen)
        assert by_kind[kind] <= total / 5, f"{kind}: {by_kind[kind]} of {total} missed\n{told}"


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_false_alarms_are_at_most_one_in_a_thousand_words(december: Path, language: str) -> None:
    found = alarms(december, [CHECKED[language]])
    assert len(found) <= words(december, language) / 1000, "\n".join(map(str, found))
