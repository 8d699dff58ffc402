"""Hints: the names and terms of a message beside it, and nothing else touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from editions import config
from editions.catalogue import po
from editions.catalogue.extract import extract
from editions.catalogue.update import update
from editions.config import Publication
from editions.names.hints import Registers, hints, registers
from tests.catalogue.conftest import REPORT, Desk, tree
from tests.conftest import DECEMBER


@pytest.fixture(scope="module")
def ours(december: Path) -> Publication:
    return config.load(december)


@pytest.fixture(scope="module")
def known(ours: Publication) -> dict[str, Registers]:
    """The registers of December for messages in each language."""
    return {language: registers(ours, language) for language in ("en", "be", "ru")}


@pytest.mark.parametrize(
    ("source", "target", "text", "lines"),
    [
        ("en", "be", "in three districts of the Mahilioŭ region.",
         ["names: Mahilioŭ = Магілёў, Магілёўская вобласць"]),
        ("en", "ru", "in three districts of the Mahilioŭ region.",
         ["names: Mahilioŭ = Могилёв, Могилёвская область"]),
        ("en", "be", "Lukashenka flew from Minsk to Moscow, and Lukashenka stayed.",
         ["names: Aliaksandr Lukashenka = Аляксандр Лукашэнка; Minsk = Мінск; Moscow = Масква"]),
        ("en", "be", "The territorial defence drills were over.",
         ["terms: territorial defence = тэрытарыяльная абарона; "
          "military exercise = вучэнне, вучэнні"]),
        ("be", "en", "Праверка прайшла ў Магілёве і ў Гомельскай вобласці.",
         ["names: Магілёў = Mahilioŭ; Гомель = Homieĺ, Homieĺ Region"]),
        ("ru", "be", "Проверка прошла в Могилёве.", ["names: Могилёв = Магілёў"]),
        ("en", "be", "Snow fell.", []),
        ("en", "be", "See ``Minsk`` and `this <https://minsk.example/Minsk>`__.", []),
    ],
)  # fmt: skip
def test_a_message_gets_its_names_and_terms(
    known: dict[str, Registers], source: str, target: str, text: str, lines: list[str]
) -> None:
    assert hints(text, source, target, registers=known[source]) == lines


def test_an_update_writes_hints_beside_what_people_wrote(desk: Desk) -> None:
    path = desk.path(REPORT)
    catalogue = po.read(path)
    entry = next(e for e in catalogue if e.msgid.startswith("Snow fell in Minsk"))
    assert entry.comment == "names: Minsk = Мінск"
    entry.msgstr, entry.tcomment = "У Мінску выпаў снег.", "names: мая нататка"
    po.write(path, catalogue)
    before = desk.files()
    assert not any(change.written for change in desk.update().changes)
    assert desk.files() == before
    assert desk.entry(REPORT, "Snow fell in Minsk").tcomment == "names: мая нататка"
    assert desk.entry(REPORT, "The trams").comment == ""


def test_hints_vanish_with_what_they_were_for(desk: Desk) -> None:
    desk.translate(REPORT)
    desk.edit_template(REPORT, "Snow fell in Minsk on", "Snow fell in the town on")
    desk.update()
    assert desk.entry(REPORT, "Snow fell in the town").comment == (
        "change: fact: «Minsk» → «the town»"
    )
    desk.edit_template(REPORT, "Snow fell in the town on January 6, and the", "The")
    desk.update()
    gone = [e for e in po.read(desk.path(REPORT)) if e.obsolete]
    assert all(not e.comment for e in gone)
    assert "names:" not in desk.text(REPORT)


def test_the_publications_own_register_counts(desk: Desk) -> None:
    heading = (DECEMBER / "locale/gazetteer.csv").read_text("utf-8").splitlines()[0]
    columns = heading.split(",")
    cells = {"id": "x-trams", "kind": "place", "be": "Трамвай", "ru": "Трамвай"}
    cells |= {"en": "Trams", "reason": "test", "source": "hand", "variants": "trams"}
    row = ",".join(cells.get(column, "") for column in columns)
    own = desk.publication.locale / "gazetteer.csv"
    own.write_text(f"{heading}\n{row}\n", encoding="utf-8")
    desk.update()
    assert "Minsk = " not in desk.text(REPORT)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#.")]


def test_nothing_but_hints_differs_in_a_copy_of_december(tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(DECEMBER, root)
    publication = config.load(root)
    extract(publication)
    update(publication, publication.languages)
    # As before there were hints.
    for path in publication.locale.rglob("*.po"):
        catalogue = po.read(path)
        for entry in catalogue:
            entry.comment = "\n".join(
                line
                for line in entry.comment.split("\n")
                if not line.startswith(("names: ", "terms: "))
            )
        po.write(path, catalogue)
    before = {path: path.read_text("utf-8") for path in publication.locale.rglob("*.po")}
    update(publication, publication.languages)
    after = {path: path.read_text("utf-8") for path in before}
    for path, text in before.items():
        assert lines(text) == lines(after[path]), path
    report = root / "locale/be/LC_MESSAGES/reports/2020-12.po"
    assert "Магілёўская вобласць" in "".join(entry.comment for entry in polib.pofile(str(report)))
    state = tree(publication.locale)
    update(publication, publication.languages)
    assert tree(publication.locale) == state


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages and texts for which hints are made anew."""
    texts: list[str] = []

    def counted(msgid: str, source: str, target: str, *, registers: Registers) -> list[str]:
        texts.append(f"{target}: {msgid}")
        return hints(msgid, source, target, registers=registers)

    monkeypatch.setattr("editions.catalogue.hints.hints", counted)
    return texts


def test_hints_are_made_for_new_texts_only(desk: Desk, asked: list[str]) -> None:
    desk.update()
    asked.clear()
    desk.edit_template(REPORT, "Snow fell in Minsk on", "Snow fell again in Minsk on")
    desk.update()
    new = "Snow fell again in Minsk on"
    assert sorted(text[: len(new) + 4] for text in asked) == [f"be: {new}", f"ru: {new}"]
    assert "names: Minsk = Мінск" in desk.entry(REPORT, "Snow fell again").comment


def test_another_register_makes_all_hints_again(desk: Desk, asked: list[str]) -> None:
    desk.update()
    asked.clear()
    path = desk.publication.locale / "termbase.csv"
    head = "id,en,be,ru,forbidden,status,note\n"
    path.write_text(f"{head}snow,snow,снег,снег,,preferred,\n", encoding="utf-8")
    desk.update()
    assert len(asked) > 2
    assert "terms: snow = снег" in desk.entry(REPORT, "Snow fell in Minsk").comment


def test_damaged_hints_are_made_again(desk: Desk, asked: list[str]) -> None:
    desk.update()
    asked.clear()
    kept = sorted((desk.publication.work / "store" / "hints").rglob("*.json"))
    sound = [path.read_bytes() for path in kept]
    for path in kept:
        path.write_bytes(path.read_bytes().replace("Мінск".encode(), "Менск".encode()))
    before = desk.files()
    assert not any(change.written for change in desk.update().changes)
    assert desk.files() == before
    assert asked
    assert [path.read_bytes() for path in kept] == sound
