"""Whether a document that intake has made can be built: what cannot is never written."""

from __future__ import annotations

from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import Reporter

from editions.problems import IntakeError

LONGEST_LINE = 100_000
"""Bytes of a line from which nothing else of ours reads it."""

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
    if any(len(line.encode()) > LONGEST_LINE for line in text.splitlines()):
        kilobytes = LONGEST_LINE // 1000
        raise IntakeError(f"has a paragraph of over {kilobytes} kB; part it into paragraphs")
    document = publish_doctree(text, settings_overrides=_SETTINGS)
    found = document.findall(nodes.system_message)
    worst = next((each for each in found if each["level"] >= Reporter.WARNING_LEVEL), None)
    if worst is not None:
        said = worst.astext().partition("\n")[0]
        line = worst.get("line", 1)
        message = f"makes a document that cannot be built (its line {line}: {said})"
        raise IntakeError(f"{message}; save the file in a simpler form, or report this")
