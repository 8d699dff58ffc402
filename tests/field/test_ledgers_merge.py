"""Two branches freeze an issue: the ledgers merge by number, and no number is lost or moved."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.problems import BuildError
from editions.site import ledger
from editions.site.ledger import Ledger, Paragraph
from editions.site.ledger_merge import merged
from tests.catalogue.git import Repository
from tests.conftest import Run

NAME = "docs/reports/2021-01.ledger.toml"


def made(*said: str, places: tuple[str, ...] = ("a",), editions: tuple[str, ...] = ()) -> Ledger:
    """Make a ledger of "3a snow" and the like."""
    paragraphs = tuple(
        Paragraph(number, f"print of {begins}", begins)
        for number, begins in (each.split(" ", 1) for each in said)
    )
    return Ledger(paragraphs, places, editions or None)


def told(found: Ledger) -> list[str]:
    return [f"{each.number} {each.begins}" for each in found.paragraphs]


BASE = made("1 snow", "2 ice", "3 rain")


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (["2a hail"], ["3a fog"], ["2a hail", "3a fog"]),
        (["2a hail"], ["2a fog"], ["2a hail", "2b fog"]),
        (["2a hail"], ["2a fog", "2b dew"], ["2a hail", "2b dew", "2c fog"]),
        (["2a hail", "2b fog"], ["2a fog"], ["2a hail", "2b fog"]),
        (["2a hail"], ["2a hail"], ["2a hail"]),
        (["4 hail"], ["4 fog", "5 dew"], ["4 hail", "4a fog", "5 dew"]),
        (["0a hail"], ["0a fog"], ["0a hail", "0b fog"]),
    ],
)
def test_new_paragraphs_of_both_sides_are_kept(
    ours: list[str], theirs: list[str], both: list[str]
) -> None:
    old = told(BASE)

    def side(new: list[str]) -> Ledger:
        return made(*sorted([*old, *new], key=lambda each: ledger.order(each.split()[0])))

    found, renumbered = merged(side(ours), side(theirs), BASE)
    assert found == side(both)
    assert all(each.paragraph in found.paragraphs for each in renumbered)


def test_editions_places_and_edited_texts_are_joined() -> None:
    base = made("1 snow", "2 ice", places=("a", "b"), editions=("be",))
    ours = made("1 snow", "2 ice now", places=("a", "c", "b"), editions=("be", "en"))
    theirs = made("1 snow then", "2 ice", places=("a", "b", "d"), editions=("be", "ru"))
    found, renumbered = merged(ours, theirs, base)
    assert told(found) == ["1 snow then", "2 ice now"]
    assert found.places == ("a", "c", "b", "d")
    assert found.editions == ("be", "en", "ru")
    assert renumbered == ()
    # What was frozen before is in it, whatever a side took out.
    assert told(merged(made("1 snow"), made("2 ice"), base)[0]) == ["1 snow", "2 ice"]


def test_what_both_have_edited_and_ledgers_from_nowhere() -> None:
    edited = merged(made("1 hail"), made("1 fog"), made("1 snow"))
    assert (told(edited[0]), edited[1]) == (["1 hail"], ())
    found, renumbered = merged(made("1 hail", "2 dew"), made("1 hail", "2 fog"), None)
    assert told(found) == ["1 hail", "2 dew", "2a fog"]
    assert [each.before for each in renumbered] == ["2"]


def test_whatever_is_merged_is_a_ledger(tmp_path: Path) -> None:
    numbers = ["0a", "1", "1a", "1b", "2", "3", "3a", "4"]
    sides = [
        made(*(f"{number} {name} {number}" for number in numbers[start::step]))
        for name, start, step in (("x", 0, 1), ("x", 1, 2), ("y", 0, 3), ("z", 2, 2))
    ]
    path = tmp_path / "2021-01.ledger.toml"
    for ours, theirs, base in itertools.product(sides, repeat=3):
        found, _renumbered = merged(ours, theirs, base)
        path.write_text(ledger.dumps(found, "2021-01"), "utf-8")
        assert ledger.load(path) == found
        kept = {each.number for side in (base, ours) for each in side.paragraphs}
        assert kept <= {each.number for each in found.paragraphs}


def test_git_merges_them_by_itself(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "copy")
    path = repository.top / NAME

    def commit(found: Ledger) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ledger.dumps(found, "2021-01"), "utf-8")
        repository.git("add", "docs")
        repository.git("commit", "--quiet", "-m", "freeze")

    commit(made("1 snow", "2 ice", editions=("be",)))
    repository.git("switch", "--quiet", "-c", "theirs")
    commit(made("1 snow", "1a fog", "2 ice", editions=("be", "ru")))
    repository.git("switch", "--quiet", "main")
    commit(made("1 snow", "1a hail", "2 ice", editions=("be", "en")))
    said = repository.git("merge", "--no-edit", "theirs")
    assert "“fog”) is 1b now" in said.stdout + said.stderr
    joined = made("1 snow", "1a hail", "1b fog", "2 ice", editions=("be", "en", "ru"))
    assert path.read_text("utf-8") == ledger.dumps(joined, "2021-01")


def test_marks_of_a_merge_are_one_line(
    root: Callable[[str], Path], editions: Callable[..., Run]
) -> None:
    folder = root("trilingual")
    path = folder / NAME
    sides = [ledger.dumps(made(f"1 {text}"), "2021-01").splitlines()[-1] for text in ("a", "b")]
    marks = ["<<<<<<< HEAD", sides[0], "=======", sides[1], ">>>>>>> theirs"]
    path.write_text("\n".join(["places = []", "", "[paragraphs]", *marks]) + "\n", "utf-8")
    with pytest.raises(BuildError, match="a conflict of a merge"):
        ledger.load(path)
    for verb in (("check",), ("freeze", "2021-01")):
        done = editions(folder, *verb)
        lines = [line for line in (done.out + done.err).splitlines() if "conflict" in line]
        assert done.code in {1, 3}, done
        assert len(lines) == 1, lines
        assert f"{NAME}:4: " in lines[0], lines
        assert "editions git setup" in lines[0]
