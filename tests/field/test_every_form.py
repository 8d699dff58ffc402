"""Every word and sign of a document reaches every form of it: page, pair, copy, EPUB, PDF."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polib
import pypdfium2
import pytest
from pypdf import PdfReader

from editions.cli import main
from editions.site.links import dead_fragments
from tests.conftest import ROOTS
from tests.pdf.reading import page_texts, tags
from tests.sphinxext.markup import Element, read

SOURCE = Path(__file__).with_name("test_every_form.rst")
SETTINGS = """[tool.editions]
title = "Winter notes"
publisher = "Institute"
editions = ["be", "en"]

[tool.editions.gate]
checks = false
"""
FRONT = "Winter notes\n============\n\nNotes.\n\n.. toctree::\n   :hidden:\n\n   reports/2021-02\n"
ROW = "   * - Station {0}\n     - {0} cm\n     - Words of row {0}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a document of everything, translated, in every form."""
    root = tmp_path_factory.mktemp("every-form")
    reports = root / "docs/reports"
    reports.mkdir(parents=True)
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (root / "docs/index.rst").write_text(FRONT, "utf-8")
    # A table that goes on overleaf repeats its head.
    rows = "".join(ROW.format(number) for number in range(11, 61))
    text = SOURCE.read_text("utf-8").replace("FILLER\n", rows)
    (reports / "2021-02.rst").write_text(text, "utf-8")
    (reports / "data.csv").write_text("a,b\n", "utf-8")
    for name in ("square.png", "plate.jpg"):
        shutil.copy(ROOTS / "pdf-everything/docs/reports" / name, reports)
    main(["-C", str(root), "update"])
    catalogue = polib.pofile(str(root / "locale/be/LC_MESSAGES/reports/2021-02.po"))
    for entry in catalogue:
        entry.flags, entry.msgstr = [], f"Ў {entry.msgid}"
    catalogue.save()
    assert main(["-C", str(root), "build", "--volume", "2021"]) == 0
    return root / "build/site"


_RUNNING = {
    *("a", "abbr", "b", "cite", "code", "em", "i", "kbd", "samp", "span", "strong", "sub", "sup"),
    *("time", "wbr"),
}
_SKIPPED = {"nav", "math", "script", "style", "annotation"}
_ASIDE = {
    "facts",
    "ways",
    "number",
    "headerlink",
    "linenos",
    "locator",
    "cite",
    "footnote-reference",
}
_COUNTERS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": lambda number: chr(96 + number),
    "A": lambda number: chr(64 + number),
    "i": ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii"].__getitem__,
}
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\x02\ufffe]\s*(?=\w)")


def text_of(element: Element) -> str:
    """Give the words of a part of a page as one reads them, with the signs of its lists."""
    if element.name in _SKIPPED or _ASIDE & set(element.attributes.get("class", "").split()):
        return " "
    if element.name == "img":
        return " "  # its alternative is no text of a PDF: see below
    text = "".join(each if isinstance(each, str) else text_of(each) for each in element.children)
    if element.name == "li":
        text = f" {sign_of(element)} {text}"
    return text if element.name in _RUNNING else f" {text} "


def sign_of(item: Element) -> str:
    """Give the sign before an item of a list as the style sheet draws it."""
    above = item.parent
    assert above is not None
    if above.name != "ol":
        return ""
    items = [each for each in above.children if isinstance(each, Element) and each.name == "li"]
    number = int(above.attributes.get("start", 1)) + [each is item for each in items].index(True)
    sign = _COUNTERS[above.attributes.get("type", "1")](number)
    classes = above.attributes.get("class", "")
    if "bracket-both" in classes:
        return f"({sign})"
    return f"{sign})" if "bracket-after" in classes else f"{sign}."


def words(text: str) -> Counter[str]:
    """Count words, marks of quotation and signs of lists; hyphens and blanks do not count."""
    joined = _HYPHEN.sub("", text.replace("\u00ad", "\x02"))
    return Counter(re.findall(r"(?<!\S)\(?\w{1,3}[.)](?!\S)|[^\W\d]+|\d+|[“”‘’«»„]", joined))


def page(site: Path, language: str) -> Element:
    return read(site / f"{language}/reports/2021-02.html").one("main")


def headings(main: Element) -> list[str]:
    """Give the headings of a page without calls of notes, pictures and formulas in words."""
    return [" ".join(_text(each).split()) for each in main if re.fullmatch("h[1-6]", each.name)]


def _text(element: Element) -> str:
    if "footnote-reference" in element.attributes.get("class", "").split():
        return ""
    if element.name in {"img", "math"}:
        return element.attributes.get("alt") or element.attributes["alttext"]
    return "".join(each if isinstance(each, str) else _text(each) for each in element.children)


def book(site: Path, language: str) -> Path:
    """Take the text out of a book."""
    folder = site.with_name(f"book-{language}")
    with zipfile.ZipFile(site / f"2021-02/2021-02-{language}.epub") as packed:
        return Path(packed.extract("book/text.xhtml", folder))


def bookmarks(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(each.get_title().split()) for each in document.get_toc()]
    finally:
        document.close()


@pytest.mark.parametrize("language", ["be", "en"])
def test_bookmarks_are_the_headings_in_words(site: Path, language: str) -> None:
    found = headings(page(site, language))
    assert bookmarks(site / f"{language}/reports/2021-02.pdf") == found
    assert bookmarks(site / f"{language}/reports/2021.pdf")[2:] == found[1:]


def test_bookmarks_of_a_pair_are_the_headings_of_both(site: Path) -> None:
    both = zip(headings(page(site, "be")), headings(page(site, "en")), strict=True)
    found = [" / ".join(two) for two in both]
    assert bookmarks(site / "be-en/reports/2021-02.pdf")[1:] == found[1:]


@pytest.mark.parametrize("language", ["be", "en"])
def test_every_word_reaches_page_pair_copy_book_and_paper(site: Path, language: str) -> None:
    wanted = words(text_of(page(site, language)))
    assert {"(c)", "(d)", "A)", "iv.", "b.", "7.", "(ii)", "“", "‘"} <= wanted.keys()
    copy = read(site / "2021-02/2021-02.html").one("article", id=language)
    assert wanted - words(text_of(copy)) == {}
    assert wanted - words(text_of(read(book(site, language)))) == {}
    pair = read(site / "be-en/reports/2021-02.html").one("main")
    assert wanted - words(text_of(pair)) == {}
    papers = (f"{language}/reports/2021-02", f"{language}/reports/2021", "be-en/reports/2021-02")
    for name in papers:
        paper = words("\n".join(page_texts(site / f"{name}.pdf")))
        assert wanted - paper == {}, name


@pytest.mark.parametrize("language", ["be", "en"])
def test_every_picture_and_formula_says_what_it_is_on_paper(site: Path, language: str) -> None:
    main = page(site, language)
    wanted = {each.attributes["alt"] for each in main.all("img")}
    wanted |= {each.attributes["alttext"] for each in main.all("math")}
    for name in (f"{language}/reports/2021-02", "be-en/reports/2021-02"):
        found = {
            " ".join(str(element["/Alt"]).split())
            for _kind, element in tags(PdfReader(site / f"{name}.pdf"))
            if "/Alt" in element
        }
        assert {" ".join(each.split()) for each in wanted} <= found


@pytest.mark.parametrize("name", ["be", "en", "be-en"])
def test_contents_of_a_document_are_not_doubled_on_paper(site: Path, name: str) -> None:
    assert "On this page" not in "".join(page_texts(site / name / "reports/2021-02.pdf"))


@pytest.mark.parametrize("name", ["be", "be-en"])
def test_numbers_of_formulas_stand_beside_them_on_paper(site: Path, name: str) -> None:
    languages = name.split("-")
    paper = site / name / "reports/2021-02.pdf"
    said = " ".join("".join(page_texts(paper)).split())
    # Its own, and each call of it.
    assert said.count("(1)") == 3 * len(languages)
    assert said.count("(2)") == 2 * len(languages)


def test_numbers_of_formulas_are_led_to_on_every_page(site: Path) -> None:
    forms = ("en/reports/2021-02.html", "be-en/reports/2021-02.html", "2021-02/2021-02.html")
    for path in (*(site / form for form in forms), book(site, "en")):
        text = path.read_text("utf-8")
        numbers = [each.text for each in read(path).all(class_="eqno")]
        assert numbers[:1] + numbers[-1:] == ["(1)", "(2)"], path
        assert re.search(r'href="#[\w-]*equation-second-law"', text)
        assert list(dead_fragments({"page": text})) == []
