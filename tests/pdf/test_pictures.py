"""Pictures and words that do not fit: named with document and line, and no other edition stops."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from editions.config import load
from editions.pdf.typeset import typeset
from editions.pictures import judging
from editions.problems import EditionsError, Severity
from tests.pdf.conftest import build_pdf
from tests.pdf.lines import lines
from tests.pdf.test_notes import paragraph, sheet

SETTINGS = '[tool.editions]\ntitle = "Reports"\npublisher = ""\neditions = ["en"]\n'
REPORT = (
    ":issue: 2021-{month:02}\n\nTitle\n=====\n\nWords.\n\n.. image:: {name}\n   :alt: A picture\n"
)


def grey(size: tuple[int, int] = (60, 40), *, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, 110 if mode == "L" else (110,) * len(mode))


def truncated(path: Path) -> None:
    grey((600, 400)).save(path)
    path.write_bytes(path.read_bytes()[:-40])


def damaged(path: Path) -> None:
    grey((600, 400)).save(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}</svg>'


def drawing(content: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(SVG.format(content), "utf-8")


FAULTS: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing.png", lambda path: None, "is not among the sources"),
    ("short.jpg", truncated, "its end is missing"),
    ("bad.png", damaged, "cannot be read"),
    ("text.png", lambda path: path.write_text("no picture"), "cannot be read"),
    ("ink.jpg", lambda path: grey(mode="CMYK").save(path), "CMYK"),
    ("huge.png", lambda path: grey((10_000, 10_000), mode="L").save(path), "100 million"),
    ("named.png", lambda path: grey().save(path, format="JPEG"), "is a JPEG by its content"),
    ("named.jpg", lambda path: grey().save(path, format="PNG"), "is a PNG by its content"),
    ("flat.svg", drawing('width="0" height="5">'), "has no width"),
    ("link.svg", drawing('width="9" height="5"><image xlink:href="x.png"/>'), "file, 'x.png'"),
]


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    reports = tmp_path / "docs/reports"
    reports.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "docs/index.rst").write_text("Reports\n=======\n", "utf-8")
    for month, (name, make, _said) in enumerate(FAULTS, 1):
        make(reports / name)
        (reports / f"2021-{month:02}.rst").write_text(
            REPORT.format(month=month, name=name), "utf-8"
        )
    grey().save(reports / "good.png")
    (reports / "2021-12.rst").write_text(REPORT.format(month=12, name="good.png"), "utf-8")
    assert load(tmp_path).languages == ("en",)
    return tmp_path


def test_a_picture_that_cannot_be_set_is_named_with_its_line(publication: Path) -> None:
    built = build_pdf(publication, "en")
    assert [path.name for path in built.output.rglob("*.pdf")] == ["2021-12.pdf"]
    found = {
        problem.location.path: problem
        for problem in built.problems
        if problem.id == "editions.pdf" and problem.severity is Severity.ERROR
    }
    assert len(found) == len(FAULTS)
    for month, (name, _make, said) in enumerate(FAULTS, 1):
        problem = found[f"docs/reports/2021-{month:02}.rst"]
        assert problem.location.line == 8
        assert name in problem.message
        assert said in problem.message
        assert "\n" not in problem.message


@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "webp"])
def test_the_size_of_a_picture_is_read_from_its_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"picture.{suffix}"
    grey((300, 200)).save(path)
    judging.check(path)
    monkeypatch.setattr(judging, "MOST", 59_999)
    with pytest.raises(EditionsError, match="has 300 × 200 pixels"):
        judging.check(path)
    if suffix == "webp":
        grey((300, 200), mode="RGBA").save(path, lossless=True)
        with pytest.raises(EditionsError, match="has 300 × 200 pixels"):
            judging.check(path)
        grey((300, 200)).save(path, lossless=True, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")
        with pytest.raises(EditionsError, match="has 300 × 200 pixels"):
            judging.check(path)


@pytest.mark.parametrize(
    "word", ["супрацоўніцтва" * 22, "x" * 300, "https://a.example/" + "7" * 300]
)
def test_a_word_of_300_letters_does_not_leave_the_page(tmp_path: Path, word: str) -> None:
    output = tmp_path / "out.pdf"
    typeset(sheet(paragraph("Before ", word, " after.", number=1)), work=tmp_path, output=output)
    found = lines(output)
    assert max(line.right for line in found) < 512
    text = "".join(line.text.strip() for line in found)
    assert len(re.findall(r"[\w]", text)) >= 300
