"""A site of one edition has no dead target; when another comes, it is as if built together."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.conftest import Run, tree

Call = Callable[..., Run]
Copy = Callable[[str], Path]


class _Targets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [said for name, said in attrs if name in {"href", "src"} and said]


def dead(site: Path) -> Iterator[str]:
    """Give the relative links of all pages that lead to no file."""
    for page in sorted(site.rglob("*.html")):
        reader = _Targets()
        reader.feed(page.read_text("utf-8"))
        for href in reader.found:
            path = href.partition("#")[0]
            if path and ":" not in path and not (page.parent / path).exists():
                yield f"{page.relative_to(site)} → {href}"


def test_what_is_not_there_is_a_word_and_comes_with_its_edition(
    root: Copy, editions: Call, tmp_path: Path
) -> None:
    folder = root("half-done")
    site = folder / "build/site"
    # The source edition is not there: marks and what is announced cannot lead to it either.
    settings = folder / "pyproject.toml"
    gate = '[tool.editions.gate.be."2021-01"]\ncomplete = 90\n'
    settings.write_text(f"{settings.read_text('utf-8')}{gate}", "utf-8")
    editions(folder, "build", "--format", "html", "--edition", "be")
    assert list(dead(site)) == []
    front = (site / "be/index.html").read_text("utf-8").replace("\u00a0", " ")
    assert 'lang="en">English</span> <span class="state">Яшчэ не апублікавана' in front
    assert "hreflang" not in front.partition("<header>")[2].partition("</header>")[0]
    for name in ("be/feed.xml", "sitemap.xml", "index.html", "2021-02/index.html"):
        assert "en/" not in (site / name).read_text("utf-8"), name

    said = editions(folder, "build", "--format", "html", "--edition", "en").err
    assert "be: the site has other editions than its pages say; they are made again" in said
    assert list(dead(site)) == []
    assert '<a href="../en/index.html"' in (site / "be/index.html").read_text("utf-8")

    shutil.copytree(folder, tmp_path / "cold", ignore=shutil.ignore_patterns("build"))
    order = ("build", "--format", "html", "--edition", "be", "--edition", "en")
    editions(tmp_path / "cold", *order)
    assert tree(tmp_path / "cold/build/site") == tree(site)
    again = editions(folder, "build", "--format", "html", "--edition", "en")
    assert "nothing changed" in again.err
    assert "made again" not in again.err
