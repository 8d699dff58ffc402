"""Walking a doctree: what every handler needs to turn its node into data.

The data are plain JSON. A `Content` is a list of strings (running text) and of objects
with a ``type``, which the template sets; nothing in it is ever read as Typst code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from docutils import nodes

from editions.problems import BuildError

Data: TypeAlias = dict[str, Any]
Content: TypeAlias = list[str | Data]
Handler: TypeAlias = Callable[["Walk", Any], Content]

_FRAMES = frozenset({"emphasis", "language", "strong", "subscript", "superscript"})
"""What words keep where they are repeated."""

NO_WORDS = frozenset({"anchor", "note", "note-again"})
"""What stands in a heading besides its words."""

_LANGUAGE = re.compile(r"language-([a-z]{2,3})(?:-|$)")
# Not \s: no-break and thin spaces are the typesetter's business.
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


class TreeError(BuildError):
    """A document holds something that cannot be set; names what and the line."""

    def __init__(self, message: str, *, node: nodes.Node):
        super().__init__(message, line=line_of(node))


class Surroundings(Protocol):
    """What a walk asks Sphinx for."""

    def address(self, reference: nodes.Element) -> str | None:
        """Give the web address a reference leads to, None if it has none."""

    def image(self, node: nodes.image) -> Path:
        """Give the file of an image; raise `TreeError` if there is none."""

    def caption_number(self, node: nodes.Element) -> str:
        """Give the words before a caption ("Fig. 3 "), "" where figures are not numbered."""

    def equation_number(self, node: nodes.math_block) -> str:
        """Give the number of a displayed formula, "" if it has none."""

    def download(self, node: nodes.Element) -> str | None:
        """Give the web address of a file offered for download, None if it has none."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something an editor should know about a document that was set all the same.

    `letters` are those that no font has, in the place of which a sign stands.
    """

    message: str
    line: int | None
    letters: tuple[str, ...] = ()


@dataclass(slots=True)
class Walk:
    """One document on its way to data."""

    handlers: Mapping[type[nodes.Node], Handler]
    surroundings: Surroundings
    notes: Mapping[str, nodes.footnote] = field(default_factory=dict)
    """Notes that are called, by their ids; they go to the foot of the caller's page."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The one label of a section or paragraph for each of its ids."""
    wanted: frozenset[str] = frozenset()
    """The ids that something in this document refers to."""
    depth: int = 0
    verbatim: bool = False
    """Whether blanks and ends of lines are kept."""
    set_notes: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)
    led: dict[str, int | None] = field(default_factory=dict)
    """The line of the last link to each label."""
    images: dict[str, Path] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def convert(self, node: nodes.Node) -> Content:
        """Give the data of one node; raise `TreeError` if nothing knows how to set it."""
        handler = self.handlers.get(type(node))
        if handler is None:
            name = type(node).__name__
            raise TreeError(f"the PDF edition cannot set '{name}'; write it another way", node=node)
        return self._dressed(node, handler(self, node))

    def inside(self, node: nodes.Element) -> Content:
        """Give the data of what is in a node whose frame the caller makes."""
        return self._dressed(node, self.all(node.children))

    def all(self, children: Iterable[nodes.Node]) -> Content:
        """Give the data of nodes in a row, neighbouring strings joined."""
        row: Content = []
        for child in children:
            for part in self.convert(child):
                if _is_mark(part) and row and (above := _figure(row[-1])):
                    above["after"] = [part]
                    continue
                if _is_note_call(part) and row and isinstance(row[-1], str):
                    # The mark of a note stands right at its word.
                    row[-1] = row[-1].rstrip(" ")
                join(row, part)
        return row

    def anchors(self, node: nodes.Element) -> Content:
        """Give the places in a node that something leads to, but for those with labels."""
        return [
            {"type": "anchor", "id": identifier}
            for identifier in node["ids"]
            if identifier in self.wanted and identifier not in self.labels
        ]

    def anchors_below(self, node: nodes.Element) -> Content:
        """Give the places in what is set as plain text, with all that is in it."""
        return [anchor for below in node.findall(nodes.Element) for anchor in self.anchors(below)]

    def _dressed(self, node: nodes.Node, content: Content) -> Content:
        if not isinstance(node, nodes.Element):
            return content
        if language := language_of(node):
            content = [{"type": "language", "language": language, "content": content}]
        heading = isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)
        if content and (said := node.get("said")) and not heading:
            # For the pages of two languages. A heading keeps it itself (`blocks`).
            content = [{"type": "plain", "said": said, "content": content}]
        return self.anchors(node) + content


def language_of(node: nodes.Element) -> str | None:
    """Give the language (ISO 639) that the class ``language-xx`` says a node is in.

    >>> language_of(nodes.inline(classes=["language-be-tarask"]))
    'be'
    """
    for name in node["classes"]:
        if match := _LANGUAGE.match(name):
            return match[1]
    return None


def line_of(node: nodes.Node) -> int | None:
    """Give the line a node, or else what it stands in, began on."""
    current: nodes.Node | None = node
    while current is not None:
        if current.line:
            return current.line
        current = current.parent
    return None


def elements(node: nodes.Element) -> list[nodes.Element]:
    """Give the children of a node that are no text."""
    return [child for child in node.children if isinstance(child, nodes.Element)]


def running(text: str) -> str:
    r"""Make one blank of any line ends and blanks in running text.

    >>> running("a\n  b\u00a0c")
    'a b\xa0c'
    """
    return _BLANKS.sub(" ", text)


def join(row: Content, part: str | Data) -> None:
    """Add a part to a row; what was one string stays, or becomes, one string."""
    if isinstance(part, str) and row and isinstance(row[-1], str):
        row[-1] += part
    else:
        row.append(part)


def target(reference: nodes.Element) -> str | None:
    """Give the id within its own document that a reference leads to, None if it leads out."""
    if "refid" in reference:
        return str(reference["refid"])
    # As `paragraph seven <#p7>`__ is written.
    address = str(reference.get("refuri", ""))
    return address[1:] if address.startswith("#") and len(address) > 1 else None


def plain(content: Content) -> str:
    """Give the text of data, without notes."""
    return "".join(
        part if isinstance(part, str) else part.get("text", "") + plain(part.get("content", []))
        for part in content
        if isinstance(part, str) or not _is_note_call(part)
    )


def repeated(content: Content) -> Content:
    """Give what the contents, bookmarks and running heads repeat of a heading: words only.

    What is repeated must neither call a note twice nor lead anywhere: a running head is no part
    of the text, and a line of contents is a link itself. Typst reads a bookmark out of it too.
    """
    row: Content = []
    for part in content:
        if isinstance(part, dict) and part["type"] in _FRAMES:
            inner = repeated(part["content"])
            row += [{**part, "content": inner}] if inner else []
        elif isinstance(part, dict) and "content" in part and not _is_note_call(part):
            for each in repeated(part["content"]):
                join(row, each)
        elif said := _said(part):
            join(row, said)
    return row


def _said(part: str | Data) -> str:
    """Give what a part without parts says: a picture its alternative, a formula its reading."""
    if isinstance(part, str):
        return part
    if _is_note_call(part):
        return ""
    return " " if part["type"] == "break" else str(part.get("alt") or part.get("text", ""))


def _is_note_call(part: str | Data) -> bool:
    return not isinstance(part, str) and part["type"] in {"note", "note-again"}


def _is_mark(part: str | Data) -> bool:
    return not isinstance(part, str) and part.get("style") == "mark"


def _figure(part: str | Data) -> Data | None:
    """Find the figure or table that a part is, in wrappers or not.

    What is said of it goes with it, wherever it is set: a wide table gets a page of its own.
    """
    while isinstance(part, dict) and part["type"] in {"language", "plain"} and part["content"]:
        part = part["content"][-1]
    return part if isinstance(part, dict) and part["type"] in {"figure", "table"} else None
