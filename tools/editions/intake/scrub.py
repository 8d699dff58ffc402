"""A clean copy of a received file: its words as they are shown, and nothing of who wrote it.

The copy is made of the file's own bytes, with pieces left out. Changes are accepted, comments and
what is hidden are gone. The file itself is never touched.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pikepdf

from editions import pictures
from editions.intake import opendocument, packages, persons, webpage, word
from editions.intake.markup import Element, cut, cut_text, read_html, read_xml
from editions.problems import EditionsError, IntakeError

MARK = ".clean"
"""What the name of a copy has before its ending."""

_WHO = re.compile(
    rb"""\s[\w.-]+:(?:author|initials|date|userId|providerId|rsid\w*)=(?:"[^"]*"|'[^']*')"""
)
_TARGET = re.compile(rb"""(\sTarget=)(?:"[^"]*"|'[^']*')""")
_TAG = re.compile(rb"<[A-Za-z][^<>]*>")
_EMPTIED = frozenset(
    {"cp:coreProperties", "ep:Properties", "custom:Properties", "w:comments", "w15:people"}
    | {"cover:CoverPageProperties"}
)
_TRACE = re.compile(r"w:(?:\w+Change|move(?:From|To)Range\w+|cell(?:Ins|Del|Merge))")
_REMARKS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef")
_SETTINGS = ("w:rsids", "w:attachedTemplate", "w:mailMerge", "w:docVars", "w:proofState")
_GONE_DOCX = re.compile(r"(?i)(?:docProps/thumbnail\.|_xmlsignatures/|word/comments(?!\.xml))")
_GONE_TARGET = re.compile(r"(?i)(?:^|/)(?:thumbnail\.\w+|comments\w+\.xml|_xmlsignatures/.*)$")
_GONE_ODT = re.compile(r"Thumbnails/|Versions/|VersionList\.xml|META-INF/documentsignatures\.xml")


def copy_of(path: Path) -> Path:
    """Give where the clean copy of a file lies: beside it."""
    return path.with_name(f"{path.stem}{MARK}{path.suffix}")


def scrubbed(data: bytes, name: str) -> bytes:
    """Give a file of the format `name` without what leads to a person or a machine.

    Raises `IntakeError` for one that cannot be read, or that still tells something afterwards.
    """
    made = _CLEANING[name](data) if name in _CLEANING else data
    if left := persons.told(made, name):
        message = f"cannot be cleaned wholly ({', '.join(left)}); save its text in a new file"
        raise IntakeError(message)
    return made


def _docx(data: bytes) -> bytes:
    cleaned, _ = word.shown(data)
    changed: dict[str, bytes | None] = {}
    for name in packages.names(cleaned):
        if _GONE_DOCX.match(name):
            changed[name] = None
        elif name.lower().endswith((".xml", ".rels")):
            try:
                text, root = read_xml(packages.part(cleaned, name), persons.CORE)
            except IntakeError:
                continue
            changed[name] = _part(name, text, root)
        elif bare := _picture(name, cleaned):
            changed[name] = bare
    return packages.rewritten(cleaned, changed)


def _part(name: str, text: bytes, root: Element) -> bytes:
    """Clean one part of a DOCX by what it is."""
    if name.endswith(".rels"):
        return _without_folders(text, root)
    if root.name == "?:Types":
        gone = [
            e for e in root.children() if _GONE_DOCX.match(e.attributes.get("PartName", "")[1:])
        ]
        return cut(text, [(each.start, each.end) for each in gone])
    if root.name in _EMPTIED:
        return cut(text, [(each.start, each.end) for each in root.children()])
    if not root.name.startswith("w:"):
        return text
    pieces = [
        (each.start, each.end)
        for each in root.all()
        if each.name in _REMARKS or each.name in _SETTINGS or _is_trace(each.name)
    ]
    return _TAG.sub(lambda tag: _WHO.sub(b"", tag[0]), cut(text, pieces))


def _is_trace(name: str) -> bool:
    """Tell whether an element only notes how something was before, or from where it was moved."""
    return bool(_TRACE.fullmatch(name))


def _without_folders(text: bytes, root: Element) -> bytes:
    """Leave out the relations to parts that are gone; let none lead to a folder of a machine."""
    kept, place = [], 0
    for each in root.children("rel:Relationship"):
        target = each.attributes.get("Target", "")
        kept.append(text[place : each.start])
        place = each.end
        if _GONE_TARGET.search(target):
            continue
        said = text[each.start : each.end]
        kept.append(_TARGET.sub(rb'\1"about:blank"', said) if persons.is_folder(target) else said)
    return b"".join([*kept, text[place:]])


def _odt(data: bytes) -> bytes:
    cleaned, _ = opendocument.shown(data)
    changed: dict[str, bytes | None] = {}
    for name in packages.names(cleaned):
        if _GONE_ODT.match(name):
            changed[name] = None
        elif name.endswith(".xml"):
            text, root = read_xml(packages.part(cleaned, name), opendocument.PREFIXES)
            changed[name] = cut(text, _odt_pieces(root))
        elif bare := _picture(name, cleaned):
            changed[name] = bare
    return packages.rewritten(cleaned, changed)


def _odt_pieces(root: Element) -> Iterator[tuple[int, int]]:
    marks = {"text:change", "text:change-start", "text:change-end", "office:annotation-end"}
    marks |= {"text:tracked-changes", "office:annotation", "text:hidden-text"}
    kept = {"dc:title", "dc:language", "meta:generator", "meta:document-statistic"}
    for each in root.all():
        around = each.parent.name if each.parent else ""
        item = each.attributes.get("config:name", "")
        entry = each.attributes.get("manifest:full-path", "")
        if (
            each.name in marks
            or (around == "office:meta" and each.name not in kept)
            or (each.name == "config:config-item" and item.startswith("Printer"))
            or (each.name == "manifest:file-entry" and _GONE_ODT.match(entry))
        ):
            yield each.start, each.end


def _picture(name: str, data: bytes) -> bytes | None:
    """Give a picture bare, None for what is none that we know."""
    path = Path(PurePosixPath(name).name)
    if not pictures.is_picture(path):
        return None
    try:
        return pictures.clean(path, packages.part(data, name))
    except EditionsError:
        return None


def _html(data: bytes) -> bytes:
    text, _ = webpage.shown(data.decode("utf-8-sig"))
    pieces = [
        (each.start, each.end)
        for each in read_html(text).all()
        if each.name == "xml"
        or persons.names_author(each)
        or (each.name == "link" and persons.is_folder(each.attributes.get("href", "")))
    ]
    text = cut_text(text, pieces)
    return re.sub(r"""(?i)\bfile:[^"'\s<>]*""", "about:blank", text).encode("utf-8")


def _markdown(data: bytes) -> bytes:
    text = data.decode("utf-8-sig")
    text = cut_text(text, persons.fields(text))
    text = re.sub(r"\A---\s*\n(?:---|\.\.\.)[ \t]*\n?", "", text)  # an empty head would be a line
    return re.sub(r"(?s)<!--.*?-->", "", text).encode("utf-8")


def _pdf(data: bytes) -> bytes:
    out = io.BytesIO()
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data)) as pdf:
            warnings.simplefilter("ignore")
            _strip(pdf)
            pdf.remove_unreferenced_resources()
            pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise IntakeError(f"cannot be cleaned ({error}); print it to a new PDF") from None
    return out.getvalue()


def _strip(pdf: pikepdf.Pdf) -> None:
    """Take out of a PDF what stands beside its pages, and the remarks on them."""
    _drop(pdf.trailer, "/Info")
    _drop(pdf.Root, "/Metadata", "/PieceInfo", "/AF", "/Perms", "/Collection", "/OpenAction", "/AA")
    named = pdf.Root.get("/Names")
    if isinstance(named, pikepdf.Dictionary):
        _drop(named, "/EmbeddedFiles", "/JavaScript")
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            _drop(one, "/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
            if one.get("/FT") == pikepdf.Name.Sig:
                _drop(one, "/V")
    for page in pdf.pages:
        notes = page.get("/Annots")
        if isinstance(notes, pikepdf.Array):
            kept = [note for note in notes.as_list() if note.get("/Subtype") in _LINKS]
            page.obj["/Annots"] = pikepdf.Array(kept)


def _drop(found: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in found:
            del found[key]


_LINKS = (pikepdf.Name.Link, pikepdf.Name.Widget)
_CLEANING: Mapping[str, Callable[[bytes], bytes]] = {
    "docx": _docx,
    "odt": _odt,
    "html": _html,
    "markdown": _markdown,
    "pdf": _pdf,
}
