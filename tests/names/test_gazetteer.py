"""The register of names: what it holds, how it is read, and what is found wrong with it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config
from editions.names import gazetteer
from editions.names.gazetteer import COLUMNS
from editions.problems import EditionsError
from tests.conftest import DECEMBER

REGISTER = DECEMBER / "locale" / "gazetteer.csv"

GOOD = {
    "by-homiel": {"kind": "city", "be": "Гомель", "ru": "Гомель"},
    "by-mir": {"kind": "settlement", "be": "Мір", "ru": "Мир", "ambiguous": "peace"},
    "by-reg-homiel": {
        "kind": "region",
        "be": "Гомельская вобласць",
        "ru": "Гомельская область",
        "seat": "by-homiel",
        "lat": "52.4",
        "lon": "31.0",
    },
}


Judge = Callable[..., list[tuple[int | None, str, str]]]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Write a register of the good rows with the changes given, and tell what is wrong."""

    def write(**changes: dict[str, str] | None) -> list[tuple[int | None, str, str]]:
        path = tmp_path / "locale" / "gazetteer.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
            writer.writeheader()
            rows = {name: dict(cells) for name, cells in GOOD.items()}
            for key, cells in changes.items():
                rows[key.replace("_", "-")] = rows.get(key.replace("_", "-"), {}) | (cells or {})
            for name, cells in rows.items():
                writer.writerow({"id": name} | cells)
        problems = gazetteer.load(path, tmp_path)[1]
        assert {one.location.path for one in problems} <= {"locale/gazetteer.csv"}
        return [(one.location.line, one.id, one.message) for one in problems]

    return write


def test_our_register_has_no_fault() -> None:
    register, problems = gazetteer.load(REGISTER, DECEMBER)
    assert [str(problem) for problem in problems] == []
    kinds = [name.kind for name in register.names]
    assert len(register.names) == len(register.by_id) == len(kinds) > 750
    assert kinds.count("person") > 140
    assert kinds.count("body") > 80


@pytest.mark.parametrize(
    ("name", "be", "ru", "en"),
    [
        ("by-mahiliou", "Магілёў", "Могилёв", ""),
        ("by-minsk", "Мінск", "Минск", "Minsk"),
        ("p-lukashenka", "Аляксандр Лукашэнка", "Александр Лукашенко", "Aliaksandr Lukashenka"),
        ("p-tsiarentseu", "Сяргей Цярэнцьеў", "Сергей Терентьев", "Siarhei Tsiarentseu"),
        ("p-vakulchyk", "Валерый Вакульчык", "Валерий Вакульчик", "Valery Vakulchyk"),
        ("p-putin", "Уладзімір Пуцін", "Владимир Путин", "Vladimir Putin"),
        ("b-rosgvardia", "Расгвардыя", "Росгвардия", "Rosgvardia"),
    ],
)
def test_names_of_the_report_are_registered(name: str, be: str, ru: str, en: str) -> None:
    row = gazetteer.load(REGISTER, DECEMBER)[0].by_id[name]
    assert (row.be, row.ru, row.en) == (be, ru, en)
    assert bool(row.reason) is bool(en)


def test_persons_and_bodies_can_be_found_by_surname_and_abbreviation() -> None:
    by_id = gazetteer.load(REGISTER, DECEMBER)[0].by_id
    assert {"Лукашэнка", "Лукашенко", "Lukashenka"} <= set(by_id["p-lukashenka"].variants)
    assert {"АДКБ", "ОДКБ", "CSTO"} <= set(by_id["b-csto"].variants)
    # Of a family only the one that reports mean by the surname alone has it.
    assert "Лукашэнка" not in by_id["p-viktar-lukashenka"].variants
    assert all(n.reason for n in by_id.values() if n.kind in {"person", "body"})


def test_coordinates_keep_their_attribution() -> None:
    for name in gazetteer.rows(REGISTER):
        if name.geonameid:
            assert "GeoNames" in name.source, name.id


def test_a_good_register_has_no_problems(judge: Judge) -> None:
    assert judge() == []


@pytest.mark.parametrize(
    ("row", "cells", "about", "words"),
    [
        ("by-homiel", {"kind": "hamlet"}, "kind", "unknown kind 'hamlet'"),
        ("by-homiel", {"be": "Гoмель"}, "letters", "LATIN SMALL LETTER O in 'Гoмель'"),
        ("by-homiel", {"be": "Гомилль"}, "letters", "CYRILLIC SMALL LETTER I in"),
        ("by-homiel", {"be": "Щомель"}, "letters", "'Щомель' is no letter of be"),
        ("by-homiel", {"be": "Аб’ъезд"}, "letters", "is no letter of be"),
        ("by-homiel", {"ru": "Гомелў"}, "letters", "is no letter of ru"),
        ("by-homiel", {"ru": "Гомiль"}, "letters", "LATIN SMALL LETTER I"),
        ("by-homiel", {"variants": "Гoмiль"}, "letters", "Latin and Cyrillic letters"),
        ("by-homiel", {"variants": "Гамяўи"}, "letters", "Belarusian and Russian letters"),
        ("by-homiel", {"be_forms": "Гомеле|Гoмелем"}, "letters", "LATIN SMALL LETTER O"),
        ("by-homiel", {"en": "Gomel"}, "english", "'Gomel' where the rule gives 'Homieĺ'"),
        ("by-homiel", {"en": "Homieĺ"}, "english", "is what the rule gives"),
        ("by-homiel", {"reason": "usage"}, "english", "a reason, but no 'en'"),
        ("by-homiel", {"en": "Нomieĺ", "reason": "slip"}, "letters", "a Cyrillic letter in"),
        ("by-homiel", {"kind": "person"}, "english", "never computed"),
        ("by-homiel", {"lat": "52,4", "lon": "31"}, "coordinates", "lat '52,4' is no number"),
        ("by-homiel", {"lat": "95", "lon": "31"}, "coordinates", "lat '95' is no number"),
        ("by-homiel", {"lat": "nan", "lon": "31"}, "coordinates", "lat 'nan' is no number"),
        ("by-homiel", {"lat": "52.4"}, "coordinates", "one of lat and lon"),
        ("by-reg-homiel", {"seat": "by-nowhere"}, "seat", "no row 'by-nowhere'"),
        ("by-homiel", {"variants": "Gomel||Homel"}, "list", "an empty part in 'variants'"),
        ("by-homiel", {"variants": "Gomel|"}, "list", "an empty part in 'variants'"),
        ("by-homiel", {"common_word": "uk"}, "row", "common_word"),
        ("by-homiel", {"ru": ""}, "row", "'ru' is empty"),
    ],
)
def test_a_fault_is_told_with_its_line(
    judge: Judge, row: str, cells: dict[str, str], about: str, words: str
) -> None:
    told = judge(**{row.replace("-", "_"): cells})
    line = list(GOOD).index(row) + 2
    assert any(
        (at, name) == (line, f"gazetteer-{about}") and words in said for at, name, said in told
    ), told


def test_what_two_rows_show_is_told(judge: Judge) -> None:
    told = judge(by_aaa={"kind": "town", "be": "Аа", "ru": "Аа"})
    assert [(line, name) for line, name, _ in told] == [(5, "gazetteer-order")]


def test_a_spelling_may_be_claimed_twice_only_when_both_are_marked(judge: Judge) -> None:
    other = {"kind": "village", "be": "Мірнае", "ru": "Мирное", "variants": "МІР"}
    [(line, name, said)] = judge(x_mir=other)
    assert (line, name) == (5, "gazetteer-claimed")
    assert said == "'МІР' is claimed by 'by-mir' and 'x-mir'; fill 'ambiguous' of x-mir"
    assert judge(x_mir=other | {"ambiguous": "by-mir"}) == []


def test_a_body_may_write_itself_in_latin_letters(judge: Judge) -> None:
    body = {"kind": "body", "be": "BYPOL", "ru": "BYPOL", "en": "BYPOL", "reason": "own usage"}
    assert judge(x_bypol=body) == []
    assert judge(x_bypol=body | {"kind": "town"}) != []


def rewritten(tmp_path: Path, text: bytes) -> Path:
    path = tmp_path / "gazetteer.csv"
    path.write_bytes(text)
    return path


def test_an_id_given_twice_and_a_short_row_are_told(tmp_path: Path) -> None:
    text = REGISTER.read_text("utf-8").splitlines(keepends=True)
    text[10:10] = [text[9], "az-short,city\n"]
    path = rewritten(tmp_path, "".join(text).encode())
    found = {(one.location.line, one.id) for one in gazetteer.load(path, tmp_path)[1]}
    assert {(11, "gazetteer-id"), (12, "gazetteer-row")} <= found
    assert {line for line, _ in found} <= {11, 12, 13}


def test_a_missing_column_is_told_once(tmp_path: Path) -> None:
    text = REGISTER.read_text("utf-8").replace("reason", "grounds", 1)
    path = rewritten(tmp_path, text.encode())
    register, problems = gazetteer.load(path, tmp_path)
    assert [str(one) for one in problems] == [
        "gazetteer.csv:1: error gazetteer-column: column 'reason' is missing"
    ]
    assert "by-minsk" in register.by_id


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_register_saved_by_a_spreadsheet_reads_the_same(
    tmp_path: Path, delimiter: str, mark: bytes, end: str
) -> None:
    path = tmp_path / "gazetteer.csv"
    with path.open("w", encoding="utf-8", newline="") as file, REGISTER.open("r") as ours:
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(csv.reader(ours))
    path.write_bytes(mark + path.read_bytes())
    assert gazetteer.load(path, tmp_path)[1] == []
    assert gazetteer.rows(path) == gazetteer.rows(REGISTER)


def test_another_encoding_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = rewritten(tmp_path, REGISTER.read_text("utf-8").encode("utf-16"))
    with pytest.raises(EditionsError, match=r"gazetteer\.csv: is not UTF-8; save it as 'CSV UTF"):
        gazetteer.rows(path)


def test_a_publication_without_a_register_gets_ours(root: Callable[[str], Path]) -> None:
    publication = config.load(root("trilingual"))
    assert gazetteer.rows(gazetteer.gazetteer_path(publication)) == gazetteer.rows(REGISTER)
    own = publication.locale / "gazetteer.csv"
    own.write_bytes(REGISTER.read_bytes())
    assert gazetteer.gazetteer_path(publication) == own
