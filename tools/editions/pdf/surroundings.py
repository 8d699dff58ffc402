"""What the walk through a document asks Sphinx for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from docutils import nodes
from sphinx.environment import BuildEnvironment

from editions.pdf.walk import TreeError
from editions.pictures import judging
from editions.problems import EditionsError


@dataclass(frozen=True, slots=True)
class SphinxSurroundings:
    """One document in its Sphinx environment; `linked` says whether the web has an address.

    `site` is the web address of the edition, "" if it has none.
    """

    env: BuildEnvironment
    document: str
    linked: bool
    site: str = ""

    def address(self, reference: nodes.Element) -> str | None:
        """Give where a reference leads; another document has no address without a base URL."""
        address = reference.get("refuri", "")
        if reference.get("internal") and not self.linked:
            return None
        return address or None

    def image(self, node: nodes.image) -> Path:
        """Give the file of an image; raise `TreeError` if it is missing or cannot be set."""
        uri: str = node["uri"]
        path = Path(self.env.srcdir, uri)
        if urlsplit(uri).scheme or not path.is_file():
            message = f"the image '{uri}' is not among the sources; put it beside the document"
            raise TreeError(message, node=node)
        try:
            judging.check(path)
        except EditionsError as error:
            # One written into the document itself lies in a folder of the build.
            named = (
                "in the address 'data:…'"
                if path.is_relative_to(self.env.doctreedir)
                else f"'{uri}'"
            )
            raise TreeError(f"the image {named}: {error.message}", node=node) from None
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

    def equation_number(self, node: nodes.math_block) -> str:
        """Give the number of a displayed formula; with ``numfig`` it counts within its section."""
        config = self.env.config
        if not node.get("number"):
            return ""
        if not (config.math_numfig and config.numfig):
            return str(node["number"])
        numbers = self.env.toc_fignumbers.get(self.document, {}).get("displaymath", {})
        parts = list(map(str, numbers.get(node["ids"][0], ())))
        numsep: str = config.math_numsep
        return numsep.join([".".join(parts[:-1]), parts[-1]] if parts[1:] else parts)

    def download(self, node: nodes.Element) -> str | None:
        """Give where the web edition has a file; without an address of the site it has none."""
        if "refuri" in node:
            return str(node["refuri"])
        if self.site and "filename" in node:
            return f"{self.site}/_downloads/{quote(node['filename'])}"
        return None
