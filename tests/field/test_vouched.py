"""What a person has vouched for, in a catalogue, a document, a publication, through all tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from editions import config, judging
from editions.catalogue import po, vouching
from editions.checks import CHECKS, names, run
from editions.checks.vouching import passages
from editions.config import protected
from editions.desk.preview import Preview
from editions.desk.worker import Made, Worker
from editions.problems import UsageError
from tests.conftest import Run, tree

Root = Callable[[str], Path]
Call = Callable[..., Run]
SNOW = "6 студзеня ў Мінску выпаў снег."
WRONG = "7 студзеня ў Мінску выпаў  снег."
CATALOGUE = "locale/be/LC_MESSAGES/reports/2021-01.po"


@pytest.fixture
def notes(root: Root) -> Path:
    """A publication with a wrong date and a space too many in one translation."""
    folder = root("trilingual")
    replace(folder / CATALOGUE, SNOW, WRONG)
    return folder


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path, **choice: object) -> set[str]:
    found = run.problems(config.load(folder), **choice)  # type: ignore[arg-type]  # of the caller
    return {f"{each.severity} {each.id}" for each in found if each.severity != "info"}


def translated(folder: Path) -> polib.POEntry:
    """Give the message whose translation is wrong."""
    return next(each for each in po.read(folder / CATALOGUE) if WRONG in each.msgstr)


def settings(folder: Path, *lines: str) -> None:
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(("", "[tool.editions.checks]", *lines, "")))


@pytest.mark.parametrize(
    "above",
    [
        "#, ignore-fact-date, ignore-typo-space",
        "# ok: fact-date, typo-space",
        "# OK: fact-date typo-space",
    ],
)
def test_in_a_catalogue_a_flag_or_a_comment(notes: Path, above: str) -> None:
    assert told(notes) == {"error fact-date", "warning typo-space"}
    replace(notes / CATALOGUE, 'msgid "Snow fell', f'{above}\nmsgid "Snow fell')
    assert told(notes) == set()


def test_in_a_document_a_comment_before_the_passage(root: Root) -> None:
    folder = root("trilingual")
    path = folder / "docs/reports/2021-01.rst"
    replace(path, "Snow fell", "Snow  fell fell")
    text = path.read_text("utf-8")
    assert {"warning typo-space", "warning word-doubled"} <= told(folder)
    vouched = text.replace("Snow  fell", ".. ok: typo-space, word-doubled\n\nSnow  fell")
    path.write_text(vouched, encoding="utf-8")
    assert not {"warning typo-space", "warning word-doubled"} & told(folder)
    path.write_text(f".. ok: typo-space\n\n{text}", encoding="utf-8")
    assert "warning typo-space" not in told(folder)
    assert "warning word-doubled" in told(folder)


def test_a_passage_is_a_paragraph_a_list_or_what_is_indented() -> None:
    text = """\
Title
=====

.. ok: typo-dash

One paragraph
of two lines.

Another.

.. ok: typo-dash word-doubled

- an item

- another,
  with a line

Text.

.. ok: table-title

.. list-table::

   * - a cell

After.
"""
    assert [(each.first, each.last) for each in passages(text)] == [(4, 7), (11, 16), (20, 24)]
    whole = ":issue: 2021-01\n\n.. ok: typo-dash\n\nTitle\n=====\n\nText.\n"
    assert [(each.first, each.last) for each in passages(whole)] == [(1, 8)]


def test_what_protects_readers_is_vouched_for_by_nobody(root: Root) -> None:
    folder = root("trilingual")
    path = folder / "docs/reports/2021-01.rst"
    text = path.read_text("utf-8").replace("Snow fell", "See `x <tel:1>`__. Snow fell", 1)
    path.write_text(f".. ok: outside picture citation\n\n{text}", encoding="utf-8")
    replace(folder / CATALOGUE, SNOW, "**6 студзеня** ў Мінску выпаў снег :raw:`x`.")
    replace(
        folder / CATALOGUE, 'msgid "Snow fell', '# ok: markup\n#, ignore-markup\nmsgid "Snow fell'
    )
    assert "error markup" in told(folder)


def test_for_a_publication_in_the_settings(notes: Path, editions: Call) -> None:
    settings(
        notes,
        'fact-date = { severity = "warn", reason = "dates are rounded here" }',
        'typo-space = { severity = "off", reason = "set so by hand" }',
    )
    assert told(notes) == {"warning fact-date"}
    done = editions(notes, "check", "--edition", "be")
    assert done.code == 0
    replace(notes / "pyproject.toml", '"warn"', '"error"')
    replace(notes / "pyproject.toml", '"off"', '"error"')
    assert told(notes) == {"error fact-date", "error typo-space"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('fact-dat = { severity = "off", reason = "x" }', "checks.fact-dat: no such check"),
        ('fact-date = { severity = "off" }', "checks.fact-date: lacks its reason"),
        ('fact-date = { severity = "off", reason = " " }', "checks.fact-date: lacks its reason"),
        ('fact-date = { reason = "x" }', "severity must be one of: off, warn, error"),
        ('fact-date = { severity = "loud", reason = "x" }', "must be one of: off, warn, error"),
        ('fact-date = "off"', "must be a table, as {"),
        (
            'fact-date = { severity = "off", reason = "x", why = "y" }',
            "checks.fact-date.why: unknown",
        ),
        ('markup = { severity = "off", reason = "x" }', "cannot be switched off or lowered"),
        ('identity = { severity = "warn", reason = "x" }', "cannot be switched off or lowered"),
        ('document = { severity = "off", reason = "x" }', "cannot be switched off or lowered"),
    ],
)
def test_wrong_settings_are_told_with_their_line(
    root: Root, editions: Call, line: str, said: str
) -> None:
    folder = root("trilingual")
    settings(folder, 'typo-dash = { severity = "error", reason = "x" }', line)
    number = (folder / "pyproject.toml").read_text("utf-8").splitlines().index(line) + 1
    done = editions(folder, "check")
    assert done.code == 2
    assert f"pyproject.toml:{number}: " in done.err
    assert said in done.err


def test_what_is_protected_is_a_check() -> None:
    kept = {check.id for check in CHECKS if protected(check.id)}
    assert {"markup", "identity", "document", "outside", "picture", "catalogue"} <= kept
    assert not {"fact-date", "spelling", "name-spelling"} & kept


@pytest.mark.parametrize("tool", ["drops flags", "drops flags and doubts"])
def test_update_puts_back_what_a_tool_has_dropped(notes: Path, editions: Call, tool: str) -> None:
    flags = "#, ignore-fact-date, ignore-typo-space"
    replace(notes / CATALOGUE, 'msgid "Snow fell', f'{flags}\nmsgid "Snow fell')
    assert editions(notes, "extract").code == 0
    assert editions(notes, "update").code == 0
    kept = (notes / CATALOGUE).read_bytes()
    doubt = "#, fuzzy" if "doubts" in tool else ""
    replace(notes / CATALOGUE, flags, doubt)
    assert editions(notes, "update").code == 0
    now = translated(notes)
    assert {"ignore-fact-date", "ignore-typo-space"} <= set(now.flags)
    assert doubt or (notes / CATALOGUE).read_bytes() == kept
    before = {name: data for name, data in tree(notes).items() if not name.startswith("build/")}
    assert editions(notes, "update").code == 0
    after = {name: data for name, data in tree(notes).items() if not name.startswith("build/")}
    assert after == before


def test_another_translation_is_not_vouched_for(notes: Path, editions: Call) -> None:
    replace(notes / CATALOGUE, 'msgid "Snow fell', '#, ignore-fact-date\nmsgid "Snow fell')
    editions(notes, "extract")
    editions(notes, "update")
    replace(notes / CATALOGUE, "#, ignore-fact-date\n", "")
    replace(notes / CATALOGUE, WRONG, "8 студзеня ў Мінску выпаў снег.")
    editions(notes, "update")
    assert "ignore-" not in (notes / CATALOGUE).read_text("utf-8")
    assert not vouching.memory_path(config.load(notes), "be").exists()


def test_a_changed_fact_of_the_source_takes_the_word_back(notes: Path, editions: Call) -> None:
    replace(notes / CATALOGUE, 'msgid "Snow fell', '# ok: fact-date\nmsgid "Snow fell')
    report = notes / "docs/reports/2021-01.rst"
    replace(report, "January 6", "January 9")
    editions(notes, "extract")
    editions(notes, "update")
    entry = translated(notes)
    assert entry.fuzzy
    assert vouching.flags(entry) == {"fuzzy"}


def test_a_memory_that_git_put_together_is_read() -> None:
    ours, theirs = "aa fact-date\nbb length\n", "aa typo-dash\n"
    known = vouching.loads(f"# remark\n{ours}{theirs}\n")
    assert known == {"aa": ["fact-date", "typo-dash"], "bb": ["length"]}
    assert vouching.dumps(known).endswith("aa fact-date typo-dash\nbb length\n")
    assert vouching.dumps({}) == ""


def test_wrong_table_of_checks_is_refused(root: Root) -> None:
    folder = root("trilingual")
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("checks = true\n")
    with pytest.raises(UsageError, match="must be a table"):
        config.load(folder)


def doubted(folder: Path) -> None:
    """Give the message a source that was worded otherwise: it is published and marked."""
    path = folder / CATALOGUE
    text = path.read_text("utf-8").replace(WRONG, SNOW)
    before = 'Snow had fallen in Minsk on January 6. It lay for 12 days."'
    path.write_text(
        text.replace('msgid "Snow fell', f'#, fuzzy\n#| msgid "{before}\nmsgid "Snow fell'), "utf-8"
    )


SETTINGS = [
    'stale = { severity = "error", reason = "nothing may lag behind" }',
    'untranslated = { severity = "off", reason = "it is counted elsewhere" }',
]


@pytest.mark.parametrize("verb", ["check", "build"])
def test_every_verb_prints_what_the_settings_leave(notes: Path, editions: Call, verb: str) -> None:
    doubted(notes)
    replace(notes / CATALOGUE, "Толькі на два дні.", "")
    of_build = ("--format", "html") if verb == "build" else ()
    call = (verb, "--edition", "be", *of_build)
    settings(notes, *SETTINGS)
    done = editions(notes, *call)
    assert done.code == 1
    assert "error stale: the translation of 'Snow fell" in done.out
    assert " untranslated: " not in done.out
    if verb == "build":
        assert "be Беларуская: with errors" in done.err
        assert "Мінску" in (notes / "build/site/be/reports/2021-01.html").read_text("utf-8")


def test_a_mark_at_a_message_is_heard_by_every_verb(notes: Path, editions: Call) -> None:
    doubted(notes)
    settings(notes, SETTINGS[1])
    replace(notes / CATALOGUE, "#, fuzzy", "# ok: stale\n#, fuzzy")
    assert told(notes, editions=["be"]) == set()
    done = editions(notes, "build", "--edition", "be", "--format", "html")
    assert (done.code, done.out) == (0, "")


def test_the_desk_says_each_thing_once_as_grave_as_it_is(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubted(notes)
    settings(notes, *SETTINGS)
    monkeypatch.setattr(Worker, "start", lambda *_: Made(()))
    preview = Preview(config.load(notes), "be", print)
    preview.start()
    checked = run.problems(config.load(notes), editions=["be"])
    said = preview.notes("reports/2021-01", checked)
    snow = next(each for msgid, each in said["passages"].items() if msgid.startswith("Snow fell"))
    assert snow["problems"] == []  # its state says it already
    assert not [each for each in said["others"] if each["id"] == "untranslated"]


def test_what_only_sphinx_tells_is_vouched_for_by_nobody(root: Root) -> None:
    folder = root("trilingual")
    report = folder / "docs/reports/2021-01.rst"
    text = report.read_text("utf-8")
    report.write_text(f".. ok: sphinx\n\n{text}\n.. no-such::\n", encoding="utf-8")
    publication = config.load(folder)
    assert "sphinx" in {each.id for each in judging.problems(publication)}
    assert judging.withheld(judging.judge(publication)) == {"reports/2021-01"}


def test_judgement_and_check_are_as_grave(root: Root) -> None:
    folder = root("trilingual")
    settings(folder, 'typo-space = { severity = "error", reason = "set by hand" }')
    replace(folder / "docs/reports/2021-01.rst", "Snow fell", "Snow  fell")
    assert judging.withheld(judging.judge(config.load(folder))) == {"reports/2021-01"}


@pytest.fixture
def named(root: Root) -> Path:
    """A publication with a name against the convention in its first paragraph and a later one."""
    folder = root("trilingual")
    path = folder / "docs/reports/2021-01.rst"
    replace(path, "Snow fell in Minsk", "Lukashenko saw Yuri Zubrilin")
    replace(path, "See `the", "Yuri Zubrilin saw Lukashenko. See `the")
    return folder


def names_told(folder: Path) -> list[tuple[str, int | None]]:
    found = names.problems(config.load(folder), editions=["en"])
    return [(each.id, each.location.line) for each in found]


def test_the_check_of_names_hears_a_document(named: Path, editions: Call) -> None:
    path = named / "docs/reports/2021-01.rst"
    spelling, unknown = "name-spelling", "name-unregistered"
    lines = path.read_text("utf-8").splitlines()
    first, later = (n for n, line in enumerate(lines, 1) if "Zubrilin" in line)
    # An unknown name is told once a file.
    assert set(names_told(named)) == {(spelling, first), (spelling, later), (unknown, first)}
    replace(path, "Lukashenko saw", f".. ok: {spelling}, {unknown}\n\nLukashenko saw")
    # What is vouched for in one passage is told of the next.
    assert set(names_told(named)) == {(spelling, later + 2), (unknown, later + 2)}
    everything = {(each.id, each.location.line) for each in run.problems(config.load(named))}
    assert set(names_told(named)) <= everything
    assert (spelling, first + 2) not in everything
    editions(named, "names", "fix", "--write", "--edition", "en")
    text = path.read_text("utf-8")
    assert "Lukashenko saw Yuri" in text
    assert "Zubrilin saw Lukashenka." in text
    path.write_text(f".. ok: {spelling}, {unknown}\n\n{text}", encoding="utf-8")
    assert names_told(named) == []


@pytest.mark.parametrize(("severity", "code"), [("off", 0), ("warn", 0), ("error", 1)])
def test_the_check_of_names_hears_the_settings(
    named: Path, editions: Call, severity: str, code: int
) -> None:
    settings(named, f'name-spelling = {{ severity = "{severity}", reason = "quoted as printed" }}')
    done = editions(named, "names", "check", "--edition", "en")
    assert done.code == code
    printed = "warning" if severity == "warn" else severity
    assert (f"{printed} name-spelling" in done.out) == (severity != "off")
    before = (named / "docs/reports/2021-01.rst").read_bytes()
    editions(named, "names", "fix", "--write", "--edition", "en")
    after = (named / "docs/reports/2021-01.rst").read_bytes()
    assert (before == after) == (severity == "off")


def test_a_flag_vouches_for_nothing_that_protects_readers(root: Root) -> None:
    folder = root("trilingual")
    replace(folder / CATALOGUE, SNOW, "6 студзеня ў Мін\u202eску выпаў снег.")
    flags = "#, ignore-letter-invisible, ignore-markup"
    replace(folder / CATALOGUE, 'msgid "Snow fell', f'{flags}\nmsgid "Snow fell')
    assert "error letter-invisible" in told(folder)
