"""Reading the text of a PDF: printed lines put together to paragraphs.

A PDF knows letters and places, no paragraphs. What parts paragraphs here: a wider gap,
a set-in or short line, another size of letters, a list's mark, and every page end; the
last is mended later with the paragraphs of other formats.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median_low, quantiles

from editions.intake.blocks import (
    Block,
    Finding,
    Heading,
    Paragraph,
    Received,
    Run,
    Runs,
    Style,
    plain,
    set_in,
    tidy,
    words,
)
from editions.intake.concealed import Concealed
from editions.intake.paragraphs import divided, hyphenated
from editions.intake.pdflines import Line, read_lines
from editions.intake.plaintext import append_item, item_mark
from editions.problems import IntakeError, Severity

GAP = 1.25
"""Times the usual distance of lines that begins a new paragraph."""
SMALL = 0.92
"""Times the usual size of letters below which lines at a page's foot are notes."""

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|стар|стр|с|p)\b\W*)?\d{1,4}(?:\s*(?:/|of|из|з)\s*\d{1,4})?\W*", re.I
)


@dataclass(frozen=True, slots=True)
class _Measure:
    size: float
    leading: float
    left: float
    right: float


def read_pdf(data: bytes) -> Received:
    """Read the text layer of a PDF; raise `IntakeError` if it has none or is locked."""
    concealed = Concealed()
    lines, findings = _without_furniture(read_lines(data, concealed))
    if not lines:
        raise IntakeError("is a PDF of page numbers only; is this the right file?")
    measure = _measure(lines)
    groups, notes, moved = _without_notes(list(_groups(lines, measure)), measure)
    sizes = sorted({_size(group) for group in groups if _larger(group, measure)}, reverse=True)
    known = frozenset(word.strip('.,;:!?()«»“”"').lower() for word in words(_unjoined(lines)))
    blocks: list[Block] = []
    for group in [*groups, *notes]:
        _add(blocks, group, _together(group, known), measure=measure, sizes=sizes)
    return Received(
        tuple(blocks), findings=(*findings, *moved, *concealed.findings()), by_lines=True
    )


def _add(
    blocks: list[Block],
    group: Sequence[Line],
    runs: Runs,
    *,
    measure: _Measure,
    sizes: Sequence[float],
) -> None:
    """Add a group of lines to `blocks`: as a heading, a list item or a paragraph."""
    mark = item_mark(plain(runs))
    if _larger(group, measure):
        blocks.append(Heading(runs, sizes.index(_size(group)) + 1))
    elif mark and (not mark["number"] or group[0].left > measure.left + 1):
        number = int(mark["number"]) if mark["number"] else None
        append_item(blocks, _after(runs, mark.end()), number=number, line=None)
    else:
        blocks.append(Paragraph(runs))


def _without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Leave out page numbers and running heads; tell which."""
    seen = Counter(plain(line.runs) for line in lines if line.alone)
    kept, left_out = [], []
    for line in lines:
        text = plain(line.runs)
        if line.alone and (seen[text] > 1 or _PAGE_NUMBER.fullmatch(text)):
            left_out.append(text)
        else:
            kept.append(line)
    if not left_out:
        return kept, []
    texts = ", ".join(f"“{text}”" for text in dict.fromkeys(left_out))
    message = f"taken for page numbers and running heads, left out: {texts}"
    return kept, [Finding("page-furniture", message, None, Severity.INFO)]


def _without_notes(
    groups: Sequence[list[Line]], measure: _Measure
) -> tuple[list[list[Line]], list[list[Line]], list[Finding]]:
    """Part small type at the foot of pages from the text it would come in between of."""
    text: list[list[Line]] = []
    notes: list[list[Line]] = []
    findings = []
    for _, on_page in groupby(groups, key=lambda group: group[0].page):
        page = list(on_page)
        foot: list[list[Line]] = []
        while page and page[-1][0].size < SMALL * measure.size:
            foot.insert(0, page.pop())
        text += page
        notes += foot
        for group in foot:
            start = " ".join(plain(group[0].runs).split()[:6])
            message = (
                f"page {group[0].page}: small type (a footnote?) was put to the end: “{start}”"
            )
            findings.append(Finding("footnote-moved", message))
    return text, notes, findings


def _measure(lines: Sequence[Line]) -> _Measure:
    """Find the usual size, distance and edges of lines, by the letters set in them."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(plain(line.runs))
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if line.size == size]
    apart = [
        one.bottom - two.bottom
        for one, two in pairwise(body)
        if one.page == two.page and one.bottom > two.bottom
    ]
    leading = quantiles(apart, n=4)[0] if len(apart) > 1 else 1.4 * size
    left = median_low([line.left for line in body])
    return _Measure(size, min(leading, 2.2 * size), left, max(line.right for line in body))


def _groups(lines: Sequence[Line], measure: _Measure) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _begins(group[-1], line, measure, first=len(group) == 1):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(last: Line, line: Line, measure: _Measure, *, first: bool) -> bool:
    """Tell whether a paragraph ends between two lines."""
    if last.page != line.page or abs(last.size - line.size) > 0.08 * measure.size:
        return True
    if last.bottom - line.bottom > GAP * measure.leading * max(1.0, last.size / measure.size):
        return True
    if _bullet(line):
        return True
    if set_in(Style.STRONG, last.runs) != set_in(Style.STRONG, line.runs) and (
        last.right < 0.75 * measure.right
    ):
        return True
    ended = plain(last.runs)[-1:] in ".!?…:;”»)"
    short = last.right < measure.right - 0.15 * (measure.right - measure.left)
    set_in_line = line.left > last.left + 0.8 * measure.size and not first
    return ended and (short or set_in_line)


def _bullet(line: Line) -> bool:
    mark = item_mark(plain(line.runs))
    return mark is not None and (mark["bullet"] or "") not in {"", "-", "–", "—"}


def _size(group: Sequence[Line]) -> float:
    return group[0].size


def _larger(group: Sequence[Line], measure: _Measure) -> bool:
    return _size(group) > 1.1 * measure.size and len(plain(group[0].runs)) > 1


def _unjoined(lines: Sequence[Line]) -> list[Block]:
    return [Paragraph(line.runs) for line in lines]


def _together(group: Sequence[Line], known: frozenset[str]) -> Runs:
    """Join the lines of a paragraph; a word divided at a line's end is made whole."""
    runs = group[0].runs
    for line in group[1:]:
        before, after = plain(runs), plain(line.runs)
        if hyphenated(before) and after:
            if divided(before, after, known=known, by_lines=True):
                runs = (*runs[:-1], replace(runs[-1], text=runs[-1].text[:-1]))
            runs = tidy((*runs, *line.runs))
        else:
            runs = tidy((*runs, Run(" "), *line.runs))
    return runs


def _after(runs: Runs, length: int) -> Runs:
    """Leave out the first `length` characters."""
    kept = []
    for run in runs:
        kept.append(replace(run, text=run.text[length:]))
        length = max(0, length - len(run.text))
    return tidy(kept)
