"""The Sphinx builder ``pdf``: one PDF for every report."""

from __future__ import annotations

import gc
import re
import shutil
from collections.abc import Set
from logging import ERROR, WARNING
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from editions.bounds import bounded
from editions.config import Publication, load
from editions.documents import is_issue
from editions.pdf.front import Issue, front, web_address
from editions.pdf.locator import locator
from editions.pdf.names_index import issue_index
from editions.pdf.surroundings import SphinxSurroundings
from editions.pdf.tree import tree
from editions.pdf.typeset import TOO_DEEP, Sheet, TypesetError, discard, typeset
from editions.pdf.volume import bound, volume
from editions.pdf.walk import TreeError, line_of
from editions.problems import BuildError, fault
from editions.site.gazetteer_page import NAMES, Register, register

logger = logging.getLogger(__name__)

FOLDER = "reports"

_WIDE = re.compile(r"too wide: (table|formula) of line (\d+)")
_WIDER = {
    "table": "a table is too wide even for a page on its side in the smallest type; "
    "give it fewer columns or shorter words",
    "formula": "a formula is much wider than its place; part it into lines with '\\\\'",
}
VOLUMES = "volumes"

_NAMED = re.compile("'([^' ]+)'")


class PdfBuilder(Builder):
    """Set the documents under ``reports/``, all or those in ``editions_documents``."""

    name = "pdf"
    format = "pdf"
    epilog = "The PDF editions are in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # Said so that Sphinx fetches nothing from the network; `image` refuses such an image.
    supported_remote_images = True

    publication: Publication
    names: Register

    def init(self) -> None:
        """Read the settings of the publication and its register of names."""
        self.publication = load(Path(self.config.editions_root))
        self.names = register(self.publication)

    def get_outdated_docs(self) -> list[str]:
        """Give every report: whether its bytes change, `typeset` can tell best."""
        return sorted(self._reports())

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give the address of the document's web page."""
        return web_address(self.publication, language=self.config.language, document=docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Give the address of the document's web page; a PDF travels alone."""
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Keep what was read out of every collection of garbage: it stays to the end."""
        gc.freeze()

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the reports among the documents."""
        super().write_documents(docnames & self._reports())

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Set one report; what cannot be set is logged and leaves no PDF behind."""
        work, output = self._paths(docname)
        if why := self.config.editions_beyond.get(docname):
            discard(work, output=output)
            _log(ERROR, why, location=(docname, 1))
            return
        with bounded(docname, self.publication.bounds):
            self._set(docname, doctree)

    def _set(self, docname: str, doctree: nodes.document) -> None:
        work, output = self._paths(docname)
        fields = self.env.metadata[docname]
        issue = Issue(self.publication, self.config.language, docname, fields)
        try:
            self.post_process_images(doctree)
            base = self.publication.base_url
            surroundings = SphinxSurroundings(
                self.env, docname, linked=bool(base), site=base and f"{base}/{self.config.language}"
            )
            parts = tree(doctree, surroundings)
            data = front(issue, parts.title["content"])
            mentions = self.env.metadata[docname].get(NAMES, {})
            language = self.config.language
            end, drawings = locator(mentions, self.names, language=language, work=work)
            data |= {"heading": parts.title, "body": parts.body + end}
            # For the volume of the year.
            data |= {"labels": dict(parts.labels), "mentions": mentions}
            if at_end := issue_index(mentions, self.names, language=language):
                data["index"] = at_end
            # What a page of two languages says where this one has nothing.
            data["missing"] = doctree["said"]["text"]
            sheet = Sheet(data, {**parts.images, **drawings}, issue.dates.changed)
            remarks = parts.remarks + typeset(sheet, work=work, output=output)
        except (TreeError, TypesetError) as error:
            discard(work, output=output)
            line = self._line_of_text(doctree, getattr(error, "letters", "")) or error.line
            message = error.message
            if wide := _WIDE.search(message):
                line = int(wide[2])
                message = _WIDER[wide[1]]
            if message == TOO_DEEP:
                line = _line_of_deepest(doctree)
            _log(ERROR, message, location=(docname, line))
        else:
            for remark in remarks:
                line = remark.line or _line_of_named(doctree, remark.message)
                for letter in remark.letters:
                    line = line or self._line_of_text(doctree, letter)
                _log(WARNING, remark.message, location=(docname, line))

    def finish(self) -> None:
        """Bind the volumes; remove the PDFs of reports that are gone, and of years without any."""
        for year in self.config.editions_volumes:
            self.bind(year)
        works = Path(self.doctreedir) / "pdf"
        for work in sorted((*works.glob(f"{FOLDER}/*"), *works.glob(f"{VOLUMES}/*"))):
            docname = f"{FOLDER}/{work.name}"
            if docname not in self.env.found_docs and not self._finished(work.name):
                discard(work, output=self._paths(docname)[1])
                shutil.rmtree(work)

    def bind(self, year: str) -> None:
        """Set the finished issues of a year as one file; one that could not be set stops it."""
        work = Path(self.doctreedir) / "pdf" / VOLUMES / year
        _work, output = self._paths(f"{FOLDER}/{year}")
        if why := self.config.editions_beyond.get(year):
            discard(work, output=output)
            _log(ERROR, f"the volume {year}: {why}", location=None)
            return
        with bounded(year, self.publication.bounds):
            self._bind(year, work, output)

    def _bind(self, year: str, work: Path, output: Path) -> None:
        try:
            issues = [bound(*self._paths(docname)) for docname in self._finished(year)]
            if not issues:
                return
            sheet = volume(self.publication, self.config.language, issues, self.names)
            remarks = typeset(sheet, work=work, output=output)
        except MemoryError:
            raise  # who started us knows what to do (`editions.bounds`)
        except Exception as error:
            discard(work, output=output)
            message = error.message if isinstance(error, BuildError) else fault(error)
            _log(ERROR, f"the volume {year}: {message}", location=None)
        else:
            for remark in remarks:
                _log(WARNING, f"the volume {year}: {remark.message}", location=None)

    def _finished(self, year: str) -> list[str]:
        """Give the finished issues of a year, oldest first; a month ("2020-12") has none."""
        withheld = self.config.editions_withheld.get(self.config.language, {})
        start = f"{FOLDER}/{year}-"
        return [
            docname
            for docname in sorted(self.env.found_docs)
            if docname.startswith(start) and is_issue(docname.removeprefix(f"{FOLDER}/"))
            if docname not in withheld
        ]

    def _line_of_text(self, doctree: nodes.document, text: str) -> int | None:
        """Find the line on which what holds `text` begins."""
        for node in doctree.findall() if text else ():
            if text in _words(node, Path(self.srcdir)):
                return line_of(node)
        return None

    def _reports(self) -> set[str]:
        only = set(self.config.editions_documents)
        reports = {
            docname
            for docname in self.env.found_docs
            if docname.startswith(f"{FOLDER}/") and is_issue(docname.removeprefix(f"{FOLDER}/"))
            if docname not in self.config.editions_left_out.get(self.config.language, ())
        }
        return reports & only if only else reports

    def _paths(self, docname: str) -> tuple[Path, Path]:
        work = Path(self.doctreedir) / "pdf" / docname
        return work, Path(self.outdir) / f"{docname}.pdf"


def _log(level: int, message: str, *, location: tuple[str, int | None] | None) -> None:
    logger.log(level, "%s", message, location=location, type="editions", subtype="pdf")


def _line_of_deepest(doctree: nodes.document) -> int | None:
    """Find the line of what stands in most other things."""
    depth: dict[nodes.Node, int] = {doctree: 0}
    for node in doctree.findall():
        depth[node] = depth.get(node.parent, 0) + 1
    return line_of(max(depth, key=lambda node: depth[node]))


def _line_of_named(doctree: nodes.document, message: str) -> int | None:
    """Find the line of the first paragraph or note that a message names by its id."""
    for name in _NAMED.findall(message):
        for node in doctree.findall(nodes.Element):
            if name in node["ids"]:
                return line_of(node)
    return None


def _words(node: nodes.Node, sources: Path) -> str:
    """Give what a node itself says to readers; of a drawing, all that stands in its file."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.abbreviation):
        return str(node.get("explanation", ""))
    if isinstance(node, nodes.image) and node["uri"].endswith(".svg"):
        return (sources / str(node["uri"])).read_text("utf-8", errors="replace")
    return ""
