"""The termbase: our own, its faults, and terms found in text."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.names import termbase
from tests.conftest import DECEMBER

TERMS = DECEMBER / "locale" / "termbase.csv"
HEADING = "id,en,be,ru,forbidden,status,note\n"


def test_our_termbase_has_no_fault() -> None:
    terms, problems = termbase.load(TERMS, DECEMBER)
    assert [str(problem) for problem in problems] == []
    assert len(terms) >= 60
    [csto] = [term for term in terms if term.id == "abbr-csto"]
    assert (csto.en, csto.be, csto.ru) == (("CSTO",), ("АДКБ",), ("ОДКБ",))


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ("a,A,А,А,,preferred,\na,B,Б,Б,,preferred,\n", 3, "'a' stands in line 2 already"),
        ("b,A,А,А,,preferred,\na,B,Б,Б,,preferred,\n", 3, "'a' comes after 'b'"),
        ("a,A,,А,,preferred,\n", 2, "a: 'be' is empty"),
        ("a,A,А,А,,fine,\n", 2, "unknown status 'fine'"),
        ("a,A,А||Б,А,,preferred,\n", 2, "an empty part in 'be'"),
        ("a,A,А,А\n", 2, "has 4 cells, the heading has 7"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, rows: str, line: int, words: str) -> None:
    path = tmp_path / "termbase.csv"
    path.write_text(HEADING + rows, encoding="utf-8")
    told = [(one.location.line, one.message) for one in termbase.load(path, tmp_path)[1]]
    assert any(at == line and words in said for at, said in told), told


@pytest.mark.parametrize(
    ("language", "text", "ids"),
    [
        ("en", "The inspection of territorial defence began.", ["territorial-defence"]),
        ("en", "Law enforcement\nagencies of the CSTO", ["law-enforcement-agencies", "abbr-csto"]),
        ("en", "The Prosecutor's office spoke.", ["prosecutors-office"]),
        ("en", "Who are you? It was in the news.", []),
        ("be", "Праверка тэрытарыяльнай абароны і сілавых структур.",
         ["territorial-defence", "law-enforcement-agencies"]),
        ("ru", "Бюджет силовых структур стран ОДКБ.", ["law-enforcement-agencies", "abbr-csto"]),
    ],
)  # fmt: skip
def test_terms_are_found_in_any_form(language: str, text: str, ids: list[str]) -> None:
    found = termbase.found(text, termbase.rows(TERMS), language)
    assert [term.id for _, term in found] == ids
