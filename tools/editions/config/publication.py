"""What a publication is: its folder, its editions, what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from editions.problems import Problem, Severity, UsageError

AUTONYMS = {"be": "Беларуская", "ru": "Русский", "en": "English"}
"""The languages an edition can have, each by its own name."""

ROMANIZATION = "national_2007_be"
"""The scheme of an edition that names none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A language version of the publication."""

    language: str
    autonym: str


@dataclass(frozen=True, slots=True)
class Demands:
    """What an issue must fulfil in an edition to be linked as finished.

    `complete` is the least share of translated words (per cent), `held` the highest number
    of held translations (None: any), `checks` whether `editions check` must find no error.
    """

    complete: int = 0
    held: int | None = None
    checks: bool = False


NO_DEMANDS = Demands()
DEFAULT_DEMANDS = Demands(complete=80, held=0, checks=True)
"""What is asked where a publication says nothing of its gate: nothing unfinished gets out."""

DEMANDED = tuple(field.name for field in fields(Demands))
"""The names of what can be demanded, as the settings have them."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the setting of one PDF may take at most: seconds of processor time, memory in MB.

    A volume of 606 pages took 20 s and 2,000 MB.
    """

    seconds: int = 600
    memory: int = 4000


@dataclass(frozen=True, slots=True)
class Trust:
    """What documents may do that pages do not by themselves.

    `raw` lets text through to readers as it is, `links` names what links may begin with beside
    http, https and mailto.
    """

    raw: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vouched:
    """How grave what a check finds is in a publication (None: not at all), and the reason."""

    severity: Severity | None
    reason: str


TITLE_BLOCK = ("series", "month", "publisher", "language", "state", "address", "qr")
"""What stands on page one of a PDF beside the title, unless the settings choose less."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A folder with reports, catalogues and settings.

    `title` and `publisher` are in `source_language`; `publisher` and `base_url` may be
    empty. `base_url`, where given, ends without a slash.
    """

    root: Path
    title: str
    publisher: str
    editions: tuple[Edition, ...]
    base_url: str = ""
    source_language: str = "en"
    romanizations: Mapping[str, str] = field(default_factory=dict, hash=False)
    gate: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """``[tool.editions.gate]``, validated; `demands` reads it."""
    title_block: tuple[str, ...] = TITLE_BLOCK
    bounds: Bounds = Bounds()
    trust: Trust = Trust()
    spelling: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Language → the name of the dictionary that judges it, where the settings say so."""
    checks: Mapping[str, Vouched] = field(default_factory=dict, hash=False)
    """The id of a check → how grave what it finds is, where the settings say so."""

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def locale(self) -> Path:
        return self.root / "locale"

    @property
    def work(self) -> Path:
        """Where builds keep what no reader sees."""
        return self.root / "build"

    @property
    def site(self) -> Path:
        return self.work / "site"

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(edition.language for edition in self.editions)

    def edition(self, language: str) -> Edition:
        """Give the edition of that language; raise `UsageError` if there is none."""
        for edition in self.editions:
            if edition.language == language:
                return edition
        raise UsageError(f"no edition '{language}' here; there are: {', '.join(self.languages)}")

    def romanization(self, language: str) -> str:
        """Give the id of the scheme by which that edition writes places in Latin letters."""
        return self.romanizations.get(language, ROMANIZATION)

    def weighed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Give problems as grave as the settings say, without those of switched-off checks."""
        for problem in problems:
            said = self.checks.get(problem.id)
            if said is None:
                yield problem
            elif said.severity is not None:
                yield replace(problem, severity=said.severity)

    def demands(self, language: str, issue: str) -> Demands:
        """Give what the gate asks of an issue in an edition.

        What is said of the edition goes before what is said of all, of the issue before
        that, and of the issue in that edition before everything. Where nothing is said of all,
        the default is.
        """
        of_edition = self.gate.get(language, {})
        of_all = self.gate if any(key in self.gate for key in DEMANDED) else asdict(DEFAULT_DEMANDS)
        layers = (of_all, of_edition, self.gate.get(issue, {}), of_edition.get(issue, {}))
        said = {key: layer[key] for layer in layers for key in DEMANDED if key in layer}
        return Demands(**said)
