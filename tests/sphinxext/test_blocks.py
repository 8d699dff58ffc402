"""The blocks of a page as data: all of them, in order, as they stand in the page."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from editions import config
from editions.cli import main
from editions.problems import BuildError
from editions.process import Job, run_sphinx
from editions.site.blocks import Block, Frame, Page, dumps, load, path_of

ROOTS = Path(__file__).parent.parent / "roots"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the publication with all that an author can write, in English; give its root."""
    root = tmp_path_factory.mktemp("blocks") / "everything"
    shutil.copytree(ROOTS / "pdf-everything", root)
    run_html(root)
    return root


def run_html(root: Path) -> None:
    job = Job("en", root / "doctrees", {"html": root / "html"})
    run_sphinx(config.load(root), job)


@pytest.fixture(scope="module")
def page(everything: Path) -> Page:
    return load(path_of(everything / "doctrees", "reports/2021-03"))


def one(page: Page, words: str) -> Block:
    (block,) = [block for block in page.blocks if words in block.text]
    return block


def test_the_blocks_stand_in_the_page_in_their_order_and_are_whole(
    everything: Path, page: Page
) -> None:
    html = (everything / "html/reports/2021-03.html").read_text("utf-8")
    at = 0
    for block in page.blocks:
        at = html.index(block.html, at) + len(block.html)
        opened = re.findall(r"<([a-z][a-z0-9]*)\b(?![^>]*/>)[^>]*>", block.html)
        closed = re.findall(r"</([a-z0-9]+)>", block.html)
        void = {"img", "br", "hr", "col"}
        assert sorted(tag for tag in opened if tag not in void) == sorted(closed), block.html


def test_no_word_of_the_text_is_in_no_block(everything: Path, page: Page) -> None:
    html = (everything / "html/reports/2021-03.html").read_text("utf-8")
    main = html[html.index("<main") : html.index("</main>")]
    # What the theme adds: facts and contents before the text, how to cite it after.
    main = re.sub(
        r'<p class="(?:facts|ways|cite)">.*?</p>|<nav.*?</nav>',
        "",
        main,
        flags=re.DOTALL,
    )
    for block in page.blocks:
        main = main.replace(block.html, "", 1)
    assert unescape(re.sub(r"<[^>]*>", "", main)).split() == []


def test_numbers_addresses_and_texts(page: Page) -> None:
    numbered = [block for block in page.blocks if block.number]
    assert [block.number for block in numbered] == list(range(1, len(numbered) + 1))
    assert all(block.ids[0] == f"p{block.number}" for block in numbered)
    title = page.blocks[0]
    assert (title.kind, title.level) == ("heading", 1)
    assert title.ids[0] == "everything"
    assert title.text.endswith("an author can write (March 2021)")  # without its note's number
    assert page.title.split() == title.text.split()
    deepest = one(page, "Deepest")
    assert (deepest.kind, deepest.level) == ("heading", 4)
    assert one(page, "An inline").text == "An inline a dot picture."
    assert "  " not in "".join(block.text for block in page.blocks)
    assert page.issue is not None
    assert (page.issue.key, page.issue.finished) == ("2021-03", True)
    assert page.words.paragraph == "Paragraph %s"


def test_lists_and_quotations_are_told(page: Page) -> None:
    assert one(page, "First item").frames == (Frame("bullets", 1),)
    assert one(page, "Second item of").frames == (Frame("bullets", 2),)
    assert one(page, "A second paragraph in the item").frames == (Frame("bullets", 0),)
    nested = (Frame("bullets", 0), Frame("bullets", 1))
    assert one(page, "Nested item").frames == nested
    third = (Frame("bullets", 0), Frame("bullets", 0), Frame("numbers", 1))
    assert one(page, "Third level").frames == third
    assert one(page, "Six").frames == (Frame("numbers", 6),)
    assert one(page, "A quoted paragraph").frames == (Frame("quotation"),)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("spans two columns", "table"),
        ("The legend of the figure", "figure"),
        ("Its second paragraph", "footnote"),
        ("A citation that stands", "citation"),
        ("A note in a box", "note"),
        ("What it means", "definition_list"),
        ("A line of verse", "line_block"),
        ("#panic", "literal_block"),
    ],
)
def test_what_holds_more_than_a_paragraph_is_one_block(page: Page, words: str, kind: str) -> None:
    assert one(page, words).kind == kind


def test_notes_stand_without_what_surrounds_their_group(page: Page) -> None:
    notes = [block for block in page.blocks if block.kind in {"footnote", "citation"}]
    assert len(notes) == 7
    for note in notes:
        assert not re.search(r'class="(footnote|citation)-list', note.html)


def test_states_and_languages_of_a_half_done_translation(tmp_path: Path) -> None:
    root = tmp_path / "half-done"
    shutil.copytree(ROOTS / "half-done", root)
    main(["-C", str(root), "build", "--edition", "be", "--format", "html"])
    page = load(path_of(root / "build/work/be/doctrees", "reports/2021-01"))
    found = {b.number: (b.language, b.state) for b in page.blocks if b.number}
    assert found[1] == (None, "stale")
    assert found[2] == ("en", "withdrawn")
    assert found[3] == ("en", "missing")
    assert found[5] == ("en", "held")
    assert found[6] == (None, "")
    (table,) = [block for block in page.blocks if block.kind == "table"]
    assert (table.language, table.state, table.partly) == (None, "missing", True)
    (note,) = [block for block in page.blocks if block.kind == "footnote"]
    assert (note.language, note.state) == ("en", "missing")
    marks = [block.text for block in page.blocks if block.kind == "mark"]
    assert len(marks) > 3
    assert page.issue is not None
    assert page.issue.state
    assert load_again(page, tmp_path) == page


def load_again(page: Page, folder: Path) -> Page:
    path = folder / "again.json"
    path.write_text(dumps(page), "utf-8")
    return load(path)


def test_the_blocks_of_a_document_go_with_it_and_only_then(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOTS / "half-done", root)
    run_html(root)
    kept = [path_of(root / "doctrees", f"reports/2021-0{month}") for month in (1, 2)]
    before = [path.stat().st_mtime_ns for path in kept]
    (root / "docs/reports/2021-02.rst").unlink()
    run_html(root)
    assert kept[0].stat().st_mtime_ns == before[0]
    assert not kept[1].exists()


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text('{"document": 1}', "utf-8")
    with pytest.raises(BuildError, match="build the edition afresh"):
        load(path)
