"""The parts of a DOCX or ODT, read and written anew."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from editions.problems import IntakeError

LARGEST_PART = 60_000_000
"""Bytes of XML from which nobody wrote it by hand."""

_STAMP = (1980, 1, 1, 0, 0, 0)


def part(data: bytes, name: str) -> bytes:
    """Give a part of a package, nothing if there is none of that name.

    Raises `IntakeError` for one that is damaged, locked or too large.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        try:
            size = package.getinfo(name).file_size
        except KeyError:
            return b""
        if size > LARGEST_PART:
            megabytes = LARGEST_PART // 1_000_000
            raise IntakeError(f"is larger than {megabytes} MB in '{name}'; is this a report?")
        try:
            with package.open(name) as file:
                return file.read(LARGEST_PART)
        except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, EOFError) as error:
            raise IntakeError(f"is damaged or locked ({error}); ask for it again") from None
        except Exception as error:
            if type(error).__module__ not in {"zlib", "lzma", "bz2", "_lzma"}:
                raise
            raise IntakeError(f"is damaged ({error}); ask for it again") from None


def names(data: bytes) -> list[str]:
    """Give the names of a package's parts in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def rewritten(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """Give a package with parts `changed`, None for one that goes; no times, no remarks."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in dict.fromkeys(package.namelist()):
            content = changed[name] if name in changed else part(data, name)
            if content is None or name.endswith("/"):
                continue
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = how
            entry.create_system = 3
            made.writestr(entry, content)
    return out.getvalue()
