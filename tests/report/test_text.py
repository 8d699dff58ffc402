"""The December 2020 report: nothing lost on the way from what was received."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

RECEIVED = "source_reports/2020-12/2020-12.en.md"
CORRECTION = re.compile(r"^- Paragraph (\d+): :en:`(.+?)` → :en:`(.+?)`\.", re.MULTILINE)


def typographic(text: str) -> str:
    """Apply the one correction that is stated for all paragraphs at once."""
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


@pytest.fixture(scope="module")
def corrections(december: Path) -> list[tuple[int, str, str]]:
    text = (december / "docs/about/corrections.rst").read_text("utf-8")
    return [(int(number), stood, stands) for number, stood, stands in CORRECTION.findall(text)]


def test_document_is_what_intake_made_with_the_recorded_corrections(
    december: Path, corrections: list[tuple[int, str, str]]
) -> None:
    expected = (REPOSITORY / "tests/golden/2020-12/intake.rst").read_text("utf-8")
    for _, stood, stands in corrections:
        assert expected.count(stood) == 1, f"not in the received text: {stood}"
        expected = expected.replace(stood, stands)
    document = (december / "docs/reports/2020-12.rst").read_text("utf-8")
    assert document == typographic(expected)
    assert len(corrections) == 22


def test_corrections_name_the_right_paragraphs(
    december: Path, corrections: list[tuple[int, str, str]], site: Path
) -> None:
    page = (site / "en/reports/2020-12.html").read_text("utf-8")
    for number, _, stands in corrections:
        start = page.index(f'id="p{number}"')
        paragraph = re.sub(r"<[^>]+>", "", page[start : page.index("</p>", start)])
        assert stands in paragraph.replace("\u00a0", " "), f"paragraph {number}: {stands}"


def test_every_received_sentence_is_in_the_english_edition(
    december: Path, corrections: list[tuple[int, str, str]], site: Path
) -> None:
    received = (december / RECEIVED).read_text("utf-8")
    received = received.replace("[special article](#)", "special article")
    # A run-in head has become a heading; a heading has no full stop.
    received = re.sub(r"\*\*([^*]+)\.\*\* ", r"§ \1 § ", received).replace("**", "")
    received = " ".join(received.replace("\n- ", "\n").split())
    for _, stood, stands in corrections:
        received = received.replace(stood, stands)
    page = (site / "en/reports/2020-12.html").read_text("utf-8")
    words = " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())
    sentences = [
        sentence.strip()
        for part in typographic(received).split("§")
        for sentence in re.split(r"(?<=[.!?:”]) (?=[A-Z“])", part)
    ]
    assert len(sentences) > 140
    for sentence in sentences:
        assert sentence in words, sentence


def test_received_file_is_kept_byte_for_byte(december: Path) -> None:
    origin = tomllib.loads((december / "source_reports/2020-12/origin.toml").read_text("utf-8"))
    data = (december / RECEIVED).read_bytes()
    assert origin["sha256"] == hashlib.sha256(data).hexdigest()
    assert origin["language"] == "en"
    assert len(data) == 19630
