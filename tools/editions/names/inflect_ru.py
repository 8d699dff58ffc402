"""Case forms of Russian names, by their endings; too many forms rather than too few."""

from __future__ import annotations

from editions.names.paradigm import (
    HUSHING,
    VOWELS,
    Paradigm,
    decline,
    exceptions,
    fixed,
    merge,
)

ORDINALS = {
    "й": "го му = м м", "я": "й й ю й й", "е": "го му = м м",
}  # fmt: skip
"""The ending of a numeral in figures → those of its cases: 558-й, 558-го."""
SOFT_VOWEL = "гкхжшчщ"  # и, never ы, after these
ZERO_FIRST = ("щи", "ны", "лы", "ги", "цы")


def fitted(text: str) -> str:
    """Give a name as it stands: no letter of it hangs on the word before."""
    return text


def noun(word: str, _belarusian: str = "") -> Paradigm:  # noqa: PLR0911 - a ladder of endings
    """Decline a noun; towns in -ово and -ино are declined and left as they are."""
    low, known = word.lower(), exceptions("ru")
    if len(low) < 3 or low in known.indeclinable or low[-1] in "эуюё":
        return fixed(word)
    if low[-1] in "ыи":
        return plural(word)
    if low[-1] == "о":
        made = decline(word, word[:-1], "а у = ом е")
        return made if low.endswith("ство") else merge(made, fixed(word))
    if low.endswith("ие"):
        return decline(word, word[:-1], "я ю = ем и")
    if low[-1] == "е":
        hard = low[-2] in HUSHING
        return decline(word, word[:-1], "а у = ем е" if hard else "я ю = ем е/и")
    if low[-1] in "ая":
        return feminine(word)
    if low in known.feminine or _feminine_soft(low):
        return decline(word, word[:-1], "и и = ью и")
    return masculine(word)


def _feminine_soft(low: str) -> bool:
    return low[-1] == "ь" and low not in exceptions("ru").masculine and not low.endswith("ль")


def masculine(word: str, *, animate: bool = False) -> Paradigm:
    """Decline a masculine noun in a consonant, й or ь."""
    low = word.lower()
    if low.endswith("ий"):
        return decline(word, word[:-1], "я ю = ем и/е", animate=animate)
    if low[-1] in "йь":
        ins = "ём" if low in exceptions("ru").stressed else "ем"
        return decline(word, word[:-1], f"я ю = {ins} е", animate=animate)
    stem = exceptions("ru").stem(word) or _oblique(word)
    hushing = stem[-1].lower() in HUSHING and low not in exceptions("ru").stressed
    endings = "а у = ем/ом е" if hushing else "а у = ом/ем е" if low[-1] == "ц" else "а у = ом е"
    return decline(word, stem, endings, animate=animate)


def _oblique(word: str) -> str:
    """Give the stem of the oblique cases, fleeting vowels gone: Островец – Островца."""
    low = word.lower()
    if low.endswith("ец") and len(low) > 4:
        return word[:-2] + ("ьц" if low[-3] == "л" else "йц" if low[-3] in VOWELS else "ц")
    if low.endswith("ок") and not low.endswith(("сток", "рок")) and len(low) > 4:
        return word[:-2] + "к"
    return word


def feminine(word: str) -> Paradigm:
    """Decline a feminine noun in а or я."""
    low, stem = word.lower(), word[:-1]
    last = stem[-1].lower()
    if low.endswith("ия"):
        return decline(word, stem, "и и ю ей/ею и")
    if low[-1] == "я":
        return decline(word, stem, "и е ю ей/ею/ёй е")
    gen = "и" if last in SOFT_VOWEL else "ы"
    ending = "ей/ею/ой" if last in HUSHING else "ой/ою"
    return decline(word, stem, f"{gen} е у {ending} е")


def plural(word: str) -> Paradigm:
    """Decline a plural-only noun: Горки, Барановичи, Бенякони, Штаты."""
    low, stem = word.lower(), word[:-1]
    last = stem[-1].lower()
    hard = low[-1] == "ы" or last in SOFT_VOWEL
    zero = _zero(stem, hard=hard)
    cluster = last == "ц" and stem[-2].lower() not in VOWELS
    if last in "чщжш":
        gen = f"{stem}ей"
    elif hard:
        gen = f"{stem}ов"
    else:
        gen = f"{stem}ей"
    made = decline(word, stem, "- ам = ами ах" if hard else "- ям = ями ях")
    first = (last == "к" and zero != stem) or low.endswith(ZERO_FIRST)
    first = first or low in exceptions("ru").endless
    made["gen"] = (gen,) if cluster else (zero, gen) if first else (gen, zero)
    return made


def _zero(stem: str, *, hard: bool) -> str:
    last, before = stem[-1].lower(), stem[-2:-1].lower()
    if last == "к" and before not in VOWELS:
        return stem[:-1] + "ок"
    return stem if hard else stem + "ь"


def adjective(word: str) -> Paradigm:
    """Decline an adjective in the gender and number it is given in."""
    low, stem = word.lower(), word[:-2]
    if low.endswith(("ые", "ие")):
        vowel = low[-2]
        return decline(word, stem, f"{vowel}х {vowel}м = {vowel}ми {vowel}х")
    if low.endswith("ая"):
        also = "/ей" if stem[-1].lower() in HUSHING else ""
        return decline(word, stem, f"ой{also} ой{also} ую ой/ою{also} ой{also}")
    if low.endswith("яя"):
        return decline(word, stem, "ей ей юю ей/ею ей")
    last = stem[-1].lower()
    soft = low.endswith("ее") or (low.endswith("ий") and last not in "кгх")
    if soft:
        return decline(word, stem, "его ему = им ем")
    vowel = "и" if last in SOFT_VOWEL else "ы"
    return decline(word, stem, f"ого ому = {vowel}м ом")


def possessive(word: str) -> Paradigm:
    """Decline a feminine possessive: Марьина – Марьиной."""
    return decline(word, word[:-1], "ой ой у ой/ою ой")


def given(word: str, *, female: bool) -> Paradigm:
    """Decline a given name."""
    low = word.lower()
    if low[-1] in "ая":
        return feminine(word)
    if female or low[-1] in VOWELS:
        return decline(word, word[:-1], "и и = ью и") if low[-1] == "ь" else fixed(word)
    return masculine(word, animate=True)


def surname(word: str, *, female: bool) -> Paradigm:  # noqa: PLR0911 - a ladder of endings
    """Decline a surname as a man or a woman bears it; -ко and -енко stay as they are."""
    low = word.lower()
    if female:
        if low.endswith(("ая", "яя")):
            return adjective(word)
        if low.endswith(("ова", "ева", "ёва", "ина", "ына")):
            return decline(word, word[:-1], "ой ой у ой/ою ой")
        return feminine(word) if low[-1] in "ая" else fixed(word)
    if low.endswith(("ский", "цкий", "ый", "ой")):
        vowel = "ы" if low.endswith("ый") else "и"
        return decline(word, word[:-2], f"ого ому = {vowel}м/ым ом", animate=True)
    if low.endswith(("ов", "ев", "ёв", "ин", "ын")):
        ins = "ом/ым" if low in exceptions("ru").foreign else "ым/ом"
        return decline(word, word, f"а у = {ins} е", animate=True)
    if low[-1] in "ая":
        return feminine(word)
    if low[-1] in VOWELS or low.endswith("ых"):
        return fixed(word)
    return masculine(word, animate=True)
