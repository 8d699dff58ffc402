"""The yearly volume: what each issue left of itself → the data of one file.

No document is read again. Labels, notes and pictures of an issue get its key before their
names; what led to the web page of an issue that is in the volume leads to its pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx.locale import _

from editions.config import Publication
from editions.pdf.front import publisher_fact, web_address
from editions.pdf.hyphens import rules
from editions.pdf.names_index import volume_index
from editions.pdf.notes import Mends
from editions.pdf.qr import qr
from editions.pdf.sides import objects
from editions.pdf.typeset import MENDS, Sheet
from editions.pdf.walk import Content, Data
from editions.problems import BuildError
from editions.site.gazetteer_page import Register
from editions.site.months import capital, months_of

TEMPLATE = "volume.typ"


@dataclass(frozen=True)
class Bound:
    """An issue in a volume: its key ("2020-12"), its data, the folder it was set in.

    `mends` is what its last run had to do.
    """

    key: str
    data: Data
    mends: Data
    folder: Path

    @property
    def start(self) -> str:
        """The label of its first page."""
        return self.label(self.data["heading"]["id"])

    def label(self, identifier: str) -> str:
        """Give the label in the volume of what has a label in the issue."""
        return f"{self.key}.{identifier}"

    def find(self, identifier: str) -> str:
        """Give the label in the volume of any id of the document, at least its first page's."""
        identifier = self.data["labels"].get(identifier, identifier)
        return self.label(identifier) if identifier in self._known else self.start

    @property
    def paragraphs(self) -> Iterator[str]:
        """Give the ids of all paragraphs and notes that have one."""
        for each in objects(self.data["body"]):
            if each.get("type") in {"paragraph", "note"} and "id" in each:
                yield each["id"]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(each["id"] for each in objects(self.data["body"]) if "id" in each)


def bound(folder: Path, pdf: Path) -> Bound:
    """Read what an issue left in the folder it was set in; raise `BuildError` if it did not."""
    if not pdf.is_file():
        raise BuildError(f"its issue {folder.name} could not be set")
    try:
        data, mends = (
            json.loads((folder / name).read_text("utf-8")) for name in ("data.json", MENDS)
        )
    except (OSError, ValueError) as error:
        message = f"its issue {folder.name} left nothing to bind ({error}); build it afresh"
        raise BuildError(message) from None
    return Bound(folder.name, data, mends, folder)


def volume(
    publication: Publication, language: str, issues: Sequence[Bound], names: Register
) -> Sheet:
    """Bind issues of one year, oldest first and one at least."""
    year = issues[0].key[:4]
    newest = issues[-1].data
    months = {each.key: months_of(language)[int(each.key[5:]) - 1] for each in issues}
    found = {each.key: each.data["mentions"] for each in issues}
    rebound = _Rebound(publication, language, issues)
    series = newest["series"]
    data: Data = {
        "language": language,
        "date": max(each.data["date"] for each in issues),
        "title": f"{capital(newest['keywords'][0])}, {year}",
        "year": year,
        "series": {**series, "text": capital(series["text"])},
        "publisher": newest["publisher"],
        "keywords": [newest["keywords"][0], year],
        "facts": _facts(publication, language, months=_run(list(months.values()))),
        "qr": _qr(publication, language),
        "contents": newest["contents"],
        "note": newest["note"],
        "chapters": [rebound.chapter(each) for each in issues],
    }
    if at_end := volume_index(found, names, language=language, months=months):
        data["index"] = at_end
    return Sheet(
        data,
        dict(_images(issues)),
        date.fromisoformat(data["date"]),
        template=TEMPLATE,
        mends=_mends(issues, language),
    )


def _mends(issues: Sequence[Bound], language: str) -> Mends:
    """Give what the issues have told of hyphens: their lines end in the volume where they did.

    What concerns pages is not among it, since they are others. Words at the end of a page, which
    nobody has looked at in the issues, are within one here: to take care in all paragraphs of a
    language that has rules of division costs a tenth of a run, and spares a second one.
    """
    ruled = language in rules()
    return Mends(
        dear={
            issue.label(key): cost for issue in issues for key, cost in issue.mends["dear"].items()
        },
        careful=tuple(
            sorted(
                issue.label(key)
                for issue in issues
                for key in {*issue.mends["careful"], *(issue.paragraphs if ruled else ())}
            )
        ),
    )


def _run(months: Sequence[str]) -> str:
    """Name months in a row: "January – December"; one alone stands alone."""
    return months[0] if len(months) == 1 else f"{months[0]} – {months[-1]}"


def _facts(publication: Publication, language: str, *, months: str) -> list[Data]:
    """Give the lines at the foot of the cover; what is not known has no line."""
    address = _address(publication, language) if publication.base_url else ""
    facts: list[Data] = [
        {"label": _("Issues"), "text": months},
        publisher_fact(publication, language),
        {"label": _("Language"), "text": publication.edition(language).autonym},
        {"label": _("Web edition"), "text": address, "url": address},
    ]
    return [fact for fact in facts if fact["text"]]


def _address(publication: Publication, language: str) -> str:
    """Give the address of the page that lists the issues."""
    return web_address(publication, language=language, document="index")


def _qr(publication: Publication, language: str) -> Data | None:
    if not publication.base_url or "qr" not in publication.title_block:
        return None
    return qr(_address(publication, language), label=_("Web edition"))


def _images(issues: Sequence[Bound]) -> Iterator[tuple[str, Path]]:
    for issue in issues:
        for node in objects(issue.data["body"]):
            if node.get("type") == "image":
                yield f"{issue.key}-{node['file']}", issue.folder / "images" / node["file"]


@dataclass(frozen=True)
class _Rebound:
    """Makes chapters of issues."""

    publication: Publication
    language: str
    issues: Sequence[Bound]

    @cached_property
    def _at(self) -> Mapping[str, Bound]:
        """The issues by the addresses of their web pages."""
        return {
            web_address(
                self.publication, language=self.language, document=f"reports/{issue.key}"
            ): issue
            for issue in self.issues
        }

    @cached_property
    def _page(self) -> list[str]:
        return _("p. %s").split("%s")

    def chapter(self, issue: Bound) -> Data:
        """Give an issue as it stands in the volume."""
        data = issue.data
        state = _("Text")
        return {
            "month": data["month"],
            "id": issue.start,
            "heading": self._in(issue, data["heading"]),
            "state": [fact["text"] for fact in data["facts"] if fact["label"] == state],
            "body": self._in(issue, data["body"]),
        }

    def _in(self, issue: Bound, value: Any) -> Any:
        """Copy data, with the names that it has in the volume."""
        if isinstance(value, list):
            return [self._in(issue, item) for item in value]
        if not isinstance(value, dict):
            return value
        copy = {key: self._in(issue, item) for key, item in value.items()}
        for key in ("id", "to"):
            if key in copy:
                copy[key] = issue.label(copy[key])
        if copy.get("type") == "image":
            copy["file"] = f"{issue.key}-{copy['file']}"
        return self._across(copy) if "url" in copy else copy

    def _across(self, link: Data) -> Data:
        """Let a link to an issue of the volume lead to its page, and say which that is."""
        address, _mark, identifier = link["url"].partition("#")
        other = self._at.get(address)
        if other is None:
            return link
        label = other.find(identifier)
        before, after = self._page
        content: Content = [
            {"type": "link", "to": label, "content": link.get("content", [])},
            ", ",
            {"type": "page", "to": label, "before": before, "after": after},
        ]
        return {"type": "plain", "content": content}
