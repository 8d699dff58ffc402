"""Cells of the registers that a spreadsheet would run are told: editors open them in one."""

from pathlib import Path

import pytest

from editions.names import gazetteer, tables, termbase

HEADING = ",".join(gazetteer.COLUMNS)
RUN = [
    '=HYPERLINK("http://a.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "+1-2",
    "- a note",
    "=1+1",
    "＝1+1",
    "one; =cmd()",
    "one;=cmd()",
    "one\n=cmd()",
    "\t=cmd()",
]
HARMLESS = ["-6.5", "-", "=", "+375 29 123", "a = b", "–6", "one; -6,5", "e-mail: a@b.example", ""]


def _problems(folder: Path, cell: str) -> list[str]:
    path = folder / "gazetteer.csv"
    cells = dict.fromkeys(gazetteer.COLUMNS, "")
    cells |= {"id": "x-one", "kind": "place", "be": "Адзін", "ru": "Один", "notes": cell}
    row = ",".join('"' + cells[name].replace('"', '""') + '"' for name in gazetteer.COLUMNS)
    path.write_text(f"{HEADING}\n{row}\n", "utf-8")
    return [str(each) for each in gazetteer.load(path, folder)[1]]


@pytest.mark.parametrize("cell", RUN)
def test_a_cell_that_would_run_is_an_error(tmp_path: Path, cell: str) -> None:
    (told,) = [each for each in _problems(tmp_path, cell) if "spreadsheet" in each]
    assert told.startswith("gazetteer.csv:2: error ")
    assert "'notes'" in told


@pytest.mark.parametrize("cell", HARMLESS)
def test_a_number_a_sign_alone_and_plain_words_are_none(tmp_path: Path, cell: str) -> None:
    assert not [each for each in _problems(tmp_path, cell) if "spreadsheet" in each]


def test_the_termbase_is_looked_at_as_well(tmp_path: Path) -> None:
    path = tmp_path / "termbase.csv"
    path.write_text(
        ",".join(termbase.COLUMNS) + "\none,one,адзін,один,,preferred,@SUM(A1)\n", "utf-8"
    )
    (told,) = map(str, termbase.load(path, tmp_path)[1])
    assert told.startswith("termbase.csv:2: error termbase: 'note': a spreadsheet would run")


@pytest.mark.parametrize("name", ["gazetteer.csv", "termbase.csv"])
def test_the_registers_editions_brings_run_nothing(name: str) -> None:
    columns = gazetteer.COLUMNS if name.startswith("g") else termbase.COLUMNS
    rows = tables.table(tables.SHIPPED / name, columns).rows
    assert rows
    assert not [row.faults for row in rows if row.faults]
