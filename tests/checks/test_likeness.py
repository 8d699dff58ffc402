"""Facts are paired as by asking each of one side about each of the other, but in less time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editions.checks import likeness
from editions.facts import Fact, facts

SAID = {
    "en": "10 soldiers|10 km|10,000 m|a dozen|50 per cent|half|1.5 times|17:00|5 p.m.|19.15|"
    "the 1990s|1991|BYN 5|5 roubles|a million|millions|the 5th|18 months|1.5 years|Su-30|30|1/3",
    "be": "10 салдат|10 км|10 000 м|дзясятак|50 %|палова|1,5 раза|а 17-й|17 гадзін|а 5 гадзіне|"
    "19:15|90-я гады|1991 год|5 рублёў|мільён|мільёны|5-ы|18 месяцаў|1,5 года|Су-30|30|33 %",
}


def read(language: str) -> st.SearchStrategy[list[Fact]]:
    """Give the facts of some phrases in a row."""
    phrases = st.lists(st.sampled_from(SAID[language].split("|")), max_size=9)
    return phrases.map(lambda told: list(facts("; ".join(told), language)))


def paired(source: list[Fact], target: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Take away each fact with the first that agrees with it, asking all."""
    lost = []
    left = list(target)
    for fact in source:
        partner = next((other for other in left if likeness._alike(fact, other)), None)
        if partner is None:
            lost.append(fact)
        else:
            left.remove(partner)
    return lost, left


@given(read("en"), read("be"))
def test_the_same_facts_are_left(source: list[Fact], target: list[Fact]) -> None:
    for one, other in ((source, target), (target, source)):
        found = likeness._apart(one, other, likeness._likenesses, likeness._alike)
        assert found == paired(one, other)


def test_what_is_said_otherwise_is_paired() -> None:
    for en, be in (("17:00", "а 17-й"), ("50 per cent", "0,5"), ("the 1990s", "90-я гады")):
        found = list(facts(en, "en")), list(facts(be, "be"))
        assert likeness.differences(*found) == ([], []), en


def test_a_number_of_any_length_is_read_in_time_that_grows_with_it() -> None:
    """Runs of digits are read in pieces, so that no piece looks at all the rest."""
    found = [len(list(facts("1" * size, "en"))) for size in (24, 48, 4_800)]
    assert found == [1, 2, 200]
    assert [fact.value for fact in facts("½" * 100, "be")] == ["0.5"] * 100
