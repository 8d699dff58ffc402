"""The documents of a publication and their languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config
from editions.documents import documents
from editions.problems import UsageError


def test_documents_of_the_repository(repository: Path) -> None:
    found = {document.name: document for document in documents(config.load(repository))}
    assert found["reports/2020-12"].issue == "2020-12"
    assert found["reports/2020-12"].language == "en"
    assert found["reports/2020-12"].title.startswith("Analytical report: Situation in the field")
    assert found["about/method"].language == "be"
    assert found["about/method"].title == "Як робіцца гэтае выданне"
    assert found["about/method"].issue is None
    assert not [name for name in found if name.startswith("handbook")]


def test_an_unknown_language_is_named_with_its_line(root: Callable[[str], Path]) -> None:
    folder = root("trilingual")
    report = folder / "docs" / "reports" / "2021-01.rst"
    text = report.read_text("utf-8").replace(":language: en", ":language: de")
    report.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"2021-01\.rst:2: language: 'de' is not one of"):
        documents(config.load(folder))
