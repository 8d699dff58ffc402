"""The outline of a report: its title, its sections, the labels they are reached by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from editions.intake.blocks import (
    BREAK,
    Block,
    Finding,
    Heading,
    Paragraph,
    Run,
    Runs,
    Style,
    plain,
    set_in,
    tidy,
)
from editions.intake.months import issue_in
from editions.intake.paragraphs import dangles
from editions.problems import Severity

HEAD_LENGTH = 120
"""Characters above which bold text is an emphasised sentence and no head."""
SLUG_LENGTH = 60
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's title (empty: it has none) and its blocks, headings at levels 1, 2, …"""

    title: Runs
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()


def outline(blocks: Sequence[Block], *, title: Runs = ()) -> Outline:
    """Find the title and make sections of headings, bold lines and bold run-in heads.

    `title` is the one the format keeps apart from the text, where it does.
    """
    rest = list(blocks)
    if not title:
        title, rest = _take_title(rest)
    findings: list[Finding] = []
    sections: list[Block] = []
    above: list[int] = []
    for index, block in enumerate(rest):
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            sections.append(replace(block, runs=_on_one_line(block.runs), level=len(above)))
            continue
        following = rest[index + 1] if index + 1 < len(rest) else None
        head = _run_in(block) or _bold_line(block, following, findings)
        sections += _with_level(head, len(above) + 1) if head else [block]
    return Outline(_on_one_line(title), tuple(sections), tuple(findings))


def slug(heading: str, *, number: int) -> str:
    """Give the last part of a section's label; ``section-N`` if its letters are not Latin.

    >>> slug("The Mahilioú region, 2020", number=1), slug("Высновы", number=3)
    ('the-mahiliou-region-2020', 'section-3')
    """
    folded = unicodedata.normalize("NFKD", heading)
    folded = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’").lower()
    if any(c.isalpha() and not c.isascii() for c in folded) or not re.search("[a-z]", folded):
        return f"section-{number}"
    parts = re.findall("[a-z0-9]+", folded)
    kept: str = parts[0][:SLUG_LENGTH]
    for part in parts[1:]:
        if len(kept) + 1 + len(part) > SLUG_LENGTH:
            break
        kept += f"-{part}"
    return kept


def _with_level(head: list[Block], level: int) -> list[Block]:
    return [replace(b, level=level) if isinstance(b, Heading) else b for b in head]


def _take_title(blocks: list[Block]) -> tuple[Runs, list[Block]]:
    first = blocks[0] if blocks else None
    if isinstance(first, Heading):
        same = [b for b in blocks[1:] if isinstance(b, Heading) and b.level <= first.level]
        if not same or issue_in(plain(first.runs)):
            return first.runs, blocks[1:]
    if not isinstance(first, Paragraph):
        return (), blocks
    if set_in(Style.STRONG, first.runs) and not _run_in(first):
        return _bold_title(blocks)
    text = plain(first.runs)
    if len(text) <= 2 * HEAD_LENGTH and issue_in(text) and text[-1] not in ".!?…:;,":
        return first.runs, blocks[1:]
    return (), blocks


def _bold_title(blocks: list[Block]) -> tuple[Runs, list[Block]]:
    """Take the leading bold block, and those after it that go on where it breaks off."""
    runs: Runs = ()
    for index, block in enumerate(blocks):
        bold = isinstance(block, Paragraph) and set_in(Style.STRONG, block.runs)
        goes_on = not runs or dangles(plain(runs)) or plain(_runs(block))[:1].islower()
        if not (bold and goes_on):
            return runs, blocks[index:]
        runs = (*runs, BREAK, *_runs(block)) if runs else _runs(block)
    return runs, []


def _runs(block: Block) -> Runs:
    return block.runs if isinstance(block, Paragraph | Heading) else ()


def _run_in(block: Block) -> list[Block]:
    """Split ``**Head.** Text`` into a heading without its full stop and a paragraph."""
    if not isinstance(block, Paragraph):
        return []
    bold = 0
    while bold < len(block.runs) and (
        Style.STRONG in block.runs[bold].styles or not block.runs[bold].text.strip(" \n")
    ):
        bold += 1
    head, rest = block.runs[:bold], block.runs[bold:]
    text = plain(head)
    if text and rest and not text.endswith(_ENDS) and rest[0].text.startswith("."):
        # "**Head**. Text": the full stop stands outside the bold letters.
        rest, text = (replace(rest[0], text=rest[0].text[1:]), *rest[1:]), f"{text}."
    rest = tidy(rest)
    if not rest or not _is_head(text) or not text.endswith(_ENDS):
        return []
    return [Heading(_without_stop(head), 1, block.line), replace(block, runs=rest)]


def _bold_line(block: Block, following: Block | None, findings: list[Finding]) -> list[Block]:
    """Make a heading of a bold paragraph of its own, if text follows it."""
    if not isinstance(block, Paragraph) or not set_in(Style.STRONG, block.runs):
        return []
    text = plain(block.runs)
    if following is None or set_in(Style.STRONG, _runs(following)) or not _is_head(text):
        return []
    if text[-1] in ",;:!?…" or (text[-1] == "." and len(text) > HEAD_LENGTH // 2):
        return []
    message = f"a bold paragraph was made a section: “{text}”"
    findings.append(Finding("bold-head", message, block.line, Severity.INFO))
    return [Heading(_without_stop(block.runs), 1, block.line)]


def _is_head(text: str) -> bool:
    """Tell whether `text` can be a head: it is short, has a word, and is one sentence."""
    if len(text) > HEAD_LENGTH or not re.search(r"[^\W_]", text):
        return False
    return not re.search(r"[.!?…]\s+[^\W\d_]{3}", text[:-1])


def _without_stop(runs: Runs) -> Runs:
    """Set a head in plain letters on one line, without the full stop (but with an ellipsis)."""
    upright = tidy(replace(run, styles=run.styles - {Style.STRONG}) for run in _on_one_line(runs))
    last = upright[-1]
    if last.text.endswith(".") and not last.text.endswith(".."):
        return tidy((*upright[:-1], replace(last, text=last.text[:-1])))
    return upright


def _on_one_line(runs: Runs) -> Runs:
    """Join the lines of a title; it is bold by being one, so the mark goes."""
    joined = tuple(Run(" ") if run == BREAK else run for run in runs)
    if set_in(Style.STRONG, joined):
        joined = tuple(replace(run, styles=run.styles - {Style.STRONG}) for run in joined)
    return tidy(joined)
