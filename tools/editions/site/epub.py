"""An issue as a book for readers' devices: EPUB 3, made of the built page."""

from __future__ import annotations

import posixpath
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup

from editions.config import Publication
from editions.site import formula
from editions.site.dates import Dates
from editions.site.facts import EditionFacts
from editions.site.issue import IssueText, pictures_of, relinking, unlinked, with_words
from editions.site.markup import Element, changed, target, written
from editions.site.style import with_signs
from editions.site.templates import THEME, template
from editions.site.zips import packed

_KINDS = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_SHARE = re.compile(r"(tens|units)-(\d+)")
_DEPRECATED = frozenset({"doc-biblioentry", "doc-endnote"})
_KEPT = frozenset(
    {"id", "lang", "class", "href", "src", "alt", "datetime", "colspan", "rowspan"}
    | {"aria-label", "aria-labelledby", "role", "start", "value", "scope", "hreflang"}
    | {"tabindex", "width", "height", "style", "translate"}
)
_KEPT_OF_LISTS = _KEPT | {"type", "reversed"}
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/package.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass(frozen=True, slots=True)
class _Picture:
    name: str
    kind: str
    path: Path


def epub(
    publication: Publication, text: IssueText, facts: EditionFacts, *, dates: Dates, site: Path
) -> bytes:
    """Give the book of an issue in one edition; `site` is where its pictures lie."""
    pictures = _pictures(text, site)
    context = {
        "text": text,
        "facts": facts,
        "key": dates.key,
        "dates": dates,
        "pictures": list(pictures.values()),
        "formulas": text.body.first("math") is not None,
        "identifier": _identifier(publication, text, dates.key),
        "address": f"{publication.base_url}/{text.page}" if publication.base_url else "",
        "contents": [
            (name, unlinked(heading), heading.attributes.get("lang", ""))
            for name, heading in text.parts
        ],
        # The built page's own markup, written anew.
        "heading": Markup(_part(text.heading, publication, text, pictures)),  # noqa: S704
        "body": Markup(_part(text.body, publication, text, pictures)),  # noqa: S704
    }
    render = partial(_render, context)
    style = with_signs(THEME / "epub" / "book.css").encode()
    return packed(
        [
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", _CONTAINER.encode()),
            ("book/package.opf", render("package.opf")),
            ("book/nav.xhtml", render("nav.xhtml")),
            ("book/text.xhtml", render("text.xhtml")),
            ("book/book.css", style),
            *((f"book/{each.name}", each.path.read_bytes()) for each in pictures.values()),
        ],
        stored=frozenset({"mimetype"}),  # it must be readable in the file's first bytes
    )


def _render(context: dict[str, object], name: str) -> bytes:
    return template(f"epub/{name}").render(context).encode()


def _identifier(publication: Publication, text: IssueText, key: str) -> str:
    """Give an id that stays when the text is corrected, another one for each edition."""
    name = f"{publication.title}\n{key}\n{text.language}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _pictures(text: IssueText, site: Path) -> dict[str, _Picture]:
    """Give the issue's pictures by their address in its page, each numbered once."""
    found: dict[str, _Picture] = {}
    for source in pictures_of(text):
        there = target(source, text.page)
        if there is None or source in found:
            continue
        suffix = posixpath.splitext(there.path)[1].lower()
        path = site / there.path
        if suffix in _KINDS and path.is_file():
            found[source] = _Picture(f"picture{len(found) + 1}{suffix}", _KINDS[suffix], path)
    return found


def _part(
    part: Element, publication: Publication, text: IssueText, pictures: Mapping[str, _Picture]
) -> str:
    def lead(href: str) -> str | None:
        there = target(href, text.page)
        if there is None:
            return href
        if there.path == text.page:
            # What the page calls its title, or has beside its text, is the book's beginning.
            return f"#{there.fragment}" if there.fragment in text.ids else "text.xhtml"
        return f"{publication.base_url}/{there}" if publication.base_url else None

    def pictured(element: Element) -> Element:
        said = element.attributes.get("alt", "")
        picture = pictures.get(element.attributes.get("src", ""))
        lang = {name: each for name, each in element.attributes.items() if name == "lang"}
        if picture is None:
            return Element("span" if lang else "", lang, (f"[{said}]",) if said else ())
        return Element("img", {"src": picture.name, "alt": said, **lang, **_size_of(element)})

    link = relinking(lead, pictures=pictured)
    made = changed(part, lambda element: _as_in_books(link(element)), with_words)
    return written(made or Element(""), xml=True)


def _size_of(picture: Element) -> dict[str, str]:
    """Give the size of a picture; in books a style may say which share of the page it has."""
    sides = ("width", "height")
    size = {side: picture.attributes[side] for side in sides if side in picture.attributes}
    share = _share_of(picture)
    return size | ({"style": f"width: {share}%; height: auto"} if share else {})


def _share_of(element: Element) -> int:
    found = (_SHARE.fullmatch(name) for name in element.classes)
    return sum(int(part[2]) * (10 if part[1] == "tens" else 1) for part in found if part)


def _as_in_books(element: Element) -> Element:
    """Leave out what pages have for their style sheet or browser alone."""
    if element.tag in formula.ELEMENTS:
        return element
    names = _KEPT_OF_LISTS if element.tag == "ol" else _KEPT
    kept = {name: said for name, said in element.attributes.items() if name in names}
    if element.tag == "figure" and (share := _share_of(element)):
        kept["style"] = f"width: {share}%"
    if kept.get("role") in _DEPRECATED:
        del kept["role"]
    return Element(element.tag, kept, element.children)
