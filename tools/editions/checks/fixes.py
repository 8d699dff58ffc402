"""Replacements that the checks of names propose, put into the files they are for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from editions import files
from editions.catalogue import po
from editions.checks.findings import Finding, overlaps


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after its replacements; `path` is relative to the publication."""

    file: Path
    path: str
    old: str
    new: str

    def diff(self) -> str:
        """Give the unified diff."""
        lines = difflib.unified_diff(
            self.old.splitlines(keepends=True),
            self.new.splitlines(keepends=True),
            f"a/{self.path}",
            f"b/{self.path}",
            n=1,
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)

    def write(self) -> bool:
        """Write the new text; give False if it stands there already."""
        return files.write_text(self.file, self.new)


def changes(findings: Iterable[Finding]) -> list[Change]:
    """Put every replacement of the findings into its file's text; nothing is written.

    Of two replacements for one place the first is taken. Raises `CatalogueError`.
    """
    by_file: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding.better is not None:
            by_file.setdefault(finding.text.file, []).append(finding)
    return [
        Change(file, found[0].text.path, *_changed(file, found)) for file, found in by_file.items()
    ]


def _changed(file: Path, found: list[Finding]) -> tuple[str, str]:
    if file.suffix == ".po":
        return _catalogue(file, found)
    old = file.read_bytes().decode("utf-8")
    mark = "\ufeff" if old.startswith("\ufeff") else ""
    new = mark + replaced(found[0].text.raw, found)
    return old, new.replace("\n", "\r\n") if "\r\n" in old else new


def _catalogue(file: Path, found: list[Finding]) -> tuple[str, str]:
    catalogue = po.read(file)
    by_message: dict[tuple[int, str], list[Finding]] = {}
    for finding in found:
        by_message.setdefault((finding.text.line, finding.text.raw), []).append(finding)
    for entry in catalogue:
        if here := by_message.get((entry.linenum or 1, entry.msgstr)):
            entry.msgstr = replaced(entry.msgstr, here)
    return po.text_of(file), po.dumps(catalogue)


def replaced(text: str, found: Iterable[Finding]) -> str:
    """Give a text with its replacements; of two for one place the first is taken."""
    done: list[tuple[int, int]] = []
    for finding in sorted(found, key=lambda each: each.span, reverse=True):
        start, end = finding.span
        if finding.better is not None and not overlaps(finding.span, done):
            text = text[:start] + finding.better + text[end:]
            done.append(finding.span)
    return text
