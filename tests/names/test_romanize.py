"""Romanization: the schemes' own samples, the capitals, the signs, what must never happen."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.names.romanize import (
    SCHEMES,
    Scheme,
    latin_i_words,
    plain,
    romanize,
    schemes,
    unknown_letters,
)
from editions.problems import UsageError
from tests.conftest import Run

IDS = [
    "ala_lc_be",
    "ala_lc_ru",
    "bgn_pcgn_1947_ru",
    "bgn_pcgn_1979_be",
    "icao_9303_be",
    "icao_9303_ru",
    "iso_9_1995_be",
    "iso_9_1995_ru",
    "lacinka",
    "mia_288_2008_be_acute",
    "mia_288_2008_be_plain",
    "national_2000_be",
    "national_2007_be",
    "national_2023_be",
    "scholarly_be",
    "un_1987_ru",
]
ALPHABETS = {
    "be": "абвгґдеёжзійклмнопрстуўфхцчшыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
SAMPLES = [
    pytest.param(scheme.id, cyrillic, latin, id=f"{scheme.id}:{cyrillic}")
    for scheme in schemes()
    for cyrillic, latin in scheme.samples
]
CYRILLIC = re.compile("[\u0400-\u052f]")
Editions = Callable[..., Run]


def test_the_schemes_are_those_of_the_design() -> None:
    assert [scheme.id for scheme in schemes()] == IDS
    assert sorted(path.stem for path in SCHEMES.iterdir()) == IDS


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.id)
def test_a_scheme_brings_ten_samples_with_capitals_and_hard_places(scheme: Scheme) -> None:
    names = [cyrillic for cyrillic, _ in scheme.samples]
    assert len(names) >= 10
    assert any(name.isupper() for name in names)
    assert any(re.search("[ьъ’][яёюе]", name) for name in names)
    assert scheme.title
    assert scheme.language == scheme.id.rpartition("_")[2] or scheme.language == "be"


@pytest.mark.parametrize(("scheme", "cyrillic", "latin"), SAMPLES)
def test_sample(scheme: str, cyrillic: str, latin: str) -> None:
    assert romanize(cyrillic, scheme) == latin


@pytest.mark.parametrize(("scheme", "cyrillic", "latin"), SAMPLES)
def test_sample_that_arrives_decomposed(scheme: str, cyrillic: str, latin: str) -> None:
    assert romanize(unicodedata.normalize("NFD", cyrillic), scheme) == latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Ёды і ЁДЫ", "Jody i JODY"),
        ("Хойнікі, ХОЙНІКІ", "Chojniki, CHOJNIKI"),
        ("Юр’еў. ЮР’ЕЎ", "Jurjeŭ. JURJEŬ"),
        ("СВІСЛАЧЫ Я", "SVISLAČY Ja"),
        ("НАША ЗЯМЛЯ", "NAŠA ZIAMLIA"),
        ("АБУХ", "ABUCH"),
        ("Ю. Х.", "Ju. Ch."),
        ("ЕС, ЕАЭС", "JES, JEAES"),
        ("РАСТОЎ-НА-ДОНЕ", "RASTOŬ-NA-DONIE"),
    ],
)
def test_capitals(cyrillic: str, latin: str) -> None:
    assert romanize(cyrillic, "national_2007_be") == latin


@pytest.mark.parametrize("apostrophe", ["\u2019", "'", "\u02bc", "`"])
@pytest.mark.parametrize(
    ("scheme", "latin"),
    [
        ("national_2007_be", "Vierabjovičy"),
        ("bgn_pcgn_1979_be", "Vyerab”yovichy"),
        ("icao_9303_be", "Verabiovichy"),
        ("iso_9_1995_be", "Verab’ëvìčy"),
        ("scholarly_be", "Verabʺëvičy"),
    ],
)
def test_every_apostrophe_is_the_same_sign(apostrophe: str, scheme: str, latin: str) -> None:
    assert romanize(f"Вераб{apostrophe}ёвічы", scheme) == latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("‘Ёды’, 'Ёды', `Ёды`", "‘Jody’, 'Jody', `Jody`"),
        ("О’Ніл і д'Артаньян", "O’Nil i d'Artańjan"),
        ("«Масты», 10 км (ок. 3’)", "«Masty», 10 km (ok. 3’)"),
    ],
)
def test_a_quotation_mark_is_no_apostrophe(text: str, latin: str) -> None:
    assert romanize(text, "national_2007_be") == latin


def test_acutes_are_composed_letters() -> None:
    latin = romanize("Любань Гомель Копысь Медзь вобласць ЛЮБАНЬ", "national_2007_be")
    assert latin == "Liubań Homieĺ Kopyś Miedź voblasć LIUBAŃ"
    assert "\u0301" not in latin


@pytest.mark.parametrize(
    ("scheme", "cyrillic", "latin"),
    [
        ("national_2007_be", "Гродзе\u0301нская", "Hrodzienskaja"),
        ("national_2007_be", "Вера\u00adб’ёвічы", "Viera\u00adbjovičy"),
        ("bgn_pcgn_1947_ru", "Подъ\u00adе\u0301зд", "Pod”\u00adyezd"),
        ("bgn_pcgn_1947_ru", "ѐль", "yel’"),
    ],
)
def test_stress_marks_go_and_soft_hyphens_do_not_part(
    scheme: str, cyrillic: str, latin: str
) -> None:
    assert romanize(cyrillic, scheme) == latin


@pytest.mark.parametrize(
    ("scheme", "typed", "latin", "words"),
    [
        ("iso_9_1995_be", "Шумiлiна", "Šumìlìna", ("Шумiлiна",)),
        ("iso_9_1995_be", "Хойнiкi", "Hojnìkì", ("Хойнiкi",)),
        ("iso_9_1995_be", "IВАНАВА, Iванава", "ÌVANAVA, Ìvanava", ("IВАНАВА", "Iванава")),
        ("national_2007_be", "Мар’iна Горка", "Marjina Horka", ("Мар’iна",)),
        ("national_2007_be", "Васiльева", "Vasiĺjeva", ("Васiльева",)),
        ("bgn_pcgn_1947_ru", "Росiя", "Rosiya", ("Росiя",)),
        ("iso_9_1995_be", "Мікалай I і Wi-Fi", "Mìkalaj I ì Wi-Fi", ()),
        ("iso_9_1995_be", "IIа клас", "IIa klas", ()),
    ],
)
def test_a_latin_i_in_a_cyrillic_word_is_repaired(
    scheme: str, typed: str, latin: str, words: tuple[str, ...]
) -> None:
    assert romanize(typed, scheme) == latin
    assert latin_i_words(typed, scheme) == words


def test_letters_outside_the_alphabet_pass_through_and_are_named() -> None:
    assert romanize("Їжак, Щучин", "national_2007_be") == "Їžak, Щučиn"
    assert unknown_letters("Їжак, Щучин", "national_2007_be") == "ЇЩи"
    assert unknown_letters("Щучин", "un_1987_ru") == ""


def test_an_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'national'.*lacinka, .*national_2007_be"):
        romanize("", "national")


def _cyrillic(language: str) -> st.SearchStrategy[str]:
    letters = ALPHABETS[language]
    pieces = [*letters, *letters.upper(), *"’'ʼ`-. \u00adiI", "а\u0301", "е\u0300"]
    return st.lists(st.sampled_from(pieces)).map("".join)


@given(data=st.data(), scheme=st.sampled_from(schemes()))
def test_no_letter_of_the_alphabet_stays_cyrillic(data: st.DataObject, scheme: Scheme) -> None:
    text = data.draw(_cyrillic(scheme.language))
    latin = romanize(text, scheme.id)
    assert not CYRILLIC.search(latin)
    assert unicodedata.is_normalized("NFC", latin)
    assert romanize(unicodedata.normalize("NFD", text), scheme.id) == latin
    assert romanize(latin, scheme.id) == latin


@given(text=st.text(), scheme=st.sampled_from(IDS))
def test_other_scripts_are_untouched(text: str, scheme: str) -> None:
    foreign = CYRILLIC.sub("", unicodedata.normalize("NFC", text))
    assert romanize(foreign, scheme) == unicodedata.normalize("NFC", foreign)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Mahilioŭ, Čavusy, Ščučyn", "Mahiliou, Cavusy, Scucyn"),
        ("Liepieĺ Ĺvoŭ Kopyś", "Liepiel Lvou Kopys"),
        ("Hłybokaje Łojeŭ", "Hlybokaje Lojeu"),
        ("Homyel’, Mar”ina, Homelʹ, Verabʺëvičy", "Homyel, Marina, Homel, Verabevicy"),
        ("Hyez·haly Homiel'", "Hyezhaly Homiel"),
        ("I͡Akuba Mahili͡oŭ", "IAkuba Mahiliou"),
        ("Chișinău Ādaži Straße Ærø", "Chisinau Adazi Strasse Aero"),
        ("“Mahilioŭ” 3’", "“Mahiliou” 3’"),
        ("Йошкар-Ола Ўшачы Ёды Αθήνα ά", "Йошкар-Ола Ўшачы Ёды Αθήνα ά"),
    ],
)
def test_plain(text: str, bare: str) -> None:
    assert plain(text) == bare


@pytest.mark.parametrize(("scheme", "cyrillic", "latin"), SAMPLES)
def test_plain_samples_are_ascii(scheme: str, cyrillic: str, latin: str) -> None:
    assert re.fullmatch("[A-Za-z -]+", plain(latin))


def test_the_verb_prints_a_line_an_argument(editions: Editions, december: Path) -> None:
    names = ("Магілёў", "Мар’іна\nГорка", "")
    run = editions(december, "romanize", "--scheme", "national_2007_be", *names)
    assert (run.code, run.out, run.err) == (0, "Mahilioŭ\nMarjina Horka\n\n", "")


def test_the_verb_reads_standard_input(
    editions: Editions, december: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\ufeffМагілёў\n\nХойнiкi\r\nЛюбань"))
    run = editions(december, "romanize", "--plain", "--scheme", "national_2007_be")
    assert (run.code, run.out) == (0, "Mahiliou\n\nChojniki\nLiuban\n")
    assert "'Хойнiкi' is written with a Latin i" in run.err


def test_the_verb_names_letters_that_it_left(editions: Editions, december: Path) -> None:
    run = editions(december, "romanize", "--scheme", "icao_9303_ru", "Їжак")
    assert (run.code, run.out) == (0, "Їzhak\n")
    assert run.err.endswith("left as they are: Ї\n")


@pytest.mark.parametrize("arguments", [["--scheme", "bgn", "Ёды"], ["Ёды"]])
def test_the_verb_wants_a_known_scheme(
    editions: Editions, december: Path, arguments: list[str]
) -> None:
    run = editions(december, "romanize", *arguments)
    assert (run.code, run.out) == (2, "")
    if "bgn" in arguments:
        assert all(identifier in run.err for identifier in IDS)
