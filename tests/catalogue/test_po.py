"""Reading and writing catalogues."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.catalogue import po
from editions.problems import CatalogueError

HEAD = 'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
GOOD = 'msgid "Snow"\nmsgstr "Снег"\n'

POEDIT = """\
# Winter notes.
# A Name <a.name@mail.example>, 2021.
#
msgid ""
msgstr ""
"Project-Id-Version: Winter\\n"
"POT-Creation-Date: 2021-02-01 10:00+0300\\n"
"PO-Revision-Date: 2021-02-02 11:00+0300\\n"
"Last-Translator: A Name <a.name@mail.example>\\n"
"Language-Team: Belarusian\\n"
"Language: be\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"X-Generator: Poedit 3.0\\n"
"X-Poedit-Basepath: /srv/aname/work\\n"
"X-Review: twice\\n"

#  An indented remark,
#
#    and a deeper one.
#comment without a space
#. said by the source
#: ../../docs/index.rst:3 docs/index.rst:9
#, fuzzy, no-wrap
#| msgctxt "old place"
#| msgid ""
#| "An old text, "
#| "wrapped."
msgctxt "place"
msgid ""
"A new text, "
"wrapped \\"so\\"."
msgstr ""
"Новы тэкст, "
"«так»."


# why it went
#, fuzzy
#~| msgid "An older text"
#~ msgid "A gone text"
#~ msgstr "Былы тэкст"
# a remark on nothing
"""

# The same below the header, as it is written whatever tool had wrapped it.
CANONICAL = """\
#  An indented remark,
#
#    and a deeper one.
# comment without a space
#. said by the source
#, fuzzy, no-wrap
#| msgctxt "old place"
#| msgid "An old text, wrapped."
msgctxt "place"
msgid "A new text, wrapped \\"so\\"."
msgstr "Новы тэкст, «так»."

# why it went
#, fuzzy
#~| msgid "An older text"
#~ msgid "A gone text"
#~ msgstr "Былы тэкст"

# a remark on nothing
"""


def made(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "x.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_a_file_of_another_tool_keeps_everything_but_traces() -> None:
    catalogue = po.parsed(POEDIT)
    text = po.dumps(catalogue)
    assert text.endswith(f"\n\n{CANONICAL}")
    assert text.removesuffix(f"\n{CANONICAL}").splitlines() == [
        "# Winter notes.",
        "#",
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: \\n"',
        '"Report-Msgid-Bugs-To: \\n"',
        '"PO-Revision-Date: 1970-01-01 00:00\\n"',
        '"Last-Translator: \\n"',
        '"Language-Team: \\n"',
        '"Language: be\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {po.PLURAL_FORMS["be"]}\\n"',
        '"X-Review: twice\\n"',
    ]
    assert po.dumps(po.parsed(text)) == text


def test_the_parts_of_an_entry_are_read() -> None:
    fresh, gone = po.parsed(POEDIT)
    assert fresh.msgid == 'A new text, wrapped "so".'
    assert fresh.msgstr == "Новы тэкст, «так»."
    assert (fresh.msgctxt, fresh.flags) == ("place", ["fuzzy", "no-wrap"])
    assert (fresh.previous_msgctxt, fresh.previous_msgid) == ("old place", "An old text, wrapped.")
    assert fresh.tcomment == " An indented remark,\n\n   and a deeper one.\ncomment without a space"
    assert (fresh.comment, fresh.linenum) == ("said by the source", 31)
    assert (gone.obsolete, gone.flags, gone.previous_msgid) == (True, ["fuzzy"], "An older text")
    assert gone.tcomment == "why it went"


def test_only_a_changed_message_is_rewritten() -> None:
    catalogue = po.parsed(POEDIT)
    before = po.dumps(catalogue)
    catalogue[1].msgstr = "Даўні тэкст"
    old, new = before.splitlines(), po.dumps(catalogue).splitlines()
    assert [line for line in new if line not in old] == ['#~ msgstr "Даўні тэкст"']
    catalogue[0].msgstr = "Новы"
    assert 'msgid "A new text, wrapped \\"so\\"."\nmsgstr "Новы"\n' in po.dumps(catalogue)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + (HEAD + GOOD).encode(),
        (HEAD + GOOD).replace("\n", "\r\n").encode(),
        (HEAD + GOOD).replace("\n", "\r").encode(),
        (HEAD + GOOD).removesuffix("\n").encode(),
    ],
    ids=["byte-order mark", "Windows", "old Mac", "no last line end"],
)
def test_what_editors_do_to_line_ends_is_accepted(tmp_path: Path, data: bytes) -> None:
    (entry,) = po.read(made(tmp_path, data))
    assert (entry.msgid, entry.msgstr) == ("Snow", "Снег")


FAULTS = [
    ("", 1, "is empty"),
    (" \n\n", 1, "is empty"),
    (HEAD.encode("utf-16"), 1, "UTF-16"),
    ((HEAD + GOOD).encode("cp1251"), 7, "not UTF-8"),
    (HEAD + 'msgid "a\0b"\nmsgstr ""\n', 6, "holds a byte 0"),
    ("\0" * 100, 1, "nothing but bytes 0"),
    (GOOD, 1, "header is missing"),
    ("# only a remark\n", 1, "header is missing"),
    (HEAD + GOOD + HEAD, 8, "second header"),
    (HEAD.replace("UTF-8", "KOI8-R") + GOOD, 4, "KOI8-R"),
    (HEAD + GOOD + "\n" + GOOD, 9, "stands in line 6 already"),
    (HEAD + "<<<<<<< HEAD\n" + GOOD, 6, "merge-conflict"),
    (HEAD + GOOD + "=======\n" + GOOD, 8, "merge-conflict"),
    (HEAD + 'msgid "Snow"\n>>>>>>> theirs\nmsgstr "x"\n', 7, "merge-conflict"),
    (HEAD + 'msgid "Snow"\n', 6, "breaks off"),
    (HEAD + 'msgid "Snow"\nmsgid "Ice"\nmsgstr ""\n', 7, "msgid out of place"),
    (HEAD + 'msgstr "Снег"\n', 6, "out of place"),
    (HEAD + 'msgid "Snow"\nmsgstr "Снег\n', 7, "closing quotation mark"),
    (HEAD + 'msgid "Snow"\nmsgstr "Снег\\"\n', 7, "closing quotation mark"),
    (HEAD + 'msgid "Snow"\nmsgstr "a "b" c"\n', 7, "a quotation mark within"),
    (HEAD + 'msgid "Snow"\nmsgstr "a\\qb"\n', 7, "unknown escape '\\q'"),
    (HEAD + GOOD + "what is this\n", 8, "no line of a catalogue: 'what is this'"),
    ("<html>502 Bad Gateway</html>\n", 1, "this is a web page"),
    (HEAD + 'msgid "Snow"\n# remark\nmsgstr ""\n', 7, "comment between"),
    (HEAD + '#~ msgid "Snow"\nmsgstr ""\n', 7, "obsolete"),
    (HEAD + '#| "Ice"\n' + GOOD, 6, "must be followed by msgid"),
    (HEAD + '#| msgctxt "Ice"\n' + GOOD, 7, "lack a msgid"),
    (HEAD + 'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 8, "msgstr out of place"),
]


@pytest.mark.parametrize(("data", "line", "said"), FAULTS)
def test_a_broken_file_is_refused_with_its_line(
    tmp_path: Path, data: str | bytes, line: int, said: str
) -> None:
    path = made(tmp_path, data)
    with pytest.raises(CatalogueError) as refused:
        po.read(path)
    assert (refused.value.path, refused.value.line) == (path, line)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.po").mkdir()
    os.mkfifo(tmp_path / "pipe.po")
    (tmp_path / "link.po").symlink_to(made(tmp_path, HEAD + GOOD))
    for name in ("folder.po", "pipe.po", "link.po", "missing.po"):
        with pytest.raises(CatalogueError, match=name):
            po.read(tmp_path / name)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.po").mkdir()
    with pytest.raises(CatalogueError, match=r"x\.po: cannot be written"):
        po.write(tmp_path / "x.po", po.new("be"))


def test_writing_the_same_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.po"
    catalogue = po.new("ru")
    catalogue.append(polib.POEntry(msgid="Snow", msgstr="Снег"))
    assert po.write(path, catalogue)
    before = path.stat().st_mtime_ns
    assert not po.write(path, po.read(path))
    assert path.stat().st_mtime_ns == before


# What people type, and what breaks writers: quotes, escapes, line ends of other worlds.
TEXT = st.text(
    st.one_of(
        st.sampled_from('"\\\n\r\t\a\b\f\v«»–’ #~|,\x85\u2028 \u00a0nrt%'),
        st.sampled_from("абвгдеёжзіўйклмнопрстуфхцчшщыьэюя АБВ abc 0123"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\4"),
    ),
    max_size=30,
)
LINE = st.text(st.sampled_from("абў ,.:#~|\"'\\xyz"), max_size=20).map(str.rstrip)
REMARK = st.lists(LINE, max_size=3).map("\n".join)
FLAGS = st.lists(st.sampled_from(["fuzzy", "no-wrap", "ignore-facts"]), unique=True)


@st.composite
def entries(draw: st.DrawFn) -> polib.POEntry:
    plural = draw(st.booleans())
    previous = draw(st.none() | TEXT)
    more = st.none() if previous is None else st.none() | TEXT
    return polib.POEntry(
        msgid=draw(TEXT.filter(bool)),
        msgctxt=draw(st.none() | TEXT.filter(bool)),
        msgid_plural=draw(TEXT.filter(bool)) if plural else "",
        msgstr="" if plural else draw(TEXT),
        msgstr_plural={index: draw(TEXT) for index in range(3)} if plural else {},
        obsolete=draw(st.booleans()),
        tcomment=draw(REMARK),
        comment=draw(REMARK),
        flags=draw(FLAGS),
        previous_msgid=previous,
        previous_msgctxt=draw(more),
        previous_msgid_plural=draw(more),
    )


def facts(entry: polib.POEntry) -> tuple[object, ...]:
    return (
        (entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr, entry.msgstr_plural),
        (entry.obsolete, entry.tcomment, entry.comment, entry.flags),
        (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
    )


@settings(max_examples=300)
@given(st.lists(entries(), max_size=4, unique_by=lambda e: (e.msgctxt, e.msgid)))
def test_what_is_written_is_read_again(written: list[polib.POEntry]) -> None:
    catalogue = po.new("be")
    catalogue.extend(written)
    text = po.dumps(catalogue)
    read = po.parsed(text)
    assert [facts(entry) for entry in read] == [facts(entry) for entry in written]
    assert po.dumps(read) == text


@settings(max_examples=60)
@given(st.lists(entries(), min_size=1, max_size=4, unique_by=lambda e: (e.msgctxt, e.msgid)))
def test_msgfmt_reads_what_is_written(written: list[polib.POEntry]) -> None:
    catalogue = po.new("ru")
    catalogue.extend(written)
    for entry in catalogue:
        # msgfmt wants a line end at both ends of both texts or of neither.
        for text in ("msgid", "msgid_plural", "msgstr"):
            if getattr(entry, text):
                setattr(entry, text, f"x{getattr(entry, text)}x")
        entry.msgstr_plural = {i: f"x{t}x" for i, t in entry.msgstr_plural.items()}
    data = po.dumps(catalogue).encode()
    command = ["msgfmt", "-c", "-o", os.devnull, "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + data.decode()


def test_polib_reads_what_is_written() -> None:
    catalogue = po.parsed(POEDIT)
    theirs = polib.pofile(po.dumps(catalogue))
    assert [(e.msgid, e.msgstr, e.obsolete) for e in theirs] == [
        (e.msgid, e.msgstr, e.obsolete) for e in catalogue
    ]
