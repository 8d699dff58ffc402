"""Second runs, the editor's work, and files received later."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from editions.cli import main
from editions.config import Publication
from editions.intake import Options, intake
from editions.problems import IntakeError

Snapshot = dict[str, tuple[bytes, int]]


def snapshot(publication: Publication) -> Snapshot:
    root = publication.root
    return {
        str(p.relative_to(root)): (p.read_bytes(), p.stat().st_mtime_ns)
        for folder in ("docs", "source_reports")
        for p in (root / folder).rglob("*")
        if p.is_file()
    }


@pytest.fixture
def received(inbox: Path) -> Path:
    path = inbox / "2020-12.en.md"
    path.write_text("# Report\n\nText.\n", encoding="utf-8")
    return path


def run(publication: Publication, *arguments: str) -> int:
    return main(["-C", str(publication.root), "intake", *arguments])


def test_a_second_run_touches_nothing(publication: Publication, received: Path) -> None:
    assert run(publication, str(received)) == 0
    before = snapshot(publication)
    assert run(publication, str(received)) == 0
    assert run(publication, str(received), "--force") == 0
    stored = publication.root / "source_reports" / "2020-12" / received.name
    assert run(publication, str(stored)) == 0
    assert snapshot(publication) == before


def test_the_editors_work_is_overwritten_only_by_force(
    publication: Publication, received: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = intake(publication, received).document
    made = document.read_bytes()
    document.write_bytes(made.replace(b"Text.", b"A corrected text."))
    before = snapshot(publication)
    assert run(publication, str(received)) == 0
    assert snapshot(publication) == before
    assert "docs/reports/2020-12.rst is there already" in capsys.readouterr().err
    assert run(publication, str(received), "--force") == 0
    assert document.read_bytes() == made


def test_another_file_does_not_replace_a_document_or_what_was_received(
    publication: Publication, received: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    intake(publication, received)
    before = snapshot(publication)
    received.write_text("# Report\n\nAnother text.\n", encoding="utf-8")
    assert run(publication, str(received)) == 1
    assert "made from another received file" in capsys.readouterr().err
    assert run(publication, str(received), "--force") == 3
    assert "rename it" in capsys.readouterr().err
    assert snapshot(publication) == before


def test_a_later_file_by_another_name_is_kept_beside_the_first(
    publication: Publication, received: Path, inbox: Path
) -> None:
    intake(publication, received, Options(received="2021-01-15"))
    later = inbox / "2020-12.en.corrected.md"
    later.write_text("# Report\n\nAnother text.\n", encoding="utf-8")
    result = intake(publication, later, Options(force=True))
    assert "Another text." in result.document.read_text(encoding="utf-8")
    folder = publication.root / "source_reports" / "2020-12"
    assert {p.name for p in folder.iterdir()} == {received.name, later.name, "origin.toml"}
    origin = tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))
    assert (origin["file"], origin["earlier"][0]["file"]) == (later.name, received.name)
    assert origin["earlier"][0]["received"] == "2021-01-15"
    before = snapshot(publication)
    intake(publication, later, Options(force=True))
    assert snapshot(publication) == before


def test_the_same_bytes_under_another_name_are_not_kept_twice(
    publication: Publication, received: Path, inbox: Path
) -> None:
    intake(publication, received)
    (inbox / "2020-12.en (1).md").write_bytes(received.read_bytes())
    result = intake(publication, inbox / "2020-12.en (1).md")
    assert (result.refused, result.written) == (False, ())


def test_a_spoilt_origin_is_named_and_nothing_written(
    publication: Publication, received: Path
) -> None:
    intake(publication, received)
    (publication.root / "source_reports/2020-12/origin.toml").write_text("x =", encoding="utf-8")
    before = snapshot(publication)
    with pytest.raises(IntakeError, match=r"origin\.toml: is not as intake writes it"):
        intake(publication, received, Options(force=True))
    assert snapshot(publication) == before


@pytest.mark.parametrize(
    ("name", "title", "options", "document"),
    [
        ("2019-03.be.txt", "Сітуацыя", Options(), ":language: be\n:issue: 2019-03"),
        ("report.md", "# Ситуация за декабрь 2020 г.", Options(), ":language: en\n:issue: 2020-12"),
        ("x.ru.md", "**Ситуация, декабря 2020**", Options(), ":language: ru\n:issue: 2020-12"),
        ("x.md", "# T", Options(issue="2021-02", language="ru"), ":language: ru\n:issue: 2021-02"),
    ],
)
def test_issue_and_language_are_told_by_option_name_or_title(
    publication: Publication, inbox: Path, name: str, title: str, options: Options, document: str
) -> None:
    (inbox / name).write_text(f"{title}\n\nТэкст. Text.\n", encoding="utf-8")
    result = intake(publication, inbox / name, options)
    assert result.document.read_text(encoding="utf-8").startswith(f"{document}\n\n")


def test_doubts_are_reported(publication: Publication, inbox: Path) -> None:
    path = inbox / "2020-12.md"
    text = "Усе гэтыя падзеі паказваюць, што ўлады не бачаць знешняй ваеннай пагрозы краіне."
    path.write_text(f"# Сітуацыя (лістапад 2020)\n\n{text} \ufffd\n", encoding="utf-8")
    problems = {p.id: p for p in intake(publication, path).problems}
    assert set(problems) == {"other-month", "other-language", "lost-letters"}
    assert "'be'" in problems["other-language"].message
    assert problems["lost-letters"].location.line == 3


def test_a_report_without_a_title_gets_the_series_title(
    publication: Publication, inbox: Path
) -> None:
    path = inbox / "2020-12.txt"
    path.write_text("A first sentence.\n", encoding="utf-8")
    result = intake(publication, path)
    assert "\nMonthly report (2020-12)\n====" in result.document.read_text(encoding="utf-8")
    assert [p.id for p in result.problems] == ["no-title"]
