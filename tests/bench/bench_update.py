"""How fast extract and update are: CPU seconds, beside Sphinx, sphinx-intl and msgmerge.

    python tests/bench/bench_update.py [issues]

For `update` from given templates the archive is made from the words of the report of December by
a fixed rule: so many issues of 48 messages, translated. Then one issue more appears, half of its
texts like older ones, and is updated; then one message in twenty is edited in every document, and
that alone is measured against msgmerge. The verbs are measured on the publication of
tests/archive.py, with nothing changed and with six documents edited. What is given in seconds is
of the machine of bench_build.py, scaled by the stock tools of this run. Ends with 1 if a bar is
missed.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import polib

from editions import config
from editions.catalogue import layout, po, shelf
from editions.catalogue.extract import extract
from editions.catalogue.update import update
from editions.config import Publication

ROOT = Path(__file__).parents[2]
DECEMBER = ROOT / "tests" / "roots" / "december"
MESSAGES = 48
Row = tuple[str, float, float]
"""What was measured, its figure and its bar."""
EDITED = 6
STOCK = 13 / 120
"""CPU seconds of the gettext builder and sphinx-intl, cold, for an issue on the bars' machine."""
SETTINGS = '[tool.editions]\ntitle = "Archive"\npublisher = ""\neditions = ["be", "en"]\n'


def main() -> int:
    """Print the figures; 1 if one is beyond its bar."""
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    beyond = 0
    with tempfile.TemporaryDirectory() as folder:
        for rows in (merged, verbs):
            for what, value, bar in rows(Path(folder, rows.__name__), issues):
                beyond += value > bar
                say(f"{what:<55} {value:7.2f}  (at most {bar}){' !' if value > bar else ''}")
    say(f"{beyond} beyond")
    return int(beyond > 0)


def merged(folder: Path, issues: int) -> Iterator[Row]:
    """Update from given templates, beside msgmerge; give the figures with their bars."""
    folder.mkdir()
    publication = archive(folder, issues)
    say(f"{issues} issues of {MESSAGES} messages, one new")
    seconds, told = answered(publication)
    say(f"memory: loading and 48 answers {seconds:.2f} CPU s ({told} proposals)")
    say(f"update of the new issue: {timed(lambda: update(publication, ['be'])):.2f} CPU s")
    before = edit(publication)
    commands = others(publication)
    own = timed(lambda: update(publication, ["be"]))
    again = timed(lambda: update(publication, ["be"]))
    say(f"update after one message in 20 was edited: {own:.2f} CPU s, again {again:.2f} CPU s")
    other = {name: spent(command, publication.root) for name, command in commands.items()}
    for name, cost in other.items():
        say(f"{name}: {cost:.2f} CPU s, ours is {own / cost:.2f} of it")
    yield "update, one message in 20 edited, of msgmerge", own / other["msgmerge"], 1.0
    theirs = found(publication.root / "locale.msgmerge/be/LC_MESSAGES", before)
    ours = found(layout.messages(publication, "be"), before)
    say(f"of {len(before)} old messages msgmerge finds {len(theirs)}, we {len(ours)}")
    yield "old messages that msgmerge finds and we do not", len(theirs - ours), 0


def verbs(folder: Path, issues: int) -> Iterator[Row]:
    """Run extract and update as people do, beside the stock tools; give figures with their bars."""
    made = [sys.executable, str(ROOT / "tests" / "archive.py"), str(folder), str(issues)]
    subprocess.run(made, check=True)
    # The second round finds nothing to do, and what it says is kept.
    for verb in ("extract", "update") * 2:
        called(folder, verb)
    cold, stock = stock_tools(folder)
    say(f"gettext builder and sphinx-intl update: {cold:.2f} CPU s, nothing changed {stock:.2f}")
    same = called(folder, "extract") + called(folder, "update")
    yield "extract and update, nothing changed, of these", same / stock, 0.05
    for path in sorted((folder / "docs" / "reports").glob("*.rst"))[-EDITED:]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(" the ", " that ", 1), encoding="utf-8")
    seconds = called(folder, "update") * STOCK * issues / cold
    yield f"update, {EDITED} documents edited, all languages, s", seconds, 6


def called(folder: Path, verb: str) -> float:
    """Give the CPU seconds of a verb."""
    return spent([sys.executable, "-m", "editions", "-C", str(folder), verb], folder)


def stock_tools(folder: Path) -> tuple[float, float]:
    """Give the CPU seconds of Sphinx's gettext builder and sphinx-intl, cold and once again."""
    copy = folder.with_name("stock")
    for name in ("docs", "locale"):
        shutil.copytree(folder / name, copy / name)
    settings = "locale_dirs = ['../locale']\ngettext_compact = False\n"
    (copy / "docs" / "conf.py").write_text(settings, encoding="utf-8")
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-b", "gettext", "docs", "gettext"]
    intl = [sys.executable, "-m", "sphinx_intl", "update", "-p", "gettext", "-d", "locale"]
    commands = (sphinx, [*intl, "-j", "1", "-l", "be", "-l", "ru"])
    cold, again = (sum(spent(command, copy) for command in commands) for _ in range(2))
    return cold, again


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


def edit(publication: Publication) -> dict[tuple[str, str], str]:
    """Change a word of one message in twenty; give document and new text → old text."""
    before = {}
    for path in sorted(layout.templates(publication).glob("reports/*.pot")):
        template = po.read(path)
        for entry in template[::20]:
            old, entry.msgid = entry.msgid, entry.msgid.replace(" the ", " that ", 1) + " Edited."
            before[path.stem, entry.msgid] = old
        po.write(path, template)
    return before


def found(folder: Path, before: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    """Give the edited messages for which the catalogues in a folder name the right old one."""
    return {
        (path.stem, entry.msgid)
        for path in folder.glob("reports/*.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete
        and entry.previous_msgid is not None
        and entry.previous_msgid == before.get((path.stem, entry.msgid))
    }


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
    sys.exit(main())
