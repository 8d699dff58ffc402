"""Every check has its section in the manual, and the manual is what the checks say."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import docutils.core

from editions.checks import CHECKS
from editions.checks.manual import manual
from editions.problems import Severity
from tests.conftest import Run

MANUAL = Path(__file__).parents[2] / "docs/handbook/checks.rst"


def test_every_check_is_explained_under_its_anchor() -> None:
    text = MANUAL.read_text("utf-8")
    for check in CHECKS:
        assert f".. _{check.anchor}:\n\n{check.id} ({check.severity})\n" in text


def test_the_committed_manual_is_the_generated_one() -> None:
    assert MANUAL.read_text("utf-8") == manual(), (
        "editions check --manual > docs/handbook/checks.rst"
    )


def test_the_verb_prints_it(december: Path, editions: Callable[..., Run]) -> None:
    done = editions(december, "check", "--manual")
    assert (done.code, done.out) == (0, MANUAL.read_text("utf-8"))


def test_checks_and_explanations_belong_together() -> None:
    known = tomllib.loads(files("editions.checks").joinpath("manual.toml").read_text("utf-8"))
    assert set(known) == {check.id for check in CHECKS}
    for id_, entry in known.items():
        assert set(entry) <= {"text", "wrong", "right", "silence", "gate", "guess", "protects"}, id_
        assert entry["text"].endswith((".", "”.")), id_
        assert ("wrong" in entry) == ("right" in entry), id_


def test_an_error_says_why_it_may_close_a_gate_and_a_warning_need_not() -> None:
    known = tomllib.loads(files("editions.checks").joinpath("manual.toml").read_text("utf-8"))
    for check in CHECKS:
        entry = known[check.id]
        assert ("gate" in entry) == (check.severity is Severity.ERROR), check.id
        assert "guess" not in entry or "gate" in entry, check.id


def test_ids_are_unique() -> None:
    assert max(Counter(check.id for check in CHECKS).values()) == 1


def test_the_manual_is_sound_markup() -> None:
    settings = {"report_level": 2, "halt_level": 2}
    document = docutils.core.publish_doctree(manual(), settings_overrides=settings)
    assert len(list(document.findall(lambda node: node.tagname == "section"))) >= len(CHECKS)
