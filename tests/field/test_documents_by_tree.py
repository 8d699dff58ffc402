"""Checks of documents read the tree: what is no text of the document is not told of."""

from __future__ import annotations

import pytest

from editions.checks import typography
from editions.checks.blocks import running
from tests.checks.made import made

QUIET = [
    ".. list-table:: Days\n\n   * - Month\n     - Days\n   * - May\n     - 12\n",
    "-  one item\n-  another\n   of two lines\n",
    "-a, --all  everything\n--long     more of it\n",
    '>>> print("a - b")\na - b\n',
    "    A saying.\n\n    -- Somebody\n",
    "=====  =====\none    two\n=====  =====\nthree  four\n=====  =====\n",
    ".. code-block:: text\n\n   a - b  ,c\n",
    "A program::\n\n   a - b  ,c\n",
]
TOLD = [
    ".. list-table:: Days\n\n   * - Month - day\n     - Days\n",
    "-  one - item\n",
    ".. versionadded:: 1.0\n\n   A text - with a slip.\n",
    ".. glossary::\n\n   frost\n      Cold - weather.\n",
]


@pytest.mark.parametrize("raw", QUIET)
def test_signs_of_structure_are_no_text(raw: str) -> None:
    shown = running(raw)
    assert len(shown) == len(raw)
    assert [each.message for each in typography.find(made(shown, "en"))] == []


@pytest.mark.parametrize("raw", TOLD)
def test_what_is_text_is_still_read(raw: str) -> None:
    assert [each.check.id for each in typography.find(made(running(raw), "en"))] == ["typo-dash"]
