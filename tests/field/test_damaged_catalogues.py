"""No name comes into git through a catalogue that is damaged or of another encoding."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.catalogue import clean, damaged
from editions.catalogue.syntax import GrammarError
from tests.catalogue.git import PATH, Repository
from tests.catalogue.head import HEAD
from tests.catalogue.test_clean import CLOCKS, GOOD, PERSONAL, TOOLS

BROKEN = '\nmsgid "a\nmsgstr "b"\n'


def conflict(text: str) -> str:
    return f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> theirs\n{GOOD}"


def conflict_in_header(text: str) -> str:
    begin, middle, rest = text.partition('"Last-Translator')
    return f'{begin}<<<<<<< HEAD\n{middle}: \\n"\n=======\n{middle}{rest}>>>>>>> theirs\n{GOOD}'


def wrapped(text: str) -> str:
    return text.replace("Last-Translator: ", 'Last-Translator: "\n"')


def one_line(text: str) -> str:
    return text.replace('\\n"\n"', "\\n")


DAMAGES: dict[str, Callable[[str], str]] = {
    "a text not closed": lambda text: text + GOOD + BROKEN,
    "a text not closed, then another catalogue": lambda text: HEAD + GOOD + BROKEN + text + GOOD,
    "two catalogues run together": lambda text: text + GOOD + "\n" + text + GOOD,
    "a conflict of whole files": conflict,
    "a conflict in the header": conflict_in_header,
    "wrapped": lambda text: wrapped(text) + BROKEN,
    "a header of one line": lambda text: one_line(text) + BROKEN,
    "cut": lambda text: (text + GOOD)[:-4],
    "cut in the header": lambda text: text[: text.index("Last-Translator") + 22],
    "no quotation mark at the end of the name": lambda text: text.replace('\\n"\n"Lang', '\n"Lang'),
    "a raw line end in the header": lambda text: text.replace("Translator: ", "Translator: \n"),
    "no msgid": lambda text: text.replace('msgid ""\n', "", 1) + GOOD,
    "a damaged msgid": lambda text: text.replace('msgid ""\n', 'msgid "\n', 1) + GOOD,
    "a byte 0": lambda text: text + GOOD + "\0",
    "bytes 0 within": lambda text: text.replace("Jane", "J\0ane") + GOOD,
    "CR": lambda text: (text + GOOD + BROKEN).replace("\n", "\r"),
    "CRLF": lambda text: (text + GOOD + BROKEN).replace("\n", "\r\n"),
    "obsolete": lambda text: HEAD + GOOD + "\n#~ " + text.replace("\n", "\n#~ ") + BROKEN,
    "another charset": lambda text: text.replace("=UTF-8", "=KOI8-R") + GOOD,
    "a comment below": lambda text: text + BROKEN + "\n# Спытаць у jane@mail.example, @janedoe\n",
}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "utf-32"]


def committed(data: bytes) -> bytes | None:
    """Give what git would store; None where it stops."""
    try:
        return clean.without_persons(data)[0]
    except GrammarError:
        return None


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("tool", TOOLS)
def test_no_name_comes_through(tool: str, damage: str) -> None:
    for encoding in ENCODINGS:
        assert_nobody(tool, damage, encoding)


def assert_nobody(tool: str, damage: str, encoding: str) -> None:
    data = DAMAGES[damage](TOOLS[tool]).encode(encoding, "replace")
    stored = committed(data)
    if stored is None:
        return
    texts = [stored.decode(encoding)]
    if "16" not in encoding and "32" not in encoding:
        texts.append(stored.replace(b"\0", b"").decode("utf-8", "replace"))
    for text in texts:
        assert [each for each in (*PERSONAL, *CLOCKS) if each in text] == []
    assert committed(stored) == stored
    assert texts[0].count("Снег") == DAMAGES[damage](TOOLS[tool]).count("Снег")


def test_git_does_not_stop_for_them() -> None:
    """Only where nobody can see who is named; else the rest of the text would not be kept."""
    stops = [
        (damage, encoding)
        for damage, damaged_by in DAMAGES.items()
        for encoding in ENCODINGS
        if committed(damaged_by(TOOLS["Poedit"]).encode(encoding, "replace")) is None
    ]
    assert stops == []


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 docProps/core.xml Jane Doe",
        b"\xde\x12\x04\x95\0\0Last-Translator: Jane Doe\n",
        b'<?xml version="1.0"?><tmx><tuv changeid="Jane Doe"/></tmx>',
    ],
    ids=["Word", "compiled", "XML"],
)
def test_what_nobody_can_look_through_stops_git(data: bytes, tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    repository.commit(HEAD + GOOD)
    repository.path.write_bytes(data)
    said = repository.git("add", "locale", code=128).stderr
    assert said.splitlines()[0].startswith(f"editions: {PATH}:1: this is ")
    assert "Jane" not in repository.git("show", f":{PATH}").stdout
    command = [str(Path(sys.executable).with_name("editions")), "git", "clean", PATH]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    assert done.returncode
    assert done.stdout == b""


def test_the_text_of_a_damaged_catalogue_stays() -> None:
    asked = '\nmsgid "Author: Jane"\nmsgstr "Аўтар: Jane, a.name@mail.example"\n'
    text = HEAD + GOOD + asked + BROKEN
    assert damaged.cleaned(text.encode()) == text.encode()
