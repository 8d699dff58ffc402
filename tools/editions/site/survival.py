"""The survival copy of an issue: one file with all its languages, for a messenger or a stick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from editions.config import AUTONYMS, Publication
from editions.site.facts import EditionFacts
from editions.site.issue import IssueText, relinking, unlinked, with_words
from editions.site.markup import Element, Node, changed, target, written
from editions.site.style import carried, carried_source
from editions.site.templates import template

_NAMING = frozenset({"id", "aria-labelledby", "aria-describedby"})


@dataclass(frozen=True, slots=True)
class _Text:
    """An edition's part of the file, ready to be written."""

    facts: EditionFacts
    issue: IssueText
    contents: tuple[tuple[str, str, str], ...]
    title_id: str
    heading: Markup
    html: Markup


def survival(
    publication: Publication,
    texts: Sequence[IssueText],
    *,
    key: str,
    editions: Mapping[str, EditionFacts],
) -> bytes:
    """Give the file of the issue `key`; `texts` in the order in which they are to stand.

    No script, no picture, nothing to load. Links between the languages, and from each
    paragraph to itself in the others, lead within the file; links to other pages of the site
    are kept only if its address is known.
    """
    parts = []
    for text in texts:
        body = _standing_alone(text.body, text, texts, publication.base_url)
        body = _with_counterparts(body, text, texts)
        heading = _standing_alone(text.heading, text, texts, publication.base_url)
        title_id = _free_name(f"{text.language}-title", body)
        heading = replace(heading, attributes={**heading.attributes, "id": title_id})
        contents = tuple(
            (f"{text.language}-{name}", unlinked(heading), heading.attributes.get("lang", ""))
            for name, heading in text.parts
        )
        # The built page's own markup, written anew.
        html = [Markup(written(each)) for each in (heading, body)]  # noqa: S704
        parts.append(_Text(editions[text.language], text, contents, title_id, *html))
    address = f"{publication.base_url}/{key}/index.html" if publication.base_url else ""
    context = {
        "key": key,
        "texts": parts,
        "address": address,
        "style": Markup(carried()),  # noqa: S704 - a file of the theme
        "style_source": carried_source(),
    }
    return template("survival.html").render(context).encode()


def _standing_alone(
    part: Element, text: IssueText, texts: Sequence[IssueText], base_url: str
) -> Element:
    """Give a part of the text with ids of its own language, and links that lead within the file."""
    pages = {other.page: (other.language, other.ids) for other in texts}

    def lead(href: str) -> str | None:
        there = target(href, text.page)
        if there is None:
            return href
        if there.path in pages:
            language, ids = pages[there.path]
            return f"#{language}-{there.fragment}" if there.fragment in ids else f"#{language}"
        return f"{base_url}/{there}" if base_url else None

    def owned(element: Element) -> Element:
        attributes, children = element.attributes, element.children
        for name in _NAMING & attributes.keys():
            said = " ".join(f"{text.language}-{each}" for each in attributes[name].split())
            attributes = {**attributes, name: said}
        if "places" in element.classes:
            # The map's list says the same; its caption would speak of what is not there.
            children = tuple(child for child in children if not _is_figure(child))
        return Element(element.tag, attributes, children)

    link = relinking(lead, pictures=_in_words)
    return changed(part, lambda element: link(owned(element)), with_words) or Element("")


def _free_name(name: str, body: Element) -> str:
    """Give an id that nothing in a text has, be it a note that is named `title`."""
    taken = {element.attributes.get("id") for element in body.walk()}
    while name in taken:
        name += "-"
    return name


def _is_figure(child: Node) -> bool:
    return isinstance(child, Element) and child.tag == "figure"


def _in_words(picture: Element) -> Element:
    """Put what a picture shows in its place."""
    said = picture.attributes.get("alt", "")
    kept = {name: text for name, text in picture.attributes.items() if name == "lang"}
    return Element("span", {"class": "picture", **kept}, (f"[{said}]",)) if said else Element("")


def _with_counterparts(body: Element, text: IssueText, texts: Sequence[IssueText]) -> Element:
    """Let each numbered paragraph end in links to the same paragraph in the other languages."""
    prefix = f"{text.language}-"
    others = [other for other in texts if other.language != text.language]

    def change(element: Element) -> Element:
        number = element.first("a", of="number") if element.tag == "p" else None
        name = element.attributes.get("id", "").removeprefix(prefix)
        if number is None or not name:
            return element
        links: list[Node] = []
        for each in (other.language for other in others if name in other.ids):
            short = AUTONYMS.get(each, each)[:3].lower()
            links += [" ", Element("a", {"href": f"#{each}-{name}", "lang": each}, (short,))]
        more = (" ", Element("small", {}, tuple(links[1:]))) if links else ()
        return replace(element, children=(*element.children, *more))

    return changed(body, change) or body
