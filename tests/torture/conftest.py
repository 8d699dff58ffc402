"""The publication that is tortured, made once."""

from __future__ import annotations

import pytest

from tests.torture.scene import Scene, make


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make(tmp_path_factory.mktemp("torture"))
