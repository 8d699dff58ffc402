"""Why a build made the pages it made, and what its stages cost: `editions build --explain`."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from editions.config import Publication
from editions.documents import documents
from editions.problems import UsageError

_MANY = "all pages of"


@dataclass(slots=True)
class Reasons:
    """What a build notes of itself: why pages were made, and what its stages took."""

    pages: dict[str, str] = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)
    stages: dict[str, tuple[float, float]] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Note the seconds of the processor, of processes that ended too, and of the clock."""
        used, begun = _used(), time.monotonic()
        try:
            yield
        finally:
            cpu, wall = self.stages.get(name, (0.0, 0.0))
            self.stages[name] = (cpu + _used() - used, wall + time.monotonic() - begun)

    def note(self, language: str, made: Mapping[str, str], whole: str) -> None:
        """Note why documents of an edition were made; `whole` is why all were, if they were."""
        if whole:
            self.editions[language] = whole
        for name, why in made.items():
            self.pages.setdefault(f"{language}/{name}", why)

    def told(self, page: str) -> Iterator[str]:
        """Say why a page ("be/reports/2020-12") was made, and what the stages took."""
        language = page.partition("/")[0]
        if page not in self.pages:
            yield f"{page}: not made again: nothing it is made of has changed"
        elif whole := self.editions.get(language):
            yield f"{page}: made again: {_MANY} {language} were: {whole}"
        else:
            yield f"{page}: made again: {self.pages[page]}"
        for name, (cpu, wall) in self.stages.items():
            yield f"  {name}: {cpu:.2f} s of the processor, {wall:.2f} s"


def changed(before: Mapping[str, str] | None, now: Mapping[str, str]) -> str:
    """Say what of the inputs of all pages is another, "" if nothing is; None: there were none."""
    if before is None:
        return "there were none before"
    names = [name for name in {**now, **before} if before.get(name) != now.get(name)]
    if not names:
        return ""
    more = f", and {len(names) - 1} more" if len(names) > 1 else ""
    first = names[0]
    what = "is gone" if first not in now else "has changed" if first in before else "is new"
    return f"{first} {what}{more}"


def page_of(publication: Publication, said: str, languages: Collection[str]) -> str:
    """Give the page that somebody named of `languages`; raises `UsageError` if there is none."""
    page = said.removesuffix(".html")
    language, _, name = page.partition("/")
    publication.edition(language)
    if language not in languages:
        raise UsageError(f"'{said}' is not built here: leave out --edition, or add '{language}'")
    names = [each.name for each in documents(publication)]
    if name not in names:
        example = f"{language}/{names[-1]}" if names else f"{language}/index"
        raise UsageError(f"no page '{said}'; name an edition and a document, as in '{example}'")
    return page


def _used() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
