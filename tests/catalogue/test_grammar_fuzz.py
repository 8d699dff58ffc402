"""Texts made of fragments of reStructuredText, HTML, TeX and PO: what is published is inert.

The judge is Sphinx's own parser, by the function its Locale transform calls.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest

from editions.catalogue import vet
from tests.catalogue.sphinxparse import SphinxParser, sphinx

COUNT = 100_000 if os.environ.get("EDITIONS_TORTURE") == "full" else 600

SOURCES = (
    "Snow fell in Minsk",
    "As A. Person said, see below::",
    "Closed [#roads]_ in *three* districts, see :doc:`the method </about/method>`, |date|.",
    "See `its page <https://school.example/news>`__ or https://a.example/ or a@b.example.",
    "The formula :math:`a^2` and ``code ::`` and `Opening hours`_ and hours_.",
    ":download:`the file <report.odt>`, :abbr:`KGB (State Security)`, [CIT2020]_, [*]_ and word__",
    "Term : classifier with :en:`offence` and `default` role",
)
FRAGMENTS = (
    *(
        "Снег",
        "Мінск",
        "2020.",
        "А.",
        "A.",
        "i)",
        "(1)",
        "#.",
        "-",
        "+",
        "•",
        "- -",
        "|",
        "| |",
        "__",
    ),
    *(":x:", ":x: y", "::", "\\::", ":", " : ", "..", "...", ".. _x:", ".. |a| image:: b", ">>>"),
    *(
        "-a  x",
        "--long=x",
        "/V  x",
        "====",
        "+---+",
        "=== ===",
        "**",
        "*",
        "***",
        "`",
        "``",
        "_`",
        "`_",
    ),
    *(
        "`__",
        "_",
        "x_",
        "x__",
        "|date|",
        "|date|_",
        "[#roads]_",
        "[1]_",
        "[*]_",
        "[#]_",
        "[CIT2020]_",
    ),
    *(
        ":doc:`/about/method`",
        ":doc:`/index`",
        ":doc:`x </about/method>`",
        ":ref:`x`",
        ":raw:`<b>`",
    ),
    *(
        "`x`:raw:",
        ":math:`\\input{/etc/passwd}`",
        ":download:`../../etc/passwd`",
        ":en:`x`",
        ":be:`",
    ),
    *(
        "`x <javascript:alert(1)>`__",
        "`x <https://evil.example>`_",
        "https://evil.example",
        "http:",
    ),
    *(
        "https://a.example/",
        "https://school.example@evil.example/",
        "a@evil.example",
        "javascript:x",
    ),
    *(
        "`x <https://school.example/news>`__",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "x <y>`__",
    ),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=y>",
        "</p>",
        "&lt;",
        "<!--",
        "]]>",
        '"',
        "'",
    ),
    *(
        "\\input{x}",
        "\\end{document}",
        "$x$",
        "\\",
        "\\\\",
        "\\ ",
        "%s",
        "{{ x }}",
        "{% raw %}",
        "#",
    ),
    *(
        "# noqa",
        "#noqa",
        "\\# noqa",
        "msgid",
        'msgstr "x"',
        "#~",
        "#, fuzzy",
        "\t",
        "\n",
        "\n\n",
        " ",
    ),
    *(
        "\u200b",
        "\u202e",
        "\u00a0",
        "\u2028",
        "\x85",
        "\x00",
        "\x1b",
        "\x0b",
        "\ufeff",
        "\U000e0041",
    ),
    *(".. raw:: html", ".. include:: /etc/passwd", ".. role:: x(raw)", "\n   :format: html", "  "),
    *(
        "``:raw:`<script>`",
        "`:raw:`<b>`",
        ":en:`x :raw:`<b>` : y`",
        "<hours_>`__",
        "`a <hours_>`__",
    ),
)


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxParser]:
    with sphinx(tmp_path_factory.mktemp("parser") / "sphinx") as made:
        yield made


def texts(source: str, chance: random.Random) -> str:
    """Make a text of fragments, of the source's words, or of the source with a slip."""
    kind = chance.random()
    if kind < 0.5:
        joint = chance.choice(("", " ", " "))
        return joint.join(chance.choice(FRAGMENTS) for _ in range(chance.randint(1, 7)))
    words = source.split(" ")
    if kind < 0.85:
        for _ in range(chance.randint(1, 3)):
            words.insert(chance.randint(0, len(words)), chance.choice(FRAGMENTS))
        return " ".join(words)
    if kind < 0.95:
        chance.shuffle(words)
        return f"{chance.choice(FRAGMENTS)} {' '.join(words)} {chance.choice(FRAGMENTS)}"
    at = chance.randrange(len(source))
    return source[:at] + chance.choice(FRAGMENTS)[:2] + source[at + chance.randint(0, 2) :]


def test_what_is_published_is_one_inert_paragraph(parser: SphinxParser) -> None:
    expected = {source: parser.parse(source).active for source in SOURCES}
    chance = random.Random(20201206)  # noqa: S311 - a fixed seed is the point
    published = 0
    for _ in range(COUNT):
        source = chance.choice(SOURCES)
        text = texts(source, chance)
        verdict = vet.verdict(source, text)
        assert (verdict.text is None) == bool(verdict.why), text
        if verdict.text is None:
            continue
        published += 1
        for title in (False, True):
            parsed = parser.parse(verdict.text, title=title)
            assert parsed.blocks == (("section",) if title else ("paragraph",)), text
            assert parsed.active == expected[source], text
    assert published > COUNT / 20


PLAIN = "абвгд ABC 12 .,:;!? -–—•*+ ()[]{}<>|/\\_`'\"#%&=~^@$ «»„“”"


def test_a_text_without_markup_is_published_whole(parser: SphinxParser) -> None:
    chance = random.Random(33)  # noqa: S311 - a fixed seed is the point
    published = 0
    for _ in range(COUNT):
        letters = [chance.choice(PLAIN) for _ in range(chance.randint(1, 12))]
        text = "".join(letters).strip()
        verdict = vet.verdict("Snow", text)
        if not text or verdict.text is None:
            continue
        published += 1
        shown = parser.parse(verdict.text).text
        if "\\" not in text and not any(sign in text for sign in "*`"):
            assert shown == text
    assert published > COUNT / 2
