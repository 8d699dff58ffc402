"""What was received, what is printed, and what the list of corrections says of the difference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config
from editions.checks import corrections, received
from editions.checks.run import is_inside
from editions.intake import intake
from tests.conftest import DECEMBER, Run
from tests.field.taking import SETTINGS

Check = Callable[..., list[str]]

RECEIVED = """\
# Notes, January 2021

Snow fell on 5% of the roads. The river froze - nobody crossed it, e.g. by foot.

"The bridge" was closed. It's said that it opens in May. Trams ran.
"""
LIST = """\
:language: en

What was corrected
==================

.. _corrections-2021-01:

The first month
---------------

{entries}
"""
DOCUMENT, SOURCE = "docs/reports/2021-01.rst", "source_reports/2021-01/2021-01.en.md"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A publication with one issue, taken in as it came."""
    root = tmp_path / "notes"
    (root / "docs/about").mkdir(parents=True)
    (root / "docs/index.rst").write_text("Notes\n=====\n\nChoose.\n", "utf-8")
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    path = tmp_path / "2021-01.en.md"
    path.write_text(RECEIVED, "utf-8")
    intake(config.load(root), path)
    return root


@pytest.fixture
def told(notes: Path) -> Check:
    """Give what the checks of received files and of corrections say."""

    def call(*paths: str, language: str = "") -> list[str]:
        publication = config.load(notes)
        places = frozenset((notes / path).resolve() for path in paths)
        languages = (language,) if language else publication.languages
        found = [
            *received.problems_of(publication, editions=languages, places=places),
            *corrections.problems_of(publication, editions=languages),
        ]
        return sorted(str(each) for each in found if is_inside(each, publication, places))

    return call


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")


def record(root: Path, *entries: str) -> None:
    text = LIST.format(entries="\n\n".join(f"- {entry}" for entry in entries))
    (root / "docs/about/changes.rst").write_text(text, "utf-8")


def test_typography_is_no_change(notes: Path, told: Check) -> None:
    change(notes, DOCUMENT, "froze - nobody", "froze – nobody")
    change(notes, DOCUMENT, '"The bridge"', "“The bridge”")
    change(notes, DOCUMENT, "It's", "It’s")
    change(notes, DOCUMENT, "5% of the roads", "5\u00a0% of **the roads**")
    assert told() == []


def test_what_is_left_out_is_counted_and_named_on_demand(notes: Path, told: Check) -> None:
    change(notes, DOCUMENT, " Trams ran.", "")
    change(notes, DOCUMENT, "The river froze", "The lake froze")
    [line] = told()
    assert line.startswith(f"{DOCUMENT}:1: info left-out: 2 received sentences stand neither")
    assert line.endswith(f"editions check {SOURCE}")
    for asked in (SOURCE, "source_reports/2021-01", "source_reports"):
        river, trams = told(asked)
        assert river.startswith(f"{SOURCE}:1: info left-out: “The river froze - nobody crossed it")
        assert trams.startswith(f"{SOURCE}:1: info left-out: “Trams ran.” stands neither")
    assert told(DOCUMENT) == [line]
    assert told("docs/index.rst") == []
    assert told(language="be") == []


def test_the_verb_tells_of_it(notes: Path, editions: Callable[..., Run]) -> None:
    change(notes, DOCUMENT, " Trams ran.", "")
    record(notes, ":en:`The river` → :en:`The lake`.")
    said = editions(notes, "check").out
    assert "docs/about/changes.rst:11: warning correction: 'reports/2021-01' still has" in said
    assert f"{DOCUMENT}:1: info left-out: 1 received sentence stands neither here" in said
    asked = editions(notes, "check", str(notes / "source_reports"))
    assert asked.code == 0
    [line, total] = asked.out.splitlines()
    assert total == "0 errors, 0 warnings, 1 info"
    assert line.startswith(f"{SOURCE}:1: info left-out: “Trams ran.” stands neither")
    assert editions(notes, "check", "--edition", "fr", str(notes / "source_reports")).code == 2


def test_what_is_listed_is_accounted_for(notes: Path, told: Check) -> None:
    change(notes, DOCUMENT, " Trams ran.", "")
    change(notes, DOCUMENT, "of the roads. The river froze", "of all roads. The lake froze")
    record(
        notes,
        "Paragraph 1: :en:`5 % of the roads. The river` → :en:`5 % of all roads. The lake`. Why.",
        "Left out at the author’s wish: “Trams ran.”",
    )
    assert told() == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (":en:`The river` → :en:`The lake`.", "'reports/2021-01' still has “The river”"),
        ("Paragraph 1: “The river” → “The lake”.", "'reports/2021-01' still has “The river”"),
        (":en:`The pond` → :en:`The lake`.", "'reports/2021-01' has no “The lake”"),
        ("Paragraph 1: :en:`Tram` → :en:`Trams`.", "“Trams” stands in paragraph 2, not in 1"),
        ("Paragraph 2: :en:`Tram` → :en:`Trams`.", ""),
        ("In 1 place: :en:`Tram` → :en:`Trams`.", ""),
        ("On 3 May 2021, paragraph 1: :en:`Tram` → :en:`Trams`.", "paragraph 2, not in 1"),
        ("On 3 May: :en:`Tram` → :en:`Trams`.", ""),
        (":be:`Трамвай` → :be:`Трамваі`.", "'reports/2021-01' has no “Трамваі”"),
    ],
)
def test_a_list_is_compared_with_the_text(notes: Path, told: Check, entry: str, said: str) -> None:
    record(notes, entry)
    lines = told()
    assert len(lines) == bool(said)
    assert all(line.startswith("docs/about/changes.rst:11: warning correction: ") for line in lines)
    assert all(said in line for line in lines)


def test_the_last_correction_of_a_place_counts(notes: Path, told: Check) -> None:
    record(
        notes,
        ":en:`The river` → :en:`The lake`. Why.",
        "5 May: :en:`The lake froze` → :en:`The pond froze`. Why.",
    )
    change(notes, DOCUMENT, "The river froze", "The pond froze")
    assert told() == []


def test_a_correction_of_a_translation_is_looked_for_there(notes: Path, told: Check) -> None:
    record(notes, "Беларускі тэкст: :be:`Трамвай хадзіў` → :be:`Трамваі хадзілі`. Чаму.")
    catalogue = notes / "locale/be/LC_MESSAGES/reports/2021-01.po"
    catalogue.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalogue.write_text(f'{header}msgid "Trams ran."\nmsgstr "Трамваі хадзілі."\n', "utf-8")
    assert told() == []


@pytest.mark.parametrize("fault", ["changed", "gone", "record"])
def test_what_was_received_stays_as_it_came(notes: Path, told: Check, fault: str) -> None:
    path = notes / SOURCE
    if fault == "changed":
        path.write_text(RECEIVED.replace("5%", "6%"), "utf-8")
    elif fault == "gone":
        path.unlink()
    else:
        path = path.with_name("origin.toml")
        path.write_text("file = ", "utf-8")
    [line] = told()
    assert line.startswith(f"{path.relative_to(notes).as_posix()}:1: warning received: ")


def test_the_list_of_december_is_read_whole() -> None:
    entries = corrections.lists(config.load(DECEMBER)).of("2020-12")
    assert len(entries) == 22
    assert all(entry.paragraph for entry in entries)
