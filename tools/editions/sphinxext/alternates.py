"""What machines are told of a page: its counterparts, its address, its card, its record.

All of it comes from what is built: an edition that only announces an issue is nobody's
alternate. Without a base URL the links are relative; what can only be absolute (canonical,
the card's address) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from editions import config, files
from editions.documents import documents
from editions.site.feed import FEED, NEWEST, feed
from editions.site.gazetteer_page import NAMES
from editions.site.published import (
    PUBLISHED,
    LandingWords,
    Part,
    PublishedEdition,
    PublishedIssue,
    dumps,
    neutral_id,
)
from editions.sphinxext.edition import (
    Issue,
    Title,
    first_sentences,
    gather,
    languages_there,
    opening,
    without_notes,
)
from editions.sphinxext.spoken import has_foreign, language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOCALES = {"be": "be_BY", "ru": "ru_BY", "en": "en_GB"}
"""Language and country of the cards: the readers of both Cyrillic editions are in Belarus."""

DESCRIPTION = 200
"""How many characters of a page's first sentences a card shows at most."""

_UNLISTED = frozenset({"404", "search"})


def setup(app: Sphinx) -> None:
    """Register the handlers; after `pages`, whose context they read."""
    app.connect("html-page-context", _fill, priority=600)
    app.connect("build-finished", _finish)


def _fill(
    app: Sphinx,
    name: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the template the page's ``head``."""
    if app.builder.format != "html":
        return
    language = app.config.language
    publication = config.load(Path(app.config.editions_root))
    issue: Issue | None = next((each for each in context["issues"] if each.document == name), None)
    withheld = name in app.config.editions_withheld.get(language, {})
    a_part = "entry_page" in context  # what it is a part of is listed
    listed = name.rpartition("/")[2] not in _UNLISTED and not withheld and not a_part
    alternates = _alternates(publication, context, issue) if listed else []
    finished = any(each.finished for each in context["issues"])
    up = "../" * (context["address"].count("/") - 1)
    context["head"] = {
        "withheld": withheld,
        "alternates": alternates,
        "canonical": _absolute(publication, context["address"]) if listed else None,
        "feed": f"{up}{FEED}" if finished else None,
        "description": _description(doctree, language) if listed else None,
        "card": _card(publication, context, alternates) if listed else [],
        "record": _record(app, context, issue, alternates) if issue and listed else None,
    }


def _alternates(
    publication: config.Publication, context: dict[str, Any], issue: Issue | None
) -> list[tuple[str, str]]:
    """Give language and address of every edition that has the page, itself too, and the default."""
    address = context["address"].partition("/")[2]
    up = "../" * (address.count("/") + 1)
    there = [edition.language for edition, _url, state in context["picker"] if not state]
    own = context["language"]
    found = [
        (
            language,
            _absolute(publication, f"{language}/{address}")
            or (address.rpartition("/")[2] if language == own else f"{up}{language}/{address}"),
        )
        for language in there
    ]
    default = f"{issue.key}/index.html" if issue else "index.html"
    return [*found, ("x-default", _absolute(publication, default) or f"{up}{default}")]


def _absolute(publication: config.Publication, address: str) -> str | None:
    return f"{publication.base_url}/{address}" if publication.base_url else None


def _description(doctree: nodes.document | None, language: str) -> str | None:
    """Give what the editor says of a page, else its first sentences.

    None if neither is in the edition's language.
    """
    for meta in doctree.findall(nodes.meta) if doctree else ():
        if language_of(meta) in {None, language}:
            return str(meta["content"])
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        if isinstance(paragraph.parent, nodes.section):
            text = first_sentences(without_notes(paragraph), DESCRIPTION)
            return None if language_of(paragraph) or has_foreign(paragraph) else text
    return None


def _card(
    publication: config.Publication,
    context: dict[str, Any],
    alternates: list[tuple[str, str]],
) -> list[tuple[str, str, str | None]]:
    """Give the properties of the card by which other sites show a link, but the description.

    Each with its content and, where that is not the edition's, the language it is in.
    """
    own = context["language"]
    series: Title = context["series"]
    title: Title = context["page_title"] or series
    card = [
        ("og:type", "article" if context.get("issue") else "website", None),
        ("og:title", title.text, title.language),
        ("og:site_name", series.text, series.language),
        ("og:locale", LOCALES[own], None),
    ]
    card += [
        ("og:locale:alternate", LOCALES[language], None)
        for language, _url in alternates
        if language not in {own, "x-default"}
    ]
    address = _absolute(publication, context["address"])
    return [*card, ("og:url", address, None)] if address else card


def _record(
    app: Sphinx, context: dict[str, Any], issue: Issue, alternates: list[tuple[str, str]]
) -> str:
    """Give an issue as a schema.org Report, in JSON that no tag can end."""
    publication = config.load(Path(app.config.editions_root))
    own, source = app.config.language, issue.language
    others = {
        language: _work(publication, issue, language)
        for language, _url in alternates
        if language not in {own, "x-default"}
    }
    record = {
        "@context": "https://schema.org",
        **_work(publication, issue, own),
        "name": _said(issue.title),
        "datePublished": issue.dates.issued,
        "isPartOf": {"@type": "Periodical", "name": _said(context["series"])},
    }
    if issue.dates.corrected:
        record["dateModified"] = issue.dates.corrected
    if context["publisher"]:
        # A name: readers of schema.org expect it plain, whatever language it is in.
        record["publisher"] = {"@type": "Organization", "name": context["publisher"].text}
    if own == source:
        record |= {"workTranslation": list(others.values())} if others else {}
    else:
        unseen = {"@type": "Report", "inLanguage": source}
        record["translationOfWork"] = others.get(source, unseen)
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _work(publication: config.Publication, issue: Issue, language: str) -> dict[str, Any]:
    work = {
        "@type": "Report",
        "@id": neutral_id(publication.title, issue.key, language),
        "inLanguage": language,
    }
    address = _absolute(publication, f"{language}/{issue.document}.html")
    return work | {"url": address} if address else work


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the edition's feed, and what it published for the pages that span editions."""
    if exception is not None or app.builder.format != "html":
        return
    publication = config.load(Path(app.config.editions_root))
    edition = _published(app, publication)
    files.write_text(Path(app.doctreedir) / PUBLISHED, dumps(edition))
    written, path = (
        feed(publication, edition, others=_others(app, publication)),
        Path(app.outdir) / FEED,
    )
    if written is None:
        path.unlink(missing_ok=True)
    else:
        files.write_bytes(path, written)


def _said(title: Title) -> str | dict[str, str]:
    return {"@value": title.text, "@language": title.language} if title.language else title.text


def _others(app: Sphinx, publication: config.Publication) -> dict[str, list[str]]:
    """Give the other editions, each with what it only announces."""
    withheld = app.config.editions_withheld
    return {
        language: list(withheld.get(language, ()))
        for language in languages_there(app.config, publication)
        if language != app.config.language
    }


def _published(app: Sphinx, publication: config.Publication) -> PublishedEdition:
    env, language = app.env, app.config.language
    about = gather(app)
    below = app.config.editions_withheld.get(language, {})
    pages = [each.name for each in documents(publication) if each.name in env.titles]
    pages += [NAMES] if (Path(app.outdir) / f"{NAMES}.html").is_file() else []
    return PublishedEdition(
        language=language,
        autonym=publication.edition(language).autonym,
        series=_part(about["series"], language),
        publisher=_part(about["publisher"], language) if about["publisher"] else None,
        issues=tuple(_issues(app, about["issues"])),
        pages=tuple(name for name in pages if name not in below),
        corrections=about["corrections"] or "",
        words=LandingWords(
            pdf=_("The issue as PDF"),
            epub=_("The issue as EPUB"),
            corrections=_("Corrections to the text"),
            beside=_("Two languages side by side"),
            copy=_("One file with all languages"),
            sums=_("Checksums of all files"),
            formats=_("All formats"),
            front=_("All issues"),
        ),
    )


def _issues(app: Sphinx, issues: Iterable[Issue]) -> Iterator[PublishedIssue]:
    language = app.config.language
    left = NEWEST
    for issue in issues:
        # Doctrees are read for what the feed has, not for the whole archive.
        quoted = issue.finished and left > 0
        first = opening(app.env, issue.document) if quoted else None
        left -= quoted
        yield PublishedIssue(
            key=issue.key,
            document=issue.document,
            month=issue.month,
            dates=issue.dates,
            title=_part(issue.title, language),
            opening=_part(first, language) if first else None,
            pdf=issue.pdf,
            origin=issue.origin,
            state=issue.state,
            published=issue.published,
            corrected=issue.corrected,
            finished=issue.finished,
        )


def _part(title: Title, language: str) -> Part:
    return Part(title.text, title.language or language)
