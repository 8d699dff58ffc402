"""The site map; that heads say the same, tests/sphinxext/test_alternates.py shows."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from tests.site.test_feed import EDITION, PUBLICATION

from editions.site.sitemap import sitemap

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESSED = replace(PUBLICATION, base_url="https://r.example/x&y")
RUSSIAN = replace(EDITION, language="ru", pages=("index", "reports/2021-01", "names"))


def test_it_needs_an_address_and_an_edition() -> None:
    assert sitemap(PUBLICATION, [EDITION]) is None
    assert sitemap(ADDRESSED, []) is None


def test_every_page_is_listed_once_with_the_editions_that_have_it() -> None:
    written = sitemap(ADDRESSED, [EDITION, RUSSIAN])
    assert written is not None
    root = ElementTree.fromstring(written)  # noqa: S314 - what we wrote
    listed = {
        (url.findtext(f"{MAP}loc") or "").removeprefix("https://r.example/x&y/"): [
            link.attrib["hreflang"] for link in url.findall("{http://www.w3.org/1999/xhtml}link")
        ]
        for url in root
    }
    assert len(root) == len(listed)
    assert listed == {
        "be/index.html": ["be", "ru", "x-default"],
        "ru/index.html": ["be", "ru", "x-default"],
        "index.html": ["be", "ru", "x-default"],
        "be/reports/2021-01.html": ["be", "ru", "x-default"],
        "ru/reports/2021-01.html": ["be", "ru", "x-default"],
        "2021-01/index.html": ["be", "ru", "x-default"],
        "be/reports/2021-02.html": ["be", "x-default"],
        "2021-02/index.html": ["be", "x-default"],
        "ru/names.html": ["ru", "x-default"],
    }
