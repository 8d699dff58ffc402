"""The documents of a publication and their languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from editions import config, sources
from editions.documents import documents


def test_documents_of_december(december: Path) -> None:
    found = {document.name: document for document in documents(config.load(december))}
    assert found["reports/2020-12"].issue == "2020-12"
    assert found["reports/2020-12"].language == "en"
    assert found["reports/2020-12"].title.startswith("Analytical report: Situation in the field")
    assert found["about/method"].language == "be"
    assert found["about/method"].title == "Як робіцца гэтае выданне"
    assert found["about/method"].issue is None
    assert not [name for name in found if name.startswith("handbook")]


def test_an_unknown_language_ends_nothing(root: Callable[[str], Path]) -> None:
    folder = root("trilingual")
    report = folder / "docs" / "reports" / "2021-01.rst"
    text = report.read_text("utf-8").replace(":language: en", ":language: de")
    report.write_text(text, encoding="utf-8")
    publication = config.load(folder)
    found = {document.name: document for document in documents(publication)}
    assert found["reports/2021-01"].language == publication.source_language
    [problem] = sources.faults(publication)
    assert str(problem).startswith("docs/reports/2021-01.rst:2: error field: language: 'de' is not")
