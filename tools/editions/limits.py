"""How much one file may hold that people write, and where it holds more.

What is over a limit is refused with a sentence before any pattern looks through it: of a file
that comes from somebody else no verb may stand still. Below the limits time grows as the text.
Nothing here takes more than one look at every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from editions.problems import EditionsError

FILE = 64_000_000
"""Bytes of a catalogue or a translation memory; what is larger is not even opened."""
DOCUMENT = 2_000_000
"""Bytes of a document, of what it includes, and of a ledger: a book of a thousand pages."""
TABLE = 10_000_000
"""Bytes of a register and of a list of words."""
SETTINGS = 1_000_000
"""Bytes of the settings."""
LINE = 100_000
"""Bytes of a line of any file, of a text or a field of a header, of a comment, of a paragraph."""
MESSAGE = 10_000
"""Characters of a translation that can be published."""
LONG_MESSAGES = 1_000_000
"""Characters that the longer texts of one catalogue may have together."""
MESSAGES = 20_000
"""Messages of a catalogue, rows of a register, lines with something in a document."""
FIELDS = 200
"""Fields of a catalogue's header."""
PAIRS = 200_000
"""Pairs of a translation memory in XML; of its elements, five times as many."""
DEPTH = 50
"""How deep the elements of a translation memory may stand in one another."""
LINES = 500_000
"""Lines of any file."""
MARKUP = 20_000_000
"""Signs of markup times characters of a paragraph: docutils looks from each for its other half."""
TANGLED = "has too many signs of markup for its length"

_ITEM = re.compile(r"(?:[-*+#|•]|[#\w]{1,4}[.)])\s").match
"""What begins another paragraph without a blank line: an item of a list, a row of a table."""


class OverLimitError(EditionsError):
    """A file, or something in it, is larger than anything of its kind may be."""


@dataclass(frozen=True, slots=True)
class Over:
    """The line that is over a limit, and a sentence about it."""

    line: int
    message: str


def read(path: Path, most: int = FILE) -> bytes:
    """Read a file of at most `most` bytes; raise `OverLimitError` for a larger one, unopened."""
    if path.stat().st_size > most:
        raise OverLimitError(too_large(most), path=path, line=1)
    return path.read_bytes()


def too_large(most: int) -> str:
    """Say that a file has more than so many bytes."""
    return f"is larger than {most // 1_000_000} MB, the most that is read; part it"


def too_long(text: str) -> str:
    """Say that a translation has more characters than can be published."""
    return f"has {len(text)} characters, the most here are {MESSAGE}; shorten it"


def of_lines(text: str) -> Over | None:
    """Find what is over a limit in a file of which every line stands for itself."""
    if over := _lines(text):
        return over
    for number, line in enumerate(text.split("\n"), 1):
        if _bytes(line) > LINE:
            return _long(number, "line")
    return None


def refuse_lines(text: str, path: Path) -> None:
    """Raise `OverLimitError` for a file with a line over the limit (LF line ends)."""
    if over := of_lines(text):
        raise OverLimitError(over.message, path=path, line=over.line)


def of_table(text: str) -> Over | None:
    """Find what is over a limit in a register, a row a line."""
    if over := of_lines(text):
        return over
    if text.count("\n") > MESSAGES + 1 and sum(map(bool, text.split("\n"))) > MESSAGES + 1:
        return Over(MESSAGES + 2, f"has over {MESSAGES} rows, the most that are read; part it")
    return None


def of_document(text: str, *, joined: bool = True) -> Over | None:
    """Find what is over a limit in a document, or in what one includes.

    Unless lines are `joined` to paragraphs, each stands for itself.
    """
    if over := _lines(text):
        return over
    count = 0
    for begun, paragraph in _paragraphs(text, joined=joined):
        count += len(paragraph)
        size = sum(map(_bytes, paragraph))
        if size > LINE:
            return Over(
                begun, f"has a paragraph of over {LINE // 1000} kB; part it into paragraphs"
            )
        if size * size > MARKUP and is_tangled("\n".join(paragraph)):
            return Over(begun, f"this paragraph {TANGLED}; part it")
        if count > MESSAGES:
            message = f"has over {MESSAGES} lines with something in them; part it into documents"
            return Over(begun, message)
    return None


def _paragraphs(text: str, *, joined: bool) -> Iterator[tuple[int, list[str]]]:
    """Give the runs of lines that may be one paragraph, with the number of the first."""
    found: list[str] = []
    begun = depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.lstrip()
        if found and (not bare or not joined or len(line) - len(bare) != depth or _ITEM(bare)):
            yield begun, found
            found = []
        if bare:
            begun = begun if found else number
            depth = len(line) - len(bare)
            found.append(line)
    if found:
        yield begun, found


def is_tangled(text: str) -> bool:
    """Tell whether a text has so many signs of markup for its length that parsing takes long."""
    return len(text) * signs(text) > MARKUP


def signs(text: str) -> int:
    """Count the signs that may begin markup."""
    return sum(map(text.count, "*`|_[:@<"))


def of_catalogue(text: str) -> Over | None:
    """Find what is over a limit in a catalogue, be it sound or damaged (LF line ends)."""
    if _bytes(text) <= LINE and text.count("\\n") <= FIELDS:
        return None  # nothing in it can be over a limit: a message has six bytes at least
    return _lines(text) or _Catalogue().look_through(text)


def _lines(text: str) -> Over | None:
    if text.count("\n") <= LINES:
        return None
    return Over(LINES + 1, f"has over {LINES} lines, the most that are read; part it")


def _long(line: int, what: str) -> Over:
    return Over(line, f"this {what} has over {LINE // 1000} kB, the most that is read; shorten it")


def _bytes(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogatepass"))


class _Catalogue:
    """What has been seen of a catalogue: of the text or comment that lines go on with, its size."""

    def __init__(self) -> None:
        self.what = ""
        self.begun = self.size = self.length = 0
        self.long = self.fields = 0
        self.messages = -1  # the header is none
        self.is_header = self.is_empty = False

    def look_through(self, text: str) -> Over | None:
        """Find the first line that is over a limit."""
        for number, line in enumerate(text.split("\n"), 1):
            if not (bare := line.strip()):
                continue  # a text may go on below an empty line
            size = _bytes(bare)
            if size > LINE:
                return _long(number, "line")
            if bare[0] == "#" and bare[:2] == "#~" and bare[2:3] != "|":
                bare = bare[2:].lstrip()  # what is obsolete has texts like any other
            if bare[:1] == "#":
                if self.what != "#":
                    self._begin("#", number)
            elif bare[:3] == "msg":
                self._begin_text(bare, number)
            if over := self._go_on(bare, size, number):
                return over
        return None

    def _begin(self, what: str, number: int) -> None:
        self.long += self.length if self.length > MESSAGE else 0
        self.what, self.begun, self.size, self.length = what, number, 0, 0

    def _begin_text(self, bare: str, number: int) -> None:
        """Begin with a keyword's text; that of a header is known by its empty msgid."""
        word = bare.partition('"')[0].strip()
        if word == "msgid":
            self.messages += 1
            self.is_empty = self.what != "msgctxt"
        self.is_header = word == "msgstr" and self.what == "msgid" and self.is_empty
        self._begin(word, number)

    def _go_on(self, bare: str, size: int, number: int) -> Over | None:
        if self.is_header and self.what != "#":
            self.fields += bare.count("\\n")
            if self.fields > FIELDS:
                message = f"the header has over {FIELDS} fields, the most that are read"
                return Over(number, f"{message}; delete what is none of yours")
            if "\\n" in bare:  # each field counts for itself
                self.size, self.length = 0, 0
        elif self.what == "msgid" and self.is_empty:
            self.is_empty = bare.lstrip("msgid \t") == '""'
        self.size += size
        if self.size > LINE:
            return _long(self.begun, "comment" if self.what == "#" else "text")
        if self.messages > MESSAGES:
            return Over(number, f"has over {MESSAGES} messages, the most that are read; part it")
        self.length += 0 if self.what == "#" else len(bare)
        if self.length > MESSAGE and self.long + self.length > LONG_MESSAGES:
            message = f"its texts of over {MESSAGE} characters have over {LONG_MESSAGES} together"
            return Over(self.begun, f"{message}; shorten them")
        return None
