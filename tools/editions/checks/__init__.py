"""Checks: what can be wrong with a text, one declaration and one function each.

A check only finds; what a reader of its findings may do about them is in the manual, under
the check's anchor, and a translator who is sure may silence it for one message by its flag.
"""

from __future__ import annotations

from dataclasses import dataclass

from editions.problems import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of a check before it runs."""

    id: str
    severity: Severity
    title: str

    @property
    def anchor(self) -> str:
        """The label of its section in the manual."""
        return f"check-{self.id}"

    @property
    def flag(self) -> str:
        """The flag that silences it for one message of a catalogue."""
        return f"ignore-{self.id}"


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CATALOGUE = Check("catalogue", _ERROR, "A catalogue that cannot be read")
ORPHAN = Check("orphan", _WARNING, "A catalogue without a document")
UNTRANSLATED = Check("untranslated", _WARNING, "Something is not translated yet")
STALE = Check("stale", _WARNING, "The wording of the source has changed since")
WITHDRAWN = Check("withdrawn", _WARNING, "A fact of the source has changed since")
MARKUP = Check("markup", _ERROR, "A translation with other markup than its source")
IDENTITY = Check("identity", _ERROR, "A person or a machine can be found through this file")

DOCUMENT = Check("document", _ERROR, "A document that cannot be read")
FIELD = Check("field", _ERROR, "A field of a document states what cannot be")
OUTSIDE = Check("outside", _ERROR, "A document reaches out of the publication")
FILE_NAME = Check("file-name", _ERROR, "A name that not every system bears")
COPY = Check("copy", _WARNING, "A copy that a program left beside a document")
CITATION = Check("citation", _ERROR, "A published number or address has changed")
SERIES_TITLE = Check("series-title", _WARNING, "The front page has another heading than the series")
STATED_DAY = Check("stated-day", _ERROR, "A day that cannot be")
PICTURE = Check("picture", _ERROR, "A picture that cannot be shown")
TABLE_TITLE = Check("table-title", _WARNING, "A table without a title")
CORRECTION = Check("correction", _WARNING, "A listed correction that is not in the text")
RECEIVED = Check("received", _WARNING, "A received file is not as it was received")
LEFT_OUT = Check("left-out", _INFO, "A received sentence that readers do not get")

NAME_SPELLING = Check("name-spelling", _ERROR, "A name outside the edition’s convention")
NAME_MISSING = Check("name-missing", _ERROR, "A name of the source is not translated")
NAME_REPEAT = Check("name-repeat", _WARNING, "A name is repeated fewer times")
NAME_ADDED = Check("name-added", _WARNING, "A name that the source does not have")
NAME_LETTERS = Check("name-letters", _ERROR, "A letter of another alphabet in a name")
NAME_UNREGISTERED = Check("name-unregistered", _INFO, "A name the register does not have")

FACT_NUMBER = Check("fact-number", _ERROR, "A number, percent or sum differs from the source")
FACT_DATE = Check("fact-date", _ERROR, "A date, month or year differs from the source")
FACT_ORDINAL = Check("fact-ordinal", _ERROR, "An ordinal number differs from the source")
FACT_UNIT = Check("fact-unit", _ERROR, "A unit of measure differs from the source")
FACT_LINK = Check("fact-link", _ERROR, "A link differs from the source")
LINK_WORDS = Check("link-words", _ERROR, "A link whose words hide where it leads")
FACT_NEGATION = Check("fact-negation", _WARNING, "A negation is lost or added")

TERM_FORBIDDEN = Check("term-forbidden", _WARNING, "A word that the termbase forbids")
TERM_MISSING = Check("term-missing", _WARNING, "A term is not translated as the termbase says")

LETTER_MIXED = Check("letter-mixed", _ERROR, "Letters of two alphabets in one word")
LETTER_FOREIGN = Check("letter-foreign", _ERROR, "A letter that the language does not have")
LETTER_SCRIPT = Check("letter-script", _WARNING, "Letters of a script the source has not")
LETTER_UNSET = Check("letter-unset", _WARNING, "A letter that no font has")
LETTER_COMPOSED = Check("letter-composed", _ERROR, "A letter put together of two characters")
LETTER_INVISIBLE = Check("letter-invisible", _ERROR, "An invisible character")
LETTER_LEFT_OUT = Check("letter-left-out", _WARNING, "A letter written as another one: е for ё")
LETTER_BROKEN = Check("letter-broken", _ERROR, "Text broken by a wrong encoding")

TYPO_QUOTES = Check("typo-quotes", _WARNING, "Quotation marks of another language")
TYPO_PAIRS = Check("typo-pairs", _WARNING, "A quotation mark or bracket without its partner")
TYPO_DASH = Check("typo-dash", _WARNING, "A hyphen where a dash belongs, or the reverse")
TYPO_SPACE = Check("typo-space", _WARNING, "A space too many or too few")
TYPO_PERCENT = Check("typo-percent", _WARNING, "A per-cent or number sign spaced wrongly")
TYPO_DECIMAL = Check("typo-decimal", _WARNING, "A decimal sign of another language")
TYPO_MARKS = Check("typo-marks", _WARNING, "Marks repeated, or full stops for an ellipsis")
TYPO_APOSTROPHE = Check("typo-apostrophe", _WARNING, "A wrong sign for the apostrophe")

EMPHASIS = Check("emphasis", _WARNING, "Emphasis is lost or added")
WORD_DOUBLED = Check("word-doubled", _WARNING, "A word stands twice")
FINAL_MARK = Check("final-mark", _WARNING, "The final punctuation differs from the source")
COPIED = Check("copied", _ERROR, "The translation is a copy of the source")
LENGTH = Check("length", _WARNING, "The translation is suspiciously short or long")
WRONG_LANGUAGE = Check("wrong-language", _ERROR, "The translation is in another language")

WORDING = Check("wording", _INFO, "A wording that an editor would change")
SPELLING = Check("spelling", _WARNING, "A word no dictionary knows")
SPELLING_SKIPPED = Check("spelling-skipped", _INFO, "Spelling could not be checked")

CHECKS = (
    CATALOGUE,
    ORPHAN,
    UNTRANSLATED,
    STALE,
    WITHDRAWN,
    MARKUP,
    IDENTITY,
    DOCUMENT,
    FIELD,
    OUTSIDE,
    FILE_NAME,
    COPY,
    CITATION,
    SERIES_TITLE,
    STATED_DAY,
    PICTURE,
    TABLE_TITLE,
    CORRECTION,
    RECEIVED,
    LEFT_OUT,
    NAME_SPELLING,
    NAME_MISSING,
    NAME_REPEAT,
    NAME_ADDED,
    NAME_LETTERS,
    NAME_UNREGISTERED,
    FACT_NUMBER,
    FACT_DATE,
    FACT_ORDINAL,
    FACT_UNIT,
    FACT_LINK,
    LINK_WORDS,
    FACT_NEGATION,
    TERM_FORBIDDEN,
    TERM_MISSING,
    LETTER_MIXED,
    LETTER_FOREIGN,
    LETTER_SCRIPT,
    LETTER_UNSET,
    LETTER_COMPOSED,
    LETTER_INVISIBLE,
    LETTER_BROKEN,
    LETTER_LEFT_OUT,
    TYPO_QUOTES,
    TYPO_PAIRS,
    TYPO_DASH,
    TYPO_SPACE,
    TYPO_PERCENT,
    TYPO_DECIMAL,
    TYPO_MARKS,
    TYPO_APOSTROPHE,
    EMPHASIS,
    WORD_DOUBLED,
    FINAL_MARK,
    COPIED,
    LENGTH,
    WRONG_LANGUAGE,
    WORDING,
    SPELLING,
    SPELLING_SKIPPED,
)
