"""Published paragraph numbers and addresses: kept through edits, refused when they break."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.checks import ledger as citations
from editions.documents import Document
from editions.problems import BuildError
from editions.site.ledger import Ledger, dumps, ledger_path, load, numbered, order
from tests.conftest import DECEMBER, Run

Call = Callable[..., Run]
Copy = Callable[[str], Path]

TEXTS = ["The river froze on Monday.", "Nobody crossed it.", "On Friday it was open again."]
KNOWN = Ledger(numbered(TEXTS, None).paragraphs)


def numbers(texts: list[str], ledger: Ledger | None = KNOWN) -> list[str]:
    return [each.number for each in numbered(texts, ledger).paragraphs]


def test_without_a_ledger_paragraphs_count_from_one() -> None:
    assert numbers(TEXTS, None) == ["1", "2", "3"]
    assert numbered(TEXTS, None).new == ()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (TEXTS, ["1", "2", "3"]),
        ([TEXTS[0], "A ferry ran.", *TEXTS[1:]], ["1", "1a", "2", "3"]),
        ([TEXTS[0], "A ferry ran.", "Twice a day.", *TEXTS[1:]], ["1", "1a", "1b", "2", "3"]),
        (["It was cold.", *TEXTS], ["0a", "1", "2", "3"]),
        ([*TEXTS, "Spring came."], ["1", "2", "3", "4"]),
        # Edited between two known ones.
        ([TEXTS[0], "Two people crossed it.", TEXTS[2]], ["1", "2", "3"]),
        # Edited, with a new one before it and after it.
        ([TEXTS[0], "A ferry ran.", "Nobody has crossed it.", TEXTS[2]], ["1", "1a", "2", "3"]),
        ([TEXTS[0], "Nobody has crossed it.", "A ferry ran.", TEXTS[2]], ["1", "2", "2a", "3"]),
        # Blanks and line ends say nothing.
        (["The river\nfroze  on Monday.", *TEXTS[1:]], ["1", "2", "3"]),
    ],
)
def test_a_published_number_stays_with_its_paragraph(texts: list[str], expected: list[str]) -> None:
    assert numbers(texts) == expected


def test_a_number_is_never_given_twice() -> None:
    inserted = [TEXTS[0], "A ferry ran.", *TEXTS[1:]]
    ledger = Ledger(numbered(inserted, KNOWN).paragraphs)
    assert numbers([TEXTS[0], "A ferry ran.", "Twice a day.", *TEXTS[1:]], ledger) == [
        "1", "1a", "1b", "2", "3",
    ]  # fmt: skip
    many = [TEXTS[0], *(f"Day {day} of the frost." for day in range(28)), *TEXTS[1:]]
    given_now = numbers(many)
    assert given_now[26:30] == ["1z", "1aa", "1ab", "2"]
    assert sorted(given_now, key=order) == given_now
    # The last one gone, a new one at the end does not take its number.
    gone = numbered([*TEXTS[:1], *TEXTS[1:2]], KNOWN)
    assert [each.number for each, _ in gone.vanished] == ["3"]


def test_what_vanished_is_told_with_its_place() -> None:
    gone = numbered([TEXTS[0], TEXTS[2]], KNOWN)
    assert [each.number for each in gone.paragraphs] == ["1", "3"]
    assert [(each.number, each.begins, after) for each, after in gone.vanished] == [
        ("2", "Nobody crossed it.", 1)
    ]


def test_two_paragraphs_that_change_places_are_no_mere_edit() -> None:
    swapped = numbered([TEXTS[1], TEXTS[0], TEXTS[2]], KNOWN)
    assert len(swapped.vanished) == len(swapped.new) == 1


WORDS = st.text("абв xyz.\"\\\u007f'", min_size=1, max_size=12)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=9), st.lists(WORDS, max_size=9), st.data())
def test_any_edit_keeps_numbers_unique_and_frozen_ones_in_order(
    before: list[str], extra: list[str], data: st.DataObject
) -> None:
    known = Ledger(numbered(before, None).paragraphs, ("a-place",))
    after = data.draw(st.permutations([*before, *extra]))
    now = numbered(after, known)
    given_now = [each.number for each in now.paragraphs]
    assert len(set(given_now)) == len(given_now) == len(after)
    kept = [number for number in given_now if number not in now.new]
    assert sorted(kept, key=order) == kept
    assert {each.number for each, _ in now.vanished} | set(kept) == {
        each.number for each in known.paragraphs
    }


@settings(max_examples=40)
@given(texts=st.lists(WORDS, max_size=6))
def test_a_ledger_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "2020-12.ledger.toml"
    ledger = Ledger(numbered(texts, None).paragraphs, ("winter", "зіма"))
    path.write_text(dumps(ledger, "2020-12"), encoding="utf-8")
    assert load(path) == ledger


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("places = [", "not a ledger"),
        ("[paragraphs]\n1 = ['a', 'b']\n", "places"),
        ("places = []\n[paragraphs]\n2 = ['a', 'b']\n1 = ['a', 'b']\n", "1 stands after 2"),
        ("places = []\n[paragraphs]\none = ['a', 'b']\n2 = ['a', 'b']\n", "no number"),
        ("places = []\n[paragraphs]\n1 = ['a']\n", "not a ledger"),
    ],
)
def test_a_broken_ledger_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "2020-12.ledger.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=why) as refused:
        load(path)
    assert refused.value.path == path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(editions: Call, folder: Path) -> list[str]:
    lines = editions(folder, "check").out.splitlines()
    return [line for line in lines if " citation: " in line]


def flawless(root: Copy) -> Path:
    """Copy a publication whose catalogues have no error, which freezing would refuse."""
    folder = root("site-small")
    (folder / "locale/be/LC_MESSAGES/reports/2020-12.po").unlink()
    return folder


def test_freeze_writes_beside_the_document_and_twice_the_same(root: Copy, editions: Call) -> None:
    folder = flawless(root)
    done = editions(folder, "freeze", "2020-12")
    assert (done.code, done.out) == (0, "")
    path = folder / "docs/reports/2020-12.ledger.toml"
    first = path.read_bytes()
    assert b"report-2020-12" in first
    assert editions(folder, "freeze", "2020-12").err.endswith("nothing changed, 6 paragraphs\n")
    assert path.read_bytes() == first
    assert editions(folder, "freeze", "1999-12").code == 2
    assert told(editions, folder) == []


def test_check_refuses_what_breaks_citations(root: Copy, editions: Call) -> None:
    folder = flawless(root)
    assert editions(folder, "freeze", "2020-12").code == 0
    issue = folder / "docs/reports/2020-12.rst"
    before = issue.read_text("utf-8")

    edit(issue, "Three roads were closed:", "Three roads were closed for 12 days:")
    assert told(editions, folder) == []

    edit(issue, "- the south road.\n", "")
    edit(issue, ".. _report-2020-12:\n", "")
    edit(issue, "Opening\n-------", "The start\n---------")
    found = told(editions, folder)
    assert len(found) == 3
    assert all(line.startswith("docs/reports/2020-12.rst:") for line in found)
    assert any("error citation: paragraph 5 (“the south road.”)" in line for line in found)
    assert any("#report-2020-12 was published and is gone" in line for line in found)
    assert any("#opening was published and is gone" in line for line in found)
    refused = editions(folder, "freeze", "2020-12")
    assert refused.code == 1
    assert "paragraph 5" in refused.out

    issue.write_text(before, encoding="utf-8")
    edit(issue, "Three roads", "New snow fell at night.\n\nThree roads")
    [line] = told(editions, folder)
    assert "paragraph 1a is not frozen yet" in line
    assert editions(folder, "freeze", "2020-12").code == 0
    assert told(editions, folder) == []

    issue.unlink()
    [line] = told(editions, folder)
    assert "the issue was published and is gone" in line


def test_a_broken_ledger_is_a_problem_of_check_and_build(root: Copy, editions: Call) -> None:
    folder = flawless(root)
    assert editions(folder, "freeze", "2020-12").code == 0
    edit(folder / "docs/reports/2020-12.ledger.toml", "[paragraphs]", "[paragraph]")
    [line] = told(editions, folder)
    assert line.startswith("docs/reports/2020-12.ledger.toml:1: error citation: not a ledger")
    done = editions(folder, "build", "--format", "html", "--edition", "en")
    assert done.code == 1
    assert "not a ledger of published addresses" in done.out


def test_every_edition_prints_the_frozen_numbers(root: Copy, editions: Call) -> None:
    folder = flawless(root)
    editions(folder, "build", "--format", "html")
    assert editions(folder, "freeze", "2020-12").code == 0
    edit(
        folder / "docs/reports/2020-12.rst",
        "Three roads were",
        "New snow fell in Mahilioŭ at night.\n\nThree roads were",
    )
    assert " failed" not in editions(folder, "build").err
    for language in ("be", "ru", "en"):
        page = (folder / f"build/site/{language}/reports/2020-12.html").read_text("utf-8")
        shown = re.findall(r'<p[^>]* id="p(\w+)"|<a class="number" href="#p(\w+)"', page)
        ids = [one for one, _ in shown if one]
        assert [other for _, other in shown if other] == ids
        assert ids == ["1", "1a", "2", "3", "4", "5", "6"]
        names = (folder / f"build/site/{language}/names.html").read_text("utf-8")
        assert 'reports/2020-12.html#p1a"' in names
        assert (folder / f"build/site/{language}/reports/2020-12.pdf").is_file()


def test_the_december_report_is_frozen() -> None:
    path = DECEMBER / "docs/reports/2020-12.rst"
    ledger, numbering = citations.frozen(Document("reports/2020-12", path, "en"))
    assert load(ledger_path(path)) == ledger
    assert [each.number for each in ledger.paragraphs] == [str(n) for n in range(1, 44)]
    assert (numbering.vanished, numbering.new) == ((), ())
    assert "report-2020-12-conclusions" in ledger.places
