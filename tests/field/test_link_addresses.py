"""Links of a translation are compared with its source's by where they lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions import config
from editions.checks import facts
from editions.checks.addresses import addresses
from editions.checks.texts import texts

SETTINGS = '[tool.editions]\ntitle = "T"\npublisher = ""\neditions = ["en", "be"]\n'
REPORT = """:language: en

Weather
=======

Ask the `office`__ or the sea__ people.

.. glossary::

   frost
      Cold, says the `institute`__ of it.

      __ https://i.example/

.. _harbour: https://h.example/

Ask the `office`_ of the `sea <https://s.example/>`_, and the `embassy <https://e.example/>`__.

__ https://o.example/
__ harbour_
"""


def test_links_have_the_addresses_of_their_document() -> None:
    text = REPORT.replace("      __ https://i.example/\n\n", "") + "__ https://i.example/\n"
    found = addresses(text + "\n.. _one:\n.. _office: https://n.example/\n")
    assert found.named == {
        "harbour": "https://h.example/",
        "sea": "https://s.example/",
        "one": "https://n.example/",
        "office": "https://n.example/",
    }
    assert found.of("Ask the `office`__\nor the sea__ people.") == (
        "https://o.example/",
        "https://h.example/",
    )
    assert found.of("Cold, says the `institute`__ of it.") == ("https://i.example/",)
    assert found.of("Ask somebody else.") == ()


def test_they_are_taken_in_the_order_that_docutils_takes() -> None:
    found = addresses(REPORT)
    assert found.of("Ask the `office`__ or the sea__ people.")[0] == "https://i.example/"
    assert found.of("Cold, says the `institute`__ of it.") == ("https://h.example/",)


@pytest.mark.parametrize("text", ["A `b`__.\n", "A `b`__.\n\n__ https://a/\n__ https://b/\n"])
def test_where_their_number_is_wrong_none_leads_anywhere(text: str) -> None:
    assert addresses(text).anonymous == {}


@pytest.mark.parametrize(
    ("source", "translation", "right"),
    [
        ("Ask the `office`__ now.", "Спытайце `бюро`__ цяпер.", True),
        ("Ask the office__ now.", "Спытайце бюро__ цяпер.", True),
        ("Ask the `office`__ now.", "Спытайце `бюро <https://o.example/>`__ цяпер.", True),
        ("Ask the `office`__ now.", "Спытайце `бюро <https://x.example/>`__ цяпер.", False),
        ("Ask the `office`__ now.", "Спытайце `бюро`__ цяпер__.", False),
        ("Ask the `office`__ now.", "Спытайце бюро цяпер.", False),
        ("Ask the `sea`_ now.", "Спытайце `мора <https://s.example/>`_ цяпер.", True),
        ("Ask the `sea`_ now.", "Спытайце `мора <sea_>`_ цяпер.", True),
        ("Ask __init__ and a__b now.", "Спытайце __init__ і a__b цяпер.", True),
    ],
)
def test_links_are_compared_by_where_they_lead(
    source: str, translation: str, right: bool, tmp_path: Path
) -> None:
    end = "\n\n__ https://o.example/" if "ffice" in source else ""
    report = f":language: en\n\nT\n=\n\n{source}{end}\n\n.. _sea: https://s.example/\n"
    write(tmp_path, report, {source: translation})
    found = [each for text in texts(config.load(tmp_path)) for each in facts.find(text)]
    assert [each.check.id for each in found] == ([] if right else ["fact-link"])


def write(folder: Path, report: str, said: dict[str, str]) -> None:
    """Make a publication of one issue, with what is translated of it."""
    (folder / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    reports = folder / "docs" / "reports"
    reports.mkdir(parents=True)
    (reports / "2021-01.rst").write_text(report, encoding="utf-8")
    catalogue = folder / "locale" / "be" / "LC_MESSAGES" / "reports" / "2021-01.po"
    catalogue.parent.mkdir(parents=True)
    messages = [f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in said.items()]
    head = 'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    catalogue.write_text("\n".join([head, *messages]), encoding="utf-8")
