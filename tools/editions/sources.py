"""What the file of a document itself tells is wrong with it.

Nothing is parsed here and nothing looked up: what a document of another month, half a file or
one with the marks of a merge gives away. `editions.judging` has the whole judgement.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from editions import files, limits
from editions.config import AUTONYMS, Publication
from editions.documents import Document, copies, documents, fields, is_issue, named, outside
from editions.problems import Location, Problem, Severity

UNREADABLE = "document"
"""The id of what makes that nobody can tell what a document says."""

FIELD = "field"
COPY = "copy"
OUTSIDE = "outside"
NAME = "file-name"

_KNOWN = frozenset(
    {"issue", "language", "published", "corrected"}
    | {"orphan", "tocdepth", "nosearch", "no-search"}
)
_MONTH = re.compile(r"\d{4}-\d{1,2}")
_BEGIN = re.compile(r"<{7} \S")
_END = re.compile(r">{7}( \S|$)")
_AGAIN = re.compile(r"\|{7}( |$)")

_Said: TypeAlias = tuple[Severity, int, str]


def faults(publication: Publication) -> list[Problem]:
    """Give what is wrong with the documents' files, and with files that are taken for none."""
    found = [
        each
        for document in documents(publication)
        if not document.is_gone
        for each in of_document(publication, document)
    ]
    found += [problem for _document, problem in misnamed(publication)]
    for path, original in copies(publication):
        message = (
            f"a copy of '{original.name}' that some program made; it is read as no document: "
            "take over what is missing there, then delete it"
        )
        found.append(_problem(publication, path, COPY, Severity.WARNING, message))
    told = {document.path for document in documents(publication)}
    for path in outside(publication):
        if path in told:
            continue
        message = "the link leads out of the publication; put the file itself in its place"
        found.append(_problem(publication, path, OUTSIDE, Severity.ERROR, message))
    return found


def of_file(publication: Publication, name: str, message: str) -> Problem:
    """Give what is wrong with a file that a document shows or offers; `message` quotes it first."""
    document = named(publication, name)
    file = message.split("'")[1]
    lines = enumerate(document.text.splitlines(), 1)
    line = next((number for number, said in lines if file in said), 1)
    return _problem(publication, document.path, UNREADABLE, Severity.ERROR, message, line)


def misnamed(publication: Publication) -> Iterator[tuple[Document, Problem]]:
    """Give the documents whose names not every system bears on which a copy may lie."""
    names: dict[str, str] = {}
    for document in documents(publication):
        why = files.portable_name_fault(f"{document.name}.html")
        twin = names.setdefault(_folded(document.name), document.name)
        if twin != document.name:
            why = f"on many systems '{document.name}' and '{twin}' are one name"
        if why:
            message = f"{why}; rename it"
            yield (
                document,
                _problem(publication, document.path, NAME, Severity.ERROR, message, None),
            )


def _folded(name: str) -> str:
    """Give what a name is to a system that tells neither capitals nor ways of composing apart."""
    return unicodedata.normalize("NFC", name).casefold()


def of_document(publication: Publication, document: Document) -> Iterator[Problem]:
    """Give what is wrong with the file of a document."""
    wrong = list(unreadable(document))
    for line, message in wrong:
        yield _problem(publication, document.path, UNREADABLE, Severity.ERROR, message, line)
    if not wrong:
        for severity, line, message in _fields(document, document.text):
            yield _problem(publication, document.path, FIELD, severity, message, line)


def unreadable(document: Document) -> Iterator[tuple[int, str]]:
    """Give the lines that make that nobody can tell what a document says, and why."""
    if document.outside:
        yield 1, "is a link out of the publication; put the file itself in its place"
        return
    if document.path.exists() and not document.path.is_file():  # a pipe would hang us
        yield 1, "is no file; put a document here, or give it another name"
        return
    try:
        data = limits.read(document.path, limits.DOCUMENT)
    except limits.OverLimitError as error:
        yield 1, error.message
        return
    except OSError as error:
        reason = error.strerror or "no such file"
        yield 1, f"cannot be read ({reason}); put the file itself in its place"
        return
    wrong = _undecoded(data)
    if wrong is not None:
        yield wrong
        return
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if over := limits.of_document(text):
        yield over.line, over.message
        return
    if not text.strip():
        yield 1, "holds nothing; it was saved half: take back the last version"
    for line in conflicts(text):
        yield line, "a conflict of a merge was left here; keep one of the two versions"


def conflicts(text: str) -> Iterator[int]:
    """Give the lines at which git's marks of a conflict begin.

    A row of "=" alone is a title's; the marks have a blank and a name behind them.
    """
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if _BEGIN.match(line):
            yield number
            inside = True
        elif _END.match(line) and (inside or line[7:].strip()):
            if not inside:
                yield number
            inside = False
        elif _AGAIN.match(line) and not inside and line[7:].strip():
            yield number


def _undecoded(data: bytes) -> tuple[int, str] | None:
    """Give the line at which a file is no UTF-8, and what to do."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 1, "is written in UTF-16; save it as UTF-8"
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        return line, "holds bytes that are no text; it was saved half: take back the last version"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        if error.reason == "unexpected end of data":
            return line, "ends within a letter; it was saved half: take back the last version"
        return line, "is not written in UTF-8 (Windows-1251, perhaps); save it as UTF-8"
    return None


def _fields(document: Document, text: str) -> Iterator[_Said]:
    """Give what the fields of a document state that cannot be."""
    said = fields(text)
    if "language" in said:
        value, line = said["language"]
        if value not in AUTONYMS:
            message = f"language: '{value}' is not one of {', '.join(AUTONYMS)}"
            yield Severity.ERROR, line, message
    if "issue" in said:
        yield from _issue(document, *said["issue"])
    if document.issue and document.issue > _this_month():
        line = said.get("issue", ("", 1))[1]
        message = f"the month {document.issue} is still to come; is it the right one?"
        yield Severity.WARNING, line, message
    for name, (_value, line) in said.items():
        if name not in _KNOWN:
            known = ", ".join(sorted(_KNOWN))
            yield Severity.WARNING, line, f"{name}: no such field is known; known are: {known}"


def _issue(document: Document, value: str, line: int) -> Iterator[_Said]:
    name = document.path.stem
    if _MONTH.fullmatch(value) and not is_issue(value):
        yield Severity.ERROR, line, f"issue: '{value}' is no month; write it as 2020-12"
    elif document.name != f"reports/{name}" or value == name:
        return
    elif is_issue(value) and document.path.with_stem(value).is_file():
        message = f"issue: '{value}.rst' is the document of this month, and a month has only one"
        yield Severity.ERROR, line, message
    elif is_issue(value) or document.issue:
        message = f"issue: says {value}, but the file is named '{document.path.name}'"
        yield Severity.ERROR, line, f"{message}; correct the one or the other"


def _this_month() -> str:
    """Give today's month: what is told of it is a question, and stands in no output."""
    return datetime.now(UTC).strftime("%Y-%m")


def _problem(
    publication: Publication,
    path: Path,
    check: str,
    severity: Severity,
    message: str,
    line: int | None = 1,
) -> Problem:
    where = Location(path.relative_to(publication.root).as_posix(), line)
    return Problem(check, severity, where, message)
