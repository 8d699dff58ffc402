"""Names against the register: what is found in documents and catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from editions.checks import NAME_UNREGISTERED
from editions.checks.agreement import disagreements
from editions.checks.convention import Convention
from editions.checks.findings import Finding
from editions.checks.letters import foreign_letters
from editions.checks.spelling import misspellings
from editions.checks.texts import Text, select, text_files, texts
from editions.checks.unregistered import Vocabulary, unregistered
from editions.config import Publication
from editions.problems import Problem


def problems(
    publication: Publication, *, editions: Iterable[str] = (), paths: Iterable[Path] = ()
) -> list[Problem]:
    """Check the names of a publication's documents and catalogues, in the order of the files."""
    found = findings(publication, editions=editions, paths=paths)
    return list(publication.weighed(finding.problem() for finding in found))


def findings(
    publication: Publication, *, editions: Iterable[str] = (), paths: Iterable[Path] = ()
) -> list[Finding]:
    """Give what the checks of names find, with the replacements they propose.

    Nothing is found of what somebody vouches for, nor by a check that the settings switch off.
    """
    # The words of all texts tell a common word at a sentence's start from a name.
    everything = list(texts(publication))
    asked = select(text_files(publication), publication, editions=editions, paths=paths)
    files = {each.path for each in asked}
    chosen = [text for text in everything if text.file in files]
    found = of_texts(chosen, Convention.of(publication), everything=everything)
    return [each for each in found if any(publication.weighed([each.problem()]))]


def of_texts(
    chosen: Iterable[Text],
    convention: Convention,
    *,
    everything: Iterable[Text] = (),
    vocabularies: Mapping[str, Vocabulary] | None = None,
) -> list[Finding]:
    """Give what the checks of names find in the chosen of a publication's texts.

    What is a common word tell the texts of `everything`, or the `vocabularies` made of them.
    """
    vocabularies = vocabularies or vocabularies_of(everything)
    found: list[Finding] = []
    proposed: set[tuple[str, str]] = set()
    for text in filter(None, map(Text.for_names, chosen)):
        for finding in _of_text(text, convention, vocabularies[text.language]):
            # An unknown name is worth one line a file, however often it stands there.
            key = (text.path, finding.message)
            if finding.check is not NAME_UNREGISTERED or key not in proposed:
                found.append(finding)
            proposed.add(key)
    return found


def vocabularies_of(texts: Iterable[Text]) -> dict[str, Vocabulary]:
    """Collect the words that texts use in small letters, by language."""
    words: dict[str, list[str]] = {}
    for text in texts:
        if told := text.for_names():
            words.setdefault(text.language, []).append(told.text)
    return {language: Vocabulary.of(words[language]) for language in words}


def _of_text(text: Text, convention: Convention, vocabulary: Vocabulary) -> Iterator[Finding]:
    vocabulary.learn(convention, text.language)
    lettered = list(foreign_letters(text, convention, vocabulary))
    spelt = list(misspellings(text, convention, vocabulary, but=[f.span for f in lettered]))
    taken = [finding.span for finding in (*lettered, *spelt)]
    compared = disagreements(text, convention)
    new = unregistered(text, convention, vocabulary, but=taken)
    for finding in sorted((*lettered, *spelt, *compared, *new), key=lambda each: each.span):
        if not finding.is_vouched:
            yield finding
