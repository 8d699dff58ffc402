"""Every form made of pages is whole: ids, links, files, and what reading devices demand."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from editions.cli import main
from editions.site.forms import wrong
from tests.conftest import ROOTS
from tests.site.test_zips import epubcheck

RICH = """\
:issue: 2021-05
:language: en

.. _rich:

Rich [#title]_
==============

.. [#title] A note on the title, of :ref:`this issue <rich>`.

.. contents:: Contents

See :ref:`rich`, :ref:`далей`, :doc:`2021-03`, :doc:`About us <../about/Пра нас>`, the
:download:`table <лічбы і даты.csv>`, [Кніга]_, :term:`glossed`, `sections`_ and :eq:`energy`.
A note [#title]_ again, :abbr:`CSTO (Collective Security Treaty Organization)`.

.. note:: A box with :ref:`rich` and a note [1]_.

.. [1] Its note.

.. sidebar:: Beside

   Words [#second]_.

.. [#second] Second.

.. _далей:

:be:`Раздзел па-беларуску`
--------------------------

.. figure:: чырвоны\\ знак.png
   :alt: A sign
   :target: https://example.org/a?b=1&c=2
   :name: фота

   Caption [#cap]_.

   Legend with :ref:`rich`.

.. [#cap] In a caption.

.. image:: чырвоны\\ знак.png
   :alt: Again
   :target: rich_

.. table:: Caption

   ===== =====
   a     b
   ===== =====
   c     `d <https://example.org>`_
   ===== =====

.. math::
   :label: energy

   e = m c^2

(c) third

    iv. fourth

| line
|    line

term : classifier
   Words.

:Field: words

-a  option

.. glossary::

   glossed
      Words.

.. [Кніга] A book.

.. code-block:: python

   print("<&>")

    Quotation

    -- Somebody

.. topic:: Topic

   Words.

Sections
--------

Last :sup:`a` :sub:`b`.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("forms") / "root"
    shutil.copytree(ROOTS / "pdf-everything", root)
    reports = root / "docs/reports"
    (reports / "2021-05.rst").write_text(RICH, "utf-8")
    (reports / "лічбы і даты.csv").write_text("1,2\n", "utf-8")
    shutil.copy(reports / "sign.png", reports / "чырвоны знак.png")
    about = ":language: be\n\nПра нас\n=======\n\nСловы.\n"
    (root / "docs/about/Пра нас.rst").write_text(about, "utf-8")
    assert main(["-C", str(root), "build", "--format", "html"]) == 0
    return root / "build/site"


@pytest.mark.parametrize("book", ["2021-04/2021-04-be", "2021-05/2021-05-be", "2021-05/2021-05-en"])
def test_books_are_valid(site: Path, book: str) -> None:
    done = epubcheck(site / f"{book}.epub")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_link_to_the_issue_itself_leads_to_its_beginning(site: Path) -> None:
    with zipfile.ZipFile(site / "2021-05/2021-05-en.epub") as book:
        text = book.read("book/text.xhtml").decode()
    assert text.count('href="text.xhtml"') >= 3


def test_addresses_in_the_map_are_escaped(site: Path) -> None:
    said = (site / "sitemap.xml").read_text("utf-8")
    assert "/be/about/%D0%9F%D1%80%D0%B0%20%D0%BD%D0%B0%D1%81.html" in said
    assert "Пра" not in said


def test_everything_is_whole(site: Path) -> None:
    forms = [
        *site.glob("*/*.epub"),
        *site.glob("copies/*.zip"),
        *site.glob("2021-*/2021-*.html"),
        *site.glob("*-*/reports/*.html"),
        site / "sitemap.xml",
    ]
    assert len(forms) > 20
    there = (site / "x").parent
    found = {
        path.name: list(
            wrong(
                path.relative_to(site).as_posix(),
                path.read_bytes(),
                lambda name: (there / name).is_file(),
            )
        )
        for path in forms
    }
    assert {name: said for name, said in found.items() if said} == {}


def page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p id="a"></p><p id="a"></p>', "the id 'a' stands there twice"),
        ('<a href="#b">b</a>', "'#b' leads nowhere"),
        ('<a href="../c.html">c</a>', "'../c.html' leads nowhere"),
        ('<p aria-labelledby="d"></p>', "aria-labelledby names 'd', which is not there"),
    ],
)
def test_what_is_wrong_is_found(body: str, said: str) -> None:
    assert list(wrong("be-en/x.html", page(body), lambda _name: False)) == [said]
    assert list(wrong("be-en/x.html", page("<p id='a'>" + "<a href='#a'>a</a>"), str.isspace)) == []


def test_what_is_wrong_in_a_packed_form_is_found() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("be/a.html", page('<a href="b.html#x">b</a><img src="c.png">').decode())
        archive.writestr("be/b.html", page("").decode())
    said = list(wrong("copies/be.zip", data.getvalue(), lambda _name: True))
    assert said == ["be/a.html: 'b.html#x' leads nowhere", "be/a.html: 'c.png' leads nowhere"]


def test_an_address_that_is_not_escaped_is_found() -> None:
    said = list(wrong("sitemap.xml", "<urlset><loc>Пра нас</loc></urlset>".encode(), str.isspace))
    assert said == ["'Пра нас' is not escaped"]
