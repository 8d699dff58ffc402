"""``editions update``: templates → catalogues in locale/, nothing lost."""

from __future__ import annotations

import argparse
from typing import Any

from editions.catalogue import layout
from editions.cli.talk import say, show
from editions.config import Publication
from editions.contents import read_beside
from editions.problems import Problem, has_errors
from editions.recall import Recall

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
    layout.refuse_unwritable(publication, languages)
    say("extracting…")
    recall = Recall(publication)
    read = read_beside(publication, f"{layout.APART}/doctrees")
    # Where nothing has changed nothing is imported that extracts or merges.
    known = recall.find_whole("updated", [languages, read])
    if known is None or layout.journal(publication).exists():
        known = _updated(publication, languages, recall)
        recall.keep_whole("updated", [languages, read], known)
    else:
        say(f"updating {', '.join(languages)}…")
    for line in known["told"]:
        say(f"  {line}")
    problems = tuple(map(Problem.from_dict, known["problems"]))
    show(problems, as_json=arguments.format == "json")
    return int(has_errors(problems))


def _updated(
    publication: Publication, languages: tuple[str, ...], recall: Recall
) -> dict[str, Any]:
    """Extract and update; give what is told of it and the problems, as types of JSON."""
    from editions import judging  # noqa: PLC0415 - see above
    from editions.catalogue.extract import extract  # noqa: PLC0415
    from editions.catalogue.update import update  # noqa: PLC0415
    from editions.checks import vouching  # noqa: PLC0415
    from editions.cli.updated import told_of  # noqa: PLC0415

    # A template older than its document would make yesterday's text obsolete again.
    judged = judging.judge(publication, recall=recall)
    extraction = extract(publication, withheld=judging.withheld(judged))
    say(f"updating {', '.join(languages)}…")
    done = update(publication, languages, withheld=extraction.withheld)
    told = (*judging.errors(judged), *extraction.problems, *done.problems)
    problems = dict.fromkeys(vouching.settled(publication, told))
    return {
        "told": list(told_of(publication, done, extraction.withheld)),
        "problems": [problem.as_dict() for problem in problems],
    }
