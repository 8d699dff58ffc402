"""Taking in a received file: source_reports/<issue>/ and docs/reports/<issue>.rst."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from editions import files
from editions.config import AUTONYMS, Publication
from editions.documents import is_issue
from editions.intake import accepted, budget, origin, persons, read, scrub
from editions.intake.blocks import Finding, Run, plain
from editions.intake.document import render
from editions.intake.doubts import doubts
from editions.intake.headings import outline
from editions.intake.months import issue_in, issue_in_name
from editions.intake.paragraphs import rejoin
from editions.problems import IntakeError, Location, Problem, Severity, UsageError

__all__ = ["Options", "Result", "clean_copy", "intake", "reread"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; empty where the file's name or text has to tell.

    `received` is the day the file came (YYYY-MM-DD); it is only recorded if given.
    """

    issue: str = ""
    language: str = ""
    received: str = ""
    force: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What intake found and did: paths it wrote, and why it left the document, if it did."""

    document: Path
    problems: tuple[Problem, ...]
    written: tuple[Path, ...] = ()
    kept: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    source: read.Source
    origin: origin.Origin
    stored: Path
    document: Path
    text: str
    problems: tuple[Problem, ...]


def intake(publication: Publication, path: Path, options: Options | None = None) -> Result:
    """Take in the received file `path`; write nothing unless everything can be written.

    A document that is there already is left as it is unless `options.force`. Raises
    `IntakeError` for a file that cannot be read, `UsageError` where the issue or the
    language is not known or another file of that name was received before.
    """
    plan = _plan(publication, path, options or Options())
    with _named(path):
        accepted.refuse(plan.text)
    force = options is not None and options.force
    if found := _left(publication, plan, force=force):
        return found
    with files.locked(publication.root, "intake"):
        return _left(publication, plan, force=force) or _write(plan)


def clean_copy(publication: Publication, path: Path) -> tuple[Path, ...]:
    """Make the clean copy of a received file beside it; give what was written.

    Beside a file that was taken in, the copy stands from now on in its place in the record: the
    file itself is not touched, and can leave the repository. Raises `IntakeError` for a file that
    cannot be read or cleaned, or where another file has the copy's name.
    """
    copy = scrub.copy_of(path)
    with _named(path):
        source = read.read(path)
        data = scrub.scrubbed(source.data, source.format)
        if copy.exists() and copy.read_bytes() != data:
            raise IntakeError(f"'{copy.name}' beside it is another file; take that away")
    to_write = {copy: data}
    record = path.resolve().parent / origin.NAME
    if record.is_relative_to((publication.root / "source_reports").resolve()):
        known = origin.read(record)
        if known is not None and known.current.file == path.name:
            digest = hashlib.sha256(data).hexdigest()
            now = replace(known.current, file=copy.name, sha256=digest)
            to_write[record] = origin.text(origin.succeed(known, now)).encode("utf-8")
    with _writing():
        return tuple(each for each, data in to_write.items() if files.write_bytes(each, data))


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IntakeError(f"cannot be written: {error.strerror}", path=error.filename) from None


def reread(publication: Publication, path: Path, *, issue: str, language: str) -> str:
    """Give the document that intake makes of a received file now, as RST; nothing is written.

    Raises `IntakeError` for a file that cannot be read.
    """
    return _plan(publication, path, Options(issue=issue, language=language)).text


def _plan(publication: Publication, path: Path, options: Options) -> _Plan:
    _check(options)
    with _named(path):
        return _planned(publication, path, options)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say of which file an error tells; nested too deep for us, or taking too long, are errors."""
    try:
        with budget.within():
            yield
    except IntakeError as error:
        raise IntakeError(error.message, path=error.path or path, line=error.line) from None
    except RecursionError:
        raise IntakeError(f"is nested too deep; {read.SIMPLER}", path=path) from None


def _planned(publication: Publication, path: Path, options: Options) -> _Plan:
    if not path.name.isprintable() or path.name == origin.NAME:
        raise UsageError(f"{path.name!r} cannot be a received file's name; rename it")
    source = read.read(path)
    content = source.content
    found = outline(content.blocks, title=content.title)
    issue = options.issue or _issue(path, plain(found.title))
    language = options.language or _language(path, publication)
    blocks, joins = rejoin(found.blocks, by_lines=content.by_lines)
    title = found.title or (Run(f"{publication.title} ({issue})"),)
    findings = [
        *content.findings,
        *found.findings,
        *joins,
        *doubts(content, plain(found.title), issue=issue, language=language),
    ]
    folder = publication.root / "source_reports" / issue
    stored = _stored(folder, source)
    where = stored.relative_to(publication.root).as_posix()
    findings += persons.finding(source.data, source.format, where)
    digest = hashlib.sha256(source.data).hexdigest()
    return _Plan(
        source,
        origin.Origin(stored.name, source.format, issue, language, digest, options.received),
        stored,
        publication.docs / "reports" / f"{issue}.rst",
        render(type(found)(title, blocks), issue=issue, language=language),
        _problems(findings, where),
    )


def _check(options: Options) -> None:
    if options.issue and not is_issue(options.issue):
        raise UsageError(f"--issue: '{options.issue}' is no month; write it as 2020-12")
    if options.language and options.language not in AUTONYMS:
        known = ", ".join(AUTONYMS)
        raise UsageError(f"--language: '{options.language}' is not one of {known}")
    if options.received and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-\d\d", options.received):
        raise UsageError(f"--received: '{options.received}' is no day; write it as 2020-12-31")


def _issue(path: Path, title: str) -> str:
    folder = path.resolve().parent.name
    issue = issue_in_name(path.name) or (folder if is_issue(folder) else None) or issue_in(title)
    if issue:
        return issue
    message = "neither its name nor its title tells the month; give it with --issue 2020-12"
    raise UsageError(message, path=path)


def _language(path: Path, publication: Publication) -> str:
    named = [part for part in path.name.lower().split(".")[1:-1] if part in AUTONYMS]
    return named[-1] if named else publication.source_language


def _stored(folder: Path, source: read.Source) -> Path:
    """Give where the received file lies, or will lie; the same bytes are not kept twice."""
    wanted = folder / source.path.name
    if wanted.is_file() or not folder.is_dir():
        return wanted
    size = len(source.data)
    alike = (p for p in sorted(folder.iterdir()) if p.is_file() and p.stat().st_size == size)
    return next((path for path in alike if path.read_bytes() == source.data), wanted)


def _left(publication: Publication, plan: _Plan, *, force: bool) -> Result | None:
    """Give the result of a run that must not write the document, None if it may.

    Raises `IntakeError` rather than overwrite what was received.
    """
    stored = plan.stored
    same = stored.is_file() and stored.read_bytes() == plan.source.data
    if plan.document.exists() and not force:
        name = plan.document.relative_to(publication.root).as_posix()
        other = "" if same else ", made from another received file"
        kept = f"{name} is there already{other}; --force overwrites it"
        return Result(plan.document, plan.problems, kept=kept, refused=not same)
    if stored.exists() and not same:
        message = "is another file than the one received under this name, which stays; rename it"
        raise IntakeError(message, path=plan.source.path)
    return None


def _write(plan: _Plan) -> Result:
    record = plan.stored.with_name(origin.NAME)
    known = origin.read(record)
    origins = origin.succeed(known, plan.origin)
    files_to_write = {plan.stored: plan.source.data, plan.document: plan.text.encode("utf-8")}
    if known != origins:
        files_to_write[record] = origin.text(origins).encode("utf-8")
    with _writing():
        written = [path for path, data in files_to_write.items() if files.write_bytes(path, data)]
    return Result(plan.document, plan.problems, written=tuple(written))


def _problems(findings: list[Finding], path: str) -> tuple[Problem, ...]:
    """Give findings as problems in the order of the received file's lines."""
    order = sorted(findings, key=lambda finding: finding.line or 0)
    return tuple(
        Problem(one.id, Severity(one.severity), Location(path, one.line), one.message)
        for one in order
    )
