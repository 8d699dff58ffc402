"""The quick looks that spare most texts the slow ones never overlook anything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editions.names import cleaning

SIGNS = st.sampled_from("аўёéМ-\u2010\u00ad \t\r\n\u0301\u0306\u200b\u200d\u2060\ufeff\u0450\u045d")


@given(st.text(SIGNS | st.characters(codec="utf-8"), max_size=40))
def test_quick_looks_agree_with_the_slow_ones(text: str) -> None:
    assert cleaning._has_marks(text) == (cleaning._MARKS.search(text) is not None)
    if cleaning._BREAKS.search(text):
        assert cleaning._may_break(text)
    assert (cleaning.clean(text).text is text) == (
        cleaning._MARKS.search(text) is None and cleaning._BREAKS.search(text) is None
    )
