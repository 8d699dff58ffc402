"""Files judged in processes side by side: the same is found, whatever becomes of a process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editions import children, config, judging, shares
from editions.catalogue.compile import publish
from editions.checks.by_file import FINDINGS
from editions.checks.texts import text_files
from editions.config import Publication
from editions.recall import Recall

Root = Callable[[str], Path]


@pytest.fixture
def publication(root: Root, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """A publication with a wrong number in one language."""
    folder = root("trilingual")
    path = folder / "locale/be/LC_MESSAGES/reports/2021-01.po"
    text = path.read_text("utf-8")
    assert "ляжаў 12" in text
    path.write_text(text.replace("ляжаў 12", "ляжаў 13"), encoding="utf-8")
    monkeypatch.setattr(shares, "ENOUGH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return config.load(folder)


def found(publication: Publication) -> list[str]:
    return [str(each) for each in judging.problems(publication)]


def test_what_processes_find_is_what_one_finds(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, judged: list[str]
) -> None:
    together = found(publication)
    assert together
    assert judged == []
    for file in text_files(publication):
        assert Recall(publication).has(FINDINGS, file.inputs)
    (publication.work / "store").rename(publication.work / "gone")
    monkeypatch.setattr(shares, "ENOUGH", 1000)
    assert found(publication) == together
    assert judged


def test_few_files_start_nothing(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, judged: list[str]
) -> None:
    monkeypatch.setattr(shares, "ENOUGH", 1000)
    monkeypatch.setattr(shares, "_begin", None)
    assert found(publication)
    assert judged


@pytest.mark.parametrize("code", ["pass", "import sys; print('heard', flush=True); sys.exit(3)"])
def test_a_process_that_ends_costs_time_alone(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, judged: list[str], code: str
) -> None:
    start = children.start

    def broken(module: str, *arguments: str, **how: Any) -> subprocess.Popen[str]:
        if module != "editions.shares":
            return start(module, *arguments, **how)
        return subprocess.Popen([sys.executable, "-c", code], encoding="utf-8", **how)

    with monkeypatch.context() as patch:
        patch.setattr(children, "start", broken)
        told = found(publication)
    assert judged
    (publication.work / "store").rename(publication.work / "gone")
    assert found(publication) == told


@pytest.fixture
def published(publication: Publication) -> dict[str, bytes]:
    """What every catalogue is published as by one process."""
    for language in publication.languages:
        publish(publication, language)
    made = files_of(publication)
    assert made
    for path in made:
        (publication.work / path).unlink()
    return made


def files_of(publication: Publication) -> dict[str, bytes]:
    paths = [
        *publication.work.glob("locale/**/*.[pm]o"),
        *publication.work.glob("states/**/*.json"),
    ]
    return {path.relative_to(publication.work).as_posix(): path.read_bytes() for path in paths}


def test_catalogues_are_published_as_by_one(
    publication: Publication, published: dict[str, bytes]
) -> None:
    recall = Recall(publication)
    with shares.judged(publication, recall, jobs=2, published=publication.languages):
        pass
    assert files_of(publication) == published


def test_what_is_published_is_not_made_again(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in publication.languages:
        publish(publication, language, memory=Recall(publication))
    made = files_of(publication)
    monkeypatch.setattr("editions.catalogue.compile.reading", None)
    for language in publication.languages:
        publish(publication, language, memory=Recall(publication))
    assert files_of(publication) == made


def test_what_was_published_and_is_gone_or_changed_is_made_again(publication: Publication) -> None:
    for language in publication.languages:
        publish(publication, language, memory=Recall(publication))
    made = files_of(publication)
    gone, changed, *_ = sorted(name for name in made if name.endswith(".mo"))
    (publication.work / gone).unlink()
    (publication.work / changed).write_bytes(b"damaged")
    for language in publication.languages:
        publish(publication, language, memory=Recall(publication))
    assert files_of(publication) == made
