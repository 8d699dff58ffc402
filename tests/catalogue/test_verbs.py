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


@pytest.fixture
def settled(winter: Path, editions: Call) -> Path:
    """A publication in which neither verb has anything to write."""
    path = winter / "locale/be/LC_MESSAGES/index.po"
    editions(winter, "update")
    path.write_text(path.read_text("utf-8") + ">>>>>>> theirs\n", encoding="utf-8")
    editions(winter, "update")
    return winter


@pytest.mark.parametrize("verb", ["extract", "update"])
def test_with_nothing_changed_nothing_is_done_and_the_same_is_told(
    settled: Path, editions: Call, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    first = editions(settled, verb)
    assert "nothing new" in first.err
    with monkeypatch.context() as patch:
        patch.setattr("editions.catalogue.extract.extract", None)
        patch.setattr("editions.catalogue.update.update", None)
        assert editions(settled, verb) == first


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("docs/index.rst", "wrote build/gettext/index.pot"),
        ("build/gettext/index.pot", "wrote build/gettext/index.pot"),
        ("examples/cold.txt", "wrote build/gettext/about/method.pot"),
    ],
)
def test_whatever_templates_are_made_of_is_looked_at(
    settled: Path, editions: Call, name: str, what: str
) -> None:
    beside = settled / "examples/cold.txt"
    beside.parent.mkdir()
    beside.write_text("A cold day.\n", encoding="utf-8")
    document = settled / "docs/about/method.rst"
    included = "\n.. include:: ../../examples/cold.txt\n"
    document.write_text(document.read_text("utf-8") + included, encoding="utf-8")
    for _ in range(3):
        told = editions(settled, "extract").err
    assert "nothing new" in told
    path = settled / name
    if path.suffix == ".pot":
        path.unlink()
    elif path == beside:
        path.write_text("A bold day.\n", encoding="utf-8")
    else:
        path.write_text(path.read_text("utf-8") + "\nOne more.\n", encoding="utf-8")
    assert what in editions(settled, "extract").err
    assert "nothing new" in editions(settled, "extract").err


def test_a_killed_update_is_finished_though_nothing_has_changed(
    settled: Path, editions: Call
) -> None:
    editions(settled, "update")
    journal = settled / "build/cache/update.json"
    journal.write_text("{}", encoding="utf-8")
    assert "nothing new" in editions(settled, "update").err
    assert not journal.exists()


def test_a_folder_nobody_may_write_to_is_refused_though_nothing_has_changed(
    settled: Path, editions: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions(settled, "update")
    monkeypatch.setattr("os.access", lambda *_: False)
    done = editions(settled, "update")
    assert done.code == 3
    assert "cannot be written to" in done.err


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
