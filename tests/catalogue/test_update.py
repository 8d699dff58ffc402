"""Updating catalogues: what translators wrote stays, and the diff is small."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import polib
import pytest

from editions import config
from editions.catalogue import journal, layout, po
from editions.catalogue import merge as merge_module
from editions.catalogue.change import Change
from editions.catalogue.extract import extract
from editions.catalogue.merge import Book, Counts
from editions.problems import CatalogueError, Severity, UsageError
from tests.catalogue.conftest import REPORT, Desk
from tests.catalogue.head import NEUTRAL

QUIET = 'msgid "Snow fell in Minsk on January 6, and the streets were quiet for a whole week."'
EDITED = QUIET.replace("January 6", "January 7")


def live(desk: Desk, name: str, begin: str) -> polib.POEntry:
    (found,) = (e for e in po.read(desk.path(name)) if e.msgid.startswith(begin) and not e.obsolete)
    return found


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line.startswith(("+ ", "- "))]


def test_every_edition_gets_the_documents_in_other_languages(desk: Desk) -> None:
    assert set(desk.files()) == {
        "be/LC_MESSAGES/index.po",
        "be/LC_MESSAGES/reports/2021-01.po",
        "be/LC_MESSAGES/sphinx.po",
        "ru/LC_MESSAGES/index.po",
        "ru/LC_MESSAGES/about/method.po",
        "ru/LC_MESSAGES/reports/2021-01.po",
        "ru/LC_MESSAGES/sphinx.po",
        "en/LC_MESSAGES/about/method.po",
    }
    assert desk.entry("about/method", "Метад", "en").msgstr == ""


def test_a_new_catalogue_has_a_bare_header(desk: Desk) -> None:
    assert desk.text("index", "ru").split("\n\n")[0].splitlines() == [
        'msgid ""',
        'msgstr ""',
        *NEUTRAL.splitlines(),
        '"Language: ru\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {po.PLURAL_FORMS["ru"]}\\n"',
    ]


def test_nothing_new_changes_no_byte(translated: Desk) -> None:
    first = translated.update()
    assert not any(change.written for change in first.changes if change.path.stem != "sphinx")
    before = translated.files()
    times = {path: path.stat().st_mtime_ns for path in translated.root.rglob("*.po")}
    assert not any(change.written for change in translated.update().changes)
    assert translated.files() == before
    assert {path: path.stat().st_mtime_ns for path in translated.root.rglob("*.po")} == times


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_wrapped_by_another_tool_is_unwrapped(translated: Desk, line_end: str) -> None:
    path = translated.path(REPORT)
    before = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + before.replace(b"\n", line_end.encode()))
    assert not translated.change(REPORT).written  # line ends and a mark alone are no change
    wrapped = before.decode().replace('msgstr "Пераклад: Snow', 'msgstr ""\n"Пераклад: "\n"Snow')
    path.write_bytes(b"\xef\xbb\xbf" + wrapped.replace("\n", line_end).encode())
    assert translated.change(REPORT).written
    assert path.read_bytes() == before


def test_one_new_paragraph_is_a_diff_of_a_few_lines(translated: Desk) -> None:
    before = translated.path(REPORT).read_bytes()
    document = translated.root / f"docs/{REPORT}.rst"
    text = document.read_text("utf-8").replace(
        "The trams were", "Sparrows came to the windows.\n\nThe trams were"
    )
    document.write_text(text, encoding="utf-8")
    extract(translated.publication)
    change = translated.change(REPORT)
    assert (change.counts.added, change.counts.kept) == (1, 6)
    lines = changed_lines(before, translated.path(REPORT).read_bytes())
    assert lines == ['+ msgid "Sparrows came to the windows."', '+ msgstr ""', "+ "]


def test_an_edited_paragraph_keeps_its_translation_as_fuzzy(translated: Desk) -> None:
    translated.edit_template(REPORT, QUIET, EDITED)
    old = translated.entry(REPORT, "Snow fell")
    change = translated.change(REPORT)
    assert change.counts.edited == {Change.TYPOGRAPHY: 0, Change.WORDING: 0, Change.FACT: 1}
    assert (change.counts.obsolete, change.counts.added) == (1, 0)
    catalogue = po.read(translated.path(REPORT))
    entry = next(e for e in catalogue if "January 7" in e.msgid)
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, old.msgid, old.msgstr)
    assert "change: fact: «6» → «7»" in entry.comment.split("\n")
    assert [e.msgstr for e in catalogue.obsolete_entries()] == [old.msgstr]
    # Edited again before anybody looked: the translation is still that of the first text.
    translated.edit_template(REPORT, EDITED, EDITED.replace("7", "8"))
    translated.update()
    entry = next(e for e in po.read(translated.path(REPORT)) if "January 8" in e.msgid)
    assert (entry.previous_msgid, entry.msgstr) == (old.msgid, old.msgstr)
    assert "change: fact: «6» → «8»" in entry.comment.split("\n")
    assert not translated.change(REPORT).written


def test_an_edit_of_wording_is_fuzzy_and_told_of(translated: Desk) -> None:
    translated.edit_template(REPORT, QUIET, QUIET.replace("a whole week", "an entire week"))
    counts = translated.change(REPORT).counts
    assert counts.edited[Change.WORDING] == 1
    entry = live(translated, REPORT, "Snow fell")
    assert (entry.fuzzy, "change: wording: «a whole» → «an entire»" in entry.comment) == (
        True,
        True,
    )


def test_a_mended_letter_leaves_the_translation_valid(translated: Desk) -> None:
    first = live(translated, REPORT, "Snow fell").msgid
    translated.edit_template(REPORT, QUIET, QUIET.replace("January 6", "January\u00a06"))
    assert translated.change(REPORT).counts.edited[Change.TYPOGRAPHY] == 1
    entry = live(translated, REPORT, "Snow fell")
    assert (entry.fuzzy, entry.previous_msgid) == (False, first)
    assert entry.comment.startswith("change: typography: space → no-break space")
    assert not translated.change(REPORT).written
    # The next change is measured against the text the translation was made for.
    now = QUIET.replace("January 6", "January\u00a06")
    translated.edit_template(REPORT, now, now.replace("6", "9"))
    translated.update()
    entry = live(translated, REPORT, "Snow fell")
    assert (entry.fuzzy, entry.previous_msgid) == (True, first)
    assert "change: fact:" in entry.comment
    assert "«6» → «9»" in entry.comment


def test_a_confirmed_edit_loses_its_note(translated: Desk) -> None:
    translated.edit_template(REPORT, QUIET, EDITED)
    translated.update()
    path = translated.path(REPORT)
    catalogue = po.read(path)
    entry = next(e for e in catalogue if "January 7" in e.msgid)
    entry.msgstr, entry.flags, entry.previous_msgid = "Снег", [], None
    po.write(path, catalogue)
    translated.update()
    entry = live(translated, REPORT, "Snow fell")
    assert (entry.msgstr, "change:" in entry.comment) == ("Снег", False)


def test_flags_that_silence_stay_unless_a_fact_has_changed(translated: Desk) -> None:
    path = translated.path(REPORT)
    catalogue = po.read(path)
    for entry in catalogue:
        entry.flags, entry.tcomment = ["ignore-doubled"], "пакінуць так"
    po.write(path, catalogue)
    translated.edit_template(REPORT, QUIET, EDITED)
    translated.edit_template(REPORT, "The trams were", "Here trams were")
    translated.update()
    fact, wording = live(translated, REPORT, "Snow fell"), live(translated, REPORT, "Here trams")
    assert (fact.flags, wording.flags) == (["fuzzy"], ["fuzzy", "ignore-doubled"])
    assert fact.tcomment == wording.tcomment == "пакінуць так"


def test_an_edit_taken_back_brings_the_translation_back(translated: Desk) -> None:
    old = translated.entry(REPORT, "Snow fell")
    translated.edit_template(REPORT, QUIET, EDITED)
    translated.update()
    translated.edit_template(REPORT, EDITED, QUIET)
    assert translated.change(REPORT).counts.revived == 1
    entry = next(e for e in po.read(translated.path(REPORT)) if e.msgid == old.msgid)
    assert (entry.obsolete, entry.fuzzy, entry.msgstr) == (False, False, old.msgstr)


def test_a_vanished_message_keeps_its_remarks_and_comes_back(translated: Desk) -> None:
    path = translated.path(REPORT)
    catalogue = po.read(path)
    entry = next(e for e in catalogue if e.msgid.startswith("The trams"))
    entry.tcomment, entry.flags = "спытаць у вадзіцеля\n  двойчы", ["ignore-facts"]
    po.write(path, catalogue)
    block = f"\n{po.written(entry).removeprefix('# ')}"
    trams = f'msgid "{entry.msgid}"\nmsgstr ""\n\n'
    following = 'msgid "A school'
    translated.edit_template(REPORT, trams + following, following)
    change = translated.change(REPORT)
    assert (change.counts.obsolete, change.counts.kept, change.counts.added) == (1, 5, 0)
    gone = po.read(path)[-1]
    assert (gone.obsolete, gone.flags) == (True, ["ignore-facts"])
    assert gone.tcomment == "спытаць у вадзіцеля\n  двойчы"
    translated.edit_template(REPORT, following, trams + following)
    assert translated.change(REPORT).counts.revived == 1
    assert block.strip() in path.read_text("utf-8")
    assert "#~" not in path.read_text("utf-8")


def test_an_empty_message_that_vanishes_is_let_go(desk: Desk) -> None:
    desk.edit_template(REPORT, QUIET, EDITED)
    assert desk.change(REPORT).counts.added == 1
    assert "#~" not in desk.text(REPORT)


def test_the_same_text_elsewhere_is_proposed(translated: Desk) -> None:
    translated.edit_template(
        "index", "Notes about the winter, 100% of them true.", "Snow in January"
    )
    change = translated.change("index")
    assert (change.counts.suggested, change.counts.similar) == (1, 0)
    entry = translated.entry("index", "Snow in January")
    assert (entry.fuzzy, entry.msgstr) == (True, "Пераклад: Snow in January")
    assert entry.previous_msgid is None, "a proposal, not a stale translation"


def test_an_unreadable_catalogue_harms_no_other(translated: Desk) -> None:
    path = translated.path(REPORT)
    text = path.read_text("utf-8").replace('msgstr "Пераклад', "msgstr Пераклад", 1)
    broken = text.encode()
    path.write_bytes(broken)
    translated.edit_template("index", "Notes about", "Some notes about")
    done = translated.update("be")
    (problem,) = done.problems
    assert problem.severity is Severity.ERROR
    assert problem.location.path == "locale/be/LC_MESSAGES/reports/2021-01.po"
    assert text.splitlines()[(problem.location.line or 0) - 1].startswith("msgstr П")
    assert path.read_bytes() == broken
    assert live(translated, "index", "Some notes").fuzzy


def test_what_is_saved_during_the_run_is_not_overwritten(
    translated: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated.edit_template(REPORT, QUIET, EDITED)
    translated.edit_template("index", "Notes about", "Some notes about")
    path = translated.path(REPORT)
    saved = path.read_bytes().replace("Пераклад: The roads".encode(), "Дарогі".encode())
    write = journal.write

    def write_late(*arguments: Any) -> Any:
        path.write_bytes(saved)
        return write(*arguments)

    monkeypatch.setattr(journal, "write", write_late)
    done = translated.update("be")
    (problem,) = done.problems
    assert "saved by somebody else" in problem.message
    assert path.read_bytes() == saved
    assert [change.path for change in done.changes if change.written] == [translated.path("index")]
    monkeypatch.undo()
    assert translated.update("be").problems == ()
    assert "Дарогі" in translated.text(REPORT)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "unreadable", "read-only"])
def test_an_odd_file_harms_no_other(translated: Desk, kind: str, tmp_path: Path) -> None:
    path = translated.path(REPORT)
    text = path.read_bytes()
    if kind != "read-only":
        path.unlink()
    outside = tmp_path / "outside.po"
    outside.write_bytes(text)
    make: dict[str, Callable[[], object]] = {
        "link": lambda: path.symlink_to(outside),
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
        "unreadable": lambda: path.write_bytes(b"\xff\xfe" + text),
        "read-only": lambda: path.chmod(0o444),
    }
    make[kind]()
    translated.edit_template(REPORT, QUIET, EDITED)
    translated.edit_template("index", "Notes about", "Some notes about")
    (problem,) = translated.update("be").problems
    assert problem.location.path == "locale/be/LC_MESSAGES/reports/2021-01.po"
    assert live(translated, "index", "Some notes").fuzzy
    assert outside.read_bytes() == text
    if kind == "read-only":
        assert path.read_bytes() == text


def test_a_folder_that_is_a_link_is_not_followed(translated: Desk, tmp_path: Path) -> None:
    folder = translated.path(REPORT).parent
    folder.rename(tmp_path / "outside")
    folder.symlink_to(tmp_path / "outside")
    before = (tmp_path / "outside/2021-01.po").read_bytes()
    translated.edit_template(REPORT, QUIET, EDITED)
    (problem,) = translated.update("be").problems
    assert problem.message == "'reports' is a link; put a folder here"
    assert (tmp_path / "outside/2021-01.po").read_bytes() == before


def test_a_folder_nobody_may_write_to_is_named_before_anything_is_done(translated: Desk) -> None:
    translated.edit_template(REPORT, QUIET, EDITED)
    before = translated.files()
    folder = translated.publication.locale / "ru" / "LC_MESSAGES"
    allowed = os.access

    def access(path: Any, mode: int) -> bool:
        return Path(path) != folder and allowed(path, mode)

    # Who runs the tests may be root, to whom every folder is open.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "access", access)
        with pytest.raises(CatalogueError, match=r"^locale/ru/LC_MESSAGES: cannot be written to"):
            translated.update()
    assert translated.files() == before
    folder.rename(folder.with_name("apart"))
    folder.write_text("no folder")
    with pytest.raises(CatalogueError, match="make it a folder you may write to"):
        translated.update()


@pytest.mark.parametrize("kill", range(8))
def test_a_killed_run_is_finished_by_the_next(
    translated: Desk, tmp_path: Path, kill: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (translated.root / f"docs/{REPORT}.rst").rename(translated.root / "docs/reports/2021-02.rst")
    extract(translated.publication)
    translated.edit_template("index", "Notes about", "Some notes about")
    shutil.copytree(translated.root, tmp_path / "other")
    undisturbed = Desk(config.load(tmp_path / "other"))
    undisturbed.update()
    put = journal._put
    steps = iter(range(99))

    def put_or_die(*arguments: Any) -> Any:
        if next(steps) == kill:
            raise KeyboardInterrupt
        return put(*arguments)

    monkeypatch.setattr(journal, "_put", put_or_die)
    with suppress(KeyboardInterrupt):
        translated.update()
    monkeypatch.undo()
    translated.update()
    assert translated.files() == undisturbed.files()
    assert not list(translated.root.glob("build/cache/update.json"))


def test_what_was_left_to_do_for_other_templates_is_left(translated: Desk) -> None:
    before = translated.files()
    stale = {"path": f"locale/be/LC_MESSAGES/{REPORT}.po", "old": None, "new": "junk"}
    told = json.dumps({"templates": "others", "files": [stale]})
    for text in (told, "no JSON", "[]", '{"templates": 1}'):
        path = translated.root / "build/cache/update.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        translated.update()
        assert translated.files() == before
        assert not path.exists()


def test_missing_or_broken_templates_write_nothing(desk: Desk) -> None:
    before = desk.files()
    desk.edit_template("index", "Notes about", "Some notes about")
    template = layout.template(desk.publication, REPORT)
    text = template.read_text("utf-8")
    template.write_text(text + "junk\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"2021-01\.pot:\d+: no line of a catalogue"):
        desk.update()
    template.unlink()
    with pytest.raises(CatalogueError, match="run 'editions extract' first"):
        desk.update()
    with pytest.raises(UsageError, match="no edition 'pl' here"):
        desk.update("pl")
    assert desk.files() == before


def test_old_headers_lose_only_what_names_people_and_clocks(desk: Desk) -> None:
    path = desk.path("index")
    text = path.read_text("utf-8").replace(
        '"Language: be\\n"',
        '"Last-Translator: A Name <a@b.example>\\n"\n"X-Note: kept\\n"\n"Language: be_BY\\n"',
    )
    path.write_text(text, encoding="utf-8")
    assert desk.change("index").written
    text = path.read_text("utf-8")
    assert "A Name" not in text
    assert '"X-Note: kept\\n"' in text
    assert '"Language: be\\n"' in text


def entry(msgid: str, msgstr: str = "", **facts: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, flags=[], **facts)


def merge(wanted: list[polib.POEntry], catalogue: polib.POFile) -> Counts:
    book = Book("reports/2021-01", "en", wanted, catalogue)
    merge_module.merge([book])
    return book.counts


def test_two_edits_are_not_confused() -> None:
    catalogue = po.new("be")
    texts = [
        f"The price of {what} rose by {n} per cent in a year"
        for n, what in enumerate(("bread", "sunflower oil", "buckwheat", "electric power"), 3)
    ]
    catalogue.extend(entry(text, text.upper()) for text in texts)
    wanted = [entry(text.replace("rose", "has risen")) for text in reversed(texts)]
    assert sum(merge(wanted, catalogue).edited.values()) == 4
    live = [e for e in catalogue if not e.obsolete]
    assert [e.msgstr for e in live] == [text.upper() for text in reversed(texts)]


def test_short_and_unlike_texts_are_not_proposed() -> None:
    catalogue = po.new("be")
    catalogue.extend([entry("May", "Май"), entry("The roads were closed for a week", "Дарогі")])
    wanted = [entry("March"), entry("Nobody had expected the thaw to be so long")]
    counts = merge(wanted, catalogue)
    assert (sum(counts.edited.values()), counts.added, counts.obsolete) == (0, 2, 2)


def test_a_proposal_never_becomes_a_stale_translation() -> None:
    catalogue = po.new("be")
    proposed = entry("The roads were closed for a week", "Дарогі")
    proposed.flags, proposed.comment = ["fuzzy"], "memory: 80 % like index, of: «Roads»"
    catalogue.append(proposed)
    merge([entry("The roads were shut for a week")], catalogue)
    (live,) = (e for e in catalogue if not e.obsolete)
    assert (live.fuzzy, live.previous_msgid, live.msgstr) == (True, None, "Дарогі")
    assert live.comment == "memory: 80 % like index, of: «Roads»"


def test_an_obsolete_text_beside_an_empty_message_is_revived() -> None:
    # What sphinx-intl leaves behind when a deleted paragraph comes back.
    catalogue = po.new("be")
    catalogue.extend([entry("Snow", tcomment="note"), entry("Snow", "Снег", obsolete=True)])
    assert merge([entry("Snow")], catalogue).revived == 1
    assert [(e.msgstr, e.tcomment, e.obsolete) for e in catalogue] == [("Снег", "note", False)]


def test_obsolete_messages_stay_where_they_stood() -> None:
    catalogue = po.new("be")
    texts = ["first text", "gone one", "second text", "gone two", "third text", "gone three"]
    catalogue.extend(entry(text, text, obsolete="gone" in text) for text in texts)
    merge([entry("first text"), entry("third text"), entry("something new")], catalogue)
    assert [e.msgid for e in catalogue] == [
        *("first text", "gone one", "gone two", "third text", "something new"),
        *("gone three", "second text"),
    ]


def test_flags_of_placeholders_follow_the_template() -> None:
    catalogue = po.new("be")
    prose = entry("12% in BYN", "12 % у рублях")
    prose.flags = ["python-format", "ignore-facts"]
    catalogue.append(prose)
    merge([entry("12% in BYN")], catalogue)
    assert prose.flags == ["ignore-facts"]


def test_translators_tools_accept_the_catalogues(translated: Desk, tmp_path: Path) -> None:
    translated.edit_template(REPORT, QUIET, EDITED)
    translated.update()
    for path in translated.publication.locale.rglob("*.po"):
        command = ["msgfmt", "-c", "-o", os.devnull, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert len(polib.pofile(str(path))) == len(po.read(path))
    # sphinx-intl answers 1 while anything is fuzzy or untranslated, and 0 otherwise.
    for verb, language, code in (("stat", "be", 1), ("stat", "en", 0), ("build", "be", 0)):
        command = [sys.executable, "-m", "sphinx_intl", verb, "-d", "locale", "-l", language]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=translated.root
        )
        assert (done.returncode, done.stderr) == (code, "")


def test_interface_words_come_translated(desk: Desk) -> None:
    desk.update("be", "ru")
    for language, word in (("be", "Усе выпускі"), ("ru", "Все выпуски")):
        catalogue = po.read(desk.publication.locale / language / "LC_MESSAGES" / "sphinx.po")
        entry = catalogue.find("All issues")
        assert entry is not None
        assert (entry.msgstr, entry.flags) == (word, [])
        # Only what this publication alone says is left to its translators.
        left = [entry.msgid for entry in catalogue.untranslated_entries()]
        assert left == [desk.publication.title, desk.publication.publisher]
