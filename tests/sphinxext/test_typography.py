"""No-break spaces in the three languages."""

from __future__ import annotations

import pytest

from editions.sphinxext.typography import NBSP, bind


@pytest.mark.parametrize(
    ("language", "text", "bound"),
    [
        ("be", "у Мінску і ў Брэсце", "у~Мінску і~ў~Брэсце"),
        ("be", "10 снежня 2020 года", "10~снежня 2020~года"),
        ("be", "10 % з якіх – унёсак", "10~% з~якіх~– унёсак"),
        ("be", "А. Лукашэнка", "А.~Лукашэнка"),
        ("be", "Ад пачатку не было", "Ад~пачатку не~было"),
        ("be", "больш за 1000 чатаў", "больш за~1000~чатаў"),
        ("be", "слова ў канцы радка да", "слова ў~канцы радка да"),
        ("ru", "В Минске и в Бресте", "В~Минске и~в~Бресте"),
        ("ru", "7 миллионов долларов", "7~миллионов долларов"),
        ("ru", "№ 19, от 24 марта", "№~19, от~24~марта"),
        ("en", "On December 2, 2020, in 3 districts", "On December~2, 2020, in 3 districts"),
        ("en", "7 million USD – a share", "7~million USD~– a share"),
        ("en", "10 thousand in 2019", "10~thousand in 2019"),
        ("en", "December 2020", "December 2020"),
        ("en", "every 5 years, 12 per cent", "every 5~years, 12~per cent"),
        ("en", "in 2020 yearly", "in 2020 yearly"),
        ("be", "абз. 12", "абз.~12"),
    ],
)
def test_bind(language: str, text: str, bound: str) -> None:
    assert bind(text, language).replace(NBSP, "~") == bound
    assert bind(bind(text, language), language) == bind(text, language)
