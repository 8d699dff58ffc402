"""The site map; that heads say the same, tests/sphinxext/test_alternates.py shows."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from tests.site.test_feed import EDITION, PUBLICATION

from editions.site.sitemap import sitemap

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESSED = replace(PUBLICATION, base_url="https://r.example/x&y")
RUSSIAN = replace(EDITION, language="ru", pages=("index", "reports/2021-01", "names"))


def test_it_needs_an_edition_and_without_an_address_is_relative_to_itself() -> None:
    assert sitemap(ADDRESSED, []) is None
    near, far = sitemap(PUBLICATION, [EDITION]), sitemap(ADDRESSED, [EDITION])
    assert near is not None
    assert far is not None
    assert b"<loc>be/reports/2021-01.html</loc>" in near
    assert far.replace(b"https://r.example/x&amp;y/", b"") == near


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
