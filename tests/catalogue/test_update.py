"""Updating catalogues: what translators wrote stays, and the diff is small."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from editions.catalogue import layout, po
from editions.catalogue import update as update_module
from editions.catalogue.extract import extract
from editions.catalogue.merge import Key, merge
from editions.problems import CatalogueError, Severity, UsageError
from tests.catalogue.conftest import REPORT, Desk

NOTHING: dict[Key, str] = {}
QUIET = 'msgid "Snow fell in Minsk on January 6, and the streets were quiet for a whole week."'
EDITED = QUIET.replace("January 6", "January 7")


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
def test_a_file_wrapped_by_another_tool_stays_as_it_is(translated: Desk, line_end: str) -> None:
    path = translated.path(REPORT)
    wrapped = path.read_text("utf-8").replace(
        'msgstr "Пераклад: Snow', 'msgstr ""\n"Пераклад: "\n"Snow'
    )
    path.write_bytes(b"\xef\xbb\xbf" + wrapped.replace("\n", line_end).encode())
    before = path.read_bytes()
    assert not translated.change(REPORT).written
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
    assert (change.counts.similar, change.counts.obsolete, change.counts.added) == (1, 1, 0)
    catalogue = po.read(translated.path(REPORT))
    entry = next(e for e in catalogue if "January 7" in e.msgid)
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, old.msgid, old.msgstr)
    assert [e.msgstr for e in catalogue.obsolete_entries()] == [old.msgstr]
    # Edited again before anybody looked: the translation is still that of the first text.
    translated.edit_template(REPORT, EDITED, EDITED.replace("7", "8"))
    translated.update()
    entry = next(e for e in po.read(translated.path(REPORT)) if "January 8" in e.msgid)
    assert (entry.previous_msgid, entry.msgstr) == (old.msgid, old.msgstr)


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


def test_a_renamed_document_finds_its_translations(translated: Desk) -> None:
    (translated.root / f"docs/{REPORT}.rst").rename(translated.root / "docs/reports/2021-02.rst")
    extract(translated.publication)
    before = translated.path(REPORT).read_bytes()
    done = translated.update("be")
    assert [(p.id, p.location.path) for p in done.problems] == [
        ("orphan", "locale/be/LC_MESSAGES/reports/2021-01.po")
    ]
    assert translated.path(REPORT).read_bytes() == before
    entry = translated.entry("reports/2021-02", "Snow in January")
    assert (entry.fuzzy, entry.msgstr) == (True, "Пераклад: Snow in January")


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
    assert translated.entry("index", "Some notes").fuzzy


def test_what_is_saved_during_the_run_is_not_overwritten(
    translated: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated.edit_template(REPORT, QUIET, EDITED)
    path = translated.path(REPORT)
    saved = path.read_bytes().replace("Пераклад: The roads".encode(), "Дарогі".encode())

    def merge_slowly(*arguments: object) -> object:
        path.write_bytes(saved)
        return merge(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(update_module, "merge", merge_slowly)
    (problem,) = translated.update("be").problems
    assert "saved by somebody else" in problem.message
    assert path.read_bytes() == saved


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


def test_two_edits_are_not_confused() -> None:
    catalogue = po.new("be")
    texts = [
        f"The price of {what} rose by {n} per cent in a year"
        for n, what in enumerate(("bread", "sunflower oil", "buckwheat", "electric power"), 3)
    ]
    catalogue.extend(entry(text, text.upper()) for text in texts)
    wanted = [entry(text.replace("rose", "has risen")) for text in reversed(texts)]
    counts = merge(wanted, catalogue, NOTHING.get)
    assert counts.similar == 4
    live = [e for e in catalogue if not e.obsolete]
    assert [e.msgstr for e in live] == [text.upper() for text in reversed(texts)]


def test_short_and_unlike_texts_are_not_proposed() -> None:
    catalogue = po.new("be")
    catalogue.extend([entry("May", "Май"), entry("The roads were closed for a week", "Дарогі")])
    wanted = [entry("March"), entry("Nobody had expected the thaw to be so long")]
    counts = merge(wanted, catalogue, NOTHING.get)
    assert (counts.similar, counts.added, counts.obsolete) == (0, 2, 2)


def test_an_obsolete_text_beside_an_empty_message_is_revived() -> None:
    # What sphinx-intl leaves behind when a deleted paragraph comes back.
    catalogue = po.new("be")
    catalogue.extend([entry("Snow", tcomment="note"), entry("Snow", "Снег", obsolete=True)])
    assert merge([entry("Snow")], catalogue, NOTHING.get).revived == 1
    assert [(e.msgstr, e.tcomment, e.obsolete) for e in catalogue] == [("Снег", "note", False)]


def test_flags_of_placeholders_follow_the_template() -> None:
    catalogue = po.new("be")
    prose = entry("12% in BYN", "12 % у рублях")
    prose.flags = ["python-format", "ignore-facts"]
    catalogue.append(prose)
    merge([entry("12% in BYN")], catalogue, NOTHING.get)
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
