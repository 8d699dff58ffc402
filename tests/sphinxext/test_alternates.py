"""What machines read of a page: alternates, address, card, record; with and without a base URL."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from editions.cli import main
from tests.conftest import ROOTS, tree

BASE = "https://reports.example/belarus"
LOCALES = {"be": "be_BY", "ru": "ru_BY", "en": "en_GB"}


class Head(HTMLParser):
    """What a page tells machines."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.alternates: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.meta: dict[str, list[str]] = {}
        self.record: dict[str, object] | None = None
        self._in_record = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "link" and "hreflang" in found:
            assert found["hreflang"] not in self.alternates
            self.alternates[found["hreflang"]] = found["href"]
        elif tag == "link":
            self.links[found.get("type") or found["rel"]] = found["href"]
        elif tag == "meta":
            for kind in ("name", "property"):
                if kind in found:
                    self.meta.setdefault(found[kind], []).append(found["content"])
        self._in_record = tag == "script" and found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_record:
            self.record = json.loads(data)
            self._in_record = False


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of site-small, without a base URL; titles with signs, some text untranslated."""
    root = tmp_path_factory.mktemp("plain") / "publication"
    shutil.copytree(ROOTS / "site-small", root)
    main(["-C", str(root), "build", "--format", "html"])
    return root / "build/site"


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of half-done, with a base URL; the Russian edition of an issue is withheld."""
    root = tmp_path_factory.mktemp("gated") / "publication"
    shutil.copytree(ROOTS / "half-done", root)
    settings = root / "pyproject.toml"
    settings.write_text(
        f'{settings.read_text("utf-8")}base_url = "{BASE}/"\n'
        "[tool.editions.gate.ru.2021-02]\ncomplete = 99\n",
        "utf-8",
    )
    issue = root / "docs/reports/2021-01.rst"
    issue.write_text(f":corrected: 2021-03-05\n{issue.read_text('utf-8').lstrip()}", "utf-8")
    main(["-C", str(root), "build", "--format", "html"])  # a held translation is an error of it
    return root / "build/site"


def heads(site: Path) -> dict[str, Head]:
    """Read the heads of the editions' pages, the chooser's and the landing pages'."""
    names = [name for name in tree(site) if re.match(r"(be|ru|en|\d{4}-\d\d)/|index", name)]
    return {
        name: Head(site / name)
        for name in names
        if name.endswith(("index.html", ".html"))
        and not re.search(r"(404|search)\.html$|^(\d{4}-\d\d)/\2", name)
    }


@pytest.mark.parametrize("kind", ["plain", "gated"])
def test_alternates_are_complete_and_reciprocal(kind: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(kind)
    found = heads(site)
    start = BASE if kind == "gated" else "https://any.example/where"
    seen = 0
    for name, head in found.items():
        if head.meta.get("robots"):
            assert not head.alternates
            continue
        here = f"{start}/{name}"
        absolute = {code: urljoin(here, url) for code, url in head.alternates.items()}
        assert "x-default" in absolute, name
        assert here in absolute.values(), name
        for code, url in absolute.items():
            there = found[url.removeprefix(f"{start}/")]
            if code != "x-default" or "reports" in name:
                theirs = {each: urljoin(url, said) for each, said in there.alternates.items()}
                assert theirs == absolute, (name, url)
            seen += 1
        if (issue := re.match(r"\w\w/reports/([\d-]+)\.html", name)) is not None:
            assert absolute["x-default"] == f"{start}/{issue[1]}/index.html"
        elif name[:3] in {"be/", "ru/", "en/"}:
            assert absolute["x-default"] == f"{start}/index.html"
    assert seen > 40


def test_without_a_base_url_nothing_is_absolute(plain: Path) -> None:
    for name, head in heads(plain).items():
        assert "canonical" not in head.links, name
        assert "og:url" not in head.meta, name
        assert not [url for url in head.alternates.values() if "//" in url]
    for url in ElementTree.fromstring((plain / "sitemap.xml").read_text("utf-8")):  # noqa: S314 - our own
        assert (plain / (url[0].text or "")).is_file()


def test_with_a_base_url_every_page_knows_its_address(gated: Path) -> None:
    for name, head in heads(gated).items():
        if not head.meta.get("robots"):
            assert head.links["canonical"] == f"{BASE}/{name}"
            assert head.meta.get("og:url", [f"{BASE}/{name}"]) == [f"{BASE}/{name}"]


def test_what_is_withheld_is_no_alternate_and_in_no_map_or_feed(gated: Path) -> None:
    head = Head(gated / "ru/reports/2021-02.html")
    assert head.meta["robots"] == ["noindex"]
    assert (head.alternates, head.record) == ({}, None)
    assert "ru" not in Head(gated / "en/reports/2021-02.html").alternates
    assert "be" in Head(gated / "en/reports/2021-02.html").alternates
    assert "ru" in Head(gated / "en/reports/2021-01.html").alternates
    for name in ("sitemap.xml", *(f"{language}/feed.xml" for language in LOCALES)):
        text = (gated / name).read_text("utf-8")
        assert f"{BASE}/ru/reports/2021-02.html" not in text, name
        assert f"{BASE}/ru/reports/2021-01.html" in text, name
    landing = (gated / "2021-02/index.html").read_text("utf-8")
    assert "ru/reports/2021-02" not in landing
    assert "Русский" in landing


def test_the_map_says_what_the_heads_say(gated: Path) -> None:
    names = {
        "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "html": "http://www.w3.org/1999/xhtml",
    }
    listed = {}
    for url in ElementTree.fromstring((gated / "sitemap.xml").read_text("utf-8")):  # noqa: S314 - our own
        where = url.findtext("map:loc", namespaces=names) or ""
        assert where not in listed
        listed[where] = {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("html:link", names)
        }
        corrected = "2021-03-05" if "/reports/2021-01" in where else None
        of_issue = corrected if "/reports/" in where else None
        assert url.findtext("map:lastmod", namespaces=names) == of_issue
    said = {
        f"{BASE}/{name}": head.alternates
        for name, head in heads(gated).items()
        if not head.meta.get("robots")
    }
    assert listed == said


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_the_card_and_the_record_of_an_issue(plain: Path, language: str) -> None:
    head = Head(plain / language / "reports/2020-12.html")
    title = {"be": "Абарона зімы", "ru": "Оборона зимы", "en": "The defence of winter"}[language]
    assert head.meta["og:title"] == [title]
    assert head.meta["og:type"] == ["article"]
    assert head.meta["og:locale"] == [LOCALES[language]]
    others = [locale for code, locale in LOCALES.items() if code != language]
    assert head.meta["og:locale:alternate"] == others
    [description] = head.meta["og:description"]
    assert head.meta["description"] == [description]
    town = {"be": "Магілёва", "ru": "Могилёва", "en": "Mahilioŭ"}[language]
    assert town in description
    assert not re.search(r" [1.,]( |$|\.)", description)
    record = head.record
    assert record is not None
    assert (record["@type"], record["inLanguage"]) == ("Report", language)
    assert (record["name"], record["datePublished"]) == (title, "2020-12")
    assert "dateModified" not in record
    ids = {
        code: (Head(plain / code / "reports/2020-12.html").record or {})["@id"] for code in LOCALES
    }
    assert len(set(ids.values())) == 3
    if language == "en":
        translations = record["workTranslation"]
        assert isinstance(translations, list)
        assert {each["inLanguage"]: each["@id"] for each in translations} == {
            code: ids[code] for code in ("be", "ru")
        }
        assert "translationOfWork" not in record
    else:
        original = record["translationOfWork"]
        assert isinstance(original, dict)
        assert (original["inLanguage"], original["@id"]) == ("en", ids["en"])
        assert "workTranslation" not in record


def test_text_in_another_language_is_no_description(plain: Path) -> None:
    head = Head(plain / "be/reports/2020-11.html")
    assert "description" not in head.meta
    assert head.record is not None
    assert head.record["name"] == {"@value": "A quiet autumn", "@language": "en"}


def test_a_correction_dates_the_issue(gated: Path) -> None:
    record = Head(gated / "be/reports/2021-01.html").record
    assert record is not None
    assert record["dateModified"] == "2021-03-05"
    assert record["url"] == f"{BASE}/be/reports/2021-01.html"


def test_a_correction_without_a_date_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOTS / "half-done", tmp_path / "it")
    issue = tmp_path / "it/docs/reports/2021-01.rst"
    issue.write_text(f":corrected: in March\n{issue.read_text('utf-8').lstrip()}", "utf-8")
    assert main(["-C", str(tmp_path / "it"), "build", "--format", "html", "--edition", "en"]) == 1
    assert "'in March' is no day; write it as 2021-03-05" in capsys.readouterr().out


def test_the_policy_lets_the_record_be(plain: Path, page: Page) -> None:
    # The fixture `page` fails the test for any word in the console.
    page.goto((plain / "be/reports/2020-12.html").as_uri())
    text = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(text or "")["inLanguage"] == "be"
    assert "<" not in (text or "")


def test_a_second_build_changes_nothing(gated: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in gated.rglob("*") if path.is_file()}
    main(["-C", str(gated.parents[1]), "build", "--format", "html"])
    after = {path: path.stat().st_mtime_ns for path in gated.rglob("*") if path.is_file()}
    assert after == before
