"""A publication's conf.py: Python that may come from anybody.

Sphinx runs it with the rights of whoever builds. So nothing runs it but what makes pages
(``build`` and ``serve``), and these say so before they do it for the first time.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress

from editions import files
from editions.config import Publication

NAME = "conf.py"


def warning(publication: Publication) -> str | None:
    """Give what is to be said before conf.py is run; None if it was said of this content."""
    try:
        content = (publication.root / NAME).read_bytes()
    except OSError:
        return None
    digest = hashlib.sha256(content).hexdigest()
    said = publication.work / "conf.said"
    with suppress(OSError):
        if said.read_text("utf-8", "replace").strip() == digest:
            return None
    files.keep(said, f"{digest}\n".encode())
    return (
        f"{NAME} is Python of this publication and is run now, with your rights:"
        " build only what you trust (said once, and again when the file has changed)"
    )
