"""Run other people's tools on a catalogue, through git's filter: `make tools-trial`.

Emacs' po-mode, OmegaT's console and GNU msgcat each get a catalogue as git has it, type one
text and save; git then stores what they saved. Printed is what of the rest was kept. No part
of `make test`: apt-get installs the tools, some 300 MB. What they saved once, and what Poedit,
gtranslator and Lokalize did by hand, is tests/catalogue/data/saved.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polib

REPOSITORY = Path(__file__).parents[2]
BEFORE = REPOSITORY / "tests" / "catalogue" / "data" / "saved" / "before.po"
PLACE = Path("locale/be/LC_MESSAGES/x.po")
SOURCE, TYPED = "Nobody has translated this.", "Ніхто гэтага не перакладаў."
PACKAGES = {"emacs": ("emacs-nox", "elpa-po-mode|gettext-el"), "omegat": ("omegat",)}
PACKAGES |= {"msgcat": ("gettext",)}

EMACS = f"""
(package-initialize)
(prefer-coding-system 'utf-8)
(require 'po-mode)
(setq po-auto-replace-revision-date t make-backup-files nil)
(find-file "{PLACE.name}")
(goto-char (point-min))
(search-forward "msgid \\"{SOURCE}")
(po-find-span-of-entry)
(po-set-msgstr-form "{TYPED}")
(save-buffer)
"""
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>en</source_lang>
<target_lang>be</target_lang><sentence_seg>false</sentence_seg></project></omegat>
"""
MEMORY = f"""<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US"
datatype="plaintext" creationtoolversion="3.6" segtype="paragraph" srclang="en"/><body><tu>
<tuv lang="en"><seg>{SOURCE}</seg></tuv><tuv lang="be"><seg>{TYPED}</seg></tuv>
</tu></body></tmx>
"""


def call(*command: str | Path, cwd: Path) -> str:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C.UTF-8", "HOME": str(cwd)}
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | quiet, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return done.stdout


def emacs(path: Path) -> None:
    script = path.with_name("type.el")
    script.write_text(EMACS, encoding="utf-8")
    call("emacs", "--batch", "--load", script.name, cwd=path.parent)
    script.unlink()


def omegat(path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        for folder in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
            (project / folder).mkdir()
        shutil.copy(path, project / "source")
        (project / "omegat.project").write_text(PROJECT, encoding="utf-8")
        (project / "omegat" / "project_save.tmx").write_text(MEMORY, encoding="utf-8")
        options = ("--mode=console-translate", "--quiet", f"--config-dir={project / 'config'}")
        call("omegat", project, *options, cwd=project)
        shutil.copy(project / "target" / path.name, path)


def msgcat(path: Path) -> None:
    begin = f'msgid "{SOURCE}"\nmsgstr "'
    text = path.read_text("utf-8").replace(begin, begin + TYPED)
    path.write_text(text, encoding="utf-8")
    call("msgcat", "-o", path.name, path.name, cwd=path.parent)


TOOLS: dict[str, Callable[[Path], None]] = {"emacs": emacs, "omegat": omegat, "msgcat": msgcat}


def install() -> None:
    """Have apt-get bring what is missing, and say so."""
    wanted = [
        each for tool, packages in PACKAGES.items() if not _is_there(tool) for each in packages
    ]
    if not wanted:
        return
    names = [_known(each) for each in wanted]
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
    print("installing:", " ".join(command), flush=True)
    if not shutil.which("apt-get") or os.geteuid():
        sys.exit("not Debian, or not root: install these yourself, then run this again")
    subprocess.run(["apt-get", "update", "-q"], check=True, stdout=subprocess.DEVNULL)  # noqa: S607
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _is_there(tool: str) -> bool:
    if tool == "emacs" and not list(Path("/usr/share/emacs/site-lisp").rglob("po-mode.el*")):
        return False
    return shutil.which(tool) is not None


def _known(names: str) -> str:
    """Give the first of some names that apt knows: Debian has renamed po-mode."""
    for name in names.split("|"):
        if subprocess.run(["apt-cache", "show", name], capture_output=True, check=False).stdout:  # noqa: S607
            return name
    return names.rsplit("|", maxsplit=1)[-1]


def facts(path: Path) -> Iterator[tuple[str, str]]:
    """Give what a catalogue says, by kinds."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    yield from (("header", f"{name}: {value}") for name, value in catalogue.metadata.items())
    for entry in catalogue:
        gone = "obsolete " if entry.obsolete else ""
        if entry.msgid != SOURCE:
            yield f"{gone}texts", f"{entry.msgid}={entry.msgstr}"
        yield from (("remarks", line) for line in entry.tcomment.split("\n") if line)
        yield from (("hints", line) for line in entry.comment.split("\n") if line)
        yield from (
            ("fuzzy" if flag == "fuzzy" else "flags", entry.msgid + flag) for flag in entry.flags
        )
        if entry.previous_msgid:
            yield "previous", entry.previous_msgid


def trial(tool: str, folder: Path) -> None:
    """Have one tool work on a catalogue in a clone that is set up; print what it kept."""
    top = folder / tool
    path = top / PLACE
    path.parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / ".gitattributes", top)
    shutil.copy(BEFORE, path)
    editions = Path(sys.executable).with_name("editions")
    call("git", "init", "--quiet", cwd=top)
    call(editions, "git", "setup", cwd=top)
    call("git", "add", "--all", cwd=top)
    before = set(facts(path))
    TOOLS[tool](path)
    wrapped = len(path.read_text("utf-8").splitlines())
    after = set(facts(path))
    changed = call("git", "diff", "--numstat", "--", PLACE, cwd=top).split()
    typed = f'msgstr "{TYPED}"' in path.read_text("utf-8")
    print(f"\n{tool}: {'saved' if typed else 'LOST'} the text typed; {wrapped} lines in its file")
    print(f"  git's change after the filter: {' + '.join(changed[:2]) or 'none'} lines")
    for kind in dict.fromkeys(kind for kind, _ in sorted(before)):
        had = {fact for fact in before if fact[0] == kind}
        print(f"  {kind}: {len(had & after)} of {len(had)} kept")
    left = sorted(each.name for each in path.parent.iterdir() if each != path)
    print(f"  left beside it: {', '.join(left) or 'nothing'}")


def main() -> None:
    install()
    with tempfile.TemporaryDirectory() as name:
        for tool in TOOLS:
            trial(tool, Path(name))


if __name__ == "__main__":
    main()
