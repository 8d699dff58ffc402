"""axe-core on a page open in the browser: WCAG 2.2, levels A and AA, target sizes included."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(tab: Page, *, only: list[str] | None = None) -> list[tuple[str, str]]:
    """Give the rule and the first piece of HTML of each violation."""
    found = Axe().run(tab, options={"runOnly": only or WCAG}).response["violations"]
    return [(item["id"], item["nodes"][0]["html"]) for item in found]
