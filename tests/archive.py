"""A publication of many issues for tests and benches, made by a fixed rule: no clock, no chance.

    python tests/archive.py FOLDER ISSUES

Every issue has the parts and the length of the December 2020 report. Its paragraphs are put
together from three kinds of sentences, each at hand in the three languages, so that message and
translation say the same: sentences of the report, sentences of made words drawn by Zipf's law
(so that the vocabulary grows with the archive as it does in natural language), and sentences
that name places and persons of the register.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import polib

from editions import config
from editions.catalogue import layout, po
from editions.checks.installed import word_list
from editions.facts import facts, negations
from editions.names.english import english
from editions.names.gazetteer import gazetteer_path, rows
from editions.site.months import month_of

DECEMBER = Path(__file__).parent / "roots" / "december"
REPORT = "2020-12"
VOCABULARY = 16_000

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZА-ЯЁІЎ«“])")
_WORD = re.compile(r"\b[^\W\d_A-ZА-ЯЁІЎ]{4,}\b")
_TITLE = re.compile(r"(.+)\n([=-])\2{3,}")
_PLACES = frozenset({"city", "country", "town", "village"})


class Said(NamedTuple):
    """The same in three languages."""

    en: str
    be: str
    ru: str

    def changed(self, change: Callable[[str], str]) -> Said:
        return Said(*map(change, self))


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an issue: the label or bullet before it, its text, its underline if a title."""

    before: str
    said: Said
    underline: str = ""

    def __str__(self) -> str:
        line = f"\n{self.underline * len(self.said.en)}" if self.underline else ""
        return f"{self.before}{self.said.en}{line}\n\n"


_JOINTS = (
    Said("of the", "", ""),
    Said("and", "і", "и"),
    Said("for the", "для", "для"),
    Said("on", "на", "на"),
    Said("to the", "да", "к"),
    Said("", "", ""),
)
"""Short words between the made ones, as many as there are in the report."""


def archive(target: Path, issues: int) -> list[str]:
    """Make a publication of so many issues in `target`; give their months, oldest first.

    The newest is of December 2020, as the report that gives their shape; it is not in it.
    """
    ignored = shutil.ignore_patterns("source_reports", f"{REPORT}.*")
    shutil.copytree(DECEMBER, target, ignore=ignored, dirs_exist_ok=True)
    publication = config.load(target)
    writer = Writer(publication)
    for language, words in writer.words.items():
        # Else the checks would be at work on them alone.
        word_list(publication, language).write_text("\n".join(words) + "\n", encoding="utf-8")
    months = [f"{2020 - at // 12}-{12 - at % 12:02}" for at in reversed(range(issues))]
    for month in months:
        _write(publication, month, list(writer.issue(month)))
    return months


class Writer:
    """Writes issues; the same month always reads the same, however many there are."""

    def __init__(self, publication: config.Publication) -> None:
        self._shape = list(_shape())
        texts = [block.said for block in self._shape if not block.underline]
        sentences = (said for text in texts for said in _sentences(text))
        self._sentences = sorted(sentences, key=_length)
        self._lengths = [_length(said) for said in self._sentences]
        dice = _dice(REPORT)
        self.words = {
            language: _made_words(" ".join(said), language, dice)
            for language, said in zip(Said._fields, zip(*texts, strict=True), strict=True)
        }
        self._words = [Said(*each) for each in zip(*self.words.values(), strict=True)]
        self._weights = list(accumulate(1 / (rank + 40) for rank in range(VOCABULARY)))
        self._names = _names(publication)
        dice.shuffle(self._names)

    def issue(self, month: str) -> Iterator[Block]:
        """Give the blocks of an issue."""
        dice = _dice(month)
        for block in self._shape:
            said = block.said
            if not block.underline:
                said = self._paragraph(_length(said), dice)
            elif block.underline == "=":
                said = Said(
                    *(
                        text.replace(month_of(REPORT, language), month_of(month, language))
                        for text, language in zip(said, Said._fields, strict=True)
                    )
                )
            yield Block(block.before.replace(REPORT, month), said, block.underline)

    def _paragraph(self, length: int, dice: random.Random) -> Said:
        """Put sentences together until there are about `length` English words."""
        parts = [self._with_names(dice)] if dice.random() < 0.5 else []
        while (left := length - sum(map(_length, parts))) > 0:
            fitting = bisect_right(self._lengths, left + 5)
            if len(parts) % 2 and fitting:
                parts.append(self._sentences[dice.randrange(fitting)])
            else:
                parts.append(self._of_made_words(min(left, 20), dice))
        dice.shuffle(parts)
        return _joined(parts)

    def _of_made_words(self, length: int, dice: random.Random) -> Said:
        made = dice.choices(self._words, cum_weights=self._weights, k=max(2, length // 2))
        words = [_joined((dice.choice(_JOINTS), word)) for word in made]
        number = str(dice.randrange(13, 900))
        words.insert(dice.randrange(1, len(words)), Said(number, number, number))
        said = _joined(words)
        return said.changed(lambda text: f"{text[0].upper()}{text[1:]}.")

    def _with_names(self, dice: random.Random) -> Said:
        """Mention names, some of them much oftener than others."""
        ranks = dict.fromkeys(int(dice.paretovariate(0.5)) for _ in range(3))
        names = [self._names[rank - 1] for rank in ranks if rank <= len(self._names)]
        listed = Said(*(", ".join(each) for each in zip(*names or self._names[:1], strict=True)))
        return Said(
            f"There is news of {listed.en}.",
            f"Ёсць навіны: {listed.be}.",
            f"Есть новости: {listed.ru}.",
        )


def _joined(parts: Iterable[Said]) -> Said:
    return Said(*(" ".join(filter(None, each)) for each in zip(*parts, strict=True)))


def _length(said: Said) -> int:
    return said.en.count(" ") + 1


def _dice(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a fixed rule, no secret


def _shape() -> Iterator[Block]:
    """Give the blocks of the report."""
    catalogues = [
        {entry.msgid: entry.msgstr for entry in po.read(path)}
        for language in ("be", "ru")
        for path in [DECEMBER / "locale" / language / "LC_MESSAGES" / "reports" / f"{REPORT}.po"]
    ]
    before = ""
    text = (DECEMBER / "docs" / "reports" / f"{REPORT}.rst").read_text("utf-8")
    for block in text.strip().split("\n\n"):
        title = _TITLE.fullmatch(block)
        bullet = "- " if block.startswith("- ") else ""
        msgid = title[1] if title else block.removeprefix("- ")
        if msgid in catalogues[0]:
            said = Said(msgid, *(catalogue[msgid] for catalogue in catalogues))
            yield Block(before + bullet, said, title[2] if title else "")
            before = ""
        else:
            before += f"{block}\n\n"


def _sentences(text: Said) -> list[Said]:
    """Part a paragraph whose translations have as many sentences as it has itself."""
    parted = [_SENTENCE_END.split(each) for each in text]
    if len({len(each) for each in parted}) > 1:
        return []
    return [Said(*each) for each in zip(*parted, strict=True)]


def _made_words(text: str, language: str, dice: random.Random) -> list[str]:
    """Make words of the halves of those in a text; the first ones are those of the text."""
    found = sorted(set(_WORD.findall(text)))
    words = [word for word in found if _tells_nothing(word, language)]
    made = dict.fromkeys(words)
    while len(made) < 2 * VOCABULARY:
        made[dice.choice(words)[:3] + dice.choice(words)[2:]] = None
    # By chance «seven» is made as well.
    numbers = {fact.text for fact in facts(". ".join(made), language)}
    left = made.keys() - numbers - (set(found) - set(words))
    return [word for word in made if word in left][:VOCABULARY]


def _tells_nothing(word: str, language: str) -> bool:
    """Tell whether a word is no number, month, unit or denial, which a translation must repeat."""
    told = facts(f"7 {word} 7", language)
    return [fact.kind for fact in told] == ["number"] * 2 and not negations(word, language)


def _names(publication: config.Publication) -> list[Said]:
    """Give the places of the register that can be taken for nothing else."""
    register = rows(gazetteer_path(publication))
    by_id = {name.id: name for name in register}
    scheme = publication.romanization("en")
    return [
        Said(english(name, by_id, scheme), name.be, name.ru)
        for name in register
        if name.kind in _PLACES and not name.common_word and not name.ambiguous
    ]


def _write(publication: config.Publication, month: str, blocks: Sequence[Block]) -> None:
    name = f"reports/{month}"
    document = publication.docs / f"{name}.rst"
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text("".join(map(str, blocks)).rstrip() + "\n", encoding="utf-8")
    for language in ("be", "ru"):
        catalogue = po.new(language)
        messages = {block.said.en: getattr(block.said, language) for block in blocks}
        catalogue.extend(
            polib.POEntry(msgid=msgid, msgstr=text) for msgid, text in messages.items()
        )
        path = layout.messages(publication, language) / f"{name}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(po.dumps(catalogue), encoding="utf-8")


if __name__ == "__main__":
    archive(Path(sys.argv[1]), int(sys.argv[2]))
