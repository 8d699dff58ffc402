"""Words that begin no fact are passed over; nothing is lost by it."""

from __future__ import annotations

import pytest

from editions.facts import beginnings, facts, reading
from tests.field.test_right_pairs import pairs

ODD = {
    "be": "паўмільёна, п’ять, Т-72Б3, XIX стагоддзе; 20-я; ½кг; Br 5, Br5; снежаньскі; мільён",
    "ru": "полмиллиона, Су‑30, ІІІ век; USD 5, USDT 5; сто-двести; Май; мая 5; половина; тысячи",
    "en": "half a million, a million, Yak-130, IV, US$5, USD5; May 5; a hundred; dozens; ²; half",
}
SIDES = (("from", "source"), ("to", "right"))


def texts() -> list[tuple[str, str]]:
    told = [(pair[side], pair[text]) for pair in pairs() for side, text in SIDES]
    return [*told, *ODD.items()]


def test_no_word_that_is_passed_over_begins_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    read = facts.__wrapped__
    known = {each: read(each[1], each[0]) for each in texts()}
    assert sum(map(len, known.values())) > 300
    assert not all(beginnings.may_begin(word, "en") for _, text in known for word in text.split())
    monkeypatch.setattr(reading, "may_begin", lambda word, language: True)
    assert known == {each: read(each[1], each[0]) for each in known}
