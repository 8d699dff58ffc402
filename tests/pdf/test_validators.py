"""Proved right by others: what validators say of the PDFs, and that they would say it."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from editions.pdf.finish import finished
from editions.problems import BuildError
from tests.pdf.conftest import Built
from tests.pdf.validators import faults


def test_all_an_author_can_write(everything: dict[str, Built]) -> None:
    found = [path for built in everything.values() for path in built.output.rglob("*.pdf")]
    assert len(found) >= 6
    assert {path.name: list(faults(path)) for path in found} == {path.name: [] for path in found}


def test_the_site(site: Path) -> None:
    found = sorted(site.rglob("*.pdf"))
    folders = {path.relative_to(site).parts[0] for path in found}
    assert folders == {"be", "ru", "en", "be-en", "be-ru", "ru-en"}
    assert {path: list(faults(path)) for path in found} == {path: [] for path in found}


def spoilt(source: Path, target: Path, name: str) -> Path:
    """Take an entry out of the root of a PDF."""
    with pikepdf.open(source) as file:
        del file.Root[name]
        file.save(target)
    return target


@pytest.mark.parametrize("name", ["/StructTreeRoot", "/Lang", "/MarkInfo", "/Metadata"])
def test_a_fault_is_found(site: Path, tmp_path: Path, name: str) -> None:
    report = site / "be/reports/2020-12.pdf"
    assert list(faults(spoilt(report, tmp_path / "a.pdf", name)))


def test_files_are_packed(site: Path) -> None:
    for path in sorted(site.glob("*/reports/????-??.pdf")):
        data = path.read_bytes()
        with pikepdf.open(path) as file:
            assert file.pdf_version == "1.7"
        assert b"/ObjStm" in data
        assert b"/StructElem" not in data  # in there
        limit = 200_000 if "-" not in path.parent.parent.name else 400_000
        assert len(data) < limit, path


def test_other_tables_than_those_of_the_data_are_refused(everything: dict[str, Built]) -> None:
    pdf = everything["en"].report("2021-04").read_bytes()
    data = {"body": [{"type": "table", "stub": 1, "rows": []}]}
    with pytest.raises(BuildError, match="1 tables became"):
        finished(pdf, data)
