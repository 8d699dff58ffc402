"""A build killed anywhere, a damaged store, two builds at once: always a cold build's bytes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from editions.cli import main
from tests.conftest import tree
from tests.torture import victim
from tests.torture.scene import FULL, Trees, dice
from tests.torture.walk import publication

# One after the other, so that a step is the same one in every run, nearly.
BUILD = "build --jobs 1" if FULL else "build --jobs 1 --format html"
KILLS = 200 if FULL else 10
CATALOGUE = "locale/be/LC_MESSAGES/reports/2021-01.po"
WORDS = ("Снег у студзені", "Студзеньскі снег"), ("выпаў снег", "ляжаў снег")


@dataclass(slots=True)
class States:
    """A publication that is in one of two states, and the site that a cold build makes of each."""

    root: Path
    sites: tuple[Trees, Trees]
    now: int = 0

    @property
    def site(self) -> Trees:
        return tree(self.root / "build/site")

    def turn(self) -> Trees:
        """Edit a catalogue, from one state into the other; give the site that is to be."""
        _edit(self.root, self.now)
        self.now = 1 - self.now
        return self.sites[self.now]


def _edit(root: Path, state: int) -> None:
    path = root / CATALOGUE
    text = path.read_text("utf-8")
    for words in WORDS[0 if FULL else 1 :]:
        assert text.count(words[state]) == 1
        text = text.replace(words[state], words[1 - state])
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> States:
    root = publication(tmp_path_factory.mktemp("states"))
    other = tmp_path_factory.mktemp("elsewhere") / "other"
    shutil.copytree(root, other)
    _edit(other, 0)
    sites = []
    for each in (root, other):
        assert main(["-C", str(each), *BUILD.split()]) == 0
        sites.append(tree(each / "build/site"))
    assert sites[0] != sites[1]
    return States(root, (sites[0], sites[1]))


def test_whenever_a_build_is_killed_the_next_one_makes_what_a_cold_one_does(
    states: States,
) -> None:
    chance = dice("build kills")
    counted = []
    for _ in range(2):
        whole = states.turn()
        counted.append(victim.run(states.root, BUILD).counted)
        assert states.site == whole
    for number in range(KILLS):
        whole = states.turn()
        point = chance.randrange(min(counted))
        # Now and then from nothing, which takes more steps.
        if number % 5 == 4:
            shutil.rmtree(states.root / "build")
        run = victim.start(states.root, BUILD, die_at=point)
        when = f"kill {number}, at step {point} of {min(counted)}"
        assert run.wait() == -9, f"{when}: {run.words}"
        victim.run(states.root, BUILD)
        assert states.site == whole, when


def test_a_damaged_store_is_found_out_and_made_again(states: States) -> None:
    chance = dice("damage")
    store = states.root / "build/store"
    shutil.rmtree(states.root / "build")
    victim.run(states.root, BUILD)
    whole = tree(store)
    kinds = {name.partition("/")[0] for name in whole}
    assert {"built", "findings", "judged", "published", "state", "words"} <= kinds
    for name, data in whole.items():
        at = chance.randrange(len(data))
        damaged = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        (store / name).write_bytes(damaged)
    # Else Sphinx has nothing to do, and asks for nothing.
    shutil.rmtree(states.root / "build/work")
    said = victim.run(states.root, BUILD).words
    told = {kind for kind in kinds if f"build/store/{kind}/" in said}
    # Vetting writes the states anew before anybody asks; Sphinx's processes mend what is theirs
    # and say nothing. Both are sound again all the same.
    assert told == kinds - {"spellings", "state"}
    assert states.site == states.sites[states.now]
    left = tree(store)
    assert [
        name for name in whole if name.partition("/")[0] != "built" and left[name] != whole[name]
    ] == []


def test_two_builds_at_once_make_one_site(states: States) -> None:
    whole = states.turn()
    runs = [victim.start(states.root, BUILD, name=name) for name in ("first", "second")]
    for run in runs:
        assert run.wait() == 0, run.words
    assert states.site == whole
