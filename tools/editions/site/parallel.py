"""An issue in two languages side by side, paragraph by paragraph."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from typing import TypeAlias, TypeVar

from babel import Locale
from markupsafe import Markup, escape

from editions.config import Publication
from editions.documents import documents
from editions.site.blocks import Block, Page, load, path_of
from editions.site.progress import MARKED
from editions.site.published import PublishedEdition, PublishedIssue
from editions.site.templates import THEME, template
from editions.site.tomake import ToMake, made_of

_FIRST = ("be", "ru", "en")
"""These stand in this order in every pair, whatever that of a publication's editions is."""

_Block = TypeVar("_Block")
_Neighbours: TypeAlias = tuple[str | None, str | None]

_NUMBER = re.compile(r'<a class="number"[^>]*>[^<]*</a> ?')
_ADDRESS = re.compile(r' (id|aria-labelledby|href|src)="([^"]*)"')
_LABEL = re.compile(r'<span id="([^"]*)"></span>')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands on one side of a row."""

    language: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """The same block in two languages; `ids` are its addresses, the first the row's own."""

    ids: tuple[str, ...]
    number: str
    cells: tuple[Cell, Cell]


def order(first: str, second: str) -> tuple[str, str]:
    """Give two languages in the order in which they stand in a pair.

    >>> order("en", "be"), order("ru", "en")
    (('be', 'en'), ('ru', 'en'))
    """
    if {first, second} <= set(_FIRST) and _FIRST.index(first) > _FIRST.index(second):
        return second, first
    return first, second


def parallel(
    publication: Publication,
    doctrees: Mapping[str, Path],
    editions: Mapping[str, PublishedEdition],
    *,
    there: Callable[[str], bool],
    digest: Callable[[Path], str],
) -> Iterator[ToMake]:
    """Give each issue in each pair of languages.

    `doctrees` has the folders in which the editions that readers have left their blocks,
    `editions` what they published; `there` tells of a path below the root whether the site
    has it, `digest` gives that of a file. An issue that an edition lacks, or does not yet count
    as finished, is in none of its pairs.
    """
    beside = _neighbours(editions.values())
    common = _common(publication, editions.values())
    names = {language: Locale.parse(language).languages for language in editions}
    issues = {
        language: {issue.key: issue for issue in edition.issues}
        for language, edition in editions.items()
    }
    for document in documents(publication):
        if document.issue is None:
            continue
        left = {
            language: path
            for language in publication.languages
            if language in doctrees
            and (path := path_of(doctrees[language], document.name)).is_file()
        }
        done = [language for language in left if _is_finished(issues[language], document.issue)]
        pairs = [order(*pair) for pair in combinations(done, 2)]
        blocks = [f"{language} {digest(path)}" for language, path in left.items()]
        read = cache(partial(_read, tuple(left.items())))
        for first, second in pairs:
            name = f"{first}-{second}/{document.name}.html"
            neighbours = beside[first, second][document.issue]
            has_pdf = there(f"{first}-{second}/{document.name}.pdf")
            months = [
                issues[each][key].month for key in neighbours if key for each in (first, second)
            ]
            context = {
                "pairs": pairs,
                "autonyms": {e.language: e.autonym for e in publication.editions},
                "names": [names[first][each] for each in (first, second)],
                "editions": editions,
                "neighbours": neighbours,
                "up": "../" * (name.count("/")),
                "base_url": publication.base_url,
                "address": name,
                "pdf": has_pdf,
            }
            inputs = made_of((common, name, blocks, pairs, neighbours, months, has_pdf))
            yield ToMake(name, inputs, partial(_made, read, (first, second), done, context))


def _is_finished(issues: Mapping[str, PublishedIssue], key: str) -> bool:
    return key in issues and issues[key].finished


def _read(left: tuple[tuple[str, Path], ...]) -> dict[str, Page]:
    return {language: load(path) for language, path in left}


def _common(publication: Publication, editions: Iterable[PublishedEdition]) -> str:
    """Give a digest of what all pairs depend on: settings, words, the tool itself."""
    own = [Path(__file__).with_name(f"{name}.py") for name in ("blocks", "parallel", "progress")]
    tool = [path.read_text("utf-8") for path in (*own, THEME / "parallel.html")]
    said = [(each.language, each.corrections, each.words) for each in editions]
    autonyms = [(each.language, each.autonym) for each in publication.editions]
    return made_of((*tool, publication.base_url, said, autonyms))


def _made(
    read: Callable[[], Mapping[str, Page]],
    languages: tuple[str, str],
    done: Sequence[str],
    context: Mapping[str, object],
) -> bytes:
    pages = read()
    first, second = (pages[language] for language in languages)
    context = {
        **context,
        "pages": pages.values(),
        "first": first,
        "second": second,
        "rows": rows(first, second, done=done),
    }
    return template("parallel.html").render(context).encode()


def _neighbours(
    editions: Iterable[PublishedEdition],
) -> dict[tuple[str, str], dict[str, _Neighbours]]:
    """Give for each pair of languages and each issue in it the issues before and after it."""
    found = {}
    for one, other in combinations(editions, 2):
        common = {issue.key for issue in one.finished} & {issue.key for issue in other.finished}
        keys = [None, *sorted(common), None]
        found[order(one.language, other.language)] = {
            key: (earlier, later)
            for earlier, key, later in zip(keys, keys[1:], keys[2:], strict=False)
            if key
        }
    return found


def rows(first: Page, second: Page, *, done: Sequence[str]) -> list[Row]:
    """Put the blocks of a document in two languages beside each other.

    `done` are the editions to which a passage that is missing can be linked.
    """
    pairs = paired(_shown(first), _shown(second), _key)
    both = list(pairs)
    own = {identifier for pair in both for block in pair if block for identifier in block.ids}
    left = _Side(first, other=second.language, done=done, rows=own, taken=frozenset(own))
    right = _Side(second, other=first.language, done=done, rows=own, taken=own | left.inner)
    return [_row(pair, left, right) for pair in both]


def _row(pair: tuple[Block | None, Block | None], left: _Side, right: _Side) -> Row:
    one = pair[0] or pair[1]
    ids = dict.fromkeys(identifier for block in pair if block for identifier in block.ids)
    number = str(one.number) if one and one.number else ""
    return Row(tuple(ids), number, (left.cell(pair[0]), right.cell(pair[1])))


def _shown(page: Page) -> list[Block]:
    """Leave out the marks: here every cell speaks for itself."""
    return [block for block in page.blocks if block.kind != "mark"]


def paired(
    left: Sequence[_Block], right: Sequence[_Block], key: Callable[[_Block], str]
) -> Iterator[tuple[_Block | None, _Block | None]]:
    """Pair blocks of two editions by `key`: their addresses, or what tells them apart without."""
    one, other = ([key(block) for block in blocks] for blocks in (left, right))
    # Two editions of a document differ only where its source says so, by `only`.
    for same, i, j, k, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if same == "equal":
            yield from zip(left[i:j], right[k:n], strict=True)
        else:
            yield from ((block, None) for block in left[i:j])
            yield from ((None, block) for block in right[k:n])


def _key(block: Block) -> str:
    return block.ids[0] if block.ids else f" {block.kind}"


class _Side:
    """One of the two languages: what its blocks become on the page that both share.

    `inner` are the addresses within its blocks, under the names they have in the edition.
    """

    def __init__(
        self,
        page: Page,
        *,
        other: str,
        done: Sequence[str],
        rows: set[str],
        taken: set[str] | frozenset[str],
    ) -> None:
        self._page, self._other, self._done, self._rows = page, other, done, rows
        self._up = "../" * (page.document.count("/") + 1)
        shown = "".join(block.html for block in page.blocks if not _is_missing(block))
        self.inner = {value for name, value in _ADDRESS.findall(shown) if name == "id"} - rows
        self._renamed = {each: f"{page.language}-{each}" for each in self.inner & taken}

    def cell(self, block: Block | None) -> Cell:
        """Give a block as it stands in its cell, or in words why it does not."""
        words = self._page.words
        if block is None or _is_missing(block):
            said = words.one[block.state if block else "missing"]
            return Cell(self._page.language, self._mark(said, block))
        html = _LABEL.sub(self._without_own, _NUMBER.sub("", block.html))
        html = _ADDRESS.sub(self._moved, html)
        # Notes and boxes bring their mark with them.
        if block.state and '<p class="state' not in html:
            said = (words.part if block.partly else words.one)[block.state]
            html += f'\n<p class="state">{escape(said)}</p>'
        return Cell(self._page.language, Markup(_framed(html, block)))  # noqa: S704  our own HTML

    def _mark(self, said: str, block: Block | None) -> Markup:
        source = block.language if block else None
        if block is None or source not in self._done or source == self._other:
            return Markup('<p class="state ahead">{}</p>').format(said)
        fragment = f"#{block.ids[0]}" if block.ids else ""
        url = f"{self._up}{source}/{self._page.document}.html{fragment}"
        link = Markup('<p class="state ahead"><a href="{}" hreflang="{}">{}</a></p>')
        return link.format(url, source, said)

    def _without_own(self, found: re.Match[str]) -> str:
        return "" if found[1] in self._rows else found[0]

    def _moved(self, found: re.Match[str]) -> str:
        name, value = found[1], found[2]
        if name == "id":
            # The row has the block's own address.
            return "" if value in self._rows else f' id="{self._renamed.get(value, value)}"'
        if name == "aria-labelledby":
            return f' {name}="{self._renamed.get(value, value)}"'
        return f' {name}="{self._address(value)}"'

    def _address(self, value: str) -> str:
        """Give an address of a page of the edition as it is from the folder of the pair."""
        page = self._page
        if value.startswith("#"):
            target = value[1:]
            if target in self._rows or target in self.inner:
                return f"#{self._renamed.get(target, target)}"
            return f"{self._up}{page.language}/{page.document}.html{value}"
        if _ELSEWHERE.match(value):
            return value
        path, hash_, fragment = value.partition("#")
        folder = posixpath.join(page.language, posixpath.dirname(page.document))
        return f"{self._up}{posixpath.normpath(posixpath.join(folder, path))}{hash_}{fragment}"


def _is_missing(block: Block) -> bool:
    """Tell whether a reader of the edition lacks a block: never English in silence."""
    return block.state not in {"", *MARKED} and not block.partly


def _framed(html: str, block: Block) -> str:
    """Put a block into the lists and quotations it stands in, those of this block alone."""
    for frame in reversed(block.frames):
        if frame.kind == "quotation":
            html = f"<blockquote>{html}</blockquote>"
        elif not frame.item:
            html = f'<div class="item">{html}</div>'
        elif frame.kind == "bullets":
            html = f"<ul><li>{html}</li></ul>"
        else:
            sign = f' type="{frame.sign}"' if frame.sign else ""
            classes = f' class="{frame.classes}"' if frame.classes else ""
            html = f'<ol start="{frame.item}"{sign}{classes}><li>{html}</li></ol>'
    return html
