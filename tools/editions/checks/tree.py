"""The doctree of one document, read for a check: nothing is executed, nothing is included."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree

_SETTINGS = {
    # What only Sphinx knows (roles, directives) is no fault here.
    "report_level": 5,
    "halt_level": 5,
    "doctitle_xform": False,
    "auto_id_prefix": "id",
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
}


def parsed(path: Path) -> nodes.document:
    """Read a document (UTF-8) as docutils alone understands it."""
    document: nodes.document = publish_doctree(
        path.read_text("utf-8-sig", errors="replace"),
        source_path=path.name,
        settings_overrides=_SETTINGS,
    )
    return document
