"""Lighthouse on every kind of page: accessibility, best practices and SEO are 100."""

from __future__ import annotations

from pathlib import Path

from tests.checkers.addressed import addressed
from tests.checkers.lighthouse import judged
from tests.checkers.pages import kinds

# The editions are of one mould, and a page takes seconds: tests/bench/page_kinds.py looks at all.
LOOKED_AT = {"all", "be", "be-en"}
# A page for who took a wrong turn, and a copy that is not the first address of its text,
# ask search engines to stay away.
UNLISTED = {"not found", "survival copy"}


def test_every_kind_of_page_has_full_marks(tmp_path: Path) -> None:
    pages = {kind: found[0] for (kind, of), found in kinds().items() if of in LOOKED_AT}
    listed = [page for kind, page in pages.items() if kind not in UNLISTED]
    unlisted = [page for kind, page in pages.items() if kind in UNLISTED]
    with addressed(tmp_path) as base:
        found = judged(base, listed)
        found += judged(base, unlisted, categories=["accessibility", "best-practices"])
    assert len(found) == len(pages)
    assert {page.page: page.failed for page in found if page.failed} == {}
    for page in found:
        assert set(page.scores.values()) == {100}, page
