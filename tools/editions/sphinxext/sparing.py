"""An exception costs the document it was met in, and no other.

Whatever reads, changes or writes a document may meet what nobody thought of. The document is
named with its line and left out; who called then has the edition made without it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import sphinx.builders
from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StateMachine

from editions.at import at, has
from editions.documents import Document
from editions.problems import EditionsError
from editions.sphinxext import standins

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OF_THE_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}
)
"""What no document can help: a full disk, say."""

_CONDUCTORS = frozenset(
    {"sphinx.application", "sphinx.builders", "sphinx.environment", "sphinx.events"}
)
"""Modules that go through all documents and may still know the last one when they call others."""

ID = "document"
"""The id of what could not be made; `editions.sources` has the same."""

PDF = "editions.pdf"


@dataclass(frozen=True, slots=True)
class Broken:
    """A document that could not be read or written, the line where it is known, and why."""

    document: str
    line: int | None
    message: str


@dataclass(slots=True)
class Sparing:
    """Stands around the steps in which Sphinx is busy with one document."""

    app: Sphinx
    broken: list[Broken] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def take_over(self) -> None:
        """Have exceptions noted, and a stand-in read for what cannot be."""
        builder = self.app.builder
        read, write = builder.read_doc, sphinx.builders._write_docname

        def read_doc(docname: str, **options: Any) -> None:
            try:
                with at(docname):
                    read(docname, **options)
            except (Exception, SystemExit) as error:
                self._note(docname, error)
                # The run goes on to learn what else is broken; nothing of it is published.
                standins.left_out(self.app.config).append(docname)
                standins.put(self.app, docname)
                self.app.events.emit("env-purge-doc", self.app.env, docname)
                self.app.env.clear_doc(docname)
                read(docname, **options)

        def write_docname(docname: str, **options: Any) -> None:
            try:
                with at(docname):
                    write(docname, **options)
                self.written.append(docname)
            except (Exception, SystemExit) as error:
                self._note(docname, error)

        self._count_steps()
        builder.read_doc = read_doc  # type: ignore[method-assign,misc]
        sphinx.builders._write_docname = write_docname

    def _count_steps(self) -> None:
        """Have it said how many documents are read and written."""
        read, builder = 0, self.app.builder
        write = builder._write_serial

        def begin(_app: Sphinx, _env: object, names: list[str]) -> None:
            nonlocal read
            read = len(names)
            has(2 * read)  # what is read is written, as a rule

        def write_serial(names: list[str]) -> None:
            has(read + len(names))
            write(names)

        self.app.connect("env-before-read-docs", begin)
        builder._write_serial = write_serial  # type: ignore[method-assign,assignment]

    def blame(self, error: Exception) -> bool:
        """Note an exception that came from elsewhere, if it tells of a document."""
        known = self.app.env.found_docs
        for values in _locals(error, but=_CONDUCTORS):
            for value in values.values():
                name = value.name if isinstance(value, Document) else value
                if isinstance(name, str) and name in known and name != self.app.config.root_doc:
                    self._note(name, error)
                    return True
        return False

    def _note(self, docname: str, error: BaseException) -> None:
        error = _cause(error)
        if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
            raise error
        if isinstance(error, MemoryError) and self.app.builder.name == "pdf":
            raise error  # costs the PDF alone (`editions.bounds`)
        line = getattr(error, "line", None) or _line(error)
        self.broken.append(Broken(docname, line, _said(error)))


def broken_of(
    problems: Iterable[dict[str, Any]], broken: Iterable[Broken], app: Sphinx
) -> dict[str, list[dict[str, Any]]]:
    """Give the documents that readers must not get as they are, each with what is wrong.

    What could not be made, and what has an error of its own: Sphinx would print it on the page.
    A PDF that cannot be set is another matter.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    root = Path(app.config.editions_root)
    paths = {
        name: Path(app.env.doc2path(name)).relative_to(root).as_posix()
        for name in app.env.found_docs
        if name not in standins.left_out(app.config)
    }
    for each in broken:
        path = (Path("docs") / f"{each.document}.rst").as_posix()
        problem: dict[str, Any] = {"path": path, "line": each.line, "severity": "error", "id": ID}
        found.setdefault(each.document, []).append({**problem, "message": each.message})
    users = _users(app, paths)
    for problem in problems:
        if problem["severity"] == "error" and problem["id"] != PDF:
            for name in users.get(str(problem["path"]), ()):
                found.setdefault(name, []).append(problem)
    return found


def used_by(app: Sphinx) -> dict[str, list[str]]:
    """Give the files of the publication that documents were read from besides their own."""
    root = Path(app.config.editions_root)
    found = {}
    for name, used in app.env.dependencies.items():
        paths = (Path(os.path.normpath(Path(app.srcdir, each))) for each in used)
        inside = [path.relative_to(root) for path in paths if path.is_relative_to(root)]
        found[name] = sorted(path.as_posix() for path in inside)
    return found


def _users(app: Sphinx, paths: Mapping[str, str]) -> dict[str, set[str]]:
    """Give which documents have to do with a file: their own, and what they include."""
    users: dict[str, set[str]] = {}
    used = used_by(app)
    for name, own in paths.items():
        for path in (own, *used.get(name, ())):
            users.setdefault(path, set()).add(name)
    return users


def _cause(error: BaseException) -> BaseException:
    """Give what went wrong below what Sphinx says of it."""
    below = getattr(error, "orig_exc", None)
    return _cause(below) if isinstance(below, Exception) else error


def _said(error: BaseException) -> str:
    """Say in plain words what went wrong; what a program says of itself helps nobody."""
    if isinstance(error, EditionsError):
        return error.message
    if isinstance(error, RecursionError):
        return "is nested too deeply to be made into a page; make it flatter"
    if isinstance(error, MemoryError):
        return "takes more memory than there is; make what stands here smaller"
    if isinstance(error, OSError) and error.filename:
        return f"'{Path(str(error.filename)).name}' cannot be read ({error.strerror})"
    what = _construct(error)
    about = f"'{what}'" if what else "something here"
    return f"{about} cannot be made into a page; write it in another way"


def _construct(error: BaseException) -> str:
    """Give what was just being made, as an author calls it."""
    for values in _locals(error):
        for value in values.values():
            if isinstance(value, Directive):
                return str(value.name)
            if isinstance(value, nodes.Element) and value.tagname not in {"document", "section"}:
                return value.tagname.replace("_", " ")
    return ""


def _line(error: BaseException) -> int | None:
    """Find the line that was being read or written, the innermost first."""
    for values in _locals(error):
        for value in values.values():
            line = None
            if isinstance(value, Directive):
                line = value.lineno
            elif isinstance(value, nodes.Element):
                line = _line_of(value)
            elif isinstance(value, StateMachine) and value.input_lines:
                line = value.abs_line_number()
            if line:
                return int(line)
    return None


def _line_of(node: nodes.Node | None) -> int | None:
    while node is not None:
        if node.line:
            return node.line
        node = node.parent
    return None


def _locals(error: BaseException, *, but: frozenset[str] = frozenset()) -> Iterator[dict[str, Any]]:
    """Give what the functions that were running knew, the innermost first; not of modules `but`."""
    frames: list[FrameType] = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    for frame in reversed(frames[-200:]):
        if frame.f_globals.get("__name__") not in but:
            yield frame.f_locals
