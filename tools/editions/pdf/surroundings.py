"""What the walk through a document asks Sphinx for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.environment import BuildEnvironment

from editions.pdf.walk import TreeError


@dataclass(frozen=True, slots=True)
class SphinxSurroundings:
    """One document in its Sphinx environment; `linked` says whether the web has an address."""

    env: BuildEnvironment
    document: str
    linked: bool

    def address(self, reference: nodes.Element) -> str | None:
        """Give where a reference leads; another document has no address without a base URL."""
        address = reference.get("refuri", "")
        if reference.get("internal") and not self.linked:
            return None
        return address or None

    def image(self, node: nodes.image) -> Path:
        """Give the file of an image; raise `TreeError` if it is not among the sources."""
        uri: str = node["uri"]
        path = Path(self.env.srcdir, uri)
        if urlsplit(uri).scheme or not path.is_file():
            message = f"the image '{uri}' is not among the sources; put it beside the document"
            raise TreeError(message, node=node)
        return path

    def caption_number(self, node: nodes.Element) -> str:
        """Give "Fig. 3 " where figures are numbered (``numfig``), else ""."""
        domain = self.env.domains.standard_domain
        kind = domain.get_enumerable_node_type(node)
        numbers = self.env.toc_fignumbers.get(self.document, {}).get(kind or "", {})
        number = next((numbers[key] for key in node["ids"] if key in numbers), None)
        if not self.env.config.numfig or number is None:
            return ""
        return f"{self.env.config.numfig_format[kind] % '.'.join(map(str, number))} "
