"""What was published keeps its addresses, whatever a correction makes of its translation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Call = Callable[..., Run]

SETTINGS = """[tool.editions]
title = "Winter notes"
publisher = ""
editions = ["be", "en"]
"""
ISSUE = """:language: en
:issue: 2021-01

.. _report-2021-01:

Notes (January 2021)
====================

The snow lay for 12 days.

The river froze at night.

The road was closed for a week.
"""
WORDS = {
    "Notes (January 2021)": "Нататкі (студзень 2021 года)",
    "The snow lay for 12 days.": "Снег ляжаў 12 дзён.",
    "The river froze at night.": "Уначы замерзла рака.",
    "The road was closed for a week.": "Дарогу закрылі на тыдзень.",
}
HEAD = 'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
LEDGER = "docs/reports/2021-01.ledger.toml"
ADDRESSES = (
    "be/reports/2021-01.html",
    "be-en/reports/2021-01.html",
    "2021-01/2021-01-be.epub",
    "2021-01/2021-01.html",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publication of one issue, translated to its end."""
    (tmp_path / "docs/reports").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(SETTINGS, "utf-8")
    index = "Winter notes\n============\n\n.. toctree::\n   :hidden:\n   :glob:\n\n   reports/*\n"
    (tmp_path / "docs/index.rst").write_text(index, "utf-8")
    (tmp_path / "docs/reports/2021-01.rst").write_text(ISSUE, "utf-8")
    translate(tmp_path, WORDS)
    return tmp_path


def translate(folder: Path, words: dict[str, str]) -> None:
    path = folder / "locale/be/LC_MESSAGES/reports/2021-01.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = "".join(f'\nmsgid "{each}"\nmsgstr "{words[each]}"\n' for each in words)
    path.write_text(HEAD + entries, "utf-8")


def correct(folder: Path) -> None:
    """Correct a number and put in a paragraph: the translation falls under 80 per cent."""
    path = folder / "docs/reports/2021-01.rst"
    more = "In March it came back, and the whole village waited for a thaw that did not come.\n\n"
    text = path.read_text("utf-8").replace("12 days", "14 days")
    path.write_text(text.replace("The road", f"{more}The road"), "utf-8")


def html(editions: Call, folder: Path) -> Run:
    return editions(folder, "build", "--format", "html")


def test_a_frozen_issue_keeps_every_address_below_its_gate(folder: Path, editions: Call) -> None:
    site = folder / "build/site"
    editions(folder, "update")
    html(editions, folder)
    done = editions(folder, "freeze", "2021-01")
    proof = "docs/reports/2021-01.be.published.txt"
    assert (done.code, done.err.splitlines()[-1]) == (0, f"next: commit {LEDGER} {proof}")
    assert 'editions = ["be", "en"]\n' in (folder / LEDGER).read_text("utf-8")
    correct(folder)
    told = editions(folder, "update").err
    assert "2021-01 be: now " in told
    assert "it was published and stays, new passages are marked" in told
    assert "2021-01 be: now" not in editions(folder, "update").err
    assert "be reports/2021-01: was published and stays" in html(editions, folder).err
    for address in ADDRESSES:
        assert (site / address).is_file(), address
    front = (site / "be/index.html").read_text("utf-8")
    assert 'class="newest"' in front
    assert 'href="reports/2021-01.html"' in front
    assert "reports/2021-01.html" in (site / "be/feed.xml").read_text("utf-8")
    assert "be/reports/2021-01.html" in (site / "2021-01/index.html").read_text("utf-8")
    page = (site / "be/reports/2021-01.html").read_text("utf-8")
    assert "Пераклад працягваецца:" in page
    assert '<p class="state' in page  # each passage that is not, or no longer, translated
    # Frozen again: the new number is kept, no edition is taken back.
    assert editions(folder, "freeze", "2021-01").code == 0
    assert 'editions = ["be", "en"]\n' in (folder / LEDGER).read_text("utf-8")


def test_what_the_site_has_is_recorded_though_it_was_frozen_late(
    folder: Path, editions: Call
) -> None:
    editions(folder, "update")
    html(editions, folder)
    correct(folder)
    told = editions(folder, "update").err
    assert "it is on the site as finished: 'editions freeze 2021-01' keeps it published" in told
    assert editions(folder, "freeze", "2021-01").code == 0
    html(editions, folder)
    for address in ADDRESSES:
        assert (folder / "build/site" / address).is_file(), address


def test_an_edition_that_was_not_finished_is_not_finished_by_freezing(
    folder: Path, editions: Call
) -> None:
    translate(folder, dict(list(WORDS.items())[:2]))
    editions(folder, "update")
    html(editions, folder)
    assert editions(folder, "freeze", "2021-01").code == 0
    assert 'editions = ["en"]\n' in (folder / LEDGER).read_text("utf-8")
    assert "be reports/2021-01: announced" in html(editions, folder).err
    assert not (folder / "build/site/be-en/reports/2021-01.html").exists()
    # It is added once it is.
    translate(folder, WORDS)
    html(editions, folder)
    assert editions(folder, "freeze", "2021-01").code == 0
    assert 'editions = ["be", "en"]\n' in (folder / LEDGER).read_text("utf-8")


def test_an_issue_that_was_never_built_is_refused(folder: Path, editions: Call) -> None:
    editions(folder, "update")
    refused = editions(folder, "freeze", "2021-01")
    assert refused.code == 1
    assert "docs/reports/2021-01.rst: error never-built: was never built" in refused.out
    assert "--force" in refused.err
    assert not (folder / LEDGER).exists()
    assert editions(folder, "freeze", "--force", "2021-01").code == 0
    # Nothing would change: nothing is to be refused.
    again = editions(folder, "freeze", "2021-01")
    assert (again.code, again.err) == (0, f"{LEDGER}: nothing changed, 3 paragraphs\n")


def test_an_issue_with_errors_is_refused(folder: Path, editions: Call) -> None:
    wrong = {**WORDS, "The snow lay for 12 days.": "Снег ляжаў 21 дзень."}
    translate(folder, wrong)
    editions(folder, "update")
    html(editions, folder)
    refused = editions(folder, "freeze", "2021-01")
    assert refused.code == 1
    assert "locale/be/LC_MESSAGES/reports/2021-01.po:" in refused.out
    assert "error fact-unit" in refused.out
    assert not (folder / LEDGER).exists()
    assert editions(folder, "freeze", "--force", "2021-01").code == 0


def test_a_fresh_clone_reads_the_issue_itself(folder: Path, editions: Call) -> None:
    path = folder / "docs/reports/2021-01.rst"
    path.write_text(f"{ISSUE}\n.. nothing::\n\n   Here.\n", "utf-8")
    refused = editions(folder, "freeze", "2021-01")
    assert (refused.code, "Unknown directive type" in refused.out) == (1, True)
    path.write_text(ISSUE, "utf-8")
    assert editions(folder, "freeze", "2021-01").code == 0


def test_without_a_gate_nothing_untranslated_is_finished(folder: Path, editions: Call) -> None:
    translate(folder, {})
    html(editions, folder)
    site = folder / "build/site"
    assert not (site / "2021-01/2021-01-be.epub").exists()
    assert not (site / "be-en").exists()
    assert 'class="newest"' not in (site / "be/index.html").read_text("utf-8")
