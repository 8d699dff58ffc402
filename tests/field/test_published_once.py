"""What was published is not made or looked at again, and not believed without its digest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from editions.cli import main
from editions.site import copies, forms, zips
from editions.site.traces import Traces
from tests.conftest import ROOTS, Run
from tests.conftest import tree as files_of

Call = Callable[..., Run]
BUILD = ("build", "--format", "html")
RECORDS = (
    *("cache/digests.json", "cache/links.json", "cache/scan.json", "cache/pictures-be.json"),
    *("work/copies.json", "work/pairs.json"),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a publication of two issues in three editions; tests only read it."""
    folder = tmp_path_factory.mktemp("once") / "publication"
    shutil.copytree(ROOTS / "trilingual", folder)
    assert main(["-C", str(folder), *BUILD]) == 0
    return folder


@pytest.fixture
def again(built: Path, tmp_path: Path) -> Path:
    """Give a copy of it, to be built once more."""
    return Path(shutil.copytree(built, tmp_path / built.name))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what is made from now on: copies, pages between editions, looks at texts."""
    seen: list[str] = []
    of_issue, zipped, spared = copies._of_issue, zips.edition_zip, forms.spared
    text, shape = Traces._text, forms.shape

    def noted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def noting(*given: object, **named: object) -> object:
            seen.append(name)
            return call(*given, **named)

        return noting

    monkeypatch.setattr(copies, "_of_issue", noted("copies of an issue", of_issue))
    monkeypatch.setattr(copies, "edition_zip", noted("zip", zipped))
    monkeypatch.setattr(forms, "spared", noted("made", spared))
    monkeypatch.setattr(Traces, "_text", noted("text looked at", text))
    monkeypatch.setattr(forms, "shape", noted("page checked", shape))
    return seen


def edit(folder: Path) -> None:
    """Translate one entry of one issue otherwise."""
    path = folder / "locale/ru/LC_MESSAGES/reports/2021-02.po"
    catalogue = polib.pofile(str(path), wrapwidth=0)
    entry = next(each for each in catalogue if each.translated() and len(each.msgstr) > 30)
    entry.msgstr = entry.msgstr.rstrip(".") + ", так."
    catalogue.save()


def test_what_did_not_change_costs_nothing(again: Path, editions: Call, made: list[str]) -> None:
    editions(again, *BUILD)
    made.clear()
    assert editions(again, *BUILD).code == 0
    for name in files_of(again / "build/site"):
        (again / "build/site" / name).touch()  # it is read, and is the same
    assert editions(again, *BUILD).code == 0
    assert made == []


def test_what_changed_is_made_and_the_rest_stays(
    again: Path, editions: Call, made: list[str]
) -> None:
    edit(again)
    done = editions(again, *BUILD)
    assert made.count("copies of an issue") == 1
    assert made.count("zip") == 1
    site = again / "build/site"
    other = files_of(site)
    shutil.rmtree(again / "build")
    made.clear()
    assert editions(again, *BUILD).code == done.code
    assert files_of(site) == other
    assert made.count("copies of an issue") == 2
    assert made.count("zip") == 3


@pytest.mark.parametrize("damage", ["[]", '{"how": 3, "be": 1, "2021-01": {"files": []}}', "\0"])
def test_a_damaged_record_is_no_record(again: Path, editions: Call, damage: str) -> None:
    before = files_of(again / "build/site")
    for name in RECORDS:
        (again / "build" / name).write_text(damage, "utf-8")
    done = editions(again, *BUILD)
    assert (done.code, done.out) == (0, "")
    assert files_of(again / "build/site") == before


@pytest.mark.parametrize(
    "name", ["copies/be.zip", "be-ru/reports/2021-01.html", "2021-01/2021-01.html"]
)
def test_a_damaged_copy_is_made_again(again: Path, editions: Call, name: str) -> None:
    before = files_of(again / "build/site")
    path = again / "build/site" / name
    path.write_bytes(path.read_bytes().replace(b"e", b"x", 1))
    edit(again)
    editions(again, *BUILD)
    shutil.copytree(again / "build/site", again / "mended")
    shutil.rmtree(again / "build")
    editions(again, *BUILD)
    assert files_of(again / "mended") == files_of(again / "build/site")
    assert files_of(again / "mended").keys() == before.keys()
