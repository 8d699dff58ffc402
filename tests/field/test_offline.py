"""No verb opens a connection: all work in a network without any interface, and none asks for one.

What is asked for is seen by an audit hook in every Python process, on every machine. Where the
system grants a network of its own (`unshare`), what is no Python has none either.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Root = Callable[[str], Path]

HOOK = """\
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        where = arguments[1]
    elif event.startswith(("socket.getaddrinfo", "socket.gethost")):
        where = arguments[0]
    else:
        return
    if where in ("127.0.0.1", "localhost"):
        return
    with open(os.environ["EDITIONS_TEST_CALLS"], "a") as told:
        told.write(f"{event} {where!r} {sys.argv}\\n")
    raise OSError("this test lets nobody out")

sys.addaudithook(watch)
"""
RECEIVED = """\
<html><head><title>March 2021</title><link rel="stylesheet" href="http://192.0.2.1/a.css"></head>
<body><h1>March 2021</h1><p>The ice went out. <img src="http://192.0.2.1/a.png" alt="Ice"></p>
</body></html>
"""
CATALOGUE = "locale/be/LC_MESSAGES/reports/2021-01.po"
VERBS: list[tuple[str, ...]] = [
    ("intake", "march.html", "--issue", "2021-03", "--language", "en"),
    ("extract",),
    ("update",),
    ("check",),
    ("names", "find", "--language", "en", "docs/reports/2021-01.rst"),
    ("names", "check"),
    ("names", "fix"),
    ("names", "add", "by-sniazanka", "--kind", "village", "--be", "Сняжанка", "--ru", "Снежанка"),
    ("romanize", "--scheme", "national_2007_be", "Магілёў"),
    ("status",),
    ("build",),
    ("verify",),
    ("freeze", "2021-01"),
    ("git", "clean", CATALOGUE),
    ("git", "merge", CATALOGUE, CATALOGUE, CATALOGUE),
]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Where it is told who asked for a connection."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook/sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return tmp_path / "calls.txt"


def environment(calls: Path) -> dict[str, str]:
    hook = str(calls.with_name("hook"))
    return {**os.environ, "PYTHONPATH": hook, "EDITIONS_TEST_CALLS": str(calls)}


def apart() -> tuple[str, ...]:
    """Give what runs a command without any network, nothing where that is not granted."""
    command = (shutil.which("unshare") or "unshare", "-rn")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return command if tried.returncode == 0 else ()


def test_the_hook_sees_who_calls(calls: Path) -> None:
    """Else the other tests would prove nothing."""
    code = "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env=environment(calls), capture_output=True, check=False
    )
    assert done.returncode
    assert "192.0.2.1" in calls.read_text("utf-8")


def test_every_verb_works_without_a_network(root: Root, calls: Path) -> None:
    folder = root("trilingual")
    (folder / "march.html").write_text(RECEIVED, encoding="utf-8")
    without = apart()
    for verb in VERBS:
        done = subprocess.run(
            [*without, sys.executable, "-P", "-m", "editions", "-C", str(folder), *verb],
            input=(folder / CATALOGUE).read_text("utf-8"),
            cwd=folder,
            env=environment(calls),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert not calls.exists(), (verb, calls.read_text("utf-8"))
        assert done.returncode in (0, 1), (verb, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr, verb
    assert (folder / "build/site/be/reports/2021-01.pdf").is_file()


def test_the_preview_listens_and_calls_nobody(root: Root, calls: Path) -> None:
    """It needs an interface to this machine itself, so the hook alone watches it."""
    serve = ("serve", "--port", "0", "--edition", "be")
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "editions", "-C", str(root("half-done")), *serve],
        env=environment(calls),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("be: ready") or "failed" in line:
            break
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert line.startswith("be: ready")
    assert process.returncode == 0
    assert not calls.exists()
