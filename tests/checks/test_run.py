"""All checks in one run: order, silence, choice, and nothing said twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions import config
from editions.checks import alphabet, language, prose, typography
from editions.checks.run import problems
from editions.problems import Problem, Severity, UsageError
from tests.checks.made import made
from tests.checks.test_planted import copied
from tests.conftest import tree

Root = Callable[[str], Path]
OWN = (alphabet.find, language.find, prose.find, typography.find)
MESSAGE = "6 студзеня ў Мінску выпаў снег."


def spoil(folder: Path, new: str, *, flag: str = "") -> Path:
    """Put another translation in the place of one that is right, with a flag above it."""
    path = folder / "locale/be/LC_MESSAGES/reports/2021-01.po"
    text = path.read_text("utf-8")
    assert MESSAGE in text
    text = text.replace(MESSAGE, new)
    if flag:
        text = text.replace('msgid "Snow fell', f'#, {flag}\nmsgid "Snow fell')
    path.write_text(text, encoding="utf-8")
    return path


def told(folder: Path, **choice: object) -> list[Problem]:
    found = problems(config.load(folder), **choice)  # type: ignore[arg-type]  # of the caller
    return [each for each in found if each.severity is not Severity.INFO]


def test_a_sound_publication_has_no_problems(root: Root) -> None:
    assert [str(each) for each in told(root("trilingual"))] == []


@pytest.mark.parametrize(
    ("slip", "check"),
    [
        ("6 лютага ў Мінску выпаў снег.", "fact-date"),
        ("6 студзеня ў Мінску выпаў cнег.", "letter-mixed"),
        ("6 студзеня ў Мінску выпаў щ снег.", "letter-foreign"),
        ("6 студзеня ў Мінску  выпаў снег.", "typo-space"),
        ("6 студзеня ў Мінску выпаў выпаў снег.", "word-doubled"),
        ("6 студзеня ў Мінску паліцыя і снег.", "term-forbidden"),
        ("6 студзеня ў Мінску выпаў «снег.", "typo-pairs"),
    ],
)
def test_a_slip_is_told_once_and_silenced_by_its_flag(
    root: Root, tmp_path: Path, slip: str, check: str
) -> None:
    folder = root("trilingual")
    path = spoil(folder, slip)
    [problem] = told(folder)
    assert problem.id == check
    assert problem.location.path == path.relative_to(folder).as_posix()
    lines = path.read_text("utf-8").splitlines()
    line = next(number for number, said in enumerate(lines, 1) if "Snow fell" in said)
    assert problem.location.line == line
    assert problem.edition == "be"
    assert (problem.msgid or "").startswith("Snow fell")
    path.write_text(
        path.read_text("utf-8").replace('msgid "Snow fell', f'#, ignore-{check}\nmsgid "Snow fell'),
        encoding="utf-8",
    )
    assert told(folder) == []


def test_a_letter_in_a_name_is_told_of_by_the_check_of_names(root: Root) -> None:
    folder = root("trilingual")
    spoil(folder, "6 студзеня ў Мiнску выпаў снег.")
    # Names are found through look-alikes: the town is not missing besides.
    assert {each.id for each in told(folder)} == {"name-letters"}


def test_a_sentence_of_another_language_is_told_of_as_such_alone(root: Root) -> None:
    folder = root("trilingual")
    spoil(folder, "6 января в Минске, как и что считают, выпал снег; если это так.")
    assert "wrong-language" in {each.id for each in told(folder)}
    assert not {"letter-foreign", "spelling"} & {each.id for each in told(folder)}


def test_problems_stand_in_the_order_of_files_and_lines(root: Root) -> None:
    folder = root("trilingual")
    spoil(folder, "6 лютага ў у у Мінску  выпаў cнег..")
    found = problems(config.load(folder))
    places = [(each.location.path, each.location.line or 0) for each in found]
    assert places == sorted(places)
    assert len(found) == len(set(map(str, found)))


def test_only_what_was_chosen_is_told(root: Root) -> None:
    folder = root("trilingual")
    path = spoil(folder, "6 лютага ў Мінску выпаў снег.")
    assert [each.id for each in told(folder, paths=[path])] == ["fact-date"]
    assert [each.id for each in told(folder, editions=["be"])] == ["fact-date"]
    assert told(folder, editions=["ru"]) == []
    assert told(folder, paths=[folder / "locale/ru"]) == []
    with pytest.raises(UsageError):
        told(folder, paths=[folder / "locale/gone.po"])
    with pytest.raises(UsageError):
        told(folder, editions=["xx"])


def test_an_orphan_and_a_missing_catalogue_are_told(root: Root) -> None:
    folder = root("trilingual")
    path = folder / "locale/be/LC_MESSAGES/reports/2021-01.po"
    path.rename(path.with_name("2021-99.po"))
    ids = {(each.location.path.rsplit("/", 1)[1], each.id) for each in told(folder)}
    assert {("2021-99.po", "orphan"), ("2021-01.po", "untranslated")} <= ids


def test_checking_writes_nothing_that_people_keep(root: Root) -> None:
    folder = root("trilingual")
    before = tree(folder)
    told(folder)
    after = {name: data for name, data in tree(folder).items() if not name.startswith("build/")}
    assert after == before


def test_passages_silenced_for_names_are_checked_for_the_rest(tmp_path: Path) -> None:
    folder = copied(tmp_path / "p")
    page = folder / "docs/about/romanization.rst"
    text = page.read_text("utf-8")
    assert ".. names: off" in text
    page.write_text(text.replace("is Mahilioŭ, not", "is Mahilioŭ , not"), encoding="utf-8")
    found = told(folder, paths=[page])
    assert [(each.id, each.location.line) for each in found] == [("typo-space", 17)]


def test_endless_words_are_told_of(root: Root) -> None:
    folder = root("trilingual")
    endless = "а" * 2000 + " A снег" * 600 + "і'" * 1800
    path = spoil(folder, endless)
    assert "length" in {each.id for each in told(folder)}
    # What is too long to be published is not even looked through.
    path.write_text(path.read_text("utf-8").replace(endless, 5 * endless), "utf-8")
    (only,) = told(folder)
    assert only.id == "markup"
    assert "characters, the most here are 10000" in only.message


@given(
    st.text(st.sampled_from("аіўшщ aeT1.,:;-–—«»„“”()'’ʼ%№…\n\u200b\u0306|`*_"), max_size=60),
    st.sampled_from(["be", "ru", "en"]),
)
@settings(max_examples=300, derandomize=True)
def test_no_text_is_too_odd(raw: str, code: str) -> None:
    for source in ("", "Snow fell."):
        for find in OWN:
            for finding in find(made(raw, code, source)):
                start, end = finding.span
                assert 0 <= start <= end <= len(raw)
