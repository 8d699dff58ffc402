"""Every check has its section in the manual."""

from __future__ import annotations

from pathlib import Path

from editions.checks import CHECKS

MANUAL = Path(__file__).parents[2] / "docs/handbook/checks.rst"


def test_every_check_is_explained_under_its_anchor() -> None:
    manual = MANUAL.read_text("utf-8")
    for check in CHECKS:
        assert f".. _{check.anchor}:\n\n{check.id} ({check.severity})\n" in manual
