"""No-break spaces where the language of a text wants them, once for HTML and PDF."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NBSP = "\u00a0"
_VERBATIM = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw)


@cache
def rules(language: str) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of typography.toml for a language; each matches one space."""
    table = tomllib.loads(files(__package__).joinpath("typography.toml").read_text("utf-8"))
    words = "|".join(table["short-words"].get(language, []))
    patterns = [*table["every-language"], *table["patterns"].get(language, [])]
    if words:
        # The word may follow another short word whose space is a no-break one by now.
        patterns.append(rf"(?<![\w’'-])(?i:{words}) ")
    return tuple(re.compile(pattern) for pattern in patterns)


def bind(text: str, language: str) -> str:
    """Replace the ordinary spaces at which a line of `text` must not end.

    >>> bind("6 снежня ў Мінску – 12 %", "be").replace(NBSP, "~")
    '6~снежня ў~Мінску~– 12~%'
    """
    for pattern in rules(language):
        text = pattern.sub(lambda match: match[0].replace(" ", NBSP), text)
    return text


class NoBreakSpaces(SphinxPostTransform):
    """Bind short words, numbers, dashes and initials in the running text."""

    # Last: references have their text by now.
    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        if self.app.builder.name == "gettext":
            return
        for text, language in _running_text(self.document, self.config.language):
            bound = bind(text.astext(), language)
            if bound != text.astext():
                text.parent.replace(text, nodes.Text(bound))


def _running_text(document: nodes.document, language: str) -> Iterator[tuple[nodes.Text, str]]:
    for text in list(document.findall(nodes.Text)):
        spoken = language
        ancestor = text.parent
        while ancestor is not None and not isinstance(ancestor, nodes.document):
            if isinstance(
                ancestor, nodes.FixedTextElement | nodes.literal | nodes.math | nodes.raw
            ):
                break
            for name in ancestor.get("classes", ()):
                if name.startswith("language-") and spoken == language:
                    spoken = name.removeprefix("language-")
            ancestor = ancestor.parent
        else:
            yield text, spoken


def setup(app: Sphinx) -> None:
    """Register the post-transform."""
    app.add_post_transform(NoBreakSpaces)
