"""Whoever asks for another look at a published translation does not take it from readers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config, gate
from editions.catalogue import po, proofs
from editions.catalogue.compile import publish
from editions.catalogue.states import State, catalogue_state
from editions.documents import named
from editions.site.blocks import load, path_of
from tests.conftest import Run
from tests.sphinxext.markup import read

Call = Callable[..., Run]
NAME = "reports/2021-01"
CATALOGUE = f"locale/be/LC_MESSAGES/{NAME}.po"
PROOF = f"docs/{NAME}.be.published.txt"
SNOW = "выпаў снег"


@pytest.fixture
def notes(root: Callable[[str], Path], editions: Call) -> Path:
    folder = root("trilingual")
    assert editions(folder, "update").code == 0
    assert editions(folder, "build", "--format", "html", "--edition", "be").code == 0
    return folder


def doubt(folder: Path, text: str = "") -> None:
    """Mark the message of the snow as any tool does; with `text`, translate it anew as well."""
    path = folder / CATALOGUE
    catalogue = po.read(path)
    entry = next(each for each in catalogue if SNOW in each.msgstr)
    entry.flags = ["fuzzy"]
    entry.msgstr = text or entry.msgstr
    po.write(path, catalogue)


def blocks_of(folder: Path) -> Path:
    return path_of(folder / "build/work/be/doctrees", NAME)


def state(folder: Path) -> State:
    found = catalogue_state(config.load(folder), "be", NAME).messages
    return next(each.state for each in found if each.msgid.startswith("Snow fell"))


def test_what_was_published_stays_and_is_marked(notes: Path, editions: Call) -> None:
    editions(notes, "build", "--format", "html")
    assert editions(notes, "freeze", "2021-01").code == 0
    lines = (notes / PROOF).read_text("utf-8").splitlines()
    assert [each for each in lines if each[0] != "#"] == sorted(set(lines[2:]))
    before = gate.verdict(config.load(notes), "be", NAME).percent
    doubt(notes)
    assert state(notes) is State.STALE
    assert gate.verdict(config.load(notes), "be", NAME).percent == before
    told = json.loads(editions(notes, "status", "--edition", "be", "--format", "json").out)
    [mine] = [each for each in told["documents"] if each["document"] == NAME]
    assert mine["words"]["stale"] > 0
    assert mine["words"]["suggested"] == 0
    done = editions(notes, "build", "--format", "html", "--edition", "be")
    assert "stale: the translation of 'Snow fell" in done.out + done.err
    page = read(notes / "build/site/be" / f"{NAME}.html")
    paragraph = page.one("p", class_="doubted")
    assert SNOW in paragraph.text
    assert paragraph.language == "be"
    # The source is the same, and no mark says otherwise.
    assert [each.text for each in page.one("main").all("p", class_="state")] == [
        "Пераклад патрабуе дапрацоўкі"
    ]
    [side] = [each for each in load(blocks_of(notes)).blocks if SNOW in each.text]
    assert (side.state, side.language) == ("doubted", None)
    # A new wording of the source finds it as any translation that was published.
    report = notes / "docs" / f"{NAME}.rst"
    text = report.read_text("utf-8")
    report.write_text(text.replace("It lay for", "It then lay for"), encoding="utf-8")
    assert editions(notes, "update").code == 0
    assert state(notes) is State.STALE
    publish(config.load(notes), "be")
    passages = json.loads((notes / f"build/states/be/{NAME}.json").read_text("utf-8"))["passages"]
    assert list(passages.values()) == ["stale"]
    assert "#| msgid" in (notes / CATALOGUE).read_text("utf-8")


def test_without_the_proof_it_is_a_proposal(notes: Path) -> None:
    doubt(notes)
    assert state(notes) is State.SUGGESTED


def test_another_text_is_not_proven(notes: Path, editions: Call) -> None:
    assert editions(notes, "freeze", "--force", "2021-01").code == 0
    doubt(notes, "6 студзеня ў Мінску выпаў снег. Ён ляжаў 12 дзён, кажуць.")
    assert state(notes) is State.SUGGESTED


def test_two_versions_joined_by_git_are_one(notes: Path) -> None:
    document = named(config.load(notes), NAME)
    path = proofs.proof_path(document, "be")
    path.write_text(proofs.dumps(["bb", "aa"]) + "bb\ncc\n", encoding="utf-8")
    assert proofs.load(path) == {"aa", "bb", "cc"}
    assert path.relative_to(notes).as_posix() == PROOF
