"""The December 2020 report: nothing lost on the way from what was received."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RECEIVED = "source_reports/2020-12/2020-12.en.md"
CORRECTION = re.compile(r"^- Paragraph (\d+): :en:`(.+?)` → :en:`(.+?)`\.", re.MULTILINE)


def typographic(text: str) -> str:
    """Apply the one correction that is stated for all paragraphs at once."""
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


@pytest.fixture(scope="module")
def corrections(december: Path) -> list[tuple[int, str, str]]:
    text = (december / "docs/about/corrections.rst").read_text("utf-8")
    return [(int(number), stood, stands) for number, stood, stands in CORRECTION.findall(text)]


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
