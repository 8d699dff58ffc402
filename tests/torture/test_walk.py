"""After every step of a random walk a build gives what a build from nothing gives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run, tree
from tests.torture.scene import FULL, dice
from tests.torture.walk import KINDS, SHORT, TIMES, Walk, publication

Call = Callable[..., Run]

SUMS = "SHA256SUMS"
ORDER = ("build", "--format", "html")


def steps() -> list[tuple[str, str]]:
    """Give the steps and the times of their files."""
    chance = dice("steps")
    kinds = list(SHORT)
    if FULL:
        kinds += [chance.choice(list(KINDS)) for _ in range(60 - len(kinds))]
    return [(kind, chance.choice(TIMES)) for kind in kinds]


def cold_build(root: Path, folder: Path, editions: Call) -> tuple[Run, Path]:
    """Build the same publication from nothing, in another place."""
    shutil.rmtree(folder, ignore_errors=True)
    ignored = shutil.ignore_patterns("build")
    shutil.copytree(root, folder, ignore=ignored, copy_function=shutil.copy)
    return editions(folder, *ORDER), folder


def kept(root: Path) -> set[str]:
    """Name the files that stay although a build from nothing would not make them so."""
    files = json.loads((root / "build/manifest.json").read_text("utf-8"))["files"]
    return {name for name, entry in files.items() if entry.get("kept")}


def differing(root: Path, cold: Path) -> list[str]:
    """Name the files that are not the same in two sites, but those that are kept."""
    here, there = tree(root / "build/site"), tree(cold / "build/site")
    skipped = kept(root)
    names = (here.keys() | there.keys()) - skipped - {SUMS}
    faulty = faulty_documents(root)
    found = {name for name in names if here.get(name) != there.get(name)}
    return sorted(
        found | (listed(here, root, skipped, faulty) ^ listed(there, cold, skipped, faulty))
    )


def faulty_documents(root: Path) -> set[str]:
    """Name the documents of which something is kept."""
    files = json.loads((root / "build/manifest.json").read_text("utf-8"))["files"]
    return {name for each in files.values() if each.get("kept") for name in each["from"]}


def listed(site: dict[str, bytes], root: Path, skipped: set[str], faulty: set[str]) -> set[str]:
    """Give what sums and manifest say of each file, but of those that are kept."""
    sums = site[SUMS].decode().splitlines()
    files = json.loads((root / "build/manifest.json").read_text("utf-8"))["files"]
    said = set()
    for name, entry in files.items():
        if name not in {*skipped, SUMS}:
            users = sorted({*entry["from"]} - faulty)
            said.add(f"{name}: {entry['sha256']} {users} {entry.get('stand-in')}")
    return said | {line for line in sums if line.partition("  ")[2] not in skipped}


def test_every_step_gives_the_tree_words_and_exit_code_of_a_cold_build(
    tmp_path: Path, editions: Call
) -> None:
    walk = Walk(publication(tmp_path))
    assert editions(walk.root, *ORDER).code == 0
    for kind, when in steps():
        walk.step(kind, when)
        done = editions(walk.root, *ORDER)
        expected, cold = cold_build(walk.root, tmp_path / "cold", editions)
        way = "\n".join(walk.told)
        assert (done.code, done.out) == (expected.code, expected.out), way
        assert differing(walk.root, cold) == [], way
        assert editions(walk.root, "verify").code == 0, way
