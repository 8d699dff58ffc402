"""Formulas: LaTeX → MathML and its reading, or an error that says what is wrong."""

from __future__ import annotations

import pytest

from editions.site.formula import FormulaError, equations, markup, mathml, reading


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"a^2 + b^2", "a^2 + b^2"),
        (r"\frac{a+b}{2} \le \sqrt[3]{x_1^2}", "(a + b) / 2 ≤ √[3](x_1^2)"),
        (r"\left(\frac12\right)", "(1 / 2)"),
        (r"\sum_{i=1}^{n} x_i", "∑_(i = 1)^n x_i"),
        (r"1{,}5\,\%", "1,5 %"),
        (r"\text{пры }x>0", "пры x > 0"),
        ("a &= b \\\\ c &= d", "a = b; c = d"),
        (r"\lim_{x\to 0} \sin x", "lim_(x → 0) sin x"),
    ],
)
def test_a_formula_is_read_in_plain_signs(latex: str, said: str) -> None:
    assert reading(mathml(latex, block=True)) == said


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"\nosuchthing{a}", r"'\\nosuchthing' is not known"),
        ("{a", "braces"),
        ("a^", "missing"),
        (r"\href{javascript:alert(1)}{x}", "'href'"),
        (r"\style{color:red}{x}", "'style'"),
        (r"\boxed{x}", "'menclose'"),
        (r"\begin{split} a", "missing end"),
    ],
)
def test_what_cannot_be_set_is_an_error(latex: str, why: str) -> None:
    with pytest.raises(FormulaError, match=why):
        mathml(latex, block=False)


def test_no_markup_gets_onto_the_page_through_a_formula() -> None:
    html = markup(mathml(r"\text{<script>alert(1)</script>}", block=False))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_an_empty_line_parts_formulas() -> None:
    assert equations("a = b\n\nc = d\n") == ["a = b", "c = d"]
