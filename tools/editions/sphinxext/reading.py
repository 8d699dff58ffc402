"""A builder that reads and resolves what is new, and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.dummy import DummyBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Reading(DummyBuilder):
    """Lets `editions.reading` hear what Sphinx says of documents."""

    name = "reading"  # `editions.reading` has the same, and imports what Sphinx needs not

    def get_outdated_docs(self) -> set[str]:
        """Give nothing: what was not read again need not be resolved again."""
        return set()


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(Reading)
