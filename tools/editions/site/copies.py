"""Copies to keep: of each issue one file in all languages and its books, of each edition a zip."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, partial
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
from editions.site.zips import edition_zip, members, unpacked

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
    """A built site: which editions it has, in their order; the dates of its issues.

    `earlier` is what was recorded of the copies when they were made last.
    """

    publication: Publication
    tree: Tree
    editions: Mapping[str, EditionFacts]
    dates: Mapping[str, Dates]
    earlier: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        return self.tree.site


@dataclass(frozen=True, slots=True)
class _Copies:
    """Copies to be had: `what` they are of, the digest of their `inputs`, how they are made.

    `noted` is recorded beside them, for whoever makes them next. Of archives `only` those pages
    are looked at, once they are made, where the others were right before and have not changed.
    """

    what: str
    inputs: str
    make: Callable[[], dict[str, bytes]]
    noted: Mapping[str, Any]
    only: Callable[[Mapping[str, bytes]], Collection[str] | None] = lambda _made: None


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
    record = publication.work / "work" / _RECORD
    before = _read(record)
    built = _Site(publication, tree, {each.language: each for each in editions}, dates, before)
    now: dict[str, Any] = {}
    problems: list[Problem] = []
    for copies in _planned(built, withheld):
        what = copies.what
        source = f"reports/{what}" if is_issue(what) else "copies"
        known = before.get(what, {})
        if known.get("inputs") == copies.inputs and _are_there(tree, known["files"]):
            now[what] = known
            problems += [Problem.from_dict(each) for each in known.get("problems", [])]
            for name in known["files"]:
                tree.stays(name, source)
            continue
        where = forms.place(publication, source)
        made = forms.spared(copies.make, f"the copies of {what}", where, problems)
        if made is None:
            now |= {what: known} if known else {}
            _keep(tree, known, source)
            continue
        said: list[Problem] = []
        only = copies.only(made)
        for name, data in made.items():
            tree.write(name, data, source)
            said += forms.check(name, data, where, tree.__contains__, only=only)
        problems += said
        now[what] = {
            **copies.noted,
            "inputs": copies.inputs,
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in made.items()},
            "problems": [problem.as_dict() for problem in said],
        }
    for language in built.editions:
        packed = now.get(language, {}).get("members", ())
        tree.note_kept(zip_name(language), packed)
    files.write_text(record, json.dumps(now, sort_keys=True) + "\n")
    return problems


def _keep(tree: Tree, known: Mapping[str, Any], source: str) -> None:
    """Keep copies as they are that could not be made again."""
    for name in known.get("files", ()):
        if (tree.site / name).is_file():
            tree.stays(name, source, kept=True)


def _planned(built: _Site, withheld: Mapping[str, Collection[str]]) -> Iterator[_Copies]:
    """Give what is to be made."""
    settings = _settings(built)
    for document in documents(built.publication):
        key = document.issue
        pages = {
            language: name
            for language in built.editions
            if document.name not in withheld.get(language, ())
            and (name := f"{language}/{document.name}.html") in built.tree
        }
        if key and pages:
            loaded = _loaded(built, pages.values(), built.earlier.get(key, {}).get("loaded", {}))
            shown = (each for _digest, pictures in loaded.values() for each in pictures)
            lines = (settings, *_listed(built, (*pages.values(), *shown)), built.dates.get(key))
            make = partial(_of_issue, built, key, tuple(pages))
            yield _Copies(key, _digest(lines), make, {"loaded": loaded})
    for language in built.editions:
        yield _packed(built, language, settings)


def _packed(built: _Site, language: str, settings: str) -> _Copies:
    """Give how the zip of an edition is made."""
    packed = {
        name: path for name, path in members(built.folder, language).items() if name in built.tree
    }
    digests = {name: built.tree.digest(name) for name in packed}
    # A page among other files leads elsewhere.
    common = _digest((settings, *packed))
    inputs = _digest((common, *(f"{name} {digest}" for name, digest in digests.items())))
    zipped = _Zip(built, language, packed, common, digests)
    noted = {"common": common, "members": digests}
    return _Copies(language, inputs, zipped.make, noted, zipped.changed)


class _Zip:
    """The zip of an edition: what has not changed since it was made last is taken from there."""

    def __init__(
        self,
        built: _Site,
        language: str,
        packed: Mapping[str, Path],
        common: str,
        digests: Mapping[str, str],
    ) -> None:
        self._built, self._packed = built, packed
        self._name = zip_name(language)
        self._known = known = built.earlier.get(language, {})
        self._same: frozenset[str] = frozenset()
        if known.get("common") == common:
            same = digests.items() & known["members"].items()
            self._same = frozenset(name for name, _digest in same)

    @cached_property
    def _earlier(self) -> bytes:
        """The zip as it was made last; nothing if it is lost."""
        with suppress(OSError):
            data = (self._built.folder / self._name).read_bytes()
            if hashlib.sha256(data).hexdigest() == self._known["files"].get(self._name):
                return data
        return b""

    def make(self) -> dict[str, bytes]:
        """Give the zip by its address."""
        lies = unpacked(self._earlier) if self._same else {}
        made = {name: each for name, each in lies.items() if name in self._same}
        base_url = self._built.publication.base_url
        return {self._name: edition_zip(self._packed, base_url=base_url, made=made)}

    def changed(self, made: Mapping[str, bytes]) -> Collection[str] | None:
        """Give the pages that may be wrong in a zip now; None if every page may be."""
        if not self._same or not self._earlier or self._known["problems"]:
            return None
        if forms.lost_ids(self._earlier, made[self._name], but=self._same):
            return None
        return self._packed.keys() - self._same


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


def _loaded(
    built: _Site, pages: Iterable[str], known: Mapping[str, Any]
) -> dict[str, tuple[str, list[str]]]:
    """Give for each page its digest and the addresses of the pictures it shows."""
    found = {}
    for page in pages:
        digest, pictures = known.get(page, ("", []))
        now = built.tree.digest(page)
        if digest != now:
            text = (built.folder / page).read_text("utf-8")
            targets = (target(source, page) for source in sorted(set(_LOADED.findall(text))))
            pictures = [each.path for each in targets if each is not None]
        found[page] = (now, pictures)
    return found


def _listed(built: _Site, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name in built.tree:
            yield f"{name} {built.tree.digest(name)}"


def _digest(lines: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, lines)).encode()).hexdigest()


def _settings(built: _Site) -> str:
    """Give one digest of the tool itself and of the settings that all copies depend on."""
    editions = (
        repr((each.language, each.autonym, each.series_title, each.series_language, each.words))
        for each in built.editions.values()
    )
    return _digest((_tool(), built.publication.title, built.publication.base_url, *editions))


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
    """Give what was recorded of copies; what has another shape is not known."""
    with suppress(OSError, ValueError, AttributeError):
        known = json.loads(record.read_text("utf-8"))
        return {what: each for what, each in known.items() if _is_sound(each)}
    return {}


def _is_sound(known: Any) -> bool:
    shape = {"inputs": str, "files": dict, "problems": list}
    if not isinstance(known, dict):
        return False
    more = {name: dict for name in ("loaded", "members") if name in known}
    return all(isinstance(known.get(name), kind) for name, kind in (shape | more).items())


def _are_there(tree: Tree, made: Mapping[str, str]) -> bool:
    try:
        return all(tree.digests.of(tree.site / name) == digest for name, digest in made.items())
    except OSError:
        return False
