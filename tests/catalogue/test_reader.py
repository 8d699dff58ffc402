"""What the reader does with every kind of file a catalogue's name can stand for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.catalogue import po
from editions.catalogue.syntax import GrammarError
from editions.problems import CatalogueError
from tests.catalogue.head import FIELDS, PLURALS
from tests.catalogue.head import HEAD as CANONICAL

HEAD = 'msgid ""\nmsgstr ""\n' + FIELDS
GOOD = '\nmsgid "Snow"\nmsgstr "Снег ідзе ўжо трэці дзень"\n'
MORE = '\nmsgid "Ice"\nmsgstr "Лёд на рацэ"\n'
END = (HEAD + GOOD + MORE).count("\n")

# The cases of research/reliability.md, section 2, that must be refused: bytes, line, words.
REFUSED: dict[str, tuple[bytes | str, int, str]] = {
    "missing closing quote": (HEAD + GOOD.replace('дзень"', "дзень"), 10, "closing quotation"),
    "junk line": (HEAD + GOOD + "ruins\n" + MORE, 11, "no line of a catalogue: 'ruins'"),
    "missing msgstr": (HEAD + '\nmsgid "Snow"\n' + MORE, 11, "msgid out of place"),
    "bad escape": (HEAD + GOOD.replace("Снег", "\\Снег"), 10, "unknown escape '\\С'"),
    "inner quote": (HEAD + GOOD.replace("ідзе", '"ідзе"'), 10, 'must be written \\"'),
    "conflict marks": (
        f"{HEAD}{GOOD}<<<<<<< HEAD\n{MORE}=======\n{MORE}>>>>>>> b\n",
        11,
        "keep one of the two sides",
    ),
    "truncated in a text": ((HEAD + GOOD)[:-9], 10, "breaks off within this line"),
    "truncated in a keyword": (HEAD + GOOD + "\nmsgi", 12, "breaks off within this line"),
    "truncated before msgstr": (HEAD + GOOD + '\nmsgid "Ice"', 12, "the file breaks off"),
    "empty": (b"", 1, "is empty"),
    "line ends only": (b"\r\n\r\n", 1, "is empty"),
    "nothing but NULs": (bytes(4096), 1, "nothing but bytes 0"),
    "an HTML page": ("<!DOCTYPE html>\n<h1>502 Bad Gateway</h1>\n", 1, "this is a web page"),
    "an HTML page below a remark": ("<!-- x -->\n<html>\n", 1, "this is a web page"),
    "XLIFF": ('<?xml version="1.0"?>\n<xliff/>\n', 1, "this is XML"),
    "a compiled catalogue": (b"\xde\x12\x04\x95\0\0\0\0", 1, "compiled catalogue (.mo)"),
    "a Word file": (b"PK\x03\x04\x14\0\x06\0", 1, "a Word, OpenDocument or ZIP file"),
    "bad byte": ((HEAD + GOOD).encode().replace("ўжо".encode(), b"\xfe"), 10, "the byte FE"),
    "UTF-16 with a mark": ((HEAD + GOOD).encode("utf-16"), 1, "is UTF-16; save it as UTF-8"),
    "UTF-16 without one": ((HEAD + GOOD).encode("utf-16-le"), 1, "iconv -f UTF-16LE"),
    "UTF-32": ((HEAD + GOOD).encode("utf-32"), 1, "is UTF-32"),
    "CP1251": ((HEAD + GOOD).encode("cp1251"), 10, "looks like CP1251 (Windows)"),
    "CP1251, declared": (
        (HEAD + GOOD).replace("UTF-8", "CP1251").encode("cp1251"),
        10,
        "iconv -f CP1251 -t UTF-8 FILE",
    ),
    "KOI8-R": ((HEAD + MORE).replace("Лёд", "Лед").encode("koi8-r"), 10, "looks like KOI8-R"),
    "another charset declared": ((HEAD + GOOD).replace("UTF-8", "KOI8-R"), 5, "says the text is"),
    "second header": (HEAD + GOOD + "\n" + HEAD, 12, "a second header: two files run together"),
    "second header, other charset": (
        HEAD + GOOD + "\n" + HEAD.replace("UTF-8", "KOI8-R"),
        12,
        "a second header",
    ),
    "duplicate msgid": (HEAD + GOOD + MORE + GOOD, 15, "stands in line 9 already"),
    "wrong Language": (HEAD.replace(": be", ": ru") + GOOD, 3, "the folder is that of 'be'"),
    "wrong Language by name": (HEAD.replace(": be", ": Russian") + GOOD, 3, "that of 'be'"),
    "NUL inside": (HEAD + GOOD.replace("ідзе", "\0"), 10, "holds a byte 0"),
    "a NUL escaped": (HEAD + GOOD.replace("ідзе", "\\0"), 10, "stands for no letter"),
    "no header": (GOOD, 2, "the header is missing"),
    "two messages on a line": (HEAD + '\nmsgid "a" msgstr "b" msgid "c"\n', 9, "line of its own"),
    "a keyword without a text": (HEAD + '\nmsgid\nmsgstr "b"\n', 10, "msgid has no text"),
    "escapes that are no letters": (HEAD + '\nmsgid "a"\nmsgstr "\\320"\n', 10, "no UTF-8"),
}
# Those that are harmless: what is read must be the same two messages.
ACCEPTED: dict[str, bytes | str] = {
    "byte-order mark": b"\xef\xbb\xbf" + (HEAD + GOOD + MORE).encode(),
    "Windows line ends": (HEAD + GOOD + MORE).replace("\n", "\r\n"),
    "old Mac line ends": (HEAD + GOOD + MORE).replace("\n", "\r"),
    "mixed line ends": HEAD.replace("\n", "\r\n") + GOOD + MORE,
    "no last line end": (HEAD + GOOD + MORE).removesuffix("\n"),
    "wrong Plural-Forms": HEAD.replace("nplurals=3", "nplurals=2") + GOOD + MORE,
    "bad Plural-Forms": HEAD.replace("n%10==1", "n%%") + GOOD + MORE,
    "too deep Plural-Forms": HEAD.replace("n%10==1", "(" * 5000 + "n") + GOOD + MORE,
    "no Plural-Forms": HEAD.replace(PLURALS, "") + GOOD + MORE,
    "unreadable date": HEAD + '"PO-Revision-Date: yesterday 25:61+9999\\n"\n' + GOOD + MORE,
    "no Language": HEAD.replace('"Language: be\\n"\n', "") + GOOD + MORE,
    "Language with a country": HEAD.replace(": be", ": be_BY") + GOOD + MORE,
    "Language by name": HEAD.replace(": be", ": Belarusian") + GOOD + MORE,
    "Language left to fill in": HEAD.replace(": be", ": LANGUAGE") + GOOD + MORE,
    "charset left to fill in": HEAD.replace("UTF-8", "CHARSET") + GOOD + MORE,
    "header below a message": GOOD.lstrip() + "\n" + HEAD + MORE,
}
# And those that are whole, with entries of every state.
STATES = {
    "msgctxt": 'msgctxt "a"\nmsgid "Ice"\nmsgstr "Лёд"\n',
    "plural entry": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n',
    "fuzzy": '#, fuzzy\n#| msgid "Ices"\nmsgid "Ice"\nmsgstr "Лёд"\n',
    "obsolete": '#~ msgid "Snow"\n#~ msgstr "Снег"\n',
}


def in_folder(tmp_path: Path, data: bytes | str) -> Path:
    """Put a file where an edition's catalogues lie, so that its language is known."""
    path = tmp_path / "locale" / "be" / "LC_MESSAGES" / "x.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("case", REFUSED)
def test_a_harmful_file_is_refused_with_its_line_and_what_to_do(tmp_path: Path, case: str) -> None:
    data, line, said = REFUSED[case]
    path = in_folder(tmp_path, data)
    before = path.read_bytes()
    with pytest.raises(CatalogueError) as refused:
        po.read(path)
    assert (refused.value.path, refused.value.line) == (path, line)
    assert said in refused.value.message
    # Every message says what is wrong and, after that, what to do.
    advice = ("; ", "must be", "should stand", "closing quotation mark is missing")
    assert any(word in refused.value.message for word in advice)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_harmless_fault_is_mended(tmp_path: Path, case: str) -> None:
    catalogue = po.read(in_folder(tmp_path, ACCEPTED[case]))
    read = [(entry.msgid, entry.msgstr) for entry in catalogue]
    assert read == [("Snow", "Снег ідзе ўжо трэці дзень"), ("Ice", "Лёд на рацэ")]
    assert catalogue.metadata["Language"] == "be"
    assert catalogue.metadata["Plural-Forms"] == po.PLURAL_FORMS["be"]
    written = po.dumps(catalogue)
    assert written.startswith(CANONICAL)
    assert po.dumps(po.parsed(written, language="be")) == written


@pytest.mark.parametrize("case", STATES)
def test_entries_of_every_state_are_kept(tmp_path: Path, case: str) -> None:
    text = f"{CANONICAL}{GOOD}\n{STATES[case]}"
    assert po.dumps(po.read(in_folder(tmp_path, text))) == text


def test_the_language_is_that_of_the_folder_nearest_by(tmp_path: Path) -> None:
    path = in_folder(tmp_path, HEAD + GOOD)
    deep = path.parent / "reports" / "2020-12.po"
    deep.parent.mkdir()
    deep.write_text(HEAD.replace(": be", ": ru") + GOOD, encoding="utf-8")
    with pytest.raises(CatalogueError, match="Language: ru"):
        po.read(deep)
    outside = tmp_path / "x.po"
    outside.write_text(HEAD.replace(": be", ": ru") + GOOD, encoding="utf-8")
    assert po.read(outside).metadata["Language"] == "ru"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _outside(path: Path) -> None:
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.mkdir, "is a folder"),
        (_pipe, "is a pipe"),
        (_loop, "is a link"),
        (_outside, "is a link"),
        (lambda path: None, "cannot be read"),
    ],
    ids=["folder", "pipe", "loop of links", "link to a file outside", "nothing"],
)
def test_what_is_no_file_is_neither_followed_nor_waited_for(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    path = in_folder(tmp_path, b"").with_name("y.po")
    make(path)
    with pytest.raises(CatalogueError, match=f"y.po: {said}"):
        po.read(path)


def test_what_cannot_be_read_is_reported() -> None:
    # Root reads every file; this one the kernel itself refuses to give.
    with pytest.raises(CatalogueError, match=r"cannot be read: .*; look at its rights"):
        po.read(Path("/proc/self/mem"))


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = in_folder(tmp_path, HEAD + GOOD)
    path.chmod(0o444)
    catalogue = po.read(path)
    catalogue[0].msgstr = "Іншы"
    with pytest.raises(CatalogueError, match="is read-only; allow writing"):
        po.write(path, catalogue)
    assert path.read_text("utf-8") == HEAD + GOOD


# Odd, and legal: each must keep all that it says, in the one form there is.
LONG = "Снег ідзе ўжо трэці дзень, і дарогі паміж вёскамі замеценыя так, што не праехаць."
ODD = {
    "one message": GOOD,
    "nothing but a header": "",
    "no empty lines between": GOOD.lstrip() + MORE.lstrip(),
    "many empty lines": "\n\n\n" + GOOD + "\n\n" + MORE + "\n\n\n",
    "lines of blanks": GOOD + " \t \n" + MORE,
    "wrapped at 76 (GNU)": f'\nmsgid "x"\nmsgstr ""\n"{LONG[:41]}"\n"{LONG[41:]}"\n',
    "wrapped after the first piece": '\nmsgid "Sn"\n"ow"\nmsgstr "Сн"\n"ег"\n',
    "wrapped into empty pieces": '\nmsgid ""\n""\n"Snow"\n""\nmsgstr ""\n"Снег"\n""\n',
    "Poedit": f'\n# Заўвага\n#, fuzzy, no-wrap\n#| msgid "y"\nmsgid "x"\nmsgstr ""\n"{LONG}"\n',
    "Weblate": '\n#. Translators: title\n#, python-format, ignore-facts\nmsgid "%s"\nmsgstr "%s"\n',
    "OmegaT": '\nmsgid "Snow"\nmsgstr "Снег"\n\n#. note\nmsgid "Ice"\nmsgstr ""\n',
    "Lokalize": '\n#, kde-format\nmsgctxt "@title:menu"\nmsgid "Snow"\nmsgstr "Снег"\n',
    "Virtaal": "\n# (pofilter) endpunc: checks\n" + GOOD.lstrip(),
    "Transifex": "\n#  pasted twice\n" + GOOD.lstrip(),
    "Crowdin": '\nmsgctxt "x|y"\nmsgid "Snow"\nmsgstr "Снег"\n',
    "tabs": '\n\tmsgid\t"Snow"\n\t\tmsgstr\t"Снег"\t\n',
    "indented": '\n  msgid "Snow"\n  msgstr "Снег"\n',
    "no blank after the keyword": '\nmsgid"Snow"\nmsgstr"Снег"\n',
    "keyword on a line of its own": '\nmsgid\n"Snow"\nmsgstr\n"Снег"\n',
    "all on one line": '\nmsgid "Snow" msgstr "Снег"\n',
    "two texts on one line": '\nmsgid "Sn" "ow"\nmsgstr "Сн""ег"\n',
    "a text that goes on below an empty line": '\nmsgid "Snow"\nmsgstr "Сн"\n\n"ег"\n' + MORE,
    "a remark behind the text": '\nmsgid "Snow"\nmsgstr "Снег" # так\n' + MORE,
    "previous msgid, wrapped": '\n#, fuzzy\n#| msgid ""\n#| "Sno"\n#| "ws"\n' + GOOD.lstrip(),
    "previous msgctxt": '\n#, fuzzy\n#| msgctxt "a"\n#| msgid "Snows"\n' + GOOD.lstrip(),
    "previous plural": '\n#| msgid "a"\n#| msgid_plural "b"\n' + GOOD.lstrip(),
    "obsolete in the middle": '\n#~ msgid "Was"\n#~ msgstr "Быў"\n' + GOOD,
    "obsolete with previous": '\n#, fuzzy\n#~| msgid "Wa"\n#~ msgid "Was"\n#~ msgstr "Быў"\n',
    "obsolete, wrapped": '\n#~ msgid ""\n#~ "Wa"\n#~ "s"\n#~ msgstr "Быў"\n',
    "obsolete without a blank": '\n#~msgid "Was"\n#~msgstr "Быў"\n',
    "obsolete with context": '\n#~ msgctxt "a"\n#~ msgid "Was"\n#~ msgstr "Быў"\n',
    "obsolete plural": '\n#~ msgid "a"\n#~ msgid_plural "b"\n#~ msgstr[0] "в"\n#~ msgstr[1] "г"\n',
    "one obsolete msgid twice": '\n#~ msgid "a"\n#~ msgstr "б"\n\n#~ msgid "a"\n#~ msgstr "в"\n',
    "plural": '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n',
    "plural, blanks in brackets": '\nmsgid "a"\nmsgid_plural "b"\nmsgstr [ 0 ] "c"\n',
    "plural, wrapped": '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n"cc"\nmsgstr[1] "d"\n"dd"\n',
    "context": '\nmsgctxt "a"\nmsgid "Snow"\nmsgstr "Снег"\n' + GOOD,
    "empty context": '\nmsgctxt ""\nmsgid "Snow"\nmsgstr "Снег"\n' + GOOD,
    "context without a msgid": '\nmsgctxt "a"\nmsgid ""\nmsgstr "Снег"\n',
    "a trailing comment": GOOD + "# нічога больш\n",
    "a trailing comment, apart": GOOD + "\n\n# нічога больш\n#\n",
    "comments of every kind": "\n# a\n#b\n#  c\n#. d\n#.e\n#, f\n" + GOOD.lstrip(),
    "empty comments": "\n#\n#\n#.\n" + GOOD.lstrip(),
    "a comment that ends with blanks": "\n# a  \n" + GOOD.lstrip(),
    "a comment that ends with a backslash": "\n# C:\\a\\ \n" + GOOD.lstrip(),
    "decoration": "\n#=======\n#-------\n#########\n" + GOOD.lstrip(),
    "flags glued together": "\n#,fuzzy,no-wrap\n" + GOOD.lstrip(),
    "flags on two lines": "\n#, fuzzy\n#, no-wrap\n" + GOOD.lstrip(),
    "a range flag": "\n#, range: 0..10\n" + GOOD.lstrip(),
    "the sticky flags of gettext 1.0": "\n#= no-wrap, x-format\n" + GOOD.lstrip(),
    "every escape": '\nmsgid "\\a\\b\\f\\n\\r\\t\\v\\\\\\"x"\nmsgstr "x"\n',
    "escapes of bytes": '\nmsgid "Snow"\nmsgstr "\\320\\241\\x6Eег"\n',
    "a bare tab in a text": '\nmsgid "a\tb"\nmsgstr "a\tb"\n',
    "U+2028 and U+0085": '\nmsgid "a\u2028b\x85c"\nmsgstr "a"\n',
    "a text like a keyword": '\nmsgid "msgid \\"x\\""\nmsgstr "#~ msgstr"\n',
    "a text like a conflict": '\nmsgid "<<<<<<< HEAD"\nmsgstr "======="\n',
    "untranslated": '\nmsgid "Snow"\nmsgstr ""\n',
    "a msgid of many lines": '\nmsgid ""\n"a\\n"\n"b\\n"\n"c"\nmsgstr ""\n',
}


FORMS: tuple[str, ...] = (
    "msgctxt",
    "msgid",
    "msgid_plural",
    "msgstr",
    "msgstr_plural",
    "obsolete",
    "flags",
)
FORMS += ("tcomment", "comment", "previous_msgid", "previous_msgctxt", "previous_msgid_plural")


@pytest.mark.parametrize("case", ODD)
def test_an_odd_file_keeps_all_that_it_says(tmp_path: Path, case: str) -> None:
    read = po.read(in_folder(tmp_path, HEAD + ODD[case]))
    text = po.dumps(read)
    assert text.startswith(CANONICAL)
    again = po.parsed(text)
    for form in FORMS:
        assert [getattr(e, form) or "" for e in again] == [getattr(e, form) or "" for e in read]
    assert again.tail == read.tail
    assert po.dumps(again) == text


def test_the_one_form_is_what_gettext_writes_without_wrapping(tmp_path: Path) -> None:
    for case, body in ODD.items():
        if case in BEYOND_GETTEXT | UNLIKE_GETTEXT or "trailing" in case:
            continue
        (tmp_path / "x.po").write_text(po.dumps(po.parsed(HEAD + body)), encoding="utf-8")
        command = ["msgcat", "--no-wrap", "-o", "y.po", "x.po"]
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
        if (tmp_path / "y.po").exists():
            assert (tmp_path / "y.po").read_text("utf-8") == (tmp_path / "x.po").read_text("utf-8")
            (tmp_path / "y.po").unlink()


# What gettext 0.21 does not know or takes for an error, and what breaks its -c for prose.
BEYOND_GETTEXT = {
    "one obsolete msgid twice",
    "plural, blanks in brackets",
    "plural, wrapped",
    "a range flag",
    "every escape",
    "escapes of bytes",
    "a remark behind the text",
}
# Where it drops our flags, or puts things elsewhere.
UNLIKE_GETTEXT = {"Weblate", "obsolete in the middle", "comments of every kind"}
UNLIKE_GETTEXT |= {"the sticky flags of gettext 1.0"}


def test_gettext_reads_the_odd_files_as_we_do(tmp_path: Path) -> None:
    for case, body in ODD.items():
        if case in BEYOND_GETTEXT:
            continue
        (tmp_path / "x.po").write_text(HEAD + body, encoding="utf-8")
        command = ["msgcat", "--no-wrap", "-o", "y.po", "x.po"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, f"{case}: {done.stderr.decode()}"
        if not (tmp_path / "y.po").exists():
            continue
        theirs = po.read(tmp_path / "y.po")
        texts = {(e.msgctxt, e.msgid, e.msgstr, e.obsolete) for e in theirs}
        ours = {(e.msgctxt, e.msgid, e.msgstr, e.obsolete) for e in po.parsed(HEAD + body)}
        assert texts == ours, case
        (tmp_path / "y.po").unlink()


HEADERS = {
    "no comment": ("", ""),
    "a remark": ("# Пра снег.\n#\n", "# Пра снег.\n#\n"),
    "an empty remark": ("#\n", ""),
    "an empty line before": ("\n", ""),
    "a template's": ("# SOME DESCRIPTIVE TITLE.\n#\n#, fuzzy\n", ""),
}


@pytest.mark.parametrize("case", HEADERS)
def test_the_remark_above_a_header_stays_if_it_says_anything(case: str) -> None:
    said, kept = HEADERS[case]
    assert po.dumps(po.parsed(said + HEAD + GOOD)) == kept + CANONICAL + GOOD


def test_a_header_is_unwrapped() -> None:
    wrapped = PLURALS.replace("n%10>=2", '"\n"n%10>=2')
    more = '"X-Review: twice\\n"\n'
    text = HEAD.replace(PLURALS, wrapped) + more + GOOD
    assert po.dumps(po.parsed(text)) == CANONICAL + more + GOOD


# Emacs puts a header without PO-Revision-Date away and writes its template's before it.
PUT_AWAY = """\
# SOME DESCRIPTIVE TITLE.
# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.
#
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: PACKAGE VERSION\\n"
"PO-Revision-Date: 2026-11-30 04:11+0000\\n"
"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"
"Content-Type: text/plain; charset=CHARSET\\n"

#~ msgid ""
#~ msgstr ""
#~ "Language: be\\n"
#~ "Content-Type: text/plain; charset=UTF-8\\n"
"""


def test_a_header_among_the_obsolete_messages_goes_and_its_language_stays() -> None:
    assert po.dumps(po.parsed(PUT_AWAY + GOOD)) == CANONICAL + GOOD
    with pytest.raises(GrammarError, match="the header is missing"):
        po.parsed(PUT_AWAY[PUT_AWAY.index("#~") :] + GOOD)
