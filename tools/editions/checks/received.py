"""What was received against what is printed: no sentence is lost on the way without a word.

A received sentence is there if its words stand in the document, whatever typography has become of
it, with the corrections that are listed; or if the list of corrections quotes it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from editions import files, sources
from editions.checks import LEFT_OUT, RECEIVED, Check
from editions.checks.corrections import Lists, lists
from editions.checks.texts import around, inside
from editions.checks.wordings import replaced, words
from editions.config import Publication
from editions.documents import SOURCE_REPORTS, Document, documents
from editions.problems import IntakeError, Location, Problem

FOLDER = SOURCE_REPORTS
_TOOL = Path(__file__).parents[1] / "intake"
_BLOCK = re.compile(r"\n\s*\n")
_NO_TEXT = re.compile(r"(?m)^(?:\.\. |:[\w-]+: ).*$|^([=\-~^\"'*+#.])\1{2,}$")
_END = re.compile(r"(?<=[.!?…])[\"'”»“’)\]*`_]*\s+(?=\S)")
_SHOWN = 120


def below(publication: Publication, places: Iterable[Path]) -> frozenset[Path]:
    """Give those of some files and folders, all resolved, that hold what was received."""
    folder = (publication.root / FOLDER).resolve()
    held = {each for path in folder.glob("*/*") if path.is_file() for each in around(path)}
    return frozenset(each for each in places if each in held and each.is_relative_to(folder))


def problems_of(
    publication: Publication, *, editions: Iterable[str], places: frozenset[Path]
) -> Iterator[Problem]:
    """Give what was received and is not printed, of issues written in `editions`.

    One line an issue; each sentence of those whose received files are among `places`. With
    `places`, of no others than the issues and received files that lie in these.
    """
    languages, asked = set(editions), below(publication, places)
    corrections: Lists | None = None
    for document in documents(publication):
        if not document.issue or document.is_gone or document.language not in languages:
            continue
        folder = publication.root / FOLDER / document.issue
        if not folder.is_dir():
            continue
        from editions.intake import origin  # noqa: PLC0415 - half of a check's start, mostly in vain

        each = bool(asked) and (inside(folder / origin.NAME, asked) or _holds(folder, asked))
        if not each and not inside(document.path, places):
            continue
        corrections = corrections or lists(publication)
        try:
            yield from _of(publication, document, folder, corrections, each=each)
        except IntakeError as error:
            yield _problem(publication, RECEIVED, Path(str(error.path)), error.message)


def _of(
    publication: Publication, document: Document, folder: Path, corrections: Lists, *, each: bool
) -> Iterator[Problem]:
    from editions.intake import origin  # noqa: PLC0415 - see above

    origins = origin.read(folder / origin.NAME)
    if origins is None or any(sources.unreadable(document)):
        return
    path = folder / Path(origins.current.file).name
    if message := _changed(path, origins.current.sha256):
        yield _problem(publication, RECEIVED, path, message)
    elif origins.current.language == document.language:
        left_out = list(_left_out(publication, document, path, corrections))
        yield from _told(publication, document, path, left_out, each=each)


def _holds(folder: Path, places: frozenset[Path]) -> bool:
    return any(place.is_relative_to(folder.resolve()) for place in places)


def _told(
    publication: Publication, document: Document, path: Path, left_out: list[str], *, each: bool
) -> Iterator[Problem]:
    if each:
        for sentence in left_out:
            shown = sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN].rstrip()}…"
            message = f"“{shown}” stands neither in '{document.name}' nor among its corrections"
            yield _problem(publication, LEFT_OUT, path, message)
    elif left_out:
        file = path.relative_to(publication.root).as_posix()
        count = (
            "1 received sentence stands"
            if len(left_out) == 1
            else (f"{len(left_out)} received sentences stand")
        )
        message = f"{count} neither here nor among the corrections: editions check {file}"
        yield _problem(publication, LEFT_OUT, document.path, message)


def _left_out(
    publication: Publication, document: Document, path: Path, corrections: Lists
) -> Iterator[str]:
    text = _reread(publication, document, path)
    printed, said = words(document.text), corrections.said.get(document.issue or "", " ")
    for entry in corrections.of(document.issue or ""):
        # What is listed and was not done is for the check of the list.
        if words(entry.stood) not in printed or words(entry.stands) in printed:
            text = replaced(text, entry.stood, entry.stands)
    for block in _BLOCK.split(_NO_TEXT.sub("", text)):
        for sentence in _sentences(block):
            bare = words(sentence)
            if bare.strip() and bare not in printed and bare not in said:
                yield " ".join(sentence.split())


def _sentences(block: str) -> Iterator[str]:
    """Part a paragraph; a full stop before a small letter is one of an abbreviation."""
    start = 0
    for end in _END.finditer(block):
        if not block[end.end()].islower():
            yield block[start : end.start()]
            start = end.end()
    yield block[start:]


def _reread(publication: Publication, document: Document, path: Path) -> str:
    """Give the document that intake makes of what was received; once for the same bytes."""
    data = [each.read_bytes() for each in (path, *sorted(_TOOL.iterdir())) if each.is_file()]
    now = hashlib.sha256(b"\0".join(data)).hexdigest()
    record = publication.work / "cache" / "received" / f"{document.issue}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(record.read_text("utf-8"))
        if known["inputs"] == now:
            return str(known["text"])
    from editions import intake  # noqa: PLC0415 - see above

    text = intake.reread(publication, path, issue=document.issue or "", language=document.language)
    made = json.dumps({"inputs": now, "text": text}, ensure_ascii=False)
    files.keep(record, f"{made}\n".encode())
    return text


def _changed(path: Path, digest: str) -> str:
    from editions.intake import origin  # noqa: PLC0415 - see above

    try:
        same = hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return f"was received and cannot be read; bring it back (git), or take {origin.NAME} away"
    return (
        ""
        if same
        else "is not what was received; bring it back (git): what comes in stays as it came"
    )


def _problem(publication: Publication, check: Check, path: Path, message: str) -> Problem:
    return Problem(
        check.id,
        check.severity,
        Location(path.relative_to(publication.root).as_posix(), 1),
        message,
    )
