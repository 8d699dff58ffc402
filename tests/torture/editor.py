"""``python -m tests.torture.editor SEED SECONDS FILE…``: a person who saves while we run.

Opens catalogues, changes a translation in each, and saves at moments chosen by the seed:
in place, as most editors do (cut to nothing, then written in pieces), or by renaming.
Prints, as JSON, the texts that were saved last.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

MARK = "Рука рэдактара"


def edit(text: str, mark: str) -> str:
    """Change the first translation of a sentence in the catalogue."""
    start = text.index('msgstr "', text.index("\nmsgid ", text.index("\n\n") + 2))
    return f'{text[:start]}msgstr "{mark}. {text[start + 8 :]}'


def save_in_place(path: Path, data: bytes, dice: random.Random) -> None:
    """Cut the file to nothing, then write it, now and then in pieces."""
    pieces = dice.choice([1, 1, 3, 8])
    length = len(data) // pieces + 1
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(data), length):
            file.write(data[start : start + length])
            if pieces > 1:
                time.sleep(dice.uniform(0, 0.02))


def save_by_renaming(path: Path, data: bytes) -> None:
    """Write a file beside it and put that in its place."""
    beside = path.with_name(f"{path.name}.editor")
    beside.write_bytes(data)
    os.replace(beside, path)  # noqa: PTH105 - what editors call


def main(seed: str, seconds: float, paths: list[Path]) -> dict[str, str]:
    """Edit the files one after the other, at moments within `seconds`."""
    dice = random.Random(seed)  # noqa: S311 - the same saves each time
    opened = {path: path.read_bytes().decode("utf-8") for path in paths}
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    begun = time.monotonic()
    moments = sorted(dice.uniform(0, seconds) for _ in paths)
    saved = {}
    for number, (path, moment) in enumerate(zip(paths, moments, strict=True)):
        time.sleep(max(0.0, begun + moment - time.monotonic()))
        saved[str(path)] = edit(opened[path], f"{MARK} {seed}-{number}")
        data = saved[str(path)].encode("utf-8")
        if dice.random() < 0.5:
            save_in_place(path, data, dice)
        else:
            save_by_renaming(path, data)
    return saved


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], float(sys.argv[2]), [Path(p) for p in sys.argv[3:]])))  # noqa: T201 - its answer
