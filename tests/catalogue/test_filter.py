"""git's long-running filter, and clones that have received what no filter had cleaned."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import pytest

from editions.catalogue.clean import cleaned
from editions.cli import filter_process
from tests.catalogue.git import PATH, Repository
from tests.catalogue.head import HEAD, NEUTRAL

BODY = '\nmsgid "Snow"\nmsgstr "Снег"\n\nmsgid "Ice"\nmsgstr "{}"\n'
SIGNED = (
    NEUTRAL.replace("Last-Translator: ", "Last-Translator: Jane Doe <jane@mail.example>")
    .replace("1970-01-01 00:00", "2026-01-02 03:04+0300")
    .replace("Project-Id-Version: ", "Project-Id-Version: winter")
)


def foreign(ice: str = "", date: str = "03:04") -> str:
    """Give a catalogue as another tool writes it, signed and wrapped."""
    text = HEAD.replace(NEUTRAL, SIGNED.replace("03:04", date)) + BODY.format(ice)
    return text.replace('msgstr "Снег"', 'msgstr ""\n"Сн"\n"ег"')


def packets(*lists: list[bytes]) -> bytes:
    said = b""
    for each in lists:
        said += b"".join(b"%04x%s" % (len(packet) + 4, packet) for packet in each) + b"0000"
    return said


HELLO = [[b"git-filter-client\n", b"version=2\n"], [b"capability=clean\n", b"capability=delay\n"]]
ANSWER = packets(
    [b"git-filter-server\n", b"version=2\n"], [b"capability=clean\n", b"capability=smudge\n"]
)


def served(data: bytes) -> tuple[int, bytes]:
    sink = io.BytesIO()
    code = filter_process.serve(io.BytesIO(data), sink, lambda path, data: data.upper())
    return code, sink.getvalue()


def test_the_protocol_is_git_s() -> None:
    long = b"x" * 70_000
    code, said = served(
        packets(
            *HELLO,
            [b"command=clean\n", b"pathname=a b.po\n"],
            [long[:65516], long[65516:]],
            [b"command=smudge\n", b"pathname=x.po\n", b"ref=main\n"],
            [b"back"],
            [b"command=clean\n", b"pathname=empty.po\n"],
            [],
        )
    )
    big = long.upper()
    assert code == 0
    assert said == ANSWER + packets(
        *([b"status=success\n"], [big[:65516], big[65516:]], []),
        *([b"status=success\n"], [b"back"], []),
        *([b"status=success\n"], [], []),
    )


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_git_may_end_at_any_byte(cut: int) -> None:
    whole = packets(*HELLO, [b"command=clean\n", b"pathname=x.po\n"], [b"x"])
    assert served(whole[:cut])[0] == 0


@pytest.mark.parametrize("data", [b"GET / HTTP/1.1\r\n", packets([b"hello\n"])])
def test_who_is_not_git_gets_no_answer(data: bytes) -> None:
    assert served(data) == (3, b"")


def test_one_process_cleans_all_the_files_of_a_command(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "work")
    folder = repository.path.parent / "reports"
    folder.mkdir(parents=True)
    for month in range(1, 17):
        (folder / f"20{month:02}-01.po").write_text(foreign(f"Лёд {month}"), encoding="utf-8")
    command = ["git", "add", "locale"]
    done = subprocess.run(
        command,
        cwd=repository.top,
        env={**os.environ, "GIT_TRACE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.count("git filter") <= 3  # git traces the call and its shell
    assert "git clean" not in done.stderr
    for month in range(1, 17):
        name = f"locale/be/LC_MESSAGES/reports/20{month:02}-01.po"
        assert repository.git("show", f":{name}").stdout == HEAD + BODY.format(f"Лёд {month}")


@pytest.fixture
def history(tmp_path: Path) -> Repository:
    """A repository whose history holds foreign headers: by commits that no filter saw."""
    origin = Repository.made(tmp_path / "origin")
    origin.git("config", "--remove-section", "filter.editions")
    origin.commit(HEAD + BODY.format(""))
    for number, text in enumerate((foreign("Лё"), foreign("Лёд", "03:05")), 1):
        origin.git("tag", f"at-{number}")
        origin.commit(text)
    return origin


def cloned(origin: Repository, at: str, *settings: str) -> Repository:
    clone = Repository(origin.top.parent / "clone")
    origin.git("clone", "--quiet", str(origin.top), str(clone.top))
    clone.git("reset", "--quiet", "--hard", at)
    clone.git("config", "user.name", "editor")
    clone.git("config", "user.email", "editor@invalid")
    assert clone.editions("git", "setup").returncode == 0
    for each in settings:
        clone.git("config", "--unset", each)
    return clone


def touched(clone: Repository) -> None:
    """Make git look into the file: what it knows by its times alone, it takes for clean."""
    os.utime(clone.path, (1, 1))


# With the process, and with one filter a file, as clones set up earlier have it.
WAYS = [(), ("filter.editions.process",)]


@pytest.mark.parametrize("settings", WAYS)
def test_a_clone_with_foreign_headers_is_clean_and_pulls(
    history: Repository, settings: tuple[str, ...]
) -> None:
    clone = cloned(history, "at-1", *settings)
    for at in ("at-2", "origin/main"):
        clone.git("merge", "--quiet", "--ff-only", at)
        touched(clone)
        assert clone.git("status", "--porcelain").stdout == ""
    clone.git("add", "--all")
    clone.git("stash", "--quiet")
    assert clone.git("status", "--porcelain").stdout == ""
    clone.git("checkout", "--quiet", "at-2")
    clone.git("rebase", "--quiet", "at-1")


def test_what_a_tool_signs_anew_is_no_change_either(history: Repository) -> None:
    clone = cloned(history, "at-2")
    clone.path.write_text(foreign("Лё", "09:09"), encoding="utf-8")
    assert clone.git("status", "--porcelain").stdout == ""
    assert clone.git("diff").stdout == ""


def test_a_person_s_change_is_stored_and_cleans_the_file(history: Repository) -> None:
    clone = cloned(history, "at-2")
    clone.commit(foreign("Лёд на рацэ"))
    assert clone.stored() == HEAD + BODY.format("Лёд на рацэ")
    assert "Jane" not in clone.git("show", f"HEAD:{PATH}").stdout


def test_what_was_cleaned_on_purpose_is_stored(history: Repository) -> None:
    clone = cloned(history, "at-2")
    clean = cleaned(clone.path.read_bytes())
    clone.path.write_bytes(clean)
    assert clone.git("status", "--porcelain").stdout == f" M {PATH}\n"
    clone.commit(clean.decode())
    assert clone.stored() == clean.decode()
