"""What tools leave beside a catalogue is signed: it is told of and removed."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import polib
import pytest

from editions.catalogue.companions import IGNORED
from editions.checks import identity
from editions.problems import Problem, Severity
from tests.catalogue.conftest import REPORT, Desk
from tests.conftest import REPOSITORY

SIGNED = b'msgid ""\nmsgstr ""\n"Last-Translator: Jane Doe <jane@mail.example>\\n"\n'
LEFT = ("2021-01.mo", "2021-01.po~", "2021-01.po.~3~", "2021-01.po.bak")


def told(desk: Desk) -> dict[str, Problem]:
    found = identity.problems_of(desk.publication)
    return {p.location.path.removeprefix("locale/be/LC_MESSAGES/"): p for p in found}


def test_update_removes_what_is_compiled_and_no_other_file(desk: Desk) -> None:
    desk.update()
    folder = desk.path(REPORT).parent
    before = desk.files()
    for name in LEFT:
        (folder / name).write_bytes(SIGNED)
    found = told(desk)
    assert sorted(found) == sorted(f"reports/{name}" for name in LEFT)
    assert {p.severity for p in found.values()} == {Severity.ERROR}
    assert found["reports/2021-01.mo"].message.endswith("remove it: editions update")
    done = desk.update()
    assert [path.name for path in done.removed] == ["2021-01.mo"]
    for name, problem in told(desk).items():
        command = problem.message.partition("remove it: ")[2]
        assert command == f"rm {shlex.quote(problem.location.path)}"
        assert (folder / Path(name).name).read_bytes() == SIGNED
        subprocess.run(command, shell=True, cwd=desk.publication.root, check=True)  # noqa: S602
    assert desk.files() == before
    assert identity.problems_of(desk.publication) == []


def test_what_is_of_no_sound_catalogue_is_told_and_stays(desk: Desk) -> None:
    desk.update()
    alone = desk.path(REPORT).with_name("alone.mo")
    damaged = desk.path("index").with_suffix(".mo")
    desk.path("index").write_text("ruins", encoding="utf-8")
    for path in (alone, damaged):
        path.write_bytes(SIGNED)
    assert desk.update().removed == ()
    assert all(path.is_file() for path in (alone, damaged))
    assert "remove it: rm locale/be" in told(desk)["reports/alone.mo"].message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("locale/be/omegat/project_save.tmx", '<tuv xml:lang="be" changeid="Jane Doe">'),
        ("memory/winter-omegat.tmx", '<tuv creationid="jane">'),
        ("omegat/project_save.tmx", '<tuv changeid="jane">'),
        ("winter.lokalize", "[General]\nMailingList=jane@mail.example\n"),
        ("source_reports/.~lock.report.odt#", ",jane,machine,01.02.2021 10:00,file;"),
        ("locale/be/LC_MESSAGES/#index.po#", SIGNED.decode()),
    ],
)
def test_projects_memories_and_locks_name_somebody(desk: Desk, name: str, text: str) -> None:
    desk.update()
    path = desk.publication.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (problem,) = identity.problems_of(desk.publication)
    assert problem.severity is Severity.ERROR
    assert "remove it: rm " in problem.message


def test_what_names_nobody_is_a_warning_among_catalogues_alone(desk: Desk) -> None:
    desk.update()
    root = desk.publication.root
    compiled = desk.path(REPORT).with_suffix(".mo")
    polib.pofile(str(desk.path(REPORT))).save_as_mofile(str(compiled))
    (root / "docs/index.rst~").write_text("Write to office@source.example.\n", encoding="utf-8")
    (problem,) = identity.problems_of(desk.publication)
    assert problem.severity is Severity.WARNING
    assert problem.location.path.endswith(".mo")
    signed = polib.pofile(str(desk.path(REPORT)))
    signed.metadata["Last-Translator"] = "Jane Doe"
    signed.save_as_mofile(str(compiled))
    (problem,) = identity.problems_of(desk.publication)
    assert problem.severity is Severity.ERROR


def test_git_ignores_them() -> None:
    names = [f"locale/be/LC_MESSAGES/reports/{name}" for name in (*LEFT, "project_save.tmx")]
    command = ["git", "check-ignore", "--no-index", *names]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == len(names)
    assert set(IGNORED) <= set((REPOSITORY / ".gitignore").read_text("utf-8").splitlines())
