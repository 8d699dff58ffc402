"""``editions update``: templates → catalogues in locale/, nothing lost."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from editions import gate, judging
from editions.catalogue import layout
from editions.catalogue.change import Change as Grade
from editions.catalogue.extract import extract
from editions.catalogue.merge import Counts
from editions.catalogue.update import Change, refuse_unwritable, update
from editions.checks import vouching
from editions.cli.talk import say, show
from editions.config import Publication
from editions.problems import has_errors

ABOUT = """\
Brings the catalogues in locale/ up to the documents. Nothing a person wrote is lost: what
has gone from a document stays in its catalogue as obsolete, and the catalogue of a document
that has gone goes to locale/_archive. A message that was edited, moved or restored finds its
translation again, whatever document it stood in. An edit is classed and told of in the
message's comment ('#. change: …'):

  typography  spaces, quotation marks, dashes, a mended letter: the translation stays valid
  wording     fuzzy with the previous text; published, marked as older than its source
  fact        a number, date, name, negation or link: fuzzy with the previous text, withdrawn

What has been translated before anywhere, in another document, in the archive or in the TMX
and PO files of the folder memory/, is proposed as fuzzy ('#. memory: …'); a proposal is never
published before somebody has confirmed it. Empty a proposal to be rid of it for good.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = ABOUT
    parser.add_argument(
        "--edition", action="append", metavar="be", help="only this edition (repeatable)"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are printed"
    )


def run(arguments: argparse.Namespace, publication: Publication) -> int:
    """Extract, then update the catalogues; problems go to standard output."""
    languages = tuple(dict.fromkeys(arguments.edition or publication.languages))
    refuse_unwritable(publication, languages)
    # A template older than its document would make yesterday's text obsolete again.
    say("extracting…")
    judged = judging.judge(publication)
    extraction = extract(publication, withheld=judging.withheld(judged))
    say(f"updating {', '.join(languages)}…")
    done = update(publication, languages, withheld=extraction.withheld)
    written = [change for change in done.changes if change.written]
    for change in written:
        say(f"  {_told(change, publication)}")
    for path in done.removed:
        say(f"  removed {path.relative_to(publication.root).as_posix()}: a tool left it, signed")
    if not written and not done.removed:
        say("  nothing new")
    for name in sorted(extraction.withheld):
        say(f"  {name}: its catalogues are left as they are until it is mended")
    for line in _outlook(publication, written):
        say(f"  {line}")
    told = (*judging.errors(judged), *extraction.problems, *done.problems)
    problems = tuple(dict.fromkeys(vouching.settled(publication, told)))
    show(problems, as_json=arguments.format == "json")
    return int(has_errors(problems))


def _outlook(publication: Publication, changes: Iterable[Change]) -> Iterator[str]:
    """Say what corrections of issues do to their gates."""
    corrected: dict[str, set[str]] = {}
    for change in changes:
        edited = sum(change.counts.edited.values())
        # What is quite new has nothing to lose.
        if change.moved_to is None and (edited or (change.counts.added and change.counts.kept)):
            folder = layout.messages(publication, change.language)
            name = change.path.relative_to(folder).with_suffix("").as_posix()
            corrected.setdefault(change.language, set()).add(name)
    for language, names in corrected.items():
        yield from gate.outlook(publication, language, names)


def _told(change: Change, publication: Publication) -> str:
    path = change.path.relative_to(publication.root).as_posix()
    if change.moved_to is None:
        return f"wrote {path}: {_counted(change.counts)}"
    target = change.moved_to.relative_to(publication.root).as_posix()
    ours = publication.locale / change.language
    if change.path.is_relative_to(ours) and change.moved_to.is_relative_to(ours):
        return f"renamed {path} → {target}, as its document was: {_counted(change.counts)}"
    if change.moved_to.is_relative_to(ours):
        return f"brought back {path} → {target}: {_counted(change.counts)}"
    return f"archived {path} → {target}: its document is gone"


def _counted(counts: Counts) -> str:
    edited = {grade: number for grade, number in counts.edited.items() if number}
    grades = ", ".join(f"{edited[grade]} {grade}" for grade in Grade if grade in edited)
    told = {
        "new": counts.added,
        f"edited ({grades})": sum(edited.values()),
        "moved here": counts.moved,
        "proposed from an identical text (fuzzy)": counts.suggested,
        "proposed from a similar text (fuzzy)": counts.similar,
        "revived": counts.revived,
        "gone": counts.obsolete,
        "kept": counts.kept,
    }
    return ", ".join(f"{number} {what}" for what, number in told.items() if number) or "header only"
