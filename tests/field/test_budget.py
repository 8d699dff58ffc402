"""What is over a limit is refused with a sentence, unread; the work on the rest goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import config, limits, sources
from editions.catalogue import clean, damaged, header, po, proofs, shelf, tmx
from editions.catalogue.faults import TooMuchError
from editions.catalogue.memory import units_of
from editions.checks.run import problems
from editions.documents import named
from editions.problems import CatalogueError, EditionsError, Problem
from tests.conftest import Run
from tests.field.hostile_files import CATALOGUES, GOOD, HEAD, message

NAME = "locale/be/LC_MESSAGES/reports/2021-01.po"
DOCUMENT = "docs/reports/2021-01.rst"
Editions = Callable[..., Run]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail if anything is parsed or looked through for persons."""

    def refuse(*_: object) -> None:
        raise AssertionError("looked through")

    for module, name in ((po, "parse"), (clean, "parse"), (damaged, "_parts"), (header, "traces")):
        monkeypatch.setattr(module, name, refuse)


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.usefixtures("unread")
def test_a_catalogue_is_refused_before_anything_searches_it(name: str, tmp_path: Path) -> None:
    over = CATALOGUES[name]
    data = over.text().encode()
    path = tmp_path / "x.po"
    path.write_bytes(data)
    with pytest.raises(CatalogueError, match=over.says) as told:
        po.read(path)
    assert over.line in (None, told.value.line)
    with pytest.raises(TooMuchError, match=over.says) as refused:
        clean.without_persons(data)
    assert refused.value.line == told.value.line


@pytest.mark.parametrize("name", CATALOGUES)
def test_check_tells_of_it_and_goes_on(name: str, root: Callable[[str], Path]) -> None:
    folder = root("trilingual")
    path = folder / NAME
    russian = folder / NAME.replace("/be/", "/ru/")
    russian.write_text(russian.read_text("utf-8").replace("снег", "cнег"), encoding="utf-8")
    text = CATALOGUES[name].text()
    path.write_text(text, encoding="utf-8")
    told = problems(config.load(folder))
    [refused] = [each for each in told if each.location.path == NAME]
    assert refused.id == "catalogue"
    assert CATALOGUES[name].says in refused.message
    assert CATALOGUES[name].line in (None, refused.location.line)
    assert any("/ru/" in each.location.path and each.id == "letter-mixed" for each in told)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication with a catalogue, a memory, a document and a long translation over limits."""
    folder = tmp_path_factory.mktemp("hostile") / "p"
    shutil.copytree(Path(__file__).parents[1] / "roots/trilingual", folder)
    (folder / NAME).write_text(CATALOGUES["fields"].text(), encoding="utf-8")
    (folder / "docs/about/method.rst").write_text("T\n=\n\n" + "a `b *c\n" * 9_000, "utf-8")
    russian = folder / NAME.replace("/be/", "/ru/")
    text = russian.read_text("utf-8").replace('msgstr "Дороги"', f'msgstr "{"а" * 40_000}"')
    russian.write_text(text, encoding="utf-8")
    (folder / "memory").mkdir()
    (folder / "memory/a.po").write_text(CATALOGUES["a comment"].text(), encoding="utf-8")
    (folder / "locale/vouched.be.txt").write_text("x" * 100_001, encoding="utf-8")
    return folder


def kept(folder: Path) -> dict[str, bytes]:
    names = (NAME, "docs/about/method.rst", "memory/a.po", "locale/vouched.be.txt")
    return {name: (folder / name).read_bytes() for name in names}


def test_every_verb_says_it_and_does_the_rest(hostile: Path, editions: Editions) -> None:
    before = kept(hostile)
    catalogue = f"{NAME}:203: error catalogue: the header has over 200 fields"
    document = "docs/about/method.rst:4: error document: this paragraph has too many signs"
    translation = "has 40000 characters, the most here are 10000"

    done = editions(hostile, "check")
    assert done.code == 1
    for said in (catalogue, document, translation):
        assert said in done.out

    done = editions(hostile, "status", "--edition", "be")
    assert done.code == 0
    assert catalogue in done.err
    assert "reports/2021-02" in done.out

    done = editions(hostile, "update")
    assert done.code == 1
    for said in (catalogue, document, translation):
        assert said in done.out
    assert "locale/vouched.be.txt:1: error catalogue: this line has over 100 kB" in done.out
    assert "wrote locale/ru/LC_MESSAGES/reports/2021-01.po" in done.out + done.err

    done = editions(hostile, "build", "--format", "html", "--edition", "be", "--edition", "ru")
    assert done.code == 1
    for said in (catalogue, document, translation):
        assert said in done.out + done.err
    page = (hostile / "build/site/ru/reports/2021-01.html").read_text("utf-8")
    assert "снег" in page
    assert "ааааа" not in page
    assert kept(hostile) == before


def test_git_clean_lets_no_long_translation_in(tmp_path: Path) -> None:
    text = HEAD + GOOD + message(1, f'"{"а" * 10_001}"')
    with pytest.raises(TooMuchError, match="has 10001 characters") as refused:
        clean.without_persons(text.encode())
    assert refused.value.line == 10
    assert clean.without_persons(text.replace("а" * 10_001, "а" * 10_000).encode())[1] is None


def test_what_is_at_a_limit_is_read() -> None:
    fields = "".join(f'"X-{number}: {"x" * 400}\\n"\n' for number in range(limits.FIELDS - 3))
    comment = "# " + "x" * (limits.LINE - 2)
    texts = "".join(message(number, '"а"') for number in range(limits.MESSAGES - 1))
    assert limits.of_catalogue(f"{HEAD}{fields}{GOOD}\n{comment}{texts}") is None
    over = limits.of_catalogue(f'{HEAD}{fields}"X-Y: a\\n"\n')
    assert over is not None
    assert over.line == 203


DOCUMENTS = {
    "a line": ("x" * 100_001, 5, "paragraph of over 100 kB"),
    "a paragraph": ("word word\n" * 12_000, 5, "paragraph of over 100 kB"),
    "signs": ("a `b *c\n" * 9_000, 5, "too many signs of markup"),
    "lines": ("word\n\n" * 20_001, None, "over 20000 lines"),
    "bytes": ("words and words\n\n" * 120_000, 1, "larger than 2 MB"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_refused(name: str, root: Callable[[str], Path]) -> None:
    folder = root("trilingual")
    text, line, says = DOCUMENTS[name]
    (folder / DOCUMENT).write_text(f"T\n=\n\n\n{text}\n", encoding="utf-8")
    document = named(config.load(folder), "reports/2021-01")
    [(at, said)] = sources.unreadable(document)
    assert says in said
    assert line in (None, at)
    assert document.text == ""


def test_a_table_of_many_rows_is_no_paragraph() -> None:
    row = "| `a <https://a.example>`__ | *b* | c |\n" + "+---+---+---+\n"
    assert limits.of_document("T\n=\n\n" + row * 1_500) is None
    assert limits.of_document("T\n=\n\n" + "* - *a* of `b`_\n  - c\n" * 1_500) is None


def test_what_a_document_includes_is_refused(
    root: Callable[[str], Path], editions: Editions
) -> None:
    folder = root("trilingual")
    (folder / "docs/x.txt").write_text("a `b *c\n" * 9_000, encoding="utf-8")
    with (folder / DOCUMENT).open("a", encoding="utf-8") as file:
        file.write("\n.. include:: ../x.txt\n")
    done = editions(folder, "check")
    assert done.code == 1
    assert f"{DOCUMENT}:" in done.out
    assert "reads '../x.txt'; this paragraph has too many signs" in done.out


TABLES = {
    "a cell": ("locale/gazetteer.csv", f"id,be,ru\na,{'x' * 100_000},y\n", 2, "line has over"),
    "rows": ("locale/gazetteer.csv", "id,be,ru\n" + "a,б,в\n" * 20_002, 20_002, "over 20000 rows"),
    "bytes": ("locale/termbase.csv", "id,en\n" + "x" * 10_000_001, 1, "larger than 10 MB"),
    "a word": ("locale/words.be.txt", "сло\n" + "x" * 100_001, 2, "line has over 100 kB"),
    "settings": ("pyproject.toml", f"# {'x' * 100_001}\n", 1, "line has over 100 kB"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_register_is_refused(name: str, root: Callable[[str], Path], editions: Editions) -> None:
    folder = root("trilingual")
    file, text, line, says = TABLES[name]
    (folder / file).write_text(text, encoding="utf-8")
    done = editions(folder, "check")
    assert done.code in {2, 3}
    assert f"{file}:{line}: " in done.err
    assert says in done.err
    assert (folder / file).read_text("utf-8") == text


def tmx_of(text: str) -> str:
    pair = '<tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="be"><seg>а</seg></tuv></tu>'
    return f'<tmx version="1.4"><body>\n{pair.format(text)}\n</body></tmx>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (tmx_of("x" * 10_001), "has 10001 characters"),
        (f"<tmx>\n{'<a>' * 60}", "over 50 deep"),
        (f"<tmx><body>\n{'<tu/>' * 200_001}</body></tmx>", "over 200000 pairs"),
        (f"<tmx>\n{'<a/>' * 1_000_001}</tmx>", "over 1000000 elements"),
    ],
)
def test_a_memory_is_refused(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=says) as told:
        tmx.segments(path, "en", "be")
    assert told.value.line == 2


def test_a_memory_in_po_is_told_and_the_others_are_learnt(root: Callable[[str], Path]) -> None:
    folder = root("trilingual")
    (folder / "memory").mkdir()
    (folder / "memory/a.po").write_text(CATALOGUES["a comment"].text(), encoding="utf-8")
    (folder / "memory/b.po").write_text(HEAD + message(1, '"слова"'), encoding="utf-8")
    desk = shelf.load(config.load(folder), "be")
    assert "message 1" in desk.memory(["en"]).units
    [told] = desk.problems
    assert str(told).startswith("memory/a.po:10: warning memory: this line has over 100 kB")


def test_nothing_that_is_too_long_is_learnt_or_proposed(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text(HEAD + GOOD + message(1, f'"{"а" * 10_001}"'), encoding="utf-8")
    assert [unit.source for unit in units_of(po.read(path), "x.po")] == ["Roads"]


def test_a_large_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.po"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)

    def refuse(_: Path) -> bytes:
        raise AssertionError("opened")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CatalogueError, match="larger than 64 MB"):
        po.read(path)
    with pytest.raises(EditionsError, match="larger than 64 MB"):
        limits.read(path)
    assert proofs.load(path) == frozenset()


def test_a_list_of_what_was_published_is_told(root: Callable[[str], Path]) -> None:
    folder = root("trilingual")
    path = folder / "docs/reports/2021-01.be.published.txt"
    path.write_bytes(b"x" * (limits.DOCUMENT + 1))
    told: list[Problem] = problems(config.load(folder))
    assert [each.location.path for each in told if "larger than 2 MB" in each.message] == [
        "docs/reports/2021-01.be.published.txt"
    ]
