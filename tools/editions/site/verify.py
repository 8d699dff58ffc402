"""Whether a published tree is whole: its sums, its signature, and the manifest beside it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from editions.problems import BuildError, Location, Problem, Severity, UsageError
from editions.site import sums
from editions.site.tree import load_manifest, walk

ID = "verify"

NAMESPACE = "file"
"""What ``ssh-keygen -Y sign -n`` was told; see the handbook."""


def verify(site: Path, *, signers: Path | None = None) -> list[Problem]:
    """Compare a published tree with its sums, and with its manifest if that lies beside it.

    With `signers`, a file of allowed signers, the signature of the sums is looked at too. A
    problem for each file that is not as it was published. Raises `BuildError` if there is
    nothing to verify or no ssh-keygen, `UsageError` if `signers` is no file.
    """
    if signers and not signers.is_file():
        raise UsageError("there is no such file of signers", path=signers)
    there = dict(walk(site))
    if not there:
        raise BuildError("there is nothing to verify: no published site", path=site)
    digests = {
        name: "" if entry.is_symlink() or not entry.is_file() else _digest(Path(entry.path))
        for name, entry in there.items()
    }
    found = dict(_by_sums(site, digests))
    for name, why in _by_manifest(site, digests):
        found.setdefault(name, why)
    if signers and sums.NAME in there and (why := _unsigned(site, signers)):
        found[sums.SIGNATURES[0]] = why
    return [
        Problem(ID, Severity.ERROR, Location(f"{site.as_posix()}/{name}"), why)
        for name, why in sorted(found.items())
    ]


def kept(site: Path) -> list[str]:
    """Name the files that the manifest says are kept although their documents are faulty."""
    manifest = load_manifest(site)
    return [name for name, entry in manifest.files.items() if entry.kept] if manifest else []


def _by_sums(site: Path, digests: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not digests.get(sums.NAME):
        yield sums.NAME, "is missing: the site is not whole; build it again"
        return
    try:
        listed, wrong = sums.listed((site / sums.NAME).read_text("utf-8"))
    except UnicodeDecodeError:
        yield sums.NAME, "is no list of sums"
        return
    if wrong:
        yield sums.NAME, f"line {wrong[0]} is no sum"
    yield from _differing(listed, digests)
    for name, digest in digests.items():
        if name not in listed and name not in sums.UNLISTED:
            yield name, "has no sum: it was not published" if digest else "is a link, no file"


def _by_manifest(site: Path, digests: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    manifest = load_manifest(site)
    if manifest is None:
        return
    if not manifest.whole:
        yield sums.NAME, "the last build was stopped while it published; build again"
    yield from _differing({name: each.sha256 for name, each in manifest.files.items()}, digests)
    for name in digests:
        if name not in manifest.files and name not in sums.SIGNATURES:
            yield name, "is not in the manifest: no build has published it"


def _differing(listed: Mapping[str, str], digests: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, digest in listed.items():
        if name not in digests:
            yield name, "is missing"
        elif digests[name] != digest:
            yield name, "is not what was published"


def _unsigned(site: Path, signers: Path) -> str:
    """Say why the signature does not vouch for the sums, "" if it does."""
    signature = site / sums.SIGNATURES[0]
    if not signature.is_file():
        return "is missing: nobody has signed the sums"
    program = shutil.which("ssh-keygen")
    if program is None:
        raise BuildError("signatures are checked with ssh-keygen (OpenSSH), which is not installed")
    text = (site / sums.NAME).read_bytes()
    ask = [program, "-Y", "find-principals", "-s", str(signature), "-f", str(signers)]
    names = subprocess.run(ask, capture_output=True, check=False).stdout.decode("utf-8", "replace")
    for name in names.splitlines():
        ask = [program, "-Y", "verify", "-f", str(signers), "-I", name, "-n", NAMESPACE]
        ask += ["-s", str(signature)]
        if subprocess.run(ask, input=text, capture_output=True, check=False).returncode == 0:
            return ""
    if names:
        return f"does not sign these sums (namespace '{NAMESPACE}')"
    return f"is by nobody whom '{signers.name}' names"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
