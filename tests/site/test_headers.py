"""What servers are asked to say, against what the pages say themselves."""

from __future__ import annotations

import re
from pathlib import Path

from editions.site.headers import headers, headers_file

HANDBOOK = Path(__file__).parents[2] / "docs/handbook/publishing.rst"


def directives(policy: str) -> dict[str, set[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {words[0]: set(words[1:]) for words in parts if words}


def of_pages(site: Path) -> dict[str, dict[str, set[str]]]:
    pattern = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
    found = {}
    for path in sorted(site.rglob("*.html")):
        match = pattern.search(path.read_text("utf-8"))
        assert match, f"{path} has no policy"
        found[path.relative_to(site).as_posix()] = directives(match[1].replace("&#39;", "'"))
    return found


def test_the_header_allows_whatever_a_page_needs(site: Path) -> None:
    bound = directives(headers()["Content-Security-Policy"])
    pages = of_pages(site)
    assert len(pages) > 30
    for name, asked in pages.items():
        for directive, sources in asked.items():
            # `file:` is for who opens the page from the disk, where no header comes with it.
            needed = sources - {"file:", "'none'"}
            assert needed <= bound.get(directive, set()), f"{name}: {directive}"
        assert asked["default-src"] == {"'none'"}


def test_the_header_allows_nothing_from_outside_or_inline() -> None:
    bound = directives(headers()["Content-Security-Policy"])
    assert bound["default-src"] == bound["frame-ancestors"] == {"'none'"}
    for sources in bound.values():
        assert all(
            source in {"'self'", "'none'"} or source.startswith("'sha256-") for source in sources
        )


def test_the_file_has_one_rule_for_everything(site: Path) -> None:
    lines = (site / "_headers").read_bytes().decode().splitlines()
    assert (site / "_headers").read_bytes() == headers_file()
    assert lines[0] == "/*"
    said = dict(line.strip().split(": ", 1) for line in lines[1:])
    assert said == headers()
    assert said["Referrer-Policy"] == "no-referrer"
    assert said["X-Content-Type-Options"] == "nosniff"


def test_the_samples_of_the_handbook_say_the_same() -> None:
    text = HANDBOOK.read_text("utf-8")
    for pattern in (
        r'add_header ([\w-]+) "([^"]+)" always;',  # nginx
        r'Header always set ([\w-]+) "([^"]+)"',  # Apache
        r'^\s{12}([A-Z][\w-]+) "([^"]+)"$',  # Caddy
    ):
        assert dict(re.findall(pattern, text, re.MULTILINE)) == headers(), pattern
