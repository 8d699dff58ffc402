"""The verb ``check``, and adding a name to the register."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from editions.names import gazetteer
from tests.conftest import DECEMBER, Run

Call = Callable[..., Run]


def test_the_report_of_december_has_no_errors(december: Path, editions: Call) -> None:
    done = editions(december, "check", "--format", "json")
    assert done.code == 0
    found = json.loads(done.out)
    assert [item for item in found if item["severity"] != "info"] == []


def test_register_catalogue_and_names_are_checked(
    root: Callable[[str], Path], editions: Call
) -> None:
    folder = root("trilingual")
    own = folder / "locale" / gazetteer.GAZETTEER
    text = DECEMBER / "locale" / gazetteer.GAZETTEER
    own.write_text(text.read_text("utf-8").replace("Магілёў,", "Магiлёў,", 1), encoding="utf-8")
    report = folder / "docs/reports/2021-01.rst"
    report.write_text(report.read_text("utf-8").replace("Minsk", "Mensk"), encoding="utf-8")
    page = folder / "locale/ru/LC_MESSAGES/about/method.po"
    page.write_text(page.read_text("utf-8") + "\nmsgid\n", encoding="utf-8")
    done = editions(folder, "check")
    assert done.code == 1
    for place, check in (
        ("locale/gazetteer.csv:", "error gazetteer-letters"),
        ("docs/reports/2021-01.rst:9:", "error name-spelling"),
        ("locale/ru/LC_MESSAGES/about/method.po:", "error catalogue"),
    ):
        assert any(line.startswith(place) and check in line for line in done.out.splitlines()), (
            f"{place} {check}\n{done.out}"
        )


def test_a_name_is_added_and_found_in_its_case_forms(
    root: Callable[[str], Path], editions: Call, tmp_path: Path
) -> None:
    folder = root("trilingual")
    row = ["--kind", "village", "--be", "Сняжанка", "--ru", "Снежанка"]
    done = editions(folder, "names", "add", "by-sniazanka", *row)
    assert done.code == 0
    assert "Сняжанцы" in done.out
    text = tmp_path / "text.txt"
    text.write_text("Снег ляжаў у Сняжанцы.", encoding="utf-8")
    found = editions(folder, "names", "find", "--language", "be", "--format", "json", str(text))
    assert [item["id"] for item in json.loads(found.out)] == ["by-sniazanka"]
    register = (folder / "locale" / gazetteer.GAZETTEER).read_bytes()
    assert editions(folder, "names", "add", "by-sniazanka", *row).code == 2
    wrong = ["--kind", "village", "--be", "Снежанка", "--ru", "Снeжанка"]
    refused = editions(folder, "names", "add", "by-x", *wrong)
    assert refused.code == 1
    assert "gazetteer-letters" in refused.out
    assert (folder / "locale" / gazetteer.GAZETTEER).read_bytes() == register
