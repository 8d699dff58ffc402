"""Facts of a text in Belarusian, Russian and English, in a form that does not depend on it.

`facts` finds numbers, percents, sums, dates, months, years, ordinals, measures, times,
designations and links; two texts agree on a fact if its kind and value are equal.
`negations` counts the words that deny. Neither needs to know whose text it reads.
"""

from __future__ import annotations

from editions.facts.model import Fact
from editions.facts.negation import negations
from editions.facts.reading import facts

__all__ = ["Fact", "facts", "negations"]
