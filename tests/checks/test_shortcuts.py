"""What the checks look up quickly is what reading everything would give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editions.checks import spellchecking, texts
from editions.checks.markup import BLANK

BITS = st.sampled_from(
    ["Слова", "a", ".", "…", " ", "\n", "\n\n", "- ", "#", "•", "«", "(", "*", "\t"]
)


@given(st.lists(BITS, max_size=20).map("".join))
def test_a_sentence_begins_where_a_search_of_the_whole_text_says(text: str) -> None:
    for place in range(len(text) + 1):
        whole = spellchecking._SENTENCE.search(text, 0, place) is not None
        assert spellchecking._begins_sentence(text, place) == whole


@given(st.lists(st.tuples(st.sampled_from("аb|\n "), st.sampled_from("аb|\n ")), max_size=40))
def test_what_blocks_blank_is_blanked_sign_by_sign(pairs: list[tuple[str, str]]) -> None:
    text, blocks = ("".join(pair[side] for pair in pairs) for side in (0, 1))
    slowly = "".join(BLANK if block == BLANK else sign for sign, block in pairs)
    assert texts._within(text, blocks) == slowly
