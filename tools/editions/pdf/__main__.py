"""Set the issues of two editions side by side, as `editions.bilingual` orders it (JSON).

Standard output is one JSON list: for each issue that could not be set, or that an editor
should look at, ``document``, ``message`` and ``fatal``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from editions import at
from editions.bounds import bounded
from editions.config import Bounds
from editions.pdf.pairs import pair
from editions.pdf.sides import objects
from editions.pdf.typeset import Sheet, discard, typeset
from editions.pdf.walk import Data
from editions.problems import EditionsError, fault


def main() -> int:
    """Do what the order on standard input says; always exit 0 with an answer."""
    order = json.load(sys.stdin)
    bounds = Bounds(**order["bounds"])
    said: list[dict[str, Any]] = []
    at.has(2 * len(order["issues"]))
    for issue in order["issues"]:
        said += _set(issue, order["beyond"], bounds)
        at.made(issue["document"])
    json.dump(said, sys.stdout, ensure_ascii=False)
    return 0


def _set(
    issue: dict[str, Any], beyond: Mapping[str, str], bounds: Bounds
) -> Iterator[dict[str, Any]]:
    """Set one issue from what its two editions left; what cannot be set leaves no PDF."""
    work, output = Path(issue["work"]), Path(issue["output"])
    if why := beyond.get(str(output)):
        discard(work, output=output)
        yield {"document": issue["document"], "message": why, "fatal": True}
        return
    try:
        with bounded(str(output), bounds):
            remarks = typeset(
                _sheet([Path(each) for each in issue["editions"]]), work=work, output=output
            )
    except MemoryError:
        raise  # who started us knows what to do (`editions.bounds`)
    except Exception as error:
        discard(work, output=output)
        message = error.message if isinstance(error, EditionsError) else fault(error)
        yield {"document": issue["document"], "message": message, "fatal": True}
        return
    for remark in remarks:
        yield {"document": issue["document"], "message": remark.message, "fatal": False}


def _sheet(editions: list[Path]) -> Sheet:
    first, second = (json.loads((each / "data.json").read_text("utf-8")) for each in editions)
    data = pair(first, second)
    folders = {side["language"]: each for side, each in zip(data["sides"], editions, strict=True)}
    day = date.fromisoformat(data["date"])
    return Sheet(data, dict(_images(data, folders)), day, template="pair.typ")


def _images(data: Data, folders: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    for node in objects(data):
        if node.get("type") == "image":
            language, _, name = node["file"].partition("-")
            yield node["file"], folders[language] / "images" / name


if __name__ == "__main__":
    sys.exit(main())
