"""Which messages need a translation, and what may be published of those in several lines."""

from __future__ import annotations

import pytest

from editions.catalogue.speech import needs_translation
from editions.catalogue.vet import verdict


@pytest.mark.parametrize(
    "message",
    [
        "–",
        "5%",
        "13.5 %",
        "2020",
        "1 000–2 000",
        ":math:`a^2 + b^2`",
        "``ABC-12``",
        "A/RES/75/192",
        "https://example.org/path",
        "somebody@example.org",
        "|org|",
        ":ref:`label` [#n]_",
        "12 [CIT2021]_",
        ":kbd:`Enter`",
        ":be:`Магілёў`",
    ],
)
def test_what_is_the_same_in_every_language_needs_no_translation(message: str) -> None:
    assert not needs_translation(message)


@pytest.mark.parametrize(
    "message",
    [
        "Ice",
        "5 km",
        "*as it is*",
        "See |org|.",
        ":abbr:`CSTO (Treaty)`",
        ":guilabel:`Cancel`",
        ":doc:`the method </about/method>`",
        ":term:`frost`",
        "`the office <https://example.org>`_",
        "Words of a letter\n  line by line\n",
    ],
)
def test_words_need_one(message: str) -> None:
    assert needs_translation(message)


def test_what_is_set_letter_by_letter_is_published_as_it_is() -> None:
    text = ".. include:: /etc/passwd\n\n  `` *што заўгодна*\n"
    assert verdict("Words\n  of a letter\n", text).text == text
    assert verdict("Words\n", "Словы").text == "Словы\n"
    assert verdict("Words\n", "\n").text is None


def test_lines_with_markup_keep_their_ends_and_the_marks_of_the_source() -> None:
    source = "Kept *words* [#n]_\n  indented `a link <https://example.org/>`_"
    right = "Словы [#n]_\n  `спасылка <https://example.org/>`_"
    assert verdict(source, right).text == right
    wrong = right.replace("example.org", "evil.example")
    assert "https://evil.example/" in verdict(source, wrong).why
    assert "``" in verdict(source, f"{right} ``x").why
