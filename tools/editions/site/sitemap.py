"""The site map: every page a search engine may list, with its counterparts in all editions.

Without a base URL its addresses are relative to the map itself. Search engines want whole
ones, so that they pass such a map over; who puts the site somewhere can complete it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.etree import ElementTree

from editions.config import Publication
from editions.site.published import PublishedEdition, keys

SITEMAP = "sitemap.xml"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_CHOOSER = "index.html"


def sitemap(publication: Publication, editions: Sequence[PublishedEdition]) -> bytes | None:
    """Write the site map, None without any edition."""
    if not editions:
        return None
    base = f"{publication.base_url}/" if publication.base_url else ""
    root = ElementTree.Element("urlset", {"xmlns": _NAMESPACE, "xmlns:xhtml": _XHTML})
    changed = {
        f"{edition.language}/{issue.document}.html": issue.dates.stated
        for edition in editions
        for issue in edition.finished
        if issue.dates.stated
    }
    listed = set()
    for group in _groups(editions):
        for address in group.values():
            if address in listed:
                continue  # the chooser is the default of many
            listed.add(address)
            url = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(url, "loc").text = f"{base}{quote(address)}"
            if address in changed:
                ElementTree.SubElement(url, "lastmod").text = changed[address]
            for language, other in group.items():
                ElementTree.SubElement(
                    url,
                    "xhtml:link",
                    {
                        "rel": "alternate",
                        "hreflang": language,
                        "href": f"{base}{quote(other)}",
                    },
                )
    ElementTree.indent(root, space="")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _groups(editions: Sequence[PublishedEdition]) -> Iterator[dict[str, str]]:
    """Give the pages that are one in several languages: hreflang → address below the site's root.

    The default of an issue is its landing page, that of all else the chooser, as in their heads.
    """
    issues = {issue.document: issue.key for edition in editions for issue in edition.issues}
    landing = set(keys(editions))
    names = dict.fromkeys(name for edition in editions for name in edition.pages)
    # The front pages first, the chooser with them.
    for name in ("index", *(name for name in names if name != "index")):
        default = f"{issues[name]}/index.html" if issues.get(name) in landing else _CHOOSER
        yield _group(editions, name) | {"x-default": default}


def _group(editions: Sequence[PublishedEdition], name: str) -> dict[str, str]:
    return {
        edition.language: f"{edition.language}/{name}.html"
        for edition in editions
        if name in edition.pages
    }
