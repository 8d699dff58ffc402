"""Vetting one translation: what passes, what is held back, and what is said about it."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import pytest

from editions.catalogue import grammar, vet


def fault(msgid: str, msgstr: str, *, interface: bool = False) -> str:
    return vet.verdict(msgid, msgstr, interface=interface).why


ROADS = "Closed [#roads]_ in *three* districts, see :doc:`the method </about/method>`, |date|."
LINK = "See `its page <https://school.example/news>`__ or https://a.example/."


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Snow", "Снег"),
        (ROADS, "|date| :doc:`Метад </about/method>`: закрылі [#roads]_ у *трох* раёнах."),
        (LINK, "Гл. https://a.example/, `старонку <https://school.example/news>`__."),
        ("See :doc:`/about/method`.", "Гл. :doc:`метад </about/method>`."),
        ("On December 6", "6 снежня 2020 года – “так” (а. 5): 12 %, 1–2 %; СНД/АДКБ"),
        ("A. Person", "А. Асоба"),
        ("A note: see", "Заўвага: гл."),
        ("Use ``:role:`x``` here", "Ужывайце ``:role:`x``` тут"),
        ("An :en:`offence` → :en:`offense`", "Словы :en:`offence` → :en:`offense`"),
    ],
)
def test_a_faithful_translation_passes(msgid: str, msgstr: str) -> None:
    assert fault(msgid, msgstr) == ""


@pytest.mark.parametrize(
    ("msgid", "msgstr", "said"),
    [
        ("Snow", "Снег\n\nЛёд", "blank line"),
        ("Snow", "Сн\x07ег", "U+0007"),
        ("Snow", "Сн\u2028ег", "U+2028"),
        ("Snow", ".. raw:: html", "'..'"),
        ("Snow", "Снег :raw:`<b>`", "has :raw:"),
        ("Snow", "`Снег`:math:", "has :math:"),
        ("Snow", "`Снег <javascript:alert(1)>`__", "<javascript:alert(1)>"),
        ("Snow", "Снег javascript:alert(1)", "javascript:alert(1"),
        ("Snow", "Снег https://evil.example/", "https://evil.example/"),
        ("Snow", "Снег a@evil.example", "a@evil.example"),
        ("Snow", "Снег |date|", "|date|"),
        ("Snow", "Снег [#a]_", "[#a]_"),
        ("Snow", "Снег_ ідзе", "Снег_"),
        (ROADS, ROADS.replace(" [#roads]_", ""), "lacks [#roads]_"),
        (ROADS, ROADS.replace("/about/method", "/index"), "lacks :doc:`/about/method`"),
        (LINK, LINK.replace("school", "schooI"), "<https://schooI.example/news>"),
        (LINK, LINK.replace("https://a", "http://a"), "http://a.example/"),
        ("See :doc:`/about/method`.", "Гл. :doc:`/index`.", "has :doc:`/index`"),
    ],
)
def test_an_unfaithful_translation_is_held_back(msgid: str, msgstr: str, said: str) -> None:
    assert said in fault(msgid, msgstr)


WORDS = [
    ("(The <<original entry>> is in %s, line %d.)", "(<<Зыходны запіс>> у %s, радок %d.)", True),
    ("Search %(docstitle)s", "Шукаць у %(docstitle)s", True),
    ("Search %(docstitle)s", "Шукаць у %(title)s", False),
    ("<h1>Source code for %s</h1>", "<h1>Код %s</h1>", True),
    ("<h1>Source code for %s</h1>", "<h1 onclick='x'>Код %s</h1>", False),
    ("Search", "Пошук <b>", False),
    ("Search", "<<Пошук>>", False),
    ("100% sure", "100 % упэўнена", True),
]


@pytest.mark.parametrize(("msgid", "msgstr", "passes"), WORDS)
def test_places_and_tags_of_interface_words_are_kept(msgid: str, msgstr: str, passes: bool) -> None:
    assert (fault(msgid, msgstr, interface=True) == "") is passes


PUBLISHED = [
    ("Snow", "2020. Снег", "\\ 2020. Снег"),
    ("Snow", "А. Снег", "А. Снег"),
    ("Snow", "A. Снег", "\\ A. Снег"),
    ("Snow", "- Снег", "\\ - Снег"),
    ("Snow", "Снег::", "Снег:\\:"),
    ("Snow::", "Снег::", "Снег:"),
    ("Snow::", "Снег ::", "Снег"),
    ("Snow", "Снег # noqa", "Снег \\# noqa"),
    ("Snow", "Снег : лёд", "Снег \\: лёд"),
    ("Snow : ice", "Снег : лёд", "Снег : лёд"),
    ("Snow", "Снег\n\tі лёд\n", "Снег і лёд"),
    ("Snow", "Снег", "Снег"),
    ("See hours_ now", "Гл. гадзіны_ зараз", "Гл. `гадзіны <hours_>`__ зараз # noqa"),
    ("A [#a]_ and [#b]_", "Б [#b]_ і [#a]_", "Б [#b]_ і [#a]_ # noqa"),
    ("Two [#a]_ and hours_", "Два [#a]_ і hours_", "Два [#a]_ і hours_"),
]


@pytest.mark.parametrize(("msgid", "msgstr", "published"), PUBLISHED)
def test_what_sphinx_is_given(msgid: str, msgstr: str, published: str) -> None:
    assert vet.verdict(msgid, msgstr).text == published


def test_what_the_source_itself_has_is_allowed() -> None:
    for text in ("Сн\u200bег", "5 `x", "ab" * 150, "*a " * 60, "⚠\ufe0f снег"):
        assert vet.verdict(f"{text} snow", text).text is not None
    assert vet.verdict("Snow\x07", "Сн\x07ег").text is None


LARGE = "Снег ішоў " * 300
HEAVY = [
    "*a " * 3_000,
    "*a " * 15,
    ":raw:`x " * 12,
    "`" + " a" * 4_000,
    "`" + " <a" * 30,
    "(a-" * 60 + " " + "a-b.c" * 30,
    ("a-" * 99 + " ") * 40,
    "a:b " * 35,
    "a@b.c " * 39,
    "[#" + "a-" * 90 + "]",
    "-" * 200,
    "\\" * 9_000,
    ":" + "x" * 199 + " " + "y" * 200,
    "--" + "a" * 190 + ", " + "--a " * 30,
]


STEPS = 5_000
"""How many calls a verdict may take; docutils takes half a million for 24 kB of ``*a``."""


@pytest.mark.parametrize("text", HEAVY, ids=lambda text: str(text[:10]))
def test_no_text_takes_long(text: str) -> None:
    """As steps, not seconds: those are measured by tests/bench/bench_heavy.py."""
    assert _steps(text) <= STEPS


def _steps(text: str) -> int:
    """Count the calls of functions that a verdict takes."""
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event == "call"

    grammar.read.cache_clear()
    grammar.read(LARGE)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        vet.verdict(LARGE, text)
    finally:
        sys.setprofile(before)
    return steps


def test_a_text_is_parsed_once() -> None:
    texts = [
        f"Снег {number}, [#a]_ у *Мінску*, `тут <https://a.example/>`__." for number in range(48)
    ]
    source = "Snow, [#a]_ in *Minsk*, `here <https://a.example/>`__ and so on, for a paragraph."
    grammar.read.cache_clear()
    assert all(vet.verdict(source, text).text for text in texts)
    assert grammar.read.cache_info().misses == 1 + len(texts)


def test_texts_vetted_side_by_side_do_not_mix() -> None:
    pairs = [
        (f"A *word* {number} of `text <https://a.example/{number}>`__", translation)
        for number in range(300)
        for translation in (
            f"Слова *адно* {number} `тэкст <https://a.example/{number}>`__",
            f"Слова **адно {number} `тэкст <https://b.example/{number}>`__",
        )
    ]
    for cached in (grammar.read, grammar._settings, grammar._inliner):
        cached.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda pair: vet.verdict(*pair), pairs))
    grammar.read.cache_clear()
    assert together == [vet.verdict(*pair) for pair in pairs]
    assert [verdict.text is not None for verdict in together] == [True, False] * 300
