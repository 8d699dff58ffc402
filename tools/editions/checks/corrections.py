"""The list of corrections against the text: what it says stands there does.

A list of an issue's corrections is a section of any document that is no issue, whose label ends
in the issue (``.. _corrections-2020-12:``) or whose title names its month. An entry is a paragraph
or an item of a list with an arrow between what stood and what stands, each marked with its
language (``:en:`…```) or in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docutils import nodes

from editions import sources
from editions.catalogue import layout, po
from editions.checks import CORRECTION
from editions.checks import ledger as citations
from editions.checks.tree import trees
from editions.checks.wordings import replaced, words
from editions.config import Publication
from editions.documents import Document, documents
from editions.facts import facts
from editions.problems import CatalogueError, EditionsError, Location, Problem
from editions.site.months import month_of

ARROW = "→"
_MARKED = r":(?P<{0}role>[\w-]+):`(?P<{0}>[^`]+)`"
_QUOTED = r"[«“](?P<{0}quoted>(?:[^«»“”]|[«“][^«»“”]*[»”])+)[»”]"
_ENTRY = re.compile(
    rf"(?:{_MARKED.format('stood')}|{_QUOTED.format('stood')})\s*{ARROW}"
    rf"\s*(?:{_MARKED.format('stands')}|{_QUOTED.format('stands')})",
)


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of a list: its document and line, the issue, its language, both wordings.

    `paragraph` is the number that stands right before, if it is the only one and no day's.
    """

    path: str
    line: int
    issue: str
    language: str
    stood: str
    stands: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists of corrections: their entries in order, and by issue all their words."""

    entries: tuple[Correction, ...]
    said: dict[str, str]

    def of(self, issue: str) -> list[Correction]:
        """Give the entries of an issue."""
        return [entry for entry in self.entries if entry.issue == issue]


def lists(publication: Publication) -> Lists:
    """Read the lists of corrections; documents that cannot be read have none."""
    known = documents(publication)
    issues = [document.issue for document in known if document.issue]
    wanted = (
        document
        for document in known
        if not document.issue and any(_labels(document, issue) for issue in issues)
        if not any(sources.unreadable(document))
    )
    entries: list[Correction] = []
    said: dict[str, str] = {}
    for document, tree in trees(publication, wanted, []):
        for issue in issues:
            for section in tree.findall(nodes.section):
                if _is_of(section, issue, document.language):
                    texts = [each.rawsource for each in section.findall(nodes.paragraph)]
                    said[issue] = said.get(issue, " ") + "".join(map(words, texts))
                    entries += _entries(publication, document, section, issue)
    return Lists(tuple(dict.fromkeys(entries)), said)


def problems_of(publication: Publication, *, editions: Iterable[str]) -> Iterator[Problem]:
    """Give the entries of lists written in `editions` whose wording is not in the text."""
    languages = set(editions)
    if not any(ARROW in document.text for document in documents(publication)):
        return
    found = lists(publication)
    for issue in dict.fromkeys(entry.issue for entry in found.entries):
        document = next(each for each in documents(publication) if each.issue == issue)
        if document.is_gone or any(sources.unreadable(document)):
            continue
        yield from _of_issue(publication, document, found.of(issue), languages)


def _of_issue(
    publication: Publication, issue: Document, entries: list[Correction], languages: set[str]
) -> Iterator[Problem]:
    texts: dict[str, str] = {}
    paragraphs = _paragraphs(issue)
    for at, entry in enumerate(entries):
        language = entry.language
        if language not in languages:
            continue
        if language not in texts:
            texts[language] = _text(publication, issue, language)
        stands = entry.stands
        for later in entries[at + 1 :]:
            if words(stands) in words(later.stood):
                stands = later.stands
            stands = replaced(stands, later.stood, later.stands)
        message = ""
        if words(stands) not in texts[language]:
            still = words(entry.stood) in texts[language]
            message = (
                f"'{issue.name}' still has “{entry.stood}”; correct it there too"
                if still
                else f"'{issue.name}' has no “{entry.stands}”; say what stands there now"
            )
        elif language == issue.language and entry.paragraph:
            message = _misnumbered(entry.paragraph, stands, paragraphs)
        if message:
            where = Location(entry.path, entry.line)
            yield Problem(CORRECTION.id, CORRECTION.severity, where, message)


def _misnumbered(number: str, stands: str, paragraphs: list[tuple[str, str]]) -> str:
    """Say so if the wording is in other paragraphs than the one that is named."""
    found = [each for each, text in paragraphs if words(stands) in text]
    if not found or number in found:
        return ""
    return f"“{stands}” stands in paragraph {', '.join(found)}, not in {number}"


def _paragraphs(issue: Document) -> list[tuple[str, str]]:
    """Give the numbers of an issue's paragraphs and their words."""
    try:
        _ledger, numbering = citations.frozen(issue)
        texts = citations.read(issue.path).texts
    except EditionsError:
        return []  # the check of the ledger tells of it
    numbers = (each.number for each in numbering.paragraphs)
    return [(number, words(text)) for number, text in zip(numbers, texts, strict=True)]


def _text(publication: Publication, issue: Document, language: str) -> str:
    """Give the words of an issue in a language: of the document, or of its translations."""
    if language == issue.language:
        return words(issue.text)
    try:
        entries = po.read(layout.messages(publication, language) / f"{issue.name}.po")
    except CatalogueError:
        return " "
    return " ".join(words(entry.msgstr) for entry in entries if not entry.obsolete)


def _labels(document: Document, issue: str) -> bool:
    """Tell whether a document may have a section of an issue, without reading it."""
    text = document.text
    return f"-{issue}:" in text or month_of(issue, document.language).lower() in text.lower()


def _is_of(section: nodes.section, issue: str, language: str) -> bool:
    if any(identifier.endswith(f"-{issue}") for identifier in section["ids"]):
        return True
    title = section.next_node(nodes.title)
    month = month_of(issue, language).lower()
    return title is not None and month in " ".join(title.astext().lower().split())


def _entries(
    publication: Publication, document: Document, section: nodes.section, issue: str
) -> Iterator[Correction]:
    path = document.path.relative_to(publication.root).as_posix()
    for paragraph in section.findall(nodes.paragraph):
        for entry in _ENTRY.finditer(paragraph.rawsource):
            role = entry["stoodrole"] or entry["standsrole"] or document.language
            if role not in publication.languages:
                continue
            yield Correction(
                path,
                paragraph.line or 1,
                issue,
                role,
                " ".join((entry["stood"] or entry["stoodquoted"]).split()),
                " ".join((entry["stands"] or entry["standsquoted"]).split()),
                _number(paragraph.rawsource[: entry.start()], document.language),
            )


def _number(before: str, language: str) -> str:
    found = [fact for fact in facts(before, language) if fact.kind not in {"date", "year", "month"}]
    if [fact.kind for fact in found] != ["number"]:
        return ""
    number = re.fullmatch(r"(\d+[a-z]?)\W*", before[found[0].start :])
    return number[1] if number else ""
