"""The pages of an edition as data: their blocks in order, kept as JSON between processes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeAlias

from editions.problems import BuildError

FOLDER = "blocks"
"""The folder among the doctrees in which each document has its file; no reader sees it."""

Number: TypeAlias = int | str
"""A paragraph's number: 12, or "12a" for one inserted after publication."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a block stands in: ``bullets``, ``numbers`` (items of lists) or ``quotation``.

    `item` is the number of the list item that begins with the block, 0 for one it goes on in;
    `sign` is what it is counted by in HTML (``a``, ``I``; "" for figures), `classes` say
    whether in brackets.
    """

    kind: str
    item: int = 0
    sign: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, table, figure, note or the like, as it stands in a page.

    `kind` is docutils' word (``paragraph``, ``footnote``, ``table``), but for ``heading`` and
    ``mark``, which says what became of a translation. `html` is the block as in the page,
    `text` its words without paragraph and note numbers, the first of `ids` its address,
    `level` that of a heading (1 to 6), `frames` the outermost first. `language` is None where
    it is the edition's. `state` is why it is not (``missing``, ``held``, ``withdrawn``), that the
    source has changed since (``stale``) or that somebody asks for another look (``doubted``);
    `partly` that this holds for a part only.
    """

    kind: str
    html: str
    text: str
    ids: tuple[str, ...] = ()
    number: Number | None = None
    level: int = 0
    frames: tuple[Frame, ...] = ()
    language: str | None = None
    state: str = ""
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """What an edition says of the issue on the page: ``2020-12``, its month, how far it is."""

    key: str
    month: str
    origin: str
    state: str
    published: str
    corrected: str
    finished: bool
    pdf: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an edition on pages in two languages; `one` and `part` are by state."""

    skip: str
    languages: str
    pairs: str
    paragraph: str
    pdf: str
    about: str
    onward: str
    earlier: str
    later: str
    front: str
    one: Mapping[str, str] = field(hash=False)
    part: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A document in one edition; `issue` is None for a page that is no issue.

    `title_language` and `series_language` are set where they are not the edition's.
    """

    document: str
    language: str
    title: str
    title_language: str
    series: str
    series_language: str
    words: Words
    issue: Issue | None
    blocks: tuple[Block, ...]


_FIELDS = {kind: tuple(each.name for each in fields(kind)) for kind in (Page, Block)}


def dumps(page: Page) -> str:
    """Write a page as JSON text, a block a line, what is empty left out."""
    # Field by field: `asdict` would copy all there is below.
    data = {name: getattr(page, name) for name in _FIELDS[Page] if name != "blocks"}
    data |= {"words": asdict(page.words), "issue": page.issue and asdict(page.issue)}
    blocks = [
        json.dumps(
            {name: value for name in _FIELDS[Block] if (value := getattr(block, name))},
            ensure_ascii=False,
            default=asdict,
        )
        for block in page.blocks
    ]
    head = json.dumps(data, ensure_ascii=False)
    return f'{head[:-1]}, "blocks": [\n' + ",\n".join(blocks) + "\n]}\n"


def load(path: Path) -> Page:
    """Read what an HTML build left of a page in `path`; raise `BuildError` if it left nothing."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return Page(
            **data
            | {
                "words": Words(**data["words"]),
                "issue": data["issue"] and Issue(**data["issue"]),
                "blocks": tuple(_block(block) for block in data["blocks"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"the HTML build left no readable blocks ({error}); build the edition afresh"
        raise BuildError(message, path=path) from None


def path_of(doctrees: Path, document: str) -> Path:
    """Give the file that has the blocks of a document."""
    return doctrees / FOLDER / f"{document}.json"


def _block(data: dict[str, Any]) -> Block:
    frames = tuple(Frame(**frame) for frame in data.get("frames", ()))
    known = {"html": "", "text": "", **data}
    return Block(**known | {"ids": tuple(data.get("ids", ())), "frames": frames})
