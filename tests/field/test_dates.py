"""Dates of an issue: what somebody stated, the same everywhere; else the month, and no day."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from editions.cli import main
from editions.site.dates import Dates, dates, faults
from tests.conftest import ROOTS, Run

ATOM = "{http://www.w3.org/2005/Atom}"
PUBLISHED, CORRECTED = "2021-02-15", "2021-03-05"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of half-done: January states its days, February none."""
    root = tmp_path_factory.mktemp("dates") / "publication"
    shutil.copytree(ROOTS / "half-done", root)
    stated(root, f":published: {PUBLISHED}\n:corrected: {CORRECTED}\n")
    main(["-C", str(root), "build", "--edition", "be", "--edition", "en"])
    return root / "build/site"


def stated(root: Path, fields: str) -> None:
    issue = root / "docs/reports/2021-01.rst"
    issue.write_text(f"{fields}{issue.read_text('utf-8').lstrip()}", "utf-8")


def entries(site: Path, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    feed = ElementTree.fromstring((site / language / "feed.xml").read_bytes())  # noqa: S314 - ours
    for entry in feed.findall(f"{ATOM}entry"):
        [own] = [e.attrib["href"] for e in entry.findall(f"{ATOM}link[@rel='alternate']")]
        found = {tag: entry.findtext(f"{ATOM}{tag}") for tag in ("published", "updated")}
        yield own, {tag: said for tag, said in found.items() if said}


def record(page: Path) -> dict[str, object]:
    said = re.search(r"ld\+json\">(.*?)</script>", page.read_text("utf-8"))
    assert said
    found: dict[str, object] = json.loads(said[1])
    return found


@pytest.mark.parametrize("language", ["be", "en"])
def test_the_feed_tells_stated_days_and_makes_up_none(site: Path, language: str) -> None:
    assert dict(entries(site, language)) == {
        "reports/2021-02.html": {"updated": "2021-02-01T00:00:00Z"},
        "reports/2021-01.html": {
            "published": f"{PUBLISHED}T00:00:00Z",
            "updated": f"{CORRECTED}T00:00:00Z",
        },
    }


def test_pages_and_what_machines_read_of_them(site: Path) -> None:
    said = {
        "be": ("Апублікавана 15 лютага 2021 г.", "Выпраўлена 5 сакавіка 2021 г."),
        "en": ("Published on 15 February 2021", "Corrected on 5 March 2021"),
    }
    for language, days in said.items():
        for name in (f"{language}/reports/2021-01.html", "2021-01/index.html"):
            page = re.sub(r"[\u00a0\u202f]", " ", (site / name).read_text("utf-8"))
            assert all(day in page for day in days), name
        assert record(site / f"{language}/reports/2021-01.html")["datePublished"] == PUBLISHED
        assert record(site / f"{language}/reports/2021-01.html")["dateModified"] == CORRECTED
        other = record(site / f"{language}/reports/2021-02.html")
        assert other["datePublished"] == "2021-02"
        assert "dateModified" not in other
    for name in ("en/reports/2021-02.html", "2021-02/index.html"):
        assert "Published on" not in (site / name).read_text("utf-8")
    listed = dict(
        re.findall(
            r"<loc>([^<]*)</loc>(?:\s*<lastmod>([^<]*)</lastmod>)?",
            (site / "sitemap.xml").read_text("utf-8"),
        )
    )
    assert listed["en/reports/2021-01.html"] == CORRECTED
    assert listed["en/reports/2021-02.html"] == ""


@pytest.mark.parametrize(
    ("issue", "issued", "changed"),
    [("2021-01", PUBLISHED, CORRECTED), ("2021-02", "2021-02", "2021-02-01")],
)
def test_books_and_pdfs_bear_the_same_dates(
    site: Path, issue: str, issued: str, changed: str
) -> None:
    with zipfile.ZipFile(site / f"{issue}/{issue}-en.epub") as book:
        package = book.read("book/package.opf").decode()
        text = book.read("book/text.xhtml").decode()
    assert f"<dc:date>{issued}</dc:date>" in package
    assert f">{changed}T00:00:00Z</meta>" in package
    assert ("Published on" in text) is (issue == "2021-01")
    for folder in ("en", "be-en"):
        with pikepdf.open(site / f"{folder}/reports/{issue}.pdf") as pdf:
            moments = [str(said) for said in pdf.docinfo.values() if str(said).startswith("D:")]
            assert moments
            assert all(each.startswith(f"D:{changed.replace('-', '')}000000") for each in moments)
            assert changed in str(pdf.open_metadata())


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (":published: 15.01.2021", "2: error stated-day: published: '15.01.2021' is no day"),
        (":published: 2021-02-30", "2: error stated-day: published: '2021-02-30' is no day"),
        (
            ":published: 2020-11-05",
            "2: error stated-day: published: 2020-11-05 is before the month",
        ),
        (
            ":published: 2021-03-05\n:corrected: 2021-02-01",
            "3: error stated-day: corrected: 2021-02-01 is before the day of publication",
        ),
    ],
)
def test_a_day_that_cannot_be_is_told_with_its_line(
    root: Callable[[str], Path], editions: Callable[..., Run], fields: str, told: str
) -> None:
    folder = root("half-done")
    stated(folder, f":note: none\n{fields}\n")
    done = editions(folder, "check", "--edition", "en")
    assert done.code == 1
    assert f"docs/reports/2021-01.rst:{told}" in done.out


def test_a_build_tells_it_too(root: Callable[[str], Path], editions: Callable[..., Run]) -> None:
    folder = root("half-done")
    stated(folder, ":published: soon\n")
    done = editions(folder, "build", "--format", "html", "--edition", "en")
    assert done.code == 1
    assert re.search(
        r"docs/reports/2021-01\.rst:1: error \S+: published: 'soon' is no day", done.out
    )


def test_what_is_stated_later_counts() -> None:
    assert dates("2021-01", {"corrected": "2021-02-01"}).changed.isoformat() == "2021-02-01"
    assert dates("2021-01", {"published": "2021-02-01"}).moment == "2021-02-01T00:00:00Z"
    assert Dates("2021-01").issued == "2021-01"
    assert not list(faults("2021-01", {"published": "2021-01-31", "corrected": "2021-01-31"}))
    assert list(faults("2021-01", {"published": "20210201"}))
