"""The given name before a surname: the bearer's own in either language, or another person's."""

from __future__ import annotations

import re

from editions.checks.convention import CYRILLIC, Convention, fold
from editions.checks.texts import Text
from editions.names.forms import words_of_person
from editions.names.match import Mention

_BEFORE = re.compile(r"([^\W\d_]+(?:[’'][^\W\d_]+)*)[ \u00a0]\Z")


def with_given(mention: Mention, text: Text, convention: Convention) -> Mention:
    """Give a surname's mention with the given name before it, if it is that person's.

    «Сяргей Терентьев»: one name, whatever the languages of its words.
    """
    found = _before(mention, text)
    if found is None:
        return mention
    name = convention.by_id[mention.id]
    forms = {
        fold(form, language)
        for language, spelling in (("be", name.be), ("ru", name.ru))
        if " " in spelling
        for cell in words_of_person(spelling, name, language)[0].values()
        for form in cell
    }
    if not {fold(found[1], language) for language in CYRILLIC} & forms:
        return mention
    start = found.start()
    return mention._replace(
        start=start,
        text=text.text[start : mention.end],
        column=max(1, mention.column - (mention.start - start)),
        sure=True,  # «a common surname», but with the given name it is this person
    )


def is_anothers(mention: Mention, text: Text, convention: Convention) -> bool:
    """Tell whether a given name of the text's own language stands before a surname."""
    found = _before(mention, text)
    return found is not None and convention.finders[text.language].is_given(found[1])


def _before(mention: Mention, text: Text) -> re.Match[str] | None:
    """Give the word with a capital before a surname alone, in Cyrillic texts."""
    if mention.kind != "person" or " " in mention.text or text.language not in CYRILLIC:
        return None
    found = _BEFORE.search(text.text, max(0, mention.start - 40), mention.start)
    return found if found and found[1][0].isupper() else None
