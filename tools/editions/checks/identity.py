"""Whether a person or a machine can be found through a file that everybody receives."""

from __future__ import annotations

import re
import shlex
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from editions import limits
from editions.catalogue import companions, layout
from editions.catalogue.clean import Identity, identities
from editions.catalogue.faults import TooMuchError, decoded, refuse_too_much
from editions.catalogue.header import traces
from editions.catalogue.syntax import GrammarError
from editions.checks import IDENTITY
from editions.checks.texts import inside
from editions.config import Publication
from editions.documents import SOURCE_REPORTS, is_left_by_a_tool, text_of
from editions.problems import IntakeError, Problem, Severity

FOLDER = SOURCE_REPORTS
_COMMENT = re.compile(r"(\s*)\.\.(?:\s+(?!\S+::|_\S|\[\S+\]\s|\|)(.*))?$")


def problems_of(
    publication: Publication, *, editions: Iterable[str] = (), paths: Iterable[Path] = ()
) -> list[Problem]:
    """Give the lines of catalogues and of documents' comments that tell who or where.

    E-mails, chat names, folders of a machine, moments with their zone, and names in a
    header; with `editions`, only in those catalogues; with `paths`, only in those files
    and folders. Unreadable catalogues are looked through as well as they can be.
    """
    places = frozenset(path.resolve() for path in paths)
    languages = tuple(editions) or publication.languages
    problems = []
    for path, language in _files(publication, languages):
        if not inside(path, places):
            continue
        found = identities(_text(path)) if language else list(in_comments(_document(path)))
        problems += [
            Problem(
                id=IDENTITY.id,
                severity=IDENTITY.severity,
                location=layout.location(publication, path, each.line),
                message=each.message,
                edition=language or None,
            )
            for each in found
        ]
    problems += _left_by_tools(publication, languages, places)
    if publication.source_language in languages:
        problems += _received(publication, places)
    return problems


def _received(publication: Publication, places: frozenset[Path]) -> Iterator[Problem]:
    """Report what was received and leads to those who wrote it: it lies there as it came."""
    received = sorted((publication.root / FOLDER).glob("*/*"))
    if not received:
        return
    from editions.intake import budget, persons, read  # noqa: PLC0415 - loads readers of all formats

    for path in received:
        name = read.format_of(path)
        if not name or path.is_symlink() or not path.is_file() or not inside(path, places):
            continue
        location = layout.location(publication, path)
        try:
            with budget.within():
                found = persons.told(path.read_bytes()[: read.LARGEST + 1], name)
        except (IntakeError, OSError, ValueError, zipfile.BadZipFile, RecursionError):
            continue  # who takes it in is told that it cannot be read
        if found:
            message = persons.sentence(found, location.path)
            yield Problem(IDENTITY.id, IDENTITY.severity, location, message)


def _left_by_tools(
    publication: Publication, languages: Iterable[str], places: frozenset[Path]
) -> Iterator[Problem]:
    """Report what tools left and no filter cleans; an error where it names somebody.

    What names nobody is told of among the catalogues alone: there it is taken for one of them.
    """
    editions = {layout.messages(publication, language): language for language in languages}
    for left in companions.left_in(publication):
        if not inside(left.path, places):
            continue
        folder = next((each for each in editions if left.path.is_relative_to(each)), None)
        among = left.path.is_relative_to(publication.locale)
        if among and folder is None and len(editions) < len(publication.languages):
            continue  # another edition's
        named = left.names_somebody()
        if not named and not among:
            continue
        where = layout.location(publication, left.path)
        made = left.of is not None and left.of.is_file() and left.path.suffix == ".mo"
        remove = "rm -r" if left.path.is_dir() else "rm"
        mend = "editions update" if made else f"{remove} {shlex.quote(where.path)}"
        what = "names a person or a machine" if named else "may say what was taken out since"
        yield Problem(
            id=IDENTITY.id,
            severity=IDENTITY.severity if named else Severity.WARNING,
            location=where,
            message=f"a tool left this ({left.by}); it {what}; remove it: {mend}",
            edition=None if folder is None else editions[folder],
        )


def in_comments(text: str) -> Iterator[Identity]:
    """Find what the comments of an RST document tell, which its source shows to everybody."""
    indent: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        own = len(line) - len(line.lstrip())
        if begin := _COMMENT.match(line):
            indent = len(begin[1])
        elif indent is not None and own <= indent:
            indent = None
        if indent is not None:
            for told in traces(line):
                message = f"a comment tells '{told}', which leads to a person or a machine"
                yield Identity(number, message)


def _files(publication: Publication, languages: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Give catalogues with their language, and documents, the handbook's too, with none."""
    for language in languages:
        folder = layout.messages(publication, language)
        yield from ((path, language) for path in layout.catalogues(folder).values())
    written = sorted(publication.docs.rglob("*.rst"))
    yield from ((path, "") for path in written if not is_left_by_a_tool(path.name))


def _document(path: Path) -> str:
    return "" if path.is_symlink() else text_of(path)


def _text(path: Path) -> str:
    """Read a catalogue however it is written: what is looked for is in ASCII; a link is left alone.

    Of a file that cannot be read, or is over a limit, those tell who need what it says.
    """
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        data = limits.read(path)
    except (OSError, limits.OverLimitError):
        return ""
    try:
        return decoded(data)
    except TooMuchError:
        return ""
    except GrammarError:
        text = data.replace(b"\0", b"").replace(b"\r", b"\n").decode("utf-8", "replace")
    try:
        refuse_too_much(text)
    except TooMuchError:
        return ""
    return text
