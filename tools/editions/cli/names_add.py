"""``editions names add``: one more name in the register, judged before it is written."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from editions import files
from editions.cli.talk import say, show
from editions.config import Publication
from editions.names import gazetteer
from editions.names.adding import with_row
from editions.names.forms import forms
from editions.problems import Problem, has_errors


def add_add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``names add``."""
    parser.add_argument("id", metavar="ID", help="p-surname, b-body, by-town, …")
    parser.add_argument("--kind", required=True, choices=sorted(gazetteer.KINDS), metavar="KIND")
    parser.add_argument("--be", required=True, help="the name in Belarusian")
    parser.add_argument("--ru", required=True, help="the name in Russian")
    parser.add_argument("--en", default="", help="an English form that no rule yields")
    parser.add_argument("--reason", default="", help="why English has that form")
    parser.add_argument("--variants", default="", help="other known spellings, parted by |")
    parser.add_argument("--ambiguous", default="", help="what else the name can mean")


def add(arguments: argparse.Namespace, publication: Publication) -> int:
    """Write the row if the register is as sound with it as without; print its case forms."""
    own = publication.locale / gazetteer.GAZETTEER
    given = ("id", "kind", "be", "ru", "en", "reason", "variants", "ambiguous")
    cells = {name: getattr(arguments, name).strip() for name in given}
    with files.locked(publication.root, "names"):
        path = gazetteer.gazetteer_path(publication)
        text = with_row(path.read_text("utf-8-sig"), cells)
        names, problems = _judged(text)
        before = {problem.message for problem in gazetteer.load(path, publication.root)[1]}
        new = [problem for problem in problems if problem.message not in before]
        if has_errors(new):
            show(new)
            say("nothing was written")
            return 1
        files.write_text(own, text)
    for language in ("be", "ru"):
        spelt = dict.fromkeys(form.text for form in forms(names.by_id[cells["id"]], language))
        print(f"{language}: {', '.join(spelt)}")
    say(f"wrote {own.relative_to(publication.root).as_posix()}; read the forms over")
    return 0


def _judged(text: str) -> tuple[gazetteer.Gazetteer, list[Problem]]:
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / gazetteer.GAZETTEER
        draft.write_text(text, encoding="utf-8")
        return gazetteer.load(draft, Path(folder))
