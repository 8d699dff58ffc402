"""Names as good writers use them: rows of regions, families, companies, routes, newspapers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

SETTINGS = '[tool.editions]\ntitle = "T"\npublisher = ""\neditions = ["be", "ru", "en"]\n'
RIGHT = {
    "en": [
        "Workers of Hrodna Azot and Naftan went on strike; Belaruskali and Hrodna Azot did not.",
        "The Treaty of Riga was signed in 1921, and the Brest Fortress fell in 1941.",
        "Mahilioŭ-based Mogilevkhimvolokno and Minsk-based Belavia lost their contracts.",
        "Pro-Lukashenka rallies and anti-Lukashenka protests took place on the same day; the "
        "Lukashenkas stayed at home.",
        "The Belarus–Poland border was closed, the Belarusian-Lithuanian one was not.",
        "Minsk’s Kastryčnickaja Square and Minsk-2 airport were cordoned off, as was the "
        "Minsk Ring Road.",
        "The Homieĺ-Brest and Minsk–Viciebsk trains were late by 2 to 3 hours.",
        "The Minsk city executive committee and the Minsk Region executive committee "
        "disagree; so do the Hrodna and Brest ones.",
        "The market of Orša is closed, Barysaŭ’s is not, and those of Orša and Babrujsk are "
        "half empty.",
        "A Russian Il-76 and two Su-30SMs landed at Baranavičy and Mačuliščy airfields.",
        "The Union State, the CSTO, the EAEU and the CIS have said nothing; the OSCE’s "
        "mission has.",
        "On 9 May, and again on May 11–12, some 1.5–2 thousand people marched; a third of "
        "them were women.",
        "In the north, east and south-west of the Viciebsk region, temperatures fell to −25 °C.",
        "Viktar Babaryka and Maryia Kalesnikava were sentenced to 14 and 11 years; Ms "
        "Kalesnikava’s lawyer, Mr Znak, to 10.",
        "The state-run agency BelTA, Radio Liberty and Nasha Niva reported it; TUT.BY’s site "
        "was blocked.",
        "Kalinkavičy, Svietlahorsk, Žlobin, Rahačoŭ and Mazyr districts were hit by floods.",
        "The districts of Mazyr and Rečyca and the towns of Pinsk and Luniniec were spared.",
        "The Kyiv, Warsaw and Vilnius offices were raided; Moscow’s was not.",
        "Reservists from the Hrodna and Viciebsk regions came; those of the Brest, Minsk and "
        "Homieĺ Regions did not.",
    ],
    "be": [
        "Работнікі «Гродна Азота» і «Нафтана» баставалі, а «Беларуськалія» – не.",
        "Брэсцка-Літоўскі мір падпісалі ў 1918 годзе, а Брэсцкая крэпасць упала ў 1941-м.",
        "Мітынгі ў падтрымку Лукашэнкі і пратэсты супраць яго адбыліся ў адзін дзень; сям’я "
        "Лукашэнкаў засталася дома.",
        "Беларуска-польскую мяжу закрылі, а беларуска-літоўскую – не.",
        "Плошчу Кастрычніцкую ў Мінску, аэрапорт Мінск-2 і МКАД ачапілі.",
        "Цягнікі Гомель – Брэст і Мінск – Віцебск спазніліся на 2–3 гадзіны.",
        "Мінскі гарвыканкам і Мінскі аблвыканкам не згодныя, як і Гродзенскі з Брэсцкім.",
        "Рынак у Оршы зачынены, у Барысаве – не, а аршанскі і бабруйскі напаўпустыя.",
        "Расійскі Іл-76 і два Су-30СМ селі на аэрадромах у Баранавічах і Мачулішчах.",
        "Каля паўтары-дзвюх тысяч чалавек прайшлі маршам 9 мая, а потым 11–12 мая; траціна з "
        "іх – жанчыны.",
        "На поўначы, усходзе і паўднёвым захадзе Віцебскай вобласці тэмпература знізілася да "
        "−25 °C.",
        "Віктара Бабарыку і Марыю Калеснікаву асудзілі на 14 і 11 гадоў, а адваката "
        "Калеснікавай, Знака, – на 10.",
        "Дзяржаўнае агенцтва БелТА, Радыё Свабода і «Наша Ніва» паведамілі пра гэта; сайт "
        "TUT.BY заблакавалі.",
        "Калінкавіцкі, Светлагорскі, Жлобінскі, Рагачоўскі і Мазырскі раёны пацярпелі ад паводкі.",
        "Рэзервісты з Гродзенскай і Віцебскай абласцей прыехалі; з Брэсцкай, Мінскай і "
        "Гомельскай – не.",
    ],
    "ru": [
        "Рабочие «Гродно Азота» и «Нафтана» бастовали, а «Беларуськалия» – нет.",
        "Брестский мир подписали в 1918 году, а Брестская крепость пала в 1941-м.",
        "Митинги в поддержку Лукашенко и протесты против него прошли в один день; семья "
        "Лукашенко осталась дома.",
        "Белорусско-польскую границу закрыли, а белорусско-литовскую – нет.",
        "Октябрьскую площадь в Минске, аэропорт Минск-2 и МКАД оцепили.",
        "Поезда Гомель – Брест и Минск – Витебск опоздали на 2–3 часа.",
        "Минский горисполком и Минский облисполком не согласны, как и Гродненский с Брестским.",
        "Рынок в Орше закрыт, в Борисове – нет, а оршанский и бобруйский полупусты.",
        "Около полутора-двух тысяч человек прошли маршем 9 мая, а потом 11–12 мая; треть из "
        "них – женщины.",
        "На севере, востоке и юго-западе Витебской области температура упала до −25 °C.",
        "Виктора Бабарико и Марию Колесникову осудили на 14 и 11 лет, а адвоката "
        "Колесниковой, Знака, – на 10.",
        "Государственное агентство БелТА, «Радио Свобода» и «Наша Нива» сообщили об этом; "
        "сайт TUT.BY заблокировали.",
        "Калинковичский, Светлогорский, Жлобинский, Рогачёвский и Мозырский районы "
        "пострадали от паводка.",
        "Резервисты из Гродненской и Витебской областей приехали; из Брестской, Минской и "
        "Гомельской – нет.",
        "Семью Путиных там не видели.",
    ],
}


def write(folder: Path, texts: dict[str, list[str]]) -> None:
    """Make a publication with a document a language."""
    reports = folder / "docs" / "reports"
    reports.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for number, (language, paragraphs) in enumerate(texts.items(), 1):
        page = "\n\n".join([f":language: {language}", "Title\n=====", *paragraphs])
        (reports / f"2021-{number:02d}.rst").write_text(page + "\n", encoding="utf-8")


def test_right_names_raise_no_alarm(tmp_path: Path, editions: Callable[..., Run]) -> None:
    write(tmp_path, RIGHT)
    told = editions(tmp_path, "names", "check").out.splitlines()
    assert [line for line in told if " error " in line or " warning " in line] == []


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("Workers of Grodno Azot went on strike.", "warning"),  # as the company writes itself
        ("In Grodno workers went on strike.", "error"),
        ("In Grodno Lukashenka said nothing.", "error"),
        ("The Grodno Region said nothing.", "error"),
        ("Lukashenkaz said nothing.", "warning"),
    ],
)
def test_another_spelling_is_told(
    tmp_path: Path, editions: Callable[..., Run], sentence: str, severity: str
) -> None:
    write(tmp_path, {"en": [sentence]})
    told = editions(tmp_path, "names", "check").out
    assert f"{severity} name-spelling" in told
    assert ("error" in told) == (severity == "error")
