"""No word of the source in silence: a document with everything, in every form it is published in.

January is not translated at all, February whole, every second message of March. A letter is
Latin in the source and Cyrillic in the translation: which language a word is in can be seen.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
import pytest

from editions.cli import main
from tests.sphinxext.markup import Element, read

ROOT = Path(__file__).parent.parent / "roots" / "silent"
MONTHS = {"02": "February", "03": "March"}
CYRILLIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдэфгхійклмнопкрстувўкйзАБЦДЭФГХІЙКЛМНОПКРСТУВЎКЙЗ",
)
KEPT = re.compile(
    r"(``.+?``|\|[^|]+\||<[^>]*>`?_*|:(?:kbd|samp|math|ref|doc|ru):`[^`<]*`|:\w+:(?=`)"
    r"|\[[#\w]+\]_|https?://\S+)",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{2,}")
ADDRESS = re.compile(r"https?://\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?|[\w-]+/[\w/.-]+|\[?CIT\d+\]?")
NAMES = {"PDF", "zip", "QR", "JavaScript"}
FORMAL = {"literal", "code", "math", "math-block"}
BLOCKS = {"p", "pre", "table", "div", "h2", "h3", "dt", "td", "th", "caption"}
CODE = {"code", "kbd", "samp", "math", "script", "style"}


@dataclass(frozen=True)
class Built:
    """The built publication, and how to read its parts."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "build" / "site"

    def page(self, name: str) -> Element:
        return read(self.site / name)

    def data(self, month: str) -> Any:
        """Give what Typst was given of an issue in Belarusian."""
        (path,) = self.root.glob(f"build/**/be/**/reports/{month}/data.json")
        return json.loads(path.read_text("utf-8"))


def translated(text: str) -> str:
    """Translate a message, with all marks of its source."""
    parts = KEPT.split(text)
    parts[::2] = [part.translate(CYRILLIC) for part in parts[::2]]
    return "".join(parts)


def translate(path: Path, every: int) -> None:
    catalogue = polib.pofile(str(path))
    for number, entry in enumerate(entry for entry in catalogue if not entry.obsolete):
        entry.flags = []
        entry.msgstr = "" if number % every else translated(entry.msgid)
    catalogue.save(str(path))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("silent") / "publication"
    shutil.copytree(ROOT, root)
    reports = root / "docs" / "reports"
    january = (reports / "2021-01.rst").read_text("utf-8")
    for month, name in MONTHS.items():
        text = january.replace("01", month).replace("January", name)
        (reports / f"2021-{month}.rst").write_text(text, "utf-8")
    main(["-C", str(root), "update"])
    catalogues = root / "locale" / "be" / "LC_MESSAGES" / "reports"
    for month, every in (("01", 10_000), ("02", 1), ("03", 2)):
        translate(catalogues / f"2021-{month}.po", every)
    assert main(["-C", str(root), "build"]) == 0
    return Built(root)


def silent(tree: Element, *, own: str = "be") -> Iterator[str]:
    """Give what is in another language than the page says, and what is declared no language."""
    for element in tree:
        for name in ("alt", "title", "aria-label"):
            if name in element.attributes and not declared(element):
                yield from wrong(element.attributes[name], language(element, own))
        if element.name == "meta" and said_to_readers(element):
            yield from wrong(element.attributes["content"], language(element, own))
        for child in element.children:
            if isinstance(child, str) and not declared(element):
                yield from wrong(child, language(element, own))


def wrong(text: str, language: str) -> Iterator[str]:
    """Give the words of a text that are not in the letters of its language."""
    for word in WORD.findall(ADDRESS.sub(" ", text)):
        cyrillic = "\u0400" <= word[0] <= "\u04ff"
        if cyrillic == (language == "en") and word not in NAMES:
            yield f"{word} ({language}): {' '.join(text.split())}"


def language(element: Element, own: str) -> str:
    return next((e.attributes["lang"] for e in above(element) if "lang" in e.attributes), own)


def declared(element: Element) -> bool:
    return any(e.name in CODE or e.attributes.get("translate") == "no" for e in above(element))


def said_to_readers(meta: Element) -> bool:
    kind = meta.attributes.get("property", "")
    return meta.attributes.get("name") == "description" or kind in {"og:title", "og:site_name"}


def above(element: Element) -> Iterator[Element]:
    at: Element | None = element
    while at is not None:
        yield at
        at = at.parent


@pytest.mark.parametrize(
    "name",
    [
        "be/index.html",
        "be/about/method.html",
        "be/search.html",
        "be/names.html",
        *(f"be/reports/2021-0{month}.html" for month in (1, 2, 3)),
        *(f"be-en/reports/2021-0{month}.html" for month in (1, 2, 3)),
        *(f"2021-0{month}/2021-0{month}.html" for month in (1, 2, 3)),
        "en/reports/2021-01.html",
    ],
)
def test_every_word_of_a_page_is_in_the_language_it_says(built: Built, name: str) -> None:
    assert list(silent(built.page(name), own="")) == []


@pytest.mark.parametrize("month", ["2021-01", "2021-02", "2021-03"])
def test_every_word_of_a_book_is_in_the_language_it_says(
    built: Built, month: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(built.site / month / f"{month}-be.epub") as book:
        for name in ("book/text.xhtml", "book/nav.xhtml"):
            assert list(silent(read(Path(book.extract(name, tmp_path))))) == []


def spoken(value: Any, language: str, key: str = "") -> Iterator[str]:
    """Walk the data of a PDF as `silent` walks a page."""
    if isinstance(value, str):
        if key in {"", "content", "text", "alt"}:
            yield from wrong(value, language)
    elif isinstance(value, list):
        for each in value:
            yield from spoken(each, language, key)
    elif isinstance(value, dict) and value.get("type") not in FORMAL:
        inner = value.get("language", language)
        for name, each in value.items():
            if name not in {"said", "needs", "keywords", "mentions", "publisher"}:
                # The marks of notes speak the edition's language at the foot of the page.
                own = "be" if value.get("type") == "note" else inner
                yield from spoken(each, own, name)


@pytest.mark.parametrize("month", ["2021-01", "2021-02", "2021-03"])
def test_every_word_of_a_pdf_is_in_the_language_it_says(built: Built, month: str) -> None:
    data = built.data(month)
    found = [data["body"], data["heading"], data["facts"], data["series"]]
    assert list(spoken(found, "be")) == []


def test_what_is_not_translated_says_so_in_words(built: Built) -> None:
    for element in built.page("be/reports/2021-01.html"):
        if element.attributes.get("lang") == "en" and element.name in BLOCKS:
            assert any("state" in each.attributes.get("class", "") for each in near(element))


def near(element: Element) -> Iterator[Element]:
    """Give the marks that can speak for a block: those in the sections it stands in."""
    yield from (each for around in above(element) if around.name == "section" for each in around)


def test_what_is_translated_whole_is_marked_nowhere(built: Built) -> None:
    page = built.page("be/reports/2021-02.html")
    assert page.one("main").all(class_="state") == []
    assert [found.text for found in page.one("main").all(lang="en") if found.name in BLOCKS] == []


@pytest.mark.parametrize("edition", ["be", "en"])
def test_a_passage_keeps_the_language_it_names(built: Built, edition: str) -> None:
    page = built.page(f"{edition}/reports/2021-01.html")
    said = {p.text.lstrip("0123456789 "): language(p, "") for p in page.one("main").all("p")}
    assert said["Словы на іншай мове."] == "be"
    assert said["Слова на русском языке."] == "ru"


def test_what_nobody_sees_is_not_asked_for(built: Built) -> None:
    folder = built.root / "locale" / "be" / "LC_MESSAGES"
    report = polib.pofile(str(folder / "reports" / "2021-01.po"))
    asked = {entry.msgid for entry in report} | {e.msgid for e in polib.pofile(folder / "index.po")}
    assert "An editor's own words about winter" in asked
    for unseen in ("winter, snow", "e = m c^2", 'print("not translated")'):
        assert not any(unseen in message for message in asked)
    assert not any("nobody sees" in message for message in asked)


def test_figures_count_as_translated_and_may_be_translated(built: Built) -> None:
    states = json.loads((built.root / "build/states/be/reports/2021-01.json").read_text("utf-8"))
    assert not {"13.5 %", "2020", "12", "``ABC-12``", ":math:`x`", "|org|"} & {*states["passages"]}
    assert "13.5 %" in (built.root / "build/gettext/reports/2021-01.pot").read_text("utf-8")


def test_no_text_depends_on_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    text = "Notes\n=====\n\n.. |now| date:: %Y\n\nMade |now|, |today|.\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.rst").write_text(text, "utf-8")
    main(["-C", str(tmp_path), "extract"])
    said = capsys.readouterr()
    for line in (4, 6):
        assert f"docs/index.rst:{line}: error editions.day:" in said.out + said.err
