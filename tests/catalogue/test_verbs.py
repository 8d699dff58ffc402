"""The verbs `extract` and `update`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.conftest import ROOT, tree
from tests.conftest import Run

Call = Callable[..., Run]


@pytest.fixture
def winter(tmp_path: Path) -> Path:
    shutil.copytree(ROOT, tmp_path / "winter")
    return tmp_path / "winter"


def test_extract_then_update_then_nothing_new(winter: Path, editions: Call) -> None:
    first = editions(winter, "extract")
    assert (first.code, first.out) == (0, "")
    assert "wrote build/gettext/reports/2021-01.pot" in first.err
    assert not (winter / "locale").exists()
    second = editions(winter, "update", "--edition", "ru")
    assert (second.code, second.out) == (0, "")
    assert "wrote locale/ru/LC_MESSAGES/reports/2021-01.po: 6 new" in second.err
    assert not (winter / "locale/be").exists()
    editions(winter, "update")
    before = tree(winter / "locale")
    third = editions(winter, "update")
    assert third.err.count("nothing new") == 1
    assert tree(winter / "locale") == before


def test_update_follows_a_document_that_has_just_been_edited(winter: Path, editions: Call) -> None:
    editions(winter, "update")
    document = winter / "docs/about/method.rst"
    document.write_text(document.read_text("utf-8") + "\nЧасам і тэрмометр.\n", encoding="utf-8")
    done = editions(winter, "update")
    assert "wrote locale/en/LC_MESSAGES/about/method.po: 1 new, 2 kept" in done.err
    assert 'msgid "Часам' in (winter / "locale/en/LC_MESSAGES/about/method.po").read_text("utf-8")


def test_a_broken_catalogue_ends_in_1_and_is_named(winter: Path, editions: Call) -> None:
    editions(winter, "update")
    path = winter / "locale/be/LC_MESSAGES/index.po"
    path.write_text(path.read_text("utf-8") + ">>>>>>> theirs\n", encoding="utf-8")
    line = len(path.read_text("utf-8").splitlines())
    done = editions(winter, "update")
    begin = f"locale/be/LC_MESSAGES/index.po:{line}: error catalogue: a merge-conflict mark"
    assert (done.code, done.out.startswith(begin)) == (1, True)
    told = json.loads(editions(winter, "update", "--format", "json").out)
    assert [(item["path"], item["line"], item["edition"]) for item in told] == [
        ("locale/be/LC_MESSAGES/index.po", line, "be")
    ]


def test_an_unknown_edition_ends_in_2(winter: Path, editions: Call) -> None:
    done = editions(winter, "update", "--edition", "pl")
    assert done.code == 2
    assert "no edition 'pl' here" in done.err
    assert not (winter / "build").exists()
