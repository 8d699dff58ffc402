"""What the tests of the built site share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkers.serving import served


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served, with the headers it asks for."""
    with served(site) as base:
        yield base
