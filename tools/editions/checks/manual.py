"""The manual of the checks, made of their declarations and manual.toml."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files

from editions.checks import CHECKS, Check

_HEAD = """\
.. Made by "editions check --manual"; edit tools/editions/checks/manual.toml instead.

Checks
======

``editions check`` (``make check``) runs them all and prints ``path:line: severity id: message``.
An error ends in exit code 1; a warning asks for a look; an info is only told.

Who is sure that a message is wrong vouches for the passage:

- in a catalogue by a flag above the message, ``#, ignore-fact-date``, or by a comment that every
  tool keeps, ``# ok: fact-date, name-repeat``. Poedit, gtranslator and msgcat drop the flag;
  ``editions update`` puts it back as long as source and translation are the same, from
  ``locale/vouched.be.txt`` (to take it back, remove the flag and that line);
- in a document by the comment ``.. ok: typo-dash`` before the passage (a paragraph, list, table
  or picture), or before the title for the whole;
- for a whole publication in the settings, with the reason::

    [tool.editions.checks]
    fact-ordinal = { severity = "off", reason = "ordinals are said by words here" }

  ``off``, ``warn`` or ``error``. What protects readers cannot be switched off or lowered.

Every verb hears it: ``build``, ``update``, ``names check``, ``status`` and the preview as well.

A passage in another language is marked by its role, as ``:ru:`…```, and is then not checked as
Belarusian, Russian or English. A document that quotes wrong names on purpose has the comment
``.. names: off`` before the passage, or before its title for the whole.

Rows of the registers ``gazetteer.csv`` and ``termbase.csv`` are checked as well (ids
``gazetteer-…`` and ``termbase``); what is wrong with a row, its message says.
"""


def manual() -> str:
    """Give the manual as RST, a section per check under its anchor."""
    known = tomllib.loads(files(__package__).joinpath("manual.toml").read_text("utf-8"))
    return "\n".join((_HEAD, *(_section(check, known[check.id]) for check in CHECKS)))


def _section(check: Check, known: Mapping[str, str]) -> str:
    title = f"{check.id} ({check.severity})"
    lines = [f".. _{check.anchor}:", "", title, "-" * len(title), ""]
    lines += [f"*{check.title}.*", "", *_wrapped(known["text"]), ""]
    if "gate" in known:
        lines += [*_wrapped(f"Why it may close a gate: {known['gate']}"), ""]
    if "guess" in known:
        lines += [*_wrapped(f"Only a warning: {known['guess']}"), ""]
    if "protects" in known:
        lines += [*_wrapped(f"No setting switches it off: {known['protects']}"), ""]
    lines += _example(known)
    lines += [*_wrapped(_silencing(check, known["silence"])), ""]
    return "\n".join(lines)


def _silencing(check: Check, when: str) -> str:
    if when.startswith(("Never.", "Never:")):
        return f"To be silenced: {when[0].lower()}{when[1:]}"
    return f"To be silenced with ``#, {check.flag}``: {when[0].lower()}{when[1:]}"


def _wrapped(text: str) -> list[str]:
    # Broken at spaces alone: a line that begins with a hyphen or a sign would be a list.
    return textwrap.wrap(text, 98, break_long_words=False, break_on_hyphens=False)


def _example(known: Mapping[str, str]) -> Iterator[str]:
    if "wrong" in known:
        # A literal block: what is wrong here must not be parsed, checked or linked.
        yield from ("::", "", f"    wrong   {known['wrong']}", f"    right   {known['right']}", "")
