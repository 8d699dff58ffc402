"""Small diffs: what nobody changed has its bytes, in the real report, whatever had wrapped it."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from pathlib import Path

import pytest

from editions import config
from editions.catalogue import layout, po
from editions.catalogue.extract import extract
from editions.catalogue.update import update
from tests.catalogue.conftest import Desk
from tests.conftest import DECEMBER

REPORT = "reports/2020-12"
NEW = "Sparrows came to the windows of the town."
ODD = """\
# Заўвага перакладчыка
#   з водступам
#
#  і пустым радком
#. names: Belarus = Беларусь
#, fuzzy, ignore-fact-number, own-flag
#| msgid "An older text "
#| "on two lines"
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of December with templates."""
    root = tmp_path_factory.mktemp("report") / "publication"
    shutil.copytree(DECEMBER, root)
    publication = config.load(root)
    extract(publication)
    update(publication, publication.languages)
    return root


@pytest.fixture
def desk(report: Path, tmp_path: Path) -> Desk:
    shutil.copytree(report, tmp_path / "publication")
    return Desk(config.load(tmp_path / "publication"))


def wrap(path: Path, *options: str) -> None:
    subprocess.run(["/usr/bin/env", "msgcat", *options, "-o", str(path), str(path)], check=True)


def add_paragraph(desk: Desk) -> None:
    """Put a new message into the middle of the report's template."""
    path = layout.template(desk.publication, REPORT)
    template = po.read(path)
    entry = type(template[20])(msgid=NEW, flags=[])
    template.insert(20, entry)
    po.write(path, template)


def changed(before: bytes, after: bytes) -> list[str]:
    lines = difflib.unified_diff(
        before.decode().splitlines(), after.decode().splitlines(), n=0, lineterm=""
    )
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_no_change_is_no_byte(desk: Desk) -> None:
    before = desk.files()
    done = desk.update()
    assert not any(change.written for change in done.changes)
    assert desk.files() == before


@pytest.mark.parametrize("options", [(), ("--width=76",), ("--width=40",), ("--no-wrap",)])
@pytest.mark.parametrize("language", ["be", "ru"])
def test_one_new_paragraph_is_a_few_lines_however_the_file_is_wrapped(
    desk: Desk, language: str, options: tuple[str, ...]
) -> None:
    path = desk.path(REPORT, language)
    flat = path.read_bytes()
    if options:
        wrap(path, *options)
    desk.update(language)
    before = path.read_bytes()
    assert before == flat
    assert not any(change.written for change in desk.update(language).changes)
    add_paragraph(desk)
    change = desk.change(REPORT, language)
    assert change.counts.added == 1
    lines = changed(before, path.read_bytes())
    own = [f'+msgid "{NEW}"', '+msgstr ""']
    assert set(own) <= set(lines)
    assert len([line for line in lines if line not in own]) <= 10
    assert all(line.startswith("+") for line in lines)


def test_an_edited_paragraph_touches_no_other(desk: Desk) -> None:
    path = desk.path(REPORT)
    wrap(path, "--width=76")
    desk.update("be")
    before = path.read_bytes()
    desk.edit_template(REPORT, "will be about 12% in BYN", "will be about 13% in BYN")
    desk.update("be")
    lines = changed(before, path.read_bytes())
    # The note, the flag, the previous text, the new one, the obsolete one.
    assert "+#. change: fact: «12%» → «13%»" in lines
    assert "+#, fuzzy" in lines
    assert len(lines) <= 24
    assert sum(line.startswith("-") for line in lines) <= 6


def test_what_people_and_tools_wrote_stays_byte_for_byte(desk: Desk) -> None:
    path = desk.path(REPORT)
    text = path.read_text("utf-8")
    begin = '#. names: Belarus = Беларусь\nmsgid "The budget'
    assert begin in text
    text = text.replace(begin, f'{ODD}msgid "The budget', 1)
    text = text.replace('"MIME-Version', '"X-Style-Guide: рэдакцыя 3\\n"\n"MIME-Version', 1)
    gone = '\n# мінулае\n#, fuzzy\n#~| msgid "older"\n#~ msgid "old"\n#~ msgstr "старое"\n'
    text += gone
    path.write_text(text, encoding="utf-8")
    desk.update("be")
    after = path.read_text("utf-8")
    assert after.endswith(gone)
    assert "X-Style-Guide: рэдакцыя 3" in after
    kept = ODD.splitlines()
    lines = after.splitlines()
    start = lines.index(kept[0])
    assert lines[start : start + 4] == kept[:4]
    assert "#, fuzzy, ignore-fact-number, own-flag" in lines[start : start + 12]
    assert '#| msgid "An older text on two lines"' in lines[start : start + 12]
    now = path.read_bytes()
    assert not desk.change(REPORT).written
    add_paragraph(desk)
    desk.update("be")
    added = changed(now, path.read_bytes())
    assert all(line.startswith("+") for line in added)
    assert len(added) <= 4


def test_the_run_does_not_depend_on_clock_or_zone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(desk.root, tmp_path / "other")
    other = Desk(config.load(tmp_path / "other"))
    for one in (desk, other):
        one.edit_template(REPORT, "will be about 12% in BYN", "will be about 13% in BYN")
    desk.update()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "C")
    other.update("en", "ru", "be")
    assert desk.files() == other.files()
