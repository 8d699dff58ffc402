"""Registered names that are written otherwise than the edition writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editions.checks import NAME_SPELLING
from editions.checks.convention import CYRILLIC, OTHER, Beside, Convention, fold
from editions.checks.findings import Finding, Spans
from editions.checks.given import is_given
from editions.checks.persons import is_anothers, with_given
from editions.checks.texts import Text
from editions.checks.unregistered import (
    Vocabulary,
    Word,
    begins_sentence,
    candidates,
    is_adjective,
)
from editions.names.index import cues
from editions.names.match import Mention
from editions.names.paradigm import VOWELS
from editions.names.surnames import surname_of

_PATRONYMIC = re.compile(r"(?:[оеаё]в[иі]ч|[оеа][вў]на|[иі]чна)\w{0,2}\Z")
_FOLLOWING = re.compile(r"[ \u00a0](?=[A-Z][\w])")
_POSSESSIVE = re.compile(r"[’']s?\Z")
LONG, LONG_AT_START = 5, 7
"""From how many letters on a word one letter away from a name is a slip: in a sentence, and
as the first word of an English one. Any word has a capital there (Казаць is not Казань), so
that else only a name of the same text is thought of."""


def misspellings(
    text: Text, convention: Convention, vocabulary: Vocabulary, *, but: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Find other spellings, forms of the other Cyrillic language, and slips of one letter.

    What lies in the spans `but` has been found already.
    """
    language = text.language
    own = convention.find(text.text, language)
    taken = [*but, *((mention.start, mention.end) for mention in own)]
    told = Spans(but)
    for mention in own:
        whole = with_given(mention, text, convention)
        if not told.overlap((whole.start, whole.end)) and _outside(
            whole, convention, language, mixed=whole != mention
        ):
            yield _finding(text, whole, convention)
    if language in CYRILLIC:
        for mention in _of_other_language(text, convention, Spans(taken)):
            if not vocabulary.has(mention.text):
                taken.append((mention.start, mention.end))
                yield _finding(text, mention, convention)
    mentioned = {fold(mention.text, language) for mention in own}
    for word in candidates(text, vocabulary, taken):
        if near := _near(word, text, convention, vocabulary):
            # What begins a sentence may be any word, unless the source has the very name.
            first = text.source is None and begins_sentence(text.text, word.span[0])
            if _is_slip(near, language, first=first, mentioned=mentioned):
                message = f"'{word.text}' is one letter away from the name {near}"
                yield Finding(NAME_SPELLING, text, word.span, message, near, guess=True)


def _of_other_language(text: Text, convention: Convention, taken: Spans) -> Iterator[Mention]:
    for mention in convention.find(text.text, OTHER[text.language]):
        whole = with_given(mention, text, convention)
        if not whole.sure or taken.overlap((mention.start, mention.end)):
            continue
        name = convention.by_id[mention.id]
        others = whole is mention and is_anothers(mention, text, convention)
        if not others and not convention.accepts(name, whole.text, text.language):
            yield whole


def _near(word: Word, text: Text, convention: Convention, vocabulary: Vocabulary) -> str | None:
    if len(word.text) < LONG or _PATRONYMIC.search(word.text):
        return None
    known = is_adjective(word.text, convention, text.language)
    if known and not convention.is_strange(word.text, text.language):
        return None
    near = vocabulary.nearest(word.text, text.language)
    bare = _POSSESSIVE.sub("", word.text)
    if near is None or is_given(bare, text.language) or convention.is_word(bare, text.language):
        return None
    if _is_family(bare, near, text.language, convention, vocabulary):
        return None
    # «Момон» is no ОМОН, and who slips knows how a name begins: «Мерлин» is no Берлин.
    if near[:2].isupper() != word.text[:2].isupper() or near[0] != word.text[0]:
        return None
    return near if _is_meant(near, text, convention, vocabulary) else None


def _is_family(
    word: str, near: str, language: str, convention: Convention, vocabulary: Vocabulary
) -> bool:
    """Tell whether a word is a surname that several bear: the Lukashenkas, Путиных."""
    owners = [convention.by_id[each] for each in vocabulary.owners.get(fold(near, language), ())]
    if any(each.kind != "person" for each in owners):
        return False
    for each in owners:
        full = convention.printed(each) if language == "en" else getattr(each, language)
        surname = surname_of(full)
        stem = re.escape(surname) + ("?" if surname[-1:] in VOWELS else "")
        if surname and re.fullmatch(rf"{stem}(?:{cues(language)['families']})", word):
            return True
    return False


def _is_meant(near: str, text: Text, convention: Convention, vocabulary: Vocabulary) -> bool:
    """Tell whether a name may be meant: in a translation, only one that its source mentions."""
    if text.source is None:
        return True
    mentions = convention.find(text.source.text, text.source.language)
    owners = vocabulary.owners.get(fold(near, text.language), ())
    return any(each.id in owners for each in mentions)


def _is_slip(near: str, language: str, *, first: bool, mentioned: set[str]) -> bool:
    long_enough = language == "en" and len(near) >= LONG_AT_START
    return not first or long_enough or fold(near, language) in mentioned


def _outside(mention: Mention, convention: Convention, language: str, *, mixed: bool) -> bool:
    name = convention.by_id[mention.id]
    if convention.accepts(name, mention.text, language):
        return False
    if language == "en":
        return mention.sure
    return mixed or convention.strange(name, mention.text, language)


def _finding(text: Text, mention: Mention, convention: Convention) -> Finding:
    name = convention.by_id[mention.id]
    beside = Beside(
        text.text[: mention.start],
        text.text[mention.end : mention.end + 30],
        first=begins_sentence(text.text, mention.start),
    )
    better = convention.proposal(name, mention.text, text.language, beside)
    shown = better or (
        convention.printed(name) if text.language == "en" else getattr(name, text.language)
    )
    message = f"'{mention.text}' is not how this edition writes {mention.id}; write {shown}"
    own = mention.sure and not _begins_a_longer_name(text, mention, convention)
    span = (mention.start, mention.end)
    sure = own and better is not None
    return Finding(NAME_SPELLING, text, span, message, better, sure, guess=not own)


def _begins_a_longer_name(text: Text, mention: Mention, convention: Convention) -> bool:
    """Tell whether what follows may make another name of it, its bearer's own: Grodno Azot."""
    following = _FOLLOWING.match(text.text, mention.end)
    if text.language in CYRILLIC or mention.kind == "person" or following is None:
        return False
    mentions = convention.find(text.text, text.language)
    return all(each.start != following.end() for each in mentions)
