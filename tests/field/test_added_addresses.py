"""Addresses and channels said in words, and links that nobody sees or that name another address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editions.catalogue import interface
from editions.catalogue.vet import verdict
from editions.cli import main
from editions.facts.sites import sites

HEADER = 'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SETTINGS = '[tool.editions]\ntitle = "Notes"\npublisher = ""\neditions = ["be", "en"]\n'
SOURCE = "The budget was adopted."
LINKED = "See `the page <https://a.example/b>`__ now."
CERTAIN = [
    "t.me/evil",
    "T.ME/EVIL",
    "@evil_channel",
    "＠evil_channel",
    "evil[.]example",
    "evil(dot)example",
    "evil [dot] com",
    "evil{.}unheard",
    "hxxps://evil.example/x",
    "hxxps[:]//evil[.]example",
    "t․me/evil",
    "evil。example",
    "evil．example",
    "evil｡example",
    "evil·com",
    "ｅｖｉｌ．ｃｏｍ",
    "https:∕∕evil.example",
    "t. me/evil",
    "t . me / evil",
    "t\\.me/evil",
    "t.\\ me/evil",
    "*t*\\ .me/evil",
    "злы.рф",
    "злы.бел",
    "xn--80a.xn--p1ai",
    "vk.com/evil",
    "evil.example",
    "news.by",
    "Evil.Org",
    "EVIL.ORG",
    "www.evil",
    "tg://resolve?domain=evil",
    "mailto:evil@evil.example",
    "evil@evil.example",
    "evil.onion",
    "192.0.2.1/evil",
    "discord.gg/evil",
    "evil.cоm",
]
PERHAPS = ["evil dot com", "evil кропка com", "evil.unheard", "evil.zip", "evil.сом"]
NONE = [
    "т.е. гэта",
    "г.Мінск, вул.Леніна, д.5",
    "канец.Пачатак",
    "канец.пачатак",
    "і г.д., і т.п., п.п. 5 і 6",
    "e.g. this, i.e. that, etc.",
    "U.S.A. and the U.K.",
    "Inc. and Co.Ltd",
    "the end.In the beginning",
    "A.Bielski",
    "5.5, 1.2.3, v1.2.rc1, 5.kg, 12.km",
    "01.02.2020 а 20:30, 1:2",
    "a.m., p.m.",
    "млн.руб.",
    "50 @ 30",
    "Note: the rest",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("addresses")
    (root / "docs/reports").mkdir(parents=True)
    (root / "locale/be/LC_MESSAGES/reports").mkdir(parents=True)
    (root / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "docs/index.rst").write_text("Notes\n=====\n", encoding="utf-8")
    return root


def checked(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    messages: dict[str, str],
    *,
    name: str = "reports/2021-01",
    document: str = "",
) -> list[dict[str, Any]]:
    """Check a document of the messages' sources and its translation; give what is told of both."""
    text = document or "\n\n".join(messages)
    title = "January 2021\n============\n\n"
    (folder / "docs/reports/2021-01.rst").write_text(title + text + "\n", encoding="utf-8")

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    body = "\n\n".join(f"msgid {quoted(a)}\nmsgstr {quoted(b)}" for a, b in messages.items())
    for each in ("sphinx", "reports/2021-01"):
        path = folder / f"locale/be/LC_MESSAGES/{each}.po"
        path.write_text(HEADER + (f"{body}\n" if each == name else ""), encoding="utf-8")
    capsys.readouterr()
    main(["-C", str(folder), "check", "--format", "json"])
    told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return [each for each in told if each["id"] in {"fact-link", "link-words", "markup"}]


def test_what_a_translation_adds_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added = CERTAIN + PERHAPS
    messages = {
        f"Budget {n} was adopted.": f"Бюджэт {n} прыняты. Пішыце: {each}."
        for n, each in enumerate(added)
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for each in checked(folder, capsys, messages):
        if each["id"] != "link-words":
            found.setdefault(added[int(each["msgid"].split()[1])], []).append(each)
    assert [each for each in added if each not in found] == []
    for text, told in found.items():
        assert [each["severity"] for each in told][:1] == (
            ["warning"] if text in PERHAPS else ["error"]
        ), told
        assert all(each["line"] for each in told)


def test_interface_words_are_told_of_as_well(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for added in ("t.me/evil", "@evil_channel", "evil[.]example", "t․me/evil"):
        found = checked(
            folder, capsys, {"Next topic": f"Далей: {added}"}, name="sphinx", document="x"
        )
        assert [(each["id"], each["severity"]) for each in found] == [("fact-link", "error")]
        assert found[0]["path"] == "locale/be/LC_MESSAGES/sphinx.po"


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_address_is_none(text: str) -> None:
    assert sites(text) == []


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_our_own_interface_words_say_no_address(language: str) -> None:
    for source, text in interface.shipped(language).items():
        known = sites(source)
        assert [each for each in sites(text) if not each.is_told_by(known)] == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("It is on t.me/right now.", "Гэта ў @right цяпер."),
        ("It is on @right now.", "Гэта ў t.me/right цяпер."),
        ("See https://a.example/b now.", "Гл. https://a.example/b зараз."),
        ("TUT.BY was closed.", "Закрыты Tut.by."),
        (LINKED, "Гл. `a.example <https://a.example/b>`__ зараз."),
        ("See `the page`_ now.", "Гл. `a.example <the page_>`__ зараз."),
        (
            "Note [1]_ and `1 <https://a.example/b>`__.",
            "Заўвага [1]_ і `1 <https://a.example/b>`__.",
        ),
    ],
)
def test_what_the_source_says_is_no_addition(
    folder: Path, capsys: pytest.CaptureFixture[str], source: str, translation: str
) -> None:
    document = f"{source}\n\n.. _the page: https://a.example/b\n\n.. [1] A note.\n"
    found = checked(folder, capsys, {source: translation}, document=document)
    assert found == []


HIDDEN = [".", "·", "…", "—", "а", "\\ ", "*", "!", "\u2800", "1"]
MISLEADING = [
    "kgb.example",
    "t․me/evil",
    "@evil_channel",
    "hxxps://evil.example",
    "evil[.]example",
    "а.example",
    "ａ．example.evil.org",
    "a.example/other",
    "злы.бел",
    "а.ехаmple",
]


@pytest.mark.parametrize("words", HIDDEN + MISLEADING)
@pytest.mark.parametrize("form", ["`{} <https://a.example/b>`__", "`{} <the page_>`__"])
def test_a_link_of_nothing_or_of_another_address_is_held_back(words: str, form: str) -> None:
    source = LINKED if "https" in form else "See `the page`_ now."
    if "https" not in form and words in MISLEADING:
        return  # where a name leads is told below
    held = verdict(source, f"Гл. зараз {form.format(words)}.")
    assert held.text is None
    assert "link to" in held.why or "U+" in held.why or "which no font has" in held.why


@pytest.mark.parametrize("words", ["", ".", " ", "kgb.example", "t․me/evil", "@evil_channel"])
def test_a_link_of_an_interface_word_too(words: str) -> None:
    word = 'Made by <a href="https://a.example/">{}</a> %(version)s.'
    assert verdict(word.format("Tool"), word.format("Сродак"), interface=True).text
    assert "link to" in verdict(word.format("Tool"), word.format(words), interface=True).why


@pytest.mark.parametrize(
    ("source", "words"),
    [("the page", "старонку"), ("the page", "a.example"), ("[1]", "[1]"), ("→", "→"), ("and", "і")],
)
def test_a_mark_of_the_source_stays(source: str, words: str) -> None:
    link = "See `{} <https://a.example/b>`__ now."
    assert verdict(link.format(source), link.format(words)).text


def test_documents_are_told_of_as_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = [*(f"`{each} <https://a.example/b>`__" for each in (".", "\\ ", "…", *MISLEADING[:5]))]
    bad += ["`kgb.example`_"]
    good = ["`here <https://a.example/b>`__", "`→ <https://a.example/b>`__", "https://a.example"]
    good += [
        "`a.example <https://a.example/b>`__",
        "`report.pdf <https://a.example/x/report.pdf>`__",
    ]
    ends = ".. _kgb.example: https://a.example/b"
    document = "\n\n".join([*(f"Go {each} now." for each in bad + good), ends])
    found = checked(folder, capsys, {}, document=document)
    assert {each["id"] for each in found} == {"link-words"}
    assert [each["line"] for each in found] == [4 + 2 * n for n in range(len(bad))]


def test_a_link_by_a_name_is_told_of_where_it_leads_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "See `the page`_ and `office`_ now."
    ends = ".. _the page: https://a.example/b\n.. _office: https://b.example/"
    for title, bad in [("b.example", True), ("kgb․example", True), ("a.example", False)]:
        translation = f"Гл. `{title} <the page_>`__ і `бюро <office_>`__ зараз."
        found = checked(folder, capsys, {source: translation}, document=f"{source}\n\n{ends}")
        assert bool(found) == bad, found
        assert {each["severity"] for each in found} <= {"error"}
