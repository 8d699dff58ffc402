"""The search page and its index: paragraphs, their words and the names they mention.

What a document adds to the index is kept in the doctrees folder when its page is written, so
that an edition with one new issue reads the others from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from editions import config, files
from editions.contents import digest_of
from editions.documents import documents
from editions.names.index import digest_of as digest_of_names
from editions.site import search_index, search_words
from editions.site.gazetteer_page import NAMES, Mentions, Register
from editions.site.search_index import (
    Indexed,
    Piece,
    Source,
    Spellings,
    analyse,
    guess_names,
    index,
)
from editions.sphinxext.again import because
from editions.sphinxext.edition import title_of
from editions.sphinxext.names import CollectNames, numbered
from editions.sphinxext.search_languages import script, terms
from editions.sphinxext.spoken import language_of
from editions.store import FOLDER as STORE
from editions.store import Store

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

FOLDER = "search"
_PREVIEW = "editions.sphinxext.preview"
_HEADINGS = (nodes.title, nodes.subtitle, nodes.rubric)
_UNREAD = (nodes.FixedTextElement, nodes.Invisible, nodes.raw, nodes.label, nodes.Inline)
_BLANKS = re.compile(r"[ \t\n]+")


def setup(app: Sphinx) -> None:
    """Register the page and the handlers that make the index."""
    search = _Search()
    app.connect("config-inited", _take_settings)
    app.connect("builder-inited", _switch_off_sphinx)
    app.connect("env-updated", search.lacking)
    app.connect("html-page-context", search.note)
    app.connect("build-finished", search.finish)


def _take_settings(_app: Sphinx, settings: Config) -> None:
    settings.html_additional_pages = {**settings.html_additional_pages, "search": "search.html"}


def _switch_off_sphinx(app: Sphinx) -> None:
    """Keep Sphinx from making an index of its own: whole pages, in one file."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]


class _Search:
    """The handlers of one build."""

    def __init__(self) -> None:
        self._names: Spellings | None = None

    def lacking(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Give the documents whose pages must be written because the index lacks them."""
        if not _wanted(app):
            return []
        lacking = sorted(name for name in env.found_docs if not _kept(app, name).is_file())
        return because(app, lacking, "the search does not know it")

    def note(
        self,
        app: Sphinx,
        name: str,
        _template: str,
        _context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Keep what a document adds to the index."""
        if doctree is None or not _wanted(app) or name not in app.env.found_docs:
            return
        language = app.config.language
        mentions: Mentions | None = app.env.metadata[name].get(NAMES)
        units = list(_of_page(doctree) if mentions is None else _of_issue(doctree))
        found = analyse(units, lambda text: terms(text, language))
        if mentions:
            at = {address: place for place, (address, _pieces) in enumerate(units)}
            there = {
                identifier: [at[f"p{number}"] for number in numbers if f"p{number}" in at]
                for identifier, numbers in mentions.items()
            }
            self._spellings(app).note(found, there)
        files.write_text(_kept(app, name), found.dumps(), flushed=False)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the index of all documents but the withheld ones, and the stemmer."""
        if exception is not None or not _wanted(app):
            return
        found = [
            (source, Indexed.loads(_kept(app, source.name).read_text("utf-8")))
            for source in _sources(app)
        ]
        known = self._spellings(app).of(name for _source, one in found for name in one.names)
        for source, one in found:
            if not source.issue:
                guess_names(one, known)
        made = index(found, known)
        folder = Path(app.outdir) / FOLDER
        for name, text in made.items():
            files.write_text(folder / name, text, flushed=False)
        for path in sorted(folder.rglob("*.js")):
            if path.relative_to(folder).as_posix() not in made:
                path.unlink()
        _Kept(app).put(self._spellings(app).made)
        stemmer = Path(app.outdir) / "_static" / "language_data.js"
        files.write_text(stemmer, script(app.config.language))

    def _spellings(self, app: Sphinx) -> Spellings:
        if self._names is None:
            self._names = Spellings(_register(app), _Kept(app).found)
        return self._names


class _Kept:
    """The spellings that were worked out before, of the same register by the same code."""

    def __init__(self, app: Sphinx) -> None:
        code = [Path(module.__file__ or "") for module in (search_index, search_words)]
        register = _register(app)
        made_by = digest_of_names(register.by_id.values(), code)
        self._key = digest_of((made_by, register.scheme))
        self._store = Store(config.load(Path(app.config.editions_root)).work / STORE)
        self.found = self._store.find("spellings", self._key, _spellings) or {}

    def put(self, made: dict[str, list[str]]) -> None:
        if made.keys() - self.found.keys():
            self._store.keep("spellings", self._key, made)


def _spellings(known: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {name: list(map(str, made)) for name, made in known.items()}


def _wanted(app: Sphinx) -> bool:
    # The preview writes one page at a time; an index belongs to the whole edition.
    return app.builder.format == "html" and _PREVIEW not in app.extensions


def _kept(app: Sphinx, document: str) -> Path:
    return Path(app.doctreedir) / FOLDER / f"{document}.json"


def _register(app: Sphinx) -> Register:
    for transform in app.registry.get_transforms():
        if issubclass(transform, CollectNames):
            return transform.names.register
    raise LookupError(CollectNames.__name__)


def _sources(app: Sphinx) -> list[Source]:
    """Give the documents to be found, pages first and issues as they came out.

    A new issue then leaves the numbers of all other paragraphs as they are.
    """
    publication = config.load(Path(app.config.editions_root))
    withheld = app.config.editions_withheld.get(app.config.language, {})
    found = []
    for document in documents(publication):
        name = document.name
        if name in withheld or name not in app.env.found_docs or name == app.config.root_doc:
            continue
        title = title_of(app.env, name)
        found.append(Source(name, title.text, title.language or "", document.issue or ""))
    return sorted(found, key=lambda source: (source.issue, source.name))


def _of_issue(doctree: nodes.document) -> Iterator[tuple[str, list[Piece]]]:
    """Give the numbered paragraphs, each with its heading, tables and notes."""
    units: dict[str, list[Piece]] = {}
    for block, number in numbered(doctree):
        units.setdefault(f"p{number}", []).append(_piece(block))
    yield from units.items()


def _of_page(doctree: nodes.document) -> Iterator[tuple[str, list[Piece]]]:
    """Give every block of a page without numbers at the address of its section."""
    for block in doctree.findall(nodes.TextElement):
        if isinstance(block, _UNREAD):
            continue
        section = block.parent
        while section is not None and not (isinstance(section, nodes.section) and section["ids"]):
            section = section.parent
        yield (section["ids"][0] if section is not None else ""), [_piece(block)]


def _piece(block: nodes.Element) -> Piece:
    texts = (
        text.astext()
        for text in block.findall(nodes.Text)
        if not isinstance(text.parent, nodes.footnote_reference | nodes.raw)
    )
    text = _BLANKS.sub(" ", "".join(texts)).strip(" ")
    spoken, at = "", block
    while not spoken and at is not None and not isinstance(at, nodes.document):
        spoken, at = language_of(at) or "", at.parent
    return text, spoken, isinstance(block, _HEADINGS)
