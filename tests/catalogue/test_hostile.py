"""Hostile translations, published and built by the real thing: no payload may live."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from editions import config
from editions.catalogue import layout, vet
from editions.catalogue.compile import publish
from editions.catalogue.states import State, catalogue_state
from editions.config import Publication
from editions.problems import Problem, Severity
from tests.catalogue import hostile
from tests.catalogue.hostile import CANARY, Payload, Word
from tests.conftest import tree

PAYLOADS = hostile.payloads()
REPORT = "reports/2021-01"
OUTSIDE = re.compile(r"""\b(?:href|src|action|data|srcset)=["']([a-z][a-z0-9+.-]*:[^"']*)""", re.I)
GUARD = """\
import sys
def refuse(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
        raise RuntimeError(f"{event}: the build must not use the network")
sys.addaudithook(refuse)
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A publication with all payloads, its pages, and what was said."""

    publication: Publication
    pages: dict[str, str]
    files: dict[str, bytes]
    problems: list[Problem]


def build(root: Path, *before: str, guard: Path | None = None) -> dict[str, bytes]:
    environment = dict(os.environ)
    if guard:
        (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
        environment["PYTHONPATH"] = str(guard)
    command = [sys.executable, "-m", "editions", "-C", str(root), "build", "--format", "html"]
    done = subprocess.run(
        [*before, *command], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 1, done.stderr  # held back entries are errors
    assert " done, html" in done.stderr or " with errors, html" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    return tree(root / "build" / "site")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    publication = hostile.write(folder / "winter", folder / "secret.txt")
    problems, _ = publish(publication, "be")
    files = build(publication.root)
    pages = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    return Built(publication, pages, files, problems)


def shown(page: str) -> str:
    """Give the text readers see, with ordinary spaces."""
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    assert main
    inline = re.sub(r"</?(?:a|em|strong|span|code|cite|abbr|i|b|sup)\b[^>]*>", "", main[0])
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "\n", inline)).split())


def test_there_are_enough_of_them() -> None:
    counted = Counter(payload.verdict for payload in PAYLOADS)
    assert counted["refuse"] >= 146
    assert counted["publish"] >= 33
    assert counted["text"] >= 30
    assert len({payload.id for payload in PAYLOADS}) == len(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: str(payload.id))
def test_verdict(payload: Payload) -> None:
    if payload.id == "alt-block":
        return  # depends on the document: `test_states_of_all` has it
    verdict = vet.verdict(payload.source, payload.text)
    if payload.verdict == "refuse":
        assert verdict.text is None
        assert payload.why in verdict.why
    else:
        assert verdict.text is not None, verdict.why


@pytest.mark.parametrize("word", hostile.words(), ids=lambda word: str(word.text[:20]))
def test_interface_word(word: Word) -> None:
    verdict = vet.verdict(word.msgid, word.text, interface=True)
    assert (verdict.text == word.text) is word.good
    assert bool(verdict.why) is not word.good


def test_states_of_all(built: Built) -> None:
    state = catalogue_state(built.publication, "be", REPORT)
    states = {message.msgid: message.state for message in state.messages}
    for payload in PAYLOADS:
        held = states[payload.source] is State.HELD
        assert held is (payload.verdict == "refuse"), payload.id
    faults = [problem for problem in built.problems if problem.id == "markup"]
    reported = [each for each in faults if each.location.path.endswith(f"{REPORT}.po")]
    catalogue = layout.messages(built.publication, "be") / f"{REPORT}.po"
    lines = catalogue.read_text("utf-8").split("\n")
    for problem in reported:
        assert problem.severity is Severity.ERROR
        assert problem.message.startswith("held back: ")
        assert lines[(problem.location.line or 0) - 1].startswith("msgid ")
    assert len(reported) == sum(payload.verdict == "refuse" for payload in PAYLOADS)


def test_what_readers_see(built: Built) -> None:
    page = built.pages[f"be/{REPORT}.html"]
    text = shown(page)
    alternatives = {
        " ".join(html.unescape(alt).split()) for alt in re.findall(r'alt="([^"]*)"', page)
    }
    for payload in PAYLOADS:
        wanted = " ".join(payload.shown.split())
        if payload.verdict == "refuse":
            continue
        place = alternatives if payload.where == "alt" else text
        assert wanted in place, payload.id
    for payload in PAYLOADS:
        if payload.verdict == "refuse" and payload.source.startswith("Snow fell"):
            place = alternatives if payload.where == "alt" else text
            assert payload.source in place, payload.id


def test_no_payload_lives(built: Built) -> None:
    source, page = (built.pages[f"{language}/{REPORT}.html"] for language in ("en", "be"))
    outside = [Counter(OUTSIDE.findall(each)) for each in (source, page)]
    assert not {url for url in outside[1] if url not in outside[0]}
    assert CANARY not in b"".join(built.files.values()).decode(errors="replace")
    scripts = [sorted(re.findall(r"<script[^>]*>", each)) for each in (source, page)]
    assert scripts[0] == scripts[1]
    for name, each in built.pages.items():
        tags = re.findall(r"<[a-zA-Z][^>]*>", each)
        assert not [tag for tag in tags if re.search(r"\son\w+\s*=", tag)], name
        assert not re.search(
            r"<(?:iframe|object|embed|form [^>]*evil|meta http-equiv=.refresh)", each
        )
        assert "evil.example" not in " ".join(tags)
        assert not re.search(r'class="[^"]*\b(?:hidden|system-message|problematic)\b', each)
    # The words of another target of the document do not choose it.
    assert re.search(r'href="https://a.example/hours"[^>]*>other hours<', page)
    names = [
        {name.partition("/")[2] for name in built.files if name.startswith(f"{language}/")}
        for language in ("en", "be")
    ]
    assert names[0] == names[1]  # nothing was copied into the site


def test_hostile_words_of_the_frame_are_said_as_editions_says_them(built: Built) -> None:
    held = {each.msgid for each in built.problems if each.location.path.endswith("/sphinx.po")}
    assert held == set(hostile.FRAME) - {"About this publication"}
    for name, page in built.pages.items():
        if name.startswith("be/"):
            if name == "be/404.html":  # a page for wrong addresses has words in place of links
                assert "Усе выпускі:" in page
                continue
            assert ">Усе выпускі</a>" in page, name
            assert re.search(r'aria-label="Пра нас &(amp;)? выданне"', page), name


def test_the_build_needs_no_network(built: Built, tmp_path: Path) -> None:
    root = tmp_path / "winter"
    shutil.copytree(built.publication.root, root, ignore=shutil.ignore_patterns("build"))
    unshare = ["unshare", "--map-root-user", "--net"]
    try:
        allowed = subprocess.run([*unshare, "true"], capture_output=True, check=False)
        before = unshare if allowed.returncode == 0 else []
    except FileNotFoundError:
        before = []
    (tmp_path / "guard").mkdir()
    assert build(root, *before, guard=tmp_path / "guard") == built.files


def test_one_bad_file_changes_no_other(tmp_path: Path) -> None:
    """Of 180 catalogues one cannot be read: the other 179 are published byte for byte the same."""
    root = tmp_path / "many"
    (root / "docs" / "notes").mkdir(parents=True)
    (root / "pyproject.toml").write_text(
        '[tool.editions]\ntitle = "Notes"\npublisher = ""\neditions = ["be", "en"]\n',
        encoding="utf-8",
    )
    publication = config.load(root)
    for number in range(180):
        source = f"Note {number}\n======\n\nSnow, {number}.\n"
        (root / "docs" / "notes" / f"{number:03}.rst").write_text(source, encoding="utf-8")
        path = layout.messages(publication, "be") / "notes" / f"{number:03}.po"
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        entry = f'msgid "Snow, {number}."\nmsgstr "Снег, {number}."\n'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + entry, encoding="utf-8")
    folder = publish(publication, "be")[1]
    good = tree(folder)
    bad = layout.messages(publication, "be") / "notes" / "077.po"
    for damage in (
        b"",
        b"\x00" * 90,
        b"<!DOCTYPE html><p>502</p>",
        bad.read_bytes()[:-9],
        b"\xff\xfe\x00",
    ):
        bad.write_bytes(damage)
        problems, _ = publish(publication, "be")
        (problem,) = (each for each in problems if each.location.path.endswith("/077.po"))
        assert (problem.id, problem.severity) == ("catalogue", Severity.ERROR)
        now = tree(folder)
        gone = {f"be/LC_MESSAGES/notes/077.{kind}" for kind in ("po", "mo")}
        assert set(good) - set(now) == gone
        assert all(now[name] == good[name] for name in now)
