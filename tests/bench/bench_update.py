"""How fast update and its memory are: CPU seconds, beside sphinx-intl and msgmerge on the same.

    python tests/bench/bench_update.py [issues]

The archive is made from the words of the report of December by a fixed rule: so many issues
of 48 messages, translated. Then one issue more appears, half of its texts like older ones, and
one message in twenty is edited.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import polib

from editions import config
from editions.catalogue import layout, po, shelf
from editions.catalogue.extract import extract
from editions.catalogue.update import update
from editions.config import Publication

DECEMBER = Path(__file__).parents[1] / "roots" / "december"
MESSAGES = 48
SETTINGS = '[tool.editions]\ntitle = "Archive"\npublisher = ""\neditions = ["be", "en"]\n'


def main() -> None:
    """Print the figures."""
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    with tempfile.TemporaryDirectory() as folder:
        publication = archive(Path(folder), issues)
        say(f"{issues} issues of {MESSAGES} messages, one new")
        seconds, told = answered(publication)
        say(f"memory: loading and 48 answers {seconds:.2f} CPU s ({told} proposals)")
        edit(publication)
        commands = others(publication)
        ours = timed(lambda: update(publication, ["be"]))
        again = timed(lambda: update(publication, ["be"]))
        say(f"update after one message in 20 was edited: {ours:.2f} CPU s, again {again:.2f} CPU s")
        for name, command in commands.items():
            other = spent(command, publication.root)
            say(f"{name}: {other:.2f} CPU s, ours is {ours / other:.2f} of it")


def archive(folder: Path, issues: int) -> Publication:
    """Make the publication: documents, templates, and translated catalogues but for the last."""
    (folder / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for name in ("gazetteer.csv", "termbase.csv"):
        (folder / "locale").mkdir(exist_ok=True)
        shutil.copy(DECEMBER / "locale" / name, folder / "locale" / name)
    real = po.read(DECEMBER / "locale/be/LC_MESSAGES/reports/2020-12.po")
    texts = [entry for entry in real if len(entry.msgid) > 60]
    (folder / "docs").mkdir()
    (folder / "docs/index.rst").write_text("Archive\n=======\n", encoding="utf-8")
    publication = config.load(folder)
    extract(publication)
    for number in range(issues + 1):
        name = f"reports/{2000 + number // 12}-{number % 12 + 1:02}"
        document = folder / f"docs/{name}.rst"
        document.parent.mkdir(exist_ok=True)
        document.write_text(f":issue: {name[8:]}\n\nIssue\n=====\n", encoding="utf-8")
        entries = messages(texts, random.Random(number))  # noqa: S311 - a fixed rule, no secret
        fill(layout.template(publication, name), [(entry.msgid, "") for entry in entries], "")
        if number < issues:
            path = layout.messages(publication, "be") / f"{name}.po"
            fill(path, [(entry.msgid, entry.msgstr) for entry in entries], "be")
    return publication


def messages(texts: list[polib.POEntry], chance: random.Random) -> list[polib.POEntry]:
    """Give the messages of one issue: half of them sentences of the report put otherwise."""
    made: dict[str, polib.POEntry] = {}
    while len(made) < MESSAGES:
        entry = chance.choice(texts)
        words = entry.msgid.split()
        if len(made) % 2:
            for _ in range(max(1, len(words) // 10)):
                words[chance.randrange(len(words))] = chance.choice(words)
        else:
            chance.shuffle(words)
        made[" ".join(words)] = polib.POEntry(msgid=" ".join(words), msgstr=entry.msgstr)
    return list(made.values())


def fill(path: Path, texts: list[tuple[str, str]], language: str) -> None:
    """Write a catalogue or template of those messages."""
    catalogue = po.new(language)
    catalogue.extend(polib.POEntry(msgid=msgid, msgstr=msgstr) for msgid, msgstr in texts)
    po.write(path, catalogue)


def answered(publication: Publication) -> tuple[float, int]:
    """Load the memory of the edition and ask it for every message of the new issue."""
    new = sorted(layout.templates(publication).glob("reports/*.pot"))[-1]
    started = process_time()
    memory = shelf.load(publication, "be").memory(["en"])
    found = [memory.proposal(entry.msgid) for entry in po.read(new)]
    return process_time() - started, sum(answer is not None for answer in found)


def edit(publication: Publication) -> None:
    """Change a word of one message in twenty."""
    for path in sorted(layout.templates(publication).glob("reports/*.pot")):
        template = po.read(path)
        for entry in template[::20]:
            entry.msgid = entry.msgid.replace(" the ", " that ", 1) + " Edited."
        po.write(path, template)


def others(publication: Publication) -> dict[str, list[str]]:
    """Give the commands of other tools for the same, on copies of the catalogues."""
    copies = publication.root / "copies"
    shutil.copytree(publication.locale, copies)
    # One file after the other: the CPU time of sphinx-intl's own workers cannot be had.
    stock = (
        "import pathlib, sphinx_intl.basic as b\n"
        "for pot in sorted(pathlib.Path('build/gettext').rglob('*.pot')):\n"
        "    name = pot.relative_to('build/gettext').with_suffix('.po')\n"
        "    path = pathlib.Path('copies/be/LC_MESSAGES') / name\n"
        "    path.parent.mkdir(parents=True, exist_ok=True)\n"
        "    b._update_single_file(b.UpdateItem(str(path), str(pot), 'be', 76, False))\n"
    )
    script = (
        "cd build/gettext; for f in $(find . -name '*.pot'); do"
        ' p="../../locale.msgmerge/be/LC_MESSAGES/${f%.pot}.po";'
        ' [ -e "$p" ] && msgmerge --quiet --update --backup=none --previous "$p" "$f"; done; true'
    )
    shutil.copytree(publication.locale, publication.root / "locale.msgmerge")
    return {
        "sphinx-intl update": [sys.executable, "-c", stock],
        "msgmerge": ["/bin/sh", "-c", script],
    }


def timed(work: Callable[[], object]) -> float:
    """Give the CPU seconds some work takes."""
    started = process_time()
    work()
    return process_time() - started


def spent(command: list[str], folder: Path) -> float:
    """Give the CPU seconds a command takes with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
