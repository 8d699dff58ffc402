"""A message of the ordinary form is read at one look, with what reading line by line gives."""

from __future__ import annotations

import random
import re

import pytest
from polib import POEntry

from editions import limits
from editions.catalogue import po, syntax
from tests.catalogue import fuzz
from tests.catalogue.test_grammar_fuzz import FRAGMENTS

LINES = (
    *("# a \n", "#\n", "#. b\\\n", "#.\n", "#: c:1\n", "#, fuzzy, c-format\n", "#=fuzzy\n", "#,\n"),
    *('#| msgid "o\\n"\n', '#| "p"\n', '#~| msgid "q"\n', '#~ msgid "g"\n', '#~ msgstr "h"\n'),
    *(
        'msgctxt "i"\n',
        'msgid "a\\"b"\n',
        'msgid "c"\n',
        'msgid ""\n',
        'msgid "x" \n',
        ' msgid "y"\n',
    ),
    *('msgstr "d\\q"\n', 'msgstr "e"\n', 'msgstr ""\n', '"f"\n', 'msgid_plural "w"\n'),
    *(
        'msgstr[0] "z"\n',
        'msgstr "\\320\\241"\n',
        'msgstr "\\320"\n',
        'msgstr "u" # c\n',
        "<<<<<<<\n",
    ),
    *(
        "\n",
        "\n",
        "\n",
        " \n",
        "\x0c\n",
        "\r",
        "\u2028",
        '"',
        "\\",
        "msgid",
        'msgid "m"\nmsgstr "n"\n\n',
    ),
)


def read(text: str) -> object:
    """Give all that is read of a text, or what is wrong with it and where."""
    try:
        messages, tail = syntax.parse(text)
    except syntax.GrammarError as fault:
        return fault.message, fault.line
    return [vars(message) for message in messages], tail


def made(chance: random.Random) -> str:
    """Make a text of lines of catalogues, or sound messages with something put into them."""
    if chance.random() < 0.7:
        return "".join(chance.choice(LINES) for _ in range(chance.randint(1, 14)))
    words = ["".join(chance.choices(FRAGMENTS, k=3)) for _ in range(6)]
    texts = [syntax.quoted(word) if chance.random() < 0.8 else f'"{word}"' for word in words]
    parts = [
        f"#. {words[0]}\nmsgid {texts[0]}\nmsgstr {texts[1]}\n\n",
        f"#| msgid {texts[2]}\nmsgid {texts[3]}\nmsgstr {texts[4]}\n\n",
        f"msgid {texts[5]}\nmsgstr {texts[0]}\n",
    ]
    parts.insert(chance.randrange(4), chance.choice(LINES))
    return "".join(parts)


def test_one_look_gives_what_reading_line_by_line_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(20201207)  # noqa: S311 - a fixed seed is the point
    texts = [made(chance) for _ in range(fuzz.count())]
    texts += [data.decode("utf-8", "replace") for data in fuzz.cases(500)]
    at_one_look = [read(text) for text in texts]
    sound = [text for text, found in zip(texts, at_one_look, strict=True) if found[1] == ""]  # type: ignore[index]  # a tuple in both cases
    assert sum(syntax._ORDINARY.search(text) is not None for text in sound) > 50
    monkeypatch.setattr(syntax, "_ORDINARY", re.compile("(?!)"))
    for text, found in zip(texts, at_one_look, strict=True):
        assert read(text) == found, text


def test_what_we_write_is_of_the_ordinary_form() -> None:
    catalogue = po.new("be")
    catalogue.append(POEntry(msgid='Snow "fell"', msgstr="Снег", comment="terms: a"))
    catalogue.append(POEntry(msgid="Ice", msgstr="Лёд", previous_msgid="The ice"))
    body = po.dumps(catalogue).partition("\n\n")[2]
    found = [match[0] for match in syntax._ORDINARY.finditer(body)]
    assert "".join(found) == body
    assert len(found) == 2


def test_what_is_small_is_over_no_limit() -> None:
    most = "msgid\n" * (limits.LINE // len("msgid\n"))
    assert limits.of_catalogue(most) is None
    assert limits._Catalogue().look_through(most) is None
    assert limits.of_catalogue("msgid\n" * (limits.MESSAGES + 2)) is not None
