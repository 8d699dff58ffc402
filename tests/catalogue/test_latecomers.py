"""What somebody wrote for a message that has moved meanwhile comes where it lives now."""

from __future__ import annotations

import polib

from editions.catalogue import po
from editions.catalogue.conflict import ADVICE
from editions.catalogue.extract import extract
from tests.catalogue.conftest import REPORT, Desk
from tests.catalogue.git import Repository
from tests.conftest import REPOSITORY

TRAMS = "The trams were running, but the drivers said that they could not see the rails."
EDITED = TRAMS.replace("the drivers said", "their drivers said")
NEWER = "Трамваі хадзілі, ды рэек кіроўцы не бачылі."
OTHER = "reports/2021-02"
NOTES = "Notes about the winter, 100% of them true."


def write(desk: Desk, path: str, msgid: str, msgstr: str, language: str = "be") -> None:
    """Do as git does, which puts a translation where the message was: into a catalogue."""
    place = desk.publication.locale / path
    catalogue = po.read(place)
    (entry,) = (each for each in catalogue if each.msgid == msgid)
    entry.msgstr = msgstr
    po.write(place, catalogue)


def live(desk: Desk, name: str, msgid: str) -> polib.POEntry:
    (found,) = (e for e in po.read(desk.path(name)) if e.msgid == msgid and not e.obsolete)
    return found


def move(desk: Desk, text: str = TRAMS) -> None:
    """Move a paragraph from the report to the first page."""
    desk.edit_template(REPORT, f'msgid "{TRAMS}"\nmsgstr ""\n\n', "")
    desk.edit_template("index", NOTES, text)
    desk.update("be")


OBSOLETE = f"be/LC_MESSAGES/{REPORT}.po"
ARCHIVED = f"_archive/be/{REPORT}.po"


def settle(desk: Desk) -> None:
    """Nothing more comes of it."""
    desk.update("be")
    before = desk.files()
    assert not any(change.written for change in desk.update("be").changes)
    assert desk.files() == before


def test_work_on_a_paragraph_that_moved_goes_with_it(translated: Desk) -> None:
    move(translated)
    settle(translated)
    write(translated, OBSOLETE, TRAMS, NEWER)
    settle(translated)
    assert (live(translated, "index", TRAMS).msgstr, live(translated, "index", TRAMS).fuzzy) == (
        NEWER,
        False,
    )


def test_work_on_a_paragraph_that_was_edited_on_its_way_goes_with_it(translated: Desk) -> None:
    move(translated, EDITED)
    write(translated, OBSOLETE, TRAMS, NEWER)
    settle(translated)
    entry = live(translated, "index", EDITED)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (NEWER, True, TRAMS)


def test_work_on_both_sides_of_a_move_is_a_conflict(translated: Desk) -> None:
    move(translated)
    write(translated, "be/LC_MESSAGES/index.po", TRAMS, "Сваё.")
    write(translated, OBSOLETE, TRAMS, NEWER)
    settle(translated)
    entry = live(translated, "index", TRAMS)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("Сваё.", True, None)
    assert entry.tcomment.split("\n") == [ADVICE, f"conflict: theirs: {NEWER}"]


def test_later_work_where_it_lives_now_is_no_conflict(translated: Desk) -> None:
    move(translated)
    write(translated, "be/LC_MESSAGES/index.po", TRAMS, "Сваё.")
    settle(translated)
    entry = live(translated, "index", TRAMS)
    assert (entry.msgstr, entry.fuzzy, entry.tcomment) == ("Сваё.", False, "")


def test_work_on_a_document_that_went_into_another_is_not_left_in_the_archive(
    translated: Desk,
) -> None:
    (translated.root / f"docs/{REPORT}.rst").unlink()
    index = translated.root / "docs/index.rst"
    text = index.read_text("utf-8")
    assert NOTES in text
    index.write_text(text.replace(NOTES, f"{NOTES}\n\n{TRAMS}"), encoding="utf-8")
    extract(translated.publication)
    translated.update("be")
    assert live(translated, "index", TRAMS).msgstr == f"Пераклад: {TRAMS}"
    write(translated, ARCHIVED, TRAMS, NEWER)
    settle(translated)
    assert live(translated, "index", TRAMS).msgstr == NEWER


def test_git_merges_across_a_rename(translated: Desk) -> None:
    repository = Repository(translated.root)
    git = repository.git
    attributes = (REPOSITORY / ".gitattributes").read_text("utf-8")
    (translated.root / ".gitattributes").write_text(attributes, encoding="utf-8")
    (translated.root / ".gitignore").write_text("build/\n", encoding="utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("config", "user.name", "t")
    git("config", "user.email", "t@invalid")
    assert repository.editions("git", "setup").returncode == 0
    git("add", "--all")
    git("commit", "--quiet", "--message=before")
    git("switch", "--quiet", "--create=translator")
    write(translated, OBSOLETE, TRAMS, NEWER)
    git("commit", "--quiet", "--all", "--message=work")
    git("switch", "--quiet", "main")
    document = translated.root / f"docs/{REPORT}.rst"
    edited = document.read_text("utf-8").replace("the drivers said", "their drivers said")
    document.unlink()
    edited = edited.replace(":issue: 2021-01", ":issue: 2021-02")
    (translated.root / f"docs/{OTHER}.rst").write_text(edited, encoding="utf-8")
    extract(translated.publication)
    translated.update()
    git("add", "--all")
    git("commit", "--quiet", "--message=renamed")
    git("merge", "--quiet", "--no-edit", "translator")
    assert git("status", "--porcelain").stdout == ""
    assert live(translated, OTHER, EDITED).msgstr == NEWER
    assert not (translated.publication.locale / "_archive").exists()
    settle(translated)
    assert live(translated, OTHER, EDITED).msgstr == NEWER
