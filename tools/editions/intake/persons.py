"""Whether a received file tells who wrote it, and on whose machine. Nobody is named here.

What stands in the text itself is the author's business; this is what programs write beside it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

import pikepdf
from PIL import Image

from editions.intake import opendocument, packages, word
from editions.intake.blocks import Finding
from editions.intake.markup import Element, read_html, read_xml
from editions.problems import IntakeError

_PROGRAMS = frozenset({"", "python-docx", "pandoc", "libreoffice", "microsoft word", "unknown"})
"""What stands as the author where a program has put itself."""

_FOLDER = re.compile(r"file:|[A-Za-z]:[\\/](?!/)|\\\\\w|/(?:home|Users)/")
_BROKEN = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError, IntakeError),
    Image.DecompressionBombError,
)
_HEAD = re.compile(r"(?s)\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_NAMING = frozenset({"author", "authors", "creator", "dc.creator", "owner", "web_author"})
_NAMING_MORE = _NAMING | {"lastmodifiedby", "lastauthor", "email", "e-mail", "manager", "company"}
_FIELD = re.compile(
    r"(?im)^(?:authors?|creator|by|e-?mail|editor|affiliation|institute)[ \t]*:.*\n"
    r"(?:[ \t]+.*\n|-[ \t].*\n)*"
)
_EXIF = {0x013B: "author", 0x8825: "place", 0xA430: "owner", 0xA431: "camera", 0x9C9D: "author"}

_AROUND = {"office:annotation": "who commented", "office:change-info": "who changed it"}

CORE = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "custom",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/2006/coverPageProps": "cover",
    **word.PREFIXES,
}


def told(data: bytes, name: str) -> tuple[str, ...]:
    """Say what a file of the format `name` tells of persons and machines, each once.

    Raises `IntakeError` for a file that cannot be read.
    """
    look = _LOOKING.get(name)
    return tuple(dict.fromkeys(look(data))) if look else ()


def finding(data: bytes, name: str, path: str) -> tuple[Finding, ...]:
    """Give the finding for a file that will lie at `path`, with the command that helps."""
    found = told(data, name)
    return (Finding("identity", sentence(found, path)),) if found else ()


def sentence(found: tuple[str, ...], path: str) -> str:
    """Say what was found, and the command that makes a clean copy of the file at `path`."""
    return (
        f"leads to a person or a machine ({', '.join(found)}): keep it out of the repository; "
        f"'editions intake --scrub {path}' makes a clean copy"
    )


def _docx(data: bytes) -> Iterator[str]:
    for name in packages.names(data):
        if not name.lower().endswith((".xml", ".rels")):
            yield from _picture(name, data)
            continue
        try:
            _, root = read_xml(packages.part(data, name), CORE)
        except IntakeError:
            continue
        if root.name == "custom:Properties" and root.children():
            yield "fields of its own"
        for each in root.all():
            yield from _in_word(each)


def _in_word(element: Element) -> Iterator[str]:
    fields = {"dc:creator": "author", "cp:lastModifiedBy": "last editor"}
    fields |= {"ep:Company": "company", "ep:Manager": "manager", "cover:CompanyEmail": "address"}
    said = element.attributes
    if element.name in fields and _named(element.text()):
        yield fields[element.name]
    elif element.name == "w:comment":
        yield from ["who commented"] if _named(said.get("w:author", "")) else []
    elif _named(said.get("w:author", "")) or _named(said.get("w15:author", "")):
        yield "who changed it"
    elif element.name == "rel:Relationship" and is_folder(said.get("Target", "")):
        yield "a folder of a machine"


def _odt(data: bytes) -> Iterator[str]:
    fields = {"meta:initial-creator": "author", "dc:creator": "last editor"}
    fields |= {"meta:printed-by": "who printed it", "meta:user-defined": "fields of its own"}
    for name in packages.names(data):
        if not name.endswith(".xml"):
            yield from _picture(name, data)
            continue
        try:
            _, root = read_xml(packages.part(data, name), opendocument.PREFIXES)
        except IntakeError:
            continue
        for each in root.all():
            if each.name in fields and _named(each.text()):
                around = each.parent.name if each.parent else ""
                yield _AROUND.get(around, fields[each.name])
            elif each.name == "config:config-item" and _is_printer(each):
                yield "a printer"
            elif is_folder(each.attributes.get("xlink:href", "")):
                yield "a folder of a machine"
        if name.startswith("Versions/"):
            yield "earlier versions"


def _is_printer(item: Element) -> bool:
    return item.attributes.get("config:name") == "PrinterName" and bool(item.text().strip())


def _html(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    for each in read_html(text).all():
        said = each.attributes
        if names_author(each) or (
            each.name == "!--" and re.search(r"(?i)<o:(?:Last)?Author>[^<]", each.text())
        ):
            yield "author"
        elif any(said.get(name, "").startswith("file:") for name in ("href", "src")):
            yield "a folder of a machine"


def names_author(element: Element) -> bool:
    """Tell whether an element in the head of a page names who wrote it."""
    said = element.attributes
    if element.name != "meta" or said.get("name", "").lower() not in _NAMING_MORE:
        return False
    return _named(said.get("content", ""))


def is_folder(target: str) -> bool:
    """Tell whether an address leads into a folder of a machine."""
    return _FOLDER.match(target) is not None


def _markdown(data: bytes) -> Iterator[str]:
    head = re.match(
        r"---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|$)", data.decode("utf-8", "replace"), re.S
    )
    if head and _FIELD.search(head[1]):
        yield "author"


def fields(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of the fields in the head of a Markdown text that name somebody."""
    if head := _HEAD.match(text):
        for found in _FIELD.finditer(text, head.start(1), head.end(1)):
            yield found.span()


def _pdf(data: bytes) -> Iterator[str]:
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data)) as pdf:
            warnings.simplefilter("ignore")
            yield from _in_pdf(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OverflowError):
        yield "what cannot be read"


def _in_pdf(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key, value in pdf.docinfo.items():
        # The creator is a program here.
        if key.lstrip("/").lower() in _NAMING_MORE - {"creator"} and _named(str(value)):
            yield "author"
    packet = pdf.Root.get("/Metadata")
    if isinstance(packet, pikepdf.Stream) and re.search(
        rb"(?s)<(?:dc:creator|pdf:Author|xmp:Author)[ >](?:\s|<[^>]*>)*[^\s<]", packet.read_bytes()
    ):
        yield "author"
    if "/EmbeddedFiles" in pdf.Root.get("/Names", pikepdf.Dictionary()):
        yield "files in it"
    for page in pdf.pages:
        for note in page.get("/Annots", pikepdf.Array()):
            if isinstance(note, pikepdf.Dictionary) and _is_remark(note):
                yield "who commented"


def _is_remark(note: pikepdf.Dictionary) -> bool:
    kept = {"/Link", "/Widget", "/Popup"}
    return str(note.get("/Subtype", "")) not in kept and _named(str(note.get("/T", "")))


def _picture(name: str, data: bytes) -> Iterator[str]:
    """Say what a picture in a package tells beside what it shows."""
    if PurePosixPath(name).suffix.lower() not in {
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".tif",
        ".tiff",
    }:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(packages.part(data, name))) as picture:
                known = picture.getexif()
                more = known.get_ifd(0x8769)
    except _BROKEN:
        return
    if any(tag in known or tag in more for tag in _EXIF):
        yield "who took a picture, or where"


def _named(said: str) -> bool:
    return said.strip().lower() not in _PROGRAMS


_LOOKING: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "docx": _docx,
    "odt": _odt,
    "html": _html,
    "markdown": _markdown,
    "pdf": _pdf,
}
