"""The sums by which a reader knows that a copy is whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = "SHA256SUMS"

SIGNATURES = (f"{NAME}.sig", f"{NAME}.minisig")
"""What ``ssh-keygen -Y sign`` and minisign write beside the sums."""

ABOUT = (NAME, *SIGNATURES)

UNLISTED = frozenset({"_headers", *ABOUT})
"""What has no sum: it is not served, or it comes after them."""

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def sums(digests: Mapping[str, str]) -> bytes:
    """Give the sums of all files readers can fetch, as ``sha256sum --check`` reads them."""
    listed = sorted(name for name in digests if name not in UNLISTED)
    return "".join(f"{digests[name]}  {name}\n" for name in listed).encode()


def listed(text: str) -> tuple[dict[str, str], list[int]]:
    """Read sums: digests by name, and the numbers of the lines that are none."""
    found, wrong = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        if match := _LINE.fullmatch(line):
            found[match[2]] = match[1]
        else:
            wrong.append(number)
    return found, wrong
