"""The gate: what is below it is announced and nowhere linked as finished."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config, gate
from editions.checks import run as checks
from tests.conftest import Run, tree, ungated
from tests.sphinxext.markup import Element, read

Call = Callable[..., Run]
Copy = Callable[[str], Path]

ISSUE = "reports/2021-01"
BE = "locale/be/LC_MESSAGES/reports/2021-01.po"
STATE = "Пераклад працягваецца: 38 %"


@pytest.fixture
def folder(root: Copy) -> Path:
    return root("half-done")


def demand(folder: Path, said: str, *, of: str = "") -> config.Publication:
    path = folder / "pyproject.toml"
    settings = path.read_text("utf-8") if of else ungated(path.read_text("utf-8"))
    path.write_text(f"{settings}\n[tool.editions.gate{of}]\n{said}\n", "utf-8")
    return config.load(folder)


def links(page: Element) -> list[str]:
    return [link.attributes["href"] for link in page.all("a")]


def test_without_demands_everything_passes(folder: Path) -> None:
    publication = config.load(folder)
    assert gate.verdict(publication, "be", ISSUE) == gate.OPEN
    assert gate.below(publication) == {"be": {}, "ru": {}, "en": {}}


def test_an_issue_without_a_catalogue_is_not_a_whole_one(folder: Path, editions: Call) -> None:
    publication = demand(folder, "complete = 1")
    (folder / BE).unlink()
    found = gate.verdict(publication, "be", ISSUE)
    assert (found.passed, found.percent) == (False, 0)
    editions(folder, "build", "--format", "html")
    page = (folder / f"build/site/be/{ISSUE}.html").read_text("utf-8")
    assert "Пераклад працягваецца: 0 %" in page.replace("\u00a0", " ")
    status = json.loads(editions(folder, "status", "--format", "json").out)
    (mine,) = (
        each for each in status["documents"] if (each["document"], each["edition"]) == (ISSUE, "be")
    )
    assert mine["translated_percent"] == 0


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ("complete = 38", []),
        ("complete = 39", ["38 % of the words are translated; the gate asks for 39 %"]),
        ("held = 1", []),
        ("held = false", ["held back by vetting: 1; the gate allows 0"]),
        ("held = true", []),
        ("checks = true", ["errors that 'editions check' finds: "]),
        ("complete = 100\nheld = 0", ["38 % of", "held back"]),
    ],
)
def test_a_verdict_gives_its_reasons(folder: Path, said: str, reasons: list[str]) -> None:
    found = gate.verdict(demand(folder, said), "be", ISSUE)
    assert found.passed is not bool(reasons)
    assert len(found.reasons) == len(reasons)
    for reason, begin in zip(found.reasons, reasons, strict=True):
        assert reason.startswith(begin)


def test_only_issues_in_another_language_have_a_gate(folder: Path) -> None:
    publication = demand(folder, "complete = 100")
    assert not gate.verdict(publication, "be", ISSUE).passed
    assert gate.verdict(publication, "en", ISSUE).passed
    assert gate.verdict(publication, "be", "about/method").passed
    assert gate.verdict(publication, "be", "no/such").passed


def test_checks_run_again_only_when_something_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = demand(folder, "checks = true")
    asked = []
    real = checks.problems

    def counted(*arguments: object, **named: object) -> object:
        asked.append(named)
        return real(*arguments, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(checks, "problems", counted)
    first = gate.verdict(publication, "be", ISSUE)
    assert gate.verdict(publication, "be", ISSUE) == first
    assert len(asked) == 1
    path = folder / BE
    path.write_text(path.read_text("utf-8").replace("Чакаецца адліга", "Будзе адліга"), "utf-8")
    gate.verdict(publication, "be", ISSUE)
    assert len(asked) == 2


def test_an_issue_below_its_gate_is_announced_and_not_linked(folder: Path, editions: Call) -> None:
    demand(folder, "complete = 50")
    done = editions(folder, "build")
    assert "be reports/2021-01: announced, not linked as finished: 38 % of the words" in done.err
    site = folder / "build" / "site"
    # Nobody's bookmark dies: page and PDF are where they were.
    assert (site / "be/reports/2021-01.pdf").read_bytes().startswith(b"%PDF-")
    page = read(site / "be/reports/2021-01.html")
    facts = page.one("p", class_="facts")
    assert STATE in facts.text
    assert links(facts) == ["../../en/reports/2021-01.html"]
    front = read(site / "be/index.html")
    assert not [link for link in links(front) if "2021-01" in link and "/en/" not in link]
    announced = front.one("section", class_="announced").one("li")
    assert announced.text == f"Лёд на рацэ Студзень 2021 {STATE} English"
    assert links(announced) == ["../en/reports/2021-01.html"]
    assert [item.text for item in front.one("section", class_="archive").all("li")] == [
        "Люты 2021 PDF",
        f"Студзень 2021 {STATE}",
    ]
    earlier = read(site / "be/reports/2021-02.html").one("nav", class_="onward")
    assert STATE in earlier.text
    assert links(earlier) == []


def test_the_newest_issue_is_the_newest_finished_one(folder: Path, editions: Call) -> None:
    demand(folder, "complete = 50", of=".ru")
    assert editions(folder, "build", "--format", "html").code == 1
    site = folder / "build" / "site"
    newest = read(site / "ru/index.html").one("section", class_="newest")
    assert newest.one("time").attributes["datetime"] == "2021-01"
    chooser = {item.attributes["lang"]: item for item in read(site / "index.html").all("li")}
    assert links(chooser["ru"]) == ["ru/index.html", "ru/reports/2021-01.html"]
    assert links(chooser["be"]) == ["be/index.html", "be/reports/2021-02.html"]


def test_other_editions_show_the_state_instead_of_a_link(folder: Path, editions: Call) -> None:
    demand(folder, "complete = 50")
    editions(folder, "build", "--format", "html", "--edition", "ru")
    editions(folder, "build", "--format", "html", "--edition", "en", "--edition", "be")
    site = folder / "build" / "site"
    english = read(site / "en/reports/2021-01.html").one("header")
    assert links(english.one("nav")) == ["../../ru/reports/2021-01.html"]
    be, ru, en = english.all("li")
    assert be.text == "Беларуская Translation in progress: 38 %"
    assert be.one("span", class_="state").language == "en"
    assert (ru.text, en.text) == ("Русский", "English")
    # ru is not of this build, but it is there, and its state is known all the same.
    picker = read(site / "be/reports/2021-02.html").one("header").one("nav")
    assert "../../ru/reports/2021-02.html" not in links(picker)
    assert read(site / "en/reports/2021-02.html").one("header").one("nav").all("a")


def test_with_nothing_finished_the_front_page_still_announces(folder: Path, editions: Call) -> None:
    demand(folder, "complete = 50")
    for name in ("docs", "locale/be/LC_MESSAGES", "locale/ru/LC_MESSAGES"):
        for path in (folder / name).glob("reports/2021-02.*"):
            path.unlink()
    editions(folder, "build", "--format", "html", "--edition", "be")
    front = read(folder / "build/site/be/index.html")
    assert not front.all("section", class_="newest")
    assert front.one("section", class_="announced").all("li")
    assert [year.text for year in front.all("h3")] == ["2021"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        # From below the gate to above it: the front page, the neighbour, three pickers.
        (BE, 'msgid "Nobody saw it again."\nmsgstr ""', None),
        # One state for another, the percentage stays.
        (BE, '#, fuzzy\n#| msgid "The river froze early in the month."\n', ""),
        # In another edition.
        ("locale/ru/LC_MESSAGES/reports/2021-02.po", "Лёд тронулся 3 февраля.", ""),
        ("pyproject.toml", "complete = 40", "complete = 30"),
    ],
)
def test_an_incremental_build_gives_what_a_cold_one_gives(
    folder: Path, editions: Call, tmp_path: Path, path: str, old: str, new: str | None
) -> None:
    demand(folder, "complete = 40")
    editions(folder, "build", "--format", "html")
    file = folder / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    new = f'{old[:-2]}"Больш яго ніхто не бачыў."' if new is None else new
    file.write_text(text.replace(old, new), "utf-8")
    editions(folder, "build", "--format", "html")
    shutil.copytree(folder, tmp_path / "cold", ignore=shutil.ignore_patterns("build"))
    editions(tmp_path / "cold", "build", "--format", "html")
    cold, incremental = tree(tmp_path / "cold/build/site"), tree(folder / "build/site")
    assert sorted(cold) == sorted(incremental)
    assert [name for name in cold if cold[name] != incremental[name]] == []
    again = editions(folder, "build", "--format", "html")
    assert again.err.count("nothing changed") == 3
