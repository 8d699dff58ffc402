"""Files of the host's in the root of the site: CNAME, robots.txt, .well-known/security.txt …"""

from __future__ import annotations

from pathlib import Path

from editions.config import Publication
from editions.problems import Location, Problem, Severity
from editions.site import sums
from editions.site.tree import Tree, walk

FOLDER = "host"
"""The folder of a publication whose files are copied into the site's root as they are."""

ID = "host-file"


def brings(publication: Publication, name: str) -> bool:
    """Tell whether the folder has a file, which then takes the place of the one we ship."""
    return (publication.root / FOLDER / name).is_file()


def publish(publication: Publication, tree: Tree) -> list[Problem]:
    """Copy the files of the folder, hidden ones too; give an error for each that cannot be.

    To be called when all else is written: none of it is overwritten.
    """
    problems = []
    for name, entry in walk(publication.root / FOLDER):
        if entry.is_symlink():
            why = "is a link; put the file itself there"
        elif not entry.is_file():
            why = "is no file"
        elif name in sums.ABOUT or tree.needs(name):
            why = "would take the place of a file of the site; take it out, or give it another name"
        else:
            tree.write(name, Path(entry.path).read_bytes(), FOLDER)
            continue
        problems.append(Problem(ID, Severity.ERROR, Location(f"{FOLDER}/{name}"), why))
    return problems
