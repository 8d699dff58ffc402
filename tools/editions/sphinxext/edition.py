"""What an edition says of itself on every page: its title, its issues, its other pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from editions import config
from editions.documents import Document, documents
from editions.site.dates import Dates, dates, said
from editions.site.months import capital, month_of
from editions.site.origin import origin
from editions.site.progress import load_progress, states_folder
from editions.sphinxext import standins
from editions.sphinxext.spoken import has_foreign, language_of
from editions.sphinxext.typography import bind
from editions.sphinxext.wording import in_progress

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

CORRECTIONS = "about/corrections"

OPENING = 320
"""How many characters of the newest issue the front page shows at most."""

_LEFT_OVER = re.compile(r"\s+(?=[.,;:!?…])")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[«“\"(]?[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Title:
    """Text and, where that is not the edition's own, its language."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue in an edition: its month as key ("2020-12") and as text, its document.

    `language` is that of the document; `origin` says from what language it is translated;
    `state` how far the translation is, "" if it is complete; `published` and `corrected` on
    what day it was published and last corrected, "" where nobody stated it. An issue that is
    not `finished` is announced and not linked, and `source` is where it can be read meanwhile:
    the edition it is written for, None if there is none. Of one that is `withheld` there is a
    stand-in only.
    """

    key: str
    document: str
    language: str
    month: str
    title: Title
    pdf: bool
    origin: str
    state: str
    dates: Dates
    published: str
    corrected: str
    finished: bool
    withheld: bool
    source: config.Edition | None

    @property
    def year(self) -> str:
        return self.key[:4]


def languages_there(settings: Config, publication: config.Publication) -> tuple[str, ...]:
    """Give the languages of the editions that the site has, the one being built among them."""
    there = settings.editions_there
    if there is None:
        return publication.languages
    return tuple(each for each in publication.languages if each in {*there, settings.language})


def gather(app: Sphinx) -> dict[str, Any]:
    """Collect what the templates need of the edition as a whole; issues newest first."""
    env, language = app.env, app.config.language
    publication = config.load(Path(app.config.editions_root))
    known = [document for document in documents(publication) if document.name in env.titles]
    issues = [
        _issue(app, publication, document, document.issue)
        for document in reversed(known)
        if document.issue is not None
    ]
    others = {document.name for document in known if document.issue is None}
    others.discard(app.config.root_doc)
    # The order of the publication's own table of contents; what is in none comes last.
    order = [*env.toctree_includes.get(app.config.root_doc, []), *sorted(others)]
    return {
        "series": word(publication, language, publication.title),
        "publisher": word(publication, language, publication.publisher),
        "issues": issues,
        "about": [(name, title_of(env, name)) for name in dict.fromkeys(order) if name in others],
        "corrections": CORRECTIONS if CORRECTIONS in others else None,
        "base_url": publication.base_url,
    }


def _issue(app: Sphinx, publication: config.Publication, document: Document, key: str) -> Issue:
    language, pdfs = app.config.language, app.config.editions_pdfs
    finished = document.name not in app.config.editions_withheld.get(language, {})
    withheld = document.name in app.config.editions_left_out.get(language, ())
    progress = load_progress(states_folder(publication, language), document.name)
    own = document.language == language
    there = languages_there(app.config, publication)
    source = document.language if document.language in there else None
    if document.name in app.config.editions_left_out.get(source, ()):
        source = None
    stated = dates(key, app.env.metadata[document.name])
    published, corrected = (bind(each, language) for each in said(stated, language, translate=_))
    return Issue(
        key=key,
        document=document.name,
        language=document.language,
        month=capital(month_of(key, language)),
        title=title_of(app.env, document.name),
        pdf=finished and (pdfs is None or document.name in pdfs),
        origin="" if withheld else origin(language, source=document.language, translate=_),
        state=standins.withheld()
        if withheld
        else ""
        if own or progress is None
        else in_progress(progress.percent, language, finished=finished),
        dates=stated,
        published=published,
        corrected=corrected,
        finished=finished,
        withheld=withheld,
        source=publication.edition(source) if source and not own else None,
    )


def title_of(env: BuildEnvironment, document: str) -> Title:
    """Give a document's title as plain text."""
    language = env.metadata[document].get("title_language")
    text = bind(env.titles[document].astext(), language or env.config.language)
    return Title(text, language)


def opening(env: BuildEnvironment, document: str) -> Title | None:
    """Give the first sentences of a document's running text.

    None if it has no paragraph, or a plain text could not say what of the first one is in
    another language.
    """
    for paragraph in env.get_doctree(document).findall(nodes.paragraph):
        if paragraph.get("number"):
            if has_foreign(paragraph):
                return None
            spoken = language_of(paragraph)
            text = first_sentences(without_notes(paragraph))
            return Title(bind(text, spoken or env.config.language), spoken)
    return None


def without_notes(block: nodes.Element) -> str:
    """Give the text of a block without the numbers of its notes, and the blanks before them."""
    texts = (
        text.astext()
        for text in block.findall(nodes.Text)
        if not isinstance(text.parent, nodes.footnote_reference)
    )
    return _LEFT_OVER.sub("", "".join(texts))


def first_sentences(text: str, limit: int = OPENING) -> str:
    """Give as many whole sentences as fit into `limit` characters, but one at least.

    >>> first_sentences("One two. Three four. Five.", 20)
    'One two. Three four.'
    """
    shown = ""
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        if shown and len(shown) + len(sentence) >= limit:
            break
        shown = f"{shown} {sentence}".strip()
    return shown


def word(publication: config.Publication, language: str, text: str) -> Title | None:
    """Translate a text of the settings; say so if it stays in the source language."""
    if not text:
        return None
    translated = str(_(text))
    own = translated != text or language == publication.source_language
    spoken = None if own else publication.source_language
    return Title(bind(translated, spoken or language), spoken)
