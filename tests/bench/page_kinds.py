"""What every kind of page weighs, and what the checkers say of it.

    python tests/bench/page_kinds.py [--quick]

The report of December is built with an address of its own and served from this
machine with the headers it asks for. A row a kind and edition: requests, kB of page and
styles by gzip -9 (pictures not counted), violations axe finds at 360 and 1280 px, errors and
warnings of the Nu HTML checker, and Lighthouse's accessibility, best practices and SEO. Of a
kind with several pages the worst counts. --quick leaves Lighthouse out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.checkers.addressed import addressed
from tests.checkers.axe import violations
from tests.checkers.lighthouse import CATEGORIES, judged
from tests.checkers.nu import Remark, is_data_block, remarks
from tests.checkers.pages import kinds, pages
from tests.checkers.weight import load
from tests.conftest import QUIET, chromium

HEAD = "| page | edition | requests | kB gzip | axe 360/1280 | Nu errors/warnings | Lighthouse |"


def main() -> None:
    """Print the table as Markdown."""
    with tempfile.TemporaryDirectory() as folder, addressed(Path(folder)) as base:
        said = [remark for remark in remarks(base, pages()) if not is_data_block(remark)]
        marks: dict[str, dict[str, int]] = {}
        if "--quick" not in sys.argv:
            marks = {page.page: page.scores for page in judged(base, pages())}
        sys.stdout.write(f"{HEAD}\n{'|---' * 7}|\n")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            for (kind, edition), found in kinds().items():
                cells = [kind, edition, *row(browser, base, found, said, marks)]
                sys.stdout.write(f"| {' | '.join(cells)} |\n")
            browser.close()


def row(
    browser: Browser,
    base: str,
    found: list[str],
    said: Iterable[Remark],
    marks: dict[str, dict[str, int]],
) -> list[str]:
    """Give the cells of a row."""
    loads = [load(browser, base, page) for page in found]
    axe = [
        str(sum(count(browser, f"{base}/{page}", width) for page in found)) for width in (360, 1280)
    ]
    here = [remark.kind for remark in said if remark.page in found]
    scores = [
        str(min(marks[page][category] for page in found)) if marks else "–"
        for category in CATEGORIES
    ]
    return [
        str(max(len(loaded.kinds) for loaded in loads)),
        f"{max(loaded.size for loaded in loads) / 1000:.1f}",
        "/".join(axe),
        f"{here.count('error')}/{here.count('warning')}",
        "/".join(scores),
    ]


def count(browser: Browser, url: str, width: int) -> int:
    """Give how many rules axe finds broken on a page at a width in px."""
    tab = browser.new_page(viewport={"width": width, "height": 740})
    tab.goto(url)
    found = len(violations(tab))
    tab.close()
    return found


if __name__ == "__main__":
    main()
