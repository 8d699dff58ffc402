"""Make ``given.en.txt`` and ``words.en.txt``: what a spelling of a name may be taken for.

    make_known_words.py FAKER SCOWL

FAKER is the unpacked package Faker (MIT), of which the given names of languages in Latin letters
are taken; SCOWL a folder of word lists as Debian's wbritish-large and wamerican-large bring
them. Names and words keep their apostrophes, lose their capitals, and end at nine letters:
a longer spelling is an English word by no chance. ``given.be.txt`` and ``given.ru.txt`` are
written by hand.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

DATA = Path(__file__).parent / "editions" / "names" / "data"
LONGEST = 9
LOCALES = (
    *("en", "en_US", "en_GB", "en_IE", "en_NZ", "cs_CZ", "da_DK", "de_DE", "es_ES", "et_EE"),
    *("fi_FI", "fr_FR", "hr_HR", "hu_HU", "it_IT", "lt_LT", "lv_LV", "nl_NL", "no_NO", "pl_PL"),
    *("pt_PT", "ro_RO", "sk_SK", "sl_SI", "sv_SE"),
)
LISTS = ("british-english-large", "american-english-large")
GIVEN = """\
# Given names that an English text may hold, one a line; written by tools/make_known_words.py.
# Source: the providers of persons of Faker 40, in Latin letters, MIT licence, Copyright (c) 2012
# Daniele Faraglia; the permission notice is that of the file LICENSE.
"""
WORDS = """\
# English words and contractions of three to nine letters, in small letters, one a line; written
# by tools/make_known_words.py.
# Source: SCOWL (wbritish-large and wamerican-large of Debian), Copyright 2000-2011 by Kevin
# Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the associated
# scripts, the output created from the scripts, and its documentation for any purpose is hereby
# granted without fee, provided that the above copyright notice appears in all copies and that
# both that copyright notice and this permission notice appear in supporting documentation.
# Kevin Atkinson makes no representations about the suitability of this array for any purpose.
# It is provided "as is" without express or implied warranty.
"""


def given(faker: Path) -> set[str]:
    """Collect the first names of the locales: a name of one word each."""
    sys.path.insert(0, str(faker))
    found: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if attribute.startswith("first_name") and not callable(value):
                found.update(name for name in value if name.isalpha() and len(name) > 1)
    return found


def words(scowl: Path) -> set[str]:
    """Collect the words with a small letter, and contractions (I've) whatever their first."""
    lines = (line for name in LISTS for line in (scowl / name).read_text("utf-8").splitlines())
    return {
        line.lower()
        for line in lines
        if 2 < len(line) <= LONGEST
        and not line.endswith("'s")
        and (line[0].islower() or ("'" in line and line.startswith("I")))
    }


if __name__ == "__main__":
    faker_folder, scowl_folder = map(Path, sys.argv[1:])
    for name, head, found in (
        ("given.en.txt", GIVEN, given(faker_folder)),
        ("words.en.txt", WORDS, words(scowl_folder)),
    ):
        (DATA / name).write_text(head + "".join(f"{one}\n" for one in sorted(found)), "utf-8")
