"""A sorted glossary stands in the order of each edition's alphabet; addresses stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from editions.cli import main

SETTINGS = """\
[tool.editions]
title = "T"
publisher = ""
editions = ["be", "ru"]

[tool.editions.gate]
complete = 0
"""
INDEX = ":language: be\n\nT\n=\n\n.. toctree::\n\n   reports/2021-01\n"
TERMS = {
    "зубр": "зубр",
    "ўзвышша [#n]_": "возвышенность [#n]_",
    "ялка": "ёлка",
    "ёрш": "ёрш",
    "ягада": "ягода",
    "ехаць": "ехать",
    "імша": "йод",
    "ільняны пас": "ель",
    "Imperium": "Imperium",
    "ільнянка": "иволга",
    "улік": "учёт",
}
SORTED = {
    "be": [
        *("ехаць", "ёрш", "зубр", "ільнянка", "ільняны пас", "імша"),
        *("улік", "ўзвышша", "ягада", "ялка", "Imperium"),
    ],
    "ru": [
        *("возвышенность", "ёлка", "ель", "ёрш", "ехать", "зубр"),
        *("иволга", "йод", "учёт", "ягода", "Imperium"),
    ],
}
WRITTEN = {"be": ["сонца", "вада"], "ru": ["солнце", "вода"]}
WORDS = {
    "сонца": "солнце",
    "вада": "вода",
    "Студзень": "Январь",
    "Спачатку.": "Сначала.",
    "Пасля, пра :term:`ялка`.": "Потом, о :term:`ёлке <ялка>`.",
    "Значэнне.": "Значение.",
    "Заўвага.": "Примечание.",
}


def glossary(terms: list[str], *options: str) -> str:
    entries = "".join(f"   {term}\n      Значэнне.\n\n" for term in terms)
    return "\n".join([".. glossary::", *(f"   {option}" for option in options), "", entries])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("glossaries")
    catalogue = root / "locale" / "ru" / "LC_MESSAGES" / "reports" / "2021-01.po"
    for folder in (root / "docs" / "reports", catalogue.parent):
        folder.mkdir(parents=True)
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (root / "docs" / "index.rst").write_text(INDEX, "utf-8")
    blocks = [
        ":language: be\n\nСтудзень\n========\n\nСпачатку.\n",
        glossary([*TERMS], ":sorted:"),
        glossary(WRITTEN["be"]),
        "Пасля, пра :term:`ялка`.\n\n.. [#n] Заўвага.\n",
    ]
    (root / "docs" / "reports" / "2021-01.rst").write_text("\n".join(blocks), "utf-8")
    messages = {**WORDS, **TERMS}.items()
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    said = "\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in messages)
    catalogue.write_text(head + said, "utf-8")
    assert main(["-C", str(root), "build", "--output", str(root / "site")]) == 0
    return root


def on_page(built: Path, edition: str) -> list[tuple[str, str]]:
    """Give the addresses and terms of a page, in the order in which it shows them."""
    page = (built / "site" / edition / "reports" / "2021-01.html").read_text("utf-8")
    found = re.findall(r'<dt id="([^"]+)">(.*?)<', page)
    return [(address, term.strip()) for address, term in found]


@pytest.mark.parametrize("language", ["be", "ru"])
def test_a_sorted_glossary_has_the_order_of_the_alphabet(built: Path, language: str) -> None:
    assert [term for _, term in on_page(built, language)] == SORTED[language] + WRITTEN[language]


@pytest.mark.parametrize("language", ["be", "ru"])
def test_so_it_has_in_the_pdf(built: Path, language: str) -> None:
    work = built / "build" / "work" / language / "doctrees" / "pdf" / "reports" / "2021-01"
    data = json.loads((work / "data.json").read_text("utf-8"))
    assert [*terms(data["body"])] == SORTED[language] + WRITTEN[language]


def test_addresses_stay_with_their_terms(built: Path) -> None:
    pages = {language: on_page(built, language) for language in ("be", "ru")}
    translated = {one.split(" [")[0]: other.split(" [")[0] for one, other in TERMS.items()} | WORDS
    assert {(address, translated[term]) for address, term in pages["be"]} == {*pages["ru"]}


def test_the_numbers_of_paragraphs_are_the_same(built: Path) -> None:
    for language, last in {"be": "Пасля", "ru": "Потом"}.items():
        page = (built / "site" / language / "reports" / "2021-01.html").read_text("utf-8")
        assert re.findall(r'class="number" href="#(p\d+)"', page) == ["p1", "p2"]
        assert last in page.partition('href="#p2"')[2]


def terms(data: Any) -> Iterator[str]:
    """Give the terms of all lists of definitions in the data of a PDF, in order."""
    if isinstance(data, dict) and data.get("type") == "definitions":
        for item in data["items"]:
            yield said(item["term"]).strip()
    elif isinstance(data, dict):
        yield from terms([*data.values()])
    elif isinstance(data, list):
        for each in data:
            yield from terms(each)


def said(data: Any) -> str:
    """Give the words of a piece of data, without the calls of notes."""
    if isinstance(data, str):
        return data
    if isinstance(data, list):
        return "".join(map(said, data))
    return said(data.get("content", "")) if data.get("type") != "note" else ""
