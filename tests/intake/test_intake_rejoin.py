"""Which neighbouring paragraphs are one, and which only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.intake.blocks import BREAK, Block, Items, Paragraph, Quote, Run, Style, plain, words
from editions.intake.paragraphs import Verdict, rejoin, verdict

LONG = "The decision was taken after a long discussion between the ministries of both the countries"


def paragraph(text: str, style: Style | None = None) -> Paragraph:
    return Paragraph((Run(text, frozenset({style} if style else ())),))


def texts(*paragraphs: str) -> list[str]:
    blocks, _ = rejoin([paragraph(text) for text in paragraphs])
    return [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Issues of bilateral", "cooperation were discussed."),
        ("spending of the Ministry of", "Internal Affairs rose."),
        ("a decrease (in the Ministry", "Internal Affairs) indicates it."),
        ("У гэтым годзе ўлады", "не змаглі гэтага зрабіць."),
        ("Власти заявили, что", "Минск не согласен."),
        ("It was planned in", "2021 to do so."),
        ("The sum, as far as is known,", "Belarus has paid."),
        (f"{LONG}", "Belarus and Russia have taken it."),
    ],
)
def test_a_paragraph_broken_at_a_page_end_is_joined(first: str, second: str) -> None:
    assert texts(first, second) == [f"{first} {second}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{LONG}.", "it goes on in small letters."),
        (f"{LONG}!", "Next."),
        (f"{LONG}…", "next."),
        ("He said “no.”", "next."),
        ("(See the annex.)", "next."),
        ("There are three reasons:", "the first is known."),
        ("One;", "two;"),
        (LONG, "1. The first point."),
        (LONG, "2) The second point."),
        (LONG, "a) the first point."),
        (LONG, "• the first point."),
        (LONG, "- the first point."),
        (LONG, "– the first point."),
        ("Situation in Belarus", "The month began with an inspection."),
        ("Table 2. Spending on defence in 2020, in millions of roubles, by ministries", "It rose."),
        (LONG, "Рыс. 3. Карта раёнаў"),
        ("Photo: the 72nd centre", "it was taken in December."),
    ],
)
def test_others_are_left_apart(first: str, second: str) -> None:
    assert texts(first, second) == [first, second]


def test_a_short_line_with_a_capital_after_it_is_doubted_aloud() -> None:
    _, (finding,) = rejoin([paragraph("Situation in Belarus"), paragraph("The month began.")])
    assert finding.id == "maybe-broken"


def test_a_verse_a_bold_line_and_a_caption_are_left_apart() -> None:
    verse = ["I walked along the road,", "the road was dark and long,", "and nobody was there"]
    assert texts(*verse) == verse
    broken = Paragraph((Run("Roses are red,"), BREAK, Run("violets are")))
    assert verdict(broken, paragraph("blue and so on.")) is Verdict.APART
    assert verdict(paragraph(LONG, Style.STRONG), paragraph("goes on.")) is Verdict.APART
    assert verdict(paragraph(LONG), paragraph("goes on", Style.STRONG)) is Verdict.APART
    assert verdict(paragraph(LONG, Style.EMPHASIS), paragraph("goes on.")) is Verdict.APART


def test_only_paragraphs_side_by_side_are_joined() -> None:
    items = Items(((paragraph("an item without a stop"),),))
    blocks: list[Block] = [paragraph(f"{LONG} of"), items, paragraph("the countries.")]
    assert rejoin(blocks)[0] == tuple(blocks)


def test_a_paragraph_over_three_pages_is_one() -> None:
    assert len(texts(f"{LONG} and", f"{LONG} and the".lower(), "end.")) == 1


def test_a_quotation_is_joined_within() -> None:
    blocks, _ = rejoin([Quote((paragraph("It was the"), paragraph("end.")))])
    assert blocks == (Quote((paragraph("It was the end."),)),)


def test_a_footnote_mark_after_the_full_stop_does_not_hide_it() -> None:
    sup = Run("1", frozenset({Style.SUPERSCRIPT}))
    note = Run("", note=(paragraph("A note."),))
    for mark in (sup, note):
        first = Paragraph((Run(f"{LONG}."), mark))
        assert verdict(first, paragraph("Next.")) is Verdict.APART


@pytest.mark.parametrize(
    ("before", "after", "by_lines", "joined"),
    [
        ("the Belarusian-", "Russian group.", True, "the Belarusian-Russian group."),
        ("the mili-", "tary group.", True, "the military group."),
        ("the mili-", "tary group.", False, "the mili-tary group."),
        ("a well-", "known fact.", False, "a well-known fact."),
        ("his assistants -", "inspectors came.", False, "his assistants - inspectors came."),
    ],
)
def test_a_word_divided_at_the_page_end(
    before: str, after: str, by_lines: bool, joined: str
) -> None:
    (block,), _ = rejoin([paragraph(before), paragraph(after)], by_lines=by_lines)
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == joined


def test_a_word_known_undivided_loses_its_hyphen_in_any_format() -> None:
    blocks = [paragraph("The military is."), paragraph("The mili-"), paragraph("tary group.")]
    (_, block), _ = rejoin(blocks)
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "The military group."


TEXTS = st.text(st.sampled_from("abЖў1 .,;:!?()«»“”—–•"), min_size=1, max_size=120)


@given(st.lists(TEXTS.filter(str.strip), max_size=8))
def test_no_word_is_lost_or_moved(given_texts: list[str]) -> None:
    blocks = [paragraph(text) for text in given_texts]
    joined, findings = rejoin(blocks)
    assert words(joined) == words(blocks)
    assert len(blocks) - len(joined) == sum(f.id == "joined" for f in findings)
