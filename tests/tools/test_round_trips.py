"""Any tool in, any tool out: catalogues go through others' tools and come back to ours."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po

from editions import config
from editions.catalogue import layout, po
from editions.catalogue.extract import extract
from editions.catalogue.update import update
from editions.config import Publication
from tests.conftest import DECEMBER, REPOSITORY, tree

OTHERS = REPOSITORY / ".venv-tools" / "bin"
"""Where tools/setup.sh puts translate-toolkit and Weblate (tests/tools/requirements.txt)."""

IDENTITY = (
    '"Last-Translator: Jan Kowalski <jan@example.org>\\n"\n'
    '"PO-Revision-Date: 2026-11-22 15:00+0300\\n"\n'
    '"X-Poedit-Basepath: /Users/jan/catalogues\\n"\n'
)
GONE = """
#  спытаць
#   яшчэ раз
#, fuzzy
#~| msgid "Gone before"
#~ msgid "Gone long ago"
#~ msgstr "Даўно няма"
"""

Fact = tuple[str, str, str]
"""What kind of thing somebody wrote, about which message, and what it says."""
Catalogues = dict[Path, tuple[str, str]]
"""The catalogues of a publication: path → language and name of the document."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A round through a tool, and the kinds of facts which it loses by itself."""

    name: str
    run: Callable[[Publication, Catalogues], None]
    loses: frozenset[str] = frozenset()


def call(*command: str | Path, cwd: Path, codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode in codes, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def program(name: str) -> str:
    """Find a program; the tests need GNU gettext, as tools/setup.sh installs it."""
    found = shutil.which(name)
    assert found, f"{name} is missing: install gettext"
    return found


def gettext(name: str, *options: str) -> Callable[[Publication, Catalogues], None]:
    """Make a round through a program of GNU gettext, file by file."""

    def run(publication: Publication, catalogues: Catalogues) -> None:
        for path in catalogues:
            call(program(name), *options, "-o", path, path, cwd=publication.root)

    return run


def msgmerge(publication: Publication, catalogues: Catalogues) -> None:
    """Merge with the templates, as a maintainer who is used to GNU gettext would."""
    options = ("--quiet", "--previous", "--update", "--backup=none")
    for path, (_, name) in catalogues.items():
        template = layout.template(publication, name)
        call(program("msgmerge"), *options, path, template, cwd=publication.root)


def with_polib(publication: Publication, catalogues: Catalogues) -> None:
    for path in catalogues:
        polib.pofile(str(path)).save(str(path))


def with_babel(publication: Publication, catalogues: Catalogues) -> None:
    for path, (language, _) in catalogues.items():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        with path.open("wb") as file:
            write_po(file, catalogue, width=76, include_previous=True)


def sphinx_intl(publication: Publication, catalogues: Catalogues) -> None:
    command = Path(sys.executable).with_name("sphinx-intl")
    languages = [part for language in publication.languages for part in ("-l", language)]
    folders = ("-d", publication.locale, "-p", layout.templates(publication))
    call(command, "update", *folders, *languages, cwd=publication.root)


def xliff(publication: Publication, catalogues: Catalogues) -> None:
    """Send the catalogues out as XLIFF, for OmegaT and the like, and take them back."""
    for path in catalogues:
        out = path.with_suffix(".xlf")
        call(OTHERS / "po2xliff", "--progress=none", path, out, cwd=publication.root)
        call(OTHERS / "xliff2po", "--progress=none", out, path, cwd=publication.root)
        out.unlink()


def weblate(publication: Publication, catalogues: Catalogues) -> None:
    script = Path(__file__).with_name("weblate_po.py")
    said = call(OTHERS / "python", script, *catalogues, cwd=publication.root)
    assert int(said) > 200


# What each of them loses by itself, before our tools see the file again. GNU gettext knows
# its own flags only; Babel reads no "#|" and "#~|", strips remarks and knows its own fields.
_OF_GNU = frozenset({"flag"})
_OF_BABEL = frozenset(
    {"field", "indents", "previous"} | {"obsolete fuzzy", "obsolete indents", "obsolete previous"}
)
_OF_XLIFF = frozenset(
    {"flag", "previous", "obsolete text", "obsolete remark"}
    | {"obsolete fuzzy", "obsolete indents", "obsolete previous"}
)
TOOLS = (
    Tool("msgcat", gettext("msgcat"), _OF_GNU),
    Tool("msgcat sorted", gettext("msgcat", "--sort-output", "--no-wrap"), _OF_GNU),
    Tool("msgmerge", msgmerge, _OF_GNU),
    Tool("msgattrib", gettext("msgattrib"), _OF_GNU),
    Tool("polib", with_polib, frozenset({"obsolete previous"})),
    Tool("Babel", with_babel, _OF_BABEL),
    Tool("sphinx-intl", sphinx_intl, _OF_BABEL),
    Tool("XLIFF", xliff, _OF_XLIFF),
    Tool("Weblate", weblate),
)


def catalogues_of(publication: Publication) -> Catalogues:
    return {
        layout.messages(publication, language) / f"{name}.po": (language, name)
        for language in publication.languages
        for name in (*layout.translated_documents(publication, language), layout.INTERFACE)
        if (layout.messages(publication, language) / f"{name}.po").is_file()
    }


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    """The report of December, its catalogues full of all that we promise to keep."""
    publication = config.load(shutil.copytree(DECEMBER, tmp_path, dirs_exist_ok=True))
    extract(publication)
    update(publication, publication.languages)
    for path in catalogues_of(publication):
        work_on(path)
    update(publication, publication.languages)
    return publication


def work_on(path: Path) -> None:
    """Do a translator's work: a remark, a confirmation, a doubtful text, a field, a loss."""
    catalogue = po.read(path)
    first, *_, last = catalogue.translated_entries()
    first.tcomment, first.flags = "спытаць рэдактара\n  двойчы", [*first.flags, "ignore-facts"]
    last.flags = ["fuzzy", *last.flags]
    last.previous_msgid = f"{last.msgid} once"
    po.write(path, catalogue)
    text = path.read_text("utf-8").replace('"Language:', '"X-Glossary: winter\\n"\n"Language:', 1)
    path.write_text(text + GONE, encoding="utf-8")


def facts(publication: Publication) -> set[tuple[str, Fact]]:
    found = set()
    for path in catalogues_of(publication):
        name = path.relative_to(publication.locale).as_posix()
        found |= {(name, fact) for fact in facts_of(po.read(path))}
    return found


def facts_of(catalogue: polib.POFile) -> Iterator[Fact]:
    if "X-Glossary" in catalogue.metadata:
        yield "field", "", catalogue.metadata["X-Glossary"]
    for entry in catalogue:
        gone = "obsolete " if entry.obsolete else ""
        if entry.msgstr:
            yield f"{gone}text", entry.msgid, entry.msgstr
        if entry.tcomment:
            yield f"{gone}remark", entry.msgid, " ".join(entry.tcomment.split())
            yield f"{gone}indents", entry.msgid, entry.tcomment
        if entry.previous_msgid:
            yield f"{gone}previous", entry.msgid, entry.previous_msgid
        for flag in entry.flags:
            if not flag.endswith("-format"):
                yield f"{gone}{'fuzzy' if flag == 'fuzzy' else 'flag'}", entry.msgid, flag


def kinds(lost: set[tuple[str, Fact]]) -> frozenset[str]:
    return frozenset(fact[0] for _, fact in lost)


def sign(publication: Publication) -> None:
    """Put a translator's name, clock and folder into the headers, as editors do."""
    for path in catalogues_of(publication):
        text = path.read_text("utf-8")
        lines = IDENTITY.splitlines(keepends=True)
        new = "".join(line for line in lines if line.partition(":")[0] not in text)
        path.write_text(text.replace('"Language:', f'{new}"Language:', 1), encoding="utf-8")


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_what_a_tool_leaves_is_kept(publication: Publication, tool: Tool) -> None:
    before, ours = facts(publication), catalogues_of(publication)
    tool.run(publication, ours)
    handed_back = facts(publication)
    assert " ".join(sorted(kinds(before - handed_back))) == " ".join(sorted(tool.loses))
    sign(publication)

    done = update(publication, publication.languages)
    assert [problem for problem in done.problems if problem.id != "orphan"] == []
    assert before - facts(publication) <= before - handed_back
    for path in ours:  # sphinx-intl makes more, for documents that need no translation
        check_clean(path)
    after = tree(publication.locale)
    update(publication, publication.languages)
    assert tree(publication.locale) == after


def check_clean(path: Path) -> None:
    """No place, clock, person or machine is left, and gettext finds nothing wrong."""
    text = path.read_text("utf-8")
    header = text[: text.index("\n\n")]
    assert not re.search(r"^#: ", text, re.MULTILINE)
    for word in ("Kowalski", "jan", "2026", "+0300", "@", "weblate", "Babel", "Translate Toolkit"):
        assert word not in header, header
    call(program("msgfmt"), "--check", "-o", "/dev/null", path, cwd=path.parent)


def test_sphinx_intl_counts_and_compiles_our_catalogues(publication: Publication) -> None:
    command = str(Path(sys.executable).with_name("sphinx-intl"))
    options = ("-d", publication.locale, "-l", "be")
    # Its exit code 1 says only that something is fuzzy or untranslated.
    said = call(command, "stat", *options, cwd=publication.root, codes=(0, 1))
    assert re.search(r"reports/2020-12\.po: \d\d translated, 1 fuzzy, 0 untranslated", said)
    call(command, "build", "-d", publication.locale, cwd=publication.root)
    for path in catalogues_of(publication):
        compiled = polib.mofile(str(path.with_suffix(".mo")))
        read = po.read(path)
        assert {entry.msgid: entry.msgstr for entry in compiled} == {
            entry.msgid: entry.msgstr for entry in read.translated_entries() if entry.msgstr
        }
