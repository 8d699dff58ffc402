"""Committing under the name of a role: what git would tell of a person is refused.

git keeps the name, the address and the time zone of whoever writes a commit, for ever and for
everybody. ``git setup --role`` sets a name and an address that lead to nobody, for this clone
alone, and a hook that looks at each commit before it is made.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from editions.cli import git_copy, git_settings
from editions.cli.talk import say
from editions.problems import EditionsError, UsageError

ADDRESS = "nobody@invalid"
"""An address that cannot be: RFC 2606 keeps ".invalid" for that."""
_KEY = "editions.role"
_CRUD = " .,:;\"'\\"
"""What git takes off both ends of a name."""
_HOOKS = ("prepare-commit-msg", "pre-applypatch")
"""Before a commit is made, by whichever command; --no-verify does not leave out the first."""
_OURS = "# made by 'editions git setup --role'"
_IDENT = re.compile(r"(?P<name>.*) <(?P<address>.*)> \d+ (?P<zone>[+-]\d{4})")


def set_up(root: Path, top: Path, copy: Path, role: str | None) -> None:
    """Set the role of this clone, and its hooks; with None, refresh those of the role it has."""
    name = (
        git_settings.value(root, _KEY, "--local")
        if role is None
        else " ".join(role.split()).strip(_CRUD)
    )
    if role is None and not name:
        return
    if not name or re.search(r"[<>@\x00-\x1f]", name):
        raise UsageError("--role takes a name as 'translator', without an address")
    hooks = [git_settings.path(root, f"hooks/{hook}") for hook in _HOOKS]
    _refuse_others(root, top, hooks)
    settings = {_KEY: name, "user.name": name, "user.email": ADDRESS}
    # A key names its owner more surely than a name does.
    settings |= {"commit.gpgSign": "false", "tag.gpgSign": "false", "push.gpgSign": "false"}
    for who in ("author", "committer"):  # they count for more than user.…, where they are set
        if git_settings.value(root, f"{who}.name") or git_settings.value(root, f"{who}.email"):
            settings |= {f"{who}.name": name, f"{who}.email": ADDRESS}
    for key, wanted in settings.items():
        git_settings.put(root, key, wanted)
    text = f"#!/bin/sh\n{_OURS}\n{git_copy.command(copy, 'identity')}\n"
    for path in hooks:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        path.chmod(0o755)
    say(f"commits are made as '{name}', and none in another time zone than UTC: TZ=UTC git commit")


def told(root: Path) -> list[str]:
    """Say what the commit that is being made would tell, and how to commit instead."""
    role = git_settings.value(root, _KEY, "--local")
    found = []
    zones = {}
    for who in ("author", "committer"):
        ident = _IDENT.fullmatch(git_settings.asked(root, "var", f"GIT_{who.upper()}_IDENT"))
        if ident is None or (role and (ident["name"], ident["address"]) != (role, ADDRESS)):
            variables = f"GIT_{who.upper()}_NAME GIT_{who.upper()}_EMAIL"
            found.append(
                f"the {who} of this commit is not '{role} <{ADDRESS}>', the role of this clone; "
                f"commit without --author and after: unset {variables}"
            )
        zones[who] = ident["zone"] if ident else ""
    if zones["committer"] != "+0000":
        found.append(
            f"this commit would tell your time zone ({zones['committer']}); commit so: "
            "TZ=UTC git commit"
        )
    elif zones["author"] != "+0000":
        found.append(
            f"this commit would tell a time zone ({zones['author']}) by its --date, or by the "
            "commit it replaces; commit so: TZ=UTC git commit --date=now"
        )
    return found


def _refuse_others(root: Path, top: Path, hooks: list[Path]) -> None:
    """Raise `EditionsError` where hooks lie in the working copy, or are somebody else's."""
    own = Path(git_settings.asked(root, "rev-parse", "--git-common-dir"))
    folder = (root / own).resolve() / "hooks"
    for path in hooks:
        if path.parent.resolve() != folder:
            where = "in the working copy" if path.resolve().is_relative_to(top) else "elsewhere"
            raise EditionsError(
                f"the hooks of this clone lie {where} (core.hooksPath); keep them with git: "
                f"git config --local core.hooksPath {shlex.quote(folder.as_posix())}"
            )
        if path.exists() and _OURS not in path.read_text("utf-8", errors="replace"):
            raise EditionsError(
                f"there is a hook {path.name} already; put it aside, run this again, then call "
                "it from ours"
            )
