"""Runs of text as reStructuredText: every character of the received text stays a character."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from docutils.utils.urischemes import schemes

from editions.intake.blocks import BREAK, Block, Run, Runs, Style

NoteMark = Callable[[tuple[Block, ...]], str]
"""Takes in a footnote's blocks, gives the mark to put into the text."""

# reStructuredText has no markup within markup: the first of these that a run has is set.
_PRECEDENCE = (
    Style.LITERAL,
    Style.SUPERSCRIPT,
    Style.SUBSCRIPT,
    Style.STRONG,
    Style.EMPHASIS,
)
_AROUND = {Style.STRONG: "**", Style.EMPHASIS: "*"}

# A name that could be taken for a reference ends with an underline; within a word it is safe.
_SPECIAL = re.compile(r"[\\*`|]|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_")
_SCHEME = re.compile(r"(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9.+-]*):(?=\S)")
_OPENERS = " («“„"
_CLOSERS = " .,;:!?)»”"

# What docutils takes for the beginning of something else than a paragraph.
_BLOCK_START = re.compile(
    r"""
    [-+*•‣⁃](?:\s|$)                                    # bullet
  | \(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|\#)[.)](?:\s|$)  # enumerator
  | \.\.(?:\s|$)                                        # comment, directive, target
  | :(?![:\s])(?:[^:\\]|\\.|:(?!(?:[\s`]|$)))*:(?:\s|$) # field
  | [-/+](?=\S)                                         # option list, grid table
  | >>>                                                 # doctest
  | =+(?:\s+=+)+\s*$                                    # simple table
  | ([!-/:-@\[-`{-~])\1*\s*$                            # transition, underline
    """,
    re.VERBOSE,
)


def lines(runs: Runs, note: NoteMark) -> list[str]:
    """Render `runs`, one string for every line the author wanted.

    Footnotes are handed to `note`.
    """
    rendered: list[str] = []
    start = 0
    for end in [i for i, run in enumerate(runs) if run == BREAK] + [len(runs)]:
        rendered.append(_line(runs[start:end], note))
        start = end + 1
    return rendered


def guard(line: str) -> str:
    """Mask what would make something else than a paragraph of a line of its own.

    >>> print(guard("1. Text"), guard("Text::"), guard("Text"))
    \\1. Text Text\\:: Text
    """
    if re.search(r"(?<!\\)(?:\\\\)*::$", line):
        line = rf"{line[:-2]}\::"
    if not _BLOCK_START.match(line):
        return line
    # A backslash before a backslash would be one more of the same punctuation.
    return rf"\ {line}" if line.startswith("\\") else rf"\{line}"


def escape(text: str) -> str:
    """Mask what docutils would read as markup or as an address of a kind we do not link."""
    return _SCHEME.sub(_mask_scheme, _SPECIAL.sub(r"\\\g<0>", text))


def address(target: str) -> str:
    """Write a link's target so that nothing in it ends the markup around it."""
    safe = "".join(quote(c) if c.isspace() or c in '<>`\\"{}^|' else c for c in target)
    return f"{safe[:-1]}%5F" if safe.endswith("_") else safe


def _line(runs: Runs, note: NoteMark) -> str:
    out = ""
    after_markup = False
    for run in runs:
        marked = _markup(run, note)
        piece = escape(run.text) if marked is None else marked
        if not piece:
            continue
        starts = _may_start(out, run.text) if marked else not after_markup or _may_end(out, piece)
        out += piece if starts else rf"\ {piece}"
        after_markup = marked is not None
    return out


def _may_start(before: str, content: str) -> bool:
    if not before or before[-1] == " ":
        return True
    return before[-1] in _OPENERS and content[:1].isalnum()


def _may_end(before: str, text: str) -> bool:
    # A colon after a backquote would begin the name of a role.
    return text[0] in _CLOSERS and not (text[0] == ":" and before.endswith("`"))


def _markup(run: Run, note: NoteMark) -> str | None:
    """Give the marked-up form of a run, None if it is plain text."""
    if run.note:
        return note(run.note)
    if not run.text.strip():
        return None
    if run.target:
        return f"`{escape(run.text)} <{address(run.target)}>`__"
    style = next((style for style in _PRECEDENCE if style in run.styles), None)
    if style is None:
        return None
    if style is Style.LITERAL:
        return _literal(run.text)
    mark = _AROUND.get(style)
    return f"{mark}{escape(run.text)}{mark}" if mark else f":{style}:`{escape(run.text)}`"


def _literal(text: str) -> str | None:
    """Give a literal, or None where its marks could not be told from its text."""
    plain = "`" not in text and "\\" not in text and text == text.strip() and text.isprintable()
    return f"``{text}``" if plain else None


def _mask_scheme(found: re.Match[str]) -> str:
    name = found[1].lower()
    return rf"{found[1]}\:" if name in schemes and name not in {"http", "https"} else found[0]
