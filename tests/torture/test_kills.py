"""A run that is killed: every catalogue is whole, and the next run does what it should have."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

import polib
import pytest

from editions.catalogue import layout
from tests.conftest import tree
from tests.torture import victim
from tests.torture.scene import FULL, Scene, catalogues, dice, kept, left_over

MERGES_AT_STEPS, MERGES_AT_TIMES = (430, 270) if FULL else (4, 2)
PUBLICATIONS_AT_STEPS = 180 if FULL else 3
UPDATES_AT_TIMES = 120 if FULL else 1


def test_an_undisturbed_update_loses_nothing(scene: Scene) -> None:
    assert len([name for name in scene.old if "/20" in name]) == 60
    assert not kept(scene.old) - kept(scene.new)
    # Beside them, an update writes which words are vouched for.
    assert catalogues(scene.old).keys() == catalogues(scene.new).keys()


def spread(total: int, wanted: int) -> list[int]:
    """Choose `wanted` steps of a run, evenly; all of them if there are no more."""
    if wanted >= total:
        return [*range(total)]
    return [index * total // wanted for index in range(wanted)]


def check_whole(scene: Scene, when: str) -> None:
    """Every catalogue is the one from before or the one from after, byte for byte."""
    now = catalogues(tree(scene.root / "locale"))
    assert now.keys() == catalogues(scene.old).keys(), when
    for name, data in now.items():
        assert data in (scene.old[name], scene.new[name]), f"{when}: {name}"
    assert not kept(scene.old) - kept(now), when


def test_killed_at_every_step_to_the_disk(scene: Scene) -> None:
    scene.restore()
    steps = victim.run(scene.root, "merge").counted
    assert steps > 5 * 60  # make, flush, put in place: sixty times
    for step in spread(steps, MERGES_AT_STEPS):
        scene.restore()
        run = victim.start(scene.root, "merge", die_at=step)
        assert run.wait() == -9, run.words
        check_whole(scene, f"killed at step {step}")
        victim.run(scene.root, "merge")
        assert tree(scene.root / "locale") == scene.new, f"after a kill at step {step}"
        assert left_over(scene.root) == []


def moments(wanted: int, length: float) -> Iterator[float]:
    """Give moments of a run, by a fixed seed; a few lie after its end."""
    chance = dice(f"{wanted} kills")
    return (chance.uniform(0, length * 1.05) for _ in range(wanted))


@pytest.mark.parametrize(
    ("verb", "wanted"), [("merge", MERGES_AT_TIMES), ("update", UPDATES_AT_TIMES)]
)
def test_killed_at_any_time(scene: Scene, verb: str, wanted: int) -> None:
    scene.restore()
    begun = time.monotonic()
    victim.run(scene.root, verb)
    for moment in moments(wanted, time.monotonic() - begun):
        scene.restore()
        run = victim.start(scene.root, verb)
        time.sleep(moment)
        run.kill()
        assert run.wait() in (-9, 0), run.words
        check_whole(scene, f"killed after {moment:.3f} s")
        victim.run(scene.root, verb)
        assert tree(scene.root / "locale") == scene.new, f"after a kill at {moment:.3f} s"
        assert left_over(scene.root) == []


def test_killed_while_publishing(scene: Scene) -> None:
    """What Sphinx reads: no compiled catalogue is cut short, and the next run makes them all."""
    scene.restore()
    target = layout.published(scene.publication)
    shutil.rmtree(target)
    steps = victim.run(scene.root, "publish").counted
    assert tree(target) == scene.published
    for step in spread(steps, PUBLICATIONS_AT_STEPS):
        shutil.rmtree(target)
        run = victim.start(scene.root, "publish", die_at=step)
        assert run.wait() == -9, run.words
        for path in sorted(target.rglob("*.?o")):
            assert path.read_bytes() == scene.published[path.relative_to(target).as_posix()]
        victim.run(scene.root, "publish")
        assert tree(target) == scene.published, f"after a kill at step {step}"


def test_a_stranger_s_files_are_not_swept_away(scene: Scene) -> None:
    """Only what our own runs leave is cleared, not what an editor keeps beside a catalogue."""
    scene.restore()
    folder = scene.root / "locale/be/LC_MESSAGES/reports"
    others = [".2018-01.po.swp", ".~lock.2018-01.po#", "#2018-01.po#", "2018-01.po~", "notes.tmp"]
    for name in others:
        (folder / name).write_text("mine", encoding="utf-8")
    left = folder / ".2018-01.po.abcd_123.tmp"
    left.write_text("half of a catal", encoding="utf-8")
    victim.run(scene.root, "merge")
    assert not left.exists()
    for name in others:
        assert (folder / name).read_text("utf-8") == "mine"
        (folder / name).unlink()
    assert polib.pofile(str(folder / "2018-01.po")).percent_translated() > 50
