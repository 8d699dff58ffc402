"""What a page asks of the line: requests and bytes, as a real browser makes them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from playwright.sync_api import Browser, Request


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came with a page.

    `kinds` names every request (``document``, ``stylesheet``, …), `size` is the bytes of page
    and style sheets by gzip -9, `elsewhere` lists addresses of other hosts.
    """

    kinds: tuple[str, ...]
    size: int
    console: tuple[str, ...]
    elsewhere: tuple[str, ...]


def load(browser: Browser, base: str, page: str) -> Loaded:
    """Open a page below an address in a browser that has nothing stored."""
    context = browser.new_context()
    tab = context.new_page()
    asked: list[Request] = []
    said: list[str] = []

    def finished(request: Request) -> None:
        asked.append(request)  # a list's own method is none that Playwright can mark

    tab.on("requestfinished", finished)
    tab.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(f"{base}/{page}", wait_until="networkidle")
    light = [one for one in asked if one.resource_type in ("document", "stylesheet")]
    bodies = [response.body() for one in light if (response := one.response())]
    loaded = Loaded(
        tuple(one.resource_type for one in asked),
        sum(len(gzip.compress(body, 9, mtime=0)) for body in bodies),
        tuple(said),
        tuple(one.url for one in asked if not one.url.startswith(base)),
    )
    context.close()
    return loaded
