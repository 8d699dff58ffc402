"""Which years an edition binds into one PDF each: those asked for, and those its site has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from editions.documents import Document
from editions.problems import UsageError


def years(sources: Iterable[Document]) -> tuple[str, ...]:
    """Give the years that have issues, rising."""
    return tuple(sorted({document.issue[:4] for document in sources if document.issue}))


def refuse_unknown(sources: Iterable[Document], asked: Iterable[str]) -> None:
    """Raise `UsageError` for a year that has no issue."""
    there = years(sources)
    for year in asked:
        if year not in there:
            raise UsageError(f"no issue of '{year}'; there are: {', '.join(there) or 'none'}")


def document(year: str) -> str:
    """Give the name that a volume has beside those of the issues.

    >>> document("2020")
    'reports/2020'
    """
    return f"reports/{year}"


def years_of(names: Iterable[str]) -> tuple[str, ...]:
    """Give the years of the volumes among names of documents.

    >>> years_of(["reports/2020-12", "reports/2020"])
    ('2020',)
    """
    found = (name.removeprefix("reports/") for name in names)
    return tuple(name for name in found if len(name) == 4)


@dataclass(frozen=True, slots=True)
class Pdfs:
    """The PDFs of an edition by the names of documents and volumes ("reports/2020").

    `documents` are the issues to be set and `years` the volumes to be bound, `there` is what
    already lies on the site, `kept` what may stay there although it is not made again.
    """

    documents: tuple[str, ...]
    years: tuple[str, ...]
    there: frozenset[str]
    kept: frozenset[str]

    @property
    def asked(self) -> frozenset[str]:
        return frozenset((*self.documents, *map(document, self.years)))


def pdfs(
    sources: Iterable[Document],
    asked: tuple[Sequence[str], Sequence[str]],
    *,
    withheld: Collection[str],
    site: Path,
) -> Pdfs:
    """Plan the PDFs of an edition; `asked` are issues (none: all) and years.

    `site` is where they are published: a volume that lies there is bound again whenever all
    issues are set; one that was bound for another place is none of this one's. An asked year
    brings its issues along, and has no volume in an edition that has none of them finished.
    """
    issues, asked_years = asked
    known = [each for each in sources if each.issue]
    finished = years(each for each in known if each.name not in withheld)
    once = [year for year in finished if _lies(document(year), site)]
    there = {each.name for each in known if _lies(each.name, site)}
    return Pdfs(
        documents=tuple(
            each.name
            for each in known
            if not issues or each.issue in issues or (each.issue or "")[:4] in asked_years
        ),
        years=tuple(
            year for year in finished if year in asked_years or (year in once and not issues)
        ),
        there=frozenset((*there, *map(document, once))),
        kept=frozenset((*(each.name for each in known), *map(document, finished))),
    )


def _lies(name: str, folder: Path) -> bool:
    return (folder / f"{name}.pdf").is_file()
