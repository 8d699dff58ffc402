"""Reading and writing catalogues: one reader that refuses by line, one canonical writer."""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from pathlib import Path

import polib

from editions import files, limits
from editions.catalogue import faults, header
from editions.catalogue.header import PLURAL_FORMS
from editions.catalogue.syntax import BACK, GrammarError, parse, quoted
from editions.config import AUTONYMS
from editions.problems import CatalogueError

_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}

__all__ = ["PLURAL_FORMS", "Catalogue", "dumps", "loads", "new", "parsed", "put", "read"]
__all__ += ["refuse_read_only", "text_of", "write", "written"]


class Catalogue(polib.POFile):
    """A catalogue with what polib's own class forgets of the file it was read from."""

    tail: str = ""
    """What follows the last message: comments that belong to none."""


def new(language: str = "") -> polib.POFile:
    """Make an empty catalogue for a language; without one, an empty template."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Content-Type": header.UTF8} | ({"Language": language} if language else {})
    return po


def read(path: Path) -> Catalogue:
    """Read a catalogue or a template; a byte-order mark and any line ends are accepted.

    The folder tells its language (locale/be/LC_MESSAGES). Raises `CatalogueError` naming
    file and line if it is not a sound PO file in UTF-8, or one of another language.
    """
    try:
        return parsed(text_of(path), language=_language(path))
    except GrammarError as fault:
        raise CatalogueError(fault.message, path=path, line=fault.line) from None


def text_of(path: Path) -> str:
    """Give the text of a PO file with LF line ends and without a byte-order mark.

    Raises `CatalogueError` if it is no regular file, empty, not UTF-8, damaged or over a limit.
    """
    try:
        return faults.decoded(data_of(path))
    except GrammarError as fault:
        raise CatalogueError(fault.message, path=path, line=fault.line) from None


def data_of(path: Path) -> bytes:
    """Give the bytes of a PO file; raise `CatalogueError` if it is no regular file or too large."""
    try:
        # A pipe would hang the reader, a link could make us read what lies outside.
        if what := _KINDS.get(stat.S_IFMT(path.lstat().st_mode)):
            raise CatalogueError(f"is {what}; put a file here", path=path)
        return limits.read(path)
    except limits.OverLimitError as error:
        raise CatalogueError(error.message, path=path, line=error.line) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror}; look at its rights, or {BACK}"
        raise CatalogueError(message, path=path) from None


def loads(data: bytes, *, language: str = "") -> Catalogue:
    """Read the bytes of a catalogue as `read` does a file; raise `GrammarError`."""
    return parsed(faults.decoded(data), language=language)


def parsed(text: str, *, language: str = "") -> Catalogue:
    """Read the text of a catalogue, of that language if one is given; raise `GrammarError`.

    What is harmless is mended in the fields: a Language that is missing or spelt
    otherwise, plural forms that are not those of the language. A header among the obsolete
    messages, which is where Emacs puts one it takes for old, is not kept.
    """
    messages, tail = parse(text)
    headers = [message for message in messages if not (message.msgid or message.msgctxt)]
    first = next((header for header in headers if not header.obsolete), None)
    if first is None:
        line = (messages[0].linenum or 1) if messages else 1
        message = f'the header is missing: an entry with msgid "" comes first; {BACK}'
        raise GrammarError(message, line)
    po = Catalogue(wrapwidth=0)
    po.tail, po.header = tail, first.tcomment
    po.metadata = _mended(_fields(headers, first, text), language, text)
    aside = {id(header) for header in headers if header is first or header.obsolete}
    seen: dict[tuple[str | None, str], int] = {}
    for entry in messages:
        if id(entry) not in aside:
            _refuse_twice(entry, seen)
            if limits.is_tangled(entry.msgid):
                raise faults.TooMuchError(
                    f"this msgid {limits.TANGLED}; {BACK}", entry.linenum or 1
                )
            po.append(entry)
    return po


def dumps(po: polib.POFile) -> str:
    """Give the text of a catalogue in the one form there is, however a tool had wrapped it."""
    blocks = [_head(po), *(written(entry) for entry in po)]
    tail = po.tail if isinstance(po, Catalogue) else ""
    return "\n".join([*blocks, tail] if tail else blocks)


def write(path: Path, po: polib.POFile) -> bool:
    """Write a catalogue atomically; give False, and touch nothing, if it stands there so.

    Raises `CatalogueError` if the file cannot be written; the old one then stays.
    """
    return put(path, dumps(po).encode("utf-8"))


def put(path: Path, data: bytes) -> bool:
    """Write the bytes of a catalogue, plain or compiled, as `write` does."""
    refuse_read_only(path)
    try:
        return files.write_bytes(path, data)
    except OSError as error:
        raise CatalogueError(f"cannot be written: {error.strerror}", path=path) from None


def refuse_read_only(path: Path) -> None:
    """Raise `CatalogueError` if a file says that it must not be written.

    Writing puts a new file in the place of the old, which its rights would not prevent.
    """
    if path.is_file() and not path.stat().st_mode & 0o222:
        raise CatalogueError("is read-only; allow writing (chmod u+w FILE)", path=path)


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


def _head(po: polib.POFile) -> str:
    lines = [_comment("#", line) for line in header.reduced_comment(_lines(po.header))]
    lines += ['msgid ""', 'msgstr ""']
    lines += [quoted(f"{name}: {value}\n") for name, value in header.reduced(po.metadata)]
    return "".join(f"{line}\n" for line in lines)


def _fields(headers: Sequence[polib.POEntry], first: polib.POEntry, text: str) -> dict[str, str]:
    """Read the fields of the header; the language may stand in one put aside as obsolete."""
    found: dict[str, str] = {}
    for entry in (first, *headers):
        for line in entry.msgstr.split("\n"):
            name, colon, value = line.partition(":")
            name = name.strip()
            if colon and name and (entry is first or (name == "Language" and name not in found)):
                found[name] = value.strip()
    faults.refuse_charset(found.get("Content-Type", ""), _field_line(text, "Content-Type"))
    return found


def _mended(metadata: dict[str, str], language: str, text: str) -> dict[str, str]:
    said = metadata.get("Language", "")
    code = header.language_of(said)
    if language and code and code != language:
        message = (
            f"the header says 'Language: {said}', the folder is that of '{language}'; move the "
            f"file, or, if the text is in that language, write 'Language: {language}'"
        )
        raise GrammarError(message, _field_line(text, "Language"))
    if language or code in PLURAL_FORMS:
        metadata["Language"] = language or code
    if metadata.get("Language") in PLURAL_FORMS:
        metadata["Plural-Forms"] = PLURAL_FORMS[metadata["Language"]]
    return metadata


def _field_line(text: str, name: str) -> int:
    start = re.search(rf'^[ \t]*(?:msgstr[ \t]*)?"{name}:', text, re.MULTILINE)
    return text.count("\n", 0, start.start()) + 1 if start else 1


def _language(path: Path) -> str:
    """Give the language of the folder a catalogue lies in; "" outside of locale/."""
    for folder in path.parents:
        if folder.name == "LC_MESSAGES":
            return folder.parent.name if folder.parent.name in AUTONYMS else ""
    return ""


def _refuse_twice(entry: polib.POEntry, seen: dict[tuple[str | None, str], int]) -> None:
    """Refuse a live message that stood before; tools leave obsolete ones in any number."""
    if entry.obsolete:
        return
    line = entry.linenum or 1
    key = (entry.msgctxt, entry.msgid)
    if not entry.msgid and not entry.msgctxt:
        message = f"a second header: two files run together; keep one of them, or {BACK}"
        raise GrammarError(message, line)
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
