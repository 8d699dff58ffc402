"""Built pages read again as trees, for copies of them that stand alone.

Only pages of our own builder are read: they are well formed, every element is closed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import quote, unquote, urlsplit

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
"""Elements without an end tag."""


@dataclass(frozen=True, slots=True)
class Element:
    """A piece of a page; one without a `tag` is written as its children alone."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    children: tuple[Node, ...] = ()

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self) -> Iterator[Element]:
        """Give the element and all below it, as they stand in the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def first(self, tag: str, *, of: str = "") -> Element | None:
        """Give the first element of that tag, and of the class `of`, if there is one."""
        for element in self.walk():
            if element.tag == tag and (not of or of in element.classes):
                return element
        return None


Node: TypeAlias = "Element | str"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str], list[Node]]] = [("", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in VOID:
            self.open[-1][2].append(Element(tag, attributes))
        else:
            self.open.append((tag, attributes, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        # What an outer end tag closes at once (an optional </p> left out) is closed with it.
        if tag not in (name for name, _, _ in self.open):
            return
        while self.open:
            name, attributes, children = self.open.pop()
            self.open[-1][2].append(Element(name, attributes, tuple(children)))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)


def parse(page: str) -> Element:
    """Read a page, or a piece of one; comments and the document type are left out."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    while len(reader.open) > 1:
        reader.handle_endtag(reader.open[-1][0])
    return Element("", {}, tuple(reader.open[0][2]))


def changed(element: Element, change: Callable[[Element], Element | None]) -> Element | None:
    """Give a tree as `change` makes it, from the outside in; None leaves an element out."""
    made = change(element)
    if made is None:
        return None
    children: list[Node] = []
    for child in made.children:
        new = child if isinstance(child, str) else changed(child, change)
        if new is not None:
            children.append(new)
    return replace(made, children=tuple(children))


def written(node: Node, *, xml: bool = False) -> str:
    """Write a tree as HTML, or as the XML that books are made of."""
    if isinstance(node, str):
        return escape(node, quote=False)
    inner = "".join(written(child, xml=xml) for child in node.children)
    if not node.tag:
        return inner
    attributes = dict(node.attributes)
    if xml and "lang" in attributes:
        attributes["xml:lang"] = attributes["lang"]
    start = node.tag + "".join(f' {name}="{escape(said)}"' for name, said in attributes.items())
    if node.tag in VOID:
        return f"<{start}/>" if xml else f"<{start}>"
    return f"<{start}>{inner}</{node.tag}>"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link within the site leads: a file relative to its root, and a place there."""

    path: str
    fragment: str = ""

    def __str__(self) -> str:
        """Give it as it stands in a link."""
        return quote(self.path) + (f"#{quote(self.fragment)}" if self.fragment else "")


def target(href: str, page: str) -> Target | None:
    """Resolve a link of the file `page` (relative to the site's root); None leads outside.

    >>> str(target("../../ru/index.html#p1", "be/reports/2020-12.html"))
    'ru/index.html#p1'
    """
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.join(posixpath.dirname(page), unquote(parts.path)) if parts.path else page
    return Target(posixpath.normpath(path), unquote(parts.fragment))
