"""The words of a text alone: what typography and markup leave the same is the same."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# A word or a sign that counts as one: 5 % is not 5.
_TOKEN = re.compile(r"\w+|[%‰°№$€£₽]")
_BETWEEN = r"[^\w%‰°№$€£₽]"
_ROLE = re.compile(r":[\w.+:-]+:`([^`]*)`")
_TARGET = re.compile(r"\s*<[^<>`]*>(?=`)")
_NOTE = re.compile(r"\[[#*\w.+-]+\]_")
_SILENT = re.compile(r"\\\s|\u00ad|\u200b|\u2060")


def words(text: str) -> str:
    r"""Give the words of a text in RST, each between two spaces.

    >>> words('the "Union\\ *s*" :en:`of <x>` `11–12\xa0% <https://a.example>`__')
    ' the Unions of 11 12 % '
    """
    plain = _TARGET.sub("", _NOTE.sub(" ", _SILENT.sub("", text)))
    plain = _ROLE.sub(r"\1", plain).replace("\\*", "*").replace("*", "").replace("_", " ")
    return f" {' '.join(_TOKEN.findall(unicodedata.normalize('NFC', plain)))} "


def replaced(text: str, stood: str, stands: str) -> str:
    """Put `stands` wherever a text in RST has the words of `stood`, whatever is between them.

    >>> replaced("It is 10% of **all**.", "10 % of all", "10 % of most")
    'It is 10 % of most**.'
    """
    tokens = words(stood).split()
    if not tokens:
        return text
    pattern = re.escape(tokens[0])
    for before, token in pairwise(tokens):
        apart = before.isalnum() and token.isalnum()  # 10% as 10 %
        pattern += f"{_BETWEEN}{'+' if apart else '*'}{re.escape(token)}"
    pattern = rf"(?<!\w){pattern}(?!\w)"
    return re.sub(pattern, lambda _found: stands, text)
