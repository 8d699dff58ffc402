"""What an edition has published, for feeds, the site map and landing pages; kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from editions.problems import BuildError
from editions.site.dates import Dates

PUBLISHED = "published.json"
"""The file in the doctrees folder; no reader sees it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Text and its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class PublishedIssue:
    """An issue in an edition: key ("2020-12"), document, month as text, dates.

    `origin`, `state`, `published` and `corrected` say from what language it is translated, how
    far that is, when it was published and last corrected, "" where there is nothing to say;
    what is not `finished` is only announced. `opening` is its first sentences, None where the
    feed does not reach.
    """

    key: str
    document: str
    month: str
    dates: Dates
    title: Part
    opening: Part | None
    pdf: bool
    origin: str
    state: str
    published: str
    corrected: str
    finished: bool


@dataclass(frozen=True, slots=True)
class LandingWords:
    """The words of an edition on landing pages."""

    pdf: str
    epub: str
    corrections: str
    beside: str
    copy: str
    sums: str
    formats: str
    front: str


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An edition: its series, its issues (newest first), the pages a search engine may list.

    `pages` are names of documents; `corrections` is the one that lists them, "" if there is
    none. `publisher` is None where the settings name nobody.
    """

    language: str
    autonym: str
    series: Part
    publisher: Part | None
    issues: tuple[PublishedIssue, ...]
    pages: tuple[str, ...]
    corrections: str
    words: LandingWords

    @property
    def finished(self) -> tuple[PublishedIssue, ...]:
        return tuple(issue for issue in self.issues if issue.finished)

    def issue(self, key: str) -> PublishedIssue | None:
        """Give the issue of a month, None if the edition has none."""
        return next((issue for issue in self.issues if issue.key == key), None)


def keys(editions: Iterable[PublishedEdition]) -> tuple[str, ...]:
    """Give the months of the issues that are finished in an edition at least, in order."""
    return tuple(sorted({issue.key for edition in editions for issue in edition.finished}))


def neutral_id(*parts: str) -> str:
    """Give an identifier that holds at any address: the publication's title, a month …

    >>> neutral_id("Winter notes", "2020-12")
    'urn:uuid:664e4b38-ea8f-54bb-a5fb-2abe0dc15864'
    """
    return uuid5(NAMESPACE_URL, "\n".join(("editions", *parts))).urn


def dumps(edition: PublishedEdition) -> str:
    """Write what an edition has published as JSON text."""
    return json.dumps(asdict(edition), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load(path: Path) -> PublishedEdition:
    """Read what an HTML build left in `path`; raise `BuildError` if it left nothing."""
    try:
        data = json.loads(path.read_text("utf-8"))
        data["series"] = Part(**data["series"])
        data["publisher"] = data["publisher"] and Part(**data["publisher"])
        data["pages"] = tuple(data["pages"])
        data["words"] = LandingWords(**data["words"])
        for issue in data["issues"]:
            issue["dates"] = Dates(**issue["dates"])
            issue["title"] = Part(**issue["title"])
            issue["opening"] = issue["opening"] and Part(**issue["opening"])
        data["issues"] = tuple(PublishedIssue(**issue) for issue in data["issues"])
        return PublishedEdition(**data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"the HTML build left no list of its pages ({error}); build the edition afresh"
        raise BuildError(message, path=path) from None
