"""Faithful: the words of each PDF are those of its page, in order, none lost, none added."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tests.pdf.conftest import Built
from tests.pdf.words import words, words_of_page, words_of_pdf

EDITIONS = ("be", "ru", "en")

# Notes stand at the feet of pages, which needs no heading; the rest is under ``only``.
ONLY_ONE = {
    "2021-03": [("Footnotes Words for the web only", "")],
    "2021-04": [("the web", "paper")],
}
NOT_TRANSLATED = words("Not translated yet")


def differences(page: list[str], pdf: list[str]) -> list[tuple[str, str]]:
    """Give what differs: the words of the page, and those of the PDF in their place."""
    matcher = SequenceMatcher(None, page, pdf, autojunk=False)
    return [
        (" ".join(page[start:end]), " ".join(pdf[begin:stop]))
        for kind, start, end, begin, stop in matcher.get_opcodes()
        if kind != "equal"
    ]


@pytest.mark.parametrize("issue", sorted(ONLY_ONE))
@pytest.mark.parametrize("edition", EDITIONS)
def test_pages_and_pdfs_say_the_same(
    everything: dict[str, Built], edition: str, issue: str
) -> None:
    built = everything[edition]
    page = words_of_page(built.page(issue))
    pdf = words_of_pdf(built.report(issue), built.data(issue))
    assert page.title == pdf.title
    assert len(page.text) > 400
    found = [
        (one.replace(" " + " ".join(NOT_TRANSLATED), ""), other)
        for one, other in differences(page.text, pdf.text)
    ]
    assert found == ONLY_ONE[issue]
    assert page.notes == pdf.notes


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_real_report_says_the_same(site: Path, december: Path, edition: str) -> None:
    report = site / edition / "reports"
    work = december / "build/work" / edition / "doctrees/pdf/reports/2020-12/data.json"
    page = words_of_page(report / "2020-12.html")
    pdf = words_of_pdf(report / "2020-12.pdf", work)
    assert page.title == pdf.title
    assert differences(page.text, pdf.text) == []
    assert page.notes == pdf.notes
    assert len(page.text) > 2000


def test_a_lost_word_is_found() -> None:
    assert differences(words("a b c d"), words("a b d e")) == [("c", ""), ("", "e")]
