"""What a document may do: nothing from outside the publication, no connection, no foreign code.

Who writes a document is trusted with its words, not with the machine it is built on and not
with what the pages of the publication do in readers' browsers. What is refused is told with
its line, and the document is withheld.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from logging import ERROR
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives import path as join_lines
from docutils.parsers.rst.directives.images import Image
from docutils.parsers.rst.directives.misc import Meta, Raw
from sphinx import addnodes
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable, Figure
from sphinx.util import logging

from editions import config, limits
from editions.documents import is_inside, is_left_by_a_tool
from editions.sources import OUTSIDE, UNREADABLE, conflicts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

ALLOWED = frozenset({"", "http", "https", "mailto"})
"""What a link may begin with; the settings may add to it."""

PRIVATE = frozenset({"build", "source_reports"})
"""Folders of the publication that hold what no reader is to have."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029]+")


def setup(app: Sphinx) -> None:
    """Register the handlers, and directives that look before they read."""
    for name, base in _DIRECTIVES.items():
        app.add_directive(name, _careful(base), override=True)
    app.connect("include-read", _look_into)
    # After Sphinx has looked for the files that pictures and links name.
    app.connect("doctree-read", _look_at, priority=900)


def _wrong_of_path(
    env: BuildEnvironment, name: str, verb: str, path: Path | None = None
) -> str | None:
    """Say what is wrong with a file that a document names, None if nothing is."""
    publication = config.load(Path(env.config.editions_root))
    path = path or Path(env.relfn2path(name)[1])
    if not is_inside(publication, path):
        return f"{verb} '{name}', which lies outside the publication; put a copy into docs/"
    root = publication.root
    parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
    if parts and (parts[0] in PRIVATE or any(map(is_left_by_a_tool, parts))):
        return f"{verb} '{name}', which is not for readers; put a copy into docs/"
    return None


def _elsewhere(address: str, verb: str) -> str | None:
    """Say what is wrong with a file that is named by an address, None if it is not."""
    if _SCHEME.match(_BLANKS.sub("", address)) or address.startswith("//"):
        return f"{verb} '{address}' from elsewhere; a build fetches nothing: put a copy into docs/"
    return None


def _careful(base: type[Directive]) -> type[Directive]:
    """Give a directive that tells what it must not read, and then reads nothing."""

    class Careful(base):  # type: ignore[misc,valid-type]
        def run(self) -> list[nodes.Node]:
            wrong = _wrong_of_directive(self)
            made = [] if wrong else list(super().run())
            if wrong := wrong or _take_out_orders(self.state.document):
                source, line = self.state_machine.get_source_and_line(self.lineno)
                _tell(wrong, f"{source}:{line}")
            return made

    Careful.__name__ = base.__name__
    return Careful


def _take_out_orders(document: nodes.document) -> str | None:
    """Take out what "meta" has put at the top of a document for browsers to obey, and say so."""
    orders = [each for each in document if isinstance(each, nodes.meta) and "http-equiv" in each]
    for each in orders:
        document.remove(each)
    return "'http-equiv' is an order to browsers; take it out" if orders else None


def _wrong_of_directive(directive: Any) -> str | None:
    """Say what is wrong with the files that a directive names, None if nothing is.

    Each name is left in the directive as it was judged, so that what is read is what was
    looked at: docutils joins the lines of a name, takes an absolute one from the root of the
    machine and a relative one from the file that is included, Sphinx takes both from docs/.
    """
    env, options = directive.state.document.settings.env, directive.options
    if "url" in options:
        return _elsewhere(options["url"], "reads") or "reads an address; put a copy into docs/"
    if isinstance(directive, Image | Figure):
        return _wrong_of_file(env, unquote(directive.arguments[0]), "shows")
    wrongs: list[str | None] = []
    if isinstance(directive, Include | LiteralInclude):
        directive.arguments[0] = file = join_lines(directive.arguments[0])
        if not (isinstance(directive, Include) and _comes_with_docutils(file)):
            wrongs.append(_wrong_of_file(env, file, "reads"))
        if not any(wrongs):
            there = Path(env.relfn2path(file)[1])
            wrongs.append(_too_much(there, file, joined=isinstance(directive, Include)))
    elif "file" in options:
        file, here = options["file"], Path(directive.state.document.current_source).parent
        there = env.srcdir / file.lstrip("/") if file.startswith("/") else here / file
        wrongs.append(_wrong_of_file(env, file, "reads", there) or _too_much(there, file))
        options["file"] = os.path.relpath(there, here)
    if isinstance(directive, LiteralInclude) and "diff" in options:
        options["diff"] = file = join_lines(options["diff"])
        wrongs.append(_wrong_of_file(env, file, "reads"))
    return next((wrong for wrong in wrongs if wrong), None)


def _wrong_of_file(
    env: BuildEnvironment, name: str, verb: str, path: Path | None = None
) -> str | None:
    return _elsewhere(name, verb) or _wrong_of_path(env, name, verb, path)


def _too_much(path: Path, name: str, *, joined: bool = False) -> str | None:
    """Say what is over a limit in a text that a document takes in."""
    if not path.is_file():
        return None
    try:
        text = limits.read(path, limits.DOCUMENT).decode("utf-8-sig", "replace")
    except limits.OverLimitError as error:
        return f"reads '{name}', which {error.message}"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    over = limits.of_document(text, joined=joined)
    return f"reads '{name}'; {over.message} (its line {over.line})" if over else None


def _comes_with_docutils(name: str) -> bool:
    """Tell whether a name in angle brackets is that of a file docutils brings along."""
    folder = Include.standard_include_path.resolve()
    inner = name[1:-1].lstrip("/")
    return re.fullmatch(r"<.*>", name) is not None and (folder / inner).resolve().parent == folder


def _look_into(app: Sphinx, path: Path, _docname: str, content: list[str]) -> None:
    for line in conflicts(content[0]):
        message = "a conflict of a merge was left here; keep one of the two versions"
        _tell(message, f"{app.srcdir / path}:{line}", UNREADABLE)


def _look_at(app: Sphinx, doctree: nodes.document) -> None:
    """Tell, once each, of what the finished document must not hold."""
    told: set[str] = set()
    for node, message in _refused(app, doctree):
        if message not in told:
            _tell(message, node)
            told.add(message)


def _refused(app: Sphinx, doctree: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    trust = config.load(Path(app.config.editions_root)).trust
    for node in list(doctree.findall(nodes.Element)):
        if isinstance(node, nodes.raw) and not trust.raw:
            yield node, "'raw' goes to readers as it is; the settings do not allow it (trust.raw)"
            node.parent.remove(node)
        for address in _addresses(node):
            bare = _BLANKS.sub("", address)
            scheme = match[1].lower() if (match := _SCHEME.match(bare)) else ""
            if scheme not in ALLOWED | frozenset(trust.links):
                shown = bare[:40]
                yield (
                    node,
                    f"the link '{shown}' leads to no page; the settings do not allow it "
                    "(trust.links)",
                )
        if isinstance(node, addnodes.download_reference) and "://" not in node["reftarget"]:
            wrong = _wrong_of_path(app.env, node["reftarget"], "attaches")
            if wrong:
                yield node, wrong
        if isinstance(node, nodes.image):
            wrong = _of_picture(app, node)
            if wrong:
                yield node, wrong


def _of_picture(app: Sphinx, node: nodes.image) -> str | None:
    if wrong := _elsewhere(str(node["uri"]), "shows"):
        return wrong
    found: dict[str, str] = node.get("candidates", {})
    wrongs = (_wrong_of_path(app.env, f"/{path}", "shows") for path in sorted(found.values()))
    return next((wrong for wrong in wrongs if wrong), None) if "?" not in found else None


def _addresses(node: nodes.Element) -> Iterator[str]:
    if isinstance(node, nodes.reference | nodes.target) and node.get("refuri"):
        yield str(node["refuri"])
    if isinstance(node, addnodes.toctree):
        yield from (str(address) for _title, address in node["entries"] if ":" in str(address))


def _tell(message: str, place: Any, kind: str = OUTSIDE) -> None:
    logger.log(ERROR, "%s", message, location=place, type=kind)


_DIRECTIVES: dict[str, type[Directive]] = {
    "include": Include,
    "literalinclude": LiteralInclude,
    "csv-table": CSVTable,
    "raw": Raw,
    "image": Image,
    "figure": Figure,
    "meta": Meta,
}
"""What reads files, or speaks to browsers."""
