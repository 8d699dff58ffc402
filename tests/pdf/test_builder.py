"""The builder as a whole: failing reports, limits, second runs, other folders."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from editions.pdf import typeset
from editions.problems import Severity
from tests.pdf.conftest import ROOTS, Built, build_pdf
from tests.pdf.test_notes import paragraph, sheet


def reports(built: Built) -> list[str]:
    return sorted(path.name for path in built.output.rglob("*.pdf"))


def files(built: Built) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in built.output.rglob("*.pdf")}


def test_a_report_that_cannot_be_set_stops_no_other(faults: Path) -> None:
    built = build_pdf(faults, "en")
    assert reports(built) == ["2021-01.pdf", "2021-02.pdf", "2021-04.pdf"]
    found = sorted(
        (problem for problem in built.problems if problem.id == "editions.pdf"),
        key=lambda problem: problem.location,
    )
    assert [
        (
            problem.severity,
            problem.location.path.removeprefix("docs/reports/"),
            problem.location.line,
        )
        for problem in found
    ] == [
        (Severity.WARNING, "2021-02.rst", 8),
        (Severity.ERROR, "2021-03.rst", 6),
        (Severity.WARNING, "2021-04.rst", 6),
        (Severity.ERROR, "2021-05.rst", 8),
        (Severity.ERROR, "2021-06.rst", 8),
        (Severity.ERROR, "2021-07.rst", 8),
        (Severity.ERROR, "2021-08.rst", 10),
    ]
    messages = [problem.message for problem in found]
    wanted = ("𒀀", "dot.svg' has no alternative text", "'p99'", "'raw'", "too wide")
    for message, part in zip(messages, (*wanted, "nosuchthing", "'toctree'"), strict=True):
        assert part in message


def test_a_report_that_no_longer_can_be_set_leaves_no_old_pdf(faults: Path) -> None:
    report = faults / "docs/reports/2021-01.rst"
    assert build_pdf(faults, "en").report("2021-01").is_file()
    good = report.read_text("utf-8")
    change(report, good + "\n.. raw:: html\n\n   <b>x</b>\n")
    broken = build_pdf(faults, "en")
    assert reports(broken) == ["2021-02.pdf", "2021-04.pdf"]
    change(report, good)
    assert reports(build_pdf(faults, "en")) == ["2021-01.pdf", "2021-02.pdf", "2021-04.pdf"]


def test_what_could_not_be_mended_is_told_with_the_line_of_its_note(faults: Path) -> None:
    calls = " ".join(f"[#n{at}]_" for at in range(60))
    notes = "\n".join(f".. [#n{at}] A note of some length, {'word ' * 30}" for at in range(60))
    text = f"Many notes\n==========\n\nFirst.\n\nCalled {calls}.\n\n{notes}\n"
    (faults / "docs/reports/2021-01.rst").write_text(text, "utf-8")
    built = build_pdf(faults, "en", documents=("reports/2021-01",))
    assert reports(built) == ["2021-01.pdf"]
    found = [problem for problem in built.problems if "its call is on page" in problem.message]
    assert found
    lines = text.splitlines()
    for problem in found:
        note = problem.message.split("'")[1]
        assert problem.location.line is not None
        assert lines[problem.location.line - 1].startswith(f".. [#{note}]")


def test_only_the_documents_asked_for_are_set(faults: Path) -> None:
    assert reports(build_pdf(faults, "en", documents=("reports/2021-01",))) == ["2021-01.pdf"]


def test_the_pdf_of_a_report_that_is_gone_goes_too(faults: Path) -> None:
    build_pdf(faults, "en")
    (faults / "docs/reports/2021-04.rst").unlink()
    index = faults / "docs/index.rst"
    change(index, index.read_text("utf-8").replace("   reports/2021-04\n", ""))
    assert reports(build_pdf(faults, "en")) == ["2021-01.pdf", "2021-02.pdf"]


def test_a_second_run_touches_nothing_and_complains_of_the_same(faults: Path) -> None:
    first = build_pdf(faults, "en")
    before = {path: path.stat().st_mtime_ns for path in first.output.rglob("*.pdf")}
    second = build_pdf(faults, "en")
    assert {path: path.stat().st_mtime_ns for path in second.output.rglob("*.pdf")} == before
    ours = [problem for problem in first.problems if problem.id == "editions.pdf"]
    assert [problem for problem in second.problems if problem.id == "editions.pdf"] == ours


def test_a_damaged_or_missing_pdf_is_made_again(faults: Path) -> None:
    first = build_pdf(faults, "en")
    sound = files(first)
    first.report("2021-01").write_bytes(b"%PDF-1.7 damaged")
    first.report("2021-04").unlink()
    assert files(build_pdf(faults, "en")) == sound


def test_a_changed_report_gives_what_a_cold_build_gives(faults: Path) -> None:
    build_pdf(faults, "en")
    report = faults / "docs/reports/2021-01.rst"
    change(report, report.read_text("utf-8").replace("Nothing", "Not a thing"))
    warm = files(build_pdf(faults, "en"))
    shutil.rmtree(faults / "build")
    assert files(build_pdf(faults, "en")) == warm
    assert "Not a thing" in PdfReader(faults / "build/en/pdf/reports/2021-01.pdf").pages[
        0
    ].extract_text().replace("\n", " ")


def test_the_bytes_are_the_same_in_any_folder_zone_and_locale(
    everything: dict[str, Built], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"TZ": "Asia/Tokyo", "LANG": "ru_RU.UTF-8", "LC_ALL": "ru_RU.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    elsewhere = tmp_path / "another folder" / "пробная"
    shutil.copytree(ROOTS / "pdf-everything", elsewhere)
    again = build_pdf(elsewhere, "be")
    assert files(again) == files(everything["be"])


@pytest.mark.parametrize("edition", ["be", "ru", "en"])
def test_the_address_of_the_web_edition_is_printed_and_linked(
    everything: dict[str, Built], edition: str
) -> None:
    first = PdfReader(everything[edition].report("2021-03")).pages[0]
    address = f"https://reports.example/{edition}/reports/2021-03.html"
    assert address in first.extract_text().replace("\n", "")
    links: Any = first["/Annots"]
    actions = [link.get_object().get("/A", {}) for link in links]
    assert address in [action.get("/URI") for action in actions]


def test_without_base_url_and_publisher_nothing_is_left_empty(faults: Path) -> None:
    built = build_pdf(faults, "en", documents=("reports/2021-01",))
    reader = PdfReader(built.report("2021-01"))
    first = reader.pages[0].extract_text()
    assert "reports/2021-01" not in first  # no address: on paper a bare path leads nowhere
    assert "Publisher" not in first
    assert reader.metadata is not None
    assert not reader.metadata.author
    assert "/Annots" not in reader.pages[0]


def change(path: Path, text: str) -> None:
    """Write a file so that Sphinx, which looks at times, cannot miss it."""
    path.write_text(text, encoding="utf-8")
    later = path.stat().st_mtime + 10
    os.utime(path, (later, later))


def test_what_other_code_has_made_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade that mends or finishes PDFs otherwise must reach those already made."""
    made = sheet(paragraph("Words."))
    output = tmp_path / "out.pdf"
    typeset.typeset(made, work=tmp_path / "work", output=output)
    before = output.stat().st_mtime_ns
    typeset.typeset(made, work=tmp_path / "work", output=output)
    assert output.stat().st_mtime_ns == before
    monkeypatch.setattr(typeset, "_own_code", lambda: b"another")
    typeset.typeset(made, work=tmp_path / "work", output=output)
    assert output.stat().st_mtime_ns > before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":abbr:`A (𒀀)`", "'𒀀' (U+12000)"),
        ("A letter \ue000.", "no font has U+E000;"),
        ("A mark\ufeffin a word.", "no font has U+FEFF;"),
        (".. image:: dot.svg\n   :alt: A dot", "'𒀀' (U+12000)"),
        (".. csv-table::\n\n   " + ",".join(["incomprehensible"] * 14), "too wide"),
    ],
)
def test_what_cannot_be_set_is_told_with_its_line_wherever_it_stands(
    faults: Path, text: str, said: str
) -> None:
    drawing = faults / "docs/reports/dot.svg"
    change(drawing, drawing.read_text("utf-8").replace("</svg>", "<text y='5'>𒀀</text></svg>"))
    report = faults / "docs/reports/2021-01.rst"
    change(report, f":issue: 2021-01\n\nTitle\n=====\n\nOne.\n\nTwo.\n\n{text}\n")
    built = build_pdf(faults, "en", documents=("reports/2021-01",))
    (problem,) = (each for each in built.problems if each.id == "editions.pdf")
    assert said in problem.message
    assert problem.location.line in {8, 10}
    assert reports(built) == ([] if said == "too wide" else ["2021-01.pdf"])
