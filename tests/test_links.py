"""Links between pages and PDFs: whatever is built, and in whatever order, none leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import Run, tree

Call = Callable[..., Run]
Copy = Callable[[str], Path]

ISSUE = "reports/2021-01"


def dead(site: Path) -> list[tuple[str, str]]:
    """Give page and address of each link of a site that leads to no file."""
    found = []
    for page in sorted(site.rglob("*.html")):
        for address in re.findall(r'\b(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            parts = urlsplit(address)
            if parts.scheme or not parts.path:
                continue
            if not (page.parent / unquote(parts.path)).is_file():
                found.append((page.relative_to(site).as_posix(), address))
    return found


def pair_pdfs(page: Path) -> list[str]:
    return re.findall(r'href="\.\./\.\./(\w\w-\w\w/[^"]*\.pdf)"', page.read_text("utf-8"))


def delete(folder: Path, *issues: str) -> None:
    for issue in issues or ("2021-02",):
        (folder / f"docs/reports/{issue}.rst").unlink()


def empty_the_year(folder: Path) -> None:
    delete(folder, "2021-01", "2021-02")


def withhold(folder: Path) -> None:
    """Leave January untranslated in the Belarusian edition, which asks for more."""
    catalogue = folder / f"locale/be/LC_MESSAGES/{ISSUE}.po"
    head, end, messages = catalogue.read_text("utf-8").partition("\n\n")
    empty = re.sub("^msgstr .*", 'msgstr ""', messages, flags=re.MULTILINE)
    catalogue.write_text(head + end + empty, "utf-8")
    settings = folder / "pyproject.toml"
    gate = '\n[tool.editions.gate.be."2021-01"]\ncomplete = 90\n'
    settings.write_text(settings.read_text("utf-8") + gate, "utf-8")


@pytest.mark.parametrize("change", [delete, empty_the_year, withhold])
def test_what_goes_in_a_build_of_pdfs_alone_is_linked_from_no_page(
    root: Copy, editions: Call, change: Callable[[Path], None]
) -> None:
    folder = root("trilingual")
    site = folder / "build/site"
    assert editions(folder, "build", "--volume", "2021").code == 0
    assert dead(site) == []
    before = {name for name in tree(site) if name.endswith(".pdf")}
    change(folder)
    assert editions(folder, "build", "--format", "pdf").code == 0
    assert {name for name in tree(site) if name.endswith(".pdf")} < before
    assert dead(site) == []
    alone = tree(site)
    assert editions(folder, "build").code == 0
    assert tree(site) == alone


def test_an_issue_links_its_pdfs_in_two_languages_where_they_are(
    root: Copy, editions: Call
) -> None:
    folder = root("trilingual")
    site = folder / "build/site"
    page = site / "be" / f"{ISSUE}.html"
    assert editions(folder, "build", "--format", "html").code == 0
    assert pair_pdfs(page) == []
    assert editions(folder, "build").code == 0
    both = [f"be-ru/{ISSUE}.pdf", f"be-en/{ISSUE}.pdf"]
    assert pair_pdfs(page) == both
    assert pair_pdfs(site / "en" / f"{ISSUE}.html") == [f"be-en/{ISSUE}.pdf", f"ru-en/{ISSUE}.pdf"]
    # They are still there when the pages alone are built.
    before = tree(site)
    assert editions(folder, "build", "--format", "html").code == 0
    assert tree(site) == before


def test_a_pair_that_could_not_be_set_is_not_linked_until_it_can(
    root: Copy, editions: Call
) -> None:
    folder = root("trilingual")
    site = folder / "build/site"
    page = site / "ru" / f"{ISSUE}.html"
    in_the_way = folder / f"build/work/pairs/be-ru/{ISSUE}/data.json"
    in_the_way.mkdir(parents=True)
    assert editions(folder, "build").code == 1
    assert pair_pdfs(page) == [f"ru-en/{ISSUE}.pdf"]
    assert dead(site) == []
    in_the_way.rmdir()
    assert editions(folder, "build").code == 0
    assert pair_pdfs(page) == [f"be-ru/{ISSUE}.pdf", f"ru-en/{ISSUE}.pdf"]


def test_a_volume_belongs_to_the_site_it_was_bound_for(
    root: Copy, editions: Call, tmp_path: Path
) -> None:
    folder = root("trilingual")
    site, elsewhere = folder / "build/site", tmp_path / "elsewhere"
    english = ("build", "--edition", "en")
    assert editions(folder, *english, "--volume", "2021", "--output", str(elsewhere)).code == 0
    volume = elsewhere / "en/reports/2021.pdf"
    bound = volume.read_bytes()
    assert editions(folder, *english).code == 0
    assert (site / "en/reports/2021-02.pdf").is_file()
    assert not (site / "en/reports/2021.pdf").exists()
    assert "2021.pdf" not in (site / "en/index.html").read_text("utf-8")
    # Where it was bound, a correction still reaches it.
    source = folder / "docs" / f"{ISSUE}.rst"
    source.write_text(source.read_text("utf-8") + "\nIt snowed on.\n", "utf-8")
    assert editions(folder, *english).code == 0
    assert volume.read_bytes() == bound
    assert editions(folder, *english, "--output", str(elsewhere)).code == 0
    assert volume.read_bytes() != bound
    assert "2021.pdf" in (elsewhere / "en/index.html").read_text("utf-8")
