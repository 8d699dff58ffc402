"""What a message says in words, and so whether it needs a translation at all.

Figures, dashes, formulas, codes and addresses are the same in every edition. They stay in
the catalogues, for a decimal sign or the order of a date is a matter for the language, and
what a translator writes is used; but nobody is asked for them, and they count as translated
wherever it is counted: pages, PDF, status and gate ask here.
"""

from __future__ import annotations

import re

from editions.catalogue import grammar

_CODE = re.compile(r"(?=[^\d]*\d)[A-Z\d]+(?:[-./][A-Z\d]+)*")
"""A sign made of capitals and figures: ``S/2020/1257``, ``COVID-19``, ``5G``."""

_AROUND = ".,;:!?…()[]«»“”„\"'"


def is_verbatim(message: str) -> bool:
    """Tell whether a message is shown letter by letter: it ends with a line end, no other does."""
    return message.endswith("\n")


def needs_translation(message: str) -> bool:
    """Tell whether a message has a word that each edition says in its own language.

    What comes from elsewhere (substitutions, titles that references show, notes) is not its
    own; a literal, and words that name their language, are declared not to be translated.

    >>> needs_translation("13.5 %"), needs_translation("``ls -l``"), needs_translation("Ice")
    (False, False, True)
    >>> needs_translation("|org|: :math:`E = m`"), needs_translation("A/RES/75/192")
    (False, False)
    """
    plain = is_verbatim(message) or grammar.is_plain(message)
    said = message if plain else grammar.read(message).spoken
    return any(_is_word(word) for word in said.split())


def _is_word(run: str) -> bool:
    return any(letter.isalpha() for letter in run) and not _CODE.fullmatch(run.strip(_AROUND))
