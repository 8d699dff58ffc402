"""git under the name of a role: no name, address, zone or key of a person gets into a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalogue.git import DATA, Repository

PERSON = {"GIT_AUTHOR_NAME": "Jane Doe", "GIT_AUTHOR_EMAIL": "jane@mail.example"}
ROLE = "translator <nobody@invalid>"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.made(tmp_path / "work")
    made.git("commit", "--quiet", "-m", "begin")
    made.git("config", "commit.gpgSign", "true")
    done = made.editions("git", "setup", "--role", "translator")
    assert done.returncode == 0, done.stderr
    assert "TZ=UTC git commit" in done.stderr
    return made


def run(
    repository: Repository, *arguments: str, zone: str = "UTC", **more: str
) -> subprocess.CompletedProcess[str]:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "TZ": zone}
    command = ["git", *arguments]
    return subprocess.run(
        command,
        cwd=repository.top,
        env={**os.environ, **quiet, "GIT_EDITOR": "true", **more},
        capture_output=True,
        text=True,
        check=False,
    )


def changed(repository: Repository, name: str = "x") -> None:
    path = repository.top / name
    path.write_text(f"{path.read_text('utf-8') if path.exists() else ''}more\n", encoding="utf-8")
    repository.git("add", name)


def shown(repository: Repository) -> str:
    return repository.git("show", "-s", "--format=%an <%ae> %ai|%cn <%ce> %ci").stdout


def test_a_commit_tells_the_role_and_no_place(repository: Repository) -> None:
    changed(repository)
    done = run(repository, "commit", "-m", "work")
    assert done.returncode == 0, done.stderr
    author, committer = shown(repository).strip().split("|")
    for each in (author, committer):
        assert each.startswith(ROLE)
        assert each.endswith("+0000")
    assert "gpgsig" not in repository.git("cat-file", "commit", "HEAD").stdout


@pytest.mark.parametrize("zone", ["EST5", "<+03>-3", "Asia/Kolkata"])
def test_a_commit_in_another_zone_is_refused_and_says_how(
    repository: Repository, zone: str
) -> None:
    before = repository.git("rev-parse", "HEAD").stdout
    changed(repository)
    done = run(repository, "commit", "-m", "work", zone=zone)
    assert done.returncode == 1
    assert "commit so: TZ=UTC git commit" in done.stderr
    assert done.stderr.count("\n") == 1
    assert repository.git("rev-parse", "HEAD").stdout == before


@pytest.mark.parametrize(
    ("arguments", "more", "who"),
    [
        (("-m", "work"), PERSON, "author"),
        (("-m", "work"), {"GIT_COMMITTER_NAME": "Jane Doe"}, "committer"),
        (("-m", "work"), {"GIT_COMMITTER_EMAIL": "jane@mail.example"}, "committer"),
        (("-m", "work", "--author", "Jane Doe <jane@mail.example>"), {}, "author"),
        (("-m", "work", "--no-verify", "--author", "Jane <j@mail.example>"), {}, "author"),
    ],
)
def test_another_name_is_refused(
    repository: Repository, arguments: tuple[str, ...], more: dict[str, str], who: str
) -> None:
    changed(repository)
    done = run(repository, "commit", *arguments, **more)
    assert done.returncode == 1
    assert f"the {who} of this commit is not '{ROLE}'" in done.stderr
    assert "unset GIT_" in done.stderr


def test_a_name_set_by_git_for_everything_is_refused(repository: Repository) -> None:
    repository.git("config", "user.name", "Jane Doe")
    changed(repository)
    assert run(repository, "commit", "-m", "work").returncode == 1
    # What counts for more than user.name is set as well, where it is in use.
    repository.git("config", "author.name", "Jane Doe")
    assert repository.editions("git", "setup", "--role", "translator").returncode == 0
    assert run(repository, "commit", "-m", "work").returncode == 0
    assert ROLE in shown(repository)


def test_an_old_date_and_an_amended_commit_tell_no_zone(repository: Repository) -> None:
    changed(repository)
    done = run(repository, "commit", "-m", "work", "--date", "2021-02-02T11:00:00+0300")
    assert done.returncode == 1
    assert "--date=now" in done.stderr
    assert run(repository, "commit", "-m", "work", "--date=now").returncode == 0


def test_merging_picking_reverting_and_rebasing_are_looked_at(repository: Repository) -> None:
    changed(repository)
    run(repository, "commit", "-m", "work")
    repository.git("switch", "--quiet", "-c", "other", "HEAD~1")
    changed(repository, "y")
    run(repository, "commit", "-m", "other")
    for command in (
        ("merge", "--no-edit", "main"),
        ("cherry-pick", "main"),
        ("revert", "--no-edit", "HEAD"),
        ("rebase", "main"),
    ):
        before = repository.git("rev-parse", "HEAD").stdout
        done = run(repository, *command, zone="EST5")
        assert done.returncode, command
        assert "TZ=UTC" in done.stderr, command
        run(repository, command[0], "--abort")
        run(repository, "reset", "--hard", "--quiet", before.strip())
    assert run(repository, "merge", "--no-edit", "main").returncode == 0


def test_the_hook_calls_what_lies_outside_and_is_refreshed(repository: Repository) -> None:
    hook = repository.top / ".git/hooks/prepare-commit-msg"
    text = hook.read_text("utf-8")
    assert str(DATA) in text
    assert str(repository.top) not in text
    hook.write_text(text.replace("identity", "other"), encoding="utf-8")
    assert repository.editions("git", "setup").returncode == 0
    assert hook.read_text("utf-8") == text
    hook.write_text(text.replace(str(DATA), "/nowhere"), encoding="utf-8")
    changed(repository)
    done = run(repository, "commit", "-m", "work")
    assert done.returncode == 1
    assert done.stderr.startswith("editions: what git calls is missing")


def test_hooks_of_others_stay(repository: Repository) -> None:
    hook = repository.top / ".git/hooks/prepare-commit-msg"
    hook.write_text("#!/bin/sh\n", encoding="utf-8")
    done = repository.editions("git", "setup", "--role", "editor")
    assert done.returncode == 3
    assert "there is a hook prepare-commit-msg already" in done.stderr
    assert hook.read_text("utf-8") == "#!/bin/sh\n"
    repository.git("config", "core.hooksPath", ".hooks")
    done = repository.editions("git", "setup", "--role", "editor")
    assert done.returncode == 3
    assert "in the working copy" in done.stderr
    assert repository.git("config", "user.name").stdout == "translator\n"


@pytest.mark.parametrize("role", ["", "jane@mail.example", "a <b>"])
def test_a_role_is_a_name(repository: Repository, role: str) -> None:
    assert repository.editions("git", "setup", "--role", role).returncode == 2


def test_without_a_role_no_hook_is_made(tmp_path: Path) -> None:
    made = Repository.made(tmp_path / "work")
    assert not (made.top / ".git/hooks/prepare-commit-msg").exists()
    assert sys.executable not in (made.top / ".git/config").read_text("utf-8")
