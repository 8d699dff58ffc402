"""The checking of many new files, shared among processes that work side by side.

A process takes a share of the files: it vets its catalogues, publishes them where a build asks for
that, and hears what they say of common words. When all have done so, each judges its own. What they
find lies in the store, where whoever asks next finds it; what a process could not do is done then,
and told. So nothing depends on them but how long it takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from editions import children, config
from editions.catalogue import layout
from editions.catalogue.compile import publish
from editions.checks.by_file import FINDINGS, Judge, remembered_state
from editions.checks.texts import TextFile, text_files
from editions.config import Publication
from editions.problems import EditionsError
from editions.recall import Recall

ENOUGH = 48
"""From how many new files on they are shared: a process begins with what takes a second."""


@contextmanager
def judged(
    publication: Publication, recall: Recall, *, jobs: int, published: Iterable[str] = ()
) -> Iterator[None]:
    """Have all new files of a publication judged by `jobs` processes while something else is done.

    The catalogues of the editions `published` are published, too. Nothing is started for a few
    files.
    """
    begun: list[subprocess.Popen[str]] = []
    try:
        for share in _divided(_new(publication, recall), jobs) if jobs > 1 else ():
            begun.append(_begin(publication, recall, share, published))
        yield
        for process in begun:
            _hear(process)
        for process in begun:
            _send(process, "\n")
        for process in begun:
            process.wait()
    finally:
        for process in begun:
            children.end(process)
            process.communicate()
            children.forget(process)


def _new(publication: Publication, recall: Recall) -> list[TextFile]:
    """Give the files that were not judged before, if they are enough."""
    files = text_files(publication)
    new = [file for file in files if not recall.has(FINDINGS, file.inputs)]
    return new if len(new) >= ENOUGH else []


def _divided(files: Sequence[TextFile], jobs: int) -> Iterator[Sequence[TextFile]]:
    """Divide files into runs: the translations of a document stay together, for they share it."""
    size = max(1, -(-len(files) // jobs))
    return (files[at : at + size] for at in range(0, len(files), size))


def _begin(
    publication: Publication,
    recall: Recall,
    share: Iterable[TextFile],
    published: Iterable[str],
) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    process = children.start(
        "editions.shares", stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=publication.root
    )
    order = {
        "root": str(publication.root),
        "files": [str(file.path) for file in share],
        "published": list(published),
        "store": str(recall.shared or ""),
    }
    _send(process, json.dumps(order) + "\n")
    return process


def _send(process: subprocess.Popen[str], line: str) -> None:
    if process.stdin is not None:
        with suppress(OSError):  # it has ended: what it leaves is done by who asks for it
            process.stdin.write(line)
            process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> None:
    if process.stdout is not None:
        process.stdout.readline()


def main() -> int:
    """Do a share: an order (JSON) comes on standard input, then a line when all have heard."""
    order = json.loads(sys.stdin.readline())
    publication = config.load(Path(order["root"]))
    recall = Recall(publication, Path(order["store"]) if order["store"] else None)
    everything = list(text_files(publication))
    asked = frozenset(order["files"])
    share = [file for file in everything if str(file.path) in asked]
    judge = Judge(publication, everything, recall)
    with suppress(EditionsError):  # it is met again by whoever asks next, and told
        _vet(publication, share, order["published"], recall)
        for _ in judge.hear(share):
            pass
    sys.stdout.write("heard\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with suppress(EditionsError):
        for _ in judge.problems(share):
            pass
    return 0


def _vet(
    publication: Publication, share: Iterable[TextFile], published: Iterable[str], recall: Recall
) -> None:
    for file in share:
        name = file.document.name if file.document else layout.INTERFACE
        if file.document is not None and file.path == file.document.path:
            continue
        if file.language in published:
            publish(publication, file.language, only=[name], memory=recall)
        else:
            remembered_state(publication, file.language, name, recall)


if __name__ == "__main__":
    sys.exit(main())
