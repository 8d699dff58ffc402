"""What of a text is running text."""

from __future__ import annotations

import re

import pytest

from editions.checks.markup import BLANK, document, marked, readable


def said(text: str) -> str:
    return " ".join(re.sub(re.escape(BLANK) + "+", " ", text).split())


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("in ``Mogilev`` and Minsk", "in and Minsk"),
        ("see :be:`Магілёў` here", "see here"),
        (
            "the page :doc:`Names of Minsk <about/minsk>`, :doc:`about/minsk`",
            "the page Names of Minsk , ",
        ),
        ("`the Minsk page <https://mogilev.example/>`__ x", "`the Minsk page `__ x"),
        ("read https://mogilev.example/Mogilev now", "read now"),
        ("write to minsk@mogilev.example", "write to"),
        ("the site mogilev.by/Mogilev says", "the site says"),
        ("at :name:`Магілёве <by-mahiliou>` and :name:`Міры`", "at and Міры"),
        ("|Mogilev| is", "is"),
        ("*Minsk* and **Brest**", "*Minsk* and **Brest**"),
    ],
)
def test_markup_is_blanked_and_nothing_moves(text: str, running: str) -> None:
    assert said(readable(text)) == " ".join(running.split())
    assert len(readable(text)) == len(text)


def test_a_mark_tells_its_id() -> None:
    marks = marked("у :name:`Магілёве <by-mahiliou>`, не ``:name:`x <y>```")
    assert [(mark.id, mark.text) for mark in marks] == [("by-mahiliou", "Магілёве")]


RST = """:language: en

.. _mogilev-label:

A title in Minsk
================

Text of Minsk::

    Mogilev verbatim

.. a comment on Mogilev
   that goes on: Mogilev

.. image:: mogilev.png
   :alt: Mogilev

.. note:: Brest is noted

   and Homieĺ.

.. [1] A footnote on Lida.

.. toctree::

   reports/mogilev

Back to Polack.
"""


def test_of_a_document_only_the_running_text_is_left() -> None:
    running, silent = document(RST)
    assert len(running) == len(RST)
    assert running.count("\n") == RST.count("\n")
    assert "ogilev" not in running
    for word in ("A title in Minsk", "Text of Minsk", "Brest is noted", "Homieĺ", "Lida", "Polack"):
        assert word in running
    assert said(silent) == ""


def test_a_comment_before_the_title_silences_the_document() -> None:
    running, silent = document(".. names: off\n\nTitle\n=====\n\nMogilev\n")
    assert said(running) == ""
    assert "Mogilev" in silent


def test_comments_silence_a_part() -> None:
    text = "Title\n=====\n\nA\n\n.. names: off\n\nMogilev\n\n.. names: on\n\nB\n"
    running, silent = document(text)
    assert said(running) == "Title A B"
    assert "Mogilev" in silent
