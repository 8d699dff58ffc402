"""The catalogues of this publication, as translators' tools see them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from editions import config
from editions.documents import documents
from tests.conftest import Run, tree

REPOSITORY = Path(__file__).parents[2]
CATALOGUES = sorted((REPOSITORY / "locale").rglob("*.po"))
DOCUMENTS = [path for path in CATALOGUES if path.name != "sphinx.po"]
MARKUP = re.compile(r":\w+:`[^`]*`|`[^`]+ <([^>]+)>`__|\[#\w*\]_|\*+[^*]+\*+|\|[^|]+\|")


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY / "locale").as_posix()


def test_every_document_has_its_catalogues_and_no_other() -> None:
    publication = config.load(REPOSITORY)
    expected = {
        f"{language}/LC_MESSAGES/{document.name}.po"
        for document in documents(publication)
        for language in publication.languages
        if language != document.language
    } | {"be/LC_MESSAGES/sphinx.po", "ru/LC_MESSAGES/sphinx.po"}
    assert {_name(path) for path in CATALOGUES} == expected


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_catalogue_is_complete_and_names_nobody(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert len(catalogue) > 0
    assert catalogue.untranslated_entries() == []
    assert catalogue.fuzzy_entries() == []
    text = path.read_text("utf-8")
    for trace in ("Creation-Date", "Generator", "@", "#: "):
        assert trace not in text
    # The fields that tools demand say nothing.
    assert catalogue.metadata["PO-Revision-Date"] == "1970-01-01 00:00"
    assert {catalogue.metadata["Last-Translator"], catalogue.metadata["Language-Team"]} == {""}
    assert catalogue.metadata["Language"] == path.relative_to(REPOSITORY / "locale").parts[0]


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_msgfmt_accepts_the_catalogue(path: Path) -> None:
    command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("verb", ["stat", "build"])
def test_sphinx_intl_accepts_the_folder(verb: str, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "locale", tmp_path / "locale")
    command = [sys.executable, "-m", "sphinx_intl", verb, "-d", str(tmp_path / "locale")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    if verb == "build":
        assert len(list(tmp_path.rglob("*.mo"))) == len(CATALOGUES)
    else:
        assert not re.search(r"[1-9]\d* (fuzzy|untranslated)", done.stdout), done.stdout


def test_extract_and_update_change_nothing(editions: Callable[..., Run], tmp_path: Path) -> None:
    for name in ("docs", "locale"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for name in ("pyproject.toml", "conf.py"):
        shutil.copy(REPOSITORY / name, tmp_path)
    before = tree(tmp_path / "locale")
    for verb in ("extract", "update"):
        done = editions(tmp_path, verb)
        assert done.code == 0, done
    assert tree(tmp_path / "locale") == before


def _markup(text: str) -> list[str]:
    """Give the markup of a message; the words of a link may differ, its target may not."""
    return sorted(re.sub(r"`[^`<]* <", "`<", found[0]) for found in MARKUP.finditer(text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_markup_of_translations_is_that_of_the_source(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        assert _markup(entry.msgstr) == _markup(entry.msgid), entry.msgid


WRONG_LETTERS = {"be": re.compile(r"[ИиЩщЪъ]"), "ru": re.compile(r"[ІіЎў]")}
WRONG_SIGNS = re.compile(r"[\"'“]|(?<!\w)-(?!\w)|  ")
MIXED = re.compile(r"[а-яёіў][a-z]|[a-z][а-яёіў]", re.IGNORECASE)


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if _name(p)[:2] != "en"], ids=_name)
def test_letters_and_signs_are_those_of_the_language(path: Path) -> None:
    wrong = WRONG_LETTERS[_name(path)[:2]]
    for entry in polib.pofile(str(path)):
        text = re.sub(r":\w+:`[^`]*`", "…", entry.msgstr)
        assert not wrong.search(text), text
        assert not WRONG_SIGNS.search(text), text
        assert not MIXED.search(text), text
