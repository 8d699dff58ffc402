"""Every page of the built site before the Nu HTML checker; headings and tables in order."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.checkers.nu import checked_style, is_data_block, remarks
from tests.checkers.pages import EDITIONS, PAIRS, pages, published
from tests.checkers.serving import served


def test_the_html_is_valid_and_in_its_language(site: Path, address: str) -> None:
    # test_no_page_carries_a_script_but_search sees to scripts that would run.
    found = [said for said in remarks(address, published(site)) if not is_data_block(said)]
    assert found == []


def test_the_style_sheets_are_valid(site: Path) -> None:
    assert checked_style(site / "site.css") == []


def test_the_checker_reports_what_is_wrong(tmp_path: Path, site: Path) -> None:
    for name in ("_headers", "404.html"):
        (tmp_path / name).write_bytes((site / name).read_bytes())
    english = (site / "en/reports/2020-12.html").read_text("utf-8")
    wrong = english.replace('<html lang="en">', '<html lang="be">').replace("</h1>", "</i>", 1)
    (tmp_path / "wrong.html").write_text(wrong, "utf-8")
    with served(tmp_path) as base:
        found = remarks(base, ["wrong.html", "none.html"])
    assert any("English" in remark.text and remark.kind == "warning" for remark in found)
    assert any("</i>" in remark.text or "“i”" in remark.text for remark in found)
    assert any(remark.page == "none.html" and remark.kind == "error" for remark in found)


def test_all_kinds_of_pages_are_known(site: Path) -> None:
    assert set(published(site)) == set(pages())


class Outline(HTMLParser):
    """Levels of headings in order, tables without a caption, scripts and styles of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.bare_tables = 0
        self.scripts: list[str] = []
        self.positive: list[str] = []
        self._awaits_caption = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._awaits_caption:
            self.bare_tables += tag != "caption"
        self._awaits_caption = tag == "table"
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "script" and attributes.get("type") != "application/ld+json":
            self.scripts.append(attributes.get("src") or "inline")
        if int(attributes.get("tabindex") or 0) > 0:
            self.positive.append(self.get_starttag_text() or tag)


def titles(name: str) -> int:
    """Give how many titles a page has: one in each of its languages."""
    if name == "2020-12/2020-12.html":
        return len(EDITIONS)
    return 2 if name.split("/", maxsplit=1)[0] in PAIRS else 1


@pytest.mark.parametrize("name", pages())
def test_headings_and_tables_are_in_order(site: Path, name: str) -> None:
    outline = Outline((site / name).read_text("utf-8"))
    assert outline.levels
    assert outline.levels[0] == 1
    for before, after in pairwise(outline.levels):
        assert after <= before + 1, outline.levels
    assert outline.levels.count(1) == titles(name)
    assert outline.bare_tables == 0
    assert outline.positive == []


@pytest.mark.parametrize("name", pages())
def test_no_page_carries_a_script_but_search(site: Path, name: str) -> None:
    scripts = Outline((site / name).read_text("utf-8")).scripts
    assert bool(scripts) == name.endswith("/search.html")
    assert "inline" not in scripts
