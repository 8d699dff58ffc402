"""A build that is killed while it publishes: its site never passes for whole, and is mended."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from editions.cli import main
from editions.site.verify import verify
from tests.conftest import tree
from tests.torture import victim
from tests.torture.scene import FULL, Trees, put
from tests.torture.test_kills import spread
from tests.torture.walk import Walk, publication

BUILD = "build --format html"
KILLS = 400 if FULL else 6


@dataclass(frozen=True, slots=True)
class Site:
    """A publication that was built, changed and built again; the site and manifest of each."""

    root: Path
    old: Trees
    new: Trees
    manifest: bytes

    def restore(self) -> None:
        """Put the site back to what it was before the change; all that it is made of is ready."""
        put(self.root / "build/site", self.old)
        (self.root / "build/manifest.json").write_bytes(self.manifest)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = publication(tmp_path_factory.mktemp("kills"))
    order = ["-C", str(root), *BUILD.split()]
    assert main(order) == 0
    old, manifest = tree(root / "build/site"), (root / "build/manifest.json").read_bytes()
    walk = Walk(root)
    for kind in ("shown", "issue", "document", "own_picture", "host"):
        walk.step(kind, "kept")
    method = root / "docs/about/method.rst"
    method.rename(method.with_name("manner.rst"))
    index = root / "docs/index.rst"
    index.write_text(index.read_text("utf-8").replace("about/method", "about/manner"), "utf-8")
    catalogue = root / "locale/be/LC_MESSAGES/about/method.po"
    catalogue.rename(catalogue.with_name("manner.po"))
    assert main(order) == 0
    new = tree(root / "build/site")
    assert old.keys() - new.keys()
    assert new.keys() - old.keys()
    return Site(root, old, new, manifest)


def test_a_killed_build_leaves_nothing_that_passes_for_whole(site: Site) -> None:
    there = site.root / "build/site"
    site.restore()
    assert verify(there) == []
    steps = victim.run(site.root, BUILD).counted
    assert tree(there) == site.new
    for step in spread(steps, KILLS):
        site.restore()
        run = victim.start(site.root, BUILD, die_at=step)
        assert run.wait() == -9, run.words
        # Without its manifest too, as a mirror would have it.
        left = tree(there)
        shutil.copytree(there, site.root.parent / "mirror")
        for folder in (there, site.root.parent / "mirror"):
            assert verify(folder) or left in (site.old, site.new), f"killed at step {step}"
        shutil.rmtree(site.root.parent / "mirror")
        victim.run(site.root, BUILD)
        assert tree(there) == site.new, f"after a kill at step {step}"
        assert verify(there) == []
        assert not list((site.root / "build").glob(".site.*"))
