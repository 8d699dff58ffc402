"""Texts that move, documents that go, come back, split or get another name."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from editions.catalogue import archive, po
from editions.catalogue.change import Change
from editions.catalogue.extract import extract
from tests.catalogue.conftest import REPORT, Desk

DOCUMENT = f"docs/{REPORT}.rst"
OTHER = "reports/2021-02"
ARCHIVED = f"_archive/be/{REPORT}.po"
TRAMS = "The trams were running, but the drivers said that they could not see the rails."


@pytest.fixture
def marked(translated: Desk) -> Desk:
    """The translated publication with remarks of a translator at every message."""
    path = translated.path(REPORT)
    catalogue = po.read(path)
    for number, entry in enumerate(catalogue):
        entry.tcomment, entry.flags = f"заўвага {number}\n  з водступам", ["ignore-doubled"]
    po.write(path, catalogue)
    translated.update()
    return translated


def live(desk: Desk, name: str, language: str = "be") -> dict[str, polib.POEntry]:
    return {e.msgid: e for e in po.read(desk.path(name, language)) if not e.obsolete}


def told(entry: polib.POEntry) -> tuple[str, str, list[str], bool]:
    return entry.msgstr, entry.tcomment, entry.flags, entry.fuzzy


def texts(desk: Desk) -> set[str]:
    """Give every translation that lies anywhere in locale/."""
    return {
        entry.msgstr
        for path in desk.publication.locale.rglob("*.po")
        for entry in po.read(path)
        if entry.msgstr
    }


def test_a_renamed_document_takes_everything_along(marked: Desk) -> None:
    before = live(marked, REPORT)
    (marked.root / DOCUMENT).rename(marked.root / f"docs/{OTHER}.rst")
    extract(marked.publication)
    done = marked.update()
    assert done.problems == ()
    after = live(marked, OTHER)
    assert {m: told(e) for m, e in after.items()} == {m: told(e) for m, e in before.items()}
    assert not any(entry.fuzzy for entry in after.values())
    # The catalogue itself was renamed, so git merges into it what others write meanwhile.
    assert ARCHIVED not in marked.files()
    assert not marked.path(REPORT).exists()
    (change,) = (each for each in done.changes if each.path == marked.path(REPORT))
    assert (change.moved_to, change.counts.kept) == (marked.path(OTHER), len(before))
    assert not any(change.written for change in marked.update().changes)


def test_a_document_that_comes_back_finds_its_catalogue(marked: Desk) -> None:
    before = marked.files()
    text = (marked.root / DOCUMENT).read_bytes()
    (marked.root / DOCUMENT).unlink()
    extract(marked.publication)
    done = marked.update("be")
    (moved,) = (change for change in done.changes if change.moved_to)
    assert moved.path == marked.path(REPORT)
    assert moved.moved_to == marked.publication.locale / ARCHIVED
    (marked.root / DOCUMENT).write_bytes(text)
    extract(marked.publication)
    (back,) = (change for change in marked.update("be").changes if change.moved_to)
    assert back.moved_to == marked.path(REPORT)
    assert marked.files() == before


def test_a_document_that_goes_and_comes_back_by_another_name_loses_nothing(marked: Desk) -> None:
    before = live(marked, REPORT)
    text = (marked.root / DOCUMENT).read_bytes()
    (marked.root / DOCUMENT).unlink()
    extract(marked.publication)
    marked.update()
    (marked.root / f"docs/{OTHER}.rst").write_bytes(text)
    extract(marked.publication)
    marked.update()
    after = live(marked, OTHER)
    assert {m: told(e) for m, e in after.items()} == {m: told(e) for m, e in before.items()}


def test_the_archive_never_overwrites_what_it_holds(marked: Desk) -> None:
    kept = marked.publication.locale / ARCHIVED
    kept.parent.mkdir(parents=True)
    kept.write_bytes(marked.path("index").read_bytes())
    text = marked.path(REPORT).read_bytes()
    (marked.root / DOCUMENT).unlink()
    extract(marked.publication)
    marked.update("be")
    assert kept.read_bytes() == marked.path("index").read_bytes()
    assert kept.with_suffix(".2.po").read_bytes() == text


def test_a_split_document_finds_every_translation(marked: Desk) -> None:
    before = live(marked, REPORT)
    lines = (marked.root / DOCUMENT).read_text("utf-8")
    first, second = lines.split(TRAMS)
    (marked.root / DOCUMENT).write_text(first + "\n.. [#roads] For two days only.\n", "utf-8")
    rest = second.replace(".. [#roads] For two days only.", "")
    (marked.root / f"docs/{OTHER}.rst").write_text(
        f":issue: 2021-02\n\nMore snow\n=========\n\n{TRAMS}{rest}", encoding="utf-8"
    )
    extract(marked.publication)
    marked.update("be")
    after = live(marked, OTHER) | live(marked, REPORT)
    assert {m: told(after[m]) for m in before} == {m: told(e) for m, e in before.items()}


def test_a_moved_paragraph_is_moved_and_stays_confirmed(marked: Desk) -> None:
    before = live(marked, REPORT)[TRAMS]
    marked.edit_template(REPORT, f'msgid "{TRAMS}"\nmsgstr ""\n\n', "")
    marked.edit_template("index", "Notes about the winter, 100% of them true.", TRAMS)
    change = marked.change("index")
    assert (change.counts.moved, change.counts.suggested) == (1, 0)
    assert told(live(marked, "index")[TRAMS]) == told(before)
    gone = po.read(marked.path(REPORT))[-1]
    assert (gone.msgid, gone.obsolete, gone.msgstr) == (TRAMS, True, before.msgstr)


def test_a_paragraph_edited_on_its_way_to_another_document_is_found(marked: Desk) -> None:
    before = live(marked, REPORT)[TRAMS]
    edited = TRAMS.replace("the drivers said", "their drivers said")
    marked.edit_template(REPORT, f'msgid "{TRAMS}"\nmsgstr ""\n\n', "")
    marked.edit_template("index", "Notes about the winter, 100% of them true.", edited)
    change = marked.change("index")
    assert change.counts.edited[Change.WORDING] == 1
    entry = live(marked, "index")[edited]
    assert (entry.fuzzy, entry.previous_msgid) == (True, TRAMS)
    assert (entry.msgstr, entry.tcomment) == (before.msgstr, before.tcomment)
    assert "change: wording: «the» → «their»" in entry.comment


def test_of_two_translations_that_left_neither_is_taken_unseen(marked: Desk) -> None:
    marked.edit_template("index", "Notes about the winter, 100% of them true.", TRAMS)
    marked.update("be")
    path = marked.path("index")
    catalogue = po.read(path)
    entry = next(e for e in catalogue if e.msgid == TRAMS)
    entry.msgstr, entry.flags, entry.comment = "Трамваі хадзілі.", [], ""
    po.write(path, catalogue)
    (marked.root / DOCUMENT).unlink()
    text = f":issue: 2021-02\n\nMore snow\n=========\n\n{TRAMS}\n"
    (marked.root / f"docs/{OTHER}.rst").write_text(text, encoding="utf-8")
    extract(marked.publication)  # the edited template of index is made anew, too
    marked.update("be")
    found = live(marked, OTHER)[TRAMS]
    assert found.fuzzy
    assert found.previous_msgid is None
    remarks = found.comment.split("\n")
    assert remarks[0].startswith("memory: identical in ")
    assert remarks[1].startswith("memory: or in ")


def test_nothing_written_is_ever_lost_over_many_changes(marked: Desk) -> None:
    before = texts(marked)
    document = marked.root / DOCUMENT
    text = document.read_text("utf-8")
    steps: list[Callable[[], object]] = [
        lambda: document.write_text(text.replace(TRAMS, "No trams."), encoding="utf-8"),
        lambda: document.rename(marked.root / f"docs/{OTHER}.rst"),
        (marked.root / f"docs/{OTHER}.rst").unlink,
        lambda: document.write_text(text.replace("closed", "shut"), encoding="utf-8"),
        lambda: document.write_text(text, encoding="utf-8"),
    ]
    for step in steps:
        step()
        extract(marked.publication)
        assert marked.update().problems == ()
        assert before <= texts(marked)
    assert live(marked, REPORT)[TRAMS].msgstr == f"Пераклад: {TRAMS}"
    assert not any(entry.fuzzy for entry in live(marked, REPORT).values())


def test_no_tool_takes_the_archive_for_a_language(marked: Desk) -> None:
    (marked.root / DOCUMENT).unlink()
    extract(marked.publication)
    marked.update()
    command = [sys.executable, "-m", "sphinx_intl", "stat", "-d", "locale"]
    told = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=marked.root
    ).stdout
    assert "locale/be/LC_MESSAGES/index.po" in told
    assert "archive" not in told


def test_a_message_of_nobody_is_not_archived_under_the_name_of_the_interface(desk: Desk) -> None:
    stray = desk.path("notes/stray")
    stray.parent.mkdir()
    stray.write_text(desk.text("index"), encoding="utf-8")
    broken = desk.path("notes/broken")
    broken.write_text("junk", encoding="utf-8")
    done = desk.update("be")
    assert [problem.location.path for problem in done.problems] == [
        "locale/be/LC_MESSAGES/notes/broken.po"
    ]
    assert broken.read_text("utf-8") == "junk"
    assert not stray.exists()
    assert set(archive.catalogues(desk.publication, "be")) == {"notes/stray"}
    assert desk.path("sphinx").exists()


def test_a_folder_that_is_left_empty_goes(marked: Desk) -> None:
    (marked.root / DOCUMENT).unlink()
    extract(marked.publication)
    marked.update("be")
    assert not Path(marked.path(REPORT)).parent.exists()
    assert marked.path("index").exists()
