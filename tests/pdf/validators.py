"""Others' judgement of a PDF: every validator that the package registries have and we may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf

BROKEN = frozenset({"UA-14-001"})
"""A rule of pdfua 0.1.3 that fails by itself; test_structure.py looks at the headings."""


def faults(path: Path) -> Iterator[str]:
    """Give what qpdf (syntax, streams) and pdfua (PDF/UA-1, WCAG 2.1) find in a PDF.

    A rule that could not be applied is a fault too. veraPDF, which is in no registry, knows
    many more; the handbook says how to run it.
    """
    with pikepdf.open(path) as file:
        yield from file.check_pdf_syntax()
    report = pdfua.validate(str(path))
    yield from (f"{each.rule_id}: {each.message}" for each in report.findings)
    unknown = [each for each in report.skipped if each.rule_id not in BROKEN]
    yield from (f"{each.rule_id}: {each.skipped_reason}" for each in unknown)
