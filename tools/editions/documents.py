"""The documents of a publication and the language each is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from editions.config import AUTONYMS, Publication
from editions.problems import UsageError

HANDBOOK = "handbook"
"""The folder of docs/ that readers' editions and catalogues leave out."""

_ADORNMENT = re.compile(r"([=\-~^\"'*+#.:_`])\1{2,}\s*")
_FIELD = re.compile(r":(?P<name>[\w-]+):\s*(?P<value>.*?)\s*$")


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """One source document: its name as Sphinx has it, its file, its source language."""

    name: str
    path: Path
    language: str

    @property
    def issue(self) -> str | None:
        """The month of a report ("2020-12"), None for any other document."""
        folder, _, name = self.name.partition("/")
        return name if folder == "reports" and is_issue(name) else None

    @property
    def title(self) -> str:
        """The first title of the document, as its catalogue's msgid has it; "" if it has none."""
        lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        for line, under in pairwise(lines):
            if line.strip() and _ADORNMENT.fullmatch(under) and not _ADORNMENT.fullmatch(line):
                return line.strip()
        return ""


def is_issue(text: str) -> bool:
    """Tell whether `text` is a month written as 2020-12.

    >>> is_issue("2020-12"), is_issue("2020-13"), is_issue("december")
    (True, False, False)
    """
    return re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text) is not None


def documents(publication: Publication) -> tuple[Document, ...]:
    """Give the documents that readers see, in the order of their names."""
    found = []
    for path in publication.docs.rglob("*.rst"):
        relative = path.relative_to(publication.docs)
        if relative.parts[0] == HANDBOOK or any(part.startswith("_") for part in relative.parts):
            continue
        language = _language(path) or publication.source_language
        found.append(Document(relative.with_suffix("").as_posix(), path, language))
    return tuple(sorted(found))


def fields(text: str) -> dict[str, tuple[str, int]]:
    """Read the field list a document begins with: name to value and line."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := _FIELD.match(line):
            found[match["name"].lower()] = (match["value"], number)
        elif line.strip() and not line.startswith((" ", "..")):
            break
    return found


def _language(path: Path) -> str | None:
    if path.exists() and not path.is_file():  # a pipe would hang us
        raise UsageError("is no file; put a document here, or give it another name", path=path)
    try:
        value, line = fields(path.read_text(encoding="utf-8-sig")).get("language", ("", 0))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=path) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot be read as UTF-8: {error}", path=path) from None
    if value and value not in AUTONYMS:
        message = f"language: '{value}' is not one of {', '.join(AUTONYMS)}"
        raise UsageError(message, path=path, line=line)
    return value or None
