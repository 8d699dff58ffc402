"""Two runs at once: they wait for each other, and both results are there."""

from __future__ import annotations

import time

from tests.conftest import tree
from tests.torture import victim
from tests.torture.scene import FULL, Scene, dice, left_over, put

PAIRS = 100 if FULL else 2
VERBS = ["update", "merge", "update --edition be", "update --edition ru", "extract"]


def test_pairs_of_updates(scene: Scene) -> None:
    chance = dice("pairs")
    for number in range(PAIRS):
        scene.restore()
        verbs = ["update", "update"] if number % 3 == 0 else chance.sample(VERBS, 2)
        first = victim.start(scene.root, verbs[0], name="first")
        time.sleep(chance.choice([0, 0, chance.uniform(0, 2)]))
        second = victim.start(scene.root, verbs[1], name="second")
        when = f"pair {number}: {verbs}"
        assert first.wait() == 0, f"{when}: {first.words}"
        assert second.wait() == 0, f"{when}: {second.words}"
        check_each(scene, when)
        victim.run(scene.root, "merge")
        assert tree(scene.root / "locale") == scene.new, when
        assert left_over(scene.root) == []


def check_each(scene: Scene, when: str) -> None:
    for name, data in tree(scene.root / "locale").items():
        assert data in (scene.old.get(name), scene.new[name]), f"{when}: {name}"


def test_an_update_while_editions_are_published(scene: Scene) -> None:
    scene.restore()
    put(scene.root / "build/locale", {})
    runs = [victim.start(scene.root, verb, name=verb) for verb in ("publish", "merge", "publish")]
    for run in runs:
        assert run.wait() == 0, run.words
    assert tree(scene.root / "locale") == scene.new
    victim.run(scene.root, "publish")
    victim_says = tree(scene.root / "build/locale")
    put(scene.root / "build/locale", {})
    victim.run(scene.root, "publish")
    assert tree(scene.root / "build/locale") == victim_says
