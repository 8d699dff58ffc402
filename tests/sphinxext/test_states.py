"""No silent English: what readers of a half-done translation are told, and where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from editions.cli import main
from tests.sphinxext.markup import Element, read

ROOT = Path(__file__).parent.parent / "roots" / "half-done"
TRANSLATED = {"be": "Пераклад з англійскай", "ru": "Перевод с английского"}
ISSUE = "reports/2021-01.html"
SOURCE = "../../en/reports/2021-01.html"

MISSING = "Яшчэ не перакладзена"
HELD = "Пераклад правяраецца"
WITHDRAWN = "Пераклад абнаўляецца"
STALE = "Арыгінал з таго часу змяніўся"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the half-done publication, with a gate for February in Russian; give its site."""
    root = tmp_path_factory.mktemp("states") / "half-done"
    shutil.copytree(ROOT, root)
    gate = '\n[tool.editions.gate.ru."2021-02"]\ncomplete = 90\n'
    settings = root / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8") + gate, "utf-8")
    # One translation is held back, which is an error.
    assert main(["-C", str(root), "build", "--format", "html"]) == 1
    return root / "build" / "site"


@pytest.fixture
def page(built: Path) -> Element:
    return read(built / "be" / ISSUE)


def mark_after(element: Element) -> Element:
    """Give the mark that is the next sibling of an element."""
    siblings = [child for child in _parent(element).children if isinstance(child, Element)]
    mark = siblings[siblings.index(element) + 1]
    assert mark.attributes["class"].split()[0] == "state"
    return mark


def _parent(element: Element) -> Element:
    assert element.parent is not None
    return element.parent


@pytest.mark.parametrize(
    ("number", "state", "language", "said"),
    [
        (1, "stale", "be", STALE),
        (2, "withdrawn", "en", WITHDRAWN),
        (5, "held", "en", HELD),
    ],
)
def test_a_passage_alone_has_its_mark_after_it(
    page: Element, number: int, state: str, language: str, said: str
) -> None:
    paragraph = page.one("p", id=f"p{number}")
    assert paragraph.language == language
    assert paragraph.attributes["class"] == state
    mark = mark_after(paragraph)
    assert (mark.text, mark.language) == (said, "be")
    link = mark.one("a")
    assert link.attributes == {"href": f"{SOURCE}#p{number}", "hreflang": "en"}


def test_what_is_published_is_not_what_is_withheld(page: Element) -> None:
    assert page.one("p", id="p1").text == "1 Рака замерзла ў пачатку месяца."
    assert page.one("p", id="p2").text == "2 The ice carried people, but not cars."
    text = page.one("main").text
    for kept in ("вытрымліваў", "ляснік", "Назаўтра"):
        assert kept not in text


def test_several_in_a_row_share_a_mark_before_them(page: Element) -> None:
    heading = page.one("section", id="the-stations").one("h2")
    assert heading.language == "en"
    mark = mark_after(heading)
    assert mark.text == "Абзацы 3–4 яшчэ не перакладзены"
    assert mark.one("a").attributes["href"] == f"{SOURCE}#p3"
    # A suggestion nobody has confirmed and an empty entry are one to the reader.
    second = mark_after(page.one("p", id="p7"))
    assert second.text == "Абзацы 8–10 яшчэ не перакладзены"
    assert "ahead" in second.attributes["class"].split()


def test_a_row_of_paragraphs_keeps_its_markup(page: Element) -> None:
    assert page.one("p", id="p3").one("em").text == "stations"
    assert page.one("p", id="p3").one("em").language == "en"


def test_a_heading_alone_and_a_note_are_marked(page: Element) -> None:
    assert mark_after(page.one("section", id="outlook").one("h2")).text == MISSING
    note = page.one("aside", role="doc-footnote")
    assert note.one("p", class_="missing").language == "en"
    assert note.one("p", class_="state").text == MISSING


def test_a_table_is_marked_as_one(page: Element) -> None:
    table = page.one("table")
    assert {cell.text: cell.one("p").language for cell in table.all("td")} == {
        "Upper station": "en",
        "210 см": "be",
        "Ніжняя станцыя": "be",
        "Not measured": "en",
    }
    assert not table.all("p", class_="state")
    assert mark_after(page.one("div", class_="wide")).text == "Тут перакладзена яшчэ не ўсё"


def test_nothing_in_another_language_is_left_without_a_mark(page: Element) -> None:
    marks = page.one("main").all("p", class_="state")
    assert len(marks) == 8
    assert {link.language for link in page.all("nav", class_="contents")[0].all("span")} == {"en"}


def test_a_complete_issue_says_nothing(built: Path) -> None:
    for name in ("ru/reports/2021-01.html", "be/reports/2021-02.html", "en/reports/2021-01.html"):
        main_text = read(built / name).one("main")
        facts = main_text.one("p", class_="facts")
        origin = "Original text" if name.startswith("en") else TRANSLATED[name[:2]]
        assert [span.text for span in facts.all("span")] == [origin]
        assert not main_text.all("p", class_="state")


def test_the_head_says_how_far_the_translation_is(page: Element, built: Path) -> None:
    origin, state = page.one("p", class_="facts").all("span")
    assert origin.text == "Пераклад з англійскай"
    assert state.text == "Пераклад працягваецца: 38 %"
    front = read(built / "be/index.html")
    archive = [item.text for item in front.one("section", class_="archive").all("li")]
    assert archive == ["Люты 2021", "Студзень 2021 Пераклад працягваецца: 38 %"]


def test_the_mark_of_a_title_stays_beside_it(built: Path) -> None:
    title = read(built / "ru/reports/2021-02.html").one("h1")
    assert title.language == "en"
    assert mark_after(title).text == "Еще не переведено"
    following = [item for item in _parent(title).children if isinstance(item, Element)]
    assert [item.attributes.get("class") for item in following[1:3]] == ["state", "facts"]


def test_pages_without_numbers_are_marked_too(built: Path) -> None:
    page = read(built / "be/about/method.html")
    assert mark_after(page.one("h1")).text == MISSING
    assert mark_after(page.one("p", class_="stale")).one("a").attributes["href"] == (
        "../../en/about/method.html"
    )
    foot = page.one("footer").all("span")
    assert [(item.text, item.language) for item in foot] == [("How the water is measured", "en")]


def test_marks_are_not_found_by_the_search(built: Path) -> None:
    quoted = "".join(path.read_text("utf-8") for path in built.glob("be/search/text/**/*.js"))
    assert "бабр" in quoted.lower()
    for word in ("правяраецца", "абнаўляецца", "арыгінал"):
        assert word not in quoted.lower()


def test_kinds_of_blocks(tmp_path: Path) -> None:
    root = tmp_path / "half-done"
    shutil.copytree(ROOT, root)
    (root / "docs/reports/2021-03.rst").write_text(BLOCKS, "utf-8")
    words = ["Blocks", "Translated.", "One.", "A quotation.", "Meaning.", "A line,", "Last."]
    entries = "".join(f'\nmsgid "{word}"\nmsgstr "Слова {at}."\n' for at, word in enumerate(words))
    old = (root / "locale/be/LC_MESSAGES/reports/2021-02.po").read_text("utf-8")
    header = old[: old.index("\n\n") + 1]
    (root / "locale/be/LC_MESSAGES/reports/2021-03.po").write_text(header + entries, "utf-8")
    main(["-C", str(root), "build", "--format", "html", "--edition", "be"])
    body = read(root / "build/site/be/reports/2021-03.html").one("main")
    names = {"h1", "h2", "dt", "p"}
    theme = {"facts", "ways", "cite"}
    shown = [item for item in body if item.name in names]
    assert [item.text for item in shown if item.attributes.get("class") not in theme] == SHOWN


BLOCKS = """:issue: 2021-03

Blocks
======

Translated.

- First of a list.
- Second of a list.

  Its second paragraph.

One.

   A quotation.

   -- Its author

term
   Meaning.

.. note::

   In a box.

Alone
-----

| A line,
| another line.

Last.

.. versionchanged:: 2.0
   A change.

Afterword
---------

1. Numbered.
"""
SHOWN = [
    "Слова 0.",
    "1 Слова 1.",
    "Абзацы 2–4 яшчэ не перакладзены",
    "2 First of a list.",
    "3 Second of a list.",
    "4 Its second paragraph.",
    "5 Слова 2.",
    "6 Слова 3.",
    "Тэкст ніжэй яшчэ не перакладзены",
    "—Its author",
    "term",
    "Слова 4.",
    "Заўвага",
    "In a box.",
    MISSING,
    "Alone",
    MISSING,
    "Тут перакладзена яшчэ не ўсё",
    "7 Слова 6.",
    "Зменена ў версіі 2.0:A change.",
    MISSING,
    "Afterword",
    MISSING,
    "8 Numbered.",
]


def test_a_changed_state_alone_changes_the_page(tmp_path: Path) -> None:
    root = tmp_path / "half-done"
    shutil.copytree(ROOT, root)
    build = ["-C", str(root), "build", "--format", "html", "--edition", "be"]
    main(build)
    path = root / "build/states/be/reports/2021-01.json"
    states = json.loads(path.read_text("utf-8"))["passages"]
    assert states["The river froze at the beginning of the month."] == "stale"
    assert not any(state == "translated" for state in states.values())
    catalogue = root / "locale/be/LC_MESSAGES/reports/2021-01.po"
    fuzzy = '#, fuzzy\n#| msgid "The river froze early in the month."\n'
    text = catalogue.read_text("utf-8")
    assert text.count(fuzzy) == 1
    catalogue.write_text(text.replace(fuzzy, ""), "utf-8")
    # What is published of it stays the same: only its state has changed.
    published = (root / "build/locale/be/LC_MESSAGES/reports/2021-01.po").read_bytes()
    main(build)
    assert (root / "build/locale/be/LC_MESSAGES/reports/2021-01.po").read_bytes() == published
    page = read(root / "build/site/be" / ISSUE)
    assert not page.all("p", class_="stale")


@pytest.fixture(params=[(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "name",
    [
        f"be/{ISSUE}",
        "be/index.html",
        "be/reports/2021-02.html",
        "ru/index.html",
        "ru/reports/2021-02.html",
    ],
)
def test_half_done_pages_are_accessible_and_fit(tab: Page, built: Path, name: str) -> None:
    tab.goto((built / name).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = Axe().run(tab, options=WCAG).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
