"""The preview as a browser and an attacker meet it, without a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from queue import Queue

import pytest

from editions import config
from editions.desk.worker import Worker
from editions.sphinxext import preview as sphinx_process

from .conftest import READY, Served, start, wait_for

PAGE = "be/reports/2021-01"
THAW = "be/reports/2021-02"


def _until(told: Queue[str], event: str) -> None:
    while told.get(timeout=READY) != event:
        pass


def _in_place(path: Path, text: str) -> None:
    with path.open("r+", encoding="utf-8") as file:
        file.truncate(0)
        file.flush()
        file.write(text)


def _renamed(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _deleted_first(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, encoding="utf-8")


def test_every_way_of_saving_reaches_the_page(standing: Served) -> None:
    path = standing.catalogue("reports/2021-02")
    before = path.read_text(encoding="utf-8")
    told = standing.events(THAW)
    for number, save in enumerate((_in_place, _renamed, _deleted_first), 3):
        save(path, before.replace("Лёд зламаўся", f"Лёд зламаўся спроба{number}"))
        _until(told, "page")
        assert f"спроба{number}" in standing.text(f"/{THAW}.html")
    _renamed(path, before)
    _until(told, "page")
    assert "спроба" not in standing.text(f"/{THAW}.html")


def test_notes_name_the_state_the_line_and_the_reason(standing: Served) -> None:
    standing.text(f"/{PAGE}.html")
    notes = standing.notes(PAGE)
    lines = standing.catalogue("reports/2021-01").read_text(encoding="utf-8").splitlines()
    states = {msgid: found["state"] for msgid, found in notes["passages"].items()}
    assert states["Ice on the river"] == "translated"
    assert states["The stations"] == "missing"
    assert states["The ice carried people, but not cars."] == "withdrawn"
    assert states["The next day the beaver was gone."] == "suggested"
    assert states["The upper station is read by a ranger."] == "held"
    assert notes["catalogue"] == "locale/be/LC_MESSAGES/reports/2021-01.po"
    for msgid, found in notes["passages"].items():
        near = "\n".join(lines[found["line"] - 1 : found["line"] + 3])
        assert msgid in near, f"{msgid}: line {found['line']}"
    assert "download" in notes["passages"]["The upper station is read by a ranger."]["why"]
    assert 0 < notes["translated"] < 100


def test_a_document_in_the_editions_own_language_has_no_catalogue(standing: Served) -> None:
    standing.text("/en/reports/2021-01.html")
    notes = standing.notes("en/reports/2021-01")
    assert notes["catalogue"] is None
    assert notes["passages"] == {}


def test_hostile_text_is_held_in_the_preview_too(standing: Served) -> None:
    path = standing.catalogue("reports/2021-02")
    told = standing.events(THAW)
    text = path.read_text(encoding="utf-8")
    bad = "`Мост <https://evil.example/>`__ |x| :download:`a <../../conf.py>`"
    _renamed(path, text.replace("Мост застаўся зачынены.", bad))
    _until(told, "page")
    page = standing.text(f"/{THAW}.html")
    assert "evil.example" not in page
    assert "The bridge stayed closed." in page
    assert standing.notes(THAW)["passages"]["The bridge stayed closed."]["state"] == "held"
    _renamed(path, text)
    _until(told, "page")


def test_a_broken_catalogue_leaves_the_page_and_says_the_line(standing: Served) -> None:
    path = standing.catalogue("reports/2021-02")
    text = path.read_text(encoding="utf-8")
    page = standing.text(f"/{THAW}.html")
    told = standing.events(THAW)
    broken = text.replace('msgstr "Мост застаўся зачынены."', 'msgstr "Мост застаўся')
    line = broken[: broken.index("Мост застаўся")].count("\n") + 1
    _renamed(path, broken)
    _until(told, "notes")
    assert standing.text(f"/{THAW}.html") == page
    (error,) = standing.notes(THAW)["errors"]
    assert error["place"] == f"locale/be/LC_MESSAGES/reports/2021-02.po:{line}"
    _renamed(path, text)
    _until(told, "page")
    assert standing.notes(THAW)["errors"] == []
    assert standing.text(f"/{THAW}.html") == page


def test_a_saved_document_reaches_every_edition(served: Served) -> None:
    source = served.root / "docs" / "reports" / "2021-02.rst"
    told = served.events(THAW)
    text = source.read_text(encoding="utf-8")
    source.write_text(f"{text}\nA new boat was bought.\n", encoding="utf-8")
    _until(told, "page")
    for edition in ("be", "en"):
        assert "A new boat was bought." in served.text(f"/{edition}/reports/2021-02.html")


def test_a_document_that_is_no_text_stops_nothing(served: Served) -> None:
    source = served.root / "docs" / "reports" / "2021-02.rst"
    told = served.events(THAW)
    text = source.read_bytes()
    source.write_bytes(b"\xff\xfe\x00" + text)
    _until(told, "notes")
    (error, *_) = served.notes(THAW)["errors"]
    assert "decode" in error["message"] or "UTF-8" in error["message"]
    source.write_bytes(text.replace(b"The bridge stayed", b"The new bridge stayed"))
    _until(told, "page")
    assert "The new bridge stayed" in served.text(f"/{THAW}.html")


def test_a_new_document_and_a_new_setting_are_taken_up(served: Served) -> None:
    told = served.events("be/index")
    (served.root / "docs" / "reports" / "2021-03.rst").write_text(
        ":issue: 2021-03\n\nFlood\n=====\n\nThe water came.\n", encoding="utf-8"
    )
    _until(told, "page")
    assert "The water came." in served.text("/be/reports/2021-03.html")
    assert "reports/2021-03.html" in served.text("/be/index.html")
    settings = served.root / "pyproject.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("from the river", "from the lake"),
        encoding="utf-8",
    )
    _until(told, "page")
    wait_for(lambda: "Notes from the lake" in served.text("/en/reports/2021-01.html"))


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost:1", ""]
)
def test_other_names_are_refused(standing: Served, host: str) -> None:
    for path in ("/", f"/{PAGE}.html", f"/_preview/notes/{PAGE}", f"/_preview/events/{PAGE}"):
        with standing.ask(path, host=host or " ") as answer:
            assert answer.status == 403
            assert b"<html" not in answer.read()


def test_its_own_names_are_answered(standing: Served) -> None:
    for host in (f"127.0.0.1:{standing.port}", f"localhost:{standing.port}"):
        with standing.ask(f"/{PAGE}.html", host=host) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/be/../../../pyproject.toml",
        "/be/..%2f..%2f..%2f..%2fpyproject.toml",
        "/be/%2e%2e/doctrees/environment.pickle",
        "/be//etc/passwd",
        "/be/.buildinfo",
        "/be/_static/",
        "/be/reports/",
        "/be/reports",
        "/be/objects.inv",
        "/be/reports/2021-01.html%00.css",
        "/_preview/",
        "/_preview/desk.py",
        "/_preview/../desk.py",
        "/_preview/notes/be/../../x",
        "/_preview/events/ru/index",
        "/../pyproject.toml",
        "/ru/index.html",
    ],
)
def test_nothing_but_pages_is_given_out(standing: Served, path: str) -> None:
    with standing.ask(path) as answer:
        assert answer.status == 404, path
        said = answer.read()
    assert b"[tool" not in said
    assert b"<a " not in said


def test_pages_carry_the_previews_policy_and_no_other(standing: Served) -> None:
    with standing.ask(f"/{PAGE}.html") as answer:
        policy = answer.getheader("Content-Security-Policy", "")
        page = answer.read().decode("utf-8")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert 'http-equiv="Content-Security-Policy"' not in page
    # An issue's record is data, which nothing runs.
    assert page.count("<script") - page.count('<script type="application/ld+json"') == 1
    with standing.ask(f"/{PAGE}.html", method="POST") as answer:
        assert answer.status == 501


def test_the_address_leads_to_the_first_edition(standing: Served) -> None:
    for path in ("/", "/be", "/be/"):
        with standing.ask(path) as answer:
            assert (answer.status, answer.getheader("Location")) == (302, "/be/index.html")


def test_ctrl_c_ends_everything(served: Served) -> None:
    served.text(f"/{PAGE}.html")
    # The checks of that page are still running now.
    assert served.stop() == 0
    assert "preview ended" in served.said
    assert not any("Traceback" in line for line in served.said)
    left = [
        process.name
        for process in Path("/proc").iterdir()
        if process.name.isdigit() and _is_ours(process, served.root)
    ]
    assert left == []
    new = {path.name for path in served.root.iterdir()}
    assert new == {"pyproject.toml", "docs", "locale", "build"}


def _is_ours(process: Path, root: Path) -> bool:
    try:
        command = (process / "cmdline").read_bytes()
        return str(root).encode() in command or (process / "cwd").readlink() == root
    except OSError:
        return False


def test_a_second_desk_and_a_taken_port_are_refused_in_one_line(standing: Served) -> None:
    command = [sys.executable, "-m", "editions", "-C", str(standing.root), "serve", "--port"]
    for port, said in (("0", "another 'editions serve'"), (str(standing.port), "--port")):
        done = subprocess.run(
            [*command, port], capture_output=True, encoding="utf-8", check=False, timeout=READY
        )
        assert done.returncode == 3
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1


def test_an_edition_that_cannot_be_read_says_why_and_recovers(half_done: Path) -> None:
    conf = half_done / "conf.py"
    conf.write_text("raise RuntimeError('no such day')\n", encoding="utf-8")
    standing = start(half_done, "--edition", "be")
    try:
        with standing.ask("/be/index.html") as answer:
            assert answer.status == 500
            assert b"no such day" in answer.read()
        conf.unlink()
        wait_for(lambda: "be: ready" in standing.said)
        assert "data-msgid" in standing.text("/be/index.html")
    finally:
        standing.stop()


def test_without_fork_an_order_is_a_process_of_its_own(
    half_done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(config.load(half_done), "be")
    monkeypatch.delattr(os, "fork")
    order = '{"page": "reports/2021-02", "read": ["reports/2021-02"], "publish": []}\n'
    answers: list[dict[str, object]] = []
    sphinx_process.serve(worker.settings, iter([order]), answers.append)
    assert [answer["fatal"] for answer in answers if "fatal" in answer] == [None, None]
    page = (worker.pages / "reports" / "2021-02.html").read_text(encoding="utf-8")
    assert 'data-msgid="Thaw"' in page
