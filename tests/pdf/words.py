"""The words of a page and of its PDF, each read the way a machine reads them aloud."""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdfium2 import raw

from tests.pdf.reading import catalog

_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\x02\ufffe]\s*(?=\w)")
_IN_LINE = {"/Span", "/Em", "/Strong", "/Link", "/Code", "/Reference", "/Quote", "/Lbl", "/Formula"}
_NUMBERS_END = 47 * 72 / 25.4  # points: left of it stand the numbers of the paragraphs


@dataclass(slots=True)
class Words:
    """What a reader is told: the title, the text in order, and the notes."""

    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)


def words(text: str) -> list[str]:
    """Part a text into words; whether a hyphen parts one does not count, nor do blanks.

    >>> words("«Слова», 2-я\u00a0\u00adстрока")
    ['Слова', '2я', 'строка']
    """
    return re.findall(r"\w+", _HYPHEN.sub("", text.replace("\u00ad", "\x02")))


# ---- The page -------------------------------------------------------------------------------

_SKIPPED = {
    "number",
    "facts",
    "ways",
    "footnote-reference",
    "backrefs",
    "linenos",
    "locator",
    "cite",
}
_VOID = {"br", "img", "hr", "meta", "link", "input", "source", "col", "wbr"}
_RUNNING = {
    *("a", "abbr", "b", "cite", "code", "em", "i", "kbd", "samp", "span", "strong", "sub", "sup"),
    *("time", "wbr"),
}


class _Main(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts = {"title": "", "text": ""}
        self.notes: list[str] = []
        self.explained: set[str] = set()
        self.explanation = ""
        self.started = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = set(found.get("class", "").split())
        self.started = self.started or tag == "main"
        if found.get("id") == "issue_places":
            self.started = False  # the register's part begins
        if tag not in _RUNNING or "classifier" in classes:
            self._add(" ")
        if tag in {"math", "img"}:
            self._add(f" {found.get('alttext') or found.get('alt', '')} ")
        if tag in _VOID:
            return
        kind = ""
        mark = "label" in classes and self._inside("note")
        if tag in {"nav", "math", "svg"} or classes & _SKIPPED or mark:
            kind = "skip"
        elif tag == "h1":
            kind = "title"
        elif tag == "aside" and "footnote" in classes:
            kind = "note"
            self.notes.append("")
        if tag == "abbr":
            self.explanation = found.get("title", "")
        self.open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        if tag == "abbr" and self.explanation and self.explanation not in self.explained:
            self.explained.add(self.explanation)
            self._add(f" {self.explanation}")
        if tag not in _RUNNING:
            self._add(" ")
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag == "main":
            self.started = False

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _inside(self, kind: str) -> bool:
        return any(known == kind for _, known in self.open)

    def _add(self, text: str) -> None:
        if not self.started or self._inside("skip"):
            return
        if self._inside("note"):
            self.notes[-1] += text
        else:
            self.texts["title" if self._inside("title") else "text"] += text


def words_of_page(path: Path) -> Words:
    """Read ``<main>`` of a page, without numbers, contents and what leads elsewhere."""
    main = _Main()
    main.feed(path.read_text("utf-8"))
    return Words(
        words(main.texts["title"]), words(main.texts["text"]), sorted(map(words, main.notes))
    )


# ---- The PDF --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    page: int
    left: float
    right: float


def words_of_pdf(path: Path, data: Path) -> Words:
    """Follow the structure of a PDF, as a screen reader does, from title to end of text.

    `data` is what it was set from: it tells where the text ends and the register begins.
    """
    document = _Document(path)
    found = Words(words(document.text(document.title)))
    ends = [words(title) for title in _endings(data)]
    for block in document.body():
        said = words(document.text(block))
        if said in ends:
            break
        found.text += said
    found.notes = sorted(words(note) for note in document.notes)
    return found


def _endings(data: Path) -> Iterator[str]:
    known = json.loads(data.read_text("utf-8"))
    for part in known["body"]:
        if isinstance(part, dict) and str(part.get("id", "")).startswith("issue_"):
            yield "".join(part["content"])
    if "index" in known:
        yield "".join(known["index"]["heading"]["content"])


class _Document:
    def __init__(self, path: Path) -> None:
        reader = PdfReader(path)
        self.pages = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages)
            if page.indirect_reference is not None
        }
        self.runs = _runs(path)
        self.notes: list[str] = []
        (root,) = _kids(catalog(reader)["/StructTreeRoot"])
        self.blocks = [kid for kid in _kids(root) if "/S" in kid]
        at = next(at for at, block in enumerate(self.blocks) if block["/S"] == "/H1")
        self.title, self.rest = self.blocks[at], self.blocks[at + 1 :]

    def body(self) -> list[Any]:
        """Leave out the block under the title and the contents."""
        kinds = [block["/S"] for block in self.rest]
        if "/TOC" in kinds:
            return self.rest[kinds.index("/TOC") + 1 :]
        return self.rest[next(at for at, kind in enumerate(kinds) if kind != "/Div") :]

    def text(self, element: Any, page: int = -1) -> str:
        if "/Pg" in element:
            page = self.pages[element.raw_get("/Pg").idnum]
        kind = element.get("/S", "")
        if kind == "/Note":
            text = "".join(self._parts(element, page))
            self.notes.append(text)
            return ""
        if kind == "/Lbl" and not _is_term(element):
            return ""  # the mark of a note or an item; on a page it is nobody's word
        if "/Alt" in element:
            return f" {element['/Alt']} "
        text = "".join(self._parts(element, page))
        return text if kind in _IN_LINE else f" {text} "

    def _parts(self, element: Any, page: int) -> Iterator[str]:
        before: _Run | None = None
        for kid in sorted(_kids(element, bare=True), key=_is_caption_of_picture(element)):
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                number = kid if isinstance(kid, int) else kid["/MCID"]
                at = page if isinstance(kid, int) else self._page(kid, page)
                for run in self.runs.get((at, number), []):
                    if run.text.strip(" ").endswith("\u00a0") and run.right < _NUMBERS_END:
                        continue
                    yield _joint(before, run) + run.text
                    before = run
            elif "/S" in kid:
                first = next(self._first(kid, page), None)
                yield _joint(before, first) + self.text(kid, page)
                before = next(self._last(kid, page), before)

    def _page(self, kid: Any, page: int) -> int:
        return self.pages[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page

    def _leaves(self, element: Any, page: int) -> list[_Run]:
        if "/Pg" in element:
            page = self.pages[element.raw_get("/Pg").idnum]
        found: list[_Run] = []
        if element.get("/S") in {"/Note", "/Lbl"} and not _is_term(element):
            return found
        for kid in _kids(element, bare=True):
            if isinstance(kid, int):
                found += self.runs.get((page, kid), [])
            elif kid.get("/Type") == "/MCR":
                found += self.runs.get((self._page(kid, page), kid["/MCID"]), [])
            elif "/S" in kid:
                found += self._leaves(kid, page)
        return found

    def _first(self, element: Any, page: int) -> Iterator[_Run]:
        yield from self._leaves(element, page)[:1]

    def _last(self, element: Any, page: int) -> Iterator[_Run]:
        yield from self._leaves(element, page)[-1:]


def _is_term(label: Any) -> bool:
    """Tell the term of a definition from the number or bullet of an item."""
    if label.get("/S") != "/Lbl" or label["/P"].get("/S") != "/LI":
        return False
    (attributes,) = label["/P"]["/P"]["/A"]
    return bool(attributes["/ListNumbering"] == "/None")


def _is_caption_of_picture(element: Any) -> Callable[[Any], bool]:
    """Give a key that puts a picture before its caption, as it stands on the page."""
    kids = [kid for kid in _kids(element) if "/S" in kid]
    # A picture that is a link stands in it.
    inner = [below for kid in kids if kid["/S"] == "/Link" for below in _kids(kid)]
    pictured = any(kid.get("/S") == "/Figure" for kid in (*kids, *inner))
    return lambda kid: pictured and not isinstance(kid, int) and kid.get("/S") == "/Caption"


def _joint(before: _Run | None, run: _Run | None) -> str:
    """Give the blank that stands for the end of a line."""
    if before is None or run is None:
        return ""
    return " " if run.page != before.page or run.left < before.right - 2 else ""


def _kids(element: Any, *, bare: bool = False) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    found = [kid.get_object() for kid in kids]
    return found if bare else [kid for kid in found if not isinstance(kid, int)]


def _runs(path: Path) -> dict[tuple[int, int], list[_Run]]:
    """Give the texts of a PDF by page and number of marked content; artifacts have none."""
    runs: dict[tuple[int, int], list[_Run]] = {}
    document = pypdfium2.PdfDocument(path)
    try:
        for number, page in enumerate(document):
            texts = page.get_textpage()
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
                identifier = raw.FPDFPageObj_GetMarkedContentID(item)
                if identifier < 0:
                    continue
                left, _, right, _ = item.get_bounds()
                run = _Run(_text_of(item, texts), number, left, right)
                runs.setdefault((number, identifier), []).append(run)
    finally:
        document.close()
    return runs


def _text_of(item: Any, texts: Any) -> str:
    length = raw.FPDFTextObj_GetText(item, texts, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(item, texts, pointer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
