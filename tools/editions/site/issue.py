"""An issue taken out of its built page: what copies of it are made from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from editions.problems import BuildError
from editions.site.markup import Element, changed, parse

_FURNITURE = frozenset({"nav", "form", "script", "noscript"})
_ASIDE = frozenset({"ways", "facts"})


@dataclass(frozen=True, slots=True)
class IssueText:
    """An issue in one edition: its text is without the page's head, ways and foot.

    `page` is its address from the site's root, `month` and `state` (what its facts say) are in the
    edition's words, `parts` the ids and headings of the text's first level.
    """

    language: str
    page: str
    title: str
    title_language: str
    month: str
    state: str
    parts: tuple[tuple[str, Element], ...]
    heading: Element
    body: Element
    ids: frozenset[str]


def read_issue(site: Path, language: str, issue: str) -> IssueText:
    """Read an issue's page in the built site; raise `BuildError` if it is none."""
    page = f"{language}/reports/{issue}.html"
    text = (site / page).read_text("utf-8")
    main = parse(text[max(0, text.find("<main")) : text.rfind("</main>")]).first("main")
    section = main and main.first("section")
    heading = section and section.first("h1")
    if main is None or section is None or heading is None:
        message = "holds no issue; build the edition afresh"
        raise BuildError(message, path=page)
    facts = section.first("p", of="facts")
    time = facts and facts.first("time")
    said = [part.text for part in facts.walk() if part.tag == "span"] if facts else []
    places = main.first("section", of="places")
    below = (*section.children, *((places,) if places else ()))
    body = _text_alone(Element("", {}, below))
    return IssueText(
        language=language,
        page=page,
        title=unlinked(heading),
        title_language=heading.attributes.get("lang", language),
        month=time.text if time else issue,
        state=" · ".join(said),
        parts=_parts(body),
        heading=heading,
        body=body,
        ids=frozenset(
            element.attributes["id"]
            for part in (heading, body)
            for element in part.walk()
            if "id" in element.attributes
        ),
    )


def pictures_of(text: IssueText) -> tuple[str, ...]:
    """Give the addresses of the pictures an issue shows, as they stand in its page."""
    return tuple(element.attributes["src"] for element in text.body.walk() if element.tag == "img")


def relinking(
    lead: Callable[[str], str | None], *, pictures: Callable[[Element], Element]
) -> Callable[[Element], Element]:
    """Give what leads a link where `lead` says; None leaves its words without a link.

    To be called from the outside in, and `with_words` from the inside out.
    """

    def change(element: Element) -> Element:
        if element.tag == "img":
            return pictures(element)
        href = element.attributes.get("href")
        if element.tag != "a" or href is None:
            return element
        there = lead(href)
        if there is not None:
            return Element("a", {**element.attributes, "href": there}, element.children)
        kept = {
            name: element.attributes[name] for name in ("lang", "id") if name in element.attributes
        }
        return Element("span" if kept else "", kept, element.children)

    return change


def with_words(element: Element) -> Element:
    """Give a link that has lost its picture the words by which it was named, or take it away."""
    if element.tag != "a" or "href" not in element.attributes or element.text.strip():
        return element
    if any(part.tag in {"img", "math"} for part in element.walk()):
        return element
    attributes = dict(element.attributes)
    said = attributes.pop("aria-label", "")
    if said:
        return replace(element, attributes=attributes, children=(said,))
    return replace(element, tag="", attributes={})


def _text_alone(body: Element) -> Element:
    """Leave out what belongs to the page and not to the text: ways, empty anchors, choices."""
    wanted = {element.attributes.get("href", "").partition("#")[2] for element in body.walk()}

    def change(element: Element) -> Element | None:
        # The heading stands by itself.
        if element.tag in _FURNITURE | {"h1", "source"} or element.classes & _ASIDE:
            return None
        if element.tag == "picture":
            return replace(element, tag="", attributes={})
        anchor = element.tag == "span" and not element.children and "id" in element.attributes
        if anchor and element.attributes["id"] not in wanted:
            return None
        return element

    return changed(body, change) or Element("")


def _parts(body: Element) -> tuple[tuple[str, Element], ...]:
    found = []
    for child in body.children:
        if isinstance(child, Element) and child.tag == "section":
            heading = child.first("h2")
            name = child.attributes.get("id") or (heading and heading.attributes.get("id"))
            if heading is not None and name:
                found.append((name, heading))
    return tuple(found)


def unlinked(heading: Element) -> str:
    """Give the words of a heading on one line, without the numbers of its notes."""
    bare = changed(heading, lambda part: None if part.tag == "a" and _is_note(part) else part)
    return re.sub(r"\s+", " ", bare.text if bare else "").strip()


def _is_note(element: Element) -> bool:
    return bool(element.classes & {"footnote-reference", "citation-reference"})
