from __future__ import annotations

import gzip
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from editions.sphinxext.edition import first_sentences
from tests.sphinxext.conftest import ROOT, build_small
from tests.sphinxext.markup import read

AUTONYMS = {"be": "Беларуская", "ru": "Русский", "en": "English"}
NAMES = [
    "about/corrections.html",
    "about/method.html",
    "index.html",
    "reports/2020-11.html",
    "reports/2020-12.html",
    "reports/2021-01.html",
    "search.html",
]
EVERYWHERE = [f"{language}/{name}" for language in AUTONYMS for name in NAMES]


@pytest.mark.parametrize("name", EVERYWHERE)
def test_picker_leads_to_the_same_page(small: Path, name: str) -> None:
    language, _, rest = name.partition("/")
    page = read(small / name)
    items = page.one("header").one("nav").all("li")
    assert [item.text for item in items] == list(AUTONYMS.values())
    for other, item in zip(AUTONYMS, items, strict=True):
        if other == language:
            current = item.one("span")
            assert current.attributes == {"lang": language, "aria-current": "page"}
            assert not item.all("a")
        else:
            link = item.one("a")
            assert link.attributes["lang"] == link.attributes["hreflang"] == other
            target = (small / name).parent / link.attributes["href"]
            assert target.resolve() == (small / other / rest).resolve()
            assert target.is_file()


@pytest.mark.parametrize("name", [*EVERYWHERE, "index.html"])
def test_page_is_whole_and_carries_nothing_foreign(small: Path, name: str) -> None:
    page = read(small / name)
    ids = [element.attributes["id"] for element in page if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page:
        assert not {"style", "onclick", "onload"} & set(element.attributes)
        assert element.name != "style"
        # A report's record is data: nothing runs it.
        data = element.attributes.get("type") == "application/ld+json"
        assert element.name != "script" or data or not element.children
        for key in ("src", "action"):
            assert "//" not in element.attributes.get(key, "")
    assert len(page.all("script", src="")) == (2 if name.endswith("search.html") else 0)
    place = f"{'../' * (name.count('/') - 1)}_static/" if "/" in name else ""
    first, *others = [link.attributes["href"] for link in page.all("link", rel="stylesheet")]
    # The second is for blocks that most pages do not have.
    assert (first, others) in (
        (f"{place}site.css", []),
        (f"{place}site.css", [f"{place}blocks.css"]),
    )
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    text = (small / name).read_text("utf-8")
    assert not re.search(r"(?i)created using|sphinx|generator|_sources", text)


@pytest.mark.parametrize("name", [*EVERYWHERE, "index.html"])
def test_links_and_fragments_exist(small: Path, name: str) -> None:
    for link in read(small / name).all("a"):
        address, _, fragment = link.attributes["href"].partition("#")
        if address.startswith("https://weather.example") or address.endswith((".pdf", ".zip")):
            continue
        target = (small / name).parent / address if address else small / name
        assert target.is_file(), address
        if fragment:
            assert read(target).all(id=fragment)


@pytest.mark.parametrize("name", [*EVERYWHERE, "index.html", "404.html", "be/404.html"])
def test_headings_go_down_in_order(small: Path, name: str) -> None:
    levels = [int(item.name[1]) for item in read(small / name) if re.fullmatch(r"h\d", item.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_issue_page(small: Path) -> None:
    page = read(small / "be" / "reports" / "2020-12.html")
    assert page.one("html").attributes["lang"] == "be"
    assert page.one("title").text == page.one("h1").text == "Абарона зімы"
    facts = page.one("p", class_="facts")
    assert facts.one("time").text == "Снежань 2020"
    assert facts.one("time").attributes["datetime"] == "2020-12"
    assert facts.one("span").text == "Пераклад з англійскай"
    formats = page.all("p", class_="ways")[0]
    assert [link.attributes["href"] for link in formats.all("a")] == [
        "2020-12.pdf",
        "../../2020-12/index.html",
    ]
    contents = page.one("nav", class_="contents")
    assert [item.text for item in contents.all("a")] == ["Пачатак", "Дарогі Мінска"]
    onward = page.one("nav", class_="onward")
    assert [item.text for item in onward.all("li")] == [
        "Папярэдні выпуск: Лістапад 2020",
        "Наступны выпуск: Студзень 2021",
        "Выпраўленні ў тэксце",
    ]
    cited = page.one("p", class_="cite")
    assert cited.text.startswith("Як спасылацца: Абарона зімы, абзац 1. 2020-12/")
    assert cited.one("a").attributes["href"] == "../../2020-12/index.html"


@pytest.mark.parametrize("language", AUTONYMS)
def test_paragraphs_are_numbered_alike_in_every_edition(small: Path, language: str) -> None:
    page = read(small / language / "reports" / "2020-12.html")
    numbers = page.all("a", class_="number")
    assert [link.text for link in numbers] == ["1", "2", "3", "4", "5", "6"]
    for link in numbers:
        paragraph = link.parent
        assert paragraph is not None
        assert paragraph.attributes["id"] == f"p{link.text}"
        assert link.attributes["href"] == f"#p{link.text}"
        word = "Paragraph" if language == "en" else "Абзац"
        assert link.attributes["aria-label"] == f"{word} {link.text}"
    ids = {element.attributes.get("id") for element in page.one("main")}
    english = read(small / "en" / "reports" / "2020-12.html").one("main")
    assert ids == {element.attributes.get("id") for element in english}


def test_headings_are_their_own_links_unless_they_hold_one(small: Path) -> None:
    page = read(small / "en" / "reports" / "2020-12.html")
    opening, roads, _places = page.all("h2")
    assert opening.one("a").attributes["class"] == "self"
    assert page.all("section", id=opening.one("a").attributes["href"][1:])
    assert [link.text for link in roads.all("a")] == ["Minsk"]
    assert not page.one("h1").all("a")


def test_untranslated_passages_carry_their_language(small: Path) -> None:
    page = read(small / "be" / "reports" / "2020-11.html")
    assert page.one("h1").language == "en"
    paragraph = page.one("p", id="p1")
    assert paragraph.language == "en"
    assert paragraph.one("a", class_="number").language == "be"


def test_front_page(small: Path) -> None:
    page = read(small / "be" / "index.html")
    assert page.one("h1").text == page.one("title").text == "Нататкі & <знакі>"
    newest = page.one("section", class_="newest")
    assert newest.one("h2").text == "Адліга"
    assert newest.one("h2").one("a").attributes["href"] == "reports/2021-01.html"
    assert newest.one("time").text == "Студзень 2021"
    assert "Бюджэт 2021 года прынялі." in newest.text
    archive = page.one("section", class_="archive")
    assert [year.text for year in archive.all("h3")] == ["2021", "2020"]
    months = [item.text for item in archive.all("li")]
    assert months == ["Студзень 2021 PDF", "Снежань 2020 PDF", "Лістапад 2020 PDF"]
    assert archive.all("a")[1].attributes["href"] == "reports/2021-01.pdf"


def test_front_page_gives_whole_sentences() -> None:
    text = "Праверылі 3 раёны. «Усё добра» – сказалі там. Далей цішыня."
    assert first_sentences(text, 50) == "Праверылі 3 раёны. «Усё добра» – сказалі там."
    assert first_sentences("Word " * 100, 50) == ("Word " * 100).strip()


def test_publisher_is_shown_only_where_there_is_one(tmp_path: Path, small: Path) -> None:
    assert [item.name for item in read(small / "en" / "index.html").one("footer")].count("p") == 1
    shutil.copytree(ROOT, tmp_path / "one")
    settings = tmp_path / "one" / "pyproject.toml"
    said = 'publisher = "A & B"\nbase_url = "https://notes.example/x/"'
    settings.write_text(settings.read_text("utf-8").replace('publisher = ""', said), "utf-8")
    site = build_small(tmp_path / "one")
    footer = read(site / "be" / "reports" / "2020-12.html").one("footer")
    publisher, address = footer.all("p")
    assert publisher.text == "A & B"
    assert publisher.one("span").language == "en"
    assert address.text == "https://notes.example/x/be/reports/2020-12.html, Снежань 2020"


def test_what_no_page_loads_is_not_there(small: Path) -> None:
    files = {path.name for path in (small / "ru" / "_static").iterdir()}
    assert files == {"blocks.css", "language_data.js", "search.js", "site.css"}
    assert not (small / "ru" / "_sources").exists()
    assert not (small / "ru" / "genindex.html").exists()


def test_static_files_of_the_publication_stay(tmp_path: Path) -> None:
    root = tmp_path / "one"
    shutil.copytree(ROOT, root)
    said = 'extensions = ["editions.sphinxext", "editions.pdf"]\nhtml_static_path = ["extra"]\n'
    (root / "conf.py").write_text(said, "utf-8")
    (root / "extra").mkdir()
    for name in ("minus.png", "map.png"):
        (root / "extra" / name).write_bytes(b"our own")
    site = build_small(root)
    assert (site / "be" / "_static" / "minus.png").read_bytes() == b"our own"
    assert (site / "be" / "_static" / "map.png").is_file()
    assert not (site / "be" / "_static" / "plus.png").exists()


def test_weight(small: Path) -> None:
    style = (small / "be" / "_static" / "site.css").read_bytes()
    assert len(style) < 8000
    page = (small / "be" / "reports" / "2020-12.html").read_bytes()
    # What a page weighs beside its text, style included.
    assert len(gzip.compress(style)) + len(gzip.compress(page)) < 5000


def test_an_issue_page_does_not_list_the_others(tmp_path: Path, small: Path) -> None:
    root = tmp_path / "one"
    shutil.copytree(ROOT, root)
    for month in range(1, 13):
        text = f":issue: 2019-{month:02}\n\nMonth {month}\n========\n\nText.\n"
        (root / "docs" / "reports" / f"2019-{month:02}.rst").write_text(text, "utf-8")
    name = Path("be", "reports", "2020-12.html")
    assert (build_small(root) / name).read_bytes() == (small / name).read_bytes()


def test_facts_for_what_spans_editions(small: Path) -> None:
    found = json.loads((small.parent / "doctrees" / "be" / "facts.json").read_text("utf-8"))
    assert found["autonym"] == "Беларуская"
    assert found["series_title"] == "Нататкі & <знакі>"
    assert found["newest"] == {
        "key": "2021-01",
        "language": "be",
        "month": "Студзень 2021",
        "title": "Адліга",
        "url": "be/reports/2021-01.html",
    }
    assert found["words"]["newest"] == "Апошні выпуск"


def test_two_builds_give_the_same_bytes(tmp_path: Path, small: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "elsewhere")
    again = build_small(tmp_path / "elsewhere")
    for path in sorted(small.rglob("*")):
        if path.is_file() and path.name != ".buildinfo":
            assert path.read_bytes() == (again / path.relative_to(small)).read_bytes(), path.name
