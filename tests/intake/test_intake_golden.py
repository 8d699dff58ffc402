"""The real report: what was received in December 2020 becomes its document."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from tests.conftest import DECEMBER, REPOSITORY

from editions.cli import main
from editions.config import Publication
from editions.intake import intake

RECEIVED = DECEMBER / "source_reports/2020-12/2020-12.en.md"
GOLDEN = REPOSITORY / "tests/golden/2020-12/intake.rst"


def test_the_document_is_the_golden_one_byte_for_byte(publication: Publication) -> None:
    result = intake(publication, RECEIVED)
    assert result.document == publication.root / "docs" / "reports" / "2020-12.rst"
    assert result.document.read_bytes() == GOLDEN.read_bytes()


def test_four_of_forty_eight_blocks_are_joined_and_no_others(publication: Publication) -> None:
    blocks = re.split(r"\n\s*\n", RECEIVED.read_text(encoding="utf-8").strip())
    assert len(blocks) == 48
    joins = [p for p in intake(publication, RECEIVED).problems if p.id == "joined"]
    assert [re.findall("“(.*?)”", join.message) for join in joins] == [
        ["El-Din. Issues of bilateral", "cooperation, including the joint"],
        ["in the Ministry of", "Internal Affairs) clearly indicates"],
        ["far the achievements are", "more than modest. There"],
        ["society took the news", "calmly and without panic,"],
    ]
    lines = RECEIVED.read_text(encoding="utf-8").splitlines()
    for join, block in zip(joins, (9, 26, 36, 45), strict=True):
        assert join.location.line is not None
        assert lines[join.location.line - 1] == blocks[block]


def test_the_dead_link_is_reported_and_set_as_text(publication: Publication) -> None:
    result = intake(publication, RECEIVED)
    (dead,) = [p for p in result.problems if p.id == "dead-link"]
    assert "special article" in dead.message
    assert dead.location.path == "source_reports/2020-12/2020-12.en.md"
    lines = RECEIVED.read_text(encoding="utf-8").splitlines()
    assert dead.location.line is not None
    assert "[special article](#)" in lines[dead.location.line - 1]
    assert "devoted a special article to the" in result.document.read_text(encoding="utf-8")
    assert len(result.problems) == 5


def test_every_word_received_is_in_the_document_in_order() -> None:
    received = re.sub(r"\(#\)|[*\[\]]", "", RECEIVED.read_text(encoding="utf-8"))
    document = GOLDEN.read_text(encoding="utf-8").partition("=====\n")[2]
    document = re.sub(r"^(\.\. _.*:|-{3,})$", "", document, flags=re.MULTILINE)
    # the title's lines and the full stops of run-in heads are what intake changes
    body = received.split("(December 2020)")[1].split()
    heads = ("month", "Conclusions")
    expected = [w[:-1] if w.rstrip(".") in heads and w.endswith(".") else w for w in body]
    found = [w[:-1] if w.rstrip(".") in heads and w.endswith(".") else w for w in document.split()]
    assert found == expected


def test_what_was_received_is_kept_byte_for_byte_with_its_origin(publication: Publication) -> None:
    intake(publication, RECEIVED)
    folder = publication.root / "source_reports" / "2020-12"
    assert (folder / RECEIVED.name).read_bytes() == RECEIVED.read_bytes()
    assert tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8")) == {
        "file": "2020-12.en.md",
        "format": "markdown",
        "issue": "2020-12",
        "language": "en",
        "sha256": "3f95200319d7cfb9026b497b044c835832ca77ca7a50a35f32891d28083afa99",
    }


def test_the_command_line_shows_problems_and_tells_what_it_wrote(
    publication: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["-C", str(publication.root), "intake", str(RECEIVED), "--format", "json"]
    assert main(order) == 0
    printed = capsys.readouterr()
    assert [p["id"] for p in json.loads(printed.out)].count("joined") == 4
    assert "wrote docs/reports/2020-12.rst" in printed.err
    assert main(order[:-2]) == 0
    printed = capsys.readouterr()
    assert "2020-12.en.md:24: info joined: " in printed.out
    assert printed.err.count("\n") == 1
    assert "--force overwrites it" in printed.err
