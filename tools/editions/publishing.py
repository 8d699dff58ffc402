"""Puts what an edition's builders made in its place on the site, file by file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from editions import files, outgoing

# Written for other Sphinx projects, not for readers; hidden files are left out anyway.
_NOT_PUBLISHED = {"objects.inv"}


def publish_files(work: Path, target: Path, *, pdfs: Collection[str], keep: Collection[str]) -> int:
    """Copy what readers get from `work`, remove what is gone; give how many files changed.

    `pdfs` names the PDFs to be published, for others lie in `work` that were made for another
    site; `keep` those that stay although this run did not make them.
    """
    is_pdf = work.name == "pdf"
    made = {path.relative_to(work).as_posix(): path for path in _published(work)}
    if is_pdf:
        made = {name: path for name, path in made.items() if name in pdfs}
    bare = outgoing.bare(made.values())
    changed = sum(
        files.write_bytes(target / name, bare.get(path) or path.read_bytes())
        for name, path in made.items()
    )
    for path in sorted(target.rglob("*"), reverse=True):
        name = path.relative_to(target).as_posix()
        if path.is_dir():
            with suppress(OSError):
                path.rmdir()
        elif _is_pdf_edition(name) == is_pdf and name not in made and name not in keep:
            path.unlink()
            changed += 1
    return changed


def _is_pdf_edition(name: str) -> bool:
    return name.startswith("reports/") and name.endswith(".pdf")


def _published(work: Path) -> Iterator[Path]:
    for path in sorted(work.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(work).parts)
        if path.is_file() and not hidden and path.name not in _NOT_PUBLISHED:
            yield path
