"""A source is parsed once for all editions and builders, where no language can tell.

What docutils makes of plain reStructuredText is the same for all until the transforms. It is kept
below ``build/parsed`` as Sphinx keeps its doctrees; a document with anything else in it, or over
which something was said, is parsed every time.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import docutils
import sphinx
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.parsers import RSTParser

from editions import __version__, files
from editions.config import AUTONYMS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "parsed"

DIRECTIVES = frozenset({"figure", "image", "list-table", "math", "table"})
"""Those that make of what they hold the same in every language, and do nothing else."""

ROLES = frozenset({*AUTONYMS, "math", "sub", "sup"})

_DIRECTIVE = re.compile(r"\.\.[ \t\v\f]+(?:\||(?P<name>[\w.:+-]*?\w)[ \t\v\f]?::)")
"""What calls a directive; of a substitution nobody asks which."""

_ROLE = re.compile(r"(?:^|[^\w.:+-]):(?P<name>\w+)$")
_BEHIND = re.compile(r"`:\w")
"""A role that stands behind its text, or nearly."""

_MORE = (":figwidth:", ":label:", ":name:")
"""Options by which harmless directives do more than show."""

_LIVE = ("reporter", "settings", "transformer")
"""What a document has of the run that parses it."""

_WARNING = 2
"""The level from which docutils says something, and has to say it to each edition."""


class Parser(RSTParser):
    """Parses a source, or takes what it was parsed into when the same text was met before."""

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse text into `document`."""
        if not isinstance(inputstring, str) or not self._is_plain(inputstring, document):
            super().parse(inputstring, document)
            return
        name = self._env.current_document.docname
        path = Path(self._config.editions_root) / "build" / FOLDER / f"{name}.pickle"
        key = _key(inputstring, document)
        if _restore(path, key, document):
            return
        orders = len(document.transformer.transforms)
        super().parse(inputstring, document)
        said = max((each["level"] for each in document.parse_messages), default=0)
        # A transform that was ordered meanwhile is one of the run.
        if said < _WARNING and len(document.transformer.transforms) == orders:
            _keep(path, key, document)

    def _is_plain(self, text: str, document: nodes.document) -> bool:
        """Tell whether a text is a document of its own in which all is the same for everybody."""
        env, settings = self._env, self._config
        own = env.current_document.docname and str(env.doc2path(env.current_document.docname))
        if document["source"] != own or settings.rst_prolog or settings.rst_epilog:
            return False
        if settings.default_role or settings.math_number_all or not settings.editions_root:
            return False
        return _is_same_for_all(text)


def _is_same_for_all(text: str) -> bool:
    """Tell whether no directive or role of a text asks for a language, a file or the run."""
    # The longest name of a role and what stands around it.
    calls = (text[max(0, found.start() - 8) : found.start()] for found in re.finditer(":`", text))
    roles = (_ROLE.search(before) for before in calls)
    return (
        all(found["name"] in DIRECTIVES for found in _DIRECTIVE.finditer(text))
        and all(found is not None and found["name"] in ROLES for found in roles)
        and _BEHIND.search(text) is None
        and not any(option in text for option in _MORE)
    )


def setup(app: Sphinx) -> None:
    """Let Sphinx read sources by it."""
    app.add_source_parser(Parser, override=True)


def _key(text: str, document: nodes.document) -> bytes:
    """Give the digest of all that parsing a plain text depends on."""
    said = {
        name: value
        for name, value in sorted(vars(document.settings).items())
        if name != "language_code" and isinstance(value, str | int | float | None)
    }
    versions = (__version__, docutils.__version__, sphinx.__version__)
    inputs = repr((versions, document["source"], said, text)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(inputs).hexdigest().encode()


class _Pickler(pickle.Pickler):
    """Leaves out what belongs to the run, and the document itself, which is filled again."""

    def __init__(self, file: io.BytesIO, document: nodes.document) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._live = {id(value): name for name, value in _live(document).items()}

    def persistent_id(self, value: object) -> str | None:
        return self._live.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, document: nodes.document) -> None:
        super().__init__(file)
        self._live = _live(document)

    def persistent_load(self, name: str) -> object:
        return self._live[name]


def _live(document: nodes.document) -> dict[str, object]:
    return {"document": document} | {name: getattr(document, name) for name in _LIVE}


def _keep(path: Path, key: bytes, document: nodes.document) -> None:
    """Keep a document that was parsed; not to be able to costs the next run time, no more."""
    file = io.BytesIO()
    state = {name: value for name, value in vars(document).items() if name not in _LIVE}
    # Whatever is nested too deep to be kept, `sparing` tells of when Sphinx tries to.
    with suppress(pickle.PicklingError, RecursionError, files.WriteError):
        _Pickler(file, document).dump(state)
        data = file.getvalue()
        total = hashlib.sha256(key + data).hexdigest().encode()
        files.write_bytes(path, b"\n".join((key, total, data)), flushed=False)


def _restore(path: Path, key: bytes, document: nodes.document) -> bool:
    """Fill a document with what was kept; False, and nothing is done, if that is something else."""
    try:
        known, total, data = path.read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return False
    if known != key or total != hashlib.sha256(key + data).hexdigest().encode():
        return False
    vars(document).update(_Unpickler(io.BytesIO(data), document).load())
    return True
