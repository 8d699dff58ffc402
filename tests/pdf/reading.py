"""Reading PDFs and doctrees back, for comparison letter by letter."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from docutils import nodes
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


def letters(text: str) -> str:
    """Leave only letters: marks of notes, numbers, hyphens and line ends do not count."""
    return "".join(letter for letter in text if letter.isalpha())


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        # U+FFFE is what pdfium makes of a hyphen at the end of a line.
        return [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]
    finally:
        document.close()


def doctree_of(path: Path) -> nodes.document:
    document = pickle.loads(path.read_bytes())  # noqa: S301 - written by the test itself
    assert isinstance(document, nodes.document)
    return document


def note_texts(document: nodes.document) -> Iterator[str]:
    for note in document.findall(nodes.footnote):
        yield letters("".join(child.astext() for child in note.children[1:]))


def addresses(path: Path) -> list[str]:
    """Give the addresses outside that a PDF links to, in order."""
    return [
        str(annotation.get_object()["/A"]["/URI"])
        for page in PdfReader(path).pages
        for annotation in page.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    ]


def catalog(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def tags(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Give the structure of a tagged PDF, an outer element before what is in it."""
    yield from _below(catalog(reader)["/StructTreeRoot"].get_object())


def _below(item: object) -> Iterator[tuple[str, DictionaryObject]]:
    found = item.get_object() if hasattr(item, "get_object") else item
    if isinstance(found, ArrayObject):
        for part in found:
            yield from _below(part)
    elif isinstance(found, DictionaryObject):
        if "/S" in found:
            yield str(found["/S"]), found
        if "/K" in found:
            yield from _below(found["/K"])


BLOCKS = {
    *("/P", "/Lbl", "/LBody", "/TD", "/TH", "/Caption", "/TOCI", "/Note", "/Code", "/Formula"),
    *("/Figure", *(f"/H{level}" for level in range(1, 7))),
}


def unblocked(path: Path) -> list[str]:
    """Give the tags of a PDF that hold text outside any paragraph, heading, cell or the like."""
    found: list[str] = []

    def look(item: object, trail: tuple[str, ...]) -> None:
        inner = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(inner, ArrayObject):
            for part in inner:
                look(part, trail)
        elif isinstance(inner, DictionaryObject) and "/S" in inner:
            if "/K" in inner:
                look(inner["/K"], (*trail, str(inner["/S"])))
        elif not BLOCKS & set(trail) and not _is_link(inner):
            found.append(" > ".join(trail))

    root: Any = catalog(PdfReader(path))
    look(root["/StructTreeRoot"]["/K"], ())
    return found


def _is_link(item: object) -> bool:
    return isinstance(item, DictionaryObject) and item.get("/Type") == "/OBJR"


def bookmarks(reader: PdfReader) -> list[str]:
    def flat(items: Sequence[object]) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from flat(item)
            elif isinstance(item, DictionaryObject):
                yield str(item["/Title"]).replace("\u00a0", " ")

    return list(flat(reader.outline))
