"""Whether a document that intake has made can be built: what cannot is never written."""

from __future__ import annotations

from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import Reporter

from editions import limits
from editions.problems import IntakeError

_SETTINGS = {
    "report_level": Reporter.WARNING_LEVEL,
    "warning_stream": False,
    "halt_level": Reporter.SEVERE_LEVEL + 1,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
}


def refuse(text: str) -> None:
    """Raise `IntakeError` for the text of a document that the build would refuse."""
    if len(text.encode()) > limits.DOCUMENT:
        raise IntakeError(f"makes a document that {limits.too_large(limits.DOCUMENT)}")
    if over := limits.of_document(text):
        raise IntakeError(over.message)
    document = publish_doctree(text, settings_overrides=_SETTINGS)
    found = document.findall(nodes.system_message)
    worst = next((each for each in found if each["level"] >= Reporter.WARNING_LEVEL), None)
    if worst is not None:
        said = worst.astext().partition("\n")[0]
        line = worst.get("line", 1)
        message = f"makes a document that cannot be built (its line {line}: {said})"
        raise IntakeError(f"{message}; save the file in a simpler form, or report this")
