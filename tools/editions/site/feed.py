"""The Atom feed of an edition: its finished issues, the newest first.

An entry's id has neither address nor language, so a reader of two editions' feeds, or of a
mirror's, meets an issue as one. Its one ``alternate`` is the page in the edition's own
language: readers that know one link only take the last, and none of them asks for its language.
Without a base URL every link is relative to the feed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from xml.etree import ElementTree

from editions.config import Publication
from editions.site.dates import moment
from editions.site.published import Part, PublishedEdition, PublishedIssue, neutral_id

FEED = "feed.xml"
ATOM = "application/atom+xml"
NEWEST = 24
"""How many issues a feed has at most: it must not grow with the archive."""

_NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(
    publication: Publication, edition: PublishedEdition, *, others: Mapping[str, Collection[str]]
) -> bytes | None:
    """Write an edition's feed, None before its first finished issue.

    `others` has, for each other edition of the site, the documents it only announces: no entry
    links to those.
    """
    issues = edition.finished[:NEWEST]
    if not issues:
        return None
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": edition.language})
    own = edition.language
    _add(root, "id", neutral_id(publication.title, own))
    _text(root, "title", edition.series, own)
    _add(root, "updated", max(issue.dates.moment for issue in issues))
    _add(_add(root, "author"), "name", (edition.publisher or edition.series).text)
    _link(root, "self", _address(publication, own, FEED, own=own), type=ATOM)
    for language in (own, *others):
        address = _address(publication, language, "index.html", own=own)
        rel = "alternate" if language == own else "related"
        _link(root, rel, address, type="text/html", hreflang=language)
    for issue in issues:
        finished = [each for each, below in others.items() if issue.document not in below]
        _entry(root, publication, issue, languages=(own, *finished))
    ElementTree.indent(root, space="")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(
    root: ElementTree.Element,
    publication: Publication,
    issue: PublishedIssue,
    *,
    languages: Sequence[str],
) -> None:
    entry, own = _add(root, "entry"), languages[0]
    _add(entry, "id", neutral_id(publication.title, issue.key))
    _text(entry, "title", issue.title, own)
    if issue.dates.published:
        _add(entry, "published", moment(issue.dates.published))
    _add(entry, "updated", issue.dates.moment)
    for rel, kind, language, name in _of_issue(issue, languages):
        address = _address(publication, language, name, own=own)
        _link(entry, rel, address, type=kind, hreflang=language)
    if issue.opening:
        _text(entry, "summary", issue.opening, own)


def _of_issue(
    issue: PublishedIssue, languages: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    for language in languages:
        rel = "alternate" if language == languages[0] else "related"
        yield rel, "text/html", language, f"{issue.document}.html"
    if issue.pdf:
        yield "related", "application/pdf", languages[0], f"{issue.document}.pdf"


def _address(publication: Publication, language: str, name: str, *, own: str) -> str:
    if publication.base_url:
        return f"{publication.base_url}/{language}/{name}"
    return name if language == own else f"../{language}/{name}"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = text
    return element


def _text(parent: ElementTree.Element, tag: str, part: Part, language: str) -> None:
    element = _add(parent, tag, part.text)
    if part.language != language:
        element.set("xml:lang", part.language)


def _link(parent: ElementTree.Element, rel: str, href: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "href": href, **attributes})
