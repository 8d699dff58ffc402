"""What the watcher notices."""

from __future__ import annotations

from pathlib import Path

from editions import config
from editions.desk.watch import changed, snapshot


def test_it_sees_what_pages_are_made_of_and_nothing_else(half_done: Path) -> None:
    publication = config.load(half_done)
    before = snapshot(publication)
    assert "locale/be/LC_MESSAGES/reports/2021-01.po" in before
    (half_done / "docs" / ".reports.swp").write_text("x", encoding="utf-8")
    (half_done / "docs" / "notes.txt~").write_text("x", encoding="utf-8")
    (half_done / "build").mkdir()
    (half_done / "build" / "x.po").write_text("x", encoding="utf-8")
    (half_done / "docs" / "loop").symlink_to(half_done / "docs")
    assert changed(before, snapshot(publication)) == set()


def test_a_file_put_in_place_of_another_is_a_change(half_done: Path) -> None:
    publication = config.load(half_done)
    path = half_done / "locale" / "be" / "LC_MESSAGES" / "index.po"
    before = snapshot(publication)
    beside = path.with_suffix(".new")
    beside.write_bytes(path.read_bytes())
    beside.replace(path)
    name = "locale/be/LC_MESSAGES/index.po"
    assert changed(before, snapshot(publication)) == {name}
    path.unlink()
    assert changed(before, snapshot(publication)) == {name}
