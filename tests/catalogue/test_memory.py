"""Translation memory: proposals from other documents, the archive, TMX and PO files beside."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from editions.catalogue import po, tmx
from editions.catalogue.memory import Memory, Unit, units_of
from editions.problems import CatalogueError, Severity
from tests.catalogue.conftest import REPORT, Desk

NOTES = "Notes about the winter, 100% of them true."
TRAMS = "The trams were running, but the drivers said that they could not see the rails."
TMX = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="X" segtype="sentence" adminlang="EN-US" srclang="en" datatype="plain"/>
  <body>
    <tu creationdate="20200101T000000Z">
      <tuv xml:lang="en-US" creationid="Somebody"><seg>A cold <bpt i="1">{b}</bpt>week</seg></tuv>
      <tuv xml:lang="be-BY" changedate="20210101T000000Z"><seg>Халодны тыдзень</seg></tuv>
      <tuv xml:lang="be-tarask"><seg>Халодны тыдзень, іначай</seg></tuv>
      <tuv lang="RU"><seg>Холодная неделя &amp; снег</seg></tuv>
    </tu>
    <tu><tuv xml:lang="en"><seg>Alone</seg></tuv></tu>
  </body>
</tmx>
"""


def memory(*units: Unit) -> Memory:
    made = Memory()
    made.learn(units)
    return made


def live(desk: Desk, name: str, begin: str) -> polib.POEntry:
    (found,) = (e for e in po.read(desk.path(name)) if e.msgid.startswith(begin) and not e.obsolete)
    return found


def lines(entry: polib.POEntry) -> list[str]:
    return [line for line in entry.comment.split("\n") if line.startswith("memory: ")]


def rewrite(desk: Desk, name: str, begin: str, **facts: object) -> None:
    path = desk.path(name)
    catalogue = po.read(path)
    entry = next(e for e in catalogue if e.msgid.startswith(begin) and not e.obsolete)
    for fact, value in facts.items():
        setattr(entry, fact, value)
    po.write(path, catalogue)


def test_an_identical_text_is_filled_in_for_review(translated: Desk) -> None:
    translated.edit_template("index", NOTES, "Snow in January")
    change = translated.change("index")
    assert (change.counts.suggested, change.counts.similar) == (1, 0)
    entry = live(translated, "index", "Snow in January")
    assert (entry.fuzzy, entry.msgstr) == (True, "Пераклад: Snow in January")
    assert entry.previous_msgid is None, "a proposal, not a stale translation"
    assert lines(entry) == ["memory: identical in reports/2021-01"]
    assert not any(c.written for c in translated.update("be").changes)


def test_a_similar_text_is_proposed_with_its_source(translated: Desk) -> None:
    like = TRAMS.replace("rails", "road").replace("the drivers", "drivers")
    translated.edit_template("index", NOTES, like)
    change = translated.change("index")
    assert (change.counts.suggested, change.counts.similar) == (0, 1)
    entry = live(translated, "index", "The trams")
    assert (entry.fuzzy, entry.previous_msgid) == (True, None)
    assert entry.msgstr == f"Пераклад: {TRAMS}"
    (line,) = lines(entry)
    assert line.startswith("memory: 9")
    assert line.endswith(f" % like reports/2021-01, of: «{TRAMS}»")
    assert not translated.change("index").written


def test_a_confirmed_proposal_loses_its_lines(translated: Desk) -> None:
    translated.edit_template("index", NOTES, "Snow in January")
    translated.update()
    rewrite(translated, "index", "Snow in", flags=[], msgstr="Снег")
    translated.update()
    entry = live(translated, "index", "Snow in")
    assert (entry.msgstr, entry.fuzzy, lines(entry)) == ("Снег", False, [])


def test_a_proposal_somebody_emptied_does_not_come_again(translated: Desk) -> None:
    translated.edit_template("index", NOTES, "Snow in January")
    translated.update()
    rewrite(translated, "index", "Snow in", flags=[], msgstr="")
    for _ in range(2):
        translated.update()
        assert live(translated, "index", "Snow in").msgstr == ""


def test_a_proposal_is_no_source_of_proposals(translated: Desk) -> None:
    rewrite(translated, REPORT, "The trams", flags=["fuzzy"])
    translated.edit_template("index", NOTES, TRAMS)
    assert translated.change("index").counts.suggested == 0
    assert live(translated, "index", "The trams").msgstr == ""


def test_what_was_left_empty_gets_what_memory_learns_later(translated: Desk) -> None:
    translated.edit_template("index", NOTES, "A cold week")
    translated.update()
    assert live(translated, "index", "A cold").msgstr == ""
    folder = translated.root / "memory"
    folder.mkdir()
    (folder / "desk.tmx").write_text(TMX, encoding="utf-8")
    translated.update()
    entry = live(translated, "index", "A cold")
    assert (entry.msgstr, entry.fuzzy) == ("Халодны тыдзень", True)
    assert lines(entry) == ["memory: identical in memory/desk.tmx"]


def test_a_catalogue_put_beside_is_read_if_it_is_of_the_language(translated: Desk) -> None:
    folder = translated.root / "memory"
    folder.mkdir()
    for language, text in (("be", "Халодны"), ("ru", "Холодный")):
        catalogue = po.new(language)
        catalogue.append(polib.POEntry(msgid="A cold week", msgstr=text))
        po.write(folder / f"{language}.po", catalogue)
    translated.edit_template("index", NOTES, "A cold week")
    translated.update()
    assert live(translated, "index", "A cold").msgstr == "Халодны"


def test_a_broken_memory_is_named_and_harms_nothing(translated: Desk) -> None:
    folder = translated.root / "memory"
    folder.mkdir()
    (folder / "broken.tmx").write_text("<tmx><body>", encoding="utf-8")
    (folder / "desk.tmx").write_text(TMX, encoding="utf-8")
    translated.edit_template("index", NOTES, "A cold week")
    (problem,) = translated.update("be").problems
    assert (problem.id, problem.severity) == ("memory", Severity.WARNING)
    assert str(problem.location) == "memory/broken.tmx:1"
    assert live(translated, "index", "A cold").msgstr == "Халодны тыдзень"


def test_several_translations_of_one_text_are_told_newest_first() -> None:
    text = "The most important events of the month"
    made = memory(
        Unit(text, "старэйшая", "reports/2020-10", (1, "2020-10")),
        Unit(text, "навейшая", "reports/2020-12", (1, "2020-12")),
        Unit(text, "навейшая", "reports/2020-11", (1, "2020-11")),
        Unit(text, "збоку", "memory/desk.tmx", (-1, "2030")),
    )
    found = made.proposal(text)
    assert found is not None
    assert (found.text, found.identical) == ("навейшая", True)
    assert found.lines == (
        "identical in reports/2020-12",
        "or in reports/2020-10: «старэйшая»",
        "or in memory/desk.tmx: «збоку»",
    )
    like = made.proposal("The most important event of the month")
    assert like is not None
    assert like.lines == (f"98 % like reports/2020-12, of: «{text}»", *found.lines[1:])


def test_unlike_and_short_texts_get_no_proposal() -> None:
    made = memory(Unit("March", "Сакавік", "a"), Unit("The roads were closed", "Дарогі", "a"))
    assert made.proposal("May") is None
    assert made.proposal("Marsh") is None
    assert made.proposal("Nobody had expected the thaw to last") is None
    assert Memory().proposal("Nothing is known of this text") is None


def test_only_sound_texts_are_learned() -> None:
    catalogue = po.new("be")
    catalogue.extend(
        [
            polib.POEntry(msgid="one", msgstr="адзін"),
            polib.POEntry(msgid="two", msgstr="два", flags=["fuzzy"]),
            polib.POEntry(msgid="three", msgstr=""),
            polib.POEntry(msgid="four", msgstr="чатыры", msgctxt="menu"),
            polib.POEntry(msgid="five", msgstr="пяць", obsolete=True),
        ]
    )
    found = units_of(catalogue, "reports/2020-12")
    assert [(unit.source, unit.age) for unit in found] == [
        ("one", (1, "2020-12")),
        ("five", (0, "2020-12")),
    ]


def test_a_tmx_file_gives_pairs_of_its_languages(tmp_path: Path) -> None:
    path = tmp_path / "desk.tmx"
    path.write_text(TMX, encoding="utf-8")
    (pair,) = tmx.segments(path, "en", "be")
    assert (pair.source, pair.target) == ("A cold week", "Халодны тыдзень")
    assert pair.changed == "20210101T000000Z"
    (pair,) = tmx.segments(path, "be", "ru")
    assert (pair.source, pair.target) == ("Халодны тыдзень", "Холодная неделя & снег")
    path.write_bytes(TMX.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert len(tmx.segments(path, "en", "ru")) == 1


BOMB = '<!ENTITY a "{}">'.format("x" * 1000) + '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not well-formed XML"),
        ("<html><body/></html>", "is no TMX file: it begins with <html>"),
        (f"<!DOCTYPE tmx [{BOMB}]>\n<tmx>&b;</tmx>", "declares a document type of its own"),
        ('<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>', "declares a"),
        ("<tmx><body><tu><tuv xml:lang='en'><seg>a</tuv></tu></body></tmx>", "mismatched tag"),
        ("<tmx>&nowhere;</tmx>", "undefined entity"),
        ("\0\0", "not well-formed XML"),
    ],
)
def test_a_tmx_file_that_is_none_or_hostile_is_refused(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "odd.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"odd\.tmx:\d+: ") as refused:
        tmx.segments(path, "en", "be")
    assert reason in str(refused.value)


def test_a_tmx_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read: No such file"):
        tmx.segments(tmp_path / "none.tmx", "en", "be")
