"""What becomes of every message: the rule of no silent English, message by message."""

from __future__ import annotations

import json
from dataclasses import replace

import polib
import pytest

from editions.catalogue import layout, po
from editions.catalogue.compile import publish
from editions.catalogue.states import MessageState, State, catalogue_state
from editions.problems import CatalogueError, Severity
from tests.catalogue.conftest import REPORT, Desk, tree
from tests.catalogue.test_publish import published, rewrite


def state_of(desk: Desk, begin: str, language: str = "be") -> MessageState:
    state = catalogue_state(desk.publication, language, REPORT)
    (found,) = (message for message in state.messages if message.msgid.startswith(begin))
    return found


def stale(desk: Desk, begin: str, old: str, new: str) -> MessageState:
    """Make a message fuzzy, as `update` does when the source was `old` and is now `new`."""
    entry = desk.entry(REPORT, begin)
    assert entry.msgid.count(new) == 1
    previous = entry.msgid.replace(new, old)
    rewrite(desk, REPORT, begin, flags=["fuzzy"], previous_msgid=previous)
    return state_of(desk, begin)


def test_every_state_and_what_of_it_is_published(translated: Desk) -> None:
    snow = stale(translated, "Snow fell", "Snow has fallen", "Snow fell")
    roads = stale(translated, "The roads", "two districts", "*three* districts")
    rewrite(translated, REPORT, "The trams", flags=["fuzzy"])
    rewrite(translated, REPORT, "Snow in", msgstr="`x <javascript:y>`__")
    rewrite(translated, REPORT, "For two days", msgstr=" ")
    state = catalogue_state(translated.publication, "be", REPORT)
    found = {message.msgid.split(" ")[1]: message.state for message in state.messages}
    assert found == {
        "in": State.HELD,
        "fell": State.STALE,
        "roads": State.WITHDRAWN,
        "trams": State.SUGGESTED,
        "two": State.MISSING,
        **dict.fromkeys(found.keys() - {"in", "fell", "roads", "trams", "two"}, State.TRANSLATED),
    }
    assert "wording" in snow.why
    assert "fact" in roads.why
    problems, _ = publish(translated.publication, "be")
    here = [each for each in problems if each.location.path.endswith(f"{REPORT}.po")]
    assert sorted((each.id, each.severity) for each in here) == [
        ("markup", Severity.ERROR),
        ("stale", Severity.WARNING),
        ("untranslated", Severity.WARNING),
        ("withdrawn", Severity.WARNING),
    ]
    whole = {message.msgid for message in state.messages if message.state is State.TRANSLATED}
    assert set(published(translated, REPORT)) == whole | {snow.msgid}
    told = json.loads((translated.root / f"build/states/be/{REPORT}.json").read_text("utf-8"))
    assert told["passages"][snow.msgid] == "stale"
    assert told["passages"][roads.msgid] == "withdrawn"
    assert set(told["words"]) == {"total", *map(str, State)}
    assert sum(told["words"].values()) == 2 * told["words"]["total"]


def test_a_name_of_the_register_is_a_fact(translated: Desk) -> None:
    found = stale(translated, "Snow fell", "Brest", "Minsk")
    assert found.state is State.WITHDRAWN


def test_a_mended_typing_error_keeps_the_translation(translated: Desk) -> None:
    found = stale(translated, "The trams", "The  trams", "The trams")
    assert found.state is State.STALE
    assert "typography" in found.why


def test_a_comment_that_calls_a_fact_wording_is_not_believed(translated: Desk) -> None:
    stale(translated, "The roads", "two districts", "*three* districts")
    rewrite(translated, REPORT, "The roads", comment="change: wording: «two» → «three»")
    assert state_of(translated, "The roads").state is State.WITHDRAWN


def test_a_stale_translation_is_vetted_against_the_message_of_today(translated: Desk) -> None:
    entry = translated.entry(REPORT, "Snow fell")
    stale(translated, "Snow fell", "Snow has fallen", "Snow fell")
    rewrite(translated, REPORT, "Snow fell", msgstr=f"{entry.msgstr} https://evil.example/")
    assert state_of(translated, "Snow fell").state is State.HELD


def test_obsolete_messages_are_none_and_contexts_are_reported(translated: Desk) -> None:
    before = catalogue_state(translated.publication, "be", REPORT)
    path = translated.path(REPORT)
    catalogue = po.read(path)
    catalogue.append(polib.POEntry(msgid="Snow", msgstr="Снег", msgctxt="x"))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Няма", obsolete=True))
    po.write(path, catalogue)
    after = catalogue_state(translated.publication, "be", REPORT)
    assert after.messages == before.messages
    (problem,) = after.problems
    assert (problem.id, problem.msgid) == ("catalogue", "Snow")


def test_reading_states_writes_nothing(translated: Desk) -> None:
    stale(translated, "The roads", "two districts", "*three* districts")
    before = {path: data for path, data in tree(translated.root).items() if "/cache/" not in path}
    catalogue_state(translated.publication, "be", REPORT)
    after = {path: data for path, data in tree(translated.root).items() if "/cache/" not in path}
    assert after == before


def test_a_document_of_the_edition_itself_is_whole(translated: Desk) -> None:
    state = catalogue_state(translated.publication, "be", "about/method")
    assert (state.source, state.messages, state.problems) == ("be", (), ())
    with pytest.raises(CatalogueError, match="no such document"):
        catalogue_state(translated.publication, "be", "reports/1999-01")


@pytest.mark.parametrize("damage", [None, b"junk"])
def test_without_a_readable_catalogue_everything_is_missing(
    translated: Desk, damage: bytes | None
) -> None:
    whole = catalogue_state(translated.publication, "be", REPORT)
    path = translated.path(REPORT)
    path.unlink()
    if damage:
        path.write_bytes(damage)
    state = catalogue_state(translated.publication, "be", REPORT)
    assert state.words()["missing"] == whole.words()["total"]
    expected = [
        replace(each, state=State.MISSING, line=None, why="not translated yet")
        for each in whole.messages
    ]
    assert list(state.messages) == expected
    (problem,) = state.problems
    assert problem.id == ("catalogue" if damage else "untranslated")
    layout.template(translated.publication, REPORT).unlink()
    assert catalogue_state(translated.publication, "be", REPORT).messages == ()


def test_interface_words_are_never_stale(translated: Desk) -> None:
    publication = translated.publication
    rewrite(
        translated,
        "sphinx",
        "Fig. %s",
        flags=["fuzzy"],
        previous_msgid="Figure %s",
        msgstr="Мал %s",
    )
    state = catalogue_state(publication, "be", layout.INTERFACE)
    states = {message.msgid: message.state for message in state.messages}
    assert states["Fig. %s"] is State.TRANSLATED  # as Editions itself says it
    publish(publication, "be")
    assert published(translated, "sphinx")["Fig. %s"] != "Мал %s"


def test_an_alternative_text_shows_no_escape(translated: Desk) -> None:
    document = translated.publication.docs / f"{REPORT}.rst"
    source = document.read_text("utf-8")
    document.write_text(f"{source}\n.. image:: x.png\n   :alt: Snow on\n      the road\n", "utf-8")
    path = translated.path(REPORT)
    catalogue = po.read(path)
    catalogue.append(polib.POEntry(msgid="Snow on the road", msgstr="2021. Снег"))
    po.write(path, catalogue)
    found = state_of(translated, "Snow on")
    assert found.state is State.HELD
    assert "alternative text" in found.why
    rewrite(translated, REPORT, "Snow on", msgstr="Снег у 2021 годзе")
    assert state_of(translated, "Snow on").state is State.TRANSLATED
