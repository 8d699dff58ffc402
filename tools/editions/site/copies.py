"""Copies to keep: of each issue one file in all languages and its books, of each edition a zip."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from editions import files
from editions.config import Publication
from editions.documents import documents, is_issue
from editions.problems import Problem
from editions.site import forms
from editions.site.dates import Dates
from editions.site.epub import epub
from editions.site.facts import EditionFacts
from editions.site.issue import read_issue
from editions.site.markup import target
from editions.site.survival import survival
from editions.site.tree import Tree
from editions.site.zips import edition_zip, members

FOLDER = "copies"
"""Where the zips of the editions lie, ``copies/be.zip``."""

_RECORD = "copies.json"
_LOADED = re.compile(r'\bsrc="([^"]+)"')
_PACKAGE = Path(__file__).parent


def survival_name(issue: str) -> str:
    """Give the address of an issue's survival copy from the site's root."""
    return f"{issue}/{issue}.html"


def epub_name(issue: str, language: str) -> str:
    """Give the address of an issue's book in an edition."""
    return f"{issue}/{issue}-{language}.epub"


def zip_name(language: str) -> str:
    """Give the address of an edition's zip."""
    return f"{FOLDER}/{language}.zip"


@dataclass(frozen=True, slots=True)
class _Site:
    """A built site: where, by what settings, which editions, in their order; issues' dates."""

    publication: Publication
    folder: Path
    editions: Mapping[str, EditionFacts]
    dates: Mapping[str, Dates]


def write_copies(
    publication: Publication,
    editions: Sequence[EditionFacts],
    *,
    tree: Tree,
    withheld: Mapping[str, Collection[str]],
    dates: Mapping[str, Dates],
) -> list[Problem]:
    """Write the copies of the pages that lie in `tree`; give what is wrong in them.

    `withheld` names for a language the documents below their gate: they are in no copy but
    their own edition's zip, where they stand as in the edition. `dates` are those of the
    issues by their keys. What was copied of the same pages is not copied again.
    """
    built = _Site(publication, tree.site, {each.language: each for each in editions}, dates)
    record = publication.work / "work" / _RECORD
    before = _read(record)
    now: dict[str, Any] = {}
    problems: list[Problem] = []
    for what, inputs, make in _planned(built, withheld):
        source = f"reports/{what}" if is_issue(what) else "copies"
        known = before.get(what, {})
        if known.get("inputs") == inputs and _are_there(tree.site, known["files"]):
            now[what] = known
            problems += [Problem.from_dict(each) for each in known.get("problems", [])]
            for name in known["files"]:
                tree.stays(name, source)
            continue
        where = forms.place(publication, source)
        made = forms.spared(make, f"the copies of {what}", where, problems)
        if made is None:
            now |= {what: known} if known else {}
            _keep(tree, known, source)
            continue
        said: list[Problem] = []
        for name, data in made.items():
            tree.write(name, data, source)
            said += forms.check(name, data, where, tree.__contains__)
        problems += said
        now[what] = {
            "inputs": inputs,
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in made.items()},
            "problems": [problem.as_dict() for problem in said],
        }
    for language in built.editions:
        tree.note_kept(zip_name(language), members(tree.site, language))
    files.write_text(record, json.dumps(now, indent=1, sort_keys=True) + "\n")
    return problems


def _keep(tree: Tree, known: Mapping[str, Any], source: str) -> None:
    """Keep copies as they are that could not be made again."""
    for name in known.get("files", ()):
        if (tree.site / name).is_file():
            tree.stays(name, source, kept=True)


def _planned(
    built: _Site, withheld: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str, Callable[[], dict[str, bytes]]]]:
    """Give what is to be made: its name, the digest of what it is made from, how."""
    for document in documents(built.publication):
        key = document.issue
        pages = {
            language: path
            for language in built.editions
            if document.name not in withheld.get(language, ())
            if (path := built.folder / language / f"{document.name}.html").is_file()
        }
        if key and pages:
            inputs = _digest(built, _with_pictures(built.folder, pages.values()))
            inputs = f"{inputs} {built.dates.get(key)}"
            yield key, inputs, partial(_of_issue, built, key, tuple(pages))
    for language in built.editions:
        packed = members(built.folder, language)
        inputs = _digest(built, packed.values())
        yield zip_name(language), inputs, partial(_of_edition, built, language, packed)


def _of_edition(built: _Site, language: str, packed: Mapping[str, Path]) -> dict[str, bytes]:
    return {zip_name(language): edition_zip(packed, base_url=built.publication.base_url)}


def _of_issue(built: _Site, key: str, languages: tuple[str, ...]) -> dict[str, bytes]:
    texts = [read_issue(built.folder, language, key) for language in languages]
    books = {
        epub_name(key, text.language): epub(
            built.publication,
            text,
            built.editions[text.language],
            dates=built.dates.get(key, Dates(key)),
            site=built.folder,
        )
        for text in texts
    }
    copy = survival(built.publication, texts, key=key, editions=built.editions)
    return {survival_name(key): copy, **books}


def _with_pictures(site: Path, pages: Collection[Path]) -> Iterator[Path]:
    for page in pages:
        yield page
        address = page.relative_to(site).as_posix()
        for source in sorted(set(_LOADED.findall(page.read_text("utf-8")))):
            there = target(source, address)
            if there is not None and (site / there.path).is_file():
                yield site / there.path


def _digest(built: _Site, paths: Collection[Path] | Iterator[Path]) -> str:
    """Give one digest of files with their addresses, the settings and the tool itself."""
    lines = [
        _tool(),
        built.publication.title,
        built.publication.base_url,
        *(
            f"{path.relative_to(built.folder).as_posix()} "
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}"
            for path in paths
        ),
        *(
            repr((each.autonym, each.series_title, each.series_language, astuple(each.words)))
            for each in built.editions.values()
        ),
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def _tool() -> str:
    own = ("copies", "dates", "epub", "forms", "issue", "markup", "style", "survival", "zips")
    theme = _PACKAGE.parent / "theme"
    paths = [
        *(_PACKAGE / f"{name}.py" for name in own),
        *sorted(theme.glob("survival.*")),
        theme / "signs.css",
        *sorted((theme / "epub").iterdir()),
    ]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def _read(record: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        known = json.loads(record.read_text("utf-8"))
        if isinstance(known, dict):
            return known
    return {}


def _are_there(site: Path, made: Mapping[str, str]) -> bool:
    return all(
        (site / name).is_file() and hashlib.sha256((site / name).read_bytes()).hexdigest() == digest
        for name, digest in made.items()
    )
