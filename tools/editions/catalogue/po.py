"""Reading and writing catalogues: one reader that refuses by line, one canonical writer."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import polib

from editions import files
from editions.catalogue.syntax import GrammarError, Message, parse, quoted
from editions.problems import CatalogueError

_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
PLURAL_FORMS = {"be": _SLAVIC, "ru": _SLAVIC, "en": "nplurals=2; plural=(n != 1);"}
UTF8 = "text/plain; charset=UTF-8"

# Clock, zone, tool and person: of no use to a reader, and dangerous to a translator.
_DROPPED = {
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid-Bugs-To",
    "X-Generator",
    "Generated-By",
}
_TRACE = re.compile(r"\S@\S|(?:^|\s)(?:/|~/|[A-Za-z]:\\)\S")
"""An address of a person or a path on a machine."""


class Catalogue(polib.POFile):
    """A catalogue with what polib's own class forgets of the file it was read from."""

    head: str = ""
    """The lines of the header."""
    tail: str = ""
    """What follows the last message: comments that belong to none."""
    fields: tuple[tuple[str, str], ...] = ()
    """The fields of the header, in the order they stood in."""


def new(language: str = "") -> polib.POFile:
    """Make an empty catalogue for a language; without one, an empty template."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Content-Type": UTF8} | ({"Language": language} if language else {})
    return po


def read(path: Path) -> Catalogue:
    """Read a catalogue or a template; a byte-order mark and any line ends are accepted.

    Raises `CatalogueError` naming file and line if it is not a sound PO file in UTF-8.
    """
    try:
        return parsed(text_of(path))
    except GrammarError as fault:
        raise CatalogueError(fault.message, path=path, line=fault.line) from None


def text_of(path: Path) -> str:
    """Give the text of a PO file with LF line ends and without a byte-order mark.

    Raises `CatalogueError` if it is no regular file, empty, not UTF-8 or damaged.
    """
    try:
        # A pipe would hang the reader, a link could make us read what lies outside.
        if not stat.S_ISREG(path.lstat().st_mode):
            raise CatalogueError("is a link, a folder or a device; put a file here", path=path)
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"cannot be read: {error.strerror}", path=path) from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CatalogueError("is UTF-16; save it as UTF-8", path=path, line=1)
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    # The two bytes gettext's compiled form separates texts with.
    if separator := re.search(rb"[\0\4]", data):
        line = data.count(b"\n", 0, separator.start()) + 1
        message = f"holds a byte {separator[0][0]}; restore the file from a backup"
        raise CatalogueError(message, path=path, line=line)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError("is not UTF-8; save it as UTF-8", path=path, line=line) from None
    if not text.strip():
        raise CatalogueError("is empty; restore it, or delete it and update", path=path, line=1)
    return text


def parsed(text: str) -> Catalogue:
    """Read the text of a catalogue; raise `GrammarError`."""
    messages, tail = parse(text)
    if not messages or messages[0].msgid or messages[0].msgctxt or messages[0].obsolete:
        line = (messages[0].linenum or 1) if messages else 1
        raise GrammarError('the header is missing: an entry with msgid "" comes first', line)
    header, *entries = messages
    po = Catalogue(wrapwidth=0)
    po.head, po.tail, po.header = header.raw, tail, header.tcomment
    po.fields = _fields(header)
    po.metadata = dict(po.fields)
    po.metadata_is_fuzzy = header.fuzzy
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        _refuse_twice(entry, seen)
        entry.read_as = written(entry)
        po.append(entry)
    return po


def dumps(po: polib.POFile) -> str:
    """Give the text of a catalogue: canonical, but for messages as they were read."""
    blocks = [_head(po)]
    for entry in po:
        block = written(entry)
        kept = isinstance(entry, Message) and block == entry.read_as
        blocks.append(entry.raw if isinstance(entry, Message) and kept else f"\n{block}")
    return "".join(blocks) + (po.tail if isinstance(po, Catalogue) else "")


def write(path: Path, po: polib.POFile) -> bool:
    """Write a catalogue atomically; give False, and touch nothing, if it stands there so.

    Raises `CatalogueError` if the file cannot be written; the old one then stays.
    """
    return put(path, dumps(po).encode("utf-8"))


def put(path: Path, data: bytes) -> bool:
    """Write the bytes of a catalogue, plain or compiled, as `write` does."""
    try:
        return files.write_bytes(path, data)
    except OSError as error:
        raise CatalogueError(f"cannot be written: {error.strerror}", path=path) from None


def written(entry: polib.POEntry) -> str:
    """Give the canonical lines of one message, unwrapped, without references to source lines."""
    lines = [_comment("#", line) for line in _lines(entry.tcomment)]
    lines += [_comment("#.", line) for line in _lines(entry.comment)]
    lines += [f"#, {', '.join(dict.fromkeys(entry.flags))}"] if entry.flags else []
    gone = "#~ " if entry.obsolete else ""
    previous = "#~| " if entry.obsolete else "#| "
    for keyword, text in (
        ("msgctxt", entry.previous_msgctxt),
        ("msgid", entry.previous_msgid),
        ("msgid_plural", entry.previous_msgid_plural),
    ):
        lines += _string(keyword, text, previous) if text is not None else []
    lines += _string("msgctxt", entry.msgctxt, gone) if entry.msgctxt is not None else []
    lines += _string("msgid", entry.msgid, gone)
    if entry.msgid_plural:
        lines += _string("msgid_plural", entry.msgid_plural, gone)
        for index, text in sorted(entry.msgstr_plural.items()):
            lines += _string(f"msgstr[{index}]", text, gone)
    else:
        lines += _string("msgstr", entry.msgstr, gone)
    return "".join(f"{line}\n" for line in lines)


def header_fields(po: polib.POFile) -> tuple[tuple[str, str], ...]:
    """Give the fields a catalogue's header is written with, in their order."""
    metadata = po.metadata
    language = metadata.get("Language", "")
    content = metadata.get("Content-Type", "")
    fixed = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": content if content.lower() == UTF8.lower() else UTF8,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS.get(language, metadata.get("Plural-Forms", "")),
    }
    kept = {
        name: value
        for name, value in metadata.items()
        if name not in _DROPPED and name not in fixed and not _TRACE.search(value)
    }
    title = kept.pop("Project-Id-Version", "")
    first = [("Project-Id-Version", title)] if title else []
    return (*first, *((name, value) for name, value in fixed.items() if value), *kept.items())


def _head(po: polib.POFile) -> str:
    fields = header_fields(po)
    # GNU's header comment names translators, with addresses and years.
    comment = [line for line in _lines(po.header) if not _TRACE.search(line)]
    clean = comment == _lines(po.header) and not po.metadata_is_fuzzy
    if clean and isinstance(po, Catalogue) and po.fields == fields:
        return po.head
    lines = [_comment("#", line) for line in comment]
    lines += ['msgid ""', 'msgstr ""']
    lines += [quoted(f"{name}: {value}\n") for name, value in fields]
    return "".join(f"{line}\n" for line in lines)


def _fields(header: Message) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for line in header.msgstr.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip():
            found[name.strip()] = value.strip()
    charset = re.search(r"charset=([\w-]+)", found.get("Content-Type", ""))
    if charset and charset[1].lower() not in {"utf-8", "utf8", "us-ascii", "ascii", "charset"}:
        message = f"the header says the text is {charset[1]}; save it as UTF-8 and say so there"
        raise GrammarError(message, header.linenum or 1)
    return tuple(found.items())


def _refuse_twice(entry: Message, seen: dict[tuple[str | None, str], int]) -> None:
    """Refuse a live message that stood before; tools leave obsolete ones in any number."""
    if entry.obsolete:
        return
    line = entry.linenum or 1
    key = (entry.msgctxt, entry.msgid)
    if not entry.msgid and not entry.msgctxt:
        raise GrammarError("a second header; keep the first", line)
    if key in seen:
        message = f"this msgid stands in line {seen[key]} already; keep one of the two"
        raise GrammarError(message, line)
    seen[key] = line


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _comment(sign: str, text: str) -> str:
    # msgfmt takes a backslash at the end of a line, even of a comment, for "goes on below".
    return f"{sign} {text}".rstrip() + (" " if text.endswith("\\") else "")


def _string(keyword: str, text: str, prefix: str) -> list[str]:
    """Write a string on one line, or, as every tool does, with a line for each line of it."""
    parts = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(parts) < 2:
        return [f"{prefix}{keyword} {quoted(text)}"]
    return [f'{prefix}{keyword} ""', *(f"{prefix}{quoted(part)}" for part in parts)]
