"""What spans editions, and what a page of any of them needs; nothing here knows Sphinx."""

from __future__ import annotations

from editions.site.chooser import chooser
from editions.site.facts import FACTS, EditionFacts
from editions.site.facts import load as read_facts

__all__ = ["FACTS", "EditionFacts", "chooser", "read_facts"]
