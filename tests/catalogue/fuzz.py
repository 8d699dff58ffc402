"""Catalogues made and mutated by chance, the same ones at every run.

``EDITIONS_TORTURE=full`` (``make torture``) tries 100,000, else a few thousand: one loop
in one process, some 100 µs each.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import polib

from editions.catalogue import po
from editions.catalogue.clean import cleaned, identities
from editions.catalogue.syntax import GrammarError
from editions.catalogue.threeway import merged

FULL = 100_000
SMALL = 3_000
SEED = 202_012

LETTERS = 'абвіўяЁё AB0 «»–’"\\\n\t#~|,:.<>=@/`*_[]%\u2028\x85\ufeff\u00a0🙂'
PIECES = (
    b'msgid ""\n',
    b'msgid "',
    b'msgstr "',
    b'msgstr[0] "a"\n',
    b'msgstr[9] "a"\n',
    b'msgctxt "c"\n',
    b'msgid_plural "b"\n',
    b"#~ ",
    b"#| ",
    b"#, fuzzy\n",
    b"#: /Users/a/b.rst:1\n",
    b"# a@b.example, 2021\n",
    b"<<<<<<< HEAD\n",
    b"=======\n",
    b">>>>>>> x\n",
    b"\\",
    b'"',
    b"\n\n",
    b"\r",
    b"\0",
    b"\4",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\\x41\\101\\777\\0",
    b'"Language: ru\\n"\n',
    b'"Content-Type: text/plain; charset=KOI8-R\\n"\n',
    b'"Plural-Forms: nplurals=((((\\n"\n',
    b"<!DOCTYPE html>",
    "Снег".encode("cp1251"),
    "\u0663".encode(),
)


def count() -> int:
    """Give how many to try: all of them only where it is asked for."""
    return FULL if os.environ.get("EDITIONS_TORTURE") == "full" else SMALL


def cases(number: int) -> Iterator[bytes]:
    """Give catalogues: sound ones, mutated ones, and noise."""
    chance = random.Random(SEED)  # noqa: S311 - the same cases at every run are the point
    for turn in range(number):
        if turn % 50 == 49:
            yield chance.randbytes(chance.randrange(200))
            continue
        data = po.dumps(catalogue(chance)).encode()
        for _ in range(chance.choice((0, 1, 1, 2, 4, 16))):
            data = mutated(data, chance)
        yield data


def catalogue(chance: random.Random) -> polib.POFile:
    """Make a small catalogue with entries of every kind."""
    made = po.new("be")
    for index in range(chance.randrange(4)):
        plural = chance.random() < 0.2
        entry = polib.POEntry(
            msgid=f"{_text(chance)}{index}",
            msgctxt=_text(chance) if chance.random() < 0.2 else None,
            msgid_plural=f"{_text(chance)}s" if plural else "",
            msgstr="" if plural else _text(chance),
            msgstr_plural={0: _text(chance), 1: _text(chance)} if plural else {},
            obsolete=chance.random() < 0.2,
            tcomment=_line(chance),
            comment=_line(chance),
            flags=chance.sample(["fuzzy", "no-wrap", "ignore-facts"], chance.randrange(3)),
            previous_msgid=_text(chance) if chance.random() < 0.2 else None,
        )
        made.append(entry)
    return made


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Damage a file as disks, editors, merges and people do."""
    at = chance.randrange(len(data) + 1)
    until = min(len(data), at + chance.randrange(1, 40))
    lines = data.splitlines(keepends=True)
    ways = (
        lambda: data[:at],
        lambda: data[:at] + data[until:],
        lambda: data[:at] + data[at:until] * 2 + data[until:],
        lambda: data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: b"".join(chance.sample(lines, len(lines))),
        lambda: data[:at] + chance.choice(PIECES) + data[at:],
        lambda: data[:until] + chance.choice(PIECES) + data[until:],
    )
    return chance.choice(ways)()


def tried(data: bytes) -> bool:
    """Read, write, clean, look through and merge a file; tell whether it was readable.

    Anything but a plain refusal comes out as the exception it is.
    """
    identities(data.decode("utf-8", "replace"))
    read = _read(data)
    if isinstance(read, GrammarError):
        assert read.message.strip(), data
        assert "\n" not in read.message, data
        assert 1 <= read.line <= data.count(b"\n") + data.count(b"\r") + 1, (read.line, data)
        return False
    text = po.dumps(read)
    again = po.loads(text.encode())
    assert [po.written(e) for e in again] == [po.written(e) for e in read], data
    assert po.dumps(again) == text, data
    clean = cleaned(data)
    assert cleaned(clean) == clean, data
    assert not any("in the header" in each.message for each in identities(clean.decode())), data
    assert merged(po.parsed(text), po.parsed(text), None)[0] == text, data
    return True


def _read(data: bytes) -> po.Catalogue | GrammarError:
    try:
        return po.loads(data)
    except GrammarError as fault:
        return fault


def _text(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randrange(12)))


def _line(chance: random.Random) -> str:
    return _text(chance).replace("\n", " ") if chance.random() < 0.3 else ""


def main() -> None:
    """Try as many as the environment asks for; fail at the first that is not right."""
    readable = sum(tried(data) for data in cases(count()))
    assert 0.1 * count() < readable < 0.9 * count(), readable


if __name__ == "__main__":
    main()
