"""What is done about the rows of a pair at the ends of pages, told from their places alone."""

from __future__ import annotations

from typing import Any

from editions.pdf.rows import BOTTOM, PITCH, TOP, mend_rows, read_rows, said_of_rows


def places(*rows: tuple[Any, ...], notes: Any = ()) -> dict[str, Any]:
    """Give rows (name, where each column begins, where it ends) as Typst would tell of them."""
    called = [note for note, _, _ in notes]
    marks = [
        [name, column, end, called, *at]
        for name, begins, ends in rows
        for end, both in ((False, begins), (True, ends))
        for column, at in enumerate(both)
    ]
    feet = [[note, *foot] for note, foot, _ in notes]
    return {"rows": marks, "feet": feet, "calls": [[note, *call] for note, _, call in notes]}


def test_two_lines_alone_on_a_page_get_two_of_the_other_column() -> None:
    ends = ((2, TOP + 1.5 * PITCH), (1, BOTTOM - 3))
    found = read_rows(places(("row 4", ((1, 600.0), (1, 600.0)), ends)))
    assert len(list(said_of_rows(found))) == 1
    short, need = mend_rows(found, {}, {})
    assert need == {}
    # The last line but one of the other column finds no room any more.
    assert short["row 4"] > 3 + PITCH
    assert short["row 4"] < 3 + 2 * PITCH


def test_a_short_beginning_goes_to_the_next_page_as_a_whole() -> None:
    top = BOTTOM - 2.5 * PITCH
    ends = ((2, TOP + 1.5 * PITCH), (1, BOTTOM - PITCH))
    found = read_rows(places(("row 4", ((1, top), (1, top)), ends)))
    assert mend_rows(found, {}, {}) == ({}, {"row 4": round(BOTTOM - top, 1)})


def test_columns_that_begin_on_two_pages_begin_on_the_second() -> None:
    ends = ((2, 300.0), (2, 250.0))
    found = read_rows(places(("row 4", ((1, BOTTOM - 20), (2, TOP)), ends)))
    assert "begin on pages 1 and 2" in " ".join(said_of_rows(found))
    assert list(mend_rows(found, {}, {})[1]) == ["row 4"]


def test_a_row_whose_second_note_is_on_another_page_follows_it() -> None:
    notes = [("n1", (1, 700.0), (1, 600.0)), ("n2", (2, 700.0), (1, 610.0))]
    found = read_rows(places(("row 4", ((1, 590.0),) * 2, ((1, 620.0),) * 2), notes=notes))
    assert list(mend_rows(found, {}, {})[1]) == ["row 4"]


def test_what_is_right_is_left_and_what_was_moved_is_not_moved_again() -> None:
    right = ("row 4", ((1, 600.0),) * 2, ((2, TOP + 3 * PITCH), (1, BOTTOM)))
    assert mend_rows(read_rows(places(right)), {}, {}) == ({}, {})
    wrong = ("row 4", ((1, BOTTOM - 20), (2, TOP)), ((2, 300.0), (2, 250.0)))
    assert mend_rows(read_rows(places(wrong)), {}, {"row 4": 20.0}) == ({}, {"row 4": 20.0})
    assert read_rows({}) == read_rows({"rows": [], "feet": [], "calls": []})


def test_a_heading_that_stays_behind_goes_along_with_its_row() -> None:
    row = ("row 4", ((2, TOP),) * 2, ((2, 300.0),) * 2)
    left = places(row) | {"heads": [["row 4", 1, BOTTOM - 60]]}
    assert "stays behind on page 1" in " ".join(said_of_rows(read_rows(left)))
    assert mend_rows(read_rows(left), {}, {}) == ({}, {"row 4": 60.0})
    # At the top of a page it is as far as it can go.
    top = places(row) | {"heads": [["row 4", 1, TOP + 1]]}
    assert mend_rows(read_rows(top), {}, {}) == ({}, {})
