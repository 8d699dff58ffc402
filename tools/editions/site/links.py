"""Whether pages link to PDFs that are not there: what a page said when it was made may be over."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from editions.site.markup import target

_PDF = re.compile(r'<a\b[^>]* href="([^"]*)" type="application/pdf"')


def lead_nowhere(site: Path, language: str) -> bool:
    """Tell whether a page of an edition links to a PDF that the site does not have."""
    folder = site / language
    for path in (folder / "index.html", *sorted(folder.glob("reports/*.html"))):
        page = path.relative_to(site).as_posix()
        for href in _PDF.findall(path.read_text("utf-8")) if path.is_file() else ():
            found = target(unescape(href), page)
            if found is not None and not (site / found.path).is_file():
                return True
    return False
