"""What tools leave beside a catalogue is signed: it is told of and removed."""

from __future__ import annotations

import subprocess

from editions.checks import identity
from tests.catalogue.conftest import REPORT, Desk
from tests.conftest import REPOSITORY

SIGNED = b'msgid ""\nmsgstr ""\n"Last-Translator: Jane Doe <jane@mail.example>\\n"\n'
LEFT = ("2021-01.mo", "2021-01.po~", "2021-01.po.~3~", "2021-01.po.bak")


def test_compiled_catalogues_and_backups_are_told_and_removed(desk: Desk) -> None:
    desk.update()
    folder = desk.path(REPORT).parent
    before = desk.files()
    for name in LEFT:
        (folder / name).write_bytes(SIGNED)
    told = [problem.location.path for problem in identity.problems_of(desk.publication)]
    assert sorted(told) == sorted(f"locale/be/LC_MESSAGES/reports/{name}" for name in LEFT)
    done = desk.update()
    assert sorted(path.name for path in done.removed) == sorted(LEFT)
    assert desk.files() == before
    assert identity.problems_of(desk.publication) == []


def test_what_is_of_no_sound_catalogue_is_told_and_stays(desk: Desk) -> None:
    desk.update()
    alone = desk.path(REPORT).with_name("alone.mo")
    memory = desk.path(REPORT).with_name("project_save.tmx")
    damaged = desk.path("index").with_suffix(".po~")
    desk.path("index").write_text("ruins", encoding="utf-8")
    for path in (alone, memory, damaged):
        path.write_bytes(SIGNED)
    assert desk.update().removed == ()
    assert all(path.is_file() for path in (alone, memory, damaged))
    told = {
        p.location.path.rpartition("/")[2]: p.message
        for p in (identity.problems_of(desk.publication))
    }
    assert "delete it" in told["alone.mo"]
    assert "delete it" in told["project_save.tmx"]
    assert "index.po~" in told


def test_git_ignores_them() -> None:
    names = [f"locale/be/LC_MESSAGES/reports/{name}" for name in (*LEFT, "project_save.tmx")]
    command = ["git", "check-ignore", "--no-index", *names]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == len(names)
