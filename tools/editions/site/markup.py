"""Built pages read again as trees, for copies of them that stand alone.

Only pages of our own builder are read: they are well formed, every element is closed.
"""

from __future__ import annotations

import operator
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import TypeAlias
from urllib.parse import quote, unquote, urlsplit

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
"""Elements without an end tag."""


@dataclass(slots=True)  # nobody changes one in place: to freeze it would double what copies cost
class Element:
    """A piece of a page; one without a `tag` is written as its children alone."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
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


_TOKEN = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|(<!(?:--.*?--|[^>]*)>)|([^<]+|<)""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")


def parse(page: str) -> Element:
    """Read a page, or a piece of one; comments and the document type are left out."""
    reading: list[tuple[str, Mapping[str, str], list[Node]]] = [("", {}, [])]
    for end, tag, said, _left_out, text in _TOKEN.findall(page):
        if text:
            reading[-1][2].append(unescape(text) if "&" in text else text)
        elif end:
            _close(reading, tag.lower())
        elif tag:
            attributes = _attributes(said) if said else {}
            if tag in VOID:
                reading[-1][2].append(Element(tag, attributes))
            elif said.endswith("/"):
                reading[-1][2].append(Element(tag.lower(), attributes))
            else:
                reading.append((tag.lower(), attributes, []))
    while len(reading) > 1:
        _close(reading, reading[-1][0])
    return Element("", {}, tuple(reading[0][2]))


def _attributes(said: str) -> dict[str, str]:
    return {
        name.lower(): unescape(value) if "&" in value else value
        for name, *values in _ATTRIBUTE.findall(said)
        for value in ["".join(values)]
    }


def _close(reading: list[tuple[str, Mapping[str, str], list[Node]]], tag: str) -> None:
    # What an outer end tag closes at once (an optional </p> left out) is closed with it.
    if tag not in (name for name, _, _ in reading):
        return
    while reading:
        name, attributes, children = reading.pop()
        reading[-1][2].append(Element(name, attributes, tuple(children)))
        if name == tag:
            return


def changed(
    element: Element,
    change: Callable[[Element], Element | None],
    done: Callable[[Element], Element] | None = None,
) -> Element | None:
    """Give a tree as `change` makes it, from the outside in; None leaves an element out.

    `done` is given each element whose inside is made already, from the inside out.
    """
    made = change(element)
    if made is None:
        return None
    children = [
        child if isinstance(child, str) else changed(child, change, done) for child in made.children
    ]
    if not all(map(operator.is_, children, made.children)):
        kept = tuple(child for child in children if child is not None)
        made = Element(made.tag, made.attributes, kept)
    return done(made) if done else made


def written(node: Node, *, xml: bool = False) -> str:
    """Write a tree as HTML, or as the XML that books are made of."""
    if isinstance(node, str):
        return escape(node, quote=False)
    inner = "".join(written(child, xml=xml) for child in node.children)
    if not node.tag:
        return inner
    attributes = node.attributes
    if xml and "lang" in attributes:
        attributes = {**attributes, "xml:lang": attributes["lang"]}
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


@lru_cache(maxsize=1 << 14)  # each copy of a page asks for the same links
def target(href: str, page: str) -> Target | None:
    """Resolve a link of the file `page` (relative to the site's root); None leads outside.

    >>> str(target("../../ru/index.html#p1", "be/reports/2020-12.html"))
    'ru/index.html#p1'
    """
    if href.startswith("#") and href.isprintable():
        return Target(posixpath.normpath(page), unquote(href[1:]))
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.join(posixpath.dirname(page), unquote(parts.path)) if parts.path else page
    return Target(posixpath.normpath(path), unquote(parts.fragment))
