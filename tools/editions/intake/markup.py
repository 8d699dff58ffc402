"""The elements of XML and HTML with their places, so that pieces can be cut out of the bytes.

What stays is byte for byte what it was: no prefix, entity or order of attributes changes, and
no program that reads the format notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.parsers import expat

from editions.problems import IntakeError

DEEPEST = 1000
"""Elements within each other from which no person has written a file."""
DEEPEST_PAGE = 300
"""Elements within each other of a web page."""
MOST = 1_000_000
"""Elements of one part from which it is no report."""

_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


@dataclass(slots=True, eq=False)
class Element:
    """An element: from `start` to `end` in the bytes or letters, its content from `inner`."""

    name: str
    attributes: dict[str, str]
    start: int = 0
    inner: int = 0
    end: int = 0
    parent: Element | None = None
    content: list[Element | str] = field(default_factory=list)

    def children(self, *names: str) -> list[Element]:
        """Give the elements directly inside, those of `names` if any are given."""
        inside = [each for each in self.content if isinstance(each, Element)]
        return [each for each in inside if not names or each.name in names]

    def child(self, *path: str) -> Element | None:
        """Follow `path` from child to child; None if one is missing."""
        found: Element | None = self
        for name in path:
            found = next(iter(found.children(name)), None) if found else None
        return found

    def all(self, *names: str) -> Iterator[Element]:
        """Give itself and the elements inside, in their order, those of `names` if given."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if not names or one.name in names:
                yield one
            waiting += reversed(one.children())

    def ancestors(self) -> Iterator[Element]:
        """Give the elements around it, the nearest first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    def text(self, *names: str) -> str:
        """Give its text, with `names` only what stands directly in elements of these names."""
        said = []
        for one in self.all():
            if not names or one.name in names:
                said += [each for each in one.content if isinstance(each, str)]
        return "".join(said) if names else "".join(_texts(self))


def _texts(element: Element) -> Iterator[str]:
    waiting: list[Element | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        else:
            waiting += reversed(one.content)


def read_xml(data: bytes, prefixes: Mapping[str, str]) -> tuple[bytes, Element]:
    """Give the bytes in UTF-8 and their root; names have the prefix that is known for them.

    Raises `IntakeError` for what is no XML, declares a DTD, or is nested too deep.
    """
    data = _in_utf_8(data)
    builder = _Builder(data, prefixes)
    parser = builder.parser
    parser.buffer_text = True
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.finish
    parser.CharacterDataHandler = builder.say
    parser.StartDoctypeDeclHandler = _refuse_dtd
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise IntakeError(f"is damaged ({error}); open it and save it anew") from None
    return data, builder.root.children()[0]


def read_html(text: str) -> Element:
    """Give the elements of a page, whatever its tags; the root has no name."""
    if text.rfind("<!--") > text.rfind("-->"):
        text += "-->"  # the parser looks for an end from every beginning anew
    page = _Page(text)
    page.feed(text)
    page.close()
    page.leave(len(text))
    return page.root


def cut(data: bytes, pieces: Iterable[tuple[int, int]]) -> bytes:
    """Leave `pieces`, from and to, out of `data`; they may overlap."""
    kept, place = [], 0
    for start, end in sorted(pieces):
        kept.append(data[place : max(start, place)])
        place = max(place, end)
    return b"".join([*kept, data[place:]])


def cut_text(text: str, pieces: Iterable[tuple[int, int]]) -> str:
    """Leave `pieces`, from and to, out of `text`; they may overlap."""
    kept, place = [], 0
    for start, end in sorted(pieces):
        kept.append(text[place : max(start, place)])
        place = max(place, end)
    return "".join([*kept, text[place:]])


def _in_utf_8(data: bytes) -> bytes:
    """Give XML in UTF-8, whose places are then those of its bytes; no declaration."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise IntakeError("is damaged (no XML); open it and save it anew") from None
    data = data.removeprefix(b"\xef\xbb\xbf")
    return re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data, count=1)


def _refuse_dtd(*_: object) -> None:
    raise IntakeError("declares a DTD, as no word processor does; open it and save it anew")


@dataclass(slots=True)
class _Builder:
    data: bytes
    prefixes: Mapping[str, str]
    parser: expat.XMLParserType = field(default_factory=lambda: expat.ParserCreate("utf-8", " "))
    root: Element = field(default_factory=lambda: Element("", {}))
    open: list[Element] = field(default_factory=list)
    count: int = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > DEEPEST:
            raise IntakeError("is nested too deep; save it in a simpler form")
        if self.count > MOST:
            raise IntakeError(f"has over {MOST} elements; is this a report?")
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        around = self.open[-1] if self.open else self.root
        named = {self._named(key): value for key, value in attributes.items()}
        inner = tag.end() if tag else start
        one = Element(self._named(name), named, start, inner, 0, around)
        around.content.append(one)
        self.open.append(one)

    def finish(self, _name: str) -> None:
        one = self.open.pop()
        if self.data[one.start : one.inner].endswith(b"/>"):
            one.end = one.inner
        else:
            one.end = self.data.index(b">", self.parser.CurrentByteIndex) + 1

    def say(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(text)

    def _named(self, name: str) -> str:
        space, _, local = name.rpartition(" ")
        return f"{self.prefixes.get(space, '?')}:{local}" if space else local


_VOID = frozenset(
    {"area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link"}
    | {"meta", "param", "source", "track", "wbr"}
)
_ENDS = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "option": {"option"},
}
_ENDS_PARAGRAPH = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "hr", "li", "main", "menu", "nav", "ol"}
    | {"p", "pre", "section", "table", "td", "th", "tr", "ul"}
)


class _Page(HTMLParser):
    """Builds the elements of a page; an end that was left out is where the next one begins."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.at = self.root
        self._depth = 0
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._text = text

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        place = self._place()
        closes = _ENDS.get(tag, set()) | ({"p"} if tag in _ENDS_PARAGRAPH else set())
        while self.at.name in closes:
            self._close(place)
        inner = place + len(self.get_starttag_text() or "")
        attributes = {name: value or "" for name, value in reversed(attrs)}
        one = Element(tag, attributes, place, inner, inner, self.at)
        self.at.content.append(one)
        if tag not in _VOID:
            self.at = one
            self._depth += 1
            if self._depth > DEEPEST_PAGE:
                raise IntakeError("is nested too deep; save it in a simpler form")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # a browser takes no notice of the stroke

    def handle_endtag(self, tag: str) -> None:
        around = [self.at, *self.at.ancestors()]
        if all(each.name != tag for each in around):
            return
        place = self._place()
        while self.at.name != tag:
            self._close(place)
        end = self._text.find(">", place) + 1
        self._close(end or len(self._text))

    def handle_data(self, data: str) -> None:
        self.at.content.append(data)

    def handle_comment(self, data: str) -> None:
        place = self._place()
        # "<!doctyp html>" and "<?x>" are comments to a browser, too.
        inner = place + 4 + len(data) if self._text.startswith("<!--", place) else place
        end = self._text.find(">", inner) + 1 or len(self._text)
        one = Element("!--", {}, place, place, end, self.at, [data])
        self.at.content.append(one)

    def leave(self, place: int) -> None:
        """Close everything that is still open at the end of the page."""
        while self.at is not self.root:
            self._close(place)

    def _close(self, place: int) -> None:
        self.at.end = place
        self._depth -= 1
        self.at = self.at.parent or self.root
