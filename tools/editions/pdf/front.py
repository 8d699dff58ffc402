"""What stands on page one, in the running heads and in the file's own description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx.locale import _

from editions.config import Publication
from editions.documents import documents
from editions.pdf.qr import qr
from editions.pdf.walk import NO_WORDS, Content, Data, plain, repeated
from editions.site import dates
from editions.site.months import capital, month_of
from editions.site.origin import origin
from editions.site.progress import load_progress, states_folder

# As long as what they stand for, so that positions in a text stay what they are.
_NO_BREAKS = str.maketrans({"\u00a0": " ", "\u202f": " "})
_QUOTATION_MARKS = tuple('«»„“”"')


@dataclass(frozen=True, slots=True)
class Issue:
    """One report in one edition; `fields` are those of its document."""

    publication: Publication
    language: str
    document: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """The month reported on, as "2020-12"."""
        return self.document.rpartition("/")[2]

    @property
    def dates(self) -> dates.Dates:
        """What is known of when it was published and changed."""
        return dates.dates(self.key, self.fields)

    @property
    def address(self) -> str:
        """The address of the web edition; without a base URL, the path below the site."""
        return web_address(self.publication, language=self.language, document=self.document)


def web_address(publication: Publication, *, language: str, document: str) -> str:
    """Give the address of a document's web page."""
    path = f"{language}/{document}.html"
    return f"{publication.base_url}/{path}" if publication.base_url else path


def front(issue: Issue, title: Content) -> Data:
    """Give the title block, running heads and metadata of an issue, in its language."""
    publication = issue.publication
    words = repeated(title)
    text = plain(words)
    shown = publication.title_block
    parts = _parts(title, words, _(publication.title))
    series = parts["series"] if parts else _(publication.title)
    month = capital(month_of(issue.key, issue.language))
    publisher = _(publication.publisher) if publication.publisher else ""
    return {
        "language": issue.language,
        "date": issue.dates.changed.isoformat(),
        "title": text.translate(_NO_BREAKS),
        "parts": parts if "series" in shown else None,
        "above": "series" in shown and parts is None,
        "series": {"text": series, "language": _language(publication, issue.language, series)},
        "month": month,
        "keywords": [series.translate(_NO_BREAKS), month, issue.key],
        "publisher": publisher,
        "facts": _facts(issue, month=month),
        "qr": qr(issue.address, label=_("Web edition"))
        if publication.base_url and "qr" in shown
        else None,
        "contents": _("Contents"),
        # Translators: what a link to a footnote is called; %s is its mark, as in "Footnote 1".
        "note": _("Footnote %s"),
    }


def _facts(issue: Issue, *, month: str) -> list[Data]:
    """Give the lines under the title; what is not known, or switched off, has no line."""
    publication = issue.publication
    # On paper a path without the site it begins at leads nowhere.
    address = issue.address if publication.base_url else ""
    facts: dict[str, Data] = {
        "month": {"label": _("Issue"), "text": month},
        "publisher": publisher_fact(publication, issue.language),
        "language": {
            "label": _("Language"),
            "text": publication.edition(issue.language).autonym,
        },
        # Translators: a label; beside it stands "Original text" or "Translated from English".
        "state": {"label": _("Text"), "text": _state(issue)},
        "address": {"label": _("Web edition"), "text": address, "url": address},
    }
    return [fact for key, fact in facts.items() if key in publication.title_block and fact["text"]]


def _state(issue: Issue) -> str:
    """Say from what language the issue is translated, how far if not to its end, and its days."""
    publication = issue.publication
    sources = {each.name: each.language for each in documents(publication)}
    source = sources.get(issue.document)
    if source is None:
        return ""
    said = [origin(issue.language, source=source, translate=_)]
    progress = load_progress(states_folder(publication, issue.language), issue.document)
    if source != issue.language and progress is not None and progress.percent < 100:
        # Translators: %s is a number, as in "Translation in progress: 83 %".
        said.append(_("Translation in progress: %s %%") % progress.percent)
    said += dates.said(issue.dates, issue.language, translate=_)
    return " · ".join(part for part in said if part)


def _parts(title: Content, words: Content, series: str) -> Data | None:
    """Part a title that names its series, lest page one say one long line twice.

    "Analytical report: Situation in … (December 2020)" is set in three steps; None if the
    series is not in the title.
    """
    kept = [part for part in title if isinstance(part, str) or part["type"] not in NO_WORDS]
    if kept != words or len(words) != 1 or not isinstance(text := words[0], str):
        return None
    start = text.translate(_NO_BREAKS).lower().find(series.translate(_NO_BREAKS).lower())
    if start < 0:
        return None
    end = start + len(series)
    before, after = text[:start].strip(), text[end:].strip()
    if before.endswith(_QUOTATION_MARKS) and after.startswith(_QUOTATION_MARKS):
        # A line of its own sets the name apart as they did.
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    return {"before": before, "series": text[start:end], "after": after}


def publisher_fact(publication: Publication, language: str) -> Data:
    """Give the line that names the publisher, its text "" if there is none."""
    name = _(publication.publisher) if publication.publisher else ""
    spoken = _language(publication, language, name)
    return {"label": _("Publisher"), "text": name, "language": spoken}


def _language(publication: Publication, language: str, text: str) -> str:
    """Give the language of a text of the settings; nobody may have translated it yet."""
    untranslated = text.translate(_NO_BREAKS) in {publication.title, publication.publisher}
    return publication.source_language if untranslated else language
