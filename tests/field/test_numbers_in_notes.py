"""The note of a change tells of whole numbers, in whatever way a language writes them."""

from __future__ import annotations

import pytest

from editions.catalogue.worddiff import note


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1.2 billion roubles", "1.3 billion roubles", "«1.2» → «1.3»"),
        ("more than 1,000 chats", "more than 1,200 chats", "«1,000» → «1,200»"),
        ("for 7 days", "for 7.5 days", "«7» → «7.5»"),
        ("10,5 млн рублёў", "11,5 млн рублёў", "«10,5» → «11,5»"),
        ("1 000 чел.", "1 200 чел.", "«1 000» → «1 200»"),
        ("1\u00a0234,56 руб.", "1\u00a0234,57 руб.", "«1 234,56» → «1 234,57»"),
        ("10–12 чалавек", "10–14 чалавек", "«10–12» → «10–14»"),
        ("1.12.2020 г.", "2.12.2020 г.", "«1.12.2020» → «2.12.2020»"),
        ("on 2020-12-01.", "on 2020-12-02.", "«2020-12-01» → «2020-12-02»"),
        ("12:30", "12:45", "«12:30» → «12:45»"),
        ("у 18-ы дзень", "у 19-ы дзень", "«18-ы» → «19-ы»"),
        ("12 % of it", "13 % of it", "«12 %» → «13 %»"),
        ("12% of it", "13% of it", "«12%» → «13%»"),
        ("5 degrees", "−5 degrees", "«5» → «−5»"),
        ("It was 7.", "It was 8.", "«7» → «8»"),
        ("Articles 5, 7 and 9", "Articles 5, 8 and 9", "«7» → «8»"),
        ("version v1.2.3", "version v1.2.4", "«v1.2.3» → «v1.2.4»"),
        ("траса М1,5", "траса М1,6", "«М1,5» → «М1,6»"),
        ("in 2020 300 people", "in 2021 300 people", "«2020» → «2021»"),
    ],
)
def test_a_note_shows_the_whole_number(old: str, new: str, told: str) -> None:
    assert note(old, new) == told


def test_spaces_within_a_number_are_told_as_spaces() -> None:
    assert note("1 000 чел.", "1\u00a0000 чел.") == "space → no-break space"
    assert note("12 %", "12\u00a0%") == "space → no-break space"
