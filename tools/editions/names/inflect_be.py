"""Case forms of Belarusian names, by their endings; too many forms rather than too few."""

from __future__ import annotations

import re

from editions.names.paradigm import (
    HUSHING,
    VOWELS,
    Paradigm,
    decline,
    exceptions,
    fixed,
    merge,
)

VELAR = "кгх"
ORDINALS = {
    "ы": "га му = м м", "і": "га му = м м", "я": "й й ю й й", "е": "га му = м м",
}  # fmt: skip
"""The ending of a numeral in figures → those of its cases: 558-ы, 558-га."""

_AFTER_CONSONANT = re.compile(r"(?<=[бвгджзйклмнпрстфхцчшь] )ў")
SOFTENED = {"т": "ц", "д": "дз", "г": "з", "к": "ц", "х": "с"}
NEUTER = ("ства", "цтва")


def fitted(text: str) -> str:
    """Write у, not ў, where the word before now ends in a consonant: Галоўным упраўленнем."""
    return _AFTER_CONSONANT.sub("у", text)


def noun(word: str, russian: str = "") -> Paradigm:  # noqa: PLR0911 - a ladder of endings
    """Decline a noun; `russian`, the same name in Russian, tells the gender where be hides it."""
    low, other, known = word.lower(), russian.lower(), exceptions("be")
    if len(low) < 3 or low in known.indeclinable or low[-1] in "эуюё":
        return fixed(word)
    if low[-1] in "ыі":
        return plural(word)
    if low[-1] == "о":
        return decline(word, word[:-1], f"а у = ом/ам {_locative(low[:-1])}")
    if low[-1] == "е":
        return decline(word, word[:-1], "я ю = ем і")
    if low[-1] == "а":
        if other.endswith(("ье", "ние", "море")) or (low[-2] == low[-3:-2] and low[-2] in HUSHING):
            return decline(word, word[:-1], "а у = ам ы")
        if other.endswith("о") or low.endswith(NEUTER):
            return _by_locative(word, word[:-1], "а у = ам")
        return feminine(word)
    if low[-1] == "я":
        return feminine(word)
    if low in known.feminine or (low[-1] == "ь" and not _masculine_soft(low)):
        return _third(word)
    return masculine(word, russian)


def _masculine_soft(low: str) -> bool:
    return low in exceptions("be").masculine or low.endswith("ль")


def _locative(stem: str) -> str:
    """Give the locative endings of a masculine or neuter stem whose last letter stays."""
    last = stem[-1].lower()
    if last in "рж" or last in HUSHING:
        return "ы"
    return "у" if last in VELAR else "е"


def _by_locative(word: str, stem: str, endings: str, *, animate: bool = False) -> Paradigm:
    """Decline with a hard stem, softening т and д before the locative's е."""
    made = decline(word, stem, f"{endings} {_locative(stem)}", animate=animate)
    last = stem[-1].lower()
    extra: tuple[str, ...] = ()
    if last in "тд":
        made["loc"] = (stem[:-1] + SOFTENED[last] + "е",)
    elif last in "гх":
        extra = (stem[:-1] + SOFTENED[last] + "е",)
    if animate:
        extra += (stem + "у",)
    made["loc"] = tuple(dict.fromkeys(made["loc"] + extra))
    return made


def masculine(word: str, russian: str = "", *, animate: bool = False) -> Paradigm:
    """Decline a masculine noun in a consonant, й or ь."""
    low = word.lower()
    if low[-1] in "йь":
        stem = exceptions("be").stem(word) or word[:-1]
        ins = "ём" if low in exceptions("be").stressed else "ем"
        return decline(word, stem, f"я ю = {ins} {'і/ю' if animate else 'і'}", animate=animate)
    stem = exceptions("be").stem(word) or _oblique(word, russian.lower())
    ending = "ам" if sum(letter in VOWELS for letter in stem.lower()) > 2 else "ам/ом"
    if low.endswith(("ск", "цк")):
        ending = "ам"
    known = exceptions("be")
    if low in known.stressed:
        ending = "ом/ам"
    genitive = "а" if animate else "у/а" if low in known.abstract else "а/у"
    return _by_locative(word, stem, f"{genitive} у = {ending}", animate=animate)


def _oblique(word: str, russian: str) -> str:
    """Give the stem of the oblique cases: ў → в, fleeting vowels gone."""
    low = word.lower()
    if low.endswith("ў"):
        return word[:-1] + "в"
    if low.endswith("ец") and len(low) > 4:
        base = word[:-2]
        last = base[-1].lower()
        base = base[:-1] + "ў" if last == "в" else base + "ь" if last == "л" else base
        return base + "ц"
    fleeting = low.endswith("ок") or (low.endswith("ак") and russian.endswith("ок"))
    fleeting = fleeting or low.endswith(("онак", "ёнак", "энак"))
    if fleeting and not low.endswith(("сток", "рок")) and len(low) > 4:
        return word[:-2] + "к"
    return word


def feminine(word: str) -> Paradigm:
    """Decline a feminine noun in а or я."""
    low, stem = word.lower(), word[:-1]
    if low[-1] == "я":
        return decline(word, stem, "і і ю яй/яю/ёй і")
    last = stem[-1].lower()
    stressed = low in exceptions("be").stressed
    ending = "ой/ою/ай" if stressed else "ай/аю/ой"
    gen = "і" if last in VELAR else "ы"
    made = decline(word, stem, f"{gen} е у {ending} е")
    if last in SOFTENED:
        soft = stem[:-1] + SOFTENED[last]
        made["dat"] = (soft + "ы", soft + "э") if last == "к" else (soft + "е",)
    elif last == "р" or last in HUSHING:
        made["dat"] = (stem + "ы", stem + "э")
    made["loc"] = made["dat"]
    return made


def _third(word: str) -> Paradigm:
    """Decline a feminine noun in a consonant: Любань – Любанню, Прыпяць – Прыпяццю."""
    soft = word.lower().endswith("ь")
    stem = word[:-1] if soft else word
    last, before = stem[-1].lower(), stem[-2].lower()
    if last in "рпбвмф":
        instrumental = stem + "’ю"
    elif stem.lower().endswith("дз"):
        instrumental = stem[:-2] + "ддзю"
    else:
        double = last if before in VOWELS else ""
        instrumental = stem + double + ("у" if last in HUSHING and last != "ц" else "ю")
    vowel = "і" if soft else "ы"
    made = decline(word, stem, f"{vowel} {vowel} = - {vowel}")
    made["ins"] = (instrumental,)
    return made


def plural(word: str) -> Paradigm:
    """Decline a plural-only noun: Крупкі, Баранавічы, Беняконі, Штаты."""
    low, stem = word.lower(), word[:-1]
    last = stem[-1].lower()
    hard = low[-1] == "ы" or last in VELAR
    made = decline(word, stem, "аў/оў ам = амі ах" if hard else "яў/ёў ям = ямі ях")
    if low in exceptions("be").stressed:
        made["gen"] = made["gen"][::-1]
    if low in exceptions("be").endless:
        made["gen"] = (stem, *made["gen"])
        return made
    if last == "ц" and stem[-2].lower() not in VOWELS:
        return made
    zero = _zero(stem, hard=hard)
    first = low.endswith(("ічы", "ычы", "шчы", "цы", "ны")) or (last == "к" and zero != stem)
    made["gen"] = (zero, *made["gen"]) if first else (*made["gen"], zero)
    return made


def _zero(stem: str, *, hard: bool) -> str:
    """Give the genitive plural without ending: Крупак, Беняконь, Паставы → Пастаў."""
    last, before = stem[-1].lower(), stem[-2:-1].lower()
    if last == "к" and before not in VOWELS + "с":
        return stem[:-1] + "ак"
    if last == "в":
        return stem[:-1] + "ў"
    return stem if hard or last not in "нлсзц" else stem + "ь"


def adjective(word: str) -> Paradigm:
    """Decline an adjective in the gender and number it is given in."""
    low = word.lower()
    if low.endswith(("ыя", "ія")):
        vowel = low[-2]
        return decline(word, word[:-2], f"{vowel}х {vowel}м = {vowel}мі {vowel}х")
    if low.endswith("ая"):
        return decline(word, word[:-2], "ай/ае ай ую ай/аю ай")
    if low.endswith("яя"):
        return decline(word, word[:-2], "яй/яе яй юю яй/яю яй")
    stem = word[:-2] if low.endswith(("ае", "ое", "яе")) else word[:-1]
    soft = low.endswith("яе") or (low[-1] == "і" and stem[-1].lower() not in VELAR)
    if soft:
        return decline(word, stem, "яга яму = ім ім")
    vowel = "і" if stem[-1].lower() in VELAR else "ы"
    full = "ога ому" if low in exceptions("be").stressed else "ага аму"
    return decline(word, stem, f"{full} = {vowel}м {vowel}м")


def possessive(word: str) -> Paradigm:
    """Decline a feminine possessive: Мар’іна – Мар’інай."""
    return decline(word, word[:-1], "ай/ы ай у ай/аю ай")


def given(word: str, *, female: bool) -> Paradigm:
    """Decline a given name."""
    low = word.lower()
    if low[-1] in "ая":
        made = feminine(word)
        if female:
            return made
        hard = low[-1] == "а"
        return merge(made, decline(word, word[:-1], "- у у ам у" if hard else "- ю ю ем ю"))
    if not female and low[-1] == "о" and len(low) > 3:
        return decline(word, word[:-1], "а у = ом у", animate=True)
    if female or low[-1] in VOWELS:
        return fixed(word)
    return masculine(word, animate=True)


def surname(word: str, *, female: bool) -> Paradigm:  # noqa: PLR0911 - a ladder of endings
    """Decline a surname as a man or a woman bears it."""
    low = word.lower()
    if female:
        if low.endswith(("ая", "яя")):
            return adjective(word)
        if low.endswith(("ава", "ова", "ёва", "ева", "іна", "ына")):
            return decline(word, word[:-1], "ай ай у ай/аю ай")
        return feminine(word) if low[-1] in "ая" and not low.endswith("нка") else fixed(word)
    if low.endswith(("скі", "цкі", "ы")):
        return decline(word, word[:-1], _adjectival(low), animate=True)
    if low.endswith(("аў", "оў", "ёў", "еў")):
        return decline(word, word[:-1] + "в", "а у = ым е", animate=True)
    if low.endswith(("ін", "ын")):
        ins = "ам/ым" if low in exceptions("be").foreign else "ым/ам"
        return decline(word, word, f"а у = {ins} е", animate=True)
    if low.endswith(("ка", "га", "ха")):
        return merge(decline(word, word[:-1], "і у у ам у"), feminine(word))
    if low[-1] in "ая" and low[-2] not in VOWELS:
        return merge(feminine(word), decline(word, word[:-1], _male_a(low)))
    if low[-1] in VOWELS:
        return fixed(word)
    return masculine(word, animate=True)


def _adjectival(low: str) -> str:
    return "ага аму = ім ім" if low[-1] == "і" else "ага/ога аму/ому = ым ым"


def _male_a(low: str) -> str:
    return "ы у у ам у" if low[-1] == "а" else "і ю ю ем ю"
