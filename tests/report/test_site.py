"""The built site of the December 2020 report, walked page by page as files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from gzip import compress
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

EDITIONS = ("be", "ru", "en")
VOID = {"meta", "link", "br", "hr", "img", "input", "source", "wbr", "col"}


@dataclass
class Page(HTMLParser):
    """What the tests ask of a page."""

    path: Path
    ids: list[str] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    scripts: int = 0
    inline: list[str] = field(default_factory=list)
    text: list[tuple[str, str]] = field(default_factory=list)
    language: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found)
        for name in ("src", "srcset", "poster", "data"):
            self.loads += [found[name]] if name in found else []
        if tag == "link" and found.get("rel") in {"stylesheet", "icon", "preload"}:
            self.loads.append(found["href"])
        # A block of data is no script: the policy of the pages lets it be, and nothing runs it.
        data = tag == "script" and found.get("type") == "application/ld+json"
        self.scripts += tag == "script" and not data
        self.inline += [f"{tag} {name}" for name in found if name == "style" or name[:2] == "on"]
        self.inline += (
            [tag] if tag == "style" or (tag == "script" and "src" not in found and not data) else []
        )
        if tag not in VOID:
            before = self.language[-1][1] if self.language else ""
            self.language.append((tag, found.get("lang", before)))

    def handle_endtag(self, tag: str) -> None:
        while self.language and self.language.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        # The title of the chooser is in three languages at once, and a title has no parts.
        if self.language and self.language[-1][0] in {"script", "style"}:
            return
        in_title = bool(self.language) and self.language[-1][0] == "title"
        if data.strip() and not (in_title and self.path.parent.name == "site"):
            self.text.append((self.language[-1][1] if self.language else "", data))


@cache
def page(path: Path) -> Page:
    return Page(path)


def pages(site: Path) -> Iterator[Page]:
    found = [page(path) for path in sorted(site.rglob("*.html"))]
    assert len(found) >= 3 * 9 + 2
    yield from found


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    followed = 0
    for here in pages(site):
        for target in [*(link.get("href", "") for link in here.links), *here.loads]:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                assert parts.scheme in {"https", "http"}
                continue
            assert not parts.path.startswith("/"), f"{here.path}: {target}"
            there = (here.path.parent / unquote(parts.path)).resolve() if parts.path else here.path
            assert there.is_file(), f"{here.path}: {target}"
            assert there.is_relative_to(site.resolve())
            if parts.fragment:
                assert parts.fragment in page(there).ids, f"{here.path}: {target}"
            followed += 1
    assert followed > 400


def test_the_only_outside_links_are_those_of_the_text(site: Path) -> None:
    outside = {
        link["href"] for here in pages(site) for link in here.links if "://" in link.get("href", "")
    }
    assert outside == {"https://www.geonames.org/"}
    assert not [load for here in pages(site) for load in here.loads if "//" in load]


def test_paragraphs_have_the_same_addresses_in_every_edition(site: Path) -> None:
    ids = {e: page(site / e / "reports/2020-12.html").ids for e in EDITIONS}
    assert ids["be"] == ids["ru"] == ids["en"]
    assert len(ids["en"]) == len(set(ids["en"]))
    assert [name for name in ids["en"] if re.fullmatch(r"p\d+", name)] == [
        f"p{number}" for number in range(1, 44)
    ]
    for label in ("the-most-important-events-of-the-month", "conclusions"):
        assert f"report-2020-12-{label}" in ids["en"]


def test_the_picker_stays_on_the_same_page(site: Path) -> None:
    autonyms = {"be": "Беларуская", "ru": "Русский", "en": "English"}
    for edition in EDITIONS:
        for path in sorted((site / edition).rglob("*.html")):
            if path.name == "404.html":
                continue  # it is shown at any address, and names the other editions in words
            here = page(path)
            own = path.relative_to(site / edition)
            picked = {link["hreflang"]: link for link in here.links if "hreflang" in link}
            others = set(EDITIONS) - {edition}
            assert others <= set(picked), path
            for language in others:
                assert picked[language]["lang"] == language
                target = (path.parent / picked[language]["href"]).resolve()
                assert target == (site / language / own).resolve()
            source = path.read_text("utf-8")
            assert re.search(
                rf'<[^>]*aria-current="(page|true)"[^>]*>\s*{autonyms[edition]}', source
            )


def test_no_script_but_the_search_and_nothing_inline(site: Path) -> None:
    for here in pages(site):
        # The survival copy needs no other file: its style is within, and named by its hash.
        # So is that of the page for wrong addresses, wherever it is shown.
        copy = here.path.parent.name == "2020-12" and here.path.name == "2020-12.html"
        alone = copy or here.path.name == "404.html"
        assert here.inline == (["style"] if alone else []), here.path
        assert (here.scripts > 0) == (here.path.name == "search.html"), here.path


def test_an_issue_page_is_light(site: Path) -> None:
    for edition in EDITIONS:
        path = site / edition / "reports/2020-12.html"
        loads = [load for load in page(path).loads if not load.endswith(".svg")]  # no pictures
        files = [path, *((path.parent / load).resolve() for load in loads)]
        assert len(files) <= 3
        assert sum(len(compress(file.read_bytes(), 9, mtime=0)) for file in files) <= 15_000


def test_every_word_is_in_the_language_it_is_marked_as(site: Path) -> None:
    # Names, abbreviations and file kinds that every edition writes in Latin letters.
    latin = {
        "COVID", "PDF", "EPUB", "zip",
        "Telegram", "cookie", "JavaScript", "Tor", "Browser", "GeoNames",
        "Natural", "Earth", "CC", "BY",
        "Creative", "Commons", "Attribution", "MIT",
        "PT", "Serif", "Sans", "SIL", "Open", "Font", "License", "English",
        # Spellings quoted as examples on the page about romanization.
        "Mahilioŭ", "Mogilev", "Mahilyow", "Mahilioú", "Belarus", "Moscow", "Warsaw", "Cairo",
        "Aliaksandr", "Lukashenka", "Valery", "Vakulchyk", "Siarhei", "Tsiarentseu",
        "Collective", "Security", "Treaty", "Organization", "CSTO", "Commonwealth", "of",
        "Independent", "States", "CIS", "Federal", "Service", "the", "National", "Guard",
        "Russia", "Rosgvardia", "ŭ", "č", "š", "ž", "ć", "ń", "ś", "ź", "ú",
    }  # fmt: skip
    for here in pages(site):
        for language, text in here.text:
            assert language in EDITIONS, f"{here.path}: {text!r} has no language"
            # The page's own address, printed at its foot, is in no language.
            # So are those that the page for wrong addresses names.
            plain = re.sub(r"(^|: )[\w/-]+\.html\b", "", text.strip())
            words = set(re.findall(r"[^\W\d_]+", plain))
            if language == "en":
                assert not {word for word in words if re.search(r"[а-яёіў]", word, re.I)}, text
                continue
            foreign = {word for word in words if re.search(r"[a-zŭčšžćńśźú]", word, re.I)} - latin
            assert not foreign, f"{here.path}: {foreign}"
            wrong = {"be": "[ищъ]", "ru": "[іў]"}[language]
            assert not re.search(wrong, text, re.I), f"{here.path}: {text!r} is not {language}"


def test_months_are_those_of_each_language(site: Path) -> None:
    for edition, month in (("be", "снежань 2020"), ("ru", "декабрь 2020"), ("en", "december 2020")):
        for name in ("index.html", "reports/2020-12.html"):
            text = " ".join(data for _, data in page(site / edition / name).text)
            assert month in text.replace("\u00a0", " ").lower()
            assert f"{month} г." not in text.lower()


def test_nobody_and_no_machine_is_named(site: Path) -> None:
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            for trace in (str(site).encode(), str(Path.home()).encode() + b"/"):
                assert trace not in data, f"{path}: {trace!r}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_front_page_leads_to_the_newest_issue_and_the_archive(site: Path, edition: str) -> None:
    here = page(site / edition / "index.html")
    targets = [link.get("href") for link in here.links]
    assert "reports/2020-12.html" in targets
    assert "reports/2020-12.pdf" in targets
    assert re.search(r"<h[2-4][^>]*>\s*2020", here.path.read_text("utf-8"))


def test_the_chooser_offers_three_languages_and_no_redirect(site: Path) -> None:
    here = page(site / "index.html")
    text = " ".join(data for _, data in here.text)
    for autonym in ("Беларуская", "Русский", "English"):
        assert autonym in text
    assert {link["hreflang"] for link in here.links if "hreflang" in link} == set(EDITIONS)
    assert "refresh" not in here.path.read_text("utf-8").lower()
