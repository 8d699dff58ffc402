"""Where what was taken for granted of a received file does not fit its text."""

from __future__ import annotations

from editions.intake.blocks import Finding, Received, words
from editions.intake.months import issue_in

ENOUGH = 40
"""Letters from which a text shows its language."""


def doubts(content: Received, title: str, *, issue: str, language: str) -> list[Finding]:
    """Give a finding for a missing title, a title of another month, another language's letters."""
    found = []
    if not title:
        found.append(Finding("no-title", "no title was found; the series title stands instead"))
    elif (said := issue_in(title)) and said != issue:
        found.append(Finding("other-month", f"its title says {said}, it was taken as {issue}"))
    seems = language_of("".join(words(content.blocks)))
    if seems and seems != language:
        message = f"it was taken for '{language}', its letters are of '{seems}'; see --language"
        found.append(Finding("other-language", message))
    return found


def language_of(text: str) -> str | None:
    """Tell from its letters which of the languages a text is in, None if too few tell.

    >>> language_of("Указам зменены склад камісіі, у яе ўключаны дзеячы")
    'be'
    """
    letters = [c for c in text.lower() if c.isalpha()]
    if len(letters) < ENOUGH:
        return None
    if sum("\u0400" <= c <= "\u04ff" for c in letters) <= len(letters) / 2:
        return "en"
    belarusian, russian = sum(c in "іў" for c in letters), sum(c in "ищъ" for c in letters)
    return "be" if belarusian > russian else "ru"
