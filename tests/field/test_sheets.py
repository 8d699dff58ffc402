"""Nothing leaves the sheet: hostile layouts in the PDFs of an edition, a pair and a volume."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from editions.cli import main
from tests.field import hostile
from tests.pdf.reading import page_texts, tags
from tests.pdf.sheets import misplaced

FOLDERS = ("be", "en", "be-en")
PDFS = [f"{folder}/reports/{issue}.pdf" for folder in FOLDERS for issue in hostile.ISSUES]
VOLUMES = ["be/reports/2021.pdf", "en/reports/2021.pdf"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = hostile.write(tmp_path_factory.mktemp("hostile"))
    assert main(["-C", str(folder), "build", "--format", "pdf", "--volume", "2021"]) == 0
    return folder


@pytest.mark.parametrize("name", [*PDFS, *VOLUMES])
def test_nothing_leaves_the_sheet_or_covers_anything(root: Path, name: str) -> None:
    assert misplaced(root / "build/site" / name) == []


@pytest.mark.parametrize("name", [*PDFS, *VOLUMES])
def test_every_word_is_on_the_paper(root: Path, name: str) -> None:
    languages = name.partition("/")[0].split("-")
    source = "\n".join(
        path.read_text("utf-8")
        for path in sorted((root / "docs/reports").glob("*.rst"))
        if path.stem.startswith(Path(name).stem)
    )
    said = set(hostile.WORD.findall(source))
    wanted = {
        word.replace("w", "v" if language == "be" else "w")
        for word in said
        for language in languages
    }
    there = "".join("".join(text.split()) for text in page_texts(root / "build/site" / name))
    assert sorted(word for word in wanted if word not in there) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_head_that_is_parted_still_heads_its_columns(root: Path, folder: str) -> None:
    reader = PdfReader(root / f"build/site/{folder}/reports/2021-02.pdf")
    kinds = [kind for kind, _ in tags(reader)]
    tables = 11 * len(folder.split("-"))
    assert kinds.count("/Table") == tables
    # Two cells in each of five heads, nine in one, and five in first columns.
    assert kinds.count("/TH") == (5 * 2 + 9 + 3 + 2 + 2) * tables // 11


def test_what_stands_in_too_many_other_things_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = tmp_path / "docs/reports"
    reports.mkdir(parents=True)
    settings = '[tool.editions]\ntitle = "T"\npublisher = "T"\neditions = ["en"]\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    index = "T\n=\n\n.. toctree::\n   :hidden:\n\n   reports/2021-01\n"
    (tmp_path / "docs/index.rst").write_text(index)
    deep = hostile.nested("- ", 40)
    (reports / "2021-01.rst").write_text(f":issue: 2021-01\n:language: en\n\nT\n=\n\n{deep}")
    assert main(["-C", str(tmp_path), "build", "--format", "pdf"]) == 1
    said = capsys.readouterr()
    wrong = "docs/reports/2021-01.rst:85: error editions.pdf: something stands in too many"
    assert wrong in said.out + said.err
