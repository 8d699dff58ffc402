"""Three versions of a ledger → one, for git: what either side has published stays published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from editions.site.ledger import Ledger, Paragraph, lettered, order


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A new paragraph of theirs that has another number now: ours had given it already."""

    before: str
    paragraph: Paragraph


def merged(
    ours: Ledger, theirs: Ledger, base: Ledger | None
) -> tuple[Ledger, tuple[Renumbered, ...]]:
    """Merge two versions of a ledger that come from `base` (None: from nowhere).

    No number of ours and no number of `base` moves or goes. What both sides have numbered alike
    and newly, though it is not the same, keeps ours; theirs has the next free letter.
    """
    old = _by_number(base)
    found, other = _by_number(ours), _by_number(theirs)
    new_of_ours = {each.fingerprint for number, each in found.items() if number not in old}
    used = {*old, *found, *other}
    renumbered = []
    for number, each in other.items():
        mine = found.get(number)
        if number in old:
            # Its text was edited: the side that did so counts.
            if mine is None or mine == old[number]:
                found[number] = each
        elif each.fingerprint in new_of_ours:
            continue  # both have added it
        elif mine is None:
            found[number] = each
        else:
            given = replace(each, number=lettered(order(number)[0], used))
            found[given.number] = given
            used.add(given.number)
            renumbered.append(Renumbered(number, given))
    found = old | found
    paragraphs = tuple(found[number] for number in sorted(found, key=order))
    places = _joined(_joined(base.places if base else (), ours.places), theirs.places)
    return Ledger(paragraphs, places, _editions(ours, theirs)), tuple(renumbered)


def _by_number(ledger: Ledger | None) -> dict[str, Paragraph]:
    return {each.number: each for each in (ledger.paragraphs if ledger else ())}


def _editions(ours: Ledger, theirs: Ledger) -> tuple[str, ...] | None:
    known = [each.editions for each in (ours, theirs) if each.editions is not None]
    return tuple(dict.fromkeys(code for codes in known for code in codes)) if known else None


def _joined(ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Give what is in either, in our order; what only they have follows what it follows there."""
    found = list(ours)
    before: str | None = None
    for each in theirs:
        if each not in found:
            found.insert(found.index(before) + 1 if before is not None else 0, each)
        before = each
    return tuple(found)
