"""Whatever an author writes stays within the edges of the text, or is an error with its line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.pdf.conftest import ROOTS, Built, build_pdf

LEFT, RIGHT, FOOT = 133.0, 502.5, 86.0  # points: the edges of the text, as base.typ has them

LONG = "x" * 300


def terms(count: int) -> str:
    return " + ".join(f"a_{{{number}}}" for number in range(count))


WIDE = {
    "code": f"::\n\n   {LONG}",
    "code with numbers": f".. code-block:: text\n   :linenos:\n\n   {LONG}",
    "literal": f"``{LONG}``",
    "path": f":file:`/{LONG}`",
    "signature": f".. py:function:: {LONG}(a)",
    "underscores": "_".join(["words"] * 60),
    "dots": ".".join("abc" * 60),
    "picture": ".. image:: plate.jpg\n   :alt: A plate\n   :width: 40cm",
    "high picture": ".. image:: plate.jpg\n   :alt: A plate\n   :height: 60cm",
    "shared": ".. image:: plate.jpg\n   :alt: A plate\n   :width: 300%",
    "in line": "|plate|\n\n.. |plate| image:: plate.jpg\n   :alt: A plate\n   :width: 40cm",
    "figure": ".. figure:: plate.jpg\n   :alt: A\n   :figwidth: 40cm\n\n   " + "words " * 60,
    "formula": f".. math::\n\n   {terms(20)}",
    "formula with a number": f".. math::\n   :label: long\n\n   {terms(18)}",
}
SIDES = {"left": (LEFT, None), "center": (None, None), "right": (None, RIGHT)}


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Built:
    texts = {**WIDE, **{side: _figure(side) for side in SIDES}, "none": _figure("")}
    texts["far too wide"] = f".. math::\n\n   {terms(80)}"
    root = tmp_path_factory.mktemp("edges") / "root"
    shutil.copytree(ROOTS / "pdf-everything", root)
    for number, text in enumerate(texts.values()):
        report = f":issue: {_issue(number)}\n\nTitle\n=====\n\n{text}\n"
        (root / f"docs/reports/{_issue(number)}.rst").write_text(report, "utf-8")
    return build_pdf(root, "en")


def _issue(number: int) -> str:
    return f"{1990 + number // 12}-{number % 12 + 1:02}"


def _figure(side: str) -> str:
    align = f"\n   :align: {side}\n   :figwidth: 50%" if side else ""
    return f".. figure:: square.png\n   :alt: A square{align}\n\n   ..\n\n   The legend."


def _ink(path: Path, *kinds: int) -> Iterator[tuple[float, float, float, float]]:
    """Give the left, bottom, right and top of what is on the pages."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        for item in page.get_objects(filter=list(kinds)):
            yield item.get_bounds()
    document.close()


@pytest.mark.parametrize(("number", "name"), list(enumerate(WIDE)), ids=list(WIDE))
def test_nothing_leaves_the_page(edges: Built, number: int, name: str) -> None:
    assert edges.report(_issue(number)).is_file(), name
    kinds = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE)
    assert max(right for _, _, right, _ in _ink(edges.report(_issue(number)), *kinds)) <= RIGHT
    pictures = list(_ink(edges.report(_issue(number)), raw.FPDF_PAGEOBJ_IMAGE))
    assert all(bottom >= FOOT for _, bottom, _, _ in pictures)


@pytest.mark.parametrize(("number", "side"), list(enumerate([*SIDES, "none"], len(WIDE))))
def test_a_figure_stands_on_its_side_with_its_legend(edges: Built, number: int, side: str) -> None:
    path = edges.report(_issue(number))
    ((left, _, right, _),) = _ink(path, raw.FPDF_PAGEOBJ_IMAGE)
    *_, legend = (item for item in _ink(path, raw.FPDF_PAGEOBJ_TEXT) if item[1] > FOOT)
    if side in {"left", "none"}:
        assert (left, legend[0]) == pytest.approx((LEFT, LEFT), abs=1.5)
    elif side == "right":
        assert (right, legend[2]) == pytest.approx((RIGHT, RIGHT), abs=1.5)
    else:
        middle = (LEFT + RIGHT) / 2
        assert (left + right) / 2 == pytest.approx(middle, abs=1.5)
        assert (legend[0] + legend[2]) / 2 == pytest.approx(middle, abs=1.5)


def test_a_formula_that_would_be_too_small_is_an_error_with_its_line(edges: Built) -> None:
    last = _issue(len(WIDE) + len(SIDES) + 1)
    (problem,) = (each for each in edges.problems if each.id == "editions.pdf")
    assert problem.location.path == f"docs/reports/{last}.rst"
    assert "formula" in problem.message
    assert problem.location.line == 6
    assert not edges.report(last).exists()
