"""What a received file consists of, whatever its format: blocks made of runs of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from editions.intake.letters import clean
from editions.problems import Severity


class Style(StrEnum):
    """How a run of text is set; the values are the names of the roles in the document."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text set in one way; with `target` a live link, with `note` a footnote mark."""

    text: str
    styles: frozenset[Style] = frozenset()
    target: str = ""
    note: tuple[Block, ...] = ()


BREAK = Run("\n")
"""A line end the author wanted (a verse, an address, a title in lines)."""

Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `line` is where it begins in the received file, if that is known."""

    runs: Runs
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` from 1, as the received file counts."""

    runs: Runs
    level: int
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the first number, None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms, each with what is said of it."""

    items: tuple[tuple[Runs, tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage set off from the text."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has the same number of cells, the first `head` rows are its head."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    head: int = 0
    caption: Runs = ()


@dataclass(frozen=True, slots=True)
class Literal:
    """Text whose spaces and lines count."""

    text: str


Block = Paragraph | Heading | Items | Definitions | Quote | Table | Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the editor has to know about the received file; `line` counts in that file."""

    id: str
    message: str
    line: int | None = None
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Received:
    """What was read: blocks, the title if the format keeps one apart, findings.

    `by_lines`: the text was put together from printed lines, so that a hyphen at the end
    of a line is rather a divided word than a compound one.
    """

    blocks: tuple[Block, ...]
    title: Runs = ()
    findings: tuple[Finding, ...] = field(default=())
    by_lines: bool = False


def plain(runs: Iterable[Run]) -> str:
    """Give the text of `runs` on one line, without footnotes."""
    return clean("".join(run.text for run in runs)).strip()


def tidy(runs: Iterable[Run]) -> Runs:
    """Join neighbours of one style, keep white space outside styles, none at line ends."""
    cleaned = (run if run.note or run == BREAK else _cleaned(run) for run in runs)
    return _trim(_single_spaces(_merge(_split_edges(_merge(cleaned)))))


def _cleaned(run: Run) -> Run:
    return replace(run, text=clean(run.text))


def _merge(runs: Iterable[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and not (run.note or merged[-1].note) and _alike(merged[-1], run):
            merged[-1] = replace(run, text=clean(merged[-1].text + run.text))
        elif run.text or run.note:
            merged.append(run)
    return merged


def _alike(one: Run, other: Run) -> bool:
    return one != BREAK != other and (one.styles, one.target) == (other.styles, other.target)


def _split_edges(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        if run.note or run == BREAK:
            yield run
            continue
        text = run.text
        core = text.strip()
        if not core or not (run.styles or run.target):
            yield from [Run(text)] if text else []
            continue
        before, _, after = text.partition(core)
        yield from [Run(before)] if before else []
        yield replace(run, text=core)
        yield from [Run(after)] if after else []


def _single_spaces(runs: list[Run]) -> list[Run]:
    """Let no two runs have a space each where they meet, nor a break a space beside it."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        if run == BREAK:
            _drop_space_after(kept)
        elif kept and not run.note and (kept[-1] == BREAK or kept[-1].text.endswith(" ")):
            text = text.lstrip(" ")
        if text or run.note:
            kept.append(replace(run, text=text))
    return kept


def _drop_space_after(runs: list[Run]) -> None:
    if runs and runs[-1] != BREAK and not runs[-1].note:
        text = runs[-1].text.rstrip()
        runs[-1:] = [replace(runs[-1], text=text)] if text else []


def _trim(runs: list[Run]) -> Runs:
    while runs and not runs[0].note and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].note and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs and not runs[0].note:
        runs = [replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]]
    if runs and not runs[-1].note:
        runs = [*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())]
    return tuple(runs)


def set_in(style: Style, runs: Iterable[Run]) -> bool:
    """Tell whether all the text of `runs` is set in `style`."""
    texts = [run for run in runs if run.text.strip()]
    return bool(texts) and all(style in run.styles for run in texts)


def words(blocks: Iterable[Block]) -> list[str]:
    """Give every word of `blocks` in the order of reading, those of footnotes where marked."""
    found: list[str] = []
    for block in blocks:
        for part in parts(block):
            found += _words_of(part) if isinstance(part, tuple) else words([part])
    return found


def parts(block: Block) -> Iterator[Runs | Block]:
    """Give what `block` directly consists of: runs or blocks."""
    match block:
        case Paragraph(runs) | Heading(runs):
            yield runs
        case Items(items):
            yield from (inner for item in items for inner in item)
        case Definitions(items):
            for term, said in items:
                yield term
                yield from said
        case Quote(blocks):
            yield from blocks
        case Table(rows, _, caption):
            yield caption
            yield from (inner for row in rows for cell in row for inner in cell)
        case Literal(text):
            yield (Run(text),)


def _words_of(runs: Runs) -> list[str]:
    found: list[str] = []
    text = ""
    for run in runs:
        text += run.text
        if run.note:
            found += [*text.split(), *words(run.note)]
            text = ""
    return found + text.split()
