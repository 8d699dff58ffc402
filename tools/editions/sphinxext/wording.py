"""What readers are told of the state of a translation, in the language of the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx.locale import _

from editions.sphinxext.typography import bind
from editions.sphinxext.units import Unit


def said_of(run: Sequence[Unit]) -> Iterator[str]:
    """Give what a mark says, in the language of the edition."""
    state = run[0].state
    texts = [unit for unit in run if not unit.is_heading]
    numbers = [number for unit in texts for number in unit.numbers]
    if state is None:
        yield from (of_part()[state] for state in run[0].states if state)
    elif len(texts) < 2:
        yield of_one()[state]
    elif len(numbers) < 2:
        yield _of_several()[state]
    else:
        yield _of_paragraphs()[state] % f"{numbers[0]}–{numbers[-1]}"


def of_one() -> dict[str, str]:
    """Give what the mark of one passage says, by its state."""
    return {
        "missing": _("Not translated yet"),
        "held": _("The translation is being checked"),
        "withdrawn": _("The translation is being revised"),
        "stale": _("The source has changed since it was translated"),
        "doubted": _("The translation needs further work"),
    }


def _of_paragraphs() -> dict[str, str]:
    # Translators: %s stands for two numbers or more, as "12–24".
    return {
        "missing": _("Paragraphs %s are not translated yet"),
        "held": _("The translation of paragraphs %s is being checked"),
        "withdrawn": _("The translation of paragraphs %s is being revised"),
        "stale": _("The source of paragraphs %s has changed since they were translated"),
        "doubted": _("The translation of paragraphs %s needs further work"),
    }


def _of_several() -> dict[str, str]:
    return {
        "missing": _("The passages below are not translated yet"),
        "held": _("The translation of the passages below is being checked"),
        "withdrawn": _("The translation of the passages below is being revised"),
        "stale": _("The source of the passages below has changed since they were translated"),
        "doubted": _("The translation of the passages below needs further work"),
    }


def of_part() -> dict[str, str]:
    """Give what the mark of a block says that is in such a state in part, by the state."""
    return {
        "missing": _("Not all of this is translated yet"),
        "held": _("A part of this translation is being checked"),
        "withdrawn": _("A part of this translation is being revised"),
        "stale": _("A part of the source has changed since it was translated"),
        "doubted": _("A part of this translation needs further work"),
    }


def in_progress(percent: int, language: str, *, finished: bool = True) -> str:
    """Say how far a translation is; "" if it is complete and passed its gate."""
    if percent == 100:
        return "" if finished else _("The translation is being checked")
    # Translators: %s is a number, as in "Translation in progress: 83 %".
    return bind(_("Translation in progress: %s %%") % percent, language)
