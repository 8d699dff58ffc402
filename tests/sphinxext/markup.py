"""HTML read back as a tree of elements, with the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "br", "hr", "img", "input", "base", "col", "source", "wbr"}


@dataclass(slots=True)
class Element:
    """One element: its name, attributes, children in order (elements and text)."""

    name: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    def all(self, name: str = "", **attributes: str) -> list[Element]:
        """Give the elements below of that name with these attributes ("": any value)."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            element
            for element in self
            if name in {"", element.name}
            and all(
                key in element.attributes
                if not value
                else value in element.attributes.get(key, "").split()
                for key, value in wanted.items()
            )
        ]

    def one(self, name: str = "", **attributes: str) -> Element:
        (element,) = self.all(name, **attributes)
        return element

    @property
    def text(self) -> str:
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join("".join(parts).split())

    @property
    def language(self) -> str:
        at: Element | None = self
        while at is not None:
            if "lang" in at.attributes:
                return at.attributes["lang"]
            at = at.parent
        raise AssertionError("no language")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.at.name, f"</{tag}> closes <{self.at.name}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(path: Path) -> Element:
    """Read a page; every element must be closed in its order."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    assert reader.at.parent is None, f"<{reader.at.name}> is not closed"
    return reader.at
