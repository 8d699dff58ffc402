"""A catalogue that came back by mail: merged by message, nothing lost, nothing overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from editions.catalogue import packet, po
from editions.catalogue.conflict import ADVICE
from editions.catalogue.packet import Packet
from editions.catalogue.returned import Outcome
from editions.cli import main
from editions.problems import Severity
from tests.catalogue.conftest import REPORT, Desk
from tests.catalogue.git import Repository

TRAMS = "The trams were running, but the drivers said that they could not see the rails."
EDITED = TRAMS.replace("the drivers said", "their drivers said")
BE, RU = "Трамваі хадзілі, ды рэек кіроўцы не бачылі.", "Трамваи ходили, рельсов не было видно."
SIGNED = '"Last-Translator: Jane Doe <jane@mail.example>\\n"\n"X-Generator: Poedit of 2026\\n"\n'


def mail(desk: Desk, *texts: tuple[str, str], name: str = "x.po", header: str = "") -> Path:
    """Write a file as a translator sends it: a few messages under any name."""
    catalogue = po.new()
    catalogue.extend(polib.POEntry(msgid=msgid, msgstr=msgstr) for msgid, msgstr in texts)
    text = po.dumps(catalogue).replace('"MIME', f'{header}{SIGNED}"MIME', 1)
    path = desk.root.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def take(desk: Desk, *paths: Path, **options: object) -> Packet:
    return packet.take(desk.publication, paths, **options)  # type: ignore[arg-type]


def outcome(done: Packet) -> dict[str, int]:
    (taken,) = done.taken
    return {str(what): n for counts in taken.counts.values() for what, n in counts.items()}


def settled(desk: Desk, *paths: Path) -> None:
    """The same files once more change nothing, and `update` finds nothing to mend in them."""
    before = desk.files()
    assert take(desk, *paths).written == ()
    assert desk.files() == before
    desk.update()
    assert desk.files() == before


def live(desk: Desk, msgid: str, language: str = "be", name: str = REPORT) -> polib.POEntry:
    (found,) = (
        e for e in po.read(desk.path(name, language)) if e.msgid == msgid and not e.obsolete
    )
    return found


@pytest.mark.parametrize(("text", "language"), [(BE, "be"), (RU, "ru")])
@pytest.mark.parametrize("said", ["", "be", "ru", "de", "LANGUAGE"])
def test_issue_and_edition_are_told_by_the_messages(
    desk: Desk, text: str, language: str, said: str
) -> None:
    header = f'"Language: {said}\\n"\n' if said else ""
    path = mail(desk, (TRAMS, text), name="Копія (2).po", header=header)
    done = take(desk, path)
    assert (done.taken[0].edition, done.problems) == (language, ())
    assert done.written == (desk.path(REPORT, language),)
    assert live(desk, TRAMS, language).msgstr == text
    assert "Jane" not in desk.text(REPORT, language)
    assert "2026" not in desk.text(REPORT, language)
    settled(desk, path)


def test_what_is_empty_overwrites_nothing_and_its_question_is_kept(translated: Desk) -> None:
    before = live(translated, TRAMS).msgstr
    path = mail(translated, (TRAMS, ""))
    text = path.read_text("utf-8").replace('msgid "The trams', '# што за рэйкі?\nmsgid "The trams')
    path.write_text(text, encoding="utf-8")
    take(translated, path, edition="be")
    assert live(translated, TRAMS).msgstr == before
    assert live(translated, TRAMS).tcomment == "што за рэйкі?"
    settled(translated)


def test_two_different_texts_are_a_conflict_with_both(translated: Desk) -> None:
    before = live(translated, TRAMS).msgstr
    path = mail(translated, (TRAMS, BE))
    done = take(translated, path)
    entry = live(translated, TRAMS)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (before, True, None)
    assert entry.tcomment.split("\n") == [ADVICE, f"conflict: theirs: {BE}"]
    (problem,) = done.taken[0].problems
    assert problem.severity is Severity.WARNING
    assert "two translations of 'The trams" in problem.message
    settled(translated, path)
    # A third one is shown beside them.
    take(translated, mail(translated, (TRAMS, "Трамваі хадзілі."), name="y.po"))
    assert len(live(translated, TRAMS).tcomment.split("\n")) == 3


def test_a_proposal_and_a_stale_text_give_way_to_a_person_s(translated: Desk) -> None:
    translated.edit_template(REPORT, TRAMS, EDITED)
    translated.update()
    assert live(translated, EDITED).previous_msgid == TRAMS
    path = mail(translated, (EDITED, BE))
    assert outcome(take(translated, path)) == {Outcome.TAKEN: 1}
    entry = live(translated, EDITED)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (BE, False, None)
    settled(translated, path)
    # One that is confirmed as it stands.
    old = live(translated, EDITED, "ru").msgstr
    path = mail(translated, (EDITED, old), name="ru.po")
    take(translated, path, edition="ru")
    assert not live(translated, EDITED, "ru").fuzzy
    settled(translated, path)


def test_a_source_that_has_moved_on_is_classed_as_update_does(desk: Desk) -> None:
    desk.edit_template(REPORT, TRAMS, EDITED)
    desk.update()
    path = mail(desk, (TRAMS, BE))
    assert outcome(take(desk, path)) == {Outcome.MOVED_ON: 1}
    entry = live(desk, EDITED)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (BE, True, TRAMS)
    assert "change: wording: «the» → «their»" in entry.comment
    settled(desk, path)


def test_a_newer_text_for_the_source_as_it_was_replaces_the_old_one(translated: Desk) -> None:
    translated.edit_template(REPORT, TRAMS, EDITED)
    translated.update()
    path = mail(translated, (TRAMS, BE))
    take(translated, path)
    entry = live(translated, EDITED)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (BE, True, TRAMS)
    settled(translated, path)
    other = mail(translated, (TRAMS, "Трамваі хадзілі."), name="y.po")
    take(translated, other)
    entry = live(translated, EDITED)
    assert (entry.msgstr, entry.previous_msgid) == (BE, None)
    assert "conflict: theirs: Трамваі хадзілі." in entry.tcomment
    settled(translated, other, path)


def test_what_has_no_place_is_told_and_kept(translated: Desk) -> None:
    path = mail(translated, (TRAMS, ""), ("Elsewhere.", "Недзе ў іншым месцы."))
    done = take(translated, path)
    (problem,) = done.taken[0].problems
    assert "kept in memory/reports-2021-01.be.po" in problem.message
    kept = translated.root / "memory" / "reports-2021-01.be.po"
    assert done.written == (kept,)
    assert [(e.msgid, e.msgstr) for e in po.read(kept)] == [("Elsewhere.", "Недзе ў іншым месцы.")]
    settled(translated, path)
    take(translated, mail(translated, (TRAMS, ""), ("Elsewhere.", "Недзе яшчэ ў іх."), name="y.po"))
    assert {e.msgstr for e in po.read(kept)} == {"Недзе ў іншым месцы.", "Недзе яшчэ ў іх."}


def test_a_flood_of_strange_messages_is_told_in_short(desk: Desk) -> None:
    many = [(f"Strange {n} {n * n}.", f"Дзіва {n}.") for n in range(packet.FEW + 700)]
    path = mail(desk, (TRAMS, BE), *many)
    done = take(desk, path)
    assert outcome(done) == {Outcome.TAKEN: 1, Outcome.NO_PLACE: len(many)}
    assert len(done.taken[0].problems) == packet.TOLD + 1
    assert f"{len(many) - packet.TOLD} more messages" in done.taken[0].problems[-1].message
    assert len(po.read(desk.root / "memory" / "reports-2021-01.be.po")) == len(many)


def test_one_file_may_hold_the_messages_of_several_documents(desk: Desk) -> None:
    notes = "Notes about the winter, 100% of them true."
    path = mail(desk, (TRAMS, BE), (notes, "Нататкі пра зіму, праўдзівыя на 100 %."))
    done = take(desk, path)
    assert set(done.written) == {desk.path(REPORT), desk.path("index")}
    settled(desk, path)


def test_a_whole_catalogue_changes_only_what_was_changed(translated: Desk) -> None:
    path = translated.root.parent / "2021-01.po"
    shutil.copy(translated.path(REPORT), path)
    path.write_text(path.read_text("utf-8").replace("#, ", "#. "), encoding="utf-8")
    assert take(translated, path).written == ()
    text = path.read_text("utf-8").replace(f'msgstr "Пераклад: {TRAMS}"', 'msgstr ""')
    path.write_text(text, encoding="utf-8")
    assert take(translated, path).written == ()


def test_an_earlier_text_of_ours_is_no_news(translated: Desk) -> None:
    sent = translated.path(REPORT).read_bytes()
    place = translated.path(REPORT)
    place.write_text(place.read_text("utf-8").replace(f"Пераклад: {TRAMS}", BE), encoding="utf-8")
    before = translated.files()
    path = translated.root.parent / "x.po"
    path.write_bytes(sent)
    done = take(translated, path, history=lambda where: [b"ruins", sent] if where == place else [])
    assert (done.written, outcome(done)[Outcome.OLDER]) == ((), 1)
    assert translated.files() == before
    assert "an earlier text of 'The trams" in done.taken[0].problems[0].message


def test_git_tells_which_texts_are_earlier(
    translated: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    place = translated.path(REPORT)
    path = translated.root.parent / "x.po"
    shutil.copy(place, path)
    repository = Repository(translated.root)
    repository.git("init", "--quiet")
    for text in (place.read_text("utf-8"), place.read_text("utf-8").replace(f": {TRAMS}", BE)):
        place.write_text(text, encoding="utf-8")
        repository.git("add", "locale")
        who = ("-c", "user.name=t", "-c", "user.email=t@invalid")
        repository.git(*who, "commit", "--quiet", "--message=work")
    assert main(["-C", str(translated.root), "packet", "take", str(path)]) == 0
    said = capsys.readouterr()
    assert "info packet: an earlier text of 'The trams" in said.out
    assert "nothing changed" in said.err


def test_flags_that_a_tool_dropped_stay_with_their_text(translated: Desk) -> None:
    place = translated.path(REPORT)
    catalogue = po.read(place)
    entry = next(each for each in catalogue if each.msgid == TRAMS)
    entry.flags = ["ignore-fact-number"]
    po.write(place, catalogue)
    path = mail(translated, (TRAMS, entry.msgstr))
    assert take(translated, path, edition="be").written == ()


FAULTS = {
    "empty": b"",
    "Windows-1251": 'msgid "a"\nмова'.encode("cp1251"),
    "a Word file": b"PK\x03\x04",
    "a web page": b"<!DOCTYPE html><html>",
    "cut": b'msgid ""\nmsgstr ""\n\nmsgid "a',
    "too large": b"#" * (packet.LARGEST + 1),
    "of another publication": b'msgid ""\nmsgstr ""\n\nmsgid "Hello"\nmsgstr "\xd0\x9f"\n',
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_catalogue_of_ours_is_refused_and_the_others_are_taken(
    desk: Desk, fault: str
) -> None:
    path = desk.root.parent / "bad.po"
    path.write_bytes(FAULTS[fault])
    done = take(desk, path, mail(desk, (TRAMS, BE)))
    (problem,) = done.taken[0].problems
    assert problem.severity is Severity.ERROR
    assert problem.message.endswith("nothing was taken")
    assert "git checkout" not in problem.message
    assert done.written == (desk.path(REPORT),)


def test_a_link_and_a_pipe_are_not_followed(desk: Desk) -> None:
    path = desk.root.parent / "link.po"
    path.symlink_to("/etc/hostname")
    assert "is a link" in take(desk, path).taken[0].problems[0].message


def test_hostile_texts_are_held_as_in_any_catalogue(desk: Desk) -> None:
    path = mail(desk, (TRAMS, "Трамваі |evil| :raw:`x` `y <javascript:z>`__."))
    done = take(desk, path)
    (problem,) = done.problems
    assert (problem.id, problem.severity, problem.edition) == ("markup", Severity.ERROR, "be")
    assert problem.location.line == live(desk, TRAMS).linenum


def test_texts_that_tell_no_language_are_asked_about(desk: Desk) -> None:
    path = mail(desk, (TRAMS, "12 %"))
    (problem,) = take(desk, path).taken[0].problems
    assert "say which: --edition" in problem.message
    assert take(desk, path, edition="ru").taken[0].edition == "ru"


def test_the_verb(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = mail(desk, (TRAMS, BE))
    before = desk.files()
    where = ["-C", str(desk.root), "packet", "take"]
    assert main([*where, "--dry-run", str(path)]) == 0
    said = capsys.readouterr().err
    assert f"{path}: {REPORT} in be: 1 taken" in said
    assert "nothing was written" in said
    assert desk.files() == before
    assert not (desk.root / "memory").exists()
    assert main([*where, str(path)]) == 0
    assert f"wrote locale/be/LC_MESSAGES/{REPORT}.po" in capsys.readouterr().err
    assert main([*where, str(path)]) == 0
    assert "nothing changed" in capsys.readouterr().err
    assert main([*where, str(path.with_name("none.po"))]) == 2
    path.write_bytes(b"PK\x03\x04")
    assert main([*where, str(path)]) == 1
    assert f"{path}:1: error packet: this is a Word" in capsys.readouterr().out
