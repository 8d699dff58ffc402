"""`editions status` on a publication that is half done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from ..conftest import Run, ungated
from .test_translating import WCAG

Editions = Callable[..., Run]


def _told(editions: Editions, root: Path) -> dict[tuple[str, str], dict[str, Any]]:
    run = editions(root, "status", "--format", "json")
    assert (run.code, run.err) == (0, "")
    documents = json.loads(run.out)["documents"]
    return {(each["document"], each["edition"]): each for each in documents}


def test_words_turns_and_problems_of_each_issue(half_done: Path, editions: Editions) -> None:
    told = _told(editions, half_done)
    ice = told["reports/2021-01", "be"]
    words = ice["words"]
    assert words["stale"] == 9  # The river froze at the beginning of the month
    assert words["withdrawn"] == 7  # The ice carried people but not cars
    assert words["held"] == 8  # The upper station is read by a ranger
    assert words["suggested"] == 7  # The next day the beaver was gone
    states = ("translated", "stale", "held", "withdrawn", "suggested", "missing")
    assert words["total"] == sum(words[state] for state in states)
    assert ice["turn"] == "translator"
    assert any(problem["id"] == "markup" for problem in ice["problems"])
    thaw = told["reports/2021-02", "be"]
    assert (thaw["words"]["missing"], thaw["translated_percent"]) == (0, 100)
    assert told["reports/2021-01", "en"]["source"]
    assert told["reports/2021-01", "en"]["words"]["total"] == 0


def test_a_held_message_or_a_problem_is_the_editors_turn(
    half_done: Path, editions: Editions
) -> None:
    path = half_done / "locale" / "be" / "LC_MESSAGES" / "reports" / "2021-02.po"
    text = path.read_text(encoding="utf-8")
    assert _told(editions, half_done)["reports/2021-02", "be"]["turn"] == "nobody"
    path.write_text(text.replace("3 лютага", "4 лютага"), encoding="utf-8")
    assert _told(editions, half_done)["reports/2021-02", "be"]["turn"] == "editor"
    path.write_text(text.replace("Мост застаўся", "`Мост`_ застаўся"), encoding="utf-8")
    assert _told(editions, half_done)["reports/2021-02", "be"]["turn"] == "editor"
    path.unlink()
    gone = _told(editions, half_done)["reports/2021-02", "be"]
    assert gone["turn"] == "translator"


def test_the_gate_says_what_blocks(half_done: Path, editions: Editions) -> None:
    settings = half_done / "pyproject.toml"
    gate = "\n[tool.editions.gate]\ncomplete = 100\n"
    settings.write_text(ungated(settings.read_text(encoding="utf-8")) + gate, encoding="utf-8")
    told = _told(editions, half_done)
    assert not told["reports/2021-01", "be"]["gate"]["passed"]
    assert "100 %" in told["reports/2021-01", "be"]["gate"]["reasons"][0]
    assert told["reports/2021-02", "be"]["gate"] == {"passed": True, "reasons": []}
    run = editions(half_done, "status", "--edition", "be")
    assert "reports/2021-01 be: not published as finished: " in run.out


def test_the_table_is_aligned_and_newest_first(half_done: Path, editions: Editions) -> None:
    run = editions(half_done, "status", "--edition", "be")
    head, *rows = run.out.splitlines()
    assert head.split() == [
        *("document", "edition", "words", "%", "translated", "stale", "held"),
        *("withdrawn", "suggested", "missing", "errors", "warnings", "turn"),
    ]
    first, second = rows[:2]
    assert first.startswith("reports/2021-02")
    assert second.startswith("reports/2021-01")
    for word in ("words", "missing", "warnings"):
        end = head.index(word) + len(word)
        assert all(row[end - 1].isdigit() and row[end] == " " for row in (first, second))


def test_the_page_is_one_file_and_a_second_run_changes_nothing(
    half_done: Path, editions: Editions
) -> None:
    assert editions(half_done, "status", "--format", "html").code == 0
    page = half_done / "build" / "desk" / "index.html"
    before = (page.stat().st_mtime_ns, page.read_bytes())
    text = before[1].decode("utf-8")
    assert str(half_done) not in text
    assert "locale/be/LC_MESSAGES/reports/2021-01.po:" in text
    assert "<script" not in text
    assert "src=" not in text
    assert editions(half_done, "status", "--format", "html").code == 0
    assert (page.stat().st_mtime_ns, page.read_bytes()) == before


def test_text_of_catalogues_is_no_markup_on_the_page(half_done: Path, editions: Editions) -> None:
    source = half_done / "docs" / "reports" / "2021-02.rst"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("Thaw\n====", "<b>Thaw\n======="), encoding="utf-8")
    out = half_done / "desk.html"
    assert editions(half_done, "status", "--format", "html", "--output", str(out)).code == 0
    page = out.read_text(encoding="utf-8")
    assert "&lt;b&gt;Thaw" in page
    assert "<b>Thaw" not in page


def test_a_folder_as_output_and_an_unknown_edition_are_refused(
    half_done: Path, editions: Editions
) -> None:
    run = editions(half_done, "status", "--format", "html", "--output", str(half_done))
    assert run.code == 2
    assert "folder" in run.err
    assert editions(half_done, "status", "--edition", "pl").code == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_offline_and_fits(
    half_done: Path, editions: Editions, browser: Browser, scheme: str, width: int
) -> None:
    editions(half_done, "status", "--format", "html")
    context = browser.new_context(
        viewport={"width": width, "height": 740},
        color_scheme=scheme,  # type: ignore[arg-type]  # a plain str to its types
    )
    tab = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    address = (half_done / "build" / "desk" / "index.html").as_uri()
    tab.goto(address)
    assert (asked, said) == ([address], [])
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    aligned = tab.locator("td").first.evaluate("e => getComputedStyle(e).textAlign")
    assert aligned == "right"
    found = Axe().run(tab, options=WCAG).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
    context.close()
