"""Building the tiny publications of tests/roots/pdf-* as PDF, the way `make` does it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest

from editions import config, process
from editions.problems import Problem
from tests.pdf.pairs import build_half_done, build_report

ROOTS = Path(__file__).parent.parent / "roots"


@dataclass(frozen=True, slots=True)
class Built:
    """One run of the builder: where it wrote, and what it complained of."""

    output: Path
    doctrees: Path
    problems: list[Problem]

    def report(self, issue: str) -> Path:
        return self.output / "reports" / f"{issue}.pdf"

    def page(self, issue: str) -> Path:
        return self.output.parent / "html" / "reports" / f"{issue}.html"

    def data(self, issue: str) -> Path:
        """What Typst read."""
        return self.doctrees / "pdf" / "reports" / issue / "data.json"


Build = Callable[..., Built]


def build_pdf(
    root: Path, language: str, *, documents: tuple[str, ...] = (), pages: bool = False
) -> Built:
    """Build the PDFs of a publication into its own build folder, its `pages` too if asked."""
    work = root / "build" / language
    for path in sorted((root / "locale" / language).rglob("*.po")):
        compiled = work / "locale" / path.relative_to(root / "locale").with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(path)).save_as_mofile(str(compiled))
    job = process.Job(
        language=language,
        doctrees=work / "doctrees",
        builders={name: work / name for name in (("html", "pdf") if pages else ("pdf",))},
        catalogues=work / "locale",
        documents=documents,
    )
    outcome = process.run_sphinx(config.load(root), job)
    return Built(work / "pdf", work / "doctrees", list(outcome.problems))


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The publication with every kind of node, by language."""
    root = tmp_path_factory.mktemp("everything") / "root"
    shutil.copytree(ROOTS / "pdf-everything", root)
    return {language: build_pdf(root, language, pages=True) for language in ("be", "ru", "en")}


@pytest.fixture
def faults(tmp_path: Path) -> Path:
    """A copy of the publication in which some reports cannot be set."""
    shutil.copytree(ROOTS / "pdf-faults", tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real report in every edition and pair; the folder of the publication."""
    return build_report(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The half-done publication with an address, every pair of it."""
    return build_half_done(tmp_path_factory.mktemp("half"))
