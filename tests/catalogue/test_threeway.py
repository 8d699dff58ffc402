"""Merging three versions of a catalogue, by function and by git itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.catalogue import po
from editions.catalogue.conflict import ADVICE
from editions.catalogue.threeway import merged
from tests.catalogue.git import PATH, TOOL, Repository
from tests.catalogue.head import HEAD


def message(msgid: str, msgstr: str = "", above: str = "", gone: str = "") -> str:
    return f'\n{above}{gone}msgid "{msgid}"\n{gone}msgstr "{msgstr}"\n'


def merge(ours: str, theirs: str, base: str | None) -> str:
    """Merge the bodies of three catalogues; give the body of the result."""
    old = None if base is None else po.parsed(HEAD + base)
    text, _ = merged(po.parsed(HEAD + ours), po.parsed(HEAD + theirs), old)
    assert text.startswith(HEAD)
    assert po.dumps(po.parsed(text)) == text
    return text.removeprefix(HEAD)


SNOW, ICE, RAIN = (message(msgid) for msgid in ("Snow", "Ice", "Rain"))
FUZZY = "#, fuzzy\n"


def test_each_message_comes_from_the_side_that_changed_it() -> None:
    ours = message("Snow", "Снег") + ICE + RAIN
    theirs = SNOW + message("Ice", "Лёд", "# глядзі слоўнік\n") + RAIN
    both = message("Snow", "Снег") + message("Ice", "Лёд", "# глядзі слоўнік\n") + RAIN
    assert merge(ours, theirs, SNOW + ICE + RAIN) == both
    assert merge(theirs, ours, SNOW + ICE + RAIN) == both


def test_the_same_change_on_both_sides_is_none() -> None:
    ours = message("Snow", "Снег")
    assert merge(ours, ours, SNOW) == ours


CONFLICT = f"""
# сваё
# {ADVICE}
# conflict: theirs: Сняжок
#, fuzzy
msgid "Snow"
msgstr "Снег"
"""


def test_two_different_translations_are_both_kept_and_fuzzy() -> None:
    ours = message("Snow", "Снег", "# сваё\n")
    theirs = message("Snow", "Сняжок")
    for base in (SNOW, message("Snow", "Сьнег"), None):
        text = merge(ours + ICE, theirs + ICE, base and base + ICE)
        assert text == CONFLICT + ICE
    # Merging the result once more, from either side, adds nothing.
    assert merge(CONFLICT, theirs, SNOW) == CONFLICT
    assert merge(CONFLICT, CONFLICT, SNOW) == CONFLICT
    assert merge(CONFLICT, theirs, theirs) == CONFLICT


def test_a_conflict_is_never_taken_for_a_translation_of_an_older_text() -> None:
    # Fuzzy with a previous msgid would be published, marked as stale.
    stale = '#, fuzzy\n#| msgid "Snows"\n'
    text = merge(
        message("Snow", "Снягі", stale), message("Snow", "Снег", stale), message("Snow", "", "")
    )
    (entry,) = po.parsed(HEAD + text)
    assert (entry.flags, entry.previous_msgid, entry.msgstr) == (["fuzzy"], None, "Снягі")
    assert entry.tcomment.split("\n") == [
        ADVICE,
        "conflict: previous: Snows",
        "conflict: theirs: Снег",
    ]


def test_a_conflict_of_many_lines_and_plurals_shows_all_of_them() -> None:
    many = '\nmsgid "a\\nb"\nmsgstr "{}"\n'
    text = merge(many.format("а\\nб"), many.format("в\\n\\nг"), many.format(""))
    (entry,) = po.parsed(HEAD + text)
    shown = [line for line in entry.tcomment.split("\n") if "theirs" in line]
    assert shown == ["conflict: theirs: в", "conflict: theirs:", "conflict: theirs: г"]
    plural = '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\nmsgstr[2] ""\n'
    text = merge(plural.format("а", "б"), plural.format("а", "в"), plural.format("", ""))
    (entry,) = po.parsed(HEAD + text)
    assert entry.msgstr_plural == {0: "а", 1: "б", 2: ""}
    assert "conflict: theirs: в" in entry.tcomment


def test_a_decision_made_on_one_side_reaches_the_other() -> None:
    decided = message("Snow", "Сняжок", "# сваё\n")
    assert merge(CONFLICT, decided, CONFLICT) == decided
    assert merge(decided, CONFLICT, CONFLICT) == decided


def test_emptying_a_translation_loses_nothing_the_other_side_wrote() -> None:
    old, new = message("Snow", "Снег"), message("Snow", "Сняжок")
    assert merge(SNOW, new, old) == new
    assert merge(new, SNOW, old) == new
    assert merge(SNOW, old, old) == SNOW


def test_a_person_takes_fuzzy_off_or_puts_it_on() -> None:
    doubted, sound = message("Snow", "Снег", FUZZY), message("Snow", "Снег")
    assert merge(doubted, sound, doubted) == sound
    assert merge(sound, doubted, sound) == doubted
    improved = message("Snow", "Сняжок", FUZZY)
    assert merge(improved, message("Snow", "Сняжок"), doubted) == message("Snow", "Сняжок")
    assert merge(message("Snow", "Сняжок"), improved, SNOW) == improved


def test_remarks_and_flags_of_both_are_kept_and_removals_honoured() -> None:
    base = message("Snow", "Снег", "# адно\n# два\n#, no-wrap\n")
    ours = message("Snow", "Снег", "# адно\n# два\n# тры\n#, no-wrap, ignore-facts\n")
    theirs = message("Snow", "Снег", "# адно\n# чатыры\n#, ignore-letters\n")
    want = "# адно\n# тры\n# чатыры\n#, ignore-facts, ignore-letters\n"
    assert merge(ours, theirs, base) == message("Snow", "Снег", want)


def test_a_check_silenced_for_one_text_is_not_silenced_for_another() -> None:
    base = message("Snow", "Снег 12")
    ours = message("Snow", "Снег 12", "#, ignore-facts\n")
    theirs = message("Snow", "Снег 21")
    want = message("Snow", "Снег 21", "#, fuzzy, ignore-facts\n")
    assert merge(ours, theirs, base) == want
    assert merge(theirs, ours, base) == want
    confirmed = message("Snow", "Снег 21", "#, ignore-facts\n")
    assert merge(base, confirmed, base) == confirmed
    assert merge(ours, message("Snow", "Снег 12", "# так\n"), base) == message(
        "Snow", "Снег 12", "# так\n#, ignore-facts\n"
    )


def test_what_one_side_deleted_is_kept_as_obsolete_if_somebody_wrote_it() -> None:
    old, gone = message("Snow", "Снег"), message("Snow", "Снег", gone="#~ ")
    assert merge(ICE, old + ICE, old + ICE) == gone + ICE
    assert merge(old + ICE, ICE, old + ICE) == gone + ICE
    better = message("Snow", "Сняжок")
    assert merge(ICE, better + ICE, old + ICE) == message("Snow", "Сняжок", gone="#~ ") + ICE
    # Nobody wrote anything into it, or it was obsolete before and swept away.
    assert merge(ICE, SNOW + ICE, SNOW + ICE) == ICE
    assert merge(ICE, ICE + gone, ICE + gone) == ICE


def test_obsolete_and_revived() -> None:
    live, gone = message("Snow", "Снег"), message("Snow", "Снег", gone="#~ ")
    assert merge(gone, live, live) == gone
    assert merge(live, gone, gone) == live
    better = message("Snow", "Сняжок")
    assert merge(gone, better, live) == message("Snow", "Сняжок", gone="#~ ")
    assert merge("", live, gone) == live
    twice = gone + message("Snow", "Быў", gone="#~ ")
    assert merge(ICE + twice, message("Ice", "Лёд") + twice, ICE + twice).count("#~ msgid") == 2


def test_a_reworded_message_takes_the_better_translation_of_the_old_one() -> None:
    base = message("Snow falls", "Снег ідзе")
    above = '#, fuzzy\n#| msgid "Snow falls"\n'
    ours = message("Snow is falling", "Снег ідзе", above)
    theirs = message("Snow falls", "Падае снег")
    for text in (merge(ours, theirs, base), merge(theirs, ours, base)):
        entries = {entry.msgid: entry for entry in po.parsed(HEAD + text)}
        new = entries["Snow is falling"]
        assert (new.msgstr, new.fuzzy, new.previous_msgid) == ("Падае снег", True, "Snow falls")
        assert entries["Snow falls"].obsolete
        assert entries["Snow falls"].msgstr == "Падае снег"


def test_order_follows_ours_or_the_side_that_changed_it() -> None:
    new = message("Hail", "Град")
    assert merge(SNOW + ICE + RAIN, SNOW + new + ICE + RAIN, SNOW + ICE + RAIN) == (
        SNOW + new + ICE + RAIN
    )
    assert merge(SNOW + ICE, new + SNOW + ICE, SNOW + ICE) == new + SNOW + ICE
    assert merge(SNOW + ICE, ICE + SNOW, SNOW + ICE) == ICE + SNOW
    assert merge(message("Dew") + SNOW + ICE, ICE + SNOW + new, SNOW + ICE) == (
        message("Dew") + SNOW + new + ICE
    )


def test_rewrapping_is_no_change_and_no_diff() -> None:
    wrapped = '\nmsgid "Snow"\nmsgstr ""\n"Сн"\n"ег"\n'
    flat = message("Snow", "Снег")
    assert merge(wrapped + ICE, flat + message("Ice", "Лёд"), flat + ICE) == (
        flat + message("Ice", "Лёд")
    )
    changed = message("Snow", "Сняжок")
    assert merge(wrapped + ICE, changed + ICE, flat + ICE) == changed + ICE


def test_headers_and_trailing_remarks_are_merged() -> None:
    ours = po.parsed(f'# Пра снег.\n{HEAD}"X-A: 1\\n"\n"X-B: 1\\n"\n{SNOW}# канец\n')
    theirs = po.parsed(f'{HEAD}"X-A: 2\\n"\n"X-C: 1\\n"\n{SNOW}# канец\n# зусім\n')
    base = po.parsed(f'{HEAD}"X-A: 1\\n"\n"X-B: 1\\n"\n{SNOW}# канец\n')
    text, conflicts = merged(ours, theirs, base)
    want = f'# Пра снег.\n{HEAD}"X-A: 2\\n"\n"X-C: 1\\n"\n{SNOW}\n# канец\n# зусім\n'
    assert (text, conflicts) == (want, [])


VALUES = {"absent": "", "same": "1", "other": "2"}


@pytest.mark.parametrize("theirs", VALUES)
@pytest.mark.parametrize("ours", VALUES)
@pytest.mark.parametrize("base", VALUES)
@pytest.mark.parametrize("field", ["X-Note", "Last-Translator", "PO-Revision-Date", ""])
def test_every_meeting_of_absent_same_and_other_is_merged(
    field: str, base: str, ours: str, theirs: str
) -> None:
    """A field of the header, or a translation and its remark (no field), in 27 meetings."""
    old, mine, other = (VALUES[each] for each in (base, ours, theirs))
    sides = [po.parsed(_with(field, value)) for value in (mine, other, old)]
    text, conflicts = merged(*sides)
    assert po.dumps(po.parsed(text)) == text
    whole = po.parsed(text)
    if field and field != "X-Note":
        assert text == HEAD + message("Rain", "б") + message("Snow", "б")
        return
    # Where both changed it, ours stays; a translation is never emptied by the other side.
    keeps = other in (mine, old) or not (field or other)
    takes = not keeps and (mine == old or not (field or mine))
    read = whole.metadata.get(field, "") if field else whole[1].msgstr
    assert read == (other if takes else mine)
    assert len(conflicts) == int(not (field or keeps or takes))
    if conflicts:
        assert f"conflict: theirs: {other}" in whole[1].tcomment


def _with(field: str, value: str) -> str:
    head = re.sub(rf'"{field}: .*\n', "", HEAD) if field else HEAD
    line = f'"{field}: {value}\\n"\n' if field and value else ""
    return head + line + message("Rain", "б") + message("Snow", "б" if field else value)


def test_conflicts_are_named_with_their_line() -> None:
    ours, theirs = (po.parsed(HEAD + ICE + message("Snow", text)) for text in ("а", "б"))
    _, (conflict,) = merged(ours, theirs, None)
    assert (conflict.msgid, conflict.line) == ("Snow", (HEAD + ICE).count("\n") + 5)


# Three versions by chance: whatever two people do, nothing is lost and nothing repeated.
WORDS = st.sampled_from(["", "а", "б", "в"])
CHANGES = st.dictionaries(
    st.sampled_from(["m", "n", "o", "p"]),
    st.tuples(WORDS, st.booleans(), st.booleans(), WORDS),
    max_size=4,
)


def body(messages: dict[str, tuple[str, bool, bool, str]]) -> str:
    catalogue = po.new("be")
    for msgid, (text, fuzzy, gone, remark) in messages.items():
        flags = ["fuzzy"] if fuzzy else []
        catalogue.append(
            polib.POEntry(msgid=msgid, msgstr=text, obsolete=gone, tcomment=remark, flags=flags)
        )
    return po.dumps(catalogue)


@settings(max_examples=400)
@given(ours=CHANGES, theirs=CHANGES, base=CHANGES)
def test_no_text_is_ever_lost(
    ours: dict[str, tuple[str, bool, bool, str]],
    theirs: dict[str, tuple[str, bool, bool, str]],
    base: dict[str, tuple[str, bool, bool, str]],
) -> None:
    mine, other, old = (po.parsed(body(side)) for side in (ours, theirs, base))
    text, _ = merged(mine, other, old)
    again, _ = merged(po.parsed(text), po.parsed(body(theirs)), po.parsed(body(theirs)))
    assert again == text
    found = {entry.msgid: entry for entry in po.parsed(text)}
    for side in (ours, theirs):
        for msgid, (words, *_) in side.items():
            if words and words != base.get(msgid, ("",))[0]:
                kept = [found[msgid].msgstr, *found[msgid].tcomment.split("\n")]
                assert words in kept or f"conflict: theirs: {words}" in kept


LONG = "Снег ідзе ўжо трэці дзень, і дарогі паміж вёскамі замеценыя так, што не праехаць."


def test_git_merges_what_two_translators_did_at_once(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    base = HEAD + "".join(message(f"Message {n}", LONG) for n in range(20))
    ours = base.replace(message("Message 3", LONG), message("Message 3", "Наш"))
    # The other one works with an editor that wraps and signs whatever it saves.
    theirs = (
        base.replace(message("Message 4", LONG), message("Message 4", "Іхні"))
        .replace(f'msgstr "{LONG}"', f'msgstr ""\n"{LONG[:41]}"\n"{LONG[41:]}"')
        .replace(
            '"Language: be', '"Last-Translator: Jane Doe <jane@mail.example>\\n"\n"Language: be'
        )
    )
    said = repository.merged(base, ours, theirs)
    assert "CONFLICT" not in said.stdout + said.stderr
    text = repository.path.read_text("utf-8")
    want = base.replace(message("Message 3", LONG), message("Message 3", "Наш"))
    assert text == want.replace(message("Message 4", LONG), message("Message 4", "Іхні"))
    assert repository.stored() == text


def signed(text: str, minute: int) -> str:
    """Give a catalogue as Weblate commits it: its header signed, anew at each commit."""
    who = 'Jane Doe <jane@mail.example>\\\\n"\n"X-Generator: Weblate 5.14'
    text = re.sub("(Last-Translator: )", rf"\1{who}", text)
    return text.replace("1970-01-01 00:00", f"2026-01-02 03:{minute:02}+0000")


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_a_history_like_weblate_s_keeps_every_translation(tmp_path: Path, way: str) -> None:
    repository = Repository.made(tmp_path / "work")
    base = HEAD + "".join(message(f"Message {n}", "Стары") for n in range(9))
    repository.commit(base)
    # Weblate has the driver, but no filter: what it writes is committed as it is.
    repository.git("config", "--remove-section", "filter.editions")
    repository.git("switch", "--quiet", "-c", "weblate")
    first = base.replace(message("Message 1", "Стары"), message("Message 1", "Першы"))
    repository.commit(signed(first, 4))
    second = first.replace(message("Message 5", "Стары"), message("Message 5", "Пяты"))
    repository.commit(signed(second, 5))
    # The editor takes the first commit, cleans the header, edits a paragraph, pushes.
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--ff-only", "weblate~1")
    stale = '#, fuzzy\n#| msgid "Message 3"\n'
    mine = first.replace(message("Message 3", "Стары"), message("Message three", "Стары", stale))
    repository.commit(mine)
    repository.git("switch", "--quiet", "weblate")
    third = second.replace(message("Message 3", "Стары"), message("Message 3", "Трэці"))
    repository.commit(signed(third, 6))
    if way == "merge":
        repository.git("merge", "--quiet", "--no-edit", "main")
    else:
        repository.git("rebase", "--quiet", "main")
    whole = po.parsed(repository.stored())
    texts = {entry.msgid: entry.msgstr for entry in whole if not entry.obsolete}
    assert texts["Message 1"] == "Першы"
    assert texts["Message 5"] == "Пяты"
    assert texts["Message three"] == "Трэці"
    assert not any(ADVICE in entry.tcomment for entry in whole)


def test_git_goes_on_over_a_conflict_and_says_so(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    said = repository.merged(
        HEAD + SNOW + ICE,
        HEAD + message("Snow", "Снег", "# сваё\n") + ICE,
        HEAD + message("Snow", "Сняжок") + message("Ice", "Лёд"),
    )
    assert "index.po:18: two translations of 'Snow', fuzzy until decided" in said.stderr
    text = repository.path.read_text("utf-8")
    assert text == HEAD + CONFLICT + message("Ice", "Лёд")
    assert not any(mark in text for mark in ("<<<<<<<", "=======", ">>>>>>>"))
    command = ["msgfmt", "-c", "-o", "/dev/null", str(repository.path)]
    assert subprocess.run(command, check=False).returncode == 0
    # The same branch once more, and the way back: nothing new.
    repository.git("switch", "--quiet", "theirs")
    repository.git("merge", "--no-edit", "main")
    assert repository.path.read_text("utf-8") == text


def test_git_merges_a_file_that_both_sides_added(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    repository.git("commit", "--quiet", "-m", "start")
    repository.git("switch", "--quiet", "-c", "theirs")
    repository.commit(HEAD + SNOW + message("Ice", "Лёд"))
    repository.git("switch", "--quiet", "main")
    repository.commit(HEAD + message("Snow", "Снег") + ICE)
    repository.git("merge", "--no-edit", "theirs")
    both = HEAD + message("Snow", "Снег") + message("Ice", "Лёд")
    assert repository.path.read_text("utf-8") == both


def test_an_unreadable_side_is_a_conflict_for_git_and_ours_stays(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    base, ours = HEAD + SNOW, HEAD + message("Snow", "Снег")
    repository.commit(base)
    repository.git("switch", "--quiet", "-c", "theirs")
    repository.commit(base + "ruins\n")
    repository.git("switch", "--quiet", "main")
    repository.commit(ours)
    said = repository.git("merge", "--no-edit", "theirs", code=1)
    assert "index.po: not merged: their version, line 16: no line of a catalogue" in said.stderr
    assert repository.path.read_text("utf-8") == ours
    assert repository.git("status", "--porcelain").stdout == f"UU {PATH}\n"


@pytest.mark.parametrize("broken", ["base", "ours", "theirs"])
def test_the_driver_itself(tmp_path: Path, broken: str) -> None:
    versions = {
        "base": HEAD + SNOW + ICE,
        "ours": HEAD + message("Snow", "Снег") + ICE,
        "theirs": HEAD + SNOW + message("Ice", "Лёд"),
    }
    versions[broken] += "ruins\n"
    for name, text in versions.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [str(TOOL), "git", "merge", "base", "ours", "theirs", "be/x.po"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    ours = (tmp_path / "ours").read_text("utf-8")
    if broken == "base":
        # With no base to compare with, everything of both sides is kept.
        assert ours == HEAD + message("Snow", "Снег") + message("Ice", "Лёд")
        assert (done.returncode, done.stderr.count("\n")) == (0, 1)
        assert "common ancestor" in done.stderr
    else:
        assert ours == versions["ours"]
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert f"be/x.po: not merged: {broken.removesuffix('s')[:5]}" in done.stderr
