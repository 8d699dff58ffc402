"""What proves that a translation was published: a digest of each, beside the ledger.

``editions freeze`` writes ``docs/reports/2020-12.be.published.txt``, a line a message with its
translation, sorted, so that git joins two versions by lines. With the proof "needs work" (fuzzy
without a previous source) keeps a passage published and marked; without it a fuzzy text is a
proposal of a memory or of a tool, which no reader gets.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from editions import limits
from editions.documents import Document

_HEAD = """\
# Digests of the published translations, written by "editions freeze". Not edited by hand: a
# translation that stands here stays published while somebody has marked it as in need of work.
"""


def proof_path(document: Document, language: str) -> Path:
    """Give the file of what was published of a document in an edition, if it is there or not."""
    return document.path.with_name(f"{document.path.stem}.{language}.published.txt")


def load(path: Path) -> frozenset[str]:
    """Read the digests of what was published; none where there is no file, or too large a one."""
    if path.is_symlink() or not path.is_file():
        return frozenset()
    try:
        lines = limits.read(path, limits.DOCUMENT).decode("utf-8", "replace").splitlines()
    except limits.OverLimitError:
        return frozenset()  # `checks.ledger` tells of it
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


def dumps(digests: Iterable[str]) -> str:
    """Write the digests of what is published."""
    return _HEAD + "".join(f"{each}\n" for each in sorted(set(digests)))
