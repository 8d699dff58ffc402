"""Fixtures that all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils.parsers.rst import directives, roles
from hypothesis import HealthCheck, settings

from editions.checks import by_file
from editions.checks.texts import Text
from editions.cli import main
from editions.names import gazetteer, termbase
from tests.apart import keep_children_apart

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A busy machine is no fault of what is tested: no test asks how long anything took.
settings.register_profile(
    "any machine", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

REPOSITORY = Path(__file__).parent.parent
ROOTS = REPOSITORY / "tests" / "roots"
DECEMBER = ROOTS / "december"
"""The report of December 2020 as it once stood: to read and to copy, never to build in.

The repository's own publication goes on; what tests expect of a real one must not go with it.
"""
keep_children_apart()

collect_ignore = ["roots"]  # each has a conf.py of its own, and all of them one name


# Without these, Chromium calls its maker at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


PATIENCE = 60_000
"""How long a page may take to show what is waited for, in milliseconds: for ever, nearly."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module", autouse=True)
def docutils_as_found() -> Iterator[None]:
    """See that the roles and directives of a Sphinx go with it: docutils keeps one table of each.

    What stays would change how the tests after it in this process read a document.
    """
    yield
    # What Sphinx makes docutils' own (:code:), no docutils_namespace() puts back.
    own = [*vars(roles)["_role_registry"].values()]
    tables = (vars(directives)["_directives"], vars(roles)["_roles"])
    left = [
        name
        for table in tables
        for name, it in table.items()
        if _maker(it) != "docutils" and it not in own
    ]
    assert not left, f"start Sphinx within docutils_namespace(); it left {left}"


def _maker(it: object) -> str:
    """Name the package that a role or directive is from."""
    return str(getattr(it, "__module__", "docutils")).partition(".")[0]


def tree(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder: path relative to it → content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def ungated(settings: str) -> str:
    """Give the settings of a publication of tests/roots without the gate it sets."""
    return "".join(line for line in settings.splitlines(True) if not line.startswith("gate."))


@pytest.fixture(scope="session", autouse=True)
def _frozen_registers() -> Iterator[None]:
    """Give publications without registers those of December: the ones we bring are worked on."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (gazetteer, termbase):
            patch.setattr(module, "SHIPPED", DECEMBER / "locale")
        yield


@pytest.fixture(scope="session")
def december(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the report of December 2020 for a whole run: to build in, not to change."""
    folder = tmp_path_factory.mktemp("frozen") / "december"
    shutil.copytree(DECEMBER, folder)
    yield folder
    now, before = tree(folder), tree(DECEMBER)
    changed = [name for name in {*now, *before} if now.get(name) != before.get(name)]
    # What is shared may be built, not changed: a test that must change it copies DECEMBER.
    assert [name for name in changed if not name.startswith("build/")] == []


@pytest.fixture
def root(tmp_path: Path) -> Callable[[str], Path]:
    """Copy a tiny publication of tests/roots to a temporary folder."""

    def copy(name: str) -> Path:
        target = tmp_path / name
        shutil.copytree(ROOTS / name, target)
        return target

    return copy


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose texts are judged in this process, not recalled."""
    names: list[str] = []
    judge = by_file.judged

    def noting(texts: list[Text], *rest: Any) -> Any:
        names.extend(sorted({text.path for text in texts}))
        return judge(texts, *rest)

    monkeypatch.setattr(by_file, "judged", noting)
    return names


@pytest.fixture
def editions(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Call the command line on a publication: ``editions(folder, "build", …)``."""

    def call(folder: Path, *arguments: str) -> Run:
        capsys.readouterr()
        try:
            code = main(["-C", str(folder), *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Run(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def site(december: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of December in every edition and form, built once for all tests."""
    output = tmp_path_factory.mktemp("built") / "site"
    assert main(["-C", str(december), "build", "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium: the one EDITIONS_BROWSER names, or the machine's."""
    # Most tests need no browser, nor what steers one.
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


def chromium() -> str:
    names = (os.environ.get("EDITIONS_BROWSER"), "chromium", "chromium-browser", "google-chrome")
    for name in names:
        if name and (path := shutil.which(name)):
            return path
    raise FileNotFoundError("no Chromium; tools/setup.sh installs one, or set EDITIONS_BROWSER")
