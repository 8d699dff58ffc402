"""A publication whose Belarusian catalogue holds every payload of hostile.toml."""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib

from editions import config
from editions.catalogue import layout, po
from editions.config import Publication

CANARY = "canary-7f3a91"
FRAME = {
    "All issues": "<script>alert(1)</script>",
    "Search": 'Пошук" onmouseover="alert(1)',
    "Languages": 'Мовы" onclick=alert(1) x="',
    "Skip to the text": "<img src=https://evil.example/x.png>",
    "About this publication": "Пра нас & выданне",
}
"""Words that stand on every page: the last may be published."""
_SETTINGS = """\
[tool.editions]
title = "Winter notes"
publisher = ""
editions = ["be", "en"]
gate = { complete = 0 }  # the page of hostile translations is an issue like any other
"""
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_TAIL = """\
.. |date| replace:: 6.12
.. _hours: https://a.example/hours
.. _days: https://a.example/days
.. _other hours: https://a.example/other
.. [#roads] All roads.
.. [#rails] All rails.
.. [CIT2020] A citation.
"""


@dataclass(frozen=True, slots=True)
class Payload:
    """A translation and what must become of it: refuse, text or publish."""

    id: str
    verdict: str
    source: str
    text: str
    shown: str
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class Word:
    """An interface word and whether its translation may be published."""

    msgid: str
    text: str
    good: bool


def payloads(secret: Path = Path("/etc/hostname")) -> tuple[Payload, ...]:
    """Read the payloads; `secret` is the file with the canary some of them reach for."""
    found = []
    for verdict in ("refuse", "text", "publish"):
        for each in _table()[verdict]:
            text = _filled(each["text"], secret) * each.get("times", 1)
            found.append(
                Payload(
                    id=each["id"],
                    verdict=verdict,
                    source=each.get("source", "Snow fell, {id}.").replace("{id}", each["id"]),
                    text=text,
                    shown=_filled(each.get("shown", text), secret),
                    why=each.get("why", ""),
                    where=each.get("where", "paragraph"),
                )
            )
    return tuple(found)


def words() -> tuple[Word, ...]:
    """Read the interface words."""
    return tuple(Word(each["id"], each["text"], each["good"]) for each in _table()["words"])


def write(root: Path, secret: Path) -> Publication:
    """Write the publication: a document with every source message, and its catalogue."""
    secret.write_text(CANARY, encoding="utf-8")
    docs = root / "docs"
    (docs / "reports").mkdir(parents=True)
    (root / "pyproject.toml").write_text(_SETTINGS, encoding="utf-8")
    top = "Winter\n======\n\nNotes.\n\n.. toctree::\n   :hidden:\n\n   other\n   reports/2021-01\n"
    (docs / "index.rst").write_text(top, encoding="utf-8")
    (docs / "other.rst").write_text(".. _top:\n\nOther\n=====\n\nOther notes.\n", encoding="utf-8")
    (docs / "snow.png").write_bytes(_PIXEL)
    report = "\n\n".join(["Payloads\n========", *_places(payloads(secret)), _TAIL])
    (docs / "reports" / "2021-01.rst").write_text(report, encoding="utf-8")
    publication = config.load(root)
    catalogue = po.new("be")
    catalogue.extend(
        polib.POEntry(msgid=each.source, msgstr=each.text) for each in payloads(secret)
    )
    po.write(layout.messages(publication, "be") / "reports" / "2021-01.po", catalogue)
    frame = po.new("be")
    frame.extend(polib.POEntry(msgid=msgid, msgstr=text) for msgid, text in FRAME.items())
    po.write(layout.messages(publication, "be") / f"{layout.INTERFACE}.po", frame)
    return publication


def _places(everything: tuple[Payload, ...]) -> Iterator[str]:
    """Give the blocks of the document; titles come last, with what stands below them."""
    for each in everything:
        match each.where:
            case "paragraph":
                yield (
                    f"{each.source}\n\n   Quoted.\n" if each.source.endswith("::") else each.source
                )
            case "term":
                yield f".. glossary::\n\n   {each.source}\n      Explained."
            case "cell":
                yield f".. list-table::\n\n   * - {each.source}\n     - 1"
            case "alt":
                yield f".. image:: /snow.png\n   :alt: {each.source}"
            case "item":
                yield f"- {each.source}\n- Another item."
    for each in everything:
        if each.where == "title":
            yield f"{each.source}\n{'-' * len(each.source)}\n\nBelow it."


def _filled(text: str, secret: Path) -> str:
    return text.replace("{secret}", str(secret))


def _table() -> Mapping[str, list[dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_name("hostile.toml").read_text("utf-8"))
