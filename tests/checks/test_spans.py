"""Spans that are looked up say what a comparison of each with each says."""

from hypothesis import given
from hypothesis import strategies as st

from editions.checks.findings import Spans, overlaps

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda each: (each[0], sum(each)))


@given(st.lists(SPANS, max_size=8), SPANS)
def test_a_span_is_looked_up_as_it_would_be_compared(
    spans: list[tuple[int, int]], span: tuple[int, int]
) -> None:
    assert Spans(spans).overlap(span) == overlaps(span, spans)
